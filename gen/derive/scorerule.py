"""Rules of scores (评分规则): what each kind of part gives for its values, what a fact may be, and the rule in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from gen.amount import display
from gen.derive.scorespec import RulePart, ScoreItem, Step

_YES_NO = {"是": Fraction(1), "否": Fraction(0)}
_PERCENT = re.compile(r"(0|[1-9][0-9]{0,3})(\.[0-9]{1,6})?%")
_NUMBER = re.compile(r"(0|[1-9][0-9]{0,8})(\.[0-9]{1,4})?")
_RELATIONS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "below": lambda value, bound: value < bound,
    "up_to": lambda value, bound: value <= bound,
    "from": lambda value, bound: value >= bound,
    "above": lambda value, bound: value > bound,
    "": lambda value, bound: True,
}


def part_mark(part: RulePart, values: Sequence[Fraction]) -> Fraction:
    """What one part of a rule gives for its values, never less than 0 nor more than its marks."""
    value = values[0] if values else Fraction(0)
    match part.kind:
        case "steps":
            mark = step_mark(part.steps, value)
        case "ratio":
            ratio = value if len(values) < 2 else value / values[1] if values[1] else Fraction(0)
            mark = part.over if part.over is not None and ratio > 1 else part.marks * ratio
        case "minus":
            mark = part.marks - part.each * value
        case "flag":
            mark = part.marks if all(values) else Fraction(0)
        case "excess":
            mark = part.marks - part.each * max(Fraction(0), (value - part.limit) * 100)
        case "progress":
            shares = [done / due for done, due in zip(values, part.schedule, strict=True)]
            mark = part.each * sum(shares, Fraction(0)) + part.average * sum(shares, Fraction(0)) / len(shares)
        case _:  # choice and judged: the value of the fact is the mark
            mark = value
    return min(max(mark, Fraction(0)), part.marks)


def step_mark(steps: Sequence[Step], value: Fraction) -> Fraction:
    """The mark of the first step that fits; 0 where none does."""
    return next((step.mark for step in steps if _RELATIONS[step.relation](value, step.bound)), Fraction(0))


def fact_value(item: ScoreItem, name: str, text: str) -> Fraction | None:
    """What the 取值 of a fact counts for in the rule of its item; None where it is none of what the rule can take."""
    part = next((part for part in item.parts if name in part.asks), None)
    if part is None or part.kind == "flag":
        return _YES_NO.get(text)
    if part.kind == "choice":
        return part.options.get(text)
    if part.kind in ("steps", "excess", "progress"):
        return Fraction(text[:-1]) / 100 if _PERCENT.fullmatch(text) else None
    value = plain_number(text)
    if part.kind == "judged":
        return value if value is not None and value <= part.marks else None
    return value if value is not None and value.denominator == 1 else None


def accepted(item: ScoreItem, name: str) -> str:
    """What may be written as 取值 of a fact, for messages."""
    part = next((part for part in item.parts if name in part.asks), None)
    if part is None or part.kind == "flag":
        return "是、否"
    if part.kind == "choice":
        return "、".join(part.options)
    if part.kind in ("steps", "excess", "progress"):
        return "百分比，如 93.5%"
    return f"0 到 {points(part.marks)} 之间的分数" if part.kind == "judged" else "个数，如 0、3"


def plain_number(text: str) -> Fraction | None:
    """The number that ``text`` writes with ASCII digits; None where it is none."""
    return Fraction(text) if _NUMBER.fullmatch(text) else None


def points(value: Fraction) -> str:
    """A mark as it is written: 1.8, 5."""
    return display(value, 4, grouped=False, trim=True)


def rule_text(item: ScoreItem, places: int, titles: Mapping[str, str]) -> str:
    """The rule of an item in words, for explanations; ``titles`` names the derived figures that it looks at."""
    pieces = "；".join(_part_text(part, [titles.get(name, name) for name in (*part.asks, *part.of)]) for part in item.parts)
    void = f"；{item.void}的得 0 分" if item.void else ""
    return f"{pieces}{void}；满分 {points(item.full)} 分，保留 {places} 位小数"


def _part_text(part: RulePart, looked_at: Sequence[str]) -> str:
    names = "、".join(looked_at)
    full = points(part.marks)
    match part.kind:
        case "steps":
            return f"{names}：" + "，".join(_step_text(step) for step in part.steps)
        case "ratio":
            over = f"，超过 100% 的得 {points(part.over)} 分" if part.over is not None else ""
            return f"{' ÷ '.join(looked_at)} × {full} 分{over}"
        case "minus":
            return f"{full} 分 − {points(part.each)} 分 × {names}"
        case "choice":
            return f"{names}：" + "，".join(f"{name}得 {points(mark)} 分" for name, mark in part.options.items())
        case "flag":
            return f"{names}的得 {full} 分"
        case "excess":
            return f"{names}不超过 {points(part.limit * 100)}% 的得 {full} 分，每超出一个百分点扣 {points(part.each)} 分"
        case "progress":
            return f"各期（{names}）对应有进度的比率各 × {points(part.each)} 分，平均比率 × {points(part.average)} 分"
        case _:
            return f"{names}（满分 {full} 分，凭判断）"


def _step_text(step: Step) -> str:
    words = {"below": "低于", "up_to": "不高于", "from": "不低于", "above": "高于", "": "其余"}
    return f"{words[step.relation]}{points(step.bound * 100) + '%' if step.relation else ''}得 {points(step.mark)} 分"
