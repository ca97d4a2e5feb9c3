"""What rules over a printed document share: numbers as they are printed, and what the rules said of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

#: How the name of a total ends.
TOTAL = re.compile(r"(合计|总计|小计|总额)$")


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number and half a unit of its last digit."""

    value: Decimal
    half: Decimal


@dataclass
class Audit:
    """What the rules said, and how often each of them compared something."""

    said: list[str] = field(default_factory=list)
    compared: Counter[str] = field(default_factory=Counter)

    def holds(self, rule: str, where: str, whole: Number, parts: Sequence[Number]) -> None:
        """Whether a printed number may be the sum of printed numbers."""
        self.compared[rule] += 1
        apart = abs(whole.value - sum(part.value for part in parts))
        if apart > whole.half + sum(part.half for part in parts):
            self.said.append(f"{rule}: {where}: {whole.value} 与 {' + '.join(str(part.value) for part in parts)} 相差 {apart}")

    def true(self, rule: str, where: str, holds: bool) -> None:
        self.compared[rule] += 1
        if not holds:
            self.said.append(f"{rule}: {where}")


def decimals(text: str) -> int:
    """How many decimals a number is printed with."""
    return len(text.rstrip("%").partition(".")[2])


def as_number(text: str, half: Decimal) -> Number:
    """A number as printed, known to half a unit of its own decimals, or to ``half``."""
    own = Decimal(5).scaleb(-1 - decimals(text)) if decimals(text) else half
    return Number(Decimal(text.rstrip("%").replace(",", "")), min(own, half))
