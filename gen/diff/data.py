"""A comparison as plain data (``--json``): keys in English, texts as they are shown."""

from __future__ import annotations

from dataclasses import asdict

from gen.diff.changes import Change
from gen.diff.compare import Diff, DocumentDiff, Gate
from gen.diff.effect import Effect
from gen.diff.files import FileChange
from gen.diff.verdict import verdict
from gen.terminal import as_data as finding_data
from gen.terminal import as_list

#: Raised when a key changes its meaning or goes.
FORMAT = 1


def as_data(diff: Diff, gate: Gate) -> dict[str, object]:
    """The whole comparison, with whether it passes ``gate``."""
    return {
        "format": FORMAT,
        "department": diff.target.department,
        "year": diff.target.year,
        "unit": diff.unit,
        "old": {"side": diff.old, "department": diff.old_target.department, "year": diff.old_target.year},
        "moved_units": dict(diff.moved),
        "new": {"side": diff.new, "year": diff.target.year},
        "same": diff.same,
        "passes": diff.passes(gate),
        "verdict": list(verdict(diff)),
        "files": [_file(file) for file in diff.files],
        "documents": [_document(document) for document in diff.documents],
        "last_year": _last_year(diff.last) if diff.last else None,
        "findings": {
            "appeared": as_list(diff.findings.appeared, diff.findings.causes),
            "vanished": as_list(diff.findings.vanished, diff.findings.were),
            "altered": [{"old": finding_data(old), "new": finding_data(new)} for old, new in diff.findings.altered],
            "standing_errors": diff.findings.standing,
            "unasked": diff.findings.unasked,
            "unseen": as_list(diff.findings.unseen, diff.findings.causes),
            "waived_by_this_change": as_list(diff.findings.waived),
            "lifted": as_list(diff.findings.lifted),
        },
        "others": [{"department": target.department, "year": target.year} for target in diff.others],
    }


def _last_year(diff: Diff) -> dict[str, object]:
    """A new year beside the last."""
    return {
        "year": diff.old_target.year,
        "files": [_file(file) for file in diff.files],
        "documents": [_document(document) for document in diff.documents],
    }


def _file(file: FileChange) -> dict[str, object]:
    return {
        "path": file.path,
        "role": file.role,
        "state": "changed" if file.old and file.new else "added" if file.new else "removed",
        "layout_only": file.layout_only,
        "readable": not file.broken,
        "unit": file.unit,
        "changes": [_change(change) for change in file.changes],
    }


def _change(change: Change) -> dict[str, object]:
    return {
        "kind": change.kind.name.lower(),
        "group": change.group,
        "name": change.name,
        "was": change.was,
        "count": change.count,
        "secret": change.secret,
        "path": change.place.path,
        "line": change.place.line,
        "fields": [{"title": field.title, "old": field.old, "new": field.new, "line": field.place.line} for field in change.fields],
    }


def _document(document: DocumentDiff) -> dict[str, object]:
    return {
        "document": document.name,
        "old": document.old,
        "new": document.new,
        "same": document.same,
        "style": document.style,
        "effect": _effect(document.effect) if document.effect else None,
    }


def _effect(effect: Effect) -> dict[str, object]:
    return {
        "title": list(effect.title),
        "figures": [asdict(change) for change in effect.figures],
        "lines": [
            {
                "kind": line.kind,
                "where": line.where,
                "old": line.old,
                "new": line.new,
                "marks": [[mark.old, mark.new] for mark in line.marks],
                "meaning": list(line.meaning),
                "moved": line.moved,
            }
            for line in effect.lines
        ],
        "tables": [asdict(table) for table in effect.tables],
        "look": list(effect.look),
        "hidden": [asdict(change) for change in effect.hidden],
        "attached": effect.attached,
    }
