"""Forms: groups inside groups, titles, bands that repeat for goals, frames that stand even when empty, and lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from gen import build
from gen.build import Compiled
from gen.compose.form import head_rows
from gen.document import Cell, DataText, FigureRef, Table, leaves, plain
from gen.findings import Place
from tests.forms import DOCUMENT, FORM, write_two
from tests.project import compiled
from tests.specimens import DEPARTMENT, FOLDER, YEAR, spoil

#: How the band of the long-term indicators begins in the edition.
_LONG = 'goal = "长期"\nindicators = ["level1", "level2",'
#: The heads of the indicators under each goal.
HEADS = ["一级指标", "二级指标", "指标名称", "指标值", "绩效标准"]


def form_of(result: Compiled) -> Table:
    assert result.composed is not None
    (table,) = (block for block in result.composed.document.blocks() if isinstance(block, Table))
    return table


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Table:
    """The fictitious form."""
    return form_of(compiled(write_two(tmp_path_factory.mktemp("form")), DEPARTMENT, YEAR, DOCUMENT))


def spoilt(root: Path, *edits: tuple[str, str, str]) -> Table:
    """The fictitious form after edits."""
    write_two(root)
    for path, old, new in edits:
        spoil(root, path, old, new)
    return form_of(compiled(root, DEPARTMENT, YEAR, DOCUMENT))


def at(form: Table, row: int, column: int) -> Cell:
    """The cell that covers a place of the grid."""
    (cell,) = (
        cell for cell in form.grid.cells if cell.row <= row < cell.row + cell.rowspan and cell.column <= column < cell.column + cell.colspan
    )
    return cell


def head(form: Table, text: str, nth: int = 0) -> Cell:
    """The n-th head cell with this text."""
    return [cell for cell in form.grid.cells if cell.header and plain(cell.inlines) == text][nth]


def line(form: Table, row: int, start: int = 0) -> list[str]:
    """The texts of the cells that begin in a row, from grid column ``start``."""
    cells = (cell for cell in form.grid.cells if cell.row == row and cell.column >= start)
    return [plain(cell.inlines) for cell in sorted(cells, key=lambda cell: cell.column)]


def titles(form: Table) -> dict[str, int]:
    """The rows that one cell spans, by text."""
    return {plain(cell.inlines): cell.row for cell in form.grid.cells if cell.colspan == form.grid.columns}


# ── the grid ──


def test_the_cells_tile_the_grid(form: Table) -> None:
    covered = sorted(
        (row, column)
        for cell in form.grid.cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for column in range(cell.column, cell.column + cell.colspan)
    )
    assert covered == [(row, column) for row in range(form.grid.rows) for column in range(form.grid.columns)]
    assert form.grid.columns == len(form.widths) == 7


def test_a_cell_that_spans_down_keeps_its_columns_in_the_row_below(form: Table) -> None:
    assert (at(form, 1, 0), at(form, 1, 4)) == (at(form, 0, 0), at(form, 0, 4))
    assert (at(form, 1, 5).row, plain(at(form, 1, 5).inlines)) == (1, "截止年份")


def test_a_fact_that_nobody_gave_leaves_the_blank_that_the_form_has(form: Table, tmp_path: Path) -> None:
    assert plain(at(form, 1, 6).inlines) == "　　年"
    target = f"{FOLDER}/{DOCUMENT}.toml"
    given = spoilt(tmp_path, (target, "[overall]", '[long_term]\nuntil = "2035"\ngoals = ["建成新馆。"]\n\n[overall]'))
    assert plain(at(given, 1, 6).inlines) == "2035年"
    assert isinstance(at(given, 1, 6).inlines[0], DataText)
    assert plain(at(given, head(given, "总目标").row, 1).inlines) == "目标1：建成新馆。"


# ── groups ──


def test_a_group_inside_a_group_has_its_head_beside_its_own_rows_only(form: Table) -> None:
    outer, income, spending = head(form, "资金"), head(form, "收入"), head(form, "支出")
    assert (outer.column, income.column, spending.column) == (0, 1, 1)
    assert (income.row, income.rowspan) == (outer.row + 1, 3)
    assert (spending.row, spending.rowspan) == (income.row + 3, 3)
    assert outer.rowspan == 1 + 3 + 3
    assert line(form, income.row, 2)[:2] == ["财政拨款", "210.55"]
    assert line(form, spending.row + 2, 2)[0] == "合计"


def test_groups_that_stand_alone_stay_together_and_titles_with_what_follows(form: Table) -> None:
    for name in ("资金", "职能", "项目", "总目标"):
        cell = head(form, name)
        assert (cell.row, cell.row + cell.rowspan - 1) in form.kept
    # A group inside another one is kept by that one.
    assert not {first for first, _ in form.kept} & {head(form, "收入").row, head(form, "支出").row}
    for row in titles(form).values():
        assert (row, row + 2) in form.kept


def test_a_title_spans_the_form_above_the_head_of_its_group(form: Table) -> None:
    assert list(titles(form)) == ["长期目标", "年度目标1：藏书", "年度目标2：读者"]
    for number, row in enumerate(list(titles(form).values())[1:]):
        below = head(form, "年度指标", number)
        assert (below.row, below.column) == (row + 1, 0)
        assert line(form, row + 1, 1) == HEADS
    (title,) = (cell for cell in form.grid.cells if plain(cell.inlines) == "年度目标1：藏书")
    assert title.inlines[-1] == DataText("藏书", Place(f"{FOLDER}/indicators.csv", 2, 1, 2))


def test_rows_of_heads_at_the_top_of_a_group_are_its_column_heads(form: Table) -> None:
    found = {(stretch.first, stretch.last, stretch.heads) for stretch in form.stretches}
    groups = [head(form, "资金"), *(head(form, "年度指标", number) for number in (0, 1))]
    assert found == {(cell.row, cell.row + cell.rowspan - 1, 1) for cell in groups}
    assert [stretch.first for stretch in form.stretches] == sorted(stretch.first for stretch in form.stretches)


def test_a_form_with_heads_of_its_own_has_no_others(tmp_path: Path) -> None:
    found = spoilt(tmp_path, (f"{FORM}/tables/form.toml", "trim = true", "trim = true\nhead_rows = 1"))
    assert (found.head_rows, found.stretches) == (1, ())


def test_heads_count_where_cells_reach_down_but_not_where_nothing_follows() -> None:
    cells = [Cell(row=0, column=0, rowspan=2, header=True), Cell(row=0, column=1, header=True), Cell(row=1, column=1, header=True)]
    assert [head_rows(cells, 0, end) for end in (1, 2)] == [1, 2]
    assert head_rows([*cells, Cell(row=2, column=0, colspan=2)], 0, 3) == 2
    assert head_rows([Cell(row=0, column=0, header=True), Cell(row=0, column=1)], 0, 1) == 0


# ── goals and frames ──


def test_a_group_is_repeated_for_each_goal_that_no_band_picks(form: Table) -> None:
    first, second = (head(form, "年度指标", number) for number in (0, 1))
    names = [plain(at(form, row, 3).inlines) for row in range(first.row + 1, first.row + first.rowspan)]
    assert names == ["新书册数", "少儿图书册数", "", "入藏率", ""]
    names = [plain(at(form, row, 3).inlines) for row in range(second.row + 1, second.row + second.rowspan)]
    assert names == ["", "", "", "读者满意度", "到馆人次"]
    assert not any("完好率" in plain(cell.inlines) for cell in form.grid.cells if cell.row > titles(form)["年度目标1：藏书"])


def test_without_goals_nothing_is_repeated(tmp_path: Path) -> None:
    write_two(tmp_path)
    (tmp_path / FOLDER / "indicators.csv").write_text("一级指标,二级指标,三级指标,指标值\n产出指标,数量指标,新书,≥1册\n", encoding="utf-8")
    found = form_of(compiled(tmp_path, DEPARTMENT, YEAR, DOCUMENT))
    assert list(titles(found)) == ["长期目标"]
    # None of them is a long-term one, so the frame stands empty.
    block = head(found, "长期指标")
    assert [line(found, row, 3) for row in range(block.row, block.row + block.rowspan)] == [["……", "（未定）", ""]] * 3


def test_a_goal_more_makes_a_group_more_numbered_on(tmp_path: Path) -> None:
    found = spoilt(tmp_path, (f"{FOLDER}/indicators.csv", "", "开放,产出指标,数量指标,开放天数,≥300天,\n"))
    assert list(titles(found))[1:] == ["年度目标1：藏书", "年度目标2：读者", "年度目标3：开放"]
    block = head(found, "年度指标", 2)
    assert line(found, block.row + 1, 1) == ["产出指标", "数量指标", "开放天数", "≥300天", ""]


def test_an_empty_group_of_the_frame_stands_with_what_the_form_prints_there(form: Table) -> None:
    """Each level stands once beside all of its rows; an indicator of another group comes after the frame."""
    block = head(form, "长期指标")
    assert [line(form, row, 1) for row in range(block.row, block.row + block.rowspan)] == [
        ["产出指标", "数量指标", "……", "（未定）", ""],
        ["质量指标", "完好率", "≥99%", ""],
        ["满意度指标", "服务对象满意度", "……", "（未定）", ""],
    ]
    assert [at(form, block.row, column).rowspan for column in (1, 2)] == [2, 1]
    second = head(form, "年度指标", 1)
    last = second.row + second.rowspan - 1
    assert line(form, last, 1) == ["另加指标", "另加", "到馆人次", "≥3万", ""]
    assert all(at(form, last, column).rowspan == 1 for column in (1, 2))


def test_indicators_are_texts_of_the_data_and_the_frame_is_not(form: Table) -> None:
    block = head(form, "年度指标")
    given, frame = at(form, block.row + 1, 2), at(form, block.row + 3, 2)
    assert (plain(given.inlines), [type(leaf) for leaf in given.inlines]) == ("数量指标", [DataText])
    assert (plain(frame.inlines), frame.inlines[0].place) == ("质量指标", form.place)  # type: ignore[union-attr]
    assert not isinstance(frame.inlines[0], DataText)


# ── lists ──


def test_a_list_is_numbered_after_its_lead_and_has_the_lines_of_the_form_where_it_is_empty(form: Table) -> None:
    row = head(form, "总目标").row
    assert plain(at(form, row, 1).inlines) == "目标1：\n……"
    assert not [leaf for leaf in leaves(at(form, row, 1).inlines) if isinstance(leaf, DataText)]
    assert plain(at(form, row, 4).inlines) == "全年：\n目标1：藏书更全。\n目标2：读者更多。"
    texts = [leaf for leaf in leaves(at(form, row, 4).inlines) if isinstance(leaf, DataText)]
    assert [text.text for text in texts] == ["全年：", "藏书更全。", "读者更多。"]
    assert {text.place.path for text in texts} == {f"{FOLDER}/{DOCUMENT}.toml"}
    assert plain(at(form, head(form, "职能").row, 1).inlines) == "1．收藏图书。\n2．开放阅览。"


# ── money ──


def test_shares_are_of_the_whole_side_and_a_year_without_lines_is_unknown(form: Table) -> None:
    income = head(form, "收入").row
    assert [line(form, row, 2) for row in range(income, income + 6)] == [
        ["财政拨款", "210.55", "96.34%", "110.25", "未知"],
        ["其他资金", "8", "3.66%", "0", "未知"],
        ["合计", "218.55", "100%", "110.25", "未知"],
        ["基本支出", "130.3", "59.62%", "110.25", "未知"],
        ["项目支出", "88.25", "40.38%", "0", "未知"],
        ["合计", "218.55", "100%", "110.25", "未知"],
    ]
    for row in range(income, income + 6):
        kinds = [type(at(form, row, column).inlines[0]) for column in (3, 4, 5)]
        assert kinds == [FigureRef] * 3
        assert not isinstance(at(form, row, 6).inlines[0], FigureRef)


def test_a_pivot_may_span_columns_and_hold_texts_and_unknown_amounts(form: Table) -> None:
    row = head(form, "项目").row
    assert [line(form, row + down, 1) for down in (0, 1)] == [["购书", "常年性项目", "240.75", "80.25"], ["修缮", "", "未知", "8"]]
    assert [at(form, row, column).colspan for column in (1, 3, 4, 5)] == [2, 1, 1, 2]


# ── what an edition may not say ──


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ('each = "goals"', 'eech = "goals"', "EDN-01", 107),
        ('each = "goals"', 'each = "goal"', "EDN-03", 107),
        ('source = "whole"', 'source = "hole"', "EDN-06", 1),
        ('{ head = "填报人" }, {}]', '{ head = "填报人" }]', "EDN-07", 11),
        ('{ head = "截止年份" }, {', '{ head = "截止年份", span = 2 }, {', "EDN-07", 14),
        ("spans = [2, 1, 1, 2]", "spans = [2, 1, 1, 1]", "EDN-07", 72),
        ("spans = [2, 1, 1, 2]", "spans = [2, 2, 2]", "EDN-07", 72),
        ('empty = ["……", "（未定）", ""]', 'empty = ["……"]', "EDN-07", 102),
        ('list = "overall.goals"', 'list = "overall.goal"', "EDN-08", 90),
        ('list = "overall.goals"', 'list = "overall.goals.more"', "EDN-08", 90),
        ('lead = "overall.lead"', 'lead = "overall"', "EDN-08", 90),
        (f'{_LONG} "level3"', f'{_LONG} "level4"', "EDN-08", 99),
    ],
)
def test_a_fault_of_a_form_is_told_with_its_line(tmp_path: Path, old: str, new: str, code: str, line: int) -> None:
    write_two(tmp_path)
    spoil(tmp_path, f"{FORM}/tables/form.toml", old, new)
    result = build.compile_document(tmp_path, DEPARTMENT, YEAR, DOCUMENT)
    assert result.composed is None
    assert [(finding.code, finding.places[0].path, finding.places[0].line) for finding in result.findings] == [
        (code, f"{FORM}/tables/form.toml", line)
    ]


def test_rows_that_do_not_fit_the_widths_are_told_each(tmp_path: Path) -> None:
    write_two(tmp_path)
    spoil(tmp_path, f"{FORM}/tables/form.toml", "widths = [10, 10, 14, 10, 10, 10, 10]", "widths = [10, 10, 14, 10, 10, 10]")
    found = build.compile_document(tmp_path, DEPARTMENT, YEAR, DOCUMENT).findings
    assert {finding.code for finding in found} == {"EDN-07"} and len(found) == 11
    assert found[0].message == "这一行占 7 列，这一段有 6 列"
