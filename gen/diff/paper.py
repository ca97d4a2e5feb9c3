"""The published document as a reader meets it (纸面): lines and table cells, each with where it stands, ready to be held against another.

What has no words but can be seen (widths, alignment, levels, emphasis) is kept as ``look``, so that a change of it is not taken for none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from gen.amount import Amount, Unit
from gen.compose.assemble import Composed
from gen.compose.edition import Edition
from gen.derive.figure import Controlled, Written
from gen.diff.marks import sentences
from gen.document import Cell, Emphasis, FigureRef, Heading, Inline, ListBlock, PageBreak, Paragraph, Table, TableOfContents, leaves
from gen.provenance import by_id, value_text
from gen.render.text import line

#: A longer text beside a figure says what is done with it, and does not name its row.
_NAME = 30


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure where it is printed: its form and its id."""

    text: str
    figure: str


@dataclass(frozen=True, slots=True)
class Line:
    """One heading, paragraph or item of a list (kind says which), below the headings ``where``."""

    kind: str
    where: tuple[str, ...]
    text: str
    printed: tuple[Printed, ...]
    look: Any

    @property
    def sentences(self) -> list[str]:
        """The sentences of the line."""
        return sentences(self.text)


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell: its text, the label of its row (to its left), the heads of its column, its figures."""

    text: str
    label: str
    head: str
    printed: tuple[Printed, ...]
    column: int


@dataclass(frozen=True, slots=True)
class RowView:
    """One row: its cells in order, and the words by which it is known again (those of its cells without a figure)."""

    slots: tuple[Slot, ...]
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """The row as one line."""
        return " │ ".join(slot.text for slot in self.slots if slot.text)


@dataclass(frozen=True, slots=True)
class TableView:
    """One table below the headings ``where``; ``look`` is all of it that has no words."""

    id: str
    caption: str
    where: tuple[str, ...]
    heads: tuple[RowView, ...]
    rows: tuple[RowView, ...]
    look: Any


@dataclass(frozen=True, slots=True)
class FigureView:
    """A printed figure: what it is, its exact value, its unit as the page has it; ``yuan`` is what it is in money, None for what is no money."""

    title: str
    exact: str
    unit: str
    yuan: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document: its title, lines and tables in reading order, and the figures that it prints, by id.

    ``unexplained`` are the changes that it words without a cause, ``attached`` what figures.json says of every amount that was written:
    (its title, exact value, basis) and how often.
    """

    title: str
    blocks: tuple[Line | TableView, ...]
    figures: Mapping[str, FigureView]
    unexplained: frozenset[str]
    attached: Mapping[tuple[str, str, str], int]
    look: Any


def paper(composed: Composed, edition: Edition) -> Paper:
    """The document of a compilation as a reader meets it."""
    document = composed.document
    blocks: list[Line | TableView] = []
    frame: list[Any] = [document.author, document.watermark]
    where: list[str] = ["", "", ""]
    for section in document.sections:
        frame.append(section.orientation)
        for block in section.blocks:
            if isinstance(block, Heading):
                where[block.level - 1 :] = [line(block.inlines)] + [""] * (3 - block.level)
            above = tuple(name for name in where if name)
            if isinstance(block, Table):
                blocks.append(_table(block, above))
            elif isinstance(block, PageBreak | TableOfContents):
                frame.append((len(blocks), type(block).__name__, getattr(block, "depth", 0)))
            else:
                blocks.extend(_lines(block, above))
    unit = Unit(edition.unit).value
    figures = {
        id: FigureView(
            figure.title,
            value_text(figure),
            unit if figure.unit == Unit.YUAN.value else "" if figure.unit == "%" else figure.unit,
            figure.value.yuan if isinstance(figure.value, Amount) else None,
        )
        for id, figure in composed.figures.items()
    }
    unexplained = frozenset(each.name for each in composed.unexplained)
    return Paper(
        title=document.title,
        blocks=tuple(blocks),
        figures=figures,
        unexplained=unexplained,
        attached=Counter(_attached(composed)),
        look=tuple(frame),
    )


def _attached(composed: Composed) -> Iterator[tuple[str, str, str]]:
    for figure in by_id(composed.figures.values()).values():
        if isinstance(figure.origin, Written | Controlled):
            yield figure.title, value_text(figure), figure.origin.basis


def _lines(block: Heading | Paragraph | ListBlock, where: tuple[str, ...]) -> Iterator[Line]:
    match block:
        case Heading():
            yield _line("标题", where[:-1], block.inlines, (block.level, block.listed))
        case Paragraph():
            yield _line("段落", where, block.inlines, block.style)
        case ListBlock():
            for item in block.items:
                yield _line("条目", where, item, "")


def _line(kind: str, where: tuple[str, ...], inlines: tuple[Inline, ...], look: object) -> Line:
    return Line(kind, where, line(inlines), _printed(inlines), (look, _emphasis(inlines)))


def _printed(inlines: tuple[Inline, ...]) -> tuple[Printed, ...]:
    return tuple(Printed(inline.text, inline.figure) for inline in leaves(inlines) if isinstance(inline, FigureRef))


def _emphasis(inlines: tuple[Inline, ...]) -> tuple[bool, ...]:
    """Which of the pieces are set apart."""
    return tuple(isinstance(inline, Emphasis) for inline in inlines) if any(isinstance(inline, Emphasis) for inline in inlines) else ()


def _table(table: Table, where: tuple[str, ...]) -> TableView:
    cells = table.grid.by_row()
    over = _spread(table)
    heads = table.head_rows
    rows = [_row(row, over, heads) for row in cells]
    look = (
        table.widths,
        heads,
        table.kept,
        table.stretches,
        tuple((cell.row, cell.column, cell.rowspan, cell.colspan, cell.align, cell.indent, cell.header) for cell in table.grid.cells),
    )
    return TableView(table.id, table.caption, where, tuple(rows[:heads]), tuple(rows[heads:]), look)


def _spread(table: Table) -> list[list[Cell]]:
    """The cell that covers each slot of the grid."""
    grid = table.grid
    over: list[list[Any]] = [[None] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            over[row][cell.column : cell.column + cell.colspan] = [cell] * cell.colspan
    return over


def _row(cells: tuple[Cell, ...], over: list[list[Cell]], heads: int) -> RowView:
    slots = []
    for cell in cells:
        head = "·".join(name for name in dict.fromkeys(_heads(cell, over, heads)) if name)
        slots.append(Slot(_text(cell), _label(cell, over), head, _printed(cell.inlines), cell.column))
    return RowView(tuple(slots), tuple(slot.text for slot in slots if not slot.printed))


def _heads(cell: Cell, over: list[list[Cell]], heads: int) -> Iterator[str]:
    """The words above a cell that say what its column is: the head rows of a table, the nearest head in a form."""
    for row in range(min(heads, cell.row)):
        yield _text(over[row][cell.column])
    if not heads and _printed(cell.inlines):
        above = (over[row][cell.column] for row in range(cell.row - 1, -1, -1))
        yield next((_text(near) for near in above if near.header and not _printed(near.inlines)), "")


def _label(cell: Cell, over: list[list[Cell]]) -> str:
    """What stands nearest to the left of a cell, is no figure and is short enough to name a row; its own words where nothing does."""
    left = dict.fromkeys(near for near in over[cell.row][: cell.column][::-1] if not _printed(near.inlines))
    named = [text for near in left if (text := _text(near))]
    return next((text for text in named if len(text) <= _NAME), named[-1] if named else "" if _printed(cell.inlines) else _text(cell))


def _text(cell: Cell) -> str:
    return line(cell.inlines).strip()


def renamed(old: Paper, names: Mapping[str, str], units: Mapping[str, str]) -> Paper:
    """The document with the ids of its figures as they would be if its projects (old name: new name) and ``units`` (old slug: new slug) already
    went under their new names."""
    if not names and not units:
        return old
    pattern = re.compile(rf"(?<=/)({'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?=[/.]|$)") if names else None

    def id_now(id: str) -> str:
        slug, below, rest = id.partition("/")
        id = f"{units.get(slug, slug)}{below}{rest}" if below else id
        return pattern.sub(lambda match: names[match[1]], id) if pattern else id

    def forms(found: tuple[Printed, ...]) -> tuple[Printed, ...]:
        return tuple(Printed(each.text, id_now(each.figure)) for each in found)

    def rows(found: tuple[RowView, ...]) -> tuple[RowView, ...]:
        return tuple(replace(row, slots=tuple(replace(slot, printed=forms(slot.printed)) for slot in row.slots)) for row in found)

    blocks = tuple(
        replace(block, printed=forms(block.printed))
        if isinstance(block, Line)
        else replace(block, id=id_now(block.id), heads=rows(block.heads), rows=rows(block.rows))
        for block in old.blocks
    )
    return replace(old, blocks=blocks, figures={id_now(id): figure for id, figure in old.figures.items()})
