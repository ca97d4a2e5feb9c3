"""Tables of an edition (表样): a table out of the pivot language, or a form of labelled cells with repeating bands.

EDN-07 widths or spans that do not fit the columns   EDN-08 a stub, key, indicator or text that there is not
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gen.compose.fields import Fields, Laws, read
from gen.derive.spec import Display, RowBlock, Side, Where
from gen.document import Orientation
from gen.findings import Place
from gen.model.lines import Indicator, ProjectIndicator
from gen.model.setting import Sort, setting, stands
from gen.model.shape import Kind, fields_of
from gen.model.texts import DocumentTexts

#: The units of a table and of a text; the first where they say none.
UNITS = ("万元", "元")
#: What a group may be repeated for: each goal of the indicators.
EACH = ("goals",)
#: How a table shows what is less than one unit: with its own digits.
SMALL = ("keep",)
_DIRECTIONS = tuple(each.value for each in Orientation)
#: The columns of indicators that stand once beside all rows below them.
LEVELS = ("level1", "level2")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCell:
    """A cell of a form: a fixed ``head``, a ``text`` with facts in braces ({单位}, {目标}), or a ``list`` of the document's texts.

    A list (``list = "overall.goals"``) has its ``lead`` first, each text after its ``number`` ("目标{序号}："), or the lines ``empty``. A ``passage``
    (文段) has a line for each paragraph; ``figure`` prints a formula or the sum of the marks (``score.total``) with ``places`` decimals. With
    ``source`` the cell holds the sum of that source's lines that pass ``where``, or ``zero``. ``options`` are printed all, the one that the
    text names ticked.
    """

    head: str = setting("固定的字", doc="栏目名称")
    text: str = setting("文字", doc="数据的文字，用花括号取，如 {单位}、{目标}")
    list: str = setting("一列文字", doc="数据里一列文字的键名，如 duties、overall.goals")
    lead: str = setting("总起", doc="list 之前总起的话的键名，如 overall.lead")
    number: str = setting("编号", doc="list 每条前面的编号，如 目标{序号}：")
    empty: tuple[str, ...] = setting("空着印什么", Sort.TEXTS, doc="list 没有内容时印的各行")
    passage: str = setting("文段", doc="数据里 [[passages]] 的名称")
    figure: str = setting("算式", doc="口径、算式的名称，或者 score.total（总分）")
    places: int = setting("小数位数", Sort.NUMBER, doc="figure 的小数位数")
    source: str = setting("来源", doc="印这个来源里符合 where 的明细的合计")
    where: Where = setting("条件", Sort.FILTER, doc="合计只取符合条件的明细")
    zero: str | None = setting("没有明细时", default=None, doc="合计没有明细时印什么")
    options: tuple[str, ...] = setting("勾选", Sort.TEXTS, doc="全部印出，数据写的那一种打勾")
    span: int = setting("跨列", Sort.NUMBER, default=1, doc="占几列；不写是 1")
    rows: int = setting("跨行", Sort.NUMBER, default=1, doc="占几行；不写是 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A level 1 indicator and those of level 2 below it that a tree always has."""

    level1: str = setting("一级指标", required=True, doc="一级指标的名称")
    level2: tuple[str, ...] = setting("二级指标", Sort.TEXTS, doc="它的各二级指标")


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One band of a form: a row of ``cells``, the rows of a ``pivot``, the tree of ``indicators`` or the table of ``scores``, laid over ``spans``
    of grid columns.

    A tree always has the groups of its ``frame`` (level 1, level 2); an empty one prints ``empty`` behind its levels. ``goal`` picks the
    indicators of one goal. A band with ``when`` is there only where each fact named has one of these values ("" = nobody gave it).
    """

    cells: tuple[FormCell, ...] = setting("格子", Sort.RECORDS, record=FormCell, doc="一行格子，从左到右")
    pivot: Side | None = setting("汇总的行", Sort.RECORD, record=Side, doc="写法同 [[side]]")
    indicators: tuple[str, ...] = setting("指标的列", Sort.TEXTS, doc="绩效指标印哪些栏，如 level1、level2、level3、target")
    frames: tuple[Frame, ...] = setting("固定的组", Sort.RECORDS, record=Frame, key="frame", doc="没有指标也印出的一级、二级指标")
    empty: tuple[str, ...] = setting("空组印什么", Sort.TEXTS, doc="空组里一级、二级指标之后的各栏，每栏一个")
    goal: str = setting("目标", doc="只取这一个目标的指标")
    scores: tuple[str, ...] = setting("评分表的列", Sort.TEXTS, doc="评分表印哪些栏")
    spans: tuple[int, ...] = setting("各列所占", Sort.NUMBERS, doc="pivot、indicators、scores 的每列占表的几列；不写各占一列")
    when: Where = setting("何时才有", Sort.NAMED_TEXTS, doc="只在数据这样写时才有这一条；写空文字的是没有人填")

    @property
    def frame(self) -> tuple[tuple[str, str], ...]:
        """The groups that its tree always has: level 1, level 2."""
        return tuple((frame.level1, level2) for frame in self.frames for level2 in frame.level2)

    def columns(self) -> int:
        """How many columns the rows of its pivot, tree or scoring table have."""
        return len(self.pivot.stubs) + len(self.pivot.columns) if self.pivot else len(self.indicators or self.scores)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Bands and nested ``groups`` under one row head (年度主要任务), which spans them all in the first grid column; no head = they begin there.

    ``title`` is a row of its own above them. ``each`` = "goals" repeats the group for every goal of the indicators ({目标}, {序号}).
    """

    head: str = setting("段名", doc="印在最左边一列，跨这一段各行")
    title: str = setting("通栏的题目", doc="这一段上面通栏的一行")
    each: str = setting("重复", Sort.CHOICE, choices=EACH, doc="goals 表示绩效指标里的每个目标一段")
    bands: tuple[Band, ...] = setting("各条", Sort.RECORDS, record=Band, key="band", doc="从上到下，一条一种")
    groups: tuple[Group, ...] = setting("里面的段", Sort.RECORDS, key="group", doc="段里的段，写法相同")

    def all_bands(self) -> Iterator[Band]:
        """The bands of the group and of those inside it."""
        yield from self.bands
        for group in self.groups:
            yield from group.all_bands()

    def goals(self) -> Iterator[str]:
        """The goals that bands of the group and of those inside it pick by name."""
        yield from (band.goal for band in self.all_bands() if band.goal)

    def amounts(self) -> Iterator[FormCell]:
        """Every cell of the group and of those inside it that holds a sum."""
        yield from (cell for band in self.all_bands() for cell in band.cells if cell.source)

    def pivots(self) -> Iterator[Side]:
        """Every pivot of the group and of those inside it."""
        yield from (band.pivot for band in self.all_bands() if band.pivot)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSpec:
    """A table of the edition. Two ``sides`` stand beside each other; a form has ``groups`` instead.

    ``balanced`` = both sides must come to the same sum, leaf by leaf. ``untitled`` tables stand in the text without a heading. The first
    ``head_rows`` rows of a form stand on each of its pages.
    """

    id: str = setting("表的名称", required=True, doc="@table 和查询数字出处都用它，如 表1")
    title: str = setting("标题", required=True, doc="表的标题，不带编号")
    number: str = setting("编号", doc="印在标题前面，如 表1")
    untitled: bool = setting("不印标题", Sort.FLAG, doc="true 表示不印标题")
    unit_line: tuple[str, ...] = setting("表上方", Sort.TEXTS, doc="左右两段，如 部门名称：{单位}、单位：万元")
    direction: str = setting(
        "方向", Sort.CHOICE, default=Orientation.PORTRAIT.value, choices=_DIRECTIONS, key="orientation", doc="landscape 横排；不写是竖排"
    )
    widths: tuple[int, ...] = setting("列宽", Sort.NUMBERS, doc="每列的宽度比例，整数，标目列和数据列都算")
    unit: str = setting("金额单位", Sort.CHOICE, default=UNITS[0], choices=UNITS, doc="本表的金额单位；不写是万元")
    places: int = setting("小数位数", Sort.NUMBER, doc="不写就取整")
    zero: str | None = setting("没有明细时", default=None, doc="没有明细时印什么；不写按小数位数印 0")
    present: str | None = setting("印出来是 0 时", default=None, doc="有明细但印出来是 0 时印什么；不写按小数位数印 0")
    small: str = setting("不到一个单位时", Sort.CHOICE, choices=SMALL, doc="keep 表示照原数印")
    ungrouped: bool = setting("不加千分位", Sort.FLAG, doc="true 表示不加千分位逗号")
    trim: bool = setting("去掉末尾的 0", Sort.FLAG, doc="true 表示去掉小数末尾的 0")
    notes: tuple[str, ...] = setting("表注", Sort.TEXTS, doc="印在表下，一条一段")
    empty_note: str = setting("空表的注", doc="整张表没有数时，改印这一条")
    where: Where = setting("条件", Sort.FILTER, doc="全表只取符合条件的明细")
    balanced: bool = setting("左右相等", Sort.FLAG, doc="true 表示左右两边合计必须相等")
    head_rows: int = setting("表头行数", Sort.NUMBER, doc="申报表最上面几行每页重复")
    sides: tuple[Side, ...] = setting("一边", Sort.RECORDS, record=Side, key="side", doc="一张表一个；收支对照的两个")
    groups: tuple[Group, ...] = setting("一段", Sort.RECORDS, record=Group, key="group", doc="申报表的一段")
    place: Place = stands("id")

    @property
    def orientation(self) -> Orientation:
        """Whether it stands upright or across the page."""
        return Orientation(self.direction)

    @property
    def display(self) -> Display:
        """How its cells print."""
        return Display(
            unit=self.unit,
            places=self.places,
            zero=self.zero,
            present=self.present,
            small=self.small,
            grouped=not self.ungrouped,
            trim=self.trim,
        )

    def sources(self) -> tuple[str, ...]:
        """The sources of lines that the table takes amounts from."""
        sides = (source for side in self.all_sides() for source in (side.source, *(column.source for column in side.columns)))
        cells = (cell.source for group in self.groups for cell in group.amounts())
        return tuple(source for source in dict.fromkeys((*sides, *cells)) if source)

    def all_sides(self) -> Iterator[Side]:
        """Every side and every pivot of a form."""
        yield from self.sides
        for group in self.groups:
            yield from group.pivots()


def read_table(fields: Fields) -> TableSpec:
    """The table that a file of tables/ describes; its faults go to the findings of ``fields``."""
    table = read(TableSpec, fields, _LAWS)
    _check_table(table, fields)
    return replace(
        table,
        sides=tuple(_settled(side, table.where) for side in table.sides),
        groups=tuple(_settled_group(group, table.where) for group in table.groups),
    )


def _settled(side: Side, where: Where) -> Side:
    """``side`` within the filter of the whole table, each of its rows with its stub named: the last one unless it says so."""
    last = side.stubs[-1].key if side.stubs else ""
    rows, foot = (tuple(_with_stub(block, last) for block in blocks) for blocks in (side.rows, side.foot))
    return replace(side, where={**where, **side.where}, rows=rows, foot=foot)


def _with_stub(block: RowBlock, last: str) -> RowBlock:
    return replace(block, stub=block.stub or last, rows=tuple(_with_stub(inner, last) for inner in block.rows))


def _settled_group(group: Group, where: Where) -> Group:
    bands = tuple(replace(band, pivot=_settled(band.pivot, where)) if band.pivot else band for band in group.bands)
    return replace(group, bands=bands, groups=tuple(_settled_group(inner, where) for inner in group.groups))


def _check_side(side: Side, fields: Fields) -> None:
    """Rows name none but the stubs of their table."""
    keys = [stub.key for stub in side.stubs]
    for block in _all_rows((*side.rows, *side.foot)):
        for key in (block.stub, *block.code_stub):
            if key and key not in keys:
                fields.fault("EDN-08", f"“{key}”不是这张表的标目列", "stubs", f"标目列有：{'、'.join(keys)}")


def _all_rows(blocks: tuple[RowBlock, ...]) -> Iterator[RowBlock]:
    for block in blocks:
        yield block
        yield from _all_rows(block.rows)


def _check_block(block: RowBlock, fields: Fields) -> None:
    """Rows are numbered by the number of the first, 一、 or （一） or 1."""
    if block.number and len(re.findall("[一1]", block.number)) != 1:
        fields.fault("EDN-03", f"“{block.number}”不是第一行的编号", "number", "写第一行的编号，如 一、　（一）　1.")


def _check_band(band: Band, fields: Fields) -> None:
    """The columns of a band are those that there are, and each has what it needs."""
    known = list(dict.fromkeys(field.name for record in (Indicator, ProjectIndicator) for field in fields_of(record)))
    for name in band.indicators:
        if name not in known:
            fields.fault("EDN-08", f"绩效指标没有“{name}”这一项", "indicators", f"可以写：{'、'.join(known)}")
    if band.spans and len(band.spans) != band.columns():
        fields.fault("EDN-07", f"spans 有 {len(band.spans)} 个，这里有 {band.columns()} 列", "spans", "每列一个，写它占表的几列")
    behind = len([name for name in band.indicators if name not in LEVELS])
    if band.empty and len(band.empty) != behind:
        fields.fault("EDN-07", f"empty 有 {len(band.empty)} 个，一级、二级指标之后有 {behind} 列", "empty", "每列一个，不印什么的写空文字")


def _check_cell(cell: FormCell, fields: Fields) -> None:
    """What a cell lists are texts of the document."""
    for key, path in (("list", cell.list), ("lead", cell.lead)):
        if path and not _is_text(path):
            fields.fault("EDN-08", f"文件的文字里没有“{path}”", key, "写 duties、overall.goals 这样的键名")


def _is_text(path: str) -> bool:
    """Whether a path such as overall.goals leads to texts of a document."""
    record: type | None = DocumentTexts
    kind = Kind.RECORD
    for step in path.split("."):
        field = next((field for field in fields_of(record) if field.name == step), None) if record and kind is Kind.RECORD else None
        if field is None:
            return False
        record, kind = field.record, field.kind
    return kind in (Kind.TEXT, Kind.TEXTS)


_LAWS: Laws = {Side: _check_side, RowBlock: _check_block, Band: _check_band, FormCell: _check_cell}


def _check_table(table: TableSpec, fields: Fields) -> None:
    """Widths and spans fit the columns, and the unit that is printed above the table is the one of its amounts."""
    wanted = sum(len(side.stubs) + len(side.columns) for side in table.sides)
    if table.sides and table.widths and len(table.widths) != wanted:
        fields.fault("EDN-07", f"widths 有 {len(table.widths)} 个，表有 {wanted} 列", "widths", "每列一个宽度，按比例分配")
    for index, group in enumerate(table.groups):
        _check_spans(group, fields.inside("group", index), len(table.widths))
    for said in re.findall("单位：(万元|元)", "".join(table.unit_line)):
        if said != table.unit:
            message = f"表上写“单位：{said}”，数按{table.unit}印"
            fields.fault("EDN-03", message, "unit_line", f'写 unit = "{said}"，或者改表上的单位')


def _check_spans(group: Group, fields: Fields, columns: int) -> None:
    """Each band of a group fills its ``columns`` grid columns, of which the head takes one, together with the cells that reach down to it."""
    columns -= 1 if group.head else 0
    reaching: list[tuple[int, int]] = []  # columns of a cell that spans down, and the first band below it
    for number, band in enumerate(group.bands):
        key, spans = _spans(band)
        width = sum(spans) + (sum(span for span, below in reaching if below > number) if band.cells else 0)
        if width != columns:
            hint = "各格的 span 加起来要等于表的列数（减去左边的段名）"
            fields.inside("band", number).fault("EDN-07", f"这一行占 {width} 列，这一段有 {columns} 列", key, hint)
        reaching += [(cell.span, number + cell.rows) for cell in band.cells if cell.rows > 1]
    for number, inner in enumerate(group.groups):
        _check_spans(inner, fields.inside("group", number), columns)


def _spans(band: Band) -> tuple[str, tuple[int, ...]]:
    """How many grid columns each cell or column of a band takes, and the key that says so."""
    if band.cells:
        return "cells", tuple(cell.span for cell in band.cells)
    return "spans", band.spans or (1,) * band.columns()
