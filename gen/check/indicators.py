"""Performance indicators (绩效指标)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gen.check.rule import Case, Fault, check, units
from gen.check.tell import one_off, places_of
from gen.compose.edition import Edition
from gen.findings import Place, Severity
from gen.model.folder import Model
from gen.model.lines import Indicator, ProjectIndicator
from gen.read.gate import listed

_UNREADABLE = re.compile(r"[≥≤><＞＜=＝]\s*[≥≤><＞＜=＝]|[%％]\s*[%％]|\d\s*百分比")
KINDS = ("产出指标", "效益指标", "满意度指标")
#: What a level 2 indicator is called by, and the level 1 indicators under which the ministry's forms have it: cost and satisfaction in two places.
_BELONGS = {
    "数量": ("产出",),
    "质量": ("产出",),
    "时效": ("产出",),
    "成本": ("产出", "成本"),
    "经济效益": ("效益", "效果"),
    "社会效益": ("效益", "效果"),
    "生态效益": ("效益", "效果"),
    "可持续影响": ("效益", "效果"),
    "满意度": ("满意", "效益", "效果"),
}
_KINDS_OF_NAME = ("", "指标", "目标")
#: The names of groups that forms use.
_USUAL_FIRST = tuple(f"{kind}{more}" for kind in ("产出", "效益", "效果", "满意度", "成本") for more in _KINDS_OF_NAME[1:])
_USUAL_SECOND = tuple(f"{kind}{more}" for kind in (*_BELONGS, "服务对象满意度", "其他满意度") for more in _KINDS_OF_NAME)
#: How many times as often another name of a group must be used to be the one that was meant.
_OFTEN = 3
_LEVELS = tuple(dict.fromkeys(level for levels in _BELONGS.values() for level in levels))


@check(
    "IND-01",
    "绩效指标都有指标值",
    basis="财预〔2015〕88号（绩效目标细化量化）",
    each_unit=True,
    compares="每个绩效指标，与它有没有指标值",
    fix="填可以考核的指标值；定不下来就不要列这个指标",
)
def targets_given(case: Case) -> Iterator[Fault]:
    """Every indicator has a target."""
    for row in all_indicators(case.model):
        if not row.target:
            hint = "填可以考核的指标值，如 100%、≥95%、及时；定不下来就不要列这个指标"
            yield Fault(f"指标“{row.level3}”没有指标值", (row.row.at("指标值"),), hint)


@check(
    "IND-04",
    "指标值只有一个符号、一个单位",
    basis="财预〔2015〕88号（绩效目标细化量化）",
    each_unit=True,
    compares="指标值，与连写的符号（≥＝、＞＝）和重复或用错的百分号（100%%、100百分比）",
    fix="符号写 ≥、≤、＞、＜、＝ 中的一个，百分数写 %",
)
def targets_readable(case: Case) -> Iterator[Fault]:
    """No target has two signs of comparison in a row, two percent signs, or 百分比 in the place of one."""
    for row in all_indicators(case.model):
        if match := _UNREADABLE.search(row.target):
            hint = "符号写 ≥、≤、＞、＜、＝ 中的一个，百分数写 %，如 ≥95%"
            yield Fault(f"指标“{row.level3}”的指标值“{row.target}”里的“{match[0]}”不成写法", (row.row.at("指标值"),), hint)


@check(
    "IND-03",
    "绩效指标都有实际完成值",
    severity=Severity.WARNING,
    basis="财预〔2020〕10号（单位自评：绩效指标的完成情况）",
    compares="每个绩效指标，与它有没有实际完成值（版式要印时）",
    fix="填年度终了时的实际完成值；没有公布过的留空，保留这条警告",
)
def actuals_given(case: Case) -> Iterator[Fault]:
    """Every indicator has an actual value where the form prints it; what no source gives stays unknown, and is printed so."""
    if "actual" not in indicator_fields(case.edition):
        return
    for row in case.model.indicators:
        if not row.actual:
            hint = "填年度终了时的实际完成值；没有公布过的留空，页面上写未知，保留这条警告"
            yield Fault(f"指标“{row.level3}”没有实际完成值", (row.row.at("实际完成值"),), hint)


@check(
    "IND-02",
    "绩效指标三类齐全",
    follows=("FIL-01 indicators.csv", "IND-11 本行"),
    severity=Severity.WARNING,
    basis="财预〔2015〕88号（产出、效益、满意度指标）",
    each_unit=True,
    compares="现有的一、二级指标，与产出、效益、满意度三类",
    fix="在 indicators.csv 补上缺的一类，一级指标照此写",
)
def kinds_complete(case: Case) -> Iterator[Fault]:
    """There are indicators of output, of effect and of satisfaction, under these names; some forms have satisfaction on the second level.

    An edition that prints no indicators needs none.
    """
    if case.model.unit.run_by is not None or not (case.model.indicators or indicator_fields(case.edition)):
        return  # The performance of a unit that another runs is that unit's matter.
    rows = case.model.indicators
    given = dict.fromkeys(row.level1 for row in rows)
    second = {row.level2 for row in rows}
    missing = [kind for kind in KINDS if kind not in given and kind not in second]
    if missing:
        others = [name for name in given if name not in KINDS]
        place = next((row.row.at("一级指标") for row in rows if row.level1 in others), Place(f"{case.model.folder}/indicators.csv"))
        found = f"；现有的一级指标：{'、'.join(given)}" if given else ""
        yield Fault(f"绩效指标缺{'、'.join(missing)}", (place,), f"在 indicators.csv 补上这一类指标，一级指标照此写{found}")


@check(
    "IND-09",
    "二级指标归在自己的一级指标下",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号（产出指标、效益指标、满意度指标各包括哪些二级指标）",
    each_unit=True,
    compares="二级指标的名称（数量、质量、时效、成本，经济、社会、生态效益，可持续影响，满意度），与它所在的一级指标；别的名称不查",
    fix="把这一行的一级指标或二级指标改对",
    threshold="哪类归在哪里：常量，gen/check/indicators.py；成本可以单列，满意度可以归在效益下",
)
def kinds_where_they_belong(case: Case) -> Iterator[Fault]:
    """Every level 2 indicator of a kind that the ministry names stands under a level 1 indicator that has this kind; other names may stand anywhere."""
    for row in all_indicators(case.model):
        homes = {level for kind, levels in _BELONGS.items() if kind in row.level2 for level in levels}
        above = [level for level in _LEVELS if level in row.level1]
        if homes and above and homes.isdisjoint(above):
            named = "、".join(level for level in _LEVELS if level in homes)
            message = f"指标“{row.level3}”的二级指标“{row.level2}”列在“{row.level1}”下"
            yield Fault(message, (row.row.at("二级指标"), row.row.at("一级指标")), f"“{row.level2}”属于{named}，把一级指标或二级指标改对")


@check(
    "IND-11",
    "指标分组的名称没有写错字",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号（产出指标、效益指标、满意度指标各包括哪些二级指标）",
    compares="一级指标、二级指标的名称，与表样的 frame 列的、通行的名称和别的行所用的：只差一个字、或者多一个字少一个字的",
    fix="照所列的名称改；确实另设一组的保留这条警告",
    threshold="一个字，别的行用得多三倍以上：常量，gen/check/indicators.py；表样列了 frame 的，与它相差一个字的都报；差得多的是另设的组，印在后面",
)
def groups_known(case: Case) -> Iterator[Fault]:
    """No name of a group of indicators is one character off from a usual one; where the form fixes its groups, from one of those.

    A group of quite another name is one that was added: the form prints it behind its own."""
    for indicators, frame in ((_of_the_whole(case), _frame(case.edition)), (_of_projects(case), ())):
        levels = (("一级指标", _USUAL_FIRST, [one for one, _ in frame]), ("二级指标", _USUAL_SECOND, [two for _, two in frame]))
        for title, usual, framed in levels:
            used = places_of((row.level1 if title == "一级指标" else row.level2, row.row.at(title)) for row in indicators)
            for name, places in used.items():
                if name in framed or name in usual:
                    continue
                often = (other for other, at in used.items() if len(at) > _OFTEN * len(places))
                meant = next((known for known in (framed or (*often, *usual)) if one_off(known, name)), "")
                if framed and meant:
                    hint = f"是否“{meant}”？表样的{title}：{listed(dict.fromkeys(framed), 20)}"
                    yield Fault(f"表样没有“{name}”这一组{title}", tuple(places), hint)
                elif meant:
                    yield Fault(f"{title}“{name}”与“{meant}”只差一个字", tuple(places), f"是否“{meant}”？")


def _of_the_whole(case: Case) -> list[Indicator]:
    return [row for one in units(case) for row in one.model.indicators]


def _of_projects(case: Case) -> list[ProjectIndicator]:
    return [row for one in units(case) for row in one.model.project_indicators]


def _frame(edition: Edition | None) -> tuple[tuple[str, str], ...]:
    """The groups that the forms of the edition fix: level 1, level 2."""
    bands = (band for table in (edition.tables.values() if edition else ()) for group in table.groups for band in group.all_bands())
    return tuple(dict.fromkeys(pair for band in bands for pair in band.frame))


def all_indicators(model: Model) -> tuple[Indicator | ProjectIndicator, ...]:
    """The indicators of the whole and of each project."""
    return (*model.indicators, *model.project_indicators)


def indicator_fields(edition: Edition | None) -> frozenset[str]:
    """What the forms of the edition print of each indicator."""
    tables = edition.tables.values() if edition else ()
    return frozenset(name for table in tables for group in table.groups for band in group.all_bands() for name in band.indicators)
