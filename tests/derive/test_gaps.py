"""Where to look for want of which cell a sum is not known."""

from __future__ import annotations

from pathlib import Path

import pytest

from gen.derive.gaps import gaps
from gen.derive.spec import Where
from tests.check.clean import build, write_clean
from tests.specimens import FOLDER, spoil

_LEDGER = f"{FOLDER}/ledger.csv"


def told(root: Path, source: str, where: Where) -> list[tuple[int, int]]:
    """The gaps as line and column of ledger.csv."""
    case = build(root).case
    assert case.facts and case.edition
    places = gaps(case.model, case.facts.sources.books, case.edition.definitions.comparatives, source, where)
    assert {place.path for place in places} <= {_LEDGER}
    return [(place.line, place.column) for place in places]


@pytest.mark.parametrize(
    ("where", "wanted"),
    [
        # Some line says that it is this; no line is near that.
        ({"经济款": ("30101",)}, []),
        ({"经济款": ("30101",), "支出类型": ("基本支出",)}, []),
        ({"支出类型": ("结转下年",)}, []),
        # The lines of projects, which say no economic code; those of one fund alone.
        ({"经济款": ("31013",)}, [(5, 22), (6, 18), (7, 18)]),
        ({"经济款": ("31013",), "资金来源": ("其他收入",)}, [(7, 18)]),
        # First the line that has the code and another fund.
        ({"经济款": ("30101",), "资金来源": ("其他收入",)}, [(2, 22), (7, 18)]),
    ],
)
def test_the_cells_of_lines_that_leave_a_sum_open(where: Where, wanted: list[tuple[int, int]], tmp_path: Path) -> None:
    assert told(write_clean(tmp_path), "ledger", where) == wanted


def test_a_comparative_is_open_where_its_unknown_items_are(tmp_path: Path) -> None:
    write_clean(tmp_path)
    assert told(tmp_path, "三公", {"年度": ("本年",)}) == []
    spoil(tmp_path, f"{FOLDER}/sangong.csv", "本年,公务用车购置费,0,上级批复\n", "")
    assert told(tmp_path, "三公", {"年度": ("本年",), "事项": ("公务接待费",)}) == []
    # What is asked of 三公 is money of 一般公共预算拨款, which line 7 is not.
    assert told(tmp_path, "三公", {"年度": ("本年",)}) == [(5, 22), (6, 18)]
