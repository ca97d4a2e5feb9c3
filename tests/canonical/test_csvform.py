"""The canonical form of CSV files: the declared order, quotes only where they must be, and not a value or a digit touched."""

from __future__ import annotations

import csv
import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.amount import Unit
from gen.canonical.csvform import canonical_csv
from gen.model.lines import LedgerLine
from gen.model.shape import fields_of
from gen.read.files import CODES_CSV, DEPARTMENT_CSV, ITEMS_CSV, CsvFile
from gen.read.records import header_of, records

FILES = {file.name: file for file in (*DEPARTMENT_CSV, *CODES_CSV, ITEMS_CSV)}
LEDGER = FILES["ledger.csv"]
HEADER = ",".join(header_of(LedgerLine))


def ledger(*rows: str) -> str:
    return "\n".join((HEADER, *rows)) + "\n"


def test_rows_of_a_ledger_go_by_kind_then_project_then_codes() -> None:
    rows = [
        "项目支出,甲,,2080109,30201,财政拨款,,1,,",
        "基本支出,,,2080109,30201,财政拨款,,2,,",
        "项目支出,乙,二,2080109,,财政拨款,,3,,",
        "项目支出,甲,,2080109,30101,财政拨款,,4,,",
        "基本支出,,,2210201,30113,财政拨款,,5,,",
        "基本支出,,,2080109,,财政拨款,,6,,",
        "项目支出,乙,一,2080109,,财政拨款,,7,,",
        "基本支出,,,2080109,30113,财政拨款,,8,,",
    ]
    # Codes by their digits, a blank last; projects and sub-projects as they were first mentioned.
    assert canonical_csv(ledger(*rows), LEDGER) == ledger(*(rows[at] for at in (7, 4, 1, 5, 3, 0, 2, 6)))


def test_a_ledger_stays_as_it_is_where_sorting_would_print_its_sub_projects_in_another_order() -> None:
    rows = [
        "基本支出,,,2210201,30113,财政拨款,,5,,",
        "结转下年,甲,后,,,财政拨款,,1,,",
        "项目支出,甲,先,2080109,,财政拨款,,3,,",
        "基本支出,,,2080109,30101,财政拨款,,5,,",
    ]
    assert canonical_csv(ledger(*rows), LEDGER) == ledger(*rows)
    rows[1] = rows[1].replace("后", "先")
    assert canonical_csv(ledger(*rows), LEDGER) == ledger(*(rows[at] for at in (3, 0, 2, 1)))


@pytest.mark.parametrize("written", ["1.50", "0.643900", "-3.0", "0", "0.00", "300000000.00"])
def test_the_digits_of_an_amount_stay_since_they_say_how_exactly_it_is_known(written: str) -> None:
    text = ledger(f"基本支出,,,2080109,30101,财政拨款,,{written},,")
    assert canonical_csv(text, LEDGER) == text


@pytest.mark.parametrize(("written", "canonical"), [("-0", "0"), ("-0.00", "0.00"), ("-0.01", "-0.01")])
def test_nought_has_no_minus(written: str, canonical: str) -> None:
    text = ledger(f"基本支出,,,2080109,30101,财政拨款,,{written},,-0")
    assert canonical_csv(text, LEDGER) == text.replace(f",{written},,", f",{canonical},,")


def test_quotes_stand_only_where_they_must() -> None:
    text = ledger('"基本支出","","",2080109,30101,"财政拨款",,"5","","表4，见“注”"', '基本支出,,,2080109,30102,财政拨款,,6,,"1,2 和 ""3"""')
    assert canonical_csv(text, LEDGER) == ledger(
        "基本支出,,,2080109,30101,财政拨款,,5,,表4，见“注”", '基本支出,,,2080109,30102,财政拨款,,6,,"1,2 和 ""3"""'
    )


def test_the_last_line_is_ended() -> None:
    row = "基本支出,,,2080109,30101,财政拨款,,5,,"
    assert canonical_csv(ledger(row).removesuffix("\n"), LEDGER) == ledger(row)
    assert canonical_csv(HEADER, LEDGER) == f"{HEADER}\n"


@pytest.mark.parametrize("name", sorted(name for name, file in FILES.items() if not file.order))
def test_a_file_whose_rows_are_printed_as_they_stand_keeps_them_so(name: str) -> None:
    header = header_of(FILES[name].record)
    text = "\n".join((",".join(header), *(",".join((str(row), *["x"] * (len(header) - 1))) for row in (3, 1, 2)))) + "\n"
    assert canonical_csv(text, FILES[name]) == text


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_what_a_file_is_sorted_by_is_declared_for_its_rows(file: CsvFile) -> None:
    declared = {field.name for field in fields_of(file.record)}
    assert {*file.order, *(each.name for each in file.kept), *(name for each in file.kept for name in each.within)} <= declared


@given(st.randoms(use_true_random=False))
def test_code_lists_come_out_the_same_whatever_order_they_are_in(chance: random.Random) -> None:
    rows = [f"{code},名称,来源" for code in ("205", "20508", "2050803", "208", "2080109", "2080199", "221")]
    mixed = chance.sample(rows, len(rows))
    assert canonical_csv("\n".join(("编码,名称,来源", *mixed)), FILES["functions.csv"]) == "\n".join(("编码,名称,来源", *rows)) + "\n"


names = st.sampled_from(["", "甲", "乙", "丙"])
lines = st.tuples(
    st.sampled_from(["基本支出", "项目支出", "结转下年"]),
    names,
    names,
    st.sampled_from(["", "2080109", "2080505", "2210201"]),
    st.sampled_from(["", "301", "30101", "30201"]),
    st.sampled_from(["财政拨款", "其他收入"]),
    st.sampled_from(["", "按功能", "按项目"]),
    st.sampled_from(["0", "-0", "1.50", "12", "-3.0"]),
    st.sampled_from(["", "0.5"]),
    st.sampled_from(["", "表4", "1,2", '“注”和 "x"']),
)


@given(st.lists(lines, max_size=9, unique_by=lambda row: row[:7]))
def test_any_ledger_keeps_its_records_and_a_second_time_changes_nothing(rows: list[tuple[str, ...]]) -> None:
    text = ledger(*('"' + '","'.join(cell.replace('"', '""') for cell in row) + '"' for row in rows))
    formed = canonical_csv(text, LEDGER)
    assert canonical_csv(formed, LEDGER) == formed
    assert _read(formed) == _read(text)
    assert len(formed) <= len(text)
    for column in (2, 6):  # Whatever is printed as first mentioned is still mentioned in that order.
        assert _mentions(formed, column) == _mentions(text, column)


def _read(text: str) -> Counter[tuple[object, ...]]:
    found, findings = records(LedgerLine, text, "ledger.csv", Unit.WAN)
    assert findings == []
    return Counter(tuple(getattr(line, field.name) for field in fields_of(LedgerLine)) for line in found)


def _mentions(text: str, column: int) -> dict[tuple[str, ...], list[str]]:
    """The values of a column as first mentioned: sub-projects within their project, breakdowns within kind and fund."""
    found: dict[tuple[str, ...], list[str]] = {}
    for row in [*csv.reader(text.splitlines())][1:]:
        within = (row[1],) if column == 2 else (row[0], row[5])
        if row[column] not in found.setdefault(within, []):
            found[within].append(row[column])
    return found
