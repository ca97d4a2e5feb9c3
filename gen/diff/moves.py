"""Folders that go under another name (改名的文件夹): a department's, and those of its budget units, known again by what stands in them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import tomli

from gen.diff.scope import Target, targets
from gen.diff.sides import files_below
from gen.read import gate
from gen.read.files import UNIT_TOML, UNITS

#: How much of two folders must be the same, byte for byte, where neither is known by the name of its unit.
_SAME = 0.5


def departments(old: Path, new: Path) -> dict[Target, Target]:
    """The department-years that only the old side has, each with the one of the same year that only the new side has and that it became."""
    before, after = targets(old), targets(new)
    gone, come = [each for each in before if each not in after], [each for each in after if each not in before]
    found: dict[Target, Target] = {}
    for was in gone:
        for now in come:
            if was.year == now.year and now not in found.values() and _one(old, was.folder, new, now.folder):
                found[was] = now
                break
    return found


def units(old: Path, was: Target, new: Path, now: Target) -> dict[str, str]:
    """The budget units of a department-year that go under another slug: old slug → new slug."""
    before, after = ([*gate.folders(root, f"{each.folder}/{UNITS}")] for root, each in ((old, was), (new, now)))
    gone, come = [slug for slug in before if slug not in after], [slug for slug in after if slug not in before]
    found: dict[str, str] = {}
    for one in gone:
        for other in come:
            if other not in found.values() and _one(old, f"{was.folder}/{UNITS}/{one}", new, f"{now.folder}/{UNITS}/{other}"):
                found[one] = other
                break
    return found


def _one(old: Path, was: str, new: Path, now: str) -> bool:
    """Whether two folders are those of one unit: by its name, or else by most of their files."""
    names = _name(old, was), _name(new, now)
    if all(names):
        return names[0] == names[1]
    one, other = _files(old, was), _files(new, now)
    same = sum(other.get(name) == content for name, content in one.items())
    return same > _SAME * max(len(one), len(other))


def _name(root: Path, folder: str) -> str:
    """The name that a unit.toml gives; "" where it cannot be read."""
    text, _ = gate.read_text(root, f"{folder}/{UNIT_TOML}")
    try:
        name = tomli.loads(text or "").get("name", "")
    except (tomli.TOMLDecodeError, RecursionError, ValueError):
        return ""
    return name if isinstance(name, str) else ""


def _files(root: Path, folder: str) -> Mapping[str, str | None]:
    return {path.removeprefix(f"{folder}/"): gate.read_text(root, path)[0] for path in files_below(root, folder)}
