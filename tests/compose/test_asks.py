"""What an edition asks of people, read off its templates, forms and formulas."""

from __future__ import annotations

from gen.compose.asks import asked
from tests.project import ROOT, edition_of, only_with


@only_with("baoan")
def test_a_budget_asks_for_what_its_prose_and_its_forms_print() -> None:
    wanted = asked(edition_of(ROOT, "shenzhen-budget-2022"))
    assert {("staff", "serving"), ("assets", "as_of"), ("parent",), ("offices",)} <= wanted.unit
    assert {("duties",), ("goals",), ("overall", "goals"), ("overall", "lead")} <= wanted.texts
    assert wanted.items[:2] == ("人员支出", "公用支出") and wanted.passages == ()
    assert {"ledger.csv", "procurement.csv", "prior.csv", "tasks.csv"} <= wanted.files and "execution.csv" not in wanted.files
    assert wanted.columns == ("正文次序", "第七部分次序", "表5次序")


@only_with("longhua")
def test_a_report_asks_for_its_passages_its_scores_and_the_counts_of_its_formulas() -> None:
    wanted = asked(edition_of(ROOT, "shenzhen-self-evaluation-2020"))
    assert "保障措施" in wanted.passages and ("problems",) in wanted.texts
    assert {"execution.csv", "scores.csv", "indicators.csv"} <= wanted.files and "ledger.csv" not in wanted.files
    assert ("staff", "unified") in wanted.unit


@only_with("guangshui")
def test_a_form_asks_for_the_lists_and_the_holes_of_its_cells() -> None:
    wanted = asked(edition_of(ROOT, "guangshui-performance-target-2021"))
    assert {("duties",), ("year_tasks",), ("long_term", "goals"), ("overall", "goals")} <= wanted.texts
    assert "history.csv" in wanted.files
