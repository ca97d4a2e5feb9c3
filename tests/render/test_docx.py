"""The DOCX as Word and its readers see it: real styles, fields, repeated heads, sections, nothing of a foreign template."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

import pytest
from docx import Document as open_docx
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gen.document import Document, ListBlock, Orientation, PageBreak, Paragraph, Section, Table, Text
from gen.render import docx, roles
from gen.render.docx_table import column_widths
from gen.render.style import StyleSheet
from tests.readback import expected, read_docx
from tests.render import sample
from tests.render.conftest import Rendered

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(content: bytes, name: str) -> Any:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return etree.fromstring(package.read(name))


def values(root: Any, path: str) -> list[str]:
    return [node.get(f"{W}val") for node in root.iterfind(path.replace("w:", W))]


@pytest.fixture(scope="module")
def body(rendered: Rendered) -> Any:
    return part(rendered.docx, "word/document.xml")


def test_the_package_holds_only_our_parts(rendered: Rendered) -> None:
    with zipfile.ZipFile(BytesIO(rendered.docx)) as package:
        names = package.namelist()
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        everything = b"".join(package.read(name) for name in names)
    assert names == [
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels", "word/document.xml", "word/fontTable.xml",
        "word/footer-default.xml", "word/footer-even.xml", "word/settings.xml", "word/styles.xml",
    ]  # fmt: skip
    assert b"python-docx" not in everything and b"Theme=" not in everything and b"updateFields" not in everything


def test_core_properties(rendered: Rendered) -> None:
    core = open_docx(BytesIO(rendered.docx)).core_properties
    assert (core.title, core.author, core.last_modified_by, core.language) == ("示例局2022年部门预算", "示例局", "示例局", "zh-CN")
    assert core.created == core.modified and core.created is not None and core.created.year == 1980


def test_headings_are_headings(rendered: Rendered) -> None:
    paragraphs = open_docx(BytesIO(rendered.docx)).paragraphs
    styled = [(one.style.name, one.text) for one in paragraphs if one.style is not None]
    assert ("Heading 1", "第一部分　部门概况") in styled
    assert ("Heading 2", "一、部门职责") in styled
    assert ("Heading 3", "（一）主要职能") in styled
    assert ("表标题", "表1\n收支总表") in styled
    assert ("Title", "目录") in styled
    outline = {
        name: values(style, "w:pPr/w:outlineLvl") for style in part(rendered.docx, "word/styles.xml") for name in values(style, "w:name")
    }
    assert [outline[name] for name in ("heading 1", "heading 2", "heading 3", "表标题")] == [["0"], ["1"], ["2"], ["1"]]


def test_every_style_names_its_fonts_for_both_scripts(rendered: Rendered, sheet: StyleSheet) -> None:
    names = {font.docx for font in sheet.fonts.values()}
    found = list(part(rendered.docx, "word/styles.xml").iter(f"{W}rFonts"))
    assert len(found) > 15
    for fonts in found:
        assert fonts.get(f"{W}ascii") == fonts.get(f"{W}hAnsi") == fonts.get(f"{W}eastAsia") in names


def test_every_style_in_use_is_defined(rendered: Rendered, body: Any) -> None:
    defined = {style.get(f"{W}styleId") for style in part(rendered.docx, "word/styles.xml").iter(f"{W}style")}
    used = {node.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle") for node in body.iter(W + tag)}
    assert used <= defined and {"BodyText", "TableHead", "TableCellDense", "Emphasis-kai", "BudgetTable"} <= used


def test_the_page_grid(rendered: Rendered, body: Any) -> None:
    grids = [(grid.get(f"{W}type"), grid.get(f"{W}linePitch")) for grid in body.iter(f"{W}docGrid")]
    assert set(grids) == {("lines", "579")}
    text = next(style for style in part(rendered.docx, "word/styles.xml") if style.get(f"{W}styleId") == "BodyText")
    assert (
        values(text, "w:rPr/w:spacing") == ["-5"]
        and values(text, "w:pPr/w:overflowPunct") == ["1"]
        and values(text, "w:rPr/w:sz") == ["32"]
    )
    indent = text.find(f"{W}pPr/{W}ind")
    assert indent.get(f"{W}firstLineChars") == "200"


def test_heads_are_repeated_and_rows_whole(rendered: Rendered, body: Any) -> None:
    tables = [block for block in rendered.document.blocks() if isinstance(block, Table)]
    for made, table in zip(body.iter(f"{W}tbl"), tables, strict=True):
        rows = made.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [index < table.head_rows for index in range(len(rows))]
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert values(made, "w:tblPr/w:tblCaption") == [table.caption]
        assert made.find(f"{W}tblPr/{W}tblLayout").get(f"{W}type") == "fixed"
        assert made.find(f"{W}tblPr/{W}tblLook").get(f"{W}firstRow") == ("1" if table.head_rows else "0")
        grid = [int(column.get(f"{W}w")) for column in made.iter(f"{W}gridCol")]
        for row in rows:
            assert sum(int(width.get(f"{W}w")) for width in row.iter(f"{W}tcW")) == sum(grid)


def test_sections_turn_the_page_and_keep_the_footers(rendered: Rendered, body: Any) -> None:
    sections = list(body.iter(f"{W}sectPr"))
    turned = [section.find(f"{W}pgSz").get(f"{W}orient") == "landscape" for section in sections]
    assert turned == [section.orientation is Orientation.LANDSCAPE for section in rendered.document.sections]
    kinds = [[reference.get(f"{W}type") for reference in section.iter(f"{W}footerReference")] for section in sections]
    assert kinds == [["default", "even"]] + [[]] * (len(sections) - 1)
    odd, even = (part(rendered.docx, f"word/footer-{kind}.xml") for kind in ("default", "even"))
    assert values(odd, "w:p/w:pPr/w:jc") == ["right"] and values(even, "w:p/w:pPr/w:jc") == ["left"]
    assert "".join(odd.itertext()).replace(" PAGE ", "") == "— 1 —"
    assert part(rendered.docx, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None


def test_the_contents_are_one_field_of_linked_lines(rendered: Rendered, body: Any) -> None:
    entries = roles.entries(rendered.document, 2)
    marks = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    links = list(body.iter(f"{W}hyperlink"))
    assert ["".join(node.text or "" for node in link.iter(f"{W}t")) for link in links] == [
        f"{entry.text}{rendered.pages[entry.anchor]}" for entry in entries
    ]
    assert all(link.get(f"{W}anchor") in marks for link in links)
    codes = [code.text.strip() for code in body.iter(f"{W}instrText")]
    assert codes == [r"TOC \o " + '"1-2" ' + r"\h \z \u"] + [rf"PAGEREF {link.get(f'{W}anchor')} \h" for link in links]
    depth, deepest = 0, 0
    for mark in body.iter(f"{W}fldChar"):
        depth += {"begin": 1, "separate": 0, "end": -1}[mark.get(f"{W}fldCharType")]
        deepest = max(deepest, depth)
    assert (depth, deepest) == (0, 2)


def test_page_breaks_are_properties_of_what_follows(body: Any) -> None:
    broken = [node.getparent().getparent() for node in body.iter(f"{W}pageBreakBefore")]
    assert ["".join(one.itertext()) for one in broken] == ["目录", "表1收支总表", "表3项目表"]
    assert not list(body.iter(f"{W}lastRenderedPageBreak"))


def test_what_leads_in_stays_with_what_follows(sheet: StyleSheet) -> None:
    """As in the HTML: headings and unit lines by their style too, a line that ends in a colon by itself."""
    long = "本部门由下列单位组成，" * 6 + "具体如下："
    lead, end, paragraph = (Paragraph(inlines=(Text(text),)) for text in ("（四）项目支出10万元，具体包括：", "结束。", long))
    items = ListBlock(items=((Text("1．甲"),),))
    blocks = (sample.heading(2, "一、标题", "h"), PageBreak(), lead, items, end, sample.unit_line(), paragraph)
    made = part(docx.render(Document(title="甲", author="乙", sections=(Section(blocks=blocks),)), sheet, {}), "word/document.xml")
    properties = [[node.tag.removeprefix(W) for node in one] for one in made.iter(f"{W}pPr")]
    assert [[name for name in names if name.startswith(("keep", "page"))] for names in properties] == [
        ["keepNext"], ["keepNext", "pageBreakBefore"], [], [], ["keepNext"], [],
    ]  # fmt: skip


def test_a_draft_carries_its_watermark(sheet: StyleSheet, rendered: Rendered) -> None:
    content = docx.render(sample.document(watermark='草稿 "未批复" <1>'), sheet, rendered.pages)
    header = part(content, "word/header.xml")
    assert [node.get("string") for node in header.iter("{urn:schemas-microsoft-com:vml}textpath") if node.get("string")] == [
        '草稿 "未批复" <1>'
    ]
    kinds = [reference.get(f"{W}type") for reference in part(content, "word/document.xml").iter(f"{W}headerReference")]
    assert kinds == ["default", "even"]
    assert read_docx(content) == expected(rendered.document)


@pytest.mark.parametrize(
    "sections",
    [
        (Section(blocks=()), Section(blocks=(sample.summary_table(), sample.form_table()))),
        (Section(blocks=(PageBreak(),)), Section(blocks=(PageBreak(), sample.summary_table(), PageBreak()))),
        (Section(blocks=(sample.form_table(),)), Section(blocks=())),
    ],
)
def test_tables_side_by_side_and_empty_sections(sections: tuple[Section, ...], sheet: StyleSheet) -> None:
    document = Document(title="甲", author="乙", sections=sections)
    content = docx.render(document, sheet, {})
    assert read_docx(content) == expected(document)
    made = part(content, "word/document.xml").find(f"{W}body")
    tags = [node.tag.removeprefix(W) for node in made]
    assert not re.search("tbl tbl|tbl sectPr", " ".join(tags)) and tags[-1] == "sectPr"
    assert len(list(made.iter(f"{W}sectPr"))) == len(sections)


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=20), st.integers(2000, 20000))
def test_column_widths_add_up(shares: list[int], width: int) -> None:
    widths = column_widths(tuple(shares), width)
    assert sum(widths) == width and len(widths) == len(shares)
    assert all(abs(one - width * share / sum(shares)) <= 1 for one, share in zip(widths, shares, strict=True))


def test_vertical_merges_begin_and_go_on(body: Any) -> None:
    wide = list(body.iter(f"{W}tbl"))[3]
    merges = [node.get(f"{W}val") for node in wide.iter(qn("w:vMerge"))]
    # Three heads over three rows, fifteen labels over four.
    assert merges.count("restart") == 3 + 15 and merges.count(None) == 3 * 2 + 15 * 3
