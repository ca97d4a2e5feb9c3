"""Records of the TOML files (文字资料): what people write, each value with its place.

A missing optional text, count or date is None; a missing list is empty.
"""

from __future__ import annotations

from dataclasses import dataclass

from gen.findings import Place
from gen.model.shape import Carry, Kind, Sourced, key

UNITS = ("元", "万元")
STATUSES = ("草案", "已批复")


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """人员: establishment and people at the time of the budget; what a form prints must be there."""

    people: Sourced[int] | None = key("人员总数", Kind.COUNT, doc="各类人员合计；只公布合计、不公布编制的写这一项")
    authorized: Sourced[int] | None = key("事业编制总数", Kind.COUNT, doc="编制人数")
    serving: Sourced[int] | None = key("实有在编人数", Kind.COUNT, doc="在编人数；分统发人员和在编雇员公布的，写那两项")
    veterans: Sourced[int] | None = key("离休人数", Kind.COUNT, doc="离休人数，没有写 0；没有分开公布的，写离退休人数")
    retired: Sourced[int] | None = key("退休人数", Kind.COUNT, doc="退休人数，没有写 0；没有分开公布的，写离退休人数")
    unified: Sourced[int] | None = key("统发人员", Kind.COUNT, doc="在编人员中工资统一发放的")
    hired: Sourced[int] | None = key("在编雇员", Kind.COUNT, doc="在编人员中的雇员")
    pensioned: Sourced[int] | None = key("离退休人数", Kind.COUNT, doc="离休、退休人数合计，没有分开公布时写")
    employees: Sourced[int] | None = key(
        "基本支出列支的雇员", Kind.COUNT, doc="从基本支出工资福利列支的雇员（含老工勤）人数；版式不问的不写"
    )
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Assets:
    """国有资产占用: vehicles and large equipment held, and planned to be added in the year."""

    as_of: Sourced[str] | None = key("截止年月", Kind.DATE, doc="如 2021-10；版式不问的不写")
    vehicles: Sourced[int] | None = key("车辆", Kind.COUNT, doc="现有车辆（辆）；各单位都写了的，部门不用写")
    ordinary_vehicles: Sourced[int] | None = key("一般公务用车", Kind.COUNT, doc="现有一般公务用车（辆）")
    duty_vehicles: Sourced[int] | None = key("一般执法执勤用车", Kind.COUNT, doc="现有一般执法执勤用车（辆）")
    technical_vehicles: Sourced[int] | None = key("特种专业技术用车", Kind.COUNT, doc="现有特种专业技术用车（辆）")
    other_vehicles: Sourced[int] | None = key("其他用车", Kind.COUNT, doc="现有其他用车（辆）")
    general_equipment: Sourced[int] | None = key("通用设备", Kind.COUNT, doc="单价 50 万元以上通用设备（台、套）")
    special_equipment: Sourced[int] | None = key("专用设备", Kind.COUNT, doc="单价 100 万元以上专用设备（台、套）")
    new_vehicles: Sourced[int] | None = key("计划新增车辆", Kind.COUNT, doc="本年计划新增车辆（辆）")
    new_ordinary_vehicles: Sourced[int] | None = key("计划新增一般公务用车", Kind.COUNT, doc="本年计划新增（辆）")
    new_duty_vehicles: Sourced[int] | None = key("计划新增一般执法执勤用车", Kind.COUNT, doc="本年计划新增（辆）")
    new_technical_vehicles: Sourced[int] | None = key("计划新增特种专业技术用车", Kind.COUNT, doc="本年计划新增（辆）")
    new_other_vehicles: Sourced[int] | None = key("计划新增其他用车", Kind.COUNT, doc="本年计划新增（辆）")
    new_general_equipment: Sourced[int] | None = key("计划新增通用设备", Kind.COUNT, doc="本年计划新增（台、套）")
    new_special_equipment: Sourced[int] | None = key("计划新增专用设备", Kind.COUNT, doc="本年计划新增（台、套）")
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFacts:
    """单位基本情况 (unit.toml): facts of the budget unit (预算单位) that all its documents of the year share."""

    name: Sourced[str] = key("单位名称", required=True, doc="预算单位全称，表格和正文都用它")
    text_name: Sourced[str] | None = key("正文名称", doc="正文里的写法与表格不同时填写，如“某某局（本级）”")
    short_name: Sourced[str] | None = key("单位简称", doc="列举下属单位时的写法，如“某某分局”")
    parent: Sourced[str] | None = key("主管部门", doc="主管部门全称；表上用不到又不知道的，不写")
    amount_unit: Sourced[str] = key("金额单位", Kind.CHOICE, required=True, choices=UNITS, doc="本文件夹所有 CSV 金额的单位")
    recorded: Sourced[bool] | None = key(
        "录自公开文件", Kind.FLAG, carry=Carry.DROP, doc="true 表示数字录自公开文件：精度留空即为所写末位的一个单位"
    )
    units: tuple[Sourced[str], ...] = key(
        "所属预算单位", Kind.TEXTS, carry=Carry.KEEP, doc="units/ 下的文件夹名，按正文次序；只有一个预算单位的部门不写"
    )
    table_units: tuple[Sourced[str], ...] = key(
        "表格里的单位次序", Kind.TEXTS, carry=Carry.KEEP, doc="同上，按表格次序；与正文次序相同的不写"
    )
    head: Sourced[bool] | None = key("是否本级", Kind.FLAG, doc="true 表示这个预算单位是部门本级")
    run_by: Sourced[str] | None = key("经办单位", doc="自己没有基本支出的单位，由哪个预算单位经办（写全称），绩效目标并入它")
    stations: Sourced[int] | None = key("管理站个数", Kind.COUNT, doc="所属管理站个数；没有的不写")
    offices: tuple[Sourced[str], ...] = key("内设机构", Kind.TEXTS, doc="科室、站所名称，逐个列出")
    subordinates: tuple[Sourced[str], ...] = key("下属单位", Kind.TEXTS, doc="所属预算单位名称；没有则留空列表")
    staff: Staff | None = key("人员", Kind.RECORD, record=Staff, doc="编制和人员；没有公布的不写这一组")
    assets: Assets | None = key("国有资产占用", Kind.RECORD, record=Assets, doc="车辆和大型设备；没有公布的不写这一组")
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class PartText:
    """二级项目的说明."""

    name: Sourced[str] = key("二级项目", required=True, carry=Carry.KEEP, doc="与 ledger.csv 的二级项目一致")
    use: Sourced[str] | None = key("用途", doc="接在“用于”之后，不带句末标点")
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectText:
    """项目的说明: use, performance goal and cause of change of one project."""

    name: Sourced[str] = key("项目", required=True, carry=Carry.KEEP, doc="与 projects.csv 的项目一致")
    use: Sourced[str] | None = key("用途", doc="接在“主要用于”之后，不带句末标点")
    cause: Sourced[str] | None = key("增减原因", carry=Carry.DROP, doc="接在“主要原因是”之后，不带句末标点；没有依据就不写，不要编")
    overview: Sourced[str] | None = key("项目概况", doc="项目背景和内容，完整句子；版式不问的不写")
    purpose: Sourced[str] | None = key("项目用途", doc="项目表上的用途，完整句子；版式不问的不写")
    midterm: Sourced[str] | None = key("项目总（中期）目标", doc="完整句子；版式不问的不写")
    goal: Sourced[str] | None = key("绩效目标", doc="项目的年度绩效目标，完整句子")
    parts: tuple[PartText, ...] = key("二级项目", Kind.RECORDS, record=PartText, doc="二级项目的说明")
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemText:
    """事项的说明: use and cause of change of a matter that is no project (人员支出, 公务接待费, 机关运行经费 …)."""

    name: Sourced[str] = key("事项", required=True, carry=Carry.KEEP, doc="事项名称，须是版式用到的名称")
    use: Sourced[str] | None = key("用途", doc="接在“主要包括”或“主要用于”之后，不带句末标点")
    cause: Sourced[str] | None = key("增减原因", carry=Carry.DROP, doc="接在“主要原因是”之后，不带句末标点")
    explained_by: Sourced[str] | None = key(
        "按什么列原因", carry=Carry.DROP, doc="项目、功能类、经济类、资金来源等版式允许的一种；不写就用列得最少、说明得最多的"
    )
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskText:
    """绩效任务的说明."""

    name: Sourced[str] = key("绩效任务", required=True, carry=Carry.KEEP, doc="与 tasks.csv 的绩效任务一致")
    content: Sourced[str] = key("主要内容", required=True, doc="任务的主要内容")
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class OverallGoal:
    """年度总体目标: a lead sentence and numbered goals."""

    lead: Sourced[str] | None = key("总起", doc="总起的话，可以不写")
    goals: tuple[Sourced[str], ...] = key("目标", Kind.TEXTS, required=True, doc="逐条目标，不写“目标1”")
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class LongTermGoal:
    """长期目标: goals beyond the year, and the year until which they hold."""

    until: Sourced[str] | None = key("截止年份", Kind.DATE, carry=Carry.CONFIRM, doc="四位年份；没有长期目标就不写")
    goals: tuple[Sourced[str], ...] = key("目标", Kind.TEXTS, doc="逐条目标，不写“目标1”；没有则留空列表")
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """文段: paragraphs under a name by which the form prints them, or by which other texts quote the first of them: 〔引：名称〕."""

    name: Sourced[str] = key("文段", required=True, carry=Carry.KEEP, doc="文段的名称：版式要用的名称，或者供别处引用的名称")
    paragraphs: tuple[Sourced[str], ...] = key("段落", Kind.TEXTS, required=True, doc="一段一条，不写序号；供引用的只写一条")
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """存在的问题和改进措施: a problem, and the measure that answers it."""

    problem: Sourced[str] = key("问题", required=True, doc="存在的问题，不写序号")
    measure: Sourced[str] = key("措施", required=True, doc="针对这个问题的改进措施，不写序号")
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class TermText:
    """本部门的名词解释: a term of the department's own, or its own wording for a term of the edition."""

    term: Sourced[str] = key("名词", required=True, carry=Carry.KEEP, doc="名词，须在正文或表格中出现")
    definition: Sourced[str] = key("解释", required=True, doc="接在冒号之后，完整句子")
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """一个预算单位的文字: what a unit says of itself, its projects and its tasks.

    All kinds of document share this shape; an edition prints what its form asks for, and what it prints must be there.
    """

    filled_on: Sourced[str] | None = key("填报日期", Kind.DATE, carry=Carry.DROP, doc="申报表、自评报告的填报日期")
    duties: tuple[Sourced[str], ...] = key("部门职责", Kind.TEXTS, doc="一段一条")
    year_tasks: tuple[Sourced[str], ...] = key("年度工作任务", Kind.TEXTS, doc="一项任务一条，不写序号")
    goals: tuple[Sourced[str], ...] = key("主要工作目标", Kind.TEXTS, doc="一个目标一条，不写序号")
    items: tuple[ItemText, ...] = key("事项说明", Kind.RECORDS, record=ItemText, doc="人员支出、公务接待费等的用途和增减原因")
    projects: tuple[ProjectText, ...] = key("项目说明", Kind.RECORDS, record=ProjectText, doc="每个项目的用途、原因和绩效目标")
    tasks: tuple[TaskText, ...] = key("绩效任务说明", Kind.RECORDS, record=TaskText, doc="整体支出绩效目标表的任务")
    overall: OverallGoal | None = key("年度总体目标", Kind.RECORD, record=OverallGoal, doc="整体支出绩效目标表的年度总体目标")
    glossary: tuple[TermText, ...] = key("名词解释", Kind.RECORDS, record=TermText, doc="版式词表没有或需要另作解释的名词")
    long_term: LongTermGoal | None = key("长期目标", Kind.RECORD, record=LongTermGoal, doc="跨年度的目标")
    passages: tuple[Passage, ...] = key("文段", Kind.RECORDS, record=Passage, doc="版式按名称取用的段落，以及供引用的文字")
    problems: tuple[Problem, ...] = key("问题和措施", Kind.RECORDS, record=Problem, doc="存在的问题，一个问题配一条改进措施")
    place: Place

    def explained(self) -> tuple[ProjectText | ItemText, ...]:
        """Every text that may give the cause of a change."""
        return (*self.projects, *self.items)

    def item(self, name: str) -> ItemText | None:
        """The text about the matter ``name``."""
        return next((text for text in self.items if text.name.value == name), None)

    def project(self, name: str) -> ProjectText | None:
        """The text about the project ``name``."""
        return next((text for text in self.projects if text.name.value == name), None)

    def passage(self, name: str) -> Passage | None:
        """The passage ``name``."""
        return next((text for text in self.passages if text.name.value == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTexts(Texts):
    """一份文件的文字 (budget.toml, performance-target.toml …): the texts of one document, its edition and its status."""

    edition: Sourced[str] = key("版式", required=True, carry=Carry.KEEP, doc="templates/ 下的文件夹名")
    status: Sourced[str] = key("状态", Kind.CHOICE, required=True, choices=STATUSES, doc="草案只能带水印输出")
    approval_date: Sourced[str] | None = key("批复日期", Kind.DATE, blank=True, carry=Carry.DROP, doc="如 2022-01-25；不知道就写空字符串")
    published: Sourced[str] | None = key("公开日期", Kind.DATE, doc="在哪一天公开，如 2022-02-10；还没有公开的不写")
    cited_budget: Sourced[str] | None = key(
        "据以执行的预算", doc="data/ 下的文件夹，用它核对年初预算，如 某部门/2020/units/某单位；部门预算就在本文件夹的不写"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesFacts:
    """科目表说明 (_codes/<year>/codes.toml): whether the code lists of the year are complete, and where they come from."""

    complete: Sourced[bool] = key("是否齐全", Kind.FLAG, required=True, doc="true 表示本年度科目全部列出；false 表示只列已公开文件里见到的")
    note: Sourced[str] | None = key("说明", doc="科目从哪里来")
    place: Place
