"""A department's folder (部门文件夹): what it and the folders of its budget units hold, as one Model.

READ-15 units that do not match their folders
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from gen.amount import Unit
from gen.findings import Finding, Place, error, in_order
from gen.model.folder import CodeLists, Model
from gen.model.shape import fields_of
from gen.model.texts import DocumentTexts, Texts, UnitFacts
from gen.read import gate
from gen.read.codes import code_lists
from gen.read.files import DATA, DEPARTMENT_CSV, DEPARTMENT_TOML, UNIT_TOML, UNITS, WHOLE_CSV, Reader
from gen.read.pending import unread
from gen.read.withheld import public, secret_names


@dataclass(frozen=True, slots=True, kw_only=True)
class _Folder:
    """What the folder of a department or of one of its units holds; ``rows`` are the records by the fields of a Model.

    ``secret`` are the names of its projects that are not published, ``marks`` where it says 不公开.
    """

    slug: str
    path: str
    unit: UnitFacts
    texts: DocumentTexts
    rows: Mapping[str, tuple[Any, ...]]
    files: frozenset[str]
    sources: Mapping[str, str]
    secret: frozenset[str] = frozenset()
    marks: tuple[Place, ...] = ()


#: The names of projects that are secret by the slug of their unit.
Secrets = Mapping[str, Set[str]]


def whole(
    root: Path, department: str, year: str, document: str, secrets: Secrets = MappingProxyType({})
) -> tuple[Model | None, tuple[Finding, ...]]:
    """The public part of a whole department whose folder is there; None where any finding is an error that left something unread.

    ``secrets`` are projects that are secret whatever this folder marks: what is secret this year is left out of last year's, too.
    """
    reader = Reader(root, f"{DATA}/{department}/{year}")
    unit, texts = reader.toml(UNIT_TOML, UnitFacts), reader.toml(f"{document}.toml", DocumentTexts)
    rows, files = _rows(reader, unit)
    units, unit_findings = _units(root, reader.folder, unit, texts, document)
    codes, code_findings, code_sources = code_lists(root, year)
    found = in_order(reader.findings + unit_findings + code_findings + _misplaced(reader.folder, unit, files))
    if unit is None or texts is None or codes is None or unread(found):
        return None, found
    units = [_public(folder, secrets.get(folder.slug, frozenset())) for folder in units]
    # The department's own files speak of its units' projects; a name that is secret in one unit and not in another is not secret there.
    of_units = frozenset(name for folder in units for name in folder.secret) - {
        row.name for folder in units for row in folder.rows["projects"]
    }
    main = _public(
        _Folder(slug="", path=reader.folder, unit=unit, texts=texts, rows=rows, files=files, sources=reader.sources),
        of_units | secrets.get("", frozenset()),
    )
    shared = {**main.sources, **code_sources}

    def model(folder: _Folder, parts: tuple[Model, ...] = ()) -> Model:
        return _model(department, int(year), document, codes, folder, parts, shared, main.marks)

    return model(main, tuple(model(folder) for folder in units)), found


def _public(folder: _Folder, also: Set[str]) -> _Folder:
    """The public part of a folder, where the projects ``also`` are secret besides those that it marks."""
    secret = secret_names(folder.rows["projects"]) | also
    left = public(folder.rows, folder.texts, folder.sources, secret)
    return replace(folder, rows=left.rows, texts=left.texts, sources=left.sources, secret=secret, marks=left.marks)


def _model(
    department: str,
    year: int,
    document: str,
    codes: CodeLists,
    folder: _Folder,
    parts: tuple[Model, ...],
    shared: Mapping[str, str],
    marks: tuple[Place, ...],
) -> Model:
    """The model of one folder; what its parts hold is its own too. ``shared`` are the sources that all models rest on, ``marks`` those of 不公开 there."""
    rows: dict[str, Any] = {**folder.rows}
    rows |= {
        file.field: (*folder.rows[file.field], *(row for part in parts for row in getattr(part, file.field)))
        for file in DEPARTMENT_CSV
        if not file.own
    }
    return Model(
        department=department,
        year=year,
        folder=folder.path,
        slug=folder.slug,
        unit=folder.unit,
        document=document,
        texts=folder.texts,
        files=folder.files.union(*(part.files for part in parts)),
        codes=codes,
        sources={**shared, **folder.sources, **{path: text for part in parts for path, text in part.sources.items()}},
        parts=parts,
        withheld=tuple(dict.fromkeys((*marks, *folder.marks, *(place for part in parts for place in part.withheld)))),
        secret=folder.secret,
        **rows,
    )


def _rows(reader: Reader, unit: UnitFacts | None) -> tuple[dict[str, tuple[Any, ...]], frozenset[str]]:
    """The records of each CSV file of a folder, by their field, and the names of the files that are there; strays are reported."""
    # Without a unit of money the amounts are still read, by the laxer rule, for the sake of their findings.
    money = Unit(unit.amount_unit.value) if unit else Unit.WAN
    present = (*gate.file_names(reader.root, reader.folder), *gate.folders(reader.root, reader.folder))
    rows = {file.field: reader.csv(file, money) if file.name in present else () for file in DEPARTMENT_CSV}
    names = [file.name for file in DEPARTMENT_CSV]
    reader.strays((*DEPARTMENT_TOML, *names))
    return rows, frozenset(present) & frozenset(names)


def _units(
    root: Path, folder: str, unit: UnitFacts | None, texts: DocumentTexts | None, document: str
) -> tuple[list[_Folder], list[Finding]]:
    """The budget units that unit.toml lists; their texts take edition and status from the department's."""
    if unit is None:
        return [], []
    present = gate.folders(root, f"{folder}/{UNITS}")
    findings = list(_unit_faults(f"{folder}/{UNITS}", unit, present))
    found = []
    for slug in dict.fromkeys(entry.value for entry in unit.units if entry.value in present):
        reader = Reader(root, f"{folder}/{UNITS}/{slug}")
        facts, own = reader.toml(UNIT_TOML, UnitFacts), reader.toml(f"{document}.toml", Texts)
        rows, files = _rows(reader, facts)
        findings += reader.findings
        if facts is not None and own is not None and texts is not None:
            shared = {field.name: getattr(own, field.name) for field in fields_of(Texts)}
            dated = texts.approval_date
            full = DocumentTexts(
                **shared,
                place=own.place,
                edition=texts.edition,
                status=texts.status,
                approval_date=dated,
                published=texts.published,
                cited_budget=None,
            )
            found.append(_Folder(slug=slug, path=reader.folder, unit=facts, texts=full, rows=rows, files=files, sources=reader.sources))
    return found, findings


def _unit_faults(base: str, unit: UnitFacts, present: tuple[str, ...]) -> Iterator[Finding]:
    """Units without a folder, folders that are no unit, and two lists of units that differ."""
    listed = [entry.value for entry in unit.units]
    for entry in unit.units:
        if entry.value not in present:
            yield error("READ-15", f"没有文件夹 {base}/{gate.shown(entry.value)}", entry.place, hint=f"现有：{gate.listed(present)}")
    for name in present:
        if name not in listed:
            hint = "在部门的 unit.toml 的 units 里加上它；不用的文件夹请移走"
            yield error("READ-15", f"文件夹 {base}/{gate.shown(name)} 没有列在 units 里", Place(f"{base}/{gate.shown(name)}"), hint=hint)
    if unit.table_units and sorted(entry.value for entry in unit.table_units) != sorted(listed):
        hint = "两处要列同样的单位，只是次序不同"
        yield error("READ-15", "table_units 和 units 列的单位不同", unit.table_units[0].place, hint=hint)


def _misplaced(folder: str, unit: UnitFacts | None, files: frozenset[str]) -> list[Finding]:
    """Files of money in the folder of a department whose units have folders of their own."""
    if unit is None or not unit.units:
        return []
    hint = f"部门的文件夹只放 {gate.listed(WHOLE_CSV)}；明细放在 {folder}/{UNITS}/<单位>/ 里"
    wrong = sorted(files - set(WHOLE_CSV))
    return [error("READ-15", f"{name} 应放在各单位的文件夹里", Place(f"{folder}/{name}"), hint=hint) for name in wrong]
