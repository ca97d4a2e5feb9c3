"""The measurements have the right shape: what is compared is the same, what is absent is told. Nothing here depends on a time."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as open_docx

from gen.document import Document, Heading, Table, plain, texts
from gen.render import fonts, style
from tests.bench import jobs, peers, typstsource, wordtemplate
from tests.bench.commands import Run
from tests.bench.measure import Cost, median_cost, plain_environment, process
from tests.bench.page import Measured, page, ratio
from tests.bench.peers import PEERS, Comparison, Made
from tests.bench.subjects import SUBJECTS, Content, pdf_memory, pdf_seconds
from tests.project import ROOT
from tests.readback import Cells, bare, expected
from tests.render import sample

COST = Cost(1.0, 2.0, 300.0)
PDF = Made(cost=Cost(6.4, 6.4, 392.0), pages=159, size=1)


@pytest.fixture(scope="module")
def content() -> Content:
    sheet, _ = style.load(sample.STYLE)
    assert sheet is not None
    faces, _ = fonts.resolve(sheet)
    assert faces is not None
    return Content(document=sample.document(), sheet=sheet, faces=faces)


def pages_of(document: Document) -> dict[str, int]:
    return {block.anchor: number for number, block in enumerate(document.blocks()) if isinstance(block, Heading)}


def words(document: Document) -> list[str]:
    """Every text of the document, without white space."""
    return [bare(plain(run)) for block in document.blocks() for run in texts(block)]


# ── the same content ──


def test_the_typst_source_holds_every_text_as_a_literal(content: Content) -> None:
    source = typstsource.source(content)
    literal = r'"(?:[^"\\]|\\.)*"'
    shown = bare("".join(json.loads(text) for text in re.findall(literal, source)))
    for text in words(content.document):
        # Where a line breaks within a text, or its typeface changes, a new literal begins; some of these name a font.
        assert text in shown or all(part in shown for part in re.split(r"[：\n]", text)), text
    markup = re.sub(literal, "", source)
    assert markup.isascii() and "panic" not in markup
    assert markup.count("table(columns:") == len(content.tables)
    assert markup.count("table.cell(") == content.cells


def test_the_values_of_the_template_hold_every_text_in_order(content: Content) -> None:
    pages = pages_of(content.document)
    blocks = wordtemplate.values(content.document, pages)["blocks"]
    shown = [one["text"] for one in blocks if "text" in one]
    tables = [one for one in blocks if one["kind"] == "table"]
    wanted = [re.sub(r"\d+$", "", piece) for piece in expected(content.document) if isinstance(piece, str)]
    assert [text for text in (re.sub(r"\d+$", "", bare(text)) for text in shown) if text] == wanted
    for made, table in zip(tables, content.tables, strict=True):
        rows = [*made["head"], *made["body"]]
        assert len(made["head"]) == table.head_rows
        assert [sum(cell["span"] for cell in row) for row in rows] == [table.grid.columns] * table.grid.rows
        begun = [[bare(cell["text"]) for cell in row if not cell["look"].startswith("below")] for row in rows]
        assert begun == [[bare(plain(cell.inlines)) for cell in row] for row in table.grid.by_row()]


def test_the_template_has_a_paragraph_of_each_style_and_a_loop_for_head_and_body(content: Content) -> None:
    body = open_docx(BytesIO(wordtemplate.template(content.sheet))).element.body
    tags = "".join(node.text or "" for node in body.iter() if node.tag.endswith("}t"))
    looks = {
        cell["look"] for block in wordtemplate.values(content.document, pages_of(content.document))["blocks"] for cell in cells_of(block)
    }
    assert {f"c.look == '{look}'" for look in looks} <= set(re.findall(r"c\.look == '[a-z-]+'", tags))
    assert {f"b.kind == '{name}'" for name in content.sheet.text if not name.startswith(("page", "water", "contents"))} <= set(
        re.findall(r"b\.kind == '[a-z0-9-]+'", tags)
    )
    assert "for row in b.head" in tags and "for row in b.body" in tags


def cells_of(block: wordtemplate.Values) -> list[wordtemplate.Values]:
    return [cell for rows in (block.get("head", ()), block.get("body", ())) for row in rows for cell in row]


@pytest.mark.parametrize("job", [jobs.ours_table, jobs.python_docx_table])
def test_both_ways_to_a_table_hold_the_same_cells(job: Callable[[jobs.Ready], bytes], content: Content) -> None:
    small = Content(document=only(content.document, "t1"), sheet=content.sheet, faces=content.faces)
    ready = jobs.Ready(content=small, pages={}, html="", template=b"", values={})
    (table,) = open_docx(BytesIO(job(ready))).tables
    (cells,) = (piece for piece in expected(small.document) if isinstance(piece, Cells))
    assert [bare(cell.text) for row in table.rows for cell in dict.fromkeys(row.cells)] == cells.flat()


def only(document: Document, table: str) -> Document:
    blocks = tuple(block for block in document.blocks() if isinstance(block, Table) and block.id == table)
    return Document(title="", author="", sections=(type(document.sections[0])(blocks=blocks),))


# ── who is there ──


def test_a_peer_that_is_not_installed_is_told_in_a_line_and_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "find_spec", lambda name: None)
    monkeypatch.setattr(peers.shutil, "which", lambda name: None)
    monkeypatch.setattr(peers.libreoffice, "SOFFICE", None)
    said: list[str] = []
    found = peers.present(said.append)
    assert said == ["docxtpl: 未安装，跳过", "Typst: 未安装，跳过", "LibreOffice: 未安装，跳过"]
    assert [peer.name for peer in found] == ["python-docx", "WeasyPrint"]


def test_every_peer_that_is_python_has_a_job() -> None:
    made = {name for peer in PEERS for name in (peer.result, peer.ours)}
    assert made - set(jobs.JOBS) == {"typst.pdf", "libreoffice.pdf"}


# ── measuring ──


def test_a_process_that_fails_stops_the_measuring() -> None:
    with pytest.raises(SystemExit, match="ended with 3"):
        process([sys.executable, "-c", "raise SystemExit(3)"], ROOT, plain_environment())


def test_a_process_tells_its_memory_and_each_median_stands_for_itself(tmp_path: Path) -> None:
    assert process([sys.executable, "-c", "pass"], tmp_path, plain_environment()).memory > 1
    assert median_cost([Cost(1, 5, 30), Cost(3, 4, 10), Cost(2, 6, 20)]) == Cost(2, 5, 20)


# ── the page ──


def measured(number: int) -> Measured:
    subject = SUBJECTS[number]
    runs = (Run(command=f"report {subject.name}", cost=COST, goal=subject.report, most=subject.memory),)
    comparisons = tuple(Comparison(peer=peer, theirs=Made(cost=COST, pages=0, size=1), ours=PDF) for peer in PEERS[:2])
    stages = dict.fromkeys(("read data", "check", "docx"), 0.25)
    return Measured(subject=subject, tables=88, cells=8076, runs=runs, stages=stages, pdf=PDF, comparisons=comparisons)


def test_the_page_is_whole() -> None:
    text = page([measured(0), measured(2)], [Run(command="--help", cost=COST, goal=0.1)], ["Typst"])
    tables = re.findall(r"(?:^\|.*\n)+", text, flags=re.MULTILINE)
    assert len(tables) == 5
    for table in tables:
        assert len({line.count("|") for line in table.splitlines()}) == 1, table
    assert "| `report baoan 2022` | 1.00 s | 2.7 s | 2.00 s | 300 MB | 250 MB |" in text
    assert "| check | 0.250 | 0.250 (0.5) |" in text and "| docx | 0.250 (0.3) | 0.250 (0.6) |" in text
    assert "| `szsi 2020` | 159 | 6.40 | 14.3 | 40 | 392 MB | 766 MB | 2.5 |" in text
    assert "Typst was not on the machine and is left out." in text
    assert text.endswith(".\n")


def test_goals_grow_with_the_pages() -> None:
    assert (pdf_seconds(0), pdf_memory(0)) == (0.8, 130)
    assert (pdf_seconds(100), pdf_memory(100)) == (pytest.approx(9.3), 530)


def test_a_ratio_has_two_digits_or_more() -> None:
    assert [ratio(times) for times in (0.107, 1.64, 111.3)] == ["0.11 ×", "1.6 ×", "111 ×"]
