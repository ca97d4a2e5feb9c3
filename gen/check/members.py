"""A department and its budget units (部门和所属单位): what the one says of all is what the units say."""

from __future__ import annotations

from collections.abc import Iterator

from gen.check.rule import Case, Fault, check
from gen.findings import Severity
from gen.model.folder import Model
from gen.model.shape import Kind, Sourced, fields_of

_BASIS = "预算法第八条（各部门预算由本部门及其所属各单位预算组成）"


@check(
    "UNI-01",
    "部门的人数、车辆等于各单位之和",
    severity=Severity.WARNING,
    basis=_BASIS,
    compares="部门 unit.toml 的每个个数，与各单位 unit.toml 同一个数之和；每个单位都写了的才比",
    fix="去掉部门的这一行，让它由各单位相加；来源就是两个数的保留这条警告",
)
def counts_add_up(case: Case) -> Iterator[Fault]:
    """No count in a department's unit.toml differs from the sum of its units', where each of them gives it."""
    parts = [dict(_counts(part.unit, "")) for part in case.model.parts]
    for path, (title, count) in _counts(case.model.unit, "") if parts else ():
        told = [part[path][1] for part in parts if path in part]
        added = sum(each.value for each in told)
        if len(told) == len(parts) and added != count.value:
            message = f"部门的{title}写了 {count.value}，各单位合计 {added}"
            hint = "去掉部门的这一行，让它由各单位相加；来源就是两个数的保留这条警告"
            yield Fault(message, (count.place, *(each.place for each in told)), hint)


@check(
    "UNI-02",
    "所属单位的名单一致",
    severity=Severity.WARNING,
    basis=_BASIS,
    compares="部门 unit.toml 的 subordinates（下属单位名称），与 units 各文件夹的单位名称（全称、简称、正文名称，本级不算），两边都比",
    fix="使名单与文件夹一致：补上缺的，去掉多的，名称照单位的 unit.toml 写",
)
def subordinates_listed(case: Case) -> Iterator[Fault]:
    """Where a department lists its subordinate units by name and has folders of them, both are the same units."""
    parts = [part for part in case.model.parts if not (part.unit.head and part.unit.head.value)]
    written = case.model.unit.subordinates
    if not parts or not written:
        return
    known = {part.slug: _names(part) for part in parts}
    hint = "使名单与文件夹一致，名称照单位的 unit.toml 写"
    for entry in written:
        if not any(entry.value in names for names in known.values()):
            yield Fault(f"名单里的“{entry.value}”没有文件夹", (entry.place,), hint)
    for part in parts:
        if not any(entry.value in known[part.slug] for entry in written):
            yield Fault(f"名单里没有“{part.unit.name.value}”", (written[0].place, part.unit.name.place), hint)


@check(
    "UNI-03",
    "单位的主管部门就是这个部门",
    basis=_BASIS,
    compares="每个单位 unit.toml 的 parent，与部门的名称",
    fix="照部门的 unit.toml 改 parent；单位放错了部门的，移走",
)
def parents_agree(case: Case) -> Iterator[Fault]:
    """Every unit of a department names that department as its own."""
    for part in case.model.parts:
        parent = part.unit.parent
        if parent is not None and parent.value not in _names(case.model):
            message = f"主管部门写了“{parent.value}”，所在的部门是“{case.model.unit.name.value}”"
            yield Fault(message, (parent.place, case.model.unit.name.place), "照部门的 unit.toml 改 parent；单位放错了部门的，移走")


def _names(model: Model) -> set[str]:
    unit = model.unit
    return {name.value for name in (unit.name, unit.text_name, unit.short_name) if name}


def _counts(record: object, prefix: str) -> Iterator[tuple[str, tuple[str, Sourced[int]]]]:
    """Every count of unit.toml by its path, with its title."""
    for field in fields_of(type(record)):
        value = getattr(record, field.name)
        if field.kind is Kind.RECORD and value is not None:
            yield from _counts(value, f"{prefix}{field.name}.")
        elif field.kind is Kind.COUNT and value is not None:
            yield f"{prefix}{field.name}", (field.title, value)
