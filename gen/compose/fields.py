"""Reading an edition's TOML (版式文件的读取): the records that it declares, every unknown key or wrong kind a finding with its place.

EDN-01 unknown key   EDN-02 missing key   EDN-03 value of the wrong kind   (EDN-08 a filter that no line could pass: gen.compose.filters)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from gen.compose.filters import ALL_DIMENSIONS, filter_fault, filter_hint
from gen.findings import Finding, Place, error
from gen.model.setting import Setting, Sort, marks_of, settings_of
from gen.read.gate import guess, listed, nearest, shown
from gen.read.toml import TomlFile, TomlPath

T = TypeVar("T")

#: How a number in quotes may be written: a decimal ("0.32"), a mark ("1.5", "90%").
DECIMAL = r"[0-9]{1,6}(\.[0-9]{1,6})?"
MARK = r"(0|[1-9][0-9]{0,3})(\.[0-9]{1,4})?(%?)"
SHARE = r"0\.[0-9]{1,4}|1"


@dataclass(frozen=True, slots=True)
class Fields:
    """One table of a TOML file, and where its faults are put."""

    file: TomlFile
    at: TomlPath
    value: Mapping[str, Any]
    findings: list[Finding]

    @property
    def place(self) -> Place:
        """Where the table stands."""
        return self.file.key_place(self.at)

    def place_of(self, key: str) -> Place:
        """Where the value of ``key`` stands."""
        return self.file.value_place((*self.at, key))

    def inside(self, key: str, *index: int) -> Fields:
        """The table under ``key``, or the one of that index in its list."""
        value = self.value[key]
        for step in index:
            value = value[step]
        return Fields(self.file, (*self.at, key, *index), value, self.findings)

    def fault(self, code: str, message: str, key: str, hint: str = "") -> None:
        """Report a fault of the value of ``key``."""
        self.findings.append(error(code, message, self.place_of(key), hint=hint))


#: What a record must be besides what its shape says: asked of each as soon as it is read, with its table.
Laws = Mapping[type, Callable[[Any, Fields], None]]


def read(record: type[T], fields: Fields, laws: Laws | None = None, name: str = "") -> T:
    """The record that a table holds, each key that is missing or wrong as if it were left out; its faults are among those of ``fields``.

    ``name`` is that of the table, for a record that takes it.
    """
    settings = settings_of(record)
    named, placed, where = marks_of(record)
    made = {setting.name: _setting(setting, fields, laws or {}) for setting in settings}
    if named:
        made[named] = name
    if placed:
        made[placed] = fields.place_of(where) if where else fields.place
    known = {setting.key for setting in settings}
    fields.findings.extend(_unknown(key, fields, settings) for key in fields.value if key not in known)
    whole = record(**made)
    law = (laws or {}).get(record)
    if law is not None:
        law(whole, fields)
    return whole


def _unknown(key: str, fields: Fields, settings: tuple[Setting, ...]) -> Finding:
    near = next((setting.key for setting in settings if setting.title == key), None)
    near = near or nearest(key, [setting.key for setting in settings if setting.key not in fields.value])
    guess = f"是不是“{near}”？" if near else ""
    hint = f"{guess}可用的键：{listed((f'{setting.key}（{setting.title}）' for setting in settings), 30)}"
    return error("EDN-01", f"版式里没有“{shown(key)}”这个键", fields.file.key_place((*fields.at, key)), hint=hint)


def _setting(setting: Setting, fields: Fields, laws: Laws) -> Any:
    if setting.key not in fields.value:
        if setting.required:
            hint = f"请补上 {setting.key}（{setting.title}），应是{setting.sort.value}"
            fields.findings.append(error("EDN-02", f"缺少“{setting.key}”", fields.place, hint=hint))
        elif setting.inherits and setting.key in fields.file.value:
            # What is wrong there is told there.
            return _value(setting, Fields(fields.file, (), fields.file.value, []), laws)
        return _left_out(setting)
    return _value(setting, fields, laws)


def _left_out(setting: Setting) -> Any:
    """The value of a key that is left out, or that cannot be taken as it is."""
    if not setting.required:
        return setting.absent
    match setting.sort:
        case Sort.TEXTS | Sort.NUMBERS | Sort.RECORDS | Sort.DIMENSIONS | Sort.MARKS:
            return ()
        case Sort.NUMBER:
            return 0
        case Sort.MARK | Sort.SHARE:
            return Fraction(0)
        case Sort.LENGTH:
            return Decimal(0)
        case Sort.NAMED_RECORDS:
            return {}
        case _:
            return ""


def _value(setting: Setting, fields: Fields, laws: Laws) -> Any:
    key, value = setting.key, fields.value[setting.key]
    match setting.sort:
        case Sort.TEXT | Sort.CHOICE | Sort.DECIMAL | Sort.MARK | Sort.SHARE if isinstance(value, str):
            return _text(setting, value, fields, key)
        case Sort.TEXTS | Sort.DIMENSIONS | Sort.MARKS if _is_texts(value):
            return _texts(setting, value, fields) or setting.absent or ()
        case Sort.DIMENSION if isinstance(value, str):
            return next(iter(_texts(setting, value, fields)), "")
        case Sort.FLAG if isinstance(value, bool):
            return value
        case Sort.NUMBER if _is_number(value):
            return value
        case Sort.LENGTH if _is_length(value):
            return Decimal(value)
        case Sort.NUMBERS if isinstance(value, list) and all(map(_is_number, value)):
            return tuple(value)
        case Sort.RECORD if isinstance(value, dict):
            assert setting.record is not None
            return read(setting.record, fields.inside(key), laws)
        case Sort.RECORDS if isinstance(value, list) and all(isinstance(item, dict) for item in value):
            assert setting.record is not None
            return tuple(read(setting.record, fields.inside(key, index), laws) for index in range(len(value)))
        case Sort.FILTER | Sort.FILTERS | Sort.NAMED_TEXTS | Sort.NAMED_MARKS | Sort.NAMED_RECORDS if isinstance(value, dict):
            return _named(setting, fields.inside(key), laws)
        case _:
            fields.fault("EDN-03", f"“{key}”应是{setting.sort.value}", key, f"{setting.title}：{setting.doc}")
            return _left_out(setting)


def _named(setting: Setting, fields: Fields, laws: Laws) -> dict[str, Any]:
    """What stands under the names that the edition gives: texts, numbers, filters or records."""
    found: dict[str, Any] = {}
    for name, value in fields.value.items():
        match setting.sort:
            case Sort.FILTER | Sort.NAMED_TEXTS if _is_texts(value):
                found[name] = _listed(value)
                if setting.sort is Sort.FILTER and (reason := filter_fault(name, found[name])):
                    place = fields.file.key_place((*fields.at, name))
                    fields.findings.append(error("EDN-08", reason, place, hint=filter_hint(name)))
            case Sort.NAMED_MARKS if isinstance(value, str):
                found[name] = _text(setting, value, fields, name)
            case Sort.FILTERS if isinstance(value, dict):
                found[name] = _named(FILTER, fields.inside(name), laws)
            case Sort.NAMED_RECORDS if setting.choices and name not in setting.choices:
                hint = f"{guess(name, setting.choices)}可以写：{listed(setting.choices, 20)}"
                place = fields.file.key_place((*fields.at, name))
                fields.findings.append(error("EDN-01", f"[{setting.key}] 里没有“{shown(name)}”这个名称", place, hint=hint))
            case Sort.NAMED_RECORDS if isinstance(value, dict):
                assert setting.record is not None
                found[name] = read(setting.record, fields.inside(name), laws, name)
            case _:
                fields.fault("EDN-03", f"“{name}”应是{_INNER[setting.sort]}", name)
    return found


#: What stands under each name of a table of named things.
_INNER = {
    Sort.FILTER: "文字的列表",
    Sort.NAMED_TEXTS: "文字的列表",
    Sort.NAMED_MARKS: "写在引号里的数",
    Sort.FILTERS: "一组条件",
    Sort.NAMED_RECORDS: "一张表",
}
#: A filter by itself, as each of several named ones is.
FILTER = Setting(
    name="", key="", title="", sort=Sort.FILTER, doc="", required=False, choices=(), record=None, inherits=False, absent={}
)  # fmt: skip


def _text(setting: Setting, value: str, fields: Fields, key: str) -> Any:
    """The value that a text stands for, as the sort of its key has it."""
    match setting.sort:
        case Sort.CHOICE:
            if value in setting.choices:
                return value
            fields.fault("EDN-03", f"“{key}”没有“{shown(value)}”这种写法", key, f"可以写：{listed(setting.choices)}")
            return _left_out(setting)
        case Sort.DECIMAL:
            if re.fullmatch(DECIMAL, value):
                return Decimal(value)
            fields.fault("EDN-03", f"“{key}”应是{setting.sort.value}", key)
            return _left_out(setting)
        case Sort.SHARE:
            if re.fullmatch(SHARE, value):
                return Fraction(value)
            fields.fault("EDN-03", f"{key} 应是 0 到 1 之间的小数，如 0.85，写的是“{shown(value)}”", key)
            return Fraction(1)
        case Sort.MARK | Sort.MARKS | Sort.NAMED_MARKS:
            if match := re.fullmatch(MARK, value):
                return Fraction(value.rstrip("%")) / (100 if match[3] else 1)
            fields.fault("EDN-03", f"“{key}”应是写在引号里的数，写的是“{shown(value)}”", key, "如 “1.5”、“90%”")
            return Fraction(0)
        case _:
            return value


def _texts(setting: Setting, value: str | list[str], fields: Fields) -> tuple[Any, ...]:
    """A list of texts, of dimensions or of marks; one may stand without a list."""
    found = _listed(value)
    if setting.sort is Sort.MARKS:
        return tuple(_text(setting, each, fields, setting.key) for each in found)
    if setting.sort is Sort.TEXTS:
        return found
    for name in found:
        if name not in ALL_DIMENSIONS:
            fields.fault("EDN-08", f"没有“{shown(name)}”这个维度", setting.key, filter_hint(name))
    return found


def _is_texts(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(item, str) for item in value))


def _listed(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _is_length(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool) and Decimal(value).is_finite() and 0 <= value <= 10000


def _is_number(value: Any) -> bool:
    """A count of places, columns, days or years: none of them can be below 0."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
