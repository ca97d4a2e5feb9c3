"""Parts of a quantity (分项): what it comes to along one dimension, function by function or class by class, each with its change on last year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gen.derive.change import Change, change
from gen.derive.pivot import Member
from gen.derive.prior import LastYear
from gen.derive.selection import Selection
from gen.derive.spec import Quantity
from gen.model.folder import Model

#: How the levels of a code are called, and how long it is down to each.
LEVELS = {"类": 3, "款": 5, "项": 7}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFacts:
    """One part: its member, those above it from the top (类, 款), and its change."""

    member: Member
    above: tuple[Member, ...]
    change: Change


def parts_of(
    model: Model, quantity: Quantity, chosen: Selection, last: LastYear, members: Mapping[str, Sequence[Member]]
) -> tuple[PartFacts, ...]:
    """The parts of ``quantity`` along the dimension that its definition names, in the order of tables; those that only last year had too."""
    by, item = quantity.parts, quantity.prior[0] if quantity.prior else ""
    present = dict.fromkeys(line.dimensions.get(by, "") for line in chosen.strict)
    values = dict.fromkeys((*present, *last.objects(item))) if item else present
    values.pop("", None)
    known = {member.value: member for member in members.get(by, ())}
    # What a code list of last year names has its name there; what none names goes by its code.
    former = model.last.codes if model.last else model.codes
    names = {code: entry.name for code, entry in former.functions.items()} | {code: entry.name for code, entry in former.economics.items()}
    order = {value: place for place, value in enumerate(known)}
    found = []
    for value in sorted(values, key=lambda value: (order.get(value, len(order)), value)):
        member = known.get(value) or Member(value=value, label=names.get(value, value), code=value if value in names else "")
        id = model.scoped(f"{quantity.id}/{value}")
        now = chosen.narrow({by: (value,)}).measure(id, f"{quantity.title}·{member.label}").figure
        before = last.figure(item, value) if item else None
        found.append(PartFacts(member=member, above=_above(by, member, members), change=change(id, now.title, now, before)))
    return tuple(found)


def _above(by: str, member: Member, members: Mapping[str, Sequence[Member]]) -> tuple[Member, ...]:
    """The coarser codes that a code is below, from the top."""
    kind, level = by[:-1], by[-1:]
    if level not in LEVELS:
        return ()
    coarser = [name for name, length in LEVELS.items() if length < LEVELS[level]]
    codes = {upper.value: upper for name in coarser for upper in members.get(f"{kind}{name}", ())}
    cut = (member.value[: LEVELS[name]] for name in coarser)
    return tuple(codes.get(code) or Member(value=code, label=code, code=code) for code in cut)
