"""edition.toml and glossary.toml (版式的正文结构和名词) as written: the shape of each, and what it must say besides.

EDN-03 a value that may not stand there   EDN-05 a wording that its direction forbids
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from gen.compose.fields import Fields, Laws, read
from gen.compose.limits import Limits
from gen.compose.relations import Alike, Composition
from gen.compose.scoring import Difference, Ratio, Sum
from gen.compose.tablespec import UNITS
from gen.derive.change import Direction
from gen.derive.spec import Agreement, Breakdown, Comparative, Count, Quantity
from gen.findings import Place
from gen.model.setting import Sort, setting, stands
from gen.read.files import DOCUMENT_TOML
from gen.read.gate import listed

#: What a table may be repeated for: each unit with basic expenditure, each project.
REPEATS = ("units", "projects")
DOCUMENTS = tuple(name.removesuffix(".toml") for name in DOCUMENT_TOML)
#: What an agreement may ask of a budget's lines: the dimensions that every breakdown (口径) tells.
TOLD_BY_ALL = ("支出类型", "资金来源", "来源大类")

UP = ("增加", "增长", "增幅", "上升", "提高")
DOWN = ("减少", "下降", "减幅", "降低")
EVEN = ("持平", "一致", "无变化")
#: What the wording of a direction must not contain: words of the other direction, and a rate where there is no base.
_FORBIDDEN: Mapping[str, tuple[str, ...]] = {
    "increase": (*DOWN, *EVEN),
    "decrease": (*UP, *EVEN),
    "same": (*UP, *DOWN, "{差额}", "{幅度}"),
    "near": (*UP, *DOWN, "{差额}", "{幅度}"),
    "new": (*DOWN, *EVEN, "{幅度}"),
    "ended": (*UP, *EVEN),
    "unknown": (*UP, *DOWN, *EVEN, "{差额}", "{幅度}"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One entry of the order of the document: a piece of prose, a table, or a piece that leads to a table on the same page.

    ``each`` repeats the table, on a page of its own: for "units" (those that answer for their own performance) or for "projects", then in
    the order of the column ``order`` of projects.csv, unit by unit, named as the column ``alias`` names them.
    """

    prose: str = setting("文字", doc="prose/ 下的文件名，不带后缀")
    table: str = setting("表", doc="tables/ 下的文件名，不带后缀；与文字写在一项里的，两者同页")
    each: str = setting("重复", Sort.CHOICE, choices=REPEATS, doc="表每个单位（units）或每个项目（projects）一张")
    order: str = setting("次序列", doc="项目按 projects.csv 的哪一列次序")
    alias: str = setting("名称列", doc="项目用 projects.csv 的哪一列名称")


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant:
    """A number that the form itself fixes, with its source."""

    value: str = setting("数", required=True, doc="版式规定的数，写在引号里")
    source: str = setting("来历", required=True, doc="这个数出自哪里")
    place: Place = stands("value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How one kind of change is worded: a pattern for each direction, and ``near`` for one that rounds to nothing."""

    increase: str = setting("增加", required=True, doc="可填 {差额}、{幅度}、{年度}、{上年}；不能有“减少”“持平”等词")
    decrease: str = setting("减少", required=True, doc="可填 {差额}、{幅度}、{年度}、{上年}；不能有“增加”“持平”等词")
    same: str = setting("持平", required=True, doc="两年相同；不能有差额和幅度")
    near: str = setting("基本持平", required=True, doc="差额印出来是 0；不能有差额和幅度")
    new: str = setting("上年没有", required=True, doc="上年是 0；没有基数，不能有幅度")
    ended: str = setting("今年没有", required=True, doc="今年是 0")
    unknown: str = setting("上年数未知", required=True, doc="不作比较；不能有差额和幅度")
    place: Place = stands()

    @property
    def patterns(self) -> Mapping[str, str]:
        """The patterns by direction."""
        return {key: getattr(self, key) for key in (*(direction.value for direction in Direction), "near")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """How the reasons of a change are worded, and the share of all changes that the named drivers must cover.

    ``alias`` is the column of projects.csv that names them in the text.
    """

    share: Fraction = setting(
        "列到多少为止", Sort.SHARE, required=True, doc='从变化最大的列起，列到占全部变化的多少，写在引号里，如 "0.85"'
    )
    lead: str = setting("开头", required=True, doc="可填 {方向}")
    mixed: str = setting("方向相反时的开头", required=True, doc="最大一项与总方向相反时的开头，可填 {方向}")
    driver: str = setting("每一项", required=True, doc="可填 {因素}、{方向}、{差额}")
    cause: str = setting("原因", required=True, doc="有原因时接的话，可填 {原因}")
    rest: str = setting("其余各项", required=True, doc="没有列出的各项合并的一句，可填 {方向}、{差额}")
    alone: str = setting("一项也列不出时", required=True, doc="一项也列不出时的一句")
    up: str = setting("增加的方向词", required=True, doc="如 增加")
    down: str = setting("减少的方向词", required=True, doc="如 减少")
    ordinals: tuple[str, ...] = setting("序数", Sort.TEXTS, doc="一是、二是……")
    alias: str = setting("名称列", doc="项目用 projects.csv 的哪一列名称")
    place: Place = stands()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionFile:
    """edition.toml: ``f.x``, ``n.x`` and ``k.x`` of the prose are the named tables of quantities and formulas, counts and constants."""

    name: str = setting("版式的名称", required=True, doc="如 某某市部门预算（某年）")
    title: str = setting("文件标题", required=True, doc="写进 DOCX、PDF 的属性，可填 {单位}、{年度}")
    document: str = setting("文件种类", Sort.CHOICE, default=DOCUMENTS[0], choices=DOCUMENTS, doc="哪一种文件的版式；不写是部门预算")
    unit: str = setting("金额单位", Sort.CHOICE, default=UNITS[0], choices=UNITS, doc="正文金额的单位；不写是万元")
    ungrouped: bool = setting("不加千分位", Sort.FLAG, doc="true 表示正文金额不加千分位逗号")
    places: int = setting("小数位数", Sort.NUMBER, doc="正文金额的小数位数；不写就取整")
    trim: bool = setting("去掉末尾的 0", Sort.FLAG, doc="true 表示正文金额去掉小数末尾的 0")
    rate_places: int = setting("幅度的小数位数", Sort.NUMBER, doc="增减幅度的小数位数；不写是 0")
    needs: tuple[str, ...] = setting("不能缺的东西", Sort.TEXTS, doc="CSV 文件名、文字的键（duties）、unit. 开头的单位情况（unit.parent）")
    parts: tuple[Part, ...] = setting("全文次序", Sort.RECORDS, record=Part, doc="一项一个：文字、表，或者文字引出同页的表")
    limits: Limits = setting("校验的界限", Sort.RECORD, record=Limits, default=Limits(), doc="不写的用通常的界限")
    constants: Mapping[str, Constant] = setting("常数", Sort.NAMED_RECORDS, record=Constant, doc="版式规定的数，正文写 k.名称")
    change: Mapping[str, Wording] = setting("增减的句式", Sort.NAMED_RECORDS, record=Wording, doc='正文写 words(f.x, "名称")')
    reasons: Reasons | None = setting("原因的句式", Sort.RECORD, record=Reasons, doc="逐项列原因，正文写 reasons(f.x)")
    comparative: Mapping[str, Comparative] = setting(
        "对照来源", Sort.NAMED_RECORDS, record=Comparative, doc="本年与上年对照的来源，名称就是来源的名称，如“三公”"
    )
    breakdown: Mapping[str, Breakdown] = setting(
        "数据的口径", Sort.NAMED_RECORDS, record=Breakdown, doc="只公布了分项合计、没有交叉明细的数据用；名称照 ledger.csv 的口径"
    )
    quantity: Mapping[str, Quantity] = setting("口径", Sort.NAMED_RECORDS, record=Quantity, doc="符合条件的明细之和，正文写 f.名称")
    count: Mapping[str, Count] = setting("个数", Sort.NAMED_RECORDS, record=Count, doc="正文写 n.名称")
    sum: Mapping[str, Sum] = setting("和", Sort.NAMED_RECORDS, record=Sum, doc="几个数相加，正文写 f.名称")
    difference: Mapping[str, Difference] = setting("差", Sort.NAMED_RECORDS, record=Difference, doc="一个数减另一个，正文写 f.名称")
    ratio: Mapping[str, Ratio] = setting("比", Sort.NAMED_RECORDS, record=Ratio, doc="一个数占另一个的百分之几，正文写 f.名称")
    composition: tuple[Composition, ...] = setting("构成", Sort.RECORDS, record=Composition, doc="总数等于各部分之和，校验时核对")
    alike: tuple[Alike, ...] = setting("应当相同", Sort.RECORDS, record=Alike, doc="应当相同的两个口径，校验时核对")
    agreement: tuple[Agreement, ...] = setting("与部门预算核对", Sort.RECORDS, record=Agreement, doc="一个数等于所引用预算的哪些明细")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """名词解释 of the edition. A term without ``definition`` is listed: a department that uses it must explain it itself."""

    term: str = setting("名词", required=True, doc="名词")
    definition: str = setting("解释", doc="接在冒号之后，完整句子；不写的，用到它的部门自己解释")
    words: tuple[str, ...] = setting("怎样算用到", Sort.TEXTS, doc="正文或表格里出现其中一个就算用到；不写就是名词本身")
    always: bool = setting("总是印出", Sort.FLAG, doc="true 表示用不用到都印")
    place: Place = stands("term")


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """glossary.toml: the terms in the order of print."""

    term: tuple[Term, ...] = setting("名词", Sort.RECORDS, record=Term, doc="一个名词一组，次序就是印的次序")


def read_main(fields: Fields) -> EditionFile:
    """edition.toml; its faults go to the findings of ``fields``."""
    return read(EditionFile, fields, _LAWS)


def read_terms(fields: Fields) -> tuple[Term, ...]:
    """The terms of glossary.toml; its faults go to the findings of ``fields``."""
    return read(Glossary, fields).term


def _check_wording(wording: Wording, fields: Fields) -> None:
    for key, pattern in wording.patterns.items():
        for word in _FORBIDDEN[key]:
            if word in pattern:
                hint = "方向词要和这一栏相符；没有基数就没有幅度"
                fields.fault("EDN-05", f"[change.{fields.at[-1]}] 的 {key} 里不能有“{word}”", key, hint)


def _check_quantity(quantity: Quantity, fields: Fields) -> None:
    if len(quantity.prior) > 2:
        fields.fault("EDN-03", "prior 有三个以上的词", "prior", "写事项，或者事项和对象，照 prior.csv 的两栏")


def _check_agreement(agreement: Agreement, fields: Fields) -> None:
    for name in agreement.where:
        if name not in TOLD_BY_ALL:
            hint = f"可以写：{listed(TOLD_BY_ALL)}；别的不是每个口径都带有"
            fields.fault("EDN-03", f"[[agreement]] 不能按“{name}”选取", "where", hint)


_LAWS: Laws = {Wording: _check_wording, Quantity: _check_quantity, Agreement: _check_agreement}
