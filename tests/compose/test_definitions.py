"""What an edition may ask: a filter that no line could pass, and a look that cannot be printed, are refused where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from gen.amount import Unit
from gen.compose import editions
from gen.document import Table, plain
from tests.check.clean import TEMPLATES, build, write_clean, write_last_year, write_templates
from tests.project import EDITION
from tests.specimens import CODES, FOLDER, spoil

PERSONNEL = 'where = { "支出类型" = "基本支出", "经济类" = "301" }'
MEDIUM = '"面向中小企业" = "是" }, source = "procurement"'
GUEST = '"公务接待费" = { "经济款" = "30217"'


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "message"),
    [
        ("edition.toml", PERSONNEL, PERSONNEL.replace("支出类型", "支出类别"), "EDN-08", "没有“支出类别”这个维度"),
        ("edition.toml", PERSONNEL, PERSONNEL.replace("基本支出", "基本支付"), "EDN-08", "“支出类型”没有“基本支付”这个值"),
        ("edition.toml", PERSONNEL, PERSONNEL.replace("301", "3O1"), "EDN-08", "“经济类”是 3 位编码，写的是“3O1”"),
        ("edition.toml", PERSONNEL, PERSONNEL.replace("经济类", "采购类别").replace("301", "货物"), "EDN-08", "按“采购类别”选取，来源“ledger”没有这个维度"),
        ("edition.toml", GUEST, GUEST.replace("30217", "302017"), "EDN-08", "“经济款”是 5 位编码，写的是“302017”"),
        ("edition.toml", '"年度" = "本年", "事项" = "公务接待费"', '"事项" = "公务接待费"', "EDN-08", "没有写“年度”"),
        ("edition.toml", '"年度" = "本年", "事项" = "公务接待费"', '"年度" = "本年", "事项" = "公务接待"', "EDN-08", "的事项“公务接待”不在 [comparative] 里"),
        ("edition.toml", 'of = "项目"', 'of = "項目"', "EDN-08", "没有“項目”这个维度"),
        ("edition.toml", 'parts = ["项目", "经济类", "功能类", "资金来源"]', 'parts = ["项目", "功能"]', "EDN-08", "没有“功能”这个维度"),
        ("edition.toml", 'prior = ["机关运行经费"]', 'prior = ["机关运行经费", "一", "二"]', "EDN-03", "prior 有三个以上的词"),
        ("edition.toml", 'prior = ["机关运行经费"]', 'prior = ["收支总额"]', "EDN-06", "“机关运行经费”和“收支总额”的 prior 都是“收支总额”"),
        ("edition.toml", 'prior = ["机关运行经费"]', 'prior = ["收支总额", "301"]', "EDN-06", "“机关运行经费”和“收支总额”的 prior"),
        ("edition.toml", 'unit = "万元"', 'unit = "千元"', "EDN-03", "“unit”没有“千元”这种写法"),
        ("tables/04.toml", 'orientation = "landscape"', 'orientation = "sideways"', "EDN-03", "“orientation”没有“sideways”这种写法"),
        ("tables/04.toml", 'orientation = "landscape"', 'unit = "元"', "EDN-03", "表上写“单位：万元”，数按元印"),
        ("tables/04.toml", 'by = "经济款"', 'by = "经济项"', "EDN-08", "没有“经济项”这个维度"),
        ("tables/03.toml", MEDIUM, MEDIUM.replace(', source = "procurement"', ""), "EDN-08", "没有这个维度"),
        ("tables/01.toml", 'number = "一、"', 'number = "甲、"', "EDN-03", "“甲、”不是第一行的编号"),
    ],
)  # fmt: skip
def test_what_could_only_be_a_slip_is_refused_at_its_place(project: Path, file: str, old: str, new: str, code: str, message: str) -> None:
    path = f"{EDITION}/{file}"
    spoil(project, path, old, new)
    found, findings = editions.load(project, Path(EDITION).name)
    assert found is None
    (fault,) = [finding for finding in findings if finding.code == code and message in finding.message]
    assert fault.places[0].path == path and fault.places[0].line > 0 and fault.hint


def test_a_width_that_is_no_number_is_told_once(project: Path) -> None:
    spoil(project, f"{EDITION}/tables/03.toml", "widths = [28, 11,", "widths = [28.5, 11,")
    _, findings = editions.load(project, Path(EDITION).name)
    assert [finding.code for finding in findings] == ["EDN-03"]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The clean department-year with an edition of its own to change."""
    write_clean(tmp_path)
    write_templates(tmp_path)
    return tmp_path


def printed(root: Path, id: str) -> list[list[str]]:
    composed = build(root).case.composed
    assert composed is not None
    table = next(block for block in composed.document.blocks() if isinstance(block, Table) and block.id == id)
    return [[plain(cell.inlines) for cell in row] for row in table.grid.by_row()]


@pytest.mark.parametrize(("pattern", "label"), [("（一）", "（一）文化旅游体育与传媒支出"), ("1.", "1.文化旅游体育与传媒支出")])
def test_rows_are_numbered_in_the_way_of_the_first(own: Path, pattern: str, label: str) -> None:
    spoil(own, f"{TEMPLATES}/tables/01.toml", 'number = "一、"', f'number = "{pattern}"')
    assert label in [row[2] for row in printed(own, "表1") if len(row) > 2]


def test_the_totals_of_both_sides_stand_beside_each_other_where_one_foot_is_shorter(own: Path) -> None:
    spoil(own, f"{TEMPLATES}/tables/01.toml", '[[side.foot]]\nlabel = "上年结余、结转"\nwhere = { "来源大类" = "上年结余、结转" }\n\n', "")
    *_, first, second, last = printed(own, "表1")
    assert (first[0], second[0], last[0]) == ("", "本年收入合计", "收入总计")
    assert (first[2], second[2], last[2]) == ("本年支出合计", "结转下年", "支出总计")


def test_nought_prints_with_the_decimals_of_its_table(own: Path) -> None:
    spoil(own, f"{TEMPLATES}/tables/03.toml", 'orientation = "landscape"', 'orientation = "landscape"\nplaces = 2')
    assert printed(own, "表3")[-1][1:] == ["218.55", "130.30", "88.25", "20.00", "20.00", "0.00"]


def test_a_rate_that_prints_as_nothing_is_not_said(own: Path) -> None:
    spoil(own, f"{TEMPLATES}/edition.toml", 'unit = "万元"\n', 'unit = "万元"\nplaces = 2\nrate_places = 2\n')
    spoil(own, f"{FOLDER}/prior.csv", "收支总额,,200.55,", "收支总额,,218.54,")
    built = build(own)
    assert built.case.composed is not None and built.case.edition is not None and Unit(built.case.edition.unit) is Unit.WAN
    said = [plain(inlines) for block in built.case.composed.document.blocks() for inlines in [getattr(block, "inlines", ())]]
    assert any("部门预算收入218.55万元，比2030年增加0.01万元。" in line for line in said)
    spoil(own, f"{FOLDER}/prior.csv", "收支总额,,218.54,", "收支总额,,200.55,")
    composed = build(own).case.composed
    assert composed is not None
    said = [plain(inlines) for block in composed.document.blocks() for inlines in [getattr(block, "inlines", ())]]
    assert any("比2030年增加18.00万元，增长8.98%。" in line for line in said)


def test_what_ended_with_last_year_has_the_name_it_had(own: Path) -> None:
    """A class that this year's list lacks goes by last year's name, in the order of its code."""
    write_last_year(own)
    spoil(own, f"{TEMPLATES}/edition.toml", 'parts = ["项目", "经济类", "功能类", "资金来源"]', 'parts = "功能项"')
    codes = f"{CODES}/functions.csv".replace("2031", "2030")
    spoil(own, codes, "", "205,教育支出,示例\n20508,进修及培训,示例\n2050803,培训支出,示例\n")
    spoil(own, "data/yunshan/2030/ledger.csv", "项目支出,修缮,,2070104", "项目支出,修缮,,2050803")
    facts = build(own).case.facts
    assert facts is not None
    first, second = facts.itemized["total"]["功能项"]
    assert [member.label for member in (*first.above, first.member)] == ["教育支出", "进修及培训", "培训支出"]
    assert second.member.label == "图书馆"


def test_a_name_that_a_template_does_not_know_is_said(own: Path) -> None:
    spoil(own, f"{TEMPLATES}/prose/02-totals.md", "收入{{ f.total }}", "收入{{ f.totals }}")
    (fault,) = build(own).findings
    assert "没有“totals”这个名称" in fault.message
