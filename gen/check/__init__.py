"""Checks (校验): rules over the data, what was derived from it and what was composed; each is one function made a rule by ``@check``.

A new rule is a new function in the file of its subject, or a new file named in ``SUBJECTS``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import ModuleType

from gen.check import (
    across,
    balance,
    bounds,
    breakdowns,
    causes,
    codes,
    comparatives,
    composition,
    controls,
    execution,
    files,
    follows,
    glossary,
    heads,
    indicators,
    layout,
    members,
    privacy,
    projects,
    prose,
    punctuation,
    quotes,
    scores,
    secrecy,
    status,
    targets,
    usage,
    waivers,
)
from gen.check.rule import Case, Check, Waiving
from gen.findings import Finding, in_order
from gen.model.folder import Model

#: The files of rules with the title of each in the rule book.
SUBJECTS: dict[ModuleType, str] = {
    files: "数据文件",
    status: "状态和批复",
    codes: "科目和资金来源",
    balance: "表内平衡",
    composition: "构成",
    controls: "控制数",
    breakdowns: "口径",
    causes: "增减变化和上年数",
    comparatives: "本年与上年对照",
    across: "跨年度、跨文件",
    members: "部门和所属单位",
    projects: "项目、任务和事项",
    bounds: "数和日期的限度",
    execution: "预算执行",
    indicators: "绩效指标",
    targets: "指标值和完成值",
    scores: "评分",
    glossary: "名词解释",
    prose: "手写文字",
    layout: "表和各部分",
    heads: "表头和口径的名称",
    usage: "用语和数字",
    punctuation: "标点",
    quotes: "文段和引文",
    privacy: "个人信息",
    secrecy: "不公开",
    waivers: "豁免",
}
CHECKS: tuple[Check, ...] = tuple(rule for subject in SUBJECTS for rule in vars(subject).values() if isinstance(rule, Check))


def run(case: Case) -> tuple[Finding, ...]:
    """The findings of all checks, in order of file, line and column."""
    return in_order(finding for rule in CHECKS for finding in rule(case))


def judge(
    found: Sequence[Finding], model: Model, *, today: date | None, complete: bool
) -> tuple[dict[Finding, Finding], tuple[Finding, ...]]:
    """Each of the findings of a run as its waivers leave it, and the findings about the waivers themselves.

    ``model`` is that of any document of the run, for all have the same waivers; the run is ``complete`` where every check could be made.
    """
    waiving = Waiving(found=found, waivable={rule.code: rule.waivable for rule in CHECKS}, today=today, complete=complete)
    lifted = waivers.lifted(model, waiving)
    case = Case(model=model, edition=None, facts=None, composed=None, waiving=waiving)
    rules = (rule for rule in vars(waivers).values() if isinstance(rule, Check))
    about = in_order(finding for rule in rules for finding in rule(case))
    return {finding: replace(finding, waived=lifted.get(finding)) for finding in found}, about


def consequences(found: Sequence[Finding], texts: Mapping[str, Sequence[str]]) -> dict[Finding, tuple[Finding, ...]]:
    """The findings that follow from others, each with its causes; ``texts`` are the lines of the files that they point into."""
    relations = follows.Relations({rule.code: rule.follows for rule in CHECKS}, {rule.code: rule.spoils for rule in CHECKS})
    return follows.causes(found, relations, texts)
