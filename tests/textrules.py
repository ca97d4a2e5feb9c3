"""Rules over the text of a printed document as it was read again: against its tables, and against itself.

They know how Chinese budget texts are worded, and neither templates nor data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from tests.audited import TOTAL, Audit, Number, as_number
from tests.readagain import NUMBER

#: The numbers that stand under a name in any table, and the amounts of a table by years, by head and year.
Names = Mapping[str, set[Number]]
Years = Mapping[tuple[str, str], Number]


def audit_texts(result: Audit, texts: Sequence[str], names: Names, years: Sequence[Years]) -> None:
    """All rules over the texts of one document."""
    for text in texts:
        _amounts(result, text, names)
        _changes(result, text)
        for table in years:
            _directions(result, text, table)
    # What stands in several paragraphs is one text, since a PDF does not tell where a paragraph ends.
    whole = "".join(texts)
    _made_of(result, whole)
    _drivers(result, whole)
    for part in _units(whole):
        _one_amount(result, part)
        _projects(result, part)


# ── against the tables ──

_PARTS = re.compile("主要(包[括含]|用于)[：:]?")


def _shared(one: str, other: str) -> int:
    """How many characters two names share at their ends."""
    return next((n for n, (a, b) in enumerate(zip(reversed(one), reversed(other), strict=False)) if a != b), min(len(one), len(other)))


def _amounts(result: Audit, text: str, names: Names) -> None:
    """A number behind a name that tables have is a number that a table has under that name."""
    for match in re.finditer(rf"([^，。；：、\d]+)({NUMBER.pattern})万元", text):
        words = re.sub("^(?:其中|较|比)|(?:预算数?|共计)$", "", match[1])
        # A part of a project may bear the name of another.
        if re.search("增加|减少|增长|下降|增幅|减幅", words) or _PARTS.search(text[: match.start()].rpartition("。")[2]):
            continue
        named = {"部门预算收入": "收入总计", "部门预算支出": "支出总计"}
        name = next((total for end, total in named.items() if words.endswith(end)), None)
        name = name or max((label for label in names if words.endswith(label)), key=len, default=None)
        # A text may shorten a name of the tables from the front.
        name = name or max((label for label in names if _shared(words, label) >= 8), key=lambda label: _shared(words, label), default=None)
        if name in names:
            stated = as_number(match[2], Decimal("0.5"))
            close = any(abs(stated.value - number.value) <= max(stated.half, number.half) for number in names[name])
            result.true("文字与表", f"{match[0]}（{name}）", close)


_CHANGE = re.compile(
    rf"({NUMBER.pattern})万元[，、（]?(?:比|较)\d{{4}}年[^，。；\d]*?(增加|减少)({NUMBER.pattern})万元，(增长|下降|增幅|减幅)为?({NUMBER.pattern})"
)


def _changes(result: Audit, text: str) -> None:
    """The two words for a change have one direction, and its rate is the change by last year's amount."""
    for match in _CHANGE.finditer(text):
        up = match[2] == "增加"
        result.true("增减同向", match[0], up == (match[4] in ("增长", "增幅")))
        now, change = (as_number(part, Decimal("0.5")) for part in (match[1], match[3]))
        sign = 1 if up else -1
        rates = []
        # The rounded amounts leave the rate room on both sides.
        for low in (-1, 1):
            moved = change.value + low * change.half
            before = now.value - low * now.half - sign * moved
            rates.append(100 * moved / before if before else Decimal(0))
        rate = as_number(match[5], Decimal("0.5"))
        result.true("增减幅度", match[0], min(rates) - rate.half <= rate.value <= max(rates) + rate.half)


_ITEM = re.compile(
    rf"(“三公”经费[^，。；\d]*预算|因公出国（境）费|公务接待费|公务用车购置费|公务用车运行维护费)[^，；\d]*?(?:(\d{{4}})年预算数为?)?"
    rf"({NUMBER.pattern})(?:万元)?，[比与](\d{{4}})年[^，。；\d]*?(增加|减少|持平)(?:({NUMBER.pattern})万元)?"
)


def _directions(result: Audit, text: str, table: Years) -> None:
    """The word for a change between two years goes the way that the two printed rows go."""
    years = sorted({year for _, year in table})
    for match in _ITEM.finditer(text):
        words = match[1]
        name = next((n for n, _ in table if n.startswith("因公出国" if "出国" in words else words)), "")
        if words.startswith("“三公”"):
            name = next(n for n, _ in table if TOTAL.search(n))
        if len(years) != 2 or f"{match[4]}年" != years[0] or not name:
            continue
        last, this = table[name, years[0]], table[name, years[1]]
        moved = this.value - last.value
        said = {"增加": 1, "减少": -1, "持平": 0}[match[5]]
        # Two numbers that print alike may still differ by what was rounded away: by how much, the next rule asks.
        result.true("方向与表", f"{match[0]}；表上 {last.value} 到 {this.value}", moved == 0 or (moved > 0) - (moved < 0) == said)
        if match[6]:
            change = as_number(match[6], Decimal("0.5"))
            close = abs(abs(moved) - change.value) <= last.half + this.half + change.half
            result.true("差额与表", f"{match[0]}；表上 {last.value} 到 {this.value}", close)
        stated = as_number(match[3], Decimal("0.5"))
        result.true("当年与表", f"{match[0]}；表上 {this.value}", abs(stated.value - this.value) <= max(stated.half, this.half))


# ── what a text says twice, and what adds up within it ──

_AMOUNT = rf"({NUMBER.pattern})万元"
#: “A 12万元、B 3万元”, two or more behind a whole: what the whole is made of.
_LISTED = rf"[^，。；：、\d]+?{NUMBER.pattern}万元(?:[、和][^，。；：、\d]+?{NUMBER.pattern}万元)+"
_MADE_OF = re.compile(rf"([^，。；：、\d]+){_AMOUNT}(?:，[^。；：]*?)?，(?:包括|其中：|其中包括)({_LISTED})")
_ONE = re.compile(rf"(?:^|(?<=万元)[、和])(.+?){_AMOUNT}")
#: Where a part about one unit begins, and where the parts about units end.
_UNIT = re.compile(rf"[^，。；：、\d]+预算{_AMOUNT}，包括")
_CHAPTER = re.compile("第[一二三四五六七八九十]部分")
_HEADED = re.compile(rf"(?:[（(][一二三四五六七八九十]+[）)]|(?<![\d.])\d+[.．、])([^，。；：、\d]+){_AMOUNT}[，。]")
_PROJECTS = re.compile(rf"项目支出{_AMOUNT}，具体包括：")
_PROJECT = re.compile(rf"(?<=[。：])(\d+)[.．]([^。；：]+?){_AMOUNT}，")
_PART = re.compile(rf"(?:^|[；：]|其中，)([^，。；：、\d]+?){_AMOUNT}")


def _same(one: Number, other: Number) -> bool:
    return abs(one.value - other.value) <= max(one.half, other.half)


def _made_of(result: Audit, text: str) -> None:
    """“X万元，包括A…、B…” adds up."""
    for match in _MADE_OF.finditer(text):
        parts = [_wan(amount) for _, amount in _ONE.findall(match[3])]
        result.holds("包括各项", match[0], _wan(match[2]), parts)


def _wan(text: str) -> Number:
    return as_number(text, Decimal("0.5"))


def _units(text: str) -> list[str]:
    """What the text says of each unit: from the sentence that tells its whole to that of the next, or to the end of the chapter."""
    starts = [match.start() for match in _UNIT.finditer(text)]
    parts = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=False)]
    return [part[: found.start()] if (found := _CHAPTER.search(part)) else part for part in parts]


def _one_amount(result: Audit, part: str) -> None:
    """Within the part of one unit a name that is listed or headed has one amount."""
    made = _MADE_OF.search(part)
    first: dict[str, str] = {}
    for name, amount in (*(_ONE.findall(made[3]) if made else ()), *_HEADED.findall(part)):
        # One text says 对个人和家庭的补助支出, its heading 对个人和家庭补助支出.
        bare = name.replace("的", "")
        if bare in first:
            result.true("一名一数", f"{name}{amount}万元，又是{first[bare]}万元", _same(_wan(first[bare]), _wan(amount)))
        first.setdefault(bare, amount)


def _projects(result: Audit, part: str) -> None:
    """The projects of a unit, numbered 1, 2, …, are what is spent on projects; parts of one that the text tells are no more than all of it."""
    whole = _PROJECTS.search(part)
    listed = part[whole.end() - 1 :] if whole else ""
    found = [*_PROJECT.finditer(listed)]
    if whole and [int(match[1]) for match in found] == [*range(1, len(found) + 1)]:
        result.holds("具体包括", whole[0], _wan(whole[1]), [_wan(match[3]) for match in found])
    for match, after in zip(found, [*found[1:], None], strict=True):
        said = listed[match.end() : after.start() if after else len(listed)]
        parts = [_wan(amount) for _, amount in _PART.findall(re.split("较\\d{4}年", said)[0])]
        project = _wan(match[3])
        if parts:
            most = project.value + project.half + sum(each.half for each in parts)
            names = " + ".join(str(each.value) for each in parts)
            result.true("其中各项", f"{match[2]} {project.value}，其中 {names}", sum(each.value for each in parts) <= most)


_REASONS = re.compile("预算收支(?:增减相抵后)?(?:增加|减少)，?主要(?:原因|因素)：([^。]*)")
_WHOLE_CHANGE = re.compile(rf"(?:比|较)\d{{4}}年(?:[^，。；\d]*?)(增加|减少){_AMOUNT}")
_DRIVER = re.compile(rf"(?:[一二三四五六七八九十]+是)?[^，。；]*?(增加|减少){_AMOUNT}")


def _drivers(result: Audit, text: str) -> None:
    """一是, 二是 and 其余 add up to the change that the text tells before them."""
    for match in _REASONS.finditer(text):
        wholes = _WHOLE_CHANGE.findall(text[: match.start()])
        pieces = match[1].split("；")
        ordered = [piece for at, piece in enumerate(pieces) if not at or re.match("[一二三四五六七八九十]+是|其余", piece)]
        parts = [_signed(*found.groups()) for piece in ordered if (found := _DRIVER.match(piece))]
        if wholes and parts:
            result.holds("因素之和", match[0][:40], _signed(*wholes[-1]), parts)


def _signed(word: str, amount: str) -> Number:
    number = _wan(amount)
    return number if word == "增加" else Number(-number.value, number.half)
