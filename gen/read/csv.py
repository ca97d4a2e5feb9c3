"""CSV (数据表): a file as rows of cells, each cell with the column in the author's own line where it begins.

CSV-01 no header            CSV-02 column missing      CSV-03 unknown column    CSV-04 column twice      CSV-05 columns in another order
CSV-06 row too short        CSV-07 row too long        CSV-08 blank row         CSV-09 quotes do not pair
CSV-10 line break in a cell CSV-11 cell too long       CSV-12 too many rows     CSV-13 blanks around a value
CSV-14 the same key twice   CSV-15 no rows             CSV-16 wrong separator

A record is one line, so one unpaired quote spoils one line and not the rest of the file.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass

from gen.findings import Finding, Place, error
from gen.model.shape import Row
from gen.read.gate import character_faults, listed, nearest, shown

#: Heads that are all there, in another order: what cells say against their heads may come of it.
MISORDERED = "CSV-05"
MAX_CELL = 5000
MAX_ROWS = 5000
#: How many further lines are looked at to tell a line break inside quotes from a quote that never closes.
_LOOK_AHEAD = 50

_CELL = re.compile(r'(?:^|,)(?:"((?:[^"]|"")*)"(?=,|$)|([^,]*))')


@dataclass(frozen=True, slots=True)
class CsvRow:
    """A row: its cells by header, and where they stand."""

    cells: dict[str, str]
    row: Row


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A CSV file: its header as written and its well-formed rows."""

    header: tuple[str, ...]
    rows: tuple[CsvRow, ...]


def parse(
    text: str, path: str, declared: tuple[str, ...], endings: tuple[str, ...] = (), optional: tuple[str, ...] = ()
) -> tuple[CsvTable, list[Finding]]:
    """The rows of ``text`` whose number of cells fits the header, with all faults of form.

    ``declared`` are the headers that must be there, in this order; further ones may stand anywhere if they are among ``optional`` or end in
    one of ``endings``.
    """
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    sample = ",".join(declared)
    if not lines or not lines[0].strip(", \t"):
        return CsvTable((), ()), [error("CSV-01", f"{path} 没有表头", Place(path, 1 if lines else 0, 1), hint=f"第一行应是：{sample}")]
    header, spans, findings = _cells(lines, 0, path, None)
    if header is None:
        return CsvTable((), ()), findings
    if len(header) == 1 and len(declared) > 1 and re.search(r"[;\t，；、|]", lines[0]):
        hint = f"各列用半角逗号“,”分开；另存时选“CSV UTF-8（逗号分隔）”。第一行应是：{sample}"
        return CsvTable((), ()), [error("CSV-16", "各列没有用半角逗号分开", Place(path, 1, 1, len(lines[0])), hint=hint)]
    findings += _header_faults(header, spans, path, declared, endings, optional)
    rows, row_findings = _rows(lines, header, path)
    return CsvTable(header, rows), findings + row_findings


def is_further(title: str, endings: tuple[str, ...]) -> bool:
    """Whether ``title`` ends in one of ``endings`` and says of what before it."""
    return title.endswith(endings) and title not in endings


def _rows(lines: list[str], header: tuple[str, ...], path: str) -> tuple[tuple[CsvRow, ...], list[Finding]]:
    rows: list[CsvRow] = []
    findings: list[Finding] = []
    number = 1
    while number < len(lines):
        if number > MAX_ROWS:
            message = f"数据有 {len(lines) - 1:,} 行，超过 {MAX_ROWS:,} 行"
            findings.append(error("CSV-12", message, Place(path, number + 1, 1), hint="请检查是否放错了文件"))
            break
        blank = _blank_lines(lines, number)
        if blank:
            message = "这一行是空的" if blank == 1 else f"从这里起有 {blank} 行是空的"
            findings.append(error("CSV-08", message, Place(path, number + 1, 1), hint="请删去空行"))
            number += blank
            continue
        cells, spans, faults = _cells(lines, number, path, len(header))
        findings += faults
        if cells is None:
            number += _broken_lines(lines, number, len(header))
            continue
        findings += _width_faults(cells, spans, header, path, number + 1)
        if len(cells) == len(header) and all(len(cell) <= MAX_CELL for cell in cells):
            first = {title: header.index(title) for title in header}  # of a header that stands twice the first counts
            row = Row(path, number + 1, {title: spans[index] for title, index in first.items()})
            rows.append(CsvRow({title: cells[index] for title, index in first.items()}, row))
        number += 1
    return tuple(rows), findings


def _blank_lines(lines: list[str], number: int) -> int:
    """How many lines from ``number`` on hold nothing."""
    end = number
    while end < len(lines) and not lines[end].strip(", \t"):
        end += 1
    return end - number


def _cells(
    lines: list[str], number: int, path: str, expected: int | None
) -> tuple[tuple[str, ...] | None, list[tuple[int, int]], list[Finding]]:
    """The cells of one line, (column, width) of each, and what is wrong with single cells; None where the line cannot be split.

    ``expected`` is how many cells there should be, where that is known.
    """
    line = lines[number]
    place = Place(path, number + 1, 1, max(len(line), 1))
    if len(line) > 100_000:
        return None, [], [error("CSV-11", f"这一行有 {len(line):,} 个字符", place, hint="请检查是否缺了换行")]
    try:
        cells = tuple(next(csv.reader([line], strict=True)))
    except csv.Error:
        if _broken_lines(lines, number, expected) > 1:
            hint = "一行数据写在一行里：请删去单元格里的换行（Excel 里是 Alt+Enter）"
            return None, [], [error("CSV-10", "单元格里有换行", _quote_place(place, line), hint=hint)]
        hint = "单元格里含逗号或引号时，整格用一对半角双引号括起，里面的引号写两遍；中文引号“”不受影响"
        return None, [], [error("CSV-09", "双引号没有配对，这一行分不出单元格", _quote_place(place, line), hint=hint)]
    spans = _spans(line)
    findings = [fault for cell, span in zip(cells, spans, strict=True) for fault in _cell_faults(cell, Place(path, number + 1, *span))]
    return cells, spans, findings


def _spans(line: str) -> list[tuple[int, int]]:
    """(column, width) of each cell of a line that has been split: its value as the author typed it, inside the quotes."""
    spans = []
    for match in _CELL.finditer(line):
        start, end = match.span(1 if match[1] is not None else 2)
        spans.append((start + 1, end - start))
    return spans


def _broken_lines(lines: list[str], number: int, cells: int | None) -> int:
    """How many lines the record at ``number`` runs over when line breaks inside quotes are allowed; 1 where it never closes."""
    reader = csv.reader((line + "\n" for line in lines[number : number + _LOOK_AHEAD]), strict=True)
    try:
        found = next(reader)
    except csv.Error:
        return 1
    # A later line that closes the quote by chance seldom gives a record of the right length.
    return reader.line_num if cells is None or len(found) == cells else 1


def _quote_place(place: Place, line: str) -> Place:
    """The place of the last quote that opens a cell."""
    column = max(line.rfind(',"') + 2, 1) if ',"' in line else line.find('"') + 1
    return Place(place.path, place.line, max(column, 1), 1)


def _cell_faults(cell: str, place: Place) -> list[Finding]:
    place = Place(place.path, place.line, place.column, max(place.width, 1))
    if len(cell) > MAX_CELL:
        return [error("CSV-11", f"单元格有 {len(cell):,} 个字，超过 {MAX_CELL:,} 个", place, hint="长的文字写在 .toml 文件里，一段一条")]
    if cell != cell.strip(" \t　"):
        return [error("CSV-13", f"“{shown(cell.strip())}”前后有空格", place, hint="请删去单元格前后的空格")]
    return [fault for fault in character_faults(cell, place, inside=True) if "U+0009" in fault.message]


def _width_faults(cells: tuple[str, ...], spans: list[tuple[int, int]], header: tuple[str, ...], path: str, line: int) -> list[Finding]:
    if len(cells) < len(header):
        message = f"这一行只有 {len(cells)} 格，表头有 {len(header)} 列，从“{header[len(cells)]}”起没有"
        return [error("CSV-06", message, Place(path, line, 1), hint="空的单元格也要留逗号")]
    if len(cells) > len(header):
        column, width = spans[len(header)]
        message = f"这一行有 {len(cells)} 格，表头只有 {len(header)} 列"
        hint = "金额不写千分位逗号；文字里有半角逗号时，整格用半角双引号括起"
        return [error("CSV-07", message, Place(path, line, column, max(width, 1)), hint=hint)]
    return []


def _header_faults(
    header: tuple[str, ...],
    spans: list[tuple[int, int]],
    path: str,
    declared: tuple[str, ...],
    endings: tuple[str, ...],
    optional: tuple[str, ...],
) -> list[Finding]:
    places = [Place(path, 1, column, max(width, 1)) for column, width in spans]
    sample = (
        f"应有的列：{','.join(declared)}"
        + (f"；可以没有的列：{','.join(optional)}" if optional else "")
        + (f"；另可有以{'、'.join(f'“{ending}”' for ending in endings)}结尾的列" if endings else "")
    )
    findings: list[Finding] = []
    for index, title in enumerate(header):
        if title in header[:index]:
            first = places[header.index(title)]
            findings.append(error("CSV-04", f"“{shown(title)}”列出现两次", places[index], first, hint="请删去重复的列"))
        elif title not in (*declared, *optional) and not is_further(title, endings):
            near = nearest(title, [name for name in (*declared, *optional) if name not in header])
            guess = f"是否应为“{near}”？" if near else ""
            name = f"“{shown(title)}”" if title else "空白的表头"
            findings.append(error("CSV-03", f"不认识的列：{name}", places[index], hint=guess + sample))
    for title in declared:
        if title not in header:
            near = nearest(title, [name for name in header if name not in (*declared, *optional)])
            guess = f"表头里的“{shown(near)}”是否写错了？" if near else ""
            findings.append(error("CSV-02", f"缺少“{title}”列", Place(path, 1, 1, 1), hint=guess + sample))
    present = [title for title in dict.fromkeys(header) if title in declared]
    if not findings and present != list(declared):
        findings.append(error(MISORDERED, f"各列的次序不对：{listed(present)}", Place(path, 1, 1), hint=sample))
    return findings
