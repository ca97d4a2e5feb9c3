"""A template of docxtpl that any block tree fits, and the values of one.

The template holds one paragraph of each style and one table, in loops, so that it is small however long the document: what docxtpl does
best. It has the styles, the sections, the spans and the repeated heads of our DOCX; column widths, indents of labels, run-in headings,
bookmarks and fields it has not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from gen.document import Cell, Document, Heading, ListBlock, Orientation, Paragraph, Section, Table, TableOfContents, plain
from gen.render import docx, roles
from gen.render.docx_xml import NAMESPACES, STYLE_IDS
from gen.render.style import StyleSheet

Values = dict[str, Any]

_ALIGNMENTS = ("left", "center", "right")
#: A paragraph of each kind that is no text of a style.
_MARKS = {
    "page": '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
    Orientation.PORTRAIT.value: '<w:p><w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:pPr></w:p>',
    Orientation.LANDSCAPE.value: '<w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr></w:pPr></w:p>',
}
#: What a cell is of the cell that spans its rows: all of it, its first row, or a row below that.
_PARTS = {"whole": "", "first": '<w:vMerge w:val="restart"/>', "below": "<w:vMerge/>"}


# ── the values ──


def values(document: Document, pages: Mapping[str, int]) -> Values:
    """What fills the template: every block of the document in reading order."""
    return {"blocks": [block for section in document.sections for block in _section(section, document, pages)]}


def _section(section: Section, document: Document, pages: Mapping[str, int]) -> Iterator[Values]:
    for item in roles.placed(section):
        if item.new_page:
            yield {"kind": "page"}
        match item.block:
            case Paragraph(style="unit-line"):
                yield {"kind": item.style, "text": "\t".join(map(plain, roles.split_line(item.block.inlines)))}
            case Heading() | Paragraph():
                yield {"kind": item.style, "text": plain(item.block.inlines)}
            case ListBlock():
                yield from ({"kind": item.style, "text": plain(one)} for one in item.block.items)
            case TableOfContents():
                for entry in roles.entries(document, item.block.depth):
                    yield {"kind": roles.entry_style(entry), "text": f"{entry.text}\t{pages[entry.anchor]}"}
            case Table():
                rows = _rows(item.block)
                yield {"kind": "table", "head": rows[: item.block.head_rows], "body": rows[item.block.head_rows :]}
    yield {"kind": section.orientation.value}


def _rows(table: Table) -> Sequence[Sequence[Values]]:
    """All cells of each row, those too that go on from the row above."""
    rows: list[list[tuple[int, Values]]] = [[] for _ in range(table.grid.rows)]
    for cell in table.grid.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            rows[row].append((cell.column, _value(cell, row)))
    return [[value for _, value in sorted(row, key=lambda entry: entry[0])] for row in rows]


def _value(cell: Cell, row: int) -> Values:
    part = "below" if row > cell.row else "first" if cell.rowspan > 1 else "whole"
    text = "" if part == "below" else plain(cell.inlines)
    return {"look": f"{part}-{roles.cell_style(cell)}-{cell.align.value}", "span": cell.colspan, "text": text}


# ── the template ──


def template(sheet: StyleSheet) -> bytes:
    """The template, with the styles of our own DOCX."""
    from docx import Document as open_docx
    from docx.oxml import parse_xml

    opened = open_docx(BytesIO(docx.render(Document(title="", author="", sections=(Section(blocks=()),)), sheet, {})))
    body = opened.element.body
    for old in list(body)[:-1]:
        body.remove(old)
    for new in parse_xml(f"<w:body {NAMESPACES}>{''.join(_body())}</w:body>"):
        body.insert(len(body) - 1, new)
    stream = BytesIO()
    opened.save(stream)
    return stream.getvalue()


def _body() -> Iterator[str]:
    yield _paragraph("{%p for b in blocks %}")
    yield from _choice("p", "b.kind", {**_texts(), **_MARKS, "table": _table()}, _paragraph)
    yield _paragraph("{%p endfor %}")


def _texts() -> Mapping[str, str]:
    return {name: _paragraph("{{ b.text }}", name) for name in STYLE_IDS}


def _choice(tag: str, subject: str, choices: Mapping[str, str], control: Any) -> Iterator[str]:
    """One of some pieces, by the value of ``subject``; ``control`` makes the piece that docxtpl takes for the tag alone."""
    for number, (value, piece) in enumerate(choices.items()):
        yield control(f"{{%{tag} {'elif' if number else 'if'} {subject} == '{value}' %}}")
        yield piece
    yield control(f"{{%{tag} endif %}}")


def _table() -> str:
    rows = "".join(_loop(name, properties) for name, properties in (("head", "<w:cantSplit/><w:tblHeader/>"), ("body", "<w:cantSplit/>")))
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="BudgetTable"/><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="8844"/></w:tblGrid>{rows}</w:tbl>'
    )


def _loop(name: str, properties: str) -> str:
    looks = {
        f"{part}-{style}-{align}": _cell("{% colspan c.span %}{{ c.text }}", style, f'{merge}<w:vAlign w:val="center"/>', align)
        for part, merge in _PARTS.items()
        for style in ("cell", "head")
        for align in _ALIGNMENTS
    }
    cells = "".join((_cell("{%tc for c in row %}"), *_choice("tc", "c.look", looks, _cell), _cell("{%tc endfor %}")))
    row = f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"
    start, end = (f"<w:tr>{_cell(tag)}</w:tr>" for tag in (f"{{%tr for row in b.{name} %}}", "{%tr endfor %}"))
    return start + row + end


def _cell(text: str, style: str = "cell", properties: str = "", align: str = "left") -> str:
    paragraph = _paragraph(text, style, f'<w:jc w:val="{align}"/>')
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph}</w:tc>"


def _paragraph(text: str, style: str = "body", properties: str = "") -> str:
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f'<w:p><w:pPr><w:pStyle w:val="{STYLE_IDS[style]}"/>{properties}</w:pPr>{run}</w:p>'
