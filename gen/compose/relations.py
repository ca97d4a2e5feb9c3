"""Relations between quantities (口径之间的关系) that an edition declares: what is made up of what, and what should be the same.

EDN-02 a key missing   EDN-03 a value of the wrong kind
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gen.compose.fields import Fields
from gen.findings import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """A quantity that the form says to be made up of others: ``whole`` = the sum of ``parts``, all ids of quantities."""

    whole: str
    parts: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Two quantities that should be the same, or differ by no more than ``within`` in the edition's unit (机关运行经费 and 公用经费)."""

    first: str
    second: str
    within: Decimal
    place: Place


def read_composition(fields: Fields) -> Composition:
    """A ``[[composition]]``."""
    composition = Composition(whole=fields.text("whole", None), parts=fields.texts("parts"), place=fields.place_of("parts"))
    fields.done()
    return composition


def read_alike(fields: Fields) -> Alike:
    """An ``[[alike]]``."""
    alike = Alike(
        first=fields.text("first", None),
        second=fields.text("second", None),
        within=fields.decimal("within") or Decimal(0),
        place=fields.place_of("first"),
    )
    fields.done()
    return alike
