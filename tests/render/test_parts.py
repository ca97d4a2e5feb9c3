"""Forms in parts: a form that goes on over pages begins each of them with the column heads of the rows that go on, in both formats."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pdfplumber
import pytest
from docx.oxml.ns import qn
from lxml import etree

from gen.document import Cell, Document, Grid, PageBreak, Paragraph, Section, Stretch, Table, Text, plain
from gen.render import docx, html, pdf, roles
from gen.render.fonts import FontSet
from gen.render.parts import parts
from gen.render.style import StyleSheet
from tests.readback import bare, expected, read_docx, read_pdf, run_together
from tests.render.sample import cell, head

HEADS = ("一级", "指标名称", "指标值")


def form(rows: int = 60, title: bool = True) -> Table:
    """A row of labels, a title, then indicators under their heads with a label beside all of it, then a row of text."""
    top = 2 if title else 1
    cells = [head(0, 0, "名称"), cell(0, 1, "示例局", columns=3)]
    if title:
        cells.append(cell(1, 0, "年度目标1", columns=4))
    cells += [head(top, 0, "年度绩效指标", rows=rows + 1), *(head(top, column, text) for column, text in enumerate(HEADS, start=1))]
    for row in range(top + 1, top + 1 + rows):
        if (row - top) % 10 == 1:
            cells.append(cell(row, 1, f"第{row}组", rows=min(10, top + 1 + rows - row)))
        cells += [cell(row, 2, f"第{row}项"), cell(row, 3, f"≥{row}")]
    last = top + 1 + rows
    cells += [head(last, 0, "总目标"), cell(last, 1, "做好工作。", columns=3)]
    return Table(
        id="f",
        caption="绩效目标表",
        grid=Grid(rows=last + 1, columns=4, cells=tuple(sorted(cells, key=lambda one: (one.row, one.column)))),
        widths=(10, 20, 40, 30),
        head_rows=0,
        kept=((0, 0), (1, last - 1), (1, 3), (last, last)),
        stretches=(Stretch(top, last - 1, 1),),
    )


def document(table: Table) -> Document:
    return Document(title="甲", author="乙", sections=(Section(blocks=(table,)),))


def texts(part: Table) -> list[list[str]]:
    return [[plain(one.inlines) for one in row] for row in part.grid.by_row()]


def test_a_table_without_stretches_is_its_only_part() -> None:
    table = replace(form(), stretches=())
    assert parts(table) == (table,)


def test_each_stretch_is_a_table_with_heads_and_so_are_the_rows_around_it() -> None:
    above, stretch, below = parts(form(rows=12))
    assert [(part.grid.rows, part.head_rows) for part in (above, stretch, below)] == [(2, 0), (13, 1), (1, 0)]
    assert texts(above) == [["名称", "示例局"], ["年度目标1"]] and texts(below) == [["总目标", "做好工作。"]]
    assert {part.widths for part in (above, stretch, below)} == {form().widths}
    assert all(part.caption == "绩效目标表" and part.stretches == () for part in (above, stretch, below))


def test_every_part_is_tiled() -> None:
    for part in parts(form()):
        covered = sorted(
            (row, column)
            for one in part.grid.cells
            for row in range(one.row, one.row + one.rowspan)
            for column in range(one.column, one.column + one.colspan)
        )
        assert covered == [(row, column) for row in range(part.grid.rows) for column in range(part.grid.columns)]
        assert [(one.row, one.column) for one in part.grid.cells] == sorted((one.row, one.column) for one in part.grid.cells)


def test_a_label_beside_heads_and_rows_is_cut_and_its_text_stands_beside_the_rows() -> None:
    _, stretch, _ = parts(form(rows=12))
    upper, lower = (one for one in stretch.grid.cells if one.open_above or one.open_below)
    assert (upper.row, upper.rowspan, plain(upper.inlines), upper.open_below, upper.open_above) == (0, 1, "", True, False)
    assert (lower.row, lower.rowspan, plain(lower.inlines), lower.open_below, lower.open_above) == (1, 12, "年度绩效指标", False, True)


def test_a_title_stays_with_the_heads_below_it(sheet: StyleSheet) -> None:
    above, stretch, below = parts(form())
    assert [roles.keeps_next(part) for part in (above, stretch, below)] == [True, False, False]
    assert above.kept == ((1, 2), (1, 2)) and below.kept == ()
    assert all(stretch.head_rows <= first < last < stretch.grid.rows for first, last in stretch.kept)
    assert [re.findall(r'<table class="([^"]*)"', html.render(document(form(title=title)), sheet, {})) for title in (True, False)] == [
        ["goes-on kept", "went-on goes-on", "went-on"],
        ["goes-on", "went-on goes-on", "went-on"],
    ]


@pytest.mark.parametrize("rows", [3, 60])
def test_both_formats_hold_every_cell_once(rows: int, sheet: StyleSheet, fontset: FontSet) -> None:
    made = document(form(rows))
    assert read_docx(docx.render(made, sheet, {})) == expected(made)
    assert read_pdf(pdf.render(made, sheet, fontset)[0], made, sheet) == run_together(expected(made))


def test_the_pdf_begins_each_page_with_the_heads(sheet: StyleSheet, fontset: FontSet) -> None:
    content, _ = pdf.render(document(form(90)), sheet, fontset)
    with pdfplumber.open(BytesIO(content)) as opened:
        first, *others = [bare(page.extract_text()) for page in opened.pages]
        tables = [len(page.find_tables()) for page in opened.pages]
    assert len(others) >= 2 and all(text.startswith("".join(HEADS)) for text in others)
    assert first.count("一级") == 1
    # The parts stand so close that they have one rule between them.
    assert tables == [1] * len(tables)


def test_the_docx_marks_the_heads_of_each_part(sheet: StyleSheet) -> None:
    body = etree.fromstring(zipfile.ZipFile(BytesIO(docx.render(document(form(12)), sheet, {}))).read("word/document.xml"))
    made = list(body.iter(qn("w:tbl")))
    marked = [[row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in one.iter(qn("w:tr"))] for one in made]
    assert marked == [[False] * 2, [True] + [False] * 12, [False]]
    grids = [[column.get(qn("w:w")) for column in one.iter(qn("w:gridCol"))] for one in made]
    assert grids[0] == grids[1] == grids[2]
    # No cell is merged out of the rows that repeat.
    heads, first, *_ = made[1].iter(qn("w:tr"))
    assert not list(heads.iter(qn("w:vMerge"))) and next(first.iter(qn("w:vMerge"))).get(qn("w:val")) == "restart"
    (upper,), (lower,) = (list(row.iter(qn("w:tcBorders"))) for row in (heads, first))
    assert [[side.tag for side in borders] for borders in (upper, lower)] == [[qn("w:bottom")], [qn("w:top")]]
    # The row of the title may split, or LibreOffice would not keep it with the heads.
    assert [row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in made[0].iter(qn("w:tr"))] == [True, False]


def test_a_page_break_stands_before_the_first_part_only(sheet: StyleSheet) -> None:
    blocks = (Paragraph(inlines=(Text("前"),)), PageBreak(), form())
    made = Document(title="甲", author="乙", sections=(Section(blocks=blocks),))
    assert re.findall(r'<table class="([^"]*)"', html.render(made, sheet, {}))[0] == "new-page goes-on kept"
    body = etree.fromstring(zipfile.ZipFile(BytesIO(docx.render(made, sheet, {}))).read("word/document.xml"))
    assert len(list(body.iter(qn("w:pageBreakBefore")))) == 1


def test_cells_of_a_plain_table_are_closed() -> None:
    assert not any(one.open_above or one.open_below for one in (Cell(row=0, column=0), *form().grid.cells))
