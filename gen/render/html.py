"""The HTML of a document: classes only, everything escaped; the PDF is this HTML, and so may a preview be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from gen.document import Cell, Document, Emphasis, Heading, Inline, LineBreak, ListBlock, Paragraph, Section, Table, TableOfContents
from gen.render import css, roles
from gen.render.parts import parts
from gen.render.style import StyleSheet


def render(document: Document, style: StyleSheet, faces: Mapping[str, str], *, justified: bool = False) -> str:
    """A whole HTML page. ``faces``: role -> URL of its font file; ``justified``: see :func:`gen.render.css.stylesheet`."""
    parts = [
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">',
        f"<title>{escape(document.title)}</title>",
        f'<meta name="author" content="{escape(document.author)}">',
        f"<style>\n{css.stylesheet(style, faces, justified=justified)}\n</style></head>\n<body>",
    ]
    for index, section in enumerate(document.sections):
        parts.append(f'<section class="{section.orientation.value}">')
        if document.watermark and index == 0:
            parts.append(f'<div class="watermark">{escape(document.watermark)}</div>')
        parts.extend(_section(section, document, style))
        parts.append("</section>")
    parts.append("</body></html>\n")
    return "\n".join(parts)


def _section(section: Section, document: Document, style: StyleSheet) -> Iterator[str]:
    for item in roles.placed(section):
        classes = item.style + (" new-page" if item.new_page else "") + (" kept" if item.kept else "")
        match item.block:
            case Heading():
                yield _heading(item.block, classes)
            case Paragraph(style="unit-line"):
                left, right = roles.split_line(item.block.inlines)
                yield f'<p class="{classes}"><span>{inline(left)}</span><span>{inline(right)}</span></p>'
            case Paragraph():
                yield f'<p class="{classes}">{inline(item.block.inlines)}</p>'
            case ListBlock():
                yield from (
                    f'<p class="{classes if number == 0 else item.style}">{inline(one)}</p>' for number, one in enumerate(item.block.items)
                )
            case Table():
                yield from _form(item.block, item.new_page, style)
            case TableOfContents():
                yield f'<nav class="contents{" new-page" if item.new_page else ""}">'
                for entry in roles.entries(document, item.block.depth):
                    yield f'<p class="{roles.entry_style(entry)}"><a href="#{escape(entry.anchor)}">{escape(entry.text)}</a></p>'
                yield "</nav>"


def _heading(block: Heading, classes: str) -> str:
    tag = f"h{block.level}"
    unlisted = "" if block.listed else " unlisted"
    label = escape(roles.one_line(block.inlines))
    return f'<{tag} class="{classes}{unlisted}" id="{escape(block.anchor)}" data-label="{label}">{inline(block.inlines)}</{tag}>'


def _form(table: Table, new_page: bool, style: StyleSheet) -> Iterator[str]:
    """The parts of a table; "goes-on" has no space below, "went-on" shares its upper rule with the part above.

    Of a table that comes again for each unit or project the PDF's bookmarks name which one this is.
    """
    made = parts(table)
    about = table.id.partition("/")[2].replace("/", " · ")
    for number, part in enumerate(made):
        first, last = number == 0, number == len(made) - 1
        names = {
            "dense": roles.is_dense(part, style),
            "new-page": new_page and first,
            "went-on": not first,
            "goes-on": not last,
            "kept": roles.keeps_next(part),
        }
        yield from _table(part, " ".join(name for name, true in names.items() if true), about if first else "", style)


def _table(table: Table, classes: str, about: str, style: StyleSheet) -> Iterator[str]:
    label = f' data-label="{escape(about)}"' if about else ""
    yield f'<table class="{classes}"{label}><colgroup>'
    whole = sum(table.widths)
    yield "".join(f'<col style="width: {width * 100 / whole:.3f}%">' for width in table.widths)
    yield "</colgroup>"
    kept, tall = roles.kept_rows(table, style), roles.tall_rows(table, style)
    names = {**dict.fromkeys(kept, "kept"), **dict.fromkeys(tall, "tall")}
    lines = [_row(cells, names.get(row, "")) for row, cells in enumerate(table.grid.by_row())]
    # An edge without height opens or closes, on each page, a cell that goes on over the page end.
    edge = f'<tr><td class="edge" colspan="{table.grid.columns}"></td></tr>'
    split = tall or any(cell.rowspan > 1 and cell.row >= table.head_rows for cell in table.grid.cells)
    if table.head_rows or split:
        yield "<thead>"
        yield from lines[: table.head_rows] or [edge]
        yield "</thead>"
    yield "<tbody>"
    yield from lines[table.head_rows :]
    yield "</tbody>"
    if split:
        yield f"<tfoot>{edge}</tfoot>"
    yield "</table>"


def _row(cells: tuple[Cell, ...], name: str) -> str:
    start = f'<tr class="{name}">' if name else "<tr>"
    return f"{start}{''.join(map(_cell, cells))}</tr>"


def _cell(cell: Cell) -> str:
    tag = "th" if cell.header else "td"
    spans = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    spans += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    indent = f" indent-{min(cell.indent, 8)}" if cell.indent else ""
    opened = (" open-above" if cell.open_above else "") + (" open-below" if cell.open_below else "")
    return f'<{tag} class="{roles.cell_style(cell)} {cell.align.value}{indent}{opened}"{spans}>{inline(cell.inlines)}</{tag}>'


def inline(inlines: tuple[Inline, ...]) -> str:
    """The HTML of ``inlines``, escaped."""
    parts = []
    for one in inlines:
        match one:
            case LineBreak():
                parts.append("<br>")
            case Emphasis():
                parts.append(f"<em>{inline(one.inlines)}</em>")
            case _:
                parts.append(escape(one.text))
    return "".join(parts)
