"""Shapes of source files (文件结构): each field declared once, on the record it fills, for reader, guide and editors alike.

A CSV record is a frozen dataclass whose fields are made by :func:`column`; a TOML record one whose fields are made by :func:`key`.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, Generic, TypeVar

from gen.findings import Place

T = TypeVar("T")


class Kind(Enum):
    """What a cell or a value may hold; the value is its name in messages."""

    TEXT = "文字"
    CHOICE = "选项"
    FUNCTION = "功能科目编码（7位）"
    ECONOMIC = "经济科目编码（5位，或3位）"
    CODE = "编码"
    MONEY = "金额"
    PRECISION = "精度"
    COUNT = "个数"
    FLAG = "是否"
    DATE = "日期"
    RECORD = "一组"
    RECORDS = "若干组"
    TEXTS = "若干段文字"


class Carry(Enum):
    """What a new year takes over (结转) of a field: the value as it is, or to be confirmed, or a place to fill in, or nothing."""

    KEEP = "照抄"
    CONFIRM = "照抄待确认"
    FILL = "待填"
    DROP = "不抄"


#: By kind, where the field says nothing else: names tie files together, figures are each year's own.
_CARRIED = {Kind.MONEY: Carry.FILL, Kind.PRECISION: Carry.DROP, Kind.COUNT: Carry.FILL, Kind.DATE: Carry.FILL}
#: The same for texts: what TOML says is prose about a year, what a cell of text says is mostly a name.
_CARRIED_TEXTS = {Kind.TEXT: Carry.CONFIRM, Kind.TEXTS: Carry.CONFIRM}


@dataclass(frozen=True, slots=True)
class Sourced(Generic[T]):
    """A value of a TOML file with its place."""

    value: T
    place: Place


@dataclass(frozen=True, slots=True)
class Row:
    """行: where a CSV record stands; ``cells`` maps a column's title to the (column, width) of its cell in characters."""

    path: str
    line: int
    cells: Mapping[str, tuple[int, int]]

    def at(self, title: str) -> Place:
        """The place of the cell under ``title``."""
        column, width = self.cells.get(title, (1, 1))
        return Place(self.path, self.line, column, max(width, 1))

    @property
    def place(self) -> Place:
        """The place of the row's first cell."""
        return Place(self.path, self.line, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """字段: ``name`` on the record, ``title`` in the file (a CSV header, or the Chinese title of a TOML key).

    ``blank`` = a TOML text that may be written as "", for what nobody knows; any other blank text is one yet to be written.
    """

    name: str
    title: str
    kind: Kind
    required: bool
    choices: tuple[str, ...]
    record: type | None
    doc: str
    optional: bool
    blank: bool = False
    carry: Carry = Carry.KEEP


def column(
    title: str,
    kind: Kind = Kind.TEXT,
    *,
    required: bool = False,
    choices: tuple[str, ...] = (),
    optional: bool = False,
    carry: Carry | None = None,
    doc: str,
) -> Any:
    """A field of a CSV record, under the header ``title``; ``required`` = no blank cell, ``optional`` = the column may be left out."""
    metadata = {"title": title, "kind": kind, "required": required, "choices": choices, "record": None, "doc": doc, "optional": optional}
    return dataclasses.field(metadata=metadata | {"carry": carry or _CARRIED.get(kind, Carry.KEEP)})


def key(
    title: str,
    kind: Kind = Kind.TEXT,
    *,
    required: bool = False,
    choices: tuple[str, ...] = (),
    record: type | None = None,
    blank: bool = False,
    carry: Carry | None = None,
    doc: str,
) -> Any:
    """A field of a TOML record; its key in the file is the field's own name; ``record`` is the type of a RECORD or of each of RECORDS."""
    metadata = {"title": title, "kind": kind, "required": required, "choices": choices, "record": record, "doc": doc, "optional": False}
    metadata |= {"blank": blank, "carry": carry or (_CARRIED | _CARRIED_TEXTS).get(kind, Carry.KEEP)}
    return dataclasses.field(metadata=metadata)


def fields_of(record: type) -> tuple[Field, ...]:
    """The declared fields of a record, in the order of the file (fields made without column or key are not of the file).

    What a record adds to the one that it extends comes first: it says which file this is.
    """
    return _declared(record)


@cache
def _declared(record: type) -> tuple[Field, ...]:
    own = inspect.get_annotations(record)
    declared = [Field(name=f.name, **f.metadata) for f in dataclasses.fields(record) if f.metadata]
    return tuple(sorted(declared, key=lambda field: field.name not in own))
