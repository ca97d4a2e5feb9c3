"""TOML (文字资料): the values of a file by tomli, and the place of each key and value by tree-sitter, under the same paths.

TOML-01 not TOML   TOML-02 nested too deep, or a number too long   TOML-03 notation whose places cannot be told

A path is what leads to a value from the top: ``("items", 0, "name")``. tomli stops at the first fault of syntax, so this
comes once a file; all other faults of a file come together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import tomli
import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from gen.findings import Finding, Place, error
from gen.read.tomltree import key_parts, name_of

TomlPath = tuple[str | int, ...]

#: Our files are two tables deep; past this tomli's time grows with depth times keys.
MAX_DEPTH = 16
MAX_DIGITS = 19

#: (how tomli's message begins, what is said instead, remedy); the first that fits counts.
_SYNTAX = (
    ("Invalid statement", "这里应是“键 = 值”或“[表名]”", "键名用英文小写字母和下划线，如 name；中文只写在等号后的引号里"),
    ("Expected '=' after a key", "键名后面缺少等号", "写作 键 = 值；键名只能用英文，如 name"),
    ("Invalid initial character for a key part", "键名不合规定", "键名用英文小写字母和下划线，如 name；中文只写在等号后的引号里"),
    ("Invalid value", "等号后面的值写得不对", '文字用半角双引号括起，如 name = "文字"；整数直接写；是非写 true 或 false'),
    ("Invalid date", "没有这个日期", '日期写在引号里，如 "2022-01-25"'),
    ("Expected ']", "表名缺少收尾的方括号", "写作 [staff] 或 [[projects]]"),
    ("Unterminated string", "文字缺少收尾的引号", "每段文字前后各一个半角双引号；折行的文字用三个双引号"),
    ("Illegal character '\\n'", "文字没有在本行收尾就换行了", "每段文字前后各一个半角双引号；折行的文字用三个双引号"),
    ("Found invalid character", "这里有不能出现的字符", "文字在单引号里不能换行；若是引号没有收尾，请补上"),
    ("Illegal character", "这里有不能出现的字符", "请删去；若是引号没有收尾，请补上"),
    ("Unescaped '\\'", "反斜杠写法不对", "要写反斜杠本身，请写两个：\\\\"),
    ("Invalid hex value", "反斜杠写法不对", "要写反斜杠本身，请写两个：\\\\"),
    ("Escaped character is not", "反斜杠写法不对", "没有这个字符，请直接写汉字"),
    ("Unclosed array", "列表缺少收尾的方括号，或各项之间缺少逗号", '写作 ["甲", "乙"]'),
    ("Unclosed inline table", "花括号没有收尾，或各项之间缺少逗号", '写作 { name = "甲" }'),
    ("Expected newline or end of document", "一个值后面还有别的东西", "一行只写一个“键 = 值”；文字里的双引号请用中文引号“”"),
    ("Cannot declare", "这个表前面已经有了", "同名的表只写一次；多组内容用双方括号，如 [[projects]]"),
    ("Cannot overwrite a value", "这个键前面已经有了", "同一个键只写一次"),
    ("Cannot mutate immutable namespace", "这个键前面已经定好，不能再添", "把它写到同一处"),
    ("Cannot redefine namespace", "这个键前面已经有了", "同一个键只写一次"),
    ("Duplicate inline table key", "花括号里同一个键写了两次", "同一个键只写一次"),
    ("Expected ", "文字缺少收尾的引号", "每段文字前后各一个半角引号"),
)


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A TOML file: its values, and for each path the place of its key and of its value.

    The place of a string begins at the first character inside its quotes and ends with the string or the line.
    """

    path: str
    value: Mapping[str, Any]
    keys: Mapping[TomlPath, Place]
    values: Mapping[TomlPath, Place]

    def key_place(self, at: TomlPath) -> Place:
        """The place of the key at ``at``; of what holds it where it has none; of the file for the whole."""
        while at and at not in self.keys:
            at = at[:-1]
        return self.keys[at] if at else Place(self.path)

    def value_place(self, at: TomlPath) -> Place:
        """The place of the value at ``at``."""
        return self.values.get(at) or self.key_place(at)


class _LimitError(Exception):
    """The file is nested deeper or has a longer number than any file of ours; the argument is its place."""


def parse(text: str, path: str) -> tuple[TomlFile | None, list[Finding]]:
    """The values of ``text`` with their places, or the finding that says why there are none."""
    root = Parser(Language(tree_sitter_toml.language())).parse(text.encode("utf-8")).root_node
    places = _Places(text, path)
    try:
        places.check_headers(root)
        if not root.has_error:
            places.walk(root)
        value = tomli.loads(text, parse_float=Decimal)
    except tomli.TOMLDecodeError as fault:
        return None, [_syntax(fault, path)]
    except (_LimitError, RecursionError, ValueError) as fault:
        place = fault.args[0] if isinstance(fault, _LimitError) else Place(path)
        return None, [error("TOML-02", "嵌套太深，或数字太长", place, hint=f"嵌套不超过 {MAX_DEPTH} 层，整数不超过 {MAX_DIGITS} 位")]
    if root.has_error:
        hint = "请用常见写法：一行一个“键 = 值”，文字用双引号，花括号里不换行"
        return None, [error("TOML-03", "这种写法不支持", places.of(_first_error(root)), hint=hint)]
    return TomlFile(path, value, places.keys, places.values), []


def _syntax(fault: tomli.TOMLDecodeError, path: str) -> Finding:
    message, hint = next(
        ((chinese, hint) for english, chinese, hint in _SYNTAX if fault.msg.startswith(english)),
        (f"TOML 写法有误（{fault.msg}）", "请与其他部门的同名文件对照"),
    )
    return error("TOML-01", message, Place(path, fault.lineno, fault.colno), hint=hint)


def _first_error(node: Node) -> Node:
    while not (node.is_error or node.is_missing):
        following = next((child for child in node.children if child.has_error), None)
        if following is None:
            break
        node = following
    return node


class _Places:
    """Collects the place of each path while walking the syntax tree of one file."""

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self.lines = text.split("\n")
        self.bytes = text.encode("utf-8").split(b"\n")
        self.keys: dict[TomlPath, Place] = {}
        self.values: dict[TomlPath, Place] = {}
        self.lengths: dict[TomlPath, int] = {}  # of each array of tables, so far

    def of(self, node: Node) -> Place:
        """The place of ``node``, from its first character to its end or the end of the line."""
        row, start = node.start_point.row, node.start_point.column
        end = node.end_point.column if node.end_point.row == row else len(self.bytes[row])
        column = len(self.bytes[row][:start].decode())
        return Place(self.path, row + 1, column + 1, max(len(self.bytes[row][start:end].decode()), 1))

    def of_string(self, node: Node) -> Place:
        """The place of the text inside the quotes of a string; of the quotes where it is empty."""
        whole = self.of(node)
        line = self.lines[whole.line - 1]
        opening = line[whole.column - 1 :]
        quote = opening[:3] if opening[:3] in ('"""', "'''") and node.end_byte - node.start_byte >= 6 else opening[:1]
        row, start = whole.line - 1, whole.column - 1 + len(quote)
        if len(quote) == 3:  # The first line break is no part of the text; a backslash at the end of a line swallows blanks.
            while row < node.end_point.row and self.lines[row][start:].strip(" \t") in ("", "\\"):
                row, start = row + 1, 0
            if row > whole.line - 1:
                start = len(self.lines[row]) - len(self.lines[row].lstrip(" \t"))
        end = len(self.lines[row])
        if row == node.end_point.row:
            end = len(self.bytes[row][: node.end_point.column].decode()) - len(quote)
        return Place(self.path, row + 1, start + 1, end - start) if end > start else whole

    def check_headers(self, root: Node) -> None:
        """Raise where a table's name is too deep, before tomli meets it."""
        for child in root.children:
            if child.type in ("table", "table_array_element") and sum(1 for _ in key_parts(child.children[1])) > MAX_DEPTH:
                raise _LimitError(self.of(child.children[1]))

    def walk(self, root: Node) -> None:
        """Note every path of a file without syntax errors."""
        for child in root.children:
            if child.type == "pair":
                self.pair(child, ())
            elif child.type in ("table", "table_array_element"):
                at = self.header(child)
                for pair in child.children:
                    if pair.type == "pair":
                        self.pair(pair, at)

    def header(self, node: Node) -> TomlPath:
        """The path of the table that a ``[header]`` or ``[[header]]`` opens."""
        is_element = node.type == "table_array_element"
        names = self.names(node.children[1])
        at: TomlPath = ()
        for index, (name, place) in enumerate(names):
            at = (*at, name)
            self.note(at, place)
            if is_element and index == len(names) - 1:
                self.lengths[at] = self.lengths.get(at, 0) + 1
            if at in self.lengths:
                at = (*at, self.lengths[at] - 1)
                self.note(at, place)
        return at

    def pair(self, node: Node, at: TomlPath) -> None:
        """Note the key and the value of ``key = value`` in the table ``at``."""
        if len(at) > MAX_DEPTH:
            raise _LimitError(self.of(node))
        parts = [child for child in node.children if child.is_named and child.type != "comment"]
        for name, place in self.names(parts[0]):
            at = (*at, name)
            self.note(at, place)
        self.value(parts[1], at)

    def note(self, at: TomlPath, place: Place) -> None:
        self.keys.setdefault(at, place)
        self.values.setdefault(at, place)

    def value(self, node: Node, at: TomlPath) -> None:
        """Note the place of the value at ``at`` and of all inside it."""
        place = self.of_string(node) if node.type == "string" else self.of(node)
        if len(at) > MAX_DEPTH or (node.type == "integer" and node.end_byte - node.start_byte > MAX_DIGITS):
            raise _LimitError(place)
        self.values[at] = place
        self.keys.setdefault(at, place)
        if node.type == "array":
            items = (child for child in node.children if child.is_named and child.type != "comment")
            for index, child in enumerate(items):
                self.value(child, (*at, index))
        elif node.type == "inline_table":
            for child in node.children:
                if child.type == "pair":
                    self.pair(child, at)

    def names(self, node: Node) -> list[tuple[str, Place]]:
        """The parts of a key, each with its place."""
        found: list[tuple[str, Place]] = []
        for part in key_parts(node):
            if len(found) > MAX_DEPTH:
                raise _LimitError(self.of(node))
            found.append((name_of(part), self.of(part)))
        return found
