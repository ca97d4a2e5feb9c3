"""Annotations (合并请求里的提示): findings in the forms that GitHub and GitLab show beside the changed line of a request."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence, Set

from gen.findings import Finding, Severity
from gen.terminal import NONE, Causes, consequence, waiver

_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_GITLAB = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}


def github(findings: Sequence[Finding], causes: Causes = NONE, own: Set[Finding] = frozenset()) -> Iterator[str]:
    """Workflow commands of GitHub Actions, one a finding; those that are waived by the change that brings them (``own``) are shown as grave as they are.

    Source: GitHub Docs, "Workflow commands for GitHub Actions", with its escapes for messages and for properties.
    """
    for finding in findings:
        place = finding.places[0] if finding.places else None
        where = [] if place is None else [("file", place.path)]
        if place is not None and place.line:
            where += [("line", str(place.line)), ("col", str(place.column)), ("endColumn", str(place.column + place.width))]
        properties = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in (*where, ("title", _title(finding, own))))
        yield f"::{'notice' if finding.waived and finding not in own else _GITHUB[finding.severity]} {properties}::{_escaped(_told(finding, causes, own))}"


def gitlab(findings: Sequence[Finding], causes: Causes = NONE, own: Set[Finding] = frozenset()) -> list[dict[str, object]]:
    """The Code Quality report of GitLab: one entry a finding, its fingerprint the same wherever its line moves to.

    Source: GitLab Docs, "Code Quality", report format. Findings that are alike in all but the line are told apart by their number.
    """
    seen: dict[str, int] = {}
    entries: list[dict[str, object]] = []
    for finding in findings:
        path, line = (finding.places[0].path, finding.places[0].line) if finding.places else ("", 0)
        same = f"{finding.code}\n{path}\n{finding.message}"
        seen[same] = seen.get(same, 0) + 1
        entries.append(
            {
                "description": _told(finding, causes, own),
                "check_name": finding.code,
                "fingerprint": hashlib.sha256(f"{same}\n{seen[same]}".encode()).hexdigest(),
                "severity": "info" if finding.waived and finding not in own else _GITLAB[finding.severity],
                "location": {"path": path, "lines": {"begin": max(line, 1)}},
            }
        )
    return entries


def _title(finding: Finding, own: Set[Finding]) -> str:
    return f"{finding.code} {_waived(finding, own)}" if finding.waived else finding.code


def _waived(finding: Finding, own: Set[Finding]) -> str:
    return "由这次改动自己豁免" if finding in own else "已豁免"


def _told(finding: Finding, causes: Causes, own: Set[Finding]) -> str:
    """The message with what it follows from and its remedy, or with the waiver that needs none."""
    if finding.waived:
        return f"{_waived(finding, own)}：{finding.message}\n豁免：{waiver(finding.waived)}"
    its = causes.get(finding, ())
    return "\n".join((finding.message, *([consequence(its)] if its else []), *([f"怎么改：{finding.hint}"] if finding.hint else [])))


def _escaped(text: str, more: str = "") -> str:
    """``text`` with what ends a workflow command, and the characters of ``more``, as percent codes."""
    for character in f"%\r\n{more}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text
