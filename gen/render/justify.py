"""A straight right edge for Chinese in WeasyPrint, which of itself stretches spaces only.

A line is filled by widening the gaps after its spaces and its Chinese characters alike. This replaces two functions inside WeasyPrint, so it
is done for the exact version it was written against and for no other; the caller learns whether it is in force.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import TO_UNITS, ffi, pango

VERSION = "70.0"
#: Characters after which a line may be stretched: hanzi, kana, full-width signs and quotes; not — and …, which come in unbroken pairs.
CHINESE = re.compile("[\u2018-\u201d\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]+")


@contextmanager
def patched() -> Iterator[bool]:
    """Within it WeasyPrint justifies Chinese; yields whether it does, which is so for the one version that this was written against."""
    if weasyprint.__version__ != VERSION:
        yield False
        return
    original_line, original_text = inline.justify_line, line_break.Layout.set_text

    def set_text(layout: Any, text: str, justify: bool = False) -> None:
        original_text(layout, text, justify)
        if justify and layout.justification_spacing:
            _widen(layout)

    inline.justify_line, line_break.Layout.set_text = _justify_line, set_text
    try:
        yield True
    finally:
        inline.justify_line, line_break.Layout.set_text = original_line, original_text


def _justify_line(context: Any, line: Any, extra_width: float) -> None:
    gaps = sum(_gaps(box.text) for box in _text_boxes(line))
    if gaps > 0:
        _spread(context, line, extra_width / gaps, 0)


def _text_boxes(box: Any) -> Iterator[Any]:
    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            yield from _text_boxes(child)


def _gaps(text: str) -> float:
    """How many gaps of a text stretch. Pango puts half of a gap on each side of a character, and none at either end of the text."""
    gaps = float(text.count(" ") + text.count("\u00a0"))
    for match in CHINESE.finditer(text):
        gaps += match.end() - match.start()
        gaps -= ((match.start() == 0) + (match.end() == len(text))) / 2
    return gaps


def _spread(context: Any, box: Any, spacing: float, advance: float) -> float:
    """Widens the texts of ``box`` by ``spacing`` a gap and moves what follows; returns how far that is."""
    if isinstance(box, boxes.TextBox):
        box.justification_spacing = spacing
        box.position_x += advance
        gaps = _gaps(box.text)
        if gaps > 0:
            layout = inline.create_layout(box.text, box.style, context, max_width=None, justification_spacing=spacing)
            layout.deactivate()
            box.pango_layout = layout
            box.width += spacing * gaps
            advance += spacing * gaps
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.position_x += advance
        before = advance
        for child in box.children:
            if child.is_in_normal_flow():
                advance = _spread(context, child, spacing, advance)
        box.width += advance - before
    else:
        box.translate(advance, 0)
    return advance


def _widen(layout: Any) -> None:
    """Adds the justification spacing of a Pango layout to the letter spacing of its Chinese characters."""
    text = layout.text
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    spacing = layout.style["letter_spacing"]
    units = int(((0 if spacing == "normal" else spacing) + layout.justification_spacing) * TO_UNITS)
    for match in CHINESE.finditer(text):
        attribute = pango.pango_attr_letter_spacing_new(units)
        attribute.start_index = len(text[: match.start()].encode())
        attribute.end_index = len(text[: match.end()].encode())
        pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(layout.layout, attributes)
