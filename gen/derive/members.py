"""Members (维度取值): the values of each dimension in their order, with labels and codes, and how projects are ordered and named in a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gen.derive.lines import runner
from gen.derive.pivot import Member
from gen.model.folder import Model
from gen.model.lines import EconomicCode, FunctionCode, ProcurementItem


def members(model: Model) -> Mapping[str, tuple[Member, ...]]:
    """The known values of each dimension, in the order of tables."""
    functions, economics = _codes(model.codes.functions.values()), _codes(model.codes.economics.values())
    items = _codes(model.codes.items.values())
    units = model.table_units
    return {
        "单位": tuple(_unit(unit) for unit in units),
        "主管部门": _parents(units),
        "经办单位": tuple(_unit(unit) for unit in units if runner(model, unit) is unit),
        "项目": _once(Member(value=p.name, label=p.name, place=p.row.at("项目")) for unit in units for p in unit.projects),
        "明细": _once(Member(value=row.name, label=row.name, place=row.row.at("明细")) for row in model.project_details),
        "功能类": tuple(member for member in functions if len(member.code) == 3),
        "功能款": tuple(member for member in functions if len(member.code) == 5),
        "功能项": tuple(member for member in functions if len(member.code) == 7),
        "经济类": tuple(member for member in economics if len(member.code) == 3),
        "经济款": tuple(member for member in economics if len(member.code) == 5),
        "资金来源": tuple(Member(value=f.name, label=f.name, place=f.row.at("资金来源")) for f in model.codes.funds.values()),
        "品目大类": tuple(member for member in items if len(member.code) == 1),
        "采购品目": tuple(member for member in items if len(member.code) > 1),
        "绩效任务": _tasks(units),
    }


def _codes(codes: Iterable[FunctionCode | EconomicCode | ProcurementItem]) -> tuple[Member, ...]:
    return tuple(Member(value=c.code, label=c.name, code=c.code, place=c.row.at("名称")) for c in sorted(codes, key=lambda c: c.code))


def _unit(unit: Model) -> Member:
    name = unit.unit.name
    return Member(value=name.value, label=name.value, place=name.place)


def _parents(units: Iterable[Model]) -> tuple[Member, ...]:
    parents = (unit.unit.parent for unit in units)
    return _once(Member(value=parent.value, label=parent.value, place=parent.place) for parent in parents if parent)


def _tasks(units: Iterable[Model]) -> tuple[Member, ...]:
    rows = (row for unit in units for row in sorted(unit.tasks, key=lambda row: row.order))
    return _once(Member(value=row.task, label=row.task, place=row.row.at("绩效任务")) for row in rows)


def _once(found: Iterable[Member]) -> tuple[Member, ...]:
    """The first member of each value."""
    first: dict[str, Member] = {}
    for member in found:
        first.setdefault(member.value, member)
    return tuple(first.values())


def orders(model: Model) -> Mapping[str, Mapping[tuple[str, str], int]]:
    """For each column …次序 of projects.csv the place of each project, by unit and name."""
    found: dict[str, dict[tuple[str, str], int]] = {}
    for unit in model.units:
        for project in unit.projects:
            for column, place in project.orders.items():
                found.setdefault(column, {})[unit.names["单位"], project.name] = place
    return found


def aliases(model: Model) -> Mapping[str, Mapping[tuple[str, str], str]]:
    """For each column …名称 of projects.csv what it calls each project, by unit and name."""
    found: dict[str, dict[tuple[str, str], str]] = {}
    for unit in model.units:
        for project in unit.projects:
            for column, name in project.aliases.items():
                found.setdefault(column, {})[unit.names["单位"], project.name] = name
    return found
