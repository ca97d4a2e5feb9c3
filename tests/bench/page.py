"""docs/benchmarks.md out of what was measured."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from tests.bench.commands import Run
from tests.bench.peers import Comparison, Made
from tests.bench.subjects import Subject, pdf_memory, pdf_seconds

LIBRARIES = ("weasyprint", "python-docx", "jinja2", "tomli", "tree-sitter", "docxtpl", "typst")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """All that was measured of one document: ``pdf`` is the PDF alone in a fresh process."""

    subject: Subject
    tables: int
    cells: int
    runs: Sequence[Run]
    stages: Mapping[str, float]
    pdf: Made
    comparisons: Sequence[Comparison]


def page(measured: Sequence[Measured], others: Sequence[Run], absent: Sequence[str]) -> str:
    """The whole page; ``others`` are commands about no document in particular, ``absent`` the peers that were not on the machine."""
    parts = (_head(measured), _commands(measured, others), _stages(measured), _pages(measured), _peers(measured, absent))
    return "\n".join(line for part in parts for line in part)


def versions() -> str:
    """The libraries that are here, with their versions."""
    found = []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return ", ".join(found)


def _head(measured: Sequence[Measured]) -> Iterator[str]:
    machine = (
        f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, {platform.python_implementation()} {platform.python_version()}"
    )
    yield from ("# Benchmarks", "")
    yield f"Written by `make bench`. Machine: {machine}; {versions()}."
    yield "Numbers are medians. Goals are for 2 cores; no test depends on a time."
    yield ""
    rows = [
        (f"`{each.subject.name}`", each.subject.what, each.pdf.pages, each.tables, f"{each.cells:,}", each.subject.runs)
        for each in measured
    ]
    yield from _table(("document", "what it is", "pages", "tables", "cells", "runs"), "ll", rows)


def _commands(measured: Sequence[Measured], others: Sequence[Run]) -> Iterator[str]:
    yield from ("## Whole commands", "")
    yield "Each run a fresh process. A report begins without any output, unless nothing changed."
    yield ""
    heads = ("`gongkai …`", "wall", "goal", "user + system", "peak memory", "goal")
    rows = [
        (
            run.command if run.command.startswith("(") else f"`{run.command}`",
            f"{run.cost.wall:.2f} s",
            "" if run.goal is None else f"{run.goal} s",
            f"{run.cost.processor:.2f} s",
            f"{run.cost.memory:.0f} MB",
            "" if run.most is None else f"{run.most:.0f} MB",
        )
        for run in (*(run for each in measured for run in each.runs), *others)
    ]
    yield from _table(heads, "l", rows)


def _stages(measured: Sequence[Measured]) -> Iterator[str]:
    yield from ("## Stages", "")
    yield "Each stage by itself in one warm process, in seconds; goals in brackets. A command also starts Python and imports its modules."
    yield ""
    names = dict.fromkeys(name for each in measured for name in each.stages)
    rows = [(name, *(_stage(each, name) for each in measured)) for name in names]
    whole = ("all", *(f"{sum(each.stages.values()):.3f}" for each in measured))
    yield from _table(("stage", *(f"`{each.subject.name}`" for each in measured)), "l", [*rows, whole])


def _stage(measured: Measured, name: str) -> str:
    goal = measured.subject.stages.get(name)
    return f"{measured.stages[name]:.3f}" + ("" if goal is None else f" ({goal})")


def _pages(measured: Sequence[Measured]) -> Iterator[str]:
    yield from ("## PDF by the page", "")
    yield "A fresh process that makes the untagged PDF out of the block tree; the import of WeasyPrint is part of it."
    yield "Goal: 0.8 s and 85 ms a page; 130 MB and 4 MB a page."
    yield ""
    heads = ("document", "pages", "seconds", "goal", "ms a page", "peak memory", "goal", "MB a page")
    yield from _table(heads, "l", [_page_row(each) for each in measured])


def _page_row(measured: Measured) -> Sequence[object]:
    made, cost = measured.pdf, measured.pdf.cost
    return (
        f"`{measured.subject.name}`",
        made.pages,
        f"{cost.wall:.2f}",
        f"{pdf_seconds(made.pages):.1f}",
        f"{cost.wall * 1000 / made.pages:.0f}",
        f"{cost.memory:.0f} MB",
        f"{pdf_memory(made.pages):.0f} MB",
        f"{cost.memory / made.pages:.1f}",
    )


def _peers(measured: Sequence[Measured], absent: Sequence[str]) -> Iterator[str]:
    yield from ("## Against others, on the same content", "")
    yield "Rounds in which every job is done once, each in a fresh process; medians over the rounds. Seconds are from content that lies ready"
    yield "(block tree, HTML, Typst source, template and values, DOCX) to the finished bytes, the import of the library included; LibreOffice and"
    yield "`typst` as a program are whole processes. A ratio above 1 says that ours is faster. Memory is the peak of the process."
    yield ""
    heads = ("other", "document", "other", "ours", "ratio", "memory, other", "ours", "pages, other", "ours")
    rows = [_peer_row(each.subject, found) for each in measured for found in each.comparisons]
    order = dict.fromkeys(str(row[0]) for row in rows)
    yield from _table(heads, "ll", [row for what in order for row in rows if row[0] == what])
    yield from (f"{name} was not on the machine and is left out." for name in absent)
    yield from ([""] if absent else [])
    yield "Ours also spreads each line to the right edge and stops at whatever the engine would only log. docxtpl makes no bookmarks, no contents field,"
    yield "no column widths; LibreOffice needs the DOCX first; Typst breaks lines and pages by its own rules."
    yield ""


def _peer_row(subject: Subject, found: Comparison) -> Sequence[object]:
    theirs, ours = found.theirs, found.ours
    return (
        found.peer.what,
        f"`{subject.name}`",
        f"{theirs.cost.wall:.3f} s",
        f"{ours.cost.wall:.3f} s",
        ratio(found.ratio),
        f"{theirs.cost.memory:.0f} MB",
        f"{ours.cost.memory:.0f} MB",
        theirs.pages or "",
        ours.pages or "",
    )


def ratio(times: float) -> str:
    """A ratio with two digits or all that it has before the point.

    >>> ratio(0.107), ratio(1.64), ratio(111.3)
    ('0.11 ×', '1.6 ×', '111 ×')
    """
    places = 2 if times < 1 else 1 if times < 10 else 0
    return f"{times:.{places}f} ×"


def _table(heads: Sequence[str], left: str, rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """A table of Markdown; as many columns as ``left`` is long stand to the left, the others to the right."""
    yield f"| {' | '.join(heads)} |"
    yield f"|{'|'.join('---' if number < len(left) else '---:' for number in range(len(heads)))}|"
    yield from (f"| {' | '.join(map(str, row))} |" for row in rows)
    yield ""
