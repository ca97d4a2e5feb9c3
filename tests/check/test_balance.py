"""Sums hold for whatever amounts a ledger holds, and a line that a table forgets is found, whatever its amount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gen.amount import ZERO, Amount
from gen.check import balance, composition
from gen.check.rule import Case
from gen.compose import assemble, editions
from gen.derive import facts
from gen.findings import Finding
from gen.model.lines import LedgerLine
from tests.check.clean import EDITION, TEMPLATES, build, write_clean, write_templates
from tests.specimens import spoil

AMOUNTS = st.decimals(min_value=Decimal("0.01"), max_value=Decimal("99999999"), places=2).map(Amount)
SUMS = (balance.rows_add_up, balance.income_is_expenditure, balance.columns_add_up, composition.parts_make_the_whole)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The clean department-year."""
    root: Path = tmp_path_factory.mktemp("clean")
    return build(write_clean(root)).case


def with_ledger(case: Case, ledger: Sequence[LedgerLine]) -> Case:
    """The case of the same department-year with another ledger."""
    assert case.edition is not None
    model = replace(case.model, ledger=tuple(ledger))
    derived = facts.derive(model, case.edition.definitions)
    composed, _ = assemble.assemble(model, derived, case.edition)
    assert composed is not None
    return replace(case, model=model, facts=derived, composed=composed)


def found(case: Case) -> list[Finding]:
    """What the checks of sums say."""
    return [finding for rule in SUMS for finding in rule(case)]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.one_of(AMOUNTS, AMOUNTS.map(lambda amount: -amount), st.just(ZERO)), min_size=6, max_size=6))
def test_sums_hold_whatever_the_amounts(clean: Case, amounts: list[Amount]) -> None:
    ledger = [replace(line, amount=amount) for line, amount in zip(clean.model.ledger, amounts, strict=True)]
    assert found(with_ledger(clean, ledger)) == []


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 5), AMOUNTS)
def test_a_line_from_a_source_that_the_table_forgets_is_named(clean: Case, index: int, amount: Amount) -> None:
    ledger = list(clean.model.ledger)
    ledger[index] = replace(ledger[index], amount=amount, fund="上级专项转移支付")
    findings = found(with_ledger(clean, ledger))
    (unbalanced,) = (finding for finding in findings if finding.code == "SUM-02")
    assert unbalanced.places == (ledger[index].row.at("预算数"),)
    assert {finding.code for finding in findings} == {"SUM-01", "SUM-02", "SUM-04"}


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 5), AMOUNTS)
def test_a_line_of_an_expenditure_without_a_code_is_named(clean: Case, index: int, amount: Amount) -> None:
    ledger = list(clean.model.ledger)
    ledger[index] = replace(ledger[index], amount=amount, function="")
    (unbalanced,) = (finding for finding in found(with_ledger(clean, ledger)) if finding.code == "SUM-02")
    assert unbalanced.places == (ledger[index].row.at("预算数"),)


def test_a_line_lost_on_both_sides_is_found_by_the_totals(clean: Case) -> None:
    ledger = list(clean.model.ledger)
    ledger[5] = replace(ledger[5], function="", fund="不知来源")
    (unbalanced, *_) = (finding for finding in found(with_ledger(clean, ledger)) if finding.code == "SUM-02")
    assert "支出总计" in unbalanced.message or "收入总计" in unbalanced.message
    assert unbalanced.places == (ledger[5].row.at("预算数"),)


def test_a_composition_of_what_is_no_quantity_is_a_fault_of_the_edition(tmp_path: Path) -> None:
    write_templates(tmp_path)
    spoil(tmp_path, f"{TEMPLATES}/edition.toml", '"personnel", "operating"', '"personel", "operating"')
    form, findings = editions.load(tmp_path, EDITION)
    assert form is None
    assert [(finding.code, finding.message) for finding in findings] == [("EDN-06", "[[composition]] 里的“personel”不是口径")]
