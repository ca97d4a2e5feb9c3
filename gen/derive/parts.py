"""Parts of a quantity (分项): what it comes to along one dimension, function by function or class by class, each with its change on last year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gen.derive.asked import Asked
from gen.derive.change import Change, change
from gen.derive.pivot import Member
from gen.derive.prior import LastYear
from gen.derive.spec import Quantity
from gen.model.folder import Model

#: How the levels of a code are called, and how long it is down to each.
LEVELS = {"类": 3, "款": 5, "项": 7}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFacts:
    """One part: its member, those above it from the top (类, 款), and its change, unknown where its own amount is not ``known``."""

    member: Member
    above: tuple[Member, ...]
    change: Change
    known: bool = True


def parts_of(
    model: Model, quantity: Quantity, by: str, chosen: Asked, last: LastYear, members: Mapping[str, Sequence[Member]]
) -> tuple[PartFacts, ...]:
    """The parts of ``quantity`` along the dimension ``by``, in the order of tables; those that only last year had too."""
    item = quantity.prior[0] if quantity.prior else ""
    known = {member.value: member for member in members.get(by, ())}
    values = dict.fromkeys(line.dimensions.get(by, "") for line in chosen.strict)
    if item:
        told = last.along.get((item, by), ())
        values |= dict.fromkeys(value for value in last.objects(item) if value in told or _is_of(by, value, known))
    values.pop("", None)
    level = by[-1:] if by[-1:] in LEVELS else ""
    codes = _codes(model, by[:-1], members) if level else known
    order = {value: place for place, value in enumerate(known)}
    found = []
    for value in sorted(values) if level else sorted(values, key=lambda value: order.get(value, len(order))):
        member = codes.get(value) or Member(value=value, label=value)
        id = model.scoped(f"{quantity.id}/{value}")
        now = chosen.narrow({by: (value,)}).measure(id, f"{quantity.title}·{member.label}")
        before = last.figure(item, value) if item and now.known else None
        above = tuple(_above(member.value, level, codes)) if level else ()
        found.append(PartFacts(member=member, above=above, change=change(id, now.figure.title, now.figure, before), known=now.known))
    return tuple(found)


def _is_of(by: str, value: str, known: Mapping[str, Member]) -> bool:
    """Whether ``value`` can be one of the dimension ``by``: what last year had of another dimension is no part along this one."""
    if by[-1:] in LEVELS:
        return value.isdecimal() and len(value) == LEVELS[by[-1:]] and (value[0] == "3") == (by[:-1] == "经济")
    return value in known


def _codes(model: Model, kind: str, members: Mapping[str, Sequence[Member]]) -> Mapping[str, Member]:
    """The codes of all levels; what ended with last year has the name of that year's list."""
    last = (model.last.codes.functions if kind == "功能" else model.last.codes.economics) if model.last else {}
    former = {code: Member(value=code, label=entry.name, code=code, place=entry.row.at("名称")) for code, entry in last.items()}
    return {**former, **{member.value: member for name in LEVELS for member in members.get(f"{kind}{name}", ())}}


def _above(code: str, level: str, codes: Mapping[str, Member]) -> Iterator[Member]:
    """The coarser codes that a code is below, from the top; one that no list has goes by its code."""
    for length in LEVELS.values():
        if length < LEVELS[level]:
            upper = code[:length]
            yield codes.get(upper) or Member(value=upper, label=upper, code=upper)
