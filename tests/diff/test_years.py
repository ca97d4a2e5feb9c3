"""Two years of a department beside each other: what goes without saying is left out, what a reviewer asks is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gen.cli import main
from gen.diff import compare, sides
from gen.diff.compare import Diff
from gen.diff.markdown import comment
from gen.diff.page import page
from gen.diff.scope import LISTS, Target
from gen.diff.sides import Asked
from gen.diff.text import lines
from gen.diff.years import sections
from tests.project import FOLDER, YEAR, copy_to, only_with
from tests.specimens import spoil

pytestmark = [only_with("baoan"), only_with("benji")]

NEXT = "2023"
NOW = f"data/baoan/{NEXT}"


def next_year(root: Path) -> Path:
    """The project with the same department-year as the next one, too, last year's amounts taken from its folder."""
    copy_to(root)
    shutil.copytree(root / FOLDER, root / NOW)
    (root / NOW / "prior.csv").unlink()
    return root


def compared(root: Path) -> Diff:
    with sides.opened(root, Asked(base_year=YEAR)) as both:
        return compare.compared(both, Target("baoan", NEXT))


def told(diff: Diff) -> dict[str, tuple[str, ...]]:
    return {section.title: section.lines for section in sections(diff)}


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Diff]:
    """A year in which a project ends, two amounts change and one duty is put in other words."""
    root = next_year(tmp_path_factory.mktemp("years") / "project")
    for path in ("ledger.csv", "projects.csv", "tasks.csv", "budget.toml"):
        text = (root / NOW / path).read_text(encoding="utf-8")
        kept = text.split("[[projects]]") if path.endswith(".toml") else text.splitlines(keepends=True)
        left = ("[[projects]]" if path.endswith(".toml") else "").join(part for part in kept if "社会保险业务管理" not in part)
        (root / NOW / path).write_text(left, encoding="utf-8")
    spoil(root, f"{NOW}/ledger.csv", "2080109,30201,一般公共预算拨款,,30,", "2080109,30201,一般公共预算拨款,,50,")
    spoil(root, f"{NOW}/ledger.csv", "2080109,30217,一般公共预算拨款,,0.3,", "2080109,30217,一般公共预算拨款,,1.3,")
    spoil(root, f"{NOW}/budget.toml", "认定用人单位员工的工伤。", "认定辖区员工的工伤。")
    return root, compared(root)


def test_amounts_with_how_much_they_moved_and_no_change_of_a_change(edited: tuple[Path, Diff]) -> None:
    amounts = told(edited[1])["金额和数量"]
    assert amounts[0] == "收支总额 8,367 → 8,348 万元（-19）"
    assert "公用支出 718 → 739 万元（+21）" in amounts and "公务接待费 0.3 → 1.3 万元（+1）" in amounts
    assert not [line for line in amounts if "比上年" in line or "增减" in line]


def test_projects_that_ended_and_the_weightiest_lines(edited: tuple[Path, Diff]) -> None:
    found = told(edited[1])
    assert found["项目"] == ("不再安排 社会保险业务管理（40 万元）　改前 projects.csv:3",)
    weighty = [line.split("　")[-1] for line in found["变动最大的明细"]]
    assert weighty == ["预算数 40 万元", "预算数 30 → 50 万元（+20）", "预算数 0.3 → 1.3 万元（+1）"]
    assert found["变动最大的明细"][0].startswith("改前 ledger.csv:36 删去 项目支出·社会保险业务管理")


def test_texts_written_otherwise_directions_that_turned_and_tables_in_a_line(edited: tuple[Path, Diff]) -> None:
    found = told(edited[1])
    written = found["部门预算：另写的文字"]
    assert written[0] == "一、部门职责：认定【用人单位→辖区】员工的工伤。"
    assert written[-1].startswith("只随年度、数字和方向变的 ")
    assert not [line for line in written if "部门预算收入" in line]
    assert found["部门预算：方向变了的"][0] == "收支总额 8,367 → 8,348 万元：“增加”变为“减少”，“增长”变为“下降”"
    tables = found["部门预算：表格"]
    assert next(line for line in tables if line.startswith("表5 ")).endswith("少了 1 行：社会保险业务管理")
    assert all(len(line) < 120 for line in tables)


def test_every_form_has_it_and_the_whole_is_still_to_be_had(edited: tuple[Path, Diff], capsys: pytest.CaptureFixture[str]) -> None:
    root, diff = edited
    short, full = "\n".join(lines(diff)), "\n".join(lines(diff, full=True))
    assert len(short) < len(full) / 2
    assert "社会保险业务管理比上年增减额" in full and "社会保险业务管理比上年增减额" not in short
    # Nobody compares the prices of last year's last year.
    assert "prior.csv：删去的文件" in short and "prior.csv:3" not in short
    for text in (short, comment([diff]), page(diff)):
        assert "不再安排 社会保险业务管理" in text and "收支总额 8,367 → 8,348 万元（-19）" in text
    assert main(("diff", "baoan", NEXT, "--base-year", YEAR, "--json"), root) in (0, 1)
    assert '"title": "社会保险业务管理比上年增减额"' in capsys.readouterr().out


def test_the_same_year_again_says_nothing_but_that(tmp_path: Path) -> None:
    found = told(compared(next_year(tmp_path / "project")))
    assert found.keys() & {"金额和数量", "项目", "变动最大的明细"} == set()
    assert not [line for line in found["部门预算：另写的文字"] if line.startswith("一、部门职责")]


def test_a_code_that_only_another_document_names_is_no_change(edited: tuple[Path, Diff]) -> None:
    """Two lists of codes differ in where each was found (来源); what a reviewer asks is which came, went or are called otherwise."""
    root, diff = edited
    lists = [file for file in diff.files if file.role == LISTS]
    old, new = ((root / f"data/_codes/{year}/economics.csv").read_text(encoding="utf-8").splitlines() for year in (YEAR, NEXT))
    names = [{line.split(",")[0]: line.split(",")[1] for line in each[1:]} for each in (old, new)]
    assert any(line not in new and names[0][line.split(",")[0]] == names[1].get(line.split(",")[0]) for line in old[1:])
    told = {change.name for file in lists if file.path.endswith("economics.csv") for change in file.changes}
    assert told == {code for code in {*names[0], *names[1]} if names[0].get(code) != names[1].get(code)}
