"""Bounds (数和日期的限度): what a project has of anything is no more than the project, and its days are those of its budget."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gen.amount import ZERO, Amount, total
from gen.check.rule import Case, Fault, check
from gen.check.tell import said, unit_written
from gen.findings import Place, Severity
from gen.model.folder import Model
from gen.model.lines import LedgerLine

_START, _END = "开始日期", "结束日期"
_SLACK = "照公开文件记录的数容许各数末位之和的一半，由数据的精度和小数位数定"


@check(
    "PRJ-12",
    "项目的开始日期不晚于结束日期",
    each_unit=True,
    compares="projects.csv 每个项目的开始日期，与结束日期",
    fix="核对两个日期，改正写错的一个",
)
def dates_in_order(case: Case) -> Iterator[Fault]:
    """No project ends before it starts."""
    for project in case.model.projects:
        if project.start and project.end and _before(project.end, project.start):
            message = f"项目“{project.name}”的结束日期 {project.end} 早于开始日期 {project.start}"
            yield Fault(message, (project.row.at(_END), project.row.at(_START)), "核对两个日期，改正写错的一个")


@check(
    "PRJ-13",
    "项目的起止日期包括本年度",
    severity=Severity.WARNING,
    each_unit=True,
    compares="有预算的项目的结束日期、开始日期，与本文件夹的年度：年度开始以前就结束的，年度过了才开始的",
    fix="核对日期的年份；付以前年度尾款的项目属实，保留这条警告",
)
def projects_run_this_year(case: Case) -> Iterator[Fault]:
    """No project with money ended before the year of the budget, or starts after it."""
    year, spent = str(case.model.year), _budgets(case.model)
    for project in case.model.projects:
        if project.name not in spent or not spent[project.name].amount:
            continue
        hint = "核对日期的年份；付以前年度尾款的项目属实，保留这条警告"
        if project.end and project.end[:4] < year:
            yield Fault(f"项目“{project.name}”{project.end} 已经结束，{year} 年还有预算", (project.row.at(_END),), hint)
        elif project.start[:4] > year:
            yield Fault(f"项目“{project.name}”{project.start} 才开始，{year} 年已有预算", (project.row.at(_START),), hint)


@check(
    "PRJ-14",
    "项目总额不小于本年预算",
    each_unit=True,
    compares="projects.csv 的项目总额，与 ledger.csv 里这个项目的合计",
    fix="项目总额是各年预算之和：核对总额和明细，改正写错的一处",
    threshold=_SLACK,
)
def whole_holds_this_year(case: Case) -> Iterator[Fault]:
    """The budget of a project over all its years holds that of this year."""
    model, spent = case.model, _budgets(case.model)
    for project in model.projects:
        budget = spent.get(project.name)
        if (
            budget
            and project.whole is not None
            and _beyond(budget.amount - project.whole, budget.slack + unit_written(model, project.whole))
        ):
            message = f"项目“{project.name}”的项目总额是 {said(project.whole, model)}，本年预算就有 {said(budget.amount, model)}"
            yield Fault(message, (project.row.at("项目总额"), *budget.places), "项目总额是各年预算之和：核对总额和明细，改正写错的一处")


@check(
    "PRJ-15",
    "项目的采购和固定资产不超过项目预算",
    each_unit=True,
    compares="project-assets.csv 每个项目的固定资产金额之和，procurement.csv 每个项目的当年采购之和，与 ledger.csv 里这个项目的合计",
    fix="采购是项目支出的一部分：核对金额和项目名称",
    threshold=_SLACK,
)
def purchases_within_projects(case: Case) -> Iterator[Fault]:
    """What a project buys this year, and the fixed assets among it, cost no more than the project has; one money told in several 口径 counts once."""
    model, spent = case.model, _budgets(case.model)
    assets = [(line.project, "", line.amount, line.row.at("固定资产金额")) for line in model.project_assets]
    bought = [
        (line.project, line.breakdown, line.amount, line.row.at("预算数")) for line in model.procurement if line.budget_year == "当年"
    ]
    for title, lines in (("固定资产采购", assets), ("政府采购", bought)):
        for name, budget in spent.items():
            own = [(breakdown, amount, place) for project, breakdown, amount, place in lines if project == name]
            cost = _once([(breakdown, amount) for breakdown, amount, _ in own])
            slack = budget.slack + total(unit_written(model, amount) for _, amount, _ in own)
            if own and _beyond(cost - budget.amount, slack):
                message = f"项目“{name}”的{title}合计 {said(cost, model)}，项目预算 {said(budget.amount, model)}，多出 {said(cost - budget.amount, model)}"
                places = (*(place for _, _, place in own), *budget.places)
                yield Fault(message, places, "采购是项目支出的一部分：核对金额和项目名称，改正写错的一处")


@check(
    "PRJ-16",
    "项目明细合计等于项目预算",
    each_unit=True,
    compares="project-details.csv 每个项目各明细的金额之和，与 ledger.csv 里这个项目的合计；没有写明细的项目不查",
    fix="核对明细的金额和项目的预算，补上缺的明细",
    threshold=_SLACK,
)
def details_make_the_project(case: Case) -> Iterator[Fault]:
    """The details of each project that has any come to its budget."""
    model = case.model
    for name, budget in _budgets(model).items():
        own = [detail for detail in model.project_details if detail.project == name]
        added = total(detail.amount for detail in own)
        apart = abs(added - budget.amount)
        if own and _beyond(apart, budget.slack + total(unit_written(model, detail.amount) for detail in own)):
            message = f"项目“{name}”的各明细合计 {said(added, model)}，项目预算 {said(budget.amount, model)}，相差 {said(apart, model)}"
            places = (*(detail.row.at("金额") for detail in own), *budget.places)
            yield Fault(message, places, "核对明细的金额和项目的预算，补上缺的明细，改正写错的一处")


@check(
    "YRS-04",
    "上年各数不超过上年收支总额",
    compares="prior.csv 每一行的上年数，与同一文件的收支总额",
    fix="各项都是收支总额的一部分：核对这两行，改正写错的一处",
)
def prior_within_its_whole(case: Case) -> Iterator[Fault]:
    """No amount of last year in prior.csv is above the whole of last year that the same file gives."""
    for model in case.model.folders:
        for whole in (row for row in model.prior if row.item == "收支总额" and not row.object):
            for row in (row for row in model.prior if row.row.path == whole.row.path and row.amount > whole.amount):
                name = f"{row.item}“{row.object}”" if row.object else f"“{row.item}”"
                message = f"上年{name}是 {said(row.amount, model)}，上年收支总额只有 {said(whole.amount, model)}"
                yield Fault(message, (row.row.at("上年数"), whole.row.at("上年数")), "各项都是收支总额的一部分：核对这两行，改正写错的一处")


@dataclass(frozen=True, slots=True)
class _Budget:
    """What a project has this year: the amount, what it may be off by for want of precision, twice over, and its lines."""

    amount: Amount
    slack: Amount
    places: tuple[Place, ...]


def _budgets(model: Model) -> Mapping[str, _Budget]:
    """The budget of each project that has lines of its own, those of its unit's ledger."""
    lines: dict[str, list[LedgerLine]] = {}
    for line in model.ledger:
        if line.project:
            lines.setdefault(line.project, []).append(line)
    return {
        name: _Budget(
            _once([(line.breakdown, line.amount) for line in own]),
            total(line.precision or unit_written(model, line.amount) for line in own),
            tuple(line.row.at("预算数") for line in own),
        )
        for name, own in lines.items()
    }


def _once(lines: Sequence[tuple[str, Amount]]) -> Amount:
    """The sum of amounts, of which those in several 口径 are the same money: the largest of their sums."""
    sums: dict[str, list[Amount]] = {}
    for breakdown, amount in lines:
        sums.setdefault(breakdown, []).append(amount)
    plain = total(sums.pop("", ()))
    return plain + max((total(amounts) for amounts in sums.values()), default=ZERO)


def _beyond(more: Amount, slack: Amount) -> bool:
    """Whether an excess is one, and more than half of ``slack``."""
    return more > ZERO and (more + more >= slack or not slack)


def _before(one: str, other: str) -> bool:
    """Whether a day, month or year lies before another, as far as both tell."""
    known = min(len(one), len(other))
    return one[:known] < other[:known]
