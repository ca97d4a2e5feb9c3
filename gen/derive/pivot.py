"""The pivot (透视): a side of a table out of lines, by the row blocks and columns that an edition describes.

A row is there when at least one line passes its filters (a line of 0 makes its row appear), or when its block asks for all members.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from gen.amount import EXACT, Amount, Unit, round_half_up
from gen.derive.asked import Asked, ask
from gen.derive.change import difference, share
from gen.derive.figure import Derived, Figure, sum_of
from gen.derive.formula import rate
from gen.derive.lines import Line
from gen.derive.selection import Book, Measured
from gen.derive.spec import Column, Display, RowBlock, Side, Where
from gen.findings import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One value of a dimension as a table shows it: its label, its code and where the label was written."""

    value: str
    label: str
    code: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRow:
    """A row with one cell per column, None in columns of texts. ``path`` names it within its table; ``leaf`` rows have no printed row below them.

    ``unit`` is the budget unit whose lines alone it holds, "" where there are others. ``spans`` is how many rows follow under a merged label
    that begins here: (stub key, member, rows).
    """

    path: tuple[str, ...]
    block: RowBlock
    member: Member
    number: str
    depth: int
    cells: tuple[Measured | None, ...]
    leaf: bool
    unit: str = ""
    spans: tuple[tuple[str, Member, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSide:
    """One side of a table with its figures."""

    spec: Side
    rows: tuple[DataRow, ...]
    foot: tuple[DataRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What a pivot draws on: the book of each source, the members of each dimension in their order, the orders and aliases of projects.

    Orders and aliases are by the unit and the name of the project.
    """

    books: Mapping[str, Book]
    members: Mapping[str, tuple[Member, ...]]
    orders: Mapping[str, Mapping[tuple[str, str], int]]
    aliases: Mapping[str, Mapping[tuple[str, str], str]]


_NUMERALS = "一二三四五六七八九十"


def pivot(table: str, side: Side, sources: Sources, display: Display | None = None) -> DataSide:
    """The rows of ``side`` with figures named ``table/row path/column``; ``display`` is how the table shows what a factor multiplies."""
    return _Pivot(table, side, sources, display or Display()).run()


#: What is left of each source that a side draws on after the filters of its table and of the rows down to here.
Left = Mapping[str, Asked]


class _Pivot:
    """Pivots one side of one table."""

    def __init__(self, table: str, side: Side, sources: Sources, display: Display) -> None:
        self.table, self.side, self.sources, self.display = table, side, sources, display
        drawn_on = dict.fromkeys((side.source, *(column.source for column in side.columns if column.source)))
        self.whole: Left = {name: ask(sources.books[name]).narrow(side.where) for name in drawn_on}

    def run(self) -> DataSide:
        """All rows of the side."""
        path = (self.side.name,) if self.side.name else ()
        rows, foot = (tuple(self.rows(blocks, self.whole, path, 0)) for blocks in (self.side.rows, self.side.foot))
        return DataSide(spec=self.side, rows=rows, foot=foot)

    def rows(self, blocks: Sequence[RowBlock], left: Left, path: tuple[str, ...], depth: int) -> Iterator[DataRow]:
        """The rows of these blocks, each followed by those below it."""
        keyed: dict[str, DataRow] = {}
        for block in blocks:
            within = {name: asked.narrow(block.where) for name, asked in left.items()}
            for position, member in enumerate(_members(block, within[self.side.source].strict, self.sources), start=1):
                where: Where = {block.by: (member.value,)} if block.by else {}
                chosen = {name: asked.narrow(where) for name, asked in within.items()}
                # A value may stand in two blocks of the same parent; then their keys tell the rows apart.
                here = (*path, f"{member.label}（{block.key}）" if block.by and block.key else member.label)
                below = tuple(self.rows(block.rows, chosen, here, depth + (0 if block.merged or block.repeated else 1)))
                if block.merged or block.repeated:
                    yield from _merge(block, member, below)
                    continue
                cells = self.differences(here, block, keyed) if block.minus else self.cells(here, chosen)
                number = block.number.replace("一", numeral(position)).replace("1", str(position))
                unit = _only_unit(chosen[self.side.source].strict)
                row = DataRow(path=here, block=block, member=member, number=number, depth=depth, cells=cells, leaf=not below, unit=unit)
                if block.key:
                    keyed[block.key] = row
                yield row
                yield from below

    def cells(self, path: tuple[str, ...], left: Left) -> tuple[Measured | None, ...]:
        """A cell for each column; None where the column holds texts."""
        return tuple(None if column.attr else self.cell(column, path, left) for column in self.side.columns)

    def cell(self, column: Column, path: tuple[str, ...], left: Left) -> Measured:
        """The sum of what passes the filters of row and column, its share in the whole side, or the rate of two sums."""
        source = column.source or self.side.source
        id, title = names(self.table, column, path)
        part = left[source].narrow(column.where)
        if column.of:
            return _rate(id, title, part.narrow(column.of), part.narrow(column.to))
        if column.factor is not None:
            measured = part.measure(f"{id}.base", title)
            return replace(measured, figure=self.times(measured.figure, column.factor, id, title))
        if not column.share:
            measured = part.measure(id, title)
            # Of a year without any line nothing is known; where it has lines, what has none is 0.
            told = source != "history" or bool(self.whole[source].narrow(column.where).strict)
            return replace(measured, known=measured.known and told)
        measured, whole = (
            part.measure(f"{id}.part", title),
            self.whole[source].narrow(column.where).measure(f"{id}.whole", f"{self.table} 合计"),
        )
        return replace(measured, figure=share(id, title, measured.figure, whole.figure), known=measured.known and whole.known)

    def times(self, base: Figure, factor: Decimal, id: str, title: str) -> Figure:
        """A factor of a figure as the table shows it."""
        unit = Unit(self.display.unit)
        shown = round_half_up(base.amount.to(unit), self.display.places)
        value = Amount.of(EXACT.multiply(shown, factor), unit)
        return Figure(id=id, title=title, value=value, unit="元", origin=Derived(f"表上的数 {shown} {unit.value} × {factor}", (base,)))

    def differences(self, path: tuple[str, ...], block: RowBlock, keyed: Mapping[str, DataRow]) -> tuple[Measured | None, ...]:
        """The first of two keyed rows less the second, column by column."""
        first, second = (keyed[name] for name in block.minus)
        return tuple(
            self.less(column, path, now, before) if now and before else None
            for column, now, before in zip(self.side.columns, first.cells, second.cells, strict=True)
        )

    def less(self, column: Column, path: tuple[str, ...], now: Measured, before: Measured) -> Measured:
        """One cell less another."""
        id, title = names(self.table, column, path)
        known = now.known and before.known
        return Measured(figure=difference(id, title, now.figure, before.figure), lines=now.lines + before.lines, known=known)


def _rate(id: str, title: str, part: Asked, whole: Asked) -> Measured:
    """What passes one filter divided by what passes another; not known where either is not given or there is nothing to divide by."""
    above, below = part.measure(f"{id}.of", f"{title}（分子）"), whole.measure(f"{id}.to", f"{title}（分母）")
    found = rate(id, title, above.figure, below.figure)
    known = bool(above.lines and below.lines and above.known and below.known and found)
    return Measured(figure=found or sum_of(id, title, ()), lines=above.lines + below.lines, known=known)


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
    units = {line.dimensions.get(block.by, ""): line.dimensions.get("单位", "") for line in reversed(lines)}

    def known_as(member: Member) -> tuple[str, str]:
        """The unit and the name of a project, by which its order and its alias are found."""
        return units.get(member.value, ""), member.value

    if block.order:
        order = sources.orders.get(block.order, {})
        found.sort(key=lambda member: order.get(known_as(member), len(order) + 1))
    if block.sequence:
        found.sort(key=lambda member: block.sequence.index(member.value) if member.value in block.sequence else len(block.sequence))
    alias = sources.aliases.get(block.alias, {})
    return [replace(member, label=alias.get(known_as(member), member.label)) for member in found]


def _only_unit(lines: Sequence[Line]) -> str:
    """The unit that all these lines are of; "" where there is more than one, or none."""
    units = {line.dimensions.get("单位", "") for line in lines}
    return units.pop() if len(units) == 1 else ""


def _merge(block: RowBlock, member: Member, rows: tuple[DataRow, ...]) -> Iterator[DataRow]:
    for index, row in enumerate(rows):
        if block.repeated:
            yield replace(row, spans=((block.stub, member, 1), *row.spans))
        else:
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
