"""The performance target form: the published figures stand where they belong, both formats hold all of it, and one change moves what rests on it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from gen import build
from gen.document import Cell, FigureRef, Paragraph, Table, leaves, plain
from gen.render.style import load as load_style
from tests.project import ROOT, compiled, dump, effect, only_with
from tests.readback import Cells, expected, read_docx, read_pdf, run_together
from tests.specimens import spoil

pytestmark = only_with("guangshui")

KNOWN = ("guangshui", "2021", "performance-target")
FOLDER = "data/guangshui/2021"
EDITION = "templates/guangshui-performance-target-2021"

pytestmark = pytest.mark.skipif(not (ROOT / FOLDER).is_dir(), reason="the department-year is not in data/")


@pytest.fixture(scope="module")
def reference() -> dict[str, object]:
    return json.loads((ROOT / "tests/reference/guangshui-2021-performance-target.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def target() -> build.Compiled:
    """The real form, compiled once."""
    return compiled(ROOT, *KNOWN)


@pytest.fixture(scope="module")
def form(target: build.Compiled) -> Table:
    assert target.composed is not None
    return next(block for block in target.composed.document.blocks() if isinstance(block, Table))


def said(cells: tuple[Cell, ...]) -> list[str]:
    return [plain(cell.inlines) for cell in cells]


def after(form: Table, label: str) -> str:
    """The text of the cell to the right of the head ``label``."""
    head = next(cell for cell in form.grid.cells if cell.header and plain(cell.inlines) == label)
    right = head.column + head.colspan
    return plain(next(cell for cell in form.grid.cells if cell.row == head.row and cell.column == right).inlines)


def rows_of(form: Table) -> list[list[str]]:
    return [said(line) for line in form.grid.by_row()]


# ── the published form ──


def test_the_form_has_the_published_heads(form: Table, reference: dict) -> None:  # type: ignore[type-arg]
    heads = [plain(cell.inlines) for cell in form.grid.cells if cell.header]
    assert [label for label in reference["labels"] if label not in heads] == []


def test_fields_for_people_and_telephones_are_there_and_empty(form: Table, target: build.Compiled) -> None:
    assert after(form, "填报人") == after(form, "联系电话") == ""
    assert target.composed is not None
    line = next(block for block in target.composed.document.blocks() if isinstance(block, Paragraph) and block.style == "unit-line")
    assert plain(line.inlines).rstrip("　").endswith("单位领导审签：") and "2021年1月28日" in plain(line.inlines)


@pytest.mark.parametrize("side", ["income", "expenditure"])
def test_money_is_the_published_money(form: Table, reference: dict, side: str) -> None:  # type: ignore[type-arg]
    """Each row in order under its side; every cell of it is a figure, whose origin is known."""
    wanted = [[row["label"], *(row.get("accept") or row["values"])] for row in reference["funds"][side]]
    top = next(cell for cell in form.grid.cells if plain(cell.inlines) == {"income": "收入构成", "expenditure": "支出构成"}[side])
    lines = form.grid.by_row()[top.row : top.row + top.rowspan]
    cells = [[cell for cell in line if cell.column > top.column] for line in lines]
    assert [said(tuple(line)) for line in cells] == wanted
    assert all(isinstance(inline, FigureRef) for line in cells for cell in line[1:] for inline in leaves(cell.inlines))


def test_shares_add_up_as_printed(reference: dict) -> None:  # type: ignore[type-arg]
    """Rounded half up they are the accepted ones, and still come to 100 %."""
    rows = [row.get("accept") or row["values"] for row in reference["funds"]["expenditure"]]
    assert [row[1] for row in rows] == ["97.28%", "2.72%", "100%"]


def test_lists_are_numbered_and_whole(form: Table, reference: dict) -> None:  # type: ignore[type-arg]
    for label, count in (("部门职能概述", reference["counts"]["duties"]), ("年度工作任务", reference["counts"]["tasks"])):
        lines = after(form, label).split("\n")
        assert [line.split("．")[0] for line in lines] == [str(number) for number in range(1, count + 1)]


def test_goals_keep_their_figures_and_the_long_term_ones_are_blank(form: Table, reference: dict) -> None:  # type: ignore[type-arg]
    (line,) = [row for row in rows_of(form) if row and row[0].startswith("目标1：")]
    assert line[0] == "目标1：\n目标2：\n目标3：\n……"
    goals = line[1].split("\n")
    assert len(goals) == reference["counts"]["annual_goals"]
    for number, (goal, figure) in enumerate(zip(goals, reference["goal_figures"], strict=True), start=1):
        assert goal.startswith(f"目标{number}：") and figure in goal


def test_projects_are_the_published_ones(form: Table, reference: dict) -> None:  # type: ignore[type-arg]
    for project in reference["projects"]:
        assert [project["name"], *project["values"]] in [row[:4] for row in rows_of(form)]


def indicators(form: Table) -> Iterator[tuple[str, list[list[str]]]]:
    """Each block of indicators by its title: rows of level 1, level 2, name, value and standard, levels repeated."""
    lines = form.grid.by_row()
    titles = [row for row, line in enumerate(lines) if len(line) == 1 and line[0].column == 0 and "目标" in plain(line[0].inlines)]
    for start, end in zip(titles, [*titles[1:], form.grid.rows], strict=True):
        rows, levels = [], {1: "", 2: ""}
        for line in lines[start + 2 : end]:
            levels |= {cell.column: plain(cell.inlines) for cell in line if cell.column in levels}
            rows.append([levels[1], levels[2], *(plain(cell.inlines) for cell in line if cell.column > 2)])
        yield plain(lines[start][0].inlines), [row for row in rows if row[0] != "……"]


def test_every_block_has_every_group_and_the_published_indicators(form: Table, reference: dict) -> None:  # type: ignore[type-arg]
    blocks = list(indicators(form))
    assert [title[:5] for title, _ in blocks] == ["长期目标1", "年度目标1", "年度目标2"]
    for (_, rows), wanted in zip(blocks, reference["blocks"], strict=True):
        assert list(dict.fromkeys((row[0], row[1]) for row in rows)) == [(one, two) for one, two, _ in wanted["groups"]]
        for one, two, count in wanted["groups"]:
            assert len([row for row in rows if (row[0], row[1]) == (one, two) and row[2]]) == count
    found = [row for _, rows in blocks for row in rows if row[2]]
    assert len(found) == len(reference["indicators"])
    for row, wanted in zip(found, reference["indicators"], strict=True):
        assert row[:2] == [wanted["level1"], wanted["level2"]] and row[4] == wanted["standard"]
        assert wanted["name"] in (None, row[2]) and wanted["value"] in (None, row[3])


def test_notes_keep_their_options_and_figures(target: build.Compiled, reference: dict) -> None:  # type: ignore[type-arg]
    assert target.composed is not None
    notes = [plain(block.inlines) for block in target.composed.document.blocks() if isinstance(block, Paragraph) and block.style == "note"]
    assert [note.split("、")[0] for note in notes[1:]] == [str(number) for number in range(1, reference["counts"]["notes"] + 1)]
    for number, words in reference["note_figures"].items():
        assert all(word in notes[int(number)] for word in words)


# ── both formats ──


def test_both_formats_hold_every_paragraph_and_cell(project: Path, target: build.Compiled) -> None:
    assert target.composed is not None
    outcome = build.report(project, *KNOWN[:2])
    files = {path.name: path.read_bytes() for path in outcome.written}
    document = target.composed.document
    assert read_docx(files["performance-target.docx"]) == expected(document)
    style, _ = load_style(ROOT / EDITION / "style.toml")
    assert style is not None
    found = read_pdf(files["performance-target.pdf"], document, style)
    # Cells that go on over a page end leave an empty piece on the next page: only what cells say is compared.
    assert [words(piece) for piece in found] == [words(piece) for piece in run_together(expected(document))]


def words(piece: str | Cells) -> list[str]:
    return [piece] if isinstance(piece, str) else sorted(cell for cell in piece.flat() if cell)


# ── one change moves what rests on it ──


def moved(project: Path, target: build.Compiled, path: str, old: str, new: str) -> list[str]:
    spoil(project, f"{FOLDER}/{path}", old, new)
    return effect(dump(target), dump(compiled(project, *KNOWN)))


def test_raising_the_project_moves_its_row_the_sums_and_the_shares(project: Path, target: build.Compiled) -> None:
    # No year costs more than all years.
    spoil(project, f"{FOLDER}/projects.csv", "常年性项目,10", "常年性项目,52.42")
    assert [change.split(": ", 1)[1] for change in moved(project, target, "ledger.csv", ",财政拨款,,10,", ",财政拨款,,52.42,")] == [
        "367.58→410",
        "367.58→410",
        "97.28%→87.21%",
        "10→52.42 2.72%→12.79%",
        "367.58→410",
        "10→52.42 10→52.42",
    ]


def test_money_of_the_other_source_moves_income_alone(project: Path, target: build.Compiled) -> None:
    changed = moved(project, target, "ledger.csv", "工伤保险专项办公经费,,,,财政拨款", "工伤保险专项办公经费,,,,其他资金")
    assert [change.split(": ", 1)[1] for change in changed] == ["367.58→357.58 100%→97.28%", "0→10 0.00%→2.72%"]


def test_a_source_that_no_row_shows_is_an_error(project: Path) -> None:
    spoil(project, "data/_codes/2021/funds.csv", "", "单位资金,单位资金,示例\n")
    spoil(project, f"{FOLDER}/ledger.csv", "工伤保险专项办公经费,,,,财政拨款", "工伤保险专项办公经费,,,,单位资金")
    assert "SUM-01" in [finding.code for finding in build.compile_document(project, *KNOWN).findings]


def test_a_year_without_lines_is_unknown_and_not_nought(project: Path, target: build.Compiled) -> None:
    spoil(project, f"{FOLDER}/history.csv", "2019,基本支出,财政拨款,482.93,总体资金情况：近两年收支金额2019年；其他资金为0\n", "")
    (line,) = [one for one in (project / FOLDER / "history.csv").read_text(encoding="utf-8").splitlines() if one.startswith("2019")]
    spoil(project, f"{FOLDER}/history.csv", f"{line}\n", "")
    changed = effect(dump(target), dump(compiled(project, *KNOWN)))
    assert [change.split(": ", 1)[1] for change in changed] == [
        "482.93→未知",
        "0→未知",
        "482.93→未知",
        "482.93→未知",
        "0→未知",
        "482.93→未知",
    ]


def test_long_term_indicators_stand_in_their_own_block(project: Path, target: build.Compiled) -> None:
    changed = moved(project, target, "indicators.csv", "", "长期目标,产出指标,数量指标,参保人数,60000,五年规划\n")
    assert len(changed) == 1 and all(word in changed[0] for word in ("参保人数", "60000", "五年规划"))


def test_a_third_goal_gets_a_block_of_its_own(project: Path, target: build.Compiled) -> None:
    changed = moved(project, target, "indicators.csv", "", "优化服务,效益指标,社会效益,服务网点个数,12,年度计划\n")
    assert all(" + " in change for change in changed[1:]) and changed[0].endswith("60→71")
    assert any("年度目标3：优化服务" in change for change in changed) and sum("服务网点个数" in change for change in changed) == 1
