"""Tables (表): the rows of a pivot become a Grid, each cell displayed once by the edition's rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from gen.amount import Amount, Unit, display, round_half_up
from gen.compose.printer import Blank
from gen.compose.quotes import Quotes
from gen.compose.tablespec import TableSpec
from gen.derive.figure import Figure, as_fine_as
from gen.derive.parts import LEVELS
from gen.derive.pivot import DataRow, DataSide, Member
from gen.derive.selection import Measured
from gen.derive.spec import Column, Display
from gen.document import Align, Cell, DataText, FigureRef, Grid, Inline, Table, Text
from gen.model.shape import Sourced

T = TypeVar("T")

#: Texts about members by the name of the attribute, then by unit and member: 主要内容 of tasks, 绩效目标 of projects.
Attributes = Mapping[str, Mapping[tuple[str, str], Sourced[str]]]


#: What a cell prints for an amount that no source gives.
UNKNOWN = "未知"


@dataclass(slots=True)
class Canvas:
    """Cells of a grid in the making, the figures that they print, the names that head texts may mention ({年度}), what texts may quote, and
    the texts that were looked for in vain.
    """

    names: Mapping[str, str]
    attributes: Attributes
    quotes: Quotes = field(default_factory=Quotes)
    blanks: dict[str, Blank] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)
    covered: set[tuple[int, int]] = field(default_factory=set)

    def named(self, text: str) -> str:
        """``text`` with the names in braces replaced."""
        return named(text, self.names)

    def grid(self, rows: int, columns: int) -> Grid:
        """The finished grid, cells in reading order."""
        return Grid(rows=rows, columns=columns, cells=tuple(sorted(self.cells, key=lambda cell: (cell.row, cell.column))))


def named(text: str, names: Mapping[str, str]) -> str:
    """``text`` with the names in braces replaced."""
    for name, value in names.items():
        text = text.replace("{" + name + "}", value)
    return text


def rows_sharing(rows: Sequence[T], index: int, key: Callable[[T], object]) -> int:
    """How many rows from ``index`` on share its key: what a cell beside them spans; 0 where the row above shares it already."""
    if index and key(rows[index - 1]) == key(rows[index]):
        return 0
    height = 1
    while index + height < len(rows) and key(rows[index + height]) == key(rows[index]):
        height += 1
    return height


def compose_table(spec: TableSpec, sides: Sequence[DataSide], canvas: Canvas) -> Table:
    """A table of one or two sides: the header tree, the rows, and the foot rows side by side at the bottom."""
    heads = [_heads(side) for side in sides]
    depth = max(len(path) for paths in heads for path in paths)
    body = max(len(side.rows) for side in sides)
    foot = max(len(side.foot) for side in sides)
    start = 0
    for side, paths in zip(sides, heads, strict=True):
        header_cells(canvas, [tuple(canvas.named(head) for head in path) for path in paths], depth, start)
        for row, data in enumerate(side.rows):
            row_cells(canvas, side, data, depth + row, start, spec.display)
        # A shorter foot stands at the bottom too, so that the totals of both sides are beside each other.
        below = depth + body + foot - len(side.foot)
        _blank_rows(canvas, depth + len(side.rows), below, start, len(paths))
        for row, data in enumerate(side.foot):
            row_cells(canvas, side, data, below + row, start, spec.display)
        start += len(paths)
    rows = depth + body + foot
    return Table(
        id=spec.id,
        caption=spec.title,
        grid=canvas.grid(rows, start),
        widths=spec.widths,
        head_rows=depth,
        kept=((rows - foot, rows - 1),) if foot else (),
        place=spec.place,
    )


def _heads(side: DataSide) -> list[tuple[str, ...]]:
    return [stub.head for stub in side.spec.stubs] + [column.head for column in side.spec.columns]


def header_cells(canvas: Canvas, paths: Sequence[tuple[str, ...]], depth: int, start: int) -> None:
    """The header tree: equal neighbours under the same parent merge, the last head of a path reaches down to the bottom."""
    taken: set[tuple[int, int]] = set()
    for column, path in enumerate(paths):
        for row, head in enumerate(path):
            if (row, column) in taken:
                continue
            last = row == len(path) - 1
            width = 1 if last else _run(paths, column, row)
            height = depth - row if last else 1
            taken |= {(row + down, column + right) for down in range(height) for right in range(width)}
            canvas.cells.append(
                Cell(
                    row=row,
                    column=start + column,
                    rowspan=height,
                    colspan=width,
                    inlines=(Text(head),),
                    align=Align.CENTER,
                    header=True,
                )
            )


def _run(paths: Sequence[tuple[str, ...]], column: int, row: int) -> int:
    """How many columns from ``column`` on share the path down to ``row`` and go deeper."""
    wanted = paths[column][: row + 1]
    width = 1
    while column + width < len(paths) and len(paths[column + width]) > row + 1 and paths[column + width][: row + 1] == wanted:
        width += 1
    return width


def row_cells(canvas: Canvas, side: DataSide, row: DataRow, at: int, start: int, rules: Display, spans: Sequence[int] = ()) -> None:
    """One row of a pivot: its stub cells, then its figures and texts; ``spans`` lay the columns over more than one grid column."""
    widths = list(spans) or [1] * (len(side.spec.stubs) + len(side.spec.columns))
    merged = {stub: (member, rows) for stub, member, rows in row.spans}
    at_column = start
    for stub, width in zip(side.spec.stubs, widths, strict=False):
        if stub.key in merged:
            member, rows = merged[stub.key]
            label = _label(member.label, member, canvas)
            canvas.cells.append(Cell(row=at, column=at_column, rowspan=rows, colspan=width, inlines=label))
            canvas.covered |= {(at + down, at_column) for down in range(1, rows)}
        elif (at, at_column) not in canvas.covered:
            canvas.cells.append(_stub_cell(canvas, row, stub.key, at, at_column, width))
        at_column += width
    for column, cell, width in zip(side.spec.columns, row.cells, widths[len(side.spec.stubs) :], strict=True):
        canvas.cells.append(_value_cell(canvas, column, cell, row, at, at_column, width, rules))
        at_column += width


def _stub_cell(canvas: Canvas, row: DataRow, key: str, at: int, column: int, width: int) -> Cell:
    inlines: tuple[Inline, ...] = ()
    indent, align = 0, Align.LEFT
    if key == row.block.stub:
        inlines = (*((Text(row.number),) if row.number else ()), *_label(row.member.label, row.member, canvas))
        indent = row.block.indent if row.block.indent >= 0 else row.depth
        align = Align.CENTER if row.block.centered else Align.LEFT
    elif key in row.block.code_stub and row.member.place is not None:
        code = code_levels(row.member.code, row.block.code_stub).get(key)
        inlines = (DataText(code, row.member.place),) if code else ()
    return Cell(row=at, column=column, colspan=width, inlines=inlines, align=align, indent=indent)


def code_levels(code: str, stubs: Sequence[str]) -> Mapping[str, str]:
    """What each column of a code takes: one column the whole code, several its levels, those that the code goes down to.

    >>> code_levels("2080109", ["a"]), code_levels("20801", ["a", "b", "c"])
    ({'a': '2080109'}, {'a': '208', 'b': '01'})
    """
    if len(stubs) == 1:
        return {stubs[0]: code}
    levels = (code[start:end] for start, end in zip((0, *LEVELS.values()), LEVELS.values(), strict=False))
    return {stub: level for stub, level in zip(stubs, levels, strict=False) if level}


def _label(label: str, member: Member, canvas: Canvas) -> tuple[Inline, ...]:
    return (DataText(label, member.place),) if member.place else (Text(canvas.named(label)),)


def _value_cell(
    canvas: Canvas, column: Column, cell: Measured | None, row: DataRow, at: int, start: int, width: int, rules: Display
) -> Cell:
    if cell is None:
        texts = canvas.attributes.get(column.attr, {})
        text = texts.get((row.unit, row.member.value)) or texts.get(("", row.member.value))
        return Cell(row=at, column=start, colspan=width, inlines=(DataText(text.value, text.place),) if text else ())
    if not cell.known:
        return Cell(row=at, column=start, colspan=width, inlines=(Text(UNKNOWN),), align=Align.RIGHT)
    cell = shown_from(cell, column, rules)
    canvas.figures[cell.figure.id] = cell.figure
    shown = display_cell(cell, column, rules if row.block.zero is None else replace(rules, zero=row.block.zero))
    inlines: tuple[Inline, ...] = (FigureRef(shown, cell.figure.id),) if shown else ()
    if column.lead and shown:
        return Cell(row=at, column=start, colspan=width, inlines=(Text(column.lead), *inlines), align=Align.CENTER)
    return Cell(row=at, column=start, colspan=width, inlines=inlines, align=Align.RIGHT)


def shown_from(cell: Measured, column: Column, rules: Display) -> Measured:
    """The cell with the figure that can be shown with all its places."""
    places = rules.places if column.places is None else column.places
    return replace(cell, figure=as_fine_as(cell.figure, Amount.of(Decimal(1).scaleb(-places), Unit(rules.unit))))


def display_cell(cell: Measured, column: Column, rules: Display) -> str:
    """A figure as its cell prints it, rounded once: ``zero`` without lines, ``present`` where lines round to 0, small ones in full if kept.

    Where the table says neither, 0 prints with the decimals of its column.
    """
    places = rules.places if column.places is None else column.places
    if isinstance(cell.figure.value, Fraction):
        return show_share(cell.figure.value, places, trim=column.trim)
    number = cell.figure.amount.to(Unit(rules.unit))
    if not number:
        said = (column.zero, rules.present if cell.lines else rules.zero)
        return next((text for text in said if text is not None), display(Decimal(0), places, trim=rules.trim))
    if rules.small == "keep" and abs(number) < 1:
        return display(number, 4, trim=True)
    if not round_half_up(number, places):
        return display(Decimal(0), places, trim=rules.trim) if rules.present is None else rules.present
    return display(number, places, grouped=rules.grouped, trim=rules.trim)


def show_share(share: Fraction, places: int, *, trim: bool = False) -> str:
    """A share as forms print it: the whole as 100%, any other with all its places, or without zeros at the end."""
    return "100%" if share == 1 else f"{display(share * 100, places, trim=trim)}%"


def _blank_rows(canvas: Canvas, first: int, end: int, start: int, columns: int) -> None:
    for row in range(first, end):
        for column in range(start, start + columns):
            canvas.cells.append(Cell(row=row, column=column))


def leaf_rows(side: DataSide) -> Iterator[DataRow]:
    """The rows of a side that add up to its total: printed leaves of body and foot, no totals."""
    yield from (row for row in (*side.rows, *side.foot) if row.leaf and not row.block.total)
