"""The PDF of a document: its HTML through WeasyPrint, which may read the chosen font files and nothing else.

WeasyPrint goes on after most faults and only logs them (a missing glyph, a font it could not load, CSS it does not know). Here each
such record stops the rendering: what it printed would be wrong. The same document and fonts give the same bytes.
"""

from __future__ import annotations

import gc
import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gen.document import Document, Heading
from gen.render import html
from gen.render.fonts import FontSet, single_face
from gen.render.style import StyleSheet

#: A fontconfig file that lists no system font: the pages depend on the chosen font files alone.
FONTCONFIG = Path(__file__).with_name("fontconfig.xml")
LOGGERS = ("weasyprint", "fontTools")


class RenderError(Exception):
    """The PDF engine met a fault that the checks before it should have excluded: a fault of ours or of the installation."""


def render(document: Document, style: StyleSheet, fontset: FontSet) -> tuple[bytes, dict[str, int]]:
    """The PDF, and the printed page number of each heading by its anchor.

    Raises :class:`RenderError` on anything the engine warns of or wants to fetch.
    """
    with _own_fontconfig(), _strict() as faults, _no_collector():
        pdf, pages = _render(document, style, fontset)
    if faults:
        raise RenderError("; ".join(dict.fromkeys(faults)))
    return pdf, pages


def _render(document: Document, style: StyleSheet, fontset: FontSet) -> tuple[bytes, dict[str, int]]:
    from weasyprint import HTML
    from weasyprint.text import ffi

    from gen.render import fetcher, justify

    if ffi.harfbuzz_subset is None:
        # Without it fonts are subset by other code: many times slower, and with other bytes each time.
        raise RenderError("libharfbuzz-subset is missing: run `make setup`")
    faces = {role: path.as_uri() for role, path in fontset.files.items()}
    allowed = {uri: single_face(fontset.files[role]) for role, uri in faces.items()}
    fetch = fetcher.FontFetcher(allowed)
    try:
        with justify.patched() as justified:
            source = html.render(document, style, faces, justified=justified)
            page_tree = HTML(string=source, url_fetcher=fetch, base_url=None).render()
            for page in page_tree.pages:
                _close_tables(page._page_box)
            pages = _page_map(document, page_tree)
            return page_tree.write_pdf(), pages
    except fetcher.Refused as refusal:
        raise RenderError(str(refusal)) from refusal


def _close_tables(box: Any) -> None:
    """Move the foot of each table up to the last row above it: WeasyPrint leaves it below rows that it has moved to the next page."""
    for child in getattr(box, "children", ()):
        if child.element_tag == "table" and hasattr(child, "column_widths"):
            *groups, foot = child.children or [None]
            rows = [row for group in groups for row in group.children]
            if foot is not None and foot.is_footer and rows:
                foot.translate(dy=rows[-1].position_y + rows[-1].height - foot.position_y)
        else:
            _close_tables(child)


def _page_map(document: Document, page_tree: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, page in enumerate(page_tree.pages, start=1):
        for anchor in page.anchors:
            found.setdefault(anchor, number)
    return {block.anchor: found[block.anchor] for block in document.blocks() if isinstance(block, Heading)}


@contextmanager
def _own_fontconfig() -> Iterator[None]:
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(FONTCONFIG)
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


@contextmanager
def _strict() -> Iterator[list[str]]:
    """Collects what the engine logs at WARNING or above, or warns of, in place of printing it."""
    faults: list[str] = []

    class Collect(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            faults.append(f"{record.name}: {record.getMessage()}")

    handler = Collect(logging.WARNING)
    loggers = [logging.getLogger(name) for name in LOGGERS]
    settings = [(logger, logger.level, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.WARNING)
        logger.propagate = False
    try:
        with warnings.catch_warnings(record=True) as caught:
            # Once, not always: python's own registry must not hide a warning of an earlier rendering.
            warnings.simplefilter("always")
            yield faults
        faults.extend(str(warning.message) for warning in caught if not _expected(warning))
    finally:
        for logger, level, propagate in settings:
            logger.removeHandler(handler)
            logger.setLevel(level)
            logger.propagate = propagate


def _expected(warning: warnings.WarningMessage) -> bool:
    """That fontconfig knows no font is our own doing."""
    return "FontConfig" in str(warning.message)


@contextmanager
def _no_collector() -> Iterator[None]:
    """No cyclic garbage collection while rendering: WeasyPrint keeps so many objects alive that it costs a sixth of the time and more."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
