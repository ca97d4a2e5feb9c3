"""Ours against others, on the same content: in rounds, each job of a round in a fresh process, so that what slows the machine slows all.

A library or program that is not on the machine is left out, with a line that says so.
"""

from __future__ import annotations

import pickle
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from gen.render import html, pdf
from tests import libreoffice
from tests.bench import typstsource, wordtemplate
from tests.bench.jobs import Ready
from tests.bench.measure import Cost, median_cost, plain_environment, process
from tests.bench.subjects import Content
from tests.project import ROOT


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """Another way to make a document: the names of its result and of ours, what it is, and whether it is on this machine."""

    name: str
    what: str
    result: str
    ours: str
    present: Callable[[], bool]


def _typst() -> bool:
    return find_spec("typst") is not None or shutil.which("typst") is not None


PEERS = (
    Peer(
        name="docxtpl",
        what="docxtpl, a template with the same texts and tables",
        result="docxtpl.docx",
        ours="ours.docx",
        present=lambda: find_spec("docxtpl") is not None,
    ),
    Peer(
        name="python-docx",
        what="python-docx with `table.cell()`, the largest table only",
        result="python-docx-table.docx",
        ours="ours-table.docx",
        present=lambda: True,
    ),
    Peer(name="WeasyPrint", what="WeasyPrint with its defaults, our HTML", result="weasyprint.pdf", ours="ours.pdf", present=lambda: True),
    Peer(name="Typst", what="Typst, the same block tree in its markup", result="typst.pdf", ours="ours.pdf", present=_typst),
    Peer(
        name="LibreOffice",
        what="LibreOffice, our DOCX to PDF",
        result="libreoffice.pdf",
        ours="ours.pdf",
        present=lambda: libreoffice.SOFFICE is not None,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What making a document cost (``wall`` without the start of Python, where it is Python), its pages (0: a DOCX) and its bytes."""

    cost: Cost
    pages: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A peer and what it and we needed for the same content."""

    peer: Peer
    theirs: Made
    ours: Made

    @property
    def ratio(self) -> float:
        """How many times our time the peer takes."""
        return self.theirs.cost.wall / self.ours.cost.wall


def present(say: Callable[[str], None]) -> tuple[Peer, ...]:
    """The peers that are on this machine; each other one is told in a line."""
    for peer in PEERS:
        if not peer.present():
            say(f"{peer.name}: 未安装，跳过")
    return tuple(peer for peer in PEERS if peer.present())


def prepare(content: Content, folder: Path) -> None:
    """Put into ``folder`` all that the jobs start from."""
    _, pages = pdf.render(content.document, content.sheet, content.faces)
    ready = Ready(
        content=content,
        pages=pages,
        html=html.render(content.document, content.sheet, {role: path.as_uri() for role, path in content.faces.files.items()}),
        template=wordtemplate.template(content.sheet),
        values=wordtemplate.values(content.document, pages),
    )
    (folder / "content.pickle").write_bytes(pickle.dumps(ready))
    (folder / "typst.typ").write_text(typstsource.source(content), encoding="utf-8")
    (folder / "fonts").mkdir()
    for path in set(content.faces.files.values()):
        (folder / "fonts" / path.name).symlink_to(path)


def compare(content: Content, peers: Sequence[Peer], runs: int, folder: Path) -> tuple[Comparison, ...]:
    """Each of ``peers`` beside ours, medians of ``runs`` rounds."""
    prepare(content, folder)
    # Ours first: LibreOffice converts our DOCX.
    names = tuple(dict.fromkeys((*(peer.ours for peer in peers), "ours.docx", "ours.pdf", *(peer.result for peer in peers))))
    jobs = {name: _job(name, content, folder) for name in names}
    rounds = [{name: job() for name, job in jobs.items()} for _ in range(runs)]
    made = {name: _made(folder / name, [each[name] for each in rounds]) for name in jobs}
    return tuple(Comparison(peer=peer, theirs=made[peer.result], ours=made[peer.ours]) for peer in peers)


def _job(name: str, content: Content, folder: Path) -> Callable[[], Cost]:
    """What makes ``name`` once in a fresh process."""
    if name == "libreoffice.pdf":
        return _libreoffice(content, folder)
    if name == "typst.pdf" and find_spec("typst") is None:
        command = ["typst", "compile", "--font-path", str(folder / "fonts"), "--ignore-system-fonts", "typst.typ", name]
        return lambda: process(command, folder, plain_environment())
    return lambda: _python(name, folder)


def _python(name: str, folder: Path) -> Cost:
    """A job in Python; the process itself tells the seconds, which begin when its content is read."""
    cost = process([sys.executable, "-m", "tests.bench.jobs", name, str(folder)], ROOT, plain_environment())
    return replace(cost, wall=float((folder / f"{name}.seconds").read_text()))


def _libreoffice(content: Content, folder: Path) -> Callable[[], Cost]:
    """LibreOffice on our DOCX, in our fonts; its profile is made at the first call, which counts for nothing."""
    home = folder / "libreoffice"
    home.mkdir()
    environment = libreoffice.environment(content.sheet, content.faces, home)

    def convert() -> Cost:
        shutil.copy(folder / "ours.docx", home / "libreoffice.docx")
        cost = process(libreoffice.command(home / "libreoffice.docx", home), home, environment)
        shutil.copy(home / "libreoffice.pdf", folder / "libreoffice.pdf")
        return cost

    def job() -> Cost:
        if not (home / "profile").exists():
            convert()
        return convert()

    return job


def _made(file: Path, costs: Sequence[Cost]) -> Made:
    return Made(cost=median_cost(costs), pages=page_count(file), size=file.stat().st_size)


def page_count(file: Path) -> int:
    """The pages of a PDF; 0 for any other file."""
    if file.suffix != ".pdf":
        return 0
    import pdfplumber

    with pdfplumber.open(file) as opened:
        return len(opened.pages)
