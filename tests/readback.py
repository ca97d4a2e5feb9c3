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

from gen.document import Document, Heading, ListBlock, Paragraph, Table, TableOfContents, plain
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
    for item in opened.iter_inner_content():
        if hasattr(item, "rows"):
            pieces.append(Cells(tuple(_docx_row(row) for row in item._tbl.tr_lst)))
        else:
            text = item.text.rpartition("\t")[0] if item.style.name.startswith("toc") else item.text
            pieces.append(bare(text))
    return [piece for piece in pieces if piece != ""]


def _docx_row(row: Any) -> tuple[str, ...]:
    cells = []
    for cell in row.iter(qn("w:tc")):
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        if merge is None or merge.get(qn("w:val")) == "restart":
            cells.append(bare("".join(node.text or "" for node in cell.iter(qn("w:t")))))
    return tuple(cells)


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
                    head = [bare(plain(cell.inlines)) for cell in tables[seen].grid.cells if cell.row < tables[seen].head_rows]
                    rest = flat[len(head) :] if flat[: len(head)] == head else flat
                    pieces[-1] = Cells((tuple(pieces[-1].flat() + rest),))
                else:
                    seen += 1
                    pieces.append(Cells((tuple("" if cell == CONTINUED else cell for cell in piece.flat()),)))
    return run_together(pieces)


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
