"""The page as GB/T 9704 asks for it, measured on the PDF: 22 lines of 28 characters, page numbers, contents, repeated heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import pdfplumber
import pytest

from gen.document import Cell, Document, Heading, Orientation, Paragraph, Section, Table, Text, plain
from gen.render import pdf, roles
from gen.render.fonts import FontSet
from gen.render.style import StyleSheet
from tests.readback import bare, in_type_area, lines, read_pdf, run_together
from tests.readback import expected as expected_pieces
from tests.render import sample
from tests.render.conftest import Rendered

POINTS = 72 / 25.4
LEFT, RIGHT, TOP = 28 * POINTS, (28 + 156) * POINTS, 37 * POINTS


def document(*blocks: Any, orientation: Orientation = Orientation.PORTRAIT) -> Document:
    return Document(title="标题", author="作者", sections=(Section(blocks=blocks, orientation=orientation),))


@pytest.fixture(scope="module")
def pages(rendered: Rendered) -> Iterator[list[Any]]:
    with pdfplumber.open(BytesIO(rendered.pdf)) as opened:
        yield list(opened.pages)


@pytest.fixture(scope="module")
def prose(sheet: StyleSheet, fontset: FontSet) -> Iterator[list[Any]]:
    """Pages full of one paragraph without marks, then one of mixed text."""
    blocks = [Paragraph(inlines=(Text(value),)) for value in ("部门预算公开说明" * 200, "预算8,367万元，比上年增长7.3%；" * 60)]
    content, _ = pdf.render(document(*blocks), sheet, fontset)
    with pdfplumber.open(BytesIO(content)) as opened:
        yield list(opened.pages)


def test_a_full_page_has_22_lines_of_28_characters(prose: list[Any], sheet: StyleSheet) -> None:
    first, second = (lines(in_type_area(page, sheet)) for page in prose[:2])
    assert [len(line) for line in first] == [26] + [28] * 21
    assert [len(line) for line in second] == [28] * 22
    baselines = [line[0]["matrix"][5] for line in second]
    assert [upper - lower for upper, lower in pairwise(baselines)] == pytest.approx([225 * POINTS / 22] * 21, abs=0.02)
    assert first[0][0]["x0"] == pytest.approx(LEFT + 2 * 156 * POINTS / 28, abs=0.5)
    assert second[0][0]["x0"] == pytest.approx(LEFT, abs=0.1)
    assert all(char["size"] == pytest.approx(16, abs=0.01) for line in second for char in line)


def test_lines_of_mixed_text_end_at_one_edge(prose: list[Any], sheet: StyleSheet) -> None:
    found = [line for page in prose for line in lines(in_type_area(page, sheet))]
    full = [line for line in found if any(char["text"].isdigit() for char in line)][:-1]
    assert len(full) > 20
    # A full-width mark at the end may hold its ink anywhere in its square: the advance is what ends at the edge.
    assert all(line[-1]["x1"] == pytest.approx(RIGHT, abs=1.5) for line in full), [line[-1]["x1"] for line in full]


def test_page_numbers_stand_outside_and_change_sides(pages: list[Any]) -> None:
    for number, page in enumerate(pages, start=1):
        upright = page.width < page.height
        marks = [char for char in page.chars if (char["top"] > (37 + 225) * POINTS if upright else char["x1"] < 35 * POINTS)]
        assert bare("".join(char["text"] for char in marks)) == f"—{number}—"
        if upright:
            assert min(char["top"] for char in marks) == pytest.approx((37 + 225 + 7) * POINTS, abs=4)
            edge = max(char["x1"] for char in marks) if number % 2 else min(char["x0"] for char in marks)
            assert edge == pytest.approx(RIGHT - 14 if number % 2 else LEFT + 14, abs=0.5)
        else:
            # Landscape: where a portrait page turned to the right has it.
            edge = max(char["bottom"] for char in marks) if number % 2 else min(char["top"] for char in marks)
            assert edge == pytest.approx((28 + 156) * POINTS - 14 if number % 2 else 28 * POINTS + 14, abs=1)


def test_the_contents_name_the_page_of_each_heading(pages: list[Any], rendered: Rendered) -> None:
    contents = bare("".join(page.extract_text() for page in pages[:2]))
    for entry in roles.entries(rendered.document, 2):
        number = rendered.pages[entry.anchor]
        assert re.search(re.escape(bare(entry.text)) + rf"\.+{number}(?!\d)", contents), entry
        assert bare(entry.text) in bare(
            "".join(char["text"] for line in lines(in_type_area(pages[number - 1], rendered.style)) for char in line)
        )
    assert "不入目录的标题" not in contents


def test_heads_are_repeated_on_each_page_of_a_table(pages: list[Any], rendered: Rendered) -> None:
    table = next(block for block in rendered.document.blocks() if isinstance(block, Table) and block.id == "t2")
    head = {bare(plain(cell.inlines)) for cell in table.grid.cells if cell.header}
    first = rendered.pages["title-t2"]
    for number in range(first, rendered.pages["title-t5"]):
        page = pages[number - 1]
        assert (page.width, page.height) == (pytest.approx(297 * POINTS), pytest.approx(210 * POINTS))
        assert head <= {bare(text or "") for row in page.extract_tables()[0] for text in row}
    assert rendered.pages["title-t5"] - first == 4


def test_no_type_is_smaller_than_nine_points(pages: list[Any]) -> None:
    assert min(char["size"] for page in pages for char in page.chars if char["upright"]) >= 9 - 0.001


def test_amounts_end_at_the_right_edge_of_their_cells(pages: list[Any], rendered: Rendered) -> None:
    page = pages[rendered.pages["title-t3"] - 1]
    amounts = [line[-1]["x1"] for line in lines(page.chars) if bare("".join(char["text"] for char in line)).endswith(".30")]
    assert len(amounts) > 20 and max(amounts) - min(amounts) < 0.01
    assert amounts[0] == pytest.approx(RIGHT - 3, abs=0.6)


def test_only_the_fonts_of_the_style_sheet_are_embedded(pages: list[Any], sheet: StyleSheet) -> None:
    names = {char["fontname"].partition("+")[2] for page in pages for char in page.chars}
    assert names == {f"gongkai-{role}" for role in sheet.fonts}


def tall(rows_spanned: int, characters: int) -> Table:
    """A table whose third row holds a text higher than a page; its first column spans rows from there."""
    table = sample.long_table(30)
    cells: list[Cell] = []
    for cell in table.grid.cells:
        if cell.column == 0 and 3 < cell.row < 3 + rows_spanned:
            continue
        if (cell.row, cell.column) == (3, 0):
            cell = replace(cell, rowspan=rows_spanned)
        if (cell.row, cell.column) == (3, 1):
            cell = replace(cell, inlines=(Text("很长的文字，" * (characters // 6)),))
        cells.append(cell)
    return replace(table, grid=replace(table.grid, cells=tuple(cells)), kept=())


@pytest.mark.parametrize("table", [tall(1, 3000), tall(4, 2400), replace(sample.long_table(90), kept=((1, 90),))])
def test_what_is_higher_than_a_page_keeps_its_head_and_loses_nothing(table: Table, sheet: StyleSheet, fontset: FontSet) -> None:
    content, _ = pdf.render(document(*sample.titled(table)), sheet, fontset)
    with pdfplumber.open(BytesIO(content)) as opened:
        texts = [bare("".join(char["text"] for line in lines(in_type_area(page, sheet)) for char in line)) for page in opened.pages]
    assert len(texts) > 2
    assert all("项目说明金额" in text for text in texts)
    whole = "".join(texts).replace("项目说明金额", "")
    everything = Counter(bare("".join(plain(cell.inlines) for cell in table.grid.cells if not cell.header)))
    assert not everything - Counter(whole)
    for cell in table.grid.cells:
        text = bare(plain(cell.inlines))
        # A text of more than one line is broken up by the cells beside it.
        assert cell.header or len(text) > 20 or text in whole, text


@pytest.mark.parametrize("spanned", [4, 26])
def test_a_cell_over_many_rows_may_go_on_over_pages(spanned: int, sheet: StyleSheet, fontset: FontSet) -> None:
    made = document(*sample.titled(tall(spanned, 12)))
    content, _ = pdf.render(made, sheet, fontset)
    assert read_pdf(content, made, sheet) == run_together(expected_pieces(made))


def test_rows_of_a_kept_group_share_a_page(sheet: StyleSheet, fontset: FontSet) -> None:
    free = replace(sample.long_table(70), kept=())
    made = document(*sample.titled(free))
    assert _around_the_first_break(made, sheet, fontset) == ("项目24", "项目25")
    kept = document(*sample.titled(replace(free, kept=((22, 27),))))
    assert _around_the_first_break(kept, sheet, fontset) == ("项目21", "项目22")


def _around_the_first_break(made: Document, sheet: StyleSheet, fontset: FontSet) -> tuple[str, str]:
    content, _ = pdf.render(made, sheet, fontset)
    with pdfplumber.open(BytesIO(content)) as opened:
        rows = [[bare(row[0] or "") for row in page.extract_tables()[0]] for page in opened.pages[:2]]
    return rows[0][-1], rows[1][1]


def test_a_heading_is_not_left_alone_at_a_page_end(sheet: StyleSheet, fontset: FontSet) -> None:
    filler = Paragraph(inlines=(Text("部门预算公开说明" * 72),))
    heading = Heading(level=2, inlines=(Text("一、标题"),), anchor="h")
    _, pages = pdf.render(document(filler, heading, filler), sheet, fontset)
    assert pages == {"h": 2}


@pytest.mark.parametrize("filler", [0, 4, 9, 13, 14, 15, 16, 17, 18, 19])
def test_a_table_may_begin_anywhere_on_a_page(filler: int, sheet: StyleSheet, fontset: FontSet) -> None:
    """Rows kept together from the first on are what could drive WeasyPrint to drop the head."""
    table = replace(sample.long_table(30), kept=((1, 8), (9, 12)))
    prose = (Paragraph(inlines=(Text("一行"),)) for _ in range(filler))
    made = document(*prose, *sample.titled(table))
    content, _ = pdf.render(made, sheet, fontset)
    assert read_pdf(content, made, sheet) == run_together(expected_pieces(made))
    with pdfplumber.open(BytesIO(content)) as opened:
        texts = [bare("".join(char["text"] for line in lines(page.chars) for char in line)) for page in opened.pages]
    assert all("项目说明金额" in text for text in texts if "一般说明" in text)
