"""The comparison (比较): both sides compiled and held against each other: the data, the document, the findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from gen import build
from gen.diff import moves
from gen.diff.effect import Effect, effect
from gen.diff.faults import Findings, Judged, between
from gen.diff.files import FileChange, file_changes, names_only
from gen.diff.paper import Paper, paper
from gen.diff.scope import Target, of_one_year, parts_of, targets, touched
from gen.diff.sides import Side, Sides
from gen.findings import Finding, Severity
from gen.read.load import documents
from gen.render.style import StyleSheet


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

        A document that can no longer be composed does not pass any gate, nor does a finding that is waived by the change that brings it: whoever
        approves a waiver is to see it first.
        """
        if self.findings.come(Severity.ERROR) or any(each.lost for each in self.documents):
            return False
        if gate >= Gate.WARNINGS and self.findings.come(Severity.WARNING):
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
    before = Judged(
        root=sides.old.root,
        target=old_target,
        findings=old_findings,
        composed=not any(document.old and not document.composed_old for document in documents),
    )
    after = Judged(root=sides.new.root, target=target, findings=new_findings, composed=not any(each.lost for each in documents))
    findings = between(before, after, units)
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
        findings=Findings(),
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
        return tuple(names_only(file_changes(old.root, new.root, before, after, units)))
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
