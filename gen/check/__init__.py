"""Checks (校验): rules over the data, what was derived from it and what was composed; each is one function made a rule by ``@check``.

A new rule is a new function in the file of its subject, or a new file named in ``SUBJECTS``.
"""

from __future__ import annotations

from gen.check import (
    across,
    balance,
    causes,
    codes,
    composition,
    controls,
    execution,
    files,
    glossary,
    indicators,
    privacy,
    projects,
    prose,
    quotes,
    scores,
    status,
)
from gen.check.rule import Case, Check
from gen.findings import Finding, in_order

SUBJECTS = (
    files,
    status,
    codes,
    balance,
    composition,
    controls,
    causes,
    across,
    projects,
    execution,
    indicators,
    scores,
    glossary,
    prose,
    quotes,
    privacy,
)
CHECKS: tuple[Check, ...] = tuple(rule for subject in SUBJECTS for rule in vars(subject).values() if isinstance(rule, Check))


def run(case: Case) -> tuple[Finding, ...]:
    """The findings of all checks, in order of file, line and column."""
    return in_order(finding for rule in CHECKS for finding in rule(case))
