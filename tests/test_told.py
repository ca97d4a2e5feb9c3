"""How findings are told to people and tools: causes whole, consequences folded below them, notes of one rule together, all counted."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from gen import annotations, terminal
from gen.check.follows import causes
from gen.cli import main
from gen.findings import Finding, Place, Severity, error
from tests.check.follows import RELATIONS, TEXTS, some
from tests.project import DEPARTMENT, FOLDER, YEAR, only_with
from tests.specimens import spoil

CAUSE = error("COD-02", "资金来源“其它”不在表中", Place("data/a.csv", 3, 5, 2), hint="改正")
SUMS = tuple(error("SUM-04", f"表{number}相差 {number} 元", Place("data/a.csv", 3, number)) for number in range(1, 6))
FOLLOWING = dict.fromkeys(SUMS, (CAUSE,))


def note(line: int) -> Finding:
    return Finding(code="CTL-05", severity=Severity.NOTE, message=f"尾差 {line}", places=(Place("data/c.csv", line, 1),), hint="不用改")


def test_consequences_are_folded_below_their_cause() -> None:
    assert list(terminal.report_lines((*SUMS[:2], CAUSE, SUMS[2]), FOLLOWING, {})) == [
        "data/a.csv:3:5: 错误 COD-02: 资金来源“其它”不在表中",
        "    怎么改：改正",
        "    由此引起的 3 条（先改正上面的；--full 逐条列全）：",
        "      data/a.csv:3:1: 错误 SUM-04: 表1相差 1 元",
        "      data/a.csv:3:2: 错误 SUM-04: 表2相差 2 元",
        "      data/a.csv:3:3: 错误 SUM-04: 表3相差 3 元",
        "",
        "4 个错误（其中 3 个由别的问题引起）",
    ]


def test_many_of_one_rule_are_counted() -> None:
    lines = list(terminal.report_lines((CAUSE, *SUMS), FOLLOWING, {}))
    assert lines[-4:-2] == ["      data/a.csv:3:3: 错误 SUM-04: 表3相差 3 元", "      另有 2 条 SUM-04"]


def test_all_stand_whole_at_their_places_where_that_is_asked_for() -> None:
    assert list(terminal.report_lines((SUMS[0], CAUSE, note(1), note(2)), FOLLOWING, {}, full=True)) == [
        "data/a.csv:3:1: 错误 SUM-04: 表1相差 1 元",
        "    由 COD-02（data/a.csv:3:5）引起",
        "",
        "data/a.csv:3:5: 错误 COD-02: 资金来源“其它”不在表中",
        "    怎么改：改正",
        "",
        "data/c.csv:1:1: 提示 CTL-05: 尾差 1",
        "    怎么改：不用改",
        "",
        "data/c.csv:2:1: 提示 CTL-05: 尾差 2",
        "    怎么改：不用改",
        "",
        "2 个错误（其中 1 个由别的问题引起），2 个提示",
    ]


def test_what_one_rule_says_of_one_place_stands_together_in_full() -> None:
    """Faults of their own: none is counted away, and what follows from any of them stands below."""
    found = [error("TXT-05", f"缺少 {name}", Place("data/u.toml", 2, 1), hint="补上") for name in "甲乙丙丁戊"]
    other = error("TXT-05", "缺少 己", Place("data/u.toml", 2, 1), hint="另补")
    lines = list(terminal.report_lines((*found, other, SUMS[0]), {SUMS[0]: (found[2],)}, {}))
    assert lines[:8] == [
        "data/u.toml:2:1: 错误 TXT-05: 缺少 甲",
        "    怎么改：补上",
        "    同一处还有 4 条 TXT-05：",
        *(f"      缺少 {name}" for name in "乙丙丁戊"),
        "    由此引起的 1 条（先改正上面的；--full 逐条列全）：",
    ]
    assert lines[-4:-1] == ["data/u.toml:2:1: 错误 TXT-05: 缺少 己", "    怎么改：另补", ""]


def test_of_many_places_the_first_are_shown() -> None:
    found = error("SUM-02", "相差 1", *(Place("data/a.csv", line, 1) for line in range(1, 10)))
    short, full = (list(terminal.report_lines((found,), {}, {}, full=full)) for full in (False, True))
    assert short[1:7] == [*(f"    另见 data/a.csv:{line}:1" for line in range(2, 7)), "    另见其余 3 处（--full 列全）"]
    assert full[1:9] == [f"    另见 data/a.csv:{line}:1" for line in range(2, 10)]


def test_notes_of_one_rule_stand_together_and_one_alone_stands_whole() -> None:
    assert list(terminal.report_lines((note(1), CAUSE, note(2)), {}, {}))[3:] == [
        "提示 CTL-05，共 2 条（--full 逐条列全）：",
        "    data/c.csv:1:1: 尾差 1",
        "    data/c.csv:2:1: 尾差 2",
        "    怎么改：不用改",
        "",
        "1 个错误，2 个提示",
    ]
    assert list(terminal.report_lines((note(1),), {}, {}))[:2] == ["data/c.csv:1:1: 提示 CTL-05: 尾差 1", "    怎么改：不用改"]


def test_more_than_a_glance_are_counted_by_rule() -> None:
    assert list(terminal.report_lines((CAUSE, *map(note, range(1, 11))), {}, {}))[-2:] == [
        "共 11 条：CTL-05 10，COD-02 1",
        "1 个错误，10 个提示",
    ]
    assert list(terminal.report_lines((), {}, {})) == ["没有发现问题"]


@given(some)
def test_every_finding_is_told_once_whole_or_folded_or_counted(found: list[Finding]) -> None:
    placed = [replace(finding, message=f"{finding.message}第{number}条") for number, finding in enumerate(found) if finding.places]
    following = causes(placed, RELATIONS, TEXTS)
    for full in (False, True):
        text = list(terminal.report_lines(placed, following, {}, full=full))
        told = [line for line in text if re.search(r"第\d+条$", line)]
        more = sum(int(match[1]) for line in text if (match := re.match(r"      另有 (\d+) 条 ", line)))
        assert len(set(told)) == len(told)
        assert len(told) + more == len(placed)
        # Counted away is only what follows from another.
        for finding in placed:
            assert finding in following or sum(finding.message in line for line in told) == 1
            assert not full or f"{finding.places[0]}: " in next(line for line in told if line.endswith(finding.message))


def test_tools_and_hosts_read_what_follows_from_what() -> None:
    listed = terminal.as_list((SUMS[0], CAUSE), FOLLOWING)
    assert [entry["follows_from"] for entry in listed] == [[1], []]
    assert list(annotations.github((SUMS[0],), FOLLOWING)) == [
        "::error file=data/a.csv,line=3,col=1,endColumn=2,title=SUM-04::表1相差 1 元%0A由 COD-02（data/a.csv:3:5）引起"
    ]
    assert annotations.gitlab((SUMS[0],), FOLLOWING)[0]["description"] == "表1相差 1 元\n由 COD-02（data/a.csv:3:5）引起"
    assert annotations.gitlab((SUMS[0],), FOLLOWING)[0]["fingerprint"] == annotations.gitlab((SUMS[0],))[0]["fingerprint"]


def test_many_causes_of_one_are_named_in_short() -> None:
    assert terminal.consequence(SUMS[:2]) == "由 SUM-04（data/a.csv:3:1）、SUM-04（data/a.csv:3:2）引起"
    assert terminal.consequence(SUMS) == "由 SUM-04（data/a.csv:3:1）、SUM-04（data/a.csv:3:2）、SUM-04（data/a.csv:3:3）等引起"


@only_with("baoan")
def test_the_command_folds_and_lists_whole(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt source of funds: one cause, and two sums that lack its line."""
    spoil(project, f"{FOLDER}/ledger.csv", ",其他收入,", ",其它收入,")
    assert main(["check", DEPARTMENT, YEAR], project) == 1
    folded = capsys.readouterr().out
    assert main(["check", DEPARTMENT, YEAR, "--full"], project) == 1
    full = capsys.readouterr().out
    assert re.findall(r"^data/\S+: 错误 (\S+):", folded, re.M) == ["COD-02"]
    assert re.findall(r"^      data/\S+: 错误 (\S+):", folded, re.M) == ["SUM-02", "SUM-04"]
    assert re.findall(r"^data/\S+: 错误 (\S+):", full, re.M) == ["COD-02", "SUM-02", "SUM-04"]
    assert "3 个错误（其中 2 个由别的问题引起）" in folded.splitlines()[-1]
    assert folded.splitlines()[-1] == full.splitlines()[-1]
    assert main(["check", DEPARTMENT, YEAR, "--json"], project) == 1
    listed = json.loads(capsys.readouterr().out)
    cause = next(number for number, entry in enumerate(listed) if entry["code"] == "COD-02")
    assert {entry["code"]: entry["follows_from"] for entry in listed if entry["severity"] == "error"} == {
        "COD-02": [],
        "SUM-02": [cause],
        "SUM-04": [cause],
    }
    assert main(["check", DEPARTMENT, YEAR, "--for", "github"], project) == 1
    assert capsys.readouterr().out.count("%0A由 COD-02（") == 2
