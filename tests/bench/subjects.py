"""What is measured: three published documents, and the goals set for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gen import build
from gen.document import Document, Table
from gen.findings import has_error
from gen.render import fit, fonts
from gen.render.fonts import FontSet
from gen.render.style import StyleSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A document of a department-year, how often each measurement of it is repeated, and goals in seconds (memory: MB)."""

    department: str
    year: str
    document: str
    what: str
    runs: int
    report: float | None = None
    memory: float | None = None
    unchanged: float = 0.3
    check: float | None = None
    stages: Mapping[str, float] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The department and the year."""
        return f"{self.department} {self.year}"


SUBJECTS = (
    Subject(
        department="baoan",
        year="2022",
        document="budget",
        what="budget of one unit",
        runs=5,
        report=2.7,
        memory=250,
        check=0.3,
        stages={"docx": 0.3},
    ),
    Subject(department="longhua", year="2020", document="self-evaluation", what="self-evaluation", runs=5, stages={"docx": 0.3}),
    Subject(
        department="szsi",
        year="2020",
        document="budget",
        what="budget of a bureau with thirteen units",
        runs=3,
        stages={"docx": 0.6, "check": 0.5},
    ),
)


def pdf_seconds(pages: int) -> float:
    """The goal for an untagged PDF: 0.8 s, and 85 ms for each page."""
    return 0.8 + 0.085 * pages


def pdf_memory(pages: int) -> float:
    """The goal for the memory of a process that makes an untagged PDF: 130 MB, and 4 MB for each page."""
    return 130 + 4 * pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What all formats and all peers are given: the block tree, its looks and the font files."""

    document: Document
    sheet: StyleSheet
    faces: FontSet

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the document."""
        return tuple(block for block in self.document.blocks() if isinstance(block, Table))

    @property
    def cells(self) -> int:
        """How many cells the tables have together."""
        return sum(len(table.grid.cells) for table in self.tables)

    @property
    def largest(self) -> Table:
        """The table with the largest grid."""
        return max(self.tables, key=lambda table: table.grid.rows * table.grid.columns)


def content(root: Path, subject: Subject) -> Content:
    """The content of a document as it goes to the renderers."""
    compiled = build.compile_document(root, subject.department, subject.year, subject.document)
    assert compiled.composed is not None and compiled.style is not None and not has_error(compiled.findings), compiled.findings
    document, _ = fit.fit(compiled.composed.document, compiled.style)
    faces, findings = fonts.resolve(compiled.style)
    assert faces is not None, findings
    return Content(document=document, sheet=compiled.style, faces=faces)
