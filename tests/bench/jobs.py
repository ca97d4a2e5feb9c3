"""The jobs that are compared: ours and those of others, each from content that lies ready to the finished bytes.

``python -m tests.bench.jobs JOB FOLDER`` does one in a fresh process. What it imports for its work is part of the time; reading the content is
not. FOLDER holds the content (``content.pickle``), and then the result (``JOB.docx``, ``JOB.pdf``) and the seconds (``JOB.seconds``).
"""

from __future__ import annotations

import pickle
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from gen.document import Document, Section, Table, plain
from tests.bench.subjects import Content


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """What the jobs start from: the content, its pages by anchor, and for each library what its users would have ready."""

    content: Content
    pages: Mapping[str, int]
    html: str
    template: bytes
    values: dict[str, Any]


def ours_pdf(ready: Ready) -> bytes:
    """The PDF as the command makes it, from the block tree."""
    from gen.render import pdf

    content = ready.content
    return pdf.render(content.document, content.sheet, content.faces)[0]


def weasyprint_pdf(ready: Ready) -> bytes:
    """WeasyPrint as its manual shows it, on our HTML."""
    from weasyprint import HTML

    result: bytes = HTML(string=ready.html).write_pdf()
    return result


def ours_docx(ready: Ready) -> bytes:
    """The DOCX as the command makes it, from the block tree."""
    from gen.render import docx

    return docx.render(ready.content.document, ready.content.sheet, ready.pages)


def docxtpl_docx(ready: Ready) -> bytes:
    """docxtpl as its manual shows it: a template and a dictionary."""
    from docxtpl import DocxTemplate

    opened = DocxTemplate(BytesIO(ready.template))
    opened.render(ready.values, autoescape=True)
    stream = BytesIO()
    opened.save(stream)
    return stream.getvalue()


def ours_table(ready: Ready) -> bytes:
    """A DOCX of the largest table alone, as the command makes it."""
    from gen.render import docx

    alone = Document(title="", author="", sections=(Section(blocks=(ready.content.largest,)),))
    return docx.render(alone, ready.content.sheet, {})


def python_docx_table(ready: Ready) -> bytes:
    """The same table as the manual of python-docx shows it: cell by cell, spans by merging."""
    from docx import Document as new_document

    table: Table = ready.content.largest
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


Job = Callable[[Ready], bytes]

#: Jobs by the name of their result, but for Typst and LibreOffice, which read files.
JOBS: Mapping[str, Job] = {
    "ours.pdf": ours_pdf,
    "weasyprint.pdf": weasyprint_pdf,
    "ours.docx": ours_docx,
    "docxtpl.docx": docxtpl_docx,
    "ours-table.docx": ours_table,
    "python-docx-table.docx": python_docx_table,
}


def typst_pdf(source: Path, fonts: Path) -> bytes:
    """Typst on a file, with the fonts of a folder and no other."""
    import typst

    result: bytes = typst.compile(str(source), font_paths=[str(fonts)], ignore_system_fonts=True)
    return result


def work(name: str, folder: Path) -> Callable[[], bytes]:
    """The job called ``name``, ready to be done."""
    if name == "typst.pdf":
        return lambda: typst_pdf(folder / "typst.typ", folder / "fonts")
    ready: Ready = pickle.loads((folder / "content.pickle").read_bytes())
    return lambda: JOBS[name](ready)


def main(name: str, folder: Path) -> None:
    """Do one job and write down how long it took."""
    job = work(name, folder)
    start = time.perf_counter()
    result = job()
    seconds = time.perf_counter() - start
    (folder / name).write_bytes(result)
    (folder / f"{name}.seconds").write_text(repr(seconds))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
