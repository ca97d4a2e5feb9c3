"""Nodes (记录树): a source file as its records, each with the key by which it is the same record in another version of the file.

The text of all nodes in order is the file itself, to the character; so files can be put together from the nodes of several versions.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import tomli

from gen.canonical.sources import shape_of
from gen.model.shape import fields_of
from gen.read import toml
from gen.read.files import CsvFile
from gen.read.tomltree import Entry, split

#: What names a node among those beside it.
Key = tuple[str, ...]
#: The key of what stands below the last entry of a TOML file.
_TAIL = ("", "end")


@dataclass(frozen=True, slots=True)
class Node:
    """A record: the lines that are its own, and the records inside it, which stand below them. No two of these have the same key."""

    key: Key
    text: str
    children: tuple[Node, ...] = ()

    @property
    def whole(self) -> str:
        """All its lines."""
        return self.text + "".join(child.whole for child in self.children)


def nodes_of(text: str, name: str) -> Node | None:
    """The file of that name as a node; None where it is no source file or cannot be taken apart: a fault of form, the same key twice."""
    shape = shape_of(name)
    if shape is None or "\r" in text or "\ufeff" in text or not text.endswith("\n"):
        return None
    root = _csv_nodes(text, shape) if isinstance(shape, CsvFile) else _toml_nodes(text, name, shape)
    return root if root and _told_apart(root) and root.whole == text else None


def _told_apart(node: Node) -> bool:
    return len({child.key for child in node.children}) == len(node.children) and all(map(_told_apart, node.children))


def _csv_nodes(text: str, file: CsvFile) -> Node | None:
    """The header with a node for each row; its key are the fields that must not stand twice, or else those that rows are sorted by."""
    lines = text.splitlines(keepends=True)
    try:
        header, *rows = (next(csv.reader([line], strict=True)) for line in lines)
    except (csv.Error, StopIteration):
        return None
    if any(len(row) != len(header) for row in rows):
        return None
    titles = {field.name: field.title for field in fields_of(file.record)}
    key = [header.index(titles[name]) for name in file.unique or file.order if titles[name] in header]
    children = (Node(tuple(row[at] for at in key), line) for row, line in zip(rows, lines[1:], strict=True))
    return Node((), lines[0], tuple(children))


@dataclass(slots=True)
class _Draft:
    """A node whose children are still being gathered."""

    key: Key
    text: str
    names: Key
    children: list[_Draft] = field(default_factory=list)

    def done(self) -> Node:
        return Node(self.key, self.text, tuple(child.done() for child in self.children))


def _toml_nodes(text: str, name: str, record: type) -> Node | None:
    """The head of the file with a node for each key and each table, the tables inside a table below it."""
    if toml.parse(text, name)[0] is None:
        return None
    written = split(text)
    root = _Draft((), _joined(written.head), ())
    table = root
    for table_entries in _by_table(written.entries):
        first, pairs = table_entries[0], table_entries
        if first.is_table:
            pairs = table_entries[1:]
            above = _above(root, first.names)
            table = _Draft((*first.names, _naming(first, pairs, record)), _joined(first.written), first.names)
            above.children.append(table)
        table.children += [_Draft(("=", *pair.names), _joined(pair.written), pair.names) for pair in pairs]
    root.children.append(_Draft(_TAIL, _joined(written.tail), _TAIL))
    return root.done()


def _joined(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _by_table(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """The entries, each table's header with its pairs."""
    starts = [at for at, entry in enumerate(entries) if entry.is_table]
    if entries and not entries[0].is_table:
        starts.insert(0, 0)
    yield from (entries[start:end] for start, end in zip(starts, [*starts[1:], len(entries)], strict=False))


def _above(root: _Draft, names: Key) -> _Draft:
    """The table that a table of that name stands in: the last one whose name begins its own."""
    above = root
    for length in range(1, len(names)):
        above = next((child for child in reversed(above.children) if child.names == names[:length]), above)
    return above


def _naming(header: Entry, pairs: Sequence[Entry], record: type | None) -> str:
    """What tells an element of a list from the others: the value of its first declared key, "" for a table of which there is one."""
    if not header.is_element:
        return ""
    for name in header.names:
        record = next((each.record for each in fields_of(record) if each.name == name), None) if record else None
    naming = fields_of(record)[0].name if record else ""
    return next((str(tomli.loads(f"value = {pair.value}")["value"]) for pair in pairs if pair.names == (naming,)), "")
