"""Marks (待填、待确认): what a file says of a value that is not settled yet, so that no such value can be published.

TODO-01 to fill in   TODO-02 to be confirmed

The marks are data: part of a text or of a cell, seen in every editor and every diff, and taken away where they are read. So none of them can
reach a page, and a value without its mark is one that somebody has confirmed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gen.findings import Finding, Place, Severity, error
from gen.model.lines import Project
from gen.model.shape import Field, fields_of

#: Stands where a value belongs that nobody has given yet. (A blank cell says something else in many places: that nobody published it. A blank
#: text of a TOML file says the same as this mark: who has nothing to say leaves the key out.)
FILL = "〔待填〕"
#: Stands before a value that was taken from somewhere else and that nobody has confirmed yet.
CONFIRM = "〔待确认〕"

_TO_FILL, _TO_CONFIRM = "TODO-01", "TODO-02"
#: The name of a project in the list of projects: whether it continues is for a person to say.
_PROJECT = fields_of(Project)[0]


def settled(field: Field, text: str, place: Place) -> tuple[str, list[Finding]]:
    """``text`` without its marks, "" where it is yet to be filled in, and what is said of the marks; ``place`` is where it begins."""
    if FILL in text or not text.replace(CONFIRM, ""):
        # A required value that is blank is reported as such (VAL-01) by whoever parses it.
        return "", [] if field.required or not text else [to_fill(field, place)]
    if CONFIRM not in text:
        return text, []
    return text.replace(CONFIRM, ""), [_to_confirm(field, text, place)]


def unread(findings: Iterable[Finding]) -> bool:
    """Whether any of ``findings`` is an error that left something unread; a value that is pending was read for what it is."""
    return any(finding.severity is Severity.ERROR and finding.code not in (_TO_FILL, _TO_CONFIRM) for finding in findings)


def to_fill(field: Field, place: Place) -> Finding:
    """What is said of a value that nobody has given yet."""
    return error(_TO_FILL, f"待填：{field.title}", place, hint=f"换成本年的内容：{field.doc}")


def _to_confirm(field: Field, text: str, place: Place) -> Finding:
    if text.startswith(CONFIRM):
        place = replace(place, width=len(CONFIRM))
    if field == _PROJECT:
        message = f"待确认：项目“{text.replace(CONFIRM, '')}”本年是否继续"
        hint = f"继续的，删去{CONFIRM}；不再安排的，删去这一行，其他文件里写到它的行也删去"
        return error(_TO_CONFIRM, message, place, hint=hint)
    return error(_TO_CONFIRM, f"待确认：{field.title}是照抄来的", place, hint=f"核对，改成本年的内容，再删去{CONFIRM}")
