"""Forms: what fixed words may name, and where nobody gave it."""

from __future__ import annotations

from gen.compose.form import filled
from gen.derive.spec import Column, RowBlock, Side, worded
from gen.document import DataText, Text
from gen.findings import Place
from gen.model.shape import Sourced

HERE, THERE = Place("form.toml", 1, 1), Place("unit.toml", 2, 8)


def test_a_fact_prints_as_data_and_a_name_as_words() -> None:
    facts = {"单位": Sourced("图书馆", THERE)}
    assert filled("{年度}年{单位}", facts, {"年度": "2031"}, HERE) == (Text("2031", HERE), Text("年", HERE), DataText("图书馆", THERE))


def test_what_nobody_gave_leaves_its_place_empty_or_as_the_form_says() -> None:
    assert filled("{主管部门}", {}, {"主管部门": ""}, HERE) == ()
    blank = (Text("截止", HERE), Text("　　", HERE), Text("年", HERE))
    assert filled("截止{截止年份|　　}年", {}, {}, HERE) == blank
    given = {"截止年份": Sourced("2035", THERE)}
    assert filled("截止{截止年份|　　}年", given, {}, HERE) == (Text("截止", HERE), DataText("2035", THERE), Text("年", HERE))


def test_filters_may_name_years() -> None:
    """So that a form with preceding years serves every year."""
    side = Side(
        name="",
        stubs=(),
        columns=(Column(head=("{上年}年",), where={"年度": ("{上年}",)}),),
        rows=(RowBlock(label="{上年}", where={"年度": ("{上年}",)}),),
        where={"年度": ("{上年}", "2020")},
    )
    made = worded(side, lambda word: word.replace("{上年}", "2030"))
    assert (made.columns[0].head, made.columns[0].where, made.where) == (("2030年",), {"年度": ("2030",)}, {"年度": ("2030", "2020")})
    assert (made.rows[0].label, made.rows[0].where) == ("2030", {"年度": ("2030",)})
