"""What a check (校验规则) is: one function with a stable code, a title, a severity and its official basis."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gen.compose.assemble import Composed
from gen.compose.edition import Edition
from gen.derive.facts import Facts
from gen.findings import Finding, Place, Severity
from gen.model.folder import Model


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is checked: the data, and what was derived and composed from it (None where the edition could not be read or composed)."""

    model: Model
    edition: Edition | None
    facts: Facts | None
    composed: Composed | None


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule found: a message with both figures, the places (the one to go to first), and how to mend it."""

    message: str
    places: tuple[Place, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """校验规则. ``find`` yields the faults; calling the check makes them findings under its code."""

    code: str
    title: str
    severity: Severity
    basis: str
    find: Callable[[Case], Iterator[Fault]]

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """The findings of this rule in ``case``."""
        return tuple(
            Finding(code=self.code, severity=self.severity, message=fault.message, places=fault.places, hint=fault.hint, basis=self.basis)
            for fault in self.find(case)
        )


def check(
    code: str, title: str, *, severity: Severity = Severity.ERROR, basis: str = "本项目规则"
) -> Callable[[Callable[[Case], Iterator[Fault]]], Check]:
    """Make a generator of faults the check ``code``; its docstring says what it compares."""

    def make(find: Callable[[Case], Iterator[Fault]]) -> Check:
        return Check(code=code, title=title, severity=severity, basis=basis, find=find)

    return make
