"""Tables of an edition (表样): a table out of the pivot language, or a form of labelled cells with repeating bands.

EDN-07 widths that do not fit the columns   EDN-08 stub or key that the table does not have
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gen.compose.fields import Fields
from gen.derive.spec import Column, Display, RowBlock, Side, Stub, Where
from gen.document import Orientation
from gen.findings import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCell:
    """A cell of a form: a fixed ``head``, a ``text`` by name (单位, 主管部门), or the overall ``goals`` numbered by a pattern."""

    head: str = ""
    text: str = ""
    goals: str = ""
    span: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One band of a form: a row of ``cells``, the rows of a ``pivot``, or the tree of ``indicators``, laid over ``spans`` of grid columns."""

    cells: tuple[FormCell, ...] = ()
    pivot: Side | None = None
    indicators: tuple[str, ...] = ()
    spans: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Bands under one row head (年度主要任务), which spans them all in the first grid column; no head = the bands begin there."""

    head: str
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSpec:
    """A table of the edition. Two ``sides`` stand beside each other; a form has ``groups`` instead.

    ``balanced`` = both sides must come to the same sum, leaf by leaf. ``untitled`` tables stand in the text without a heading.
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
    place: Place

    def all_sides(self) -> Iterator[Side]:
        """Every side and every pivot of a form."""
        yield from self.sides
        for group in self.groups:
            yield from (band.pivot for band in group.bands if band.pivot)


def read_table(fields: Fields) -> TableSpec:
    """The table that a file of tables/ describes; its faults go to the findings of ``fields``."""
    where = fields.where("where")
    table = TableSpec(
        id=fields.text("id", None),
        title=fields.text("title", None),
        number=fields.text("number"),
        untitled=fields.flag("untitled"),
        unit_line=fields.texts("unit_line"),
        orientation=Orientation(fields.text("orientation", "portrait")),
        widths=fields.numbers("widths"),
        display=Display(
            unit=fields.text("unit", "万元"),
            places=fields.number("places"),
            zero=fields.text("zero", "0"),
            present=fields.text("present", "0"),
            small=fields.text("small"),
        ),
        notes=fields.texts("notes"),
        empty_note=fields.text("empty_note"),
        balanced=fields.flag("balanced"),
        sides=tuple(read_side(side, where) for side in fields.tables("side")),
        groups=tuple(_group(group, where) for group in fields.tables("group")),
        place=fields.place_of("id"),
    )
    fields.done()
    _check_widths(fields, table)
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
        zero=fields.optional("zero"),
    )
    fields.done()
    return column


def _block(fields: Fields) -> RowBlock:
    block = RowBlock(
        by=fields.text("by"),
        label=fields.text("label"),
        key=fields.text("key"),
        minus=fields.texts("minus"),
        where=fields.where("where"),
        rows=tuple(_block(inner) for inner in fields.tables("rows")),
        order=fields.text("order"),
        alias=fields.text("alias"),
        stub=fields.text("stub"),
        code_stub=fields.text("code_stub"),
        number=fields.text("number"),
        indent=fields.number("indent", -1),
        members=fields.text("members", "lines"),
        merged=fields.flag("merged"),
        total=fields.flag("total"),
        centered=fields.flag("centered"),
    )
    fields.done()
    return block


def _with_stub(fields: Fields, side: Side, block: RowBlock) -> RowBlock:
    """``block`` with its stub named (the last one unless it says so), and all below it."""
    keys = [stub.key for stub in side.stubs]
    for key in (block.stub, block.code_stub):
        if key and key not in keys:
            fields.fault("EDN-08", f"“{key}”不是这张表的标目列", "stubs", f"标目列有：{'、'.join(keys)}")
    stub = block.stub or (keys[-1] if keys else "")
    return replace(block, stub=stub, rows=tuple(_with_stub(fields, side, inner) for inner in block.rows))


def _group(fields: Fields, where: Where) -> Group:
    group = Group(head=fields.text("head"), bands=tuple(_band(band, where) for band in fields.tables("band")))
    fields.done()
    return group


def _band(fields: Fields, where: Where) -> Band:
    pivot = fields.table("pivot")
    band = Band(
        cells=tuple(_form_cell(cell) for cell in fields.tables("cells")),
        pivot=read_side(pivot, where) if pivot else None,
        indicators=fields.texts("indicators"),
        spans=fields.numbers("spans"),
    )
    fields.done()
    return band


def _form_cell(fields: Fields) -> FormCell:
    cell = FormCell(
        head=fields.text("head"),
        text=fields.text("text"),
        goals=fields.text("goals"),
        span=fields.number("span", 1),
        rows=fields.number("rows", 1),
    )
    fields.done()
    return cell


def _check_widths(fields: Fields, table: TableSpec) -> None:
    if table.sides:
        wanted = sum(len(side.stubs) + len(side.columns) for side in table.sides)
        if len(table.widths) != wanted:
            fields.fault("EDN-07", f"widths 有 {len(table.widths)} 个，表有 {wanted} 列", "widths", "每列一个宽度，按比例分配")
