"""A year from nothing (空白的年度): every file that an edition needs, with all that is to be filled in marked as such and explained beside it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from gen.check.causes import compared
from gen.compose import editions
from gen.compose.asks import Asked, asked
from gen.compose.edition import Edition
from gen.findings import Place, error
from gen.model.lines import PriorAmount, Project, ScoreLine
from gen.model.shape import Field, Kind, fields_of
from gen.model.texts import DocumentTexts, UnitFacts
from gen.read import gate
from gen.read.files import DATA, DEPARTMENT_CSV, DOCUMENT_TOML, UNIT_TOML
from gen.read.pending import FILL
from gen.read.records import header_of
from gen.start.carry import DRAFT
from gen.start.write import csv_text, toml_text
from gen.start.year import Started, lists_of, refused, unfit


def from_nothing(root: Path, department: str, year: str, *, edition: str = "", document: str = "") -> Started:
    """The files of a department-year for one ``document`` by ``edition``, that which the edition is for; every fault in them is one to fill in."""
    findings = refused(root, department, year)
    if not findings and not edition:
        known = [name for name in gate.folders(root, "templates") if not gate.department_faults(name)]
        hint = f"用 --edition 写明版式：{gate.listed(known)}；或者用 --from 部门/年度，照上年起草"
        findings = (error("NEW-03", "没有写明版式", Place("templates"), hint=hint),)
    wanted = None
    if not findings:
        wanted, findings = editions.load(root, edition)
    if wanted is None:
        return Started(files={}, findings=findings)
    document = document or wanted.document
    if fault := unfit(wanted, document):
        return Started(files={}, findings=(fault,))
    lists, notes, findings = lists_of(root, year)
    folder = f"{DATA}/{department}/{year}"
    told = f"{document}.toml" in gate.file_names(root, f"{DATA}/{department}/{int(year) - 1}")
    if told:
        notes = (*notes, f"上年数取自 {DATA}/{department}/{int(year) - 1}，不必抄写；要照上年起草，用 --from {department}/{int(year) - 1}")
    made = _files(wanted, edition, document, told=told)
    files = {**{f"{folder}/{name}": text for name, text in made.items()}, **lists}
    return Started(files={} if findings else dict(sorted(files.items())), notes=notes, findings=findings, steps=_STEPS)


_STEPS = (
    "在 unit.toml 填单位的名称和基本情况：每个键上面有一行说明，前面带 # 的是可以不写的",
    "在 CSV 文件里填数：一行写一笔钱、一个项目或者一个指标；合计和增减都由程序算，不要填",
    "照每一行的说明写文字：〔待填〕换成内容；确实没有的，整行去掉",
)


def _files(edition: Edition, slug: str, document: str, *, told: bool) -> dict[str, str]:
    wanted = asked(edition)
    files = {
        UNIT_TOML: toml_text(
            UnitFacts, _unit(edition, wanted), head=("单位基本情况：本年度各份文件共用。前面带 # 的键可以不写。",), explained=True
        ),
        f"{document}.toml": toml_text(
            DocumentTexts,
            {"edition": slug, "status": DRAFT, "approval_date": "", **_texts(wanted)},
            head=(f"{DOCUMENT_TOML[f'{document}.toml']}。能够算出的数（金额、增减、百分比、个数）一律不写在这里。",),
            explained=True,
        ),
    }
    for file in DEPARTMENT_CSV:
        if file.name in wanted.files and not (told and file.record is PriorAmount):
            header = list(header_of(file.record))
            if file.record is Project:
                header[2:2] = wanted.columns
            rows = (dict(zip(header, row, strict=True)) for row in _rows(edition, file.record))
            files[file.name] = csv_text(file, header, rows)
    return files


def _unit(edition: Edition, wanted: Asked) -> dict[str, Any]:
    return {**_places(UnitFacts, wanted.unit), "name": FILL, "amount_unit": edition.unit}


def _texts(wanted: Asked) -> dict[str, Any]:
    made = _places(DocumentTexts, wanted.texts)
    if wanted.items:
        made["items"] = [{"name": name, "use": FILL} for name in wanted.items]
    if wanted.passages:
        made["passages"] = [{"name": name, "paragraphs": [FILL]} for name in wanted.passages]
    return made


def _places(record: type, paths: Iterable[tuple[str, ...]]) -> dict[str, Any]:
    """A place to fill in for each path that leads to a value of ``record``, and what its table cannot do without."""
    made: dict[str, Any] = {}
    for field in fields_of(record):
        below = [path[1:] for path in paths if path[:1] == (field.name,)]
        if not below:
            continue
        if field.kind is Kind.RECORD:
            assert field.record is not None
            made[field.name] = {**_required(field.record), **_places(field.record, below)}
        elif field.kind is Kind.RECORDS:
            assert field.record is not None
            made[field.name] = [_required(field.record)]
        else:
            made[field.name] = _place(field)
    return made


def _required(record: type) -> dict[str, Any]:
    return {field.name: _place(field) for field in fields_of(record) if field.required}


def _place(field: Field) -> object:
    return [FILL] if field.kind is Kind.TEXTS else FILL


def _rows(edition: Edition, record: type) -> list[list[str]]:
    """The rows that the form itself fixes: matters compared with last year, indicators of the scoring table."""
    if record is PriorAmount:
        return [[item, object, "", ""] for item, object in dict.fromkeys(compared(edition))]
    if record is ScoreLine and edition.definitions.scoring:
        rows = []
        for item in edition.definitions.scoring.items:
            rows += [[item.name, fact, FILL, "", ""] for fact in item.facts()]
            rows += [] if item.parts else [[item.name, "", "", FILL, ""]]
        return rows
    return []
