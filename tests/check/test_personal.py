"""What counts as personal data in a text, and what only looks like it: amounts, sums, codes, numbers of documents."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable

import pytest

from gen.check.personal import Hit, accounts, addresses, asks, fields, luhn, numbers, suspect

Finder = Callable[[str], Iterable[Hit]]

FOUND: list[tuple[Finder, str, str]] = [
    (numbers, "手机13000000000。", "13000000000"),
    (numbers, "13000000000,13100000000", "13000000000 13100000000"),
    (numbers, "电话：＋86 １３０００００００００", "＋86 １３０００００００００"),
    (numbers, "130.0000.0000，130 00000000，131·0000·0000", "130.0000.0000 130 00000000 131·0000·0000"),
    (numbers, "008613000000000、8613100000000", "008613000000000 8613100000000"),
    (numbers, "075520000000转1、01020000000", "075520000000 01020000000"),
    (numbers, "身份证110000000101001，", "110000000101001"),
    (numbers, "110000 19000101 0000、110000-1900-0101-000X", "110000 19000101 0000 110000-1900-0101-000X"),
    (numbers, "1100 0019 0001 0100 00", "1100 0019 0001 0100 00"),
    (numbers, "ID110000190001010000、No.110000190001010000", "110000190001010000 110000190001010000"),
    # Behind any other letters it is one if its check digit is right.
    (numbers, "A11000019000101000X、A110000190001010054", ""),
    (numbers, "A110000190001010055", "110000190001010055"),
    (numbers, "+86-13000000000", "+86-13000000000"),
    (numbers, "130-0000-0000、131 0000 0000", "130-0000-0000 131 0000 0000"),
    (numbers, "（0755）00000000转1", "0755）00000000"),
    (numbers, "010-00000000", "010-00000000"),
    (numbers, "手机，13000000000，138个；电话,0755-00000000", "13000000000 0755-00000000"),
    (numbers, "证件11000019000101000X号", "11000019000101000X"),
    (numbers, "110000200002290000", "110000200002290000"),
    (accounts, "账号6220000000000000008，", "6220000000000000008"),
    (accounts, "6220 0000 0000 0001", "6220 0000 0000 0001"),
    (accounts, "开户行：某行，622000000000000001", "622000000000000001"),
    # One that is named so, however it is made up.
    (accounts, "账号：00000001", "00000001"),
    (accounts, "开户行某行，账　号：（基本户）2000 0000 0000 000", "2000 0000 0000 000"),
    (accounts, "银行账户：2000-0000-00，卡号为9000000000", "2000-0000-00 9000000000"),
    (addresses, "发至li.si@mail.example.cn。", "li.si@mail.example.cn"),
    (fields, "填报人：李某", "李某"),
    (fields, "联系人: 欧阳某某　联系电话：00000000", "欧阳某某 00000000"),
    (fields, "项目负责人　王某\n经办人：", "王某"),
    (fields, "联系电话 0000-0000", "0000-0000"),
    # A local number behind a word that asks for one.
    (fields, "咨询电话（工作日）20000000，传真：2000-0000转1", "20000000 2000-0000"),
    (fields, "请致电某科20000000。", "20000000"),
    (fields, "Tel: 20000000", "20000000"),
    (fields, "联系电话 20000000", "20000000"),
    (fields, "单位领导审签：赵某", "赵某"),
]
PASSED: list[tuple[Finder, str]] = [
    *(
        (numbers, text)
        for text in ("13800138000.00元", "13800138000元", "13800138000 元", "13800138000万元", "13,800,138,000", "￥13800138000.5")
    ),
    *((numbers, text) for text in ("0.13800138000", "1.13800138000", "23800138000", "138001380001", "SZ13800138000", "12345678901")),
    *((numbers, text) for text in ("深财预〔2022〕13号", "2022-01-25", "010-000000", "4403002022000000138", "20801092080109")),
    # Eighteen digits that hold no date of birth, and a sum of money that happens to.
    *((numbers, text) for text in ("123456789012345678", "110000190013010000", "110000190001010000元", "110000190001010000.00")),
    *((accounts, text) for text in ("6220000000000000007", "622000000000000001元", "622000000000000001.00", "622,000,000,000,000,001")),
    *(
        (accounts, text)
        for text in ("999999999999999.99元", "2020000000000008", "62200000000000000000008", "HT6220000000000000008", "1.6220000000000001")
    ),
    # Fifteen digits without a province or a day; groups that are none of an identity number.
    *((numbers, text) for text in ("010000000101001", "990000000101001", "110000001301001", "110000000101001.5", "110000000101001元")),
    *((numbers, text) for text in ("1100 00190001010000", "110000 1900 01 01 0000", "130.00.00.00000", "1300000.0000", "130 0000-0000")),
    # Eight digits that nothing asks for: an amount, a day, a code; and some that are counted.
    *(
        (finder, text)
        for finder in (numbers, accounts, fields)
        for text in (
            "20000000",
            "预算20000000",
            "20310101",
            "项目20000000号",
            "编码：20800000",
            "电话会议20310101召开",
            "接听电话，20000000",
        )
    ),
    *((fields, text) for text in ("电话咨询量20000000次", "电话费20000000元", "接听电话2000000余次", "电话费20,000,000")),
    *((accounts, text) for text in ("账户20000000", "账号6个", "银行账户：20000000元", "账号：2000000", "公共账户余额20000000")),
    *((addresses, text) for text in ("单价@5元", "@某某", "a@b")),
    *((fields, text) for text in ("填报人：", "填报人：　　　联系电话：", "联系人：无", "联系电话：——", "填报人：\n三、其他")),
    *(
        (fields, text)
        for text in (
            "明确负责人的职责",
            "项目负责人按时报送",
            "咨询电话40000余次",
            "电话咨询量：120000次",
            "负责人：对本部门的目标完成情况负责",
        )
    ),
]


@pytest.mark.parametrize(("find", "text", "wanted"), FOUND)
def test_personal_data_is_found(find: Finder, text: str, wanted: str) -> None:
    assert " ".join(text[hit.start : hit.end] for hit in find(text)) == wanted
    assert suspect(text)


@pytest.mark.parametrize(("find", "text"), PASSED)
def test_what_only_looks_like_it_is_passed(find: Finder, text: str) -> None:
    assert [text[hit.start : hit.end] for hit in find(text)] == []


@pytest.mark.parametrize(
    "label",
    [
        "填报人",
        "联系电话",
        "填报人：",
        "负责人电话",
        "项目负责人",
        "单位领导审签：",
        "联系人及电话",
        "经 办 人",
        "银行账号",
        "收款账号",
        "身份证号码",
    ],
)
def test_a_cell_may_ask_for_a_person(label: str) -> None:
    assert asks(label)


@pytest.mark.parametrize(
    "label", ["部门（单位）名称", "联系人数量", "负责人员培训次数", "电话咨询接通率", "账户余额", "人员", "填报日期", ""]
)
def test_most_cells_ask_for_none(label: str) -> None:
    assert not asks(label)


def test_no_amount_is_taken_for_a_number_of_a_person() -> None:
    """A thousand amounts of each length, written in every way that forms write them."""
    chance = random.Random(7)
    for _ in range(1000):
        for digits in range(9, 16):
            yuan = chance.randrange(10 ** (digits - 1), 10**digits)
            for text in (f"{yuan}.{chance.randrange(100):02}", f"{yuan:,}", f"{yuan:,}.00", f"{yuan}元", f"共计{yuan}.5万元"):
                assert not [*numbers(text), *accounts(text), *fields(text)], text


def test_every_number_of_a_person_is_found_among_words() -> None:
    chance = random.Random(7)
    for _ in range(1000):
        mobile = f"1{chance.randrange(3, 10)}{chance.randrange(10**9):09}"
        identity = (
            f"{chance.randrange(110000, 659000)}{chance.randrange(1930, 2020)}{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}"
        )
        identity += f"{chance.randrange(1000):03}{chance.choice('0123456789X')}"
        account = f"62{chance.randrange(10 ** (length := chance.choice((13, 14, 15, 16)))):0{length}}"
        account += next(digit for digit in "0123456789" if luhn(account + digit))
        for number in (mobile, identity, account):
            before, behind = chance.choice(("", "电话", "（", "号码：", "2022年，")), chance.choice(("", "。", "）转", "，请联系"))
            text = f"{before}{number}{behind}"
            # An account may look like an identity number: then it is told as one.
            assert {text[hit.start : hit.end] for hit in (*numbers(text), *accounts(text))} == {number}
