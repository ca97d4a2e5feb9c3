"""What every check must have, and that none is left out."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import gen.check
from gen.check import CHECKS
from gen.check.rule import Case, Check, Fault, check
from gen.findings import Place, Severity
from tests.check import department, evaluation
from tests.check.specimens import PASSING, SPECIMENS, waivers
from tests.project import ROOT
from tests.read import test_specimens as reading


def test_no_check_of_any_file_is_left_out() -> None:
    files = [importlib.import_module(f"gen.check.{file.name}") for file in pkgutil.iter_modules(gen.check.__path__)]
    written = {rule.code for file in files for rule in vars(file).values() if isinstance(rule, Check)}
    assert written == {rule.code for rule in CHECKS}
    assert len(written) == len(CHECKS) > 20


@pytest.mark.parametrize("rule", CHECKS, ids=lambda rule: rule.code)
def test_every_check_says_what_it_is(rule: Check) -> None:
    assert re.fullmatch(r"[A-Z]{3}-[0-9]{2}", rule.code)
    assert rule.title and not rule.title.endswith("。")
    assert rule.basis
    for text in (rule.compares, rule.fix):
        assert re.search(r"[一-鿿]{2}", text) and not text.endswith("。")
    assert not rule.threshold.endswith("。")
    assert all((ROOT / path).exists() for path in re.findall(r"gen/[\w/]+\.py", rule.threshold))
    assert rule.find.__doc__ and rule.find.__doc__.strip().endswith(".")


#: Every broken department-year that has to yield exactly its findings, once each.
BROKEN = tuple(dict.fromkeys((*SPECIMENS, *evaluation.SPECIMENS, *department.SPECIMENS)))
NEAR_MISSES = (*PASSING, *evaluation.PASSING, *department.PASSING)


@pytest.mark.parametrize("rule", CHECKS, ids=lambda rule: rule.code)
def test_every_check_has_a_specimen_in_which_it_speaks(rule: Check) -> None:
    found = [line for specimen in BROKEN if specimen.code == rule.code for line in specimen.found]
    assert any(line.startswith(rule.code) for line in found)


@pytest.mark.parametrize("rule", CHECKS, ids=lambda rule: rule.code)
def test_every_check_has_a_near_miss_at_which_it_is_silent(rule: Check) -> None:
    """The tests of the near misses see to the silence; a waiver that lifts its finding is the near miss of all rules about waivers."""
    assert rule.code in {specimen.code for specimen in NEAR_MISSES} or (rule.code.startswith("WAI") and waivers.LIFTED)


def test_there_are_specimens_enough_each_found_at_its_line() -> None:
    """A file that is missing has no line: those are not counted."""
    placed = [specimen for specimen in BROKEN if all(re.search(r":[1-9][0-9]*:[1-9][0-9]*$", line) for line in specimen.found)]
    assert len(placed) >= 120
    assert len({(specimen.edits, specimen.found) for specimen in placed}) == len(placed)
    assert len(placed) + len([specimen for specimen in reading.SPECIMENS if specimen.line]) >= 250


def test_a_check_gives_its_faults_its_own_code_severity_and_basis() -> None:
    @check("XXX-01", "示例", compares="甲和乙", fix="改", severity=Severity.NOTE, basis="示例依据")
    def example(case: Case):  # type: ignore[no-untyped-def]
        yield Fault("有误", (Place("data/a"),), "改")

    (finding,) = example(Case.__new__(Case))
    assert (finding.code, finding.severity, finding.basis) == ("XXX-01", Severity.NOTE, "示例依据")
    assert (finding.message, finding.places, finding.hint) == ("有误", (Place("data/a"),), "改")
