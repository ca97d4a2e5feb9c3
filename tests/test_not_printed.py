"""What is not printed by design reaches neither format: every such field of the real folders is filled with a word of its own and looked for.

``figures.json`` is published beside the page to say where its numbers come from. It holds the fields of EXPLAINED, and no others.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from gen import build
from gen.check import personal
from gen.findings import has_error
from gen.model import lines
from gen.model.shape import Kind, fields_of
from gen.read.files import CODES_CSV, DEPARTMENT_CSV, ITEMS_CSV
from gen.read.load import departments, years
from tests.check.clean import write_clean, write_templates
from tests.conftest import Publish
from tests.project import ROOT, copy_to
from tests.specimens import DEPARTMENT, FOLDER, YEAR, spoil

#: The columns that say where a figure of the page comes from, by file. What stands there is published, in figures.json alone.
EXPLAINED = {
    "ledger.csv": "依据",
    "procurement.csv": "依据",
    "prior.csv": "依据",
    "history.csv": "依据",
    "execution.csv": "依据",
    "sangong.csv": "依据",
    "control.csv": "依据",
    # Of a fact only: the reason of a mark is printed beside it.
    "scores.csv": "理由",
}
#: What stays in the folder: columns of the code lists, the reason of a waiver, the key of codes.toml, comments of TOML files, and NOTES.md as a whole.
KEPT = {
    "functions.csv": "来源",
    "economics.csv": "来源",
    "items.csv": "来源",
    "funds.csv": "来源",
    "waivers.csv": "理由",
    "codes.toml": "note",
}
WAIVER = "规则,文件,特征,理由,批准单位,有效期至\nSTA-02,budget.toml,批复日期,理由,局办公室,2099\n"

YEARS = [(department, year) for department in departments(ROOT) for year in years(ROOT, department)]
CANARY = re.compile("金丝雀[0-9]{5}号")
FINDERS = (personal.numbers, personal.accounts, personal.fields, personal.addresses)


class Filled:
    """A copy of the project with a word of its own in every field that is not printed; ``where`` says which file a word stands in."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.where: dict[str, str] = {}
        self._words = itertools.count(1)
        for department, year in YEARS:
            (root / "data" / department / year / "waivers.csv").write_text(WAIVER, "utf-8")
        for path in sorted((root / "data").rglob("*")):
            if path.suffix == ".csv" and path.name in {**EXPLAINED, **KEPT}:
                self._table(path, {**EXPLAINED, **KEPT}[path.name])
            elif path.suffix == ".toml":
                self._text(path)
            elif path.name == "NOTES.md":
                path.write_text(path.read_text("utf-8") + f"\n{self._word(path)}\n", "utf-8")

    def _word(self, path: Path) -> str:
        word = f"金丝雀{next(self._words):05}号"
        self.where[word] = path.name
        return word

    def _table(self, path: Path, title: str) -> None:
        head, *rows = csv.reader(io.StringIO(path.read_text("utf-8"), newline=""))
        for row in rows:
            if path.name != "scores.csv" or row[head.index("要素")]:
                row[head.index(title)] = self._word(path)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows((head, *rows))

    def _text(self, path: Path) -> None:
        text = path.read_text("utf-8")
        if path.name == "codes.toml":
            text = re.sub('(?m)^note = ".*"$', f'note = "{self._word(path)}"', text)
        path.write_text(f"# {self._word(path)}\n{text}\n# {self._word(path)}\n", "utf-8")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    return Filled(copy_to(tmp_path_factory.mktemp("filled") / "project"))


def in_docx(path: Path) -> Iterator[str]:
    """Every part of the package, with and without its markup, and the names of the parts."""
    with zipfile.ZipFile(path) as package:
        for entry in package.infolist():
            part = package.read(entry).decode("utf-8")
            yield from (entry.filename, entry.comment.decode(), part, re.sub("<[^>]*>", "", part))


def in_pdf(path: Path) -> Iterator[str]:
    """The text of every page, the properties, and whatever else can be read as text."""
    with pypdfium2.PdfDocument(path) as opened:
        yield from (page.get_textpage().get_text_range() for page in opened)
        yield from (f"{name}: {value}" for name, value in opened.get_metadata_dict().items())
    content = path.read_bytes()
    streams = [unpacked(stream) for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.S)]
    for part in (content, *streams):
        yield from (part.decode("utf-8", "ignore"), part.decode("utf-16-be", "ignore"), part[1:].decode("utf-16-be", "ignore"))


def unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def words_in(texts: Iterator[str]) -> set[str]:
    return {word for text in texts for word in CANARY.findall(text)}


@pytest.mark.parametrize(("department", "year"), YEARS)
def test_nothing_of_it_reaches_the_page(filled: Filled, department: str, year: str) -> None:
    outcome = build.report(filled.root, department, year)
    assert outcome.written and not has_error(outcome.findings), outcome.findings
    for path in outcome.written:
        if path.suffix == ".docx":
            assert words_in(in_docx(path)) == set()
        elif path.suffix == ".pdf":
            assert words_in(in_pdf(path)) == set()
        else:
            # What the outputs were made of, without a budget of another folder that they are held against.
            inputs = json.loads((path.parent / "manifest.json").read_text("utf-8"))["inputs"]
            own = {Path(each).name for each in inputs if each.startswith(f"data/{department}/{year}/")}
            found = {filled.where[word] for word in CANARY.findall(path.read_text("utf-8"))}
            assert found == (own & EXPLAINED.keys() if path.name.endswith("figures.json") else set())


def test_the_words_stand_in_every_kind_of_file_that_is_named(filled: Filled) -> None:
    """No name of the lists above is there for nothing, and every field called a basis is on one of them."""
    there = {path.name for path in (ROOT / "data").rglob("*")}
    assert {*EXPLAINED, *KEPT, "NOTES.md"} & (there | {"waivers.csv"}) <= set(filled.where.values())
    declared = {file.name: {field.title for field in fields_of(file.record)} for file in (*DEPARTMENT_CSV, *CODES_CSV, ITEMS_CSV)}
    named = {name for name, titles in declared.items() if titles & {"依据", "理由", "来源"}}
    # The basis of a detail and the source of an indicator are columns of published forms.
    assert named - {"project-details.csv", "project-indicators.csv"} == {*EXPLAINED, *KEPT} - {"codes.toml"}
    assert all(title in declared[name] for name, title in {**EXPLAINED, **KEPT}.items() if name != "codes.toml")
    assert {field.kind for field in fields_of(lines.LedgerLine) if field.title == "依据"} == {Kind.TEXT}


def test_a_word_on_the_page_would_be_found(filled: Filled, tmp_path: Path) -> None:
    """What the tests above rest on: the same word in the name of a department is found in both formats and all their properties."""
    write_templates(write_clean(tmp_path))
    spoil(tmp_path, f"{FOLDER}/unit.toml", "云山区图书馆", "金丝雀00000号")
    outcome = build.report(tmp_path, DEPARTMENT, YEAR)
    found = {
        path.suffix: list(in_docx(path) if path.suffix == ".docx" else in_pdf(path)) for path in outcome.written if path.suffix != ".json"
    }
    assert set(found) == {".docx", ".pdf"}
    assert all(words_in(iter(texts)) == {"金丝雀00000号"} for texts in found.values())
    assert sum("金丝雀00000号" in text and "dc:creator" in text for text in found[".docx"]) == 1
    assert any("金丝雀00000号" in text and "Author" in text for text in found[".pdf"])


@pytest.mark.parametrize(("department", "year"), YEARS)
def test_no_file_of_the_output_holds_personal_data(publish: Publish, department: str, year: str) -> None:
    """Read from the files themselves, whatever the rules over the data said."""
    paths = sorted(path for path in publish(department, year).folder.iterdir() if path.suffix)
    assert {path.suffix for path in paths} == {".docx", ".pdf", ".json"}
    for path in paths:
        assert [text[hit.start : hit.end] for text in readable(path) for find in FINDERS for hit in find(text)] == [], path.name


def readable(path: Path) -> Iterator[str]:
    """What a reader of a file may come to see, line by line and with its properties; hashes are left out."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                part = re.sub("</w:(?:p|tc)>|<w:br/>", "\n", package.read(name).decode("utf-8"))
                if name.startswith(("docProps/", "word/document", "word/footer", "word/header")):
                    yield re.sub("<[^>]*>", "", part)
                    yield from re.findall('w:(?:tblCaption|tblDescription) w:val="([^"]*)"', part)
    elif path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as opened:
            yield from (page.get_textpage().get_text_range().replace("\r", "") for page in opened)
            yield from opened.get_metadata_dict().values()
    elif path.suffix == ".json":
        yield re.sub('"[0-9a-f]{64}"', '""', path.read_text("utf-8"))
