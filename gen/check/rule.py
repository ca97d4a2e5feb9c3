"""What a check (校验规则) is: one function with a stable code, a title, a severity, its official basis and its page in the rule book."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gen.compose.assemble import Composed
from gen.compose.edition import Edition
from gen.derive.facts import Facts
from gen.findings import OWN, Finding, Lost, Place, Severity
from gen.model.folder import Model


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiving:
    """What waivers are held against: ``found`` by all documents of the run, whether each rule is ``waivable``, and which day is ``today``.

    ``today`` is None where nobody says: then nothing has expired. The run is ``complete`` where every check could be made.
    """

    found: Sequence[Finding]
    waivable: Mapping[str, bool]
    today: date | None
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is checked: the data, and what was derived and composed from it (None where the edition could not be read or composed).

    ``waiving`` is what the rules about waivers ask of; it is known only when all other rules have spoken.
    """

    model: Model
    edition: Edition | None
    facts: Facts | None
    composed: Composed | None
    waiving: Waiving | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule found: a message with both figures, the places (the one to go to first), and how to mend it.

    A sum says which lines it ``lost``, where it is lines that make it fail.
    """

    message: str
    places: tuple[Place, ...]
    hint: str = ""
    lost: Lost | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """校验规则. ``find`` yields the faults; calling the check makes them findings under its code.

    ``compares`` (拿什么和什么比), ``fix`` (怎样改) and ``threshold`` (界限写在哪里, "" where equality is all) are for the rule book;
    what to do about one fault is that fault's own hint.

    A rule about ``each_unit`` is asked once for every budget unit, with the unit's own data in the place of the department's. What a rule that
    is not ``waivable`` (可以豁免) finds, nobody may approve.

    What it finds may be a consequence (:mod:`gen.check.follows`) of what the rules that it ``follows`` found: each is a code (``PRJ-01``), or a code
    and the file that is missing (``FIL-01 tasks.csv``, ``FIL-01 */ledger.csv`` in the folder of any budget unit) without which this rule has nothing to
    say, or a code and ``本行`` for what the other says of the same line. ``spoils`` are the dimensions of a line
    that its faults leave unknown or wrong, so that sums told by them lose the line.
    """

    code: str
    title: str
    severity: Severity
    basis: str
    compares: str
    fix: str
    threshold: str
    find: Callable[[Case], Iterator[Fault]]
    each_unit: bool = False
    waivable: bool = True
    follows: tuple[str, ...] = ()
    spoils: tuple[str, ...] = ()

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """The findings of this rule in ``case``."""
        return tuple(
            Finding(
                code=self.code,
                severity=self.severity,
                message=fault.message,
                places=fault.places,
                hint=fault.hint,
                basis=self.basis,
                lost=fault.lost,
            )
            for one in (units(case) if self.each_unit else (case,))
            for fault in self.find(one)
        )


def units(case: Case) -> tuple[Case, ...]:
    """The case of each budget unit; a department that is its own only unit is that unit."""
    facts = case.facts.parts if case.facts else {}
    return tuple(replace(case, model=part, facts=facts.get(part.slug)) for part in case.model.parts) or (case,)


def check(
    code: str,
    title: str,
    *,
    compares: str,
    fix: str,
    threshold: str = "",
    severity: Severity = Severity.ERROR,
    basis: str = OWN,
    each_unit: bool = False,
    waivable: bool = True,
    follows: tuple[str, ...] = (),
    spoils: tuple[str, ...] = (),
) -> Callable[[Callable[[Case], Iterator[Fault]]], Check]:
    """Make a generator of faults the check ``code``; its docstring says what is true where it yields none."""

    def make(find: Callable[[Case], Iterator[Fault]]) -> Check:
        return Check(
            code=code,
            title=title,
            severity=severity,
            basis=basis,
            compares=compares,
            fix=fix,
            threshold=threshold,
            find=find,
            each_unit=each_unit,
            waivable=waivable,
            follows=follows,
            spoils=spoils,
        )

    return make
