from __future__ import annotations

import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gen.amount import ZERO, Amount, total
from gen.findings import Place, Severity, has_error, in_order
from gen.read.load import departments, documents, load, years
from tests.specimens import CODES, DEPARTMENT, FILES, FOLDER, YEAR, spoil, write_tree

ROOT = Path(__file__).parents[2]
DEPARTMENT_FILES = sorted(Path(path).name for path in FILES if path.startswith(FOLDER) and path.endswith(".csv"))


def test_a_department_year_is_read_whole(tree: Path) -> None:
    model, findings = load(tree, DEPARTMENT, YEAR, "budget")
    assert findings == () and model is not None
    assert (model.department, model.year, model.folder) == ("yunshan", 2031, "data/yunshan/2031")
    assert model.document == "budget" and model.files == set(DEPARTMENT_FILES)
    counts = [len(rows) for rows in (model.ledger, model.projects, model.tasks, model.procurement, model.prior, model.indicators)]
    assert counts == [5, 2, 2, 1, 2, 2]
    assert [(row.year, row.amount) for row in model.history] == [("2029", Amount(Decimal(1_100_000))), ("2030", ZERO)]
    (control,) = model.controls
    assert (control.source, control.kind, control.project) == ("ledger", "基本支出", "")
    assert [amount.yuan for amount in (control.unit, control.against, control.amount)] == [1000, 1_203_000, 1_203_000]
    assert total(line.amount for line in model.ledger) == Amount(Decimal("2085500"))
    assert (model.procurement[0].medium, model.procurement[0].small) == (True, False)
    assert model.codes.functions["2070104"].name == "图书馆" and not model.codes.complete
    assert (list(model.codes.economics), list(model.codes.funds)) == (["301", "30101", "30217"], ["一般公共预算拨款", "其他收入"])
    assert model.sources == FILES


def test_the_declared_unit_holds_for_all_amounts(tree: Path) -> None:
    spoil(tree, f"{FOLDER}/unit.toml", '"万元"', '"元"')
    model, findings = load(tree, DEPARTMENT, YEAR, "budget")
    assert findings == () and model is not None
    assert total(line.amount for line in model.ledger) == Amount(Decimal("208.55"))
    assert [prior.amount.yuan for prior in model.prior] == [Decimal(200), Decimal("85.5")]


def test_faults_of_all_files_come_in_one_run_in_order(tree: Path) -> None:
    for path in FILES:
        spoil(tree, path, "", "\u200b")
    (tree / FOLDER / "extra.toml").write_text("")
    (tree / CODES / "functions.csv").unlink()
    model, findings = load(tree, DEPARTMENT, YEAR, "budget")
    assert model is None and findings == in_order(findings)
    assert {finding.places[0].path for finding in findings} == {*FILES, f"{FOLDER}/extra.toml"}


def test_a_broken_unit_hides_no_fault_of_the_amounts(tree: Path) -> None:
    spoil(tree, f"{FOLDER}/unit.toml", '"万元"', "万元")
    spoil(tree, f"{FOLDER}/ledger.csv", ",120,", ",十二,")
    assert [finding.code for finding in load(tree, DEPARTMENT, YEAR, "budget")[1]] == ["VAL-02", "TOML-01"]


def test_a_bad_character_brings_no_second_finding_on_its_line(tree: Path) -> None:
    spoil(tree, f"{FOLDER}/ledger.csv", ",120,", ",1\u200b20,")
    spoil(tree, f"{FOLDER}/ledger.csv", "其他收入,,8,", "其他收入,,八,")
    assert [(f.code, f.places[0].line) for f in load(tree, DEPARTMENT, YEAR, "budget")[1]] == [("READ-12", 2), ("VAL-02", 6)]


def test_a_missing_code_list_is_told_with_its_header(tree: Path) -> None:
    (tree / CODES / "economics.csv").unlink()
    (finding,) = load(tree, DEPARTMENT, YEAR, "budget")[1]
    assert finding.code == "READ-05" and "编码,名称,来源" in finding.hint


@pytest.mark.parametrize("name", DEPARTMENT_FILES)
def test_a_file_of_the_department_that_is_not_there_has_no_records(tree: Path, name: str) -> None:
    """What a form needs is a matter of its edition (FIL-01)."""
    (tree / FOLDER / name).unlink()
    model, findings = load(tree, DEPARTMENT, YEAR, "budget")
    assert findings == () and model is not None
    assert model.files == set(DEPARTMENT_FILES) - {name}
    records = {"ledger.csv": model.ledger, "projects.csv": model.projects, "tasks.csv": model.tasks, "procurement.csv": model.procurement}
    records |= {"prior.csv": model.prior, "history.csv": model.history, "control.csv": model.controls, "indicators.csv": model.indicators}
    assert [file for file, rows in records.items() if not rows] == [name]
    assert f"{FOLDER}/{name}" not in model.sources


def test_files_that_may_have_no_rows(tree: Path) -> None:
    for name in ("projects", "tasks", "procurement", "prior", "history", "control", "indicators"):
        path = f"{FOLDER}/{name}.csv"
        (tree / path).write_text(FILES[path].split("\n")[0] + "\n", encoding="utf-8")
    model, findings = load(tree, DEPARTMENT, YEAR, "budget")
    assert findings == () and model is not None and model.tasks == ()


@pytest.mark.parametrize("name", [path for path in FILES if path.endswith(".csv")])
def test_a_spreadsheet_program_may_save_the_csv(tree: Path, name: str) -> None:
    content = (tree / name).read_text(encoding="utf-8")
    (tree / name).write_bytes(b"\xef\xbb\xbf" + content.replace("\n", "\r\n").encode())
    model, findings = load(tree, DEPARTMENT, YEAR, "budget")
    assert findings == () and model is not None and model.sources == FILES


def test_the_documents_of_a_folder_are_those_that_have_a_file(tree: Path) -> None:
    assert documents(tree, DEPARTMENT, YEAR) == (("budget",), ())
    text = (tree / FOLDER / "budget.toml").read_text(encoding="utf-8")
    (tree / FOLDER / "self-evaluation.toml").write_text(text, encoding="utf-8")
    (tree / FOLDER / "performance-target.toml").write_text(text.replace("specimen", "another"), encoding="utf-8")
    assert documents(tree, DEPARTMENT, YEAR) == (("budget", "performance-target", "self-evaluation"), ())
    model, findings = load(tree, DEPARTMENT, YEAR, "performance-target")
    assert findings == () and model is not None
    assert (model.document, model.texts.edition.value) == ("performance-target", "another")
    # Each document knows the files that it rests on, and no text of the others.
    assert set(model.sources) == {*FILES, f"{FOLDER}/performance-target.toml"} - {f"{FOLDER}/budget.toml"}


def test_a_folder_without_any_document_is_told(tree: Path) -> None:
    (tree / FOLDER / "budget.toml").unlink()
    names, (finding,) = documents(tree, DEPARTMENT, YEAR)
    assert names == () and (finding.code, finding.places) == ("READ-05", (Place(FOLDER),))
    assert "budget.toml（部门预算的文字）" in finding.hint and "performance-target.toml" in finding.hint
    assert [finding.code for finding in documents(tree, "../x", "20")[1]] == ["READ-01", "READ-02"]
    assert [finding.code for finding in documents(tree, DEPARTMENT, "2030")[1]] == ["READ-04"]


def test_unknown_names_are_answered_with_known_ones(tree: Path) -> None:
    (tree / "data/yunhai/2030").mkdir(parents=True)
    assert departments(tree) == ("yunhai", "yunshan") and years(tree, "yunshan") == ("2031",)
    (finding,) = load(tree, "yunshn", YEAR, "budget")[1]
    assert finding.hint == "是否 yunshan？现有部门：yunhai、yunshan"
    (finding,) = load(tree, DEPARTMENT, "2030", "budget")[1]
    assert finding.hint == "现有年度：2031" and finding.places == (Place("data/yunshan"),)


def test_what_is_no_department_is_passed_over(tree: Path) -> None:
    for name in ("UPPER", "a b", ".git", "_x"):
        (tree / "data" / name).mkdir()
    (tree / "data" / "file").write_text("")
    (tree / "data" / "linked").symlink_to(tree / "data" / DEPARTMENT)
    assert departments(tree) == ("yunshan",)
    assert departments(tree / "nowhere") == ()


def test_every_wrong_department_and_year_is_told_together(tree: Path) -> None:
    assert [finding.code for finding in load(tree, "../x", "20", "budget")[1]] == ["READ-01", "READ-02"]


@pytest.fixture(scope="module")
def shared_tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tree(tmp_path_factory.mktemp("shared"))


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(sorted(FILES)),
    st.lists(
        st.tuples(
            st.integers(0, 2000),
            st.integers(0, 6),
            st.binary(max_size=4) | st.sampled_from([b'"', b",", b"\n", b"[[", b"1e9", b"=", b"nan"]),
        )
    ),
)
def test_no_damage_to_a_file_raises(shared_tree: Path, path: str, damage: list[tuple[int, int, bytes]]) -> None:
    content = FILES[path].encode()
    for position, length, put in damage:
        position %= len(content) + 1
        content = content[:position] + put + content[position + length :]
    try:
        (shared_tree / path).write_bytes(content)
        model, findings = load(shared_tree, DEPARTMENT, YEAR, "budget")
    finally:
        (shared_tree / path).write_bytes(FILES[path].encode())
    assert (model is None) == has_error(findings)
    for finding in findings:
        assert finding.message and finding.hint and finding.places[0].path.startswith("data/")
        line = finding.places[0].line
        assert 0 <= line <= content.count(b"\n") + 2


def test_reading_imports_nothing_that_is_slow_to_start() -> None:
    code = "import sys, gen.read.load; print(*sorted(name for name in sys.modules if '.' not in name))"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert not {"weasyprint", "docx", "jinja2", "fontTools", "lxml", "difflib"} & set(loaded)


def last_year(tree: Path) -> Path:
    """Last year's folder, the same as this year's, below ``tree``."""
    for path, text in FILES.items():
        target = tree / path.replace(f"/{YEAR}/", "/2030/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return tree / f"data/{DEPARTMENT}/2030"


def test_last_years_own_folder_comes_with_the_year(tree: Path) -> None:
    model, _ = load(tree, DEPARTMENT, YEAR, "budget")
    assert model is not None and model.last is None
    assert model.absent == (f"data/{DEPARTMENT}/2030/budget.toml",)
    last_year(tree)
    model, findings = load(tree, DEPARTMENT, YEAR, "budget")
    assert findings == () and model is not None and model.last is not None
    assert (model.last.year, model.last.last, model.absent) == (2030, None, ())
    assert set(model.sources) == {*FILES, *(path.replace(f"/{YEAR}/", "/2030/") for path in FILES)}


def test_a_folder_of_last_year_without_the_same_document_is_none(tree: Path) -> None:
    folder = last_year(tree)
    (folder / "budget.toml").rename(folder / "performance-target.toml")
    model, findings = load(tree, DEPARTMENT, YEAR, "budget")
    assert findings == () and model is not None and model.last is None


def test_a_fault_of_last_years_folder_is_told(tree: Path) -> None:
    spoil(tree, (last_year(tree) / "ledger.csv").relative_to(tree).as_posix(), ",120,", ",十二,")
    model, findings = load(tree, DEPARTMENT, YEAR, "budget")
    assert model is None
    assert [(finding.code, str(finding.places[0])) for finding in findings] == [("VAL-02", f"data/{DEPARTMENT}/2030/ledger.csv:2:32")]


def test_a_document_may_cite_the_budget_of_another_folder(tree: Path) -> None:
    shutil.copytree(tree / f"data/{DEPARTMENT}", tree / "data/other-bureau")
    spoil(tree, f"{FOLDER}/budget.toml", 'approval_date = ""', f'approval_date = ""\ncited_budget = "other-bureau/{YEAR}"')
    model, findings = load(tree, DEPARTMENT, YEAR, "budget")
    assert findings == () and model is not None and model.cited is not None
    assert model.cited.folder == f"data/other-bureau/{YEAR}"
    assert f"data/other-bureau/{YEAR}/ledger.csv" in model.sources
    spoil(tree, f"data/other-bureau/{YEAR}/ledger.csv", ",120,", ",十二,")
    model, findings = load(tree, DEPARTMENT, YEAR, "budget")
    assert model is None and [finding.code for finding in findings] == ["VAL-02"]


@pytest.mark.parametrize(
    ("cited", "severity"),
    [("elsewhere-bureau/2031", Severity.WARNING), ("yunshann/2031", Severity.ERROR), (f"{DEPARTMENT}/2029", Severity.ERROR)],
)
def test_a_cited_budget_that_is_not_there_is_told(tree: Path, cited: str, severity: Severity) -> None:
    """That of a department that is not here at all is only a warning: its data may be kept elsewhere."""
    spoil(tree, f"{FOLDER}/budget.toml", 'approval_date = ""', f'approval_date = ""\ncited_budget = "{cited}"')
    model, (finding,) = load(tree, DEPARTMENT, YEAR, "budget")
    assert (finding.code, finding.severity) == ("READ-17", severity)
    assert str(finding.places[0]) == f"{FOLDER}/budget.toml:4:17"
    assert (model is None) == (severity is Severity.ERROR)
    if model is not None:
        assert model.cited is None and f"data/{cited}/budget.toml" in model.absent


def test_the_code_lists_are_of_the_same_year(tree: Path) -> None:
    (tree / CODES).rename(tree / "data/_codes/2030")
    (finding,) = load(tree, DEPARTMENT, YEAR, "budget")[1]
    assert finding.code == "READ-14" and "现有年度：2030" in finding.hint
