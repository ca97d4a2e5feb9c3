"""The DOCX of a document: every part written by us from the style sheet, the package put together by python-docx.

The same document gives the same bytes: dates are fixed, the zip entries sorted and undated.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO

from gen.document import Document, Heading, ListBlock, Orientation, Paragraph, Section, Table, TableOfContents, plain
from gen.render import docx_styles, roles
from gen.render.docx_table import table
from gen.render.docx_xml import DECLARATION, NAMESPACES, STYLE_IDS, TAB, field, line_pitch, mm, run, runs
from gen.render.parts import parts
from gen.render.style import StyleSheet

#: No clock below the build: every DOCX carries this date.
DATE = dt.datetime(1980, 1, 1)


def _low(twips: int, flow: str = "") -> str:
    """An empty paragraph that is ``twips`` high."""
    return f'<w:p><w:pPr>{flow}<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{twips}" w:lineRule="exact"/></w:pPr></w:p>'


#: A paragraph without height: what must stand between two tables, and what carries the properties of a section that ends in a table.
NO_HEIGHT = _low(20)
#: What stands between two parts of a form: as much less high as can be, so that the rules of both lie on each other.
JOINT = _low(1, "<w:keepNext/>")

#: How many lines a paragraph may have that stays with the next one.
SHORT = 2


def render(document: Document, style: StyleSheet, page_map: Mapping[str, int]) -> bytes:
    """The DOCX as bytes. ``page_map``: heading anchor -> page number, shown in the contents until a reader updates them."""
    from docx.opc.constants import CONTENT_TYPE as CT
    from docx.opc.constants import RELATIONSHIP_TYPE as RT
    from docx.opc.package import OpcPackage
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    kinds = ("default", "even")
    furniture = [("headerReference", kind, "header") for kind in kinds if document.watermark]
    furniture += [("footerReference", kind, f"footer-{kind}") for kind in kinds]
    references = "".join(f'<w:{tag} w:type="{kind}" r:id="{relation}"/>' for tag, kind, relation in furniture)
    body = _Body(document, style, page_map, references).xml()
    main = Part(PackURI("/word/document.xml"), CT.WML_DOCUMENT_MAIN, body.encode())

    def add(name: str, content_type: str, relation: str, xml: str) -> None:
        main.load_rel(relation, Part(PackURI(f"/word/{name}.xml"), content_type, xml.encode()), name)

    add("styles", CT.WML_STYLES, RT.STYLES, docx_styles.styles(style))
    add("settings", CT.WML_SETTINGS, RT.SETTINGS, docx_styles.settings())
    add("fontTable", CT.WML_FONT_TABLE, RT.FONT_TABLE, docx_styles.font_table(style))
    for kind in kinds:
        add(f"footer-{kind}", CT.WML_FOOTER, RT.FOOTER, docx_styles.footer(style, odd=kind == "default"))
    if document.watermark:
        add("header", CT.WML_HEADER, RT.HEADER, docx_styles.watermark_header(document.watermark, style))

    package = OpcPackage()
    package.relate_to(main, RT.OFFICE_DOCUMENT)
    core = package.core_properties
    core.title, core.author, core.last_modified_by, core.language = document.title, document.author, document.author, "zh-CN"
    core.created = core.modified = DATE
    stream = BytesIO()
    package.save(stream)
    return _normal(stream)


def _normal(stream: BytesIO) -> bytes:
    """The same zip with its entries sorted and without dates; [Content_Types].xml first, as readers expect."""
    result = BytesIO()
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, source.read(name))
    return result.getvalue()


class _Body:
    """Writes ``word/document.xml`` of one document."""

    def __init__(self, document: Document, style: StyleSheet, page_map: Mapping[str, int], references: str) -> None:
        self.document, self.style, self.page_map, self.references = document, style, page_map, references
        anchors = [block.anchor for block in document.blocks() if isinstance(block, Heading)]
        #: Names of bookmarks may hold few characters; ours are numbered.
        self.bookmarks = {anchor: f"_Toc{number:06d}" for number, anchor in enumerate(anchors, start=1)}

    def xml(self) -> str:
        parts = [f"{DECLARATION}<w:document {NAMESPACES}><w:body>"]
        last = len(self.document.sections) - 1
        for index, section in enumerate(self.document.sections):
            # Footers of the first section hold for those that follow.
            properties = self._properties(section, self.references if index == 0 else "")
            blocks = list(self._section(section))
            if index == last:
                parts += [*blocks, properties]
            else:
                # The properties of a section stand in its last paragraph: one more could spill onto a page of its own.
                parts += [*blocks[:-1], blocks[-1].replace("</w:pPr>", f"{properties}</w:pPr>", 1)]
        parts.append("</w:body></w:document>")
        return "".join(parts)

    def _section(self, section: Section) -> Iterator[str]:
        width = mm(self.style.page.text_width if section.orientation is Orientation.PORTRAIT else self.style.page.text_height)
        after_table: bool | None = None
        for item in roles.placed(section):
            is_table = isinstance(item.block, Table)
            if is_table and after_table:
                yield NO_HEIGHT
            yield from self._block(item, width)
            after_table = is_table
        if after_table is not False:
            # A section ends in a paragraph, even one that ends in a table or is empty.
            yield NO_HEIGHT

    def _block(self, item: roles.Placed, width: int) -> Iterator[str]:
        look = self.style.text[item.style]
        flow = ("<w:keepNext/>" if _keeps(item, self.style) else "") + ("<w:pageBreakBefore/>" if item.new_page else "")
        match item.block:
            case Heading():
                number = int(self.bookmarks[item.block.anchor][4:])
                start = f'<w:bookmarkStart w:id="{number}" w:name="{self.bookmarks[item.block.anchor]}"/>'
                content = f'{start}{runs(item.block.inlines, look)}<w:bookmarkEnd w:id="{number}"/>'
                yield _paragraph(item.style, content, flow)
            case Paragraph(style="unit-line"):
                left, right = roles.split_line(item.block.inlines)
                tabs = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
                yield _paragraph(item.style, runs(left, look) + TAB + runs(right, look), flow + tabs)
            case Paragraph():
                yield _paragraph(item.style, runs(item.block.inlines, look), flow)
            case ListBlock():
                yield from (
                    _paragraph(item.style, runs(one, look), flow if index == 0 else "") for index, one in enumerate(item.block.items)
                )
            case Table():
                made = parts(item.block)
                yield JOINT.join(table(part, self.style, width, new_page=item.new_page and number == 0) for number, part in enumerate(made))
            case TableOfContents():
                yield from self._contents(item.block, flow)

    def _contents(self, block: TableOfContents, page_break: str) -> Iterator[str]:
        """One TOC field over all its lines; each line is a link with a PAGEREF field, all results cached."""
        lines = roles.entries(self.document, block.depth)
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{block.depth}" \\h \\z \\u </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        for index, entry in enumerate(lines):
            mark = self.bookmarks[entry.anchor]
            number = field(rf"PAGEREF {mark} \h", str(self.page_map[entry.anchor]))
            link = f'<w:hyperlink w:anchor="{mark}" w:history="1">{run(entry.text)}{TAB}{number}</w:hyperlink>'
            end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if index == len(lines) - 1 else ""
            yield _paragraph(roles.entry_style(entry), (begin if index == 0 else "") + link + end, page_break if index == 0 else "")

    def _properties(self, section: Section, references: str) -> str:
        page = self.style.page
        if section.orientation is Orientation.PORTRAIT:
            size = f'<w:pgSz w:w="{mm(page.width)}" w:h="{mm(page.height)}"/>'
            top, right, bottom, left = page.top, page.right, page.bottom, page.left
        else:
            # A portrait page turned to the right: its binding edge is on top.
            size = f'<w:pgSz w:w="{mm(page.height)}" w:h="{mm(page.width)}" w:orient="landscape"/>'
            top, right, bottom, left = page.left, page.top, page.right, page.bottom
        leading = self.style.text["page-number"].leading
        footer = mm(bottom - page.number_gap) - (int(leading * 20) if leading else line_pitch(page))
        margins = (
            f'<w:pgMar w:top="{mm(top)}" w:right="{mm(right)}" w:bottom="{mm(bottom)}" w:left="{mm(left)}" '
            f'w:header="851" w:footer="{footer}" w:gutter="0"/>'
        )
        return f'<w:sectPr>{references}<w:type w:val="nextPage"/>{size}{margins}<w:docGrid w:type="lines" w:linePitch="{line_pitch(page)}"/></w:sectPr>'


def _keeps(item: roles.Placed, style: StyleSheet) -> bool:
    """Whether a kept block is told to stay with the next: all but long paragraphs, which LibreOffice would move as a whole."""
    return item.kept and (not isinstance(item.block, Paragraph) or len(plain(item.block.inlines)) <= SHORT * style.page.characters)


def _paragraph(name: str, content: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{STYLE_IDS[name]}"/>{properties}</w:pPr>{content}</w:p>'
