"""What a person reads on the terminal (终端输出): findings with the author's own line, progress, and their JSON form."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import TextIO

from gen.findings import OWN, Finding, Place, Severity, Waived

#: Red, yellow and cyan.
_COLOURS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.NOTE: "\x1b[36m"}


def coloured(stream: TextIO) -> bool:
    """Whether ``stream`` is a terminal whose reader has not asked for plain text (NO_COLOR, TERM=dumb)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def finding_lines(finding: Finding, lines: Mapping[str, Sequence[str]], *, colour: bool = False) -> Iterator[str]:
    """A finding as text: place, code and message; the author's line with a caret; other places; the remedy; the official basis."""
    head = f"{finding.places[0]}: " if finding.places else ""
    waived = finding.waived
    kind = f"{finding.severity.value} {finding.code}{'（已豁免）' if waived else ''}"
    yield f"{head}{_COLOURS[finding.severity]}{kind}\x1b[0m: {finding.message}" if colour else f"{head}{kind}: {finding.message}"
    for index, place in enumerate(finding.places):
        if index:
            yield f"    另见 {place}"
        yield from excerpt(place, lines)
    if waived:
        yield f"    豁免：{waiver(waived)}"
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


def summary(findings: Sequence[Finding]) -> str:
    """How many findings of each kind there are, those that are waived apart."""
    counts = [(f"个{kind.value}", sum(finding.counts_as(kind) for finding in findings)) for kind in Severity]
    counts.append(("条已豁免", sum(finding.waived is not None for finding in findings)))
    return "，".join(f"{count} {name}" for name, count in counts if count) or "没有发现问题"


def as_data(finding: Finding) -> dict[str, object]:
    """A finding as plain data for ``--json``."""
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
