"""Facts of the real department, recomputed from the files by other means: csv and integers, no pivot."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest

from gen.amount import Unit
from gen.build import Compiled
from gen.derive.change import Direction
from gen.derive.facts import Facts, ordered
from gen.derive.lines import ledger_lines
from tests.project import CODES, FOLDER, ROOT, need

need(FOLDER)

Row = dict[str, str]


def rows(path: str) -> list[Row]:
    return list(csv.DictReader((ROOT / path).read_text(encoding="utf-8").splitlines()))


LEDGER = rows(f"{FOLDER}/ledger.csv")
PRIOR = {(row["事项"], row["对象"]): Decimal(row["上年数"]) for row in rows(f"{FOLDER}/prior.csv")}


def added(wanted: Callable[[Row], bool]) -> Decimal:
    return sum((Decimal(row["预算数"]) for row in LEDGER if wanted(row)), Decimal(0))


def basic(*classes: str) -> Callable[[Row], bool]:
    return lambda row: row["支出类型"] == "基本支出" and row["经济科目编码"][:3] in classes


@pytest.fixture
def facts(baoan: Compiled) -> Facts:
    assert baoan.facts is not None
    return baoan.facts


@pytest.mark.parametrize(
    ("id", "wanted"),
    [
        ("total", lambda row: True),
        ("personnel", basic("301")),
        ("operating", basic("302", "310")),
        ("subsidies", basic("303")),
        ("projects", lambda row: row["支出类型"] == "项目支出"),
        ("running", basic("302", "310")),
        ("reception", lambda row: row["经济科目编码"] == "30217"),
        ("vehicle_running", lambda row: row["经济科目编码"] == "30231"),
        ("vehicle_purchase", lambda row: row["经济科目编码"] == "31013"),
        ("abroad", lambda row: row["经济科目编码"] == "30212"),
        ("three_public", lambda row: row["经济科目编码"] in ("30212", "30217", "30231", "31013")),
        ("government_fund", lambda row: row["资金来源"] == "政府性基金预算拨款"),
    ],
)
def test_a_quantity_is_the_sum_of_its_lines(facts: Facts, id: str, wanted: Callable[[Row], bool]) -> None:
    assert facts.quantities[id].amount.to(Unit.WAN) == added(wanted)


def test_the_kinds_of_expenditure_make_up_the_total(facts: Facts) -> None:
    parts = ("personnel", "operating", "subsidies", "projects")
    assert sum(facts.quantities[id].amount.to(Unit.WAN) for id in parts) == facts.quantities["total"].amount.to(Unit.WAN)


@pytest.mark.parametrize(
    ("id", "key", "direction"),
    [
        ("total", ("收支总额", ""), Direction.INCREASE),
        ("running", ("机关运行经费", ""), Direction.DECREASE),
        ("reception", ("三公经费", "公务接待费"), Direction.SAME),
    ],
)
def test_a_change_is_against_last_years_row(facts: Facts, id: str, key: tuple[str, str], direction: Direction) -> None:
    found, now, before = facts.changes[id], facts.quantities[id].amount.to(Unit.WAN), PRIOR[key]
    assert found.direction is direction
    assert found.signed is not None and found.rate is not None
    assert found.signed.amount.to(Unit.WAN) == now - before
    assert found.rate.value == abs(Fraction(now) - Fraction(before)) / Fraction(before)


def test_a_sum_of_matters_is_compared_with_the_sum_of_their_rows(facts: Facts) -> None:
    before = facts.changes["three_public"].before
    assert before is not None
    assert before.amount.to(Unit.WAN) == sum(amount for (item, _), amount in PRIOR.items() if item == "三公经费")


def test_projects_add_up_with_their_parts_and_orders(facts: Facts) -> None:
    assert {entry.project.name for entry in facts.projects} == {row["项目"] for row in LEDGER if row["项目"]}
    for entry in facts.projects:
        name = entry.project.name
        assert entry.change.now.amount.to(Unit.WAN) == added(lambda row, name=name: row["项目"] == name)  # type: ignore[misc]
        for part, measured in entry.parts.items():
            assert measured.figure.amount.to(Unit.WAN) == added(
                lambda row, name=name, part=part: (row["项目"], row["二级项目"]) == (name, part)
            )  # type: ignore[misc]
    for order in ("正文次序", "表5次序", "第七部分次序"):
        listed = sorted(rows(f"{FOLDER}/projects.csv"), key=lambda row: int(row[order]))
        assert [entry.project.name for entry in ordered(facts, order)] == [row["项目"] for row in listed]


def test_counts_are_counted(facts: Facts, baoan: Compiled) -> None:
    assert baoan.model is not None
    assert facts.counts["offices"].value == len(baoan.model.unit.offices) == 13
    assert facts.counts["projects"].value == len({row["项目"] for row in LEDGER if row["项目"]}) == 5
    assert facts.given["staff.retired"].value == 27


def test_a_line_gets_its_dimensions_from_the_lists(baoan: Compiled) -> None:
    """来源大类 from the funds, 拨款类别 from kind and project, 绩效任务 from tasks.csv; nothing is written twice."""
    assert baoan.model is not None
    groups = {row["资金来源"]: row["来源大类"] for row in rows(f"{CODES}/funds.csv")}
    categories = {row["项目"]: row["项目类别"] for row in rows(f"{FOLDER}/projects.csv")}
    tasks = {row["项目"]: row["绩效任务"] for row in rows(f"{FOLDER}/tasks.csv")}
    for line, row in zip(ledger_lines(baoan.model), LEDGER, strict=True):
        found = line.dimensions
        assert found["来源大类"] == groups[row["资金来源"]]
        assert found["拨款类别"] == ("基本支出拨款" if row["支出类型"] == "基本支出" else categories[row["项目"]])
        assert found["绩效任务"] == tasks[row["项目"] or "〔基本支出〕"]
        assert (found["功能类"], found["功能款"], found["功能项"]) == (
            row["功能科目编码"][:3],
            row["功能科目编码"][:5],
            row["功能科目编码"],
        )
