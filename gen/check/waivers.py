"""Waivers (豁免): which findings the rows of waivers.csv lift, and what is wrong with the rows.

A row lifts the one finding that has its rule, stands in its file, and holds its words in the message or in the author's own line. Of two findings
it lifts neither, and it lifts none whose figure or name the words do not say: an approval of one fault must not cover another that comes later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from gen.check.rule import Case, Fault, Waiving, check
from gen.findings import Finding, Severity, Waived
from gen.model.folder import Model
from gen.model.lines import Waiver
from gen.read.gate import guess, listed, shown

_RULE, _WORDS, _UNTIL = "规则", "特征", "有效期至"
#: How many findings a message names.
_NAMED = 5
#: Words that are neither a figure nor a whole name have as many characters at least.
_SHORTEST = 4
_NUMBER = r"(?<![\d.,])\d[\d,]*(?:\.\d+)?(?!\d)"
#: What a message says of how much or how many: a number with its unit.
_FIGURE = re.compile(rf"({_NUMBER})(?= ?[%％一-龥])")
_QUOTED = re.compile("“([^“”]+)”")


def lifted(model: Model, waiving: Waiving) -> dict[Finding, Waived]:
    """The findings that may stand, each with the waiver that says so: the first of the department's rows, then of its units'."""
    found: dict[Finding, Waived] = {}
    for folder in model.folders:
        for row in folder.waivers:
            covered = _covered(folder, row, waiving)
            if (
                len(covered) == 1
                and says_which(row.words, covered[0])
                and waiving.waivable.get(row.rule)
                and not expired(row.until, waiving.today)
            ):
                found.setdefault(covered[0], Waived(reason=row.reason, office=row.office, until=row.until, place=row.row.at(_RULE)))
    return found


def expired(until: str, today: date | None) -> bool:
    """Whether ``today`` is later than the last day of ``until``, a year, a month or a day; an unknown day is later than nothing."""
    return today is not None and today.isoformat()[: len(until)] > until


def says_which(words: str, finding: Finding) -> bool:
    """Whether ``words`` are about this one finding: they hold a figure of its message, whole, or, where it has none, are a name or long enough.

    Words that hold no figure would go on lifting when the figure becomes another one.
    """
    if figures := set(_FIGURE.findall(finding.message)):
        return not figures.isdisjoint(re.findall(_NUMBER, words))
    return len(words) >= _SHORTEST or words in _QUOTED.findall(finding.message)


def _rows(case: Case) -> Iterator[tuple[Model, Waiver]]:
    """Every row of every waivers.csv, with the folder it stands in."""
    return ((folder, row) for folder in case.model.folders for row in folder.waivers)


def _covered(folder: Model, row: Waiver, waiving: Waiving) -> list[Finding]:
    """The findings that a row is about."""
    return [finding for finding in _near(folder, row, waiving) if row.words in finding.message or row.words in _line(folder, finding)]


def _near(folder: Model, row: Waiver, waiving: Waiving) -> list[Finding]:
    """The findings of a row's rule in its file."""
    paths = (row.file, f"{folder.folder}/{row.file}")
    return [finding for finding in waiving.found if finding.code == row.rule and finding.places and finding.places[0].path in paths]


def _line(folder: Model, finding: Finding) -> str:
    """The author's line that a finding points into, "" where it points into none."""
    place = finding.places[0]
    lines = folder.sources.get(place.path, "").split("\n")
    return lines[place.line - 1] if 1 <= place.line <= len(lines) else ""


def _sound(row: Waiver, waiving: Waiving) -> bool:
    """Whether a row names a rule that may be waived and is still valid, so that it matters what it is about."""
    return waiving.waivable.get(row.rule, False) and not expired(row.until, waiving.today)


@check(
    "WAI-01",
    "豁免没有过期",
    waivable=False,
    compares="waivers.csv 每行的有效期，与运行这一天的日期",
    fix="改正所豁免的问题，删去这一行；还要保留的，重新报批，写上新的有效期",
)
def waivers_valid(case: Case) -> Iterator[Fault]:
    """No waiver is older than its office approved it for; what it lifted stands again."""
    for _, row in _rows(case):
        if case.waiving and expired(row.until, case.waiving.today):
            today = case.waiving.today.isoformat() if case.waiving.today else ""
            message = f"{row.rule} 的豁免已过期：有效期至 {row.until}，今天是 {today}"
            yield Fault(message, (row.row.at(_UNTIL),), "改正所豁免的问题，删去这一行；还要保留的，重新报批，写上新的有效期")


@check(
    "WAI-02",
    "豁免的规则是有的",
    waivable=False,
    compares="waivers.csv 每行的规则代码，与本手册的规则",
    fix="照校验结果里的代码写",
)
def waivers_known(case: Case) -> Iterator[Fault]:
    """Every waiver names a rule; what reading, the edition and printing find are no rules, for without what they ask there is no document."""
    for _, row in _rows(case):
        if case.waiving and row.rule not in case.waiving.waivable:
            hint = f"{guess(row.rule, case.waiving.waivable)}照校验结果里的代码写；读取、版式、字体和输出的问题只能改正，不能豁免"
            yield Fault(f"没有可以豁免的规则“{shown(row.rule)}”", (row.row.at(_RULE),), hint)


@check(
    "WAI-03",
    "不能豁免的规则没有豁免",
    waivable=False,
    compares="waivers.csv 每行的规则，与它可不可以豁免",
    fix="删去这一行，改正所指的问题",
)
def waivers_allowed(case: Case) -> Iterator[Fault]:
    """No waiver is for a rule that nobody may lift: what is unapproved, private, or does not add up is never published."""
    for _, row in _rows(case):
        if case.waiving and case.waiving.waivable.get(row.rule) is False:
            yield Fault(f"{row.rule} 不能豁免", (row.row.at(_RULE),), "删去这一行，改正所指的问题")


@check(
    "WAI-04",
    "每个豁免只指一条校验结果",
    waivable=False,
    compares="waivers.csv 每行的规则、文件和特征，与校验结果：同时合乎的不止一条，就一条也不豁免",
    fix="把特征写得长一些，使它只合乎一条；几条都要豁免的，一条写一行",
)
def waivers_distinct(case: Case) -> Iterator[Fault]:
    """Every waiver is about one finding: an approval of one fault never covers another."""
    for folder, row in _rows(case):
        covered = _covered(folder, row, case.waiving) if case.waiving and _sound(row, case.waiving) else []
        if len(covered) > 1:
            places = tuple(finding.places[0] for finding in covered[:_NAMED])
            hint = "把特征写得长一些，可以用所指那一行的整行原文；几条都要豁免的，一条写一行"
            yield Fault(f"“{shown(row.words)}”合乎 {len(covered)} 条 {row.rule}，一条也没有豁免", (row.row.at(_WORDS), *places), hint)


@check(
    "WAI-06",
    "豁免的特征说得出是哪一条",
    waivable=False,
    compares="waivers.csv 每行的特征，与所指那一条的说明：说明里有数的，特征要有其中一个完整的数；没有数的，要是引号里的整个名称，或者有足够的字",
    fix="照校验结果的说明抄一段，连同其中的数",
    threshold=f"{_SHORTEST} 个字；数变了，豁免就不再合乎，要重新报批",
)
def waivers_telling(case: Case) -> Iterator[Fault]:
    """Every waiver says which finding it is about in words that do not fit whatever becomes of it."""
    for folder, row in _rows(case):
        covered = _covered(folder, row, case.waiving) if case.waiving and _sound(row, case.waiving) else []
        if len(covered) == 1 and not says_which(row.words, covered[0]):
            figures = _FIGURE.findall(covered[0].message)
            lacking = f"没有写所指的数（{listed(dict.fromkeys(figures))}）" if figures else f"不到 {_SHORTEST} 个字，也不是一个名称"
            hint = (
                f"照抄说明里的一段，连同其中的数：{shown(covered[0].message, 80)}"
                if figures
                else "照抄说明里的一段，或所指那一行的原文，写得长一些"
            )
            message = f"特征“{shown(row.words)}”太笼统，{lacking}，没有豁免"
            yield Fault(message, (row.row.at(_WORDS), covered[0].places[0]), hint)


@check(
    "WAI-05",
    "豁免都用得上",
    waivable=False,
    severity=Severity.WARNING,
    compares="waivers.csv 每行的规则、文件和特征，与校验结果：没有一条合乎的",
    fix="问题已经改正的，删去这一行；说明里的数变了的，核对之后重新报批",
)
def waivers_used(case: Case) -> Iterator[Fault]:
    """Every waiver of the document's own folder lifts a finding; told only when every check could be made."""
    if case.waiving is None or not case.waiving.complete:
        return
    for row in case.model.waivers:
        if _sound(row, case.waiving) and not _covered(case.model, row, case.waiving):
            yield Fault(f"没有一条 {row.rule} 合乎这个豁免", (row.row.at(_WORDS),), _why_unused(case.model, row, case.waiving))


def _why_unused(folder: Model, row: Waiver, waiving: Waiving) -> str:
    """What may be the matter with a waiver that is about no finding."""
    near = _near(folder, row, waiving)
    if near:
        return f"核对特征：{row.file} 里的 {row.rule} 现在是“{shown(near[0].message, 80)}”；说明变了的，核对之后重新报批"
    files = _files(folder, row, waiving)
    where = f"核对文件：现在的 {row.rule} 在 {listed(files)}；" if files else ""
    return f"{where}问题已经改正的，删去这一行"


def _files(folder: Model, row: Waiver, waiving: Waiving) -> Mapping[str, None]:
    """The files in which a row's rule has findings, as the row would name them."""
    found = (finding.places[0].path for finding in waiving.found if finding.code == row.rule and finding.places)
    return dict.fromkeys(path.removeprefix(f"{folder.folder}/") for path in found)
