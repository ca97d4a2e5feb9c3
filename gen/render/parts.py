"""A table as both backends print it: a form in parts, each a table of its own, so that its column heads repeat on every page it reaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gen.document import Cell, Grid, Stretch, Table


def parts(table: Table) -> tuple[Table, ...]:
    """The tables that stand below each other, flush, to make ``table``: one for each stretch and one for the rows between two of them."""
    if not table.stretches:
        return (table,)
    return tuple(_part(table, stretch) for stretch in _tiled(table))


def _tiled(table: Table) -> Iterator[Stretch]:
    """Stretches that hold every row of the table; those that it does not name have no heads."""
    row = 0
    for stretch in table.stretches:
        if row < stretch.first:
            yield Stretch(row, stretch.first - 1, 0)
        yield stretch
        row = stretch.last + 1
    if row < table.grid.rows:
        yield Stretch(row, table.grid.rows - 1, 0)


def _part(table: Table, stretch: Stretch) -> Table:
    heads, rows = stretch.heads, stretch.last - stretch.first + 1
    within = (replace(cell, row=cell.row - stretch.first) for cell in table.grid.cells if stretch.first <= cell.row <= stretch.last)
    cells = sorted((piece for cell in within for piece in _cut(cell, heads)), key=lambda cell: (cell.row, cell.column))
    # Heads need no keeping: no engine leaves them alone at a page end. A group that reaches past the part keeps it with the next.
    kept = ((max(first - stretch.first, heads), min(last - stretch.first, rows)) for first, last in table.kept)
    return replace(
        table,
        grid=Grid(rows=rows, columns=table.grid.columns, cells=tuple(cells)),
        head_rows=heads,
        kept=tuple((first, last) for first, last in kept if first < last),
        stretches=(),
    )


def _cut(cell: Cell, heads: int) -> tuple[Cell, ...]:
    """A cell that reaches out of the head rows as two, its text in the lower one: rows that a cell leaves cannot be repeated."""
    if not cell.row < heads < cell.row + cell.rowspan:
        return (cell,)
    above = heads - cell.row
    upper = replace(cell, rowspan=above, inlines=(), open_below=True)
    return upper, replace(cell, row=heads, rowspan=cell.rowspan - above, open_above=True)
