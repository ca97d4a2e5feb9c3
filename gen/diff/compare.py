"""The comparison (比较): both sides compiled and held against each other: the data, the document, the findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum
from functools import partial

from gen import build
from gen.check import CHECKS, consequences
from gen.diff import moves
from gen.diff.effect import Effect, effect
from gen.diff.files import FileChange, file_changes
from gen.diff.paper import Paper, paper
from gen.diff.scope import Target, of_one_year, parts_of, targets, touched
from gen.diff.sides import Side, Sides
from gen.findings import Finding, Severity
from gen.read.files import UNITS
from gen.read.gate import source_lines
from gen.read.load import documents
from gen.render.style import StyleSheet
from gen.terminal import Causes


class Gate(IntEnum):
    """What a gate lets through, from the widest to the narrowest: all but new errors; nor new warnings; nor any effect on the document."""

    ERRORS = 1
    WARNINGS = 2
    EFFECT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDiff:
    """One document: whether it is there on either side, whether it could be composed there, and the effect where it could be on both.

    ``style`` says whether fonts, sizes or the page are set otherwise.
    """

    name: str
    old: bool
    new: bool
    composed_old: bool
    composed_new: bool
    effect: Effect | None = None
    style: bool = False

    @property
    def same(self) -> bool:
        """Whether nothing of the published document differs; not known, so not said, where a side could not be composed."""
        return self.effect is not None and self.effect.none and not self.style

    @property
    def lost(self) -> bool:
        """Whether it could be composed, is still there and can no longer be composed."""
        return self.composed_old and self.new and not self.composed_new


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What became of the findings: those that ``appeared`` and ``vanished``, those ``altered`` (old, new) in their figures only.

    ``standing`` is how many errors both sides have, ``unasked`` how many findings of the old side nobody could look for on the new one, where a
    document can no longer be composed: these have not vanished. ``causes`` says what those of the new side follow from, ``were`` those of the old.
    """

    appeared: tuple[Finding, ...]
    vanished: tuple[Finding, ...]
    altered: tuple[tuple[Finding, Finding], ...]
    standing: int
    unasked: int = 0
    causes: Causes = field(default_factory=dict)
    were: Causes = field(default_factory=dict)

    @property
    def differ(self) -> bool:
        """Whether anything about them changed."""
        return bool(self.appeared or self.vanished or self.altered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """A department-year on both sides.

    ``files`` are the source files that differ, ``others`` the other department-years that rest on the same changed files. One that only the new
    side has is held against ``last`` year's folder as well, where the new side has that: without the findings, which are all new. ``moved`` are the
    budget units whose folder goes under another slug (old slug: new slug).
    """

    target: Target
    old_target: Target
    old: str
    new: str
    unit: str
    files: tuple[FileChange, ...]
    documents: tuple[DocumentDiff, ...]
    findings: Findings
    others: tuple[Target, ...] = ()
    last: Diff | None = None
    moved: Mapping[str, str] = field(default_factory=dict)

    @property
    def told(self) -> Diff:
        """What a reader is told the contents by: of a new year the comparison with the last."""
        return self.last or self

    @property
    def two_years(self) -> bool:
        """Whether what is told are two years beside each other."""
        return self.told.target.year != self.told.old_target.year

    @property
    def same(self) -> bool:
        """Whether neither the published documents nor the findings differ."""
        return all(document.same for document in self.documents) and not self.findings.differ

    def passes(self, gate: Gate) -> bool:
        """Whether the change may pass: new errors never may, new warnings and any effect on the document where the gate says so.

        A document that can no longer be composed does not pass any gate.
        """
        come = self.findings.appeared
        if any(finding.forbids for finding in come) or any(each.lost for each in self.documents):
            return False
        if gate >= Gate.WARNINGS and any(finding.counts_as(Severity.WARNING) for finding in come):
            return False
        return gate < Gate.EFFECT or all(document.same for document in self.documents)


@dataclass(frozen=True, slots=True)
class _Compiled:
    """One document of one side: its paper, None where it could not be composed, and how it looks."""

    paper: Paper | None
    style: StyleSheet | None


def compared(sides: Sides, target: Target, unit: str = "", today: date | None = None) -> Diff:
    """What differs between both sides of a department-year, or of one of its budget units (``unit``); ``today`` is the day for waivers."""
    renamed = {} if sides.base_year else moves.departments(sides.old.root, sides.new.root)
    target = renamed.get(target, target)
    stood = next((was for was, now in renamed.items() if now == target), target)
    old_target = Target(stood.department, sides.base_year or target.year)
    units = moves.units(sides.old.root, old_target, sides.new.root, target)
    unit = units.get(unit, unit)
    files = _files(sides.old, sides.new, old_target, target, units)
    # What rests on no file that differs is the same, and need not be compiled to say so.
    one, old_findings = _compiled(sides.old, old_target, _before(unit, units), today) if files else ({}, ())
    other, new_findings = _compiled(sides.new, target, unit, today) if files else ({}, ())
    documents = _documents(one, other, files, units)
    asked = not any(document.lost for document in documents)
    findings = _findings(old_findings, new_findings, old_target, target, units, asked=asked)
    if findings.differ:
        findings = replace(findings, causes=_causes(sides.new, new_findings), were=_causes(sides.old, old_findings))
    return Diff(
        target=target,
        old_target=old_target,
        old=sides.old.label,
        new=sides.new.label,
        unit=unit,
        files=files,
        documents=documents,
        findings=findings,
        others=tuple(each for each in all_touched(sides) if each != target) if not sides.base_year else (),
        last=_with_last_year(sides, target, other, unit, today) if old_target == target else None,
        moved=units,
    )


def _with_last_year(sides: Sides, target: Target, other: Mapping[str, _Compiled], unit: str, today: date | None) -> Diff | None:
    """The comparison of a department-year that only the new side has with last year's folder there; None where it is not new, or has none."""
    last, side = Target(target.department, str(int(target.year) - 1)), sides.new
    if (
        sides.base_year
        or (sides.old.root / target.folder).is_dir()
        or not all((side.root / each.folder).is_dir() for each in (target, last))
    ):
        return None
    units = moves.units(side.root, last, side.root, target)
    files = _files(side, side, last, target, units)
    one, _ = _compiled(side, last, _before(unit, units), today)
    return Diff(
        target=target,
        old_target=last,
        old=side.label,
        new=side.label,
        unit=unit,
        files=files,
        documents=_documents(one, other, files, units),
        findings=Findings(appeared=(), vanished=(), altered=(), standing=0),
        moved=units,
    )


def _before(unit: str, units: Mapping[str, str]) -> str:
    """The slug that a unit went under."""
    return next((was for was, now in units.items() if now == unit), unit)


def _files(old: Side, new: Side, was: Target, now: Target, units: Mapping[str, str]) -> tuple[FileChange, ...]:
    """The files that differ of what a department-year is made from on both sides; of two years, those that say what is of each."""
    before, after = parts_of(old.root, was), parts_of(new.root, now)
    if was.year != now.year:
        before, after = of_one_year(was, before), of_one_year(now, after)
    return tuple(file_changes(old.root, new.root, before, after, units))


def _documents(
    one: Mapping[str, _Compiled], other: Mapping[str, _Compiled], files: Sequence[FileChange], units: Mapping[str, str]
) -> tuple[DocumentDiff, ...]:
    renamed = {was: now for file in files for was, now in file.renamed.items()}
    return tuple(_document(name, one.get(name), other.get(name), renamed, units) for name in dict.fromkeys((*other, *one)))


def all_touched(sides: Sides) -> tuple[Target, ...]:
    """The department-years that rest on a file that differs."""
    roots = tuple(dict.fromkeys((sides.old.root, sides.new.root)))
    gone = moves.departments(sides.old.root, sides.new.root)
    return tuple(
        target
        for target in targets(*roots)
        if sides.changed and target not in gone and any(touched(sides.changed, parts_of(root, target)) for root in roots)
    )


def _compiled(side: Side, target: Target, unit: str, today: date | None) -> tuple[dict[str, _Compiled], tuple[Finding, ...]]:
    """Each document of a department-year as far as it can be taken, and all findings; nothing where it has no folder."""
    if not (side.root / target.folder).is_dir():
        return {}, ()
    names, _ = documents(side.root, target.department, target.year)
    outcome = build.compile(side.root, target.department, target.year, unit=unit, today=today)
    return dict(zip(names, map(_seen, outcome.compiled), strict=True)), outcome.findings


def _causes(side: Side, findings: Sequence[Finding]) -> Causes:
    return consequences(findings, source_lines(side.root, findings))


def _seen(compiled: build.Compiled) -> _Compiled:
    if compiled.composed is None or compiled.edition is None:
        return _Compiled(None, compiled.style)
    return _Compiled(paper(compiled.composed, compiled.edition), compiled.style)


def _document(
    name: str, one: _Compiled | None, other: _Compiled | None, renamed: Mapping[str, str], units: Mapping[str, str]
) -> DocumentDiff:
    old, new = one.paper if one else None, other.paper if other else None
    both = old is not None and new is not None
    return DocumentDiff(
        name=name,
        old=one is not None,
        new=other is not None,
        composed_old=old is not None,
        composed_new=new is not None,
        effect=effect(old, new, renamed, units) if old and new else None,
        style=both and one is not None and other is not None and one.style != other.style,
    )


def _findings(
    old: Sequence[Finding], new: Sequence[Finding], was: Target, now: Target, units: Mapping[str, str], *, asked: bool
) -> Findings:
    """What became of the findings. A finding is the same wherever its line moved to, and the same fault where only its figures changed.

    Where not all rules could be ``asked`` of the new side, what they found on the old one is not known to have vanished.
    """
    told, about = (partial(how, units=units) for how in (_told, _about))
    before, after = _by(old, was, told), _by(new, now, told)
    vanished = [finding for said, found in before.items() for finding in found[len(after.get(said, ())) :]]
    appeared = [finding for said, found in after.items() for finding in found[len(before.get(said, ())) :]]
    altered = []
    gone = _by(vanished, was, about)
    for finding in appeared:
        if alike := gone.get(about(finding, now)):
            altered.append((alike.pop(0), finding))
    known = {id(finding) for pair in altered for finding in pair}
    come = tuple(finding for finding in appeared if id(finding) not in known)
    left = [finding for finding in vanished if id(finding) not in known]
    rules = frozenset() if asked else frozenset(rule.code for rule in CHECKS)
    return Findings(
        appeared=come,
        vanished=tuple(finding for finding in left if finding.code not in rules),
        unasked=sum(finding.code in rules for finding in left),
        altered=tuple(altered),
        standing=sum(finding.forbids for finding in new) - sum(finding.forbids for finding in come),
    )


def _by(findings: Sequence[Finding], target: Target, told: Callable[[Finding, Target], object]) -> dict[object, list[Finding]]:
    found: dict[object, list[Finding]] = {}
    for finding in findings:
        found.setdefault(told(finding, target), []).append(finding)
    return found


def _told(finding: Finding, target: Target, units: Mapping[str, str]) -> tuple[str, Severity, bool, str, str]:
    """What a finding says, without the line it stands in and the names of its folders; one that is waived is another."""

    def unnamed(text: str) -> str:
        text = text.replace(target.folder, "")
        return re.sub(rf"{UNITS}/([a-z0-9-]+)", lambda match: f"{UNITS}/{units.get(match[1], match[1])}", text) if units else text

    where = finding.places[0].path if finding.places else ""
    message = re.sub(r"第 \d+ 行", "", unnamed(finding.message))
    return finding.code, finding.severity, finding.waived is None, unnamed(where), message


def _about(finding: Finding, target: Target, units: Mapping[str, str]) -> object:
    """What a finding is about: all that it says but for its figures."""
    code, severity, counts, path, message = _told(finding, target, units)
    return code, severity, counts, path, re.sub(r"-?[\d,]+(\.\d+)?", "", message)
