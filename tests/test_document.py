"""The tree says the same to everyone who walks it."""

from __future__ import annotations

from gen.document import (
    Cell,
    DataText,
    Document,
    Emphasis,
    FigureRef,
    Grid,
    Heading,
    LineBreak,
    ListBlock,
    PageBreak,
    Paragraph,
    Section,
    Table,
    TableOfContents,
    Text,
    leaves,
    plain,
    texts,
)
from gen.findings import Place

PLACE = Place("data/x/2031/budget.toml", 3, 8)
INLINES = (Text("收入"), Emphasis((FigureRef("8,367", "total"), Emphasis((DataText("万元", PLACE),)))), LineBreak(), Text("止"))


def test_plain_text_is_what_a_reader_sees() -> None:
    assert plain(INLINES) == "收入8,367万元\n止"
    assert plain(()) == ""


def test_leaves_are_all_texts_in_order_out_of_any_emphasis() -> None:
    assert [leaf.text for leaf in leaves(INLINES)] == ["收入", "8,367", "万元", "止"]


def test_texts_of_each_kind_of_block() -> None:
    grid = Grid(rows=1, columns=2, cells=(Cell(row=0, column=0, inlines=INLINES), Cell(row=0, column=1)))
    assert list(texts(Paragraph(inlines=INLINES))) == [INLINES]
    assert list(texts(Heading(level=1, inlines=INLINES, anchor="h1"))) == [INLINES]
    assert list(texts(ListBlock(items=(INLINES, ())))) == [INLINES, ()]
    assert list(texts(Table(id="t", caption="", grid=grid, widths=(1, 1), head_rows=0))) == [INLINES, ()]
    assert list(texts(PageBreak())) == list(texts(TableOfContents(depth=1))) == []


def test_rows_of_a_grid_hold_the_cells_that_begin_there() -> None:
    tall, below, next_to = Cell(row=0, column=0, rowspan=2), Cell(row=1, column=1), Cell(row=0, column=1)
    assert Grid(rows=2, columns=2, cells=(tall, next_to, below)).by_row() == ((tall, next_to), (below,))
    assert Grid(rows=2, columns=1, cells=(tall,)).by_row() == ((tall,), ())


def test_blocks_come_in_reading_order() -> None:
    one, two, three = Paragraph(inlines=()), PageBreak(), TableOfContents(depth=2)
    document = Document(title="甲", author="乙", sections=(Section(blocks=(one, two)), Section(blocks=(three,))))
    assert list(document.blocks()) == [one, two, three]
