"""The golden texts: every document of every department-year as it was last read and approved, line by line.

``make golden`` writes them anew; look at every changed line before committing it.
"""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import pytest

from gen.read.load import departments, documents, years
from tests.project import ROOT, compiled, dump

KNOWN = [
    (department, year, document)
    for department in departments(ROOT)
    for year in years(ROOT, department)
    for document in documents(ROOT, department, year)[0]
]


def golden(department: str, year: str, document: str) -> Path:
    """Where the approved text of a document stands."""
    return Path(__file__).with_name(f"{department}-{year}-{document}.txt")


@pytest.mark.parametrize(("department", "year", "document"), KNOWN)
def test_document_is_the_approved_one(department: str, year: str, document: str) -> None:
    found, approved = dump(compiled(ROOT, department, year, document)), golden(department, year, document)
    if os.environ.get("GONGKAI_GOLDEN") == "write":
        approved.write_text(found, encoding="utf-8", newline="\n")
    wanted = approved.read_text(encoding="utf-8")
    difference = "\n".join(difflib.unified_diff(wanted.splitlines(), found.splitlines(), "golden", "now", lineterm="", n=1))
    assert found == wanted, f"the document changed; if that is right, run `make golden`:\n{difference}"


@pytest.mark.parametrize(("department", "year", "document"), KNOWN)
def test_document_needs_no_second_look_at_the_golden_text(department: str, year: str, document: str) -> None:
    """No line of the golden text holds what a template left unfilled."""
    lines = golden(department, year, document).read_text(encoding="utf-8").splitlines()
    assert [
        line
        for line in lines
        if any(mark in line for mark in ("{", "}", "None", "Undefined", "〔引", "〔此处缺", "\ue000", "。。", "，，", "，。"))
    ] == []
