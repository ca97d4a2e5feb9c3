"""What became of the findings (校验结果的变化) between two states: which appeared, vanished, changed their figures, or were lifted.

A finding that could not be looked for on one side is told apart from one that was not there: where data cannot be read, no rule is asked of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from gen.check import CHECKS, consequences
from gen.diff.records import Record, records_of
from gen.diff.scope import Target
from gen.diff.sides import files_below
from gen.findings import Finding, Severity
from gen.read import gate
from gen.read.files import DEPARTMENT_CSV, UNITS
from gen.terminal import Causes

_WAIVERS = next(file.name for file in DEPARTMENT_CSV if file.field == "waivers")
_RULES = frozenset(rule.code for rule in CHECKS)
#: What the reader asks of every file by itself, whatever else cannot be read.
_READING = re.compile(r"(READ|CSV|TOML|VAL|TODO)-")
#: For want of which nothing more is read of a file.
_UNREAD = re.compile(r"READ-(05|07|08|09|10|11|18)|CSV-(01|02|03|04|05|16)|TOML-(01|02|03)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What became of the findings: those that ``appeared`` and ``vanished``, those ``altered`` (old, new) in their figures only.

    ``standing`` is how many errors both sides have. ``unasked`` is how many findings of the old side nobody could look for on the new one, where
    a document can no longer be composed: these have not vanished. ``unseen`` are those of the new side that nobody could look for on the old one:
    these have not appeared. ``waived`` are those that appeared together with the waiver that lifts them, ``lifted`` those that stood before and
    whose waiver is new. ``causes`` says what those of the new side follow from, ``were`` those of the old.
    """

    appeared: tuple[Finding, ...] = ()
    vanished: tuple[Finding, ...] = ()
    altered: tuple[tuple[Finding, Finding], ...] = ()
    standing: int = 0
    unasked: int = 0
    unseen: tuple[Finding, ...] = ()
    waived: tuple[Finding, ...] = ()
    lifted: tuple[Finding, ...] = ()
    causes: Causes = field(default_factory=dict)
    were: Causes = field(default_factory=dict)

    @property
    def differ(self) -> bool:
        """Whether anything about them changed."""
        return bool(self.appeared or self.vanished or self.altered or self.unseen or self.lifted)

    def come(self, severity: Severity) -> bool:
        """Whether one of this severity is new, be it that the same change waives it."""
        return any(finding.counts_as(severity) for finding in self.appeared) or any(each.severity is severity for each in self.waived)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One side: its folder, its department-year, what was found, and whether every document that it has could be composed."""

    root: Path
    target: Target
    findings: Sequence[Finding]
    composed: bool


def between(old: Judged, new: Judged, units: Mapping[str, str]) -> Findings:
    """What became of the findings. A finding is the same wherever its line moved to, and the same fault where only its figures changed.

    ``units`` are the budget units that go under another slug (old slug: new slug).
    """
    told, about = (partial(how, units=units) for how in (_told, _about))
    before, after = _by(old.findings, old.target, told), _by(new.findings, new.target, told)
    vanished = [finding for said, found in before.items() for finding in found[len(after.get(said, ())) :]]
    appeared = [finding for said, found in after.items() for finding in found[len(before.get(said, ())) :]]
    waived = [finding for finding in appeared if finding.waived] if old.target.year == new.target.year else []
    waived = [finding for finding in waived if _row(new.root, finding) not in _rows(old.root, old.target)]
    lifted = [finding for finding in waived if _taken(vanished, told(replace(finding, waived=None), new.target), old.target, told)]
    appeared = [finding for finding in appeared if finding not in lifted]
    altered = []
    gone = _by(vanished, old.target, about)
    for finding in appeared:
        if alike := gone.get(about(finding, new.target)):
            altered.append((alike.pop(0), finding))
    known = {id(finding) for pair in altered for finding in pair}
    come = [finding for finding in appeared if id(finding) not in known]
    left = [finding for finding in vanished if id(finding) not in known]
    unseen = [finding for finding in come if not _askable(finding, old, new, units)]
    come = [finding for finding in come if finding not in unseen]
    found = Findings(
        appeared=tuple(come),
        vanished=tuple(finding for finding in left if new.composed or finding.code not in _RULES),
        unasked=0 if new.composed else sum(finding.code in _RULES for finding in left),
        altered=tuple(altered),
        standing=sum(finding.forbids for finding in new.findings) - sum(finding.forbids for finding in (*come, *unseen)),
        unseen=tuple(unseen),
        waived=tuple(finding for finding in come if finding in waived),
        lifted=tuple(lifted),
    )
    return replace(found, causes=_causes(new), were=_causes(old)) if found.differ else found


def _causes(side: Judged) -> Causes:
    return consequences(side.findings, gate.source_lines(side.root, side.findings))


def _taken(left: list[Finding], said: object, target: Target, told: Callable[[Finding, Target], object]) -> bool:
    """Whether one of the findings that are ``left`` says this; it is taken off."""
    same = next((finding for finding in left if told(finding, target) == said), None)
    if same is not None:
        left.remove(same)
    return same is not None


# ── what could be looked for ──


def _askable(finding: Finding, old: Judged, new: Judged, units: Mapping[str, str]) -> bool:
    """Whether a finding of the new side could have been found on the old one: of what cannot be read, no rule is asked."""
    if old.composed:
        return True
    if not _READING.match(finding.code):
        return False
    unread = {_unnamed(each.places[0].path, old.target, units) for each in old.findings if each.places and _UNREAD.match(each.code)}
    return not finding.places or _unnamed(finding.places[0].path, new.target, units) not in unread


# ── waivers ──


def _row(root: Path, finding: Finding) -> frozenset[tuple[str, str]]:
    """What the row that waives a finding says."""
    assert finding.waived is not None
    place = finding.waived.place
    return next((_said(record) for record in _records(root, place.path) if record.place.line == place.line), frozenset())


def _rows(root: Path, target: Target) -> set[frozenset[tuple[str, str]]]:
    """What each waiver of a department-year and its units says."""
    paths = [path for path in files_below(root, target.folder) if path.rpartition("/")[2] == _WAIVERS]
    return {_said(record) for path in paths for record in _records(root, path)}


def _records(root: Path, path: str) -> Iterable[Record]:
    text, _ = gate.read_text(root, path)
    return records_of(path, text or "", {}).records


def _said(record: Record) -> frozenset[tuple[str, str]]:
    return frozenset((title, value.same) for title, value in record.values.items())


# ── the same finding ──


def _by(findings: Sequence[Finding], target: Target, told: Callable[[Finding, Target], object]) -> dict[object, list[Finding]]:
    found: dict[object, list[Finding]] = {}
    for finding in findings:
        found.setdefault(told(finding, target), []).append(finding)
    return found


def _told(finding: Finding, target: Target, units: Mapping[str, str]) -> tuple[str, Severity, bool, str, str]:
    """What a finding says, without the line it stands in and the names of its folders; one that is waived is another."""
    where = finding.places[0].path if finding.places else ""
    message = re.sub(r"第 \d+ 行", "", _unnamed(finding.message, target, units))
    return finding.code, finding.severity, finding.waived is None, _unnamed(where, target, units), message


def _unnamed(text: str, target: Target, units: Mapping[str, str]) -> str:
    """A text without the folder of its department-year, units by their new slugs."""
    text = text.replace(target.folder, "")
    return re.sub(rf"{UNITS}/([a-z0-9-]+)", lambda match: f"{UNITS}/{units.get(match[1], match[1])}", text) if units else text


def _about(finding: Finding, target: Target, units: Mapping[str, str]) -> object:
    """What a finding is about: all that it says but for its figures."""
    code, severity, counts, path, message = _told(finding, target, units)
    return code, severity, counts, path, re.sub(r"-?[\d,]+(\.\d+)?", "", message)
