"""The canonical form of a TOML file: keys and tables in the order of their declaration, comments with what they are about.

The file is cut where its entries begin (gen.read.tomltree) and put together again: no value is ever written anew, so the style of a string, the
lay-out of a list and the comments inside it stay as they are. Elements of one list (``[[projects]]``) keep their order, which is that of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import dropwhile, groupby

import tomli

from gen.model.shape import fields_of
from gen.read.tomltree import Entry, split


@dataclass(frozen=True, slots=True)
class _Table:
    """A table with its pairs; the top of a file is a table without a header."""

    header: Entry | None
    pairs: tuple[Entry, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return self.header.names if self.header else ()


def canonical_toml(text: str, record: type) -> str:
    """``text``, a TOML file of ``record`` without a fault and its lines ended by LF, in canonical form."""
    written = split(text)
    entries, gap = _without_gap(written.entries)
    lines = [line.strip() for line in written.head]
    before: Entry | None = None
    for entry in _sorted(entries, record):
        lead = _lead(entry.lead)
        if before is None:
            blank = bool(lines) and (gap or bool(lead))
        elif entry.is_table or before.trail or _stands_apart(lead):
            blank = True
        else:
            blank = not before.is_table and _begins_blank(entry.lead)
        lines += [*([""] if blank else []), *lead, *_lines(entry), *(line.strip() for line in entry.trail)]
        before = entry
    formed = "".join(f"{line}\n" for line in (*lines, *_tail(written.tail, after=bool(lines))))
    # A slip here would rewrite somebody's texts: it must end as our own fault, with nothing written.
    assert tomli.loads(formed, parse_float=Decimal) == tomli.loads(text, parse_float=Decimal)
    return formed


def _without_gap(entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], bool]:
    """The entries without the blank lines above the first, which part the head of the file from it; and whether there are any."""
    if not entries or not _begins_blank(entries[0].lead):
        return tuple(entries), False
    first, *others = entries
    return (replace(first, lead=tuple(dropwhile(lambda line: not line.strip(), first.lead))), *others), True


def _begins_blank(lines: Sequence[str]) -> bool:
    return bool(lines) and not lines[0].strip()


def _sorted(entries: Sequence[Entry], record: type) -> Iterator[Entry]:
    """The entries by the order of declaration: pairs of a table among themselves, tables by the first part of their name.

    Where tables of one name stand apart, with others between them, they follow an outline of the author's own, and all stay where they are.
    """
    tables = [*_tables(entries)]
    runs = [name for name, _ in groupby(table.names[:1] for table in tables)]
    if len(runs) == len(set(runs)):
        places = _places(record)
        tables.sort(key=lambda table: places.get(table.names[0], len(places)) if table.names else -1)
    for table in tables:
        if table.header:
            yield table.header
        own = _places(_record_at(record, table.names))
        yield from sorted(table.pairs, key=lambda pair: own.get(pair.names[0], len(own)))


def _tables(entries: Iterable[Entry]) -> Iterator[_Table]:
    header: Entry | None = None
    for is_table, found in groupby(entries, key=lambda entry: entry.is_table):
        if not is_table:
            yield _Table(header, tuple(found))
            header = None
            continue
        for entry in found:
            if header is not None:
                yield _Table(header, ())
            header = entry
    if header is not None:
        yield _Table(header, ())


def _places(record: type | None) -> Mapping[str, int]:
    """The place of each declared key of a record."""
    return {field.name: place for place, field in enumerate(fields_of(record))} if record else {}


def _record_at(record: type | None, names: Iterable[str]) -> type | None:
    """The record that the table of that name holds."""
    for name in names:
        record = next((field.record for field in fields_of(record) if field.name == name), None) if record else None
    return record


def _lead(lines: Sequence[str]) -> tuple[str, ...]:
    """The comments above an entry, with one blank line where there were any between them; none above the first."""
    found: list[str] = []
    for line in (line.strip() for line in lines):
        if line or (found and found[-1]):
            found.append(line)
    return tuple(found)


def _stands_apart(lead: Sequence[str]) -> bool:
    """Whether the first comment of a lead has a blank line below: without one above it would be about the entry before."""
    return "" in lead


def _lines(entry: Entry) -> tuple[str, ...]:
    """The entry itself; its value stays as it was written, to the character."""
    comment = f"  {entry.comment}" if entry.comment else ""
    if entry.is_table:
        return (f"[[{entry.key}]]{comment}" if entry.is_element else f"[{entry.key}]{comment}",)
    return tuple(f"{entry.key} = {entry.value}{comment}".split("\n"))


def _tail(lines: Sequence[str], *, after: bool) -> tuple[str, ...]:
    """What stands below the last entry, without blank lines at its end."""
    found = list(_lead(lines))
    while found and not found[-1]:
        found.pop()
    blank = [""] if found and after and _begins_blank(lines) else []
    return (*blank, *found)
