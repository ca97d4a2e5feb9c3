"""The effect (对公开文件的影响): what two states of a document differ in, line by line and cell by cell, and what that says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import TypeVar

from gen.diff.marks import DIRECTIONS, Mark, likeness, marks
from gen.diff.paper import Line, Paper, RowView, Slot, TableView, renamed

T = TypeVar("T")

_NO_QUOTES = str.maketrans("", "", "“”")
#: A line or row that is less like another than this is a new one.
_ALIKE = 0.4
#: How many lines are at most held against each other one by one.
_MANY = 150


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure of the text: its title and both printed forms, "" where it is not printed on that side."""

    title: str
    old: str
    new: str
    unit: str


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


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that changed: the label of its row, the heads of its column, both texts."""

    label: str
    head: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that changed in some cells, or came (``old`` is ""), or went (``new`` is ""), or stands elsewhere; the whole row as text."""

    label: str
    old: str
    new: str
    cells: tuple[CellChange, ...] = ()
    moved: bool = False


@dataclass(frozen=True, slots=True)
class TableChange:
    """A table in which something changed, or that came or went as a whole."""

    name: str
    old: bool
    new: bool
    rows: tuple[RowChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """影响: all that a reader of the published document would see changed.

    ``figures`` are the figures of the text; ``look`` names what looks different with the same words; ``hidden`` are figures whose exact value
    changed and that print as before, ``attached`` how many amounts figures.json tells otherwise, with the same page.
    """

    title: tuple[str, str] = ("", "")
    figures: tuple[FigureChange, ...] = ()
    lines: tuple[LineChange, ...] = ()
    tables: tuple[TableChange, ...] = ()
    look: tuple[str, ...] = ()
    hidden: tuple[FigureChange, ...] = ()
    attached: int = 0

    @property
    def none(self) -> bool:
        """Whether the published document is the same."""
        return not (self.title[0] != self.title[1] or self.lines or self.tables or self.look)

    @property
    def words(self) -> bool:
        """Whether any word or number on the page differs."""
        return self.title[0] != self.title[1] or bool(self.lines or self.tables)


def effect(old: Paper, new: Paper, names: Mapping[str, str] = MappingProxyType({})) -> Effect:
    """What differs between two states of a document; a figure of a project that was renamed (``names``: old, new) is the same figure."""
    old = renamed(old, names)
    one, other = ([block for block in paper.blocks if isinstance(block, Line)] for paper in (old, new))
    lines = tuple(_lines(one, other, old, new))
    tables, looks = _tables(old, new)
    return Effect(
        title=(old.title, new.title),
        figures=tuple(_figures(one, other, old, new)),
        lines=lines,
        tables=tables,
        look=tuple(dict.fromkeys((*_line_looks(one, other), *looks, *(("分页、目录或纸张方向",) if _frame(old, new) else ())))),
        hidden=tuple(_hidden(old, new)),
        attached=(Counter(new.attached) - Counter(old.attached)).total(),
    )


def _frame(old: Paper, new: Paper) -> bool:
    """Whether pages are parted or turned otherwise, where the blocks are as many as before."""
    return len(old.blocks) == len(new.blocks) and old.look != new.look


# ── alignment ──


def _aligned(old: Sequence[T], new: Sequence[T], key: object) -> Iterator[tuple[Sequence[T], Sequence[T]]]:
    """Stretches of two sequences that do not agree, in order."""
    one, other = [key(item) for item in old], [key(item) for item in new]  # type: ignore[operator]
    for kind, a, b, c, d in SequenceMatcher(a=one, b=other, autojunk=False).get_opcodes():
        if kind != "equal":
            yield old[a:b], new[c:d]


def _matched(old: Sequence[T], new: Sequence[T], alike: object) -> Iterator[tuple[T | None, T | None]]:
    """The items of two stretches in the order of the new one, each with what it was; what has no counterpart stands alone."""
    scores = []
    if len(old) * len(new) <= _MANY * _MANY:
        scores = [(-alike(x, y), a, b) for a, x in enumerate(old) for b, y in enumerate(new)]  # type: ignore[operator]
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for score, a, b in sorted(scores):
        if -score >= _ALIKE and a not in taken and b not in partner:
            partner[b] = a
            taken.add(a)
    gone = iter([index for index in range(len(old)) if index not in taken])
    waiting = next(gone, None)
    for b, item in enumerate(new):
        at = partner.get(b)
        while waiting is not None and at is not None and waiting < at:
            yield old[waiting], None
            waiting = next(gone, None)
        yield (old[at] if at is not None else None), item
    while waiting is not None:
        yield old[waiting], None
        waiting = next(gone, None)


# ── lines ──


def _lines(one: Sequence[Line], other: Sequence[Line], old: Paper, new: Paper) -> Iterator[LineChange]:
    stretches = list(_aligned(one, other, lambda line: (line.kind, line.text)))
    moved = Counter((line.kind, line.text) for gone, _ in stretches for line in gone)
    moved &= Counter((line.kind, line.text) for _, come in stretches for line in come)
    left = Counter(moved)
    for gone, come in stretches:
        still = [line for line in gone if not _taken(left, line)]
        for a, b in _matched(still, [line for line in come if not moved[line.kind, line.text]], _line_likeness):
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


def said(change: FigureChange) -> str:
    """A change of a figure in words: 三公经费 12 → 15 万元."""
    unit = f" {change.unit}" if change.unit else ""
    if change.old and change.new:
        return f"{change.title} {change.old} → {change.new}{unit}"
    return f"{change.title} {change.new}{unit}（新写到）" if change.new else f"{change.title} {change.old}{unit}（不再写到）"


def _titled(id: str, paper: Paper) -> tuple[str]:
    known = paper.figures.get(id)
    return (known.title if known else id,)


def _unit(id: str, paper: Paper) -> str:
    known = paper.figures.get(id)
    return known.unit if known else ""


def _line_looks(one: Sequence[Line], other: Sequence[Line]) -> Iterator[str]:
    """Where lines with the same words look different."""
    if [line.text for line in one] == [line.text for line in other]:
        for a, b in zip(one, other, strict=True):
            if a.look != b.look:
                yield f"{_where(b.where) or b.text}的字样或标题级别"


# ── figures ──


def _figures(one: Sequence[Line], other: Sequence[Line], old: Paper, new: Paper) -> Iterator[FigureChange]:
    """The figures of the text that print otherwise, each once, in reading order."""
    before, after = _forms(one), _forms(other)
    for id in dict.fromkeys((*after, *before)):
        was, now = before.get(id, ""), after.get(id, "")
        known = new.figures.get(id) or old.figures.get(id)
        if was != now and known is not None:
            yield FigureChange(known.title, was, now, known.unit)


def _forms(lines: Sequence[Line]) -> dict[str, str]:
    forms: dict[str, str] = {}
    for line in lines:
        for printed in line.printed:
            forms.setdefault(printed.figure, printed.text)
    return forms


def _hidden(old: Paper, new: Paper) -> Iterator[FigureChange]:
    """Figures of both sides whose exact value changed but not how they print."""
    before, after = _all_forms(old), _all_forms(new)
    for id, figure in new.figures.items():
        was = old.figures.get(id)
        if was is not None and was.exact != figure.exact and before.get(id) == after.get(id):
            yield FigureChange(figure.title, was.exact, figure.exact, "")


def _all_forms(paper: Paper) -> dict[str, set[str]]:
    forms: dict[str, set[str]] = {}
    for block in paper.blocks:
        rows = (block,) if isinstance(block, Line) else tuple(slot for row in (*block.heads, *block.rows) for slot in row.slots)
        for each in rows:
            for printed in each.printed:
                forms.setdefault(printed.figure, set()).add(printed.text)
    return forms


# ── tables ──


def _tables(old: Paper, new: Paper) -> tuple[tuple[TableChange, ...], list[str]]:
    """The tables that changed, in the order of the new document; and those that only look different."""
    before = {table.id: table for table in old.blocks if isinstance(table, TableView)}
    after = {table.id: table for table in new.blocks if isinstance(table, TableView)}
    found, looks = [], []
    for id in dict.fromkeys((*after, *before)):
        one, other = before.get(id), after.get(id)
        rows = tuple(_rows(one, other)) if one and other else ()
        table = other or one
        assert table is not None
        if rows or not (one and other):
            found.append(TableChange(_named(table), one is not None, other is not None, rows or tuple(_all_rows(one, other))))
        elif one and other and (one.look != other.look or one.caption != other.caption):
            looks.append(f"{_named(table)}的列宽、对齐或合并")
    return tuple(found), looks


def _named(table: TableView) -> str:
    """What a table is called: its id and its caption, or the heading that it stands under."""
    if table.id in table.caption:
        return table.caption
    number = re.match(r"表[0-9]+", table.id)
    return f"{table.id} {table.caption}" if number and table.caption else table.caption or table.id


def _all_rows(one: TableView | None, other: TableView | None) -> Iterator[RowChange]:
    for table, old in ((one, True), (other, False)):
        for row in table.rows if table else ():
            yield RowChange(_label(row), row.text if old else "", "" if old else row.text)


def _label(row: RowView) -> str:
    return next((slot.text for slot in row.slots if slot.text and not slot.printed), "")


def _rows(one: TableView, other: TableView) -> Iterator[RowChange]:
    """The rows of two states of a table that differ; its column heads are among them."""
    yield from _changed_rows(one.heads, other.heads)
    yield from _changed_rows(one.rows, other.rows)


def _changed_rows(old: Sequence[RowView], new: Sequence[RowView]) -> Iterator[RowChange]:
    if [row.text for row in old] == [row.text for row in new]:
        return
    # Where every row is known again by its words, only the numbers moved.
    stretches = []
    one, other = [row.words for row in old], [row.words for row in new]
    pairs: list[tuple[RowView | None, RowView | None]] = []
    for kind, a, b, c, d in SequenceMatcher(a=one, b=other, autojunk=False).get_opcodes():
        if kind == "equal":
            pairs += zip(old[a:b], new[c:d], strict=True)
        else:
            stretches.append((old[a:b], new[c:d]))
            pairs += _matched(old[a:b], new[c:d], _row_likeness)
    gone = {row.words: row for row, there in pairs if row and there is None and any(row.words)}
    come = {there.words for row, there in pairs if there and row is None}
    for row, there in pairs:
        if row and there:
            yield from _one_row(row, there)
        elif there is not None and there.words in gone:
            yield RowChange(_label(there), gone[there.words].text, there.text, tuple(_cells(gone[there.words], there)), moved=True)
        elif there is not None:
            yield RowChange(_label(there), "", there.text)
        elif row is not None and row.words not in come:
            yield RowChange(_label(row), row.text, "")


def _row_likeness(one: RowView, other: RowView) -> float:
    if any(one.words) and any(other.words) and one.words[0] == other.words[0] != "":
        return 0.5 + likeness(one.text, other.text) / 2
    return likeness(one.text, other.text)


def _one_row(old: RowView, new: RowView) -> Iterator[RowChange]:
    if old.text != new.text and (cells := tuple(_cells(old, new))):
        yield RowChange(_label(new) or _label(old), old.text, new.text, cells)


def _cells(old: RowView, new: RowView) -> Iterator[CellChange]:
    """The cells that differ: by their column, or by the head of it where columns came or went."""
    by_head = {(slot.head, slot.label): slot for slot in old.slots}
    by_column: dict[int, Slot] = {slot.column: slot for slot in old.slots}
    for slot in new.slots:
        was = by_column.get(slot.column)
        if was is None or (was.head != slot.head and slot.head):
            was = by_head.get((slot.head, slot.label), was)
        before = was.text if was else ""
        if before != slot.text:
            yield CellChange(slot.label or (was.label if was else ""), slot.head, before, slot.text)
