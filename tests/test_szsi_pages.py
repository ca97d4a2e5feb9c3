"""The long document, page by page: each form on a page of its own, and no page that is nearly empty."""

from __future__ import annotations

import re
from io import BytesIO

import pdfplumber
import pytest

from tests.conftest import Publish
from tests.project import only_with
from tests.readback import bare

pytestmark = only_with("szsi")

#: Characters on a page: its number, and more than a line or two.
LEAST = 40
#: How a page begins on which a form goes on: with the heads of its indicators, of its tasks or of its details.
HEADS = ("一级指标二级指标三级指标指标值", "目标内容二级指标绩效指标", "预算金额（万元）任务名称主要内容", "其他第一季度支第二季度支")


@pytest.fixture(scope="module")
def pages(publish: Publish) -> tuple[str, ...]:
    """The text of each page."""
    with pdfplumber.open(BytesIO(publish("szsi", "2020").pdf)) as opened:
        return tuple(bare(page.extract_text() or "") for page in opened.pages)


def test_each_form_stands_at_the_head_of_a_page(pages: tuple[str, ...]) -> None:
    heads = [re.match("表1[45](?:部门（单位）整体支出|项目)绩效目标表", page) for page in pages]
    assert sum(head is not None for head in heads) == 12 + 69


def test_a_form_that_goes_on_begins_its_page_with_column_heads(pages: tuple[str, ...]) -> None:
    """Only three pages begin with a text, which has no column heads."""
    forms = pages[next(index for index, page in enumerate(pages) if page.startswith("表14")) :]
    others = [page for page in forms if not page.startswith(("表14", "表15", *HEADS))]
    assert len(others) == 3 and not any(re.match(r"[^。]*(?:指标|目标)值", page) for page in others)


def test_no_page_is_nearly_empty(pages: tuple[str, ...]) -> None:
    assert [number for number, page in enumerate(pages, start=1) if len(page) < LEAST] == []


def test_the_bookmarks_name_the_unit_and_project_of_each_form(publish: Publish) -> None:
    with pdfplumber.open(BytesIO(publish("szsi", "2020").pdf)) as opened:
        marks = [(level, title) for level, title, *_ in opened.doc.get_outlines()]
    tables = {title[:3]: at for at, (level, title) in enumerate(marks) if level == 2 and title.startswith("表1")}
    units = [title for level, title in marks[tables["表14"] + 1 : tables["表15"]] if level == 3]
    projects = [title for level, title in marks[tables["表15"] + 1 :] if level == 3]
    assert (len(units), len(projects)) == (12, 69)
    assert units[0] == "本级" and "宝安分局" in units and projects[0] == "本级 · 社保政策法规研究"
