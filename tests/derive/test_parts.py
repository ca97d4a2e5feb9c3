"""Parts of a quantity along a dimension: what each comes to, against last year, and how the text goes through them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from gen import check
from gen.amount import Amount, Unit
from gen.compose.table import code_levels
from gen.derive.change import Direction
from gen.derive.parts import PartFacts
from gen.render import text
from tests.check.clean import TEMPLATES, build, write_clean, write_last_year, write_templates
from tests.specimens import CODES, FOLDER, spoil


@pytest.fixture
def by_function(tmp_path: Path) -> Path:
    """The clean department-year; its edition goes through the total by function."""
    write_clean(tmp_path)
    write_templates(tmp_path)
    spoil(tmp_path, f"{TEMPLATES}/edition.toml", 'parts = ["项目", "经济类", "功能类", "资金来源"]', 'parts = "功能项"')
    spoil(tmp_path, f"{CODES}/functions.csv", "", "2070199,其他文化支出,示例\n2070105,文化馆,示例\n")
    return tmp_path


def parts(root: Path) -> tuple[PartFacts, ...]:
    facts = build(root).case.facts
    assert facts is not None
    return facts.itemized["total"]["功能项"]


def wan(number: str) -> Amount:
    return Amount.of(Decimal(number), Unit.WAN)


def test_a_quantity_is_parted_in_the_order_of_the_codes(by_function: Path) -> None:
    spoil(by_function, f"{FOLDER}/ledger.csv", "项目支出,修缮,,2070104", "项目支出,修缮,,2070199")
    found = parts(by_function)
    assert [(part.member.code, part.member.label, part.change.now.amount) for part in found] == [
        ("2070104", "图书馆", wan("210.55")),
        ("2070199", "其他文化支出", wan("8")),
    ]
    assert [member.label for member in found[0].above] == ["文化旅游体育与传媒支出", "文化和旅游"]
    assert {part.change.direction for part in found} == {Direction.UNKNOWN}


def test_prior_csv_gives_last_year_by_code(by_function: Path) -> None:
    spoil(by_function, f"{FOLDER}/prior.csv", "", "收支总额,2070104,190.55,上年表1\n收支总额,2070105,10,上年表1\n")
    found = parts(by_function)
    assert [(part.member.label, part.change.direction, part.change.size and part.change.size.amount) for part in found] == [
        ("图书馆", Direction.INCREASE, wan("28")),
        ("文化馆", Direction.ENDED, wan("10")),
    ]


def test_last_years_folder_tells_every_part(by_function: Path) -> None:
    write_last_year(by_function)
    spoil(by_function, "data/_codes/2030/functions.csv", "", "2070106,旧馆,示例\n")
    spoil(by_function, "data/yunshan/2030/ledger.csv", "项目支出,修缮,,2070104", "项目支出,修缮,,2070106")
    found = parts(by_function)
    assert [(part.member.label, part.change.before and part.change.before.amount) for part in found] == [
        ("图书馆", wan("192.55")),
        ("旧馆", wan("8")),
    ]
    assert sum(part.change.signed.amount.yuan for part in found if part.change.signed) == wan("18").yuan


def test_its_parts_are_the_drivers_of_its_change(by_function: Path) -> None:
    spoil(by_function, f"{FOLDER}/prior.csv", "", "收支总额,2070104,190.55,上年表1\n收支总额,2070105,10,上年表1\n")
    composed = build(by_function).case.composed
    assert composed is not None
    assert "预算收支增加主要原因：一是图书馆增加28万元；二是文化馆减少10万元。" in text.dump(composed.document)


def test_the_text_goes_through_the_parts(by_function: Path) -> None:
    line = (
        "{% for part in parts(f.total) %}\n- {{ number(loop.index) }}.{% for level in part.levels %}{{ level.name }}（{{ level.kind }}）{% endfor %}"
        '{{ part.code }}：{{ part.total }}万元，{{ words(part, "total") }}。\n{% endfor %}\n'
    )
    spoil(by_function, f"{TEMPLATES}/prose/02-totals.md", "", line)
    spoil(by_function, f"{FOLDER}/prior.csv", "", "收支总额,2070104,190.55,上年表1\n")
    composed = build(by_function).case.composed
    assert composed is not None
    said = "1.文化旅游体育与传媒支出（类）文化和旅游（款）图书馆（项）2070104：219万元，比2030年增加28万元，增长15%。"
    assert said in text.dump(composed.document)


def test_what_has_no_parts_cannot_be_gone_through(by_function: Path) -> None:
    spoil(by_function, f"{TEMPLATES}/prose/02-totals.md", "", "{% for part in parts(f.spending) %}{% endfor %}\n")
    (finding,) = build(by_function).findings
    assert finding.code == "PRO-01" and "“本年支出”没有说明按什么分项" in finding.message


def test_a_part_without_last_years_amount_is_told_and_a_code_that_no_list_has(by_function: Path) -> None:
    found = check.run(build(by_function).case)
    assert [(f.code, f.message) for f in found if f.code == "CHG-02"] == [("CHG-02", "收支总额的“图书馆”没有上年数")]
    spoil(by_function, f"{FOLDER}/prior.csv", "", "收支总额,2070104,190.55,上年表1\n收支总额,2070109,1,上年表1\n")
    found = check.run(build(by_function).case)
    assert [str(f.places[0]) for f in found if f.code == "CHG-03"] == [f"{FOLDER}/prior.csv:12:6"]
    assert not [f for f in found if f.code == "CHG-02"]


def test_a_code_over_several_columns_shows_its_levels() -> None:
    assert code_levels("208", ["类", "款", "项"]) == {"类": "208"}
    assert code_levels("2080109", ["类", "款", "项"]) == {"类": "208", "款": "01", "项": "09"}
    assert code_levels("30101", ["类", "款"]) == {"类": "301", "款": "01"}
    assert code_levels("30101", ["编码"]) == {"编码": "30101"}
