from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gen.amount import Amount, total
from gen.findings import Place, has_error, in_order
from gen.read.load import departments, load, years
from tests.specimens import CODES, DEPARTMENT, FILES, FOLDER, YEAR, spoil, write_tree

ROOT = Path(__file__).parents[2]


def test_a_department_year_is_read_whole(tree: Path) -> None:
    model, findings = load(tree, DEPARTMENT, YEAR)
    assert findings == () and model is not None
    assert (model.department, model.year, model.folder) == ("yunshan", 2031, "data/yunshan/2031")
    counts = [len(rows) for rows in (model.ledger, model.projects, model.tasks, model.procurement, model.prior, model.indicators)]
    assert counts == [5, 2, 2, 1, 2, 2]
    assert total(line.amount for line in model.ledger) == Amount(Decimal("2085500"))
    assert (model.procurement[0].medium, model.procurement[0].small) == (True, False)
    assert model.codes.functions["2070104"].name == "图书馆" and not model.codes.complete
    assert (list(model.codes.economics), list(model.codes.funds)) == (["301", "30101", "30217"], ["一般公共预算拨款", "其他收入"])
    assert model.sources == FILES


def test_the_declared_unit_holds_for_all_amounts(tree: Path) -> None:
    spoil(tree, f"{FOLDER}/unit.toml", '"万元"', '"元"')
    model, findings = load(tree, DEPARTMENT, YEAR)
    assert findings == () and model is not None
    assert total(line.amount for line in model.ledger) == Amount(Decimal("208.55"))
    assert [prior.amount.yuan for prior in model.prior] == [Decimal(200), Decimal("85.5")]


def test_faults_of_all_files_come_in_one_run_in_order(tree: Path) -> None:
    for path in FILES:
        spoil(tree, path, "", "\u200b")
    (tree / FOLDER / "extra.toml").write_text("")
    (tree / FOLDER / "tasks.csv").unlink()
    model, findings = load(tree, DEPARTMENT, YEAR)
    assert model is None and findings == in_order(findings)
    assert {finding.places[0].path for finding in findings} == {*FILES, f"{FOLDER}/extra.toml"}


def test_a_broken_unit_hides_no_fault_of_the_amounts(tree: Path) -> None:
    spoil(tree, f"{FOLDER}/unit.toml", '"万元"', "万元")
    spoil(tree, f"{FOLDER}/ledger.csv", ",120,", ",十二,")
    assert [finding.code for finding in load(tree, DEPARTMENT, YEAR)[1]] == ["VAL-02", "TOML-01"]


def test_a_bad_character_brings_no_second_finding_on_its_line(tree: Path) -> None:
    spoil(tree, f"{FOLDER}/ledger.csv", ",120,", ",1\u200b20,")
    spoil(tree, f"{FOLDER}/ledger.csv", "其他收入,,8,", "其他收入,,八,")
    assert [(f.code, f.places[0].line) for f in load(tree, DEPARTMENT, YEAR)[1]] == [("READ-12", 2), ("VAL-02", 6)]


def test_a_missing_file_is_told_with_its_header(tree: Path) -> None:
    (tree / FOLDER / "prior.csv").unlink()
    (finding,) = load(tree, DEPARTMENT, YEAR)[1]
    assert finding.code == "READ-05" and "事项,对象,上年数,依据" in finding.hint


def test_files_that_may_have_no_rows(tree: Path) -> None:
    for name in ("projects", "tasks", "procurement", "prior", "indicators"):
        path = f"{FOLDER}/{name}.csv"
        (tree / path).write_text(FILES[path].split("\n")[0] + "\n", encoding="utf-8")
    model, findings = load(tree, DEPARTMENT, YEAR)
    assert findings == () and model is not None and model.tasks == ()


@pytest.mark.parametrize("name", [path for path in FILES if path.endswith(".csv")])
def test_a_spreadsheet_program_may_save_the_csv(tree: Path, name: str) -> None:
    content = (tree / name).read_text(encoding="utf-8")
    (tree / name).write_bytes(b"\xef\xbb\xbf" + content.replace("\n", "\r\n").encode())
    model, findings = load(tree, DEPARTMENT, YEAR)
    assert findings == () and model is not None and model.sources == FILES


def test_unknown_names_are_answered_with_known_ones(tree: Path) -> None:
    (tree / "data/yunhai/2030").mkdir(parents=True)
    assert departments(tree) == ("yunhai", "yunshan") and years(tree, "yunshan") == ("2031",)
    (finding,) = load(tree, "yunshn", YEAR)[1]
    assert finding.hint == "是否 yunshan？现有部门：yunhai、yunshan"
    (finding,) = load(tree, DEPARTMENT, "2030")[1]
    assert finding.hint == "现有年度：2031" and finding.places == (Place("data/yunshan"),)


def test_what_is_no_department_is_passed_over(tree: Path) -> None:
    for name in ("UPPER", "a b", ".git", "_x"):
        (tree / "data" / name).mkdir()
    (tree / "data" / "file").write_text("")
    (tree / "data" / "linked").symlink_to(tree / "data" / DEPARTMENT)
    assert departments(tree) == ("yunshan",)
    assert departments(tree / "nowhere") == ()


def test_every_wrong_department_and_year_is_told_together(tree: Path) -> None:
    assert [finding.code for finding in load(tree, "../x", "20")[1]] == ["READ-01", "READ-02"]


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
        model, findings = load(shared_tree, DEPARTMENT, YEAR)
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


def test_the_code_lists_are_of_the_same_year(tree: Path) -> None:
    (tree / CODES).rename(tree / "data/_codes/2030")
    (finding,) = load(tree, DEPARTMENT, YEAR)[1]
    assert finding.code == "READ-14" and "现有年度：2030" in finding.hint
