"""Lines (明细行): the records of a department-year as one form, money and its dimensions, so that every table is a pivot of them.

``DIMENSIONS`` names the dimensions of each source. Every line besides knows its unit: ``COMMON``. A dimension that a line does not know is "".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from gen.amount import ZERO, Amount, Unit
from gen.derive.figure import Figure, Written, sum_of
from gen.derive.spec import Where
from gen.findings import Place
from gen.model.folder import Model
from gen.model.lines import (
    EXPENDITURE_KINDS,
    PROCUREMENT_KINDS,
    PROCUREMENT_YEARS,
    QUARTERS,
    ExecutionLine,
    HistoryLine,
    LedgerLine,
    ProcurementLine,
    Project,
)

#: 单位, 主管部门, 经办单位 (the unit itself, or the one that runs it where it has no basic expenditure of its own), 单位类别 (本级, 下属单位).
COMMON = ("单位", "主管部门", "经办单位", "单位类别")
_FUNCTION = ("功能类", "功能款", "功能项")
#: The dimensions of each source besides those; ``history`` are earlier years, ``whole`` budgets of projects over all their years,
#: ``assets`` 资产采购计划, ``details`` 项目明细. A comparative source (三公) has 年度 and 事项.
DIMENSIONS: Mapping[str, tuple[str, ...]] = {
    "ledger": ("支出类型", "项目", "二级项目", *_FUNCTION, "经济类", "经济款", "资金来源", "来源大类", "拨款类别", "绩效任务"),
    "procurement": ("采购类别", "品目大类", "采购品目", "项目", *_FUNCTION, "年度口径", "面向中小企业", "面向小微企业"),
    "history": ("年度", "支出类型", "资金来源", "来源大类"),
    "whole": ("项目",),
    "execution": ("事项", "对象", "类别", "支出性质", "度量", "资金"),
    "assets": ("项目",),
    "details": ("项目", "明细", "资金来源"),
    "quarters": ("项目", "明细", "资金来源", "季度"),
}
COMPARED = ("年度", "事项")
#: The values that a dimension can have, where they are the same for all departments and years.
VALUES: Mapping[str, tuple[str, ...]] = {
    # Forms have rows for the last three, which no ledger line can be so far.
    "支出类型": (*EXPENDITURE_KINDS, "事业单位经营支出", "上缴上级支出", "对附属单位补助支出"),
    "采购类别": PROCUREMENT_KINDS,
    "年度口径": PROCUREMENT_YEARS,
    "面向中小企业": ("是", "否"),
    "面向小微企业": ("是", "否"),
    "度量": ("预算数", "执行数"),
    "资金": ("全额", "财政拨款"),
    "单位类别": ("本级", "下属单位"),
    "季度": QUARTERS,
}

#: What tasks.csv names in the place of a project: all basic expenditure, all projects, all that no other row of the unit covers.
BASIC_TASK, PROJECT_TASK, OTHER_TASK = "〔基本支出〕", "〔项目支出〕", "〔其余〕"


#: The dimensions that a line may leave blank although its money is of some value there; blank in any other means that it has none
#: (no project of basic expenditure, no mark of small enterprises).
MAY_BE_UNSAID = frozenset((*_FUNCTION, "经济类", "经济款", "项目", "采购类别", "品目大类", "采购品目"))
#: Which dimension holds the coarser code of the same kind.
_COARSER = {"经济款": "经济类", "功能项": "功能款", "功能款": "功能类"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of money with its dimensions. A line that is not ``known`` stands for an amount that no source gives; its figure is 0.

    A line with a ``breakdown`` (口径) holds money that its ``group`` has once in each of its breakdowns. ``unsaid`` are the dimensions that a
    line leaves blank although its money is of some value there.
    """

    dimensions: Mapping[str, str]
    figure: Figure
    known: bool = True
    breakdown: str = ""
    group: tuple[str, ...] = ()
    unsaid: frozenset[str] = frozenset()

    @property
    def place(self) -> Place | None:
        """Where the line was written; None for one that was derived."""
        return self.figure.origin.place if isinstance(self.figure.origin, Written) else None

    @property
    def precision(self) -> Amount:
        """What the line's amount is known to; 0 = exactly."""
        origin = self.figure.origin
        return origin.precision or ZERO if isinstance(origin, Written) else ZERO

    def passes(self, where: Where) -> bool:
        """Whether the line satisfies each filter of ``where``."""
        return all(self.dimensions.get(name, "") in values for name, values in where.items())

    def might_pass(self, where: Where) -> bool:
        """Whether nothing that the line knows speaks against ``where``: what it leaves unsaid may be anything that its coarser code allows."""
        return all(self._might_be(name, values) for name, values in where.items())

    def _might_be(self, name: str, values: Iterable[str]) -> bool:
        if name not in self.unsaid:
            return self.dimensions.get(name, "") in values
        coarser = _COARSER.get(name)
        return coarser is None or any(value.startswith(self.dimensions.get(coarser, "")) for value in values)


def select(lines: Iterable[Line], where: Where) -> tuple[Line, ...]:
    """The lines that pass each filter of ``where``, in their order."""
    passed = tuple(lines)
    for name, values in where.items():
        passed = tuple(line for line in passed if line.dimensions.get(name, "") in values)
    return passed


def ledger_lines(model: Model) -> tuple[Line, ...]:
    """The ledger (预算明细) as lines."""
    return tuple(line for unit, shared in by_unit(model) for line in _ledger_lines(model, unit, shared))


def _ledger_lines(model: Model, unit: Model, shared: Mapping[str, str]) -> Iterator[Line]:
    tasks = {row.project: row.task for row in runner(model, unit).tasks}
    categories = {project.name: project.category for project in unit.projects}
    # Where one breakdown of this kind and fund does not know the function, function is a thing that breakdowns part, not one that parts groups.
    blind = {(line.kind, line.fund) for line in unit.ledger if line.breakdown and not line.function}
    for line in unit.ledger:
        fund = unit.codes.funds.get(line.fund)
        basic = line.kind == "基本支出"
        dimensions = {
            **shared,
            **_codes(line.function, line.economic),
            "支出类型": line.kind,
            "项目": line.project,
            "二级项目": line.subproject,
            "资金来源": line.fund,
            "来源大类": fund.group if fund else "",
            "拨款类别": "基本支出拨款" if basic else categories.get(line.project, ""),
            "绩效任务": _task(tasks, line),
        }
        figure = written(
            _title(unit, line), line.amount, line.row.at("预算数"), line.basis, line.precision or as_written(unit, line.amount)
        )
        group = (shared["单位"], line.kind, line.fund, "" if (line.kind, line.fund) in blind else line.function)
        # 结转下年 has no codes to say; expenditure on no project is an error unless its 口径 does not tell projects.
        unsaid = _unsaid("ledger", dimensions) if line.kind != "结转下年" else frozenset()
        unsaid -= {"项目"} if basic or not line.breakdown else frozenset()
        yield Line(dimensions, figure, breakdown=line.breakdown, group=group, unsaid=unsaid)


def _unsaid(source: str, dimensions: Mapping[str, str]) -> frozenset[str]:
    return frozenset(name for name in DIMENSIONS[source] if name in MAY_BE_UNSAID and not dimensions[name])


def _task(tasks: Mapping[str, str], line: LedgerLine) -> str:
    """The task that covers a line; "" where the line's breakdown does not tell its project."""
    if line.kind == "基本支出":
        return tasks.get(BASIC_TASK) or tasks.get(OTHER_TASK, "")
    if PROJECT_TASK in tasks:
        return tasks[PROJECT_TASK]
    return tasks.get(line.project) or tasks.get(OTHER_TASK, "") if line.project else ""


def runner(model: Model, unit: Model) -> Model:
    """The unit that answers for a unit's performance: the unit itself, or the one that runs it."""
    if unit.unit.run_by is None:
        return unit
    name = unit.unit.run_by.value
    return next((other for other in model.units if other.names["单位"] == name), unit)


def _title(model: Model, line: LedgerLine) -> str:
    """What a ledger line is about: its project, or the names of its economic and function codes."""
    if line.project:
        return "·".join(name for name in (line.project, line.subproject) if name)
    economic, function = model.codes.economics.get(line.economic), model.codes.functions.get(line.function)
    return "·".join((line.kind, *(code.name for code in (economic, function) if code)))


def as_written(model: Model, amount: Amount) -> Amount | None:
    """What an amount without 精度 is known to: exactly, but in a folder recorded from publications one unit of its last digit."""
    if model.unit.recorded is None or not model.unit.recorded.value:
        return None
    unit = Unit(model.unit.amount_unit.value)
    exponent = amount.to(unit).as_tuple().exponent
    assert isinstance(exponent, int)
    return Amount.of(Decimal(1).scaleb(exponent), unit)


def procurement_lines(model: Model) -> tuple[Line, ...]:
    """The procurement list (政府采购明细) as lines."""
    return tuple(_procurement_line(unit, shared, line) for unit, shared in by_unit(model) for line in unit.procurement)


def _procurement_line(unit: Model, shared: Mapping[str, str], line: ProcurementLine) -> Line:
    dimensions = {
        **shared,
        **_codes(line.function, ""),
        "采购类别": line.kind,
        "品目大类": line.item[:1],
        "采购品目": line.item,
        "项目": line.project,
        "年度口径": line.budget_year,
        "面向中小企业": _flag(line.medium),
        "面向小微企业": _flag(line.small),
    }
    figure = written(f"{line.kind}采购", line.amount, line.row.at("预算数"), line.basis, as_written(unit, line.amount))
    group = (dimensions["单位"], line.budget_year, line.function)
    return Line(dimensions, figure, breakdown=line.breakdown, group=group, unsaid=_unsaid("procurement", dimensions) - {"项目"})


def history_lines(model: Model) -> tuple[Line, ...]:
    """Earlier years (以往年度收支) as lines: those of history.csv, and last year's own ledger where the file says nothing of that year."""
    lines: list[Line] = []
    for unit, shared in by_unit(model):
        lines += [_history_line(unit, shared, row) for row in unit.history]
        if unit.last is not None and str(unit.last.year) not in {row.year for row in unit.history}:
            year = {"年度": str(unit.last.year)}
            lines += [
                replace(line, dimensions={**line.dimensions, **shared, **year}, group=(*year.values(), *line.group))
                for line in ledger_lines(unit.last)
            ]
    return tuple(lines)


def _history_line(unit: Model, shared: Mapping[str, str], row: HistoryLine) -> Line:
    fund = unit.codes.funds.get(row.fund)
    dimensions = {
        **shared,
        "年度": row.year,
        "支出类型": row.kind,
        "资金来源": row.fund,
        "来源大类": fund.group if fund else "",
    }
    return Line(dimensions, written(f"{row.year}年{row.kind}", row.amount, row.row.at("金额"), row.basis, as_written(unit, row.amount)))


def stated(unit: Model, item: str, id: str, title: str) -> Figure | None:
    """What sangong.csv says of an item for its folder's own year; None where it has no row of it."""
    rows = [row for row in unit.three_public if (row.year, row.item) == ("本年", item)]
    figures = [written(f"{item}预算数", row.amount, row.row.at("预算数"), row.basis, as_written(unit, row.amount)) for row in rows]
    return sum_of(id, title, figures) if figures else None


def whole_lines(model: Model) -> tuple[Line, ...]:
    """Whole budgets of projects (项目总额) as lines; a project without one has a line that is not known."""
    lines = []
    for unit, shared in by_unit(model):
        for project in unit.projects:
            amount, place = project.whole or ZERO, project.row.at("项目总额")
            figure = written(f"{project.name}项目总额", amount, place, "", as_written(unit, amount))
            lines.append(Line({**shared, "项目": project.name}, figure, known=project.whole is not None))
    return tuple(lines)


def execution_lines(model: Model) -> tuple[Line, ...]:
    """Plans and results (预算执行) as lines, one for each amount that is given; what is blank has no line."""
    return tuple(line for unit, shared in by_unit(model) for row in unit.execution for line in _execution_lines(unit, shared, row))


def _execution_lines(unit: Model, shared: Mapping[str, str], row: ExecutionLine) -> Iterator[Line]:
    name = row.object or row.item
    for title, measure, scope, amount in row.amounts():
        dimensions = {
            **shared,
            "事项": row.item,
            "对象": row.object,
            "类别": row.category,
            "支出性质": row.nature,
            "度量": measure,
            "资金": scope,
        }
        precision = row.precision or as_written(unit, amount)
        yield Line(dimensions, written(f"{name}{title}", amount, row.row.at(title), row.basis, precision))


def projects_in_order(projects: Iterable[Project], order: str) -> tuple[Project, ...]:
    """Projects by their place in the column ``order`` of projects.csv, those without a place last, in the order of the file."""
    listed = tuple(projects)
    return tuple(sorted(listed, key=lambda project: project.orders.get(order, len(listed) + 1)))


def by_unit(model: Model) -> Iterator[tuple[Model, Mapping[str, str]]]:
    """Each budget unit, with what every line of it knows."""
    return ((unit, _unit_dimensions(model, unit)) for unit in model.units)


def _unit_dimensions(model: Model, unit: Model) -> dict[str, str]:
    """What every line of a unit knows of it."""
    names = unit.names
    head = unit.unit.head is not None and unit.unit.head.value
    return {
        "单位": names["单位"],
        "主管部门": names["主管部门"],
        "经办单位": runner(model, unit).names["单位"],
        "单位类别": "本级" if head else "下属单位",
    }


def _codes(function: str, economic: str) -> dict[str, str]:
    return {
        "功能类": function[:3],
        "功能款": function[:5],
        "功能项": function,
        "经济类": economic[:3],
        "经济款": economic if len(economic) > 3 else "",
    }


def _flag(value: bool | None) -> str:
    return "" if value is None else "是" if value else "否"


def written(title: str, amount: Amount, place: Place, basis: str, precision: Amount | None) -> Figure:
    """A figure of money that stands in a file; its place is its id."""
    return Figure(id=str(place), title=title, value=amount, unit="元", origin=Written(place, basis, precision))
