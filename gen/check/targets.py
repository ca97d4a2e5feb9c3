"""Targets (指标值): whether an indicator's target can be held against what was done, and what comes out where it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from gen.check.indicators import all_indicators, indicator_fields
from gen.check.rule import Case, Fault, check, units
from gen.compose.edition import Edition
from gen.findings import Severity
from gen.model.folder import Model
from gen.model.lines import Indicator, ProjectIndicator
from gen.read.gate import listed

_MEASURABLE = "财预〔2015〕88号（绩效目标细化量化）"
_EVALUATED = "财预〔2020〕10号（单位自评：绩效指标的完成情况，偏差要说明原因）"

_TARGET = re.compile(r"(?P<sign>[≥≤=＝><＞＜]?)\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>%|％|[^\d\s%％，。；≥≤=<>]{1,6})?")
#: A question, or words that whatever happens will do for.
_VAGUE = re.compile("(?:是否|有无|能否).*|(?:按|根据)?(?:照)?(?:工作|业务|实际)*(?:需要|需求|情况)|适当|若干|.{1,4}程度|年度工作计划")
_SEVERAL = re.compile(r"&&|\|\|")
_RATE = re.compile("率|比例|比重|占比|满意度")
#: Rates of which a part of a whole is told, so that none is above 100 %: what grows, costs or turns over may well be.
_SHARE = re.compile(
    "(?:满意度|占比|比重|(?:合格|达标|准确|正确|及时|覆盖|知晓|通过|满意|完好|完整|合规|规范|安全|到岗|到位|到场|出勤|参保|办结|结案|定案|答复|处理|回复|整改"
    "|验收|发放|应付尽付|使用|运转|公开|成功|及格|优良|优秀|普及|培训|排查|差错|故障|投诉|丢失|空置)(?:性|人员|工作)?[率性])"
    "(?!.*(?:增长|增加|增幅|提升|提高|上升|下降|降低|减少|降幅))"
)
#: No plan is to be done more than wholly; what was done may be more than was planned.
_PLANNED = re.compile("完成率|执行率")
#: What the name of an indicator ends with that says what is counted, or in what unit.
_COUNTED = re.compile(r"(?:数|量|次|额|度|期|宗|积|费|值|人次|天数|时间|支出|经费)$|[（(][^（）()]+[）)]")
#: How many places a finding about many indicators names.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class _Quantity:
    """A target or a result that is a number: its sign ("" = as it stands), the number and its unit."""

    sign: str
    number: Decimal
    unit: str


@check(
    "IND-05",
    "指标值可以考核：有数值和单位，或者是分级的定性值",
    severity=Severity.WARNING,
    basis=_MEASURABLE,
    compares="指标值，与问句（是否及时）、谁都做得到的话（按实际需求）、没有单位的数、缺百分号的比率、连写的两个条件（≥15&&≤18）",
    fix="写符号、数值和单位，如 ≥95%、≤3次；定性的写要达到的程度，如 及时、优良；区间写 15～18；照公开文件记录的保留这条警告",
    threshold="名称说明了数的是什么（人数、次数、金额等）的，单位可以不写",
)
def targets_measurable(case: Case) -> Iterator[Fault]:
    """Every target is a number with its unit, or a grade that can be told from others; those that are not are told together, by what is wrong."""
    wrong: dict[str, list[Indicator | ProjectIndicator]] = {}
    for row in all_indicators(case.model):
        if words := _unmeasurable(row.level3, row.target):
            wrong.setdefault(words, []).append(row)
    hint = "写符号、数值和单位，如 ≥95%、≤3次；定性的写要达到的程度，如 及时、优良；区间写 15～18"
    for words, rows in wrong.items():
        named = "、".join(f"“{row.level3}”（{row.target}）" for row in rows[:_NAMED])
        more = f"等 {len(rows)} 个指标" if len(rows) > _NAMED else ""
        yield Fault(f"{words}：{named}{more}", tuple(row.row.at("指标值") for row in rows[:_NAMED]), hint)


@check(
    "IND-06",
    "产出指标有数量、质量、时效、成本",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号（产出指标包括数量、质量、时效、成本指标）",
    compares="现有的一、二级指标，与产出指标的各类二级指标",
    fix="补上缺的一类；这一年没有的保留这条警告",
    threshold="要有哪几类：版式的 [limits] output_kinds（数量、质量、时效、成本；成本单列为一级指标的也算）；表样的 frame 列了产出指标的，只要它列的",
)
def output_kinds_complete(case: Case) -> Iterator[Fault]:
    """The output indicators of every unit are of each kind that the edition asks for; cost may be a kind of its own on the first level.

    Units that lack the same kinds are told of together.
    """
    if case.edition is None or "level2" not in indicator_fields(case.edition):
        return
    kinds = _output_kinds(case.edition)
    lacking: dict[tuple[str, ...], list[Model]] = {}
    for model in (one.model for one in units(case) if one.model.indicators):
        levels = {level for row in model.indicators for level in (row.level1, row.level2)}
        missing = tuple(kind for kind in kinds if not any(kind in level for level in levels))
        if missing:
            lacking.setdefault(missing, []).append(model)
    for missing, models in lacking.items():
        names = f"{listed((model.unit.name.value for model in models), _NAMED)}的" if case.model.parts else ""
        rows = [next((row for row in model.indicators if "产出" in row.level1), model.indicators[0]) for model in models]
        places = tuple(row.row.at("二级指标") for row in rows)
        yield Fault(f"{names}产出指标缺{'、'.join(missing)}指标", places, "在 indicators.csv 补上；这一年没有的保留这条警告")


@check(
    "IND-07",
    "指标值不低于上年已经达到的",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号（绩效目标合理可行）",
    each_unit=True,
    compares="数值的指标值（≥、＞、＝、不写符号），与上年文件夹里同名指标的实际完成值；同一单位的才比",
    fix="提高指标值；确有理由放低的保留这条警告",
)
def targets_above_last_year(case: Case) -> Iterator[Fault]:
    """No target asks for less than what last year's folder says was done under the same name."""
    done = {(row.level1, row.level2, row.level3): row for row in (case.model.last.indicators if case.model.last else ())}
    for row in case.model.indicators:
        before = done.get((row.level1, row.level2, row.level3))
        wanted, reached = _number(row.target), _number(before.actual) if before else None
        if (
            before
            and wanted
            and reached
            and wanted.unit == reached.unit
            and wanted.sign not in ("≤", "<")
            and wanted.number < reached.number
        ):
            message = f"指标“{row.level3}”的指标值是 {row.target}，上年已经完成 {before.actual}"
            yield Fault(message, (row.row.at("指标值"), before.row.at("实际完成值")), "提高指标值；确有理由放低的保留这条警告")


@check(
    "IND-08",
    "完成值达到指标值，不过分偏高",
    severity=Severity.WARNING,
    basis=_EVALUATED,
    each_unit=True,
    compares="数值的实际完成值，与指标值：没有达到的，超过太多的；同一单位的才比",
    fix="核对两个数；属实的，在问题和措施里说明原因，保留这条警告；年年超过太多的，是指标值定得低",
    threshold="超过指标值多少算太多：版式的 [limits] overachieved（0.3，即 30%）",
)
def results_near_targets(case: Case) -> Iterator[Fault]:
    """Every result that is a number reaches its target, and does not beat it by more than the edition's share."""
    if case.edition is None or "actual" not in indicator_fields(case.edition):
        return
    for row in case.model.indicators:
        wanted, reached = _number(row.target), _number(row.actual)
        if wanted is None or reached is None or reached.sign or wanted.unit != reached.unit:
            continue
        places = (row.row.at("实际完成值"), row.row.at("指标值"))
        if not _RELATIONS[wanted.sign](reached.number, wanted.number):
            hint = "核对两个数；属实的在问题和措施里说明原因，保留这条警告"
            yield Fault(f"指标“{row.level3}”完成 {row.actual}，没有达到指标值 {row.target}", places, hint)
        elif wanted.number and abs(reached.number - wanted.number) > wanted.number * case.edition.limits.overachieved:
            hint = "核对两个数；属实的说明原因，保留这条警告；明年把指标值定得合适些"
            yield Fault(f"指标“{row.level3}”完成 {row.actual}，超过指标值 {row.target} 太多", places, hint)


@check(
    "IND-10",
    "占比不超过 100%",
    severity=Severity.WARNING,
    basis=_MEASURABLE,
    each_unit=True,
    compares="合格率、覆盖率、满意度、占比等部分占全部的比率，指标值和实际完成值与 100%；完成率、执行率只查指标值",
    fix="改正这个数；本来就可以超过 100% 的，把名称写明确（如 比上年增长率）",
    threshold="100%：部分不多于全部；哪些名称算占比：常量，gen/check/targets.py",
)
def shares_within_the_whole(case: Case) -> Iterator[Fault]:
    """No target or result of an indicator whose name says that it is a share is above 100 %."""
    for row in all_indicators(case.model):
        share = bool(_SHARE.search(row.level3))
        told = [("指标值", row.target)] if share or _PLANNED.search(row.level3) else []
        told += [("实际完成值", row.actual)] if share and isinstance(row, Indicator) else []
        for title, text in told:
            known = _number(text)
            if known and known.unit == "%" and known.number > 100:
                hint = "改正这个数；本来就可以超过 100% 的，把名称写明确，如 比上年增长率"
                yield Fault(f"指标“{row.level3}”的{title}是 {text}，占比不会超过 100%", (row.row.at(title),), hint)


def _output_kinds(edition: Edition) -> tuple[str, ...]:
    """The kinds of output indicators that the edition asks for; a form that prints the frame of its tree asks for those of the frame."""
    bands = (band for table in edition.tables.values() for group in table.groups for band in group.all_bands())
    framed = {level2 for band in bands for level1, level2 in band.frame if "产出" in level1}
    return tuple(kind for kind in edition.limits.output_kinds if not framed or any(kind in level for level in framed))


_RELATIONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "≥": lambda reached, wanted: reached >= wanted,
    ">": lambda reached, wanted: reached > wanted,
    "≤": lambda reached, wanted: reached <= wanted,
    "<": lambda reached, wanted: reached < wanted,
    "=": lambda reached, wanted: reached == wanted,
    # A bare number is a target to be reached.
    "": lambda reached, wanted: reached >= wanted,
}
_PLAIN = str.maketrans("＝＞＜％", "=><%")


def _number(text: str) -> _Quantity | None:
    """A text that is a number with a sign and a unit, and nothing else."""
    match = _TARGET.fullmatch(text.translate(_PLAIN).strip())
    return _Quantity(match["sign"], Decimal(match["number"].replace(",", "")), match["unit"] or "") if match else None


def _unmeasurable(name: str, target: str) -> str:
    """What keeps a target from being measured; "" where nothing does."""
    if _SEVERAL.search(target):
        return "一个指标值里写了两个条件"
    if _VAGUE.fullmatch(target):
        return "指标值没有说要达到什么"
    known = _number(target)
    if known is None or known.unit:
        return ""
    if _RATE.search(name):
        # A rate of 0, 1 or 0.95 says what it is.
        return "比率的指标值没有写 %" if known.number > 1 else ""
    return "" if _COUNTED.search(name) else "指标值没有写单位"
