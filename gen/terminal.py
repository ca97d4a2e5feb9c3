"""What a person reads on the terminal (终端输出): findings with the author's own line, progress, and their JSON form."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TextIO

from gen.check.follows import Folded, folded
from gen.findings import OWN, Finding, Place, Severity, Waived
from gen.read.gate import shown

#: Red, yellow and cyan.
_COLOURS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.NOTE: "\x1b[36m"}
#: How many consequences of one rule, or causes of one finding, are shown, and how much of each message.
_SHOWN, _CUT = 3, 60
#: How many places of one finding are shown.
_PLACES = 6
#: How many findings can be counted at a glance.
_GLANCE = 10

#: What follows from what, as ``gen.check.consequences`` gives it.
Causes = Mapping[Finding, Sequence[Finding]]
NONE: Causes = MappingProxyType({})


def coloured(stream: TextIO) -> bool:
    """Whether ``stream`` is a terminal whose reader has not asked for plain text (NO_COLOR, TERM=dumb)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def report_lines(
    findings: Sequence[Finding], causes: Causes, lines: Mapping[str, Sequence[str]], *, full: bool = False, colour: bool = False
) -> Iterator[str]:
    """All findings as text, and how many there are: each fault whole but for its many places, below it those like it at the same place and what follows.

    Notes of one rule stand together. With ``full`` each stands whole at its place.
    """
    notes: dict[str, list[Finding]] = {}
    for finding in () if full else findings:
        if finding not in causes and finding.counts_as(Severity.NOTE):
            notes.setdefault(finding.code, []).append(finding)
    alike = [group for group in notes.values() if len(group) > 1]
    together = {finding for group in alike for finding in group}
    standing = [Folded(finding) for finding in findings] if full else folded([each for each in findings if each not in together], causes)
    for each in standing:
        yield from finding_lines(each.finding, lines, colour=colour, places=None if full else _PLACES)
        yield from (f"    {consequence(its)}" for its in [causes.get(each.finding, ())] if its)
        yield from _beside(each.beside)
        yield from _below(each.below)
        yield ""
    for group in alike:
        yield from _together(group, colour)
        yield ""
    yield from _by_rule(findings)
    yield summary(findings, causes)


def consequence(causes: Sequence[Finding]) -> str:
    """What a finding follows from, in short."""
    return f"由 {'、'.join(f'{cause.code}（{cause.places[0]}）' for cause in causes[:_SHOWN])}{'等' if len(causes) > _SHOWN else ''}引起"


def _beside(same: Sequence[Finding]) -> Iterator[str]:
    """What else one rule says of one place, all of it."""
    if same:
        yield f"    同一处还有 {len(same)} 条 {same[0].code}："
        yield from (f"      {finding.message}" for finding in same)


def _below(below: Sequence[Finding]) -> Iterator[str]:
    """What follows from a finding: a line each, of one rule not more than a few."""
    if below:
        yield f"    由此引起的 {len(below)} 条（先改正上面的；--full 逐条列全）："
    for code in dict.fromkeys(finding.code for finding in below):
        same = [finding for finding in below if finding.code == code]
        for finding in same[:_SHOWN]:
            yield f"      {finding.places[0]}: {finding.severity.value} {code}: {shown(finding.message, _CUT)}"
        if len(same) > _SHOWN:
            yield f"      另有 {len(same) - _SHOWN} 条 {code}"


def _together(notes: Sequence[Finding], colour: bool) -> Iterator[str]:
    """Notes of one rule, a line each."""
    yield f"{_kind(notes[0], colour)}，共 {len(notes)} 条（--full 逐条列全）："
    for note in notes:
        yield f"    {note.places[0]}: {note.message}"
    hints = dict.fromkeys(note.hint for note in notes)
    if len(hints) == 1:
        yield f"    怎么改：{notes[0].hint}"


def _by_rule(findings: Sequence[Finding]) -> Iterator[str]:
    """How many findings each rule has, where there are too many to count at a glance."""
    if len(findings) > _GLANCE:
        counts = Counter(finding.code for finding in findings)
        yield f"共 {len(findings)} 条：{'，'.join(f'{code} {count}' for code, count in sorted(counts.items(), key=lambda each: (-each[1], each[0])))}"


def _kind(finding: Finding, colour: bool) -> str:
    """Severity and code."""
    kind = f"{finding.severity.value} {finding.code}{'（已豁免）' if finding.waived else ''}"
    return f"{_COLOURS[finding.severity]}{kind}\x1b[0m" if colour else kind


def finding_lines(
    finding: Finding, lines: Mapping[str, Sequence[str]], *, colour: bool = False, places: int | None = None
) -> Iterator[str]:
    """A finding as text: place, code and message; the author's line with a caret; other places; the remedy; the official basis.

    Not more than ``places`` of its places are shown, where that is given.
    """
    head = f"{finding.places[0]}: " if finding.places else ""
    yield f"{head}{_kind(finding, colour)}: {finding.message}"
    for index, place in enumerate(finding.places[:places]):
        if index:
            yield f"    另见 {place}"
        yield from excerpt(place, lines)
    if places is not None and len(finding.places) > places:
        yield f"    另见其余 {len(finding.places) - places} 处（--full 列全）"
    if finding.waived:
        yield f"    豁免：{waiver(finding.waived)}"
    elif finding.hint:
        yield f"    怎么改：{finding.hint}"
    if finding.basis and finding.basis != OWN:
        yield f"    依据：{finding.basis}"


def waiver(waived: Waived) -> str:
    """The reason of a waiver, who approved it, until when, and where it is written."""
    return f"{waived.reason}（{waived.office}批准，有效期至 {waived.until}；{waived.place}）"


def excerpt(place: Place, lines: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The line of a place as its author wrote it, and a caret under the spot; long lines are cut around it."""
    source = lines.get(place.path, ())
    if not 1 <= place.line <= len(source):
        return
    text = source[place.line - 1].replace("\t", " ")
    start = max(0, place.column - 40)
    shown, offset = text[start : start + 80], place.column - 1 - start
    ahead = "…" if start else ""
    number = f"{place.line:>6} | "
    yield f"{number}{ahead}{shown}{'…' if start + 80 < len(text) else ''}"
    if place.column:
        blank = " " * (len(number) + width(ahead + shown[:offset]))
        yield f"{blank}{'^' * max(1, width(shown[offset : offset + place.width]))}"


def width(text: str) -> int:
    """How many columns ``text`` takes on a terminal: a hanzi takes two.

    >>> width("表1")
    3
    """
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def summary(findings: Sequence[Finding], causes: Causes = NONE) -> str:
    """How many findings of each kind there are, and how many of them follow from others; those that are waived apart."""
    counts = []
    for kind in Severity:
        found = [finding for finding in findings if finding.counts_as(kind)]
        following = sum(finding in causes for finding in found)
        among = f"（其中 {following} 个由别的问题引起）" if following else ""
        counts.append((len(found), f"个{kind.value}{among}"))
    counts.append((sum(finding.waived is not None for finding in findings), "条已豁免"))
    return "，".join(f"{count} {name}" for count, name in counts if count) or "没有发现问题"


def as_list(findings: Sequence[Finding], causes: Causes = NONE) -> list[dict[str, object]]:
    """All findings as plain data for ``--json``; ``follows_from`` holds the numbers, from 0, of those among them that one follows from."""
    numbers = {finding: number for number, finding in enumerate(findings)}
    return [
        as_data(finding) | {"follows_from": [numbers[cause] for cause in causes.get(finding, ()) if cause in numbers]}
        for finding in findings
    ]


def as_data(finding: Finding) -> dict[str, object]:
    """A finding as plain data."""
    return {
        "code": finding.code,
        "severity": finding.severity.name.lower(),
        "message": finding.message,
        "places": [_place(place) for place in finding.places],
        "hint": finding.hint,
        "basis": finding.basis,
        "waived": _waived(finding.waived),
    }


def _place(place: Place) -> dict[str, object]:
    return {"path": place.path, "line": place.line, "column": place.column, "width": place.width}


def _waived(waived: Waived | None) -> dict[str, object] | None:
    if waived is None:
        return None
    return {"reason": waived.reason, "office": waived.office, "until": waived.until, "place": _place(waived.place)}


class ProgressLine:
    """进度: one line that is rewritten on a terminal, a plain line a stage in a pipe."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.live = self.stream.isatty()

    def __call__(self, stage: str) -> None:
        """Show that ``stage`` has begun."""
        self.stream.write(f"\r\x1b[K{stage} …" if self.live else f"{stage} …\n")
        self.stream.flush()

    def done(self) -> None:
        """Clear the line on a terminal."""
        if self.live:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
