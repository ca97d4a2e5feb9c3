"""Quotes: a fact is written once and stands in many places; nothing else of a text is ever taken for markup."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.compose.quotes import Quotes, names
from gen.derive.figure import Figure, Written
from gen.document import DataText, FigureRef, plain
from gen.findings import Place
from gen.model.shape import Sourced

HERE, THERE = Place("data/a.toml", 1, 1), Place("data/a.toml", 9, 1)
RATE = Figure(id="rate", title="控制率", value=Fraction(1, 2), unit="%", origin=Written(THERE))


def known() -> Quotes:
    return Quotes(passages={"追回": Sourced("192人，见〔引：控制率〕", THERE)}, figures={"控制率": (RATE, "50%"), "追回": (RATE, "9")})


def test_a_quote_is_what_stands_elsewhere_with_its_own_place() -> None:
    quotes = known()
    assert quotes.of(Sourced("完成〔引：追回〕。率为〔引：控制率〕", HERE)) == (
        DataText("完成", HERE),
        DataText("192人，见〔引：控制率〕", THERE),
        DataText("。率为", HERE),
        FigureRef("50%", "rate"),
    )
    assert quotes.used == {"rate": RATE}


@pytest.mark.parametrize("text", ["〔引：不知〕", "〔引控制率〕", "〔控制率〕", "〔引：〕", "{{ 控制率 }}", "**引**", "# 引"])
def test_what_names_nothing_prints_as_itself(text: str) -> None:
    assert known().of(Sourced(text, HERE)) == (DataText(text, HERE),)


@given(st.text(alphabet="甲乙〔〕引：追回", max_size=20))
def test_no_character_is_lost(text: str) -> None:
    found = known().of(Sourced(text, HERE)) if text else ()
    expected = text.replace("〔引：追回〕", "192人，见〔引：控制率〕")
    assert plain(found) == expected


def test_the_names_of_a_text() -> None:
    assert names("〔引：甲〕和〔引：乙〕，〔引：〕") == ("甲", "乙")
