"""Last year's amounts: measured over last year's folder with this year's filters; what the folder cannot tell, prior.csv gives."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from gen.amount import Amount, Unit
from gen.derive.change import Direction
from gen.derive.figure import Derived, sources
from gen.derive.prior import LastYear
from tests.check.clean import build, write_clean, write_last_year
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
