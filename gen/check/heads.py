"""Heads (表头、行名和口径的名称): a column, row or quantity called by the name of a fund, a kind of expenditure or a code holds the money of just that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gen.check.rule import Case, Fault, check
from gen.check.tell import mention, named
from gen.compose.edition import Edition
from gen.derive.lines import VALUES
from gen.derive.spec import Column, RowBlock, Side, Where
from gen.findings import Place
from gen.model.folder import Model

#: What a name means: the dimension and its value.
Meaning = tuple[str, str]

#: 一、 （一） 1. and 其中： before the name of a row or column.
_BEFORE = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.、．]|其中[:：]?)+")
#: What is said of money behind its name or left out: 一般公共预算拨款收入, 政府性基金预算支出, 因公出国（境）费用.
_BEHIND = re.compile("(?:收入|支出|拨款|费用?)$")
#: Sums, which are called by the head above them.
_SUMS = ("小计", "合计", "总计")
#: What forms call a class of the economic classification beside its official name.
_CALLED = {"人员支出": "301", "人员经费": "301", "公用支出": "302", "公用经费": "302"}
#: The dimensions that a head called by one of their values must filter by, for nothing else could make it hold that money alone.
_MUST = frozenset(("支出类型", "资金来源", "来源大类"))
#: Values that say nothing by themselves.
_EMPTY = ("是", "否", "")
#: Funds by whose names forms call sums of several, too.
_GENERAL = ("财政拨款", "其他资金")


@dataclass(frozen=True, slots=True)
class _Head:
    """A path of names with what its lines pass, as the text of the edition has it (``written``) and where to look for that (``place``).

    ``source`` is what its lines are of.
    """

    path: tuple[str, ...]
    where: Where
    source: str
    written: str
    place: Place


@check(
    "TBL-07",
    "表头、行名和口径的名称与所取的明细一致",
    compares="栏、行和口径的名称，恰好是某个资金来源、来源大类、支出类型、拨款类别、事项或科目的名称的，与它的条件选取的值",
    fix="改正条件或名称：叫什么就选取什么",
    threshold="编号、“其中：”和末尾的收入、支出、拨款、费用不比；财政拨款、其他资金取几个值的和别的名称不查",
)
def heads_hold_what_they_say(case: Case) -> Iterator[Fault]:
    """No column, row or quantity that bears the name of a value selects other values of the same dimension, or money of all of them."""
    if case.edition is None:
        return
    exact, loose = _names(case.model, case.edition)
    for head in _heads(case.edition, case.model):
        own = next((name for name in reversed(head.path) if name not in _SUMS), "")
        for name in dict.fromkeys(head.path):
            meant = exact.get(name) or loose.get(_loose(name), frozenset())
            several = name in _GENERAL and not any(len(head.where.get(dimension, ())) == 1 for dimension, _ in meant)
            if not several and (wrong := _wrong(meant, head, must=name in exact and name == own)):
                dimension, value = wrong
                values = head.where.get(dimension)
                does = f"按{dimension}选取的是{'、'.join(f'“{each}”' for each in values)}" if values else f"没有按{dimension}选取"
                place = mention(head.place, head.written, case.edition.sources, [f'"{each}"' for each in values or ()])
                hint = f"叫“{name}”的，条件写 {dimension} = “{value}”；条件没有错，就改名称"
                yield Fault(f"“{name}”{does}，不是“{value}”", (place,), hint)
                break


def _wrong(meant: frozenset[Meaning], head: _Head, *, must: bool) -> Meaning | None:
    """One of the meanings of a name where its head holds none of them but filters by such a dimension, or ``must`` do so; else None."""
    told = {(dimension, value) for dimension, value in meant if dimension in head.where}
    if told:
        # 一般公共预算拨款 may hold 一般公共预算拨款结转; an empty filter selects nothing, which is never something else.
        held = any(not head.where[dimension] or any(value in each for each in head.where[dimension]) for dimension, value in told)
        return None if held else min(told)
    return min(meant) if must and meant and head.source == "ledger" and all(dimension in _MUST for dimension, _ in meant) else None


def _names(model: Model, edition: Edition) -> tuple[Mapping[str, frozenset[Meaning]], Mapping[str, frozenset[Meaning]]]:
    """What each known name means, as it is written and without what may be left out of it."""
    known: list[tuple[str, Meaning]] = [(value, (name, value)) for name, values in VALUES.items() for value in values]
    for fund in model.codes.funds.values():
        known += [(fund.name, ("资金来源", fund.name)), (fund.group, ("来源大类", fund.group))]
    for where, _ in edition.filters():
        known += [(value, (name, value)) for name, values in where.items() if not _is_code(name) for value in values]
    known += [(item, ("事项", item)) for each in edition.definitions.comparatives for item in each.items]
    for codes, dimensions in (
        (model.codes.functions, {3: "功能类", 5: "功能款", 7: "功能项"}),
        (model.codes.economics, {3: "经济类", 5: "经济款"}),
    ):
        known += [(codes[code].name, (dimensions[len(code)], code)) for code in codes if len(code) in dimensions]
    known += [(name, ("经济类", code)) for name, code in _CALLED.items()]
    known = [(name, meant) for name, meant in known if name not in _EMPTY and "{" not in name]
    return _gathered(known), _gathered((_loose(name), meant) for name, meant in known)


def _gathered(known: Iterable[tuple[str, Meaning]]) -> dict[str, frozenset[Meaning]]:
    found: dict[str, set[Meaning]] = {}
    for name, meant in known:
        found.setdefault(name, set()).add(meant)
    return {name: frozenset(meant) for name, meant in found.items()}


def _is_code(dimension: str) -> bool:
    return dimension.startswith(("功能", "经济"))


def _loose(name: str) -> str:
    """A name without what is said of money behind it, and with one kind of brackets."""
    name = name.replace("(", "（").replace(")", "）")
    while (shorter := _BEHIND.sub("", name)) not in (name, ""):
        name = shorter
    return name


def _heads(edition: Edition, model: Model) -> Iterator[_Head]:
    """Every quantity, column and fixed row of the edition."""
    own = f"{edition.folder}/edition.toml"
    for quantity in edition.definitions.quantities:
        place = mention(Place(own, 1), f"[quantity.{quantity.id}]", edition.sources)
        yield _Head((quantity.title,), quantity.where, quantity.source, f'title = "{quantity.title}"', place)
    for table in edition.tables.values():
        for side in table.all_sides():
            yield from (_of_column(column, side, table.place, model) for column in side.columns if _holds_sums(column))
            yield from _of_rows((*side.rows, *side.foot), side.where, side, table.place, model)


def _holds_sums(column: Column) -> bool:
    return not (column.share or column.attr or column.of or column.to)


def _of_column(column: Column, side: Side, place: Place, model: Model) -> _Head:
    written = "head = [" + ", ".join(f'"{head}"' for head in column.head) + "]"
    return _Head(
        tuple(_plain(head, model) for head in column.head), {**side.where, **column.where}, column.source or side.source, written, place
    )


def _of_rows(blocks: Iterable[RowBlock], above: Where, side: Side, place: Place, model: Model) -> Iterator[_Head]:
    for block in blocks:
        where = {**above, **block.where}
        if block.label and not block.minus:
            yield _Head((_plain(block.label, model),), where, side.source, f'label = "{block.label}"', place)
        yield from _of_rows(block.rows, where, side, place, model)


def _plain(head: str, model: Model) -> str:
    return _BEFORE.sub("", named(head, model))
