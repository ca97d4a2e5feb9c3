"""What an edit does (改动的效果): two compilations compared by figures, text, findings and explanations, as if no line had moved.

A place in the edited file is told by the line that it was before the edit and by its ordinal in that line, so that a longer cell or a row more
above it is no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gen import bridges, explain, lookup
from gen.amount import Unit
from gen.build import Compiled
from gen.derive.controls import controls_of, selected
from gen.derive.facts import Facts
from gen.derive.figure import Controlled, Derived, Figure, inputs_of
from gen.findings import Finding, Place, Severity
from gen.model.folder import Model
from gen.provenance import printed_forms, value_text
from gen.render import text as plain_text
from tests.edits.places import ordinal

#: The value of a sum of no lines, and of what is not there.
NOTHING = "0元"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The edited file before or after the edit: its ``lines``, which line each of them was before, the edited ``line`` (0 = gone).

    ``cell`` is the ordinal of the edited value in that line, None where the whole line is meant.
    """

    path: str
    lines: tuple[str, ...]
    origin: tuple[int, ...]
    line: int
    cell: int | None = None

    def is_at(self, place: Place) -> bool:
        """Whether a place is the edited one."""
        there = (place.path, place.line) == (self.path, self.line)
        return there and (self.cell is None or ordinal(self.path, self.lines[self.line - 1], place.column) == self.cell)

    def settled(self, text: str) -> str:
        """``text`` with every place in the file told as it was before, by line and ordinal."""
        if self.path not in text:
            return text
        return re.sub(rf"{re.escape(self.path)}:(\d+):(\d+)", self._settled, text)

    def _settled(self, match: re.Match[str]) -> str:
        line, column = int(match[1]), int(match[2])
        if line > len(self.lines):
            return match[0]
        return f"{self.path}:{self.origin[line - 1] or '+'}#{ordinal(self.path, self.lines[line - 1], column)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A compilation as far as it can be compared; ``resting`` are the ids of figures that rest on the edited place, ``money`` those that move whenever it does.

    ``controls`` are the rows (path, line) of control.csv about its money; it is ``controlled`` where a control figure stands over it. Without
    ``text`` nothing was composed.
    """

    values: Mapping[str, str]
    told: Mapping[str, str]
    text: str | None
    findings: Mapping[str, Finding]
    resting: frozenset[str]
    money: frozenset[str]
    controls: frozenset[tuple[str, int]]
    controlled: bool

    @property
    def errors(self) -> Mapping[str, Finding]:
        return {key: finding for key, finding in self.findings.items() if finding.severity is Severity.ERROR}


def take(compiled: Compiled, version: Version) -> Taken:
    """``compiled`` as it can be compared, with what rests on the edited place."""
    settle = version.settled
    findings = {settle(_finding(finding)): finding for finding in compiled.findings}
    composed, facts, model, edition = compiled.composed, compiled.facts, compiled.model, compiled.edition
    if composed is None or facts is None or model is None or edition is None:
        none: frozenset[str] = frozenset()
        return Taken(values={}, told={}, text=None, findings=findings, resting=none, money=none, controls=frozenset(), controlled=False)
    index = lookup.explainable(composed, facts)
    resting = _moving(index.values(), version)
    known = explain.Known(forms=printed_forms(composed.document), sources=model.sources)
    told = {settle(id): settle(_told(figure, known)) for id, figure in index.items()}
    for change in facts.changes.values():
        why = bridges.bridge_of(change.signed, model, facts, edition) if change.signed else None
        if why is not None:
            told[f"增减因素 {change.now.id}"] = settle("\n".join(bridges.lines(why, Unit(edition.unit))))
    return Taken(
        values={settle(id): value_text(figure) for id, figure in index.items()},
        told=told,
        text=f"{composed.document.title}\n{composed.document.author}\n{plain_text.dump(composed.document)}",
        findings=findings,
        resting=frozenset(settle(id) for id in resting),
        money=frozenset(settle(id) for id, moves in resting.items() if moves),
        controls=frozenset(_controls(model, facts, version)),
        controlled=_controlled(model, facts, version),
    )


def _controls(model: Model, facts: Facts, version: Version) -> Iterator[tuple[str, int]]:
    """The rows of control.csv about money that the edited line is a part of, in whichever breakdown (口径)."""
    for control, unit in controls_of(model):
        book = facts.sources.books.get(control.source)
        if book and any(line.place and version.is_at(line.place) for line in selected(book, control, unit).strict):
            yield control.row.path, control.row.line


def _controlled(model: Model, facts: Facts, version: Version) -> bool:
    """Whether a control figure stands over the edited line: the sum that it was approved against holds that line.

    A row of control.csv with a 口径 is no control figure; it attests two roundings of the same money and holds each to the digits that are written.
    """
    for control, unit in controls_of(model):
        book = facts.sources.books.get(control.source)
        lines = selected(book, control, unit).chosen()[0] if book and not control.breakdown else ()
        if any(line.place and version.is_at(line.place) for line in lines):
            return True
    return False


def _moving(figures: Iterable[Figure], version: Version) -> Mapping[str, bool]:
    """The figures that rest on the edited place, by id: whether each moves whenever the amount at that place does.

    A count or a rate need not, nor what a control fixes, nor a difference that has the amount on both of its sides, nor a size, which is the same
    for 2 more and 2 less, nor what rests on these alone.
    """
    known: dict[str, bool | None] = {}

    def moves(figure: Figure) -> bool | None:
        if figure.id not in known:
            parts = [moves(part) for part in inputs_of(figure)]
            held = [part for part in parts if part is not None]
            own = not isinstance(figure.origin, Derived) and version.is_at(figure.origin.place)
            rule = getattr(figure.origin, "rule", "")
            fixed = figure.unit != "元" or isinstance(figure.origin, Controlled) or rule.startswith("取绝对值")
            cancels = len(held) > 1 and "−" in rule
            known[figure.id] = (own or any(held)) and not fixed and not cancels if own or held else None
        return known[figure.id]

    found = {figure.id: moves(figure) for figure in figures} if version.line else {}
    return {id: moving for id, moving in found.items() if moving is not None}


def moved(before: Taken, after: Taken, old: str = "", new: str = "") -> frozenset[str]:
    """The ids of figures whose value changed, and of those that came or went, but for sums of no lines: empty cells of a row that a line made.

    An id that holds the name ``old`` is that of the same figure when it holds ``new`` in its stead.
    """
    now = after.values
    if old and new and len(new) > 1:
        renamed = {id.replace(new, old): id for id in now if new in id and id not in before.values}
        now = {**now, **{was: now[id] for was, id in renamed.items() if was in before.values and was not in now}}
        now = {id: value for id, value in now.items() if id not in {renamed[was] for was in renamed if was in before.values}}
    return frozenset(id for id in before.values.keys() | now.keys() if before.values.get(id, NOTHING) != now.get(id, NOTHING))


def _finding(finding: Finding) -> str:
    return "\n".join((finding.code, finding.severity.value, finding.message, *map(str, finding.places), finding.hint))


def _told(figure: Figure, known: explain.Known) -> str:
    """What an explanation says of a figure itself: not of what it rests on, which has lines of its own."""
    entry = explain.entry(figure, known)
    place = f"{entry.pop('path', '')}:{entry.pop('line', '')}:{entry.pop('column', '')}"
    return repr((place, entry, [part.id for part in inputs_of(figure)]))
