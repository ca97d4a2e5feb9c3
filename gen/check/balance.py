"""Sums inside the composed tables (表内平衡): rows against the rows below them, columns against their parts, income against expenditure.

All sums are of exact figures, never of printed ones. Rows and columns that say 其中 show a part only and are never added up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gen.amount import Amount, total
from gen.check.rule import Case, Fault, check
from gen.check.tell import PART_ONLY, Astray, astray, children, named, no_part, said, within
from gen.compose.table import leaf_rows
from gen.compose.tablespec import TableSpec
from gen.derive.figure import Figure, line_sum
from gen.derive.pivot import DataRow, DataSide
from gen.derive.spec import Column, RowBlock
from gen.model.folder import Model

_OPEN = "财预〔2016〕143号（部门预算公开内容准确）"
_ALL_MONEY = "预算法实施条例第五条（部门预算反映安排的所有资金）"
#: What the head of a column ends with that adds up the columns beside it.
_SUM_HEADS = ("总计", "合计", "小计")


@dataclass(frozen=True, slots=True)
class _Side:
    """A side of a composed table with its specification."""

    table: TableSpec
    data: DataSide

    @property
    def told_by(self) -> frozenset[str]:
        """The dimensions that tell the rows from each other."""
        return frozenset(
            name for block in _blocks((*self.data.spec.rows, *self.data.spec.foot)) for name in (block.by, *block.where) if name
        )

    @property
    def rows(self) -> tuple[DataRow, ...]:
        """Body and foot."""
        return (*self.data.rows, *self.data.foot)

    @property
    def name(self) -> str:
        """表1 or 表1收入."""
        return self.table.id + self.data.spec.name


@dataclass(frozen=True, slots=True)
class _Found:
    """A fault with the side or table where it was found and the lines that are behind it."""

    name: str
    fault: Fault
    lost: Astray


@check(
    "SUM-01",
    "每一行等于它下面各行之和，合计行等于它上面各行之和",
    follows=(
        "FIL-01 */ledger.csv",
        "FIL-01 */procurement.csv",
    ),
    waivable=False,
    basis=_OPEN,
    compares="每一行的准确数，与它下面各行之和；合计行，与上面各明细行之和；每一栏都比",
    fix="核对所指明细的编码、资金来源、支出类型和绩效任务；都没有错就改版式，使它恰好有一行",
    threshold="没有允许的差额；只知道到某一位的明细（口径、精度）容许它们的舍入之和的一半，由数据的精度定",
)
def rows_add_up(case: Case) -> Iterator[Fault]:
    """Each printed row with rows below it equals their exact sum, and each total row that of the leaf rows above it, in every column.

    The totals of balanced tables (表1, 表6) are the matter of SUM-02.
    """
    yield from _once(_row_sums(case))


@check(
    "SUM-02",
    "收入总计等于支出总计",
    follows=(
        "FIL-01 */ledger.csv",
        "FIL-01 */procurement.csv",
    ),
    waivable=False,
    basis=_ALL_MONEY,
    compares="收支平衡的表（如收支总表）收入一侧各明细行之和，与支出一侧各明细行之和；再比两侧的总计行",
    fix="核对没有落在任何一行里的明细，或算了两次的明细；都没有错就改版式",
    threshold="同 SUM-01",
)
def income_is_expenditure(case: Case) -> Iterator[Fault]:
    """The printed leaf rows of both sides of a balanced table come to the same sum; then each total row is held against the rows above it.

    Leaf rows are what the reader can add up himself, so money whose source or class no row shows is found, whatever the totals say.
    """
    yield from _once(_balances(case))


@check(
    "SUM-04",
    "总计、小计栏等于各分栏之和",
    follows=("FIL-01 */ledger.csv",),
    waivable=False,
    basis=_OPEN,
    compares="总计、合计、小计栏，与同一组里其他各栏之和；每一行都比，“其中”栏不算",
    fix="核对所指明细的资金来源和支出类型；都没有错就改版式，使它恰好有一栏",
    threshold="同 SUM-01",
)
def columns_add_up(case: Case) -> Iterator[Fault]:
    """Each column headed 总计, 合计 or 小计 equals the columns beside it of the same source, in every row (the first that fails is told)."""
    yield from _once(_column_sums(case))


def _blocks(rows: Sequence[RowBlock]) -> Iterator[RowBlock]:
    for row in rows:
        yield row
        yield from _blocks(row.rows)


def _once(faults: Iterator[_Found]) -> Iterator[Fault]:
    """One fault for each set of lines gone astray: the first in full, the other tables with the same lines by name."""
    groups: dict[Astray | Fault, list[_Found]] = {}
    for found in faults:
        groups.setdefault(found.lost if found.lost.places else found.fault, []).append(found)
    for group in groups.values():
        first = group[0]
        others = dict.fromkeys(found.name for found in group if found.name != first.name)
        more = f"；{'、'.join(others)}也有同样的差额" if others else ""
        sums = dict.fromkeys(told for found in group if found.fault.lost for told in found.fault.lost.told_by)
        yield replace(first.fault, message=first.fault.message + more, lost=first.lost.told_by(*sums))


def _row_sums(case: Case) -> Iterator[_Found]:
    for side in _sides(case):
        for rows in (side.data.rows, side.data.foot):
            for index, row in enumerate(rows):
                if below := children(rows, index):
                    yield from _row_fault(case.model, side, row, below, "下级各行")
        if not side.table.balanced:
            yield from _totals(case.model, side)


def _balances(case: Case) -> Iterator[_Found]:
    tables: dict[str, list[_Side]] = {}
    for side in _sides(case):
        if side.table.balanced:
            tables.setdefault(side.table.id, []).append(side)
    for sides in tables.values():
        faults = list(_balance(case.model, sides)) if len(sides) == 2 else []
        yield from faults or (found for side in sides for found in _totals(case.model, side))


def _column_sums(case: Case) -> Iterator[_Found]:
    for side in _sides(case):
        columns = side.data.spec.columns
        for index in range(len(columns)):
            if parts := _parts_of(columns, index, side.data.spec.source):
                yield from _column_fault(case.model, side, index, parts)


def _sides(case: Case) -> Iterator[_Side]:
    if case.composed is None or case.edition is None:
        return
    for table in case.edition.tables.values():
        for data in case.composed.tables.get(table.id, ()):
            yield _Side(table, data)


def _figure(row: DataRow, column: int) -> Figure | None:
    """What the lines of a cell come to, whatever control stands there; None for texts and shares."""
    cell = row.cells[column]
    return line_sum(cell.figure) if cell and isinstance(cell.figure.value, Amount) else None


def _column(rows: Sequence[DataRow], column: int) -> list[Figure]:
    return [figure for row in rows if (figure := _figure(row, column)) is not None]


def _sum(figures: Sequence[Figure]) -> Amount:
    return total(figure.amount for figure in figures)


def _totals(model: Model, side: _Side) -> Iterator[_Found]:
    """The total rows of a side that are not the sum of the leaf rows above them."""
    for index, row in enumerate(side.rows):
        if row.block.total:
            above = tuple(other for other in side.rows[:index] if other.leaf and not no_part(other))
            yield from _row_fault(model, side, row, above, "上面各行")


def _row_fault(model: Model, side: _Side, row: DataRow, parts: Sequence[DataRow], words: str) -> Iterator[_Found]:
    """The first column in which ``row`` is not the sum of ``parts``."""
    for index, column in enumerate(side.data.spec.columns):
        whole = _figure(row, index)
        if whole is None or column.factor is not None:  # a factor of what is shown, which need not add up
            continue
        figures = _column(parts, index)
        added = _sum(figures)
        lost = astray((whole,), figures)
        if within(model, lost, whole.amount - added):
            continue
        cell = f"{side.name}“{named(row.member.label, model)}”一行的“{named(column.head[-1], model)}”"
        message = (
            f"{cell}是 {said(whole.amount, model)}，{words}合计 {said(added, model)}，"
            f"相差 {said(abs(whole.amount - added), model)}{lost.words('其中任何一行')}"
        )
        fault = Fault(
            message, lost.places or (row.member.place or side.table.place,), _remedy(side.table, "行"), lost.told_by(side.told_by)
        )
        yield _Found(side.name, fault, lost)
        return


def _balance(model: Model, sides: Sequence[_Side]) -> Iterator[_Found]:
    """The fault that the leaf rows of both sides differ, for the first column of figures."""
    table = sides[0].table
    leaves = [_column([row for row in leaf_rows(side.data) if not no_part(row)], 0) for side in sides]
    first, second = (_sum(figures) for figures in leaves)
    whole = [figure for side in sides for row in side.rows for figure in _column([row], 0)]
    lost = [astray(whole, figures) for figures in leaves]
    if first == second or within(model, astray(leaves[0], leaves[1]), first - second):
        return
    told = [f"{side.data.spec.name}一侧{words[1:]}" for side, found in zip(sides, lost, strict=True) if (words := found.words("任何一行"))]
    names = [side.data.spec.name for side in sides]
    message = (
        f"{table.id}：{names[0]}合计 {said(first, model)}，{names[1]}合计 {said(second, model)}，"
        f"相差 {said(abs(first - second), model)}（按印出的明细行相加）{'：' if told else ''}{'；'.join(told)}"
    )
    both = Astray(tuple(place for found in lost for place in found.missing), tuple(place for found in lost for place in found.doubled))
    sums = tuple(side.told_by for found, side in zip(lost, sides, strict=True) if found.places)
    yield _Found(table.id, Fault(message, both.places or (table.place,), _remedy(table, "行"), both.told_by(*sums)), both)


def _remedy(table: TableSpec, what: str) -> str:
    return f"先核对所指明细的科目编码、资金来源、支出类型和绩效任务；如果都没有错，是版式的{table.id}（{table.place.path}）没有恰好给它一{what}，请改版式"


def _parts_of(columns: Sequence[Column], index: int, source: str) -> tuple[int, ...]:
    """The columns that the sum column ``index`` adds up; none where it is no such column.

    A group of columns that has a sum column of its own counts by that one alone.
    """
    head = columns[index].head
    if columns[index].attr or not head[-1].endswith(_SUM_HEADS):
        return ()
    group, kind = head[:-1], columns[index].source or source
    beside = [
        other
        for other, column in enumerate(columns)
        if other != index
        and not column.attr
        and (column.source or source) == kind
        and column.head[: len(group)] == group
        and not column.head[-1].startswith(PART_ONLY)
    ]
    sums = {columns[other].head[:-1] for other in beside if columns[other].head[-1].endswith(_SUM_HEADS)} - {group}
    return tuple(other for other in beside if not _inside(columns[other], sums))


def _inside(column: Column, sums: set[tuple[str, ...]]) -> bool:
    """Whether a column is counted by the sum column of a group around it."""
    head = column.head
    own = head[-1].endswith(_SUM_HEADS)
    return any(head[: len(group)] == group and not (own and head[:-1] == group) for group in sums)


def _column_fault(model: Model, side: _Side, index: int, parts: Sequence[int]) -> Iterator[_Found]:
    columns = side.data.spec.columns
    for row in side.rows:
        whole = _figure(row, index)
        if whole is None:
            continue
        figures = [figure for part in parts if (figure := _figure(row, part)) is not None]
        added = _sum(figures)
        lost = astray((whole,), figures)
        if within(model, lost, whole.amount - added):
            continue
        cell = f"{side.name}“{named(row.member.label, model)}”一行的“{named(columns[index].head[-1], model)}”"
        message = (
            f"{cell}是 {said(whole.amount, model)}，各分栏合计 {said(added, model)}，"
            f"相差 {said(abs(whole.amount - added), model)}{lost.words('任何分栏')}"
        )
        apart = {name for part in parts for name, wanted in columns[part].where.items() if wanted != columns[index].where.get(name)}
        fault = Fault(
            message, lost.places or (row.member.place or side.table.place,), _remedy(side.table, "栏"), lost.told_by(frozenset(apart))
        )
        yield _Found(side.name, fault, lost)
        return
