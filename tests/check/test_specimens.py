"""Each check speaks about its specimens, at the right place and about nothing else, and is silent about near misses."""

from __future__ import annotations

from pathlib import Path

import pytest

from gen import check
from gen.check.rule import Case
from gen.findings import Finding, in_order
from tests.check.clean import ROOT, build, write_clean
from tests.check.specimens import PASSING, SPECIMENS, Specimen, short, write
from tests.check.specimens.waivers import LIFTED, TODAY


def said(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """Findings as the specimens write them."""
    return tuple(f"{finding.code} {short(str(finding.places[0]))}{' 已豁免' if finding.waived else ''}" for finding in findings)


def found_in(case: Case) -> tuple[Finding, ...]:
    """The findings of all checks, as the waivers leave them on the day of the specimens."""
    judged, more = check.judge(check.run(case), case.model, today=TODAY, complete=True)
    return in_order((*judged.values(), *more))


def test_a_clean_department_year_is_passed(tmp_path: Path) -> None:
    built = build(write_clean(tmp_path))
    assert built.findings == ()
    assert said(found_in(built.case)) == ()


@pytest.mark.parametrize("specimen", (*SPECIMENS, *LIFTED), ids=lambda specimen: specimen.code)
def test_a_spoilt_one_is_found(specimen: Specimen, tmp_path: Path) -> None:
    write(tmp_path, specimen.edits)
    found = found_in(build(tmp_path).case)
    assert said(found) == specimen.found
    assert all(finding.hint and finding.basis and finding.message for finding in found)


@pytest.mark.parametrize("specimen", PASSING, ids=lambda specimen: specimen.code)
def test_a_near_miss_is_passed(specimen: Specimen, tmp_path: Path) -> None:
    write(tmp_path, specimen.edits)
    built = build(tmp_path)
    assert built.findings == ()
    assert said(found_in(built.case)) == ()


def test_a_recorded_folder_may_lack_the_codes_that_its_source_lacks(tmp_path: Path) -> None:
    write_clean(tmp_path)
    for path, old, new in (("unit.toml", 'amount_unit = "万元"', 'amount_unit = "万元"\nrecorded = true'), ("ledger.csv", "30302", "")):
        file = tmp_path / "data/yunshan/2031" / path
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    codes = {finding.code for finding in found_in(build(tmp_path).case)}
    assert codes == {"SUM-01", "SUM-03", "TXT-05"}


def test_baoan_2022_has_only_the_warnings_that_are_true_of_it() -> None:
    built = build(ROOT, department="baoan", year="2022")
    assert built.findings == ()
    found = found_in(built.case)
    assert [(finding.code, finding.severity.value, finding.places[0].path) for finding in found] == [
        ("CHG-01", "警告", "data/baoan/2022/budget.toml"),
        ("STA-02", "警告", "data/baoan/2022/budget.toml"),
    ]
    assert found[0].message == "“收支总额增减的其余部分”变动 420.7万元，没有写原因（原因待补）"
