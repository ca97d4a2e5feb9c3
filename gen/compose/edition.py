"""An edition (版式): the folder under templates/ that records one official form, as one plain record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gen.compose.editionfile import Constant, Part, Reasons, Term, Wording
from gen.compose.limits import Limits
from gen.compose.relations import Alike, Composition
from gen.compose.tablespec import TableSpec
from gen.derive.spec import Definitions, RowBlock, Where
from gen.findings import Place

#: Where a template asks for projects, and the columns that it names there.
_PROJECTS = re.compile(r"\bprojects\(([^)]*)\)")
_QUOTED = re.compile(r'"([^"]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A piece of prose: a template and where it stands."""

    text: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """版式, whole.

    ``document`` is the kind of document that it is for. ``needs`` are the CSV files, the lists of texts by their keys, and the facts of unit.toml
    (unit.parent) that the form cannot do without;
    ``unit``, ``grouped``, ``places`` and ``trim`` are how its text prints amounts, ``rate_places`` the decimals of a percentage; ``style`` is
    the text of its style sheet, ``folder`` where its files stand, ``sources`` the text of each by path, for excerpts.
    """

    name: str
    title: str
    document: str
    unit: str
    grouped: bool
    places: int
    trim: bool
    rate_places: int
    needs: tuple[str, ...]
    parts: tuple[Part, ...]
    constants: Mapping[str, Constant]
    wordings: Mapping[str, Wording]
    reasons: Reasons | None
    definitions: Definitions
    compositions: tuple[Composition, ...]
    alike: tuple[Alike, ...]
    prose: Mapping[str, Prose]
    tables: Mapping[str, TableSpec]
    terms: tuple[Term, ...]
    limits: Limits
    style: str
    folder: str
    sources: Mapping[str, str]

    @property
    def style_path(self) -> str:
        """Where its style sheet stands."""
        return f"{self.folder}/style.toml"

    def draws_on(self, source: str) -> bool:
        """Whether the text or a table takes amounts from ``source``; a comparative takes them from the ledger."""
        asked = {each.source for each in self.definitions.quantities} | {each.source for each in self.definitions.counts}
        asked |= {name for table in self.tables.values() for name in table.sources()}
        return source in asked or (source == "ledger" and any(not each.written for each in self.definitions.comparatives))

    def project_columns(self) -> frozenset[str]:
        """The columns …次序 and …名称 of projects.csv by which the text or a table orders or names projects."""
        asked = {column for part in self.parts for column in (part.order, part.alias)}
        asked |= {self.reasons.alias} if self.reasons else set()
        for table in self.tables.values():
            for side in table.all_sides():
                asked |= {column for block in all_blocks((*side.rows, *side.foot)) for column in (block.order, block.alias)}
        for prose in self.prose.values():
            asked |= {column for call in _PROJECTS.findall(prose.text) for column in _QUOTED.findall(call)}
        return frozenset(asked - {""})

    def filters(self) -> Iterator[tuple[Where, Place]]:
        """Every filter over lines that the edition has, with the definition or table that it belongs to; that of a row with those above it."""
        whole = Place(f"{self.folder}/edition.toml")
        yield from ((quantity.where, whole) for quantity in self.definitions.quantities)
        yield from ((count.where, whole) for count in self.definitions.counts)
        yield from ((where, whole) for comparative in self.definitions.comparatives for where in comparative.items.values())
        for table in self.tables.values():
            for side in table.all_sides():
                yield side.where, table.place
                yield from ((where, table.place) for column in side.columns for where in (column.where, column.of, column.to))
                yield from ((where, table.place) for where in _row_filters((*side.rows, *side.foot), {}))
            yield from ((cell.where, table.place) for group in table.groups for cell in group.amounts())


def all_blocks(blocks: Iterable[RowBlock]) -> Iterator[RowBlock]:
    """Every block, each followed by those inside it."""
    for block in blocks:
        yield block
        yield from all_blocks(block.rows)


def _row_filters(blocks: Iterable[RowBlock], above: Where) -> Iterator[Where]:
    """What the lines of each row must pass: its own filter and those of the rows that it stands in."""
    for block in blocks:
        where = {**above, **block.where}
        yield where
        yield from _row_filters(block.rows, where)
