"""Rules of scores: what each kind of part gives, and that no rule gives less than nothing or more than its marks."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.derive.scorerule import fact_value, part_mark, rule_text, step_mark
from gen.derive.scorespec import KINDS, RELATIONS, RulePart, ScoreItem, Step
from gen.findings import Place
from gen.model.setting import settings_of

F = Fraction


def part(kind: str, marks: str, **more: Any) -> RulePart:
    return RulePart(kind=kind, marks=F(marks), **more)


def step(mark: str, relation: str = "", bound: str = "0") -> Step:
    return bounded(F(mark), relation, F(bound))


def bounded(mark: Fraction, relation: str, bound: Fraction) -> Step:
    """A step with the bound that goes by this key in the file; "" is for all other values."""
    names = {setting.key: setting.name for setting in settings_of(Step)}
    return Step(mark=mark, **{names[relation]: bound}) if relation else Step(mark=mark)


CONTROL = (step("3", "below", "0.9"), step("2", "up_to", "1"), step("0"))
USE = (step("1", "from", "0.9"), step("0.7", "from", "0.75"), step("0.4", "from", "0.6"), step("0"))
HALVES = {"按要求公开": F("1.5"), "公开但有不合要求": F(1), "没有公开": F(0)}


@pytest.mark.parametrize(
    ("rule", "values", "mark"),
    [
        (part("steps", "3", steps=CONTROL), ["0.8999"], "3"),
        (part("steps", "3", steps=CONTROL), ["0.9"], "2"),
        (part("steps", "3", steps=CONTROL), ["1"], "2"),
        (part("steps", "3", steps=CONTROL), ["1.0001"], "0"),
        (part("steps", "1", steps=USE), ["0.9"], "1"),
        (part("steps", "1", steps=USE), ["0.75"], "0.7"),
        (part("steps", "1", steps=USE), ["0.7499"], "0.4"),
        (part("steps", "1", steps=USE), ["0.5999"], "0"),
        (part("steps", "1", steps=(step("0", "above", "1"), step("1"))), ["1"], "1"),
        (part("steps", "1", steps=(step("1", "below", "0.1"),)), ["0.1"], "0"),
        (part("ratio", "1"), ["0.93"], "0.93"),
        (part("ratio", "1"), ["1.2"], "1"),
        (part("ratio", "1", over=F(0)), ["1"], "1"),
        (part("ratio", "1", over=F(0)), ["1.0001"], "0"),
        (part("ratio", "6"), ["3", "4"], "4.5"),
        (part("ratio", "6"), ["3", "0"], "0"),
        (part("minus", "5", each=F(1)), ["0"], "5"),
        (part("minus", "8", each=F(4)), ["1"], "4"),
        (part("minus", "8", each=F(4)), ["3"], "0"),
        (part("flag", "1"), ["1"], "1"),
        (part("flag", "1"), ["1", "0"], "0"),
        (part("excess", "1", limit=F("0.1"), each=F("0.1")), ["0.1"], "1"),
        (part("excess", "1", limit=F("0.1"), each=F("0.1")), ["0.12"], "0.8"),
        (part("excess", "1", limit=F("0.1"), each=F("0.1")), ["0.9"], "0"),
        (
            part("progress", "6", each=F(1), average=F(2), schedule=(F("0.25"), F("0.5"), F("0.75"), F(1))),
            ["0.25", "0.5", "0.75", "1"],
            "6",
        ),
        (
            part("progress", "6", each=F(1), average=F(2), schedule=(F("0.25"), F("0.5"), F("0.75"), F(1))),
            ["0.25", "0.5", "0.75", "0"],
            "4.5",
        ),
        (part("choice", "1.5"), ["1.5"], "1.5"),
        (part("judged", "1"), ["0.8"], "0.8"),
    ],
)
def test_a_part_gives_what_its_rule_says(rule: RulePart, values: list[str], mark: str) -> None:
    assert part_mark(rule, [F(value) for value in values]) == F(mark)


numbers = st.fractions(min_value=0, max_value=1000)
steps = st.builds(bounded, numbers, st.sampled_from((*RELATIONS, "")), numbers)


@given(
    kind=st.sampled_from(KINDS),
    marks=numbers,
    values=st.lists(numbers, min_size=2, max_size=2),
    more=st.fixed_dictionaries({"each": numbers, "limit": numbers, "average": numbers, "over": st.none() | numbers}),
    ladder=st.lists(steps, max_size=5),
)
def test_no_part_gives_less_than_nothing_or_more_than_its_marks(
    kind: str, marks: Fraction, values: list[Fraction], more: dict[str, Any], ladder: list[Step]
) -> None:
    rule = RulePart(kind=kind, marks=marks, steps=tuple(ladder), schedule=(F("0.5"), F(1)), **more)
    assert 0 <= part_mark(rule, values) <= marks


@given(value=numbers, ladder=st.lists(steps, max_size=5))
def test_a_value_has_the_mark_of_one_step_or_none(value: Fraction, ladder: list[Step]) -> None:
    assert step_mark(ladder, value) in {F(0), *(entry.mark for entry in ladder)}


@given(low=numbers, high=numbers)
def test_more_faults_never_give_a_better_mark(low: Fraction, high: Fraction) -> None:
    low, high = sorted((low, high))
    for rule in (part("minus", "5", each=F(1)), part("excess", "1", limit=F("0.1"), each=F("0.1")), part("steps", "3", steps=CONTROL)):
        assert part_mark(rule, [low]) >= part_mark(rule, [high])


def item(*parts: RulePart, void: str = "") -> ScoreItem:
    return ScoreItem(
        level1="管理", level2="资金", name="示例", full=F(3), meaning="", criteria=(), parts=parts, void=void, place=Place("templates/x")
    )


@pytest.mark.parametrize(
    ("rule", "text", "value"),
    [
        (part("choice", "1.5", asks=("甲",), options=HALVES), "按要求公开", "1.5"),
        (part("choice", "1.5", asks=("甲",), options=HALVES), "公开", None),
        (part("flag", "1", asks=("甲",)), "否", "0"),
        (part("flag", "1", asks=("甲",)), "1", None),
        (part("steps", "1", asks=("甲",)), "55%", "0.55"),
        (part("steps", "1", asks=("甲",)), "0.55", None),
        (part("steps", "1", asks=("甲",)), "055%", None),
        (part("excess", "1", asks=("甲",)), "-5%", None),
        (part("minus", "1", asks=("甲",)), "3", "3"),
        (part("minus", "1", asks=("甲",)), "2.5", None),
        (part("judged", "1", asks=("甲",)), "0.8", "0.8"),
        (part("judged", "1", asks=("甲",)), "1.1", None),
        (part("judged", "1", asks=("甲",)), "", None),
    ],
)
def test_a_fact_is_what_its_rule_can_take(rule: RulePart, text: str, value: str | None) -> None:
    assert fact_value(item(rule), "甲", text) == (None if value is None else F(value))


def test_a_fact_that_voids_the_mark_is_yes_or_no() -> None:
    voided = item(part("flag", "3", asks=("甲",)), void="违规")
    assert [fact_value(voided, "违规", text) for text in ("是", "否", "没有")] == [F(1), F(0), None]
    assert voided.facts() == ("甲", "违规")


def test_the_rule_is_told_in_words_with_the_titles_of_what_it_looks_at() -> None:
    rule = item(part("steps", "3", of=("rate",), steps=CONTROL), void="违规")
    assert (
        rule_text(rule, 2, {"rate": "控制率"})
        == "控制率：低于90%得 3 分，不高于100%得 2 分，其余得 0 分；违规的得 0 分；满分 3 分，保留 2 位小数"
    )
