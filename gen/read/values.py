"""The grammar of values (取值规则): what one cell or one TOML string may hold, by its kind; nothing is ever converted silently.

VAL-01 required but blank   VAL-02 money          VAL-03 too many decimals   VAL-04 precision     VAL-05 count
VAL-06 flag                 VAL-07 date           VAL-08 function code       VAL-09 economic code VAL-10 other code
VAL-11 choice               VAL-12 blanks, line breaks in text               VAL-13 text too long
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from gen.amount import EXACT, Amount, Unit
from gen.model.shape import Field, Kind
from gen.read.gate import guess, listed, shown

#: One paragraph; beyond it lay-out becomes slow and no reader follows.
MAX_TEXT = 5000

#: 0.01 元 is the smallest sum there is: two decimals in 元, and six in 万元, so that any exact sum can be written in either.
_PLACES = {Unit.YUAN: 2, Unit.WAN: 6}
_MONEY = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,12})?")
_COUNT = re.compile(r"0|[1-9][0-9]{0,8}")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_LOOSE_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})(?:月|(?:[-/.月]([0-9]{1,2})日?))?|([0-9]{4})([0-9]{2})([0-9]{2})")
_YEARS = range(1900, 2101)
_CODE = re.compile(r"[A-Z][0-9]{0,12}|[0-9]{1,12}")
_FLAGS = {"是": True, "否": False}


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text is no value of its kind, and what to write instead."""

    code: str
    message: str
    hint: str


Parsed = str | Amount | int | bool | None


def parse(field: Field, text: str, unit: Unit) -> Parsed | Fault:
    """The value that ``text`` is under ``field``; blank gives "" for text, choices, codes and dates, None for the other kinds."""
    if text == "":
        if field.required:
            return Fault("VAL-01", f"待填：“{field.title}”不能为空", f"请填写：{field.doc}")
        return absent(field)
    match field.kind:
        case Kind.MONEY:
            return money(text, unit)
        case Kind.PRECISION:
            return precision(text, unit)
        case Kind.COUNT:
            return count(text)
        case Kind.FLAG:
            return flag(text)
        case Kind.DATE:
            return date(text)
        case Kind.FUNCTION | Kind.ECONOMIC | Kind.CODE:
            return code(text, field.kind)
        case Kind.CHOICE:
            return choice(text, field.choices)
        case _:
            return paragraph(text)


def absent(field: Field) -> Parsed:
    """What a blank cell, or a column that is left out, holds: "" for text, choices, codes and dates, None for the other kinds."""
    return "" if field.kind in (Kind.TEXT, Kind.CHOICE, Kind.FUNCTION, Kind.ECONOMIC, Kind.CODE, Kind.DATE) else None


def money(text: str, unit: Unit) -> Amount | Fault:
    """The amount that ``text`` writes in ``unit``: ASCII digits, a minus and a point, nothing else; minus nought is nought."""
    if not _MONEY.fullmatch(text):
        return Fault("VAL-02", f"“{shown(text)}”不是金额", _money_hint(text, unit))
    if len(text.partition(".")[2]) > _PLACES[unit]:
        hint = f"单位是{unit.value}时小数最多 {_PLACES[unit]} 位（最小到 0.01 元），请按准确金额填写"
        return Fault("VAL-03", f"金额“{text}”的小数太长", hint)
    return Amount.of(EXACT.plus(Decimal(text)), unit)


def precision(text: str, unit: Unit) -> Amount | Fault:
    """The positive amount that ``text`` writes in ``unit``."""
    value = money(text, unit)
    if isinstance(value, Amount) and value.yuan <= 0:
        return Fault("VAL-04", f"精度“{text}”不是正数", "精度写金额只知道到多少为止，如 1、0.1；准确的金额不填精度")
    return value


def _money_hint(text: str, unit: Unit) -> str:
    """How to write what ``text`` may have meant; never a conversion from one unit to another."""
    from unicodedata import normalize

    plain = normalize("NFKC", text).strip().translate(str.maketrans("−–—‐﹣、。", "-----,."))
    if plain in ("-", "--", "/", "无", "零", "〇"):
        return "没有金额请写 0"
    if plain.startswith("=") or re.search(r"[A-Za-z]", plain):
        return "只写数字，不写公式、字母或科学计数法，如 1234.5"
    other = {Unit.YUAN: "万元", Unit.WAN: "元"}[unit]
    if re.search(r"[百千万亿]|元", plain.removesuffix(unit.value)) or (plain.endswith(other) and not plain.endswith(unit.value)):
        return f"本文件夹的金额单位是{unit.value}（见 unit.toml 的 amount_unit），请换算成{unit.value}后只写数字"
    plain = re.sub(r"^\((.*)\)$", r"-\1", plain.removesuffix(unit.value).strip().lstrip("¥$"))
    plain = re.sub(r"(?<=[0-9])[,_' ](?=[0-9]{3}(?![0-9]))", "", plain)  # only between groups of three: 1,5 may mean 1.5
    plain = re.sub(r"^(-?)\.", r"\g<1>0.", plain.strip().removeprefix("+").removesuffix("."))
    plain = re.sub(r"^(-?)0+(?=[0-9])", r"\1", plain)
    example = f"，应写作 {plain}" if _MONEY.fullmatch(plain) else "，如 1234.5、-12、0"
    return f"只用半角数字、小数点和负号，不写千分位逗号、空格和单位{example}"


def count(text: str) -> int | Fault:
    """The whole number from 0 to 999,999,999 that ``text`` writes in ASCII digits."""
    if _COUNT.fullmatch(text):
        return int(text)
    return Fault("VAL-05", f"“{shown(text)}”不是个数", "写半角的非负整数，前面不加 0，如 3、12")


def flag(text: str) -> bool | Fault:
    """Whether ``text`` is 是 or 否."""
    if text in _FLAGS:
        return _FLAGS[text]
    return Fault("VAL-06", f"“{shown(text)}”不是“是”或“否”", "写“是”或“否”；不知道就留空")


def date(text: str) -> str | Fault:
    """``text`` itself where it is a real year, month or day written YYYY, YYYY-MM or YYYY-MM-DD."""
    match = _DATE.fullmatch(text)
    if not match:
        return Fault("VAL-07", f"“{shown(text)}”不是日期", "写作 2022-01-25、2022-01 或 2022" + _date_example(text))
    if _is_real(int(match[1]), int(match[2] or 1), int(match[3] or 1)):
        return text
    if int(match[1]) not in _YEARS:
        message = f"“{text}”的年份不在 {_YEARS.start} 到 {_YEARS.stop - 1} 之间"
        return Fault("VAL-07", message, "请核对年份；没有期限的，也要写一个确定的日期")
    return Fault("VAL-07", f"没有“{text}”这{'一天' if match[3] else '个月'}", "请核对月、日")


def _date_example(text: str) -> str:
    from unicodedata import normalize

    match = _LOOSE_DATE.fullmatch(re.sub(r"\s", "", normalize("NFKC", text)))
    if not match:
        return ""
    year, month, day = (match[index] or match[index + 3] for index in (1, 2, 3))
    normal = f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    return f"，这里应写作 {normal}" if _is_real(int(year), int(month), int(day or 1)) else ""


def _is_real(year: int, month: int, day: int) -> bool:
    if not (year in _YEARS and 1 <= month <= 12):
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= day <= (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def code(text: str, kind: Kind) -> str | Fault:
    """``text`` itself where it has the form of a code of ``kind``; whether the code exists is not asked."""
    if kind is Kind.FUNCTION:
        if re.fullmatch(r"[0-9]{7}", text):
            return text
        return Fault("VAL-08", f"功能科目编码“{shown(text)}”不是 7 位数字", "写“项”级科目的 7 位半角数字，如 2080109")
    if kind is Kind.ECONOMIC:
        if re.fullmatch(r"[0-9]{3}(?:[0-9]{2})?", text):
            return text
        return Fault("VAL-09", f"经济科目编码“{shown(text)}”不是 5 位数字", "写“款”级科目的 5 位半角数字，如 30101；只知道“类”的写 3 位")
    if _CODE.fullmatch(text):
        return text
    return Fault("VAL-10", f"编码“{shown(text)}”不合规定", "写半角数字，品目编码可以字母开头，如 20801、A02")


def code_length_fault(text: str, lengths: tuple[int, ...]) -> Fault | None:
    """What is wrong with a code of a code list whose codes are digits of one of ``lengths``."""
    if text.isascii() and text.isdigit() and len(text) in lengths:
        return None
    wanted = "、".join(str(length) for length in lengths)
    return Fault("VAL-10", f"科目编码“{shown(text)}”不是 {wanted} 位数字", f"类、款、项各级的编码依次是 {wanted} 位半角数字")


def choice(text: str, choices: tuple[str, ...]) -> str | Fault:
    """``text`` itself where it is one of ``choices``; without choices (they are in a code list) any short text."""
    if not choices:
        return paragraph(text)
    if text in choices:
        return text
    return Fault("VAL-11", f"“{shown(text)}”不在可选的名称之内", f"{guess(text, choices)}可以写：{listed(choices)}")


def paragraph(text: str) -> str | Fault:
    """``text`` itself where it is one paragraph: no line break, no blank at either end, not too long."""
    if "\n" in text or "\r" in text:
        hint = "一段写一条；三引号里太长要折行时，行末加反斜杠“\\”"
        return Fault("VAL-12", "文字里有换行", hint)
    if text != text.strip():
        return Fault("VAL-12", "文字的开头或末尾有空格", "请删去开头和末尾的空格")
    if len(text) > MAX_TEXT:
        return Fault("VAL-13", f"文字有 {len(text):,} 个字，超过 {MAX_TEXT:,} 个", "请分成几段，一段一条")
    return text
