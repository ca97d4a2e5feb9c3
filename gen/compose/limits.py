"""Limits (界限): how far what the checks compare may differ before they speak; an edition may set its own under ``[limits]``.

EDN-03 a value of the wrong kind
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gen.compose.fields import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """界限 of an edition, each with the value that holds where its ``[limits]`` does not name it.

    ``years_before`` and ``years_after`` are how far from its own year a typed year may lie; ``publish_days`` how long after approval a document
    is published (预算法 第十四条); ``overachieved`` by what share an actual value may beat its target; ``basic_classes`` the economic classes
    that basic expenditure is made up of; ``output_kinds`` the kinds of output indicators.
    """

    years_before: int = 1
    years_after: int = 0
    publish_days: int = 20
    overachieved: Decimal = Decimal("0.3")
    basic_classes: tuple[str, ...] = ("301", "302", "303", "310")
    output_kinds: tuple[str, ...] = ("数量", "质量", "时效", "成本")


def read_limits(fields: Fields | None) -> Limits:
    """The limits of an edition."""
    usual = Limits()
    if fields is None:
        return usual
    limits = Limits(
        years_before=fields.number("years_before", usual.years_before),
        years_after=fields.number("years_after", usual.years_after),
        publish_days=fields.number("publish_days", usual.publish_days),
        overachieved=fields.decimal("overachieved") or usual.overachieved,
        basic_classes=fields.texts("basic_classes") or usual.basic_classes,
        output_kinds=fields.texts("output_kinds") or usual.output_kinds,
    )
    fields.done()
    return limits
