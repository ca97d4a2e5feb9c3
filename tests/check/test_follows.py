"""What follows from what: one cause with all that comes of it, and no fault of its own folded under another."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen import check
from gen.check import CHECKS
from gen.check.follows import ANY_UNIT, SAME_LINE, causes, folded, root
from gen.derive.lines import DIMENSIONS
from gen.findings import Finding, Lost, Place, Severity, Waived, error, warning
from gen.read.files import DEPARTMENT_CSV
from tests.check.clean import build
from tests.check.follows import JIA, RELATIONS, TEXTS, YI, some
from tests.check.specimens import Edit, short, write

B, L, P, T, R = "budget.toml", "ledger.csv", "projects.csv", "tasks.csv", "prior.csv"

#: Edits of the clean department-year, and all that they bring: each cause with what is folded under it.
FOLDED: dict[str, tuple[tuple[Edit, ...], dict[str, list[str]]]] = {
    "a source of funds that nobody knows": (
        (Edit(L, "其他收入", "其它收入"),),
        {"COD-02 ledger.csv:7:19": ["SUM-02 ledger.csv:7:25", "SUM-04 ledger.csv:7:25"]},
    ),
    "a group of funds that nobody knows": (
        (Edit("codes/funds.csv", "其他收入,单位资金", "其他收入,其他"),),
        {"COD-10 codes/funds.csv:4:6": ["SUM-02 ledger.csv:7:25"]},
    ),
    "an item that is misspelt": (
        (Edit("sangong.csv", "公务用车购置费", "公务用车购至费"),),
        {"CMP-03 sangong.csv:3:4": ["CMP-01 ledger.csv:5:22", *["TXT-05 ledger.csv:5:22"] * 3]},
    ),
    "a line without its economic code": (
        (Edit(L, "30302", ""),),
        {"COD-04 ledger.csv:4:16": ["TXT-05 ledger.csv:4:16", "SUM-01 ledger.csv:4:27", "SUM-03 ledger.csv:4:27"]},
    ),
    "a project misspelt in the ledger": (
        (Edit(L, "修缮,,", "修善,,"),),
        {
            "PRJ-01 ledger.csv:7:6": ["SUM-01 ledger.csv:7:25"],
            "CHG-02 ledger.csv:7:6": [],
            "CHG-01 budget.toml": [],
            "CHG-01 budget.toml:30:9": [],
        },
    ),
    "a project of several lines that is on no list": (
        (Edit(P, "购书,履职类项目拨款,1,2,1,,\n", ""),),
        {"PRJ-01 ledger.csv:5:6": ["PRJ-03 budget.toml:20:9", "SUM-04 ledger.csv:5:33", "PRJ-05 tasks.csv:3:6"], "CHG-01 budget.toml": []},
    ),
    "a project that goes by another name where the projects are listed": (
        (Edit(P, "修缮,,2", "修善,,2"),),
        {"PRJ-01 ledger.csv:7:6": ["PRJ-03 budget.toml:30:9", "PRJ-02 projects.csv:3:1", "PRJ-05 tasks.csv:4:6"]},
    ),
    "a project that is on no list, and another one that has no lines": (
        (Edit(P, "修缮,,2", "讲演,,2"),),
        {"PRJ-01 ledger.csv:7:6": ["PRJ-03 budget.toml:30:9", "PRJ-05 tasks.csv:4:6"], "PRJ-02 projects.csv:3:1": []},
    ),
    "a category that no column has": (
        (Edit(P, "购书,履职类项目拨款", "购书,履职项目拨款"),),
        {"PRJ-09 projects.csv:2:4": ["SUM-04 ledger.csv:5:33"]},
    ),
    "a project without a task": (
        (Edit(T, "3,修缮,修缮\n", ""),),
        {"PRJ-05 projects.csv:3:1": ["SUM-01 ledger.csv:7:25"], "PRJ-05 budget.toml:43:9": []},
    ),
    "no tasks at all": (
        (Edit(T, "", None),),
        {
            "FIL-01 tasks.csv": [
                *(f"PRJ-05 budget.toml:{line}:9" for line in (35, 39, 43)),
                "SUM-01 ledger.csv:2:32",
                "PRJ-05 projects.csv:2:1",
                "PRJ-05 projects.csv:3:1",
                "PRJ-05 tasks.csv",
            ]
        },
    ),
    "no amounts of last year": (
        (Edit(R, "", None),),
        {"FIL-01 prior.csv": ["CHG-02 ledger.csv:5:6", "CHG-02 ledger.csv:7:6", *["CHG-02 prior.csv"] * 6]},
    ),
    # Two funds are unknown, and the sums lack the lines of both: no single one of them explains the sums, together they do.
    "two causes of one sum": (
        (Edit(L, "其他收入", "其它收入"), Edit(L, "30302,一般公共预算拨款", "30302,一般公共拨款")),
        {
            "COD-02 ledger.csv:4:22": ["SUM-02 ledger.csv:4:30", "SUM-04 ledger.csv:4:30", "SUM-04 ledger.csv:4:30"],
            "COD-02 ledger.csv:7:19": ["SUM-04 ledger.csv:7:25"],
        },
    ),
    # ── faults of their own ──
    "a sum that the edition makes wrong": (
        (Edit("edition/tables/03.toml", '= "项目支出" }', '= "结转下年" }'), Edit(T, "3,修缮,修缮\n", "")),
        {
            "SUM-04 ledger.csv:5:33": [],
            "PRJ-05 projects.csv:3:1": ["SUM-01 ledger.csv:7:25"],
            "PRJ-05 budget.toml:43:9": [],
            "TBL-07 edition/tables/03.toml:16:5": [],
        },
    ),
    "a line that two tables lose by what they tell lines by, one of which a cause explains": (
        (Edit(L, "其他收入", "上级专项转移支付"), Edit(T, "3,修缮,修缮\n", "")),
        {
            **{f"{code} ledger.csv:7:29": [] for code in ("SUM-01", "SUM-02", "SUM-04")},
            "PRJ-05 projects.csv:3:1": [],
            "PRJ-05 budget.toml:43:9": [],
        },
    ),
    "another file that is missing": (
        (Edit("indicators.csv", "", None), Edit(L, "修缮,,", "修善,,")),
        {
            "FIL-01 indicators.csv": ["IND-02 indicators.csv"],
            "PRJ-01 ledger.csv:7:6": ["SUM-01 ledger.csv:7:25"],
            "CHG-02 ledger.csv:7:6": [],
            "CHG-01 budget.toml": [],
            "CHG-01 budget.toml:30:9": [],
        },
    ),
}  # fmt: skip


def told(folder: Path, edits: Sequence[Edit]) -> tuple[tuple[Finding, ...], Mapping[Finding, Sequence[Finding]], Mapping[str, list[str]]]:
    """The findings of the clean department-year with ``edits``, what follows from what, and the lines of its files."""
    write(folder, tuple(edits))
    found = check.run(build(folder).case)
    paths = {place.path for finding in found for place in finding.places if place.line}
    texts = {path: (folder / path).read_text("utf-8").split("\n") for path in paths if (folder / path).is_file()}
    return found, check.consequences(found, texts), texts


def said(finding: Finding) -> str:
    return f"{finding.code} {short(str(finding.places[0]))}"


@pytest.mark.parametrize("name", FOLDED)
def test_one_cause_with_all_that_comes_of_it(name: str, tmp_path: Path) -> None:
    edits, wanted = FOLDED[name]
    found, following, _ = told(tmp_path, edits)
    tree: dict[str, list[str]] = {said(finding): [] for finding in found if finding not in following}
    for finding in found:
        if finding in following:
            tree[said(root(finding, following, found))].append(said(finding))
    assert tree == wanted


#: Single faults of all kinds, none of which makes another vanish.
FAULTS = {
    "fund": Edit(L, "其他收入", "其它收入"),
    "fund of no row": Edit(L, "30217,一般公共预算拨款", "30217,上级专项转移支付"),
    "code": Edit(L, "项目支出,修缮,,2070104", "项目支出,修缮,,2070105"),
    "no economic code": Edit(L, "30302", ""),
    "project": Edit(L, "购书,少儿图书,", "购术,少儿图书,"),
    "listed project": Edit(P, "修缮,,2", "修善,,2"),
    "category": Edit(P, "购书,履职类项目拨款", "购书,履职项目拨款"),
    "task": Edit(T, "3,修缮,修缮\n", "3,修缮,修善\n"),
    "task text": Edit(T, "1,基本支出,", "1,基本支岀,"),
    "procured project": Edit("procurement.csv", "购书", "购书费"),
    "prior": Edit(R, "机关运行经费", "机关运行费"),
    "control": Edit("control.csv", "0.1,130.3,130.3", "0.1,130.4,130.3"),
    "subproject": Edit(B, 'name = "少儿图书"', 'name = "少年图书"'),
}


def alike(finding: Finding, texts: Mapping[str, Sequence[str]]) -> tuple[object, ...]:
    """What stays the same of a finding when lines move and other amounts change: its rule, its file, the words it points at and names."""
    place = finding.places[0]
    line = texts[place.path][place.line - 1] if place.line else ""
    names = [name for name in re.findall("“([^”]+)”", finding.message) if not re.search(r"\d", name)]
    return finding.code, place.path, line[place.column - 1 :][: place.width], tuple(names)


@pytest.fixture(scope="module")
def roots_alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[tuple[object, ...]]]:
    """The findings of each fault alone that follow from no other."""
    found = {}
    for name, edit in FAULTS.items():
        findings, following, texts = told(tmp_path_factory.mktemp("alone"), [edit])
        found[name] = {alike(finding, texts) for finding in findings if finding not in following}
        assert found[name], name
    return found


@pytest.mark.parametrize("pair", [*itertools.combinations(FAULTS, 2)], ids="+".join)
def test_no_fault_is_folded_under_another(pair: tuple[str, str], roots_alone: dict[str, set[tuple[object, ...]]], tmp_path: Path) -> None:
    """Where two faults are made at once, the causes of each are shown as they are where it is made alone."""
    findings, following, texts = told(tmp_path, [FAULTS[name] for name in pair])
    alone = roots_alone[pair[0]] | roots_alone[pair[1]]
    folded = [said(finding) for finding in findings if finding in following and alike(finding, texts) in alone]
    assert folded == []


# ── whatever is found ──


@given(some)
def test_consequences_come_to_an_end_in_what_stands_and_is_no_less_severe(found: list[Finding]) -> None:
    following = causes(found, RELATIONS, TEXTS)
    for finding in following:
        end = root(finding, following, found)
        assert end in found and end not in following
        severe = list(Severity)
        assert severe.index(end.severity) <= severe.index(finding.severity)
        assert finding.waived is None and end.waived is None
        assert finding not in following[finding]


@given(some, st.randoms(use_true_random=False))
def test_what_follows_does_not_depend_on_the_order(found: list[Finding], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(found)
    random.shuffle(shuffled)
    one, other = causes(found, RELATIONS, TEXTS), causes(shuffled, RELATIONS, TEXTS)
    assert {finding: set(its) for finding, its in one.items()} == {finding: set(its) for finding, its in other.items()}


def test_what_a_finding_says_it_stands_under_is_its_cause_in_its_own_file() -> None:
    head = error("H", "次序不对", Place("d/a.csv", 1, 1))
    cell = replace(error("V", "不是数", Place("d/a.csv", 2, 1)), under="H")
    assert causes([head, cell], RELATIONS, TEXTS) == {cell: (head,)}
    assert causes([replace(head, places=(Place("e/a.csv", 1, 1),)), cell], RELATIONS, TEXTS) == {}
    assert causes([head, replace(cell, under="")], RELATIONS, TEXTS) == {}


KING_LINES = (Place("d/a.csv", 2, 3), Place("d/a.csv", 4, 3))
LOST = replace(error("S", "差 4", *KING_LINES), lost=Lost(KING_LINES, (JIA,)))
KING = error("A", "“王”不在 x.csv 里", Place("d/a.csv", 2, 1))


@pytest.mark.parametrize(
    ("sum", "cause", "follows"),
    [
        (LOST, KING, True),
        # A line that nobody explains, a line of the cause that stayed where it belongs, another dimension, one of two tables only.
        (replace(LOST, lost=Lost((*KING_LINES, Place("d/a.csv", 3, 3)), (JIA,))), KING, False),
        (replace(LOST, lost=Lost(KING_LINES[:1], (JIA,))), KING, False),
        (replace(LOST, lost=Lost(KING_LINES, (YI,))), KING, False),
        (replace(LOST, lost=Lost(KING_LINES, (JIA, YI))), KING, False),
        (replace(LOST, lost=None), KING, False),
        # What else a sum points at does not matter.
        (replace(LOST, places=(*KING_LINES, Place("d/a.csv", 3, 3))), KING, True),
        # What is waived or less severe causes nothing.
        (LOST, replace(KING, waived=Waived(reason="", office="", until="", place=Place("w"))), False),
        (LOST, replace(KING, severity=Severity.WARNING), False),
        (replace(LOST, severity=Severity.WARNING), KING, True),
    ],
)
def test_a_sum_follows_where_all_its_lines_are_accounted_for(sum: Finding, cause: Finding, follows: bool) -> None:
    assert causes([sum, cause], RELATIONS, TEXTS) == ({sum: (cause,)} if follows else {})


@pytest.mark.parametrize(
    ("finding", "follows"),
    [
        (warning("B", "x.csv 里没有", Place("d/a.csv", 2, 1, 1)), True),
        (warning("B", "y.csv 里没有", Place("d/a.csv", 2, 1, 1)), False),
        (warning("B", "x.csv 里没有“王”", Place("d/a.csv", 3, 1, 1)), False),
        (warning("B", "x.csv 里没有“王”", Place("e/a.csv", 2, 1, 1)), False),
        (warning("A", "x.csv 里没有", Place("d/a.csv", 2, 1, 1)), False),
    ],
)
def test_a_name_is_the_same_in_one_folder_where_it_is_pointed_at(finding: Finding, follows: bool) -> None:
    assert causes([KING, finding], RELATIONS, TEXTS) == ({finding: (KING,)} if follows else {})


# ── what rules declare ──


def test_rules_follow_rules_and_files_that_there_are_and_never_in_a_circle() -> None:
    codes, files = {rule.code for rule in CHECKS}, {file.name for file in DEPARTMENT_CSV}
    graph = {rule.code: {entry.split(" ")[0] for entry in rule.follows} for rule in CHECKS}
    assert set().union(*graph.values()) <= codes
    named = {entry.split(" ")[1].removeprefix(ANY_UNIT) for rule in CHECKS for entry in rule.follows if " " in entry}
    assert named <= files | {SAME_LINE}
    done: set[str] = set()
    while ready := {code for code, needs in graph.items() if code not in done and needs <= done}:
        done |= ready
    assert set(graph) - done == set()


def test_what_is_spoilt_is_a_dimension_and_no_sum_spoils_any() -> None:
    dimensions = {name for names in DIMENSIONS.values() for name in names}
    assert {name for rule in CHECKS for name in rule.spoils} <= dimensions
    assert [rule.code for rule in CHECKS if rule.spoils and rule.code.startswith("SUM")] == []


@given(some, st.data())
def test_every_finding_is_shown_once_under_one_that_is_shown(found: list[Finding], data: st.DataObject) -> None:
    """Also of those that only some of the findings are, as a comparison has them."""
    following = causes(found, RELATIONS, TEXTS)
    part = [finding for finding in dict.fromkeys(found) if data.draw(st.booleans())]
    shown = folded(part, following)
    assert Counter(each for one in shown for each in (one.finding, *one.beside, *one.below)) == Counter(part)
    for one in shown:
        assert not set(following.get(one.finding, ())) & set(part)
        assert all(root(each, following, part) in (one.finding, *one.beside) for each in one.below)
