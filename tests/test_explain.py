"""Every number on the page can be followed down to the line that holds it, by id, by cell and by the number itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest

from gen import build, explain, lookup
from gen.amount import Amount, Unit
from gen.build import Compiled
from gen.compose.assemble import Composed
from gen.derive.facts import Facts
from gen.derive.figure import Controlled, Derived, Figure, Written, sources
from gen.document import FigureRef, leaves, texts
from gen.findings import Place
from gen.provenance import figures_json, printings, value_text
from tests.check.clean import write_clean, write_templates
from tests.project import FOLDER, ROOT, only_with
from tests.specimens import DEPARTMENT, YEAR, spoil
from tests.specimens import FOLDER as SPECIMEN

pytestmark = only_with("baoan")

UNIT = "深圳市社会保险基金管理局宝安分局"
CONTROL = f"{SPECIMEN}/control.csv"


@pytest.fixture
def composed(baoan: Compiled) -> Composed:
    assert baoan.composed is not None
    return baoan.composed


@pytest.fixture
def facts(baoan: Compiled) -> Facts:
    assert baoan.facts is not None
    return baoan.facts


def written_at(place: Place) -> str:
    """What stands at a place in its file: a number, or the text between quotes."""
    line = (ROOT / place.path).read_text(encoding="utf-8").split("\n")[place.line - 1]
    match = re.match(r'"[^"]*"|[^,\s]*', line[place.column - 1 :])
    assert match
    return match[0]


def ends(figure: Figure) -> list[Figure]:
    """The written figures that a figure rests on."""
    match figure.origin:
        case Written():
            return [figure]
        case Derived(inputs=inputs):
            return [end for part in inputs for end in ends(part)]
        case Controlled(derived=derived):
            return ends(derived)


# ── by cell, by number, by id ──


def test_a_cell_is_explained_by_the_lines_that_hold_its_amounts(composed: Composed) -> None:
    (figure,) = lookup.by_cell(composed, "表4 工资福利支出 总计")
    assert figure.amount.to(Unit.WAN) == 4356
    places = [end.origin.place for end in ends(figure) if isinstance(end.origin, Written)]
    assert [place.path for place in places] == [f"{FOLDER}/ledger.csv"] * 10
    assert [written_at(place) for place in places] == ["2270", "78", "730", "41", "285", "145", "123", "2", "417", "265"]
    lines = list(explain.tree(figure, Unit.WAN))
    assert lines[0].startswith("表4 工资福利支出 总计 = 4,356万元")
    assert [re.search(r"ledger\.csv:\d+:\d+", line) is not None for line in lines[1:]] == [True] * 10


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("表1 教育支出", ["17"]),
        ("表1 一、教育支出 2022年预算数", ["17"]),
        ("表1 1.一般公共预算拨款", ["7,374"]),
        ("表1 收入总计 2022年预算数", ["8,367"]),
        ("表5 办公设备采购 小计", ["25"]),
        ("表7 2080109 项目支出", ["2,028"]),
        ("表8 2022年 公务接待费", ["0.3"]),
        ("表8 2021年 总计", ["11"]),
        ("表8 增减变化金额 公务接待费", ["0"]),
        ("表11 综合行政管理 总额", ["61"]),
        ("第七部分 预算准备金", ["36"]),
        ("表4 公务接待费 总计", ["0"]),
        (f"表3 {UNIT} 2022年政府采购项目 小计", ["392"]),
        ("表4 不存在的行 总计", []),
        ("表4 工资福利支出 不存在的列", []),
        ("表99 工资福利支出", []),
        ("表4", []),
        ("", []),
        (" ", []),
    ],
)
def test_cells_are_named_as_they_are_printed(composed: Composed, words: str, printed: list[str]) -> None:
    shown = {printing.figure: printing.text for printing in printings(composed.document)}
    assert [shown[figure.id] for figure in lookup.by_cell(composed, words)] == printed


def test_a_number_is_found_at_every_place_that_prints_it(composed: Composed) -> None:
    found = lookup.by_number(composed, "572")
    assert [(printing.text, printing.figure) for printing in found] == [("572", "total.change")] * 2
    assert [printing.where for printing in found] == ["第二部分 部门预算收支总体情况"] * 2
    assert ["收入" in printing.around for printing in found] == [True, False]


@pytest.mark.parametrize(("number", "same"), [("8,367", "8367"), ("7,374", " 7374 "), ("0.3", "0.3"), ("200%", "200%")])
def test_a_number_is_found_with_or_without_commas(composed: Composed, number: str, same: str) -> None:
    assert lookup.by_number(composed, number) == lookup.by_number(composed, same) != ()


@pytest.mark.parametrize(("number", "same"), [("8,367万元", "8367"), ("８，３６７ 万元", "8367"), ("7％", "7%")])
def test_a_number_is_found_as_it_may_be_copied_with_its_unit(composed: Composed, number: str, same: str) -> None:
    found = lookup.by_number(composed, number)
    assert found == lookup.by_number(composed, same) != ()


def test_a_number_with_another_unit_is_another_number(composed: Composed) -> None:
    assert lookup.by_number(composed, "8,367元") == ()
    # 110 people and no 110 万元.
    assert lookup.by_number(composed, "110") != () == lookup.by_number(composed, "110万元")


@pytest.mark.parametrize(
    ("id", "cell", "near"),
    [
        ("totl.change", "", "相近的编号：total.change"),
        ("", "表44 工资福利支出", "--cell 先写表的编号，可以写："),
        ("", "表4 工资福利 总计", "表4 里相近的行：工资福利支出、"),
        ("", "表4", "表4 的行："),
        ("nothing like any", "", ""),
    ],
)
def test_what_was_not_found_is_told_with_what_may_have_been_meant(baoan: Compiled, id: str, cell: str, near: str) -> None:
    found = explain.answer(baoan, id, cell, "").near
    assert found.startswith(near) and bool(found) == bool(near)


def test_by_number_finds_whole_numbers_only(composed: Composed) -> None:
    assert lookup.by_number(composed, "57") == ()
    assert lookup.by_number(composed, "7") == () or all(printing.text == "7" for printing in lookup.by_number(composed, "7"))
    assert all(printing.text == "7%" for printing in lookup.by_number(composed, "7%"))


def test_a_number_that_a_finding_tells_is_explained_though_the_page_prints_it_rounded(baoan: Compiled) -> None:
    """CHG-01 says 420.7 万元 of what the page prints as 421."""
    found = explain.answer(baoan, "", "", "420.7")
    assert [finding.code for finding in found.findings] == ["CHG-01"]
    assert [figure.id for figure in found.figures] == ["total.rest.size"]
    lines = list(found.lines())
    assert lines[0].startswith("校验结果 警告 CHG-01：") and "420.7万元" in lines[0]
    assert any(line.startswith("收支总额增减其余部分的数额 = 420.7万元，印作 421") for line in lines)
    assert any("ledger.csv:2:32" in line for line in lines)
    told, figure = found.data()
    assert (told["finding"], figure["id"]) == ("CHG-01", "total.rest.size")


@pytest.mark.parametrize("number", ["420", "20.7", "4207"])
def test_a_part_of_a_number_that_a_finding_tells_is_not_that_number(baoan: Compiled, number: str) -> None:
    found = explain.answer(baoan, "", "", number)
    assert found.findings == () and "total.rest.size" not in {figure.id for figure in found.figures}


def test_a_finding_answers_for_a_number_that_no_figure_is(szsi: Compiled) -> None:
    """The four quarters of a row come to 221.713 万元, which no figure is: the finding names the row."""
    found = explain.answer(szsi, "", "", "221.713")
    assert [(finding.code, finding.places[0].line) for finding in found.findings] == [("PRJ-08", 14)]
    assert found.figures == () and any("project-details.csv:14:50" in line for line in found.lines())


def test_an_amount_is_found_in_the_unit_of_the_page_and_of_the_files(baoan: Compiled) -> None:
    """A change that the page prints as 572 is 572.3 万元 exactly."""
    found = explain.answer(baoan, "", "", "572.3")
    assert {figure.id for figure in found.figures} >= {"total.change", "total.signed"}


def test_a_rate_is_explained_down_to_both_years(composed: Composed, facts: Facts) -> None:
    (rate,) = lookup.by_id(composed, facts, "total.rate")
    assert rate.value == Fraction(5723, 77950)
    places = list(sources(rate))
    assert {place.path for place in places} == {f"{FOLDER}/ledger.csv", f"{FOLDER}/prior.csv"}
    assert [written_at(place) for place in places if place.path.endswith("prior.csv")] == ["7795"]
    assert len([place for place in places if place.path.endswith("ledger.csv")]) == 38


def test_every_figure_and_all_it_rests_on_is_found_by_id(composed: Composed, facts: Facts) -> None:
    for id in [*composed.figures, "total.signed", f"{FOLDER}/prior.csv:2:7"]:
        (found,) = lookup.by_id(composed, facts, id)
        assert found.id == id
    assert lookup.by_id(composed, facts, "total.nothing") == ()


def test_every_id_of_figures_json_is_found_by_one_index(szsi: Compiled) -> None:
    assert szsi.composed is not None and szsi.facts is not None and szsi.model is not None
    index = lookup.explainable(szsi.composed, szsi.facts)
    listed: Any = json.loads(figures_json(szsi.composed, szsi.model))["figures"]
    assert len(listed) > 1000 and listed.keys() <= index.keys()
    assert [id for id, entry in listed.items() if value_text(index[id]) != entry["value"]] == []


def test_what_was_derived_but_not_printed_is_found_by_id_too(composed: Composed, facts: Facts) -> None:
    for id in ("total", "personnel", "项目/预算准备金.signed", "项目/预算准备金.size", "total/301"):
        found = lookup.by_id(composed, facts, id)
        assert [figure.id for figure in found] == ([id] if id != "项目/预算准备金.size" else []), id


def test_an_explanation_says_how_each_figure_of_it_is_printed(baoan: Compiled) -> None:
    lines = [*explain.answer(baoan, "total.rate", "", "").lines()]
    assert lines[0].startswith("收支总额比上年增减幅度 = 5723/77950，约 7.3419%，印作 7%  [total.rate]")
    assert lines[1].startswith("├─ 收支总额比上年增减额 = 572.3万元，印作 572  [total.change]")
    (data,) = explain.answer(baoan, "total.rate", "", "").data()
    assert (data["value"], data["printed"]) == ("5723/77950", ["7%"])


def test_a_short_rate_is_told_exactly() -> None:
    rate = Figure(id="r", title="占比", value=Fraction(1, 16), unit="%", origin=Derived("占比", ()))
    assert [*explain.tree(rate, Unit.WAN)] == ["占比 = 6.25%  [r]  占比"]


def test_a_leaf_tells_what_else_its_row_says(baoan: Compiled) -> None:
    found = explain.answer(baoan, "", "表11 综合行政管理 总额", "")
    assert [line.rpartition("  ")[2] for line in found.lines()][1:3] == [
        "〔项目支出，办公设备采购，2080109，一般公共预算拨款〕",
        "〔项目支出，预算准备金，2080109，一般公共预算拨款〕",
    ]
    (data,) = json.loads(json.dumps([*found.data()]))
    assert data["inputs"][0]["row"] == {
        "支出类型": "项目支出",
        "项目": "办公设备采购",
        "功能科目编码": "2080109",
        "资金来源": "一般公共预算拨款",
    }


def test_a_long_step_says_how_many_it_leaves_out(composed: Composed) -> None:
    (figure,) = lookup.by_cell(composed, "表1 收入总计")
    lines = list(explain.tree(figure, Unit.WAN, limit=5))
    assert len(lines) == 1 + 5 + 1
    assert lines[-1].endswith("另有 33 项")
    assert len(list(explain.tree(figure, Unit.WAN))) == 1 + 38


def test_plain_data_says_what_the_tree_says(composed: Composed) -> None:
    (figure,) = lookup.by_cell(composed, "表11 综合行政管理 总额")
    data: Any = json.loads(json.dumps(explain.as_data(figure)))
    assert data["value"] == "610000元"
    assert [part["value"] for part in data["inputs"]] == ["250000元", "360000元"]
    assert {part["path"] for part in data["inputs"]} == {f"{FOLDER}/ledger.csv"}


# ── figures.json ──


@pytest.fixture(scope="module")
def entries(baoan: Compiled) -> dict[str, Any]:
    assert baoan.composed is not None and baoan.model is not None
    result: dict[str, Any] = json.loads(figures_json(baoan.composed, baoan.model))["figures"]
    return result


def refs(composed: Composed) -> Iterator[FigureRef]:
    for block in composed.document.blocks():
        for inlines in texts(block):
            yield from (leaf for leaf in leaves(inlines) if isinstance(leaf, FigureRef))


def test_figures_json_holds_every_number_on_the_page_where_it_stands(composed: Composed, entries: dict[str, Any]) -> None:
    printed = [(ref.figure, ref.text) for ref in refs(composed)]
    listed = [(id, place["text"]) for id, entry in entries.items() for place in entry.get("printed", [])]
    assert len(printed) > 700
    assert sorted(printed) == sorted(listed)


def test_every_entry_ends_in_lines_that_really_hold_the_value(entries: dict[str, Any]) -> None:
    ends_seen = 0
    for id, entry in entries.items():
        assert ("source" in entry) != ("rule" in entry), id
        assert all(part in entries for part in entry.get("inputs", [])), id
        if "source" in entry:
            path, line, column = entry["source"].rsplit(":", 2)
            held = written_at(Place(path, int(line), int(column)))
            wanted = re.match(r"-?[\d.]+", entry["value"])
            assert wanted
            if entry["value"].endswith("元"):
                assert Decimal(held) * 10000 == Decimal(wanted[0]), (id, held)
            else:  # a count of unit.toml, or one entry of a list that is counted
                assert held.strip('"') in (wanted[0], entry["title"]), (id, held)
            ends_seen += 1
    assert ends_seen > 60


def test_sums_in_figures_json_are_the_sums_of_their_inputs(entries: dict[str, Any]) -> None:
    """The file can be checked without this program: every total is the sum of what it names."""
    checked = 0
    for id, entry in entries.items():
        if "合计" in entry.get("rule", ""):
            parts = [Decimal(entries[part]["value"].removesuffix("元")) for part in entry["inputs"]]
            assert sum(parts) == Decimal(entry["value"].removesuffix("元")), id
            checked += 1
    assert checked > 300


def test_what_is_printed_is_the_value_rounded_once(composed: Composed, entries: dict[str, Any]) -> None:
    """Recomputed with other arithmetic: half up, at as many places as are printed."""
    for entry in entries.values():
        for place in entry.get("printed", []):
            shown = place["text"].replace(",", "")
            if shown.endswith("%"):
                rate = Fraction(entry["value"]) * 100
                exact = Decimal(rate.numerator) / Decimal(rate.denominator)
                shown = shown[:-1]
            elif entry["value"].endswith("元"):
                exact = Decimal(entry["value"].removesuffix("元")) / 10000
            else:
                exact = Decimal(re.match(r"\d+", entry["value"])[0])  # type: ignore[index]
            places = len(shown.partition(".")[2])
            assert exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) == Decimal(shown), entry


def test_no_figure_is_printed_in_two_units(composed: Composed) -> None:
    assert {figure.unit for figure in composed.figures.values() if isinstance(figure.value, Amount)} == {"元"}
    assert {figure.unit for figure in composed.figures.values() if isinstance(figure.value, Fraction)} == {"%"}


# ── control figures ──


@pytest.fixture(scope="module")
def controlled(tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    """The fictitious department, whose basic expenditure of 130.3 万元 was approved as 130."""
    root = write_clean(tmp_path_factory.mktemp("controlled"))
    write_templates(root)
    spoil(root, CONTROL, "0.1,130.3,130.3,批复", "1,130.3,130,批复")
    result = build.compile_document(root, DEPARTMENT, YEAR, "budget")
    assert [finding.code for finding in result.findings] == ["CTL-05"]
    return result


def test_a_controlled_figure_is_explained_by_its_control_and_by_the_lines_that_it_stands_for(controlled: Compiled) -> None:
    found = explain.answer(controlled, "", "表3 云山区图书馆 基本支出", "")
    lines = list(found.lines())
    assert lines[0] == (
        f"表3 云山区图书馆 基本支出 = 130万元，印作 130 ← 控制数 {CONTROL}:2:26（依据：批复）；明细合计 130.3万元，尾差 -0.3万元"
    )
    assert lines[1].startswith("└─ 表3 云山区图书馆 基本支出（明细合计） = 130.3万元  [") and lines[1].endswith("3 行明细合计")
    assert [re.search(r" = ([\d.]+)万元 ← (\S+?)（", line).groups() for line in lines[2:5]] == [  # type: ignore[union-attr]
        ("120", f"{SPECIMEN}/ledger.csv:2:32"),
        ("0.3", f"{SPECIMEN}/ledger.csv:3:32"),
        ("10", f"{SPECIMEN}/ledger.csv:4:32"),
    ]
    assert [line[:6] for line in lines[2:5]] == ["   ├─ ", "   ├─ ", "   └─ "]


def test_a_controlled_figure_and_the_sum_behind_it_are_found_by_id(controlled: Compiled) -> None:
    (figure,) = explain.answer(controlled, "", "表3 云山区图书馆 基本支出", "").figures
    assert explain.answer(controlled, figure.id, "", "").figures == (figure,)
    (derived,) = explain.answer(controlled, f"{figure.id}.sum", "", "").figures
    assert (figure.amount.to(Unit.WAN), derived.amount.to(Unit.WAN)) == (Decimal(130), Decimal("130.3"))
    assert list(sources(figure)) == [Place(CONTROL, 2, 26, 3), *sources(derived)]


def test_plain_data_of_a_controlled_figure(controlled: Compiled) -> None:
    (figure,) = explain.answer(controlled, "", "表3 云山区图书馆 基本支出", "").figures
    data: Any = json.loads(json.dumps(explain.as_data(figure)))
    assert (data["value"], data["control"], data["basis"]) == ("1300000元", True, "批复")
    assert (data["path"], data["line"], data["column"]) == (CONTROL, 2, 26)
    (inner,) = data["inputs"]
    assert (inner["value"], len(inner["inputs"]), "control" in inner) == ("1303000元", 3, False)


def test_figures_json_of_a_controlled_figure(controlled: Compiled) -> None:
    """Every printing of 130 for these lines is under a control; the sum behind each is there and adds up; no other figure has one."""
    assert controlled.composed is not None and controlled.model is not None
    entries: dict[str, Any] = json.loads(figures_json(controlled.composed, controlled.model))["figures"]
    under = {id: entry for id, entry in entries.items() if "control" in entry}
    assert {entry["control"] for entry in under.values()} == {f"{CONTROL}:2:26"}
    assert {id.partition("/")[0] for id in under} == {"表2", "表3", "表4", "表7", "表11"}
    for id, entry in under.items():
        assert (entry["value"], entry["basis"], entry["inputs"]) == ("1300000元", "批复", [f"{id}.sum"])
        assert {place["text"] for place in entry["printed"]} == {"130"}
        assert "rule" not in entry and "source" not in entry
        behind = entries[f"{id}.sum"]
        assert behind["value"] == "1303000元" and "printed" not in behind
        assert sum(Decimal(entries[part]["value"].removesuffix("元")) for part in behind["inputs"]) == 1303000


def test_a_figure_above_a_controlled_one_is_a_sum_of_lines(controlled: Compiled) -> None:
    """Never of controls: the total of 218.55 万元 is what it was."""
    (total,) = explain.answer(controlled, "", "表3 云山区图书馆 支出总计", "").figures
    assert total.amount.to(Unit.WAN) == Decimal("218.55")
    assert {place.path for place in sources(total)} == {f"{SPECIMEN}/ledger.csv"}


def test_a_document_that_does_not_stand_has_no_answer() -> None:
    found = explain.answer(Compiled(), "total", "", "")
    assert (found.figures, found.printings, list(found.lines())) == ((), (), [])


@pytest.mark.parametrize(("number", "same"), [("-421", "421"), ("−421万元", "421")])
def test_a_fall_is_found_by_its_sign_though_the_page_says_it_in_words(baoan: Compiled, number: str, same: str) -> None:
    found = explain.answer(baoan, "", "", number)
    assert found.printings == explain.answer(baoan, "", "", same).printings != ()
    assert [figure.id for figure in found.figures] == ["total.rest.size"]


@pytest.mark.parametrize("number", ["-572", "-8,367"])
def test_what_rose_is_no_fall(baoan: Compiled, number: str) -> None:
    assert explain.answer(baoan, "", "", number).figures == ()


@pytest.mark.parametrize(("number", "id"), [("-420.7", "total.rest"), ("+993", "项目/区财政安排项目"), ("+572.3", "total.signed")])
def test_an_amount_with_its_sign_is_found_as_the_bridge_prints_it(baoan: Compiled, number: str, id: str) -> None:
    assert id in {figure.id for figure in explain.answer(baoan, "", "", number).figures}


@pytest.mark.parametrize("number", ["8,3,6,7", "83,67", "8367,"])
def test_commas_that_part_no_thousands_make_no_number(baoan: Compiled, number: str) -> None:
    found = explain.answer(baoan, "", "", number)
    assert (found.printings, found.figures, found.findings) == ((), (), ())


def test_a_change_says_why_it_has_no_bridge(szsi: Compiled) -> None:
    found = explain.answer(szsi, "total.change", "", "")
    assert "增减因素：没有，这个版式的正文不列增减因素（edition.toml 没有 [reasons]）" in [*found.lines()]
    (told,) = found.data()
    assert told["bridge"] is None and told["no_bridge"]
    assert not explain.answer(szsi, "total", "", "").bare
