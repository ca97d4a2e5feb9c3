"""Exact money and the one place where numbers become text.

Money is kept in 元 as an exact :class:`decimal.Decimal`; rates are exact :class:`fractions.Fraction`;
counts are :class:`int`. Nothing here rounds but :func:`round_half_up`, which every display goes through once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal, FloatOperation, Inexact, InvalidOperation
from enum import Enum
from fractions import Fraction

#: Arithmetic that would lose a digit, meet a float or a NaN raises instead of going on.
EXACT = Context(prec=40, traps=[Inexact, FloatOperation, InvalidOperation])


class Unit(Enum):
    """计量单位 of money: the declared unit of a file, a table or a sentence."""

    YUAN = "元"
    WAN = "万元"

    @property
    def in_yuan(self) -> int:
        """How many 元 one of this unit is."""
        return 10000 if self is Unit.WAN else 1


@dataclass(frozen=True, slots=True, order=True)
class Amount:
    """金额: an exact sum of money in 元.

    >>> Amount.of(Decimal("0.3"), Unit.WAN).yuan
    Decimal('3000.0')
    """

    yuan: Decimal

    @classmethod
    def of(cls, number: Decimal, unit: Unit) -> Amount:
        """The amount that ``number`` of ``unit`` is, exactly; a NaN or an infinity is no amount and raises ValueError."""
        yuan = EXACT.multiply(number, Decimal(unit.in_yuan))
        if not yuan.is_finite():
            raise ValueError(f"{number} is no amount")
        return cls(yuan)

    def to(self, unit: Unit) -> Decimal:
        """This amount as a number of ``unit``, exactly."""
        return EXACT.divide(self.yuan, Decimal(unit.in_yuan))

    def __add__(self, other: Amount) -> Amount:
        return Amount(EXACT.add(self.yuan, other.yuan))

    def __sub__(self, other: Amount) -> Amount:
        return Amount(EXACT.subtract(self.yuan, other.yuan))

    def __neg__(self) -> Amount:
        return Amount(EXACT.minus(self.yuan))

    def __abs__(self) -> Amount:
        return Amount(EXACT.abs(self.yuan))

    def __bool__(self) -> bool:
        return bool(self.yuan)


ZERO = Amount(Decimal(0))

#: What a figure may hold: money, a rate (a percentage is the rate times 100) or a count.
Value = Amount | Fraction | int


def total(amounts: Iterable[Amount]) -> Amount:
    """The exact sum of an iterable of amounts."""
    result = ZERO
    for amount in amounts:
        result = result + amount
    return result


def round_half_up(number: Decimal | Fraction | int, places: int) -> Decimal:
    """``number`` rounded half away from zero (四舍五入) to ``places`` decimals, never a negative zero.

    >>> round_half_up(Decimal("0.125"), 2), round_half_up(Fraction(-1, 2), 0)
    (Decimal('0.13'), Decimal('-1'))
    """
    exact = Fraction(number) * 10**places
    whole = (abs(exact.numerator) * 2 + exact.denominator) // (exact.denominator * 2)
    return Decimal(-whole if exact < 0 else whole).scaleb(-places) + 0


def display(number: Decimal | Fraction | int, places: int = 0, *, grouped: bool = True, trim: bool = False) -> str:
    """``number`` as printed: rounded once, thousands grouped by commas.

    ``trim`` drops zeros after the point (11.30 prints as 11.3, 11.00 as 11).

    >>> display(Decimal("8367")), display(Decimal("11.3"), 1, trim=True), display(Fraction(-1, 3))
    ('8,367', '11.3', '0')
    """
    text = f"{round_half_up(number, places):{',' if grouped else ''}.{places}f}"
    if trim and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text
