"""Money is exact until it is printed, and then rounded once, half up."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, FloatOperation, Inexact, InvalidOperation, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gen.amount import ZERO, Amount, Unit, display, round_half_up, total

numbers = st.decimals(min_value=-(10**15), max_value=10**15, allow_nan=False, allow_infinity=False, places=6)
fractions = st.fractions(min_value=-(10**12), max_value=10**12)
places = st.integers(0, 6)
amounts = st.builds(Amount.of, numbers, st.sampled_from(Unit))


@given(numbers, places)
@example(Decimal("0.5"), 0)
@example(Decimal("-0.5"), 0)
@example(Decimal("2.5"), 0)
@example(Decimal("1.005"), 2)
def test_decimals_round_as_the_standard_library_rounds_half_up(number: Decimal, places: int) -> None:
    with localcontext(prec=60):
        assert round_half_up(number, places) == number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@given(fractions, places)
@example(Fraction(1, 2), 0)
@example(Fraction(-1, 2), 0)
def test_fractions_round_to_the_nearest_and_ties_away_from_zero(number: Fraction, places: int) -> None:
    rounded = Fraction(round_half_up(number, places))
    unit = Fraction(1, 10**places)
    assert (rounded / unit).denominator == 1
    assert abs(rounded - number) <= unit / 2
    if abs(rounded - number) == unit / 2:
        assert abs(rounded) > abs(number)


@given(numbers, places)
def test_rounding_is_odd_and_idempotent_and_knows_no_negative_zero(number: Decimal, places: int) -> None:
    rounded = round_half_up(number, places)
    assert round_half_up(-number, places) == -rounded
    assert round_half_up(rounded, places) == rounded
    assert str(round_half_up(number / 10**20, 0)) == "0"


@given(numbers, places, st.booleans(), st.booleans())
def test_display_is_the_rounded_number_grouped_by_threes(number: Decimal, places: int, grouped: bool, trim: bool) -> None:
    text = display(number, places, grouped=grouped, trim=trim)
    assert Decimal(text.replace(",", "")) == round_half_up(number, places)
    whole = r"\d{1,3}(,\d{3})*" if grouped else r"\d+"
    assert re.fullmatch(rf"-?{whole}(\.\d+)?", text)
    assert not re.fullmatch(r"-0(\.0*)?", text)
    shown = len(text.partition(".")[2])
    assert shown == places or (trim and shown < places)
    assert not (trim and "." in text and text[-1] in "0.")


@pytest.mark.parametrize(
    ("number", "keywords", "text"),
    [
        (Decimal("8367.3"), {}, "8,367"),
        (Decimal("0.5"), {}, "1"),
        (Decimal("-0.4"), {}, "0"),
        (Decimal("11.3"), {"places": 1}, "11.3"),
        (Decimal("11"), {"places": 1, "trim": True}, "11"),
        (Decimal("100"), {"places": 0, "trim": True}, "100"),
        (1234567, {"grouped": False}, "1234567"),
        (Fraction(2, 3), {"places": 2}, "0.67"),
    ],
)
def test_display_by_example(number: Decimal | Fraction | int, keywords: dict[str, Any], text: str) -> None:
    assert display(number, **keywords) == text


@given(numbers, st.sampled_from(Unit))
def test_a_number_survives_its_unit(number: Decimal, unit: Unit) -> None:
    amount = Amount.of(number, unit)
    assert amount.to(unit) == number
    assert Fraction(amount.yuan) == Fraction(number) * unit.in_yuan


@given(st.lists(amounts, max_size=20), st.randoms(use_true_random=False))
def test_a_total_is_exact_whatever_the_order(parts: list[Amount], random: Any) -> None:
    shuffled = list(parts)
    random.shuffle(shuffled)
    assert total(parts) == total(shuffled)
    assert Fraction(total(parts).yuan) == sum((Fraction(part.yuan) for part in parts), Fraction(0))


@given(amounts, amounts)
def test_amounts_add_up_and_compare_as_numbers(one: Amount, other: Amount) -> None:
    assert one + other - other == one
    assert ZERO - one == -one
    assert abs(one) == max(one, -one)
    assert bool(one) == (one != ZERO)
    assert (one < other) == (one.yuan < other.yuan)
    assert one + ZERO == one


@pytest.mark.parametrize(
    ("number", "fault"), [(0.1, FloatOperation), (Decimal("sNaN"), InvalidOperation), (Decimal("1." + "1" * 50), Inexact)]
)
def test_what_cannot_be_exact_is_refused(number: Any, fault: type[Exception]) -> None:
    with pytest.raises((fault, TypeError)):
        Amount.of(number, Unit.WAN) + ZERO
