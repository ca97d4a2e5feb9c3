"""Breakdowns (口径): that money which stands once in each of several breakdowns is the same money in all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gen.amount import Amount, total
from gen.check.controls import rows
from gen.check.rule import Case, Fault, check
from gen.check.tell import said
from gen.derive.lines import Line, select
from gen.derive.selection import Book
from gen.findings import Place
from gen.model.folder import Model
from gen.read.gate import listed

_WHOLE = "同一笔钱在每个口径里都要写全：核对两个口径的明细"


@check(
    "CTL-06",
    "口径都有定义，同一笔钱的各个口径合计一致",
    waivable=False,
    compares="每行明细的口径，与版式定义的口径；同一笔钱各个口径的合计互相比，两个口径都写明的项（类别、科目等）逐项比",
    fix="改正口径名称或写错的数；确是分别四舍五入造成的，在 control.csv 用“口径”一栏认可这个口径的合计",
    threshold="所写末位的一半；认可了的，各行精度之和的一半，由数据的精度定",
)
def breakdowns_agree(case: Case) -> Iterator[Fault]:
    """Each 口径 of the lines is one that the edition defines; the breakdowns of a group come to the same sum to the last digit written,
    or their difference is attested in control.csv and within what rounding can do; so does each part that two of them tell apart, but for rounding."""
    if case.facts is None or case.edition is None:
        return
    known = [breakdown.name for breakdown in case.edition.definitions.breakdowns]
    sources = [name for name in ("ledger", "procurement") if case.edition.draws_on(name)]
    written = [(line.breakdown, line.row) for line in case.model.ledger if "ledger" in sources]
    written += [(line.breakdown, line.row) for line in case.model.procurement if "procurement" in sources]
    for breakdown, row in written:
        if breakdown and breakdown not in known:
            yield Fault(f"版式没有定义口径“{breakdown}”", (row.at("口径"),), f"可以写：{listed(known)}；有完整明细的留空")
    attested = {(row.group, row.control.breakdown) for row in rows(case)}
    for book in (case.facts.sources.books[name] for name in sources):
        for group in book.groups:
            yield from _disagreement(case, book, group, {name for name in book.groups[group] if (group, name) in attested})


@check(
    "CTL-09",
    "认可口径合计的行写明是哪一笔钱",
    compares="control.csv 里认可 ledger.csv 口径的每一行的支出类型和资金来源，与它所选的明细",
    fix="照所选的明细填上；留空的栏选取全部，以后加了别的钱，这一行认可的就不是原来那一笔了",
)
def attested_money_named(case: Case) -> Iterator[Fault]:
    """Every row of control.csv that attests a 口径 of the ledger names the kind and the fund of the money: blank it means all, also what is yet to come."""
    for row in (row for row in rows(case) if row.control.source == "ledger" and row.group):
        for title, said_here in (("支出类型", row.control.kind), ("资金来源", row.control.fund)):
            value = row.lines[0].dimensions[title]
            if value and not said_here:
                message = f"口径“{row.control.breakdown}”的这一行没有写{title}，所选的明细都是“{value}”"
                yield Fault(message, (row.control.row.at(title),), f"{title}写“{value}”")


@check(
    "CTL-07",
    "每一格的数都说得清",
    waivable=False,
    compares="表格每一格要知道的各项，与明细写明的各项、各口径的明细带有的各项",
    fix="填上明细里缺的科目，补上同时带有这几项的明细，或者在版式的 [breakdown] 里写明口径带有哪些项",
)
def cells_known(case: Case) -> Iterator[Fault]:
    """No cell asks for a joint that no breakdown of its money gives, or that no line is of while one that leaves it blank may be.

    Such a cell prints 未知, for filling it in would be inventing.
    """
    if case.composed is None or case.edition is None:
        return
    for table in case.edition.tables.values():
        for side in case.composed.tables.get(table.id, ()):
            for row in (*side.rows, *side.foot):
                for column, cell in zip(side.spec.columns, row.cells, strict=True):
                    if cell and not cell.known and (column.source or side.spec.source) in ("ledger", "procurement"):
                        message = (
                            f"{table.id}“{row.member.label}”一行的“{column.head[-1]}”不明：没有一个口径给得出，或者有明细没有写明是不是"
                        )
                        yield Fault(
                            message,
                            (table.place,),
                            "在明细里填上缺的科目，补上同时带有这几项的行，或在版式的 [breakdown] 里写明口径带有哪些项",
                        )


@dataclass(frozen=True, slots=True)
class _Apart:
    """The same money in two breakdowns, each with its lines: all of a group, or its part of one value of a dimension."""

    best: str
    lines: tuple[Line, ...]
    name: str
    others: tuple[Line, ...]

    @property
    def sums(self) -> tuple[Amount, Amount]:
        return total(line.figure.amount for line in self.lines), total(line.figure.amount for line in self.others)

    @property
    def difference(self) -> Amount:
        return abs(self.sums[0] - self.sums[1])

    @property
    def rounding(self) -> bool:
        """Whether what each line is known to can make the difference."""
        return not self.difference or self.difference + self.difference < total(line.precision for line in (*self.lines, *self.others))

    @property
    def small(self) -> bool:
        """Whether the difference is within half of the last digit that either sum is written to."""
        return self.difference + self.difference <= max(_last_digit(self.lines), _last_digit(self.others))

    def parts(self, dimension: str) -> Iterator[tuple[str, _Apart]]:
        """The money by the values of a dimension that both breakdowns give."""
        for value in dict.fromkeys(line.dimensions.get(dimension, "") for line in (*self.lines, *self.others)):
            where = {dimension: (value,)}
            yield value, _Apart(self.best, select(self.lines, where), self.name, select(self.others, where))

    def told(self, what: Iterable[str], model: Model) -> tuple[str, tuple[Place, ...]]:
        """The two sums in words, and where their lines are written."""
        words = [f"口径“{name}”共 {said(amount, model)}" for name, amount in zip((self.best, self.name), self.sums, strict=True)]
        message = f"{'、'.join(part for part in what if part)}：{'，'.join(words)}，相差 {said(self.difference, model)}，"
        return message, tuple(line.place for line in (*self.lines[:1], *self.others, *self.lines[1:]) if line.place)


def _disagreement(case: Case, book: Book, group: tuple[str, ...], attested: set[str]) -> Iterator[Fault]:
    """The breakdowns of a group that do not come to what its most precise one comes to, in all or in a part that both tell apart."""
    best = book.best(group)
    assert best is not None, "a group has a breakdown"
    for name in (name for name in book.groups[group] if name != best):
        whole = _Apart(best, book.whole(group, best), name, book.whole(group, name))
        message, places = whole.told(group, case.model)
        if not whole.rounding:
            yield Fault(f"{message}不是舍入所致", places, _WHOLE)
        elif name not in attested and not whole.small:
            hint = f"改正写错的一行；确是分别四舍五入造成的，在 control.csv 写一行，口径写“{name}”，认可它的明细合计"
            yield Fault(f"{message}超过末位的一半，没有在 control.csv 认可", places, hint)
        else:
            yield from _parts_apart(case.model, whole, group, book.given[group, best] & book.given[group, name])


def _parts_apart(model: Model, whole: _Apart, group: tuple[str, ...], shared: Iterable[str]) -> Iterator[Fault]:
    """The first part that two breakdowns tell apart and put at sums that no rounding explains; other parts make up for what is wrong there."""
    for dimension in sorted(shared):
        for value, part in whole.parts(dimension):
            if not part.rounding:
                message, places = part.told((*group, f"{dimension} {value}"), model)
                yield Fault(f"{message}不是舍入所致", places, _WHOLE)
                return


def _last_digit(lines: tuple[Line, ...]) -> Amount:
    """The unit that a sum of lines is written to: what the most precise of them is known to."""
    return min(line.precision for line in lines)
