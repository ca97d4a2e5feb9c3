"""Shapes of an edition's files (版式文件的结构): each key declared once, on the record it fills, for reader and editors alike.

A record of an edition is a frozen dataclass whose fields are made by :func:`setting`; :func:`own_name` and :func:`stands` fill in what the file
says by where it stands. Unlike those of :mod:`gen.model.shape` its values are plain: an edition is whole, or it is not there.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any


class Sort(Enum):
    """What a key of an edition may hold; the value is its name in messages."""

    TEXT = "文字"
    CHOICE = "可选的写法之一"
    FLAG = "true 或 false"
    NUMBER = "整数，不小于 0"
    LENGTH = "0 到 10000 的数"
    NUMBERS = "不小于 0 的整数的列表"
    DECIMAL = '写作文字的小数，如 "0.32"'
    MARK = "写在引号里的数"
    SHARE = "0 到 1 之间的小数，写在引号里"
    MARKS = "写在引号里的数的列表"
    TEXTS = "文字的列表"
    DIMENSION = "维度的名称"
    DIMENSIONS = "维度名称的列表"
    FILTER = "一组条件"
    FILTERS = "若干组有名称的条件"
    NAMED_TEXTS = "一组有名称的文字"
    NAMED_MARKS = "一组有名称的数"
    RECORD = "一张表"
    RECORDS = "若干张表"
    NAMED_RECORDS = "若干张有名称的表"


#: What a key that is left out stands for, where its declaration says nothing else.
_ABSENT: Mapping[Sort, Any] = {
    Sort.FLAG: False,
    Sort.NUMBER: 0,
    Sort.LENGTH: Decimal(0),
    Sort.RECORD: None,
    Sort.DECIMAL: Decimal(0),
    **dict.fromkeys((Sort.MARK, Sort.SHARE), Fraction(0)),
    **dict.fromkeys((Sort.TEXT, Sort.CHOICE, Sort.DIMENSION), ""),
    **dict.fromkeys((Sort.NUMBERS, Sort.MARKS, Sort.TEXTS, Sort.DIMENSIONS, Sort.RECORDS), ()),
}
_MAPS = (Sort.FILTER, Sort.FILTERS, Sort.NAMED_TEXTS, Sort.NAMED_MARKS, Sort.NAMED_RECORDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A key of an edition's file: ``key`` in the file, ``name`` on the record.

    ``choices`` are what a CHOICE may be, and the names that NAMED_RECORDS may stand under ("" = any);
    ``absent`` is the value where the key is left out; one that ``inherits`` takes then what the top of its file says under the same key.
    """

    name: str
    key: str
    title: str
    sort: Sort
    doc: str
    required: bool
    choices: tuple[str, ...]
    record: type | None
    inherits: bool
    absent: Any


def setting(
    title: str,
    sort: Sort = Sort.TEXT,
    *,
    required: bool = False,
    default: Any = dataclasses.MISSING,
    choices: tuple[str, ...] = (),
    record: type | None = None,
    key: str = "",
    inherits: bool = False,
    doc: str,
) -> Any:
    """A field that the key of the same name fills, or ``key`` where that cannot be a name in Python or is not the one of the record.

    ``record`` is the type of a RECORD, of each of RECORDS or NAMED_RECORDS; one that holds itself leaves it out.
    """
    declared = {"title": title, "sort": sort, "doc": doc, "required": required, "choices": choices, "record": record, "key": key}
    declared["inherits"] = inherits
    metadata = {"setting": declared}
    if required:
        return dataclasses.field(metadata=metadata)
    if sort in _MAPS:
        return dataclasses.field(default_factory=dict, metadata=metadata)
    return dataclasses.field(default=_ABSENT[sort] if default is dataclasses.MISSING else default, metadata=metadata)


def own_name() -> Any:
    """A field that takes the name of the table which holds the record: ``total`` of ``[quantity.total]``."""
    return dataclasses.field(metadata={"own_name": True})


def stands(key: str = "") -> Any:
    """A field that takes the place where the record stands: where the value of ``key`` does, or else the head of its table."""
    return dataclasses.field(metadata={"stands": key})


def settings_of(record: type) -> tuple[Setting, ...]:
    """The keys of a record, in the order of its declaration."""
    return _declared(record)


@cache
def _declared(record: type) -> tuple[Setting, ...]:
    found = []
    for field in dataclasses.fields(record):
        declared = field.metadata.get("setting")
        if declared is not None:
            inner = declared["record"] or (record if declared["sort"] in (Sort.RECORD, Sort.RECORDS, Sort.NAMED_RECORDS) else None)
            absent = None if declared["required"] else {} if declared["sort"] in _MAPS else field.default
            more = {"key": declared["key"] or field.name, "record": inner, "absent": absent}
            found.append(Setting(name=field.name, **{**declared, **more}))
    return tuple(found)


def marks_of(record: type) -> tuple[str, str, str]:
    """The field that takes the record's own name, the one that takes its place, and the key where that is; "" for what it does not have."""
    return _marks(record)


@cache
def _marks(record: type) -> tuple[str, str, str]:
    fields = dataclasses.fields(record)
    name = next((field.name for field in fields if "own_name" in field.metadata), "")
    place = next((field for field in fields if "stands" in field.metadata), None)
    return name, place.name if place else "", place.metadata["stands"] if place else ""
