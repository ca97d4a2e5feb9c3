"""A Data Package (Frictionless, version 1) of a department-year: what its CSV files hold, for any tool that knows such packages.

The descriptor is made from the declaration of each file and the header that it has. Codes and funds are described, but not tied to their lists, since
these stand in another folder and a package must not point out of its own.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from gen.canonical.sources import Source, canonical, sources_of
from gen.findings import Finding
from gen.model.lines import Control, Project, TaskProject
from gen.model.shape import Field, Kind, fields_of
from gen.read import gate
from gen.read.files import DATA, UNITS, CsvFile
from gen.read.pending import FILL
from gen.read.records import ORDER_ENDING
from gen.read.values import MAX_TEXT

DESCRIPTOR = "datapackage.json"
_PROJECTS = "projects"
#: Records whose project may be another word than a name: all projects, a pattern of them, none.
_FREE = (Control, TaskProject)
_PATTERNS = {
    Kind.FUNCTION: r"[0-9]{7}",
    Kind.ECONOMIC: r"[0-9]{3}([0-9]{2})?",
    Kind.CODE: r"[A-Z][0-9]{0,12}|[0-9]{1,12}",
    Kind.DATE: r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?",
}

Descriptor = dict[str, Any]


def package(root: Path, department: str, year: str) -> tuple[Descriptor | None, tuple[Finding, ...]]:
    """The descriptor that stands in the folder of a department-year; None, with what is wrong, where a CSV file cannot be read."""
    base = f"{DATA}/{department}/{year}"
    tables = [source for source in sources_of(root, department, year) if isinstance(source.shape, CsvFile)]
    findings = tuple(finding for source in tables for finding in _faults(root, source))
    if findings:
        return None, findings
    listed = {source.path for source in tables}
    return {
        "profile": "tabular-data-package",
        "name": f"{department}-{year}",
        "resources": [_resource(root, base, source, listed) for source in tables],
    }, ()


def _faults(root: Path, source: Source) -> Iterator[Finding]:
    """What is wrong with the form of a file, which would not be as its descriptor says."""
    text, findings = canonical(root, source)
    if text is None:
        yield from findings


def _resource(root: Path, base: str, source: Source, listed: set[str]) -> Descriptor:
    file, path = source.shape, source.path.removeprefix(f"{base}/")
    assert isinstance(file, CsvFile)
    text, _ = gate.read_text(root, source.path)
    header = next(csv.reader([(text or "").partition("\n")[0]]))
    return {
        "profile": "tabular-data-resource",
        "name": _name(path),
        "path": path,
        "title": file.what,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True, "skipInitialSpace": False},
        "schema": _schema(
            file, header, _name(f"{path.removesuffix(source.name)}{_PROJECTS}.csv"), f"{source.folder}/{_PROJECTS}.csv" in listed
        ),
    }


def _name(path: str) -> str:
    """The name of a resource: that of its file, after that of its unit where it is one among several."""
    return path.removesuffix(".csv").removeprefix(f"{UNITS}/").replace("/", ".")


def _schema(file: CsvFile, header: Sequence[str], projects: str, has_projects: bool) -> Descriptor:
    declared = {field.title: field for field in fields_of(file.record)}
    by_name = {field.name: field for field in declared.values()}
    made: Descriptor = {
        "fields": [_field(declared[title]) if title in declared else _further(title) for title in header],
        # What is yet to be filled in is missing, too.
        "missingValues": ["", FILL],
    }
    key = [by_name[name] for name in file.unique]
    if key and all(field.required for field in key):
        made["primaryKey"] = [field.title for field in key]
    project = by_name.get("project")
    if project and has_projects and file.record not in _FREE:
        reference = {"resource": projects, "fields": [fields_of(Project)[0].title]}
        made["foreignKeys"] = [{"fields": [project.title], "reference": reference}]
    return made


def _field(field: Field) -> Descriptor:
    kind, constraints = _kind(field)
    constraints |= {"required": True} if field.required else {}
    entry = {"name": field.title, "title": field.title, "description": field.doc, **kind}
    return entry | ({"constraints": constraints} if constraints else {})


def _kind(field: Field) -> tuple[Descriptor, Descriptor]:
    """The type of a field, and what its values are held to."""
    match field.kind:
        case Kind.MONEY | Kind.PRECISION:
            return {"type": "number"}, {}
        case Kind.COUNT:
            return {"type": "integer"}, {"minimum": 0}
        case Kind.FLAG:
            return {"type": "boolean", "trueValues": ["是"], "falseValues": ["否"]}, {}
        case Kind.CHOICE if field.choices:
            return {"type": "string"}, {"enum": list(field.choices)}
        case _ if field.kind in _PATTERNS:
            return {"type": "string"}, {"pattern": f"^({_PATTERNS[field.kind]})$"}
        case _:
            return {"type": "string"}, {"maxLength": MAX_TEXT}


def _further(title: str) -> Descriptor:
    """A column of projects.csv that an edition asks for: the place of a project in an order, or what it is called somewhere."""
    if title.endswith(ORDER_ENDING):
        return {"name": title, "title": title, "type": "integer", "constraints": {"minimum": 0}}
    return {"name": title, "title": title, "type": "string", "constraints": {"maxLength": MAX_TEXT}}
