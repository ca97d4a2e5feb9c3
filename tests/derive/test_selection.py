"""Breakdowns and controls: money that stands once in each breakdown is added up once, and a control stands for its own set of lines only."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from gen.amount import Amount, Unit, total
from gen.derive.figure import Controlled, Figure, Written, line_sum
from gen.derive.lines import Line
from gen.derive.selection import Book, ControlFigure, Measured, Selection, book_of, identity
from gen.derive.spec import Where
from gen.findings import Place

CARRIES = {"按项目": frozenset({"项目", "二级项目"}), "按经济": frozenset({"经济类", "经济款"})}
GROUP = ("项目支出", "拨款", "2080109")


def wan(amount: int | str) -> Amount:
    return Amount.of(Decimal(amount), Unit.WAN)


def line(number: int, amount: int | str, breakdown: str = "", precision: int | None = None, **dimensions: str) -> Line:
    precise = None if precision is None else wan(precision)
    place = Place("data/x.csv", number, 1)
    figure = Figure(id=str(place), title=f"第{number}行", value=wan(amount), unit="元", origin=Written(place, "", precise))
    kind, function = dimensions.setdefault("支出类型", "项目支出"), dimensions.setdefault("功能项", "2080109")
    return Line(dimensions, figure, breakdown=breakdown, group=(kind, "拨款", function))


#: 100 by project (60 + 40), by economic class (30 + 70), and a line beside them that knows both.
LINES = (
    line(2, 60, "按项目", 1, 项目="甲", 二级项目="甲一"),
    line(3, 40, "按项目", 1, 项目="乙"),
    line(4, 30, "按经济", 1, 经济类="302", 经济款="30201"),
    line(5, 50, "按经济", 1, 经济类="302", 经济款="30202"),
    line(6, 20, "按经济", 1, 经济类="310", 经济款="31002"),
    line(7, 9, "", 1, 项目="丙", 经济类="303", 经济款="30301", 功能项="2080599"),
    line(8, 5, "", 1, 支出类型="基本支出", 经济类="302", 经济款="30201"),
)


def book(*controls: tuple[Where, int], lines: tuple[Line, ...] = LINES) -> Book:
    plain = book_of(lines, CARRIES)
    found = {}
    for where, amount in controls:
        chosen, _ = plain.all().narrow(where).chosen()
        against = total(each.figure.amount for each in chosen)
        place = Place("data/control.csv", 2, 1)
        found[identity(plain, chosen)] = ControlFigure(amount=wan(amount), against=against, unit=wan(1), place=place, basis="表1")
    return replace(plain, controls=found)


def measure(selection: Selection) -> Measured:
    return selection.measure("x", "某数")


def asked(where: Where, *controls: tuple[Where, int]) -> Measured:
    return measure(book(*controls).all().narrow(where))


# ── breakdowns ──


def test_money_in_two_breakdowns_counts_once() -> None:
    assert asked({}).figure.amount == wan(114)
    assert asked({"支出类型": ("项目支出",)}).figure.amount == wan(109)
    assert asked({"功能项": ("2080109",), "支出类型": ("项目支出",)}).figure.amount == wan(100)


def test_the_breakdown_that_carries_the_question_answers_it() -> None:
    assert asked({"项目": ("甲",)}).figure.amount == wan(60)
    assert asked({"二级项目": ("甲一",)}).figure.amount == wan(60)
    assert asked({"经济类": ("302",)}).figure.amount == wan(85)
    assert asked({"经济类": ("302",), "支出类型": ("项目支出",)}).figure.amount == wan(80)
    assert all(asked(where).known for where in ({}, {"项目": ("甲",)}, {"经济款": ("30201",)}))


def test_where_several_breakdowns_answer_the_most_precise_one_does() -> None:
    """Two project lines are known to 2 together, three economic ones to 3; and one line known exactly beats both."""
    assert [each.place for each in book().all().narrow({"支出类型": ("项目支出",), "功能项": ("2080109",)}).chosen()[0]] == [
        Place("data/x.csv", 2, 1),
        Place("data/x.csv", 3, 1),
    ]
    whole = line(9, "100.2", "合计")
    carries = {**CARRIES, "合计": frozenset[str]()}
    found = book_of((*LINES, whole), carries).all().narrow({"支出类型": ("项目支出",), "功能项": ("2080109",)})
    assert measure(found).figure.amount == wan("100.2")


def test_a_joint_that_no_breakdown_gives_is_not_known() -> None:
    joint = asked({"项目": ("甲",), "经济类": ("302",)})
    assert not joint.known and joint.lines == 0


def test_a_joint_of_lines_without_breakdown_is_known_where_the_group_is_out_of_the_question() -> None:
    joint = asked({"功能项": ("2080599",), "项目": ("丙",), "经济类": ("303",)})
    assert joint.known and joint.figure.amount == wan(9)


def test_the_order_of_questions_does_not_matter() -> None:
    first = book().all().narrow({"经济类": ("302",)}).narrow({"支出类型": ("项目支出",)})
    second = book().all().narrow({"支出类型": ("项目支出",)}).narrow({"经济类": ("302",)})
    assert measure(first) == measure(second)


amounts = st.lists(st.integers(-1000, 1000), min_size=1, max_size=6)


@given(amounts, amounts)
def test_parts_in_a_breakdown_add_up_to_the_whole_that_it_gives(one: list[int], other: list[int]) -> None:
    """Whatever the lines: asked value by value, each breakdown gives its own whole, and no line is lost or counted twice."""
    lines = tuple(line(n, amount, "按项目", 1, 项目=f"项目{n % 3}") for n, amount in enumerate(one, start=2))
    lines += tuple(line(n, amount, "按经济", 1, 经济款=f"3020{n % 3}") for n, amount in enumerate(other, start=100))
    found = book(lines=lines).all()
    for name, values, sums in (("项目", [f"项目{n}" for n in range(3)], one), ("经济款", [f"3020{n}" for n in range(3)], other)):
        assert total(measure(found.narrow({name: (value,)})).figure.amount for value in values) == wan(sum(sums))
    best = one if len(one) <= len(other) else other
    assert measure(found).figure.amount == wan(sum(best))


# ── controls ──


def test_a_control_stands_for_its_set_of_lines_and_no_other() -> None:
    control = ({"支出类型": ("项目支出",)}, 108)
    shown = asked({"支出类型": ("项目支出",)}, control).figure
    assert shown.amount == wan(108)
    assert isinstance(shown.origin, Controlled) and line_sum(shown).amount == wan(109)
    assert asked({}, control).figure.amount == wan(114)
    assert asked({"项目": ("甲",)}, control).figure.amount == wan(60)


def test_the_same_set_of_lines_asked_in_other_words_shows_the_same_control() -> None:
    """A group taken whole is one quantity, whatever breakdown it is read from."""
    control = ({"支出类型": ("项目支出",), "功能项": ("2080109",)}, 101)
    for where in (
        {"项目": ("甲", "乙")},
        {"经济类": ("302", "310"), "支出类型": ("项目支出",)},
        {"支出类型": ("项目支出",), "功能项": ("2080109",), "经济款": ("30201", "30202", "31002")},
    ):
        assert asked(where, control).figure.amount == wan(101), where


def test_a_part_of_a_breakdown_is_a_quantity_of_its_own() -> None:
    control = ({"支出类型": ("项目支出",), "经济类": ("302",)}, 81)
    assert asked({"经济款": ("30201", "30202"), "支出类型": ("项目支出",)}, control).figure.amount == wan(81)
    assert asked({"经济类": ("302",)}, control).figure.amount == wan(85)


def test_an_empty_selection_has_no_control() -> None:
    control = ({"项目": ("没有这个项目",)}, 7)
    assert asked({"项目": ("也没有这个",)}, control).figure.amount == wan(0)
