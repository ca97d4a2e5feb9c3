"""What an edition may ask of the data (版式对数据的要求): the pivot language of tables and the definitions of quantities, as plain records.

A table is rows as blocks and columns as filters; a cell is the sum of the lines of a source that satisfy the table's, the row's and
the column's filters, and nothing else. Names of dimensions are those of :mod:`gen.derive.lines`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from gen.derive.scorespec import Scoring

#: A filter: for each dimension the values that pass.
Where = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: ``head`` is its path in the header tree, from the top; ``source`` overrides the table's.

    With ``attr`` it holds no figures but a text about the row's member (主要内容 of a task, 绩效目标 of a project). A ``share`` column holds
    what part (占比) of the whole side each row is. A rate column divides what passes ``of`` by what passes ``to`` (执行数 by 预算数), with ``lead``
    before it. ``places`` overrides the table's; ``trim`` drops zeros at the end of a rate. ``factor`` multiplies the figure as the table shows it.
    """

    head: tuple[str, ...]
    where: Where = field(default_factory=dict)
    source: str = ""
    attr: str = ""
    share: bool = False
    of: Where = field(default_factory=dict)
    to: Where = field(default_factory=dict)
    lead: str = ""
    trim: bool = False
    factor: Decimal | None = None
    places: int | None = None
    zero: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stub:
    """A column of labels; ``key`` is what row blocks name to print there."""

    head: tuple[str, ...]
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowBlock:
    """A block of rows: one for each value of a dimension (``by``), or a fixed one (``label``), each followed by its own ``rows``.

    ``minus`` = (a, b) makes a fixed row the difference of the rows with those ``key``\\ s. ``stub`` names the label column, ``code_stub`` the
    column that takes the code, or the columns that take its levels (类, 款, 项). ``number`` is the number of the first row: 一、 or （一） or 1.
    ``members`` = "all" makes rows for all known values, lines or not. ``merged`` prints no row of its own: its label spans the rows of its
    children. ``order`` and ``alias`` name columns of projects.csv. ``repeated`` prints no row of its own either: its label stands in each row
    of its children. ``sequence`` orders the members by value, ``total`` marks a row that adds up other rows of the table, ``zero`` overrides
    what the table prints where there is no money.
    """

    by: str = ""
    label: str = ""
    key: str = ""
    minus: tuple[str, ...] = ()
    where: Where = field(default_factory=dict)
    rows: tuple[RowBlock, ...] = ()
    order: str = ""
    alias: str = ""
    stub: str = ""
    code_stub: tuple[str, ...] = ()
    number: str = ""
    indent: int = 0
    members: str = "lines"
    merged: bool = False
    repeated: bool = False
    sequence: tuple[str, ...] = ()
    total: bool = False
    zero: str | None = None
    centered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a table (a plain table has one, 收支总表 two). The rows of ``foot`` stand at the bottom of both sides, beside each other."""

    name: str
    heads: tuple[str, ...] = ()
    stubs: tuple[Stub, ...]
    columns: tuple[Column, ...]
    rows: tuple[RowBlock, ...]
    foot: tuple[RowBlock, ...] = ()
    source: str = "ledger"
    where: Where = field(default_factory=dict)


def worded(side: Side, word: Callable[[str], str]) -> Side:
    """``side`` with every head, label and filter passed through ``word``, which fills in names such as {年度}."""
    return replace(
        side,
        heads=tuple(word(head) for head in side.heads),
        stubs=tuple(replace(stub, head=tuple(word(head) for head in stub.head)) for stub in side.stubs),
        columns=tuple(
            replace(column, head=tuple(word(head) for head in column.head), where=_worded(column.where, word)) for column in side.columns
        ),
        rows=tuple(_worded_block(block, word) for block in side.rows),
        foot=tuple(_worded_block(block, word) for block in side.foot),
        where=_worded(side.where, word),
    )


def _worded_block(block: RowBlock, word: Callable[[str], str]) -> RowBlock:
    rows = tuple(_worded_block(inner, word) for inner in block.rows)
    return replace(block, label=word(block.label), where=_worded(block.where, word), rows=rows)


def _worded(where: Where, word: Callable[[str], str]) -> Where:
    return {name: tuple(word(value) for value in values) for name, values in where.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Display:
    """How cells print: ``zero`` where no money is, ``present`` where lines round to 0 (None = 0 with the table's decimals).

    ``small`` = "keep": below one unit the own digits stay. ``grouped`` sets commas between thousands; ``trim`` drops zeros at the end of the
    decimals.
    """

    unit: str = "万元"
    places: int = 0
    zero: str | None = None
    present: str | None = None
    small: str = ""
    grouped: bool = True
    trim: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A named quantity (指标口径) of an edition: the sum of the lines of ``source`` that pass ``where``.

    ``prior`` = (事项, 对象) finds last year's amount in prior.csv; a quantity of a comparative source has it from there. ``item`` is the name
    under which texts and causes speak of it; ``parts`` are the dimensions whose values may be the drivers of its change, 项目 among them; the
    text may go through the first that is not 项目, value by value.
    """

    id: str
    title: str
    source: str = "ledger"
    where: Where = field(default_factory=dict)
    prior: tuple[str, ...] = ()
    item: str = ""
    parts: tuple[str, ...] = ()
    places: int = 0
    trim: bool = False

    @property
    def itemized(self) -> tuple[str, ...]:
        """The dimensions of its parts along which its own lines are measured; whole projects have facts of their own."""
        whole = self.where.keys() <= {"支出类型"}
        return tuple(name for name in self.parts if name != "项目" or not whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A named figure (算式) out of others by their ids: the sum of all ``terms``, or of two terms the ratio or the difference.

    A term is a quantity, a count, a count of unit.toml by its path (``staff.unified``) or a formula defined before.
    """

    id: str
    title: str
    kind: str
    terms: tuple[str, ...]
    places: int = 0
    trim: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparative:
    """A source of lines with 年度 (本年, 上年) and 事项: this year's amounts picked from the ledger, last year's from prior.csv under ``prior``.

    ``written`` = both years stand in sangong.csv, for the ledger has no economic codes to pick by.
    """

    name: str
    prior: str
    items: Mapping[str, Where]
    written: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A count of distinct values of a dimension among the lines that pass ``where``."""

    id: str
    title: str
    unit: str
    of: str
    source: str = "ledger"
    where: Where = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """核对关系: the figure ``of``, less those of ``less`` that are given, must be the sum of the budget's ledger lines that pass ``where``.

    ``where`` asks only what every 口径 tells.
    """

    of: str
    title: str
    less: tuple[str, ...] = ()
    where: Where = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """口径: the dimensions that lines marked with this name give."""

    name: str
    carries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitions:
    """All that an edition defines over the data."""

    quantities: tuple[Quantity, ...]
    counts: tuple[Count, ...]
    comparatives: tuple[Comparative, ...]
    breakdowns: tuple[Breakdown, ...] = ()
    formulas: tuple[Formula, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    scoring: Scoring | None = None
