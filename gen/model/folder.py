"""The Model (数据模型): one department-year as read from its folder, with the code lists of its year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
from gen.model.texts import DocumentTexts, UnitFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLists:
    """科目表 of one year. ``complete`` is False where only codes attested by published documents are listed."""

    functions: Mapping[str, FunctionCode]
    economics: Mapping[str, EconomicCode]
    funds: Mapping[str, Fund]
    complete: bool
    folder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One document of a department-year, every record with its place.

    ``document`` is its name (budget, performance-target …); ``files`` are the names of the CSV files that the folder has (a file that is
    not there has no records); ``sources`` holds the text of each file read, by path, for excerpts.
    """

    department: str
    year: int
    folder: str
    unit: UnitFacts
    document: str
    texts: DocumentTexts
    files: frozenset[str]
    ledger: tuple[LedgerLine, ...]
    projects: tuple[Project, ...]
    tasks: tuple[TaskProject, ...]
    procurement: tuple[ProcurementLine, ...]
    prior: tuple[PriorAmount, ...]
    history: tuple[HistoryLine, ...]
    controls: tuple[Control, ...]
    indicators: tuple[Indicator, ...]
    execution: tuple[ExecutionLine, ...]
    scores: tuple[ScoreLine, ...]
    codes: CodeLists
    sources: Mapping[str, str]

    @property
    def names(self) -> Mapping[str, str]:
        """What the fixed words of an edition may name in braces ({年度}); what nobody knows is ""."""
        unit = self.unit
        return {
            "单位": unit.name.value,
            "单位正文": (unit.text_name or unit.name).value,
            "主管部门": unit.parent.value if unit.parent else "",
            "年度": str(self.year),
            "上年": str(self.year - 1),
            "前年": str(self.year - 2),
        }
