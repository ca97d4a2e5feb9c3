"""A table is sums of lines and nothing else: whatever the lines, every parent is the sum of its children, in every column."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gen.amount import ZERO, Amount, Unit, total
from gen.derive.figure import Figure, Written
from gen.derive.lines import Line
from gen.derive.pivot import DataRow, DataSide, Member, Sources, numeral, pivot
from gen.derive.selection import Book
from gen.derive.spec import Column, RowBlock, Side, Stub
from gen.findings import Place

CODES = ("205", "20502", "2050299", "20508", "2050803", "208", "20801", "2080109")
FUNDS = ("拨款", "事业", "结余")
KINDS = ("基本支出", "项目支出")

records = st.tuples(
    st.sampled_from([code for code in CODES if len(code) == 7]),
    st.sampled_from(FUNDS),
    st.sampled_from(KINDS),
    st.builds(Amount.of, st.decimals(min_value=-(10**5), max_value=10**5, places=2), st.just(Unit.WAN)),
)
ledgers = st.lists(records, max_size=25)

TREE = RowBlock(by="功能类", number="一、", rows=(RowBlock(by="功能款", rows=(RowBlock(by="功能项"),)),))
SIDE = Side(
    name="支出",
    stubs=(Stub(head=("项目",), key="item"),),
    columns=(
        Column(head=("总计",)),
        Column(head=("拨款",), where={"资金来源": ("拨款",)}),
        Column(head=("其他",), where={"资金来源": ("事业", "结余")}),
        Column(head=("基本",), where={"支出类型": ("基本支出",)}),
        Column(head=("说明",), attr="说明"),
    ),
    rows=(TREE,),
    foot=(RowBlock(label="总计", total=True),),
)


def lines(ledger: list[tuple[str, str, str, Amount]]) -> tuple[Line, ...]:
    return tuple(
        Line(
            {"功能类": code[:3], "功能款": code[:5], "功能项": code, "资金来源": fund, "支出类型": kind},
            Figure(id=f"data/x.csv:{number}:1", title=code, value=amount, unit="元", origin=Written(Place("data/x.csv", number, 1))),
        )
        for number, (code, fund, kind, amount) in enumerate(ledger, start=2)
    )


def sources(ledger: list[tuple[str, str, str, Amount]]) -> Sources:
    names = {3: "功能类", 5: "功能款", 7: "功能项"}
    members = {name: tuple(Member(value=c, label=f"科目{c}", code=c) for c in CODES if len(c) == size) for size, name in names.items()}
    return Sources(books={"ledger": Book(lines=lines(ledger), carries={}, controls={})}, members=members, orders={}, aliases={})


def table(ledger: list[tuple[str, str, str, Amount]], side: Side = SIDE) -> DataSide:
    return pivot("表", side, sources(ledger))


def value(row: DataRow, column: int) -> Amount:
    cell = row.cells[column]
    assert cell is not None
    return cell.figure.amount


def children(rows: tuple[DataRow, ...], parent: DataRow) -> list[DataRow]:
    return [row for row in rows if row.path[:-1] == parent.path]


@given(ledgers)
def test_every_parent_is_the_sum_of_its_children(ledger: list[tuple[str, str, str, Amount]]) -> None:
    found = table(ledger)
    for row in found.rows:
        below = children(found.rows, row)
        assert row.leaf == (not below)
        for column in range(4) if below else ():
            assert value(row, column) == total(value(child, column) for child in below)


@given(ledgers)
def test_leaves_and_columns_add_up_to_the_total_of_all_lines(ledger: list[tuple[str, str, str, Amount]]) -> None:
    found = table(ledger)
    grand = total(amount for *_, amount in ledger)
    leaves = [row for row in found.rows if row.leaf]
    assert value(found.foot[0], 0) == total(value(row, 0) for row in leaves) == grand
    for row in (*found.rows, *found.foot):
        assert value(row, 0) == value(row, 1) + value(row, 2)
        assert row.cells[4] is None


@given(ledgers, st.randoms(use_true_random=False))
def test_order_of_the_lines_changes_nothing(ledger: list[tuple[str, str, str, Amount]], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(ledger)
    random.shuffle(shuffled)
    seen = [[(row.path, [value(row, column) for column in range(4)]) for row in table(which).rows] for which in (ledger, shuffled)]
    assert seen[0] == seen[1]


@given(ledgers)
def test_a_row_is_there_when_a_line_is_even_one_of_zero(ledger: list[tuple[str, str, str, Amount]]) -> None:
    shown = {row.member.code for row in table(ledger).rows}
    assert shown == {code[:size] for code, *_ in ledger for size in (3, 5, 7)}
    zeroed = [(code, fund, kind, ZERO) for code, fund, kind, _ in ledger]
    assert {row.member.code for row in table(zeroed).rows} == shown


@given(ledgers)
def test_rows_come_in_the_order_of_the_codes_and_are_numbered_without_a_gap(ledger: list[tuple[str, str, str, Amount]]) -> None:
    rows = table(ledger).rows
    assert all(one.member.code < other.member.code for one, other in pairwise(rows))
    assert [row.number for row in rows if row.depth == 0] == [
        f"{numeral(n)}、" for n in range(1, len([r for r in rows if r.depth == 0]) + 1)
    ]
    assert all(not row.number for row in rows if row.depth)


@given(ledgers)
def test_a_cell_knows_exactly_the_lines_that_it_sums(ledger: list[tuple[str, str, str, Amount]]) -> None:
    every = lines(ledger)
    for row in table(ledger).rows:
        cell = row.cells[1]
        assert cell is not None
        wanted = [
            line.figure.id
            for line in every
            if line.dimensions["功能项"].startswith(row.member.code) and line.dimensions["资金来源"] == "拨款"
        ]
        assert [part.id for part in cell.figure.origin.inputs] == wanted  # type: ignore[union-attr]
        assert cell.lines == len(wanted)


@given(ledgers)
def test_ids_are_unique_within_a_table(ledger: list[tuple[str, str, str, Amount]]) -> None:
    found = table(ledger)
    ids = [cell.figure.id for row in (*found.rows, *found.foot) for cell in row.cells if cell]
    assert len(ids) == len(set(ids))


@given(ledgers)
def test_a_difference_row_is_the_difference_in_every_column(ledger: list[tuple[str, str, str, Amount]]) -> None:
    rows = (
        RowBlock(label="基本", key="a", where={"支出类型": ("基本支出",)}),
        RowBlock(label="项目", key="b", where={"支出类型": ("项目支出",)}),
        RowBlock(label="增减", minus=("a", "b")),
    )
    one, other, difference = table(ledger, Side(name="", stubs=SIDE.stubs, columns=SIDE.columns[:3], rows=rows)).rows
    for column in range(3):
        assert value(difference, column) == value(one, column) - value(other, column)


@given(ledgers)
def test_shares_are_of_the_whole_side_and_come_to_one(ledger: list[tuple[str, str, str, Amount]]) -> None:
    columns = (
        Column(head=("金额",)),
        Column(head=("占比",), share=True),
        Column(head=("拨款占比",), where=SIDE.columns[1].where, share=True),
    )
    rows = (RowBlock(by="功能项"), RowBlock(label="合计", total=True))
    *parts, whole = table(ledger, Side(name="", stubs=SIDE.stubs, columns=columns, rows=rows)).rows
    for column, wanted in ((1, lines(ledger)), (2, tuple(line for line in lines(ledger) if line.dimensions["资金来源"] == "拨款"))):
        grand = total(line.figure.amount for line in wanted)
        for row in (*parts, whole):
            cell = row.cells[column]
            assert cell is not None and cell.figure.unit == "%" and isinstance(cell.figure.value, Fraction)
            here = total(line.figure.amount for line in wanted if row is whole or line.dimensions["功能项"] == row.member.code)
            assert cell.figure.value * Fraction(grand.yuan) == Fraction(here.yuan) or not grand
            assert grand or cell.figure.value == 0
            assert [part.id for part in cell.figure.origin.inputs] == [f"{cell.figure.id}.part", f"{cell.figure.id}.whole"]  # type: ignore[union-attr]
        if grand:
            assert sum(row.cells[column].figure.value for row in parts) == whole.cells[column].figure.value == 1  # type: ignore[union-attr, misc]


def history(years: dict[str, int]) -> Sources:
    """This year's lines of one code, and lines of earlier years."""
    now = sources([("2050299", "拨款", "基本支出", Amount.of(Decimal(5), Unit.WAN))])
    before = tuple(
        Line({"年度": year, "支出类型": "基本支出"}, Figure(id=f"h{year}", title=year, value=Amount.of(Decimal(n), Unit.WAN), unit="元",
             origin=Written(Place("data/h.csv", 2, 1))))
        for year, n in years.items()
    )  # fmt: skip
    return replace(now, books={**now.books, "history": Book(lines=before, carries={}, controls={})})


def test_a_year_without_lines_is_unknown_and_a_kind_without_lines_in_a_known_year_is_nought() -> None:
    columns = tuple(Column(head=(year,), source="history", where={"年度": (year,)}) for year in ("2029", "2030"))
    rows = (*(RowBlock(label=kind, where={"支出类型": (kind,)}) for kind in KINDS), RowBlock(label="合计", total=True))
    found = pivot("表", Side(name="", stubs=SIDE.stubs, columns=columns, rows=rows), history({"2029": 7})).rows
    told = [[(cell.known, int(cell.figure.amount.to(Unit.WAN)), cell.lines) for cell in row.cells if cell] for row in found]
    assert [row[0] for row in told] == [(True, 7, 1), (True, 0, 0), (True, 7, 1)]
    assert [row[1][0] for row in told] == [False] * 3
    # A line of 0 makes the year known.
    found = pivot("表", Side(name="", stubs=SIDE.stubs, columns=columns, rows=rows), history({"2029": 7, "2030": 0})).rows
    assert all(cell.known for row in found for cell in row.cells if cell)


def test_all_members_make_rows_when_a_block_asks_for_them() -> None:
    side = Side(name="", stubs=SIDE.stubs, columns=SIDE.columns[:1], rows=(RowBlock(by="功能类", members="all"),))
    assert [row.member.code for row in table([], side).rows] == ["205", "208"]
    assert table([], Side(name="", stubs=SIDE.stubs, columns=SIDE.columns[:1], rows=(RowBlock(by="功能类"),))).rows == ()


def test_a_value_that_no_list_knows_still_has_its_row() -> None:
    """An unlisted code is a finding of the checks; the money must not silently leave the table."""
    ledger = [("9990101", "拨款", "基本支出", Amount.of(5, Unit.WAN))]  # type: ignore[arg-type]
    assert [row.path for row in table(ledger).rows] == [("支出", "999"), ("支出", "999", "99901"), ("支出", "999", "99901", "9990101")]


def test_numerals() -> None:
    assert [numeral(number) for number in (1, 10, 11, 20, 21, 99)] == ["一", "十", "十一", "二十", "二十一", "九十九"]
    assert len({numeral(number) for number in range(1, 100)}) == 99
