"""Source files (源数据文件): which files of data/ there are, each with the shape that is declared for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gen.amount import Unit
from gen.canonical.csvform import canonical_csv
from gen.canonical.tomlform import canonical_toml
from gen.findings import Finding
from gen.model.texts import CodesFacts, DocumentTexts, Texts, UnitFacts
from gen.read import gate
from gen.read.files import (
    CODES,
    CODES_CSV,
    CODES_TOML,
    DATA,
    DEPARTMENT_CSV,
    DEPARTMENT_TOML,
    DOCUMENT_TOML,
    ITEMS_CSV,
    UNIT_TOML,
    UNITS,
    CsvFile,
    Reader,
)
from gen.read.load import departments, years
from gen.read.pending import unread

#: A value or the rows of a file are yet to be filled in.
_TO_FILL = ("VAL-01", "CSV-15")
_CSV = {file.name: file for file in (*DEPARTMENT_CSV, *CODES_CSV, ITEMS_CSV)}
#: Where the JSON Schemas of the TOML files stand, and what a file names its own with.
_SCHEMA_FOLDER, _SCHEMA_MARK = "_schema", "#:schema"
_UNIT_TEXTS = "unit-texts"
#: The schemas by name: the record that each is of, and its title.
SCHEMAS: Mapping[str, tuple[type, str]] = {
    **{name.removesuffix(".toml"): (UnitFacts if name == UNIT_TOML else DocumentTexts, title) for name, title in DEPARTMENT_TOML.items()},
    _UNIT_TEXTS: (Texts, "预算单位的文字（部门有几个预算单位时）"),
    **{name.removesuffix(".toml"): (CodesFacts, title) for name, title in CODES_TOML.items()},
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file of data/: its folder, its name and what it holds, a CSV file or the record of a TOML file."""

    folder: str
    name: str
    shape: CsvFile | type

    @property
    def path(self) -> str:
        """Where it is, below the project."""
        return f"{self.folder}/{self.name}"


def schema_line(root: Path, folder: str, name: str) -> str:
    """The comment by which a TOML file tells an editor where its JSON Schema stands: the first line of the file; "" where data/ has none."""
    of_unit = name in DOCUMENT_TOML and f"/{UNITS}/" in folder
    path = f"{_SCHEMA_FOLDER}/{_UNIT_TEXTS if of_unit else name.removesuffix('.toml')}.schema.json"
    depth = folder.count("/") - DATA.count("/")
    return f"{_SCHEMA_MARK} {'../' * depth}{path}" if (root / DATA / path).is_file() else ""


def shape_of(name: str, *, of_unit: bool = False) -> CsvFile | type | None:
    """What a file of that name holds; in the folder of a unit among several (``of_unit``) a document has texts alone."""
    if name in DOCUMENT_TOML:
        return Texts if of_unit else DocumentTexts
    return {UNIT_TOML: UnitFacts, **dict.fromkeys(CODES_TOML, CodesFacts)}.get(name) or _CSV.get(name)


def sources_of(root: Path, department: str, year: str) -> Iterator[Source]:
    """The source files of a department-year, those of its units last."""
    folder = f"{DATA}/{department}/{year}"
    yield from _inside(root, folder)
    for unit in gate.folders(root, f"{folder}/{UNITS}"):
        yield from _inside(root, f"{folder}/{UNITS}/{unit}", of_unit=True)


def all_sources(root: Path) -> Iterator[Source]:
    """The source files of every department-year, and the code lists of every year."""
    for year in gate.folders(root, f"{DATA}/{CODES}"):
        yield from _inside(root, f"{DATA}/{CODES}/{year}")
    for department in departments(root):
        for year in years(root, department):
            yield from sources_of(root, department, year)


def _inside(root: Path, folder: str, *, of_unit: bool = False) -> Iterator[Source]:
    for name in gate.file_names(root, folder):
        shape = shape_of(name, of_unit=of_unit)
        if shape is not None:
            yield Source(folder, name, shape)


def canonical(root: Path, source: Source) -> tuple[str | None, tuple[Finding, ...]]:
    """The text of a source file in canonical form; None, with what is wrong, where an error leaves any of it unread.

    What is yet to be filled in is no hindrance: a file is written in this form from its first day.
    """
    reader = Reader(root, source.folder)
    if isinstance(source.shape, CsvFile):
        reader.csv(source.shape, _unit(root, source.folder))
    else:
        reader.toml(source.name, source.shape)
    if unread(finding for finding in reader.findings if finding.code not in _TO_FILL):
        return None, tuple(reader.findings)
    text = reader.sources[source.path]
    return canonical_csv(text, source.shape) if isinstance(source.shape, CsvFile) else canonical_toml(text, source.shape), ()


def _unit(root: Path, folder: str) -> Unit:
    """The unit of money of a folder; where it does not say, the one that allows more decimals."""
    facts = Reader(root, folder).toml(UNIT_TOML, UnitFacts)
    return Unit(facts.amount_unit.value) if facts else Unit.WAN
