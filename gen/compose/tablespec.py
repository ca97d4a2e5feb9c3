"""Tables of an edition (表样): a table out of the pivot language, or a form of labelled cells with repeating bands.

EDN-07 widths or spans that do not fit the columns   EDN-08 a stub, key, indicator or text that there is not
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from gen.compose.fields import Fields
from gen.derive.spec import Column, Display, RowBlock, Side, Stub, Where
from gen.document import Orientation
from gen.findings import Place
from gen.model.lines import Indicator, ProjectIndicator
from gen.model.shape import Kind, fields_of
from gen.model.texts import DocumentTexts

#: The units of a table and of a text; the first where they say none.
UNITS = ("万元", "元")
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

    head: str = ""
    text: str = ""
    list: str = ""
    lead: str = ""
    number: str = ""
    empty: tuple[str, ...] = ()
    passage: str = ""
    figure: str = ""
    places: int = 0
    source: str = ""
    where: Where = field(default_factory=dict)
    zero: str | None = None
    options: tuple[str, ...] = ()
    span: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One band of a form: a row of ``cells``, the rows of a ``pivot``, the tree of ``indicators`` or the table of ``scores``, laid over ``spans``
    of grid columns.

    A tree always has the groups of its ``frame`` (level 1, level 2); an empty one prints ``empty`` behind its levels. ``goal`` picks the
    indicators of one goal. A band with ``when`` is there only where each fact named has one of these values ("" = nobody gave it).
    """

    cells: tuple[FormCell, ...] = ()
    pivot: Side | None = None
    indicators: tuple[str, ...] = ()
    frame: tuple[tuple[str, str], ...] = ()
    empty: tuple[str, ...] = ()
    goal: str = ""
    scores: tuple[str, ...] = ()
    spans: tuple[int, ...] = ()
    when: Where = field(default_factory=dict)

    def columns(self) -> int:
        """How many columns the rows of its pivot, tree or scoring table have."""
        return len(self.pivot.stubs) + len(self.pivot.columns) if self.pivot else len(self.indicators or self.scores)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Bands and nested ``groups`` under one row head (年度主要任务), which spans them all in the first grid column; no head = they begin there.

    ``title`` is a row of its own above them. ``each`` = "goals" repeats the group for every goal of the indicators ({目标}, {序号}).
    """

    head: str
    title: str
    each: str
    bands: tuple[Band, ...]
    groups: tuple[Group, ...]

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

    id: str
    title: str
    number: str
    untitled: bool
    unit_line: tuple[str, ...]
    orientation: Orientation
    widths: tuple[int, ...]
    display: Display
    notes: tuple[str, ...]
    empty_note: str
    balanced: bool
    sides: tuple[Side, ...]
    groups: tuple[Group, ...]
    head_rows: int
    place: Place

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
    where = fields.where("where")
    table = TableSpec(
        id=fields.text("id", None),
        title=fields.text("title", None),
        number=fields.text("number"),
        untitled=fields.flag("untitled"),
        unit_line=fields.texts("unit_line"),
        orientation=Orientation(fields.choice("orientation", tuple(each.value for each in Orientation))),
        widths=fields.numbers("widths"),
        display=Display(
            unit=fields.choice("unit", UNITS),
            places=fields.number("places"),
            zero=fields.optional("zero"),
            present=fields.optional("present"),
            small=fields.choice("small", ("", "keep")),
            grouped=not fields.flag("ungrouped"),
            trim=fields.flag("trim"),
        ),
        notes=fields.texts("notes"),
        empty_note=fields.text("empty_note"),
        balanced=fields.flag("balanced"),
        sides=tuple(read_side(side, where) for side in fields.tables("side")),
        groups=tuple(_group(group, where, len(fields.numbers("widths"))) for group in fields.tables("group")),
        head_rows=fields.number("head_rows"),
        place=fields.place_of("id"),
    )
    fields.done()
    _check_widths(fields, table)
    for said in re.findall("单位：(万元|元)", "".join(table.unit_line)):
        if said != table.display.unit:
            fields.fault(
                "EDN-03", f"表上写“单位：{said}”，数按{table.display.unit}印", "unit_line", f'写 unit = "{said}"，或者改表上的单位'
            )
    return table


def read_side(fields: Fields, where: Where) -> Side:
    """One side of a table; ``where`` is the filter of the whole table."""
    side = Side(
        name=fields.text("name"),
        stubs=tuple(_stub(stub) for stub in fields.tables("stubs")),
        columns=tuple(_column(column) for column in fields.tables("columns")),
        rows=tuple(_block(block) for block in fields.tables("rows")),
        foot=tuple(_block(block) for block in fields.tables("foot")),
        source=fields.text("source", "ledger"),
        where={**where, **fields.where("where")},
    )
    fields.done()
    return replace(
        side, rows=tuple(_with_stub(fields, side, block) for block in side.rows), foot=tuple(_with_stub(fields, side, b) for b in side.foot)
    )


def _stub(fields: Fields) -> Stub:
    stub = Stub(head=fields.texts("head"), key=fields.text("key", None))
    fields.done()
    return stub


def _column(fields: Fields) -> Column:
    column = Column(
        head=fields.texts("head"),
        where=fields.where("where"),
        source=fields.text("source"),
        attr=fields.text("attr"),
        share=fields.flag("share"),
        of=fields.where("of"),
        to=fields.where("to"),
        lead=fields.text("lead"),
        trim=fields.flag("trim"),
        factor=fields.decimal("factor"),
        places=fields.number("places") if "places" in fields.value else None,
        zero=fields.optional("zero"),
    )
    fields.done()
    return column


def _block(fields: Fields) -> RowBlock:
    block = RowBlock(
        by=fields.dimension("by"),
        label=fields.text("label"),
        key=fields.text("key"),
        minus=fields.texts("minus"),
        where=fields.where("where"),
        rows=tuple(_block(inner) for inner in fields.tables("rows")),
        order=fields.text("order"),
        alias=fields.text("alias"),
        stub=fields.text("stub"),
        code_stub=fields.texts("code_stub"),
        number=_ordinal(fields),
        indent=fields.number("indent", -1),
        members=fields.choice("members", ("lines", "all")),
        merged=fields.flag("merged"),
        repeated=fields.flag("repeated"),
        sequence=fields.texts("sequence"),
        zero=fields.optional("zero"),
        total=fields.flag("total"),
        centered=fields.flag("centered"),
    )
    fields.done()
    return block


def _ordinal(fields: Fields) -> str:
    """How rows are numbered: the number of the first, 一、 or （一） or 1."""
    pattern = fields.text("number")
    if pattern and len(re.findall("[一1]", pattern)) != 1:
        fields.fault("EDN-03", f"“{pattern}”不是第一行的编号", "number", "写第一行的编号，如 一、　（一）　1.")
    return pattern


def _with_stub(fields: Fields, side: Side, block: RowBlock) -> RowBlock:
    """``block`` with its stub named (the last one unless it says so), and all below it."""
    keys = [stub.key for stub in side.stubs]
    for key in (block.stub, *block.code_stub):
        if key and key not in keys:
            fields.fault("EDN-08", f"“{key}”不是这张表的标目列", "stubs", f"标目列有：{'、'.join(keys)}")
    stub = block.stub or (keys[-1] if keys else "")
    return replace(block, stub=stub, rows=tuple(_with_stub(fields, side, inner) for inner in block.rows))


def _group(fields: Fields, where: Where, columns: int) -> Group:
    """A group of a form over ``columns`` grid columns, of which its head takes one."""
    head, each = fields.text("head"), fields.text("each")
    inner = columns - (1 if head else 0)
    if each not in ("", "goals"):
        fields.fault("EDN-03", f"each 没有“{each}”这种写法", "each", "可以写：goals（绩效指标里的每个目标一段）")
    group = Group(
        head=head,
        title=fields.text("title"),
        each=each,
        bands=tuple(_bands(fields.tables("band"), where, inner)),
        groups=tuple(_group(nested, where, inner) for nested in fields.tables("group")),
    )
    fields.done()
    return group


def _bands(tables: Sequence[Fields], where: Where, columns: int) -> Iterator[Band]:
    """The bands of a group, each of which must fill ``columns`` grid columns together with the cells that reach down to it."""
    reaching: list[tuple[int, int]] = []  # columns of a cell that spans down, and the first band below it
    for number, fields in enumerate(tables):
        band = _band(fields, where)
        key, spans = _spans(band)
        width = sum(spans) + (sum(span for span, below in reaching if below > number) if band.cells else 0)
        if width != columns:
            fields.fault("EDN-07", f"这一行占 {width} 列，这一段有 {columns} 列", key, "各格的 span 加起来要等于表的列数（减去左边的段名）")
        reaching += [(cell.span, number + cell.rows) for cell in band.cells if cell.rows > 1]
        yield band


def _spans(band: Band) -> tuple[str, tuple[int, ...]]:
    """How many grid columns each cell or column of a band takes, and the key that says so."""
    if band.cells:
        return "cells", tuple(cell.span for cell in band.cells)
    return "spans", band.spans or (1,) * band.columns()


def _band(fields: Fields, where: Where) -> Band:
    pivot = fields.table("pivot")
    band = Band(
        cells=tuple(_form_cell(cell) for cell in fields.tables("cells")),
        pivot=read_side(pivot, where) if pivot else None,
        indicators=fields.texts("indicators"),
        frame=tuple((level1, level2) for level1, levels in _frame(fields) for level2 in levels),
        empty=fields.texts("empty"),
        goal=fields.text("goal"),
        scores=fields.texts("scores"),
        spans=fields.numbers("spans"),
        when=fields.named_texts("when"),
    )
    fields.done()
    known = list(dict.fromkeys(field.name for record in (Indicator, ProjectIndicator) for field in fields_of(record)))
    for name in band.indicators:
        if name not in known:
            fields.fault("EDN-08", f"绩效指标没有“{name}”这一项", "indicators", f"可以写：{'、'.join(known)}")
    if band.spans and len(band.spans) != band.columns():
        fields.fault("EDN-07", f"spans 有 {len(band.spans)} 个，这里有 {band.columns()} 列", "spans", "每列一个，写它占表的几列")
    behind = len([name for name in band.indicators if name not in LEVELS])
    if band.empty and len(band.empty) != behind:
        fields.fault("EDN-07", f"empty 有 {len(band.empty)} 个，一级、二级指标之后有 {behind} 列", "empty", "每列一个，不印什么的写空文字")
    return band


def _frame(fields: Fields) -> Iterator[tuple[str, tuple[str, ...]]]:
    for entry in fields.tables("frame"):
        yield entry.text("level1", None), entry.texts("level2")
        entry.done()


def _form_cell(fields: Fields) -> FormCell:
    cell = FormCell(
        head=fields.text("head"),
        text=fields.text("text"),
        list=fields.text("list"),
        lead=fields.text("lead"),
        number=fields.text("number"),
        empty=fields.texts("empty"),
        passage=fields.text("passage"),
        figure=fields.text("figure"),
        places=fields.number("places"),
        source=fields.text("source"),
        where=fields.where("where"),
        zero=fields.optional("zero"),
        options=fields.texts("options"),
        span=fields.number("span", 1),
        rows=fields.number("rows", 1),
    )
    fields.done()
    for key, path in (("list", cell.list), ("lead", cell.lead)):
        if path and not _is_text(path):
            fields.fault("EDN-08", f"文件的文字里没有“{path}”", key, "写 duties、overall.goals 这样的键名")
    return cell


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


def _check_widths(fields: Fields, table: TableSpec) -> None:
    if table.sides and table.widths:
        wanted = sum(len(side.stubs) + len(side.columns) for side in table.sides)
        if len(table.widths) != wanted:
            fields.fault("EDN-07", f"widths 有 {len(table.widths)} 个，表有 {wanted} 列", "widths", "每列一个宽度，按比例分配")
