"""docs/rules.md is what the rules make it, names every code of the source, and claims nothing of codes and tests that are not there."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from gen.check import CHECKS, SUBJECTS
from gen.rulebook.codes import CODES
from gen.rulebook.coverage import NOT_APPLICABLE, PARTLY, SECTIONS, Asked
from gen.rulebook.page import page, rules_of
from tests.project import ROOT

PAGE = ROOT / "docs/rules.md"
DECLARED = [code for table in CODES.values() for code in table]
ASKED = [one for asked in SECTIONS.values() for one in asked]
#: How many demands each section has, numbered from 1.
COUNTS = {"S": 11, "T": 7, "X": 12, "N": 11, "C": 6, "P": 8, "F": 8, "D": 4}


def test_the_page_is_the_generated_one() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: make rules"


def test_the_command_prints_the_page() -> None:
    printed = subprocess.run([sys.executable, "-m", "gen.rulebook"], cwd=ROOT, capture_output=True, check=True).stdout
    assert printed.decode("utf-8").replace("\r\n", "\n") == page()


def test_every_check_stands_once_under_its_subject() -> None:
    written = [rule for subject in SUBJECTS for rule in rules_of(subject)]
    assert sorted(rule.code for rule in written) == sorted(rule.code for rule in CHECKS)
    for rule in CHECKS:
        assert page().count(f"\n### {rule.code} {rule.title}\n") == 1


def test_every_link_of_the_contents_has_its_heading() -> None:
    headings = re.findall("^## (.+)$", page(), re.M)
    assert [title for title in re.findall(r"^- \[.+?\]\(#(.+?)\)", page(), re.M) if title not in headings] == []
    assert set(headings) - {"目录"} == set(re.findall(r"^- \[.+?\]\(#(.+?)\)", page(), re.M))


def test_every_code_of_the_other_layers_is_in_the_table() -> None:
    used: set[str] = set()
    for file in (ROOT / "gen").rglob("*.py"):
        if "rulebook" not in file.parts:
            used |= set(re.findall(r'"([A-Z]{3,5}-\d\d)"', file.read_text(encoding="utf-8")))
    assert sorted(DECLARED) == sorted(used - {rule.code for rule in CHECKS})
    assert len(set(DECLARED)) == len(DECLARED)


@pytest.mark.parametrize("code", DECLARED)
def test_every_code_is_explained_in_chinese(code: str) -> None:
    (words,) = [table[code] for table in CODES.values() if code in table]
    assert all(re.search("[一-鿿]", text) and not text.endswith("。") for text in words)


def test_a_demand_is_met_or_says_what_it_lacks() -> None:
    """What is done in part only lacks a source that no data of a department has."""
    assert {one.id for one in ASKED if one.state == PARTLY} == {"X7", "X12", "D3"}
    assert {one.id for one in ASKED if one.state == NOT_APPLICABLE} == {"T7", "C3"}
    assert {one.state for one in ASKED} == {"", PARTLY, NOT_APPLICABLE}


def test_every_demand_is_answered_in_order() -> None:
    assert [one.id for one in ASKED] == [f"{letter}{number}" for letter, count in COUNTS.items() for number in range(1, count + 1)]


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.id)
def test_an_answer_names_what_there_is(asked: Asked) -> None:
    assert asked.codes or asked.tests or (asked.state and asked.remark)
    assert asked.remark or not asked.state
    assert [code for code in asked.codes if code not in {*DECLARED, *(rule.code for rule in CHECKS)}] == []
    for test in asked.tests:
        file, _, name = test.partition("::")
        assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8"), test
