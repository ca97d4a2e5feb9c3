"""``make bench``: how long the commands and their stages take, how much memory, and how that compares with the libraries' own way.

Writes docs/benchmarks.md. Every command runs in fresh processes, every stage several times in one process; medians are told.
"""

from __future__ import annotations

import gc
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any

from gen import build, check, publish
from gen.check.rule import Case
from gen.compose import edition as editions
from gen.compose.assemble import assemble
from gen.derive.facts import derive
from gen.document import Document, Section, Table, plain
from gen.provenance import figures_json
from gen.read import load as read
from gen.render import docx, fonts, html, pdf, style
from tests.project import DEPARTMENT, EDITION, ROOT, YEAR, copy_to

RUNS = 5
PAGE = ROOT / "docs/benchmarks.md"
LIBRARIES = ("weasyprint", "python-docx", "jinja2", "tomli", "tree-sitter")


@dataclass(frozen=True)
class Cost:
    """Wall and processor time in seconds, and peak memory in MB, of one process."""

    wall: float
    processor: float
    memory: float


#: A small process that starts the measured one: the system counts a parent's memory as its child's least.
LAUNCHER = """
import json, os, sys, time
null = os.open(os.devnull, os.O_WRONLY)
start = time.perf_counter()
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, null, 1), (os.POSIX_SPAWN_DUP2, null, 2)])
_, status, used = os.wait4(pid, 0)
wall = time.perf_counter() - start
print(json.dumps([os.waitstatus_to_exitcode(status), wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""


def process(*arguments: str) -> Cost:
    """One fresh process of Python, with its own account of what it used."""
    command = [sys.executable, "-S", "-E", "-c", LAUNCHER, sys.executable, *arguments]
    code, wall, processor, memory = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout)
    if code:
        raise SystemExit(f"{' '.join(arguments)} ended with {code}")
    return Cost(wall, processor, memory)


def medians(*arguments: str) -> Cost:
    """The medians of a process, each number by itself."""
    costs = [process(*arguments) for _ in range(RUNS)]
    return Cost(*(statistics.median(getattr(cost, name) for cost in costs) for name in ("wall", "processor", "memory")))


#: What empties the output first, so that nothing is answered from the record of the last run.
CLEAR = "import shutil; shutil.rmtree(root / 'output', ignore_errors=True)"


def command(root: Path, *arguments: str, before: str = "pass") -> Cost:
    """A command on a copy of the project."""
    script = f"from pathlib import Path; root = Path({str(root)!r}); {before}; from gen.cli import main"
    return medians("-c", f"{script}; raise SystemExit(main({list(arguments)!r}, root))")


def median(work: Callable[[], object], runs: int = RUNS) -> float:
    """The median seconds of ``work``."""
    times = []
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


# ── stages ──


def stages(root: Path) -> dict[str, float]:
    """Each stage by itself, in the order of a run."""
    model, _ = read.load(root, DEPARTMENT, YEAR, "budget")
    assert model is not None
    edition, _ = editions.load(root, model.texts.edition.value)
    assert edition is not None
    facts = derive(model, edition.definitions)
    composed, _ = assemble(model, facts, edition)
    assert composed is not None
    sheet, faces = look(root)
    content, pages = pdf.render(composed.document, sheet, faces)
    files = {
        "budget.docx": docx.render(composed.document, sheet, pages),
        "budget.pdf": content,
        "budget.figures.json": figures_json(composed, model),
    }
    folder = root / "output/bench"

    def publishing() -> None:
        record = publish.record(DEPARTMENT, YEAR, {**model.sources, **edition.sources}, files)
        publish.publish(folder, {**files, publish.MANIFEST: record})

    return {
        "read data": median(lambda: read.load(root, DEPARTMENT, YEAR, "budget")),
        "read edition": median(lambda: editions.load(root, model.texts.edition.value)),
        "derive": median(lambda: derive(model, edition.definitions)),
        "compose": median(lambda: assemble(model, facts, edition)),
        "check": median(lambda: check.run(Case(model=model, edition=edition, facts=facts, composed=composed))),
        "style, fonts, characters": median(lambda: fonts.missing(composed.document, *look(root))),
        "pdf": median(lambda: pdf.render(composed.document, sheet, faces)),
        "docx": median(lambda: docx.render(composed.document, sheet, pages)),
        "figures": median(lambda: figures_json(composed, model)),
        "publish": median(publishing),
    }


def look(root: Path) -> tuple[style.StyleSheet, fonts.FontSet]:
    """The style sheet and the fonts that a rendering uses."""
    sheet, _ = style.load(root / EDITION / "style.toml")
    assert sheet is not None
    faces, _ = fonts.resolve(sheet)
    assert faces is not None
    return sheet, faces


# ── against the libraries' own way ──


def peers(root: Path) -> list[tuple[str, float, float]]:
    """(what, ours, the library used plainly) in seconds, measured in turn in this process."""
    compiled = build.compile_document(root, DEPARTMENT, YEAR, "budget")
    assert compiled.composed is not None
    document = compiled.composed.document
    sheet, faces = look(root)
    largest = max(
        (block for block in document.blocks() if isinstance(block, Table)), key=lambda table: table.grid.rows * table.grid.columns
    )
    source = html.render(document, sheet, {role: path.as_uri() for role, path in faces.files.items()}, justified=False)
    alone = Document(title="", author="", sections=(Section(blocks=(largest,)),))
    size = f"{largest.grid.rows} × {largest.grid.columns}"
    return [
        (
            "whole document, HTML to PDF; WeasyPrint with its defaults (collector on)",
            median(lambda: pdf.render(document, sheet, faces)),
            median(lambda: plain_pdf(source)),
        ),
        (
            f"a DOCX of one table ({largest.id}, {size}); python-docx with `table.cell()`",
            median(lambda: docx.render(alone, sheet, {})),
            median(lambda: plain_docx(largest)),
        ),
    ]


def plain_pdf(source: str) -> bytes:
    """WeasyPrint as its manual shows it, on the same HTML."""
    from weasyprint import HTML

    result: bytes = HTML(string=source).write_pdf()
    return result


def plain_docx(table: Table) -> bytes:
    """A table as the manual of python-docx shows it: cell by cell, spans by merging."""
    from docx import Document as new_document

    opened: Any = new_document()
    made = opened.add_table(table.grid.rows, table.grid.columns)
    for cell in table.grid.cells:
        first = made.cell(cell.row, cell.column)
        if cell.rowspan > 1 or cell.colspan > 1:
            first = first.merge(made.cell(cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1))
        first.text = plain(cell.inlines)
    stream = BytesIO()
    opened.save(stream)
    return stream.getvalue()


def same_document(root: Path) -> Document:
    """The document that every stage works on."""
    compiled = build.compile_document(root, DEPARTMENT, YEAR, "budget")
    assert compiled.composed is not None
    return compiled.composed.document


# ── the page ──


def page(root: Path) -> str:
    """docs/benchmarks.md, whole."""
    whole = [
        ("`gongkai report`", command(root, "report", DEPARTMENT, YEAR, before=CLEAR), 2.7, 250),
        ("`gongkai report`, nothing changed", command(root, "report", DEPARTMENT, YEAR), 0.3, None),
        ("`gongkai check`", command(root, "check", DEPARTMENT, YEAR), 0.3, None),
        ("`gongkai explain … --number 572`", command(root, "explain", DEPARTMENT, YEAR, "--number", "572"), None, None),
        ("`gongkai --help`", command(root, "--help"), 0.1, None),
        ("Python itself, doing nothing", medians("-c", "pass"), None, None),
    ]
    goals = {"docx": 0.3}
    document = same_document(root)
    tables = [block for block in document.blocks() if isinstance(block, Table)]
    lines = [
        "# Benchmarks",
        "",
        f"Written by `make bench`; the document is `data/{DEPARTMENT}/{YEAR}` ({len(tables)} tables, {sum(len(t.grid.cells) for t in tables):,} cells).",
        f"Machine: {os.cpu_count()} cores, {platform.machine()}, {platform.system()}, {platform.python_implementation()} {platform.python_version()}; "
        + ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
        + ".",
        f"Medians of {RUNS}. Goals are for 2 cores; no test depends on a time.",
        "",
        "## Whole process",
        "",
        "| command | wall | goal | user + system | peak memory | goal |",
        "|---|---:|---:|---:|---:|---:|",
        *(
            f"| {name} | {cost.wall:.2f} s | {f'{goal} s' if goal else ''} | {cost.processor:.2f} s | {cost.memory:.0f} MB | {f'{most} MB' if most else ''} |"
            for name, cost, goal, most in whole
        ),
        "",
        "## Stages, in one warm process",
        "",
        "| stage | seconds | goal |",
        "|---|---:|---:|",
        *(f"| {name} | {seconds:.3f} | {goals.get(name, '')} |" for name, seconds in stages(root).items()),
        "",
        "## Against the libraries used plainly, in the same run",
        "",
        "| what | plainly | here | ratio |",
        "|---|---:|---:|---:|",
        *(f"| {what} | {theirs:.3f} s | {ours:.3f} s | {theirs / ours:.1f} × |" for what, ours, theirs in peers(root)),
        "",
        "The PDF here also spreads each line to the right edge and stops at whatever the engine would only log.",
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure, and write the page."""
    with tempfile.TemporaryDirectory() as folder:
        text = page(copy_to(Path(folder) / "project"))
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    print(text)


if __name__ == "__main__":
    main()
