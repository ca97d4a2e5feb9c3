"""A year from nothing: for every edition all files that it needs, in which every fault is one to fill in, at its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gen import build, fmt, publish
from gen.canonical.sources import sources_of
from gen.check import CHECKS
from gen.model.shape import fields_of
from gen.model.texts import UnitFacts
from gen.read import toml
from gen.start.blank import from_nothing
from tests.project import ROOT, edition_of, only_with

EDITIONS = sorted(path.name for path in (ROOT / "templates").iterdir() if (path / "edition.toml").is_file())
YEARS = {path.name for path in (ROOT / "data/_codes").iterdir()}


@pytest.fixture(params=EDITIONS)
def begun(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str, str]:
    """A project with one department-year that was begun from nothing by one edition, and its year."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    year = min(YEARS)
    (tmp_path / "data").mkdir()
    publish.create(
        tmp_path, {f"data/_codes/{year}/{name.name}": name.read_text("utf-8") for name in (ROOT / f"data/_codes/{year}").iterdir()}
    )
    started = from_nothing(tmp_path, "xinju", year, edition=request.param)
    assert started.findings == ()
    publish.create(tmp_path, started.files)
    return tmp_path, request.param, year


def test_every_fault_is_one_to_fill_in(begun: tuple[Path, str, str]) -> None:
    root, _, year = begun
    findings = build.compile(root, "xinju", year).findings
    assert findings and all(finding.message.startswith("待填：") and finding.places[0].line for finding in findings), findings
    assert {finding.code for finding in findings} <= {"TODO-01", "VAL-01", "CSV-15"}


def test_every_file_that_the_edition_needs_is_there(begun: tuple[Path, str, str]) -> None:
    root, slug, year = begun
    files = {path.name for path in (root / f"data/xinju/{year}").iterdir()}
    needs = {name for name in edition_of(ROOT, slug).needs if name.endswith(".csv")}
    assert needs | {"unit.toml", f"{edition_of(ROOT, slug).document}.toml"} <= files


def test_it_is_in_canonical_form(begun: tuple[Path, str, str]) -> None:
    root, _, year = begun
    formed = fmt.form(root, sources_of(root, "xinju", year), write=False)
    assert formed.clean and formed.files == len(list((root / f"data/xinju/{year}").iterdir())), formed


@only_with("baoan")
def test_each_key_is_explained_once_in_the_words_of_its_declaration() -> None:
    text = from_nothing(ROOT, "xinju", min(YEARS), edition="shenzhen-budget-2022").files[f"data/xinju/{min(YEARS)}/unit.toml"]
    for field in fields_of(UnitFacts):
        required = "（必填）" if field.required else ""
        assert text.count(f"# {field.title}{required}：{field.doc}\n") == 1
    assert '# 单位名称（必填）：预算单位全称，表格和正文都用它\nname = "〔待填〕"\n' in text
    assert "# 管理站个数：所属管理站个数；没有的不写\n# stations = 0\n" in text


def test_keys_that_are_offered_as_comments_can_be_taken_up() -> None:
    """Without the sign of a comment each is a line of TOML that the reader takes."""
    for name, text in from_nothing(ROOT, "xinju", min(YEARS), edition="shenzhen-budget-2022").files.items():
        if name.endswith(".toml"):
            taken = "\n".join(line.removeprefix("# ") if " = " in line or line.startswith("# [") else line for line in text.split("\n"))
            file, findings = toml.parse(taken, name)
            assert findings == [] and file is not None


@only_with("baoan")
def test_matters_compared_with_last_year_are_asked_for_unless_its_folder_is_there(tmp_path: Path) -> None:
    started = from_nothing(ROOT, "xinju", "2022", edition="shenzhen-budget-2022")
    assert started.files["data/xinju/2022/prior.csv"].splitlines()[:3] == ["事项,对象,上年数,依据", "收支总额,,,", "机关运行经费,,,"]
    told = from_nothing(ROOT, "baoan", "2023", edition="shenzhen-budget-2022")
    assert "data/baoan/2023/prior.csv" not in told.files and "--from baoan/2022" in told.notes[0]


@only_with("benji")
def test_projects_have_the_columns_that_the_form_orders_and_names_them_by() -> None:
    files = from_nothing(ROOT, "xinju", "2022", edition="shenzhen-budget-2023").files
    assert files["data/xinju/2022/projects.csv"] == "项目,项目类别,正文次序,第七部分次序,表5次序,正文名称,第七部分名称,开始日期,结束日期\n"


@only_with("baoan")
@pytest.mark.parametrize(
    ("department", "year", "edition", "code"),
    [
        ("Xinju", "2022", "shenzhen-budget-2022", "READ-01"),
        ("xinju", "1000", "shenzhen-budget-2022", "READ-02"),
        ("baoan", "2022", "shenzhen-budget-2022", "NEW-01"),
        ("xinju", "2022", "", "NEW-03"),
        ("xinju", "2022", "shenzhen-budget-2o22", "EDN-04"),
    ],
)
def test_what_cannot_be_started_is_refused(department: str, year: str, edition: str, code: str) -> None:
    started = from_nothing(ROOT, department, year, edition=edition)
    assert started.files == {} and [finding.code for finding in started.findings] == [code]
    assert code not in {rule.code for rule in CHECKS} and started.findings[0].hint


@only_with("longhua")
def test_an_edition_is_for_one_kind_of_document() -> None:
    started = from_nothing(ROOT, "xinju", "2022", edition="shenzhen-self-evaluation-2020", document="budget")
    assert started.files == {} and [finding.code for finding in started.findings] == ["NEW-03"]


@only_with("baoan")
def test_a_project_without_any_code_lists_is_told_what_to_make(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    started = from_nothing(tmp_path, "xinju", "2022", edition="shenzhen-budget-2022")
    assert started.files and "建立 data/_codes/2022/" in started.notes[0]
