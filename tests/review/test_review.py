"""On the recorded edits, the comparison names the sentence and the table that change, and no other tool is needed to check that."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from tests.diff import repos
from tests.project import ROOT, compiled, dump, only_with
from tests.review.edits import EDITS, HERE, Edit, missing, names, told


def about(edits: Iterable[Edit]) -> list[ParameterSet]:
    """The edits as cases, those of a department that is not there left out."""
    return [pytest.param(edit, id=edit.patch, marks=only_with(edit.target.split("/")[0])) for edit in edits]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repos.repository(tmp_path_factory.mktemp("review") / "repo")


@pytest.mark.parametrize("edit", about(EDITS))
def test_a_reviewer_is_told_what_changes(root: Path, edit: Edit) -> None:
    edit.apply(root)
    output = told(root, edit)
    assert list(missing(edit, output)) == []
    assert output.count("没有影响") == (1 if edit.said.startswith("没有影响") else 0)


@pytest.mark.parametrize("edit", about(edit for edit in EDITS if edit.sentence))
def test_the_sentence_that_must_be_named_is_one_that_changes(root: Path, edit: Edit) -> None:
    """What was written by hand is held to the documents themselves: the words stand in a line that only one side has."""
    edit.apply(root)
    department, year = edit.target.split("/")
    document = "self-evaluation" if department == "longhua" else "budget"
    before, after = (dump(compiled(each, department, year, document)).splitlines() for each in (ROOT, root))
    if sorted(before) == sorted(after):  # Lines that only changed places.
        assert before != after and any(edit.sentence in line for line in before)
    else:
        assert any(edit.sentence in line for line in {*before} ^ {*after})


def test_there_are_twenty_and_the_page_has_them_all() -> None:
    assert sorted(f"{edit.patch}.patch" for edit in EDITS) == sorted(path.name for path in HERE.glob("*.patch"))
    assert len(EDITS) == 20
    page = (ROOT / "docs/review.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (\d\d) \| ([^|]+) \|", page, re.M) == [(edit.patch[:2], edit.title) for edit in EDITS]


def test_a_name_is_found_with_its_change_marked_and_cut_short() -> None:
    assert names("  …运行经费财政拨款预算【718→728】万元，比", "机关运行经费财政拨款预算728万元")
    assert not names("  …运行经费财政拨款预算【718→728】万元，比", "机关运行经费财政拨款预算738万元")
    assert not names("…元", "机关运行经费财政拨款预算738万元")
