"""JSON Schema of an edition's TOML files (draft 7), by which editors complete and check keys: titles and explanations are those of the declaration.

A schema says less than the reader: which names must stand in other files, and how widths, spans and marks must come together, only ``gongkai check``
can tell. What it calls a fault is one to the reader, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gen.compose.editionfile import EditionFile, Glossary
from gen.compose.fields import DECIMAL, MARK, SHARE
from gen.compose.filters import ALL_DIMENSIONS, value_pattern
from gen.compose.tablespec import TableSpec
from gen.derive.scorespec import Scoring
from gen.model.setting import Setting, Sort, settings_of
from gen.render.style import StyleFile

#: The schemas by name: the record that each is of, its title, and the files of an edition's folder that it is for.
SCHEMAS: Mapping[str, tuple[type, str, str]] = {
    "edition": (EditionFile, "版式：各部分的次序、口径和说法", "edition.toml"),
    "table": (TableSpec, "版式的一张表", "tables/*.toml"),
    "glossary": (Glossary, "版式的名词解释", "glossary.toml"),
    "scores": (Scoring, "版式的评分表", "scores.toml"),
    "style": (StyleFile, "版式的样式：字体、版心、字号", "style.toml"),
}

Schema = dict[str, Any]

_FILTER = "Filter"
_TEXT: Schema = {"type": "string"}
_MARK: Schema = {"type": "string", "pattern": f"^({MARK})$"}
_DIMENSION: Schema = {"type": "string", "enum": list(ALL_DIMENSIONS)}


def schema(name: str) -> Schema:
    """The schema of that name, of those that ``SCHEMAS`` lists; each record that its file holds stands once among its definitions."""
    record, title, _ = SCHEMAS[name]
    held = _held(record)
    needs_filter = any(each.sort in (Sort.FILTER, Sort.FILTERS) for one in (record, *held) for each in settings_of(one))
    definitions = {one.__name__: _record(one) for one in held} | ({_FILTER: _filter()} if needs_filter else {})
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        **_record(record),
        "definitions": definitions,
    }


def _held(record: type) -> tuple[type, ...]:
    """Every record that one holds, and those that these hold."""
    found = [record]
    for one in found:
        found += [each.record for each in settings_of(one) if each.record is not None and each.record not in found]
    return tuple(dict.fromkeys(found[1:]))


def _record(record: type) -> Schema:
    settings = settings_of(record)
    required = [setting.key for setting in settings if setting.required]
    return {
        "type": "object",
        "additionalProperties": False,
        **({"required": required, "x-taplo": {"initKeys": required}} if required else {}),
        "properties": {setting.key: _setting(setting) for setting in settings},
    }


def _setting(setting: Setting) -> Schema:
    return {"title": setting.title, "description": f"{setting.doc}{'（必填）' if setting.required else ''}", **_sort(setting)}


def _sort(setting: Setting) -> Mapping[str, Any]:
    match setting.sort:
        case Sort.RECORD:
            return _reference(setting)
        case Sort.RECORDS:
            return {"type": "array", "items": {"title": setting.title, **_reference(setting)}}
        case Sort.NAMED_RECORDS:
            names = {"propertyNames": {"enum": list(setting.choices)}} if setting.choices else {}
            return {"type": "object", **names, "additionalProperties": {"title": setting.title, **_reference(setting)}}
        case Sort.FILTER:
            return {"allOf": [{"$ref": f"#/definitions/{_FILTER}"}]}
        case Sort.FILTERS:
            return {"type": "object", "additionalProperties": {"$ref": f"#/definitions/{_FILTER}"}}
        case Sort.NAMED_TEXTS:
            return {"type": "object", "additionalProperties": _one_or_more(_TEXT)}
        case Sort.NAMED_MARKS:
            return {"type": "object", "additionalProperties": _MARK}
        case Sort.TEXTS:
            return _one_or_more(_TEXT)
        case Sort.DIMENSIONS:
            return _one_or_more(_DIMENSION)
        case Sort.MARKS:
            return _one_or_more(_MARK)
        case Sort.NUMBERS:
            return {"type": "array", "items": {"type": "integer", "minimum": 0}}
        case _:
            return _plain(setting)


def _plain(setting: Setting) -> Mapping[str, Any]:
    """A value that is no list and holds no other."""
    match setting.sort:
        case Sort.FLAG:
            return {"type": "boolean"}
        case Sort.NUMBER:
            return {"type": "integer", "minimum": 0}
        case Sort.LENGTH:
            return {"type": "number", "minimum": 0, "maximum": 10000}
        case Sort.CHOICE:
            return {"type": "string", "enum": list(setting.choices)}
        case Sort.DIMENSION:
            return _DIMENSION
        case Sort.DECIMAL:
            return {"type": "string", "pattern": f"^({DECIMAL})$"}
        case Sort.SHARE:
            return {"type": "string", "pattern": f"^({SHARE})$"}
        case Sort.MARK:
            return _MARK
        case _:
            return _TEXT


def _reference(setting: Setting) -> Schema:
    """The record that a setting holds; in a list of one, since beside a bare reference nothing else would count."""
    assert setting.record is not None
    return {"allOf": [{"$ref": f"#/definitions/{setting.record.__name__}"}]}


def _filter() -> Schema:
    values = {name: {**_TEXT, **({"pattern": f"^({pattern})$"} if (pattern := value_pattern(name)) else {})} for name in ALL_DIMENSIONS}
    return {"type": "object", "additionalProperties": False, "properties": {name: _one_or_more(value) for name, value in values.items()}}


def _one_or_more(item: Schema) -> Schema:
    """A list, or one of its items without one."""
    return {"anyOf": [item, {"type": "array", "items": item}]}
