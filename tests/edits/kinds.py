"""Kinds of edits (改法): each takes a file and a source of chance and makes one small change, or none where the file has no place for it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gen.model.shape import Kind
from tests.edits.places import Source, Span, ordinal

_HANZI = re.compile("[一-龥]")
_CODES = (Kind.CODE, Kind.FUNCTION, Kind.ECONOMIC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change of one file.

    ``was`` is the edited line as it was, ``lines`` the file after the edit;
    ``origin`` says for each of these lines which line it was before, 0 for one that is new. ``line`` is where
    the change was made, in the file before, ``new_line`` in the file after (0 = a row that is gone). ``title`` is the column or key, "" for a whole line;
    ``cell`` is the ordinal of the edited value in its line. ``money`` = another digit of an amount.
    ``owner`` is the line of the statement whose list an item was in, 0 for anything else.
    """

    kind: str
    path: str
    line: int
    new_line: int
    title: str
    old: str
    new: str
    was: str
    lines: tuple[str, ...]
    origin: tuple[int, ...]
    cell: int | None = None
    money: bool = False
    owner: int = 0

    @property
    def cells(self) -> tuple[str, ...]:
        """The edited line as it was, in pieces."""
        return tuple(self.was.replace(" = ", ",").split(","))

    @property
    def text(self) -> str:
        """The file after the edit."""
        return "\n".join(self.lines) + "\n"


#: After how many files without a place for it a kind is given up.
_TRIES = 50

Kinds = Callable[[Source, random.Random], Edit | None]


def digit(source: Source, chance: random.Random) -> Edit | None:
    """One digit of an amount, a precision or a count."""
    span = _any(source, chance, lambda span, text: span.kind in (Kind.MONEY, Kind.PRECISION, Kind.COUNT) and re.search(r"\d", text))
    return span and replaced("数字", source, span, _other_digit(source.at(span), chance))


def amount(source: Source, chance: random.Random) -> Edit | None:
    """One digit of an amount."""
    span = _any(source, chance, lambda span, text: span.kind is Kind.MONEY and re.search(r"\d", text))
    return span and replaced("金额", source, span, _other_digit(source.at(span), chance))


def code(source: Source, chance: random.Random) -> Edit | None:
    """One digit of a code, or another code of its column."""
    span = _any(source, chance, lambda span, text: span.kind in _CODES and re.search(r"\d", text))
    if span is None:
        return None
    others = _others(source, span)
    new = chance.choice(others) if others and chance.random() < 0.6 else _other_digit(source.at(span), chance)
    return replaced("编码", source, span, new)


def choice(source: Source, chance: random.Random) -> Edit | None:
    """Another value of its column, or the other of true and false."""
    span = _any(source, chance, lambda span, text: span.kind in (Kind.CHOICE, Kind.FLAG) and text)
    if span is None:
        return None
    others = _others(source, span) if source.is_csv else [{"true": "false", "false": "true"}[source.at(span)]]
    return replaced("选项", source, span, chance.choice(others)) if others else None


def word(source: Source, chance: random.Random) -> Edit | None:
    """One character of a text: another in its place, or none, or one more."""
    span = _any(source, chance, lambda span, text: span.kind in (Kind.TEXT, Kind.CHOICE) and _HANZI.search(text))
    if span is None:
        return None
    text = source.at(span)
    at = chance.choice([match.start() for match in _HANZI.finditer(text)])
    other = chance.choice([each for each in "甲乙丙丁" if each != text[at]])
    new = chance.choice((text[:at] + other + text[at + 1 :], text[:at] + text[at + 1 :], text[:at] + other + text[at:]))
    return replaced("文字", source, span, new)


def blank(source: Source, chance: random.Random) -> Edit | None:
    """A field left blank."""
    span = _any(source, chance, lambda span, text: text and span.kind is not Kind.FLAG)
    return span and replaced("留空", source, span, "" if source.is_csv or span.kind is Kind.TEXT else '""')


def filled(source: Source, chance: random.Random) -> Edit | None:
    """A blank cell filled with what stands in another row of its column."""
    span = _any(source, chance, lambda span, text: not text and source.is_csv)
    others = _others(source, span) if span else []
    return replaced("填入", source, span, chance.choice(others)) if span and others else None


def key(source: Source, chance: random.Random) -> Edit | None:
    """One letter of a key of TOML or of the name of a group."""
    lines = [number for number, line in enumerate(source.lines, 1) if not source.is_csv and re.match(r"[a-z_]+ = |\[", line)]
    if not lines:
        return None
    number = chance.choice(lines)
    line = source.lines[number - 1]
    at = chance.choice([match.start() for match in re.finditer("[a-z]", line.partition("=")[0])])
    new = line[:at] + chance.choice([letter for letter in "abcxyz" if letter != line[at]]) + line[at + 1 :]
    return _with_line("键名", source, number, new)


def header(source: Source, chance: random.Random) -> Edit | None:
    """One character of the header of a CSV file."""
    if not source.is_csv:
        return None
    line = source.lines[0]
    at = chance.choice([match.start() for match in _HANZI.finditer(line)])
    return _with_line("表头", source, 1, line[:at] + "甲" + line[at + 1 :])


def deleted(source: Source, chance: random.Random) -> Edit | None:
    """A row, a statement or an item that is gone."""
    return _moved("删行", source, chance, lambda at, order: order[: at - 1] + order[at:])


def doubled(source: Source, chance: random.Random) -> Edit | None:
    """A row, a statement or an item that stands twice."""
    return _moved("重行", source, chance, lambda at, order: [*order[:at], 0, *order[at:]])


def moved(source: Source, chance: random.Random) -> Edit | None:
    """A row of a CSV file, or an item of a list, that has changed places with its neighbour of the same kind."""
    return _moved("移行", source, chance, lambda at, order: _swapped(source, at, order))


def comment(source: Source, chance: random.Random) -> Edit | None:
    """One character of a comment: the one edit that must do nothing."""
    lines = [number for number in source.comments() if _HANZI.search(source.lines[number - 1])]
    if not lines:
        return None
    number = chance.choice(lines)
    return _with_line("注释", source, number, _HANZI.sub("甲", source.lines[number - 1], count=1))


#: Each kind, and how often it is made.
KINDS: tuple[tuple[Kinds, int], ...] = (
    (amount, 8),
    (digit, 4),
    (code, 5),
    (choice, 4),
    (word, 8),
    (blank, 6),
    (filled, 3),
    (key, 2),
    (header, 1),
    (deleted, 5),
    (doubled, 3),
    (moved, 3),
    (comment, 1),
)


def any_edit(sources: Sequence[Source], chance: random.Random) -> Edit:
    """An edit of any kind, in a file that has a place for it; of these every file is as likely as it is long."""
    kinds, weights = zip(*KINDS, strict=True)
    kind = chance.choices(kinds, weights)[0]
    sizes = [len(source.lines) for source in sources]
    for source in chance.choices(sources, sizes, k=_TRIES):
        edit = kind(source, chance)
        if edit is not None and edit.lines != source.lines:
            return edit
    return any_edit(sources, chance)


def _any(source: Source, chance: random.Random, fits: Callable[[Span, str], object]) -> Span | None:
    spans = [span for span in source.spans() if fits(span, source.at(span))]
    return chance.choice(spans) if spans else None


def _others(source: Source, span: Span) -> list[str]:
    """The other values of a column of a CSV file."""
    own = source.at(span)
    return sorted({source.at(each) for each in source.spans() if each.title == span.title} - {own, ""})


def _other_digit(text: str, chance: random.Random) -> str:
    at = chance.choice([match.start() for match in re.finditer(r"\d", text)])
    return text[:at] + chance.choice([each for each in "0123456789" if each != text[at]]) + text[at + 1 :]


def replaced(kind: str, source: Source, span: Span, new: str) -> Edit:
    """The edit that puts ``new`` in the place of a value."""
    line = source.lines[span.line - 1]
    edit = _with_line(kind, source, span.line, line[: span.start] + new + line[span.end :])
    return Edit(
        kind=kind,
        path=source.path,
        line=span.line,
        new_line=span.line,
        title=span.title,
        old=source.at(span),
        new=new,
        was=line,
        lines=edit.lines,
        origin=edit.origin,
        cell=ordinal(source.path, line, span.start + 1),
        money=span.kind is Kind.MONEY and kind in ("数字", "金额"),
    )


def _with_line(kind: str, source: Source, number: int, new: str) -> Edit:
    lines = (*source.lines[: number - 1], new, *source.lines[number:])
    origin = tuple(range(1, len(lines) + 1))
    return Edit(
        kind=kind,
        path=source.path,
        line=number,
        new_line=number,
        title="",
        old=source.lines[number - 1],
        new=new,
        was=source.lines[number - 1],
        lines=lines,
        origin=origin,
    )


def _moved(kind: str, source: Source, chance: random.Random, order: Callable[[int, list[int]], list[int]]) -> Edit | None:
    rows = [*source.whole_lines()]
    if not rows:
        return None
    at = chance.choice(rows)
    origin = order(at, [*range(1, len(source.lines) + 1)])
    old = source.lines[at - 1]
    gone = at not in origin
    where = origin.index(at) + 1 if not gone else 0
    return Edit(
        kind=kind,
        path=source.path,
        line=at,
        new_line=where + 1 if 0 in origin else where,
        title="",
        old=old,
        new="" if gone else old,
        was=old,
        lines=tuple(source.lines[number - 1] if number else old for number in origin),
        origin=tuple(origin),
        owner=_owner(source, at),
    )


def _owner(source: Source, at: int) -> int:
    """The line of the statement that holds the item in line ``at`` of a TOML file."""
    if source.is_csv or not source.lines[at - 1].startswith(" "):
        return 0
    return next(number for number in range(at, 0, -1) if re.match(r"[\w.]+ = \[", source.lines[number - 1]))


def _swapped(source: Source, at: int, order: list[int]) -> list[int]:
    """``order`` with line ``at`` and the next one exchanged, where that is a row or an item too."""
    follows = at < len(source.lines) and (source.is_csv or (source.lines[at - 1][0] == " " == source.lines[at][:1]))
    if not follows or (not source.is_csv and not re.match(r'\s+"[^"]*",$', source.lines[at])):
        return order
    if not source.is_csv and not source.lines[at - 1].endswith(","):
        return order
    order[at - 1], order[at] = order[at], order[at - 1]
    return order
