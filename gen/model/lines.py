"""Records of the CSV files (数据表): one dataclass a file, one field a column.

A blank cell is "" for text, codes and choices, and None for money, precision, counts, flags and dates. ``row`` is where the record stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gen.amount import Amount
from gen.model.shape import Carry, Kind, Row, column

EXPENDITURE_KINDS = ("基本支出", "项目支出", "结转下年")
PROCUREMENT_KINDS = ("货物", "工程", "服务")
DETAIL_FUNDS = ("财政拨款", "其他资金")
QUARTERS = ("一季度", "二季度", "三季度", "四季度")
PROCUREMENT_YEARS = ("当年", "待支付以前年度")


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """预算明细 (ledger.csv): one line of money; every table of money is a pivot of these lines."""

    kind: str = column("支出类型", Kind.CHOICE, required=True, choices=EXPENDITURE_KINDS, doc="这笔钱是基本支出、项目支出还是结转下年")
    project: str = column("项目", doc="一级项目名称，与 projects.csv 一致；基本支出留空")
    subproject: str = column("二级项目", doc="二级项目名称；没有则留空")
    function: str = column("功能科目编码", Kind.FUNCTION, doc="支出功能分类“项”级科目编码；结转下年留空")
    economic: str = column("经济科目编码", Kind.ECONOMIC, doc="部门预算支出经济分类“款”级科目编码；只知道“类”的写 3 位；未公布则留空")
    fund: str = column("资金来源", Kind.CHOICE, required=True, doc="资金来源名称，见 _codes/<年度>/funds.csv")
    breakdown: str = column("口径", doc="只有分项合计而没有交叉明细时填写；一般留空")
    amount: Amount = column("预算数", Kind.MONEY, required=True, doc="金额，单位见 unit.toml 的 amount_unit；印作 0 的也要有一行 0")
    precision: Amount | None = column("精度", Kind.PRECISION, doc="金额只知道到多少为止（与预算数同单位）；留空表示准确")
    basis: str = column("依据", carry=Carry.DROP, doc="这个数从哪里来")
    withheld: bool | None = column(
        "不公开", Kind.FLAG, optional=True, doc="涉密的写“是”：这一行不进任何公开的文件，合计也不含它；一般没有这一列"
    )
    row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """项目 (projects.csv): category and names of a project. ``orders`` and ``aliases`` hold the columns …次序 and …名称 that an edition asks for."""

    name: str = column("项目", required=True, carry=Carry.CONFIRM, doc="一级项目名称（规范名称）")
    category: str = column("项目类别", doc="一般公共预算拨款项目的类别，照版式的写法；其他资金的项目、版式不分类别的留空")
    start: str = column("开始日期", Kind.DATE, carry=Carry.CONFIRM, doc="项目开始日期，如 2022-01-01；未知留空")
    end: str = column("结束日期", Kind.DATE, carry=Carry.CONFIRM, doc="项目结束日期；未知留空")
    nature: str = column("项目类型", optional=True, doc="表上要填的项目类型，如常年性项目、一般性项目支出")
    usage: str = column("资金用途", optional=True, doc="项目表上要填的资金用途，如业务类、信息化工程")
    style: str = column("填报样式", optional=True, doc="项目表有几种样式时写用哪一种；照版式的说明填，一般留空")
    last: str = column("上年项目", optional=True, carry=Carry.DROP, doc="上年的名称与今年不同时写，几个并成一个的用、分开；名称没变的留空")
    whole: Amount | None = column("项目总额", Kind.MONEY, optional=True, doc="项目各年预算合计")
    withheld: bool | None = column(
        "不公开", Kind.FLAG, optional=True, doc="涉密的写“是”：各文件里这个项目的内容都不进公开的文件，合计也不含它；一般没有这一列"
    )
    orders: Mapping[str, int]
    aliases: Mapping[str, str]
    row: Row

    @property
    def former(self) -> tuple[str, ...]:
        """The names of the projects of last year that this one continues; none where its name is the same."""
        return tuple(name for name in self.last.split("、") if name)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskProject:
    """绩效任务与项目的对应 (tasks.csv): which projects a task of the performance target covers.

    〔基本支出〕 stands for all basic expenditure, 〔项目支出〕 for all projects, 〔其余〕 for all that no other row of the unit covers.
    """

    order: int = column("任务次序", Kind.COUNT, required=True, carry=Carry.KEEP, doc="任务在表中的次序")
    task: str = column("绩效任务", required=True, doc="任务名称")
    project: str = column("项目", required=True, doc="任务包含的项目；基本支出写〔基本支出〕，全部项目写〔项目支出〕，其余的写〔其余〕")
    row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcurementLine:
    """政府采购明细 (procurement.csv)."""

    kind: str = column("采购类别", Kind.CHOICE, choices=PROCUREMENT_KINDS, doc="货物、工程或服务；口径里没有类别的留空")
    item: str = column("采购品目编码", Kind.CODE, doc="政府采购品目编码；未公布留空")
    project: str = column("项目", doc="所属项目；未公布留空")
    function: str = column("功能科目编码", Kind.FUNCTION, doc="支出功能分类“项”级科目编码")
    budget_year: str = column("年度口径", Kind.CHOICE, required=True, choices=PROCUREMENT_YEARS, doc="当年采购，或待支付以前年度采购")
    medium: bool | None = column("面向中小企业", Kind.FLAG, doc="是否面向中小企业")
    small: bool | None = column("面向小微企业", Kind.FLAG, doc="是否面向小型、微型企业")
    breakdown: str = column("口径", doc="同 ledger.csv 的口径；一般留空")
    amount: Amount = column("预算数", Kind.MONEY, required=True, doc="采购预算金额")
    basis: str = column("依据", carry=Carry.DROP, doc="这个数从哪里来")
    withheld: bool | None = column("不公开", Kind.FLAG, optional=True, doc="涉密的写“是”，同 projects.csv 的不公开")
    row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorAmount:
    """上年数 (prior.csv): last year's budget of a matter, where last year has no folder of its own. 0 = there was none; no row = unknown."""

    item: str = column("事项", required=True, doc="收支总额、项目、机关运行经费、三公经费等")
    object: str = column("对象", doc="事项之内的对象，如项目名称、三公经费的分项；没有则留空")
    amount: Amount = column("上年数", Kind.MONEY, required=True, doc="上年预算金额；上年没有写 0")
    basis: str = column("依据", carry=Carry.DROP, doc="这个数从哪里来")
    withheld: bool | None = column("不公开", Kind.FLAG, optional=True, doc="涉密的写“是”，同 projects.csv 的不公开")
    row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """以往年度收支 (history.csv): what earlier years had, for forms that set several years side by side."""

    year: str = column("年度", Kind.DATE, required=True, carry=Carry.KEEP, doc="四位年份")
    kind: str = column("支出类型", Kind.CHOICE, required=True, choices=EXPENDITURE_KINDS, doc="基本支出、项目支出或结转下年")
    fund: str = column("资金来源", Kind.CHOICE, required=True, doc="资金来源名称，见本年的 funds.csv")
    amount: Amount = column("金额", Kind.MONEY, required=True, carry=Carry.KEEP, doc="那一年的收支金额；没有写 0")
    basis: str = column("依据", carry=Carry.KEEP, doc="这个数从哪里来")
    row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """绩效指标 (indicators.csv): name and target, in the order of the form."""

    level1: str = column("一级指标", required=True, doc="产出指标、效益指标、满意度指标")
    level2: str = column("二级指标", required=True, doc="数量指标、质量指标等")
    level3: str = column("三级指标", required=True, doc="指标名称")
    target: str = column("指标值", carry=Carry.CONFIRM, doc="目标值，如 100%、≥95%、及时；未定留空（会报错）")
    goal: str = column("目标", optional=True, doc="指标属于哪一个年度目标；表上不分目标的没有这一列")
    standard: str = column("绩效标准", optional=True, doc="指标值的来源或依据")
    actual: str = column("实际完成值", optional=True, carry=Carry.FILL, doc="年度终了时的实际完成值，自评时填；原来没有公布的留空")
    withheld: bool | None = column("不公开", Kind.FLAG, optional=True, doc="涉密的写“是”，同 projects.csv 的不公开")
    row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionLine:
    """预算执行 (execution.csv): what was planned and what was done of one matter; a blank amount is one that nobody gave."""

    item: str = column("事项", required=True, doc="部门预算、三公经费、年度主要任务、固定资产等，照版式所用的名称")
    object: str = column("对象", doc="事项之内的对象，如任务名称、三公经费的分项；没有则留空")
    category: str = column("类别", doc="基本支出、项目支出等；没有则留空")
    nature: str = column("支出性质", optional=True, doc="人员经费、公用经费等；版式不用的没有这一列")
    budget: Amount | None = column("预算数", Kind.MONEY, doc="预算数（全额）；没有就写 0，没有公布就留空")
    budget_fiscal: Amount | None = column("财政拨款预算数", Kind.MONEY, doc="预算数中的财政拨款；没有公布就留空")
    executed: Amount | None = column("执行数", Kind.MONEY, doc="执行数（全额）；固定资产写年末数；没有公布就留空")
    executed_fiscal: Amount | None = column("财政拨款执行数", Kind.MONEY, doc="执行数中的财政拨款；没有公布就留空")
    precision: Amount | None = column("精度", Kind.PRECISION, doc="这一行的金额只知道到多少为止；留空表示准确")
    basis: str = column("依据", carry=Carry.DROP, doc="这些数从哪里来")
    withheld: bool | None = column("不公开", Kind.FLAG, optional=True, doc="涉密的写“是”，同 projects.csv 的不公开")
    row: Row

    def amounts(self) -> tuple[tuple[str, str, str, Amount], ...]:
        """Its amounts as far as they are given, each with its column, its measure (度量) and the money that it is of (资金)."""
        told = (
            ("预算数", "预算数", "全额", self.budget),
            ("财政拨款预算数", "预算数", "财政拨款", self.budget_fiscal),
            ("执行数", "执行数", "全额", self.executed),
            ("财政拨款执行数", "执行数", "财政拨款", self.executed_fiscal),
        )
        return tuple((title, measure, scope, amount) for title, measure, scope, amount in told if amount is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreLine:
    """评分 (scores.csv): the mark that people gave to an indicator of the scoring table, or a fact (要素) from which its rule computes the mark."""

    indicator: str = column("三级指标", required=True, doc="评分表的三级指标")
    fact: str = column("要素", doc="评分规则要用的事实，见版式的 scores.toml；写得分的行留空")
    value: str = column("取值", carry=Carry.FILL, doc="要素的取值：是或否、个数、百分比、规则所列的一种情形")
    mark: str = column("得分", carry=Carry.FILL, doc="凭判断给的得分，或者算不出（要用的数没有公布）的得分；能算出的不写")
    reason: str = column("理由", carry=Carry.FILL, doc="得分的理由，扣分的一定要写；要素写依据")
    row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreePublic:
    """“三公”经费 (sangong.csv): what the ledger cannot tell for want of economic codes; of last year, too, where the form takes both from here."""

    year: str = column("年度", Kind.CHOICE, required=True, choices=("本年", "上年"), doc="本年或上年")
    item: str = column("事项", required=True, doc="因公出国（境）费用、公务接待费等，照版式的名称写")
    amount: Amount = column("预算数", Kind.MONEY, required=True, doc="那一年的预算金额；没有就写 0")
    basis: str = column("依据", carry=Carry.DROP, doc="这个数从哪里来")
    row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectIndicator:
    """项目绩效指标 (project-indicators.csv): name, target and its source, by project, in the order of the form."""

    project: str = column("项目", required=True, doc="项目名称，与 projects.csv 一致")
    level1: str = column("一级指标", required=True, doc="产出目标、效果目标等，照版式写")
    level2: str = column("二级指标", required=True, doc="数量、质量、时效等，照版式写")
    level3: str = column("三级指标", required=True, doc="指标名称")
    target: str = column("指标值", carry=Carry.CONFIRM, doc="目标值；未定留空（会报错）")
    source: str = column("来源", doc="目标值的来源，如工作计划、行业标准")
    row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectAsset:
    """项目的资产采购计划 (project-assets.csv): fixed assets that a project buys; a project without a row buys none."""

    project: str = column("项目", required=True, doc="项目名称，与 projects.csv 一致")
    amount: Amount = column("固定资产金额", Kind.MONEY, required=True, doc="固定资产采购金额")
    items: str = column("采购品目", doc="采购品目名称；没有则留空")
    row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectDetail:
    """项目明细 (project-details.csv): what a project is made up of, with its basis and its spending by quarter."""

    project: str = column("项目", required=True, doc="项目名称，与 projects.csv 一致")
    name: str = column("明细", required=True, doc="明细名称")
    amount: Amount = column("金额", Kind.MONEY, required=True, doc="明细金额")
    basis: str = column("依据", carry=Carry.CONFIRM, doc="测算依据")
    first: Amount | None = column("一季度", Kind.MONEY, doc="第一季度支出计划；没有则留空")
    second: Amount | None = column("二季度", Kind.MONEY, doc="第二季度支出计划")
    third: Amount | None = column("三季度", Kind.MONEY, doc="第三季度支出计划")
    fourth: Amount | None = column("四季度", Kind.MONEY, doc="第四季度支出计划")
    fund: str = column("资金来源", Kind.CHOICE, optional=True, choices=DETAIL_FUNDS, doc="财政拨款或其他资金；全是财政拨款的不写这一列")
    row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """控制数 (control.csv): a figure approved or published by somebody else, for the set of lines that the other columns select.

    A blank column selects all; a code selects all that begin with it. ``against`` (明细合计) is the sum the control was approved against.
    A row with a ``breakdown`` (口径) prints nothing: it attests that the lines of one group of money come to ``against`` in that breakdown,
    while the document shows ``amount`` for the same money.
    """

    source: str = column("明细文件", Kind.CHOICE, required=True, doc="ledger、procurement，或版式里的对照来源（如 三公）")
    kind: str = column("支出类型", Kind.CHOICE, choices=EXPENDITURE_KINDS, doc="留空表示全部")
    project: str = column("项目", doc="留空表示全部")
    subproject: str = column("二级项目", doc="留空表示全部")
    function: str = column("功能科目编码", Kind.CODE, doc="3、5 或 7 位，选取以它开头的科目；留空表示全部")
    economic: str = column("经济科目编码", Kind.CODE, doc="3 或 5 位，选取以它开头的科目；留空表示全部")
    fund: str = column("资金来源", Kind.CHOICE, doc="留空表示全部")
    task: str = column("绩效任务", optional=True, doc="任务名称；留空表示全部")
    procured: str = column("采购类别", Kind.CHOICE, choices=PROCUREMENT_KINDS, optional=True, doc="留空表示全部")
    budget_year: str = column(
        "年度口径", Kind.CHOICE, choices=PROCUREMENT_YEARS, optional=True, doc="采购是当年的还是待支付以前年度的；留空表示全部"
    )
    item: str = column("事项", optional=True, doc="对照来源的事项；留空表示全部")
    year: str = column("年度", Kind.CHOICE, choices=("本年", "上年"), optional=True, doc="对照来源的年度；留空表示全部")
    breakdown: str = column("口径", optional=True, doc="留空表示控制数；写了口径，就是认可同一笔钱在这个口径里的合计与页面上的数有尾差")
    unit: Amount = column("单位精度", Kind.PRECISION, required=True, doc="控制数只知道到多少为止，如 1（与预算数同单位）")
    against: Amount = column("明细合计", Kind.MONEY, required=True, doc="控制数批准时明细的合计；明细变了就要重新核对")
    amount: Amount = column("控制数", Kind.MONEY, required=True, doc="批复或公布的数")
    basis: str = column("依据", required=True, carry=Carry.DROP, doc="哪一份文件、哪一处")
    withheld: bool | None = column("不公开", Kind.FLAG, optional=True, doc="涉密的写“是”，同 projects.csv 的不公开")
    row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """豁免 (waivers.csv): a finding that an office has approved to stand, until a day.

    Which finding is told by its rule, its file and some words of its own, for the number of a line changes with the next edit above it.
    """

    rule: str = column("规则", required=True, doc="规则的代码，如 TXT-03，见 docs/rules.md；有的规则不能豁免")
    file: str = column("文件", required=True, doc="校验结果所指的文件，从本文件夹写起，如 ledger.csv；不在本文件夹里的写全路径")
    words: str = column(
        "特征",
        required=True,
        doc="这一条校验结果的说明或所指那一行原文里独有的一段字；说明里有数的要写上数，没有数的写名称；行号会变，不用",
    )
    reason: str = column("理由", required=True, doc="为什么可以保留")
    office: str = column("批准单位", required=True, doc="批准的单位或内设机构，不写个人姓名")
    until: str = column("有效期至", Kind.DATE, required=True, doc="最后有效的一天；只写年或年月的，到那一年、那一月的最后一天")
    row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionCode:
    """支出功能分类科目 (_codes/<year>/functions.csv): 类 3, 款 5, 项 7 digits."""

    code: str = column("编码", Kind.CODE, required=True, doc="3、5 或 7 位数字")
    name: str = column("名称", required=True, doc="科目名称")
    source: str = column("来源", required=True, doc="见于哪一份公开文件")
    row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class EconomicCode:
    """部门预算支出经济分类科目 (_codes/<year>/economics.csv): 类 3, 款 5 digits."""

    code: str = column("编码", Kind.CODE, required=True, doc="3 或 5 位数字")
    name: str = column("名称", required=True, doc="科目名称")
    source: str = column("来源", required=True, doc="见于哪一份公开文件")
    row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcurementItem:
    """政府采购品目 (_codes/<year>/items.csv): 大类 one letter, 品目 a letter and digits."""

    code: str = column("编码", Kind.CODE, required=True, doc="一个大写字母，或者字母后接数字")
    name: str = column("名称", required=True, doc="品目名称")
    source: str = column("来源", required=True, doc="见于哪一份公开文件")
    row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund:
    """资金来源 (_codes/<year>/funds.csv): a source of funds and the group (来源大类) that tables add it to."""

    name: str = column("资金来源", required=True, doc="资金来源名称")
    group: str = column("来源大类", required=True, doc="政府预算拨款、财政专户管理资金、单位资金、上年结余、结转")
    source: str = column("来源", required=True, doc="见于哪一份公开文件")
    row: Row
