"""Comparatives (本年与上年对照, such as 三公): that the data tell this year's amount of each item, and tell it once."""

from __future__ import annotations

from collections.abc import Iterator

from gen.check.rule import Case, Fault, check
from gen.check.tell import said
from gen.derive.asked import ask
from gen.derive.figure import Compared
from gen.derive.gaps import gaps
from gen.derive.lines import as_written, written
from gen.findings import Place
from gen.read.gate import guess, listed

_FILE = "sangong.csv"


@check(
    "CMP-01",
    "对照的各项都有本年数",
    waivable=False,
    spoils=("事项",),
    follows=("CMP-03",),
    basis="预算法第十四条（“三公”经费）",
    each_unit=True,
    compares="版式的对照（如“三公”经费）每一项取数的条件，与明细填了的各栏",
    fix="给列出的明细填经济科目；只有公布数的，在 sangong.csv 写这一项的本年数（没有就写 0）和依据",
)
def items_told(case: Case) -> Iterator[Fault]:
    """For each item that a comparative takes from the ledger some line, or sangong.csv, says what it is, or no line can be of it.

    A line that leaves its codes blank may hold any of 三公, so that no line of an item does not say that it is 0.
    """
    if case.facts is None or case.edition is None:
        return
    for source in case.edition.definitions.comparatives:
        if source.written:
            continue
        unknown = {
            line.dimensions["事项"]
            for line in case.facts.sources.books[source.name].lines
            if line.dimensions["年度"] == "本年" and not line.known
        }
        for item, where in source.items.items():
            if item in unknown:
                left = ask(case.facts.sources.books["ledger"]).narrow(where).open
                places = gaps(case.model, case.facts.sources.books, (source,), source.name, {"事项": (item,)})
                near = f"，另有 {len(places) - len(left)} 行只差资金来源等" if len(places) > len(left) else ""
                places = places or (Place(f"{case.model.folder}/ledger.csv"),)
                astray = [row.item for row in case.model.three_public if row.year == "本年" and row.item not in source.items]
                meant = f"{_FILE} 里的那一行{asked}" if (asked := guess(item, astray)) else ""
                codes = "、".join(code for name in ("经济类", "经济款") for code in where.get(name, ()))
                wanted = f"经济科目编码（这一项是 {codes}）" if codes else "经济科目编码"
                hint = (
                    f"{meant}给这些明细填{wanted}；项目里没有这一项，或者只知道公布的数，在 {case.model.folder}/{_FILE} "
                    f"加一行：本年,{item},〔本年数，没有写 0〕,〔依据〕"
                )
                yield Fault(f"“{item}”的本年数不明：没有这一项的明细，而有 {len(left)} 行明细没有写明是不是{near}", places, hint)


@check(
    "CMP-03",
    "sangong.csv 的事项是版式认得的",
    spoils=("事项",),
    each_unit=True,
    compares=f"{_FILE} 每行的事项，与版式对照的事项",
    fix="照所列的名称改",
)
def items_known(case: Case) -> Iterator[Fault]:
    """Every row of sangong.csv is about an item of a comparative of the edition: of any other its amount would be lost."""
    comparatives = case.edition.definitions.comparatives if case.edition else ()
    known = dict.fromkeys(item for source in comparatives for item in source.items)
    given = {(row.year, row.item) for row in case.model.three_public}
    for row in case.model.three_public if known else ():
        if row.item not in known:
            spare = [item for item in known if (row.year, item) not in given]
            hint = (guess(row.item, spare) or guess(row.item, known)) + f"可以写：{listed(known)}"
            yield Fault(f"版式没有“{row.item}”这个事项", (row.row.at("事项"),), hint)


@check(
    "CMP-02",
    "对照的各项只有一个本年数",
    each_unit=True,
    compares=f"{_FILE} 写的本年数，与明细里取到的数",
    fix=f"改正写错的一处；明细写明了的，{_FILE} 不必再写；上年数写在 prior.csv",
    threshold="照公开文件记录的数容许它的舍入，由数据的精度定",
)
def items_told_once(case: Case) -> Iterator[Fault]:
    """Where the form takes the items from the ledger, no row of sangong.csv says otherwise than the ledger, nor gives last year's amount."""
    comparatives = case.edition.definitions.comparatives if case.edition and case.facts else ()
    if case.facts is None or any(source.written for source in comparatives):
        return
    for source in comparatives:
        ledger = ask(case.facts.sources.books["ledger"])
        for row in case.model.three_public:
            if row.item not in source.items:
                continue
            if row.year != "本年":
                hint = f"上年数写在 {case.model.folder}/prior.csv：{source.prior},{row.item},〔上年数〕,〔依据〕"
                yield Fault(f"这个版式不从 {_FILE} 取“{row.item}”的上年数", (row.row.at("年度"),), hint)
                continue
            asked = ledger.narrow(source.items[row.item])
            told = asked.measure(row.item, row.item)
            here = written(row.item, row.amount, row.row.at("预算数"), row.basis, as_written(case.model, row.amount))
            if told.known and not Compared(here=here, there=told.figure).agree:
                lines = tuple(line.place for line in asked.strict if line.place)
                message = f"“{row.item}”在明细里是 {said(told.figure.amount, case.model)}，这里写 {said(row.amount, case.model)}"
                yield Fault(message, (row.row.at("预算数"), *lines), "页面用明细的数：改正写错的一处，或者去掉这一行")
