"""The style sheet as DOCX parts: styles, font table, settings, footers and the watermark."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gen.render.css import dense_leading
from gen.render.docx_xml import (
    DECLARATION,
    DENSE,
    NAMESPACES,
    STYLE_IDS,
    attribute,
    character_spacing,
    field,
    fonts,
    line_pitch,
    mm,
    run,
    twips,
)
from gen.render.style import StyleSheet, TextStyle

NAMES = {
    "title": "Title", "heading-1": "heading 1", "heading-2": "heading 2", "heading-3": "heading 3", "table-title": "表标题", "body": "Body Text",
    "unit-line": "单位行", "note": "表注", "contents-1": "toc 1", "contents-2": "toc 2", "cell": "表格文字", "head": "表头文字", "page-number": "footer",
}  # fmt: skip
OUTLINE = {"heading-1": 0, "heading-2": 1, "heading-3": 2, "table-title": 1}


def styles(style: StyleSheet) -> str:
    """``word/styles.xml``: one paragraph style a text style, one character style a font, the table style."""
    parts = [
        f"{DECLARATION}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{fonts(style, style.text['body'].font)}",
        '<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>',
        "<w:pPrDefault/></w:docDefaults>",
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>',
        # LibreOffice reads overflowPunct the wrong way round and then drops full stops at line ends: 1 is right for both.
        '<w:overflowPunct w:val="1"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/></w:pPr></w:style>',
        '<w:style w:type="character" w:default="1" w:styleId="DefaultFont"><w:name w:val="Default Paragraph Font"/></w:style>',
        *(_paragraph_style(name, style.text[name], style) for name in STYLE_IDS),
        *(_dense_style(name, style) for name in ("cell", "head")),
        *(_character_style(role, style) for role in style.fonts),
        _table_style(style),
        "</w:styles>",
    ]
    return "".join(parts)


def _paragraph_style(name: str, look: TextStyle, style: StyleSheet) -> str:
    on_grid = look.leading is None
    outline = f'<w:outlineLvl w:val="{OUTLINE[name]}"/>' if name in OUTLINE else ""
    keep = "<w:keepNext/>" if name in OUTLINE or name == "unit-line" else ""
    snap = "" if on_grid else '<w:snapToGrid w:val="0"/>'
    jc = {"left": "left", "center": "center", "right": "right", "justify": "both"}[look.align]
    based = "Heading2" if name == "table-title" else "Normal"
    squeeze = character_spacing(style.page, look) if on_grid and look.size == style.text["body"].size else 0
    return (
        f'<w:style w:type="paragraph" w:styleId="{STYLE_IDS[name]}"><w:name w:val="{NAMES[name]}"/><w:basedOn w:val="{based}"/><w:qFormat/>'
        f'<w:pPr>{keep}<w:widowControl/>{"".join(_tabs(name, style))}<w:overflowPunct w:val="1"/>{snap}{_spacing(look, style)}{_indent(name, look)}'
        f'<w:jc w:val="{jc}"/>{outline}</w:pPr><w:rPr>{fonts(style, look.font)}<w:spacing w:val="{squeeze}"/>{_size(look.size)}</w:rPr></w:style>'
    )


def _tabs(name: str, style: StyleSheet) -> Iterator[str]:
    if name.startswith("contents"):
        yield f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{mm(style.page.text_width)}"/></w:tabs>'


def _spacing(look: TextStyle, style: StyleSheet) -> str:
    line = line_pitch(style.page) if look.leading is None else twips(look.leading)
    return f'<w:spacing w:before="{twips(look.before)}" w:after="{twips(look.after)}" w:line="{line}" w:lineRule="exact"/>'


def _indent(name: str, look: TextStyle) -> str:
    if not look.indent:
        return '<w:ind w:firstLine="0"/>'
    length = twips(look.size * look.indent)
    if name.startswith("contents"):
        return f'<w:ind w:leftChars="{look.indent * 100}" w:left="{length}"/>'
    return f'<w:ind w:firstLineChars="{look.indent * 100}" w:firstLine="{length}"/>'


def _size(points: Decimal) -> str:
    half_points = int(points * 2)
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _dense_style(name: str, style: StyleSheet) -> str:
    size = style.table.dense_size
    return (
        f'<w:style w:type="paragraph" w:styleId="{STYLE_IDS[name]}{DENSE}"><w:name w:val="{NAMES[name]}（小）"/>'
        f'<w:basedOn w:val="{STYLE_IDS[name]}"/><w:pPr><w:spacing w:line="{twips(dense_leading(style))}" w:lineRule="exact"/></w:pPr>'
        f"<w:rPr>{_size(size)}</w:rPr></w:style>"
    )


def _character_style(role: str, style: StyleSheet) -> str:
    return (
        f'<w:style w:type="character" w:styleId="Emphasis-{role}"><w:name w:val={attribute(f"强调 {style.fonts[role].name}")}/>'
        f"<w:rPr>{fonts(style, role)}</w:rPr></w:style>"
    )


def _table_style(style: StyleSheet) -> str:
    table = style.table
    eighths = int(table.border * 8)
    sides = "".join(f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="000000"/>' for side in _SIDES)
    across, down = twips(table.padding_x), twips(table.padding_y)
    paddings = (("top", down), ("left", across), ("bottom", down), ("right", across))
    margins = "".join(f'<w:{side} w:w="{padding}" w:type="dxa"/>' for side, padding in paddings)
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
        '<w:style w:type="table" w:styleId="BudgetTable"><w:name w:val="预算表"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"<w:tblBorders>{sides}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
    )


_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def font_table(style: StyleSheet) -> str:
    """``word/fontTable.xml``: for each font the one to take where it is not installed."""
    entries = "".join(
        f'<w:font w:name={attribute(font.docx)}><w:altName w:val={attribute(font.alternate)}/><w:charset w:val="86"/></w:font>'
        for font in style.fonts.values()
    )
    return f"{DECLARATION}<w:fonts {NAMESPACES}>{entries}</w:fonts>"


def settings() -> str:
    """``word/settings.xml``: different footers on odd and even pages; the layout rules of Word 2013 and later."""
    return (
        f'{DECLARATION}<w:settings {NAMESPACES}><w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:doNotExpandShiftReturn/>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/></w:settings>'
    )


def footer(style: StyleSheet, *, odd: bool) -> str:
    """A footer "— 1 —": one character in from the right on odd pages, from the left on even ones."""
    look = style.text["page-number"]
    side = "right" if odd else "left"
    return (
        f'{DECLARATION}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/><w:ind w:{side}="{twips(look.size)}" w:firstLine="0"/>'
        f'<w:jc w:val="{side}"/></w:pPr>{run("— ")}{field("PAGE", "1")}{run(" —")}</w:p></w:ftr>'
    )


def watermark_header(text: str, style: StyleSheet) -> str:
    """A header that holds only the watermark, as Word itself draws one."""
    look = style.text["watermark"]
    width = look.size * len(text)
    shape = (
        '<v:shapetype id="watermark" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
        '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
        '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="watermark-text" o:spid="_x0000_s2049" type="#watermark" style="position:absolute;margin-left:0;margin-top:0;width:{width}pt;'
        f"height:{look.size}pt;rotation:330;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        'mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#dddddd" stroked="f">'
        f'<v:textpath style="font-family:&quot;{style.fonts[look.font].docx}&quot;" string={attribute(text)}/></v:shape>'
    )
    spaces = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    return f"{DECLARATION}<w:hdr {NAMESPACES} {spaces}><w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p></w:hdr>"
