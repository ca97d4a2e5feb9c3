"""A scoring table of an edition (评分表): what scores.toml must say besides its shape, and the formulas of edition.toml.

EDN-09 a rule that does not fit its item   (EDN-06 a name that nothing defines: gen.compose.definitions)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from gen.compose.fields import Fields, Laws, read
from gen.derive.scorerule import points
from gen.derive.scorespec import RulePart, ScoreItem, Scoring, Step
from gen.derive.spec import Formula
from gen.model.setting import Sort, own_name, setting


def read_scoring(fields: Fields) -> Scoring:
    """The scoring table that scores.toml describes; its faults go to the findings of ``fields``."""
    return read(Scoring, fields, _LAWS)


def _check_scoring(scoring: Scoring, fields: Fields) -> None:
    """The items of each level 1 indicator come to its weight, the grades begin with the best and leave no total without one."""
    for level in dict.fromkeys((*scoring.weights, *(item.level1 for item in scoring.items))):
        full = sum((item.full for item in scoring.items if item.level1 == level), Fraction(0))
        if full != scoring.weights.get(level):
            said = points(scoring.weights[level]) if level in scoring.weights else "没有写"
            fields.fault("EDN-09", f"“{level}”的权重是 {said}，各三级指标分值合计 {points(full)}", "weights", "两者应当相等")
    least = [grade.least for grade in scoring.grades]
    if least != sorted(least, reverse=True) or (least and least[-1] != 0):
        fields.fault("EDN-09", "评分等级要从高到低列，最后一级从 0 分起", "grade", "每级写 name 和 least")


def _check_item(item: ScoreItem, fields: Fields) -> None:
    worth = sum((part.marks for part in item.parts), Fraction(0))
    if item.parts and worth != item.full:
        fields.fault("EDN-09", f"“{item.name}”满分 {points(item.full)} 分，规则各部分合计 {points(worth)} 分", "rule", "两者应当相等")


def _check_part(part: RulePart, fields: Fields) -> None:
    if part.kind and not (part.of or part.asks):
        fields.fault("EDN-09", "规则没有说看哪个数", "kind", "of 写算出的数的名称，asks 写 scores.csv 的要素")
    elif part.kind == "progress" and len(part.schedule) != len(part.of) + len(part.asks):
        fields.fault("EDN-09", "schedule 与要看的数个数不同", "kind", "每一期写一个应有的进度")


def _check_step(step: Step, fields: Fields) -> None:
    first, *more = (*step.bounds(), "")
    if len(more) > 1:
        fields.fault("EDN-09", f"一档写了几种界限：{'、'.join(step.bounds())}", first, "一档只写一种；在两数之间的，靠各档的先后次序")


_LAWS: Laws = {Scoring: _check_scoring, ScoreItem: _check_item, RulePart: _check_part, Step: _check_step}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """``[sum.x]``: figures added up."""

    id: str = own_name()
    title: str = setting("名称", required=True, doc="算式的名称，提示和查询里用它")
    of: tuple[str, ...] = setting("各项", Sort.TEXTS, required=True, doc="相加的各数的名称")
    places: int = setting("小数位数", Sort.NUMBER, inherits=True, doc="与全文不同时写")
    trim: bool = setting("去掉末尾的 0", Sort.FLAG, inherits=True, doc="与全文不同时写")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """``[difference.x]``: a figure less another."""

    id: str = own_name()
    title: str = setting("名称", required=True, doc="算式的名称，提示和查询里用它")
    minuend: str = setting("被减数", required=True, key="from", doc="数的名称")
    less: str = setting("减数", required=True, doc="数的名称")
    places: int = setting("小数位数", Sort.NUMBER, inherits=True, doc="与全文不同时写")
    trim: bool = setting("去掉末尾的 0", Sort.FLAG, inherits=True, doc="与全文不同时写")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """``[ratio.x]``: what part one figure is of another, in percent."""

    id: str = own_name()
    title: str = setting("名称", required=True, doc="算式的名称，提示和查询里用它")
    of: str = setting("分子", required=True, doc="数的名称")
    to: str = setting("分母", required=True, doc="数的名称；它是 0 时没有这个数")
    places: int = setting("小数位数", Sort.NUMBER, doc="百分数的小数位数；不写是 0")
    trim: bool = setting("去掉末尾的 0", Sort.FLAG, doc="true 表示去掉小数末尾的 0")


def formulas(sums: Mapping[str, Sum], differences: Mapping[str, Difference], ratios: Mapping[str, Ratio]) -> tuple[Formula, ...]:
    """The formulas of edition.toml in the order in which they may use each other: sums, differences, ratios."""
    return (
        *(_formula("sum", each, each.of) for each in sums.values()),
        *(_formula("difference", each, (each.minuend, each.less)) for each in differences.values()),
        *(_formula("ratio", each, (each.of, each.to)) for each in ratios.values()),
    )


def _formula(kind: str, given: Sum | Difference | Ratio, terms: tuple[str, ...]) -> Formula:
    return Formula(id=given.id, title=given.title, kind=kind, terms=terms, places=given.places, trim=given.trim)
