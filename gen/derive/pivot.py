"""The pivot (透视): a side of a table out of lines, by the row blocks and columns that an edition describes.

A row is there when at least one line passes its filters (a line of 0 makes its row appear), or when its block asks for all members.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gen.derive.change import difference
from gen.derive.figure import Figure, sum_of
from gen.derive.lines import Line, select
from gen.derive.spec import Column, RowBlock, Side, Where
from gen.findings import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One value of a dimension as a table shows it: its label, its code and where the label was written."""

    value: str
    label: str
    code: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DataCell:
    """A figure and how many lines stand behind it; ``known`` is False when one of them is an amount that no source gives."""

    figure: Figure
    lines: int
    known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRow:
    """A row with one cell per column, None in columns of texts. ``path`` names it within its table; ``leaf`` rows have no printed row below them.

    ``spans`` is how many rows follow under a merged label that begins here: (stub key, member, rows).
    """

    path: tuple[str, ...]
    block: RowBlock
    member: Member
    number: str
    depth: int
    cells: tuple[DataCell | None, ...]
    leaf: bool
    spans: tuple[tuple[str, Member, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSide:
    """One side of a table with its figures."""

    spec: Side
    rows: tuple[DataRow, ...]
    foot: tuple[DataRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What a pivot draws on: lines by source, the members of each dimension in their order, and the orders and aliases of projects."""

    lines: Mapping[str, tuple[Line, ...]]
    members: Mapping[str, tuple[Member, ...]]
    orders: Mapping[str, Mapping[str, int]]
    aliases: Mapping[str, Mapping[str, str]]


_NUMERALS = "一二三四五六七八九十"


def pivot(table: str, side: Side, sources: Sources) -> DataSide:
    """The rows of ``side`` with figures named ``table/row path/column``."""
    lines = {name: select(found, side.where) for name, found in sources.lines.items()}
    rows = tuple(_rows(table, side, side.rows, lines, sources, (side.name,) if side.name else (), 0))
    foot = tuple(_rows(table, side, side.foot, lines, sources, (side.name,) if side.name else (), 0))
    return DataSide(spec=side, rows=rows, foot=foot)


def _rows(
    table: str,
    side: Side,
    blocks: Sequence[RowBlock],
    lines: Mapping[str, tuple[Line, ...]],
    sources: Sources,
    path: tuple[str, ...],
    depth: int,
) -> Iterator[DataRow]:
    keyed: dict[str, DataRow] = {}
    for block in blocks:
        within = {name: select(found, block.where) for name, found in lines.items()}
        for position, member in enumerate(_members(block, within[side.source], sources), start=1):
            chosen = {name: _of(member, block, found) for name, found in within.items()}
            here = (*path, member.label)
            below = tuple(_rows(table, side, block.rows, chosen, sources, here, depth + (0 if block.merged else 1)))
            if block.merged:
                yield from _merge(block, member, below)
                continue
            cells = _difference(table, side, here, block, keyed) if block.minus else _cells(table, side, here, chosen)
            number = f"{numeral(position)}、" if block.number else ""
            row = DataRow(path=here, block=block, member=member, number=number, depth=depth, cells=cells, leaf=not below)
            if block.key:
                keyed[block.key] = row
            yield row
            yield from below


def _members(block: RowBlock, lines: Sequence[Line], sources: Sources) -> Sequence[Member]:
    if not block.by:
        return (Member(value="", label=block.label),)
    known = sources.members.get(block.by, ())
    present = {line.dimensions.get(block.by, "") for line in lines} - {""}
    found = [member for member in known if block.members == "all" or member.value in present]
    listed = {member.value for member in known}
    found += [
        Member(value=value, label=value)
        for value in dict.fromkeys(line.dimensions.get(block.by, "") for line in lines)
        if value and value not in listed
    ]
    if block.order:
        order = sources.orders.get(block.order, {})
        found.sort(key=lambda member: order.get(member.value, len(order) + 1))
    alias = sources.aliases.get(block.alias, {})
    return [replace(member, label=alias.get(member.value, member.label)) for member in found]


def _of(member: Member, block: RowBlock, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    if not block.by:
        return lines
    return tuple(line for line in lines if line.dimensions.get(block.by, "") == member.value)


def _cells(table: str, side: Side, path: tuple[str, ...], lines: Mapping[str, tuple[Line, ...]]) -> tuple[DataCell | None, ...]:
    return tuple(_cell(table, column, path, lines[column.source or side.source]) for column in side.columns)


def _cell(table: str, column: Column, path: tuple[str, ...], candidates: tuple[Line, ...]) -> DataCell | None:
    if column.attr:
        return None
    lines = select(candidates, column.where)
    id, title = names(table, column, path)
    return DataCell(
        figure=sum_of(id, title, (line.figure for line in lines), f"{len(lines)} 行明细合计"),
        lines=len(lines),
        known=all(line.known for line in lines),
    )


def _difference(
    table: str, side: Side, path: tuple[str, ...], block: RowBlock, keyed: Mapping[str, DataRow]
) -> tuple[DataCell | None, ...]:
    first, second = (keyed[name] for name in block.minus)
    cells: list[DataCell | None] = []
    for column, now, before in zip(side.columns, first.cells, second.cells, strict=True):
        if now is None or before is None:
            cells.append(None)
            continue
        id, title = names(table, column, path)
        cells.append(
            DataCell(
                figure=difference(id, title, now.figure, before.figure), lines=now.lines + before.lines, known=now.known and before.known
            )
        )
    return tuple(cells)


def _merge(block: RowBlock, member: Member, rows: tuple[DataRow, ...]) -> Iterator[DataRow]:
    for index, row in enumerate(rows):
        yield replace(row, spans=((block.stub, member, len(rows)), *row.spans)) if index == 0 else row


def names(table: str, column: Column, path: tuple[str, ...]) -> tuple[str, str]:
    """The id and the title of the figure in a row and column of a table."""
    return "/".join((table, *path, "·".join(column.head))), " ".join((table, path[-1], column.head[-1]))


def numeral(number: int) -> str:
    """A Chinese numeral (中文数字) from 1 to 99.

    >>> numeral(3), numeral(10), numeral(21)
    ('三', '十', '二十一')
    """
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _NUMERALS[tens - 1]) + ("十" if tens else "") + ("" if ones == 0 else _NUMERALS[ones - 1])


def where_text(where: Where) -> str:
    """A filter in words, for explanations."""
    return "、".join(f"{name}={'或'.join(values)}" for name, values in where.items()) or "全部"
