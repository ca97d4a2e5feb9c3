"""JSON Schema of the TOML files (draft 7), by which editors complete and check keys: titles and explanations are those of the declaration.

A schema says less than the reader: which names must agree with those of other files, and what must not stand twice, only ``gongkai check`` can tell.
A value that is yet to be filled in (〔待填〕) is a fault to it as it is to the reader, wherever it is not any text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gen.canonical.sources import SCHEMAS
from gen.model.shape import Field, Kind, fields_of
from gen.read.values import MAX_TEXT

#: One paragraph: no line break, no blank at either end.
_PARAGRAPH = r"^(\S([^\n\r]*\S)?)?$"
#: A year, a month or a day; "" where nobody knows it.
_DATE = r"^([0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?)?$"
_MAX_COUNT = 10**9 - 1

Schema = dict[str, Any]


def schema(name: str) -> Schema:
    """The schema of that name, of those that ``SCHEMAS`` lists."""
    record, title = SCHEMAS[name]
    return {"$schema": "http://json-schema.org/draft-07/schema#", **_record(record, title)}


def _record(record: type, title: str) -> Schema:
    fields = fields_of(record)
    required = [field.name for field in fields if field.required]
    return {
        "title": title,
        "type": "object",
        "additionalProperties": False,
        **({"required": required, "x-taplo": {"initKeys": required}} if required else {}),
        "properties": {field.name: _field(field) for field in fields},
    }


def _field(field: Field) -> Schema:
    return {"title": field.title, "description": f"{field.doc}{'（必填）' if field.required else ''}", **_kind(field)}


def _kind(field: Field) -> Mapping[str, Any]:
    match field.kind:
        case Kind.RECORD:
            return _inner(field)
        case Kind.RECORDS:
            return {"type": "array", "items": _inner(field) | {"title": field.title}}
        case Kind.TEXTS:
            return {"type": "array", **({"minItems": 1} if field.required else {}), "items": {**_text(), "minLength": 1}}
        case Kind.COUNT:
            return {"type": "integer", "minimum": 0, "maximum": _MAX_COUNT}
        case Kind.FLAG:
            return {"type": "boolean"}
        case Kind.CHOICE if field.choices:
            return {"type": "string", "enum": list(field.choices)}
        case Kind.DATE:
            return {"type": "string", "pattern": _DATE, **_filled(field)}
        case _:
            return {**_text(), **_filled(field)}


def _inner(field: Field) -> Schema:
    """The table that a field holds; its title is that of the field."""
    assert field.record is not None
    return {key: value for key, value in _record(field.record, "").items() if key != "title"}


def _text() -> Schema:
    return {"type": "string", "maxLength": MAX_TEXT, "pattern": _PARAGRAPH}


def _filled(field: Field) -> Schema:
    return {"minLength": 1} if field.required else {}
