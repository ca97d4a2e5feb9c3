"""不公开 (what must not be published): rows and texts so marked leave the data right behind the reader, so that no later stage knows of them.

预算法 第十四条 makes public what is no state secret. A secret project is therefore left out of the public document altogether, and every sum is that of
the public part; nothing has to be hidden later on, for no figure, text or derivation ever held it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from typing import Any

from gen.findings import Place
from gen.model.lines import Project
from gen.model.texts import DocumentTexts

#: 事项 of prior.csv whose objects are projects.
_PROJECT = "项目"
#: Title of the column that marks a row.
_MARK = "不公开"
#: The head of a TOML table.
_HEAD = re.compile(r"\s*\[\[?([a-z_.]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Public:
    """公开的部分: records and texts of one folder, the texts of its files without what is left out, and the places of the marks."""

    rows: Mapping[str, tuple[Any, ...]]
    texts: DocumentTexts
    sources: Mapping[str, str]
    marks: tuple[Place, ...]


def secret_names(projects: Iterable[Project]) -> frozenset[str]:
    """The names of the projects marked 不公开, those of last year too."""
    return frozenset(name for project in projects if project.withheld for name in (project.name, *project.former))


def public(rows: Mapping[str, tuple[Any, ...]], texts: DocumentTexts, sources: Mapping[str, str], secret: Set[str]) -> Public:
    """What a folder says that may be published: no marked row, and nothing about a project that is ``secret``."""
    gone = {field: [row for row in records if _marked(row) or _about(field, row, secret)] for field, records in rows.items()}
    if not any(gone.values()) and not any(text.name.value in secret for text in texts.projects):
        return Public(rows=rows, texts=texts, sources=sources, marks=())
    kept = {field: tuple(row for row in records if row not in gone[field]) for field, records in rows.items()}
    left, dropped = _texts(texts, kept, gone, secret)
    blank = {(row.row.path, row.row.line) for records in gone.values() for row in records}
    tables = {(place.path, place.line) for place in dropped}
    return Public(
        rows=kept,
        texts=left,
        sources={path: _without(path, text, blank, tables) for path, text in sources.items()},
        marks=tuple(row.row.at(_MARK) for records in gone.values() for row in records if _marked(row)),
    )


def _marked(row: Any) -> bool:
    return getattr(row, "withheld", None) is True


def _about(field: str, row: Any, secret: Set[str]) -> bool:
    """Whether a row of a file is about a project that is secret."""
    match field:
        case "projects":
            return row.name in secret
        case "prior":
            return row.item == _PROJECT and row.object in secret
        case "execution":
            return row.object in secret
        case _:
            return getattr(row, "project", "") in secret


def _texts(
    texts: DocumentTexts, kept: Mapping[str, tuple[Any, ...]], gone: Mapping[str, list[Any]], secret: Set[str]
) -> tuple[DocumentTexts, list[Place]]:
    """The texts without those about secret projects, about sub-projects and tasks that only rows left out have; and the places of these."""
    parts = {(row.project, row.subproject) for row in gone["ledger"]} - {(row.project, row.subproject) for row in kept["ledger"]}
    tasks = {row.task for row in gone["tasks"]} - {row.task for row in kept["tasks"]}
    projects = [text for text in texts.projects if text.name.value not in secret]
    dropped = [text.place for text in texts.projects if text.name.value in secret]
    dropped += [part.place for text in projects for part in text.parts if (text.name.value, part.name.value) in parts]
    dropped += [text.place for text in texts.tasks if text.name.value in tasks]
    left = replace(
        texts,
        projects=tuple(
            replace(text, parts=tuple(part for part in text.parts if (text.name.value, part.name.value) not in parts)) for text in projects
        ),
        tasks=tuple(text for text in texts.tasks if text.name.value not in tasks),
    )
    return left, dropped


def _without(path: str, text: str, blank: Set[tuple[str, int]], tables: Set[tuple[str, int]]) -> str:
    """The text of a file with blank lines for the rows and the TOML tables left out, so that all other lines keep their numbers."""
    return "\n".join(_lines(path, text, blank, tables))


def _lines(path: str, text: str, blank: Set[tuple[str, int]], tables: Set[tuple[str, int]]) -> Iterator[str]:
    left_out = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if head := _HEAD.match(line):
            # A table inside the one left out ([[projects.parts]]) goes with it.
            left_out = head[1] if (path, number) in tables else left_out if left_out and head[1].startswith(f"{left_out}.") else ""
        yield "" if left_out or (path, number) in blank else line
