"""The HTML: escaped, classes only, the structure that a reader of the page relies on."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from gen.render import css, html
from gen.render.style import StyleSheet
from tests.render import sample


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.styled: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.styled.update(tag for name, _ in attrs if name == "style")


def parsed(page: str) -> Elements:
    elements = Elements()
    elements.feed(page)
    return elements


def test_data_brings_no_element_and_no_attribute(sheet: StyleSheet) -> None:
    elements = parsed(html.render(sample.document(watermark="<b>"), sheet, {}))
    in_order = " ".join(sorted(elements.names))
    assert (
        in_order == "a body br col colgroup div em h1 h2 h3 head html meta nav p section span style table tbody td tfoot th thead title tr"
    )
    assert elements.attributes == {"lang", "charset", "name", "content", "class", "id", "data-label", "href", "style", "rowspan", "colspan"}
    assert elements.styled == {"col"}


def test_every_class_and_family_is_in_the_style_sheet(sheet: StyleSheet) -> None:
    page = html.render(sample.document(watermark="草稿"), sheet, {role: f"file:///{role}" for role in sheet.fonts})
    rules, _, body = page.partition("</style>")
    used = {name for value in re.findall(r'class="([^"]*)"', body) for name in value.split()}
    known = set(re.findall(r"\.([a-z][a-z0-9-]*)", rules))
    assert used - known == set()
    families = set(re.findall(r'font-family: "([^"]+)"', rules))
    assert families == {css.family(role) for role in sheet.fonts}


def test_columns_take_their_shares(sheet: StyleSheet) -> None:
    page = html.render(sample.document(), sheet, {})
    assert '<col style="width: 35.000%"><col style="width: 15.000%">' in page
    assert '<col style="width: 100.000%">' in page


def test_chinese_is_justified_only_where_the_engine_can(sheet: StyleSheet) -> None:
    assert "text-align: justify" not in html.render(sample.document(), sheet, {})
    assert "text-align: justify" in html.render(sample.document(), sheet, {}, justified=True)
