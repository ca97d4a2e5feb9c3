"""Changes of the data (数据的改动): two states of a folder by record and field, renames and moves seen for what they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import Enum
from itertools import zip_longest
from typing import Any

from gen.diff.marks import likeness
from gen.diff.records import Record, Value
from gen.findings import Place
from gen.model.lines import PriorAmount, Project
from gen.model.shape import fields_of

_TITLES = {field.name: field.title for field in fields_of(Project)}
#: In which column a matter stands in files of matters, and in which its object: of the matter 项目 that is a project.
ITEM, OBJECT = (field.title for field in fields_of(PriorAmount)[:2])
#: The columns that name a project (in every file that has one), name last year's, and mark what is not to be published.
PROJECT, FORMER, WITHHELD = _TITLES["name"], _TITLES["last"], _TITLES["withheld"]
_PROJECT_TEXTS = "项目说明"
#: How much two records, or all that two projects have, must be alike to be one that was changed. Below that it is a new one.
_ALIKE = 0.5
#: More records than this are not held against each other one by one.
_MANY = 400


class Kind(Enum):
    """How a record changed."""

    ADDED = "新增"
    REMOVED = "删去"
    CHANGED = "修改"
    RENAMED = "改名"
    MOVED = "换位置"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field: as it was and as it is; None where it was not, or is not any more. ``place`` is where it stands now (or stood)."""

    title: str
    old: str | None
    new: str | None
    place: Place
    money: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """改动: what happened to one record. ``was`` is what it was called, where that differs; ``place`` is where it stands now (or stood)."""

    kind: Kind
    group: str
    name: str
    place: Place
    was: str = ""
    fields: tuple[FieldChange, ...] = ()
    count: int = 1
    secret: bool = False


def compare(old: Sequence[Record], new: Sequence[Record], renamed: Mapping[str, str], secret: Set[str] = frozenset()) -> tuple[Change, ...]:
    """What differs between two states of one file; ``renamed`` projects (old name: new name) count as the same.

    Of what is about a ``secret`` project, or marked 不公开 itself, only that it changed is told.
    """
    shown, hidden = [], []
    for records in (old, new):
        hidden.append([record for record in records if is_secret(record, secret)])
        shown.append([record for record in records if not is_secret(record, secret)])
    changed = _hidden(hidden[0], hidden[1])
    path = next((record.path for record in (*new, *old)), "")
    told = [Change(Kind.CHANGED, "", "", Place(path), count=changed, secret=True)] if changed else []
    again = [
        Change(Kind.RENAMED, PROJECT, record.name, record.place, was)
        for was, now in renamed.items()
        for record in shown[1]
        if record.group == PROJECT and record.name == now
    ]
    return (*again, *_compare(shown[0], shown[1], renamed), *told)


def _hidden(old: Sequence[Record], new: Sequence[Record]) -> int:
    """How many records that must not be told of came, went or changed."""
    before, after = (
        {_identity(record): tuple(value.same for value in record.values.values()) for record in records} for records in (old, new)
    )
    return sum(before.get(identity) != after.get(identity) for identity in {**before, **after})


def secret_projects(records: Iterable[Record]) -> frozenset[str]:
    """The names of the projects marked 不公开, those of last year too."""
    marked = [record for record in records if record.group == PROJECT and _marked(record)]
    return frozenset(name for record in marked for name in (record.name, *_text(record, FORMER).split("、")) if name)


def is_secret(record: Record, secret: Set[str]) -> bool:
    """Whether a record is marked 不公开, or says something of a ``secret`` project."""
    return _marked(record) or (
        bool(secret) and any(text in secret for text in (*(value.text for value in record.values.values()), *dict(record.key).values()))
    )


def _marked(record: Record) -> bool:
    return _text(record, WITHHELD) not in ("", "否")


def _text(record: Record, title: str) -> str:
    return record.values[title].text if title in record.values else ""


def _compare(old: Sequence[Record], new: Sequence[Record], renamed: Mapping[str, str]) -> tuple[Change, ...]:
    before = {_identity(record): record for record in (_renamed(record, renamed) for record in old)}
    after = {_identity(record): record for record in new}
    gone = [record for identity, record in before.items() if identity not in after]
    come = [record for identity, record in after.items() if identity not in before]
    partner = {_identity(other): one for one, other in _paired(gone, come)}
    left = {_identity(one) for one in partner.values()}
    changes = []
    for identity, record in after.items():
        was = before.get(identity) or partner.get(identity)
        changes += [_whole(Kind.ADDED, record)] if was is None else _changed(was, record)
    changes += [_whole(Kind.REMOVED, record) for record in gone if _identity(record) not in left]
    return (*changes, *_moves([each for each in before if each in after], [each for each in after if each in before], after))


def _changed(old: Record, new: Record) -> list[Change]:
    """What changed in a record; nothing where it says the same. One that is called otherwise says so by its names, not by its fields.

    A row that is known by several of its columns has no name of its own: it says which of them changed.
    """
    fields = tuple(_fields(old, new))
    columns = {title for title, _ in new.key if title}
    if old.name != new.name and not (fields and len(columns) > 1 and columns <= new.values.keys()):
        keys = columns | {next(iter(new.values), "")}
        return [Change(Kind.RENAMED, new.group, new.name, new.place, old.name, tuple(field for field in fields if field.title not in keys))]
    place = next((field.place for field in fields if field.new is not None), new.place)
    was = old.name if old.name != new.name else ""
    return [Change(Kind.CHANGED, new.group, new.name, place, was, fields)] if fields else []


def renamed_projects(old: Iterable[Record], new: Iterable[Record]) -> dict[str, str]:
    """The projects of one folder that go under another name: old name → new name.

    A project is known again by all that the files say of it; what few projects have in common weighs more than what all have. Where
    projects.csv itself says under which name it went last year, that is believed.
    """
    before, after = _cells(old), _cells(new)
    gone, come = [name for name in before if name not in after], [name for name in after if name not in before]
    common = Counter(cell for cells in (*before.values(), *after.values()) for cell in cells)
    scores = []
    for one in gone:
        for other in come:
            said = any(cell[1:] == (FORMER, one) for cell in after[other])
            scores.append((2.0 if said else _alike(before[one], after[other], common, likeness(one, other)), one, other))
    found: dict[str, str] = {}
    for score, one, other in sorted(scores, key=lambda entry: (-entry[0], entry[1:])):
        if score > _ALIKE and one not in found and other not in found.values():
            found[one] = other
    return found


def _cells(records: Iterable[Record]) -> dict[str, Counter[tuple[str, str, str]]]:
    """What the records say of each project that the list of projects names: (group, title, value), as often as it is said."""
    cells: dict[str, Counter[tuple[str, str, str]]] = {}
    mentions: list[tuple[str, Record]] = []
    for record in records:
        name = record.values[PROJECT].text if PROJECT in record.values else ""
        if record.group == PROJECT and name:
            cells[name] = Counter()
        if name:
            mentions.append((name, record))
    for name, record in mentions:
        if name in cells:
            said = ((record.group, title, value.same) for title, value in record.values.items() if title != PROJECT and value.same)
            cells[name].update(said)
    return cells


def _alike(
    one: Counter[tuple[str, str, str]], other: Counter[tuple[str, str, str]], common: Counter[tuple[str, str, str]], names: float
) -> float:
    """How much of what is said of two projects is the same, from 0 to 1."""

    def weight(cells: Counter[tuple[str, str, str]]) -> float:
        return sum(count / common[cell] for cell, count in cells.items())

    return (weight(one & other) + names) / (weight(one | other) + 1)


def _renamed(record: Record, renamed: Mapping[str, str]) -> Record:
    """The record as it would be if its project already went under its new name."""
    titles = [
        title for title in (PROJECT, OBJECT) if _text(record, title) in renamed and (title == PROJECT or _text(record, ITEM) == PROJECT)
    ]
    values = {
        title: replace(record.values[title], text=renamed[text], same=renamed[text]) for title in titles if (text := _text(record, title))
    }
    naming = {*titles, _PROJECT_TEXTS}
    key = tuple((title, renamed.get(text, text) if title in naming else text) for title, text in record.key)
    if key == record.key and not values:
        return record
    return replace(record, key=key, values={**record.values, **values}, name=_called(record, naming, renamed))


def _called(record: Record, naming: Set[str], renamed: Mapping[str, str]) -> str:
    """What the record is called when the projects among the parts of its name go under their new names."""
    parts, titles = record.name.split("·"), [title for title, text in record.key if text]
    if len(parts) != len(titles):
        return record.name
    return "·".join(renamed.get(part, part) if title in naming else part for title, part in zip(titles, parts, strict=True))


def _identity(record: Record) -> tuple[str, tuple[tuple[str, str], ...]]:
    return record.group, record.key


def _paired(gone: Sequence[Record], come: Sequence[Record]) -> list[tuple[Record, Record]]:
    """Records whose key changed: each with the one that it became, the most alike first."""
    if len(gone) * len(come) > _MANY * _MANY:
        return []
    scores = []
    for first, one in enumerate(gone):
        for second, other in enumerate(come):
            if one.group == other.group and (score := _share(one, other)) > _ALIKE:
                scores.append((-score, first, second))
    taken: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for _, first, second in sorted(scores):
        if first not in taken[0] and second not in taken[1]:
            taken[0].add(first)
            taken[1].add(second)
            pairs.append((gone[first], come[second]))
    return pairs


def _share(one: Record, other: Record) -> float:
    """How much two records are alike, from 0 to 1: the share of what either says that both say."""
    titles = [title for title in {**one.values, **other.values} if _same(one, title) or _same(other, title)]
    alike = sum(likeness(_same(one, title), _same(other, title)) ** 2 for title in titles)
    # What they are called counts as much as all the rest of a short record.
    return (alike + likeness(one.name, other.name)) / (len(titles) + 1)


def _same(record: Record, title: str) -> str:
    return record.values[title].same if title in record.values else ""


def _whole(kind: Kind, record: Record) -> Change:
    """A record that came or went: what it says, but for what it is called by."""
    keys = {title for title, _ in record.key}
    fields = []
    for title, value in record.values.items():
        if value.text and title not in keys:
            old, new = (None, value.text) if kind is Kind.ADDED else (value.text, None)
            fields.append(FieldChange(title, old, new, value.place, value.money))
    return Change(kind, record.group, record.name, record.place, fields=tuple(fields))


def _fields(old: Record, new: Record) -> Iterator[FieldChange]:
    """The fields of two states of a record that differ in more than how they are written."""
    for title in dict.fromkeys((*old.values, *new.values)):
        one, other = old.values.get(title), new.values.get(title)
        now = other or one
        assert now is not None
        if (one.same if one else "") == (other.same if other else ""):
            continue
        if now.listed and (not one or one.listed):
            yield from _paragraphs(title, one, other, now.place)
        else:
            money = bool(one and one.money) or bool(other and other.money)
            yield FieldChange(title, one.text if one else None, other.text if other else None, now.place, money)


def _paragraphs(title: str, one: Value | None, other: Value | None, place: Place) -> Iterator[FieldChange]:
    """The paragraphs of a list that came, went or changed, each by its number; those that only changed places together."""
    old, new = (list(zip(value.parts, value.places, strict=True)) if value else [] for value in (one, other))
    codes = SequenceMatcher(a=[text for text, _ in old], b=[text for text, _ in new], autojunk=False).get_opcodes()
    stretches = [(list(enumerate(old[a:b], a)), list(enumerate(new[c:d], c))) for kind, a, b, c, d in codes if kind != "equal"]
    gone_all, come_all = (Counter(text for stretch in stretches for _, (text, _) in stretch[side]) for side in (0, 1))
    moved = gone_all & come_all
    left = (Counter(moved), Counter(moved))
    for stretch in stretches:
        gone, come = ([each for each in stretch[side] if not _take(left[side], each[1][0])] for side in (0, 1))
        for was, now in zip_longest(gone, come):
            number, (_, where) = now or was
            yield FieldChange(f"{title}第{number + 1}条", was[1][0] if was else None, now[1][0] if now else None, where)
    if moved:
        yield FieldChange(f"{title}的次序", None, None, place)


def _take(left: Counter[str], text: str) -> bool:
    """Whether one of the texts that are left is this one; it is taken off the count."""
    found = left[text] > 0
    left[text] -= found
    return found


def _moves(old: Sequence[object], new: Sequence[object], records: Mapping[Any, Record]) -> Iterator[Change]:
    """One change for all records of a file that stand in another order, by the fewest that must have moved."""
    if list(old) == list(new):
        return
    stayed = {
        old[block.a + step] for block in SequenceMatcher(a=old, b=new, autojunk=False).get_matching_blocks() for step in range(block.size)
    }
    moved = [records[identity] for identity in new if identity not in stayed]
    if moved:
        names = "、".join(record.name or record.group for record in moved[:3]) + ("等" if len(moved) > 3 else "")
        yield Change(Kind.MOVED, moved[0].group, names, moved[0].place, count=len(moved))
