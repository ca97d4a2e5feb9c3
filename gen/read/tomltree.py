"""TOML as written (TOML 原文): a file as what stands in its lines, each key and each table with the comments about it.

The text of all entries together, between ``head`` and ``tail``, is the file itself, line for line, so that nothing can be lost by moving them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import tomli
import tree_sitter_toml
from tree_sitter import Language, Node, Parser


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A ``key = value`` or the header of a table, with the lines about it.

    ``names`` are the parts of the key or of the table's name; ``is_table`` and ``is_element`` tell ``[name]`` and ``[[name]]``. ``lead`` are the
    blank lines and comments above, ``lines`` the entry itself, ``trail`` comments that stand right below it with a blank line after them.
    ``key`` is how the name is written, ``value`` how the value is (a table has none), ``comment`` what stands behind on the same line.
    """

    names: tuple[str, ...]
    is_table: bool
    is_element: bool
    lead: tuple[str, ...]
    lines: tuple[str, ...]
    trail: tuple[str, ...]
    key: str
    value: str
    comment: str

    @property
    def written(self) -> tuple[str, ...]:
        """All lines of the entry."""
        return (*self.lead, *self.lines, *self.trail)


@dataclass(frozen=True, slots=True)
class Written:
    """A TOML file as written: the comments at its head, which are about the file, its entries, and what stands below the last."""

    head: tuple[str, ...]
    entries: tuple[Entry, ...]
    tail: tuple[str, ...]


def split(text: str) -> Written:
    """The entries of ``text``, a TOML file without a fault, its lines ended by LF."""
    content = text.encode("utf-8")
    lines = text.removesuffix("\n").split("\n") if text else []
    found = [*_nodes(Parser(Language(tree_sitter_toml.language())).parse(content).root_node)]
    head = _while_comments(lines[: found[0].start_point.row if found else len(lines)])
    entries: list[Entry] = []
    above = len(head)
    for node, following in zip(found, (*found[1:], None), strict=False):
        row, last = node.start_point.row, _last(node).end_point.row
        until = following.start_point.row if following else len(lines)
        below = lines[last + 1 : until]
        touching = _while_comments(below)
        trail = touching if len(touching) < len(below) and not below[len(touching)].strip() else ()
        entries.append(_entry(node, content, tuple(lines[above:row]), tuple(lines[row : last + 1]), trail))
        above = last + 1 + len(trail)
    return Written(head, tuple(entries), tuple(lines[above:]))


def _while_comments(lines: list[str]) -> tuple[str, ...]:
    """The comments that ``lines`` begin with."""
    end = next((index for index, line in enumerate(lines) if not line.lstrip().startswith("#")), len(lines))
    return tuple(lines[:end])


def _nodes(root: Node) -> Iterator[Node]:
    """Every pair and every table of a file in order, a table before its pairs."""
    for child in root.children:
        if child.type == "pair":
            yield child
        elif child.type in ("table", "table_array_element"):
            yield child
            yield from (pair for pair in child.children if pair.type == "pair")


def _last(node: Node) -> Node:
    """The node that an entry ends with, but for a comment behind it: its value, or the closing bracket of a table's header."""
    if node.type == "pair":
        return [child for child in node.children if child.is_named and child.type != "comment"][1]
    return next(child for child in node.children if child.type in ("]", "]]"))


def _entry(node: Node, content: bytes, lead: tuple[str, ...], lines: tuple[str, ...], trail: tuple[str, ...]) -> Entry:
    is_table = node.type != "pair"
    parts = [child for child in node.children if child.is_named and child.type != "comment"]
    end = _last(node).end_byte
    stop = content.find(b"\n", end)
    return Entry(
        names=names_of(parts[0]),
        is_table=is_table,
        is_element=node.type == "table_array_element",
        lead=lead,
        lines=lines,
        trail=trail,
        key=".".join(_text(part) for part in key_parts(parts[0])),
        value="" if is_table else _text(parts[1]),
        comment=content[end : stop if stop >= 0 else len(content)].decode().strip(),
    )


def key_parts(node: Node) -> Iterator[Node]:
    """The bare and quoted parts of a key in order; a dotted key nests to the left."""
    stack = [node]
    while stack:
        part = stack.pop()
        if part.type == "dotted_key":
            stack.extend(child for child in reversed(part.children) if child.is_named)
        elif part.type in ("bare_key", "quoted_key"):
            yield part


def name_of(part: Node) -> str:
    """What a part of a key says: tomli itself undoes the quotes and escapes of a quoted one."""
    return str(tomli.loads(f"key = {_text(part)}")["key"]) if part.type == "quoted_key" else _text(part)


def names_of(node: Node) -> tuple[str, ...]:
    """The names that a key is made of."""
    return tuple(name_of(part) for part in key_parts(node))


def _text(node: Node) -> str:
    return (node.text or b"").decode()
