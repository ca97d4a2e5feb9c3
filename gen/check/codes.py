"""Codes and names out of the code lists (科目和资金来源): known, whole up to their class, and there where they must be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from gen.check.rule import Case, Fault, check
from gen.check.tell import one_off, places_of
from gen.findings import Place, Severity
from gen.model.folder import Model
from gen.model.lines import EconomicCode, FunctionCode
from gen.read.gate import guess, listed

_BASIS = "预算法实施条例第六条（功能分类公开到项，基本支出按经济分类公开到款）"
_FUNCTION, _ECONOMIC = "功能科目编码", "经济科目编码"
#: What every 款 of administrative functions calls its first 项.
_RUNNING = "行政运行"
#: The dimensions that follow from the codes of a line.
_CLASSES = ("功能类", "功能款", "功能项", "经济类", "经济款")
#: The groups that tables of departments' budgets have for their sources of funds.
_GROUPS = ("政府预算拨款", "财政专户管理资金", "单位资金", "上年结余、结转")
Codes = Mapping[str, FunctionCode] | Mapping[str, EconomicCode]


@check(
    "COD-01",
    "科目编码在本年度科目表中",
    spoils=_CLASSES,
    waivable=False,
    basis=_BASIS,
    compares="明细和采购用到的科目编码，与本年度科目表 data/_codes",
    fix="改正编码；编码没有错而科目表不全的，在科目表加上这一行和它的上级",
)
def codes_known(case: Case) -> Iterator[Fault]:
    """Every function and economic code of the ledger and of procurement stands in the code list of the year."""
    model = case.model
    for title, file, used, codes in _used(model):
        for code, places in used.items():
            if code not in codes:
                message = f"{title}“{code}”不在 {model.year} 年科目表中"
                yield Fault(message, tuple(places), _hint(model, file, code, codes))


@check(
    "COD-02",
    "资金来源在本年度资金来源表中",
    spoils=("资金来源", "来源大类"),
    waivable=False,
    basis="预算法实施条例第五条（部门预算反映安排的所有资金）",
    compares="明细用到的资金来源，与本年度 funds.csv",
    fix="改正名称；没有写错的，在 funds.csv 加一行并写明来源大类",
)
def funds_known(case: Case) -> Iterator[Fault]:
    """Every source of funds of the ledger stands in funds.csv of the year, so that its group (来源大类) is known."""
    model = case.model
    used = places_of((line.fund, line.row.at("资金来源")) for line in model.ledger)
    for fund, places in used.items():
        if fund not in model.codes.funds:
            known = guess(fund, model.codes.funds) or f"现有：{listed(model.codes.funds)}。"
            hint = f"{known}如果没有写错，在 {model.codes.folder}/funds.csv 加一行：{fund},〔来源大类〕,〔来源〕"
            yield Fault(f"资金来源“{fund}”不在 {model.year} 年资金来源表中", tuple(places), hint)


@check(
    "COD-05",
    "版式里的资金来源没有写错字",
    basis="预算法实施条例第五条（部门预算反映安排的所有资金）",
    compares="版式条件里的资金来源和来源大类，与本年度 funds.csv：只差一个字、或者多一个字少一个字的",
    fix="照资金来源表改版式里的名称",
    threshold="一个字：常量，gen/check/codes.py；资金来源表里根本没有的名称不报，那一年可能没有这种资金",
)
def asked_funds_known(case: Case) -> Iterator[Fault]:
    """No fund or group of funds that a filter of the edition names is one character off from one that the year's list has.

    One that the list does not have at all there may be none of this year; one misspelt would be 0 for ever.
    """
    codes = case.model.codes
    lists = {"资金来源": dict.fromkeys(codes.funds), "来源大类": dict.fromkeys(fund.group for fund in codes.funds.values())}
    asked: dict[tuple[str, str], Place] = {}
    for where, place in case.edition.filters() if case.edition else ():
        for name in lists:
            for value in where.get(name, ()):
                asked.setdefault((name, value), place)
    for (name, value), place in asked.items():
        # One that the edition asks for besides is no slip, unless the other is nowhere.
        slips = (known for known in lists[name] if one_off(known, value) and (value not in lists[name] or (name, known) not in asked))
        meant = next(slips, "")
        if meant:
            rows = tuple(fund.row.at(name) for fund in codes.funds.values() if meant in (fund.name, fund.group))
            if value in lists[name]:
                message = f"资金来源表里的{name}“{meant}”与版式所用的“{value}”只差一个字"
                yield Fault(message, (*rows, place), f"是否“{value}”？")
            else:
                message = f"版式按{name}“{value}”选取，{case.model.year} 年资金来源表中没有它"
                yield Fault(message, (place, *rows), f"是否“{meant}”？两处写错的一处改正")


@check(
    "COD-10",
    "来源大类是认得的",
    spoils=("来源大类",),
    basis="预算法实施条例第五条（部门预算反映安排的所有资金）",
    compares="本年度 funds.csv 的每个来源大类，与通行的大类、版式所用的大类、表里别的行的大类和它自己的资金来源名称",
    fix="照所列的名称改；不分大类的，写与资金来源相同的名称",
    threshold="通行的大类：常量，gen/check/codes.py；与版式所用的只差一个字的，由 COD-05 报",
)
def groups_known(case: Case) -> Iterator[Fault]:
    """Every group of funds is a usual one, one that the edition asks for, one that another fund has, too, or the fund itself, where forms have no groups."""
    funds = case.model.codes.funds.values()
    filters = case.edition.filters() if case.edition else ()
    asked = {value for where, _ in filters for value in where.get("来源大类", ())}
    shared = Counter(fund.group for fund in funds)
    lines = places_of((line.fund, line.row.at("资金来源")) for line in case.model.ledger)
    for fund in funds:
        slip = any(one_off(fund.group, value) for value in asked)
        if fund.group not in {*_GROUPS, *asked, fund.name} and shared[fund.group] == 1 and not slip:
            known = list(dict.fromkeys((*_GROUPS, fund.name)))
            hint = guess(fund.group, known) + f"可以写：{'、'.join(f'“{name}”' for name in known)}；不分大类的写与资金来源相同的名称"
            places = (fund.row.at("来源大类"), *lines.get(fund.name, ()))
            yield Fault(f"没有“{fund.group}”这个来源大类（资金来源“{fund.name}”）", places, hint)


@check(
    "COD-03",
    "科目的上级科目也在科目表中",
    basis=_BASIS,
    compares="用到的科目的类、款，采购品目的大类（品目表列了大类的），与科目表、品目表里有的编码",
    fix="在科目表补上级科目的编码和名称，表格要印它的名称",
)
def parents_known(case: Case) -> Iterator[Fault]:
    """For every listed code in use its 类 and 款 are listed too, for the tables print their names."""
    model = case.model
    for _, file, used, codes in _used(model):
        wanted: dict[str, list[Place]] = {}
        for code, places in used.items():
            if code in codes:
                for parent in _parents(code):
                    if parent not in codes:
                        wanted.setdefault(parent, [codes[code].row.at("编码")]).extend(places)
        for parent, at in wanted.items():
            message = f"用到的科目“{_text_at(model, at[0])}”的上级科目“{parent}”不在科目表中"
            hint = f"在 {model.codes.folder}/{file} 加一行：{parent},〔科目名称〕,〔来源〕"
            yield Fault(message, tuple(at), hint)
    # A list of items that names classes (A 货物类) names every one that is used.
    classes = {code for code in model.codes.items if len(code) == 1}
    lacking = [(line.item[:1], line.row.at("采购品目编码")) for line in model.procurement if line.item]
    for one, places in places_of(lacking if classes else ()).items():
        if one not in classes:
            hint = f"在 {model.codes.folder}/items.csv 加一行：{one},〔品目大类的名称〕,〔来源〕"
            yield Fault(f"采购品目的大类“{one}”不在品目表中", tuple(places), hint)


@check(
    "COD-04",
    "每行明细该有的科目编码都有",
    spoils=_CLASSES,
    basis=_BASIS,
    compares="每行明细的编码栏，与该有的编码：支出要有功能科目，基本支出还要有经济科目",
    fix="填“项”级功能科目（7位）、“款”级经济科目（5位）；照公开文件记录的文件夹（recorded）不要求",
)
def codes_given(case: Case) -> Iterator[Fault]:
    """Expenditure lines carry a function code, basic ones an economic code; folders recorded from published files may leave what those leave out."""
    if case.model.unit.recorded is not None and case.model.unit.recorded.value:
        return
    for line in case.model.ledger:
        if line.kind == "结转下年":
            continue
        if not line.function:
            yield Fault(f"{line.kind}没有功能科目编码", (line.row.at(_FUNCTION),), "填“项”级科目编码（7位）")
        if line.kind == "基本支出" and not line.economic:
            yield Fault("基本支出没有经济科目编码", (line.row.at(_ECONOMIC),), "填部门预算支出经济分类“款”级科目编码（5位）")


@check(
    "COD-06",
    "行政运行不列项目支出",
    severity=Severity.WARNING,
    basis="政府收支分类科目（行政运行反映行政单位的基本支出）",
    compares="项目支出用到的功能科目名称，与“行政运行”",
    fix="项目支出改列本款的“一般行政管理事务”或专门的项级科目；批复就是这样的保留这条警告",
)
def running_costs_are_basic(case: Case) -> Iterator[Fault]:
    """No project is paid under a function called 行政运行, which is for basic expenditure."""
    for line in case.model.ledger:
        function = case.model.codes.functions.get(line.function)
        if line.kind == "项目支出" and function is not None and function.name == _RUNNING:
            hint = "核对这一行的功能科目和支出类型：行政运行反映基本支出"
            yield Fault(f"项目支出列在“{line.function} {_RUNNING}”", (line.row.at(_FUNCTION), line.row.at("支出类型")), hint)


@check(
    "COD-07",
    "上年以来停用、改名的科目有说明",
    severity=Severity.WARNING,
    basis="政府收支分类科目（每年修订）",
    compares="上年文件夹用到的科目，与上年、本年两份科目表：本年改了名的，本年科目表列全而没有了的",
    fix="在文中说明口径的变化；名称录错的改科目表；说明了的保留这条警告",
    threshold="科目表没有列全（complete = false）的，没有的科目不报：可能只是没有录",
)
def codes_continue(case: Case) -> Iterator[Fault]:
    """No code that last year's folder used has another name this year, or is gone from a list of this year that is complete."""
    last = case.model.last
    if last is None:
        return
    hint = "在文中说明口径的变化；名称录错的改科目表；说明了的保留这条警告"
    for (title, _, used, before), (_, _, _, now) in zip(_used(last), _used(case.model), strict=True):
        for code, places in used.items():
            if code in before and code in now and before[code].name != now[code].name:
                message = f"{title}“{code}”上年是“{before[code].name}”，本年是“{now[code].name}”"
                yield Fault(message, (now[code].row.at("名称"), before[code].row.at("名称")), hint)
            elif code in before and code not in now and case.model.codes.complete:
                yield Fault(f"上年用到的{title}“{code} {before[code].name}”本年没有了", (places[0], before[code].row.at("编码")), hint)


@check(
    "COD-08",
    "基本支出由人员、公用和对个人和家庭的补助组成",
    severity=Severity.WARNING,
    basis="预算法实施条例第五条（基本支出包括人员经费和公用经费）",
    compares="基本支出的经济分类（类），与人员、公用、对个人和家庭的补助所用的类",
    fix="核对经济科目和支出类型；批复就是这样的保留这条警告",
    threshold="哪几类：版式的 [limits] basic_classes（301、302、303、310）",
)
def basic_expenditure_made_up(case: Case) -> Iterator[Fault]:
    """Each line of basic expenditure with an economic code is of a class that 人员经费 or 公用经费 is made up of."""
    if case.edition is None:
        return
    classes = case.edition.limits.basic_classes
    for line in case.model.ledger:
        if line.kind == "基本支出" and line.economic and line.economic[:3] not in classes:
            message = f"基本支出用了经济分类“{line.economic}”，既不是人员经费也不是公用经费"
            yield Fault(message, (line.row.at(_ECONOMIC), line.row.at("支出类型")), "核对经济科目和支出类型；批复就是这样的保留这条警告")


@check(
    "COD-09",
    "基本支出的经济科目到款",
    severity=Severity.WARNING,
    basis=_BASIS,
    compares="基本支出的经济科目编码，与 5 位的“款”级编码",
    fix="填“款”级编码；确实只知道到“类”的保留这条警告。照公开文件记录的文件夹（recorded）不查",
)
def basic_expenditure_by_item(case: Case) -> Iterator[Fault]:
    """Each line of basic expenditure that has an economic code has one of five digits; a recorded folder knows what its source tells."""
    if case.model.unit.recorded is not None and case.model.unit.recorded.value:
        return
    for line in case.model.ledger:
        if line.kind == "基本支出" and 0 < len(line.economic) < 5:
            hint = "填部门预算支出经济分类“款”级科目编码（5位）；确实只知道到“类”的保留这条警告"
            yield Fault(f"基本支出的经济科目“{line.economic}”没有到款", (line.row.at(_ECONOMIC),), hint)


def _used(model: Model) -> Iterator[tuple[str, str, dict[str, list[Place]], Codes]]:
    """For each code list: the column's title, the file, the codes used with their places, the list."""
    functions = [(line.function, line.row.at(_FUNCTION)) for line in model.ledger]
    functions += [(line.function, line.row.at(_FUNCTION)) for line in model.procurement]
    economics = [(line.economic, line.row.at(_ECONOMIC)) for line in model.ledger]
    yield _FUNCTION, "functions.csv", places_of(functions), model.codes.functions
    yield _ECONOMIC, "economics.csv", places_of(economics), model.codes.economics


def _text_at(model: Model, place: Place) -> str:
    line = model.sources[place.path].split("\n")[place.line - 1]
    return line[place.column - 1 : place.column - 1 + place.width]


def _parents(code: str) -> tuple[str, ...]:
    return tuple(code[:length] for length in (3, 5) if length < len(code))


def _hint(model: Model, file: str, code: str, codes: Codes) -> str:
    """The nearest listed codes, then what to write where if the code is right."""
    near = _nearest_codes(code, codes)
    guess = "相近的科目：" + "、".join(f"{known} {codes[known].name}" for known in near) + "。" if near else ""
    if model.codes.complete:
        return guess + "科目表已列全，请核对编码"
    lines = "；".join(f"{wanted},〔科目名称〕,〔来源〕" for wanted in (*_parents(code), code) if wanted not in codes)
    return f"{guess}如果编码没有错，在 {model.codes.folder}/{file} 按编码次序加上：{lines}"


def _nearest_codes(code: str, codes: Iterable[str]) -> list[str]:
    """Three codes of the same length at most, those first that differ in the fewest digits."""
    alike = get_close_matches(code, [known for known in codes if len(known) == len(code)], 20, 0.7)
    return sorted(alike, key=lambda known: sum(a != b for a, b in zip(code, known, strict=True)))[:3]
