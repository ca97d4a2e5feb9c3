"""The pages on describing an edition: their example is the one that builds, and they leave out nothing that an edition may say."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from gen import build
from gen.amount import Unit
from gen.compose.context import context
from gen.compose.editionfile import EditionFile, Glossary
from gen.compose.printer import Printer
from gen.compose.tablespec import TableSpec
from gen.compose.wording import Words
from gen.derive.scorespec import Scoring
from gen.model.setting import settings_of
from tests.project import ROOT, dump
from tests.shapes import reachable

DOCS = ROOT / "docs"
GUIDE, REFERENCE = DOCS / "edition.md", DOCS / "edition-reference.md"


def test_the_example_on_the_page_is_the_one_in_the_folder() -> None:
    shown = re.findall(r"```[a-z]+ (docs/\S+)\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.S)
    assert len(shown) == 4
    for path, text in shown:
        assert text == (ROOT / path).read_text(encoding="utf-8"), path


def test_the_smallest_edition_builds_and_lacks_only_what_an_official_form_has_besides(tmp_path: Path) -> None:
    for name in ("data", "templates"):
        shutil.copytree(DOCS / "smallest" / name, tmp_path / name)
    outcome = build.report(tmp_path, "library", "2031")
    assert [finding.code for finding in outcome.findings] == ["TBL-05", "TBL-06"]
    assert {path.name for path in outcome.written} == {"budget.docx", "budget.pdf", "budget.figures.json", "manifest.json"}
    (compiled,) = outcome.compiled
    text = dump(compiled)
    for said in (
        "2031年预算支出169万元。",
        "| 207 | 文化旅游体育与传媒支出 | 151",
        "| 2080505 | 　机关事业单位基本养老保险缴费支出 | 18",
        "|  | 合计 | 169",
    ):
        assert said in text


def test_the_reference_names_every_key() -> None:
    records = reachable(EditionFile, TableSpec, Glossary, Scoring)
    known = {setting.key for record in records for setting in settings_of(record)}
    named = set(re.findall(r"[a-z0-9_]+", REFERENCE.read_text(encoding="utf-8")))
    assert len(known) > 80
    assert sorted(known - named) == []


def test_the_reference_names_every_source_and_dimension(szsi: build.Compiled, longhua: build.Compiled, baoan: build.Compiled) -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    for compiled in (szsi, longhua, baoan):
        assert compiled.facts is not None
        for source, book in compiled.facts.sources.books.items():
            assert f"`{source}`" in text or source == "三公"
            for name in {name for line in book.lines for name in line.dimensions}:
                assert f"`{name}`" in text, (source, name)


def test_the_reference_names_all_that_prose_may_use(baoan: build.Compiled) -> None:
    assert baoan.model and baoan.facts and baoan.edition
    names = set(context(Words(baoan.model, baoan.facts, baoan.edition, Printer(Unit.WAN)))) - {"key"}
    text = REFERENCE.read_text(encoding="utf-8").split("## prose")[1].split("## tables")[0]
    assert [name for name in sorted(names) if not re.search(rf"`{name}[.(`]|`{name}`", text)] == []


def test_links_between_the_pages_lead_somewhere() -> None:
    for page in (*DOCS.glob("*.md"), ROOT / "README.md"):
        for link in re.findall(r"\]\((?!http)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), (page.name, link)
