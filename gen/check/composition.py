"""Parts of quantities (构成): what the text says to be made up of parts, and limits between quantities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gen.amount import ZERO, Amount, Unit, total
from gen.check.rule import Case, Fault, check
from gen.check.tell import Astray, astray, said, within
from gen.derive.figure import Figure, line_sum, sources
from gen.findings import Place, Severity

#: Up to how many lines a finding about a sum names all that it holds: any of them may be the wrong one, but more than these nobody reads.
_NAMED = 20
_TOLD = "核对所指的各行，改正写错的一处；原件以万元等公布的，在精度一栏写明准确到多少"


@check(
    "SUM-03",
    "正文所列各部分合起来等于总额",
    follows=("FIL-01 */ledger.csv",),
    waivable=False,
    basis="预算法实施条例第五条（支出分为基本支出和项目支出）",
    compares="版式说由几部分构成的总额（[[composition]]），与各部分之和",
    fix="核对所指明细的支出类型和经济科目；都没有错就补全版式的口径",
    threshold="同 SUM-01；预算执行的各行，各行精度之和的一半",
)
def parts_make_the_whole(case: Case) -> Iterator[Fault]:
    """Each quantity that the edition says to be composed ([[composition]]) equals the exact sum of its parts; lines that no part covers are named."""
    for whole in _wholes(case):
        if within(case.model, whole.lost, whole.difference):
            continue
        names = "、".join(part.title for part in whole.parts)
        # Matters of execution are told each by itself, whole and parts: no line of one is to be found among the lines of another.
        told = whole.source == "execution"
        message = (
            f"{whole.figure.title}是 {said(whole.figure.amount, case.model)}，所列各部分（{names}）合计 {said(whole.added, case.model)}，"
            f"相差 {said(abs(whole.difference), case.model)}{'' if told else whole.lost.words('任何一个部分')}"
        )
        first = _TOLD if told else "先核对所指明细的支出类型和经济科目编码"
        hint = f"{first}；如果都没有错，是版式的口径不全（{whole.place}），请改版式"
        held = tuple(place for figure in (whole.figure, *whole.parts) for place in sources(figure))
        places = dict.fromkeys((*whole.lost.places, *(held if len(held) <= _NAMED else ())))
        yield Fault(message, (*places,) or (whole.place,), hint, whole.lost.told_by(whole.apart))


@check(
    "SUM-10",
    "总额与各部分的尾差",
    severity=Severity.NOTE,
    compares="版式说由几部分构成的总额（[[composition]]），与各部分之和：列出每一处因舍入而有的差额",
    fix="不用改；能取到更准的数就改写",
)
def rounding_of_parts(case: Case) -> Iterator[Fault]:
    """Every difference of a whole from its parts that rounding can make, so that the reader of the report sees them all."""
    for whole in _wholes(case):
        if whole.difference and within(case.model, whole.lost, whole.difference):
            message = f"尾差：{whole.figure.title} {said(whole.figure.amount, case.model)}，各部分合计 {said(whole.added, case.model)}"
            places = tuple(dict.fromkeys((*whole.lost.places, *whole.lost.foreign)))
            yield Fault(message, places, "舍入所致，不用改；能取到更准的数就改写")


@dataclass(frozen=True, slots=True)
class _Whole:
    """A quantity that the edition says to be composed: its figure and its parts, and which lines stand in one and not in the other.

    ``source`` is what its lines are of, ``apart`` are the dimensions that tell the parts apart, ``place`` is where the edition says so.
    """

    figure: Figure
    parts: tuple[Figure, ...]
    lost: Astray
    source: str
    apart: frozenset[str]
    place: Place

    @property
    def added(self) -> Amount:
        return total(part.amount for part in self.parts)

    @property
    def difference(self) -> Amount:
        return self.figure.amount - self.added


def _wholes(case: Case) -> Iterator[_Whole]:
    if case.edition is None or case.facts is None:
        return
    quantities = {quantity.id: quantity for quantity in case.edition.definitions.quantities}
    for composition in case.edition.compositions:
        whole = line_sum(case.facts.quantities[composition.whole])
        parts = tuple(line_sum(case.facts.quantities[part]) for part in composition.parts)
        yield _Whole(
            whole,
            parts,
            astray((whole,), parts),
            quantities[composition.whole].source,
            frozenset(name for part in composition.parts for name in quantities[part].where),
            composition.place,
        )


@check(
    "SUM-05",
    "政府采购预算不超过支出总额",
    follows=("FIL-01 ledger.csv",),
    compares="procurement.csv 合计，与 ledger.csv 合计",
    fix="政府采购是支出的一部分：核对两个文件的金额",
)
def procurement_within_expenditure(case: Case) -> Iterator[Fault]:
    """The sum of procurement.csv does not exceed the sum of the ledger, for procurement is a part of expenditure."""
    model = case.model
    bought, spent = total(line.amount for line in model.procurement), total(line.amount for line in model.ledger)
    if not model.procurement or bought <= spent:
        return
    message = f"政府采购预算合计 {said(bought, model)}，支出总额 {said(spent, model)}，多出 {said(bought - spent, model)}"
    places = tuple(line.row.at("预算数") for line in model.procurement)
    yield Fault(message, places, "政府采购是支出的一部分：核对 procurement.csv 和 ledger.csv 的金额")


@check(
    "SUM-06",
    "面向小微企业的采购也是面向中小企业的采购",
    compares="每行采购的“面向小微企业”，与“面向中小企业”",
    fix="中小企业包括小型、微型企业：两栏都写“是”，或者把小微改为“否”",
)
def small_is_medium(case: Case) -> Iterator[Fault]:
    """No procurement line is for small and micro enterprises (小微) and at the same time not for small and medium ones (中小)."""
    for line in case.model.procurement:
        if line.small and line.medium is False:
            message = f"这项采购（{said(line.amount, case.model)}）面向小微企业为“是”，面向中小企业却为“否”"
            places = (line.row.at("面向中小企业"), line.row.at("面向小微企业"))
            yield Fault(message, places, "中小企业包括小型、微型企业：两栏都写“是”，或者把面向小微企业改为“否”")


@check(
    "SUM-07",
    "金额不为负",
    severity=Severity.WARNING,
    compares="明细、采购、上年数的每个金额，与 0",
    fix="核对金额；确是冲减的，在依据里写明",
)
def amounts_not_negative(case: Case) -> Iterator[Fault]:
    """No amount of the ledger, of procurement or of last year is below zero: sums stay right, but it is mostly a slip of the pen."""
    model = case.model
    written = [("预算数", line.amount, line.row) for line in model.ledger]
    written += [("预算数", line.amount, line.row) for line in model.procurement]
    written += [("上年数", line.amount, line.row) for line in model.prior]
    for title, amount, row in written:
        if amount < ZERO:
            yield Fault(f"{title}是 {said(amount, model)}，小于 0", (row.at(title),), "预算数一般不为负；确是冲减的，在依据里写明")


@check(
    "SUM-08",
    "版式说相同的两个数相同",
    severity=Severity.WARNING,
    basis="预算法第十四条（说明机关运行经费的安排）",
    compares="版式用 [[alike]] 列出的两个数，如机关运行经费和公用经费",
    fix="核对所指明细的支出类型、经济科目和资金来源；口径本来不同的，改版式的 [[alike]]，或者保留这条警告",
    threshold="相差多少以内算相同：版式 [[alike]] 的 within，单位同版式的 unit",
)
def alike_are_alike(case: Case) -> Iterator[Fault]:
    """Two quantities that the edition declares to be the same but for ``within`` do not differ by more; the lines that only one holds are named."""
    if case.edition is None or case.facts is None:
        return
    for alike in case.edition.alike:
        first, second = (line_sum(case.facts.quantities[name]) for name in (alike.first, alike.second))
        apart = abs(first.amount - second.amount)
        if {alike.first, alike.second} & case.facts.missing or apart <= Amount.of(alike.within, Unit(case.edition.unit)):
            continue
        lost = [place for one, other in ((first, second), (second, first)) for place in astray((one,), (other,)).missing]
        message = f"{first.title}是 {said(first.amount, case.model)}，{second.title}是 {said(second.amount, case.model)}，相差 {said(apart, case.model)}"
        hint = "核对所指明细的支出类型、经济科目和资金来源；口径本来不同的，改版式的 [[alike]]，或者保留这条警告"
        yield Fault(message, tuple(lost) or (alike.place,), hint)


@check(
    "SUM-09",
    "“三公”经费不超过支出总额",
    compares="sangong.csv 本年各事项之和，与同一单位 ledger.csv 的合计",
    fix="“三公”经费是支出的一部分：核对两个文件的金额和单位",
    each_unit=True,
)
def three_public_within_expenditure(case: Case) -> Iterator[Fault]:
    """What sangong.csv gives for this year does not exceed all expenditure, of which it is a part that the ledger cannot tell apart."""
    rows = [row for row in case.model.three_public if row.year == "本年"]
    travelled, spent = total(row.amount for row in rows), total(line.amount for line in case.model.ledger)
    if rows and case.model.ledger and travelled > spent:
        message = (
            f"“三公”经费合计 {said(travelled, case.model)}，支出总额 {said(spent, case.model)}，多出 {said(travelled - spent, case.model)}"
        )
        yield Fault(message, tuple(row.row.at("预算数") for row in rows), "“三公”经费是支出的一部分：核对两个文件的金额和单位")
