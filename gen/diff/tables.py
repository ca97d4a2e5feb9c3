"""The tables of a document (表格): which of their rows and cells changed, came, went or moved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from gen.diff.align import matched
from gen.diff.marks import likeness
from gen.diff.paper import Paper, RowView, Slot, TableView


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


def table_changes(old: Paper, new: Paper) -> tuple[tuple[TableChange, ...], list[str]]:
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
    one, other = [row.words for row in old], [row.words for row in new]
    pairs: list[tuple[RowView | None, RowView | None]] = []
    for kind, a, b, c, d in SequenceMatcher(a=one, b=other, autojunk=False).get_opcodes():
        if kind == "equal":
            pairs += zip(old[a:b], new[c:d], strict=True)
        else:
            alike = matched(old[a:b], new[c:d], _row_likeness)
            pairs += alike
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
