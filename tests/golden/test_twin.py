"""Twin test on the real budgets: DOCX, PDF and text hold the same text, paragraph by paragraph and cell by cell."""

from __future__ import annotations

import pytest

from gen.document import Document, Table
from gen.read.load import departments, documents, years
from gen.render import text
from tests.conftest import Publish, Published
from tests.project import ROOT
from tests.readback import Cells, Piece, bare, expected, read_docx, read_pdf, run_together

BUDGETS = [
    (department, year)
    for department in departments(ROOT)
    for year in years(ROOT, department)
    if "budget" in documents(ROOT, department, year)[0]
]


@pytest.fixture(params=BUDGETS, ids="-".join)
def published(request: pytest.FixtureRequest, publish: Publish) -> Published:
    """Each budget in turn."""
    return publish(*request.param)


def document(published: Published) -> Document:
    found = next(each.composed for each in published.outcome.compiled if each.model and each.model.document == "budget")
    assert found is not None
    return found.document


def flat(pieces: list[Piece]) -> list[str]:
    return [part for piece in pieces for part in ([piece] if isinstance(piece, str) else piece.flat())]


def test_docx_holds_every_paragraph_and_cell(published: Published) -> None:
    found = read_docx(published.docx)
    assert sum(isinstance(piece, Cells) for piece in found) == sum(isinstance(block, Table) for block in document(published).blocks()) > 0
    assert found == expected(document(published))


def test_pdf_holds_every_paragraph_and_cell(published: Published) -> None:
    found, wanted = read_pdf(published.pdf, document(published), published.style), run_together(expected(document(published)))
    assert len(found) == len(wanted)
    for one, other in zip(found, wanted, strict=True):
        assert one == other or shared(one, other)


def shared(found: Piece, wanted: Piece) -> bool:
    """Whether a table holds the same characters: a row that is taller than what is left of a page comes back as two, cell by cell."""
    return (
        isinstance(found, Cells)
        and isinstance(wanted, Cells)
        and len(found.flat()) > len(wanted.flat())
        and sorted("".join(found.flat())) == sorted("".join(wanted.flat()))
    )


def test_dump_holds_every_paragraph_and_cell_in_order(published: Published) -> None:
    dumped = bare(text.dump(document(published)).replace("⏎", "").replace("\\|", "|"))
    position = 0
    for part in flat(expected(document(published))):
        position = dumped.find(part, position)
        assert position >= 0, part
        position += len(part)


def test_every_grid_is_tiled_exactly(published: Published) -> None:
    for table in (block for block in document(published).blocks() if isinstance(block, Table)):
        covered = [
            (row, column)
            for cell in table.grid.cells
            for row in range(cell.row, cell.row + cell.rowspan)
            for column in range(cell.column, cell.column + cell.colspan)
        ]
        assert sorted(covered) == [(row, column) for row in range(table.grid.rows) for column in range(table.grid.columns)], table.id
        assert len(table.widths) == table.grid.columns, table.id
