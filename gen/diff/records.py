"""What stands in a source file, record by record (记录), as written: a file need not be right to be compared.

A record is known by its key: the fields that the shape of its file says must not repeat together, or for want of such all that is no money
and no remark; in TOML the first field of each of a list.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import tomli

from gen.findings import Place
from gen.model.shape import Field, Kind, fields_of
from gen.model.texts import CodesFacts, DocumentTexts, UnitFacts
from gen.read import csv, toml
from gen.read.files import CODES_CSV, CODES_TOML, DEPARTMENT_CSV, DOCUMENT_TOML, ITEMS_CSV, UNIT_TOML, CsvFile

_CSV = {file.name: file for file in (*DEPARTMENT_CSV, *CODES_CSV, ITEMS_CSV)}
_TOML: Mapping[str, type] = {
    UNIT_TOML: UnitFacts,
    **dict.fromkeys(DOCUMENT_TOML, DocumentTexts),
    **dict.fromkeys(CODES_TOML, CodesFacts),
}
_MONEY = (Kind.MONEY, Kind.PRECISION)
#: What a record says about itself and is not known by.
_REMARKS = ("basis", "source", "note", "reason")
#: By which of its keys a table of a file without a declared shape is known.
_NAMING = ("id", "name", "term", "item", "label", "title", "head")


@dataclass(frozen=True, slots=True)
class Value:
    """值: one field as written, and where. ``same`` is what it is compared by: 30.0 is 30.

    ``parts`` are the paragraphs of a list, ``places`` where each of them stands.
    """

    title: str
    text: str
    same: str
    place: Place
    parts: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    listed: bool = False
    money: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """记录: ``group`` is what it is one of (预算明细, 项目说明), ``key`` what it is known by, ``name`` how it is called.

    ``values`` are by title, in the order of the file.
    """

    path: str
    group: str
    key: tuple[tuple[str, str], ...]
    name: str
    values: Mapping[str, Value]
    place: Place


@dataclass(frozen=True, slots=True)
class FileRecords:
    """The records of one file in their order; ``broken`` where it cannot be told apart into records."""

    records: tuple[Record, ...] = ()
    broken: bool = False


#: What codes are called, by the kind of the field.
Names = Mapping[Kind, Mapping[str, str]]


def records_of(path: str, text: str, names: Names) -> FileRecords:
    """The records of the file ``path``; those of a CSV file or TOML file that nothing declares as far as it tells them apart."""
    name = path.rpartition("/")[2]
    if name.endswith(".csv"):
        return _csv_records(path, text, _CSV.get(name), names)
    if name.endswith(".toml"):
        try:
            value = tomli.loads(text, parse_float=Decimal)
        except (tomli.TOMLDecodeError, RecursionError, ValueError):
            return FileRecords(broken=True)
        # A notation whose places cannot be told is no reason not to compare: then the file is the place.
        written = toml.parse(text, path)[0] or toml.TomlFile(path, value, {}, {})
        return FileRecords(tuple(_toml_records(written, value, _TOML.get(name))))
    return FileRecords()


def key_of(file: CsvFile) -> tuple[Field, ...]:
    """The fields that a record of a CSV file is known by."""
    fields = fields_of(file.record)
    if file.unique:
        return tuple(field for name in file.unique for field in fields if field.name == name)
    return tuple(field for field in fields if field.kind not in _MONEY and field.name not in _REMARKS)


def is_declared(path: str) -> bool:
    """Whether the shape of this file is declared."""
    name = path.rpartition("/")[2]
    return name in _CSV or name in _TOML


def known_by_head(line: str) -> str:
    """The name of the CSV file whose columns the line of heads has; "" where it has those of none."""
    titles = set(line.lstrip("\ufeff").strip().replace('"', "").split(","))
    return next(
        (file.name for file in _CSV.values() if titles >= {field.title for field in fields_of(file.record) if not field.optional}), ""
    )


# ── CSV ──


def _csv_records(path: str, text: str, file: CsvFile | None, names: Names) -> FileRecords:
    table, _ = csv.parse(text, path, ())
    if not table.header and text.strip():
        return FileRecords(broken=True)
    fields = {field.title: field for field in fields_of(file.record)} if file else {}
    keys = [field.title for field in key_of(file)] if file else list(table.header[:1])
    group = file.what if file else path.rpartition("/")[2]
    seen: Counter[tuple[tuple[str, str], ...]] = Counter()
    found = []
    for row in table.rows:
        values = {title: _value(title, cell.strip(), row.row.at(title), fields.get(title)) for title, cell in row.cells.items()}
        key = tuple((title, values[title].same) for title in keys if title in values)
        seen[key] += 1
        if seen[key] > 1:  # A record that stands twice is told by its number.
            key = (*key, ("", str(seen[key])))
        found.append(Record(path, group, key, _called(values, keys, fields, names), values, row.row.place))
    return FileRecords(tuple(found))


def _called(values: Mapping[str, Value], keys: Sequence[str], fields: Mapping[str, Field], names: Names) -> str:
    """What a record is called by: the parts of its key that are there, a code with its name."""
    parts = []
    for title in keys:
        text = values[title].text if title in values else ""
        known = names.get(fields[title].kind, {}).get(text, "") if title in fields else ""
        if text:
            parts.append(f"{text} {known}" if known else text)
    return "·".join(parts)


def _value(title: str, text: str, place: Place, field: Field | None) -> Value:
    money = field is not None and field.kind in _MONEY
    number = money or (field is not None and field.kind is Kind.COUNT) or title.endswith("次序")
    return Value(title, text, _number(text) if number else text, place, money=money)


def _number(text: str) -> str:
    """``text`` as a number, however it is written; as it is where it is none."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return f"{number.normalize():f}" if number.is_finite() else text


# ── TOML ──


def _toml_records(
    written: toml.TomlFile,
    table: Mapping[str, Any],
    shape: type | None,
    at: toml.TomlPath = (),
    group: str = "",
    key: tuple[tuple[str, str], ...] = (),
) -> Iterator[Record]:
    """The record that the table ``at`` its path is, then those of the tables in it."""
    declared = {field.name: field for field in fields_of(shape)} if shape else {}
    values: dict[str, Value] = {}
    inner: list[tuple[str, str, Any, type | None]] = []
    for name, value in table.items():
        field = declared.get(name)
        title = field.title if field else name
        if isinstance(value, dict) or (isinstance(value, list) and value and all(isinstance(item, dict) for item in value)):
            inner.append((name, title, value, field.record if field else None))
        else:
            values[title] = _toml_value(title, value, written, (*at, name))
    if values or key:
        called = "·".join(value for _, value in key if value)
        yield Record(written.path, group, key, called, values, written.key_place(at))
    for name, title, value, record in inner:
        below = f"{group}·{title}" if group and not key else title
        if isinstance(value, dict):
            yield from _toml_records(written, value, record, (*at, name), below, (*key, (title, "")))
            continue
        for index, item in enumerate(value):
            known = (*key, (title, _naming(item, record, index)))
            yield from _toml_records(written, item, record, (*at, name, index), title, known)


def _naming(item: Mapping[str, Any], shape: type | None, index: int) -> str:
    """By what one of a list of tables is known: its first declared field, else a key that names things, else its number."""
    names = (fields_of(shape)[0].name,) if shape else _NAMING
    return next((str(item[name]) for name in names if isinstance(item.get(name), str)), str(index + 1))


def _toml_value(title: str, value: Any, written: toml.TomlFile, at: toml.TomlPath) -> Value:
    place = written.value_place(at)
    if isinstance(value, list):
        parts = tuple(_plain(item) for item in value)
        places = tuple(written.value_place((*at, index)) for index in range(len(parts)))
        return Value(title, "；".join(parts), "\n".join(parts), place, parts, places, listed=True)
    text = _plain(value)
    return Value(title, text, text, place)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    # Blanks at the end of a line are no part of what is printed.
    return re.sub(r"\s+", " ", str(value)).strip() if not isinstance(value, str) else value.strip()
