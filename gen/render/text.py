"""The text dump (文本) of a document: one block a line, one table row a line; what tests and reviewers compare.

``#`` marks a heading by its level, ``¶`` a paragraph, ``-`` a list item, ``▦`` a table, ``‖`` a head row, ``|`` a row; in a row ``←`` and ``↑``
stand where a cell to the left or above reaches, ``⏎`` is a line break. With ``figures``, ``{ }`` is an emphasis and ``⟦8,367⟧(id)`` a figure.
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.document import (
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
)
from gen.render import roles


def dump(document: Document, *, figures: bool = False) -> str:
    """The whole document as lines of text, each ended by a newline."""
    lines = [f"标题 {document.title}", f"作者 {document.author}"]
    if document.watermark:
        lines.append(f"水印 {document.watermark}")
    for section in document.sections:
        lines.extend(_section(section, document, figures))
    return "\n".join(lines) + "\n"


def _section(section: Section, document: Document, figures: bool) -> Iterator[str]:
    yield ""
    yield f"==== {section.orientation.value}"
    for block in section.blocks:
        match block:
            case Heading():
                listed = "" if block.listed else " 不入目录"
                yield f"{'#' * block.level} {line(block.inlines, figures)} [{block.anchor}{listed}]"
            case Paragraph():
                style = "" if block.style == "body" else f"[{block.style}] "
                yield f"¶ {style}{line(block.inlines, figures)}"
            case ListBlock():
                yield from (f"- {line(item, figures)}" for item in block.items)
            case Table():
                yield from _table(block, figures)
            case TableOfContents():
                yield f"目录 depth={block.depth}"
                yield from (f"  {'  ' * (entry.level - 1)}{entry.text}" for entry in roles.entries(document, block.depth))
            case PageBreak():
                yield "---- 分页"


def _table(table: Table, figures: bool) -> Iterator[str]:
    grid = table.grid
    slots = [["" for _ in range(grid.columns)] for _ in range(grid.rows)]
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            for column in range(cell.column, cell.column + cell.colspan):
                slots[row][column] = "←" if row == cell.row else "↑"
        indent = "　" * cell.indent
        slots[cell.row][cell.column] = indent + line(cell.inlines, figures).replace("|", "\\|")
    yield f"▦ {table.caption} [{table.id}] {grid.rows}×{grid.columns}"
    for index, row_slots in enumerate(slots):
        mark = "‖" if index < table.head_rows else "|"
        yield f"{mark} {' | '.join(row_slots)}".rstrip()


def line(inlines: tuple[Inline, ...], figures: bool = False) -> str:
    """``inlines`` on one line, with marks where ``figures`` asks for them."""
    parts = []
    for inline in inlines:
        match inline:
            case LineBreak():
                parts.append("⏎")
            case Emphasis():
                inner = line(inline.inlines, figures)
                parts.append(f"{{{inner}}}" if figures else inner)
            case FigureRef() if figures:
                parts.append(f"⟦{inline.text}⟧({inline.figure})")
            case _:
                parts.append(inline.text)
    return "".join(parts)
