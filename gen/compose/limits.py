"""Limits (界限): how far what the checks compare may differ before they speak; an edition may set its own under ``[limits]``."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gen.model.setting import Sort, setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """界限 of an edition, each with the value that holds where its ``[limits]`` does not name it.

    ``years_before`` and ``years_after`` are how far from its own year a typed year may lie; ``publish_days`` how long after approval a document
    is published (预算法 第十四条); ``overachieved`` by what share an actual value may beat its target; ``basic_classes`` the economic classes
    that basic expenditure is made up of; ``output_kinds`` the kinds of output indicators.
    """

    years_before: int = setting("往前几年", Sort.NUMBER, default=1, doc="手写的年份和批复、公开的日期最多比本年早几年；不写是 1")
    years_after: int = setting("往后几年", Sort.NUMBER, doc="最多比本年晚几年；不写是 0")
    publish_days: int = setting("公开期限", Sort.NUMBER, default=20, doc="批复后多少日内公开；不写是 20")
    overachieved: Decimal = setting(
        "偏高的界限", Sort.DECIMAL, default=Decimal("0.3"), doc='完成值超过指标值多少算偏高，写在引号里；不写是 "0.3"'
    )
    basic_classes: tuple[str, ...] = setting(
        "基本支出的经济分类", Sort.TEXTS, default=("301", "302", "303", "310"), doc="经济类的编码；不写是 301、302、303、310"
    )
    output_kinds: tuple[str, ...] = setting(
        "产出指标的二级指标", Sort.TEXTS, default=("数量", "质量", "时效", "成本"), doc="不写是数量、质量、时效、成本"
    )
