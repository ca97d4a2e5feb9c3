"""The PDF engine under guard: what it may read, what stops it, that it gives the same bytes each time."""

from __future__ import annotations

import gc
import hashlib
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream
from weasyprint import HTML

from gen.document import Document, Paragraph, Section, Text
from gen.render import fetcher, html, justify, pdf
from gen.render.fonts import FontSet
from gen.render.style import StyleSheet
from tests.render import sample
from tests.render.conftest import Rendered

SCRIPT = """
import hashlib, sys
from gen.render import docx, fonts, pdf, style
from tests.render import sample
sheet, _ = style.load(sample.STYLE)
fontset, findings = fonts.resolve(sheet)
content, pages = pdf.render(sample.document(), sheet, fontset)
for part in (content, docx.render(sample.document(), sheet, pages)):
    print(hashlib.sha256(part).hexdigest())
"""
VECTORS = (
    '<img src="{url}">', '<link rel="stylesheet" href="{url}">', '<link rel="attachment" href="{url}">', '<a rel="attachment" href="{url}">x</a>',
    '<object data="{url}"></object>', '<embed src="{url}">', '<div style="background: url({url})">x</div>', "<style>@import url({url});</style>",
    '<style>@font-face {{ font-family: x; src: url({url}) }}</style><p style="font-family: x">x</p>',
    '<style>p::before {{ content: url({url}) }}</style><p>x</p>',
)  # fmt: skip
URLS = (
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "http://127.0.0.1:9/x",
    "https://127.0.0.1:9/x",
    "ftp://127.0.0.1/x",
    "data:text/css,p{}",
)


def small() -> Document:
    return Document(title="甲", author="乙", sections=(Section(blocks=(Paragraph(inlines=(Text("部门预算"),)),)),))


def test_two_processes_give_the_same_bytes(rendered: Rendered) -> None:
    """Another process, another hash seed, another time zone, another moment."""
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "PYTHONPATH": str(sample.ROOT)}
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, env=environment, cwd=sample.ROOT, check=True)
    assert done.stdout.split() == [hashlib.sha256(content).hexdigest() for content in (rendered.pdf, rendered.docx)]


def test_the_file_says_no_date_no_path_and_no_more_than_it_should(rendered: Rendered) -> None:
    parsed = PDFDocument(PDFParser(BytesIO(rendered.pdf)))
    objects = [parsed.getobj(number) for xref in parsed.xrefs for number in xref.get_objids()]
    everything = repr([one.attrs if isinstance(one, PDFStream) else one for one in objects])
    everything += "".join(one.get_data().decode("latin-1") for one in objects if isinstance(one, PDFStream) and "Subtype" not in one.attrs)
    assert "/'Catalog'" in everything and "WeasyPrint" in everything
    for word in ("CreationDate", "ModDate", "file:", "URI", "EmbeddedFile", "JavaScript", "/home/", "/tmp/", "/root/"):
        assert word not in everything
    assert parsed.catalog["Lang"] == b"zh-CN"


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_but_the_fonts_is_fetched(url: str, vector: str) -> None:
    with pytest.raises(fetcher.Refused):
        HTML(string=vector.format(url=url), url_fetcher=fetcher.FontFetcher({"file:///font": b""})).write_pdf()


def test_a_link_or_a_detour_to_an_allowed_file_is_refused(fontset: FontSet, tmp_path: Path) -> None:
    font = fontset.files["fang"]
    link = tmp_path / "link.otf"
    link.symlink_to(font)
    fetch = fetcher.FontFetcher({font.as_uri(): b"font"})
    assert fetch.fetch(font.as_uri()).read() == b"font"
    for url in (link.as_uri(), f"{font.parent.as_uri()}/./{font.name}", font.as_uri() + "?x", font.as_uri().replace("F", "%46")):
        with pytest.raises(fetcher.Refused):
            fetch.fetch(url)


def injected(monkeypatch: pytest.MonkeyPatch, markup: str) -> None:
    """As if the HTML backend had written ``markup``."""
    original: Callable[..., str] = html.render
    monkeypatch.setattr(html, "render", lambda *args, **keywords: original(*args, **keywords).replace("</body>", f"{markup}</body>"))


def test_a_refused_fetch_stops_the_rendering(monkeypatch: pytest.MonkeyPatch, sheet: StyleSheet, fontset: FontSet) -> None:
    injected(monkeypatch, '<img src="file:///etc/passwd">')
    with pytest.raises(pdf.RenderError, match="refused to fetch"):
        pdf.render(small(), sheet, fontset)


@pytest.mark.parametrize("markup", ["<p>镕</p>", '<p style="colour: red">x</p>', '<img src="x.png">', '<a href="#nowhere">x</a>'])
def test_whatever_the_engine_warns_of_stops_the_rendering(
    monkeypatch: pytest.MonkeyPatch, sheet: StyleSheet, fontset: FontSet, markup: str
) -> None:
    injected(monkeypatch, markup)
    with pytest.raises(pdf.RenderError):
        pdf.render(small(), sheet, fontset)


def test_a_broken_font_stops_the_rendering(sheet: StyleSheet, fontset: FontSet, tmp_path: Path) -> None:
    broken = tmp_path / "broken.otf"
    broken.write_bytes(b"OTTO" + b"\0" * 100)
    with pytest.raises(pdf.RenderError):
        pdf.render(small(), sheet, FontSet({**fontset.files, "fang": broken.resolve()}))


def test_the_process_is_left_as_it_was(sheet: StyleSheet, fontset: FontSet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "/before")
    handlers = list(logging.getLogger("weasyprint").handlers)
    pdf.render(small(), sheet, fontset)
    assert os.environ["FONTCONFIG_FILE"] == "/before"
    assert gc.isenabled()
    assert logging.getLogger("weasyprint").handlers == handlers


def test_chinese_is_justified_by_the_installed_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    with justify.patched() as justified:
        assert justified
    monkeypatch.setattr(justify, "VERSION", "0")
    with justify.patched() as justified:
        assert not justified


def test_the_page_map_has_every_heading(rendered: Rendered) -> None:
    assert list(rendered.pages) == [
        "part-1", "duties", "functions", "changes", "hostile", "small", "hidden", "part-2", "title-t1", "title-t3", "title-t2", "title-t5", "part-3",
    ]  # fmt: skip
    assert list(rendered.pages.values()) == sorted(rendered.pages.values())
