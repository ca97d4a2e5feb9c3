"""fmt (整理格式): source files brought into canonical form, each one whole or not at all; what cannot be read is left as it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gen.canonical.sources import Source, canonical
from gen.findings import Finding
from gen.publish import replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Formatted:
    """What became of a number of files: how many there were, which are not canonical (or were not), which cannot be read, and why."""

    files: int
    other: tuple[str, ...]
    unreadable: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def clean(self) -> bool:
        """Whether all of them are as they should be."""
        return not self.other and not self.unreadable


def form(root: Path, sources: Iterable[Source], *, write: bool) -> Formatted:
    """Hold each file against its canonical form and, with ``write``, put that in its place.

    Raises OSError where a file cannot be written; it is then as it was.
    """
    listed = tuple(sources)
    other: list[str] = []
    unreadable: list[str] = []
    findings: list[Finding] = []
    for source in listed:
        text, faults = canonical(root, source)
        findings += faults
        if text is None:
            unreadable.append(source.path)
        elif (root / source.path).read_bytes() != text.encode():
            other.append(source.path)
            if write:
                replace(root / source.path, text.encode())
    return Formatted(files=len(listed), other=tuple(other), unreadable=tuple(unreadable), findings=tuple(findings))
