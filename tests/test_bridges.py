"""A change is explained with its bridge: the dimension, the drivers, what 其余 holds, and a sum that is the change to the last 元."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gen import explain
from gen.build import Compiled
from tests.project import FOLDER, ROOT, compiled, only_with
from tests.specimens import spoil

pytestmark = only_with("baoan")

BUDGET = f"{FOLDER}/budget.toml"


def told(result: Compiled, id: str = "total.change") -> list[str]:
    """The lines of the bridge in the answer about a figure."""
    lines = [*explain.answer(result, id, "", "").lines()]
    start = next((at for at, line in enumerate(lines) if line.startswith("增减因素")), len(lines))
    return [line for line in lines[start:] if line]


def data(result: Compiled, id: str = "total.change") -> Any:
    (entry,) = explain.answer(result, id, "", "").data()
    return json.loads(json.dumps(entry))["bridge"]


def money(text: str) -> Decimal:
    return Decimal(text.removesuffix("元"))


def amounts(bridge: Any) -> Iterator[Decimal]:
    yield from (money(driver["value"]) for driver in bridge["drivers"])
    if bridge["rest"]:
        yield money(bridge["rest"]["value"])


def test_a_change_is_told_with_its_bridge(baoan: Compiled) -> None:
    head, *lines = told(baoan)
    assert head.startswith("增减因素：按项目列（数据里没有指定；版式还允许经济类、功能类、资金来源")
    assert head.endswith("已列明的占全部变动的 56.75%，版式要求 85%（分不到项目的收支本年 5,346.3万元，上年 5,915万元，归入其余）")
    assert lines == [
        "├─ 区财政安排项目 +993万元  [项目/区财政安排项目.signed]",
        "├─ 其余 -420.7万元  [total.rest]，其中",
        "│  ├─ 社会保险综合管理 +119万元  [项目/社会保险综合管理.signed]",
        "│  ├─ 社会保险业务管理 -20万元  [项目/社会保险业务管理.signed]",
        "│  ├─ 办公设备采购 +25万元  [项目/办公设备采购.signed]",
        "│  ├─ 预算准备金 +24万元  [项目/预算准备金.signed]",
        "│  └─ 各项之外 -568.7万元",
        "└─ 各项相加：+993万元 -420.7万元 = +572.3万元，正是收支总额比上年增减 +572.3万元",
    ]


@pytest.mark.parametrize("id", ["total.signed", "total.change", "total.rate"])
def test_difference_size_and_rate_have_the_same_bridge(baoan: Compiled, id: str) -> None:
    assert told(baoan, id) == told(baoan)


def test_a_number_as_printed_is_told_with_its_bridge(baoan: Compiled) -> None:
    lines = [*explain.answer(baoan, "", "", "572").lines()]
    assert [line for line in lines if line.startswith("增减因素")] == told(baoan)[:1]


@pytest.mark.parametrize("id", ["total", "项目/预算准备金.change"])
def test_what_is_no_change_of_a_quantity_has_no_bridge(baoan: Compiled, id: str) -> None:
    assert explain.answer(baoan, id, "", "").figures and not told(baoan, id)


@pytest.mark.parametrize(("department", "year"), [("baoan", "2022"), ("benji", "2023")])
def test_parts_add_up_and_every_id_can_be_asked_for(department: str, year: str) -> None:
    result = compiled(ROOT, department, year)
    bridge = data(result)
    (change,) = explain.answer(result, bridge["change"], "", "").figures
    assert sum(amounts(bridge)) == money(bridge["sum"]) == change.amount.yuan
    rest = bridge["rest"]
    assert sum(money(part["value"]) for part in rest["unnamed"]) + money(rest["beyond"]) == money(rest["value"])
    for part in (*bridge["drivers"], *rest["unnamed"]):
        (figure,) = explain.answer(result, part["id"], "", "").figures
        assert figure.amount.yuan == money(part["value"])


def test_the_dimension_fixed_in_the_data_is_told_with_its_place(project: Path) -> None:
    spoil(project, BUDGET, 'name = "人员支出"\n', 'name = "收支总额"\nexplained_by = "资金来源"\n\n[[items]]\nname = "人员支出"\n')
    result = compiled(project)
    line = next(number for number, text in enumerate((project / BUDGET).read_text().split("\n"), 1) if "explained_by" in text)
    assert f"按资金来源列（数据里的 explained_by 指定：{BUDGET}:{line}:17）" in told(result)[0]
    bridge = data(result)
    assert (bridge["by"], bridge["fixed"]) == ("资金来源", f"{BUDGET}:{line}:17")
    assert sum(amounts(bridge)) == Decimal(5723000)


def test_a_part_without_last_year_is_told_as_unknown(project: Path) -> None:
    spoil(project, f"{FOLDER}/prior.csv", "项目,预算准备金,12,第三部分：36−24\n", "")
    result = compiled(project)
    assert "│  ├─ 预算准备金：没有上年数，本年 36万元，算不出增减  [项目/预算准备金]" in told(result)
    assert told(result)[0].endswith("（1 项没有上年数，算不出增减；分不到项目的收支本年 5,346.3万元，归入其余）")
    assert [part["name"] for part in data(result)["rest"]["unknown"]] == ["预算准备金"]
    assert sum(amounts(data(result))) == Decimal(5723000)


def test_a_part_that_is_too_small_to_print_is_told_as_that(project: Path) -> None:
    spoil(project, f"{FOLDER}/prior.csv", "项目,预算准备金,12,", "项目,预算准备金,35.8,")
    head, *lines = told(compiled(project))
    assert head.endswith("（分不到项目的收支本年 5,346.3万元，上年 5,891.2万元；1 项变动小，印出来是 0，不列名，归入其余）")
    assert "│  ├─ 预算准备金 +0.2万元  [项目/预算准备金.signed]" in lines


def test_last_years_money_that_nobody_told_by_part_is_told_as_that(project: Path) -> None:
    """All of this year's money is in parts, of which last year's are known but for 700."""
    spoil(project, BUDGET, 'name = "人员支出"\n', 'name = "收支总额"\nexplained_by = "资金来源"\n\n[[items]]\nname = "人员支出"\n')
    rows = "收支总额,一般公共预算拨款,7095,表1\n收支总额,其他收入,0,表1\n"
    edition = project / "templates/shenzhen-budget-2022/edition.toml"
    edition.write_text(edition.read_text().replace('parts = ["项目", "经济类", "功能类", "资金来源"]', 'parts = ["资金来源"]'))
    spoil(project, f"{FOLDER}/prior.csv", "", rows)
    head, *lines = told(compiled(project))
    assert "├─ 其他收入 +993万元  [total/其他收入.signed]" in lines
    assert head.endswith("（上年有 700万元没有按资金来源分开，归入其余）")


def test_where_the_edition_names_no_dimension_that_is_what_is_told(project: Path) -> None:
    edition = project / "templates/shenzhen-budget-2022/edition.toml"
    edition.write_text(edition.read_text().replace('parts = ["项目", "经济类", "功能类", "资金来源"]\n', ""))
    assert told(compiled(project))[0] == "增减因素：版式没有说明按什么列（parts）；全部归入其余"
