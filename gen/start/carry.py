"""Carrying over (结转): the files of one department-year as the beginning of another, by what each field declares of itself.

Names that tie files together stay; texts come with a mark to be confirmed; figures are left to fill in; what only explained last year's figures
(依据, causes, precision) is left out. Which projects continue is asked of a person. Last year's amounts are not copied: they are derived from
last year's own folder (:mod:`gen.start.untold` has the rest).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gen.check import personal
from gen.model.lines import Control, HistoryLine, PriorAmount, Project, ThreePublic, Waiver
from gen.model.shape import Carry, Field, Kind, fields_of
from gen.model.texts import DocumentTexts, Texts, UnitFacts
from gen.read import csv, toml
from gen.read.files import DEPARTMENT_CSV, DOCUMENT_TOML, UNIT_TOML, CsvFile
from gen.read.pending import CONFIRM, FILL
from gen.read.records import endings, header_of, optional_header_of
from gen.start.write import csv_text, toml_text

DRAFT = "草案"
_CSV = {file.name: file for file in DEPARTMENT_CSV}
#: What is said of one year's own figures and findings, and of the year before it.
_LEFT = (Control, PriorAmount, Waiver)


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """From where to where: the department and year that the files are of, and those that they become.

    ``editions`` are the new ones by document, ``columns`` the columns …次序 and …名称 by which they order and name projects.
    """

    department: str
    year: str
    to_department: str
    to_year: str
    editions: Mapping[str, str]
    columns: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether the files stay with the department whose facts they hold."""
        return self.department == self.to_department


def carried(journey: Journey, name: str, text: str) -> str | None:
    """The file ``name`` (below the folder of its department-year) as the new year begins with it; None for one that no year hands on."""
    folder, _, file = name.rpartition("/")
    if file in _CSV:
        return _csv(journey, _CSV[file], text) if _CSV[file].record not in _LEFT else None
    document = file.removesuffix(".toml")
    if file != UNIT_TOML and (file not in DOCUMENT_TOML or document not in journey.editions):
        return None
    record: type = UnitFacts if file == UNIT_TOML else Texts if folder else DocumentTexts
    read, _ = toml.parse(text, name)
    assert read is not None
    values = _table(journey, record, read.value)
    if record is DocumentTexts:
        values |= {"edition": journey.editions[document], "status": DRAFT, "approval_date": ""}
        if "cited_budget" in values:
            values["cited_budget"] = CONFIRM + _cited(journey, str(read.value["cited_budget"]))
    return toml_text(
        record, values, head=(f"由 {journey.department} {journey.year} 年的 {name} 起草；带记号的要填写或者核对，见 gongkai check。",)
    )


def settled(text: str) -> str:
    """A value of the other year without the marks that it may still carry."""
    return "" if FILL in text else text.replace(CONFIRM, "")


def is_personal(text: str) -> bool:
    """Whether a text holds what must not be copied to anywhere: telephones, identity and bank numbers, addresses, names in fields."""
    looks = (personal.numbers, personal.accounts, personal.addresses, personal.fields)
    return personal.suspect(text) and any(True for look in looks for _ in look(text))


def _table(journey: Journey, record: type, values: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for field in fields_of(record):
        if field.name not in values or field.carry is Carry.DROP:
            continue
        value = values[field.name]
        match field.kind:
            case Kind.RECORD:
                assert field.record is not None
                made[field.name] = _table(journey, field.record, value)
            case Kind.RECORDS:
                assert field.record is not None
                made[field.name] = [_table(journey, field.record, one) for one in value]
            case Kind.TEXTS:
                texts = [_value(journey, record, field, text) for text in value]
                made[field.name] = [FILL] if texts and set(texts) == {FILL} else texts
            case _:
                made[field.name] = _value(journey, record, field, value)
    return made


def _value(journey: Journey, record: type, field: Field, value: Any) -> Any:
    """One value of a TOML file; a text that is blank stays blank."""
    # What a folder says of its own unit is true of no other department.
    foreign = record is UnitFacts and not journey.same and field.carry is Carry.CONFIRM
    if value == "" or not isinstance(value, str):
        return FILL if field.carry is Carry.FILL and value != "" else value
    if field.carry is Carry.FILL or foreign or not settled(value) or is_personal(value):
        return FILL
    return CONFIRM + settled(value) if field.carry is Carry.CONFIRM else settled(value)


def _csv(journey: Journey, file: CsvFile, text: str) -> str:
    known = {field.title: field for field in fields_of(file.record)}
    table, _ = csv.parse(text, file.name, header_of(file.record), endings(file.record), optional_header_of(file.record))
    header = table.header
    if file.record is Project:
        # A new edition orders and names projects by columns of its own.
        header = tuple(title for title in header if title in known or title in journey.columns)
        header = (*header[:2], *(title for title in journey.columns if title not in header), *header[2:])
    rows = [
        {title: _cell(known.get(title), row.cells.get(title, "")) for title in header}
        for row in table.rows
        if _goes_on(journey, file, row.cells)
    ]
    return csv_text(file, header, rows)


def _goes_on(journey: Journey, file: CsvFile, cells: Mapping[str, str]) -> bool:
    """Whether a row has anything to say in the new year: not one about the years before it."""
    if file.record is HistoryLine:
        return journey.same
    return file.record is not ThreePublic or cells["年度"] == "本年"


def _cell(field: Field | None, cell: str) -> str:
    """One cell; a blank one stays blank. The further columns of projects.csv (…次序, …名称) stay as they are."""
    text = settled(cell)
    carry = field.carry if field else Carry.KEEP
    if not cell or carry is Carry.DROP:
        return ""
    if carry is Carry.FILL or not text or is_personal(text):
        return "" if field and field.required else FILL
    return CONFIRM + text if carry is Carry.CONFIRM else text


def _cited(journey: Journey, cited: str) -> str:
    """The folder of the budget that the new document is about: the same one a year on."""
    department, year, *below = [*settled(cited).split("/"), ""]
    department = journey.to_department if department == journey.department else department
    year = journey.to_year if year == journey.year else year
    return "/".join(part for part in (department, year, *below) if part)
