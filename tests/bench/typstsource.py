"""A block tree as Typst source: the same texts, tables, pages and type, in Typst's own markup.

What is not the same: lines end by Typst's own rules, and the page numbers of landscape pages are not turned with the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from gen.document import (
    Cell,
    Emphasis,
    Heading,
    Inline,
    LineBreak,
    ListBlock,
    Orientation,
    Paragraph,
    Section,
    Table,
    TableOfContents,
)
from gen.render import css, roles
from gen.render.style import Page, StyleSheet, TextStyle
from tests.bench.subjects import Content
from tests.libreoffice import family

_POINTS_PER_MM = Decimal(72) / Decimal("25.4")
#: From which weight of a font file on Typst must be asked for its bold face.
_BOLD = 600
_PRELUDE = """\
#set document(date: none)
#set text(lang: "zh", region: "cn", top-edge: 0.8em, bottom-edge: -0.2em)
#show heading: it => it.body
#let number() = context {
  let page = here().page()
  align(if calc.odd(page) { right } else { left }, "— " + str(page) + " —")
}"""


def source(content: Content) -> str:
    """The whole document as one Typst file."""
    looks = {role: _font(path) for role, path in content.faces.files.items()}
    return "\n".join((_PRELUDE, *_styles(content.sheet, looks), *_body(content, looks), ""))


def string(text: str) -> str:
    r"""A string literal of Typst.

    >>> print(string('a"b\\c'))
    "a\"b\\c"
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _font(path: Path) -> str:
    """The arguments that choose the font of a file."""
    from fontTools.ttLib import TTFont

    with TTFont(path, fontNumber=0, lazy=True) as font:
        weight = "bold" if font["OS/2"].usWeightClass >= _BOLD else "regular"
        own = str(font["name"].getDebugName(1) or family(path))
    return f'font: {string(own)}, weight: "{weight}"'


def _styles(sheet: StyleSheet, looks: dict[str, str]) -> Iterator[str]:
    """A function for each text style: a block with its type, its lines and the room around it."""
    for name, look in sheet.text.items():
        gap = _leading(look, sheet.page) - look.size
        indent = look.indent if not name.startswith("contents") else 0
        align = "left" if look.align == "justify" else look.align
        yield (
            f"#let style-{name}(it, sticky: false) = block(width: 100%, above: {gap + look.before}pt, below: {gap + look.after}pt, sticky: sticky, "
            f"{{ set text({looks[look.font]}, size: {look.size}pt); show heading: set text({looks[look.font]}, size: {look.size}pt); "
            f"set par(leading: {gap}pt, justify: {str(look.align == 'justify').lower()}, "
            f"first-line-indent: (amount: {indent}em, all: true)); align({align}, it) }})"
        )


def _leading(look: TextStyle, page: Page) -> Decimal:
    """The height of a line in points."""
    return look.leading or round(page.text_height * _POINTS_PER_MM / page.lines, 3)


def _body(content: Content, looks: dict[str, str]) -> Iterator[str]:
    for section in content.document.sections:
        yield _page(section.orientation, content.sheet.page)
        yield from _section(section, content, looks)


def _page(orientation: Orientation, page: Page) -> str:
    width, height = page.width, page.height
    top, right, bottom, left = page.top, page.right, page.bottom, page.left
    if orientation is Orientation.LANDSCAPE:
        # A portrait page turned to the right: its binding edge is on top.
        width, height = height, width
        top, right, bottom, left = left, top, right, bottom
    return (
        f"#set page(width: {width}mm, height: {height}mm, margin: (top: {top}mm, right: {right}mm, bottom: {bottom}mm, left: {left}mm), "
        f"footer: style-page-number(number()))"
    )


def _section(section: Section, content: Content, looks: dict[str, str]) -> Iterator[str]:
    sheet = content.sheet
    for item in roles.placed(section):
        if item.new_page:
            yield "#pagebreak(weak: true)"
        look = sheet.text[item.style]
        sticky = ", sticky: true" if item.kept else ""
        match item.block:
            case Heading():
                listed = str(item.block.listed).lower()
                heading = f"heading(level: {item.block.level}, outlined: {listed}, {_inline(item.block.inlines, look, looks)})"
                yield f"#style-{item.style}({heading}{sticky})"
            case Paragraph(style="unit-line"):
                left, right = (_inline(part, look, looks) for part in roles.split_line(item.block.inlines))
                yield f"#style-{item.style}({{ {left}; h(1fr); {right} }}{sticky})"
            case Paragraph():
                yield f"#style-{item.style}(par({_inline(item.block.inlines, look, looks)}){sticky})"
            case ListBlock():
                yield from (f"#style-{item.style}(par({_inline(one, look, looks)}))" for one in item.block.items)
            case Table():
                yield from _table(item.block, sheet, looks)
            case TableOfContents():
                yield f"#style-contents-1(outline(title: none, depth: {item.block.depth}))"


def _table(table: Table, sheet: StyleSheet, looks: dict[str, str]) -> Iterator[str]:
    dense = roles.is_dense(table, sheet)
    look = sheet.text["cell"]
    size = sheet.table.dense_size if dense else look.size
    leading = css.dense_leading(sheet) if dense else _leading(look, sheet.page)
    columns = ", ".join(f"{width}fr" for width in table.widths)
    tall = roles.tall_rows(table, sheet)
    yield f"#{{ set text({looks[look.font]}, size: {size}pt)"
    yield f"set par(leading: {leading - size}pt, justify: false)"
    yield f"table(columns: ({columns},), inset: (x: {sheet.table.padding_x}pt, y: {sheet.table.padding_y}pt), stroke: {sheet.table.border}pt,"
    rows = [[_cell(cell, sheet, looks, cell.row in tall) for cell in row] for row in table.grid.by_row()]
    if table.head_rows:
        yield f"table.header({' '.join(cell for row in rows[: table.head_rows] for cell in row)}),"
    yield from (" ".join(row) for row in rows[table.head_rows :])
    yield ") }"


def _cell(cell: Cell, sheet: StyleSheet, looks: dict[str, str], tall: bool) -> str:
    look = sheet.text[roles.cell_style(cell)]
    spans = f", rowspan: {cell.rowspan}" if cell.rowspan > 1 else ""
    spans += f", colspan: {cell.colspan}" if cell.colspan > 1 else ""
    whole = "" if tall or cell.rowspan > 1 else ", breakable: false"
    indent = f"h({cell.indent}em); " if cell.indent else ""
    words = _inline(cell.inlines, look, looks)
    if cell.header:
        words = f"text({looks[look.font]}, {words})"
    return f"table.cell(align: {cell.align.value} + horizon{spans}{whole}, {{ {indent}{words} }}),"


def _inline(inlines: tuple[Inline, ...], look: TextStyle, looks: dict[str, str]) -> str:
    """The inlines as one code block, whose values Typst joins."""
    parts = []
    for one in inlines:
        match one:
            case LineBreak():
                parts.append("linebreak()")
            case Emphasis():
                parts.append(f"text({looks[look.emphasis]}, {_inline(one.inlines, look, looks)})")
            case _:
                parts.append(string(one.text))
    return f"{{ {'; '.join(parts)} }}" if parts else "[]"
