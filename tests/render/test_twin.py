"""Twin test: DOCX, PDF and text dump hold the same text, paragraph by paragraph and cell by cell."""

from __future__ import annotations

from gen.document import Table, plain
from gen.render import text
from tests.readback import Cells, bare, expected, read_docx, read_pdf, run_together
from tests.render import sample
from tests.render.conftest import Rendered


def test_docx_holds_every_paragraph_and_cell(rendered: Rendered) -> None:
    assert read_docx(rendered.docx) == expected(rendered.document)


def test_pdf_holds_every_paragraph_and_cell(rendered: Rendered) -> None:
    assert read_pdf(rendered.pdf, rendered.document, rendered.style) == run_together(expected(rendered.document))


def test_dump_holds_every_paragraph_and_cell(rendered: Rendered) -> None:
    dumped = bare(text.dump(rendered.document).replace("⏎", "").replace("\\|", "|"))
    position = 0
    for piece in expected(rendered.document):
        for part in [piece] if isinstance(piece, str) else [cell.replace("|", "|") for cell in piece.flat()]:
            position = dumped.find(part, position)
            assert position >= 0, part
            position += len(part)


def test_hostile_text_prints_as_itself(rendered: Rendered) -> None:
    values = [bare(value) for value in sample.HOSTILE]
    for pieces in (read_docx(rendered.docx), read_pdf(rendered.pdf, rendered.document, rendered.style)):
        prose = "".join(piece for piece in pieces if isinstance(piece, str))
        assert all(value in prose for value in values)
        assert [piece.flat() for piece in pieces if isinstance(piece, Cells)][-1] == values


def test_readback_sees_a_changed_cell(rendered: Rendered) -> None:
    """The reader itself can tell documents apart: one digit changed anywhere is seen."""
    table = next(block for block in rendered.document.blocks() if isinstance(block, Table) and block.id == "t2")
    last = plain(table.grid.cells[-1].inlines)
    pieces = read_pdf(rendered.pdf, rendered.document, rendered.style)
    wide = next(piece for piece in pieces if isinstance(piece, Cells) and "明细科目1" in piece.flat())
    assert wide.flat()[-1] == last
    assert len(wide.flat()) == len(table.grid.cells)
