"""Scores of a table: computed where everything is known, stated where it is not, never both; sums and grade."""

from __future__ import annotations

from fractions import Fraction

from gen.derive.figure import Derived, Figure, Written
from gen.derive.score import Scores, score
from gen.derive.scorespec import Grade, RulePart, ScoreItem, Scoring, Step
from gen.findings import Place
from gen.model.lines import ScoreLine
from gen.model.shape import Row

F = Fraction
PLACE = Place("templates/x/scores.toml", 1, 1)
RATE = Figure(id="rate", title="执行率", value=F(2, 3), unit="%", origin=Written(Place("data/x")))
STEPS = (Step(mark=F(1), up_to=F(1)), Step(mark=F(0)))


def item(name: str, full: str, *parts: RulePart, level: str = "管理", void: str = "") -> ScoreItem:
    return ScoreItem(level1=level, level2="二", name=name, full=F(full), meaning="", criteria=(), parts=parts, void=void, place=PLACE)


TABLE = Scoring(
    places=2,
    weights={"管理": F(12), "绩效": F(8)},
    items=(
        item("采购", "2", RulePart(kind="ratio", marks=F(1), of=("rate",)), RulePart(kind="judged", marks=F(1), asks=("政策",))),
        item("合规", "10", RulePart(kind="flag", marks=F(10), asks=("规范",)), void="违规"),
        item("效果", "8", level="绩效"),
    ),
    grades=(Grade(name="优", least=F(18)), Grade(name="良", least=F(10)), Grade(name="差", least=F(0))),
    source="示例",
    place=PLACE,
)


def row(number: int, indicator: str, *, fact: str = "", value: str = "", mark: str = "", reason: str = "") -> ScoreLine:
    cells = {"三级指标": (1, 2), "要素": (3, 2), "取值": (5, 1), "得分": (7, 1), "理由": (9, 1)}
    return ScoreLine(indicator=indicator, fact=fact, value=value, mark=mark, reason=reason, row=Row("scores.csv", number, cells))


FACTS = (
    row(2, "采购", fact="政策", value="0.5"),
    row(3, "合规", fact="规范", value="是"),
    row(4, "合规", fact="违规", value="否"),
    row(5, "效果", mark="7.5", reason="按判断"),
)


def marks(scores: Scores) -> list[Fraction | None]:
    return [None if mark.figure is None else F(mark.figure.value) for mark in scores.marks]  # type: ignore[arg-type]


def test_marks_are_computed_rounded_and_added() -> None:
    found = score(TABLE, FACTS, {"rate": RATE})
    assert marks(found) == [F("1.17"), F(10), F("7.5")]  # 2/3 + 0.5 is rounded once, and what is printed is what counts
    assert {name: figure.value for name, figure in found.levels.items()} == {"管理": F("11.17"), "绩效": F("7.5")}
    assert found.total is not None and found.total.value == F("18.67")
    assert found.grade == "优"


def test_a_computed_mark_knows_its_inputs_and_a_judged_one_its_place() -> None:
    found = score(TABLE, FACTS, {"rate": RATE})
    computed, _, judged = (mark.figure for mark in found.marks)
    assert computed is not None and isinstance(computed.origin, Derived)
    assert [part.title for part in computed.origin.inputs] == ["执行率", "政策"]
    assert judged is not None and judged.origin == Written(Place("scores.csv", 5, 7, 1), "按判断")


def test_a_voiding_fact_takes_all() -> None:
    found = score(TABLE, (*FACTS[:2], row(4, "合规", fact="违规", value="是"), FACTS[3]), {"rate": RATE})
    assert marks(found) == [F("1.17"), F(0), F("7.5")]
    assert found.grade == "差"


def test_where_an_input_is_not_known_the_mark_must_be_stated() -> None:
    found = score(TABLE, FACTS[1:], {"rate": RATE})
    assert (found.marks[0].figure, found.marks[0].lacking) == (None, ("政策",))
    assert (found.total, found.grade) == (None, "")
    stated = score(TABLE, (row(2, "采购", mark="1.8", reason="没有公布"), *FACTS[1:]), {"rate": RATE})
    assert marks(stated) == [F("1.8"), F(10), F("7.5")]
    assert stated.marks[0].computed is None


def test_inputs_are_never_found_from_a_mark() -> None:
    found = score(TABLE, (row(2, "采购", mark="1.8"), *FACTS[1:]), {})
    assert found.marks[0].lacking == ("rate", "政策")
    assert [fact.title for fact in found.facts] == ["规范", "违规"]


def test_what_can_be_computed_goes_before_what_is_stated() -> None:
    found = score(TABLE, (*FACTS, row(6, "采购", mark="2")), {"rate": RATE})
    assert marks(found)[0] == F("1.17")
    assert found.marks[0].stated is not None
