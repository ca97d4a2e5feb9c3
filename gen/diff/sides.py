"""The two sides (改前、改后): versions of git, the working tree, folders or years, each as a folder that documents can be compiled from.

A version is written out of git's objects into a folder of its own that goes when the comparison is over: so the reader, the templates, the
code lists, last year's folder and whatever folder is cited are all of that version, read by the same code as ever.
"""

from __future__ import annotations

import filecmp
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from gen.diff import repository
from gen.diff.repository import SidesError, Version
from gen.read.gate import shown

WORKING = "工作区"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked to be compared: ``base`` and ``head`` each a version, a folder, or "" for the usual; ``span`` is A..B or A...B.

    ``base_year`` is the year of the old side where it is another one.
    """

    base: str = ""
    head: str = ""
    span: str = ""
    base_year: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """一边: how it is called, and the folder that holds its data/ and templates/."""

    label: str
    root: Path


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides, and the files that differ (paths below either root); ``base_year`` as it was asked."""

    old: Side
    new: Side
    changed: frozenset[str]
    base_year: str = ""


@contextmanager
def opened(root: Path, asked: Asked) -> Iterator[Sides]:
    """The two sides that were asked for, as long as the block lasts; SidesError, in Chinese, where they cannot be had."""
    base, head = _ends(root, asked)
    with TemporaryDirectory(prefix="gongkai-") as scratch:
        old = _side(root, base, Path(scratch, "old"))
        new = _side(root, head, Path(scratch, "new"))
        yield Sides(old, new, _changed(root, base, head, old, new), asked.base_year)


def _ends(root: Path, asked: Asked) -> tuple[Version | Path, Version | Path]:
    """What each side is: a version, or a folder (the working tree is the project's own)."""
    if asked.span and (asked.base or asked.head):
        raise SidesError("两个版本要么写成 main..HEAD，要么用 --base、--head，不能都写")
    if asked.span:
        return _span(root, asked.span)
    head = _end(root, asked.head) if asked.head else root
    if asked.base_year and not asked.base:
        return head, head
    base = _end(root, asked.base or "HEAD")
    if isinstance(base, Version) and asked.base:
        return repository.fork(root, base, head if isinstance(head, Version) else repository.version(root, "HEAD")), head
    return base, head


def _end(root: Path, name: str) -> Version | Path:
    """The folder that ``name`` is the path of, or else the version of that name. No version begins with a dot or a slash."""
    if not (name.startswith((".", "/", "~", "\\")) or name[1:2] == ":"):
        repository.require(root)
        return repository.version(root, name)
    folder = Path(name).expanduser().resolve()
    if not any((folder / part).is_dir() for part in repository.FOLDERS):
        raise SidesError(f"{shown(name, 200)} 不是项目文件夹：里面要有 data/ 和 templates/")
    return folder


def _span(root: Path, span: str) -> tuple[Version, Version]:
    """A..B: these two versions themselves; A...B: B and where it left A. A missing end is HEAD, as in git."""
    dots = "..." if "..." in span else ".."
    first, found, second = span.partition(dots)
    if not found or ".." in second.strip("."):
        raise SidesError(f"“{shown(span)}”不是两个版本：写作 main..HEAD（直接比），或 main...HEAD（从分岔点比起）")
    repository.require(root)
    base, head = (repository.version(root, name or "HEAD") for name in (first, second))
    return (repository.fork(root, base, head) if dots == "..." else base), head


def _side(root: Path, end: Version | Path, scratch: Path) -> Side:
    if isinstance(end, Path):
        return Side(WORKING if end == root else end.as_posix(), end)
    scratch.mkdir()
    repository.write_out(root, end.commit, scratch)
    return Side(end.label, scratch)


def _changed(root: Path, base: Version | Path, head: Version | Path, old: Side, new: Side) -> frozenset[str]:
    if isinstance(base, Version) and isinstance(head, Version):
        return repository.changed_files(root, base.commit, head.commit)
    if isinstance(base, Version) and head == root:
        return repository.changed_files(root, base.commit)
    return frozenset(_differing(old.root, new.root))


def _differing(old: Path, new: Path) -> Iterator[str]:
    """The files of data/ and templates/ that two folders do not have alike."""
    if old == new:
        return
    for path in sorted({*files_below(old), *files_below(new)}):
        one, other = old / path, new / path
        if not (one.is_file() and other.is_file() and filecmp.cmp(one, other, shallow=False)):
            yield path


def files_below(root: Path, *folders: str) -> Iterator[str]:
    """The paths of all files in ``folders`` (data/ and templates/ where none is named) below ``root``, hidden ones aside."""
    for folder in folders or repository.FOLDERS:
        for at, inner, names in os.walk(root / folder):
            inner[:] = sorted(name for name in inner if not name.startswith("."))
            here = Path(at).relative_to(root).as_posix()
            yield from (f"{here}/{name}" for name in sorted(names) if not name.startswith("."))
