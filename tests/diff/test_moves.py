"""Folders that go under another name are the same folders: of a department, and of one of its budget units."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gen.cli import main
from tests.diff.repos import commit, git
from tests.project import DEPARTMENT, FOLDER, YEAR, only_with
from tests.specimens import spoil

UNITS, UNIT_TOML = "data/szsi/2020/units", "data/szsi/2020/unit.toml"


def told(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str) -> tuple[int, str]:
    code = main(("diff", *arguments), root)
    return code, capsys.readouterr().out


def move_unit(root: Path) -> None:
    git(root, "mv", f"{UNITS}/dapeng", f"{UNITS}/dapengxin")
    (root / UNIT_TOML).write_text((root / UNIT_TOML).read_text(encoding="utf-8").replace('"dapeng"', '"dapengxin"'), encoding="utf-8")


@only_with("szsi")
def test_a_unit_under_another_slug_has_no_effect(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    move_unit(repo)
    code, out = told(capsys, repo, "szsi", "2020", "--gate", "effect")
    lines = out.splitlines()
    assert code == 0 and lines[1] == "一个单位的文件夹改了名：dapeng → dapengxin。"
    assert lines[2].startswith("没有影响：") and "正文" not in out and "新增" not in out and "\n校验\n" not in out
    assert "所属预算单位第12条 dapeng → dapengxin" in out and len(lines) < 12
    assert main(("diff", "szsi", "2020", "--unit", "dapengxin"), repo) == 0
    assert "没有影响" in capsys.readouterr().out


@only_with("szsi")
def test_what_changed_in_a_unit_that_moved_is_told(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    move_unit(repo)
    spoil(repo, f"{UNITS}/dapengxin/ledger.csv", "2050803,,一般公共预算拨款,按功能,3,", "2050803,,一般公共预算拨款,按功能,4,")
    _, out = told(capsys, repo, "szsi", "2020", "--json")
    data = json.loads(out)
    assert data["moved_units"] == {"dapeng": "dapengxin"}
    changed = {file["path"]: file for file in data["files"]}
    assert set(changed) == {UNIT_TOML, f"{UNITS}/dapengxin/ledger.csv"}
    (change,) = changed[f"{UNITS}/dapengxin/ledger.csv"]["changes"]
    assert [(field["old"], field["new"]) for field in change["fields"]] == [("3", "4")]
    ids = [figure["id"] for document in data["documents"] if document["effect"] for figure in document["effect"]["figures"]]
    assert not [id for id in ids if id.startswith("dapeng/")]


@only_with("baoan")
def test_a_department_under_another_name_is_one_document(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(repo, "mv", f"data/{DEPARTMENT}", "data/xinming")
    for name in ("xinming", DEPARTMENT):
        code, out = told(capsys, repo, name, YEAR, "--gate", "effect")
        assert code == 0 and out.splitlines()[1:] == [
            f"部门的文件夹改了名：{DEPARTMENT} → xinming。",
            "没有影响：文件夹里的内容相同。公开文件不变，校验结果也不变。",
        ]
    spoil(repo, FOLDER.replace(DEPARTMENT, "xinming") + "/ledger.csv", "30201,一般公共预算拨款,,30,", "30201,一般公共预算拨款,,40,")
    _, out = told(capsys, repo, "xinming", YEAR)
    assert "预算数 30 → 40 万元（+10）" in out and "templates/" not in out and "新的文件" not in out
    commit(repo)
    _, out = told(capsys, repo, "--all", "--base", "main~1")
    assert out.splitlines()[-1] == "改动牵涉 1 份文件，其中 1 份有变化" and f"\nxinming {YEAR} 部门预算：改变" in out
    assert out.startswith(f"xinming {YEAR}：部门的文件夹改了名，原来是 {DEPARTMENT}\n")
    assert main(("diff", "xinming", YEAR, "main~1..main", "--html", str(repo / "page.html")), repo) == 0
