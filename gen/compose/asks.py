"""What an edition asks of people (版式要人写的): the texts, counts and files that its form prints, by the names they have in the data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gen.compose.edition import Edition
from gen.compose.prose import mentioned
from gen.compose.tablespec import FormCell
from gen.read.records import ALIAS_ENDING

_HOLE = re.compile(r"\{([^{}|]+)")
#: Where the holes of forms stand in the files.
_HOLES = {"主管部门": ("unit", "parent"), "填报日期": ("text", "filled_on"), "截止年份": ("text", "long_term", "until")}
#: The file that holds the lines of each source; a comparative is derived from the ledger, or written in a file of its own.
_FILES = {
    "ledger": "ledger.csv",
    "procurement": "procurement.csv",
    "history": "history.csv",
    "whole": "projects.csv",
    "execution": "execution.csv",
    "assets": "project-assets.csv",
    "details": "project-details.csv",
    "quarters": "project-details.csv",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """``unit`` and ``texts`` are keys of unit.toml and of the document's file by their path; ``items`` and ``passages`` names of texts in it.

    ``files`` are the CSV files, ``columns`` the columns …次序 and …名称 of projects.csv.
    """

    unit: frozenset[tuple[str, ...]]
    texts: frozenset[tuple[str, ...]]
    items: tuple[str, ...]
    passages: tuple[str, ...]
    files: frozenset[str]
    columns: tuple[str, ...]


def asked(edition: Edition) -> Asked:
    """All that ``edition`` asks for; of what stands under a condition too, since only whoever fills it in knows whether it holds."""
    paths = [*mentioned(edition.prose), *_of_forms(edition)]
    return Asked(
        unit=frozenset(_after(path, "unit") for path in paths if _after(path, "unit")),
        texts=frozenset(_after(path, "text") for path in paths if _after(path, "text")),
        items=tuple(dict.fromkeys(path[1] for path in paths if path[0] == "item" and path[-1] == "use" and len(path) == 3)),
        passages=tuple(dict.fromkeys(path[1] for path in paths if path[0] == "passage" and len(path) > 1)),
        files=frozenset(_files(edition)),
        columns=tuple(sorted(edition.project_columns(), key=lambda name: (name.endswith(ALIAS_ENDING), name))),
    )


def _after(path: tuple[str, ...], root: str) -> tuple[str, ...]:
    """What follows ``root`` in a path, which may begin with one of several units (``u.unit.name``)."""
    return path[path.index(root) + 1 :] if root in path[:2] else ()


def _of_forms(edition: Edition) -> Iterator[tuple[str, ...]]:
    """What cells of forms, formulas and ``needs`` name, as paths like those of templates."""
    for cell in _cells(edition):
        yield from (_HOLES[hole] for hole in _HOLE.findall(cell.text) if hole in _HOLES)
        yield from (("text", *named.split(".")) for named in (cell.list, cell.lead) if named)
        yield from (("passage", named) for named in (cell.passage,) if named)
    for formula in edition.definitions.formulas:
        yield from (("unit", *term.split(".")) for term in formula.terms if "." in term)
    yield from (tuple(name.split(".")) for name in edition.needs if name.startswith("unit."))
    yield from (("text", name) for name in edition.needs if "." not in name)


def _cells(edition: Edition) -> Iterator[FormCell]:
    bands = (band for table in edition.tables.values() for group in table.groups for band in group.all_bands())
    yield from (cell for band in bands for cell in band.cells)


def _files(edition: Edition) -> Iterator[str]:
    yield from (name for name in edition.needs if name.endswith(".csv"))
    yield from (name for source, name in _FILES.items() if edition.draws_on(source))
    if any(source.written for source in edition.definitions.comparatives):
        yield "sangong.csv"
    if edition.definitions.scoring:
        yield "scores.csv"
