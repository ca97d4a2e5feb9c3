"""Marks of what is to be confirmed change nothing that is printed or published: they are taken away where they are read, wherever they stand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gen import build
from gen.findings import Severity
from gen.provenance import figures_json
from tests.project import ROOT, compiled, copy_to, dump, only_with

MARK = "〔待确认〕"
DOCUMENTS = (("baoan", "2022", "budget"), ("longhua", "2020", "self-evaluation"), ("guangshui", "2021", "performance-target"))


def marked_toml(text: str) -> str:
    """Every string that is not blank with a mark in its middle, the rest as it was."""
    lines = [line if line.lstrip().startswith("#") else re.sub('"([^"])([^"]*)"', rf'"\1{MARK}\2"', line) for line in text.split("\n")]
    return "\n".join(lines)


def marked_csv(text: str) -> str:
    """Every cell that is not blank with a mark before it, but for the header."""
    head, *rows = text.splitlines()
    return "\n".join([head, *(re.sub('(^|,)("?)(?=[^,"])', rf"\1\2{MARK}", row) for row in rows)]) + "\n"


@pytest.mark.parametrize(("department", "year", "document"), DOCUMENTS, ids=lambda value: value)
def test_a_page_of_marked_data_is_the_page_of_the_same_data_without(tmp_path: Path, department: str, year: str, document: str) -> None:
    if not (ROOT / "data" / department).is_dir():
        pytest.skip(f"no data/{department}")
    before = compiled(ROOT, department, year, document)
    copy_to(tmp_path)
    for path in (tmp_path / f"data/{department}/{year}").iterdir():
        text = path.read_text("utf-8")
        if path.suffix in (".toml", ".csv"):
            path.write_text(marked_toml(text) if path.suffix == ".toml" else marked_csv(text), encoding="utf-8")
    after = build.compile_document(tmp_path, department, year, document)
    assert dump(after) == dump(before) and MARK not in dump(after)
    assert after.composed is not None and after.model is not None and before.composed is not None and before.model is not None
    assert MARK not in figures_json(after.composed, after.model).decode()
    errors = [finding for finding in after.findings if finding.severity is Severity.ERROR]
    assert len(errors) > 50 and {finding.code for finding in errors} == {"TODO-02"}
    assert [f.message for f in after.findings if f.severity is not Severity.ERROR] == [f.message for f in before.findings]


@only_with("baoan")
def test_a_draft_prints_texts_that_are_to_be_confirmed_and_shows_where_one_is_to_be_written(tmp_path: Path) -> None:
    copy_to(tmp_path)
    path = tmp_path / "data/baoan/2022/budget.toml"
    text = (
        path.read_text("utf-8").replace('use = "在职人员的工资和福利"', 'use = "〔待填〕"').replace("监督管理工伤", f"{MARK}监督管理工伤")
    )
    path.write_text(text, encoding="utf-8")
    page = dump(build.compile_document(tmp_path, "baoan", "2022", "budget"))
    assert "监督管理工伤" in page and "待确认" not in page and "待填" not in page
    assert "〔此处缺" in page
