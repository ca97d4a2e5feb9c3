"""The checks on a self-evaluation speak about their specimens, at the right place and about nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from gen import check
from gen.findings import Finding
from tests.check.evaluation import PASSING, SPECIMENS, build, short, write
from tests.check.specimens import Edit, Specimen
from tests.project import only_with

pytestmark = only_with("longhua")


def said(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """Findings as the specimens write them."""
    return tuple(f"{finding.code} {short(str(finding.places[0]))}" for finding in findings)


def test_a_clean_self_evaluation_is_passed(tmp_path: Path) -> None:
    assert said(check.run(build(write(tmp_path)))) == ()


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda specimen: specimen.code)
def test_a_spoilt_one_is_found(specimen: Specimen, tmp_path: Path) -> None:
    found = check.run(build(write(tmp_path, specimen.edits)))
    assert said(found) == specimen.found
    assert all(finding.hint and finding.basis and finding.message for finding in found)


@pytest.mark.parametrize("specimen", PASSING, ids=lambda specimen: specimen.code)
def test_a_near_miss_is_passed(specimen: Specimen, tmp_path: Path) -> None:
    assert said(check.run(build(write(tmp_path, specimen.edits)))) == ()


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        ("满意度,96%,,", "满意度,很满意,,", "SCO-06 scores.csv:28:16"),
        ("编外人员控制率,编外人员比率", "编外人员控制率,编外人员比列", "SCO-05 scores.csv:17:9"),
    ],
)
def test_a_mark_that_is_lacking_for_a_row_written_wrong_follows_from_that_row(old: str, new: str, cause: str, tmp_path: Path) -> None:
    found = check.run(build(write(tmp_path, (Edit("scores.csv", old, new),))))
    paths = {place.path for finding in found for place in finding.places if place.line and place.path.startswith("data/")}
    texts = {path: (tmp_path / path).read_text("utf-8").split("\n") for path in paths}
    (consequence,) = (finding for finding in found if finding.code == "SCO-01")
    assert said(check.consequences(found, texts)[consequence]) == (cause,)
    assert "改正所指的一行" in consequence.hint
