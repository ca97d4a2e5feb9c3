"""What both backends and the font check must decide alike: the style of each block, page breaks, the contents, rows to keep together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gen.document import (
    Block,
    Cell,
    DataText,
    Document,
    Emphasis,
    FigureRef,
    Heading,
    Inline,
    LineBreak,
    ListBlock,
    PageBreak,
    Paragraph,
    Section,
    Table,
    TableOfContents,
    Text,
    plain,
)
from gen.render.style import StyleSheet, TextStyle


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with the name of its text style; ``new_page`` blocks begin a page, ``kept`` ones stay on the page of the next block."""

    block: Heading | Paragraph | ListBlock | Table | TableOfContents
    style: str
    new_page: bool = False
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """目录项: one line of the contents."""

    level: int
    text: str
    anchor: str


def placed(section: Section) -> Iterator[Placed]:
    """The printable blocks of a section; a PageBreak becomes a property of the block that follows it (none follows: it says nothing)."""
    new_page = False
    for index, block in enumerate(section.blocks):
        if isinstance(block, PageBreak):
            new_page = True
            continue
        style = style_of(block, section.blocks[index + 1 :])
        leads = isinstance(block, Paragraph) and plain(block.inlines).endswith("：")
        yield Placed(block, style, new_page, isinstance(block, Heading) or style == "unit-line" or leads)
        new_page = False


def style_of(block: Block, following: Sequence[Block]) -> str:
    """The name of the text style of a block; a level 2 heading right above a table (a unit line may part them) is the table's title."""
    match block:
        case Heading(level=2) if _table_follows(following):
            return "table-title"
        case Heading():
            return f"heading-{block.level}"
        case Paragraph():
            return block.style
        case Table():
            return "cell"
        case TableOfContents():
            return "contents-1"
        case _:
            return "body"


def _table_follows(following: Sequence[Block]) -> bool:
    for block in following:
        if isinstance(block, Table):
            return True
        if not (isinstance(block, Paragraph) and block.style == "unit-line"):
            return False
    return False


def one_line(inlines: tuple[Inline, ...]) -> str:
    """The text of ``inlines`` with each LineBreak as a space: a contents entry or bookmark."""
    return plain(inlines).replace("\n", " ")


def entries(document: Document, depth: int) -> tuple[Entry, ...]:
    """The lines of the contents, in reading order."""
    return tuple(
        Entry(block.level, one_line(block.inlines), block.anchor)
        for block in document.blocks()
        if isinstance(block, Heading) and block.listed and block.level <= depth
    )


def entry_style(entry: Entry) -> str:
    """The text style of a contents line."""
    return f"contents-{min(entry.level, 2)}"


def cell_style(cell: Cell) -> str:
    """The text style of a cell."""
    return "head" if cell.header else "cell"


def is_dense(table: Table, style: StyleSheet) -> bool:
    """Whether a table has so many columns that it is set in the small size."""
    return table.grid.columns >= style.table.dense_columns


def split_line(inlines: tuple[Inline, ...]) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    """The left and the right part of a unit line: what stands before and after its LineBreak; without one all of it stands right."""
    for index, inline in enumerate(inlines):
        if isinstance(inline, LineBreak):
            return inlines[:index], inlines[index + 1 :]
    return (), inlines


#: The most lines of text that are kept on one page. WeasyPrint drops the head of a table where it cannot keep rows together as told, so a
#: group must fit on any page, below any head, even where its height is estimated too low.
LONGEST_GROUP = 15


def kept_rows(table: Table, style: StyleSheet) -> frozenset[int]:
    """The body rows that no page break should part from the next row: all but the last of a ``kept`` group or of the rows that a cell spans.

    Only groups of at most LONGEST_GROUP lines count, also where they overlap; longer ones may go on over a page end.
    """
    heights = row_lines(table, style)
    spans = {(cell.row, cell.row + cell.rowspan - 1) for cell in table.grid.cells if cell.rowspan > 1 and cell.row >= table.head_rows}
    groups: list[tuple[int, int]] = []
    for first, last in sorted(spans.union(table.kept)):
        overlaps = groups and first <= groups[-1][1]
        start, end = (groups[-1][0], max(last, groups[-1][1])) if overlaps else (first, last)
        if sum(heights[start : end + 1]) <= LONGEST_GROUP:
            groups[-1 if overlaps else len(groups) :] = [(start, end)]
    return frozenset(row for first, last in groups for row in range(first, last))


def keeps_next(part: Table) -> bool:
    """Whether no page break should part a part of a form from the next one."""
    return any(last == part.grid.rows for _, last in part.kept)


def tall_rows(table: Table, style: StyleSheet) -> frozenset[int]:
    """The rows that may themselves go on over a page end, since a page might not hold them."""
    most = tallest_row(style)
    return frozenset(row for row, lines in enumerate(row_lines(table, style)) if lines > most)


def tallest_row(style: StyleSheet) -> int:
    """The most lines of a row that stays whole: two thirds of a landscape page, the lower one; the rest is for heads and for estimates too low."""
    look = style.text["cell"]
    return int(float(style.page.text_width) * 72 / 25.4 / float(look.leading or look.size * 2) * 2 / 3)


def row_lines(table: Table, style: StyleSheet) -> list[int]:
    """About how many lines of text each row is high, on the narrower of the two kinds of page."""
    size = style.table.dense_size if is_dense(table, style) else style.text["cell"].size
    line = float(style.page.text_width) * 72 / 25.4 / float(size)
    heights = [1] * table.grid.rows
    for cell in table.grid.cells:
        share = sum(table.widths[cell.column : cell.column + cell.colspan]) / sum(table.widths)
        room = max(1.0, line * share - 2 * float(style.table.padding_x) / float(size) - cell.indent)
        wide = sum(0.5 if character.isascii() else 1.0 for character in plain(cell.inlines))
        lines = int(wide / room) + 1 + plain(cell.inlines).count("\n")
        if cell.rowspan == 1:
            heights[cell.row] = max(heights[cell.row], lines)
        else:
            # What a cell needs beyond the rows it spans falls to the last of them.
            spanned = sum(heights[cell.row : cell.row + cell.rowspan])
            heights[cell.row + cell.rowspan - 1] += max(0, lines - spanned)
    return heights


def fonts_of(
    inlines: tuple[Inline, ...], style: TextStyle, *, emphasised: bool = False
) -> Iterator[tuple[Text | DataText | FigureRef, str]]:
    """Each inline that carries text, with the role of the font it is set in."""
    for inline in inlines:
        if isinstance(inline, Emphasis):
            yield from fonts_of(inline.inlines, style, emphasised=True)
        elif not isinstance(inline, LineBreak):
            yield inline, style.emphasis if emphasised else style.font
