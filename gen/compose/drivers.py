"""Drivers chosen (列原因): along which dimension the change of a quantity is explained, and what its bridge names and leaves to 其余."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from gen.amount import ZERO, Amount, Unit, round_half_up, total
from gen.compose.edition import Edition
from gen.derive.bridge import Bridge, Part, alike, best, bridge
from gen.derive.change import Change
from gen.derive.facts import Facts
from gen.derive.figure import Figure
from gen.derive.spec import Quantity
from gen.model.folder import Model
from gen.model.shape import Sourced


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """增减因素 of the change ``whole``: the ``bridge`` along the dimension ``by`` ("" = the edition names none), out of those ``allowed``.

    ``said`` is what fixes the dimension in the data, None where the bridge that explains most with fewest parts was taken. ``parts`` are all
    parts along ``by``, those too that are not named, ``small`` those that changed by less than the page shows; ``wanted`` is the share of
    all movement that the edition asks for.
    """

    whole: Change
    by: str
    allowed: tuple[str, ...]
    said: Sourced[str] | None
    bridge: Bridge
    parts: tuple[Part, ...]
    small: tuple[Part, ...]
    wanted: Fraction

    @property
    def unnamed(self) -> tuple[Part, ...]:
        """The parts that changed and are not named: what is known of 其余."""
        named = {id(part) for part in self.bridge.drivers}
        return tuple(part for part in self.parts if part.change.signed is not None and part.change.signed.amount and id(part) not in named)

    @property
    def unknown(self) -> tuple[Part, ...]:
        """The parts whose amount of last year is unknown, so that nobody can say how they changed."""
        return tuple(part for part in self.parts if part.change.signed is None)

    @property
    def outside(self) -> tuple[Amount, Amount]:
        """What of both years' money, this year's first, is in no part along ``by``, so far as last year's parts are known."""
        return _outside(self.parts, self.whole)

    @property
    def set_off(self) -> bool:
        """Whether rises and falls are set off within the parts along ``by``, as another dimension shows."""
        known = total(abs(part.change.signed.amount) for part in self.parts if part.change.signed)
        change = self.whole.signed.amount if self.whole.signed else ZERO
        beyond = abs(change - total(part.change.signed.amount for part in self.parts if part.change.signed))
        return self.bridge.movement > Fraction((known + beyond).yuan)


def visible(figure: Figure | None, unit: Unit, places: int) -> bool:
    """Whether an amount prints as other than 0."""
    return figure is not None and bool(round_half_up(figure.amount.to(unit), places))


def explained(model: Model, facts: Facts, quantity: Quantity, whole: Change, edition: Edition) -> Explained | None:
    """What explains ``whole``, the change of a quantity, on the page; None where the edition words no reasons or last year is unknown.

    Parts that would print as 0 are never named.
    """
    if edition.reasons is None or whole.signed is None:
        return None
    item = model.texts.item(quantity.item or quantity.title)
    said = item.explained_by if item else None
    share, unit = edition.reasons.share, Unit(edition.unit)
    ways = []
    for by in dict.fromkeys((*(quantity.parts or ("",)), *((said.value,) if said else ()))):
        parts = facts.drivers(quantity, by) if by in quantity.parts else ()
        seen = [part for part in parts if visible(part.change.size, unit, edition.places)]
        # One part that is all of the money would tell the change again under another name.
        offered = seen if said or not _is_whole(parts, whole) else []
        ways.append((by, parts, bridge(whole.now.id, whole.now.title, whole, offered, share)))
    movements = [found.movement for _, parts, found in ways if not _one_sided(parts, whole) and all(part.change.before for part in parts)]
    measured = alike([found for *_, found in ways], movements)
    allowed = [(parts, found) for (by, parts, _), found in zip(ways, measured, strict=True) if said is None or by == said.value]
    whole_years = [found for parts, found in allowed if not _one_sided(parts, whole)]
    chosen = best(whole_years or [found for _, found in allowed], share)
    by, parts = next((by, parts) for (by, parts, _), found in zip(ways, measured, strict=True) if found is chosen)
    small = tuple(
        part for part in parts if part.change.size and part.change.size.amount and not visible(part.change.size, unit, edition.places)
    )
    return Explained(whole=whole, by=by, allowed=tuple(quantity.parts), said=said, bridge=chosen, parts=parts, small=small, wanted=share)


def _is_whole(parts: Sequence[Part], whole: Change) -> bool:
    """Whether there is but one part, and it holds all of the money of both years."""
    if len(parts) != 1 or whole.before is None or (before := parts[0].change.before) is None:
        return False
    return (parts[0].change.now.amount, before.amount) == (whole.now.amount, whole.before.amount)


def _outside(parts: Sequence[Part], whole: Change) -> tuple[Amount, Amount]:
    before = whole.before.amount if whole.before else ZERO
    told = total(part.change.before.amount for part in parts if part.change.before)
    return whole.now.amount - total(part.change.now.amount for part in parts), before - told


def _one_sided(parts: Sequence[Part], whole: Change) -> bool:
    """Whether only one of the two years tells all of its money by these parts: what the other left out would seem to have moved."""
    now, before = _outside(parts, whole)
    return all(part.change.before for part in parts) and bool(now) != bool(before)
