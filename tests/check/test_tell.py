"""Words and places for messages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gen.amount import Amount
from gen.check.tell import Astray, astray, spot
from gen.derive.figure import Figure, Written, sum_of
from gen.findings import Place

SOURCES = {"a.toml": 'x = "乙80万元"\nuse = """\n乙80万元、\\\n  丙81万元"""\n'}


def _line(number: int) -> Figure:
    place = Place("ledger.csv", number, 1)
    return Figure(id=str(place), title="", value=Amount(Decimal(number)), unit="元", origin=Written(place))


def test_lines_left_out_and_lines_counted_twice_are_told_apart() -> None:
    one, two, three = (_line(number) for number in (1, 2, 3))
    whole = sum_of("all", "", (one, two, three))
    lost = astray((whole,), (sum_of("a", "", (one, two)), sum_of("b", "", (two,))))
    assert [place.line for place in lost.missing] == [3]
    assert [place.line for place in lost.doubled] == [2]
    assert lost.words("任何一行") == "：有 1 行明细不在任何一行里，有 1 行明细算了不止一次"
    assert [place.line for place in lost.places] == [3, 2]


def test_nothing_is_said_of_lines_that_are_all_in_place() -> None:
    one = _line(1)
    assert astray((one,), (sum_of("a", "", (one,)),)) == Astray((), ())
    assert Astray((), ()).words("任何一行") == ""


@pytest.mark.parametrize(
    ("place", "words", "expected"),
    [
        (Place("a.toml", 1, 6, 5), "80万元", Place("a.toml", 1, 7, 4)),
        (Place("a.toml", 3, 1, 7), "80万元", Place("a.toml", 3, 2, 4)),
        (Place("a.toml", 3, 1, 7), "81万元", Place("a.toml", 4, 4, 4)),
        (Place("a.toml", 3, 1, 7), "82万元", Place("a.toml", 3, 1, 7)),
        (Place("a.toml"), "80万元", Place("a.toml")),
        (Place("b.toml", 1, 1), "80万元", Place("b.toml", 1, 1)),
    ],
)
def test_the_spot_of_words_is_found_from_the_place_of_their_text_on(place: Place, words: str, expected: Place) -> None:
    assert spot(place, words, SOURCES) == expected
