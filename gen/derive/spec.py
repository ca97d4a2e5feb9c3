"""What an edition may ask of the data (版式对数据的要求): the pivot language of tables and the definitions of quantities, as plain records.

A table is rows as blocks and columns as filters; a cell is the sum of the lines of a source that satisfy the table's, the row's and
the column's filters, and nothing else. Names of dimensions are those of :mod:`gen.derive.lines`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from gen.derive.scorespec import Scoring
from gen.model.setting import Sort, own_name, setting

#: A filter: for each dimension the values that pass.
Where = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: ``head`` is its path in the header tree, from the top; ``source`` overrides the table's.

    With ``attr`` it holds no figures but a text about the row's member (主要内容 of a task, 绩效目标 of a project). A ``share`` column holds
    what part (占比) of the whole side each row is. A rate column divides what passes ``of`` by what passes ``to`` (执行数 by 预算数), with ``lead``
    before it. ``places`` overrides the table's; ``trim`` drops zeros at the end of a rate. ``factor`` multiplies the figure as the table shows it.
    """

    head: tuple[str, ...] = setting("表头", Sort.TEXTS, doc="从上到下的表头；与相邻的列相同的，自动合并成一格")
    where: Where = setting("条件", Sort.FILTER, doc="本列只取符合条件的明细")
    source: str = setting("来源", doc="与本边的来源不同时写")
    attr: str = setting("文字列", doc="不印数，印行的文字：主要内容、绩效目标、用途、项目类型、执行时间")
    share: bool = setting("占比", Sort.FLAG, doc="true 表示本列印每行占整张表的百分比")
    of: Where = setting("分子", Sort.FILTER, doc="两组条件相除的列（如执行率）：分子的条件")
    to: Where = setting("分母", Sort.FILTER, doc="两组条件相除的列：分母的条件")
    lead: str = setting("数前的字", doc="印在相除所得的数前面")
    trim: bool = setting("去掉末尾的 0", Sort.FLAG, doc="相除所得的数去掉小数末尾的 0")
    factor: Decimal | None = setting("系数", Sort.DECIMAL, default=None, doc="把数乘以一个写死的系数，写在引号里")
    places: int | None = setting("小数位数", Sort.NUMBER, default=None, doc="与本表不同时写")
    zero: str | None = setting("没有明细时", default=None, doc="没有明细时印什么；与本表不同时写")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stub:
    """A column of labels; ``key`` is what row blocks name to print there."""

    head: tuple[str, ...] = setting("表头", Sort.TEXTS, doc="从上到下的表头")
    key: str = setting("名称", required=True, doc="行的 stub、code_stub 用它指明名称、编码印在哪一列")


#: Which values of a dimension have rows: those with lines, or all known ones.
MEMBERS = ("lines", "all")


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

    by: str = setting("按维度", Sort.DIMENSION, doc="维度的名称：它的每个有明细的值一行")
    label: str = setting("行名", doc="固定的一行")
    key: str = setting("名称", doc="供 minus 引用的名称")
    minus: tuple[str, ...] = setting("两行之差", Sort.TEXTS, doc="两个 key：前一行减后一行")
    where: Where = setting("条件", Sort.FILTER, doc="本行只取符合条件的明细")
    rows: tuple[RowBlock, ...] = setting("下一级的行", Sort.RECORDS, doc="各在上一级的条件之内")
    order: str = setting("次序列", doc="按 projects.csv 的哪一列次序")
    alias: str = setting("名称列", doc="用 projects.csv 的哪一列名称")
    stub: str = setting("名称所在的标目列", doc="标目列的 key；不写是最后一列")
    code_stub: tuple[str, ...] = setting("编码所在的标目列", Sort.TEXTS, doc="标目列的 key；写几个的，编码按类、款、项分印")
    number: str = setting("编号", doc="第一行的编号，如 一、　（一）　1.")
    indent: int = setting("缩进", Sort.NUMBER, default=-1, doc="缩进几字；不写按层次")
    members: str = setting("哪些值", Sort.CHOICE, default="lines", choices=MEMBERS, doc="all 表示没有明细的值也列；不写只列有明细的")
    merged: bool = setting("跨行", Sort.FLAG, doc="true 表示自己不成行，名称跨下面各行")
    repeated: bool = setting("重复", Sort.FLAG, doc="true 表示自己不成行，名称在下面每行重复")
    sequence: tuple[str, ...] = setting("次序", Sort.TEXTS, doc="各值的次序，逐个写明")
    total: bool = setting("合计", Sort.FLAG, doc="true 表示是其他行的合计，核对时不重复计算")
    zero: str | None = setting("没有明细时", default=None, doc="没有明细时印什么；与本表不同时写")
    centered: bool = setting("居中", Sort.FLAG, doc="true 表示行名居中")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a table (a plain table has one, 收支总表 two). The rows of ``foot`` stand at the bottom of both sides, beside each other."""

    name: str = setting("名称", doc="一张表有两边时写，如 收入、支出")
    heads: tuple[str, ...] = ()
    source: str = setting("来源", default="ledger", doc="明细的来源；不写是 ledger（预算明细）")
    where: Where = setting("条件", Sort.FILTER, doc="本边只取符合条件的明细")
    stubs: tuple[Stub, ...] = setting("标目列", Sort.RECORDS, record=Stub, doc="印行名、编码的列，在数据列之前；可以没有")
    columns: tuple[Column, ...] = setting("数据列", Sort.RECORDS, record=Column, doc="一列一组条件")
    rows: tuple[RowBlock, ...] = setting("行", Sort.RECORDS, record=RowBlock, doc="一行，或按维度每值一行")
    foot: tuple[RowBlock, ...] = setting("最下面的行", Sort.RECORDS, record=RowBlock, doc="排在最下面的行；左右两边的并排对齐")


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

    id: str = own_name()
    title: str = setting("名称", required=True, doc="口径的名称，提示和查询里用它")
    source: str = setting("来源", default="ledger", doc="明细的来源；不写是 ledger（预算明细）")
    where: Where = setting("条件", Sort.FILTER, doc="只取符合条件的明细；不写就是全部")
    prior: tuple[str, ...] = setting(
        "上年数的名称", Sort.TEXTS, doc="上年数的事项，或者事项和对象，照 prior.csv 的两栏；不与上年比较的不写"
    )
    item: str = setting("事项", doc="数据的 [[items]] 写用途和原因时用的名称")
    parts: tuple[str, ...] = setting("分项", Sort.DIMENSIONS, doc="它的变化可以按哪些维度分项，写一个或一列")
    places: int = setting("小数位数", Sort.NUMBER, inherits=True, doc="与全文不同时写")
    trim: bool = setting("去掉末尾的 0", Sort.FLAG, inherits=True, doc="与全文不同时写")

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

    name: str = own_name()
    prior: str = setting("上年数的名称", required=True, doc="上年数的事项，照 prior.csv")
    items: Mapping[str, Where] = setting("对象", Sort.FILTERS, doc="对象 = 本年从预算明细里取哪些")
    written: bool = setting("两年都写明", Sort.FLAG, doc="true 表示两年的数都在 sangong.csv，明细没有经济科目")


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A count of distinct values of a dimension among the lines that pass ``where``."""

    id: str = own_name()
    title: str = setting("名称", required=True, doc="个数的名称，提示和查询里用它")
    unit: str = setting("单位", default="个", doc="个、人……；不写是“个”")
    of: str = setting("维度", Sort.DIMENSION, doc="数哪个维度有几个不同的值")
    source: str = setting("来源", default="ledger", doc="明细的来源；不写是 ledger（预算明细）")
    where: Where = setting("条件", Sort.FILTER, doc="只数符合条件的明细")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """核对关系: the figure ``of``, less those of ``less`` that are given, must be the sum of the budget's ledger lines that pass ``where``.

    ``where`` asks only what every 口径 tells.
    """

    title: str = setting("名称", required=True, doc="核对关系的名称")
    of: str = setting("这个数", required=True, doc="口径、个数或算式的名称")
    less: tuple[str, ...] = setting("减去", Sort.TEXTS, doc="从这个数里减去的各数的名称")
    where: Where = setting("条件", Sort.FILTER, doc="等于所引用预算里的哪些明细；只按支出类型、资金来源、来源大类")


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """口径: the dimensions that lines marked with this name give."""

    name: str = own_name()
    carries: tuple[str, ...] = setting("带有的维度", Sort.TEXTS, doc="ledger.csv 的口径写这个名称的各行，都带有哪些维度")


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
