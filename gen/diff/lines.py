"""The lines of a document (文字): which changed, came, went or moved, and what a changed one says now."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gen.diff.align import aligned, matched
from gen.diff.figures import FigureChange, said
from gen.diff.marks import DIRECTIONS, Mark, likeness, marks
from gen.diff.paper import Line, Paper

_NO_QUOTES = str.maketrans("", "", "“”")


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line that changed, came or went: both texts ("" for none) in stretches, and what that says (``meaning``)."""

    kind: str
    where: str
    old: str
    new: str
    marks: tuple[Mark, ...]
    meaning: tuple[str, ...] = ()
    moved: bool = False


def line_changes(one: Sequence[Line], other: Sequence[Line], old: Paper, new: Paper) -> Iterator[LineChange]:
    """The lines that came, went, changed or stand elsewhere, in the order of the new document."""
    stretches = list(aligned(one, other, lambda line: (line.kind, line.text)))
    moved = Counter((line.kind, line.text) for gone, _ in stretches for line in gone)
    moved &= Counter((line.kind, line.text) for _, come in stretches for line in come)
    left = Counter(moved)
    for gone, come in stretches:
        still = [line for line in gone if not _taken(left, line)]
        for a, b in matched(still, [line for line in come if not moved[line.kind, line.text]], _line_likeness):
            yield _line_change(a, b, old, new)
        yield from (_moved(line) for line in come if moved[line.kind, line.text])


def _taken(left: Counter[tuple[str, str]], line: Line) -> bool:
    """Whether one of the lines that moved is this one; it is taken off the count."""
    if not left[line.kind, line.text]:
        return False
    left[line.kind, line.text] -= 1
    return True


def _line_likeness(one: Line, other: Line) -> float:
    if one.kind != other.kind:
        return 0.0
    # Two sentences of one form about other matters are as alike as their words; below one heading they are more likely to be one.
    return likeness(one.text, other.text) - (0 if one.where == other.where else 0.1)


def _moved(line: Line) -> LineChange:
    return LineChange(line.kind, _where(line.where), line.text, line.text, (Mark(line.text, line.text),), moved=True)


def _line_change(a: Line | None, b: Line | None, old: Paper, new: Paper) -> LineChange:
    line = b or a
    assert line is not None
    before, after = a.text if a else "", b.text if b else ""
    found = marks(before, after)
    meaning = tuple(_meaning(a, b, found, old, new)) if a and b else ()
    return LineChange(line.kind, _where(line.where), before, after, found, meaning)


def _where(where: Sequence[str]) -> str:
    return " › ".join(where)


def _meaning(a: Line, b: Line, found: Sequence[Mark], old: Paper, new: Paper) -> Iterator[str]:
    """What a changed line says now, in the words of budgeting: figures, directions, a cause that is wanted."""
    before = {printed.figure: printed.text for printed in a.printed}
    for printed in dict.fromkeys(b.printed):
        was = before.get(printed.figure)
        if was is not None and was != printed.text:
            yield said(FigureChange(*_titled(printed.figure, new), was, printed.text, _unit(printed.figure, new)))
    yield from dict.fromkeys(f"“{x}”变为“{y}”" for mark in found for x, y in _turns(mark))
    titles = [new.figures[printed.figure].title.translate(_NO_QUOTES) for printed in b.printed if printed.figure not in before]
    for name in sorted(new.unexplained - old.unexplained):
        if any(title.startswith(name) for title in titles):
            yield f"“{name}”须补原因"


def _turns(mark: Mark) -> Iterator[tuple[str, str]]:
    """The words of direction that took each other's place in a changed stretch."""
    if mark.changed:
        pattern = "|".join(DIRECTIONS)
        one, other = re.findall(pattern, mark.old), re.findall(pattern, mark.new)
        # 持平 has no size beside it: what it became is told by the first word that took its place.
        alike = len(one) == len(other) or (one and other and (len(one) == 1 or len(other) == 1))
        yield from ((x, y) for x, y in zip(one, other, strict=False) if alike and x != y)


def _titled(id: str, paper: Paper) -> tuple[str]:
    known = paper.figures.get(id)
    return (known.title if known else id,)


def _unit(id: str, paper: Paper) -> str:
    known = paper.figures.get(id)
    return known.unit if known else ""


def line_looks(one: Sequence[Line], other: Sequence[Line]) -> Iterator[str]:
    """Where lines with the same words look different."""
    if [line.text for line in one] == [line.text for line in other]:
        for a, b in zip(one, other, strict=True):
            if a.look != b.look:
                yield f"{_where(b.where) or b.text}的字样或标题级别"
