"""Two years of one department: the second takes last year's amounts from the first, and says so when its own files differ."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gen import build, explain
from gen.derive.figure import sources
from gen.findings import Severity
from tests.project import copy_to, dump, effect, only_with
from tests.specimens import spoil

pytestmark = only_with("baoan")

FIRST, SECOND = "data/baoan/2022", "data/baoan/2023"


@pytest.fixture
def two_years(tmp_path: Path) -> Path:
    """The real year, and one after it that has the same data and no prior.csv."""
    copy_to(tmp_path)
    shutil.copytree(tmp_path / FIRST, tmp_path / SECOND)
    shutil.rmtree(tmp_path / "data/_codes/2023")
    shutil.copytree(tmp_path / "data/_codes/2022", tmp_path / "data/_codes/2023")
    (tmp_path / SECOND / "prior.csv").unlink()
    return tmp_path


def second(root: Path) -> build.Compiled:
    return build.compile_document(root, "baoan", "2023", "budget")


def test_a_year_that_changes_nothing_is_level_with_the_last(two_years: Path) -> None:
    compiled = second(two_years)
    assert [f.message for f in compiled.findings if f.severity is Severity.ERROR] == []
    assert compiled.facts is not None
    assert {id: change.direction.value for id, change in compiled.facts.changes.items() if change.signed and change.signed.amount} == {}
    assert "2023年部门预算支出8,367万元，与2022年持平。" in dump(compiled)


def test_a_line_of_last_year_moves_the_comparisons_and_nothing_else(two_years: Path) -> None:
    before = dump(second(two_years))
    spoil(two_years, f"{FIRST}/ledger.csv", ",265,", ",300,")
    compiled = second(two_years)
    changed = effect(before, dump(compiled))
    assert changed == [
        "第二部分 - ¶ 2023年深圳市社会保险基金管理局宝安分局部门预算收入8,367万元，与2022年持平。",
        "第二部分 - ¶ 2023年部门预算支出8,367万元，与2022年持平。",
        "第二部分 + ¶ 2023年深圳市社会保险基金管理局宝安分局部门预算收入8,367万元，比2022年减少35万元，下降0.4%。",
        "第二部分 + ¶ 2023年部门预算支出8,367万元，比2022年减少35万元，下降0.4%。",
        "第二部分 + ¶ 预算收支减少主要原因：工资福利支出减少35万元。",
    ]
    assert compiled.facts is not None
    change = compiled.facts.changes["total"]
    assert change.signed is not None and change.signed.amount.yuan == -350_000
    assert {place.path for place in sources(change.signed)} == {f"{FIRST}/ledger.csv", f"{SECOND}/ledger.csv"}


def test_prior_csv_against_last_years_folder_is_an_error_that_names_both(two_years: Path) -> None:
    (two_years / SECOND / "prior.csv").write_text("事项,对象,上年数,依据\n收支总额,,7795,抄自上年\n", encoding="utf-8")
    (finding,) = [finding for finding in second(two_years).findings if finding.severity is Severity.ERROR]
    assert finding.code == "YRS-01"
    assert finding.message == "“收支总额上年数”这里 7,795 万元，上年文件夹 8,367.3 万元，相差 572.3 万元"
    assert str(finding.places[0]) == f"{SECOND}/prior.csv:2:7"
    assert finding.places[1].path == f"{FIRST}/ledger.csv"


def test_a_year_before_that_appears_ends_the_answer_from_the_record(two_years: Path) -> None:
    aside = two_years / "aside"
    (two_years / FIRST).rename(aside)
    shutil.copy(aside / "prior.csv", two_years / SECOND / "prior.csv")
    assert build.report(two_years, "baoan", "2023").written
    assert build.report(two_years, "baoan", "2023").unchanged
    aside.rename(two_years / FIRST)
    again = build.report(two_years, "baoan", "2023")
    assert not again.unchanged
    assert {finding.code for finding in again.findings if finding.severity is Severity.ERROR} == {"YRS-01"}


def test_the_data_may_fix_along_what_a_change_is_explained(two_years: Path) -> None:
    spoil(two_years, f"{FIRST}/ledger.csv", ",265,", ",300,")
    spoil(two_years, f"{SECOND}/budget.toml", "[overall]", '[[items]]\nname = "收支总额"\nexplained_by = "功能类"\n\n[overall]')
    assert "预算收支减少主要原因：社会保障和就业支出减少35万元。" in dump(second(two_years))


def test_what_is_set_off_within_one_function_is_not_explained_by_its_name(two_years: Path) -> None:
    """Wages fall by 235 and goods rise by 25, both of one function, whose name with the change of the whole would explain neither."""
    spoil(two_years, f"{FIRST}/ledger.csv", ",265,", ",500,")
    spoil(two_years, f"{FIRST}/ledger.csv", "2080109,30201,一般公共预算拨款,,30,", "2080109,30201,一般公共预算拨款,,5,")
    compiled = second(two_years)
    (said,) = [line for line in dump(compiled).splitlines() if "主要原因：" in line or "主要因素：" in line]
    assert said == "¶ 预算收支减少主要原因：工资福利支出减少235万元；其余各项相抵后增加25万元。"


def test_the_one_part_that_is_all_of_the_money_is_named_only_where_the_data_says_so(two_years: Path) -> None:
    """Where nothing else can be told, the change stands without a driver, and the author is told."""
    edition = two_years / "templates/shenzhen-budget-2022/edition.toml"
    edition.write_text(edition.read_text().replace('parts = ["项目", "经济类", "功能类", "资金来源"]', 'parts = ["来源大类"]'))
    for year in ("2022", "2023"):
        spoil(two_years, f"data/_codes/{year}/funds.csv", "其他收入,单位资金", "其他收入,政府预算拨款")
    spoil(two_years, f"{FIRST}/ledger.csv", ",265,", ",300,")
    compiled = second(two_years)
    assert "预算收支减少主要原因：各项收支相抵后减少35万元。" in dump(compiled)
    assert "CHG-01" in {finding.code for finding in compiled.findings}
    spoil(two_years, f"{SECOND}/budget.toml", "[overall]", '[[items]]\nname = "收支总额"\nexplained_by = "来源大类"\n\n[overall]')
    assert "预算收支减少主要原因：政府预算拨款减少35万元。" in dump(second(two_years))


def bridge_told(compiled: build.Compiled) -> str:
    """What is said of how the change of all money is explained."""
    return next(line for line in explain.answer(compiled, "total.change", "", "").lines() if line.startswith("增减因素"))


def test_no_share_of_a_change_is_told_where_nothing_changed(two_years: Path) -> None:
    assert bridge_told(second(two_years)).endswith("；没有增减，不列因素")


def test_what_is_set_off_within_a_part_is_told_as_that(two_years: Path) -> None:
    spoil(two_years, f"{FIRST}/ledger.csv", ",265,", ",500,")
    spoil(two_years, f"{FIRST}/ledger.csv", "2080109,30201,一般公共预算拨款,,30,", "2080109,30201,一般公共预算拨款,,5,")
    spoil(two_years, f"{SECOND}/budget.toml", "[overall]", '[[items]]\nname = "收支总额"\nexplained_by = "功能类"\n\n[overall]')
    assert bridge_told(second(two_years)).endswith(
        "；已列明的占全部变动的 80.77%，版式要求 85%（同一个功能类里有增有减，已经相抵，归入其余）"
    )


def test_lines_without_a_code_of_the_dimension_are_told_as_that(two_years: Path) -> None:
    """Along projects nothing of basic expenditure can be named, in neither year."""
    spoil(two_years, f"{FIRST}/ledger.csv", ",265,", ",300,")
    spoil(two_years, f"{SECOND}/budget.toml", "[overall]", '[[items]]\nname = "收支总额"\nexplained_by = "项目"\n\n[overall]')
    assert bridge_told(second(two_years)).endswith("（分不到项目的收支本年 5,346.3万元，上年 5,381.3万元，归入其余）")
