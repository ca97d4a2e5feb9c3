"""Reads a finished DOCX or PDF back into the text of its paragraphs and table cells, to hold it against the document it was made from.

White space is left out everywhere: where a line breaks is the engine's affair. Page numbers, repeated heads and the watermark are furniture.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pdfplumber
from docx import Document as open_docx
from docx.oxml.ns import qn

from gen.document import Document, Heading, ListBlock, Paragraph, Stretch, Table, TableOfContents, plain
from gen.render import roles
from gen.render.style import StyleSheet

#: An empty cell that spans rows: on a page that a table goes on to, it may be the rest of a cell of the page before.
CONTINUED = "\x00"
LEADER = re.compile(r"\.{3,}[0-9]+$")


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells that begin in each row of a table, as text."""

    rows: tuple[tuple[str, ...], ...]

    def flat(self) -> list[str]:
        return [cell for row in self.rows for cell in row]


Piece = str | Cells


def bare(text: str) -> str:
    """``text`` without any white space."""
    return re.sub(r"[\s\u200b]+", "", text)


def expected(document: Document) -> list[Piece]:
    """What both formats must hold: each paragraph and each table, in order; paragraphs without text left out."""
    pieces: list[Piece] = []
    for block in document.blocks():
        match block:
            case Heading() | Paragraph():
                pieces.append(bare(plain(block.inlines)))
            case ListBlock():
                pieces.extend(bare(plain(item)) for item in block.items)
            case TableOfContents():
                pieces.extend(bare(entry.text) for entry in roles.entries(document, block.depth))
            case Table():
                pieces.append(Cells(tuple(tuple(bare(plain(cell.inlines)) for cell in row) for row in block.grid.by_row())))
    return [piece for piece in pieces if piece != ""]


def read_docx(content: bytes) -> list[Piece]:
    """The paragraphs and tables of a DOCX, in order; of a contents line only its text."""
    opened = open_docx(BytesIO(content))
    pieces: list[Piece] = []
    below = None
    for item in opened.iter_inner_content():
        if hasattr(item, "rows"):
            caption = item._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
            rows = _docx_rows(item._tbl.tr_lst)
            # A form is several tables of one caption with nothing but an empty paragraph between them.
            if caption == below and isinstance(pieces[-2], Cells) and pieces[-1] == "":
                pieces[-2:] = [Cells(pieces[-2].rows + rows)]
            else:
                pieces.append(Cells(rows))
            below = caption
        else:
            text = item.text.rpartition("\t")[0] if item.style.name.startswith("toc") else item.text
            pieces.append(bare(text))
    return [piece for piece in pieces if piece != ""]


def _docx_rows(rows: Any) -> tuple[tuple[str, ...], ...]:
    """The cells that begin in each row; two with no rule between them are one, that begins where the upper one does."""
    found: list[list[str]] = []
    opened: dict[int, tuple[int, int]] = {}
    for number, row in enumerate(rows):
        found.append([])
        column = 0
        for cell in row.iter(qn("w:tc")):
            properties, text = cell.find(qn("w:tcPr")), bare("".join(node.text or "" for node in cell.iter(qn("w:t"))))
            merge, borders, span = (properties.find(qn(f"w:{name}")) for name in ("vMerge", "tcBorders", "gridSpan"))
            here, column = column, column + (1 if span is None else int(span.get(qn("w:val"))))
            if merge is not None and merge.get(qn("w:val")) != "restart":
                continue
            if borders is not None and borders.find(qn("w:top")) is not None:
                upper, place = opened.pop(here)
                found[upper][place] += text
                continue
            if borders is not None:
                opened[here] = (number, len(found[-1]))
            found[-1].append(text)
    return tuple(tuple(row) for row in found)


def read_pdf(content: bytes, document: Document, style: StyleSheet) -> list[Piece]:
    """The text and the tables of a PDF, in order; paragraphs are not told apart (see :func:`run_together`), nor are rows of a table.

    Tables are found by their rules; a table that goes on over pages is one, its repeated heads dropped.
    """
    pieces: list[Piece] = []
    tables = [block for block in document.blocks() if isinstance(block, Table)]
    seen = -1
    with pdfplumber.open(BytesIO(content)) as pdf:
        for page in pdf.pages:
            for piece in _page(page, style):
                if isinstance(piece, str):
                    pieces.append(piece)
                elif pieces and isinstance(pieces[-1], Cells):
                    flat = [cell for cell in piece.flat() if cell != CONTINUED]
                    pieces[-1] = Cells((tuple(pieces[-1].flat() + _without_heads(flat, tables[seen])),))
                else:
                    seen += 1
                    pieces.append(Cells((tuple("" if cell == CONTINUED else cell for cell in piece.flat()),)))
    return run_together(pieces)


def _without_heads(flat: list[str], table: Table) -> list[str]:
    """What a page holds of a table that began before, without the heads that are repeated on it."""
    rows = table.grid.by_row()
    for stretch in table.stretches or (Stretch(0, table.grid.rows - 1, table.head_rows),):
        body = stretch.first + stretch.heads
        head = [bare(plain(cell.inlines)) for row in rows[stretch.first : body] for cell in row if cell.row + cell.rowspan <= body]
        start = [bare(plain(cell.inlines)) for cell in rows[body]] if table.stretches else []
        # Heads before the first row of their stretch are no repetition: it begins on this page.
        if flat[: len(head)] == head and (not start or flat[len(head) : len(head) + len(start)] != start):
            return flat[len(head) :]
    return flat


def run_together(pieces: list[Piece]) -> list[Piece]:
    """Neighbouring texts as one, rows of a table as one: what can be known of a PDF."""
    result: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and result and isinstance(result[-1], str):
            result[-1] += piece
        else:
            result.append(piece if isinstance(piece, str) else Cells((tuple(piece.flat()),)))
    return result


def _page(page: Any, style: StyleSheet) -> list[Piece]:
    chars = in_type_area(page, style)
    found: list[tuple[float, Piece]] = []
    for table in page.find_tables({"vertical_strategy": "lines", "horizontal_strategy": "lines"}):
        found.append((table.bbox[1], Cells((_table(table, chars),))))
        chars = [char for char in chars if not _within(char, table.bbox)]
    for line in lines(chars):
        found.append((line[0]["top"], LEADER.sub("", bare(_line_text(line)))))
    return [piece for _, piece in sorted(found, key=lambda pair: pair[0])]


def _table(table: Any, chars: list[Any]) -> tuple[str, ...]:
    boxes = sorted(table.cells, key=lambda box: (round(box[1]), box[0]))
    heights: dict[int, float] = {}
    for box in boxes:
        top = round(box[1])
        heights[top] = min(heights.get(top, 1e9), box[3] - box[1])
    cells = []
    for box in boxes:
        text = bare(_text([char for char in chars if _within(char, box)]))
        cells.append(CONTINUED if not text and box[3] - box[1] > heights[round(box[1])] + 2 else text)
    return tuple(cells)


def in_type_area(page: Any, style: StyleSheet) -> list[Any]:
    """The characters of a page within its type area, that is without the page number; without the watermark, which is turned."""
    sheet, points = style.page, 72 / 25.4
    left, top, wide, high = (float(one) * points for one in (sheet.left, sheet.top, sheet.text_width, sheet.text_height))
    if page.width > page.height:
        left, top, wide, high = float(sheet.bottom) * points, float(sheet.left) * points, high, wide
    area = (left - 2, top - 2, left + wide + 2, top + high + 2)
    return [char for char in page.chars if char["upright"] and _within(char, area)]


def lines(chars: list[Any]) -> list[list[Any]]:
    """Characters by baseline, from top to bottom and from left to right."""
    by_baseline: dict[float, list[Any]] = defaultdict(list)
    for char in chars:
        by_baseline[round(char["matrix"][5], 1)].append(char)
    return [sorted(by_baseline[baseline], key=lambda char: char["x0"]) for baseline in sorted(by_baseline, reverse=True)]


def _text(chars: list[Any]) -> str:
    return "".join(_line_text(line) for line in lines(chars))


def _line_text(line: list[Any]) -> str:
    return "".join(char["text"] for char in line)


def _within(char: Any, box: tuple[float, float, float, float]) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
