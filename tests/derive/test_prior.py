"""Last year's amounts: measured over last year's folder with this year's filters; what the folder cannot tell, prior.csv gives."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from gen import check
from gen.amount import Amount, Unit
from gen.derive.change import Direction
from gen.derive.figure import Derived, sources
from gen.derive.prior import LastYear
from tests.check.clean import TEMPLATES, build, write_clean, write_last_year, write_templates
from tests.specimens import FOLDER, spoil

LEDGER = "data/yunshan/2030/ledger.csv"


@pytest.fixture
def years(tmp_path: Path) -> Path:
    """A department with two years, and no prior.csv in the second."""
    write_clean(tmp_path)
    write_last_year(tmp_path)
    header = (tmp_path / FOLDER / "prior.csv").read_text(encoding="utf-8").split("\n")[0]
    (tmp_path / FOLDER / "prior.csv").write_text(f"{header}\n", encoding="utf-8")
    return tmp_path


def last(root: Path) -> LastYear:
    derived = build(root).case.facts
    assert derived is not None
    return derived.last


def told(found: LastYear) -> Mapping[tuple[str, str], str]:
    return {matter: f"{figure.amount.to(Unit.WAN).normalize():f}" for matter, figure in found.told.items()}


def test_every_matter_is_measured_over_last_years_lines(years: Path) -> None:
    assert told(last(years)) == {
        ("收支总额", ""): "200.55",
        ("收支总额", "301"): "190.25",
        ("收支总额", "302"): "0.3",
        ("收支总额", "303"): "10",
        ("收支总额", "207"): "200.55",
        ("收支总额", "一般公共预算拨款"): "192.55",
        ("收支总额", "其他收入"): "8",
        ("机关运行经费", ""): "0.3",
        ("三公经费", "因公出国（境）费用"): "0",
        ("三公经费", "公务接待费"): "0.3",
        ("三公经费", "公务用车购置费"): "0",
        ("三公经费", "公务用车运行维护费"): "0",
        ("项目", "购书"): "62.25",
        ("项目", "修缮"): "8",
    }


def test_its_figures_lead_back_to_last_years_lines(years: Path) -> None:
    figure = last(years).figure("项目", "购书")
    assert figure is not None and isinstance(figure.origin, Derived)
    assert [str(place) for place in sources(figure)] == [f"{LEDGER}:5:38", f"{LEDGER}:6:34"]


def test_a_change_rests_on_both_years(years: Path) -> None:
    derived = build(years).case.facts
    assert derived is not None
    change = derived.changes["total"]
    assert change.direction is Direction.INCREASE and change.signed is not None
    assert {place.path for place in sources(change.signed)} == {f"{FOLDER}/ledger.csv", LEDGER}
    assert change.signed.amount.to(Unit.WAN) == 18


def test_what_the_lines_leave_open_is_not_nought(years: Path) -> None:
    """A project without its economic class may hold any of “三公”: that there is no line of it does not say that it was 0."""
    spoil(years, LEDGER, "30101,一般公共预算拨款,,50.25", ",一般公共预算拨款,,50.25")
    known = told(last(years))
    assert ("三公经费", "公务接待费") in known
    assert {object for item, object in known if item == "三公经费"} == {"公务接待费"}
    # The coarser code tells that much: a line of class 301 is none of these.
    spoil(years, LEDGER, ",一般公共预算拨款,,50.25", "301,一般公共预算拨款,,50.25")
    assert len([object for item, object in told(last(years)) if item == "三公经费"]) == 4


def test_prior_csv_gives_what_the_folder_cannot_tell(years: Path) -> None:
    spoil(years, LEDGER, "30101,一般公共预算拨款,,50.25", ",一般公共预算拨款,,50.25")
    spoil(years, f"{FOLDER}/prior.csv", "", "三公经费,公务用车购置费,3,上年表8\n项目,购书,99,上年表5\n")
    found = last(years)
    bought, books = found.figure("三公经费", "公务用车购置费"), found.figure("项目", "购书")
    assert bought is not None and bought.amount.to(Unit.WAN) == 3
    assert books is not None and books.amount == Amount.of(Decimal("62.25"), Unit.WAN)
    assert [(pair.here.amount.to(Unit.WAN), pair.agree) for pair in found.twice if "购书" in pair.here.title] == [(99, False)]


def test_the_file_of_that_year_tells_what_its_lines_leave_open_and_no_more(years: Path) -> None:
    spoil(years, LEDGER, "30101,一般公共预算拨款,,50.25", ",一般公共预算拨款,,50.25")
    rows = "年度,事项,预算数,依据\n本年,公务用车购置费,3,甲\n本年,公务接待费,9,乙\n本年,会议费,2,丙\n上年,因公出国（境）费用,5,丁\n"
    (years / "data/yunshan/2030/sangong.csv").write_text(rows, encoding="utf-8")
    known = told(last(years))
    assert {object: known["三公经费", object] for item, object in known if item == "三公经费"} == {
        "公务用车购置费": "3",
        "公务接待费": "0.3",
    }


def test_no_money_without_a_project_may_be_of_one(years: Path) -> None:
    """Blank where a line can have nothing is no gap: a project that is new this year was 0, whatever basic expenditure there was."""
    write_templates(years)
    quantity = '[quantity.fiscal]\ntitle = "财政拨款"\nwhere = { "资金来源" = "一般公共预算拨款" }\n'
    spoil(
        years, f"{TEMPLATES}/edition.toml", "[quantity.spending]", f'{quantity}prior = ["财政拨款"]\nparts = "项目"\n\n[quantity.spending]'
    )
    spoil(
        years,
        LEDGER,
        "项目支出,购书,少儿图书,2070104,30101,一般公共预算拨款,,12,,丁\n项目支出,购书,,2070104,30101,一般公共预算拨款,,50.25,,戊\n",
        "",
    )
    assert told(last(years))["财政拨款", "购书"] == "0"


def test_a_project_that_only_last_year_had_has_ended(years: Path) -> None:
    spoil(years, LEDGER, "项目支出,修缮,", "项目支出,讲座,")
    derived = build(years).case.facts
    assert derived is not None
    directions = {entry.project.name: entry.change.direction for entry in derived.projects}
    assert directions["修缮"] is Direction.NEW
    assert [(part.name, part.change.direction) for part in derived.ended] == [("讲座", Direction.ENDED)]


def test_history_takes_last_year_from_its_folder_where_the_file_is_silent(years: Path) -> None:
    spoil(years, f"{FOLDER}/history.csv", "2030,项目支出,其他收入,8,上年表1\n", "")
    derived = build(years).case.facts
    assert derived is not None
    lines = [line for line in derived.sources.books["history"].lines if line.dimensions["年度"] == "2030"]
    assert [line.place.path for line in lines if line.place] == [LEDGER] * 6
    assert sum(line.figure.amount.to(Unit.WAN) for line in lines) == derived.last.told["收支总额", ""].amount.to(Unit.WAN)


ROWS = "结束日期\n购书,履职类项目拨款,1,2,1,,\n修缮,,2,1,2,,\n"
RENAMED = "结束日期,上年项目\n购书,履职类项目拨款,1,2,1,,,{}\n修缮,,2,1,2,,,\n"


def test_a_project_that_takes_in_another_keeps_its_own_last_year(years: Path) -> None:
    spoil(years, LEDGER, "项目支出,修缮,", "项目支出,讲座,")
    spoil(years, f"{FOLDER}/projects.csv", ROWS, RENAMED.format("讲座"))
    known = told(last(years))
    assert known["项目", "购书"] == "70.25" and ("项目", "讲座") not in known


def test_a_project_that_goes_by_a_new_name_alone_takes_the_old_one_only(years: Path) -> None:
    spoil(years, LEDGER, "项目支出,购书,少儿图书", "项目支出,图书购置,少儿图书")
    spoil(years, LEDGER, "项目支出,购书,,", "项目支出,图书购置,,")
    spoil(years, f"{FOLDER}/projects.csv", ROWS, RENAMED.format("图书购置"))
    spoil(years, f"{FOLDER}/prior.csv", "", "项目,图书购置,62.25,上年表5\n")
    derived = build(years).case.facts
    assert derived is not None
    assert told(derived.last)["项目", "购书"] == "62.25"
    assert [part.name for part in derived.ended] == []
    assert [(f.code, str(f.places[0])) for f in check.run(build(years).case) if f.code == "YRS-02"] == [
        ("YRS-02", f"{FOLDER}/prior.csv:2:4")
    ]


def test_a_breakdown_that_this_years_form_does_not_know_tells_what_its_lines_know(years: Path) -> None:
    """Money known by function or by class is not nought along the other: it is unknown there."""
    spoil(years, LEDGER, "基本支出,,,2070104,30302,一般公共预算拨款,,10,,丙\n", "")
    spoil(years, LEDGER, "基本支出,,,2070104,30217,一般公共预算拨款,,0.3,,乙\n", "")
    spoil(years, LEDGER, "基本支出,,,2070104,30101,一般公共预算拨款,,120,", "基本支出,,,2070104,,一般公共预算拨款,按功能,130.3,")
    spoil(
        years,
        LEDGER,
        "项目支出,购书,,2070104,30101,一般公共预算拨款,,50.25,",
        "项目支出,购书,,2070104,30101,一般公共预算拨款,按经济,50.25,",
    )
    known = told(last(years))
    assert known["收支总额", ""] == "200.55"
    assert ("机关运行经费", "") not in known and ("三公经费", "公务接待费") not in known


def test_projects_drive_a_filtered_quantity_with_what_passes_the_filter(years: Path) -> None:
    """A project of another fund is no driver of what one fund pays for."""
    write_templates(years)
    quantity = '[quantity.fiscal]\ntitle = "财政拨款项目"\nwhere = { "支出类型" = "项目支出", "资金来源" = "一般公共预算拨款" }\n'
    spoil(
        years,
        f"{TEMPLATES}/edition.toml",
        "[quantity.spending]",
        f'{quantity}prior = ["财政拨款项目"]\nparts = "项目"\n\n[quantity.spending]',
    )
    spoil(years, f"{FOLDER}/ledger.csv", "其他收入,,8,", "其他收入,,900,")
    derived, edition = build(years).case.facts, build(years).case.edition
    assert derived is not None and edition is not None
    wanted = next(quantity for quantity in edition.definitions.quantities if quantity.id == "fiscal")
    found = {part.name: part.change.signed.amount.to(Unit.WAN) for part in derived.drivers(wanted, "项目") if part.change.signed}
    assert found == {"购书": 18}
    assert derived.changes["fiscal"].signed is not None and derived.changes["fiscal"].signed.amount.to(Unit.WAN) == 18
