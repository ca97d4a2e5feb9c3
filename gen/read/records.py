"""Records (记录): parsed files become the records that gen.model declares, every fault of a file at once.

TOML-04 unknown key   TOML-05 key missing   TOML-06 wrong type   TOML-07 the same name twice in a list
(CSV-xx: gen.read.csv; VAL-xx: gen.read.values; READ-xx: gen.read.gate)

A record with any fault is not made; its findings say why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar

from gen.amount import Unit
from gen.findings import Finding, Place, error
from gen.model.lines import Project
from gen.model.shape import Field, Kind, Row, Sourced, fields_of
from gen.read import csv, values
from gen.read.gate import character_faults, listed, nearest, shown
from gen.read.pending import FILL, settled, to_fill, unread
from gen.read.toml import TomlFile, TomlPath

T = TypeVar("T")

#: The head of a group, [name] or [[name]], to the name that stands first.
_GROUP = re.compile(r"\[\[?([A-Za-z0-9_-]+)")

ORDER_ENDING, ALIAS_ENDING = "次序", "名称"


def header_of(record: type) -> tuple[str, ...]:
    """The headers that a CSV file of ``record`` must have, in order."""
    return tuple(field.title for field in fields_of(record) if not field.optional)


def optional_header_of(record: type) -> tuple[str, ...]:
    """The headers that a CSV file of ``record`` may have besides, anywhere."""
    return tuple(field.title for field in fields_of(record) if field.optional)


def records(
    record: type[T], text: str, path: str, unit: Unit, *, unique: tuple[str, ...] = (), needs_rows: bool = False
) -> tuple[tuple[T, ...], list[Finding]]:
    """The records of a CSV file whose money is in ``unit``; rows with faults are left out and reported.

    ``unique`` names the fields that together must not stand twice; ``needs_rows`` refuses a file with a header alone.
    """
    fields = fields_of(record)
    table, findings = csv.parse(text, path, header_of(record), endings(record), optional_header_of(record))
    if needs_rows and table.header and not table.rows and not findings:
        findings.append(error("CSV-15", f"待填：{path} 只有表头，没有数据", Place(path, 1, 1), hint="至少要有一行数据"))
    found: list[T] = []
    for line in table.rows:
        made: dict[str, Any] = {"row": line.row}
        faults: list[Finding] = []
        for field in fields:
            if field.title in line.cells:
                made[field.name] = _cell(field, line, unit, faults)
            elif field.optional:
                made[field.name] = values.absent(field)
        if record is Project:
            made |= _open_columns(table.header, line, faults)
        findings += faults
        if not unread(faults) and all(field.name in made for field in fields):
            found.append(record(**made))
    if any(fault.code == csv.MISORDERED for fault in findings):
        findings = _under_heads(findings, table, fields, unit)
    by_name = {field.name: field.title for field in fields}
    return tuple(found), findings + _twice(found, {name: by_name[name] for name in unique})


def _under_heads(findings: list[Finding], table: csv.CsvTable, fields: tuple[Field, ...], unit: Unit) -> list[Finding]:
    """``findings`` of a file whose heads stand in the wrong order; those of cells that fit the head that belongs there are said to come of it.

    The columns themselves may have been moved along with their heads: then they fit where they are at least as well.
    """
    declared = [field for field in fields if not field.optional]
    heads = [title for title in table.header if title in {field.title for field in declared}]
    meant = {title: field for title, field in zip(heads, declared, strict=True) if title != field.title}
    cells = {line.row.at(title): (line.cells[title].strip(), field) for line in table.rows for title, field in meant.items()}
    fits = {place for place, (text, field) in cells.items() if not isinstance(values.parse(field, text, unit), values.Fault)}
    spoilt = {fault.places[0] for fault in findings} & cells.keys()
    if len(cells) - len(fits) >= len(spoilt):
        return findings
    return [replace(fault, under=csv.MISORDERED) if fault.places[0] in spoilt & fits else fault for fault in findings]


def endings(record: type) -> tuple[str, ...]:
    """How headers beyond the declared ones may end: 项目 alone has columns …次序 and …名称."""
    return (ORDER_ENDING, ALIAS_ENDING) if record is Project else ()


def _cell(field: Field, line: csv.CsvRow, unit: Unit, faults: list[Finding]) -> values.Parsed:
    """The value of one cell; a fault, or what is pending, is added to ``faults``. A cell with blanks around it was reported already, and is read without."""
    place = line.row.at(field.title)
    text, pending = settled(field, line.cells[field.title].strip(), place)
    faults += pending
    value = values.parse(field, text, unit)
    if isinstance(value, values.Fault):
        faults.append(error(value.code, value.message, place, hint=value.hint))
        return None
    return value


def _open_columns(header: tuple[str, ...], line: csv.CsvRow, faults: list[Finding]) -> dict[str, dict[str, Any]]:
    """The columns …次序 and …名称 of a project; blank cells are left out."""
    orders: dict[str, Any] = {}
    aliases: dict[str, Any] = {}
    declared = (*header_of(Project), *optional_header_of(Project))
    for title in header:
        if title not in declared and csv.is_further(title, endings(Project)) and line.cells[title].strip():
            kind, target = (Kind.COUNT, orders) if title.endswith(ORDER_ENDING) else (Kind.TEXT, aliases)
            field = Field(name=title, title=title, kind=kind, required=False, choices=(), record=None, doc="", optional=False)
            target[title] = _cell(field, line, Unit.YUAN, faults)
    return {"orders": orders, "aliases": aliases}


def _twice(found: Iterable[Any], unique: dict[str, str]) -> list[Finding]:
    """A finding for each record whose ``unique`` fields (name: title) all equal those of an earlier one."""
    findings: list[Finding] = []
    first: dict[tuple[Any, ...], Row] = {}
    for item in found:
        key = tuple(getattr(item, name) for name in unique)
        row: Row = item.row
        if unique and first.setdefault(key, row) is not row:
            said = "，".join(f"{title}“{value}”" for title, value in zip(unique.values(), key, strict=True) if value != "")
            title = next(iter(unique.values()))
            titles = "、".join(f"“{title}”" for title in unique.values())
            hint = f"请合并成一行，或改正其中一行；同一文件里{titles}不能{'都相同' if len(unique) > 1 else '重复'}"
            message = f"与第 {first[key].line} 行重复：{said}"
            findings.append(error("CSV-14", message, row.at(title), first[key].at(title), hint=hint))
    return findings


def record(kind: type[T], file: TomlFile, at: TomlPath = ()) -> tuple[T | None, list[Finding]]:
    """The record that the table at ``at`` of ``file`` holds, or None and every reason why not."""
    table: Any = file.value
    for step in at:
        table = table[step]
    place = file.key_place(at) if at else Place(file.path, 1, 1)
    if not isinstance(table, dict):
        return None, [_wrong_type(file, at, "一组内容", table, f"写作 [{at[-1]}] 表，每行一个“键 = 值”")]
    fields = fields_of(kind)
    findings = [_unknown_key(file, (*at, name), fields, table) for name in table if name not in {field.name for field in fields}]
    made: dict[str, Any] = {"place": place}
    for field in fields:
        if field.name in table:
            made[field.name], faults = _value(field, file, (*at, field.name), table[field.name])
            findings += faults
        else:
            made[field.name] = () if field.kind in (Kind.RECORDS, Kind.TEXTS) else None
            if field.required:
                findings.append(
                    error("TOML-05", f"缺少 {field.name}（{field.title}）", place, hint=f"请加上 {_example(field)}（{field.doc}）")
                )
    return (None if unread(findings) else kind(**made)), findings


def misspelt_groups(kind: type, text: str, path: str) -> list[Finding]:
    """The groups of a TOML file that its record does not have, for a file that does not parse: such a name is often the reason why."""
    known = fields_of(kind)
    findings = []
    for number, line in enumerate(text.split("\n"), 1):
        head = _GROUP.match(line)
        if head and head[1] not in {field.name for field in known}:
            place = Place(path, number, head.start(1) + 1, len(head[1]))
            findings.append(_unknown_name(head[1], place, known, [field.name for field in known if field.record]))
    return findings


def _value(field: Field, file: TomlFile, at: TomlPath, value: Any) -> tuple[Any, list[Finding]]:
    match field.kind:
        case Kind.RECORD:
            assert field.record is not None
            return record(field.record, file, at)
        case Kind.RECORDS:
            return _list_of_records(field, file, at, value)
        case Kind.TEXTS:
            return _list_of_texts(field, file, at, value)
        case _:
            return _scalar(field, file, at, value)


def _list_of_records(field: Field, file: TomlFile, at: TomlPath, value: Any) -> tuple[Any, list[Finding]]:
    assert field.record is not None
    if not isinstance(value, list):
        header = ".".join(step for step in at if isinstance(step, str))
        return (), [_wrong_type(file, at, "若干组内容", value, f"每组前写一行 [[{header}]]")]
    made: list[Any] = []
    findings: list[Finding] = []
    names: dict[str, Place] = {}
    naming = fields_of(field.record)[0].name  # a record of a list is told from the others by its first field
    for index, item in enumerate(value):
        one, faults = record(field.record, file, (*at, index))
        made.append(one)
        findings += faults
        name = item.get(naming) if isinstance(item, dict) else None
        if isinstance(name, str) and name:
            place = file.value_place((*at, index, naming))
            if names.setdefault(name, place) is not place:
                message = f"{field.title}里“{shown(name)}”写了两次（另见第 {names[name].line} 行）"
                findings.append(error("TOML-07", message, place, names[name], hint="请合并成一组"))
    return tuple(made), findings


def _list_of_texts(field: Field, file: TomlFile, at: TomlPath, value: Any) -> tuple[Any, list[Finding]]:
    if not isinstance(value, list):
        return (), [_wrong_type(file, at, "列表", value, f"写作 {_example(field)}（{field.doc}）")]
    if field.required and not value:
        return (), [_blank(field, file.value_place(at))]
    item = Field(name=field.name, title=field.title, kind=Kind.TEXT, optional=False, required=True, choices=(), record=None, doc=field.doc)
    made: list[Any] = []
    findings: list[Finding] = []
    for index, one in enumerate(value):
        # A paragraph that is marked as yet to be written is no blank one: the others are read, and can be checked.
        to_fill = isinstance(one, str) and FILL in one
        text, faults = _scalar(replace(item, required=not to_fill), file, (*at, index), one)
        made += [text] if text else []
        findings += faults
    return tuple(made), findings


def _scalar(field: Field, file: TomlFile, at: TomlPath, value: Any) -> tuple[Sourced[Any] | None, list[Finding]]:
    """The value with its place; None for a blank optional text, which is yet to be written but where its field may be blank."""
    place = file.value_place(at)
    wanted, python = _TYPES.get(field.kind, ("文字", str))
    text, faults = settled(field, value, place) if isinstance(value, str) else ("", [])
    if isinstance(value, str) and FILL in value and python is not str:
        return None, faults or [_blank(field, place)]
    if type(value) is not python:
        return None, [_wrong_type(file, at, wanted, value, f"写作 {_example(field)}（{field.doc}）")]
    if field.kind is Kind.COUNT and isinstance(value, int) and not 0 <= value < 10**9:
        return None, [error("VAL-05", f"“{value}”不是个数", place, hint="写非负整数，如 3、12")]
    if not isinstance(value, str):
        return Sourced(value, place), []
    if not value and not field.required and not field.blank:
        faults.append(to_fill(field, place))
    faults += character_faults(text, place, inside=True)
    parsed = values.parse(field, text, Unit.WAN)
    if isinstance(parsed, values.Fault):
        faults.append(error(parsed.code, parsed.message, place, hint=parsed.hint))
    return (Sourced(text, place) if text and not unread(faults) else None), faults


_TYPES: dict[Kind, tuple[str, type]] = {Kind.COUNT: ("整数", int), Kind.FLAG: ("true 或 false", bool)}


def _blank(field: Field, place: Place) -> Finding:
    return error("VAL-01", f"待填：“{field.title}”不能为空", place, hint=f"请填写：{field.doc}")


def _unknown_key(file: TomlFile, at: TomlPath, fields: tuple[Field, ...], table: dict[str, Any]) -> Finding:
    return _unknown_name(str(at[-1]), file.key_place(at), fields, [field.name for field in fields if field.name not in table])


def _unknown_name(name: str, place: Place, fields: tuple[Field, ...], likely: list[str]) -> Finding:
    near = next((field.name for field in fields if field.title == name), None)
    near = near or nearest(name, likely)
    guess = f"是否应为 {near}？" if near else ""
    hint = f"{guess}这里可以写：{listed((f'{field.name}（{field.title}）' for field in fields), 20)}"
    return error("TOML-04", f"不认识的键 {shown(name)}", place, hint=hint)


def _wrong_type(file: TomlFile, at: TomlPath, wanted: str, value: Any, hint: str) -> Finding:
    name = next((step for step in reversed(at) if isinstance(step, str)), "")
    return error("TOML-06", f"{name} 应是{wanted}，现在是{_type_name(value)}", file.value_place(at), hint=hint)


def _type_name(value: Any) -> str:
    if isinstance(value, bool):
        return "是非值"
    names = {str: "文字", int: "整数", Decimal: "小数", list: "列表", dict: "一组内容", date: "日期", datetime: "日期时间", time: "时间"}
    return names.get(type(value), "别的东西")


def _example(field: Field) -> str:
    """How to write the field, as a line of TOML (a table as its header)."""
    match field.kind:
        case Kind.RECORD:
            return f"[{field.name}]"
        case Kind.RECORDS:
            return f"[[{field.name}]]"
        case Kind.TEXTS:
            return f'{field.name} = ["……", "……"]'
        case Kind.COUNT:
            return f"{field.name} = 整数"
        case Kind.FLAG:
            return f"{field.name} = true 或 false"
        case Kind.CHOICE if field.choices:
            return " 或 ".join(f'{field.name} = "{choice}"' for choice in field.choices)
        case Kind.DATE:
            return f'{field.name} = "年-月-日"'
        case _:
            return f'{field.name} = "……"'
