"""The named drivers and 其余 are the change, to the last 元, whatever the parts."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from gen.amount import ZERO, Amount, Unit, total
from gen.derive.bridge import Bridge, Part, alike, best, bridge
from gen.derive.change import change
from gen.derive.figure import Figure, Written
from gen.findings import Place

amounts = st.builds(Amount.of, st.decimals(min_value=0, max_value=10**5, places=2), st.just(Unit.WAN)) | st.just(ZERO)
pairs = st.tuples(amounts, amounts | st.none())
shares = st.fractions(min_value=0, max_value=1)


def figure(id: str, amount: Amount) -> Figure:
    return Figure(id=id, title=id, value=amount, unit="元", origin=Written(Place("data/x.csv", 1, 1)))


def part(name: str, now: Amount, before: Amount | None) -> Part:
    return Part(name, change(name, name, figure(f"{name}.now", now), None if before is None else figure(f"{name}.before", before)))


def moved(found: Part) -> Amount:
    assert found.change.signed is not None
    return found.change.signed.amount


def build(whole: tuple[Amount, Amount], parts: list[tuple[Amount, Amount | None]], share: Fraction) -> tuple[Bridge, list[Part], Amount]:
    named = [part(f"项目{number}", *pair) for number, pair in enumerate(parts)]
    of = part("全部", *whole)
    return bridge("total", "收支总额", of.change, named, share), named, moved(of)


@given(st.tuples(amounts, amounts), st.lists(pairs, max_size=8), shares)
def test_drivers_and_rest_are_the_change(whole: tuple[Amount, Amount], parts: list[tuple[Amount, Amount | None]], share: Fraction) -> None:
    found, _, wanted = build(whole, parts, share)
    rest = found.rest.amount if found.rest else ZERO
    assert total(moved(driver) for driver in found.drivers) + rest == wanted
    assert found.rest is None or found.rest.amount


@given(st.tuples(amounts, amounts), st.lists(pairs, max_size=8), shares)
def test_drivers_are_the_largest_and_as_few_as_cover_the_share(
    whole: tuple[Amount, Amount], parts: list[tuple[Amount, Amount | None]], share: Fraction
) -> None:
    found, named, wanted = build(whole, parts, share)
    known = [one for one in named if one.change.signed is not None and moved(one)]
    unknown = wanted - total(moved(one) for one in known)
    sizes = [abs(moved(one)) for one in known]
    drivers = [abs(moved(one)) for one in found.drivers]
    assert drivers == sorted(sizes, reverse=True)[: len(drivers)]
    every = Fraction(total([*sizes, abs(unknown)]).yuan)
    covered = Fraction(total([*drivers, *([abs(unknown)] if found.unexplained else [])]).yuan)
    assert covered >= every * share
    ranked = [*drivers, *([abs(unknown)] if found.unexplained else [])]
    if ranked:
        assert covered - Fraction(min(ranked).yuan) < every * share, "one driver fewer would not have covered it"


@given(st.tuples(amounts, amounts), st.lists(pairs, max_size=8), st.randoms(use_true_random=False))
def test_order_of_the_parts_matters_only_between_equals(
    whole: tuple[Amount, Amount], parts: list[tuple[Amount, Amount | None]], random
) -> None:  # type: ignore[no-untyped-def]
    share = Fraction(85, 100)
    found, named, _ = build(whole, parts, share)
    shuffled = list(named)
    random.shuffle(shuffled)
    again = bridge("total", "收支总额", part("全部", *whole).change, shuffled, share)
    assert [abs(moved(one)) for one in again.drivers] == [abs(moved(one)) for one in found.drivers]
    assert again.unexplained == found.unexplained


def test_equal_sizes_keep_the_order_of_the_parts() -> None:
    ten = Amount.of(10, Unit.WAN)  # type: ignore[arg-type]
    found, _, _ = build((ten + ten + ten, ZERO), [(ten, ZERO)] * 3, Fraction(1))
    assert [driver.name for driver in found.drivers] == ["项目0", "项目1", "项目2"]
    assert found.rest is None and not found.unexplained


def test_what_is_unknown_ranks_but_is_never_named() -> None:
    """Parts explain 10 of a change of 110; the unexplained 100 is larger, so no part needs naming at a share of 85 %."""
    ten, hundred = Amount.of(10, Unit.WAN), Amount.of(100, Unit.WAN)  # type: ignore[arg-type]
    found, _, _ = build((ten + hundred, ZERO), [(ten, ZERO), (hundred, None)], Fraction(85, 100))
    assert (found.drivers, found.unexplained) == ((), True)
    assert found.rest is not None and found.rest.amount == ten + hundred


def test_an_unknown_whole_has_no_drivers() -> None:
    found = bridge("total", "收支总额", part("全部", ZERO, None).change, [part("项目", ZERO, ZERO)], Fraction(1))
    assert (found.drivers, found.rest, found.unexplained) == ((), None, True)


@given(st.tuples(amounts, amounts), st.lists(st.lists(pairs, max_size=5), min_size=1, max_size=4), shares)
def test_the_best_explains_enough_with_fewest_or_else_the_most(
    whole: tuple[Amount, Amount], ways: list[list[tuple[Amount, Amount | None]]], share: Fraction
) -> None:
    alone = [build(whole, parts, share)[0] for parts in ways]
    found = alike(alone, [each.movement for each in alone])
    chosen = best(found, share)
    assert len({each.movement for each in found}) == 1
    assert chosen in found and all(0 <= each.covered <= 1 for each in found)
    enough = [each for each in found if each.drivers and each.covered >= share]
    if enough:
        assert chosen in enough and len(chosen.drivers) == min(len(each.drivers) for each in enough)
    else:
        assert chosen.covered == max(each.covered for each in found)


def test_what_was_set_off_within_a_coarse_part_counts_as_movement() -> None:
    """Projects rise by 30 and 10 and fall by 60, all in one function: along functions one part seems to explain the whole change of 20."""
    ten = Amount.of(10, Unit.WAN)  # type: ignore[arg-type]
    whole, share = (ten, ten + ten + ten), Fraction(85, 100)
    projects = [(ten + ten + ten, ZERO), (ten, ZERO), (ZERO, Amount.of(60, Unit.WAN))]  # type: ignore[arg-type]
    alone = [build(whole, parts, share)[0] for parts in (projects, [whole])]
    fine, coarse = alike(alone, [each.movement for each in alone])
    assert [len(each.drivers) for each in (fine, coarse)] == [2, 1]
    assert (fine.covered, coarse.covered) == (Fraction(90, 100), Fraction(20, 100))
    assert best([coarse, fine], share) is fine
