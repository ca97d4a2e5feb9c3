"""Scores (评分): the mark of each item of a scoring table, computed by its published rule or as a person gave it, their sums and the grade.

A mark is computed where the form gives a rule and everything that it asks for is known. Otherwise scores.csv has to state it: a judged mark, or
the published mark of an item whose inputs nobody published. Inputs are never solved backwards from a mark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gen.amount import round_half_up
from gen.derive.figure import Derived, Figure, Written
from gen.derive.formula import number
from gen.derive.scorerule import fact_value, part_mark, plain_number, rule_text
from gen.derive.scorespec import ScoreItem, Scoring
from gen.model.lines import ScoreLine

UNIT = "分"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """得分 of one item. ``figure`` is None where it is neither computed nor stated.

    ``computed`` is what the rule comes to (None where something is not known: ``lacking``, by name); ``stated`` is the row that gives a mark.
    """

    item: ScoreItem
    figure: Figure | None
    computed: Figure | None
    stated: ScoreLine | None
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The scoring table of a document: its marks in order, sums by level 1 indicator, the total and the grade (None where a mark is lacking).

    ``facts`` are the facts of scores.csv that rules could take.
    """

    marks: tuple[Mark, ...]
    levels: Mapping[str, Figure]
    facts: tuple[Figure, ...]
    total: Figure | None
    grade: str


def score(wanted: Scoring, rows: Sequence[ScoreLine], known: Mapping[str, Figure]) -> Scores:
    """All marks of the table; ``known`` are the derived figures that rules may look at, by id."""
    marks = tuple(_mark(item, wanted.places, [row for row in rows if row.indicator == item.name], known) for item in wanted.items)
    facts = tuple(fact for item in wanted.items for fact in _facts(item, rows).values())
    given = [mark.figure for mark in marks if mark.figure]
    levels = {
        level: _sum(f"score.level.{level}", f"{level}得分", [m.figure for m in marks if m.item.level1 == level and m.figure])
        for level in wanted.weights
    }
    if len(given) < len(marks):
        return Scores(marks=marks, levels=levels, facts=facts, total=None, grade="")
    total = _sum("score.total", "综合评分", list(levels.values()))
    grade = next((grade.name for grade in wanted.grades if number(total) >= grade.least), "")
    return Scores(marks=marks, levels=levels, facts=facts, total=total, grade=grade)


def _sum(id: str, title: str, parts: Sequence[Figure]) -> Figure:
    value = sum((number(part) for part in parts), Fraction(0))
    return Figure(id=id, title=title, value=value, unit=UNIT, origin=Derived("各项得分之和", tuple(parts)))


def _mark(item: ScoreItem, places: int, rows: Sequence[ScoreLine], known: Mapping[str, Figure]) -> Mark:
    stated = next((row for row in rows if not row.fact and row.mark), None)
    values = {**known, **_facts(item, rows)}
    lacking = tuple(name for part in item.parts for name in (*part.asks, *part.of) if name not in values)
    lacking += (item.void,) if item.void and item.void not in values else ()
    computed = _computed(item, places, values) if item.parts and not lacking else None
    return Mark(item=item, figure=computed or _stated(item, stated), computed=computed, stated=stated, lacking=lacking)


def _facts(item: ScoreItem, rows: Sequence[ScoreLine]) -> Mapping[str, Figure]:
    """The facts that the rule of an item asks for and scores.csv gives, by name."""
    found = {}
    for row in rows:
        value = fact_value(item, row.fact, row.value) if row.indicator == item.name and row.fact in item.facts() else None
        if value is not None:
            unit, basis = ("%" if row.value.endswith("%") else ""), "，".join(part for part in (row.value, row.reason) if part)
            found[row.fact] = Figure(
                id=str(row.row.at("取值")), title=row.fact, value=value, unit=unit, origin=Written(row.row.at("取值"), basis)
            )
    return found


def _stated(item: ScoreItem, row: ScoreLine | None) -> Figure | None:
    value = plain_number(row.mark) if row else None
    if row is None or value is None:
        return None
    return Figure(id=f"score.{item.name}", title=f"{item.name}得分", value=value, unit=UNIT, origin=Written(row.row.at("得分"), row.reason))


def _computed(item: ScoreItem, places: int, values: Mapping[str, Figure]) -> Figure:
    inputs = tuple(dict.fromkeys(name for part in item.parts for name in (*part.asks, *part.of))) + ((item.void,) if item.void else ())
    exact = sum((part_mark(part, [number(values[name]) for name in (*part.asks, *part.of)]) for part in item.parts), Fraction(0))
    if item.void and number(values[item.void]):
        exact = Fraction(0)
    mark = Fraction(round_half_up(min(max(exact, Fraction(0)), item.full), places))
    titles = {name: values[name].title for name in inputs}
    origin = Derived(rule_text(item, places, titles), tuple(values[name] for name in inputs))
    return Figure(id=f"score.{item.name}", title=f"{item.name}得分", value=mark, unit=UNIT, origin=origin)
