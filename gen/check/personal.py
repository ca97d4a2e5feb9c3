"""What personal data looks like in a text (个人信息的样子): patterns over plain text, which know no budget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: Full-width signs that a number or an address may be typed with, each to its half-width twin, so that places in the text stay.
_HALF = str.maketrans("０１２３４５６７８９＠．－：（）", "0123456789@.-:()")

#: Before a number: not within a longer one, not behind a decimal point, not the end of a code such as SZ150….
_START = r"(?<![\dA-Z])(?<!\d\.)"
#: Behind a number: not within a longer one, and no amount, which has decimals, thousands or a unit of money.
_END = r"(?!\d|\.\d|,\d{3}(?!\d)|\s*[百千]?[元万亿])"

_IDENTITY = r"[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]"
#: Cards and accounts of people begin with these digits; years, codes of places and sums of money mostly do not.
_ACCOUNT = r"[3-69]\d{15,18}|[3-69]\d{3}(?: \d{4}){3}(?: \d{1,3})?"

#: Who fills in a form, or answers for it; and the words that ask for a telephone.
_PERSON = r"(?:填报|填表|制表|经办|联系|负责|审核|复核)人(?:员)?(?:姓名|签名|签字)?|(?:领导|负责人)审签"
_TELEPHONE = r"(?:(?:填报|填表|经办|联系|负责)人(?:员)?)?(?:联系)?(?:电话|手机|方式)(?:号码)?"
#: What a form prints where a field stays empty.
EMPTY = re.compile(r"[\s\u200b_＿—－\-/\\*＊×Xx无略空（）()□]*")

_NAME = r"[一-龥]{1,6}(?:·[一-龥]{1,8})?(?=[\s，。；、,;（(）)]|$)"
_FIELDS = (
    ("姓名", re.compile(rf"(?:{_PERSON})(?:[:：][ \u3000]*|[ \u3000]+)(?!{_TELEPHONE}|{_PERSON}|无|略)({_NAME})", re.M)),
    ("电话", re.compile(rf"(?:{_TELEPHONE})(?:[:：][ \u3000]*|[ \u3000]*)(\d[\d\- ]{{5,}}\d)(?!\.\d|\d)")),
)
_LABEL = re.compile(rf"(?:项目|单位|部门|科室)?(?:{_PERSON}|{_TELEPHONE})(?:及(?:联系)?电话)?[:：]?")


#: What a text has that anything below finds something in; most texts have none of it, and need no closer look.
_SUSPECT = re.compile(r"\d[\d\- )）－—]{5,}\d|[@＠]|[人员签][名字]?[:： \u3000]|姓名|审签|电话|手机|方式")


@dataclass(frozen=True, slots=True)
class Hit:
    """命中: what kind of personal data stands in a text from ``start`` to ``end``."""

    what: str
    start: int
    end: int


_NUMBERS = (
    ("手机号码", re.compile(rf"{_START}(?:\+86[- ]?|86-)?1[3-9]\d(?:\d{{8}}|[- ]\d{{4}}[- ]\d{{4}}){_END}")),
    ("电话号码", re.compile(r"(?<![\d.])0\d{2,3}[-—－ )]{1,2}\d{7,8}(?!\d)")),
    ("身份证号码", re.compile(rf"{_START}{_IDENTITY}{_END}")),
)
_ACCOUNTS = re.compile(rf"{_START}(?:{_ACCOUNT})(?![Xx]){_END}")
_MAIL = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+")


def suspect(text: str) -> bool:
    """Whether anything in a text needs a closer look."""
    return _SUSPECT.search(text) is not None


def numbers(text: str) -> Iterator[Hit]:
    """Mobile, telephone and identity numbers."""
    for what, pattern in _NUMBERS:
        yield from (Hit(what, *match.span()) for match in pattern.finditer(text.translate(_HALF)))


def accounts(text: str) -> Iterator[Hit]:
    """Bank accounts: 16 to 19 digits whose last one is their check digit; an identity number is none."""
    for match in _ACCOUNTS.finditer(text.translate(_HALF)):
        digits = match[0].replace(" ", "")
        if luhn(digits) and not re.fullmatch(_IDENTITY, digits):
            yield Hit("银行账号", *match.span())


def fields(text: str) -> Iterator[Hit]:
    """Values behind the name of a field that asks for a person or a telephone, within one text, but those that are known by their own look."""
    known = [*numbers(text)]
    for what, pattern in _FIELDS:
        for match in pattern.finditer(text.translate(_HALF)):
            start, end = match.span(1)
            if not any(hit.start < end and start < hit.end for hit in known):
                yield Hit(what, start, end)


def addresses(text: str) -> Iterator[Hit]:
    """E-mail addresses."""
    yield from (Hit("电子邮箱", *match.span()) for match in _MAIL.finditer(text.translate(_HALF)))


def asks(label: str) -> bool:
    """Whether a cell is the name of a field for a person or a telephone, and no more."""
    return bool(_LABEL.fullmatch(re.sub(r"\s", "", label).translate(_HALF)))


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit (GB/T 19584) of those before it."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0
