"""The canonical form of a CSV file: rows in the order that the file declares, a cell in quotes only where it must be.

Most files keep the order of their rows, since it is that of print. Where a file declares an order (``CsvFile.order``), codes, dates and counts go
by their value and choices as they are declared, a blank last; texts go together in the order in which the file first mentions them, since that order
is the department's own. The digits of an amount are never touched: what stands behind the point says how exactly it is known.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from gen.model.shape import Field, Kind, fields_of
from gen.read.files import CsvFile, Mentioned

#: A row by the titles of its columns.
Cells = Mapping[str, str]

_MINUS_NOUGHT = re.compile(r"-0(\.0+)?")


def canonical_csv(text: str, file: CsvFile) -> str:
    """``text``, a CSV ``file`` without a fault and its lines ended by LF, in canonical form."""
    header, *lines = (next(csv.reader([line], strict=True)) for line in text.removesuffix("\n").split("\n"))
    fields = {field.title: field for field in fields_of(file.record)}
    rows = [{title: _cell(fields.get(title), cell) for title, cell in zip(header, line, strict=True)} for line in lines]
    return written(header, in_order(rows, file))


def written(header: Sequence[str], rows: Iterable[Cells]) -> str:
    """A CSV file of these rows, the one way to write it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([row[title] for title in header] for row in rows)
    return out.getvalue()


def in_order(rows: Sequence[Cells], file: CsvFile) -> tuple[Cells, ...]:
    """``rows`` in the order that ``file`` declares; as they stand, where that would mention a text earlier whose place is printed (``kept``)."""
    fields = {field.name: field for field in fields_of(file.record)}
    found = _grouped(rows, [fields[name] for name in file.order])
    titles = [Mentioned(fields[each.name].title, tuple(fields[name].title for name in each.within)) for each in file.kept]
    return tuple(rows) if any(_mentions(rows, each) != _mentions(found, each) for each in titles) else found


def _grouped(rows: Sequence[Cells], fields: Sequence[Field]) -> tuple[Cells, ...]:
    """``rows`` by the first of ``fields``, those that are the same there by the next, and so on."""
    if not fields or len(rows) < 2:
        return tuple(rows)
    field, *finer = fields
    groups: dict[str, list[Cells]] = {}
    for row in rows:
        groups.setdefault(row.get(field.title, ""), []).append(row)
    return tuple(row for value in sorted(groups, key=_rank(field)) for row in _grouped(groups[value], finer))


def _rank(field: Field) -> Callable[[str], tuple[int, int, str]]:
    """What values of ``field`` are sorted by; all the same for those that keep the order of their mention."""
    if field.kind in (Kind.CODE, Kind.FUNCTION, Kind.ECONOMIC, Kind.DATE):
        return lambda value: (value == "", 0, value)
    if field.kind is Kind.COUNT:
        return lambda value: (not value.isdecimal(), int(value) if value.isdecimal() else 0, value)
    if field.kind is Kind.CHOICE and field.choices:
        return lambda value: (value == "", field.choices.index(value) if value in field.choices else len(field.choices), "")
    return lambda value: (0, 0, "")


def _mentions(rows: Iterable[Cells], each: Mentioned) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """The values of a column in the order of their first mention, for each combination of values of others."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for row in rows:
        found.setdefault(tuple(row.get(title, "") for title in each.within), {})[row.get(each.name, "")] = None
    return {within: tuple(values) for within, values in found.items()}


def _cell(field: Field | None, cell: str) -> str:
    """A cell in the one way to write it: the grammar of values leaves open only the minus before nought."""
    is_money = field is not None and field.kind is Kind.MONEY
    return cell.removeprefix("-") if is_money and _MINUS_NOUGHT.fullmatch(cell) else cell
