"""A cell that goes on over a page end: closed below and opened above on each page, right at the rows that stand there."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import count

import pdfplumber

from gen.document import Cell, Document, Grid, Orientation, Section, Table, Text
from gen.render import pdf, roles
from gen.render.fonts import FontSet
from gen.render.style import StyleSheet
from tests.readback import bare
from tests.render import sample

ROWS = 60


def table(*spans: tuple[int, int], kept: tuple[tuple[int, int], ...] = ()) -> Table:
    """A table whose first column is one cell; ``spans`` are the (first row, rows) of cells of the second column."""
    cells = [Cell(row=0, column=0, rowspan=ROWS, inlines=(Text("段"),))]
    spanned = {row for first, rows in spans for row in range(first, first + rows)}
    cells += [Cell(row=first, column=1, rowspan=rows, inlines=(Text("组"),)) for first, rows in spans]
    cells += [Cell(row=row, column=1) for row in range(ROWS) if row not in spanned]
    cells += [Cell(row=row, column=2, inlines=(Text(f"行{row}"),)) for row in range(ROWS)]
    grid = Grid(rows=ROWS, columns=3, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))
    return Table(id="t", caption="表", grid=grid, widths=(1, 1, 1), head_rows=0, kept=kept)


def test_each_page_is_ruled_off_at_its_own_rows(sheet: StyleSheet, fontset: FontSet) -> None:
    """The group of 14 rows at the page end moves to the next page whole; the rules do not stay where it stood."""
    block = table((24, 14))
    content, _ = pdf.render(Document(title="甲", author="乙", sections=(Section(blocks=(block,)),)), sheet, fontset)
    with pdfplumber.open(BytesIO(content)) as opened:
        assert len(opened.pages) > 1
        assert "行24" not in (opened.pages[0].extract_text() or "")
        for page in opened.pages:
            texts = [word for word in page.extract_words() if word["text"].startswith("行")]
            rules = [edge for edge in page.edges if edge["orientation"] == "h"]
            top, bottom = min(edge["top"] for edge in rules), max(edge["top"] for edge in rules)
            assert 0 < texts[0]["top"] - top < 10 and 0 < bottom - texts[-1]["bottom"] < 10
            upright = [edge["x0"] for edge in page.edges if edge["orientation"] == "v"]
            for line in (top, bottom):
                drawn = [edge for edge in rules if abs(edge["top"] - line) < 1]
                for third in (1, 3, 5):  # the middle of each column has its rule
                    x = min(upright) + (max(upright) - min(upright)) * third / 6
                    assert any(edge["x0"] < x < edge["x1"] for edge in drawn)


def test_a_group_that_would_grow_too_long_keeps_what_it_has(sheet: StyleSheet) -> None:
    """A title stays with the rows below it, though the long group that begins there cannot."""
    kept = roles.kept_rows(table((2, 14), kept=((0, 2),)), sheet)
    assert kept == {0, 1}
    assert roles.kept_rows(table((2, 5), kept=((0, 2),)), sheet) == {0, 1, 2, 3, 4, 5}


def with_row_of(lines: int, style: StyleSheet) -> Table:
    """A wide table in which the text of one cell, in the middle, is taken to have so many lines."""
    table = sample.wide_table(30)
    for length in count():
        text = Text(f"首{'长' * length}末")
        cells = tuple(replace(cell, inlines=(text,)) if (cell.row, cell.column) == (20, 1) else cell for cell in table.grid.cells)
        found = replace(table, grid=replace(table.grid, cells=cells))
        if roles.row_lines(found, style)[20] == lines:
            break
    return found


def test_a_row_stays_whole_where_a_page_holds_it_below_any_head(sheet: StyleSheet, fontset: FontSet) -> None:
    most = roles.tallest_row(sheet)
    assert most > roles.LONGEST_GROUP
    assert (roles.tall_rows(with_row_of(most, sheet), sheet), roles.tall_rows(with_row_of(most + 1, sheet), sheet)) == (frozenset(), {20})
    section = Section(blocks=(with_row_of(most, sheet),), orientation=Orientation.LANDSCAPE)
    content, _ = pdf.render(Document(title="甲", author="乙", sections=(section,)), sheet, fontset)
    with pdfplumber.open(BytesIO(content)) as opened:
        texts = [bare(page.extract_text()) for page in opened.pages]
    assert all("科目编码" in text for text in texts)
    assert [("首" in text, "末" in text) for text in texts] == [(False, False), (True, True), (False, False)]
