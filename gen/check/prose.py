"""Typed prose (手写文字): numbers and direction words that the generator should have written, and blanks that nobody filled."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from gen.amount import Amount, Unit, display, round_half_up
from gen.check.rule import Case, Fault, check
from gen.check.tell import named, spot
from gen.compose.assemble import Composed
from gen.derive.figure import Derived, Figure, line_sum, sources
from gen.document import Block, FigureRef, Inline, Table, Text, leaves, texts
from gen.findings import Place, Severity
from gen.model.folder import Model
from gen.model.shape import Kind, Sourced, fields_of

_NUMBER = r"(?P<number>\d[\d,，]*(?:\.\d+)?)"
_TYPED = re.compile(_NUMBER + r"\s*(?P<unit>万元|元|%|％|[一-鿿])")
_DIRECTION = "增加|减少|增长|下降|上升|降低|增幅|减幅|升幅|降幅|持平"
_MONEY_WORD = "经费|预算|支出|收入|费用|开支|资金|投入|拨款|金额|总额"
#: By how much money rose or fell, or by what share: the share of something else (减少能耗5%) is a goal that nothing else tells.
_TYPED_CHANGE = re.compile(
    rf"(?:{_DIRECTION})[^，。；：！？、\d]{{0,4}}\d[\d,.]*\s*(?:亿元|万元|元|个百分点|倍)"
    rf"|(?:{_DIRECTION})(?:{_MONEY_WORD}|了|约|近|达|到|为|至|超过|幅度?|比例)*\d[\d,.]*\s*[%％]"
)
_BEFORE = re.compile(rf"({_DIRECTION})[^。；]*$")
_AFTER = re.compile(rf"^[^。；]*?({_DIRECTION})")
#: 待填 and 待补 stand for a blank where nothing is said to be filled in: 待补缴社保费 and 待填补的岗位 are words.
_BLANK = re.compile(r"[XxＸ]{2,}|×{2,}|＊{2,}|_{3,}|待[填补](?![一-鿿])|TODO|TBD|FIXME|(?<!\{)\{[^{}]*\}(?!\})|｛[^｛｝]*｝")
#: Signs of a template or of markup: in a text of the data they print as themselves.
_SIGNS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\*\*|^@[a-z]+|^#{1,3} ")
#: Texts that speak of goals and of work done, not of the budget: 服务差错率下降5% is a goal, 参保人数增长7% a result, and neither a change of money.
_GOALS = ("goals", "goal", "midterm", "overview", "purpose", "content", "duties", "year_tasks", "paragraphs", "problem", "measure")

#: What only a project's own form says of its plan, with the arithmetic behind it: numbers there are counted up, not taken over. Its goal of
#: the year is none of them: other forms print it among the text, where a number of the budget would be a second writing of it.
PLANS = ("overview", "purpose", "midterm")

#: Whose figures or texts: the slug of a budget unit, the department itself, or all of them (what the edition's prose may print).
_DEPARTMENT, _ALL = "", "*"


@check(
    "TXT-01",
    "手写的数不与算出的数重复",
    severity=Severity.WARNING,
    compares="手写文字里带单位的数，与同一页面上算出的数（同一单位、同样舍入）",
    fix="去掉手写的数；版式里的改用 f.、n. 或 words(…)",
)
def numbers_derived(case: Case) -> Iterator[Fault]:
    """No number typed in the texts or in the edition's prose equals, with its unit, a figure that the document prints.

    A text of a budget unit is held against that unit's own figures, a text of the department against those of no single unit: the other
    units' figures say nothing about it, and among so many one is the same by chance. The edition's prose may print any of them.
    """
    if case.composed is None or case.edition is None:
        return
    texts_by_path = _texts_by_path(case)
    plans = {text.place for name, text in _texts(case.model) if name in PLANS}
    # A scoring table states the thresholds of its form: they are no facts of the department.
    found = dict.fromkeys(
        (text, place)
        for text, place in _typed_texts(case.composed)
        if place.path.endswith((".toml", ".md")) and not place.path.endswith("/scores.toml") and place not in plans
    )
    owners = {part.folder: part.slug for part in case.model.parts}
    printed: Mapping[str, _Printed] = {}
    for text, place in found:
        for match in _TYPED.finditer(text):
            printed = printed or _printed(case, owners)
            figure = printed[_owner(owners, place.path)].equal(match["number"], match["unit"])
            if figure is not None:
                message = f"写了“{match[0]}”，与算出的“{named(figure.title, case.model)}”是同一个数"
                yield Fault(message, (spot(place, match[0], texts_by_path),), _leave(place))


@check(
    "TXT-02",
    "增减额和增减幅度不手写",
    compares="手写的用途和原因，与“增减词＋数＋单位（元、%、百分点、倍）”的写法",
    fix="只写原因或用途，不写数：方向、金额和百分比由程序算出",
)
def changes_derived(case: Case) -> Iterator[Fault]:
    """No use and no cause says by how much something rose or fell: that is derived, and would not follow when the data change."""
    for name, text in _texts(case.model):
        if name in _GOALS:
            continue
        for match in _TYPED_CHANGE.finditer(text.value):
            hint = "增减的方向、金额和百分比由程序算出；这里只写原因或用途，不写数"
            yield Fault(f"手写了增减：“{match[0]}”", (spot(text.place, match[0], case.model.sources),), hint)


@check("TXT-03", "没有未填的空白", compares="全部文字，与没有填的空白的写法（XX、××、待填、{单位} 等）", fix="补上内容，或者去掉这一句")
def blanks_filled(case: Case) -> Iterator[Fault]:
    """Neither texts nor page hold a placeholder: XX, ××, 待填, {单位}, TODO."""
    found = dict.fromkeys((text.value, text.place) for _, text in _texts(case.model))
    if case.composed is not None:
        found |= dict.fromkeys(_typed_texts(case.composed))
    sources = _texts_by_path(case)
    faults = [(match[0], spot(place, match[0], sources)) for text, place in found for match in _BLANK.finditer(text)]
    for word, place in dict.fromkeys(faults):
        yield Fault(f"“{word}”像是没有填的空白", (place,), "补上内容，或者去掉这一句")


@check(
    "TXT-05",
    "页面要用的文字都有",
    follows=("FIL-01 */ledger.csv", "FIL-01 */procurement.csv"),
    compares="页面要印的文字，与数据里写了的",
    fix="在所指的一组里补上；没有这一组就加一组",
)
def texts_given(case: Case) -> Iterator[Fault]:
    """No text that the page prints is missing in the data; a draft shows 〔此处缺…〕 in its place."""
    for blank in case.composed.blanks if case.composed else ():
        if blank.place.path.endswith("/projects.csv"):
            continue  # A project without any text: PRJ-03 says so.
        lines = blank.place.path.endswith(".csv")
        row = "补上说得清这个数的行" + ("，或者改正所指的这一行" if blank.place.line else "")
        hint = row if lines else "的这一组里补上；没有这一组就加一组"
        yield Fault(f"缺少{blank.what}，页面要用", (blank.place,), f"在 {blank.place.path} {hint}", blank.lost)


@check(
    "TXT-04", "版式不写死方向词", compares="正文模板里的增减词，与它旁边是不是数", fix="改用 words(…)：方向词、金额、百分比一起由数据算出"
)
def directions_derived(case: Case) -> Iterator[Fault]:
    """No prose of the edition types a direction word right before or after a figure: it would stay when the sign turns."""
    if case.composed is None or case.edition is None:
        return
    faults = dict.fromkeys(
        (word, spot(place, word, case.edition.sources))
        for block in case.composed.document.blocks()
        for inlines in texts(block)
        for word, place in _typed_directions(inlines)
    )
    for word, place in faults:
        hint = "改用 words(…)：方向词、金额、百分比一起由数据算出"
        yield Fault(f"正文模板在数字旁边写了“{word}”", (place,), hint)


def _typed_directions(inlines: tuple[Inline, ...]) -> Iterator[tuple[str, Place]]:
    run = list(leaves(inlines))
    for before, after in pairwise(run):
        if isinstance(after, FigureRef) and isinstance(before, Text) and _of_prose(before) and (match := _BEFORE.search(before.text)):
            yield match[1], before.place or Place("")
        if isinstance(before, FigureRef) and isinstance(after, Text) and _of_prose(after) and (match := _AFTER.search(after.text)):
            yield match[1], after.place or Place("")


def _of_prose(text: Text) -> bool:
    return text.place is not None and text.place.path.endswith(".md")


def _leave(place: Place) -> str:
    if place.path.startswith("data/"):
        return "能算出的数不要手写：把它从文字里去掉，数据改了它不会跟着改"
    return "改用 f.、n. 或 words(…) 印这个数，数据改了它才会跟着改"


def _typed_texts(composed: Composed) -> Iterator[tuple[str, Place]]:
    """Every text on the page that somebody typed, with its place (that of its block where it has none of its own)."""
    for block in composed.document.blocks():
        for inlines in texts(block):
            for inline in leaves(inlines):
                place = None if isinstance(inline, FigureRef) else inline.place or _place(block)
                if place is not None:
                    yield inline.text, place


def _place(block: Block) -> Place | None:
    return getattr(block, "place", None)


def _texts(model: Model) -> Iterator[tuple[str, Sourced[str]]]:
    """Every text of a department's TOML files and of its units'."""
    for one in model.folders:
        yield from walk(one.unit)
        yield from walk(one.texts)


def walk(record: object) -> Iterator[tuple[str, Sourced[str]]]:
    """Every text of a TOML record with the name of its field."""
    for entry in fields_of(type(record)):
        value = getattr(record, entry.name)
        match entry.kind:
            case Kind.TEXT if value is not None:
                yield entry.name, value
            case Kind.TEXTS:
                yield from ((entry.name, text) for text in value)
            case Kind.RECORD if value is not None:
                yield from walk(value)
            case Kind.RECORDS:
                for item in value:
                    yield from walk(item)
            case _:
                pass


def _texts_by_path(case: Case) -> Mapping[str, str]:
    return {**case.model.sources, **(case.edition.sources if case.edition else {})}


@dataclass(slots=True)
class _Printed:
    """The figures that the page prints, by kind, and how they read when rounded to some places.

    An amount that is known to 万元 only is no number typed in 元; but whatever it is known to, it is the number that the page prints. A number of
    a single digit (3万元, 30000元) is an amount only where it is exactly that: too many round to it.
    """

    unit: str

    money: dict[str, Figure] = field(default_factory=dict)
    rates: dict[str, Figure] = field(default_factory=dict)
    counts: dict[tuple[str, str], Figure] = field(default_factory=dict)
    verbatim: dict[tuple[str, str], Figure] = field(default_factory=dict)
    coarsest: dict[str, Decimal] = field(default_factory=dict)
    known: dict[tuple[str, int, bool], dict[Fraction, Figure]] = field(default_factory=dict)

    def add(self, figure: Figure, words: str, after: str) -> None:
        """Take in a figure that is printed as ``words`` and stands before ``after``."""
        if isinstance(figure.value, Amount):
            self.money.setdefault(figure.id, figure)
            self.verbatim.setdefault((_plain(words), self.unit), figure)
        elif figure.unit == "%" and figure.value not in (0, 1):
            self.rates.setdefault(figure.id, figure)
        elif isinstance(figure.value, int) and after:
            self.counts.setdefault((display(figure.value, grouped=False), after), figure)

    def equal(self, number: str, unit: str) -> Figure | None:
        """The figure that a typed number with its unit equals, rounded to the places that were typed."""
        plain = _plain(number)
        unit = "%" if unit == "％" else unit
        if unit == "%" and plain in ("0", "100"):
            return None  # what many a goal says, and many a rate comes near
        if unit not in ("元", "万元", "%"):
            return self.counts.get((str(int(plain)), unit)) if plain.isdecimal() else None
        exactly = unit != "%" and len(plain.replace(".", "").strip("0")) == 1
        if not exactly and (plain, unit) in self.verbatim:
            return self.verbatim[plain, unit]
        return self.at(unit, len(plain.partition(".")[2]), exactly=exactly).get(Fraction(plain))

    def at(self, unit: str, places: int, *, exactly: bool) -> dict[Fraction, Figure]:
        """The figures of a unit as they read at so many places, or as they are."""
        if (unit, places, exactly) not in self.known:
            self.known[unit, places, exactly] = {
                value if exactly else Fraction(round_half_up(value, places)): figure
                for figure in reversed(self.rates.values() if unit == "%" else self.fine(Decimal(Unit(unit).in_yuan).scaleb(-places)))
                for value in (_number(figure, unit),)
            }
        return self.known[unit, places, exactly]

    def fine(self, to: Decimal) -> tuple[Figure, ...]:
        """The amounts that are known to so many 元."""
        self.coarsest = self.coarsest or {id: _coarsest(figure) for id, figure in self.money.items()}
        return tuple(figure for id, figure in self.money.items() if self.coarsest[id] <= to)


def _plain(number: str) -> str:
    """The digits and the point of a number, without the separators of thousands."""
    return number.replace(",", "").replace("，", "")


def _number(figure: Figure, unit: str) -> Fraction:
    if isinstance(figure.value, Amount):
        return Fraction(figure.value.to(Unit(unit)))
    return Fraction(figure.value) * 100


def _coarsest(figure: Figure) -> Decimal:
    """What the least well known amount that a figure rests on is known to, in 元; 0 where all are exact."""
    found, stack = Decimal(0), [figure]
    while stack:
        origin = stack.pop().origin
        if isinstance(origin, Derived):
            stack.extend(origin.inputs)
        elif origin.precision is not None:
            found = max(found, origin.precision.yuan)
    return found


def _printed(case: Case, owners: Mapping[str, str]) -> Mapping[str, _Printed]:
    """All figures of a document by whose they are; a count is known by the word after it (人, 辆, 个)."""
    assert case.composed is not None and case.edition is not None
    tables = {table.id for table in case.edition.tables.values()}
    printed = {slug: _Printed(case.edition.unit) for slug in (_ALL, _DEPARTMENT, *owners.values())}
    for block in case.composed.document.blocks():
        for inlines in texts(block):
            run = list(leaves(inlines))
            for index, inline in enumerate(run):
                if isinstance(inline, FigureRef):
                    figure = case.composed.figures[inline.figure]
                    after = run[index + 1].text[:1] if index + 1 < len(run) else ""
                    for slug in (_ALL, _owner_of(figure, tables, owners)):
                        printed[slug].add(figure, inline.text, after)
    return printed


def _owner_of(figure: Figure, tables: Container[str], owners: Mapping[str, str]) -> str:
    """The unit that a figure is of: a fact of that unit, or a cell of a table that rests on lines of that unit alone."""
    first, _, _ = figure.id.partition("/")
    if first not in tables:
        return first if first in owners.values() else _DEPARTMENT
    found = {_owner(owners, place.path) for place in sources(line_sum(figure))} if owners else set()
    return found.pop() if len(found) == 1 else _DEPARTMENT


def _owner(owners: Mapping[str, str], path: str) -> str:
    """Whose file this is; ``owners`` are the units by their folders."""
    return _ALL if path.startswith("templates/") else owners.get(path.rpartition("/")[0], _DEPARTMENT)


@check(
    "TXT-08",
    "数后面的单位与版式一致",
    compares="正文模板里数后面写的单位，与版式印这个数的单位",
    fix="改写单位，或者改 edition.toml 的 unit",
)
def units_agree(case: Case) -> Iterator[Fault]:
    """After an amount the edition's prose says the unit in which it prints amounts: 元 for 万元 would be ten thousand times off."""
    if case.composed is None or case.edition is None:
        return
    unit, other = case.edition.unit, "元" if case.edition.unit == "万元" else "万元"
    faults: dict[Place, None] = {}
    for block in case.composed.document.blocks():
        for inlines in () if isinstance(block, Table) else texts(block):
            for figure, after in pairwise(leaves(inlines)):
                known = case.composed.figures[figure.figure] if isinstance(figure, FigureRef) else None
                # 0 元 is 0 万元.
                counts = known is not None and known.unit == "元" and bool(known.amount)
                if counts and isinstance(after, Text) and after.text.startswith(other) and after.place is not None:
                    faults[after.place] = None
    for place in faults:
        yield Fault(f"数按{unit}印，后面写的是“{other}”", (place,), f'改写成{unit}，或者在 edition.toml 写 unit = "{other}"')


@check(
    "TXT-06",
    "名称的末位数字不与后面的数连在一起",
    compares="数前面的文字，与它是不是以数字结尾",
    fix="在名称末尾加“年”“号”等字，或者另写一个不以数字结尾的名称",
)
def numbers_apart(case: Case) -> Iterator[Fault]:
    """No text that ends with a digit stands right before a printed figure: the two would read as one number."""
    if case.composed is None:
        return
    for block in case.composed.document.blocks():
        for inlines in texts(block):
            for before, after in pairwise(leaves(inlines)):
                if isinstance(after, FigureRef) and not isinstance(before, FigureRef) and before.text[-1:].isdigit() and before.place:
                    message = f"“{before.text[-12:]}”以数字结尾，后面紧接“{after.text}”，连起来读成了一个数"
                    yield Fault(message, (before.place,), "在名称末尾加“年”“号”等字，或在 projects.csv 用…名称列另写一个不以数字结尾的名称")


@check(
    "TXT-07",
    "文字里没有模板和标记的写法",
    severity=Severity.WARNING,
    compares="数据里的文字，与模板和标记的写法（{{ }}、**、@ 等）",
    fix="数据里的文字不会当作模板：不是要印它，就删去",
)
def no_signs(case: Case) -> Iterator[Fault]:
    """Texts of the data hold no {{ }}, {% %}, ** or @directive: they are never read as such, but print as they stand."""
    for _, text in (*walk(case.model.unit), *walk(case.model.texts)):
        for sign in dict.fromkeys(match[0] for match in _SIGNS.finditer(text.value)):
            place = spot(text.place, sign, case.model.sources)
            yield Fault(f"“{sign}”会照原样印出来", (place,), "数据里的文字不会当作模板；不是要印它，就删去")
