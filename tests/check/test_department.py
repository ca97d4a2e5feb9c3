"""The checks on a department and its units speak about their specimens, at the right place and about nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from gen import check
from gen.findings import Finding
from tests.check.department import PASSING, SPECIMENS, build, write
from tests.check.specimens import Specimen
from tests.specimens import FOLDER


def said(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """Findings as the specimens write them."""
    return tuple(f"{finding.code} {finding.places[0]}".replace(f"{FOLDER}/", "") for finding in findings)


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda specimen: specimen.code)
def test_a_spoilt_one_is_found(specimen: Specimen, tmp_path: Path) -> None:
    found = check.run(build(write(tmp_path, specimen.edits)))
    assert said(found) == specimen.found
    assert all(finding.hint and finding.basis and finding.message for finding in found)


@pytest.mark.parametrize("specimen", (Specimen("", (), ()), *PASSING), ids=lambda specimen: specimen.code)
def test_a_near_miss_is_passed(specimen: Specimen, tmp_path: Path) -> None:
    assert said(check.run(build(write(tmp_path, specimen.edits)))) == ()
