"""Reads a finished DOCX or PDF as a stranger would: tables as grids of cells with their indents, and the text between them.

Nothing of the tree, the edition or the data is known here, so that what is concluded from it is concluded from the printed page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import pdfplumber
from docx import Document as open_docx
from docx.oxml.ns import qn

from gen.render.style import StyleSheet
from tests.readback import bare, in_type_area, lines

NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_UNIT = re.compile("单位[：:](万?元)")
_LEADER = re.compile(r"\.{3,}[0-9]+$")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a printed table; ``indent`` is how far its text stands from where the cell's text begins, in points."""

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str
    indent: float = 0

    @property
    def is_number(self) -> bool:
        return NUMBER.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A printed table; ``unit`` is the unit of money that was last said above it, "" = none."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    unit: str = ""

    def grid(self) -> list[list[Cell | None]]:
        """The cell that covers each place."""
        grid: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                for column in range(cell.column, cell.column + cell.colspan):
                    grid[row][column] = cell
        return grid

    def numbers(self) -> list[str]:
        return [cell.text for cell in self.cells if cell.is_number]


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a document: its texts in order, and its tables in order."""

    texts: tuple[str, ...]
    sheets: tuple[Sheet, ...]


def read_docx(content: bytes) -> Read:
    """The paragraphs and tables of a DOCX; the contents left out."""
    texts: list[str] = []
    sheets: list[Sheet] = []
    above, apart = None, True
    for item in open_docx(BytesIO(content)).iter_inner_content():
        if hasattr(item, "rows"):
            caption = item._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
            sheet = replace(_docx_sheet(item._tbl.tr_lst), unit=_unit(texts))
            # A form is several tables of one caption with nothing but an empty paragraph between them.
            if caption == above and not apart:
                upper = sheets.pop()
                lower = tuple(replace(cell, row=cell.row + upper.rows) for cell in sheet.cells)
                sheet = replace(upper, rows=upper.rows + sheet.rows, cells=upper.cells + lower)
            sheets.append(sheet)
            above, apart = caption, False
        elif bare(item.text):
            apart = True
            if not item.style.name.startswith("toc"):
                texts.append(bare(item.text))
    return Read(tuple(texts), tuple(sheets))


def _unit(texts: Sequence[str]) -> str:
    """The unit of money that the texts above a table say last."""
    return next((found[-1] for text in reversed(texts) if (found := _UNIT.findall(text))), "")


def _docx_sheet(rows: Any) -> Sheet:
    cells: list[Cell] = []
    above: dict[int, int] = {}
    width = 0
    for number, row in enumerate(rows):
        column = 0
        for node in row.iter(qn("w:tc")):
            merge, span = (node.find(qn("w:tcPr")).find(qn(f"w:{name}")) for name in ("vMerge", "gridSpan"))
            here, wide = column, 1 if span is None else int(span.get(qn("w:val")))
            column += wide
            if merge is not None and merge.get(qn("w:val")) != "restart":
                upper = cells[above[here]]
                cells[above[here]] = replace(upper, rowspan=number - upper.row + 1)
                continue
            properties = next(node.iter(qn("w:pPr")))
            left = properties.find(qn("w:ind"))
            text = bare("".join(each.text or "" for each in node.iter(qn("w:t"))))
            above[here] = len(cells)
            cells.append(Cell(number, here, 1, wide, text, 0 if left is None else int(left.get(qn("w:left"), 0)) / 20))
        width = max(width, column)
    return Sheet(len(rows), width, tuple(cells))


@dataclass(frozen=True, slots=True)
class _Box:
    """A ruled box on a page, with the text in it."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    indent: float
    centred: bool


def read_pdf(content: bytes, style: StyleSheet) -> Read:
    """The text and the tables of a PDF. A table at the head of a page that nothing stands above goes on from the page before."""
    texts: list[str] = []
    tables: list[list[list[_Box]]] = []
    units: list[str] = []
    in_table = False
    with pdfplumber.open(BytesIO(content)) as pdf:
        for page in pdf.pages:
            chars = in_type_area(page, style)
            found: list[tuple[float, Any]] = []
            for table in page.find_tables({"vertical_strategy": "lines", "horizontal_strategy": "lines"}):
                inside = [char for char in chars if _within(char, table.bbox)]
                chars = [char for char in chars if not _within(char, table.bbox)]
                found.append((table.bbox[1], [_box(box, inside) for box in table.cells]))
            found += [(line[0]["top"], _LEADER.sub("", bare("".join(char["text"] for char in line)))) for line in lines(chars)]
            for _, piece in sorted(found, key=lambda pair: pair[0]):
                if isinstance(piece, list):
                    if not in_table:
                        tables.append([])
                        units.append(_unit(texts))
                    tables[-1].append(piece)
                    in_table = True
                elif piece:
                    # Lines are run together: where a paragraph ends is not told, so a text reaches to the next table.
                    texts[-1:] = [texts[-1] + piece] if texts and not in_table else [*texts[-1:], piece]
                    in_table = False
    return Read(tuple(texts), tuple(replace(_sheet(table), unit=unit) for table, unit in zip(tables, units, strict=True)))


def _box(box: tuple[float, float, float, float], chars: Sequence[Any]) -> _Box:
    inside = lines([char for char in chars if _within(char, box)])
    text = bare("".join(char["text"] for line in inside for char in line))
    seen = [line for line in inside if any(bare(char["text"]) for char in line)]
    if not seen:
        return _Box(*box, "", 0, True)
    sides = []
    for line in seen:
        written = [char for char in line if bare(char["text"])]
        sides.append((written[0]["x0"] - box[0], box[2] - written[-1]["x1"]))
    aligned = max(left for left, _ in sides) - min(left for left, _ in sides) < 1
    centred = all(abs(left - right) < 1.5 for left, right in sides) or not aligned
    return _Box(*box, text, sides[0][0], centred)


def _sheet(parts: list[list[_Box]]) -> Sheet:
    """One sheet of the boxes of all pages, without the heads that are printed again."""
    columns = _edges(edge for part in parts for box in part for edge in (box.x0, box.x1))
    cells: list[Cell] = []
    # Text with the same room on both sides is centred, where all of its column is: then it is not indented.
    ragged: set[int] = set()
    offset = 0
    for number, part in enumerate(parts):
        rows = _edges(edge for box in part for edge in (box.top, box.bottom))
        here = []
        for box in sorted(part, key=lambda box: (round(box.top), box.x0)):
            row, column = _at(rows, box.top), _at(columns, box.x0)
            here.append(Cell(row, column, _at(rows, box.bottom) - row, _at(columns, box.x1) - column, box.text, box.indent))
            if not box.centred:
                ragged.add(column)
        again = _repeated(cells, here) if number else 0
        cells += [replace(cell, row=cell.row - again + offset) for cell in here if cell.row >= again]
        offset += len(rows) - 1 - again
    least = {column: min(cell.indent for cell in cells if cell.column == column and cell.text) for column in ragged}
    flush = (replace(cell, indent=max(0.0, cell.indent - least.get(cell.column, cell.indent)) if cell.text else 0.0) for cell in cells)
    return Sheet(offset, len(columns) - 1, tuple(flush))


def _repeated(above: list[Cell], here: list[Cell]) -> int:
    """How many rows at the head of a page are heads that stand above already: rows of words that follow each other there, too."""

    def words(cells: list[Cell]) -> list[tuple[str, ...]]:
        rows: dict[int, list[str]] = {}
        for cell in cells:
            rows.setdefault(cell.row, [])
            if cell.text:
                rows[cell.row].append(cell.text)
        return [tuple(rows.get(row, ())) for row in range(max(rows) + 1)]

    old, new = words(above), words(here)
    best = 0
    for start in range(len(old)):
        run = 0
        while run < len(new) and start + run < len(old) and new[run] and new[run] == old[start + run]:
            if any(NUMBER.fullmatch(word) for word in new[run]):
                break
            run += 1
        best = max(best, run)
    return best


def _edges(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 2:
            found.append(value)
    return found


def _at(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))


def _within(char: Any, box: tuple[float, float, float, float]) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])
