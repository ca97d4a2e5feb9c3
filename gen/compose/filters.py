"""Filters (条件) as an edition writes them: which dimensions there are, and which values of them a line could have."""

from __future__ import annotations

from gen.derive.lines import COMMON, COMPARED, DIMENSIONS, VALUES
from gen.read.gate import guess, listed

ALL_DIMENSIONS = tuple(dict.fromkeys((*(name for names in DIMENSIONS.values() for name in names), *COMMON, *COMPARED)))
#: How many digits the codes of a dimension have.
DIGITS = {"功能类": 3, "功能款": 5, "功能项": 7, "经济类": 3, "经济款": 5}


def filter_fault(name: str, values: tuple[str, ...]) -> str:
    """Why no line could pass a filter on dimension ``name``; "" where one could. A value with braces or "" is left to the data."""
    if name not in ALL_DIMENSIONS:
        return f"没有“{name}”这个维度"
    fixed = [value for value in values if value and "{" not in value]
    for value in fixed:
        if name in VALUES and value not in VALUES[name]:
            return f"“{name}”没有“{value}”这个值"
        if name in DIGITS and not (value.isdecimal() and len(value) == DIGITS[name]):
            return f"“{name}”是 {DIGITS[name]} 位编码，写的是“{value}”"
    return ""


def filter_hint(name: str) -> str:
    """What may be written in the place of a filter on ``name``."""
    if name in ALL_DIMENSIONS:
        return f"可以写：{listed(VALUES[name])}" if name in VALUES else "核对编码"
    return f"{guess(name, ALL_DIMENSIONS)}可以用的维度：{listed(ALL_DIMENSIONS, 40)}"
