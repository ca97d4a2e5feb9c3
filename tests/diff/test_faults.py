"""What became of findings: what could not be looked for is told apart from what was not there, and a change that waives its own errors does not pass."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from gen.cli import main
from tests.check.clean import write_clean, write_templates
from tests.specimens import DEPARTMENT, FOLDER, YEAR, spoil

WAIVERS, PROJECTS, BUDGET = f"{FOLDER}/waivers.csv", f"{FOLDER}/projects.csv", f"{FOLDER}/budget.toml"
#: A project without a line of money, which is an error, and the waiver that lets it stand.
STRAY, ROW = "讲演,,,,,,\n", "PRJ-02,projects.csv,讲演,下半年安排,局办公室,2031-12-31\n"
OWN = "由这次改动自己豁免"


class Two:
    """The same small project twice, before and after a change."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.old, self.new, self.capsys = folder / "old", folder / "new", capsys
        self.old.mkdir()
        write_clean(self.old)
        write_templates(self.old)

    def begin(self) -> None:
        shutil.copytree(self.old, self.new)

    def diff(self, *arguments: str) -> tuple[int, str]:
        code = main(("diff", DEPARTMENT, YEAR, "--base", str(self.old), *arguments), self.new)
        return code, self.capsys.readouterr().out


@pytest.fixture
def two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Two:
    return Two(tmp_path, capsys)


# ── what could not be looked for ──


def test_a_file_that_is_mended_is_not_blamed_for_older_errors(two: Two) -> None:
    spoil(two.old, PROJECTS, "", STRAY)
    two.begin()
    (two.old / BUDGET).write_text("[[[", encoding="utf-8")
    code, out = two.diff()
    told = out.splitlines()
    assert code == 0 and "校验：改前没有查到的 1 条：1 个错误，不算新出现；消除 1 个错误。" in told
    at = next(index for index, line in enumerate(told) if line.startswith("  改前没有查到的"))
    assert told[at + 1].startswith("  ？ 错误 PRJ-02 projects.csv:") and "＋ 错误" not in out
    _, out = two.diff("--json")
    found = json.loads(out)["findings"]
    assert [each["code"] for each in found["unseen"]] == ["PRJ-02"] and not found["appeared"] and not found["standing_errors"]
    assert "改前没有查到的" in two.diff("--markdown")[1] and two.diff("--for", "github")[1].strip() == ""
    two.diff("--html", str(two.new / "page.html"))
    assert "改前没有查到" in (two.new / "page.html").read_text(encoding="utf-8")


def test_what_the_reader_could_find_before_is_new(two: Two) -> None:
    """In a file that could be read all along; in the one that could not, nobody knows."""
    two.begin()
    (two.old / BUDGET).write_text("[[[", encoding="utf-8")
    spoil(two.new, f"{FOLDER}/ledger.csv", "", "基本支出,,,2080109,30201,一般公共预算拨款,,3x,\n")
    code, out = two.diff()
    assert code == 1 and "＋ 错误" in out and "改前没有查到" not in out


# ── waivers ──


def test_an_error_with_a_waiver_of_the_same_change_does_not_pass(two: Two) -> None:
    two.begin()
    spoil(two.new, PROJECTS, "", STRAY)
    spoil(two.new, WAIVERS, "", ROW)
    code, out = two.diff()
    told = out.splitlines()
    assert code == 1 and "校验：1 个错误由这次改动自己豁免，要看过批准才能放行。" in told
    at = next(index for index, line in enumerate(told) if line.startswith(f"  ＋ 错误 PRJ-02（{OWN}） projects.csv:"))
    assert told[at + 1] == f"      豁免：下半年安排（局办公室批准，有效期至 2031-12-31；{WAIVERS}:2:1）" and "怎么改" not in out
    data = json.loads(two.diff("--json")[1])
    assert not data["passes"] and [each["code"] for each in data["findings"]["waived_by_this_change"]] == ["PRJ-02"]
    markdown = two.diff("--markdown")[1]
    assert f"- 🔴 错误 PRJ-02（{OWN}）" in markdown and "局办公室批准" in markdown
    shown = two.diff("--for", "github")[1]
    assert shown.startswith("::error ") and OWN in shown
    assert json.loads(two.diff("--for", "gitlab")[1])[0]["severity"] == "critical"
    two.diff("--html", str(two.new / "page.html"))
    page = (two.new / "page.html").read_text(encoding="utf-8")
    assert OWN in page and "局办公室批准" in page and '<li class="finding error"' in page


def test_a_waiver_that_was_approved_before_lets_its_error_pass(two: Two) -> None:
    """First the waiver by itself, which brings a warning only; then the data."""
    two.begin()
    spoil(two.new, WAIVERS, "", ROW)
    assert two.diff()[0] == 0
    spoil(two.old, WAIVERS, "", ROW)
    spoil(two.new, PROJECTS, "", STRAY)
    code, out = two.diff()
    assert code == 0 and "＋ 错误 PRJ-02（已豁免）" in out and OWN not in out and "豁免：下半年安排" in out
    # One that somebody gave another day is another approval.
    spoil(two.new, WAIVERS, "2031-12-31", "2032-12-31")
    assert two.diff()[0] == 1


def test_a_waiver_for_an_error_that_stood_before_is_told_and_passes(two: Two) -> None:
    spoil(two.old, PROJECTS, "", STRAY)
    two.begin()
    spoil(two.new, WAIVERS, "", ROW)
    code, out = two.diff()
    assert code == 0 and "校验：改前就有的 1 个错误由这次改动豁免。" in out
    assert "  ～ 错误 PRJ-02（已豁免） projects.csv:" in out and "      改前就有，由这次改动豁免。豁免：下半年安排（局办公室批准" in out
    assert "消除" not in out and "＋" not in out
    assert "改前就有，由这次改动豁免" in two.diff("--markdown")[1]


def test_a_year_that_is_not_there_cannot_be_compared_with(two: Two, capsys: pytest.CaptureFixture[str]) -> None:
    two.begin()
    assert main(("diff", DEPARTMENT, YEAR, "--base-year", "1999"), two.new) == 2
    assert f"没有 data/{DEPARTMENT}/1999；现有年度：{YEAR}" in capsys.readouterr().err
    assert main(("diff", DEPARTMENT, "1999", "--base-year", YEAR), two.new) == 2
    assert f"没有 data/{DEPARTMENT}/1999；现有年度：{YEAR}" in capsys.readouterr().err
