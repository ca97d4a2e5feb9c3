"""Loading (读取部门年度): the folder of one department-year and the code lists of its year as a Model, or all that is wrong with them.

READ-15 units that do not match their folders   READ-16 no such unit
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gen.amount import Unit
from gen.findings import Finding, Place, error, has_error, in_order
from gen.model.folder import CodeLists, Model
from gen.model.shape import fields_of
from gen.model.texts import CodesFacts, DocumentTexts, Texts, UnitFacts
from gen.read import gate, values
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
    WHOLE_CSV,
    Reader,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Folder:
    """What the folder of a department or of one of its units holds."""

    slug: str
    path: str
    unit: UnitFacts
    texts: DocumentTexts
    rows: Mapping[str, tuple[Any, ...]]
    files: frozenset[str]
    sources: Mapping[str, str]


def departments(root: Path) -> tuple[str, ...]:
    """The departments that have a folder in data/, sorted; a folder whose name is none is passed over."""
    return tuple(name for name in gate.folders(root, DATA) if not gate.department_faults(name))


def years(root: Path, department: str) -> tuple[str, ...]:
    """The years of ``department`` that have a folder, sorted."""
    return tuple(name for name in gate.folders(root, f"{DATA}/{department}") if not gate.year_faults(name))


def documents(root: Path, department: str, year: str) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """The documents (budget, self-evaluation …) that a department-year has a file for; findings where there is none."""
    findings = gate.department_faults(department) + gate.year_faults(year) or _absent(root, department, year)
    if findings:
        return (), tuple(findings)
    folder = f"{DATA}/{department}/{year}"
    present = gate.file_names(root, folder)
    found = tuple(name.removesuffix(".toml") for name in DOCUMENT_TOML if name in present)
    if found:
        return found, ()
    hint = f"请建立其中一个文件：{gate.listed(f'{name}（{what}）' for name, what in DOCUMENT_TOML.items())}"
    return (), (error("READ-05", f"{folder} 里没有任何文件的文字资料", Place(folder), hint=hint),)


def load(root: Path, department: str, year: str, document: str, unit: str = "") -> tuple[Model | None, tuple[Finding, ...]]:
    """One document of a department-year as the files tell it, with all findings in order; None where any of them is an error.

    With ``unit`` it is the model of that budget unit alone.
    """
    model, findings = _whole(root, department, year, document)
    if model is None or not unit:
        return model, findings
    found = next((part for part in model.parts if part.slug == unit), None)
    if found is None:
        known = gate.listed(part.slug for part in model.parts)
        place = Place(f"{model.folder}/{UNITS}")
        return None, (*findings, error("READ-16", f"没有单位“{gate.shown(unit)}”", place, hint=f"现有单位：{known}"))
    return found, findings


def _whole(root: Path, department: str, year: str, document: str) -> tuple[Model | None, tuple[Finding, ...]]:
    """The model of a whole department."""
    findings = gate.department_faults(department) + gate.year_faults(year) or _absent(root, department, year)
    if findings:
        return None, tuple(findings)
    reader = Reader(root, f"{DATA}/{department}/{year}")
    unit, texts = reader.toml(UNIT_TOML, UnitFacts), reader.toml(f"{document}.toml", DocumentTexts)
    rows, files = _rows(reader, unit)
    units, unit_findings = _units(root, reader.folder, unit, texts, document)
    codes, code_findings, code_sources = _code_lists(root, year)
    found = in_order(reader.findings + unit_findings + code_findings + _misplaced(reader.folder, unit, files))
    if unit is None or texts is None or codes is None or has_error(found):
        return None, found
    shared = reader.sources | code_sources
    whole = _Folder(slug="", path=reader.folder, unit=unit, texts=texts, rows=rows, files=files, sources={})

    def model(folder: _Folder, parts: tuple[Model, ...] = ()) -> Model:
        return _model(department, int(year), document, codes, folder, parts, shared)

    return model(whole, tuple(model(folder) for folder in units)), found


def _model(
    department: str, year: int, document: str, codes: CodeLists, folder: _Folder, parts: tuple[Model, ...], shared: Mapping[str, str]
) -> Model:
    """The model of one folder; what its parts hold is its own too. ``shared`` are the sources that all models rest on."""
    rows = folder.rows
    return Model(
        department=department,
        year=year,
        folder=folder.path,
        slug=folder.slug,
        unit=folder.unit,
        document=document,
        texts=folder.texts,
        files=folder.files.union(*(part.files for part in parts)),
        ledger=(*rows["ledger.csv"], *(row for part in parts for row in part.ledger)),
        projects=(*rows["projects.csv"], *(row for part in parts for row in part.projects)),
        tasks=(*rows["tasks.csv"], *(row for part in parts for row in part.tasks)),
        procurement=(*rows["procurement.csv"], *(row for part in parts for row in part.procurement)),
        prior=rows["prior.csv"],
        history=(*rows["history.csv"], *(row for part in parts for row in part.history)),
        controls=rows["control.csv"],
        indicators=(*rows["indicators.csv"], *(row for part in parts for row in part.indicators)),
        execution=(*rows["execution.csv"], *(row for part in parts for row in part.execution)),
        scores=(*rows["scores.csv"], *(row for part in parts for row in part.scores)),
        three_public=(*rows["sangong.csv"], *(row for part in parts for row in part.three_public)),
        project_indicators=(*rows["project-indicators.csv"], *(row for part in parts for row in part.project_indicators)),
        project_assets=(*rows["project-assets.csv"], *(row for part in parts for row in part.project_assets)),
        project_details=(*rows["project-details.csv"], *(row for part in parts for row in part.project_details)),
        codes=codes,
        sources={**shared, **folder.sources, **{path: text for part in parts for path, text in part.sources.items()}},
        parts=parts,
    )


def _rows(reader: Reader, unit: UnitFacts | None) -> tuple[dict[str, tuple[Any, ...]], frozenset[str]]:
    """The records of each CSV file of a folder, by its name, and the names of those that are there; strays are reported."""
    # Without a unit of money the amounts are still read, by the laxer rule, for the sake of their findings.
    money = Unit(unit.amount_unit.value) if unit else Unit.WAN
    present = (*gate.file_names(reader.root, reader.folder), *gate.folders(reader.root, reader.folder))
    rows = {file.name: reader.csv(file, money) if file.name in present else () for file in DEPARTMENT_CSV}
    reader.strays((*DEPARTMENT_TOML, *rows))
    return rows, frozenset(present) & frozenset(rows)


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
            whole = DocumentTexts(**shared, place=own.place, edition=texts.edition, status=texts.status, approval_date=texts.approval_date)
            found.append(_Folder(slug=slug, path=reader.folder, unit=facts, texts=whole, rows=rows, files=files, sources=reader.sources))
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


def _absent(root: Path, department: str, year: str) -> list[Finding]:
    """What is said where the department or its year has no folder."""
    known = departments(root)
    if department not in known:
        near = gate.nearest(department, known)
        guess = f"是否 {near}？" if near else ""
        message = f"没有部门“{department}”：{DATA}/{department} 不是文件夹"
        return [error("READ-03", message, Place(DATA), hint=f"{guess}现有部门：{gate.listed(known)}")]
    known = years(root, department)
    if year not in known:
        message = f"部门 {department} 没有 {year} 年的数据：{DATA}/{department}/{year} 不是文件夹"
        return [error("READ-04", message, Place(f"{DATA}/{department}"), hint=f"现有年度：{gate.listed(known)}")]
    return []


def _code_lists(root: Path, year: str) -> tuple[CodeLists | None, list[Finding], dict[str, str]]:
    folder = f"{DATA}/{CODES}/{year}"
    known = tuple(name for name in gate.folders(root, f"{DATA}/{CODES}") if not gate.year_faults(name))
    if year not in known:
        hint = f"请建立这个文件夹，放入 {gate.listed((*CODES_TOML, *(file.name for file in CODES_CSV)))}；现有年度：{gate.listed(known)}"
        return None, [error("READ-14", f"没有 {year} 年的科目表：{folder} 不是文件夹", Place(folder), hint=hint)], {}
    reader = Reader(root, folder)
    facts = reader.toml("codes.toml", CodesFacts)
    functions, economics, funds = (reader.csv(file, Unit.YUAN) for file in CODES_CSV)
    items = reader.csv(ITEMS_CSV, Unit.YUAN) if ITEMS_CSV.name in gate.file_names(root, folder) else ()
    reader.strays((*CODES_TOML, *(file.name for file in CODES_CSV), ITEMS_CSV.name))
    reader.findings += _code_lengths(functions, (3, 5, 7)) + _code_lengths(economics, (3, 5))
    if facts is None:
        return None, reader.findings, reader.sources
    lists = CodeLists(
        functions={code.code: code for code in functions},
        economics={code.code: code for code in economics},
        funds={fund.name: fund for fund in funds},
        items={item.code: item for item in items},
        complete=facts.complete.value,
        folder=folder,
    )
    return lists, reader.findings, reader.sources


def _code_lengths(codes: tuple[Any, ...], lengths: tuple[int, ...]) -> list[Finding]:
    faults = ((code, values.code_length_fault(code.code, lengths)) for code in codes)
    return [error(fault.code, fault.message, code.row.at("编码"), hint=fault.hint) for code, fault in faults if fault]
