"""用语: how changes, percentages, years and numbers are worded in typed texts and in the fixed sentences of an edition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gen.check.indicators import all_indicators
from gen.check.prose import PLANS, walk
from gen.check.rule import Case, Fault, check
from gen.check.tell import places_of, spot
from gen.compose.edition import Edition
from gen.findings import Place, Severity
from gen.model.folder import Model
from gen.model.shape import Kind, fields_of

_NUMERALS = "GB/T 15835—2011（出版物上数字用法）"

_DOWN = "下降|减少|降低|缩减|压缩|降幅|减幅"
_UP = "增加|增长|上升|提高|增幅|升幅"
#: What a text has that speaks of a change at all; the patterns below are for those.
_MOVES = re.compile(f"{_UP}|{_DOWN}|持平")
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_LESS_BY_TIMES = re.compile(rf"(?:{_DOWN})(?![到至为])[^，。；！？]{{0,6}}?(?:{_NUMBER}|[一两二三四五六七八九十几数])\s*倍")
_LESS_BY_RATE = re.compile(rf"(?:{_DOWN})(?:了|约|近|超过|幅度为)*({_NUMBER})\s*[%％]")
#: 百分比 in the place of 百分点, or a percentage of percentages: 合格率提高2个百分比.
_POINTS = re.compile(rf"(?:{_UP}|{_DOWN})[^，。；！？]{{0,4}}?{_NUMBER}\s*(?:个)?百分比")

_THEN = r"(?:上年度?|去年|前年|上一年度?|\d{4}年度?|\{上年\}年度?|\{前年\}年度?)"
_PREPOSITIONS = (
    (
        re.compile(rf"与{_THEN}(?:(?!相比|比较|相较|持平|一致|相同|无)[^，。；！？、]){{0,8}}?(?:{_UP}|{_DOWN})"),
        "“与上年”配“持平”；增减用“比上年”",
    ),
    (re.compile(rf"(?:比|较|同比){_THEN}?(?:(?!{_UP}|{_DOWN})[^，。；！？、]){{0,8}}?持平"), "“比上年”配增减；持平用“与上年持平”"),
    (re.compile(rf"(?:{_UP}|{_DOWN})(?:基本)?持平"), "增减和持平只能说一个"),
    (re.compile(rf"(?:增长|下降|增幅|降幅|减幅)(?:了|约|近)?(?:{_NUMBER}|\{{差额\}})\s*[万亿]?元"), "增长、下降配百分比；金额用增加、减少"),
    (re.compile(r"(?:增加|减少)\{幅度\}"), "增加、减少配金额；百分比用增长、下降"),
)

#: A year that is part of the name of a document or of a range: 深财预〔2022〕13号, 《2021年……》, 2021—2025年.
_NAMED = re.compile(r"《[^》]*》|“[^”]*”|[〔【\[（(]\d{4}[〕】\]）)]|\d{4}\s*[-—～至]\s*\d{4}年?")
#: A year alone; a full date (2021年3月) is a fact about that day.
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年(?!\d{1,2}月|[初末底]?前|起|以来)")

#: All that is no word.
_BARE = re.compile(r"\W")
#: How much of an entry a message shows.
_SHOWN = 20

_FIGURES = (
    ("全角的数字或百分号", re.compile(r"[０-９％．]+"), "改用半角数字和 %"),
    ("年份省略成两位", re.compile(r"(?<![\d第.])\d{2}年(?=度|初|末|底|预算|决算)"), "年份写四位，如 2031年度"),
    ("“约”和“左右”重复", re.compile(rf"(?:约|近|大约){_NUMBER}[^，。；\d]{{0,3}}(?:左右|上下)"), "约数只说一次"),
)


@check(
    "TXT-10",
    "不说“下降几倍”“下降超过100%”，百分比之差用百分点",
    compares="手写文字、绩效指标和正文模板，与“减少、下降＋倍”、大于100%的降幅、“几个百分比”的写法",
    fix="减少用百分比或者“减少到”；百分比之差写“几个百分点”",
    threshold="100%：减少不能多于全部，是算术，不是界限",
)
def decreases_sensible(case: Case) -> Iterator[Fault]:
    """No text lets something fall by a multiple or by more than all of itself, nor calls percentage points 百分比."""
    for text, place, sources in (each for each in _all(case) if _MOVES.search(each[0])):
        for match in _LESS_BY_TIMES.finditer(text):
            yield Fault(f"不能减少几倍：“{match[0]}”", (spot(place, match[0], sources),), "改成百分比，或者“减少到……”")
        for match in _LESS_BY_RATE.finditer(text):
            if Decimal(match[1].replace(",", "")) > 100:
                yield Fault(f"不能减少 100% 以上：“{match[0]}”", (spot(place, match[0], sources),), "核对这个百分比和它的基数")
        for match in _POINTS.finditer(text):
            yield Fault(f"百分比之差写成了百分比：“{match[0]}”", (spot(place, match[0], sources),), "写“几个百分点”")


@check(
    "TXT-11",
    "增减和持平的介词、搭配正确",
    severity=Severity.WARNING,
    compares="手写文字、正文模板和增减的句式，与“与上年增加”“比上年持平”“增长几万元”“增加{幅度}”等写法",
    fix="增减用“比上年”，持平用“与上年”；增加、减少配金额，增长、下降配百分比",
)
def changes_worded(case: Case) -> Iterator[Fault]:
    """Nothing is said to have grown “with” last year or to be level “than” it, and 增长 stands with percentages, 增加 with amounts."""
    for text, place, sources in (each for each in _all(case) if _MOVES.search(each[0])):
        for pattern, hint in _PREPOSITIONS:
            for match in pattern.finditer(text):
                yield Fault(f"搭配不当：“{match[0]}”", (spot(place, match[0], sources),), hint)


@check(
    "TXT-12",
    "手写的年份是本年或上年",
    severity=Severity.WARNING,
    compares="手写文字和正文模板里单独的年份，与本年度和上年度；日期、文号、书名号和引号里的、年份区间不算",
    fix="从往年的文字照抄来的，改成本年的内容；确实要写的年份保留这条警告；版式里写 {年度}、{上年}",
    threshold="往前、往后几年：版式的 [limits] years_before（1）、years_after（0）",
)
def years_expected(case: Case) -> Iterator[Fault]:
    """No typed text speaks of a year that is neither that of the document nor the one before, and no edition of any year at all."""
    if case.edition is None:
        return
    limits = case.edition.limits
    allowed = range(case.model.year - limits.years_before, case.model.year + limits.years_after + 1)
    # What a project's own form says of its history is meant to name years.
    plans = {text.place for one in case.model.folders for name, text in walk(one.texts) if name in PLANS}
    for text, place, sources in _texts(case.model):
        for year, match in _years(text) if place not in plans else ():
            if year not in allowed:
                hint = "核对是不是照抄往年的；确实要写的保留这条警告"
                yield Fault(f"{case.model.year} 年度的文字里写了“{match}”", (spot(place, match, sources),), hint)
    for text, place, sources in _fixed(case.edition):
        for _, match in _years(text):
            yield Fault(f"版式里写死了“{match}”", (spot(place, match, sources),), "改用 {年度}、{上年}，正文模板里用 year、last_year")


@check(
    "TXT-14",
    "成列的文字没有重复的",
    severity=Severity.WARNING,
    compares="内设机构、部门职责、年度工作任务、工作目标、总体目标各列里的每一条，与同一列的别条：除标点外相同的",
    fix="删去重复的一条，或改成本来要写的",
)
def entries_distinct(case: Case) -> Iterator[Fault]:
    """No list of offices, duties, tasks or goals has the same entry twice, however it is punctuated."""
    for model in case.model.folders:
        texts, overall = model.texts, model.texts.overall
        lists = {
            "内设机构": model.unit.offices,
            "部门职责": texts.duties,
            "年度工作任务": texts.year_tasks,
            "主要工作目标": texts.goals,
            "总体目标": overall.goals if overall else (),
        }
        for title, entries in lists.items():
            for places in places_of((_BARE.sub("", entry.value), entry.place) for entry in entries).values():
                if len(places) > 1:
                    said = next(entry.value for entry in entries if entry.place == places[0])
                    yield Fault(
                        f"{title}里“{said[:_SHOWN]}”写了 {len(places)} 次", (*places[1:], places[0]), "删去重复的一条，或改成本来要写的"
                    )


@check(
    "TXT-13",
    "数字用法一致",
    severity=Severity.WARNING,
    basis=_NUMERALS,
    compares="手写文字和绩效指标，与全角的数字和百分号、两位的年份、“约……左右”的写法",
    fix="照提示改；照公开文件记录的，来源就是这样的保留这条警告",
)
def figures_written(case: Case) -> Iterator[Fault]:
    """Typed numbers are half-width, years have four digits, and an estimate is called one only once."""
    for text, place, sources in (*_texts(case.model), *_fixed(case.edition)):
        for what, pattern, hint in _FIGURES:
            for match in pattern.finditer(text):
                yield Fault(f"{what}：“{match[0]}”", (spot(place, match[0], sources),), hint)


Written = Iterator[tuple[str, Place, dict[str, str]]]


def _all(case: Case) -> Written:
    yield from _texts(case.model)
    yield from _fixed(case.edition)


def _texts(model: Model) -> Written:
    """Every text of the folder and of its units' that somebody typed, once, with its place and the sources in which to look for words of it."""
    sources = dict(model.sources)
    for one in model.folders:
        for record in (one.unit, one.texts):
            yield from ((text.value, text.place, sources) for _, text in walk(record))
    for row in all_indicators(model):
        for field in fields_of(type(row)):
            if field.kind is Kind.TEXT:
                yield getattr(row, field.name), row.row.at(field.title), sources


def _fixed(edition: Edition | None) -> Written:
    """The sentences of an edition: each line of its prose, the patterns of its changes, and its explanations of terms."""
    if edition is None:
        return
    sources = dict(edition.sources)
    for prose in edition.prose.values():
        for number, line in enumerate(prose.text.split("\n"), start=1):
            yield line, Place(prose.path, number, 1), sources
    for wording in edition.wordings.values():
        yield from ((pattern, wording.place, sources) for pattern in wording.patterns.values())
    yield from ((term.definition, term.place, sources) for term in edition.terms)


def _years(text: str) -> Iterator[tuple[int, str]]:
    bare = _NAMED.sub(lambda match: " " * len(match[0]), text)
    yield from ((int(match[1]), match[0]) for match in _YEAR.finditer(bare))
