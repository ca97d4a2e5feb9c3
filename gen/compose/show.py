"""How a figure prints (数字的印法): rounded once, in the unit of the text."""

from __future__ import annotations

from fractions import Fraction

from gen.amount import Amount, Unit, display, round_half_up
from gen.derive.figure import Figure


def show(figure: Figure, unit: Unit, places: int, *, trim: bool = False, grouped: bool = True) -> str:
    """A figure as printed: money in ``unit``, a rate in percent, a mark with its decimals, a count as it is.

    A rate has ``places`` decimals, but as many as it needs (two at most) not to print as 0% when it is not.
    """
    if isinstance(figure.value, Amount):
        return display(figure.value.to(unit), places, trim=trim, grouped=grouped)
    if figure.unit == "%":
        return f"{display(figure.value * 100, _needed(figure.value * 100, places), trim=trim)}%"
    return display(figure.value, 0 if isinstance(figure.value, int) else places, trim=trim, grouped=grouped)


def shows_nothing(rate: Figure, places: int) -> bool:
    """Whether a rate prints as 0% with all the decimals that it may take."""
    assert not isinstance(rate.value, Amount)
    percent = rate.value * 100
    return not round_half_up(percent, _needed(percent, places))


def _needed(percent: Fraction | int, places: int) -> int:
    """How many decimals a rate takes: ``places``, or one or two where it would print as 0 with fewer."""
    return next((more for more in (places, 1, 2) if more >= places and round_half_up(percent, more)), places)
