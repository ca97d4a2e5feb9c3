"""Writing source files (写源数据文件): TOML and CSV in their canonical form, from plain values and the one declaration of their shape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from gen.canonical.csvform import Cells, in_order, written
from gen.model.shape import Field, Kind, fields_of
from gen.read.files import CsvFile

#: What the tables of a TOML file hold: texts, counts, flags, lists of texts, tables, lists of tables.
Table = Mapping[str, Any]

_TABLES = (Kind.RECORD, Kind.RECORDS)


def toml_text(record: type, values: Table, *, head: Sequence[str] = (), explained: bool = False) -> str:
    """A TOML file of ``record``: ``head`` as comments, then its keys in the order of their declaration, tables last.

    ``explained`` writes a comment before each key, and each key without a value as a comment, so that whoever fills it in sees all there is.
    """
    body = "\n".join(_table(record, values, "", explained)).lstrip("\n")
    return "".join(f"# {line}\n" for line in head) + ("\n" if head else "") + body + "\n"


def csv_text(file: CsvFile, header: Sequence[str], rows: Iterable[Cells] = ()) -> str:
    """A CSV ``file``: ``header``, then a line for each row, in the order that the file declares."""
    return written(header, in_order(tuple(rows), file))


def _table(record: type, values: Table, path: str, explained: bool) -> Iterator[str]:
    for field in sorted(fields_of(record), key=lambda field: field.kind in _TABLES):
        name = f"{path}{field.name}"
        if field.kind in _TABLES:
            yield from _tables(field, values.get(field.name), name, explained)
        elif field.name in values:
            if explained:
                yield _comment(field)
            yield f"{field.name} = {_value(values[field.name])}"
        elif explained:
            yield _comment(field)
            yield f"# {field.name} = {_sample(field)}"


def _tables(field: Field, value: Any, name: str, explained: bool) -> Iterator[str]:
    """The tables of one key: ``[name]``, or ``[[name]]`` for each of a list."""
    assert field.record is not None
    brackets = f"[[{name}]]" if field.kind is Kind.RECORDS else f"[{name}]"
    for index, one in enumerate((value if field.kind is Kind.RECORDS else [value]) if value else ()):
        first = explained and index == 0  # of several tables alike the first is explained
        yield ""
        if first:
            yield _comment(field)
        yield brackets
        yield from _table(field.record, one, f"{name}.", first)
    if explained and not value:
        yield ""
        yield _comment(field)
        yield f"# {brackets}"
        yield from (line if line.startswith("#") or not line else f"# {line}" for line in _table(field.record, {}, f"{name}.", True))


def _comment(field: Field) -> str:
    return f"# {field.title}{'（必填）' if field.required else ''}：{field.doc}"


def _sample(field: Field) -> str:
    """How a value of the field is written, for a key that is not given."""
    match field.kind:
        case Kind.COUNT:
            return "0"
        case Kind.FLAG:
            return "true"
        case Kind.TEXTS:
            return '["……"]'
        case Kind.CHOICE:
            return _value(field.choices[0])
        case _:
            return '"……"'


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    assert isinstance(value, (list, tuple))
    if len(value) < 2:
        return f"[{''.join(_value(one) for one in value)}]"
    return "[\n" + "".join(f"  {_value(one)},\n" for one in value) + "]"
