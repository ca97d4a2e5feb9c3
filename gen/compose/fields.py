"""Reading an edition's TOML (版式文件的读取): typed access to its values, every unknown key or wrong kind a finding with its place.

EDN-01 unknown key   EDN-02 missing key   EDN-03 value of the wrong kind
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from gen.derive.lines import COMMON, COMPARED, DIMENSIONS, VALUES
from gen.derive.spec import Where
from gen.findings import Finding, Place, error
from gen.read.gate import guess, listed
from gen.read.toml import TomlFile, TomlPath

ALL_DIMENSIONS = tuple(dict.fromkeys((*(name for names in DIMENSIONS.values() for name in names), *COMMON, *COMPARED)))
#: How many digits the codes of a dimension have.
_DIGITS = {"功能类": 3, "功能款": 5, "功能项": 7, "经济类": 3, "经济款": 5}


def filter_fault(name: str, values: tuple[str, ...]) -> str:
    """Why no line could pass a filter on dimension ``name``; "" where one could. A value with braces or "" is left to the data."""
    if name not in ALL_DIMENSIONS:
        return f"没有“{name}”这个维度"
    fixed = [value for value in values if value and "{" not in value]
    for value in fixed:
        if name in VALUES and value not in VALUES[name]:
            return f"“{name}”没有“{value}”这个值"
        if name in _DIGITS and not (value.isdecimal() and len(value) == _DIGITS[name]):
            return f"“{name}”是 {_DIGITS[name]} 位编码，写的是“{value}”"
    return ""


def _filter_hint(name: str) -> str:
    if name in ALL_DIMENSIONS:
        return f"可以写：{listed(VALUES[name])}" if name in VALUES else "核对编码"
    return f"{guess(name, ALL_DIMENSIONS)}可以用的维度：{listed(ALL_DIMENSIONS, 40)}"


@dataclass(slots=True)
class Fields:
    """One table of a TOML file. Each ``get`` notes the key as known; :meth:`done` reports the keys that nobody asked for."""

    file: TomlFile
    at: TomlPath
    value: dict[str, Any]
    findings: list[Finding]
    known: set[str] = field(default_factory=set)

    @property
    def place(self) -> Place:
        """Where the table stands."""
        return self.file.key_place(self.at)

    def place_of(self, key: str) -> Place:
        """Where the value of ``key`` stands."""
        return self.file.value_place((*self.at, key))

    def text(self, key: str, default: str | None = "") -> str:
        """A string; ``default`` None = required."""
        value = self._get(key, default)
        return value if isinstance(value, str) else self._wrong(key, "文字", default or "")

    def optional(self, key: str) -> str | None:
        """A string, or None where the key is absent."""
        self.known.add(key)
        return self.text(key) if key in self.value else None

    def flag(self, key: str, default: bool = False) -> bool:
        """A boolean."""
        value = self._get(key, default)
        return value if isinstance(value, bool) else self._wrong(key, "true 或 false", default)

    def number(self, key: str, default: int = 0) -> int:
        """A whole number."""
        value = self._get(key, default)
        return value if isinstance(value, int) and not isinstance(value, bool) else self._wrong(key, "整数", default)

    def decimal(self, key: str) -> Decimal | None:
        """A number written as a string ("0.32"), exactly; None where absent."""
        text = self.text(key)
        if text and not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", text):
            self._wrong(key, '写作文字的小数，如 "0.32"', None)
            return None
        return Decimal(text) if text else None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings; one string counts as a list of one."""
        value = self._get(key, [])
        value = [value] if isinstance(value, str) else value
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self._wrong(key, "文字的列表", ())
        return ()

    def numbers(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers."""
        value = self._get(key, [])
        if isinstance(value, list) and all(isinstance(item, int) for item in value):
            return tuple(value)
        self._wrong(key, "整数的列表", ())
        return ()

    def named_texts(self, key: str) -> Where:
        """A table of texts by name: fact -> value or list of values."""
        table = self.table(key)
        return {name: table.texts(name) for name in table.value} if table else {}

    def where(self, key: str) -> Where:
        """A filter over lines: dimension -> value or list of values; one that no line could ever pass is a fault."""
        table = self.table(key)
        if table is None:
            return {}
        found = {name: table.texts(name) for name in table.value}
        for name, values in found.items():
            reason = filter_fault(name, values)
            if reason:
                self.findings.append(error("EDN-08", reason, table.file.key_place((*table.at, name)), hint=_filter_hint(name)))
        return found

    def dimension(self, key: str) -> str:
        """The name of a dimension, "" where absent."""
        return next(iter(self.dimensions(key)), "")

    def dimensions(self, key: str) -> tuple[str, ...]:
        """The names of dimensions; one may stand without a list."""
        names = tuple(name for name in self.texts(key) if name)
        for name in names:
            if name not in ALL_DIMENSIONS:
                self.fault("EDN-08", f"没有“{name}”这个维度", key, _filter_hint(name))
        return names

    def choice(self, key: str, choices: tuple[str, ...]) -> str:
        """One of ``choices``, the first where absent."""
        value = self.text(key, choices[0])
        if value in choices:
            return value
        self.fault("EDN-03", f"“{key}”没有“{value}”这种写法", key, f"可以写：{listed(choices)}")
        return choices[0]

    def table(self, key: str) -> Fields | None:
        """The table under ``key``, None where absent."""
        value = self._get(key, None)
        if value is None:
            return None
        if not isinstance(value, dict):
            self._wrong(key, "一张表", None)
            return None
        return Fields(self.file, (*self.at, key), value, self.findings)

    def tables(self, key: str) -> tuple[Fields, ...]:
        """The tables of a list under ``key``."""
        value = self._get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self._wrong(key, "若干张表", ())
            return ()
        return tuple(Fields(self.file, (*self.at, key, index), item, self.findings) for index, item in enumerate(value))

    def named(self, key: str) -> Iterator[tuple[str, Fields]]:
        """The tables inside the table ``key``, each with its name."""
        outer = self.table(key)
        for name in outer.value if outer else ():
            inner = outer.table(name) if outer else None
            if inner is not None:
                yield name, inner

    def done(self) -> None:
        """Report every key that no reader asked for."""
        for key in self.value:
            if key not in self.known:
                near = difflib.get_close_matches(key, sorted(self.known), 1)
                hint = f"是不是“{near[0]}”？" if near else f"可用的键：{'、'.join(sorted(self.known))}"
                self.findings.append(error("EDN-01", f"版式里没有“{key}”这个键", self.file.key_place((*self.at, key)), hint=hint))

    def fault(self, code: str, message: str, key: str, hint: str = "") -> None:
        """Report a fault of the value of ``key``."""
        self.findings.append(error(code, message, self.place_of(key), hint=hint))

    def _get(self, key: str, default: Any) -> Any:
        self.known.add(key)
        return self.value.get(key, default)

    def _wrong(self, key: str, wanted: str, fallback: Any) -> Any:
        if key not in self.value:
            self.findings.append(error("EDN-02", f"缺少“{key}”", self.place, hint=f"请补上 {key}，应是{wanted}"))
        else:
            self.fault("EDN-03", f"“{key}”应是{wanted}", key)
        return fallback
