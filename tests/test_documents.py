"""Two documents of one department-year: compiled together, published together or not at all, explained together."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from gen import build, record
from gen.cli import main
from gen.findings import has_error
from tests.forms import DOCUMENT, FORM, write_two
from tests.specimens import CODES, DEPARTMENT, FOLDER, YEAR, spoil

LEDGER, BUDGET, TARGET = f"{FOLDER}/ledger.csv", f"{FOLDER}/budget.toml", f"{FOLDER}/{DOCUMENT}.toml"
NAMES = [f"{document}.{kind}" for document in ("budget", DOCUMENT) for kind in ("docx", "figures.json", "pdf")]


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """The fictitious department-year with both documents."""
    return write_two(tmp_path)


def codes(outcome: build.Outcome) -> list[str]:
    return [f"{finding.code} {finding.places[0]}" for finding in outcome.findings]


# ── compiled ──


def test_both_documents_are_compiled_each_under_its_own_edition(two: Path) -> None:
    outcome = build.compile(two, DEPARTMENT, YEAR)
    assert outcome.findings == ()
    assert [each.model.document for each in outcome.compiled if each.model] == ["budget", DOCUMENT]
    assert [each.edition.name for each in outcome.compiled if each.edition] == ["深圳市部门预算（2022年）", "示例申报表"]
    titles = [each.composed.document.title for each in outcome.compiled if each.composed]
    assert titles == ["云山区图书馆2031年部门预算", "云山区图书馆2031年整体支出绩效目标申报表"]


def test_a_document_may_be_compiled_alone(two: Path) -> None:
    alone = build.compile_document(two, DEPARTMENT, YEAR, DOCUMENT)
    assert alone.composed == build.compile(two, DEPARTMENT, YEAR).compiled[1].composed


@pytest.mark.parametrize(
    ("edit", "found"),
    [
        ((LEDGER, ",,120,,甲", ",,x,,甲"), [f"VAL-02 {LEDGER}:2:32"]),
        ((LEDGER, "30302", "30303"), [f"COD-01 {LEDGER}:4:16"]),
        ((f"{CODES}/functions.csv", "2070104,图书馆,示例\n", ""), [f"COD-01 {LEDGER}:2:8"]),
    ],
)
def test_a_fault_of_a_shared_file_is_told_once(two: Path, edit: tuple[str, str, str], found: list[str]) -> None:
    spoil(two, *edit)
    assert codes(build.compile(two, DEPARTMENT, YEAR)) == found


def test_faults_of_both_documents_come_in_one_run(two: Path) -> None:
    spoil(two, BUDGET, "已批复", "草案")
    spoil(two, TARGET, 'edition = "specimen-form"', 'edition = "specimen-from"')
    outcome = build.compile(two, DEPARTMENT, YEAR)
    assert codes(outcome) == [f"STA-01 {BUDGET}:2:11", f"EDN-04 {TARGET}:1:12"]
    assert [each.composed is not None for each in outcome.compiled] == [True, False]


def test_a_missing_file_is_a_fault_of_the_document_that_needs_it(two: Path) -> None:
    """procurement.csv is needed by the budget, history.csv by the form alone."""
    (two / FOLDER / "history.csv").unlink()
    outcome = build.compile(two, DEPARTMENT, YEAR)
    assert codes(outcome) == [f"FIL-01 {FOLDER}/history.csv"]
    assert [has_error(each.findings) for each in outcome.compiled] == [False, True]
    (two / FOLDER / "procurement.csv").unlink()
    outcome = build.compile(two, DEPARTMENT, YEAR)
    assert [[f.code for f in each.findings] for each in outcome.compiled] == [["FIL-01"], ["FIL-01"]]
    hints = {finding.places[0].path.rpartition("/")[2]: finding.hint for finding in outcome.findings}
    assert hints["history.csv"].startswith("请建立这个文件（以往年度收支），第一行写：年度,支出类型,资金来源,金额,依据")
    assert hints["procurement.csv"].endswith("；没有内容时只留这一行")


def test_last_years_amounts_are_the_matter_of_the_document_that_compares(two: Path) -> None:
    spoil(two, f"{FOLDER}/prior.csv", "机关运行经费,,0.3", "机关运行费,,0.3")
    outcome = build.compile(two, DEPARTMENT, YEAR)
    assert [[f.code for f in each.findings] for each in outcome.compiled] == [["CHG-02", "CHG-03"], []]


def test_a_folder_without_a_document_compiles_to_a_finding(two: Path) -> None:
    for path in (BUDGET, TARGET):
        (two / path).unlink()
    outcome = build.compile(two, DEPARTMENT, YEAR)
    assert (outcome.compiled, codes(outcome)) == ((), [f"READ-05 {FOLDER}"])
    assert build.report(two, DEPARTMENT, YEAR).written == ()
    assert not (two / "output").exists()


# ── published ──


def test_both_are_published_in_one_run_under_one_manifest(two: Path) -> None:
    outcome = build.report(two, DEPARTMENT, YEAR)
    folder = two / "output" / DEPARTMENT / YEAR
    assert sorted(path.name for path in outcome.written) == sorted([*NAMES, "manifest.json"])
    assert outcome.written[-1].name == "manifest.json"
    assert sorted(path.name for path in folder.iterdir()) == sorted([*NAMES, "manifest.json", record.RECORD, ".lock"])
    manifest = json.loads((folder / "manifest.json").read_bytes())
    assert sorted(manifest["outputs"]) == NAMES
    assert {BUDGET, TARGET, LEDGER, f"{FORM}/tables/form.toml"} <= set(manifest["inputs"])
    assert (folder / f"{DOCUMENT}.pdf").read_bytes().startswith(b"%PDF") and (folder / f"{DOCUMENT}.docx").read_bytes().startswith(b"PK")
    figures = [json.loads((folder / f"{name}.figures.json").read_bytes())["figures"] for name in ("budget", DOCUMENT)]
    tables = [{id.partition("/")[0] for id in entries if id.startswith(("表", "申报表"))} for entries in figures]
    assert "表1" in tables[0] and "申报表" not in tables[0]
    assert tables[1] == {"申报表"}

    # Nothing has changed, so nothing is made again; a change of one document makes both anew.
    again = build.report(two, DEPARTMENT, YEAR)
    assert (again.unchanged, again.written) == (True, ())
    spoil(two, TARGET, "藏书更全。", "藏书最全。")
    before = {name: (folder / name).read_bytes() for name in NAMES}
    assert len(build.report(two, DEPARTMENT, YEAR).written) == 7
    changed = [name for name in NAMES if (folder / name).read_bytes() != before[name]]
    assert changed == [f"{DOCUMENT}.docx", f"{DOCUMENT}.pdf"]


def test_an_error_in_one_of_them_publishes_neither(two: Path) -> None:
    spoil(two, TARGET, "已批复", "草案")
    outcome = build.report(two, DEPARTMENT, YEAR)
    assert codes(outcome) == [f"STA-01 {TARGET}:2:11"]
    assert outcome.written == () and not (two / "output").exists()


# ── explained ──


Run = Callable[..., tuple[int, str]]


@pytest.fixture
def explain(two: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs ``gongkai explain`` on the department-year."""

    def run(*arguments: str) -> tuple[int, str]:
        code = main(["explain", DEPARTMENT, YEAR, *arguments], two)
        return code, capsys.readouterr().out

    return run


def test_a_number_is_found_in_every_document_that_prints_it(explain: Run) -> None:
    code, out = explain("--number", "8")
    assert code == 0
    printed = [line for line in out.splitlines() if re.search(r"：8  \[.+\]$", line)]
    assert any("表5 项目支出总表：8" in line for line in printed)
    assert [line for line in printed if "申报表" in line] == [
        f"附件 › 整体支出绩效目标申报表：8  [申报表/{row}]" for row in ("收入/其他资金/金额", "项目/修缮/本年")
    ]
    assert out.count("修缮 = 8万元 ← data/yunshan/2031/ledger.csv:7:25（依据：己）") > 2


def test_a_cell_is_explained_by_the_document_that_has_it(explain: Run) -> None:
    code, out = explain("--cell", "申报表 财政拨款 占比")
    assert code == 0
    assert out.startswith("【performance-target】\n申报表 财政拨款 占比 = 4211/4371，约 96.3395%，印作 96.34%")
    assert "占比 = 本项 ÷ 合计" in out and f"{LEDGER}:7:25" in out
    code, out = explain("--cell", "表5 修缮 总计", "--json")
    assert code == 0
    assert [figure["value"] for figure in json.loads(out)] == ["80000元"]


def test_an_id_is_explained_by_the_document_that_has_it(explain: Run) -> None:
    code, out = explain("申报表/收入/合计/金额")
    assert code == 0 and out.count("[申报表/收入/合计/金额]") == 1
    code, out = explain("total.change")
    assert code == 0 and out.startswith("【budget】\n收支总额比上年增减额 = 18万元")
    assert explain("nothing")[0] == 1


def test_explain_answers_for_the_document_that_stands(two: Path, explain: Run) -> None:
    spoil(two, TARGET, 'edition = "specimen-form"', 'edition = "specimen-from"')
    code, out = explain("--cell", "表5 修缮 总计")
    assert code == 0 and "8万元" in out
