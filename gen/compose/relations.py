"""Relations between quantities (口径之间的关系) that an edition declares: what is made up of what, and what should be the same."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gen.findings import Place
from gen.model.setting import Sort, setting, stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """A quantity that the form says to be made up of others: ``whole`` = the sum of ``parts``, all ids of quantities."""

    whole: str = setting("总数", required=True, doc="口径的名称：它等于各部分之和")
    parts: tuple[str, ...] = setting("各部分", Sort.TEXTS, doc="口径的名称，一列")
    place: Place = stands("parts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Two quantities that should be the same, or differ by no more than ``within`` in the edition's unit (机关运行经费 and 公用经费)."""

    first: str = setting("一个口径", required=True, doc="口径的名称")
    second: str = setting("另一个口径", required=True, doc="应当与它相同的口径的名称")
    within: Decimal = setting("容许的差", Sort.DECIMAL, doc='单位同正文，写在引号里，如 "0.5"；不写就是必须相同')
    place: Place = stands("first")
