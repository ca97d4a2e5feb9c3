"""Tables: a header tree tiles its rows exactly, and a cell prints by the edition's rules of display."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.amount import Amount, Unit
from gen.build import Compiled
from gen.compose.table import Canvas, display_cell, header_cells
from gen.derive.figure import Derived, Figure
from gen.derive.selection import Measured
from gen.derive.spec import Column, Display
from gen.document import Table, plain

trees = st.recursive(st.just(()), lambda below: st.lists(below, min_size=1, max_size=4), max_leaves=12)


def paths(tree: object, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The paths of heads from the top to each leaf; names are unique among the children of one parent."""
    if not tree:
        return [path]
    return [leaf for number, below in enumerate(tree) for leaf in paths(below, (*path, f"列{number}"))]  # type: ignore[arg-type, var-annotated]


@given(st.lists(trees, min_size=1, max_size=4), st.integers(0, 5))
def test_a_header_tree_tiles_its_rows(forest: list[object], start: int) -> None:
    columns = paths(forest)
    depth = max(len(path) for path in columns)
    canvas = Canvas(names={}, attributes={})
    header_cells(canvas, columns, depth, start)
    covered = sorted(
        (row, column)
        for cell in canvas.cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for column in range(cell.column, cell.column + cell.colspan)
    )
    assert covered == [(row, start + column) for row in range(depth) for column in range(len(columns))]
    for number, path in enumerate(columns):
        above = [
            cell for cell in sorted(canvas.cells, key=lambda cell: cell.row) if cell.column <= start + number < cell.column + cell.colspan
        ]
        assert tuple(plain(cell.inlines) for cell in above) == path
        assert all(cell.header for cell in above)


def test_equal_neighbours_under_different_parents_do_not_merge() -> None:
    canvas = Canvas(names={}, attributes={})
    header_cells(canvas, [("甲", "小计", "一"), ("乙", "小计", "一")], 3, 0)
    assert [(plain(cell.inlines), cell.colspan) for cell in canvas.cells] == [
        (name, 1) for name in ("甲", "小计", "一", "乙", "小计", "一")
    ]


def cell(number: str, lines: int = 1) -> Measured:
    return Measured(
        figure=Figure(id="x", title="x", value=Amount.of(Decimal(number), Unit.WAN), unit="元", origin=Derived("合计", ())), lines=lines
    )


@pytest.mark.parametrize(
    ("found", "rules", "zero", "text"),
    [
        (cell("8367.3"), Display(), None, "8,367"),
        (cell("8367.5"), Display(), None, "8,368"),
        (cell("-12.5"), Display(), None, "-13"),
        (cell("0", 0), Display(), None, "0"),
        (cell("0", 0), Display(zero=""), None, ""),
        (cell("0", 0), Display(zero="—"), "", ""),
        (cell("0", 3), Display(zero="", present="0"), None, "0"),
        (cell("0.3"), Display(present="0"), None, "0"),
        (cell("0.3"), Display(present="…"), None, "…"),
        (cell("0.3"), Display(small="keep"), None, "0.3"),
        (cell("-0.25"), Display(small="keep"), None, "-0.25"),
        (cell("1.3"), Display(small="keep"), None, "1"),
        (cell("0.5"), Display(), None, "1"),
        (cell("8367.25"), Display(places=2), None, "8,367.25"),
        (cell("1.2"), Display(unit="元"), None, "12,000"),
    ],
)
def test_a_cell_prints_by_the_rules_of_its_table(found: Measured, rules: Display, zero: str | None, text: str) -> None:
    assert display_cell(found, Column(head=("总计",), zero=zero), rules) == text


@pytest.mark.parametrize(
    ("share", "places", "text"),
    [
        (Fraction(1), 2, "100%"),
        (Fraction(0), 2, "0.00%"),
        (Fraction(35758, 36758), 2, "97.28%"),
        (Fraction(1, 2), 0, "50%"),
        (Fraction(1, 8), 1, "12.5%"),
        (Fraction(1, 800), 2, "0.13%"),
    ],
)
def test_a_share_has_all_its_places_and_the_whole_has_none(share: Fraction, places: int, text: str) -> None:
    figure = Figure(id="x", title="x", value=share, unit="%", origin=Derived("占比", ()))
    column = Column(head=("占比",), share=True, places=places)
    assert display_cell(Measured(figure=figure, lines=1), column, Display(places=4, trim=True)) == text


def test_every_table_of_the_real_document_keeps_its_rows_together(baoan: Compiled) -> None:
    """Groups that should not be parted lie within the table, below its heads, and overlap only where one is part of the other."""
    assert baoan.composed is not None
    tables = [block for block in baoan.composed.document.blocks() if isinstance(block, Table)]
    assert len(tables) == 12
    for table in tables:
        assert all(table.head_rows <= first <= last < table.grid.rows for first, last in table.kept), table.id
        for (first, last), (start, end) in combinations(table.kept, 2):
            assert start > last or end < first or (first <= start and end <= last) or (start <= first and last <= end)
        assert all(cell.rowspan >= 1 and cell.colspan >= 1 for cell in table.grid.cells)
