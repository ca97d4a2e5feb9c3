"""Control figures (控制数): that a figure fixed by somebody else still fits the lines it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from gen.amount import EXACT, Amount, Unit, round_half_up, total
from gen.check.rule import Case, Fault, check
from gen.check.tell import children, said
from gen.compose.tablespec import TableSpec
from gen.derive.controls import attested, controls_of, selected
from gen.derive.figure import Controlled, line_sum
from gen.derive.lines import Line
from gen.derive.pivot import DataRow
from gen.derive.selection import Book, ControlFigure, Identity, identity
from gen.derive.spec import Column
from gen.findings import Severity
from gen.model.lines import Control
from gen.read.gate import listed

_CONTROL, _AGAINST, _BREAKDOWN = "控制数", "明细合计", "口径"


@dataclass(frozen=True, slots=True)
class ControlRow:
    """A row of control.csv with the lines it stands for and their sum; with a 口径, the lines of that breakdown alone."""

    control: Control
    book: Book
    lines: tuple[Line, ...]
    sum: Amount

    @property
    def identity(self) -> Identity:
        """The set of lines."""
        return identity(self.book, self.lines)

    @property
    def group(self) -> tuple[str, ...] | None:
        """The group of money of which a row with a 口径 attests the sum; None where its lines are not just one whole group."""
        groups = {line.group for line in self.lines}
        group = groups.pop() if len(groups) == 1 else None
        return group if group and len(self.lines) == len(self.book.whole(group, self.control.breakdown)) else None

    @property
    def fresh(self) -> bool:
        """Whether the lines still come to what the control was approved against."""
        return self.sum == self.control.against

    @property
    def slack(self) -> Amount:
        """What the sum and the control may be off together: Σu + U, of which the difference must stay below one half."""
        return total(line.precision for line in self.lines) + self.control.unit

    @property
    def possible(self) -> bool:
        """Whether rounding alone can make the difference; exact lines must round to the control (half up, so one half is allowed there)."""
        difference = abs(self.control.amount - self.sum)
        if difference + difference < self.slack:
            return True
        return not any(line.precision for line in self.lines) and self.control.amount == _rounded(self.sum, self.control.unit)

    @property
    def shown_by(self) -> ControlFigure | None:
        """The control figure that the document shows for the money of a row with a 口径; None where it shows the sum of the lines."""
        return self.book.controls.get(frozenset((self.group,))) if self.control.breakdown and self.group else None

    @property
    def shown(self) -> Amount | None:
        """What the document shows for the money of a row with a 口径, to the unit of the control; None for any other row."""
        group = self.group if self.control.breakdown else None
        best = self.book.best(group) if group else None
        if group is None or best is None:
            return None
        control = self.shown_by
        lines = self.book.whole(group, best)
        return _rounded(control.amount if control else total(line.figure.amount for line in lines), self.control.unit)


def rows(case: Case) -> Iterator[ControlRow]:
    """The rows of control.csv, of the department and its units, that are about a source which the document draws on."""
    books = case.facts.sources.books if case.facts else {}
    for control, unit in controls_of(case.model):
        book = books.get(control.source)
        # Another document of the folder may look at what this one does not.
        if book is not None and (case.edition is None or case.edition.draws_on(control.source)):
            lines = attested(book, control, unit) if control.breakdown else selected(book, control, unit).chosen()[0]
            yield ControlRow(control, book, lines, total(line.figure.amount for line in lines))


def _rounded(amount: Amount, unit: Amount) -> Amount:
    return Amount(EXACT.multiply(round_half_up(Fraction(amount.yuan) / Fraction(unit.yuan), 0), unit.yuan))


@check(
    "CTL-01",
    "控制数没有过期",
    follows=(
        "FIL-01 */ledger.csv",
        "FIL-01 */procurement.csv",
    ),
    waivable=False,
    compares="控制数批准时的明细合计（control.csv），与明细现在的合计",
    fix="明细改对了就重新核对并改写控制数和明细合计；没有要改明细，就找出动了哪一行",
)
def controls_fresh(case: Case) -> Iterator[Fault]:
    """The sum of its lines is still the one each control was approved against; else the control would freeze a total that has moved.

    Where a row attests a 口径, the figure that the document shows for the same money is still the one that it names.
    """
    for row in rows(case):
        if row.lines and not row.fresh:
            message = (
                f"控制数 {said(row.control.amount, case.model)} 已过期：批准时明细合计 {said(row.control.against, case.model)}，"
                f"现在 {said(row.sum, case.model)}，相差 {said(abs(row.sum - row.control.against), case.model)}"
            )
            hint = "明细改对了，就重新核对控制数并改写明细合计；没有要改明细，就找出是哪一行动了"
            yield Fault(message, (row.control.row.at(_AGAINST), row.control.row.at(_CONTROL)), hint)
        if row.shown is not None and row.shown != row.control.amount:
            message = f"口径“{row.control.breakdown}”所认可的控制数 {said(row.control.amount, case.model)} 已过期：页面上这笔钱是 {said(row.shown, case.model)}"
            held = (row.shown_by.place,) if row.shown_by else ()
            yield Fault(message, (row.control.row.at(_CONTROL), *held), "核对同一笔钱的其他口径；改对了，就改写控制数")


@check(
    "CTL-02",
    "控制数与明细合计之差不超过四舍五入所能造成的",
    follows=(
        "FIL-01 */ledger.csv",
        "FIL-01 */procurement.csv",
        "CTL-01 本行",
    ),
    waivable=False,
    compares="控制数，与所指明细之和",
    fix="差额不是尾差：核对控制数和明细，改正写错的一处",
    threshold="各行精度与单位精度之和的一半，由数据的精度定",
)
def controls_possible(case: Case) -> Iterator[Fault]:
    """|控制数 − 明细合计| < (Σ精度 + 单位精度) ÷ 2, strictly: what rounding alone can do (exact lines must round to the control)."""
    for row in rows(case):
        difference = abs(row.control.amount - row.sum)
        if row.lines and not row.possible:
            message = (
                f"控制数 {said(row.control.amount, case.model)}，明细合计 {said(row.sum, case.model)}，相差 {said(difference, case.model)}；"
                f"{len(row.lines)} 行明细的舍入最多只能差到 {said(row.slack, case.model)}的一半（不含）"
            )
            yield Fault(message, (row.control.row.at(_CONTROL),), "差额不是尾差：核对控制数和明细，有一处写错了")


@check(
    "CTL-03",
    "控制数与明细合计之差不大得可疑",
    severity=Severity.WARNING,
    compares="控制数与所指明细之和的差，与舍入通常的大小",
    fix="再核对一次控制数和明细；都没有错就保留这条警告",
    threshold="3×√((行数＋1)÷12) 个单位：常量，gen/check/controls.py",
)
def controls_likely(case: Case) -> Iterator[Fault]:
    """The difference is within 3·√((n+1)÷12) units, which rounding seldom exceeds; beyond it the figures deserve another look."""
    for row in rows(case):
        difference, unit = abs(row.control.amount - row.sum).yuan, row.control.unit.yuan
        if row.lines and row.possible and row.fresh and difference * difference * 12 > 9 * (len(row.lines) + 1) * unit * unit:
            message = f"控制数 {said(row.control.amount, case.model)} 与明细合计 {said(row.sum, case.model)} 相差较大，舍入很少会差这么多"
            yield Fault(message, (row.control.row.at(_CONTROL),), "再核对一次控制数和明细")


@check(
    "CTL-04",
    "控制数各有所指",
    follows=(
        "FIL-01 ledger.csv",
        "FIL-01 procurement.csv",
    ),
    compares="control.csv 每行所选的明细，与已有的来源、明细和其他控制数所选的",
    fix="核对各栏的科目、项目和资金来源；同一批明细只写一个控制数",
)
def controls_meant(case: Case) -> Iterator[Fault]:
    """Each control selects some lines of a known source, and no two controls stand for the same set of lines."""
    sources = case.facts.sources.books if case.facts else {}
    for control in case.model.controls:
        if sources and control.source not in sources:
            yield Fault(f"没有“{control.source}”这个明细文件", (control.row.at("明细文件"),), f"可以写：{listed(sources)}")
    first: dict[tuple[Identity, str], Control] = {}
    for row in rows(case):
        key = row.identity, row.control.breakdown
        if not row.lines:
            yield Fault("这个控制数没有选中任何明细", (row.control.row.place,), "核对各栏的科目、项目和资金来源；留空的栏表示全部")
        elif row.control.breakdown and row.group is None:
            message = f"口径“{row.control.breakdown}”所选的 {len(row.lines)} 行明细不是整整一笔钱"
            hint = "写了口径的行，各栏要选中同一支出类型、同一资金来源（功能科目都知道的，还有同一功能科目）在这个口径里的全部明细"
            yield Fault(message, (row.control.row.at(_BREAKDOWN),), hint)
        elif first.setdefault(key, row.control) is not row.control:
            other = first[key]
            message = f"与另一个控制数所指的明细相同：{said(row.control.amount, case.model)} 和 {said(other.amount, case.model)}"
            yield Fault(message, (row.control.row.at(_CONTROL), other.row.at(_CONTROL)), "同一批明细只写一个控制数")


@check(
    "CTL-05", "尾差", severity=Severity.NOTE, compares="控制数，与所指明细之和：列出每一处因舍入而有的差额", fix="不用改；页面上印控制数"
)
def rounding_differences(case: Case) -> Iterator[Fault]:
    """Every accepted difference between a control and the sum of its lines, so that the reader of the report sees them all."""
    for row in rows(case):
        difference = row.control.amount - row.sum
        if difference and row.possible and row.fresh:
            message = f"尾差：控制数 {said(row.control.amount, case.model)}，明细合计 {said(row.sum, case.model)}"
            where = f"（口径“{row.control.breakdown}”）" if row.control.breakdown else ""
            yield Fault(f"{message}{where}", (row.control.row.at(_CONTROL),), "舍入所致，不用改；页面上印控制数")


@check(
    "CTL-08",
    "印出的合计与印出的分项之差不超过舍入",
    waivable=False,
    compares="页面上印出的每个合计，与印出的各分项相加",
    fix="核对这一行的控制数和下级各行的控制数",
    threshold="（分项个数＋1）÷2 个末位：常量，gen/check/controls.py；末位由版式的小数位数定",
)
def page_adds_up(case: Case) -> Iterator[Fault]:
    """On the page every printed parent lies within (k+1)/2 units of its k printed children: what a reader with a calculator may find."""
    if case.composed is None or case.edition is None:
        return
    if any(row.lines and not row.fresh for row in rows(case)):
        return  # A stale control is told by CTL-01; until it is mended the page cannot add up.
    for table in case.edition.tables.values():
        unit = Unit(table.display.unit)
        for side in case.composed.tables.get(table.id, ()):
            for level in (side.rows, side.foot):
                for index, row in enumerate(level):
                    below = children(level, index)
                    if below:
                        yield from _page_fault(table, side.spec.columns, row, below, unit)


def _page_fault(table: TableSpec, columns: Sequence[Column], row: DataRow, below: Sequence[DataRow], unit: Unit) -> Iterator[Fault]:
    for index, column in enumerate(columns):
        cells = [part.cells[index] for part in (row, *below)]
        figures = [cell.figure.value for cell in cells if cell and cell.known]
        amounts = [value for value in figures if isinstance(value, Amount)]
        if len(amounts) != len(cells):
            continue
        # Where the lines themselves do not add up, the exact sums tell it (SUM-01).
        exact = [line_sum(cell.figure).amount for cell in cells if cell]
        if exact[0] != total(exact[1:]):
            continue
        places = table.display.places if column.places is None else column.places
        whole, *parts = (round_half_up(amount.to(unit), places) for amount in amounts)
        difference = abs(whole - sum(parts))
        if difference * 2 >= (len(parts) + 1) * Decimal(1).scaleb(-places):
            # A control stands behind the misfit, for the lines add up: the figures that have one are where to look.
            controls = [cell.figure.origin.place for cell in cells if cell and isinstance(cell.figure.origin, Controlled)]
            message = (
                f"{table.id}“{row.member.label}”一行的“{column.head[-1]}”印出 {whole}，下级各行印出的数合计 {sum(parts)}，"
                f"相差 {difference}，{len(parts)} 个数的舍入差不到这么多"
            )
            places_to_look = tuple(dict.fromkeys((*controls, row.member.place or table.place)))
            yield Fault(message, places_to_look, "核对这一行的控制数和下级各行的控制数")
            return
