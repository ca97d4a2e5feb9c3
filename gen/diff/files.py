"""The files that differ (改动的文件) of what a department-year is made from, each with its changes by record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from pathlib import Path

import tomli

from gen.diff.changes import Change, Kind, compare, renamed_projects, secret_projects
from gen.diff.records import FileRecords, Names, Record, records_of
from gen.diff.scope import LISTS, OWN, Part
from gen.diff.sides import files_below
from gen.model.lines import FunctionCode
from gen.model.shape import Kind as FieldKind
from gen.model.shape import fields_of
from gen.read import gate
from gen.read.files import CODES_CSV, UNIT_TOML, UNITS

#: The column of the name of a code.
_NAME = next(field.title for field in fields_of(FunctionCode) if field.name == "name")
#: Files that no document is made from.
_NOTES = "NOTES.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """One file that differs: where it stands now (or stood), what it is to the department-year, and its changes.

    ``old`` and ``new`` say whether it is there on that side. Without ``changes`` only its layout differs, unless it is ``broken`` (it cannot be
    told apart into records on one side), or ``prose``, whose lines come and go (``added``, ``removed``). ``unit`` is what its money is in,
    ``renamed`` are the projects of its folder that go under another name (old name: new name), of which it says what it said before.
    """

    path: str
    role: str
    old: bool
    new: bool
    changes: tuple[Change, ...] = ()
    broken: bool = False
    prose: bool = False
    added: int = 0
    removed: int = 0
    unit: str = ""
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def layout_only(self) -> bool:
        """Whether the file says the same as before, written otherwise (blanks, quotes, comments, the form of a number)."""
        return self.old and self.new and not (self.changes or self.broken or self.prose or self.renamed)


def file_changes(old: Path, new: Path, before: Sequence[Part], after: Sequence[Part], units: Mapping[str, str]) -> Iterator[FileChange]:
    """What differs in the folders that a department-year is made from, side by side by what they are to it.

    ``before`` and ``after`` are those of the old and the new side: of another year, say. ``units`` are the budget units that go under another
    slug (old slug: new slug).
    """
    for was, part in _pairs(before, after):
        yield from _folder(old, new, was, part.folder, part.role, units if part.role == OWN else {})


def _pairs(before: Sequence[Part], after: Sequence[Part]) -> Iterator[tuple[str, Part]]:
    """The same folders of both sides, then, by their role, folders in each other's place (the own one of another year).

    What only one side rests on may stand on both: it is held against itself.
    """
    left, now = list(before), {part.folder for part in after}
    for part in after:
        same = next((one for one in left if one.folder == part.folder), None) or next(
            (one for one in left if one.role == part.role and one.folder not in now), None
        )
        if same:
            left.remove(same)
        yield (same or part).folder, part
    yield from ((one.folder, one) for one in left)


def _folder(old: Path, new: Path, was: str, now: str, role: str, units: Mapping[str, str]) -> Iterator[FileChange]:
    one, bad_before = _texts(old, was)
    stood = {_moved(name, units): name for name in one}
    one = {_moved(name, units): text for name, text in one.items()}
    bad_before = {_moved(name, units): faults for name, faults in bad_before.items()}
    other, bad_after = _texts(new, now)
    # Characters that must not stand in data are read as one and the same: two that differ are told by what is said of them.
    differing = [
        name
        for name in dict.fromkeys((*sorted(other), *sorted(one)))
        if (one.get(name), bad_before.get(name)) != (other.get(name), bad_after.get(name))
    ]
    if not differing:
        return
    names = {**_names(old, was, role), **_names(new, now, role)}
    before = {name: records_of(f"{was}/{stood[name]}", text, names) for name, text in one.items()}
    same = was == now and not units
    after = {
        name: before[name] if same and one.get(name) == text else records_of(f"{now}/{name}", text, names) for name, text in other.items()
    }
    secret = frozenset(name for files in (before, after) for file in files.values() for name in secret_projects(file.records))
    renamed = {home: renamed_projects(_all(before, home), _all(after, home)) for home in {_home(name) for name in differing}}
    for name in differing:
        home = _home(name)
        old_file, new_file = before.get(name, FileRecords()), after.get(name, FileRecords())
        broken = old_file.broken or new_file.broken
        gone, come = (text.get(name, "").splitlines() if name.endswith(".md") else [] for text in (one, other))
        common = _common(gone, come)
        yield FileChange(
            path=f"{now}/{name}",
            role=role,
            old=name in one,
            new=name in other,
            changes=() if broken else compare(old_file.records, new_file.records, renamed[home], secret),
            broken=broken,
            prose=name.endswith(".md"),
            added=len(come) - common,
            removed=len(gone) - common,
            renamed=renamed[home],
            unit=_unit(other.get(f"{home}{UNIT_TOML}") or one.get(f"{home}{UNIT_TOML}") or ""),
        )


def _moved(name: str, units: Mapping[str, str]) -> str:
    """A file of a unit's folder as it is called where the folder goes under its new slug."""
    folder, _, rest = name.partition("/")
    slug, below, file = rest.partition("/")
    return f"{folder}/{units[slug]}/{file}" if folder == UNITS and below and slug in units else name


def names_only(files: Iterable[FileChange]) -> Iterator[FileChange]:
    """The files of two years without what every two lists of codes differ in: a code that says the same but where it was found (来源) is no change."""
    for file in files:
        if file.role != LISTS or not (file.old and file.new and file.changes):
            yield file
            continue
        kept = tuple(
            change for change in file.changes if change.kind is not Kind.CHANGED or any(field.title == _NAME for field in change.fields)
        )
        if kept:
            yield replace(file, changes=kept)


def _common(one: list[str], other: list[str]) -> int:
    """How many lines two texts have in common, in order."""
    return sum(block.size for block in SequenceMatcher(a=one, b=other, autojunk=False).get_matching_blocks())


def _home(name: str) -> str:
    """The folder that a file stands in, within the folder of the department: "" or units/<slug>/."""
    return name[: name.rfind("/") + 1]


def _all(files: Mapping[str, FileRecords], home: str) -> Iterator[Record]:
    for name, file in files.items():
        if _home(name) == home:
            yield from file.records


def _texts(root: Path, folder: str) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The texts of the files of ``folder`` by their path in it, "" for what cannot be read; and what is wrong with those that have a fault."""
    found, faulty = {}, {}
    for path in files_below(root, folder):
        name = path.removeprefix(f"{folder}/")
        if name.endswith((".csv", ".toml", ".md")) and name.rpartition("/")[2] != _NOTES:
            text, faults = gate.read_text(root, path)
            found[name] = text or ""
            if faults:
                faulty[name] = [f"{fault.places[0].line}:{fault.places[0].column} {fault.message}" for fault in faults]
    return found, faulty


def _names(root: Path, folder: str, role: str) -> Names:
    """What the codes of the year of a department's folder are called."""
    if role not in (OWN, LISTS):
        return {}
    lists = f"data/_codes/{folder.rpartition('/')[2]}"
    found: dict[FieldKind, Mapping[str, str]] = {}
    for file, kind in zip(CODES_CSV, (FieldKind.FUNCTION, FieldKind.ECONOMIC), strict=False):
        text, _ = gate.read_text(root, f"{lists}/{file.name}")
        records = records_of(f"{lists}/{file.name}", text or "", {}).records
        found[kind] = {record.values["编码"].text: record.values["名称"].text for record in records if "名称" in record.values}
    return found


def _unit(text: str) -> str:
    """The unit of money that a unit.toml declares."""
    try:
        unit = tomli.loads(text).get("amount_unit", "")
    except (tomli.TOMLDecodeError, RecursionError, ValueError):
        return ""
    return unit if isinstance(unit, str) else ""
