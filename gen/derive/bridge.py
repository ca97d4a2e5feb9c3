"""The change bridge (增减因素): which parts drive a change, so that the named parts and 其余 add up to it exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from gen.amount import Amount, total
from gen.derive.change import Change
from gen.derive.figure import Derived, Figure


@dataclass(frozen=True, slots=True)
class Part:
    """One possible driver: its name and its own change."""

    name: str
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """The drivers of a change, largest first, and ``rest`` (其余) = change − named drivers; None when nothing is left.

    ``unexplained`` is True when what the parts do not account for was itself among the parts that the share needed. ``named`` is the
    sum of the sizes of the drivers, ``movement`` (变动总量) that of all parts, in 元.
    """

    drivers: tuple[Part, ...]
    rest: Figure | None
    unexplained: bool
    named: Fraction = Fraction(0)
    movement: Fraction = Fraction(0)

    @property
    def covered(self) -> Fraction:
        """What share of all movement the drivers are; 0 where nothing moved."""
        return self.named / self.movement if self.movement else Fraction(0)


def bridge(id: str, title: str, whole: Change, parts: Sequence[Part], share: Fraction) -> Bridge:
    """The parts of ``whole`` by size until they cover ``share`` of the sum of all sizes.

    What the parts do not account for (last year's amounts that nobody published) ranks as one part for that stop rule, but is never
    named: it is printed, together with all that stays unnamed, in ``rest``. Equal sizes keep the order of ``parts``.
    """
    if whole.signed is None:
        return Bridge(drivers=(), rest=None, unexplained=True)
    moved = [part for part in parts if part.change.signed is not None and part.change.signed.amount]
    unknown = whole.signed.amount - total(_signed(part) for part in moved)
    ranked: list[tuple[Amount, Part | None]] = [(abs(_signed(part)), part) for part in moved]
    if unknown:
        ranked.append((abs(unknown), None))
    ranked.sort(key=lambda entry: -entry[0].yuan)
    wanted = Fraction(total(size for size, _ in ranked).yuan) * share
    named: list[Part] = []
    covered, unexplained = Fraction(0), False
    for size, part in ranked:
        if covered >= wanted:
            break
        covered += Fraction(size.yuan)
        if part is None:
            unexplained = True
        else:
            named.append(part)
    return Bridge(
        drivers=tuple(named),
        rest=_rest(id, title, whole.signed, named),
        unexplained=unexplained,
        named=Fraction(total(abs(_signed(part)) for part in named).yuan),
        movement=Fraction(total(size for size, _ in ranked).yuan),
    )


def alike(bridges: Sequence[Bridge], movements: Sequence[Fraction]) -> list[Bridge]:
    """The bridges of one change, each measured against the largest of ``movements`` where that is more than its own.

    Within a part rises and falls have already been set off against each other, so that each dimension measured by itself would let the
    coarsest explain all: a single part that is the change told again.
    """
    largest = max(movements, default=Fraction(0))
    return [replace(found, movement=max(found.movement, largest)) for found in bridges]


def best(bridges: Sequence[Bridge], share: Fraction) -> Bridge:
    """The bridge that explains most with fewest parts: of those that cover ``share`` the one with fewest drivers, else the one that covers most.

    Of equal ones the first; all are measured ``alike``.
    """
    enough = [found for found in bridges if found.covered >= share and found.drivers]
    if enough:
        return min(enough, key=lambda found: len(found.drivers))
    return max(bridges, key=lambda found: found.covered)


def _rest(id: str, title: str, signed: Figure, named: Sequence[Part]) -> Figure | None:
    left = signed.amount - total(_signed(part) for part in named)
    if not left:
        return None
    inputs = (signed, *(part.change.signed for part in named if part.change.signed is not None))
    return Figure(
        id=f"{id}.rest", title=f"{title}增减的其余部分", value=left, unit="元", origin=Derived("其余 = 增减额 − 已列明因素", inputs)
    )


def _signed(part: Part) -> Amount:
    assert part.change.signed is not None
    return part.change.signed.amount
