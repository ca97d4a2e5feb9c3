"""A change without a cause names the line in which the cause belongs, and who follows it is told of it no more."""

from __future__ import annotations

from pathlib import Path

from gen.build import compile_document
from gen.findings import Finding, has_error
from tests.project import DEPARTMENT, DOCUMENT, FOLDER, YEAR, only_with
from tests.specimens import spoil

pytestmark = only_with("baoan")

BUDGET, PRIOR = f"{FOLDER}/budget.toml", f"{FOLDER}/prior.csv"


def missing(project: Path) -> list[Finding]:
    """The changes without a cause of the real department."""
    compiled = compile_document(project, DEPARTMENT, YEAR, DOCUMENT)
    assert not has_error(compiled.findings), compiled.findings
    return [finding for finding in compiled.findings if finding.code == "CHG-01"]


def test_the_cause_of_a_project_that_has_ended_belongs_to_projects(project: Path) -> None:
    spoil(project, PRIOR, "", "项目,旧馆修缮,900,上年表5\n")
    (ended,) = [finding for finding in missing(project) if "旧馆修缮" in finding.message]
    assert (
        ended.hint
        == '在 budget.toml 加一条：[[projects]] 下面写 name = "旧馆修缮" 和 cause = "〔原因〕"；没有依据就不写，不要编，保留这条警告'
    )
    spoil(project, BUDGET, "", '\n[[projects]]\nname = "旧馆修缮"\ncause = "修缮已经完成"\n')
    assert not [finding for finding in missing(project) if "旧馆修缮" in finding.message]


def test_the_cause_of_a_project_that_is_written_about_belongs_to_that_entry(project: Path) -> None:
    text = (project / BUDGET).read_text()
    (cause,) = [line for line in text.split("\n") if line.startswith("cause = ") and "往年的使用情况" in line]
    spoil(project, BUDGET, cause + "\n", "")
    (found,) = [finding for finding in missing(project) if "预算准备金" in finding.message]
    assert found.hint == '在这一条里加一行：cause = "〔原因〕"；没有依据就不写，不要编，保留这条警告'
    assert (project / BUDGET).read_text().split("\n")[found.places[0].line - 1] == 'name = "预算准备金"'


def test_the_cause_of_the_rest_belongs_to_items_and_another_dimension_may_be_chosen(project: Path) -> None:
    (rest,) = missing(project)
    assert rest.hint == (
        '在 budget.toml 加一条：[[items]] 下面写 name = "收支总额" 和 cause = "〔原因〕"；'
        "也可以在“收支总额”的 [[items]] 里写 explained_by，换一种列法：经济类、功能类、资金来源（各项要有上年数）；没有依据就不写，不要编，保留这条警告"
    )
    spoil(project, BUDGET, 'name = "人员支出"\n', 'name = "收支总额"\ncause = "人员减少"\n\n[[items]]\nname = "人员支出"\n')
    assert missing(project) == []


def test_prior_csv_is_named_only_where_amounts_of_last_year_are_missing(project: Path) -> None:
    (rest,) = missing(project)
    assert "prior.csv" not in rest.hint
    spoil(project, PRIOR, "项目,预算准备金,12,第三部分：36−24\n", "")
    (rest,) = missing(project)
    assert "；也可以在 prior.csv 补 预算准备金 的上年数，让它自己列明；" in rest.hint
