"""One change of the data moves everything that depends on it, and nothing else: the exact set of changed lines, for each kind of change.

An effect is a line of :func:`tests.project.effect`: the part or table, the row, and old→new of each piece that changed.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gen import build
from gen.build import Compiled
from gen.findings import Severity
from gen.render.style import StyleSheet
from tests.conftest import Published
from tests.project import DEPARTMENT, DOCUMENT, FOLDER, YEAR, compiled, dump, effect, only_with
from tests.readback import expected, read_docx, read_pdf, run_together
from tests.specimens import spoil

pytestmark = only_with("baoan")

LEDGER, PRIOR, BUDGET = f"{FOLDER}/ledger.csv", f"{FOLDER}/prior.csv", f"{FOLDER}/budget.toml"
PROJECTS, TASKS = f"{FOLDER}/projects.csv", f"{FOLDER}/tasks.csv"
UNIT = "深圳市社会保险基金管理局宝安分局"
REASONS_REST = "其余各项相抵后减少421万元"

Edit = tuple[str, str, str]


def effect_of(project: Path, baoan: Compiled, *edits: Edit) -> list[str]:
    """What ``edits`` (file, old, new) change in the document."""
    for edit in edits:
        spoil(project, *edit)
    return effect(dump(baoan), dump(compiled(project)))


def test_no_change_has_no_effect(project: Path, baoan: Compiled) -> None:
    assert effect_of(project, baoan) == []


# ── amounts of this year ──


def test_raising_one_amount_moves_all_that_rests_on_it_and_nothing_else(project: Path, baoan: Compiled) -> None:
    """办公费 30 → 40."""
    changed = effect_of(project, baoan, (LEDGER, "2080109,30201,一般公共预算拨款,,30,", "2080109,30201,一般公共预算拨款,,40,"))
    assert changed == [
        "第二部分: 8,367→8,377 572→582",
        "第二部分: 8,367→8,377 572→582",
        "第二部分: 421→411",
        "第三部分: 8,367→8,377 718→728",
        "第三部分: 718→728",
        "第八部分: 718→728 28→18 4%→2%",
        "表1 一、政府预算拨款: 7,374→7,384",
        "表1 1.一般公共预算拨款: 7,374→7,384",
        "表1 二、社会保障和就业支出: 7,080→7,090",
        "表1 人力资源和社会保障管理事务: 6,472→6,482",
        "表1 社会保险经办机构: 6,472→6,482",
        "表1 本年收入合计: 8,367→8,377",
        "表1 本年支出合计: 8,367→8,377",
        "表1 收入总计: 8,367→8,377",
        "表1 支出总计: 8,367→8,377",
        f"表2 {UNIT}: 8,367→8,377 7,374→7,384 5,346→5,356",
        f"表3 {UNIT}: 8,367→8,377 5,346→5,356",
        f"表4 {UNIT}: 5,346→5,356 5,346→5,356 5,346→5,356",
        "表4 商品和服务支出: 718→728 718→728 718→728",
        "表4 办公费: 30→40 30→40 30→40",
        "表6 政府预算拨款: 7,374→7,384",
        "表6 一般公共预算拨款: 7,374→7,384",
        "表6 二、社会保障和就业支出: 6,087→6,097",
        "表6 人力资源和社会保障管理事务: 5,479→5,489",
        "表6 社会保险经办机构: 5,479→5,489",
        "表6 本年收入合计: 7,374→7,384",
        "表6 本年支出合计: 7,374→7,384",
        "表6 收入总计: 7,374→7,384",
        "表6 支出总计: 7,374→7,384",
        f"表7 {UNIT}: 7,374→7,384 5,346→5,356",
        "表7 208: 6,087→6,097 4,059→4,069",
        "表7 20801: 5,479→5,489 3,451→3,461",
        "表7 2080109: 5,479→5,489 3,451→3,461",
        "表11 基本支出: 5,346→5,356 5,346→5,356",
        "表11 金额合计: 8,367→8,377 7,374→7,384",
    ]


def test_lowering_a_project_moves_its_change_and_all_sums(project: Path, baoan: Compiled) -> None:
    """社会保险业务管理 40 → 15, last year 60."""
    line = "社会保险业务管理,,2080109,,一般公共预算拨款,,"
    changed = effect_of(project, baoan, (LEDGER, f"{line}40", f"{line}15"))
    assert changed == [
        "第二部分: 8,367→8,342 572→547",
        "第二部分: 8,367→8,342 572→547",
        "第二部分: 421→446",
        "第三部分: 8,367→8,342 3,021→2,996",
        "第三部分: 3,021→2,996",
        "第三部分: 40→15 20→45 33%→75%",
        "第六部分: 3,021→2,996",
        "第七部分 社会保险业务管理: 40→15",
        "表1 一、政府预算拨款: 7,374→7,349",
        "表1 1.一般公共预算拨款: 7,374→7,349",
        "表1 二、社会保障和就业支出: 7,080→7,055",
        "表1 人力资源和社会保障管理事务: 6,472→6,447",
        "表1 社会保险经办机构: 6,472→6,447",
        "表1 本年收入合计: 8,367→8,342",
        "表1 本年支出合计: 8,367→8,342",
        "表1 收入总计: 8,367→8,342",
        "表1 支出总计: 8,367→8,342",
        f"表2 {UNIT}: 8,367→8,342 7,374→7,349 2,028→2,003",
        f"表3 {UNIT}: 8,367→8,342 3,021→2,996",
        f"表5 {UNIT}: 3,021→2,996 2,028→2,003 2,028→2,003",
        "表5 社会保险业务管理: 40→15 40→15 40→15",
        "表6 政府预算拨款: 7,374→7,349",
        "表6 一般公共预算拨款: 7,374→7,349",
        "表6 二、社会保障和就业支出: 6,087→6,062",
        "表6 人力资源和社会保障管理事务: 5,479→5,454",
        "表6 社会保险经办机构: 5,479→5,454",
        "表6 本年收入合计: 7,374→7,349",
        "表6 本年支出合计: 7,374→7,349",
        "表6 收入总计: 7,374→7,349",
        "表6 支出总计: 7,374→7,349",
        f"表7 {UNIT}: 7,374→7,349 2,028→2,003",
        "表7 208: 6,087→6,062 2,028→2,003",
        "表7 20801: 5,479→5,454 2,028→2,003",
        "表7 2080109: 5,479→5,454 2,028→2,003",
        "表11 社会保险业务管理: 40→15 40→15",
        "表11 金额合计: 8,367→8,342 7,374→7,349",
    ]


ZERO = (LEDGER, "区财政安排项目,,2080109,,其他收入,,993", "区财政安排项目,,2080109,,其他收入,,0")


def test_zeroing_an_amount_turns_the_direction_of_the_whole(project: Path, baoan: Compiled) -> None:
    """区财政安排项目 993 → 0: the total falls below last year's, another project leads the reasons, and the project itself has not changed."""
    causes = {text.name.value: text.cause.value for text in baoan.model.texts.projects if text.cause} if baoan.model else {}
    old, new = causes["区财政安排项目"], causes["社会保险综合管理"]
    assert effect_of(project, baoan, ZERO) == [
        "第二部分: 8,367→7,374 增加→减少 572→421 增长→下降 7%→5%",
        "第二部分: 8,367→7,374 增加→减少 572→421 增长→下降 7%→5%",
        f"第二部分: 预算收支→预算收支增减相抵后减少，主要因素：社会保险综合管理 主要原因：区财政安排项目增加993→119 主要是{old}→主要是{new} 421→540",
        "第三部分: 8,367→7,374 3,021→2,028",
        "第三部分: 3,021→2,028",
        f"第三部分: 993→0 较→与 增加993万元，主要原因是{old}→持平",
        "第六部分: 3,021→2,028",
        "第七部分 区财政安排项目: 993→0",
        "表1 二、社会保障和就业支出: 7,080→6,087",
        "表1 人力资源和社会保障管理事务: 6,472→5,479",
        "表1 三、单位资金: 993→0",
        "表1 社会保险经办机构: 6,472→5,479",
        "表1 5.其他收入: 993→0",
        "表1 本年收入合计: 8,367→7,374",
        "表1 本年支出合计: 8,367→7,374",
        "表1 收入总计: 8,367→7,374",
        "表1 支出总计: 8,367→7,374",
        f"表2 {UNIT}: 8,367→7,374 993→0",
        f"表3 {UNIT}: 8,367→7,374 3,021→2,028",
        f"表5 {UNIT}: 3,021→2,028 993→0",
        "表5 区财政安排项目: 993→0 993→0",
        "表11 区财政安排项目: 993→0 993→",
        "表11 金额合计: 8,367→7,374 993→",
    ]


def test_an_amount_below_one_unit_shows_where_places_allow_it(project: Path, baoan: Compiled) -> None:
    """公务接待费 0.3 → 0.8: 表4 rounds it up to 1, 表8 and the text keep its own digit, and what was even is an increase."""
    line = "2080109,30217,一般公共预算拨款,,"
    changed = effect_of(project, baoan, (LEDGER, f"{line}0.3", f"{line}0.8"))
    assert "第五部分: 11.3→11.8 与→比 持平→增加0.5万元，增长4%" in changed
    assert "第五部分: 0.3→0.8 与→比 持平→增加0.5万元" in changed
    assert "表4 公务接待费: 0→1 0→1 0→1" in changed
    assert [line for line in changed if line.startswith("表8")] == ["表8 2022年: 11→12 0.3→0.8", "表8 增减变化金额: 0→0.5 0→0.5"]


# ── projects come and go ──


def test_adding_a_project_adds_its_lines_and_counts(project: Path, baoan: Compiled) -> None:
    changed = effect_of(
        project,
        baoan,
        (LEDGER, "", "项目支出,政务公开平台,,2080109,,事业收入,,60,,示例\n"),
        (PROJECTS, "", "政务公开平台,,6,6,6,,\n"),
        (TASKS, "", "6,政务公开平台,政务公开平台\n"),
        (PRIOR, "机关运行经费,,746", "项目,政务公开平台,0,示例\n机关运行经费,,746"),
        (
            BUDGET,
            "# ---- 整体支出绩效目标 ----",
            '[[projects]]\nname = "政务公开平台"\nuse = "平台的建设"\ncause = "新设平台"\ngoal = "平台上线。"\n\n# ---- 整体支出绩效目标 ----',
        ),
        (BUDGET, "[overall]", '[[tasks]]\nname = "政务公开平台"\ncontent = "建设平台。"\n\n[overall]'),
    )
    assert changed == [
        "第二部分: 8,367→8,427 572→632 7%→8%",
        "第二部分: 8,367→8,427 572→632 7%→8%",
        "第二部分: 421→361",
        "第三部分: 8,367→8,427 3,021→3,081",
        "第三部分: 3,021→3,081",
        "第三部分 + - 6.政务公开平台60万元，主要用于平台的建设。较2021年预算增加60万元，主要原因是新设平台。",
        "第六部分: 3,021→3,081 5→6",
        "第七部分: 6→7",
        "第七部分 + | 政务公开平台 | 60 | 平台上线。",
        "表1 二、社会保障和就业支出: 7,080→7,140",
        "表1 人力资源和社会保障管理事务: 6,472→6,532",
        "表1 三、单位资金: 993→1,053",
        "表1 社会保险经办机构: 6,472→6,532",
        "表1 1.事业收入: 0→60",
        "表1 本年收入合计: 8,367→8,427",
        "表1 本年支出合计: 8,367→8,427",
        "表1 收入总计: 8,367→8,427",
        "表1 支出总计: 8,367→8,427",
        f"表2 {UNIT}: 8,367→8,427 0→60",
        f"表3 {UNIT}: 8,367→8,427 3,021→3,081",
        "表5: 10→11",
        f"表5 {UNIT}: 3,021→3,081 0→60",
        "表5 + | 　　政务公开平台 | 60 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 60 | 0 | 0 | 0 | 0 | 0",
        "表11: 32→33",
        "表11 - | ↑ | 金额合计 |  | ← | 8,367 | 7,374 | 993",
        "表11 + | ↑ | 政务公开平台 | 建设平台。 | ← | 60 | 0 | 60",
        "表11 + | ↑ | 金额合计 |  | ← | 8,427 | 7,374 | 1,053",
    ]


DROP: tuple[Edit, ...] = (
    (LEDGER, "项目支出,预算准备金,,2080109,,一般公共预算拨款,,36,,表5；功能科目据表7（项目支出只列此功能科目）\n", ""),
    (PROJECTS, "预算准备金,履职类项目拨款,4,5,4,,\n", ""),
    (TASKS, "4,综合行政管理,预算准备金\n", ""),
)


def drop_text(project: Path) -> None:
    """Take the texts of 预算准备金 out of budget.toml."""
    path = project / BUDGET
    before, name, after = path.read_text(encoding="utf-8").partition('[[projects]]\nname = "预算准备金"\n')
    assert name
    path.write_text(before + after[after.index("[[projects]]") :], encoding="utf-8", newline="\n")


def test_dropping_a_project_takes_out_its_lines_and_counts(project: Path, baoan: Compiled) -> None:
    """预算准备金 goes; last year it had 12, so its end is among the changes that the reasons weigh."""
    drop_text(project)
    changed = effect_of(project, baoan, *DROP)
    assert [line for line in changed if line.startswith("第")] == [
        "第二部分: 8,367→8,331 572→536",
        "第二部分: 8,367→8,331 572→536",
        "第二部分: 421→457",
        "第三部分: 8,367→8,331 3,021→2,985",
        "第三部分: 3,021→2,985",
        *(line for line in changed if line.startswith("第三部分 ")),
        "第六部分: 3,021→2,985 5→4",
        "第七部分: 6→5",
        *(line for line in changed if line.startswith("第七部分 ")),
    ]
    moved = [line for line in changed if line.startswith(("第三部分 ", "第七部分 "))]
    assert [line[:16] for line in moved] == [
        "第三部分 - - 4.预算准备金",
        "第三部分 - - 5.区财政安排",
        "第三部分 + - 4.区财政安排",
        "第七部分 - | 预算准备金 |",
    ]
    assert [line for line in changed if line.startswith(("表5", "表11"))] == [
        "表5: 10→9",
        f"表5 {UNIT}: 3,021→2,985 2,028→1,992 2,028→1,992",
        "表5 - | 　　预算准备金 | 36 | 36 | 36 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0",
        "表11 综合行政管理: 61→25 61→25",
        "表11 金额合计: 8,367→8,331 7,374→7,338",
    ]
    assert {line.split(maxsplit=1)[0].rstrip(":") for line in changed if line.startswith("表")} == {
        "表1",
        "表2",
        "表3",
        "表5",
        "表6",
        "表7",
        "表11",
    }


# ── amounts of last year ──


def test_last_year_above_this_year_turns_every_word(project: Path, baoan: Compiled) -> None:
    assert effect_of(project, baoan, (PRIOR, "收支总额,,7795", "收支总额,,9000")) == [
        "第二部分: 增加→减少 572→633 增长→下降",
        "第二部分: 增加→减少 572→633 增长→下降",
        "第二部分: 预算收支增加主要原因→预算收支增减相抵后减少，主要因素 421→1,626",
    ]


def test_zero_last_year_has_no_percentage(project: Path, baoan: Compiled) -> None:
    changed = effect_of(project, baoan, (PRIOR, "机关运行经费,,746", "机关运行经费,,0"))
    assert changed == ["第八部分: 减少→增加 28→718 ，下降4%→（2021年没有安排）"]


def test_same_as_last_year_is_even_and_has_no_reasons(project: Path, baoan: Compiled) -> None:
    changed = effect_of(project, baoan, (PRIOR, "收支总额,,7795", "收支总额,,8367.3"))
    assert [line for line in changed if "+" in line] == [
        f"第二部分 + ¶ 2022年{UNIT}部门预算收入8,367万元，与2021年持平。",
        "第二部分 + ¶ 2022年部门预算支出8,367万元，与2021年持平。",
    ]
    assert len(changed) == 5
    assert "主要原因" in changed[2]


def test_a_difference_that_prints_as_zero_is_nearly_even(project: Path, baoan: Compiled) -> None:
    changed = effect_of(project, baoan, (PRIOR, "社会保险业务管理,60", "社会保险业务管理,40.4"))
    assert len(changed) == 1
    assert changed[0].startswith("第三部分: 较→与 减少20万元，减幅33%，主要原因是")
    assert changed[0].endswith("→基本持平")


def test_unknown_last_year_is_not_compared(project: Path, baoan: Compiled) -> None:
    changed = effect_of(project, baoan, (PRIOR, "项目,社会保险业务管理,60,第三部分：40+20\n", ""))
    assert len(changed) == 1
    line = next(line for line in dump(compiled(project)).splitlines() if line.startswith("- 2.社会保险业务管理"))
    assert line.endswith("。2021年预算数没有公开，不作比较。")


def test_an_ended_project_can_drive_the_change(project: Path, baoan: Compiled) -> None:
    """A project that only last year had is named, after the larger driver, and 其余 takes up the difference."""
    assert effect_of(project, baoan, (PRIOR, "机关运行经费,,746", "项目,旧项目,300,示例\n机关运行经费,,746")) == [
        "第二部分: →一是 →二是旧项目减少300万元； 421→121"
    ]


def test_a_second_driver_is_named_with_its_cause(project: Path, baoan: Compiled) -> None:
    changed = effect_of(project, baoan, (PRIOR, "社会保险综合管理,1808", "社会保险综合管理,1000"))
    assert [line.partition(":")[0] for line in changed] == ["第二部分", "第三部分"]
    assert changed[1] == "第三部分: 119→927 7%→93%"
    reasons = next(line for line in dump(compiled(project)).splitlines() if "主要原因：" in line)
    assert reasons.count("一是区财政安排项目增加993万元，主要是") == 1
    assert reasons.count("；二是社会保险综合管理增加927万元，主要是工作职能有变") == 1
    assert reasons.endswith("；其余各项相抵后减少1,348万元。")
    assert 993 + 927 - 1348 == 572


def test_no_last_year_at_all_compares_nothing(project: Path, baoan: Compiled) -> None:
    """Without prior.csv no sentence prints a change; every other line stands."""
    path = project / PRIOR
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8", newline="\n")
    result = build.compile_document(project, DEPARTMENT, YEAR, DOCUMENT)
    changed = effect(dump(baoan), dump(result))
    assert {line.partition(":")[0].split(" ")[0] for line in changed} == {"第二部分", "第三部分", "第五部分", "第八部分", "表8"}
    prose = [line for line in dump(result).splitlines() if line.startswith(("¶ ", "- "))]
    assert not [line for line in prose if "增加0" in line or ("2021年" in line and ("增长" in line or "减幅" in line))]


# ── counts, texts and names ──


@pytest.mark.parametrize(
    ("edit", "wanted"),
    [
        ((f"{FOLDER}/unit.toml", '  "石岩管理站",\n', ""), ["第一部分: 石岩管理站→ 13→12"]),
        ((f"{FOLDER}/unit.toml", "retired = 27", "retired = 28"), ["第一部分: 27→28"]),
        ((f"{FOLDER}/unit.toml", "vehicles = 3\n", "vehicles = 4\n"), ["第五部分: 3→4", "第八部分: 3→4"]),
        ((f"{FOLDER}/indicators.csv", "成本控制率,≤100%", "成本控制率,≤95%"), ["表11 成本指标: ≤100%→≤95%"]),
        (
            (f"{FOLDER}/procurement.csv", ",是,是,,25,", ",是,否,,26,"),
            ["第四部分: 392→393 25→26", f"表3 {UNIT}: 392→393 392→393 392→367"],
        ),
    ],
    ids=["office", "retired", "vehicles", "indicator", "procurement"],
)
def test_other_facts_show_exactly_where_they_are_used(project: Path, baoan: Compiled, edit: Edit, wanted: list[str]) -> None:
    found = effect_of(project, baoan, edit)
    assert [line.replace("、", "") for line in found] == wanted


def test_what_projects_without_codes_may_hold_is_an_error_until_it_is_said(project: Path, baoan: Compiled) -> None:
    """The published 0 of 因公出国 rests on sangong.csv alone; codes of all projects of that fund would tell it as well."""
    (project / f"{FOLDER}/sangong.csv").unlink()
    result = build.compile_document(project, DEPARTMENT, YEAR, "budget")
    open_items = [found for found in result.findings if found.code == "CMP-01"]
    assert {found.message.split("”")[0] for found in open_items} == {"“因公出国（境）费用", "“公务用车购置费"}
    lines = (project / LEDGER).read_text(encoding="utf-8").splitlines()
    blank = [number for number, line in enumerate(lines, 1) if line.startswith("项目支出") and ",,一般公共预算拨款," in line]
    assert blank and [[place.line for place in found.places] for found in open_items] == [blank, blank]
    assert effect(dump(baoan), dump(result))[-1].startswith("表8")
    coded = re.sub("^(项目支出,.*?),,一般公共预算拨款", r"\1,30299,一般公共预算拨款", "\n".join(lines) + "\n", flags=re.MULTILINE)
    (project / LEDGER).write_text(coded, encoding="utf-8")
    result = build.compile_document(project, DEPARTMENT, YEAR, "budget")
    assert [found.code for found in result.findings if found.severity is Severity.ERROR] == []
    assert effect(dump(baoan), dump(result)) == []


def test_a_unit_of_another_name_changes_no_figure(project: Path, baoan: Compiled) -> None:
    spoil(project, f"{FOLDER}/unit.toml", f'name = "{UNIT}"', 'name = "云山区图书馆"')
    found = dump(compiled(project))
    assert found == dump(baoan).replace(UNIT, "云山区图书馆")


# ── through both formats ──


def test_a_mutation_reaches_both_formats(project: Path, published: Published, real_style: StyleSheet) -> None:
    """The zeroed project in DOCX and PDF: both print the new document, and what they printed before is gone."""
    spoil(project, *ZERO)
    outcome = build.report(project, DEPARTMENT, YEAR)
    assert outcome.written, outcome.findings
    assert outcome.compiled[0].composed is not None
    wanted = expected(outcome.compiled[0].composed.document)
    folder = project / "output" / DEPARTMENT / YEAR
    found = read_docx((folder / "budget.docx").read_bytes())
    assert found == wanted
    assert read_pdf((folder / "budget.pdf").read_bytes(), outcome.compiled[0].composed.document, real_style) == run_together(wanted)
    gone = [piece for piece in read_docx(published.docx) if piece not in found]
    come = [piece for piece in found if piece not in read_docx(published.docx)]
    assert len(gone) == len(come) == 7 + 6  # paragraphs and tables
    assert f"2022年{UNIT}部门预算收入7,374万元，比2021年减少421万元，下降5%。" in come
