"""Filters (条件) as an edition writes them: which dimensions there are, and which values of them a line could have."""

from __future__ import annotations

import re

from gen.derive.lines import COMMON, COMPARED, DIMENSIONS, VALUES
from gen.read.gate import guess, listed, shown

ALL_DIMENSIONS = tuple(dict.fromkeys((*(name for names in DIMENSIONS.values() for name in names), *COMMON, *COMPARED)))
#: How many digits the codes of a dimension have.
DIGITS = {"功能类": 3, "功能款": 5, "功能项": 7, "经济类": 3, "经济款": 5}


def value_pattern(name: str) -> str:
    """What a value of the dimension ``name`` looks like, as a regular expression; "" where it may be any text.

    A value with braces and a blank one are left to the data.
    """
    if name in VALUES:
        return f"|.*[{{].*|{'|'.join(map(re.escape, VALUES[name]))}"
    return f"|.*[{{].*|[0-9]{{{DIGITS[name]}}}" if name in DIGITS else ""


def filter_fault(name: str, values: tuple[str, ...]) -> str:
    """Why no line could pass a filter on dimension ``name``; "" where one could."""
    if name not in ALL_DIMENSIONS:
        return f"没有“{shown(name)}”这个维度"
    pattern = value_pattern(name)
    for value in values if pattern else ():
        if not re.fullmatch(pattern, value):
            if name in VALUES:
                return f"“{name}”没有“{shown(value)}”这个值"
            return f"“{name}”是 {DIGITS[name]} 位编码，写的是“{shown(value)}”"
    return ""


def filter_hint(name: str) -> str:
    """What may be written in the place of a filter on ``name``."""
    if name in ALL_DIMENSIONS:
        return f"可以写：{listed(VALUES[name])}" if name in VALUES else "核对编码"
    return f"{guess(name, ALL_DIMENSIONS)}可以用的维度：{listed(ALL_DIMENSIONS, 40)}"
