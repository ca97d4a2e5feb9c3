"""What personal data looks like in a text (个人信息的样子): patterns over plain text, which know no budget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: Full-width signs that a number or an address may be typed with, each to its half-width twin, so that places in the text stay.
_HALF = str.maketrans("０１２３４５６７８９＋＠．－：（）Ｘｘ\u3000", "0123456789+@.-:()Xx ")

#: Before a number: not within a longer one, not behind a decimal point; and not the end of a code such as SZ150….
_APART = r"(?<!\d)(?<!\d\.)"
_START = rf"{_APART}(?<![A-Z])"
#: Behind a number: not within a longer one, and no amount, which has decimals, thousands or a unit of money.
_END = r"(?!\d|\.\d|,\d{3}(?!\d)|\s*[百千]?[元万亿])"


def _grouped(last: str, *ways: tuple[int, ...]) -> str:
    """The pattern of digits written in groups of so many, one and the same sign between them; the last of all may be any of ``last``."""
    patterns = []
    for place, (first, *rest) in enumerate(ways):
        sizes = [rf"\d{{{size}}}" for size in (first, *rest[:-1])] + [rf"\d{{{(rest or [first])[-1] - 1}}}[{last}]"]
        if not rest:
            patterns.append(sizes[-1])
            continue
        sign = f"sign{place}"
        patterns.append(rf"{sizes[0]}(?P<{sign}>[ .·\-]){sizes[1]}" + "".join(rf"(?P={sign}){size}" for size in sizes[2:]))
    return f"(?:{'|'.join(patterns)})"


#: The provinces that an identity number begins with (GB/T 2260), the day of birth, and what tells people born on one day in one place apart.
_PROVINCE = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9[1-4])\d{4}"
_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_IDENTITY = re.compile(rf"[1-9]\d{{5}}(?:18|19|20)\d{{2}}{_DAY}\d{{3}}[\dXx]")
#: The older number of 15 digits has neither century nor check digit: only a province makes it one, for a code may well hold a month and a day.
_OLD_IDENTITY = re.compile(rf"{_PROVINCE}\d{{2}}{_DAY}\d{{3}}")
_IDENTITIES = re.compile(rf"{_APART}(?:{_grouped('0-9Xx', (18,), (6, 8, 4), (6, 4, 4, 4), (4, 4, 4, 4, 2))}|\d{{15}}){_END}")
#: Letters before an identity number that only say what it is; behind others its check digit must be right, since contracts are numbered so, too.
_NAMED = re.compile(r"(?:^|[^A-Z])(?:ID|NO|SFZ|SFZH)[ .:#]*$", re.I)
_LETTERS = re.compile(r"[A-Za-z][ .:#]*$")

#: Cards and accounts of people begin with these digits; years, codes of places and sums of money mostly do not.
_ACCOUNT = r"[3-69]\d{15,18}|[3-69]\d{3}(?: \d{4}){3}(?: \d{1,3})?"
#: What names an account, and digits that need no more than that: those of firms and offices have no form of their own.
_NAMED_ACCOUNT = re.compile(rf"(?:[账帐] ?号|卡 ?号|银行[账帐]户)(?:码)?(?:[为是: ]|[(][^)\d]{{0,12}}[)])*(\d(?:[ \-]?\d){{7,29}}){_END}")

#: Codes of places, with a sign behind them or the eight or seven digits of a local number, of which none begins with 0 or 1.
_AREA = r"(?<![\dA-Z.])(?:0\d{2,3}[-—－ )]{1,2}\d{7,8}|0(?:10|2\d)[2-9]\d{7}|0[3-9]\d{2}[2-9]\d{6,7})(?!\d)"
#: A local number without the code of its place looks like an amount, a day or a code: it is one only behind a word that asks for it, and where
#: nothing that is counted follows.
_CALL = r"(?:电话|手机|座机|传真|致电|拨打|来电|\b(?:Tel|TEL|Phone|Fax)\b)"
_LOCAL = re.compile(rf"{_CALL}[^\d\n，。；,;]{{0,8}}?{_APART}([2-9]\d{{3}}[ \-]?\d{{4}}){_END}(?! *[余多]?(?![转或和及])[一-龥])")
_DATE = re.compile(rf"20\d{{2}}{_DAY}")

#: Who fills in a form, or answers for it; and the words that ask for a telephone.
_PERSON = r"(?:填报|填表|制表|经办|联系|负责|审核|复核)人(?:员)?(?:姓名|签名|签字)?|(?:领导|负责人)审签"
_TELEPHONE = r"(?:(?:填报|填表|经办|联系|负责)人(?:员)?)?(?:联系)?(?:电话|手机|方式)(?:号码)?"
_NUMBERED = r"(?:身份证(?:件)?|证件)号码?|(?:银行|收款|开户)?(?:[账帐]号|卡号|银行[账帐]户)"
#: What a form prints where a field stays empty.
EMPTY = re.compile(r"[\s\u200b_＿—－\-/\\*＊×Xx无略空（）()□]*")

_NAME = r"[一-龥]{1,6}(?:·[一-龥]{1,8})?(?=[\s，。；、,;（(）)]|$)"
_FIELDS = (
    ("姓名", re.compile(rf"(?:{_PERSON})(?:[:：][ \u3000]*|[ \u3000]+)(?!{_TELEPHONE}|{_PERSON}|无|略)({_NAME})", re.M)),
    ("电话", re.compile(rf"(?:{_TELEPHONE})(?:[:：][ \u3000]*|[ \u3000]*)(\d[\d\- ]{{5,}}\d)(?!\.\d|\d| *[余多]?[次个人件宗起台部通])")),
    ("电话", _LOCAL),
)
_LABEL = re.compile(rf"(?:项目|单位|部门|科室)?(?:{_PERSON}|{_TELEPHONE}|{_NUMBERED})(?:及(?:联系)?电话)?[:：]?")


#: What a text has that anything below finds something in; most texts have none of it, and need no closer look.
_SUSPECT = re.compile(r"\d[\d\- )）－—.．·\u3000]{5,}[\dXxＸｘ]|[@＠]|[人员签][名字]?[:： \u3000]|姓名|审签|电话|手机|方式")


@dataclass(frozen=True, slots=True)
class Hit:
    """命中: what kind of personal data stands in a text from ``start`` to ``end``."""

    what: str
    start: int
    end: int


_NUMBERS = (
    ("手机号码", re.compile(rf"{_START}(?:(?:\+|00)?86[- ]?)?(?=1[3-9]){_grouped('0-9', (11,), (3, 4, 4), (3, 3, 5), (3, 8))}{_END}")),
    ("电话号码", re.compile(_AREA)),
)
_ACCOUNTS = re.compile(rf"{_START}(?:{_ACCOUNT})(?![Xx]){_END}")
_MAIL = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+")


def suspect(text: str) -> bool:
    """Whether anything in a text needs a closer look."""
    return _SUSPECT.search(text) is not None


def numbers(text: str) -> Iterator[Hit]:
    """Mobile, telephone and identity numbers."""
    half = text.translate(_HALF)
    for what, pattern in _NUMBERS:
        yield from (Hit(what, *match.span()) for match in pattern.finditer(half))
    for match in _IDENTITIES.finditer(half):
        if _identity(match[0], half[: match.start()]):
            yield Hit("身份证号码", *match.span())


def accounts(text: str) -> Iterator[Hit]:
    """Bank accounts: 16 to 19 digits whose last one is their check digit, or any digits that are named so; an identity number is none."""
    half = text.translate(_HALF)
    found = [match.span() for match in _ACCOUNTS.finditer(half) if luhn(match[0].replace(" ", ""))]
    found += [match.span(1) for match in _NAMED_ACCOUNT.finditer(half) if match.span(1) not in found]
    people = {(hit.start, hit.end) for hit in numbers(text)}
    yield from (Hit("银行账号", *span) for span in sorted(found) if span not in people)


def fields(text: str) -> Iterator[Hit]:
    """Values behind the name of a field that asks for a person or a telephone, within one text, but those that are known by their own look."""
    known = [*numbers(text)]
    for what, pattern in _FIELDS:
        for match in pattern.finditer(text.translate(_HALF)):
            start, end = match.span(1)
            if pattern is _LOCAL and _DATE.fullmatch(match[1]):
                continue
            if not any(hit.start < end and start < hit.end for hit in known):
                known.append(Hit(what, start, end))
                yield known[-1]


def addresses(text: str) -> Iterator[Hit]:
    """E-mail addresses."""
    yield from (Hit("电子邮箱", *match.span()) for match in _MAIL.finditer(text.translate(_HALF)))


def asks(label: str) -> bool:
    """Whether a cell is the name of a field for a person or a telephone, and no more."""
    return bool(_LABEL.fullmatch(re.sub(r"\s", "", label).translate(_HALF)))


def _identity(written: str, before: str) -> bool:
    """Whether digits in one of the groupings of an identity number are one, with what is written ``before`` them."""
    digits = re.sub(r"[ .·\-]", "", written)
    if not (_IDENTITY.fullmatch(digits) or _OLD_IDENTITY.fullmatch(digits)):
        return False
    return not _LETTERS.search(before) or bool(_NAMED.search(before)) or checked(digits)


def checked(digits: str) -> bool:
    """Whether the last of 18 digits is the check digit of an identity number (GB 11643)."""
    weighed = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(digits[:-1]))
    return len(digits) == 18 and "10X98765432"[weighed % 11] == digits[-1].upper()


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit (GB/T 19584) of those before it."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0
