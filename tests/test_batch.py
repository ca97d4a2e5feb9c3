"""A batch: every department-year has its own result, in order, and none of them stops another, whatever becomes of its worker."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from pathlib import Path

import pytest

from gen import batch, build
from gen.batch import Result, Target
from gen.cli import main
from gen.findings import Severity
from tests.project import DEPARTMENT, ROOT, YEAR, only_with
from tests.specimens import spoil

NAMES = ("fine", "raises", "exits", "dies", "hangs", "late-but-fine")


def pretend(root: Path, target: Target) -> tuple[Result, ...]:
    """What the workers of these tests do, by the name of the department."""
    with open(root / f"{target.department}.tries", "a") as tries:
        tries.write("x")
    match target.department:
        case "raises":
            raise ValueError("not foreseen")
        case "exits":
            raise SystemExit(3)
        case "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        case "hangs":
            time.sleep(600)
    return tuple(Result(department=target.department, year=target.year, document=each, status="已生成") for each in target.documents)


def test_whatever_becomes_of_one_the_others_are_made(tmp_path: Path) -> None:
    wanted = [Target(name, "2030", ("budget",)) for name in NAMES]
    results = list(batch.run(tmp_path, wanted, 2, limit=8, work=pretend))
    assert [(result.department, result.status) for result in results] == [
        ("fine", "已生成"),
        ("raises", "程序出错"),
        ("exits", "程序出错"),
        ("dies", "进程中断"),
        ("hangs", "超时"),
        ("late-but-fine", "已生成"),
    ]
    assert "not foreseen" in results[1].detail
    assert [result.good for result in results] == [True, False, False, False, False, True]
    # One that died is tried once more, for the fault may have been the machine's; one that hangs is not.
    assert {name: len((tmp_path / f"{name}.tries").read_text()) for name in NAMES} == {
        "fine": 1,
        "raises": 1,
        "exits": 1,
        "dies": 2,
        "hangs": 1,
        "late-but-fine": 1,
    }


@only_with("baoan")
def test_a_real_one_that_is_spoilt_and_one_that_is_not(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command makes all but the spoilt one, says why, and ends with 1; made again, nothing has changed."""
    alone(project, DEPARTMENT)
    spoil(project, f"data/{DEPARTMENT}/{YEAR}/ledger.csv", "2080109,30101", "2080999,30101")
    assert [target.department for target in batch.targets(project)] == [DEPARTMENT, "library"]
    assert main(["report", "--all", "--jobs", "2", "--json"], project) == 1
    said = capsys.readouterr()
    bad, good = json.loads(said.out)
    assert (bad["department"], bad["status"], bad["errors"] > 0, bad["files"]) == (DEPARTMENT, "有错误", True, [])
    assert "COD-01" in bad["detail"] and f"data/{DEPARTMENT}/{YEAR}/ledger.csv:2:" in bad["detail"]
    assert (good["status"], good["errors"]) == ("已生成", 0)
    assert all((project / name).is_file() for name in good["files"])
    assert said.err.splitlines()[-1] == "共 2 份，完成 1 份，未完成 1 份"
    assert main(["report", "--all", "--jobs", "1"], project) == 1
    assert "library 2031 budget  没有变化" in capsys.readouterr().out


@only_with("benji")
def test_notes_are_not_counted_as_warnings_when_nothing_changed(project: Path) -> None:
    target = Target("benji", "2023", ("budget",))
    (made,), (again,) = batch.one(project, target), batch.one(project, target)
    assert (made.status, again.status) == ("已生成", "没有变化")
    found = build.compile(project, "benji", "2023").findings
    assert made.warnings == again.warnings == sum(finding.severity is Severity.WARNING for finding in found) < len(found)


def alone(project: Path, *departments: str) -> None:
    """Leave only these departments in ``project``, and put the smallest one beside them."""
    for folder in (project / "data").iterdir():
        if folder.name not in ("_codes", *departments):
            shutil.rmtree(folder)
    for name in ("data", "templates"):
        shutil.copytree(ROOT / "docs/smallest" / name, project / name, dirs_exist_ok=True)


@only_with("baoan")
def test_the_line_names_the_cause_and_not_what_comes_of_it(project: Path) -> None:
    (project / f"data/{DEPARTMENT}/{YEAR}/projects.csv").unlink()
    (result,) = batch.one(project, Target(DEPARTMENT, YEAR, ("budget",)))
    assert result.detail.startswith(f"data/{DEPARTMENT}/{YEAR}/projects.csv FIL-01 ")


def test_each_document_of_a_department_year_has_its_line(tmp_path: Path) -> None:
    """Those of one year are published together: where one has errors the other says so."""
    target = Target("library", "2031", ("budget", "self-evaluation"))
    broken = batch.one(_two_documents(tmp_path, 'edition = "none"\nstatus = "已批复"\n'), target)
    assert [(result.document, result.status, result.errors) for result in broken] == [
        ("budget", "未发布", 0),
        ("self-evaluation", "有错误", 1),
    ]
    assert broken[0].detail == "同一年度的另一份文件有错误" and "EDN-04" in broken[1].detail
    whole = batch.one(_two_documents(tmp_path, 'edition = "smallest"\nstatus = "已批复"\napproval_date = "2031-01-25"\n'), target)
    assert [(result.status, [Path(name).name for name in result.files]) for result in whole] == [
        ("已生成", ["budget.docx", "budget.pdf", "budget.figures.json"]),
        ("已生成", ["self-evaluation.docx", "self-evaluation.pdf", "self-evaluation.figures.json"]),
    ]
    assert {result.status for result in batch.one(tmp_path, target)} == {"没有变化"}


def _two_documents(root: Path, other: str) -> Path:
    """The smallest department with a budget, and a second document whose file is ``other``."""
    for name in ("data", "templates"):
        shutil.copytree(ROOT / "docs/smallest" / name, root / name, dirs_exist_ok=True)
    (root / "data/library/2031/self-evaluation.toml").write_text(other, encoding="utf-8")
    return root


def test_a_folder_that_cannot_be_made_has_its_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    alone(project)
    for name in ("Upper/2023", "empty/2022", "library/20l1"):
        (project / "data" / name).mkdir(parents=True)
    assert main(["report", "--all", "--jobs", "1"], project) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[:2] for line in lines[:-1]] == [
        ["Upper 2023", "有错误"],
        ["empty 2022", "有错误"],
        ["library 2031 budget", "已生成"],
        ["library 20l1", "有错误"],
    ]
    assert "READ-01" in lines[0] and "READ-05" in lines[1] and "READ-02" in lines[3]
    assert lines[-1] == "共 4 份，完成 1 份，未完成 3 份"


def test_all_drafts(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    alone(project)
    assert main(["report", "--all", "--draft", "--jobs", "1"], project) == 0
    assert (project / "output/library/2031/draft/budget.pdf").is_file()
    assert not (project / "output/library/2031/budget.pdf").exists()
    assert capsys.readouterr().out.splitlines()[0].startswith("library 2031 budget  已生成")


@pytest.mark.parametrize("more", [["baoan"], ["baoan", "2022"], ["--unit", "north"]])
def test_all_and_one_are_not_asked_for_together(project: Path, more: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--all", *more], project) == 2
    assert "--all" in capsys.readouterr().err
    assert not (project / "output").exists()
