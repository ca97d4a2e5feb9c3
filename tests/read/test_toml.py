from __future__ import annotations

import resource
from collections.abc import Iterator
from typing import Any

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from gen.findings import Place
from gen.read import toml
from gen.read.toml import TomlFile, TomlPath
from tests.calls import calls


def _file(text: str) -> TomlFile:
    file, findings = toml.parse(text, "x.toml")
    assert findings == [] and file is not None
    return file


def _at(text: str, at: TomlPath) -> tuple[str, str]:
    """What stands at the places of the key and the value of ``at``, on their lines."""
    file, lines = _file(text), text.split("\n")

    def cut(place: Place) -> str:
        return lines[place.line - 1][place.column - 1 : place.column - 1 + place.width]

    return cut(file.keys[at]), cut(file.values[at])


@pytest.mark.parametrize(
    ("text", "at", "key", "value"),
    [
        ('a = "一二"  # 尾', ("a",), "a", "一二"),
        ('"键 名" = "一二"', ("键 名",), '"键 名"', "一二"),
        ('"\\u952e" = 1', ("键",), '"\\u952e"', "1"),
        ("a.b.c = 12", ("a", "b"), "b", "b"),
        ("a.b.c = 12", ("a", "b", "c"), "c", "12"),
        ('a = ""', ("a",), "a", '""'),
        ("a = '一'", ("a",), "a", "一"),
        ('a = """一"""', ("a",), "a", "一"),
        ('a = """\n  一二\n三"""', ("a",), "a", "一二"),
        ('a = """\\\n\n  一二\\\n  三"""', ("a",), "a", "一二\\"),
        ("a = '''\n一'''", ("a",), "a", "一"),
        ('a = ["甲", "乙丙"]', ("a", 1), "乙丙", "乙丙"),
        ('a = [\n  # 注\n  "甲",\n  "乙",\n]', ("a", 1), "乙", "乙"),
        ('a = ["甲", "乙丙"]', ("a",), "a", '["甲", "乙丙"]'),
        ("一 = [{p.q = 1}, {}]".replace("一", "a"), ("a", 0, "p", "q"), "q", "1"),
        ('[["表"]]\nx = 1\n[["表"]]\nx = 22', ("表", 1, "x"), "x", "22"),
        ("[[a]]\n[a.b]\nc = 1\n[[a]]\n[a.b]\nc = 2", ("a", 1, "b", "c"), "c", "2"),
        ("[[a]]\n[[a.b]]\nc = 1\n[[a.b]]\nc = 3", ("a", 0, "b", 1, "c"), "c", "3"),
        ("[a.b]\n", ("a", "b"), "b", "b"),
        ("a = -1.5e3", ("a",), "a", "-1.5e3"),
        ("a = 2022-01-25", ("a",), "a", "2022-01-25"),
        ("a = true\r\nb = 1".replace("\r", ""), ("b",), "b", "1"),
        ('名 = "𠮷"'.replace("名", "a") + "\nb = '后'", ("b",), "b", "后"),
        ('a = "𠮷𠮷", '.rstrip(", "), ("a",), "a", "𠮷𠮷"),
    ],
)
def test_places(text: str, at: TomlPath, key: str, value: str) -> None:
    assert _at(text, at) == (key, value)


def test_what_is_missing_has_the_place_of_what_should_hold_it() -> None:
    file = _file("[a]\nb = 1\n")
    assert file.key_place(("a", "x")) == Place("x.toml", 1, 2, 1)
    assert file.value_place(("x",)) == Place("x.toml")


KEY = st.text(st.sampled_from("ab键 ."), min_size=1, max_size=3)
SCALAR = st.one_of(
    st.integers(-(10**6), 10**6),
    st.booleans(),
    st.text(st.sampled_from("甲a\"'\\\n\t#]"), max_size=6),
    st.dates(),
    st.decimals(0, 9, places=2),
)
VALUE = st.recursive(SCALAR, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEY, inner, max_size=3), max_leaves=8)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


def _inline(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"""\n' + value.replace("\\", "\\\\").replace('"', '\\"') + '"""' if "\n" in value else _quoted(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_quoted(key)} = {_inline(item)}" for key, item in value.items()) + "}"
    return str(value)


def _write(table: dict[str, Any], header: tuple[str, ...] = ()) -> Iterator[str]:
    """``table`` as TOML: scalars first, then tables under headers, lists of tables under double headers."""
    later = []
    for key, value in table.items():
        if isinstance(value, dict) or (isinstance(value, list) and value and all(isinstance(item, dict) for item in value)):
            later.append((key, value))
        else:
            yield f"{_quoted(key)} = {_inline(value)}"
    for key, value in later:
        at = (*header, key)
        name = ".".join(map(_quoted, at))
        for item in value if isinstance(value, list) else [value]:
            yield f"[[{name}]]  # 注" if isinstance(value, list) else f"[{name}]"
            yield from _write(item, at)


def _paths(value: Any, at: TomlPath = ()) -> Iterator[TomlPath]:
    if at:
        yield at
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _paths(item, (*at, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _paths(item, (*at, index))


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(KEY, VALUE, max_size=4))
def test_the_paths_are_those_of_tomli(table: dict[str, Any]) -> None:
    text = "\n".join(_write(table)) + "\n"
    file = _file(text)
    assert dict(file.value) == tomli.loads(text, parse_float=toml.Decimal)
    assert set(file.values) == set(file.keys) == set(_paths(file.value))
    lines = text.split("\n")
    for at in file.keys:
        for place in (file.keys[at], file.values[at]):
            assert 1 <= place.line <= len(lines)
            assert place.column >= 1 and place.column - 1 + place.width <= max(len(lines[place.line - 1]), 1)


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            "a = 1\n",
            "b.c = 'x'\n",
            "[t]\n",
            "[[l]]\n",
            "[l.m]\n",
            'd = """\nx\n"""\n',
            "e = [1, {f = 2}]\n",
            "[t.u]\n",
            "b = {}\n",
            "#\n",
            "g = [\n",
            "]\n",
            '"',
            "=",
            ".",
            "\n",
        ]
    ),
    max_size=8,
)


@settings(max_examples=300, deadline=None)
@given(FRAGMENTS)
def test_any_text_gives_the_values_of_tomli_or_a_finding(fragments: list[str]) -> None:
    text = "".join(fragments)
    file, findings = toml.parse(text, "x.toml")
    try:
        value = tomli.loads(text)
    except tomli.TOMLDecodeError as fault:
        assert file is None and [f.code for f in findings] == ["TOML-01"]
        assert (findings[0].places[0].line, findings[0].places[0].column) == (fault.lineno, fault.colno)
    else:
        assert file is not None and file.value == value and set(file.values) == set(_paths(value))


BOMBS = {
    "dotted key": "a" + ".a" * 100_000 + " = 1",
    "nested arrays": "a = " + "[" * 500_000,
    "nested arrays, closed": "a = " + "[" * 5000 + "]" * 5000,
    "nested inline tables": "a = " + "{a=" * 100_000,
    "deep header": "[" + "a." * 399 + "a]\n" + "".join(f"k{number} = 1\n" for number in range(20_000)),
    "deep header before a fault": "[" + "a." * 399 + "a]\n" + "".join(f"k{number} = 1\n" for number in range(20_000)) + "=",
    "long integer": "a = " + "9" * 5000,
    "hexadecimal": "a = 0x" + "f" * 5000,
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_refused_with_little_work_and_in_little_memory(text: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    file, findings = toml.parse(text, "x.toml")
    assert file is None and [finding.code for finding in findings] in (["TOML-01"], ["TOML-02"])
    assert calls(lambda: toml.parse(text, "x.toml")) < 5 * len(text)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024


MESSAGES = {
    "a = 一": "等号后面的值写得不对",
    "名称 = 1": "键名",
    "a 1": "等号",
    'a = "x': "引号",
    'a = "x" y': "一个值后面还有别的东西",
    'a = ["x" "y"]': "列表",
    "a = {b = 1 c = 2}": "花括号",
    "a = 1\na = 2": "前面已经有了",
    "[a]\n[a]": "前面已经有了",
    "[a": "方括号",
    'a = "\\x"': "反斜杠",
    "a = {b = 1, b = 2}": "写了两次",
    "a = 1\n[a.b]": "前面已经有了",
    'a = "一\n二"': "换行",
    "a = ": "等号后面",
    "[]": "键名",
    "a = [1\n": "列表",
    'a = """x': "引号",
    "a = {b = 1\n": "花括号",
    "a = {}\na.b = 1": "定好",
}


@pytest.mark.parametrize(("text", "said"), MESSAGES.items())
def test_faults_of_syntax_are_told_in_chinese(text: str, said: str) -> None:
    _, (finding,) = toml.parse(text, "x.toml")
    assert finding.code == "TOML-01"
    assert said in finding.message + finding.hint and "TOML 写法有误" not in finding.message
