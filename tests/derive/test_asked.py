"""What the lines say, and what they leave open: one rule for quantities, parts, projects, cells and comparatives of both years."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen import check
from gen.amount import Unit, total
from gen.derive.asked import Asked, ask
from gen.derive.facts import Facts
from gen.derive.lines import Line, ledger_lines, procurement_lines
from gen.derive.selection import book_of
from gen.derive.spec import Where
from gen.read import load
from tests.check.clean import TEMPLATES, build, write_clean, write_templates
from tests.derive.test_selection import line, wan
from tests.specimens import FOLDER, spoil

#: A line that says all, one that says its class only, one that says no class, and one of another fund.
SAID = line(2, 5, 经济类="302", 经济款="30217", 资金来源="拨款")
COARSE = line(3, 7, 经济类="302", 经济款="", 资金来源="拨款")
BLANK = line(4, 9, 经济类="", 经济款="", 资金来源="拨款")
OTHER = line(5, 1, 经济类="", 经济款="", 资金来源="其他")


def with_gaps(each: Line) -> Line:
    gaps = frozenset(name for name in ("经济类", "经济款") if not each.dimensions[name])
    return Line(each.dimensions, each.figure, group=each.group, unsaid=gaps)


def asked(where: Where, *lines: Line) -> Asked:
    return ask(book_of(tuple(with_gaps(each) for each in lines), {})).narrow(where)


@pytest.mark.parametrize(
    ("where", "lines", "known", "amount"),
    [
        ({"经济款": ("30217",)}, (SAID, COARSE, BLANK), True, 5),
        ({"经济款": ("30231",)}, (SAID,), True, 0),
        ({"经济款": ("30231",)}, (SAID, COARSE), False, 0),
        ({"经济款": ("31013",)}, (SAID, COARSE), True, 0),
        ({"经济款": ("31013",)}, (SAID, COARSE, BLANK), False, 0),
        ({"经济款": ("31013",), "资金来源": ("拨款",)}, (SAID, OTHER), True, 0),
        ({"经济类": ("310",), "资金来源": ("拨款",)}, (SAID, BLANK, OTHER), False, 0),
        ({"经济款": ("31013", "30231")}, (COARSE,), False, 0),
        ({}, (BLANK, OTHER), True, 10),
    ],
)
def test_what_no_line_says_is_nought_only_where_none_may_be_it(where: Where, lines: tuple[Line, ...], known: bool, amount: int) -> None:
    measured = asked(where, *lines).measure("x", "某数")
    assert (measured.known, measured.figure.amount) == (known, wan(amount))


def test_the_open_lines_are_those_to_ask_about() -> None:
    assert [each.place for each in asked({"经济款": ("30231",), "资金来源": ("拨款",)}, SAID, COARSE, BLANK, OTHER).open] == [
        COARSE.place,
        BLANK.place,
    ]


_filters = st.fixed_dictionaries(
    {},
    optional={
        "经济类": st.sampled_from([("301",), ("302",), ("302", "310")]),
        "经济款": st.sampled_from([("30101",), ("30217",), ("30217", "31013")]),
        "资金来源": st.sampled_from([("拨款",), ("其他",)]),
    },
)
_lines = st.lists(
    st.tuples(
        st.sampled_from(["", "301", "302", "302/30201", "302/30217", "310/31013"]), st.sampled_from(["拨款", "其他"]), st.integers(-9, 9)
    ),
    max_size=6,
)


@given(_lines, st.lists(_filters, max_size=3))
def test_filters_asked_one_by_one_or_at_once_leave_the_same_open(drawn: list[tuple[str, str, int]], filters: list[Where]) -> None:
    """Known is: some line passes all filters, or no line may pass them; whatever the order of the filters."""
    lines = []
    for number, (code, fund, amount) in enumerate(drawn, start=2):
        upper, _, lower = code.partition("/")
        lines.append(line(number, amount, 经济类=upper, 经济款=lower, 资金来源=fund))
    found = asked({}, *lines)
    for where in filters:
        found = found.narrow(where)
    backwards = asked({}, *lines)
    for where in reversed(filters):
        backwards = backwards.narrow(where)
    every = [with_gaps(each) for each in lines]
    passed = [each for each in every if all(each.passes(where) for where in filters)]
    may = [each for each in every if all(each.might_pass(where) for where in filters)]
    for one in (found, backwards):
        measured = one.measure("x", "某数")
        assert measured.known == bool(passed or not may)
        assert measured.figure.amount == total(each.figure.amount for each in passed)


# ── a department-year ──


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_clean(tmp_path)


def facts(root: Path) -> Facts:
    found = build(root).case.facts
    assert found is not None
    return found


def codes(root: Path) -> list[str]:
    return [found.code for found in check.run(build(root).case)]


def test_only_what_the_money_must_have_is_left_open(project: Path) -> None:
    model, findings = load.load(project, "yunshan", "2031", "budget")
    assert model is not None, findings
    spoil(project, f"{FOLDER}/ledger.csv", "", "结转下年,,,,,其他收入,,1,,庚\n")
    model, _ = load.load(project, "yunshan", "2031", "budget")
    assert model is not None
    gaps = [set(each.unsaid) for each in ledger_lines(model)]
    assert gaps == [set(), set(), set(), *[{"经济类", "经济款"}] * 3, set()]
    assert [set(each.unsaid) for each in procurement_lines(model)] == [set()]


def test_a_quantity_that_the_lines_leave_open_is_not_known(project: Path) -> None:
    """One rule for a quantity of the ledger and for an item that is compared with last year."""
    assert "vehicle_purchase" not in facts(project).missing
    (project / FOLDER / "sangong.csv").unlink()
    assert {"abroad", "vehicle_purchase", "vehicle_running", "vehicles", "three_public"} <= facts(project).missing
    assert facts(project).changes["vehicle_purchase"].signed is None
    assert "reception" not in facts(project).missing
    assert codes(project).count("CMP-01") == 3


def test_codes_close_what_was_open(project: Path) -> None:
    (project / FOLDER / "sangong.csv").unlink()
    spoil(project, f"{FOLDER}/ledger.csv", "少儿图书,2070104,,", "少儿图书,2070104,30101,")
    assert codes(project).count("CMP-01") == 3
    spoil(project, f"{FOLDER}/ledger.csv", "购书,,2070104,,", "购书,,2070104,30101,")
    assert codes(project) == []
    assert facts(project).quantities["vehicle_purchase"].amount.to(Unit.WAN) == 0


def test_what_is_stated_for_the_items_is_added_up(project: Path) -> None:
    spoil(project, f"{FOLDER}/sangong.csv", "公务用车购置费,0,", "公务用车购置费,18,")
    found = facts(project).quantities
    assert [found[id].amount.to(Unit.WAN) for id in ("vehicle_purchase", "vehicles", "three_public")] == [18, 18, wan("18.3").to(Unit.WAN)]


def test_a_cell_that_the_lines_leave_open_is_no_nought(project: Path) -> None:
    """A row for a function, a column for an economic code that no line of it has, while a project says no code."""
    write_templates(project)
    spoil(
        project,
        f"{TEMPLATES}/tables/07.toml",
        '  { head = ["支出总计"] },\n',
        '  { head = ["支出总计"] },\n  { head = ["公务用车购置"], where = { "经济款" = "31013" } },\n',
    )
    spoil(project, f"{TEMPLATES}/tables/07.toml", "widths = [22, 11, 34, 11, 11, 11]", "widths = [22, 11, 34, 11, 11, 11, 11]")
    assert set(codes(project)) == {"CTL-07"}
    spoil(project, f"{FOLDER}/ledger.csv", "少儿图书,2070104,,", "少儿图书,2070104,301,")
    spoil(project, f"{FOLDER}/ledger.csv", "购书,,2070104,,", "购书,,2070104,30101,")
    assert "CTL-07" not in codes(project)


def test_a_part_that_the_lines_leave_open_has_no_change(project: Path) -> None:
    """Last year had money of a class that no line of this year is of, but one may be."""
    spoil(project, f"{FOLDER}/prior.csv", "", "收支总额,302,5,上年表4\n收支总额,303,5,上年表4\n")
    spoil(project, f"{FOLDER}/ledger.csv", "2070104,30302,", "2070104,,")
    parts = {part.member.value: part for part in facts(project).itemized["total"]["经济类"]}
    assert (parts["302"].known, parts["302"].change.signed is not None) == (True, True)
    assert (parts["303"].known, parts["303"].change.signed) == (False, None)


def test_a_project_that_other_money_may_be_of_has_no_change(project: Path) -> None:
    """A project whose lines say that they are its own, beside money that is told along economic classes alone."""
    write_templates(project)
    spoil(
        project,
        f"{TEMPLATES}/edition.toml",
        "[quantity.spending]",
        '[breakdown."按经济"]\ncarries = ["经济类", "经济款"]\n[breakdown."按项目"]\ncarries = ["项目"]\n\n[quantity.spending]',
    )
    spoil(project, f"{FOLDER}/ledger.csv", "", "项目支出,,,2070104,30101,一般公共预算拨款,按经济,7,,庚\n")
    books = next(entry for entry in facts(project).projects if entry.project.name == "购书")
    assert not books.known and books.change.signed is None
    assert "TXT-05" in codes(project)


def test_a_project_has_not_ended_while_money_may_be_of_it(project: Path) -> None:
    spoil(project, f"{FOLDER}/prior.csv", "项目,讲座,0,", "项目,讲座,5,")
    assert [part.name for part in facts(project).ended] == ["讲座"]
    write_templates(project)
    spoil(
        project,
        f"{TEMPLATES}/edition.toml",
        "[quantity.spending]",
        '[breakdown."按经济"]\ncarries = ["经济类", "经济款"]\n\n[quantity.spending]',
    )
    spoil(project, f"{FOLDER}/ledger.csv", "", "项目支出,,,2070104,30101,一般公共预算拨款,按经济,7,,庚\n")
    assert facts(project).ended == ()
