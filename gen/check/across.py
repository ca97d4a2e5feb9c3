"""Across years and documents (跨年度、跨文件): what two folders say of the same money is the same."""

from __future__ import annotations

from collections.abc import Iterator

from gen.amount import Amount
from gen.check.rule import Case, Fault, check
from gen.check.tell import places_of, said
from gen.derive.figure import Compared, sources
from gen.findings import Place, Severity
from gen.model.folder import Model
from gen.read.gate import guess, listed, nearest


@check(
    "YRS-01",
    "上年数与上年文件夹一致",
    basis="预算法第三十二条（编制预算参考上一年预算执行情况）",
    each_unit=True,
    compares="prior.csv、sangong.csv、history.csv 所写的上年数，与上年文件夹按本年口径算出的数",
    fix="去掉这一行，让页面用上年文件夹的数；上年录错了就改上年的文件夹",
    threshold="照公开文件记录的数容许它的舍入，由数据的精度定",
)
def prior_as_last_year(case: Case) -> Iterator[Fault]:
    """What prior.csv, sangong.csv and history.csv say of last year is what last year's own folder comes to by this year's definitions."""
    hint = (
        "页面用上年文件夹的数，去掉这一行即可；上年录错了，改上年的文件夹；项目改了名或合并的，在 projects.csv 的“上年项目”一列写上年的名称"
    )
    for pair in case.facts.last.twice if case.facts else ():
        if not pair.agree:
            yield _differ(case.model, pair, "上年文件夹", hint)


@check(
    "YRS-02",
    "上年项目各有所指",
    each_unit=True,
    compares="projects.csv 的“上年项目”，与上年文件夹里有明细的项目；与今年还有自己一行的项目",
    fix="照上年的名称写；一个上年项目只由一个项目承接，今年还在的由它自己承接",
)
def former_projects_known(case: Case) -> Iterator[Fault]:
    """Each name under 上年项目 is a project that last year's folder has lines of, and continues in one project only: not in another one while it
    goes on under its own name.

    No row of prior.csv goes by such an old name.
    """
    last = case.model.last
    named = [(name, project.row.at("上年项目")) for project in case.model.projects for name in project.former]
    for name, places in places_of(named).items():
        known = dict.fromkeys(line.project for line in last.ledger if line.project) if last else {}
        if last and name not in known:
            yield Fault(f"上年没有“{name}”这个项目", (places[0],), guess(name, known) or f"上年的项目：{listed(known, 20)}")
        if len(places) > 1:
            hint = "一个上年项目只能由一个项目承接，否则它的上年数会算两次"
            yield Fault(f"上年的“{name}”由 {len(places)} 个项目承接", (places[-1], *places[:-1]), hint)
    own = {project.name: project.row.at("项目") for project in case.model.projects}
    for project in case.model.projects:
        for name in project.former:
            if name != project.name and name in own:
                hint = "它的上年数由它自己承接，从“上年项目”里去掉它；今年的与上年的不是同一个项目，今年的换一个名称"
                yield Fault(f"“{name}”今年还有自己的一行，“{project.name}”不能承接它", (project.row.at("上年项目"), own[name]), hint)
    old = case.facts.last.old if case.facts else ()
    for row in case.model.prior:
        if row.item == "项目" and row.object in old and row.object not in own:
            yield Fault(f"“{row.object}”是上年的名称", (row.row.at("对象"),), "写今年的名称，或者去掉这一行：上年的文件夹里有它的数")


@check(
    "YRS-03",
    "改了名的项目写明上年的名称",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号（部门预算公开内容准确）",
    each_unit=True,
    compares="本年新出现的项目，与上年有、本年没有的项目：名称很像的",
    fix="是同一个项目的，在 projects.csv 的“上年项目”写上年的名称；不是的保留这条警告",
)
def renamed_projects_said(case: Case) -> Iterator[Fault]:
    """No project that is new this year has nearly the name of one that last year's folder had and this year's has not."""
    last = case.model.last
    if last is None:
        return
    continued = {name for project in case.model.projects for name in (project.name, *project.former)}
    before = {project.name: project for project in last.projects}
    ended = [name for name in before if name not in continued]
    spent = {line.project for line in case.model.ledger}
    for project in case.model.projects:
        near = nearest(project.name, ended) if project.name not in before and project.name in spent and not project.former else None
        if near:
            message = f"“{project.name}”上年没有，上年的“{near}”今年没有：是不是改了名"
            hint = f"是同一个项目的，在 projects.csv 的“上年项目”写“{near}”；不是的保留这条警告"
            yield Fault(message, (project.row.at("项目"), before[near].row.at("项目")), hint)


@check(
    "YRS-05",
    "history.csv 的每一行都用得上",
    severity=Severity.WARNING,
    compares="history.csv 的每一行，与页面上印出的以往年度的数",
    fix="核对年度、支出类型和资金来源；用不上的行去掉",
)
def earlier_years_used(case: Case) -> Iterator[Fault]:
    """Every row of history.csv is part of a figure that is printed, or of last year's that its folder tells instead: one of another year would be lost."""
    if case.edition is None or case.composed is None or case.facts is None or not case.edition.draws_on("history"):
        return
    used = {place for figure in case.composed.figures.values() for place in sources(figure)} if case.model.history else set()
    used |= {place for pair in case.facts.last.twice for place in sources(pair.here)}
    for row in case.model.history:
        if row.row.at("金额") not in used:
            message = f"没有哪一处用到 {row.year} 年{row.kind}（{row.fund}）这一行"
            yield Fault(message, (row.row.at("年度"),), "核对年度、支出类型和资金来源，照页面上印的那两年写；用不上的行去掉")


@check(
    "DOC-01",
    "年初预算与部门预算一致",
    basis="预算法第十三条（各部门、各单位的支出必须以经批准的预算为依据）",
    compares="执行报告里的年初预算，与部门预算里同一批明细之和（版式的 [[agreement]]）",
    fix="以批复的预算为准，改正写错的一处",
    threshold="照公开文件记录的数容许它的舍入，由数据的精度定",
)
def as_budgeted(case: Case) -> Iterator[Fault]:
    """What a report on the budget's execution calls the budget is what the budget itself comes to: the one cited, or that of the same folder."""
    for pair in case.facts.compared if case.facts else ():
        if not pair.agree:
            yield _differ(case.model, pair, "部门预算", "核对两处：以批复的预算为准，写错的一处改正")


@check(
    "DOC-02",
    "要与部门预算核对的，有预算可以核对",
    severity=Severity.WARNING,
    basis="预算法第十三条（各部门、各单位的支出必须以经批准的预算为依据）",
    compares="版式的 [[agreement]]，与本文件夹的 ledger.csv 或 cited_budget 所指文件夹的明细",
    fix="写 cited_budget，指明据以执行的预算在哪个文件夹；那份预算不在 data/ 里的，保留这条警告",
)
def budget_at_hand(case: Case) -> Iterator[Fault]:
    """A report that is to be held against a budget has one: its folder has a ledger, or cites a folder that has."""
    model = case.model
    wanted = case.edition.definitions.agreements if case.edition else ()
    if wanted and not (model.cited or model).ledger:
        names = "、".join(agreement.title for agreement in wanted)
        hint = '加一行 cited_budget = "某部门/2020"，写 data/ 下据以执行的预算的文件夹；那份预算不在 data/ 里的，保留这条警告'
        yield Fault(f"没有部门预算可以核对：{names}", (model.texts.edition.place,), hint)


def _differ(model: Model, pair: Compared, where: str, hint: str) -> Fault:
    here, there = pair.here.amount, pair.there.amount
    places: tuple[Place, ...] = tuple(dict.fromkeys((*sources(pair.here), *list(sources(pair.there))[:3])))
    apart: Amount = abs(here - there)
    message = f"“{pair.here.title}”这里 {said(here, model)}，{where} {said(there, model)}，相差 {said(apart, model)}"
    return Fault(message, places, hint)
