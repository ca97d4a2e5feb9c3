"""Scores (评分): every indicator of the scoring table has one mark, computed where it can be, within its full marks, and lost marks have a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from gen.check.rule import Case, Fault, check
from gen.derive.figure import Derived, Figure, sources
from gen.derive.formula import number
from gen.derive.score import Mark
from gen.derive.scorerule import accepted, fact_value, plain_number, points
from gen.derive.scorespec import ScoreItem
from gen.findings import Place, Severity
from gen.model.lines import ScoreLine
from gen.read.gate import guess, listed, nearest

_BASIS = "财预〔2020〕10号（单位自评）"
_FILE = "scores.csv"


@check(
    "SCO-01",
    "评分表的每项都有得分",
    follows=("SCO-05 本行", "SCO-06 本行"),
    basis=_BASIS,
    compares="评分表的每个三级指标，与算出的或 scores.csv 里写的得分",
    fix="写齐规则要用的要素；算不出的，写得分和理由",
)
def marks_given(case: Case) -> Iterator[Fault]:
    """Every indicator of the scoring table has a mark: computed by its rule, or stated in scores.csv."""
    titles, items = _titles(case), tuple(mark.item.name for mark in _marks(case))
    for mark in _marks(case):
        # A stated mark that is no number is a mark all the same: SCO-02 tells of it.
        if mark.figure is None and mark.stated is None:
            own = [line.row.at("取值" if line.fact else "得分") for line in case.model.scores if line.indicator == mark.item.name]
            place = Place(f"{case.model.folder}/{_FILE}")
            lacking = f"，算不出来：缺{listed(titles.get(name, name) for name in mark.lacking)}" if mark.lacking else ""
            hint = f"在 {_FILE} 加一行：{mark.item.name},,,〔得分〕,〔理由〕"
            if mark.lacking:
                asked = [name for name in mark.lacking if name in mark.item.facts()]
                hint = (
                    f"写齐要用的要素（{listed(asked)}），让它算出来；没有公布的，{hint}" if asked else f"补上要用的数；没有公布的，{hint}"
                )
            astray = _astray(case.model.scores, mark, items)
            if astray:
                hint = "改正所指的一行，就有得分"
            # The rows that there are of the indicator: one of them may lack its value.
            yield Fault(f"“{mark.item.name}”没有得分{lacking}", (*astray, *own) if astray else (place, *own), hint)


@check(
    "SCO-02",
    "得分在 0 和分值之间",
    basis=_BASIS,
    compares="scores.csv 里写的得分，与版式定的分值",
    fix="改正得分；写半角数字",
    threshold="分值：版式的 scores.toml",
)
def marks_within(case: Case) -> Iterator[Fault]:
    """No stated mark is below 0 or above the full marks of its indicator; a mark is a number with four decimals at most."""
    for mark in _marks(case):
        row = mark.stated
        value = plain_number(row.mark) if row else None
        if row is not None and value is None:
            hint = f"写半角数字，从 0 到 {points(mark.item.full)}，如 1.8"
            yield Fault(f"“{row.mark}”不是得分", (row.row.at("得分"), mark.item.place), hint)
        elif row is not None and value is not None and value > mark.item.full:
            message = f"“{mark.item.name}”得分 {points(value)} 分，分值只有 {points(mark.item.full)} 分"
            yield Fault(message, (row.row.at("得分"), mark.item.place), "改正得分；分值由版式定")


@check(
    "SCO-03",
    "扣分写明理由",
    severity=Severity.WARNING,
    basis=_BASIS,
    compares="低于分值的每个得分，与有没有写理由",
    fix="在 scores.csv 写扣分的理由",
    threshold="分值：版式的 scores.toml",
)
def losses_explained(case: Case) -> Iterator[Fault]:
    """Every mark below the full marks has a reason in scores.csv, in its own row or in that of a fact of its rule."""
    rows = case.model.scores
    for mark in _marks(case):
        if mark.figure is None or number(mark.figure) >= mark.item.full:
            continue
        if not any(row.reason for row in rows if row.indicator == mark.item.name):
            got, full = points(number(mark.figure)), points(mark.item.full)
            own = next((row.row.at("理由") for row in rows if row.indicator == mark.item.name), Place(f"{case.model.folder}/{_FILE}"))
            hint = f"在 {_FILE} 写“{mark.item.name}”的理由；由算出的数扣分的，加一行只写三级指标和理由"
            yield Fault(f"“{mark.item.name}”得 {got} 分，满分 {full} 分，没有写扣分的理由", (own,), hint)


@check(
    "SCO-04",
    "能算出的得分不录入",
    basis=_BASIS,
    compares="scores.csv 里写的得分，与规则能不能算出它",
    fix="去掉这个得分；算出的不对，就核对要素和有关的数",
)
def marks_not_typed(case: Case) -> Iterator[Fault]:
    """No mark is stated where the rule and the data compute it: two marks of one indicator would part."""
    for mark in _marks(case):
        row = mark.stated
        if row is not None and mark.computed is not None:
            got = points(number(mark.computed))
            message = f"“{mark.item.name}”写了得分 {row.mark} 分，按规则和数据算出 {got} 分"
            yield Fault(message, (row.row.at("得分"), mark.item.place), "去掉这个得分；算出的不对，就核对要素和有关的数")


@check(
    "SCO-05",
    "评分的名称是版式认得的",
    basis=_BASIS,
    compares="scores.csv 每行的三级指标和要素，与评分表和规则要用的",
    fix="照所列的名称改；要素只写取值，得分另写一行",
)
def names_known(case: Case) -> Iterator[Fault]:
    """Every row of scores.csv is about an indicator of the scoring table, and about a fact that its rule asks for; each row says something."""
    items = {mark.item.name: mark.item for mark in _marks(case)}
    if not items:
        return
    for row in case.model.scores:
        item = items.get(row.indicator)
        if item is None:
            hint = guess(row.indicator, tuple(items)) + f"评分表的三级指标：{listed(items, 30)}"
            yield Fault(f"评分表没有“{row.indicator}”这个三级指标", (row.row.at("三级指标"),), hint)
        elif row.fact and row.fact not in item.facts():
            asked = f"这项要用的要素：{listed(item.facts())}" if item.facts() else "这项没有要素，直接写得分"
            yield Fault(f"“{item.name}”的规则不用“{row.fact}”", (row.row.at("要素"),), guess(row.fact, item.facts()) + asked)
        elif row.fact and row.mark:
            yield Fault(f"要素“{row.fact}”一行写了得分 {row.mark}", (row.row.at("得分"),), "要素只写取值；得分另写一行，要素和取值留空")
        elif not row.fact and row.value:
            yield Fault(f"写了取值“{row.value}”，没有写是哪个要素的", (row.row.at("取值"),), "补上要素；给得分的一行，取值留空")


@check(
    "SCO-06",
    "要素的取值合乎规则",
    basis=_BASIS,
    compares="scores.csv 里要素的取值，与规则能用的写法",
    fix="照所列的写法改",
    threshold="规则的档次和条件：版式的 scores.toml",
)
def values_accepted(case: Case) -> Iterator[Fault]:
    """The value of every fact is one that its rule can take."""
    items = {mark.item.name: mark.item for mark in _marks(case)}
    for row in case.model.scores:
        item = items.get(row.indicator)
        if item is not None and row.fact in item.facts() and fact_value(item, row.fact, row.value) is None:
            yield _not_accepted(item, row.fact, row.value, row.row.at("取值"))


@check(
    "SCO-07",
    "评分表的分值合计为 100 分",
    basis="财预〔2020〕10号（绩效自评实行百分制）",
    compares="版式评分表各三级指标的分值之和，与 100",
    fix="照官方表样核对版式 scores.toml 的分值",
    threshold="100 分：百分制，是规定",
)
def marks_make_a_hundred(case: Case) -> Iterator[Fault]:
    """The full marks of all indicators of the scoring table come to 100."""
    scoring = case.edition.definitions.scoring if case.edition else None
    if scoring is not None:
        full = sum((item.full for item in scoring.items), Fraction(0))
        if full != 100:
            message = f"评分表各项分值合计 {points(full)} 分，不是 100 分"
            yield Fault(message, (scoring.place,), "照官方表样核对版式 scores.toml 的分值")


@check(
    "SCO-08",
    "比率不超过 100%",
    severity=Severity.WARNING,
    basis=_BASIS,
    compares="scores.csv 里写百分比的要素，与 100%；规则按比例算的两个数（如按时完成的项目数和项目数），互相比",
    fix="核对要素和所比的数；属实的（如人员比率确实超过 100%）保留这条警告",
    threshold="规则写明了超过 100% 怎样得分的不查",
)
def ratios_within_one(case: Case) -> Iterator[Fault]:
    """No percentage that a rule asks for is above 100 %, and no count is more than the number that its rule divides it by."""
    hint = "核对要素和所比的数，改正写错的一处；属实的保留这条警告"
    for mark in _marks(case):
        rows = {row.fact: row for row in case.model.scores if row.indicator == mark.item.name and row.fact}
        for part in mark.item.parts:
            for row in (rows[name] for name in part.asks if name in rows):
                value = fact_value(mark.item, row.fact, row.value)
                if row.value.endswith("%") and value is not None and value > 1:
                    yield Fault(f"要素“{row.fact}”是 {row.value}，超过 100%", (row.row.at("取值"), mark.item.place), hint)
            if part.kind == "ratio" and part.over is None and len(given := _values(mark, (*part.asks, *part.of))) == 2:
                first, second = given
                places = tuple(rows[name].row.at("取值") for name in part.asks if name in rows)
                if number(second) and number(first) > number(second):
                    message = f"“{mark.item.name}”：{first.title}是 {points(number(first))}，{second.title}只有 {points(number(second))}"
                    yield Fault(message, (*places, *sources(first), *sources(second), mark.item.place), hint)


def _values(mark: Mark, names: tuple[str, ...]) -> tuple[Figure, ...]:
    """The figures that a computed mark has under these names; none where it is not computed."""
    if mark.computed is None or not isinstance(mark.computed.origin, Derived):
        return ()
    asked = dict.fromkeys(name for part in mark.item.parts for name in (*part.asks, *part.of))
    # A fact that voids the mark comes last.
    known = dict(zip(asked, mark.computed.origin.inputs, strict=False))
    return tuple(known[name] for name in names)


def _astray(rows: Sequence[ScoreLine], mark: Mark, items: Sequence[str]) -> tuple[Place, ...]:
    """The rows that would give a mark what it lacks, were they written right: a value that its rule cannot take (SCO-06), or a name that is near to
    the one asked for (SCO-05); none where they would not give all of it."""
    item, found = mark.item, []
    for name in mark.lacking or ("",):
        own = (row for row in rows if row.indicator == item.name and row.fact == name and name and row.value)
        fact = (
            row
            for row in rows
            if row.indicator == item.name and name and row.fact not in item.facts() and nearest(row.fact, item.facts()) == name
        )
        whole = (row for row in rows if row.indicator not in items and row.fact == name and nearest(row.indicator, items) == item.name)
        places = [*(row.row.at("取值") for row in own), *(row.row.at("要素") for row in fact), *(row.row.at("三级指标") for row in whole)]
        if not places:
            return ()
        found.append(places[0])
    return tuple(dict.fromkeys(found))


def _not_accepted(item: ScoreItem, fact: str, value: str, place: Place) -> Fault:
    said = f"要素“{fact}”的取值“{value}”" if value else f"要素“{fact}”没有取值，"
    return Fault(f"{said}不是规则能用的", (place, item.place), f"可以写：{accepted(item, fact)}")


def _marks(case: Case) -> tuple[Mark, ...]:
    return case.facts.scores.marks if case.facts and case.facts.scores else ()


def _titles(case: Case) -> dict[str, str]:
    """What the figures that rules look at are called."""
    if case.edition is None:
        return {}
    wanted = case.edition.definitions
    named = [(q.id, q.title) for q in wanted.quantities] + [(c.id, c.title) for c in wanted.counts]
    return dict(named + [(formula.id, formula.title) for formula in wanted.formulas])
