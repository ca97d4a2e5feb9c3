"""Formulas: exact sums, differences and ratios of figures, and nothing where a term is not known."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from gen.amount import Amount, Value
from gen.derive.figure import Derived, Figure, Written
from gen.derive.formula import formula
from gen.derive.spec import Formula
from gen.findings import Place


def figure(id: str, value: Value, unit: str) -> Figure:
    return Figure(id=id, title=id, value=value, unit=unit, origin=Written(Place("data/x")))


def yuan(number: str) -> Amount:
    return Amount(Decimal(number))


KNOWN = {
    "budget": figure("budget", yuan("70000"), "元"),
    "spent": figure("spent", yuan("51600"), "元"),
    "nothing": figure("nothing", yuan("0"), "元"),
    "unified": figure("unified", 49, "个"),
    "hired": figure("hired", 6, "个"),
    "authorized": figure("authorized", 63, "个"),
}


@pytest.mark.parametrize(
    ("kind", "terms", "value", "unit"),
    [
        ("ratio", ("spent", "budget"), Fraction(516, 700), "%"),
        ("ratio", ("unified", "authorized"), Fraction(7, 9), "%"),
        ("ratio", ("nothing", "budget"), Fraction(0), "%"),
        ("difference", ("budget", "spent"), yuan("18400"), "元"),
        ("difference", ("spent", "budget"), yuan("-18400"), "元"),
        ("difference", ("authorized", "unified"), 14, "个"),
        ("sum", ("unified", "hired"), 55, "个"),
        ("sum", ("budget", "spent", "nothing"), yuan("121600"), "元"),
    ],
)
def test_a_formula_is_exact_and_knows_its_terms(kind: str, terms: tuple[str, ...], value: Value, unit: str) -> None:
    found = formula(Formula(id="x", title="示例", kind=kind, terms=terms), KNOWN)
    assert found is not None
    assert (found.value, found.unit) == (value, unit)
    assert isinstance(found.origin, Derived)
    assert found.origin.inputs == tuple(KNOWN[name] for name in terms)


@pytest.mark.parametrize(
    ("kind", "terms"),
    [("ratio", ("spent", "nothing")), ("ratio", ("spent", "other")), ("sum", ("unified", "other")), ("difference", ("other", "spent"))],
)
def test_nothing_comes_of_what_is_not_known(kind: str, terms: tuple[str, ...]) -> None:
    assert formula(Formula(id="x", title="示例", kind=kind, terms=terms), KNOWN) is None
