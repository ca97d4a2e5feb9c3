"""What a scoring table asks (评分表): its items with full marks and words, and for each item the rule that computes its mark, as plain records.

A rule is a list of parts; each part is one of a small fixed set (gen.derive.score) with its thresholds as data. Where the form gives no
rule, a person judges.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from gen.findings import Place
from gen.model.setting import Sort, setting, stands

#: The kinds of parts that a rule may be made of.
KINDS = ("steps", "ratio", "minus", "choice", "flag", "excess", "progress", "judged")
#: How a step may bound the value that it is for.
RELATIONS = ("below", "up_to", "from", "above")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: ``mark`` for values below (<), up_to (≤), from (≥) or above (>) a bound; without one for all others."""

    mark: Fraction = setting("得分", Sort.MARK, required=True, doc="这一档得多少分")
    below: Fraction | None = setting("小于", Sort.MARK, default=None, doc="这个数小于多少；四种界限写一种，都不写的是其余")
    up_to: Fraction | None = setting("不大于", Sort.MARK, default=None, doc="这个数不大于多少")
    at_least: Fraction | None = setting("不小于", Sort.MARK, default=None, key="from", doc="这个数不小于多少")
    above: Fraction | None = setting("大于", Sort.MARK, default=None, doc="这个数大于多少")

    def bounds(self) -> Mapping[str, Fraction]:
        """The bounds that are given, by their keys in the file; a sound step has one at most."""
        given = zip(RELATIONS, (self.below, self.up_to, self.at_least, self.above), strict=True)
        return {key: bound for key, bound in given if bound is not None}

    @property
    def relation(self) -> str:
        """The key of its bound, "" where it is for all other values."""
        return next(iter(self.bounds()), "")

    @property
    def bound(self) -> Fraction:
        """What the value is compared with; 0 where with nothing."""
        return next(iter(self.bounds().values()), Fraction(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePart:
    """One part of a rule, worth ``marks`` at most. Its values are the facts ``asks`` of scores.csv, then ``of``, ids of derived figures.

    steps: the first of ``steps`` that fits. ratio: ``marks`` × the value (of two values the first by the second), ``over`` where it is above 1.
    minus: ``marks`` less ``each`` for every one counted. choice: the mark that ``options`` give. flag: all or nothing. excess: ``marks`` less
    ``each`` for every percentage point above ``limit``. progress: for each value its share of ``schedule``, ``each`` marks apiece, and
    ``average`` times the mean of these shares. judged: a person's mark for this part.
    """

    kind: str = setting("算法", Sort.CHOICE, required=True, choices=KINDS, doc="怎样算：分档、按比例、逐次扣、选项、是否、超出、进度、判断")
    marks: Fraction = setting("满分", Sort.MARK, required=True, doc="这一部分的满分")
    of: tuple[str, ...] = setting("看哪些数", Sort.TEXTS, doc="算出的数的名称（口径、个数、算式）")
    asks: tuple[str, ...] = setting("看哪些要素", Sort.TEXTS, doc="scores.csv 的要素")
    steps: tuple[Step, ...] = setting("各档", Sort.RECORDS, record=Step, doc="steps 用：取第一个符合的一档")
    options: Mapping[str, Fraction] = setting("选项", Sort.NAMED_MARKS, doc="choice 用：各选项得多少分")
    each: Fraction = setting("每次", Sort.MARK, doc="minus 每有一次扣多少，excess 每超出一个百分点扣多少，progress 每期得多少")
    limit: Fraction = setting("限度", Sort.MARK, doc="excess 用：超过多少才扣，如 10%")
    average: Fraction = setting("平均", Sort.MARK, doc="progress 用：平均比率乘以多少")
    over: Fraction | None = setting("超过 100%", Sort.MARK, default=None, doc="ratio 用：大于 1 时得多少")
    schedule: tuple[Fraction, ...] = setting("进度", Sort.MARKS, doc="progress 用：每一期应有的进度，如 25%、50%")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreItem:
    """一个三级指标 of the table. ``meaning`` (指标说明) and ``criteria`` (评分标准) are printed; ``parts`` add up to the mark, none = it is judged.

    Where the fact ``void`` is 是, the mark is 0.
    """

    level1: str = setting("一级指标", required=True, doc="[weights] 里的一级指标")
    level2: str = setting("二级指标", required=True, doc="二级指标")
    name: str = setting("三级指标", required=True, doc="三级指标的名称，照 scores.csv 的指标")
    full: Fraction = setting("满分", Sort.MARK, required=True, doc="分值")
    meaning: str = setting("指标说明", required=True, doc="印在评分表的说明栏")
    criteria: tuple[str, ...] = setting("评分标准", Sort.TEXTS, doc="印在评分表的标准栏，一条一段")
    parts: tuple[RulePart, ...] = setting("规则", Sort.RECORDS, record=RulePart, key="rule", doc="各部分相加；没有规则的凭判断给分")
    void: str = setting("一票否决", doc="这个要素写“是”，整项得 0 分")
    place: Place = stands("name")

    def facts(self) -> tuple[str, ...]:
        """The facts that the rule asks of scores.csv."""
        return tuple(dict.fromkeys([*(name for part in self.parts for name in part.asks), *([self.void] if self.void else [])]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """评分等级 for totals of ``least`` and more."""

    name: str = setting("等级", required=True, doc="等级的名称，如 优")
    least: Fraction = setting("最低分", Sort.MARK, required=True, doc="总分不低于多少的是这一级")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """评分表, whole: weights of the level 1 indicators in their order, items, and grades from the best down.

    Marks are rounded half up to ``places`` decimals before they are added: what is printed is what counts.
    """

    places: int = setting("小数位数", Sort.NUMBER, default=2, doc="得分的小数位数；不写是 2")
    weights: Mapping[str, Fraction] = setting("权重", Sort.NAMED_MARKS, doc="一级指标 = 权重，照印出的次序")
    source: str = setting("等级的来历", required=True, key="grade_source", doc="评分等级出自哪份文件")
    grades: tuple[Grade, ...] = setting("评分等级", Sort.RECORDS, record=Grade, key="grade", doc="从高到低，最后一级从 0 分起")
    items: tuple[ScoreItem, ...] = setting("三级指标", Sort.RECORDS, record=ScoreItem, key="item", doc="照印出的次序")
    place: Place = stands("item")
