"""A department and its budget units (部门和所属单位): what the one says of all is what the units say."""

from __future__ import annotations

from collections.abc import Iterator

from gen.check.rule import Case, Fault, check
from gen.check.tell import places_of
from gen.findings import Place, Severity
from gen.model.folder import Model
from gen.model.shape import Kind, Sourced, fields_of
from gen.read.gate import listed

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


@check(
    "UNI-04",
    "各预算单位的名称各不相同",
    basis=_BASIS,
    compares="各单位 unit.toml 的全称、正文名称、简称，互相比；部门 unit.toml 的 units、table_units 里的文件夹名，互相比",
    fix="照抄另一个单位的，改成自己的名称；名单里重复的，去掉一个",
)
def units_distinct(case: Case) -> Iterator[Fault]:
    """No two budget units share a name of any kind, and no list of units has one of them twice: the page would name one unit as two."""
    owners: dict[str, dict[str, Place]] = {}
    for part in case.model.parts:
        for own in _own_names(part):
            owners.setdefault(own.value, {}).setdefault(part.slug, own.place)
    for name, places in owners.items():
        if len(places) > 1:
            hint = "照抄另一个单位的，改成自己的名称"
            yield Fault(f"{len(places)} 个单位都叫“{name}”：{listed(places)}", tuple(places.values())[::-1], hint)
    lists = (("units", case.model.unit.units), ("table_units", case.model.unit.table_units))
    for title, slugs in lists:
        for listed_one, twice in places_of((slug.value, slug.place) for slug in slugs).items():
            if len(twice) > 1:
                yield Fault(f"{title} 里的“{listed_one}”写了 {len(twice)} 次", tuple(twice[::-1]), "去掉重复的")


#: Kinds that make up a whole, by the paths in unit.toml.
_WHOLES = {
    "assets.vehicles": tuple(f"assets.{kind}_vehicles" for kind in ("ordinary", "duty", "technical", "other")),
    "assets.new_vehicles": tuple(f"assets.new_{kind}_vehicles" for kind in ("ordinary", "duty", "technical", "other")),
    "staff.pensioned": ("staff.veterans", "staff.retired"),
}


@check(
    "UNI-05",
    "车辆、离退休人员等于其中各类之和",
    basis=_BASIS,
    compares="unit.toml 的车辆、计划新增车辆、离退休人数（部门没有写的，由各单位相加），与其中各类之和；只写了几类的，不超过总数",
    fix="核对总数和各类，改正写错的一处",
)
def kinds_add_up(case: Case) -> Iterator[Fault]:
    """Wherever a whole and its kinds are both told, the kinds come to the whole; where only some kinds are told, they are not more than it."""
    for model in case.model.folders:
        own = dict(_counts(model.unit, ""))
        added = [dict(_counts(part.unit, "")) for part in model.parts]
        for path, kinds in _WHOLES.items():
            told = [own[path][1]] if path in own else [part[path][1] for part in added if path in part]
            given = [own[kind][1] for kind in kinds if kind in own]
            if not given or not told or (path not in own and len(told) < len(added)):
                continue
            whole, parts = sum(each.value for each in told), sum(each.value for each in given)
            if parts > whole or (parts < whole and len(given) == len(kinds)):
                title = own[path][0] if path in own else added[0][path][0]
                places = tuple(each.place for each in (*given, *told))
                yield Fault(f"{title}共 {whole}，其中各类合计 {parts}", places, "核对总数和各类，改正写错的一处")


def _names(model: Model) -> set[str]:
    return {name.value for name in _own_names(model)}


def _own_names(model: Model) -> tuple[Sourced[str], ...]:
    """The full name, the name in texts and the short name of a unit, as far as it has them."""
    unit = model.unit
    return tuple(name for name in (unit.name, unit.text_name, unit.short_name) if name)


def _counts(record: object, prefix: str) -> Iterator[tuple[str, tuple[str, Sourced[int]]]]:
    """Every count of unit.toml by its path, with its title."""
    for field in fields_of(type(record)):
        value = getattr(record, field.name)
        if field.kind is Kind.RECORD and value is not None:
            yield from _counts(value, f"{prefix}{field.name}.")
        elif field.kind is Kind.COUNT and value is not None:
            yield f"{prefix}{field.name}", (field.title, value)
