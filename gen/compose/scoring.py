"""A scoring table of an edition (评分表): scores.toml as records; formulas of edition.toml; names that nothing defines.

EDN-09 a rule that does not fit its item   (EDN-06 a name that nothing defines: gen.compose.edition)
"""

from __future__ import annotations

import re
from fractions import Fraction

from gen.compose.fields import Fields
from gen.derive.formula import KINDS as FORMULAS
from gen.derive.scorerule import points
from gen.derive.scorespec import KINDS, RELATIONS, Grade, RulePart, ScoreItem, Scoring, Step
from gen.derive.spec import Formula

_NUMBER = re.compile(r"(0|[1-9][0-9]{0,3})(\.[0-9]{1,4})?(%?)")


def read_scoring(fields: Fields | None) -> Scoring | None:
    """The scoring table that scores.toml describes, None where there is none; its faults go to the findings of ``fields``."""
    if fields is None:
        return None
    weights = fields.table("weights")
    scoring = Scoring(
        places=fields.number("places", 2),
        weights={name: _number(weights, name) for name in weights.value} if weights else {},
        items=tuple(_item(item) for item in fields.tables("item")),
        grades=tuple(_grade(grade) for grade in fields.tables("grade")),
        source=fields.text("grade_source", None),
        place=fields.place_of("item"),
    )
    fields.done()
    _check_weights(fields, scoring)
    return scoring


def _check_weights(fields: Fields, scoring: Scoring) -> None:
    """The items of each level 1 indicator come to its weight, the grades begin with the best and leave no total without one."""
    for level in dict.fromkeys((*scoring.weights, *(item.level1 for item in scoring.items))):
        full = sum((item.full for item in scoring.items if item.level1 == level), Fraction(0))
        if full != scoring.weights.get(level):
            said = points(scoring.weights[level]) if level in scoring.weights else "没有写"
            fields.fault("EDN-09", f"“{level}”的权重是 {said}，各三级指标分值合计 {points(full)}", "weights", "两者应当相等")
    least = [grade.least for grade in scoring.grades]
    if least != sorted(least, reverse=True) or (least and least[-1] != 0):
        fields.fault("EDN-09", "评分等级要从高到低列，最后一级从 0 分起", "grade", "每级写 name 和 least")


def _item(fields: Fields) -> ScoreItem:
    item = ScoreItem(
        level1=fields.text("level1", None),
        level2=fields.text("level2", None),
        name=fields.text("name", None),
        full=_number(fields, "full"),
        meaning=fields.text("meaning", None),
        criteria=fields.texts("criteria"),
        parts=tuple(_part(part) for part in fields.tables("rule")),
        void=fields.text("void"),
        place=fields.place_of("name"),
    )
    fields.done()
    worth = sum((part.marks for part in item.parts), Fraction(0))
    if item.parts and worth != item.full:
        fields.fault("EDN-09", f"“{item.name}”满分 {points(item.full)} 分，规则各部分合计 {points(worth)} 分", "rule", "两者应当相等")
    return item


def _part(fields: Fields) -> RulePart:
    part = RulePart(
        kind=fields.text("kind", None),
        marks=_number(fields, "marks"),
        of=fields.texts("of"),
        asks=fields.texts("asks"),
        steps=tuple(_step(step) for step in fields.tables("steps")),
        options=_options(fields),
        each=_number(fields, "each", optional=True),
        limit=_number(fields, "limit", optional=True),
        average=_number(fields, "average", optional=True),
        over=_number(fields, "over") if "over" in fields.value else None,
        schedule=tuple(_parsed(fields, "schedule", text) for text in fields.texts("schedule")),
    )
    fields.known.add("over")
    fields.done()
    if part.kind not in KINDS:
        fields.fault("EDN-09", f"没有“{part.kind}”这种规则", "kind", f"可用：{'、'.join(KINDS)}")
    elif not (part.of or part.asks):
        fields.fault("EDN-09", "规则没有说看哪个数", "kind", "of 写算出的数的名称，asks 写 scores.csv 的要素")
    elif part.kind == "progress" and len(part.schedule) != len(part.of) + len(part.asks):
        fields.fault("EDN-09", "schedule 与要看的数个数不同", "kind", "每一期写一个应有的进度")
    return part


def _options(fields: Fields) -> dict[str, Fraction]:
    options = fields.table("options")
    return {name: _number(options, name) for name in options.value} if options else {}


def _step(fields: Fields) -> Step:
    relation = next((name for name in RELATIONS if name in fields.value), "")
    step = Step(mark=_number(fields, "mark"), relation=relation, bound=_number(fields, relation) if relation else Fraction(0))
    fields.done()
    return step


def _grade(fields: Fields) -> Grade:
    grade = Grade(name=fields.text("name", None), least=_number(fields, "least"))
    fields.done()
    return grade


def _number(fields: Fields, key: str, *, optional: bool = False) -> Fraction:
    """A number written as a text, exactly: "1.5", "90%"."""
    if optional and key not in fields.value:
        fields.known.add(key)
        return Fraction(0)
    return _parsed(fields, key, fields.text(key, None))


def _parsed(fields: Fields, key: str, text: str) -> Fraction:
    match = _NUMBER.fullmatch(text)
    if match:
        return Fraction(text.rstrip("%")) / (100 if match[3] else 1)
    if key in fields.value:
        fields.fault("EDN-03", f"“{key}”应是写在引号里的数，写的是“{text}”", key, "如 “1.5”、“90%”")
    return Fraction(0)


def read_formulas(main: Fields, places: int, trim: bool) -> tuple[Formula, ...]:
    """The formulas of edition.toml: ``[sum.x] of = […]``, ``[difference.x] from, less``, ``[ratio.x] of, to``, in this order.

    Sums and differences print as amounts do where they say nothing else.
    """
    return tuple(_formula(kind, name, fields, places, trim) for kind in FORMULAS for name, fields in main.named(kind))


def _formula(kind: str, name: str, fields: Fields, places: int, trim: bool) -> Formula:
    if kind == "ratio":
        places, trim = 0, False
    match kind:
        case "sum":
            terms = fields.texts("of")
        case "difference":
            terms = (fields.text("from", None), fields.text("less", None))
        case _:
            terms = (fields.text("of", None), fields.text("to", None))
    formula = Formula(
        id=name,
        title=fields.text("title", None),
        kind=kind,
        terms=terms,
        places=fields.number("places", places),
        trim=fields.flag("trim", trim),
    )
    fields.done()
    return formula
