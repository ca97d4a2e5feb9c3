"""Difference, direction and rate are derived together and cannot disagree."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st

from gen.amount import ZERO, Amount, Unit
from gen.derive.change import Direction, change
from gen.derive.figure import Derived, Figure, Written
from gen.findings import Place

amounts = st.builds(Amount.of, st.decimals(min_value=-(10**6), max_value=10**6, places=2), st.just(Unit.WAN)) | st.just(ZERO)


def figure(id: str, amount: Amount) -> Figure:
    return Figure(id=id, title=id, value=amount, unit="元", origin=Written(Place("data/x.csv", 1, 1)))


@given(amounts, amounts)
@example(ZERO, ZERO)
def test_direction_follows_the_sign(now: Amount, before: Amount) -> None:
    found = change("q", "收支", figure("now", now), figure("before", before))
    assert found.signed is not None and found.size is not None
    assert found.signed.amount == now - before
    assert found.size.amount == abs(found.signed.amount)
    if now == before:
        assert found.direction is Direction.SAME
    elif now > before:
        assert found.direction in (Direction.INCREASE, Direction.NEW)
    else:
        assert found.direction in (Direction.DECREASE, Direction.ENDED)
    assert (found.direction is Direction.NEW) == (before == ZERO and now > ZERO)
    assert (found.direction is Direction.ENDED) == (now == ZERO and before > ZERO)


@given(amounts, amounts)
def test_a_rate_is_the_size_over_last_year_and_needs_a_base(now: Amount, before: Amount) -> None:
    found = change("q", "收支", figure("now", now), figure("before", before))
    assert found.size is not None
    if before == ZERO:
        assert found.rate is None
    else:
        assert found.rate is not None and isinstance(found.rate.value, Fraction)
        assert found.rate.value * abs(Fraction(before.yuan)) == Fraction(found.size.amount.yuan)
        assert found.rate.value >= 0
        assert (found.rate.value == 0) == (found.direction is Direction.SAME)


@given(amounts)
def test_an_ended_item_fell_by_all_of_it(before: Amount) -> None:
    found = change("q", "收支", figure("now", ZERO), figure("before", before))
    assert found.rate is None or found.rate.value == 1


def test_unknown_last_year_gives_nothing_to_print() -> None:
    found = change("q", "收支", figure("now", ZERO), None)
    assert (found.direction, found.signed, found.size, found.rate) == (Direction.UNKNOWN, None, None, None)


def test_each_figure_names_what_it_came_from() -> None:
    now, before = figure("now", ZERO), figure("before", Amount.of(1, Unit.WAN))  # type: ignore[arg-type]
    found = change("q", "收支", now, before)
    assert found.signed is not None and found.size is not None and found.rate is not None
    assert [figure.id for figure in (found.signed, found.size, found.rate)] == ["q.signed", "q.change", "q.rate"]
    assert isinstance(found.signed.origin, Derived) and found.signed.origin.inputs == (now, before)
    assert isinstance(found.size.origin, Derived) and found.size.origin.inputs == (found.signed,)
    assert isinstance(found.rate.origin, Derived) and found.rate.origin.inputs == (found.size, before)
