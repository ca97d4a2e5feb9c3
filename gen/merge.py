"""merge (合并): three versions of a source file put together record by record, for git's merge driver.

git merges lines: two people who add rows beside each other, or a project each at the end of a file, are told of a conflict. Here a row of a CSV file
and a key or table of a TOML file are the same by their key (gen.canonical.nodes), wherever they stand. What only one side changed, added or removed is
taken; a row that both changed is a conflict even where they changed different cells, for an amount and its basis belong together; a text that
both changed is merged line by line. A file that cannot be taken apart into records, and one in which both sides moved records, is left to git.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gen.canonical.csvform import canonical_csv
from gen.canonical.nodes import Key, Node, nodes_of
from gen.canonical.sources import shape_of
from gen.canonical.tomlform import canonical_toml
from gen.read.files import CsvFile

#: What the two sides and their common origin are called in a conflict.
LABELS = ("本方", "共同的原文", "对方")


@dataclass(frozen=True, slots=True)
class Merged:
    """The text that came of a merge; ``clean`` where it holds no conflict marks."""

    text: str
    clean: bool


def merge(base: str, ours: str, theirs: str, name: str, *, markers: int = 7) -> Merged:
    """Three versions of the file ``name``, put together; ``base`` is "" where the two sides have no common one."""
    b, o, t = (nodes_of(text, name) for text in (base, ours, theirs))
    lines = _Lines(markers)
    if o is None or t is None or (b is None and base) or (_is_csv(name) and len({node.text for node in (b, o, t) if node}) > 1):
        return lines.merge(base, ours, theirs)
    merged = _node(b or Node((), ""), o, t, lines)
    if not merged.clean:
        return merged
    # Records that each side put in their right places are in order together, too.
    text = _form(merged.text, name) if all(_form(side, name) == side for side in (ours, theirs)) else merged.text
    return Merged(text, clean=True) if nodes_of(text, name) else lines.merge(base, ours, theirs)


def _is_csv(name: str) -> bool:
    return isinstance(shape_of(name), CsvFile)


def _form(text: str, name: str) -> str:
    """A file in canonical form."""
    shape = shape_of(name)
    assert shape is not None
    return canonical_csv(text, shape) if isinstance(shape, CsvFile) else canonical_toml(text, shape)


def _node(base: Node | None, ours: Node | None, theirs: Node | None, lines: _Lines) -> Merged:
    """One record; None where a side does not have it."""
    if ours == theirs or base == theirs:
        return Merged(ours.whole if ours else "", clean=True)
    if base == ours:
        return Merged(theirs.whole if theirs else "", clean=True)
    if base and ours and theirs and (base.children or ours.children or theirs.children):
        order = _order(*([child.key for child in node.children] for node in (base, ours, theirs)))
        if order is not None:
            own = lines.merge(base.text, ours.text, theirs.text)
            b, o, t = ({child.key: child for child in node.children} for node in (base, ours, theirs))
            inside = [_node(b.get(key), o.get(key), t.get(key), lines) for key in order]
            return Merged(own.text + "".join(each.text for each in inside), own.clean and all(each.clean for each in inside))
    return lines.merge(*(node.whole if node else "" for node in (base, ours, theirs)))


def _order(base: Sequence[Key], ours: Sequence[Key], theirs: Sequence[Key]) -> list[Key] | None:
    """All keys in the order of the side that moved any, ours first where both added in the same place; None where both moved some."""
    spine, other = list(ours), list(theirs)
    if _moved(base, theirs):
        if _moved(base, ours):
            return None
        spine, other = other, spine
    there = set(spine)
    new = there - set(base) - set(other)
    at = 0
    for key in other:
        if key in there:
            at = spine.index(key) + 1
            continue
        while at < len(spine) and spine[at] in new:
            at += 1
        spine.insert(at, key)
        at += 1
    return spine


def _moved(base: Sequence[Key], side: Sequence[Key]) -> bool:
    """Whether records that both have stand in another order."""
    both = set(base) & set(side)
    return [key for key in base if key in both] != [key for key in side if key in both]


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines are merged by git itself, with ``markers`` characters to a conflict mark."""

    markers: int

    def merge(self, base: str, ours: str, theirs: str) -> Merged:
        if ours == theirs or base == theirs:
            return Merged(ours, clean=True)
        if base == ours:
            return Merged(theirs, clean=True)
        with tempfile.TemporaryDirectory() as folder:
            files = [Path(folder, name) for name in ("ours", "base", "theirs")]
            for file, text in zip(files, (ours, base, theirs), strict=True):
                file.write_bytes(text.encode(errors="surrogateescape"))
            labels = [part for label in LABELS for part in ("-L", label)]
            command = ["git", "merge-file", "-p", "-q", f"--marker-size={self.markers}", *labels, *map(str, files)]
            done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
        if not 0 <= done.returncode < 128:
            raise OSError(f"git merge-file: {done.returncode}")
        return Merged(done.stdout.decode(errors="surrogateescape"), clean=done.returncode == 0)
