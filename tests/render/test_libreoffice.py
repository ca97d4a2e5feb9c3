"""The DOCX as another word processor lays it out: nothing lost, 28 characters to a line, 22 lines to a page, heads repeated."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from gen.document import Document, Paragraph, Section, Text, plain, texts
from gen.render import docx
from gen.render.fonts import FontSet
from gen.render.style import StyleSheet
from tests import libreoffice
from tests.readback import bare, in_type_area, lines
from tests.render.conftest import Rendered
from tests.render.test_parts import HEADS, form

pytestmark = [pytest.mark.libreoffice, pytest.mark.skipif(libreoffice.SOFFICE is None, reason="LibreOffice (soffice) is not installed")]


@pytest.fixture(scope="module")
def environment(sheet: StyleSheet, fontset: FontSet, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    return libreoffice.environment(sheet, fontset, tmp_path_factory.mktemp("fontconfig"))


def converted(content: bytes, environment: Mapping[str, str], folder: Path) -> bytes:
    (folder / "budget.docx").write_bytes(content)
    command = libreoffice.command(folder / "budget.docx", folder)
    subprocess.run(command, check=True, capture_output=True, timeout=120, env=environment)
    return (folder / "budget.pdf").read_bytes()


@pytest.fixture(scope="module")
def pages(rendered: Rendered, environment: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Any]]:
    with pdfplumber.open(BytesIO(converted(rendered.docx, environment, tmp_path_factory.mktemp("sample")))) as opened:
        yield list(opened.pages)


def test_no_character_is_lost(pages: list[Any], rendered: Rendered) -> None:
    shown = Counter(bare("".join(char["text"] for page in pages for char in page.chars)))
    wanted = Counter(bare("".join(plain(run) for block in rendered.document.blocks() for run in texts(block))))
    assert not wanted - shown
    assert wanted["。"] > 5 and wanted["，"] > 50


def test_headings_stand_on_the_pages_that_the_contents_name(pages: list[Any], rendered: Rendered) -> None:
    for anchor in ("part-1", "part-2", "title-t1", "title-t2", "part-3"):
        heading = next(block for block in rendered.document.blocks() if getattr(block, "anchor", "") == anchor)
        page = pages[rendered.pages[anchor] - 1]
        assert bare(plain(next(texts(heading)))) in bare("".join(char["text"] for line in lines(page.chars) for char in line))


def test_a_full_page_has_22_lines_of_28_characters(sheet: StyleSheet, environment: Mapping[str, str], tmp_path: Path) -> None:
    prose = Paragraph(inlines=(Text("部门预算公开说明" * 200),))
    content = docx.render(Document(title="甲", author="乙", sections=(Section(blocks=(prose,)),)), sheet, {})
    with pdfplumber.open(BytesIO(converted(content, environment, tmp_path))) as opened:
        second = lines(in_type_area(opened.pages[1], sheet))
    assert [len(line) for line in second] == [28] * 22


def test_heads_are_repeated(pages: list[Any], rendered: Rendered) -> None:
    first, after = rendered.pages["title-t2"], rendered.pages["title-t5"]
    assert all("科目编码" in bare(page.extract_text()) for page in pages[first - 1 : after - 1])


def test_a_form_begins_each_page_with_the_heads_of_the_rows_that_go_on(
    sheet: StyleSheet, environment: Mapping[str, str], tmp_path: Path
) -> None:
    content = docx.render(Document(title="甲", author="乙", sections=(Section(blocks=(form(90),)),)), sheet, {})
    with pdfplumber.open(BytesIO(converted(content, environment, tmp_path))) as opened:
        first, *others = [bare(page.extract_text()) for page in opened.pages]
    assert len(others) >= 2 and all(text.startswith("".join(HEADS)) for text in others)
    assert "年度目标1" in first and first.count("一级") == 1


def test_a_title_does_not_stand_alone_at_a_page_end(sheet: StyleSheet, environment: Mapping[str, str], tmp_path: Path) -> None:
    """Wherever the form begins, its title is on the page of the heads below it."""
    pages = []
    for number in (10, 17, 18, 19):
        (folder := tmp_path / str(number)).mkdir()
        blocks = (*(Paragraph(inlines=(Text("一行"),)) for _ in range(number)), form(20))
        content = docx.render(Document(title="甲", author="乙", sections=(Section(blocks=blocks),)), sheet, {})
        with pdfplumber.open(BytesIO(converted(content, environment, folder))) as opened:
            texts_ = [bare(page.extract_text()) for page in opened.pages]
        pages.append(next(index for index, text in enumerate(texts_) if "年度目标1" in text))
        assert "一级" in texts_[pages[-1]], number
    assert set(pages) == {0, 1}
