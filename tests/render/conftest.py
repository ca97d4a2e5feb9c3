"""The sample document, rendered once for all tests of the formats."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from gen.document import Document
from gen.render import docx, fonts, pdf, style
from tests.render import sample


@dataclass(frozen=True)
class Rendered:
    document: Document
    style: style.StyleSheet
    fontset: fonts.FontSet
    pdf: bytes
    pages: dict[str, int]
    docx: bytes


@pytest.fixture(scope="session")
def sheet() -> style.StyleSheet:
    loaded, findings = style.load(sample.STYLE)
    assert loaded is not None, findings
    return loaded


@pytest.fixture(scope="session")
def fontset(sheet: style.StyleSheet) -> fonts.FontSet:
    found, findings = fonts.resolve(sheet)
    assert found is not None, findings
    return found


@pytest.fixture(scope="session")
def rendered(sheet: style.StyleSheet, fontset: fonts.FontSet) -> Rendered:
    document = sample.document()
    content, pages = pdf.render(document, sheet, fontset)
    return Rendered(document, sheet, fontset, content, pages, docx.render(document, sheet, pages))
