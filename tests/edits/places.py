"""What of a source file can be edited (可改之处): the cells of a CSV file and the strings, numbers and lines of a TOML file, with their spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gen.model.shape import Kind, fields_of
from gen.read.files import CODES_CSV, DEPARTMENT_CSV, ITEMS_CSV

_CELL = re.compile(r'("(?:[^"]|"")*"|[^,]*)(?:,|$)')
#: A line of TOML that is one whole statement, or one whole item of a list.
_WHOLE = re.compile(r'(?:[\w.]+ = (?:"[^"]*"|[\d-]+|true|false|\[.*\])|\s+"[^"]*",?)$')
_KINDS = {file.name: {field.title: field.kind for field in fields_of(file.record)} for file in (*DEPARTMENT_CSV, *CODES_CSV, ITEMS_CSV)}


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of line ``line`` (from 1): its text without quotes stands from ``start`` to ``end``. ``title`` is its column or key."""

    line: int
    start: int
    end: int
    title: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Source:
    """A source file by its ``path`` in the project, as lines."""

    path: str
    lines: tuple[str, ...]

    @property
    def is_csv(self) -> bool:
        return self.path.endswith(".csv")

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1]

    def at(self, span: Span) -> str:
        """The text of a span."""
        return self.lines[span.line - 1][span.start : span.end]

    def spans(self) -> Iterator[Span]:
        """Every value that the file holds, blank cells too."""
        yield from (_cells(self) if self.is_csv else _values(self))

    def whole_lines(self) -> Iterator[int]:
        """The lines that can be deleted, doubled or moved without breaking what stands around them: rows, statements, items of lists."""
        for number, line in enumerate(self.lines, 1):
            if number > 1 and line if self.is_csv else _WHOLE.match(line):
                yield number

    def comments(self) -> Iterator[int]:
        """The lines that are a comment."""
        return (number for number, line in enumerate(self.lines, 1) if not self.is_csv and line.startswith("#"))


def read(path: str, text: str) -> Source:
    """A file as a Source."""
    return Source(path, tuple(text.removesuffix("\n").split("\n")))


def ordinal(path: str, line: str, column: int) -> int:
    """Which of the values of a line stands at ``column`` (from 1): the same however long those before it are."""
    before = line[: max(column - 1, 0)]
    if not path.endswith(".csv"):
        return before.count('"')
    return re.sub(r'"(?:[^"]|"")*"?', "", before).count(",")


def _cells(source: Source) -> Iterator[Span]:
    titles = [title for _, _, title in _split(source.lines[0])]
    kinds = _KINDS.get(source.name, {})
    for number, line in enumerate(source.lines[1:], 2):
        for title, (start, end, _) in zip(titles, _split(line), strict=False):
            kind = kinds.get(title, Kind.COUNT if title.endswith("次序") else Kind.TEXT)
            yield Span(number, start, end, title, kind)


def _split(line: str) -> Iterator[tuple[int, int, str]]:
    at = 0
    while at <= len(line):
        match = _CELL.match(line, at)
        assert match
        start, end = match.span(1)
        quoted = match[1].startswith('"')
        yield (start + quoted, end - quoted, match[1])
        if match.end() == len(line) and not match[0].endswith(","):
            return
        at = match.end()


def _values(source: Source) -> Iterator[Span]:
    title, within = "", False
    for number, line in enumerate(source.lines, 1):
        if line.startswith("#") and not within:
            continue
        key = re.match(r"([\w]+) = ", line)
        title = key[1] if key and not within else title
        if '"""' in line or within:
            opened = line.find('"""') + 3 if '"""' in line and not within else 0
            closed = line.rfind('"""') if '"""' in line[opened:] else len(line)
            if closed > opened:
                yield Span(number, opened, closed, title, Kind.TEXT)
            within = within != (line.count('"""') == 1)
            continue
        for match in re.finditer(r'"([^"]*)"', line):
            yield Span(number, *match.span(1), title, Kind.TEXT)
        for match in re.finditer(r"= (\d+|true|false)$", line):
            yield Span(number, *match.span(1), title, Kind.COUNT if match[1].isdecimal() else Kind.FLAG)
