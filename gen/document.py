"""The document tree (文档树): what is on the page, in order, and nothing about how an engine draws it or what a budget is.

Blocks are Heading, Paragraph, ListBlock, Table, TableOfContents and PageBreak inside Sections; inlines are Text, FigureRef, DataText,
Emphasis and LineBreak. Spans of a table are resolved once, into a Grid; both backends only print it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from gen.findings import Place


@dataclass(frozen=True, slots=True)
class Text:
    """文字 that the edition wrote; ``place`` is in its template."""

    text: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class DataText:
    """数据文字: text that a person wrote as data; it prints as itself."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class FigureRef:
    """数字引用: the printed form of the figure with this id."""

    text: str
    figure: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """换行 inside a paragraph or cell."""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """强调: a run-in heading such as （一）人员支出 or 注：, set apart by its typeface."""

    inlines: tuple[Inline, ...]


Inline = Text | DataText | FigureRef | LineBreak | Emphasis


class Align(Enum):
    """Where the text of a cell stands; values are CSS's names."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Orientation(Enum):
    """纵向 / 横向."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """标题: level 1 is a part (第一部分), 2 a heading 一、 or a table's title, 3 a heading （一）. ``anchor`` is unique in the document.

    ``listed`` headings stand in the contents.
    """

    level: int
    inlines: tuple[Inline, ...]
    anchor: str
    listed: bool = True
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """段落. ``style`` is one of body (indented by two characters), title (centred, 小标宋), note (a small note under a table),

    unit-line (部门名称 left and 单位：万元 right, its two parts separated by a LineBreak that backends turn into a tab to the right edge).
    """

    inlines: tuple[Inline, ...]
    style: str = "body"
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListBlock:
    """列表: one paragraph an item, its number already in its text (so that both formats number alike)."""

    items: tuple[tuple[Inline, ...], ...]
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """单元格 of a Grid. ``indent`` is the depth of a row label in the tree, in characters. ``header`` cells are column heads or row heads of a form.

    No rule parts a cell that is ``open_below`` from the one under it, which is ``open_above``: they look like one.
    """

    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    inlines: tuple[Inline, ...] = ()
    align: Align = Align.LEFT
    indent: int = 0
    header: bool = False
    open_above: bool = False
    open_below: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """网格: ``rows`` × ``columns`` tiled exactly by ``cells``, which are in reading order."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]

    def by_row(self) -> tuple[tuple[Cell, ...], ...]:
        """The cells that begin in each row, left to right."""
        lines: list[list[Cell]] = [[] for _ in range(self.rows)]
        for cell in self.cells:
            lines[cell.row].append(cell)
        return tuple(tuple(line) for line in lines)


@dataclass(frozen=True, slots=True)
class Stretch:
    """段: the rows from ``first`` to ``last``; the first ``heads`` of them are column heads, which repeat on each page that these rows reach."""

    first: int
    last: int
    heads: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """表格. ``widths`` are shares of the type area, one per grid column; the first ``head_rows`` rows repeat on each page.

    ``kept`` groups are (first row, last row) that should not be parted by a page break. ``caption`` is the table's title as plain text.
    ``stretches`` of a form without ``head_rows`` have column heads of their own; they stand in order and no cell reaches into or out of one.
    """

    id: str
    caption: str
    grid: Grid
    widths: tuple[int, ...]
    head_rows: int
    kept: tuple[tuple[int, int], ...] = ()
    stretches: tuple[Stretch, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOfContents:
    """目录 of all listed headings up to ``depth``, with page numbers."""

    depth: int
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class PageBreak:
    """分页."""


Block = Heading | Paragraph | ListBlock | Table | TableOfContents | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """节: pages of one orientation; it begins a new page."""

    blocks: tuple[Block, ...]
    orientation: Orientation = Orientation.PORTRAIT


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """文档: title and author are the metadata of the files; ``watermark`` is printed across each page of a draft ("" = none)."""

    title: str
    author: str
    sections: tuple[Section, ...]
    watermark: str = ""

    def blocks(self) -> Iterator[Block]:
        """All blocks in reading order."""
        for section in self.sections:
            yield from section.blocks


def on_lines(lines: Iterable[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    """The inlines of several lines, with a LineBreak between each two."""
    found: list[Inline] = []
    for number, line in enumerate(lines):
        found += [LineBreak(), *line] if number else line
    return tuple(found)


def plain(inlines: tuple[Inline, ...]) -> str:
    """The text of ``inlines`` as a reader sees it; a LineBreak is a newline."""
    parts = []
    for inline in inlines:
        match inline:
            case Text() | DataText() | FigureRef():
                parts.append(inline.text)
            case Emphasis():
                parts.append(plain(inline.inlines))
            case LineBreak():
                parts.append("\n")
    return "".join(parts)


def leaves(inlines: tuple[Inline, ...]) -> Iterator[Text | DataText | FigureRef]:
    """The inlines that carry text, in order, out of any emphasis."""
    for inline in inlines:
        if isinstance(inline, Emphasis):
            yield from leaves(inline.inlines)
        elif not isinstance(inline, LineBreak):
            yield inline


def texts(block: Block) -> Iterator[tuple[Inline, ...]]:
    """Each run of inlines of a block: its paragraph, its items or its cells."""
    match block:
        case Heading() | Paragraph():
            yield block.inlines
        case ListBlock():
            yield from block.items
        case Table():
            for cell in block.grid.cells:
                yield cell.inlines
