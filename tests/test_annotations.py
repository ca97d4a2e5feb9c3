"""Findings beside the changed line of a request: the workflow commands of GitHub, the Code Quality report of GitLab."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from gen import annotations, terminal
from gen.cli import main
from gen.findings import Finding, Place, Severity, error, warning
from tests.project import DEPARTMENT, FOLDER, YEAR, only_with
from tests.specimens import spoil

SUM = error("SUM-01", "合计 100%，差 1,0", Place("data/a:b/ledger.csv", 3, 5, 4), hint="核对\n两处")
TEXT = warning("CHG-01", "没有写原因", Place("data/a/budget.toml"))


def test_github_shows_each_at_its_line_with_what_would_end_a_command_escaped() -> None:
    assert list(annotations.github([SUM, TEXT])) == [
        "::error file=data/a%3Ab/ledger.csv,line=3,col=5,endColumn=9,title=SUM-01::合计 100%25，差 1,0%0A怎么改：核对%0A两处",
        "::warning file=data/a/budget.toml,title=CHG-01::没有写原因",
    ]


def test_gitlab_has_an_entry_for_each_that_its_line_does_not_change() -> None:
    first, second = annotations.gitlab([SUM, TEXT])
    assert first["location"] == {"path": "data/a:b/ledger.csv", "lines": {"begin": 3}}
    assert (first["severity"], second["severity"], second["location"]) == (
        "critical",
        "minor",
        {"path": "data/a/budget.toml", "lines": {"begin": 1}},
    )
    moved = error("SUM-01", SUM.message, Place("data/a:b/ledger.csv", 30, 5, 4))
    assert annotations.gitlab([moved])[0]["fingerprint"] == first["fingerprint"] != second["fingerprint"]


def test_two_that_are_alike_have_fingerprints_of_their_own() -> None:
    entries = annotations.gitlab([TEXT, TEXT])
    assert len({entry["fingerprint"] for entry in entries}) == 2


@only_with("baoan")
def test_the_command_prints_them_and_nothing_else(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(project, f"{FOLDER}/ledger.csv", "2080109,30101", "2080999,30101")
    assert main(["check", DEPARTMENT, YEAR, "--for", "gitlab"], project) == 1
    codes = [entry["check_name"] for entry in json.loads(capsys.readouterr().out)]
    assert "COD-01" in codes
    assert main(["check", DEPARTMENT, YEAR, "--for", "github"], project) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(codes) and all(line.startswith("::") for line in lines)
    assert any(line.startswith(f"::error file={FOLDER}/ledger.csv,line=2,col=") for line in lines)


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


def test_kinds_are_coloured_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert terminal.coloured(Screen()) and not terminal.coloured(io.StringIO())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not terminal.coloured(Screen())
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert not terminal.coloured(Screen())


@pytest.mark.parametrize("severity", Severity)
def test_colour_changes_no_word(severity: Severity) -> None:
    finding = Finding(code="SUM-01", severity=severity, message="差 1", places=(Place("a", 1, 1),))
    plain, coloured = ("\n".join(terminal.finding_lines(finding, {}, colour=colour)) for colour in (False, True))
    assert coloured != plain
    for code in ("\x1b[1;31m", "\x1b[1;33m", "\x1b[36m", "\x1b[0m"):
        coloured = coloured.replace(code, "")
    assert coloured == plain
