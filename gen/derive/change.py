"""Change on last year (增减变化): difference, rate and direction of a quantity, derived together so that they cannot disagree."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from gen.amount import ZERO
from gen.derive.figure import Derived, Figure


class Direction(Enum):
    """How a quantity moved; values are the keys of an edition's wording."""

    INCREASE = "increase"
    DECREASE = "decrease"
    SAME = "same"
    NEW = "new"
    ENDED = "ended"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """增减变化 of ``now`` against ``before``.

    ``signed`` = now − before; ``size`` its absolute value; ``rate`` = size ÷ before, None where last year's amount is 0 or unknown
    (a percentage on a zero base cannot be written). All three are None when last year's amount is unknown.
    """

    now: Figure
    before: Figure | None
    direction: Direction
    signed: Figure | None = None
    size: Figure | None = None
    rate: Figure | None = None


def change(id: str, title: str, now: Figure, before: Figure | None) -> Change:
    """The change of a quantity of money; ``before`` None = last year's amount is unknown."""
    if before is None:
        return Change(now=now, before=None, direction=Direction.UNKNOWN)
    signed = difference(f"{id}.signed", f"{title}比上年增减", now, before)
    size = size_of(f"{id}.change", f"{title}比上年增减额", signed)
    rate = None
    if before.amount:
        ratio = Fraction(size.amount.yuan) / abs(Fraction(before.amount.yuan))
        origin = Derived("增减幅度 = 增减额 ÷ 上年数", (size, before))
        rate = Figure(id=f"{id}.rate", title=f"{title}比上年增减幅度", value=ratio, unit="%", origin=origin)
    return Change(now=now, before=before, direction=_direction(now, before), signed=signed, size=size, rate=rate)


def difference(id: str, title: str, now: Figure, before: Figure) -> Figure:
    """now − before, exactly."""
    return Figure(id=id, title=title, value=now.amount - before.amount, unit="元", origin=Derived("本年数 − 上年数", (now, before)))


def share(id: str, title: str, part: Figure, whole: Figure) -> Figure:
    """占比: what part of the whole a figure is; 0 where the whole is 0."""
    ratio = Fraction(part.amount.yuan) / Fraction(whole.amount.yuan) if whole.amount else Fraction(0)
    return Figure(id=id, title=title, value=ratio, unit="%", origin=Derived("占比 = 本项 ÷ 合计", (part, whole)))


def size_of(id: str, title: str, signed: Figure) -> Figure:
    """The absolute value of a difference: what is printed beside a direction word."""
    return Figure(id=id, title=title, value=abs(signed.amount), unit="元", origin=Derived("取绝对值，方向用文字说", (signed,)))


def _direction(now: Figure, before: Figure) -> Direction:
    if now.amount == before.amount:
        return Direction.SAME
    if not before.amount and now.amount > ZERO:
        return Direction.NEW
    if not now.amount and before.amount > ZERO:
        return Direction.ENDED
    return Direction.INCREASE if now.amount > before.amount else Direction.DECREASE
