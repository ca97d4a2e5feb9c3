"""Rules over a printed document as it was read again: what any reader may add up and compare, with the numbers as they are printed.

They know how Chinese budget tables are laid out, and neither the tree nor the edition. A sum of k rounded numbers may be off by (k + 1) / 2
units of the last printed digit. ``audit`` gives what does not agree and how often each rule had something to compare.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from tests.audited import TOTAL, Audit, Number, as_number, decimals
from tests.readagain import Cell, Read, Sheet
from tests.textrules import audit_texts

_NUMBERING = re.compile(r"^(?:[（(]?[一二三四五六七八九十]+[）)]?、?|\d+[.．、])(?=[一-龥“])")
#: Columns beside the parts of a whole that say something else about it.
_BESIDE = re.compile("其中|采购")
_YEAR = re.compile(r"(\d{4})年")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of one side of a table: its labels, how deep it stands, and its numbers by column."""

    row: int
    labels: tuple[str, ...]
    depth: tuple[float, ...]
    numbers: dict[int, Number]

    @property
    def label(self) -> str:
        return next((label for label in reversed(self.labels) if label), "")

    @property
    def is_total(self) -> bool:
        return TOTAL.search(self.label) is not None


def audit(read: Read) -> Audit:
    """All rules over one document."""
    result = Audit()
    names: dict[str, set[Number]] = {}
    years: list[dict[tuple[str, str], Number]] = []
    for number, sheet in enumerate(read.sheets, 1):
        where = f"第{number}张"
        if is_form(sheet):
            _form(result, where, sheet)
            continue
        sides = list(_sides(sheet))
        for lines in sides:
            (_years if _by_year(lines) else _tree)(result, where, sheet, lines)
        _columns(result, where, sheet, sides)
        _both_sides(result, where, sides)
        if sheet.unit != "元":
            _name(names, sheet, sides)
        years += [found for lines in sides if _by_year(lines) and (found := _first_unit(sheet, lines))]
    audit_texts(result, read.texts, names, years)
    return result


# ── tables ──


def is_form(sheet: Sheet) -> bool:
    """Whether words and numbers stand below each other: a form, not a list with columns."""
    first = _first(sheet)
    kinds: dict[int, set[bool]] = {}
    for cell in sheet.cells:
        if cell.row >= first and cell.text and not re.fullmatch("—+", cell.text):
            kinds.setdefault(cell.column, set()).add(cell.is_number)
    return any(len(kind) == 2 for kind in kinds.values())


def _first(sheet: Sheet) -> int:
    """The first row below the heads: the first that holds a number."""
    return min((cell.row for cell in sheet.cells if cell.is_number), default=sheet.rows)


def _heads(sheet: Sheet) -> list[tuple[str, ...]]:
    """The heads above each column, from the top down."""
    grid, first = sheet.grid(), _first(sheet)
    paths = []
    for column in range(sheet.columns):
        over = [cell for row in range(first) if (cell := grid[row][column])]
        paths.append(tuple(cell.text for cell in dict.fromkeys(over)))
    return paths


def _half(sheet: Sheet, codes: set[int]) -> Decimal:
    """Half a unit of the digit that most numbers of a table end in."""
    places = Counter(decimals(cell.text) for cell in sheet.cells if cell.is_number and cell.text != "0" and cell.column not in codes)
    return Decimal(5).scaleb(-1 - (places.most_common(1)[0][0] if places else 0))


def _sides(sheet: Sheet) -> Iterator[list[Line]]:
    """The lines of each side of a table: columns of words, then columns of numbers."""
    grid, first, heads = sheet.grid(), _first(sheet), _heads(sheet)
    body = range(first, sheet.rows)
    wordy = {cell.column for cell in sheet.cells if cell.row >= first and cell.text and not cell.is_number}
    codes = {column for column, path in enumerate(heads) if any("编码" in head for head in path)}
    labels, numbers, sides = [], [], []
    for column in range(sheet.columns):
        is_label = column in wordy | codes
        if is_label and numbers:
            sides.append((labels, numbers))
            labels, numbers = [], []
        (labels if is_label else numbers).append(column)
    sides.append((labels, numbers))
    half = _half(sheet, codes)
    for labels, numbers in sides:
        if not labels or not numbers:
            continue
        lines: list[Line] = []
        indents = sorted({cell.indent for row in body for column in labels if (cell := grid[row][column]) and cell.text})
        ranks = {value: sum(1 for low, high in pairwise(indents) if high <= value and high - low > 2) for value in indents}
        spanned: dict[int, str] = {}
        for row in body:
            cells = [grid[row][column] for column in labels]
            texts = [cell.text if cell else "" for cell in cells]
            # What spans rows goes on over a page as an empty box.
            for index, cell in enumerate(cells):
                if cell and cell.rowspan > 1 and not cell.text:
                    texts[index] = spanned.get(index, "")
                spanned[index] = texts[index]
            at = next((index for index, text in enumerate(texts) if text), None)
            if at is None:
                continue
            code = next((len(texts[index]) for index, column in enumerate(labels) if column in codes and texts[index]), 0)
            cell = cells[at]
            depth = (float(at), float(code), 0.0 if code or cell is None else float(ranks.get(cell.indent, 0)))
            found = {column: as_number(cell.text, half) for column in numbers if (cell := grid[row][column]) and cell.is_number}
            blank = {column: Number(Decimal(0), half) for column in numbers if column not in found}
            lines.append(Line(row, tuple(texts), depth, {**blank, **found}))
        yield lines


def _tree(result: Audit, where: str, sheet: Sheet, lines: list[Line]) -> None:
    """A row is the sum of the rows one step deeper below it, by indent or code; a total is the sum of what stands above it."""
    stack: list[tuple[Line, list[Line]]] = []
    opened: list[Line] = []
    done: list[tuple[Line, list[Line]]] = []
    for line in lines:
        if line.is_total and opened:
            # Within a part of the table that a label beside the rows names, a total is that of the part.
            part = [other for other in opened if other.labels[:-1] == line.labels[:-1]] if any(line.labels[:-1]) else []
            done.append((line, part or opened))
            opened, stack = [*(other for other in opened if other not in (part or opened)), line], []
            continue
        while stack and stack[-1][0].depth >= line.depth:
            stack.pop()
        if not stack:
            opened.append(line)
        elif not line.label.startswith("其中"):
            stack[-1][1].append(line)
        stack.append((line, []))
        done.append(stack[-1])
    for whole, parts in done:
        for column, number in whole.numbers.items() if parts else ():
            rule = "合计行" if whole.is_total else "上下级"
            result.holds(rule, f"{where} {whole.label} 第{column + 1}列", number, [part.numbers[column] for part in parts])


def _columns(result: Audit, where: str, sheet: Sheet, sides: list[list[Line]]) -> None:
    """A column headed 小计 or 总计 is the sum of the columns beside it under the same head."""
    heads = _heads(sheet)
    for lines in sides:
        columns = [column for column in (lines[0].numbers if lines else ()) if heads[column]]
        groups = {heads[column][:depth] for column in columns for depth in range(len(heads[column]))}
        for group in groups:
            total = _total_of(group, columns, heads)
            parts = [part for child in _children(group, columns, heads, total) for part in _value(child, columns, heads)]
            for line in lines if total is not None and len(parts) > 1 else ():
                result.holds(
                    "合计列", f"{where} {line.label} {heads[total or 0][-1]}", line.numbers[total or 0], [line.numbers[p] for p in parts]
                )


def _total_of(group: tuple[str, ...], columns: list[int], heads: list[tuple[str, ...]]) -> int | None:
    return next((c for c in columns if heads[c][:-1] == group and TOTAL.search(heads[c][-1])), None)


def _children(group: tuple[str, ...], columns: list[int], heads: list[tuple[str, ...]], total: int | None) -> list[tuple[str, ...]]:
    below = (heads[c][: len(group) + 1] for c in columns if c != total and heads[c][: len(group)] == group and len(heads[c]) > len(group))
    return [child for child in dict.fromkeys(below) if not _BESIDE.search(child[-1])]


def _value(head: tuple[str, ...], columns: list[int], heads: list[tuple[str, ...]]) -> list[int]:
    """The columns that together are what a head is the name of."""
    if head in [heads[c] for c in columns]:
        return [next(c for c in columns if heads[c] == head)]
    total = _total_of(head, columns, heads)
    return [total] if total is not None else [c for child in _children(head, columns, heads, None) for c in _value(child, columns, heads)]


def _both_sides(result: Audit, where: str, sides: list[list[Line]]) -> None:
    """The grand totals of income and expenditure are the same number."""
    totals = {line.label: line.numbers for lines in sides for line in lines}
    if {"收入总计", "支出总计"} <= totals.keys():
        (income, *_), (spent, *_) = totals["收入总计"].values(), totals["支出总计"].values()
        result.true("收支相等", f"{where} 收入总计 {income.value}，支出总计 {spent.value}", income.value == spent.value)


def _by_year(lines: list[Line]) -> bool:
    return any(_YEAR.fullmatch(line.label) for line in lines)


def _years(result: Audit, where: str, sheet: Sheet, lines: list[Line]) -> None:
    """The row of changes is this year's row less last year's."""
    for last, this, change in zip(lines, lines[1:], lines[2:], strict=False):
        if change.label.startswith("增减"):
            for column, number in change.numbers.items():
                whole, less = this.numbers[column], last.numbers[column]
                result.holds("增减行", f"{where} 第{column + 1}列", number, [whole, Number(-less.value, less.half)])


def _form(result: Audit, where: str, sheet: Sheet) -> None:
    """In a form a row called 合计 is the sum of the numbers above it; a total beside its parts is their sum."""
    grid, half = sheet.grid(), _half(sheet, set())
    for total in (cell for cell in sheet.cells if re.fullmatch("(金额)?合计", cell.text)):
        for cell in (cell for cell in sheet.cells if cell.row == total.row and cell.column > total.column and cell.is_number):
            parts = []
            for row in range(total.row - 1, -1, -1):
                above = grid[row][cell.column]
                if (
                    above is None
                    or (above.text and not above.is_number)
                    or any(c and re.fullmatch("(金额)?合计", c.text) for c in grid[row])
                ):
                    break
                parts.append(above)
            numbers = [as_number(part.text, half) if part.text else Number(Decimal(0), half) for part in parts]
            if numbers:
                result.holds("表单合计", f"{where} 第{total.row + 1}行", as_number(cell.text, half), numbers)
    for head in (cell for cell in sheet.cells if cell.text in ("总额", "合计")):
        beside = [cell for cell in sheet.cells if cell.row == head.row and re.search("财政拨款$|其他资金$", cell.text)]
        for row in range(head.row + 1, sheet.rows) if len(beside) == 2 else ():
            cells = [grid[row][cell.column] for cell in (head, *beside)]
            if cells[0] is None or not cells[0].is_number:
                break
            numbers = [as_number(cell.text, half) if cell and cell.is_number else Number(Decimal(0), half) for cell in cells]
            result.holds("表单各栏", f"{where} 第{row + 1}行", numbers[0], numbers[1:])
    beside_of = {
        label: _beside(grid, cell) for cell in sheet.cells if (label := cell.text) in ("本年度项目金额", "财政拨款资金", "其他资金")
    }
    values = [as_number(cell.text, half) for cell in beside_of.values() if cell and cell.is_number]
    if len(values) == 3:
        result.holds("项目金额", where, values[0], values[1:])


def _beside(grid: list[list[Cell | None]], cell: Cell) -> Cell | None:
    right = cell.column + cell.colspan
    return grid[cell.row][right] if right < len(grid[cell.row]) else None


def _plain(label: str) -> str:
    return _NUMBERING.sub("", label)


def _name(names: dict[str, set[Number]], sheet: Sheet, sides: list[list[Line]]) -> None:
    """Which numbers stand in the row or below the head of a name, in any table."""
    heads = _heads(sheet)
    for line in (line for lines in sides for line in lines if not _YEAR.fullmatch(line.label)):
        for column, number in line.numbers.items():
            for label in (*line.labels, *(heads[column][-1:])):
                if len(_plain(label)) >= 4:
                    names.setdefault(_plain(label), set()).add(number)


def _first_unit(sheet: Sheet, lines: list[Line]) -> dict[tuple[str, str], Number]:
    """The amounts of the unit that a table by years begins with, by head and year."""
    heads = _heads(sheet)
    found: dict[tuple[str, str], Number] = {}
    for line in lines[:2]:
        for column, number in line.numbers.items():
            head = heads[column][-2] if heads[column][-1] == "小计" else heads[column][-1]
            found[re.sub(r"[（(].*[）)]", "", head), line.label] = number
    return found
