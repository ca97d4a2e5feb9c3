"""A year out of another: what is carried over, what is left to fill in or to confirm, where last year's amounts come from, and what is refused."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest

from gen import build, fmt, publish
from gen.canonical.sources import all_sources
from gen.read import toml
from gen.start.year import Started, from_year
from tests.project import ROOT, copy_to, only_with
from tests.specimens import spoil

NEW = "data/baoan/2023"
PENDING = {"TODO-01", "TODO-02", "VAL-01"}

pytestmark = only_with("baoan")


@pytest.fixture(scope="module")
def baoan() -> Started:
    started = from_year(ROOT, "baoan", "2023", "baoan/2022")
    assert started.findings == ()
    return started


def rows(started: Started, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(started.files[path])))


def values(started: Started, path: str) -> dict[str, object]:
    file, findings = toml.parse(started.files[path], path)
    assert file is not None and findings == []
    return dict(file.value)


def test_every_file_of_the_year_but_notes_and_what_last_year_tells_itself(baoan: Started) -> None:
    names = ("budget.toml", "indicators.csv", "ledger.csv", "procurement.csv", "projects.csv", "sangong.csv", "tasks.csv", "unit.toml")
    assert tuple(baoan.files) == tuple(f"{NEW}/{name}" for name in names)


def test_lines_stay_and_their_amounts_are_to_fill_in(baoan: Started) -> None:
    then = list(csv.DictReader(io.StringIO((ROOT / "data/baoan/2022/ledger.csv").read_text("utf-8"))))
    now = rows(baoan, f"{NEW}/ledger.csv")
    own = ("预算数", "精度", "依据")
    assert [{**row, **dict.fromkeys(own, "")} for row in then] == now and len(now) == 38
    assert {row["预算数"] for row in rows(baoan, f"{NEW}/procurement.csv")} == {""}


def test_projects_are_to_be_decided_and_targets_to_be_confirmed(baoan: Started) -> None:
    projects = rows(baoan, f"{NEW}/projects.csv")
    assert [row["项目"] for row in projects][:2] == ["〔待确认〕社会保险综合管理", "〔待确认〕社会保险业务管理"]
    assert (projects[0]["项目类别"], projects[0]["表5次序"]) == ("履职类项目拨款", "2")
    assert all(row["指标值"].startswith("〔待确认〕") and "〔" not in row["三级指标"] for row in rows(baoan, f"{NEW}/indicators.csv"))
    assert baoan.files[f"{NEW}/tasks.csv"] == (ROOT / "data/baoan/2022/tasks.csv").read_text("utf-8")


def test_texts_are_to_be_confirmed_and_counts_to_be_filled_in(baoan: Started) -> None:
    unit, budget = values(baoan, f"{NEW}/unit.toml"), values(baoan, f"{NEW}/budget.toml")
    assert unit["name"] == "〔待确认〕深圳市社会保险基金管理局宝安分局"
    assert (unit["amount_unit"], unit["subordinates"], "recorded" in unit) == ("万元", [], False)
    assert unit["staff"] == dict.fromkeys(("authorized", "serving", "veterans", "retired"), "〔待填〕")
    assert (budget["edition"], budget["status"], budget["approval_date"]) == ("shenzhen-budget-2022", "草案", "")
    assert isinstance(budget["duties"], list) and all(text.startswith("〔待确认〕") for text in budget["duties"])
    assert isinstance(budget["items"], list) and budget["items"][0] == {"name": "人员支出", "use": "〔待确认〕在职人员的工资和福利"}


def test_causes_and_sources_of_last_years_figures_stay_behind(baoan: Started) -> None:
    text = "".join(baoan.files.values())
    assert "cause" in (ROOT / "data/baoan/2022/budget.toml").read_text("utf-8") and "cause" not in text
    assert "推定" not in text and "NOTES" not in text and "表4" not in text


def test_last_year_is_derived_and_what_its_lines_leave_open_is_to_be_said_anew(baoan: Started) -> None:
    assert [tuple(row.values()) for row in rows(baoan, f"{NEW}/sangong.csv")] == [
        ("本年", "因公出国（境）费用", "", ""),
        ("本年", "公务用车购置费", "", ""),
    ]
    assert any("上年数取自 data/baoan/2022" in note for note in baoan.notes)


def test_what_nobody_said_of_last_year_is_to_fill_in(tmp_path: Path) -> None:
    copy_to(tmp_path)
    (tmp_path / "data/baoan/2022/sangong.csv").unlink()
    started = from_year(tmp_path, "baoan", "2023", "baoan/2022")
    assert [tuple(row.values()) for row in rows(started, f"{NEW}/prior.csv")] == [
        ("三公经费", "因公出国（境）费用", "", ""),
        ("三公经费", "公务用车购置费", "", ""),
    ]


@only_with("benji")
def test_what_last_years_form_counted_and_this_years_cannot_tell_is_as_published(tmp_path: Path) -> None:
    """This year's form asks for a matter by economic codes, last year's did not: its document has an amount, its lines leave ours open."""
    copy_to(tmp_path)
    counted = 'where = { "支出类型" = "基本支出", "经济类" = ["302", "310"], "资金来源" = "一般公共预算拨款" }\nprior = ["机关运行经费"]'
    edition = "templates/shenzhen-budget-2023/edition.toml"
    spoil(tmp_path, edition, counted, 'where = { "经济款" = "30299", "支出类型" = "项目支出" }\nprior = ["机关运行经费"]')
    started = from_year(tmp_path, "baoan", "2023", "baoan/2022", edition="shenzhen-budget-2023")
    assert [tuple(row.values()) for row in rows(started, f"{NEW}/prior.csv")] == [
        ("机关运行经费", "", "718.3", "上年公开的“机关运行经费”，由 baoan 2022 年的数据得出"),
    ]


def test_codes_that_the_new_years_list_lacks_are_named(baoan: Started) -> None:
    assert [note for note in baoan.notes if "科目" in note] == [
        "经济科目 30199 其他工资福利支出、30205 水费、30206 电费、30309 奖励金：data/_codes/2023 没有列出（科目表不全，没有取消的要补录）"
    ]


def test_every_fault_of_the_new_year_is_one_to_fill_in_or_to_confirm(tmp_path: Path, baoan: Started) -> None:
    publish.create(copy_to(tmp_path), baoan.files)
    findings = build.compile(tmp_path, "baoan", "2023").findings
    assert {finding.code for finding in findings} == PENDING
    assert all(finding.message.startswith(("待填：", "待确认：")) and finding.places[0].line for finding in findings)
    assert len(findings) == 137
    # A year that is begun out of one that is not settled itself carries each mark once.
    again = from_year(tmp_path, "baoan", "2024", "baoan/2023", document="budget")
    assert again.files == {} and {finding.code for finding in again.findings} == PENDING


def test_marks_of_a_year_that_is_not_settled_are_not_doubled(tmp_path: Path) -> None:
    copy_to(tmp_path)
    spoil(tmp_path, "data/baoan/2022/budget.toml", "监督管理工伤保险", "〔待确认〕监督管理工伤保险")
    spoil(tmp_path, "data/baoan/2022/unit.toml", "serving = 110", 'serving = "〔待填〕"')
    started = from_year(tmp_path, "baoan", "2023", "baoan/2022")
    assert started.files[f"{NEW}/budget.toml"].count("〔待确认〕监督管理工伤保险") == 1
    assert "〔待确认〕〔" not in "".join(started.files.values()) and 'serving = "〔待填〕"' in started.files[f"{NEW}/unit.toml"]


def test_personal_data_is_not_carried_over(tmp_path: Path) -> None:
    copy_to(tmp_path)
    spoil(tmp_path, "data/baoan/2022/budget.toml", "凭来函、来电安排的公务接待", "凭来函安排，电话13800138000")
    spoil(tmp_path, "data/baoan/2022/indicators.csv", "设备购置完成率,100%", "设备购置完成率,13800138000")
    started = from_year(tmp_path, "baoan", "2023", "baoan/2022")
    assert "13800138000" not in "".join(started.files.values())
    assert 'name = "公务接待费"\nuse = "〔待填〕"' in started.files[f"{NEW}/budget.toml"]
    assert "设备购置完成率,〔待填〕" in started.files[f"{NEW}/indicators.csv"]


def test_what_is_not_published_goes_on_with_its_mark_and_to_no_other_department(tmp_path: Path) -> None:
    copy_to(tmp_path)
    projects = tmp_path / "data/baoan/2022/projects.csv"
    head, *lines = projects.read_text("utf-8").splitlines()
    marked = [f"{line},{'是' if line.startswith('预算准备金') else ''}" for line in lines]
    projects.write_text("\n".join([f"{head},不公开", *marked]) + "\n", encoding="utf-8")
    own = from_year(tmp_path, "baoan", "2023", "baoan/2022")
    assert "〔待确认〕预算准备金,履职类项目拨款,4,5,4,,,是\n" in own.files[f"{NEW}/projects.csv"]
    assert "项目支出,预算准备金,,2080109,,一般公共预算拨款,,,,\n" in own.files[f"{NEW}/ledger.csv"]
    assert f"{NEW}/prior.csv" not in own.files
    other = from_year(tmp_path, "xinju", "2022", "baoan/2022")
    assert [path for path, text in other.files.items() if ",预算准备金," in text or "〕预算准备金," in text] == []
    assert 'name = "预算准备金"' not in other.files["data/xinju/2022/budget.toml"]


def test_a_waiver_is_for_its_own_year(tmp_path: Path) -> None:
    copy_to(tmp_path)
    (tmp_path / "data/baoan/2022/waivers.csv").write_text("规则,文件,特征,理由,批准单位,有效期至\n", encoding="utf-8")
    started = from_year(tmp_path, "baoan", "2023", "baoan/2022")
    assert started.files and f"{NEW}/waivers.csv" not in started.files


def test_another_department_is_a_pattern_and_tells_nothing_of_last_year() -> None:
    started = from_year(ROOT, "xinju", "2022", "baoan/2022")
    unit = values(started, "data/xinju/2022/unit.toml")
    assert (unit["name"], unit["parent"], unit["offices"]) == ("〔待填〕", "〔待填〕", ["〔待填〕"])
    prior = rows(started, "data/xinju/2022/prior.csv")
    assert {(row["上年数"], row["依据"]) for row in prior} == {("", "")}
    assert ("收支总额", "") in {(row["事项"], row["对象"]) for row in prior}
    assert ("项目", "预算准备金") in {(row["事项"], row["对象"]) for row in prior}
    assert any("只作样子" in note for note in started.notes) and any("没有 data/xinju/2021" in note for note in started.notes)


@only_with("benji")
def test_another_edition_may_be_chosen() -> None:
    started = from_year(ROOT, "baoan", "2023", "baoan/2022", edition="shenzhen-budget-2023")
    assert values(started, f"{NEW}/budget.toml")["edition"] == "shenzhen-budget-2023"
    # It orders projects by the same columns as the other, and names them by two more.
    assert started.files[f"{NEW}/projects.csv"].startswith(
        "项目,项目类别,正文名称,第七部分名称,正文次序,表5次序,第七部分次序,开始日期,结束日期\n"
    )


def test_a_year_without_code_lists_gets_a_copy_that_is_to_be_confirmed_once(tmp_path: Path) -> None:
    copy_to(tmp_path)
    shutil.rmtree(tmp_path / "data/_codes/2023")
    started = from_year(tmp_path, "baoan", "2023", "baoan/2022")
    assert "照抄了 2022 年的" in started.notes[0]
    assert started.files["data/_codes/2023/funds.csv"] == (ROOT / "data/_codes/2022/funds.csv").read_text("utf-8")
    publish.create(tmp_path, started.files)
    (finding,) = [one for one in build.compile(tmp_path, "baoan", "2023").findings if "_codes" in one.places[0].path]
    assert (finding.code, str(finding.places[0])) == ("TODO-02", "data/_codes/2023/codes.toml:2:9")


@only_with("szsi")
def test_a_department_of_several_units_begins_unit_by_unit() -> None:
    started = from_year(ROOT, "szsi", "2021", "szsi/2020")
    then = {path.relative_to(ROOT / "data/szsi/2020/units").parts[0] for path in (ROOT / "data/szsi/2020/units").rglob("*.csv")}
    assert {path.split("/")[4] for path in started.files if "/units/" in path} == then
    assert (
        values(started, "data/szsi/2021/unit.toml")["units"]
        == values(Started(files={"x": (ROOT / "data/szsi/2020/unit.toml").read_text("utf-8")}), "x")["units"]
    )
    assert [tuple(row.values()) for row in rows(started, "data/szsi/2021/units/baoan/sangong.csv")] == [
        ("本年", "公务接待费", "", ""),
        ("本年", "公务用车运行维护费", "", ""),
    ]
    # All that it compares with last year is in last year's folder, of the department and of each unit.
    assert [path for path in started.files if path.endswith(("prior.csv", "control.csv"))] == []


@only_with("longhua")
def test_a_report_on_execution_cites_the_budget_of_its_own_year() -> None:
    started = from_year(ROOT, "longhua", "2021", "longhua/2020")
    assert values(started, "data/longhua/2021/self-evaluation.toml")["cited_budget"] == "〔待确认〕szsi/2021/units/longhua"
    assert {(row["预算数"], row["依据"]) for row in rows(started, "data/longhua/2021/execution.csv")} == {("〔待填〕", ""), ("", "")}
    assert {row["得分"] for row in rows(started, "data/longhua/2021/scores.csv")} == {"〔待填〕", ""}
    assert all(row["实际完成值"] in ("〔待填〕", "") for row in rows(started, "data/longhua/2021/indicators.csv"))


@only_with("guangshui")
def test_what_earlier_years_had_stays_as_it_is() -> None:
    started = from_year(ROOT, "guangshui", "2022", "guangshui/2021")
    assert started.files["data/guangshui/2022/history.csv"] == (ROOT / "data/guangshui/2021/history.csv").read_text("utf-8")
    other = from_year(ROOT, "xinju", "2022", "guangshui/2021")
    assert other.files["data/xinju/2022/history.csv"] == "年度,支出类型,资金来源,金额,依据\n"


@pytest.mark.parametrize(
    ("department", "year", "source", "more", "codes"),
    [
        ("Bao an", "2023", "baoan/2022", {}, ["READ-01"]),
        ("baoan", "23", "baoan/2022", {}, ["READ-02"]),
        ("../x", "1", "baoan/2022", {}, ["READ-01", "READ-02"]),
        ("baoan", "2022", "baoan/2022", {}, ["NEW-01"]),
        ("baoan", "2023", "baoan", {}, ["NEW-02"]),
        ("baoan", "2023", "baoan/2022/units", {}, ["NEW-02"]),
        ("baoan", "2023", "../2022", {}, ["READ-01"]),
        ("baoan", "2023", "baoann/2022", {}, ["READ-03"]),
        ("baoan", "2023", "baoan/2021", {}, ["READ-04"]),
        ("baoan", "2023", "baoan/2022", {"document": "self-evaluation"}, ["NEW-03"]),
        ("baoan", "2023", "baoan/2022", {"edition": "shenzhen-budget-2032"}, ["EDN-04"]),
        ("baoan", "2023", "baoan/2022", {"edition": "../x"}, ["EDN-04"]),
        pytest.param("baoan", "2023", "baoan/2022", {"edition": "shenzhen-self-evaluation-2020"}, ["NEW-03"], marks=only_with("longhua")),
    ],
)
def test_what_cannot_be_started_is_refused(department: str, year: str, source: str, more: dict[str, str], codes: list[str]) -> None:
    started = from_year(ROOT, department, year, source, **more)
    assert started.files == {}
    assert [finding.code for finding in started.findings] == codes
    assert all(finding.hint for finding in started.findings)


def test_a_year_that_cannot_be_read_is_no_beginning(tmp_path: Path) -> None:
    copy_to(tmp_path)
    spoil(tmp_path, "data/baoan/2022/ledger.csv", ",,2270,", ",,2270a,")
    started = from_year(tmp_path, "baoan", "2023", "baoan/2022")
    assert started.files == {} and [finding.code for finding in started.findings] == ["VAL-02"]


@pytest.mark.parametrize(
    ("department", "year", "source"),
    [
        ("baoan", "2023", "baoan/2022"),
        ("szsi", "2021", "szsi/2020"),
        ("longhua", "2021", "longhua/2020"),
        ("guangshui", "2022", "guangshui/2021"),
        ("benji", "2024", "benji/2023"),
        ("xinju", "2022", "baoan/2022"),
    ],
)
def test_a_new_year_is_in_canonical_form(tmp_path: Path, department: str, year: str, source: str) -> None:
    if not (ROOT / "data" / source).is_dir():
        pytest.skip(f"no data/{source}")
    started = from_year(ROOT, department, year, source)
    publish.create(tmp_path, started.files)
    formed = fmt.form(tmp_path, all_sources(tmp_path), write=False)
    assert formed.clean and formed.files == len(started.files), formed
