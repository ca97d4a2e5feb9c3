"""The Model (数据模型): one department-year as read from its folder, with the code lists of its year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gen.findings import Place
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
from gen.model.texts import DocumentTexts, UnitFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLists:
    """科目表 of one year. ``complete`` is False where only codes attested by published documents are listed."""

    functions: Mapping[str, FunctionCode]
    economics: Mapping[str, EconomicCode]
    funds: Mapping[str, Fund]
    items: Mapping[str, ProcurementItem]
    complete: bool
    folder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One document of a department-year, or of one of its budget units, every record with its place.

    ``parts`` are the budget units (预算单位) of a department that has several, in the order of its text: each is a Model of its own, named by
    its ``slug``, and the department's lines, projects and indicators are all of theirs. A department that is its own only unit has none.
    ``document`` is the name of the document (budget, performance-target …); ``files`` are the names of the CSV files that the folder has (a
    file that is not there has no records); ``sources`` holds the text of each file read, by path, for excerpts.
    ``last`` is last year's own folder, None where there is none, and ``cited`` the budget of another folder that the document is held against; ``absent`` are
    files that were looked for in other folders and not found. What is marked 不公开 is in none of it, nor in ``sources``: ``withheld`` says where the marks
    stand, ``secret`` by which names projects must not be called.
    """

    department: str
    year: int
    folder: str
    slug: str = ""
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
    execution: tuple[ExecutionLine, ...] = ()
    scores: tuple[ScoreLine, ...] = ()
    three_public: tuple[ThreePublic, ...] = ()
    project_indicators: tuple[ProjectIndicator, ...] = ()
    project_assets: tuple[ProjectAsset, ...] = ()
    project_details: tuple[ProjectDetail, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    codes: CodeLists
    sources: Mapping[str, str]
    parts: tuple[Model, ...] = ()
    last: Model | None = None
    cited: Model | None = None
    absent: tuple[str, ...] = ()
    withheld: tuple[Place, ...] = ()
    secret: frozenset[str] = frozenset()

    @property
    def units(self) -> tuple[Model, ...]:
        """The budget units in the order of the text: the parts, or the department itself."""
        return self.parts or (self,)

    @property
    def folders(self) -> tuple[Model, ...]:
        """Whatever has files of its own: the department itself, then its budget units."""
        return (self, *self.parts)

    @property
    def table_units(self) -> tuple[Model, ...]:
        """The budget units in the order of the tables."""
        order = {slug.value: index for index, slug in enumerate(self.unit.table_units)}
        return tuple(sorted(self.units, key=lambda unit: order.get(unit.slug, -1)))

    def scoped(self, id: str) -> str:
        """The id of a figure of this model, told from the same one of other units."""
        return f"{self.slug}/{id}" if self.slug else id

    @property
    def names(self) -> Mapping[str, str]:
        """What the fixed words of an edition may name in braces ({年度}); what nobody knows is ""."""
        unit = self.unit
        return {
            "单位": unit.name.value,
            "单位正文": (unit.text_name or unit.name).value,
            "单位简称": (unit.short_name or unit.text_name or unit.name).value,
            "主管部门": unit.parent.value if unit.parent else "",
            "年度": str(self.year),
            "上年": str(self.year - 1),
            "前年": str(self.year - 2),
        }
