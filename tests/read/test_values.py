from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.amount import Amount, Unit
from gen.model.lines import LedgerLine
from gen.model.shape import Kind, fields_of
from gen.read import values
from gen.read.values import Fault

#: All that is money in 万元, and what it is in 元.
MONEY = {
    "0": "0",
    "-0": "0",
    "-0.00": "0",
    "0.0": "0",
    "7": "70000",
    "-5": "-50000",
    "10": "100000",
    "0.3": "3000",
    "-0.3": "-3000",
    "11.30": "113000",
    "1234.5678": "12345678",
    "0.000001": "0.01",
    "-0.000001": "-0.01",
    "999999999999999": "9999999999999990000",
    "999999999999999.999999": "9999999999999999999.99",
}

#: What is no money, and what the hint offers in its stead ("" = no rewriting is offered).
NO_MONEY = {
    "1,234": "1234",
    "1,234,567.5": "1234567.5",
    "1，234": "1234",
    "1 234": "1234",
    "1'234": "1234",
    "1_000": "1000",
    "12\xa0": "12",
    "1\xa0234": "1234",
    " 12 ": "12",
    "１２": "12",
    "１２．５": "12.5",
    "12。5": "12.5",
    "−5": "-5",
    "－5": "-5",
    "–5": "-5",
    "(5)": "-5",
    "（5）": "-5",
    "+5": "5",
    ".5": "0.5",
    "-.5": "-0.5",
    "5.": "5",
    "007": "7",
    "00": "0",
    "01.5": "1.5",
    "12万元": "12",
    "￥12": "12",
    "¥12": "12",
    "1,5": "",
    "1.2.3": "",
    "12元": "",
    "5亿": "",
    "3千": "",
    "—": "",
    "-": "",
    "/": "",
    "无": "",
    "--5": "",
    "5-": "",
    "1e5": "",
    "1E5": "",
    "1e999999999": "",
    "nan": "",
    "NaN": "",
    "inf": "",
    "-Infinity": "",
    "0x1F": "",
    "=1+1": "",
    "1+1": "",
    "12%": "",
    "٣": "",
    "١٢٣": "",
    "𝟙𝟚": "12",
    "1234567890123456": "",
    "0.1234567890123": "",
    "12\n": "12",
    "约12": "",
    "十二": "",
    "1/2": "",
    ".": "",
    "1..2": "",
}


@pytest.mark.parametrize(("text", "yuan"), MONEY.items())
def test_money_in_wan(text: str, yuan: str) -> None:
    value = values.money(text, Unit.WAN)
    assert value == Amount(Decimal(yuan))
    assert isinstance(value, Amount) and (value.yuan < 0 or not value.yuan.is_signed())


@pytest.mark.parametrize(("text", "normal"), NO_MONEY.items())
def test_what_is_no_money_is_refused_and_its_normal_form_offered(text: str, normal: str) -> None:
    fault = values.money(text, Unit.WAN)
    assert isinstance(fault, Fault) and fault.code == "VAL-02"
    assert fault.hint.endswith(f"应写作 {normal}") if normal else "应写作" not in fault.hint


@pytest.mark.parametrize(
    ("text", "unit", "code"),
    [
        ("0.01", Unit.YUAN, None),
        ("12.50", Unit.YUAN, None),
        ("0.001", Unit.YUAN, "VAL-03"),
        ("0.0000001", Unit.WAN, "VAL-03"),
        ("12元", Unit.YUAN, "VAL-02"),
        ("12万元", Unit.YUAN, "VAL-02"),
    ],
)
def test_decimals_go_down_to_one_fen(text: str, unit: Unit, code: str | None) -> None:
    value = values.money(text, unit)
    assert (value.code if isinstance(value, Fault) else None) == code


def test_an_amount_in_another_unit_is_never_offered_as_it_stands() -> None:
    hints = [values.money("12万元", Unit.YUAN), values.money("12元", Unit.WAN), values.money("12元", Unit.YUAN)]
    assert ["请换算成" in hint.hint for hint in hints if isinstance(hint, Fault)] == [True, True, False]


@given(st.decimals(min_value=-(10**14), max_value=10**14, places=6))
def test_every_exact_sum_of_wan_is_read_exactly(number: Decimal) -> None:
    assert values.money(f"{number:f}", Unit.WAN) == Amount(number * 10000)


@given(st.text(max_size=12))
def test_no_text_makes_a_value_fail_otherwise_than_by_a_fault(text: str) -> None:
    for field in fields_of(LedgerLine):
        value = values.parse(field, text, Unit.WAN)
        if isinstance(value, Amount):
            assert value.yuan.is_finite() and text.isascii()
        elif isinstance(value, str):
            assert value == text


@pytest.mark.parametrize(("text", "code"), [("1", None), ("0.1", None), ("0", "VAL-04"), ("-1", "VAL-04"), ("1个", "VAL-02")])
def test_precision_is_positive(text: str, code: str | None) -> None:
    value = values.precision(text, Unit.WAN)
    assert (value.code if isinstance(value, Fault) else None) == code


@pytest.mark.parametrize("text", ["0", "3", "12", "999999999"])
def test_counts(text: str) -> None:
    assert values.count(text) == int(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("9999-01-01", "“9999-01-01”的年份不在 1900 到 2100 之间"),
        ("1899", "“1899”的年份不在 1900 到 2100 之间"),
        ("2023-02-29", "没有“2023-02-29”这一天"),
        ("2022-13", "没有“2022-13”这个月"),
    ],
)
def test_what_is_wrong_with_a_date_is_told_as_it_is(text: str, message: str) -> None:
    fault = values.date(text)
    assert isinstance(fault, Fault) and fault.message == message


@pytest.mark.parametrize("text", ["", "-1", "01", "1.0", "１", "1 ", "一", "1000000000", "1e3", "٣"])
def test_no_counts(text: str) -> None:
    assert isinstance(values.count(text), Fault)


@pytest.mark.parametrize("text", ["2022", "2022-01", "2022-12-31", "2024-02-29", "2000-02-29", "1900-01-01", "2100-12-31"])
def test_dates(text: str) -> None:
    assert values.date(text) == text


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("2022年1月25日", "2022-01-25"),
        ("2022/1/25", "2022-01-25"),
        ("2022.1", "2022-01"),
        ("２０２２-01", "2022-01"),
        ("20220125", "2022-01-25"),
        ("2021年10月", "2021-10"),
        ("2022/13/1", None),
        ("2023-02-29", None),
        ("1900-02-29", None),
        ("2022-13", None),
        ("2022-00", None),
        ("2022-01-00", None),
        ("1899", None),
        ("2101", None),
        ("22-01-25", None),
        ("2022-1-5", "2022-01-05"),
        ("2022-01-25\n", "2022-01-25"),
        ("今年", None),
        ("", None),
    ],
)
def test_no_dates(text: str, normal: str | None) -> None:
    fault = values.date(text)
    assert isinstance(fault, Fault) and fault.code == "VAL-07"
    assert fault.hint.endswith(f"应写作 {normal}") if normal else "应写作" not in fault.hint


@pytest.mark.parametrize(
    ("text", "kind", "good"),
    [
        ("2080109", Kind.FUNCTION, True),
        ("208010", Kind.FUNCTION, False),
        ("２080109", Kind.FUNCTION, False),
        ("2080109\n", Kind.FUNCTION, False),
        ("30101", Kind.ECONOMIC, True),
        ("301", Kind.ECONOMIC, True),
        ("3010", Kind.ECONOMIC, False),
        ("A0501", Kind.CODE, True),
        ("208", Kind.CODE, True),
        ("a05", Kind.CODE, False),
        ("A 05", Kind.CODE, False),
    ],
)
def test_codes(text: str, kind: Kind, good: bool) -> None:
    assert (values.code(text, kind) == text) is good


def test_a_choice_offers_the_nearest_name() -> None:
    fault = values.choice("基本支岀", ("基本支出", "项目支出"))
    assert isinstance(fault, Fault) and "是否“基本支出”？" in fault.hint and "项目支出" in fault.hint


def test_flags() -> None:
    assert [values.flag("是"), values.flag("否")] == [True, False]
    assert all(isinstance(values.flag(text), Fault) for text in ("yes", "true", "1", "√", "是 "))
