"""Findings (校验结果): every fault of the data as a value with its place, never as an exception."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

#: The basis of a rule that no official document states.
OWN = "本项目规则"


class Severity(Enum):
    """错误 forbids publishing; 警告 and 提示 do not."""

    ERROR = "错误"
    WARNING = "警告"
    NOTE = "提示"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """出处: where something stands in a source file.

    ``path`` is relative to the project root with ``/``; ``line`` and ``column`` count from 1, columns in characters;
    ``width`` is how many characters the caret underlines (1 at least). Line 0 means the file or folder as a whole.
    """

    path: str
    line: int = 0
    column: int = 0
    width: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Waived:
    """已豁免: why a finding may stand, the office that approved it, until when (YYYY, YYYY-MM or YYYY-MM-DD), and where the waiver is written."""

    reason: str
    office: str
    until: str
    place: Place


@dataclass(frozen=True, slots=True)
class Lost:
    """去向不明的明细: the lines that a sum lacks or holds twice, and for each sum that fails by them the dimensions that tell its parts apart."""

    lines: tuple[Place, ...]
    told_by: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault: a stable code, what is wrong (with both numbers), where, and how to mend it, all in Chinese.

    The first of ``places`` is the one to go to; the others are what it was held against. ``basis`` is the official basis, if any. One that is
    ``waived`` is still told, but neither forbids nor counts. ``lost`` are the lines that make a sum fail, where it is lines.
    ``under`` is the code of another finding about the same file that accounts for it, where whoever found it knows.
    """

    code: str
    severity: Severity
    message: str
    places: tuple[Place, ...]
    hint: str = ""
    basis: str = ""
    waived: Waived | None = None
    lost: Lost | None = None
    under: str = ""

    @property
    def forbids(self) -> bool:
        """Whether it forbids publishing."""
        return self.counts_as(Severity.ERROR)

    def counts_as(self, severity: Severity) -> bool:
        """Whether it counts as one of ``severity``."""
        return self.severity is severity and self.waived is None


def error(code: str, message: str, *places: Place, hint: str = "", basis: str = "") -> Finding:
    """A finding that forbids publishing."""
    return Finding(code=code, severity=Severity.ERROR, message=message, places=places, hint=hint, basis=basis)


def warning(code: str, message: str, *places: Place, hint: str = "", basis: str = "") -> Finding:
    """A finding that the author should look at, but that forbids nothing."""
    return Finding(code=code, severity=Severity.WARNING, message=message, places=places, hint=hint, basis=basis)


def has_error(findings: Iterable[Finding]) -> bool:
    """Whether any of ``findings`` forbids publishing."""
    return any(finding.forbids for finding in findings)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """``findings`` without repetition, by file, line and column, then by code."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda f: (f.places[:1] or (Place(""),), f.code, f.message)))
