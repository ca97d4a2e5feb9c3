"""Changes and last year (增减变化和上年数): what is said without a cause, and what cannot be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gen.check.rule import Case, Fault, check
from gen.check.tell import one_off, spot
from gen.compose.edition import Edition
from gen.compose.wording import Unexplained
from gen.derive.parts import PartFacts
from gen.findings import Place, Severity
from gen.model.folder import Model
from gen.read.gate import guess, listed, nearest

_BASIS = "财政预决算领域基层政务公开标准目录（收支增减变化情况）"
PROJECT = "项目"
#: A clause that gives no reason: 因工作需要, 根据本年度实际情况, 据实安排, 正常变动 (and the blank after a last stop).
_FILLER = re.compile(
    "(?:因|由于|根据|按照?|依据|结合)?(?:本年度?|年度|本?单位|本?部门|实际|工作|业务|形势|具体|的)*(?:需要|安排|情况|变化|要求)?"
    "(?:进行|据实|统筹|正常|合理|相应)*(?:安排|调整|编列|编制|变动|变化)?(?:预算|经费|支出)?"
)
#: A clause that says only that it rose or fell, which is what was to be explained: 经费增加, 较上年有所减少.
_CIRCULAR = re.compile(
    "(?:本年度?|今年|较上年度?|比上年度?|预算|项目|经费|支出|收入|资金|金额|安排|相应|有所|该项|费用)*(?:增加|减少|增长|下降|变动|变化)(?:了|所致|较多|较大)*"
    "(?:预算|经费|支出|收入|资金|费用|所致)*"
)

_RISE, _FALL = "增加|增长|上升|增列|追加|增多|增大", "减少|下降|压减|压缩|削减|缩减|核减|调减|减小"
#: Words that say of something that there is more or less of it, in whatever way: one of them on the side of the change, and nothing is sure.
_MORE = re.compile(f"{_RISE}|提高|提升|扩大|上调|上涨|加大|增|恢复|翻番|超|新[建设开购办]|补[充发足齐缴]")
_LESS = re.compile(f"{_FALL}|降|减|压|收回|节约|厉行|不再|取消|结束|完成|没有|无|停|并入|[划转]出|划入|剥离|合并")
_MONEY = "(?:经费|预算|支出|费用|开支|投入|资金|金额|总额|规模|费)"
_THEN = "(?:较上年度?|比上年度?|较去年|比去年|本年度?|今年|年度|总体|大幅度?|明显|相应|有所|也|略有|逐年|作了|做了|进一步)*"


def _says(words: str) -> re.Pattern[str]:
    """What says that the money itself rose or fell: a cause that begins with it, that has it of the money, or the money as its object."""
    return re.compile(f"^{_THEN}(?:{words})|{_MONEY}{_THEN}(?:{words})|(?:{words})了?[^，。；、]{{0,10}}(?:{_MONEY}|安排)")


_SAYS = {True: _says(_RISE), False: _says(_FALL)}


@check(
    "CHG-01",
    "增减变化写明原因",
    follows=("FIL-01 */ledger.csv",),
    severity=Severity.WARNING,
    basis=_BASIS,
    compares="正文写到的每处增减，与数据里写的原因 cause",
    fix="照所列的那一行写 cause（项目的在 [[projects]]，事项和科目的在 [[items]]）；没有依据就不写，保留这条警告",
    threshold="列到哪一项为止由版式定：edition.toml 的 [reasons] share",
)
def causes_given(case: Case) -> Iterator[Fault]:
    """Every change that the document words has a cause in the data, and what drives the change of the whole is known (原因待补)."""
    for missing in case.composed.unexplained if case.composed else ():
        yield Fault(f"“{missing.name}”变动 {missing.size}，没有写原因（原因待补）", (missing.place,), _remedy(missing))


def _remedy(missing: Unexplained) -> str:
    """The line in which the cause belongs; of 其余 also what would let the change name more by itself."""
    table, file = "projects" if missing.is_project else "items", missing.place.path.rpartition("/")[2]
    here = '在这一条里加一行：cause = "〔原因〕"'
    new = f'在 {file} 加一条：[[{table}]] 下面写 name = "{missing.about}" 和 cause = "〔原因〕"'
    line = here if missing.there else new
    return "；".join((line, *_naming(missing), "没有依据就不写，不要编，保留这条警告"))


def _naming(missing: Unexplained) -> Iterator[str]:
    why = missing.rest
    if why is None:
        return
    if why.unknown:
        yield f"也可以在 prior.csv 补 {listed(part.name for part in why.unknown)} 的上年数，让它自己列明"
    elif why.by and not why.outside[0] and why.outside[1]:
        yield f"也可以在 prior.csv 按{why.by}补齐上年数，让它自己列明"
    others = [by for by in why.allowed if by != why.by]
    if others and why.said is None:
        yield f"也可以在“{missing.about}”的 [[items]] 里写 explained_by，换一种列法：{'、'.join(others)}（各项要有上年数）"


@check(
    "CHG-05",
    "增减原因不是空话",
    severity=Severity.WARNING,
    basis=_BASIS,
    compares="数据里写的原因 cause，与不说明任何事的套话（因工作需要、根据实际情况、据实安排等），以及只说增减了的话（经费增加、支出较上年减少）",
    fix="写出具体的事：哪项工作、人数或标准变了；没有依据就不写，不要编",
    threshold="套话的写法：常量，gen/check/causes.py；整条都是套话才报",
)
def causes_say_something(case: Case) -> Iterator[Fault]:
    """No cause consists of filler alone, which would fit every change of any department, or of the change that it is to explain."""
    for model in case.model.folders:
        for text in model.texts.explained():
            if text.cause and all(
                _FILLER.fullmatch(clause) or _CIRCULAR.fullmatch(clause) for clause in re.split("[，。；、]", text.cause.value)
            ):
                message = f"“{text.name.value}”的原因“{text.cause.value}”没有说明是什么事"
                yield Fault(message, (text.cause.place,), "写出具体的事；没有依据就去掉这一句，不要编")


@check(
    "CHG-06",
    "原因与增减的方向一致",
    severity=Severity.WARNING,
    basis=_BASIS,
    compares="原因 cause 里说钱增加还是减少的话（开头就说的，说经费、预算、支出等的），与算出的增减方向；同一件事又说增加又说减少的",
    fix="核对原因写得对不对、上年数对不对；属实的（如减少了收费，改由财政安排，所以增加）写清楚，或保留这条警告",
    threshold="只报原因里一个顺着方向的词也没有的；说别的事的增减（读者减少、标准提高）不查，它怎样影响金额要人来判断",
)
def causes_go_with_changes(case: Case) -> Iterator[Fault]:
    """No cause says only that the money moved the other way than it did, and none says of one thing that it rose and fell."""
    for said in case.composed.caused if case.composed else ():
        words = _SAYS[not said.rise].search(said.cause.value)
        if words and not (_MORE if said.rise else _LESS).search(said.cause.value):
            is_, says = ("增加", "减少") if said.rise else ("减少", "增加")
            message = f"“{said.name}”算出来是{is_}，原因却说{says}：“{words[0]}”"
            hint = "核对原因写得对不对、上年数对不对；属实的写清楚，或保留这条警告"
            yield Fault(message, (spot(said.cause.place, words[0], case.model.sources),), hint)
    for model in case.model.folders:
        for cause in (text.cause for text in model.texts.explained() if text.cause):
            if both := _both_ways(cause.value):
                yield Fault(f"原因里又说增加又说减少：“{both}”", (spot(cause.place, both, case.model.sources),), "核对是哪一样，去掉另一样")


def _both_ways(cause: str) -> str:
    """What a cause says of one thing, that it rose and that it fell; "" where it says so of none."""
    if adjacent := re.search(f"(?:{_RISE})了?(?:{_FALL})|(?:{_FALL})了?(?:{_RISE})", cause):
        return adjacent[0]
    for rise, fall in ((_RISE, _FALL), (_FALL, _RISE)):
        # What stands before the word and what behind it are the thing; with both of a clause alike it is the same thing.
        if match := re.search(
            f"(?:^|(?<=[，。；、]))([^，。；、]*?)(?:{rise})(了?[^，。；、]*)[，。；、]\\1(?:{fall})\\2(?=[，。；、]|$)", cause
        ):
            return match[0]
    return ""


@check(
    "CHG-07",
    "没有增减的不写原因",
    severity=Severity.WARNING,
    compares="数据里写的原因 cause，与它那一项的增减：持平的，或者差额小得印出来是 0 的，页面不印原因",
    fix="去掉这一条；是另一项的原因，写到那一项下面；应当有增减的，核对两年的数",
)
def causes_used(case: Case) -> Iterator[Fault]:
    """No cause is given for what did not change, or changed by less than the page shows: it would stand nowhere."""
    if case.composed is None:
        return
    used = {said.cause.place for said in case.composed.caused}
    for place, name in case.composed.idle.items():
        if place not in used:
            yield Fault(
                f"“{name}”与上年持平，写的原因用不上", (place,), "去掉这一条；是另一项的原因，写到那一项下面；应当有增减的，核对两年的数"
            )


@check(
    "CHG-02",
    "要与上年比较的都有上年数",
    follows=("FIL-01 prior.csv",),
    severity=Severity.WARNING,
    basis=_BASIS,
    compares="要与上年比较的项目和事项，与上年文件夹或 prior.csv 里有的",
    fix="在 prior.csv 加一行；上年没有就写 0，没有公开过就不加，文中会写明不作比较",
)
def last_year_known(case: Case) -> Iterator[Fault]:
    """Last year's folder or prior.csv tells of every project of the ledger and every matter that the edition compares; 0 is told, no row is not."""
    if case.facts is None:
        return  # The edition could not be read; what last year's folder tells is not known either.
    model = case.model
    rows = {(row.item, row.object) for row in model.prior} | case.facts.last.told.keys()
    # A form without words for the change of projects compares none.
    worded = case.edition is None or "project" in case.edition.wordings
    projects = {line.project: line.row.at(PROJECT) for line in reversed(model.ledger) if line.project and worded}
    spare = sorted({object for item, object in rows if item == PROJECT} - set(projects))
    listed_names = {project.name for project in model.projects}
    written = {row.object: row.row.at("对象") for row in model.prior if row.item == PROJECT}
    for name, place in reversed(projects.items()):
        if (PROJECT, name) not in rows:
            near = nearest(name, spare)
            # A name one character off from that of a listed project is a slip of the pen in prior.csv, where it is to be mended.
            there = (written[near],) if near in written else ()
            places = (*there, place) if near and name in listed_names and one_off(near, name) else (place, *there)
            yield Fault(f"项目“{name}”没有上年数", places, _add(model, PROJECT, name) + (f"；那里的“{near}”是不是它？" if near else ""))
    for item, part in itemized(case, first=True):
        if part.change.before is None:
            place = Place(f"{model.folder}/prior.csv")
            yield Fault(f"{item}的“{part.member.label}”没有上年数", (place,), _add(model, item, part.member.value))
    for item, object in dict.fromkeys(compared(case.edition)) if case.edition else ():
        found = (item, object) in rows if object else any(row_item == item for row_item, _ in rows)
        if not found:
            what = f"{item}的“{object}”" if object else f"“{item}”"
            yield Fault(f"{what}没有上年数", (Place(f"{model.folder}/prior.csv"),), _add(model, item, object))


@check(
    "CHG-03",
    "上年数都用得上",
    severity=Severity.WARNING,
    compares="prior.csv 的每一行，与版式要比较的事项和对象",
    fix="照所列的名称改正事项或对象；用不上的行去掉",
)
def last_year_used(case: Case) -> Iterator[Fault]:
    """Every row of prior.csv is a project or a matter that the edition compares: a misspelt one would be added up or lost unseen."""
    if case.edition is None:
        return
    # A code that no list has is a part only because prior.csv says so.
    parts = ((item, part.member.value) for item, part in itemized(case) if part.member.code or part.change.now.amount)
    known = dict.fromkeys((*compared(case.edition), *parts))
    # A form that compares nothing has no use for the file, which another document of the folder may need.
    for row in case.model.prior if known else ():
        if row.item != PROJECT and (row.item, row.object) not in known:
            objects = [object for item, object in known if item == row.item and object]
            title, names = ("对象", objects) if objects else ("事项", [PROJECT, *dict.fromkeys(item for item, _ in known)])
            word = row.object if objects else row.item
            message = f"没有哪一处用到“{row.item}{'，' if row.object else ''}{row.object}”的上年数"
            yield Fault(message, (row.row.at(title),), guess(word, names) or f"{title}可以写：{listed(names)}")


@check(
    "CHG-04",
    "指定的分项是版式允许的",
    compares="[[items]] 的 explained_by，与版式为这个事项列出的分项（项目、科目、资金来源等）",
    fix="照所列的分项改；去掉这一行，就由程序选说明得最多的分项",
)
def bridges_known(case: Case) -> Iterator[Fault]:
    """Where the data fixes along what a change is explained, the edition has that among the dimensions of the matter."""
    quantities = case.edition.definitions.quantities if case.edition else ()
    allowed = {quantity.item: quantity.parts for quantity in quantities if quantity.item}
    for item in (item for model in case.model.folders for item in model.texts.items):
        said = item.explained_by
        known = allowed.get(item.name.value, ())
        if said is not None and item.name.value in allowed and said.value not in known:
            hint = f"可以写：{listed(known)}" if known else "这个事项不列原因，去掉这一行"
            yield Fault(f"“{item.name.value}”不能按“{said.value}”列原因", (said.place,), guess(said.value, known) + hint)


def compared(edition: Edition) -> Iterator[tuple[str, str]]:
    """Each 事项 and 对象 that the edition compares with last year; one that is the sum of its objects is named by them."""
    comparatives = {comparative.prior: comparative for comparative in edition.definitions.comparatives if not comparative.written}
    for quantity in edition.definitions.quantities:
        if len(quantity.prior) > 1:
            yield quantity.prior[0], quantity.prior[1]
        elif quantity.prior and quantity.prior[0] not in comparatives:
            yield quantity.prior[0], ""
    for comparative in comparatives.values():
        yield from ((comparative.prior, item) for item in comparative.items)


def itemized(case: Case, *, first: bool = False) -> Iterator[tuple[str, PartFacts]]:
    """The parts of quantities along their dimensions, or along the ``first`` alone, under the 事项 that prior.csv has them by."""
    if case.edition is None or case.facts is None:
        return
    for quantity in case.edition.definitions.quantities:
        for by in quantity.itemized if quantity.prior else ():
            if not first or by == quantity.parts[0]:
                yield from ((quantity.prior[0], part) for part in case.facts.itemized[quantity.id][by])


def _add(model: Model, item: str, object: str) -> str:
    return f"在 {model.folder}/prior.csv 加一行：{item},{object},〔上年数〕,〔依据〕；上年没有就写 0，没有公开过就不加，文中会写明不作比较"
