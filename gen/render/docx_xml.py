"""Small pieces of WordprocessingML: runs, paragraph properties, lengths. Elements stand in the order that the schema asks for."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from xml.sax.saxutils import escape, quoteattr

from gen.document import Emphasis, Inline, LineBreak
from gen.render.style import Page, StyleSheet, TextStyle

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: Style ids of our text styles. The English ones are Word's own, so that its navigation and contents know them.
STYLE_IDS = {
    "title": "Title", "heading-1": "Heading1", "heading-2": "Heading2", "heading-3": "Heading3", "table-title": "TableTitle",
    "body": "BodyText", "unit-line": "UnitLine", "note": "TableNote", "contents-1": "TOC1", "contents-2": "TOC2",
    "cell": "TableCell", "head": "TableHead", "page-number": "Footer",
}  # fmt: skip
DENSE = "Dense"


def twips(points: Decimal) -> int:
    """Points as twentieths of a point, rounded down."""
    return int((points * 20).to_integral_value(ROUND_FLOOR))


def mm(length: Decimal) -> int:
    """Millimetres as twentieths of a point, to the nearest."""
    return int((length * 1440 / Decimal("25.4") + Decimal("0.5")).to_integral_value(ROUND_FLOOR))


def line_pitch(page: Page) -> int:
    """The height of one line of the type area, in twips; rounded down, so that all lines fit."""
    return int(page.text_height * 1440 / Decimal("25.4") / page.lines)


def character_spacing(page: Page, look: TextStyle) -> int:
    """What must be added to each character of this size so that a line takes ``characters``, in twips; rounded down."""
    exact = (page.text_width * 1440 / Decimal("25.4") - page.characters * look.size * 20) / page.characters
    return int(exact.to_integral_value(ROUND_FLOOR))


def runs(inlines: tuple[Inline, ...], look: TextStyle, *, emphasised: bool = False) -> str:
    """The runs of ``inlines``; emphasis is a character style of its font."""
    parts = []
    properties = f'<w:rPr><w:rStyle w:val="Emphasis-{look.emphasis}"/></w:rPr>' if emphasised and look.emphasis != look.font else ""
    for inline in inlines:
        match inline:
            case Emphasis():
                parts.append(runs(inline.inlines, look, emphasised=True))
            case LineBreak():
                parts.append("<w:r><w:br/></w:r>")
            case _:
                parts.append(run(inline.text, properties))
    return "".join(parts)


def run(text: str, properties: str = "") -> str:
    """One run of literal text."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


TAB = "<w:r><w:tab/></w:r>"


def field(code: str, cached: str) -> str:
    """A field with its cached result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(cached)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def attribute(value: str) -> str:
    """A quoted and escaped attribute value."""
    return quoteattr(value)


def fonts(style: StyleSheet, role: str) -> str:
    """The font of a role for Chinese and for Latin alike, as in the PDF."""
    name = attribute(style.fonts[role].docx)
    return f"<w:rFonts w:ascii={name} w:hAnsi={name} w:eastAsia={name} w:cs={name}/>"
