"""Starting a year (新建年度): the files of a new department-year, out of another one or from nothing, each fault named as to fill in or to confirm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from gen.canonical.sources import schema_line
from gen.start.blank import from_nothing
from gen.start.year import Started, from_year


def start(root: Path, department: str, year: str, *, source: str = "", edition: str = "", document: str = "") -> Started:
    """The files of a new department-year: out of the department-year ``source``, or for an ``edition`` where there is none to start from."""
    if source:
        started = from_year(root, department, year, source, edition=edition, document=document)
    else:
        started = from_nothing(root, department, year, edition=edition, document=document)
    return replace(started, files={path: _with_schema(root, path, text) for path, text in started.files.items()})


def _with_schema(root: Path, path: str, text: str) -> str:
    """A new file; one of TOML names its schema, so that an editor completes and checks its keys from the first day."""
    folder, _, name = path.rpartition("/")
    line = schema_line(root, folder, name) if name.endswith(".toml") else ""
    return f"{line}\n{text}" if line else text


def told(started: Started, department: str, year: str) -> Iterator[str]:
    """What was made, what is to be known of it, and what comes next, line by line."""
    yield f"已新建 {len(started.files)} 个文件："
    yield from (f"  {path}" for path in started.files)
    if started.notes:
        yield "要知道的："
        yield from (f"  · {note}" for note in started.notes)
    yield "下一步："
    yield from (f"  {number}. {step}" for number, step in enumerate(started.steps, start=1))
    yield f"  {len(started.steps) + 1}. gongkai check {department} {year}，照列出的改到没有错误；再 gongkai report {department} {year}"
