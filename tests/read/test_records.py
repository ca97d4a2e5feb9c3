from __future__ import annotations

import re
from decimal import Decimal

import pytest

from gen.amount import Amount, Unit
from gen.findings import Place
from gen.model.lines import Control, HistoryLine, Indicator, LedgerLine, Project, TaskProject
from gen.model.shape import Sourced
from gen.model.texts import DocumentTexts, UnitFacts
from gen.read import toml
from gen.read.records import header_of, optional_header_of, record, records
from tests.specimens import BUDGET, CONTROL, HISTORY, INDICATORS, LEDGER, PROJECTS, UNIT


def _ledger(*rows: str, unit: Unit = Unit.WAN) -> tuple[tuple[LedgerLine, ...], list[tuple[str, int, int]]]:
    text = "\n".join([",".join(header_of(LedgerLine)), *rows]) + "\n"
    made, findings = records(LedgerLine, text, "x.csv", unit)
    return made, [(f.code, f.places[0].line, f.places[0].column) for f in findings]


def _budget(text: str) -> tuple[DocumentTexts | None, list[tuple[str, int, int]]]:
    file, findings = toml.parse(text, "x.toml")
    assert file is not None and findings == []
    made, faults = record(DocumentTexts, file)
    return made, [(f.code, f.places[0].line, f.places[0].column) for f in faults]


def test_a_ledger_line_holds_what_its_row_says() -> None:
    made, findings = records(LedgerLine, LEDGER, "x.csv", Unit.WAN)
    assert findings == [] and len(made) == 5
    line = made[1]
    assert (line.kind, line.project, line.function, line.economic, line.basis) == ("基本支出", "", "2070104", "30217", "表8")
    assert (line.amount, line.precision, made[0].precision) == (Amount(Decimal(3000)), Amount(Decimal(1000)), None)
    assert line.row.at("预算数") == Place("x.csv", 3, 32, 3)
    assert made[3].basis == '其余，含"旧书"'


@pytest.mark.parametrize(("unit", "yuan"), [(Unit.YUAN, 50.25), (Unit.WAN, 502500)])
def test_the_unit_decides_the_amount(unit: Unit, yuan: float) -> None:
    made, _ = records(LedgerLine, LEDGER, "x.csv", unit)
    assert made[3].amount == Amount(Decimal(str(yuan)))


def test_all_faults_of_all_rows_come_at_once() -> None:
    made, findings = _ledger("支出,,,208,1,,,一,0,", "基本支出,,,2070104,30101,一般公共预算拨款,,1,,", "基本支出,,,,,,,,,")
    assert [line.row.line for line in made] == [3]
    assert findings == [
        ("VAL-11", 2, 1),
        ("VAL-08", 2, 6),
        ("VAL-09", 2, 10),
        ("VAL-01", 2, 12),
        ("VAL-02", 2, 14),
        ("VAL-04", 2, 16),
        ("VAL-01", 4, 10),
        ("VAL-01", 4, 12),
    ]


def test_values_are_checked_even_under_a_faulty_header() -> None:
    text = "任务次序,任务,项目\n一,购书,购书\n"
    made, findings = records(TaskProject, text, "x.csv", Unit.WAN)
    assert made == () and [finding.code for finding in findings] == ["CSV-03", "CSV-02", "VAL-05"]


def _under(text: str) -> list[tuple[str, int, str]]:
    _, findings = records(LedgerLine, text, "x.csv", Unit.WAN)
    return [(finding.code, finding.places[0].line, finding.under) for finding in findings]


def test_cells_under_swapped_heads_say_that_they_come_of_it() -> None:
    """A fault of a cell that fits neither head, and one under a head in its place, stay their own."""
    swapped = LEDGER.replace("功能科目编码,经济科目编码", "经济科目编码,功能科目编码")
    assert _under(swapped) == [
        ("CSV-05", 1, ""),
        *((code, line, "CSV-05") for line in (2, 3) for code in ("VAL-08", "VAL-09")),
        *(("VAL-09", line, "CSV-05") for line in (4, 5, 6)),
    ]
    wrong = swapped.replace("2070104,30217", "207010,30217").replace(",120,", ",12o,")
    assert [fault for fault in _under(wrong) if not fault[2]] == [("CSV-05", 1, ""), ("VAL-02", 2, ""), ("VAL-09", 3, "")]


def test_columns_that_were_moved_with_their_heads_have_faults_of_their_own() -> None:
    moved = re.sub(r"(?m)^((?:[^,]*,){3})([^,]*),([^,]*)", r"\1\3,\2", LEDGER)
    assert _under(moved) == [("CSV-05", 1, "")]
    assert _under(moved.replace("30101,2070104", "30101,20701")) == [("CSV-05", 1, ""), ("VAL-08", 2, "")]


def test_each_repetition_names_the_first() -> None:
    row = "基本支出,,,2070104,30101,一般公共预算拨款,,1,,"
    text = "\n".join([",".join(header_of(LedgerLine)), row, row.replace(",1,", ",2,"), row]) + "\n"
    _, findings = records(LedgerLine, text, "x.csv", Unit.WAN, unique=("kind", "function", "economic"))
    assert [(f.code, [place.line for place in f.places]) for f in findings] == [("CSV-14", [3, 2]), ("CSV-14", [4, 2])]
    assert "支出类型“基本支出”" in findings[0].message and "第 2 行" in findings[0].message


def test_open_columns_of_projects() -> None:
    made, findings = records(Project, PROJECTS, "x.csv", Unit.WAN)
    assert findings == []
    assert [dict(project.orders) for project in made] == [{"正文次序": 1, "表5次序": 2}, {"表5次序": 1}]
    assert [dict(project.aliases) for project in made] == [{"表5名称": "购书费"}, {}]
    assert made[0].row.at("表5名称") == Place("x.csv", 2, 16, 3)
    assert (made[0].start, made[1].start, made[1].category) == ("2031-01-01", "", "")


def test_an_optional_column_that_is_not_there_is_blank() -> None:
    projects, findings = records(Project, PROJECTS, "x.csv", Unit.WAN)
    assert findings == [] and {(project.nature, project.whole) for project in projects} == {("", None)}
    assert projects[0].row.at("项目总额") == Place("x.csv", 2, 1, 1)
    indicators, findings = records(Indicator, INDICATORS, "x.csv", Unit.WAN)
    assert findings == [] and {(row.goal, row.standard) for row in indicators} == {("", "")}
    (control,), findings = records(Control, CONTROL, "x.csv", Unit.WAN)
    assert findings == [] and (control.procured, control.item, control.year) == ("", "", "")


def test_optional_columns_may_stand_anywhere_each_alone() -> None:
    assert optional_header_of(Project) == ("项目类型", "资金用途", "填报样式", "上年项目", "项目总额", "不公开")
    made, findings = records(Project, "项目总额,项目,项目类别,开始日期,表5次序,结束日期\n12.5,购书,,,1,\n,修缮,,,2,\n", "x.csv", Unit.WAN)
    assert findings == []
    assert [(project.name, project.whole, project.nature) for project in made] == [
        ("购书", Amount(Decimal(125000)), ""),
        ("修缮", None, ""),
    ]
    assert [dict(project.orders) for project in made] == [{"表5次序": 1}, {"表5次序": 2}]
    assert made[0].row.at("项目总额") == Place("x.csv", 2, 1, 4)
    assert optional_header_of(Indicator) == ("目标", "绩效标准", "实际完成值", "不公开")
    rows, findings = records(Indicator, "目标,一级指标,二级指标,三级指标,指标值\n藏书,产出指标,数量指标,新书,≥1册\n", "x.csv", Unit.WAN)
    assert findings == [] and (rows[0].goal, rows[0].target, rows[0].standard) == ("藏书", "≥1册", "")


def test_an_optional_column_is_held_to_its_kind_and_its_name() -> None:
    _, findings = records(Project, "项目,项目类别,开始日期,结束日期,项目总额\n购书,,,,一万\n", "x.csv", Unit.WAN)
    assert [(f.code, f.places[0]) for f in findings] == [("VAL-02", Place("x.csv", 2, 7, 2))]
    _, findings = records(Project, "项目,项目类别,开始日期,结束日期,项目总额,项目总额\n购书,,,,1,1\n", "x.csv", Unit.WAN)
    assert [finding.code for finding in findings] == ["CSV-04"]
    _, findings = records(Indicator, "一级指标,二级指标,三级指标,指标值,绩效标淮\n产出指标,数量指标,新书,1,\n", "x.csv", Unit.WAN)
    assert [finding.code for finding in findings] == ["CSV-03"]
    assert "是否应为“绩效标准”？" in findings[0].hint and "可以没有的列：目标,绩效标准" in findings[0].hint


def test_earlier_years_hold_what_their_rows_say() -> None:
    made, findings = records(HistoryLine, HISTORY, "x.csv", Unit.WAN)
    assert findings == []
    assert [(row.year, row.kind, row.fund, row.amount) for row in made] == [
        ("2029", "基本支出", "一般公共预算拨款", Amount(Decimal(1_100_000))),
        ("2030", "项目支出", "其他收入", Amount(Decimal(0))),
    ]
    assert made[0].row.at("金额") == Place("x.csv", 2, 20, 3)


def test_other_files_have_no_open_columns() -> None:
    _, findings = records(TaskProject, "任务次序,绩效任务,项目,表5次序\n1,甲,乙,1\n", "x.csv", Unit.WAN)
    assert [finding.code for finding in findings] == ["CSV-03"]


def test_a_toml_record_holds_values_with_places() -> None:
    file, _ = toml.parse(UNIT, "x.toml")
    assert file is not None
    made, findings = record(UnitFacts, file)
    assert findings == [] and made is not None
    assert made.name == Sourced("云山区图书馆", Place("x.toml", 1, 9, 6))
    assert made.offices[1] == Sourced("借阅部", Place("x.toml", 4, 20, 3))
    assert made.subordinates == () and made.recorded is None
    assert made.staff is not None and made.assets is not None
    assert made.staff.retired == Sourced(3, Place("x.toml", 11, 11, 1))
    assert (made.place, made.staff.place, made.assets.place) == (Place("x.toml", 1, 1), Place("x.toml", 7, 2, 5), Place("x.toml", 13, 2, 6))


def test_what_is_optional_and_blank_or_absent_is_none() -> None:
    made, findings = _budget(BUDGET)
    assert findings == [] and made is not None
    assert made.approval_date is None
    assert (made.projects[1].use, made.projects[1].parts, made.items[0].cause) == (None, (), None)
    assert made.projects[0].parts[0].name.value == "少儿图书"
    assert made.overall is not None and made.overall.lead is None
    assert made.goals[0] == Sourced("办好读书月。", Place("x.toml", 6, 1, 6))
    without, _ = _budget(BUDGET.split("[overall]")[0])
    assert without is not None and without.overall is None


def test_all_faults_of_a_toml_file_come_at_once() -> None:
    made, findings = _budget('status = "批复"\nduties = "职责"\ngoals = ["", 1]\nextra = 1\n[[items]]\nuse = true\n')
    assert made is None
    assert findings == [
        ("TOML-04", 4, 1),
        ("TOML-05", 1, 1),
        ("VAL-11", 1, 11),
        ("TOML-06", 2, 11),
        ("VAL-01", 3, 10),
        ("TOML-06", 3, 14),
        ("TOML-05", 5, 3),
        ("TOML-06", 6, 7),
    ]


def test_a_chinese_title_as_key_is_answered_with_the_key() -> None:
    file, _ = toml.parse(UNIT.replace("name =", '"单位名称" ='), "x.toml")
    assert file is not None
    _, findings = record(UnitFacts, file)
    assert [finding.code for finding in findings] == ["TOML-04", "TOML-05"]
    assert "是否应为 name？" in findings[0].hint and 'name = "……"' in findings[1].hint


def test_what_a_template_would_obey_is_text() -> None:
    made, findings = _budget(BUDGET.replace("新馆开放", "{{ 7*7 }}{% for %}<b>&amp;"))
    assert findings == [] and made is not None and made.projects[0].cause is not None
    assert made.projects[0].cause.value == "{{ 7*7 }}{% for %}<b>&amp;"


def test_what_is_pending_is_read_without_its_mark_or_as_absent() -> None:
    text = (
        BUDGET.replace("新馆开放", "〔待确认〕新馆开放").replace("向读者开放。", "〔待填〕").replace("购买新书。", "购买〔待确认〕新书。")
    )
    made, findings = _budget(text)
    assert findings == [("TODO-01", 4, 24), ("TODO-02", 15, 10), ("TODO-02", 26, 12)]
    assert made is not None and [text.value for text in made.duties] == ["收藏、整理图书。"]
    assert made.projects[0].cause == Sourced("新馆开放", Place("x.toml", 15, 10, 9))
    assert made.tasks[0].content.value == "购买新书。"


def test_a_pending_cell_is_read_without_its_mark_and_keeps_its_row() -> None:
    head, *rows = PROJECTS.splitlines()
    text = "\n".join([head, f"〔待确认〕{rows[0]}", *rows[1:]]) + "\n"
    made, findings = records(Project, text, "x.csv", Unit.WAN, unique=("name",))
    assert [(finding.code, finding.message) for finding in findings] == [("TODO-02", f"待确认：项目“{rows[0].split(',')[0]}”本年是否继续")]
    assert made[0].name == rows[0].split(",")[0] and len(made) == len(rows)
    _, findings = records(Project, text + rows[0], "x.csv", Unit.WAN, unique=("name",))
    assert [finding.code for finding in findings] == ["TODO-02", "CSV-14"]


def test_an_amount_to_fill_in_is_no_amount_and_a_blank_one_says_the_same() -> None:
    for amount in ("", "〔待填〕", "〔待确认〕"):
        made, findings = _ledger(f"基本支出,,,2080109,30101,其他收入,,{amount},,")
        assert (made, findings) == ((), [("VAL-01", 2, 28)])
