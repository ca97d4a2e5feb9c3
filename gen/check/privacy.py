"""Personal data (个人信息): numbers of people that must not be published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gen.check.rule import Case, Fault, check
from gen.check.tell import spot
from gen.document import DataText, leaves, texts

#: A mobile number, a number with its area code, an identity number, the number of a bank card. A point or comma and a digit behind it make it an amount.
_NUMBERS = (
    ("手机号码", re.compile(r"(?<![\d.,])1[3-9]\d{9}(?![.,]?\d)")),
    ("电话号码", re.compile(r"(?<![\d.,])0\d{2,3}[-—－ ]\d{7,8}(?!\d)")),
    ("身份证号码", re.compile(r"(?<![\d.,])\d{17}[\dXx](?![.,]?\d)")),
    ("银行账号", re.compile(r"(?<![\d.,])62(?:\d{14}|\d{17})(?![.,]?\d)")),
)


@check(
    "PII-01",
    "页面上没有个人的电话、证件号码和银行账号",
    basis="政府信息公开条例（不公开个人隐私）",
    compares="页面上印出的数据文字，与手机、电话、身份证和银行卡号码的写法",
    fix="删去；表上要填联系方式的栏目公开时留空",
)
def no_personal_numbers(case: Case) -> Iterator[Fault]:
    """No text of the data that the page prints holds a mobile, telephone, identity or bank card number."""
    if case.composed is None:
        return
    printed = (leaf for block in case.composed.document.blocks() for inlines in texts(block) for leaf in leaves(inlines))
    for leaf in dict.fromkeys(leaf for leaf in printed if isinstance(leaf, DataText)):
        for what, pattern in _NUMBERS:
            for match in pattern.finditer(leaf.text):
                place = spot(leaf.place, match[0], case.model.sources)
                yield Fault(f"这里像是{what}，不能公开", (place,), "删去它；表上要填联系方式的栏目公开时留空")
