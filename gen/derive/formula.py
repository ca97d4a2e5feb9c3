"""Formulas (算式): sums, differences and ratios of figures that an edition names."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from gen.amount import Amount
from gen.derive.figure import Derived, Figure, sum_of
from gen.derive.spec import Formula


def formula(wanted: Formula, known: Mapping[str, Figure]) -> Figure | None:
    """The figure that a formula makes of ``known`` figures; None where a term is not given or a ratio has nothing below its line."""
    terms = [known[name] for name in wanted.terms if name in known]
    if len(terms) < len(wanted.terms):
        return None
    match wanted.kind:
        case "ratio":
            return rate(wanted.id, wanted.title, terms[0], terms[1])
        case "difference":
            return _difference(wanted, terms[0], terms[1])
        case _:
            return _sum(wanted, terms)


def rate(id: str, title: str, part: Figure, whole: Figure) -> Figure | None:
    """比率: one figure divided by another of the same unit; None where the other is 0."""
    below = number(whole)
    if not below:
        return None
    return Figure(id=id, title=title, value=number(part) / below, unit="%", origin=Derived(f"{part.title} ÷ {whole.title}", (part, whole)))


def number(figure: Figure) -> Fraction:
    """The value of a figure as an exact number, money in 元."""
    return Fraction(figure.value.yuan if isinstance(figure.value, Amount) else figure.value)


def _difference(wanted: Formula, first: Figure, second: Figure) -> Figure:
    origin = Derived(f"{first.title} − {second.title}", (first, second))
    if isinstance(first.value, Amount) and isinstance(second.value, Amount):
        return Figure(id=wanted.id, title=wanted.title, value=first.value - second.value, unit="元", origin=origin)
    return Figure(id=wanted.id, title=wanted.title, value=_plain(number(first) - number(second)), unit=first.unit, origin=origin)


def _sum(wanted: Formula, terms: list[Figure]) -> Figure:
    rule = " ＋ ".join(term.title for term in terms)
    if all(isinstance(term.value, Amount) for term in terms):
        return sum_of(wanted.id, wanted.title, terms, rule)
    value = _plain(sum((number(term) for term in terms), Fraction(0)))
    return Figure(id=wanted.id, title=wanted.title, value=value, unit=terms[0].unit, origin=Derived(rule, tuple(terms)))


def _plain(value: Fraction) -> Fraction | int:
    """A whole number as a count, any other as it is."""
    return int(value) if value.denominator == 1 else value
