"""Files (数据文件): which files a folder may hold, what each is about, and the reader that gathers their records and findings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from gen.amount import Unit
from gen.findings import Finding, Place, error
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
    ProcurementItem,
    ProcurementLine,
    Project,
    ProjectAsset,
    ProjectDetail,
    ProjectIndicator,
    ScoreLine,
    TaskProject,
    ThreePublic,
    Waiver,
)
from gen.model.shape import fields_of
from gen.read import gate, toml
from gen.read.records import header_of, misspelt_groups, record, records

T = TypeVar("T")

DATA = "data"
CODES = "_codes"
UNITS = "units"


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A field whose values are printed in the order of their first mention among rows that are the same ``within`` other fields."""

    name: str
    within: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A CSV file of a folder: its name, what it holds, its record, the fields that must not repeat together, whether it may be empty.

    ``field`` is where a Model keeps its records. Those of a department are all of its units', but for a file that is ``own``: what it says
    is about the folder that it stands in. ``order`` are the fields that its rows are sorted by in canonical form, without moving what is ``kept``;
    a file without an order keeps its rows as they stand, since that is the order in which they are printed or were put by hand.
    """

    name: str
    what: str
    record: type
    unique: tuple[str, ...] = ()
    needs_rows: bool = False
    field: str = ""
    own: bool = False
    order: tuple[str, ...] = ()
    kept: tuple[Mentioned, ...] = ()


_LEDGER_KEY = ("kind", "project", "subproject", "function", "economic", "fund", "breakdown")
#: Sub-projects are printed as the ledger first mentions them; of two breakdowns that are known as exactly, the first counts.
_LEDGER_KEPT = (
    Mentioned("subproject", ("project", "withheld")),
    Mentioned("breakdown", ("kind", "fund", "withheld")),
    Mentioned("breakdown", ("kind", "fund", "function", "withheld")),
)
_PROCUREMENT_ORDER = ("item", "kind", "project", "function", "budget_year", "medium", "small", "breakdown")
_PROCUREMENT_KEPT = (Mentioned("breakdown", ("budget_year", "withheld")), Mentioned("breakdown", ("budget_year", "function", "withheld")))
DEPARTMENT_CSV = (
    CsvFile(
        "ledger.csv",
        "预算明细",
        LedgerLine,
        _LEDGER_KEY,
        needs_rows=True,
        field="ledger",
        order=("kind", "breakdown", "project", "subproject", "economic", "function", "fund"),
        kept=_LEDGER_KEPT,
    ),
    CsvFile("projects.csv", "项目", Project, ("name",), field="projects"),
    CsvFile("tasks.csv", "绩效任务与项目的对应", TaskProject, ("task", "project"), field="tasks", order=("order",)),
    CsvFile("procurement.csv", "政府采购明细", ProcurementLine, field="procurement", order=_PROCUREMENT_ORDER, kept=_PROCUREMENT_KEPT),
    CsvFile("prior.csv", "上年数", PriorAmount, ("item", "object"), field="prior", own=True, order=("item",)),
    CsvFile(
        "control.csv",
        "控制数",
        Control,
        (
            "source",
            "kind",
            "project",
            "subproject",
            "function",
            "economic",
            "fund",
            "task",
            "procured",
            "budget_year",
            "item",
            "year",
            "breakdown",
        ),
        field="controls",
        own=True,
    ),
    CsvFile("history.csv", "以往年度收支", HistoryLine, ("year", "kind", "fund"), field="history", order=("year", "kind", "fund")),
    CsvFile("indicators.csv", "绩效指标", Indicator, ("goal", "level1", "level2", "level3"), field="indicators"),
    CsvFile("execution.csv", "预算执行", ExecutionLine, ("item", "object"), field="execution"),
    CsvFile("scores.csv", "评分", ScoreLine, ("indicator", "fact"), field="scores"),
    CsvFile("sangong.csv", "“三公”经费", ThreePublic, ("year", "item"), field="three_public"),
    CsvFile(
        "project-indicators.csv", "项目绩效指标", ProjectIndicator, ("project", "level1", "level2", "level3"), field="project_indicators"
    ),
    CsvFile("project-assets.csv", "项目的资产采购计划", ProjectAsset, ("project",), field="project_assets"),
    CsvFile("project-details.csv", "项目明细", ProjectDetail, ("project", "name"), field="project_details"),
    CsvFile("waivers.csv", "豁免", Waiver, ("rule", "file", "words"), field="waivers", own=True),
)
#: What a department of several units keeps in its own folder; all else is its units'.
WHOLE_CSV = tuple(file.name for file in DEPARTMENT_CSV if file.own)
CODES_CSV = (
    CsvFile("functions.csv", "支出功能分类科目", FunctionCode, ("code",), order=("code",)),
    CsvFile("economics.csv", "部门预算支出经济分类科目", EconomicCode, ("code",), order=("code",)),
    CsvFile("funds.csv", "资金来源", Fund, ("name",), needs_rows=True),
)
ITEMS_CSV = CsvFile("items.csv", "政府采购品目", ProcurementItem, ("code",), order=("code",))
UNIT_TOML = "unit.toml"
BUDGET = "budget"
DOCUMENT_TOML = {
    f"{BUDGET}.toml": "部门预算的文字",
    "performance-target.toml": "部门整体支出绩效目标申报表的文字",
    "self-evaluation.toml": "部门整体绩效自评报告的文字",
}
DEPARTMENT_TOML = {UNIT_TOML: "单位基本情况", **DOCUMENT_TOML}
CODES_TOML = {"codes.toml": "科目表说明"}


def missing_csv(file: CsvFile) -> str:
    """What to do where the CSV file is missing."""
    rows = "" if file.needs_rows else "；没有内容时只留这一行"
    return f"请建立这个文件（{file.what}），第一行写：{','.join(header_of(file.record))}{rows}"


class Reader:
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
        else:
            findings += misspelt_groups(kind, text, path)
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
