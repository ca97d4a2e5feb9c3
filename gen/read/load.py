"""Loading (读取部门年度): the folder of one department-year and the code lists of its year as a Model, or all that is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from gen.amount import Unit
from gen.findings import Finding, Place, error, has_error, in_order
from gen.model.folder import CodeLists, Model
from gen.model.lines import (
    Control,
    EconomicCode,
    ExecutionLine,
    FunctionCode,
    Fund,
    HistoryLine,
    Indicator,
    LedgerLine,
    PriorAmount,
    ProcurementLine,
    Project,
    ScoreLine,
    TaskProject,
)
from gen.model.shape import fields_of
from gen.model.texts import CodesFacts, DocumentTexts, UnitFacts
from gen.read import gate, toml, values
from gen.read.records import header_of, record, records

T = TypeVar("T")

DATA = "data"
CODES = "_codes"


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A CSV file of a folder: its name, what it holds, its record, the fields that must not repeat together, whether it may be empty."""

    name: str
    what: str
    record: type
    unique: tuple[str, ...] = ()
    needs_rows: bool = False


_LEDGER_KEY = ("kind", "project", "subproject", "function", "economic", "fund", "breakdown")
DEPARTMENT_CSV = (
    CsvFile("ledger.csv", "预算明细", LedgerLine, _LEDGER_KEY, needs_rows=True),
    CsvFile("projects.csv", "项目", Project, ("name",)),
    CsvFile("tasks.csv", "绩效任务与项目的对应", TaskProject, ("task", "project")),
    CsvFile("procurement.csv", "政府采购明细", ProcurementLine),
    CsvFile("prior.csv", "上年数", PriorAmount, ("item", "object")),
    CsvFile(
        "control.csv",
        "控制数",
        Control,
        ("source", "kind", "project", "subproject", "function", "economic", "fund", "procured", "item", "year"),
    ),
    CsvFile("history.csv", "以往年度收支", HistoryLine, ("year", "kind", "fund")),
    CsvFile("indicators.csv", "绩效指标", Indicator, ("goal", "level1", "level2", "level3")),
    CsvFile("execution.csv", "预算执行", ExecutionLine, ("item", "object")),
    CsvFile("scores.csv", "评分", ScoreLine, ("indicator", "fact")),
)
CODES_CSV = (
    CsvFile("functions.csv", "支出功能分类科目", FunctionCode, ("code",)),
    CsvFile("economics.csv", "部门预算支出经济分类科目", EconomicCode, ("code",)),
    CsvFile("funds.csv", "资金来源", Fund, ("name",), needs_rows=True),
)
UNIT_TOML = "unit.toml"
DOCUMENT_TOML = {
    "budget.toml": "部门预算的文字",
    "performance-target.toml": "部门整体支出绩效目标申报表的文字",
    "self-evaluation.toml": "部门整体绩效自评报告的文字",
}
DEPARTMENT_TOML = {UNIT_TOML: "单位基本情况", **DOCUMENT_TOML}
CODES_TOML = {"codes.toml": "科目表说明"}


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


def load(root: Path, department: str, year: str, document: str) -> tuple[Model | None, tuple[Finding, ...]]:
    """One document of a department-year as the files tell it, with all findings in order; None where any of them is an error."""
    findings = gate.department_faults(department) + gate.year_faults(year) or _absent(root, department, year)
    if findings:
        return None, tuple(findings)
    reader = _Reader(root, f"{DATA}/{department}/{year}")
    unit, texts = reader.toml(UNIT_TOML, UnitFacts), reader.toml(f"{document}.toml", DocumentTexts)
    # Without a unit of money the amounts are still read, by the laxer rule, for the sake of their findings.
    money = Unit(unit.amount_unit.value) if unit else Unit.WAN
    present = (*gate.file_names(root, reader.folder), *gate.folders(root, reader.folder))
    rows = {file.name: reader.csv(file, money) if file.name in present else () for file in DEPARTMENT_CSV}
    reader.strays((*DEPARTMENT_TOML, *rows))
    codes, code_findings, code_sources = _code_lists(root, year)
    found = in_order(reader.findings + code_findings)
    if unit is None or texts is None or codes is None or has_error(found):
        return None, found
    model = Model(
        department=department,
        year=int(year),
        folder=reader.folder,
        unit=unit,
        document=document,
        texts=texts,
        files=frozenset(present) & frozenset(rows),
        ledger=rows["ledger.csv"],
        projects=rows["projects.csv"],
        tasks=rows["tasks.csv"],
        procurement=rows["procurement.csv"],
        prior=rows["prior.csv"],
        history=rows["history.csv"],
        controls=rows["control.csv"],
        indicators=rows["indicators.csv"],
        execution=rows["execution.csv"],
        scores=rows["scores.csv"],
        codes=codes,
        sources=reader.sources | code_sources,
    )
    return model, found


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
    reader = _Reader(root, folder)
    facts = reader.toml("codes.toml", CodesFacts)
    functions, economics, funds = (reader.csv(file, Unit.YUAN) for file in CODES_CSV)
    reader.strays((*CODES_TOML, *(file.name for file in CODES_CSV)))
    reader.findings += _code_lengths(functions, (3, 5, 7)) + _code_lengths(economics, (3, 5))
    if facts is None:
        return None, reader.findings, reader.sources
    lists = CodeLists(
        functions={code.code: code for code in functions},
        economics={code.code: code for code in economics},
        funds={fund.name: fund for fund in funds},
        complete=facts.complete.value,
        folder=folder,
    )
    return lists, reader.findings, reader.sources


def _code_lengths(codes: tuple[Any, ...], lengths: tuple[int, ...]) -> list[Finding]:
    faults = ((code, values.code_length_fault(code.code, lengths)) for code in codes)
    return [error(fault.code, fault.message, code.row.at("编码"), hint=fault.hint) for code, fault in faults if fault]


def missing_csv(file: CsvFile) -> str:
    """What to do where the CSV file is missing."""
    rows = "" if file.needs_rows else "；没有内容时只留这一行"
    return f"请建立这个文件（{file.what}），第一行写：{','.join(header_of(file.record))}{rows}"


class _Reader:
    """Reads the files of one folder, gathering their texts and findings."""

    def __init__(self, root: Path, folder: str) -> None:
        self.root = root
        self.folder = folder
        self.sources: dict[str, str] = {}
        self.findings: list[Finding] = []

    def toml(self, name: str, kind: type[T]) -> T | None:
        """The record in the TOML file ``name``, or None."""
        needed = gate.listed((f"{field.name}（{field.title}）" for field in fields_of(kind) if field.required), 20)
        path, text, faults = self._text(name, f"请建立这个文件（{(DEPARTMENT_TOML | CODES_TOML)[name]}），要写明：{needed}")
        if text is None:
            return None
        file, findings = toml.parse(text, path)
        made: T | None = None
        if file:
            made, more = record(kind, file)
            findings += more
        self._add(findings, faults)
        return made

    def csv(self, file: CsvFile, unit: Unit) -> tuple[Any, ...]:
        """The records of a CSV file; none where it cannot be read."""
        path, text, faults = self._text(file.name, missing_csv(file))
        if text is None:
            return ()
        made: tuple[Any, ...]
        made, findings = records(file.record, text, path, unit, unique=file.unique, needs_rows=file.needs_rows)
        self._add(findings, faults)
        return made

    def strays(self, known: tuple[str, ...]) -> None:
        """Report data files that nothing reads, so that no figure is left out unseen."""
        for name in gate.file_names(self.root, self.folder):
            if name not in known and name.lower().endswith((".toml", ".csv")):
                stem, _, suffix = name.lower().rpartition(".")
                near = gate.nearest(stem, [other.rpartition(".")[0] for other in known if other.endswith(suffix)])
                guess = f"是否应为 {near}.{suffix}？" if near else ""
                hint = f"{guess}这里可以放：{gate.listed(known)}；不用的文件请移走"
                place = Place(f"{self.folder}/{gate.shown(name)}")
                self.findings.append(error("READ-06", f"不认识的文件 {gate.shown(name)}", place, hint=hint))

    def _text(self, name: str, missing_hint: str) -> tuple[str, str | None, list[Finding]]:
        path = f"{self.folder}/{name}"
        text, faults = gate.read_text(self.root, path, missing_hint=missing_hint)
        self.findings += faults
        if text is not None:
            self.sources[path] = text
        return path, text, faults

    def _add(self, findings: list[Finding], character_faults: list[Finding]) -> None:
        """Add ``findings``, but for those that only follow from a bad character on the same line."""
        spoilt = {fault.places[0].line for fault in character_faults}
        self.findings += [finding for finding in findings if finding.places[0].line not in spoilt]
