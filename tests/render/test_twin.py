"""Twin test: DOCX, PDF and text dump hold the same text, paragraph by paragraph and cell by cell."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gen.document import Cell, Document, Grid, Section, Table, Text
from gen.render import docx, html, text
from gen.render.style import StyleSheet
from tests.readback import Cells, bare, expected, read_docx, read_pdf, run_together
from tests.render import sample
from tests.render.conftest import Rendered

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_docx_holds_every_paragraph_and_cell(rendered: Rendered) -> None:
    assert read_docx(rendered.docx) == expected(rendered.document)


def test_pdf_holds_every_paragraph_and_cell(rendered: Rendered) -> None:
    assert read_pdf(rendered.pdf, rendered.document, rendered.style) == run_together(expected(rendered.document))


def test_dump_holds_every_paragraph_and_cell(rendered: Rendered) -> None:
    dumped = bare(text.dump(rendered.document).replace("⏎", "").replace("\\|", "|"))
    position = 0
    for piece in expected(rendered.document):
        for part in [piece] if isinstance(piece, str) else piece.flat():
            position = dumped.find(part, position)
            assert position >= 0, part
            position += len(part)


def test_hostile_text_prints_as_itself(rendered: Rendered) -> None:
    values = [bare(value) for value in sample.HOSTILE]
    for pieces in (read_docx(rendered.docx), read_pdf(rendered.pdf, rendered.document, rendered.style)):
        prose = "".join(piece for piece in pieces if isinstance(piece, str))
        assert all(value in prose for value in values)
        assert [piece.flat() for piece in pieces if isinstance(piece, Cells)][-1] == values


def test_the_readers_see_one_changed_digit(rendered: Rendered) -> None:
    """What the tests above rest on: neither reader takes a document for another that differs in one cell or one word."""
    pieces = expected(rendered.document)
    for index, piece in enumerate(pieces):
        if isinstance(piece, Cells) and "明细科目1" in piece.flat():
            changed = tuple(tuple("9" if cell == "42" else cell for cell in row) for row in piece.rows)
            assert changed != piece.rows
            other = [*pieces[:index], Cells(changed), *pieces[index + 1 :]]
    assert read_docx(rendered.docx) != other
    assert read_pdf(rendered.pdf, rendered.document, rendered.style) != run_together(other)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """A grid tiled by cells, made by cutting a rectangle again and again."""
    pieces = [(0, 0, draw(st.integers(1, 8)), draw(st.integers(1, 6)))]
    rows, columns = pieces[0][2:]
    for _ in range(draw(st.integers(0, 12))):
        row, column, high, wide = pieces.pop(draw(st.integers(0, len(pieces) - 1)))
        if draw(st.booleans()) and high > 1:
            cut = draw(st.integers(1, high - 1))
            pieces += [(row, column, cut, wide), (row + cut, column, high - cut, wide)]
        elif wide > 1:
            cut = draw(st.integers(1, wide - 1))
            pieces += [(row, column, high, cut), (row, column + cut, high, wide - cut)]
        else:
            pieces.append((row, column, high, wide))
    cells = [
        Cell(row=row, column=column, rowspan=high, colspan=wide, inlines=(Text(f"格{number}"),))
        for number, (row, column, high, wide) in enumerate(sorted(pieces))
    ]
    return Grid(rows=rows, columns=columns, cells=tuple(cells))


@given(grids())
def test_any_tiling_comes_through_both_formats(sheet: StyleSheet, grid: Grid) -> None:
    table = Table(id="t", caption="表", grid=grid, widths=(1,) * grid.columns, head_rows=0)
    document = Document(title="甲", author="乙", sections=(Section(blocks=(table,)),))
    content = docx.render(document, sheet, {})
    assert read_docx(content) == expected(document)
    # Each row of the DOCX fills the grid; each cell of the HTML stands where a browser puts it.
    made = etree.fromstring(zipfile.ZipFile(BytesIO(content)).read("word/document.xml"))
    for row in made.iter(f"{W}tr"):
        assert (
            sum(int(span.get(f"{W}val")) if (span := cell.find(f"{W}tcPr/{W}gridSpan")) is not None else 1 for cell in row.iter(f"{W}tc"))
            == grid.columns
        )
    assert placed(html.render(document, sheet, {})) == {f"格{number}": (cell.row, cell.column) for number, cell in enumerate(grid.cells)}


def placed(page: str) -> dict[str, tuple[int, int]]:
    """Where each cell of the HTML table stands by the rules of HTML: in the first free column of its row."""
    taken: set[tuple[int, int]] = set()
    found = {}
    for row, content in enumerate(re.findall(r"<tr[^>]*>(.*?)</tr>", re.sub(r'<tr><td class="edge".*?</tr>', "", page))):
        for attributes, content_text in re.findall(r"<td([^>]*)>(.*?)</td>", content):
            column = next(column for column in range(100) if (row, column) not in taken)
            high, wide = (int((re.search(rf'{name}="(\d+)"', attributes) or [0, 1])[1]) for name in ("rowspan", "colspan"))
            taken |= {(row + down, column + across) for down in range(high) for across in range(wide)}
            found[content_text] = (row, column)
    return found
