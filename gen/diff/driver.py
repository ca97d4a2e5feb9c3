"""Source files for git's own diff (git diff 的显示): each record with its fields, one a line, so that ``git diff`` and ``git log -p`` show records.

A driver that prints the whole comparison would be asked only by ``git diff`` itself, and ``git difftool`` cannot be used beside it; what a
``textconv`` prints is compared by every command of git, and by nothing that applies or merges a change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from gen.diff.records import Record, is_declared, known_by_head, records_of

#: By this a hunk is headed with the record that it is in.
HEAD = r"^\[.*$"


def told(path: Path) -> str:
    """The file as git is to compare it, lines ended by LF; as it stands where it cannot be taken apart into records."""
    text = re.sub("\r\n?", "\n", path.read_bytes().decode("utf-8-sig", "replace"))
    found = records_of(_name(path, text), text, {})
    if found.broken or not found.records:
        return text
    return "\n".join(line for record in found.records for line in _lines(record)) + "\n"


def _name(path: Path, text: str) -> str:
    """The name of a source file that git hands over under its own name or one that ends in it (git-blob-1a2b/ledger.csv, 1a2b_ledger.csv)."""
    last = path.name.rpartition("_")[2]
    if is_declared(path.name):
        return path.name
    return last if is_declared(last) else known_by_head(text.split("\n", 1)[0]) or path.name


def _lines(record: Record) -> Iterator[str]:
    yield f"[{record.group}] {record.name}".replace("[] ", "[本文件] ").rstrip()
    keys = {title for title, _ in record.key}
    for title, value in record.values.items():
        if value.listed:
            yield from (f"  {title} {part}" for part in value.parts)
        elif value.text and title not in keys:
            # The number itself, however it is written: another way to write it is no change.
            yield f"  {title} {value.same}".replace("\n", " ")
