"""The Model (数据模型): one department-year as read from its folder, with the code lists of its year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gen.model.lines import EconomicCode, FunctionCode, Fund, Indicator, LedgerLine, PriorAmount, ProcurementLine, Project, TaskProject
from gen.model.texts import BudgetTexts, UnitFacts


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
    """One department-year. Every record keeps its place; ``sources`` holds the text of each file read, by path, for excerpts."""

    department: str
    year: int
    folder: str
    unit: UnitFacts
    budget: BudgetTexts
    ledger: tuple[LedgerLine, ...]
    projects: tuple[Project, ...]
    tasks: tuple[TaskProject, ...]
    procurement: tuple[ProcurementLine, ...]
    prior: tuple[PriorAmount, ...]
    indicators: tuple[Indicator, ...]
    codes: CodeLists
    sources: Mapping[str, str]
