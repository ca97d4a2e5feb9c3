"""What a scoring table asks (评分表): its items with full marks and words, and for each item the rule that computes its mark, as plain records.

A rule is a list of parts; each part is one of a small fixed set (gen.derive.score) with its thresholds as data. Where the form gives no
rule, a person judges.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from gen.findings import Place

#: The kinds of parts that a rule may be made of.
KINDS = ("steps", "ratio", "minus", "choice", "flag", "excess", "progress", "judged")
#: How a step may bound the value that it is for.
RELATIONS = ("below", "up_to", "from", "above")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: ``mark`` for values below (<), up_to (≤), from (≥) or above (>) ``bound``; without a relation for all others."""

    mark: Fraction
    relation: str = ""
    bound: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePart:
    """One part of a rule, worth ``marks`` at most. Its values are the facts ``asks`` of scores.csv, then ``of``, ids of derived figures.

    steps: the first of ``steps`` that fits. ratio: ``marks`` × the value (of two values the first by the second), ``over`` where it is above 1.
    minus: ``marks`` less ``each`` for every one counted. choice: the mark that ``options`` give. flag: all or nothing. excess: ``marks`` less
    ``each`` for every percentage point above ``limit``. progress: for each value its share of ``schedule``, ``each`` marks apiece, and
    ``average`` times the mean of these shares. judged: a person's mark for this part.
    """

    kind: str
    marks: Fraction
    of: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    options: Mapping[str, Fraction] = field(default_factory=dict)
    each: Fraction = Fraction(0)
    limit: Fraction = Fraction(0)
    average: Fraction = Fraction(0)
    over: Fraction | None = None
    schedule: tuple[Fraction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreItem:
    """一个三级指标 of the table. ``meaning`` (指标说明) and ``criteria`` (评分标准) are printed; ``parts`` add up to the mark, none = it is judged.

    Where the fact ``void`` is 是, the mark is 0.
    """

    level1: str
    level2: str
    name: str
    full: Fraction
    meaning: str
    criteria: tuple[str, ...]
    parts: tuple[RulePart, ...]
    void: str
    place: Place

    def facts(self) -> tuple[str, ...]:
        """The facts that the rule asks of scores.csv."""
        return tuple(dict.fromkeys([*(name for part in self.parts for name in part.asks), *([self.void] if self.void else [])]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """评分等级 for totals of ``least`` and more."""

    name: str
    least: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """评分表, whole: weights of the level 1 indicators in their order, items, and grades from the best down.

    Marks are rounded half up to ``places`` decimals before they are added: what is printed is what counts.
    """

    places: int
    weights: Mapping[str, Fraction]
    items: tuple[ScoreItem, ...]
    grades: tuple[Grade, ...]
    source: str
    place: Place
