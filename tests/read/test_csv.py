from __future__ import annotations

import csv as library
import io
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from gen.read import csv
from tests.calls import calls

CELL = st.text(st.sampled_from('甲乙a1 ,"“”;-'), max_size=6)


def _codes(text: str, declared: tuple[str, ...] = ("甲", "乙")) -> list[tuple[str, int, int]]:
    return [(f.code, f.places[0].line, f.places[0].column) for f in csv.parse(text, "x.csv", declared)[1]]


def test_cells_have_the_place_of_their_value_as_typed() -> None:
    table, findings = csv.parse('甲,乙,丙\n中文,"引""号, 逗号",\n,"",末\n', "x.csv", ("甲", "乙", "丙"))
    assert findings == []
    first, second = table.rows
    assert first.cells == {"甲": "中文", "乙": '引"号, 逗号', "丙": ""}
    assert first.row.cells == {"甲": (1, 2), "乙": (5, 8), "丙": (15, 0)}
    assert second.row.cells == {"甲": (1, 0), "乙": (3, 0), "丙": (5, 1)}
    assert (second.row.line, second.row.at("丙").column, second.row.at("甲").width) == (3, 5, 1)


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=6), st.sampled_from([library.QUOTE_MINIMAL, library.QUOTE_ALL]))
def test_what_the_library_writes_is_read_with_true_places(rows: list[tuple[str, str, str]], quoting: int) -> None:
    out = io.StringIO()
    library.writer(out, lineterminator="\n", quoting=quoting).writerows([("甲", "乙", "丙"), *rows])
    lines = out.getvalue().split("\n")
    table, findings = csv.parse(out.getvalue(), "x.csv", ("甲", "乙", "丙"))
    assert {finding.code for finding in findings} <= {"CSV-08", "CSV-13"}
    read = {row.row.line: row for row in table.rows}
    for number, cells in enumerate(rows, start=2):
        if any(finding.code == "CSV-08" and finding.places[0].line == number for finding in findings):
            assert set("".join(cells)) <= set(" ,") or not any(cells)
            continue
        assert tuple(read[number].cells.values()) == cells
        for title, cell in zip("甲乙丙", cells, strict=True):
            column, width = read[number].row.cells[title]
            assert lines[number - 1][column - 1 : column - 1 + width] == cell.replace('"', '""')


def test_one_unpaired_quote_spoils_one_line() -> None:
    text = '甲,乙\n1,"开\n2,好\n3,"关\n4,好\n'
    assert [row.row.line for row in csv.parse(text, "x.csv", ("甲", "乙"))[0].rows] == [3, 5]
    assert _codes(text) == [("CSV-09", 2, 3), ("CSV-09", 4, 3)]


def test_a_line_break_in_a_cell_is_told_once_and_the_rest_is_read() -> None:
    text = '甲,乙\n1,"上\n中\n下"\n2,好\n'
    assert _codes(text) == [("CSV-10", 2, 3)]
    assert [row.row.line for row in csv.parse(text, "x.csv", ("甲", "乙"))[0].rows] == [5]


def test_blank_rows_that_follow_each_other_are_one_fault() -> None:
    assert _codes("甲,乙\n1,2\n,\n\n \n3,4\n,\n") == [("CSV-08", 3, 1), ("CSV-08", 7, 1)]


def test_many_broken_lines_are_told_in_work_that_grows_with_them() -> None:
    def broken(lines: int) -> str:
        return "甲,乙\n" + (f'{"长" * 150},"' + "\n") * lines

    findings = csv.parse(broken(4999), "x.csv", ("甲", "乙"))[1]
    assert {finding.code for finding in findings} <= {"CSV-09", "CSV-10"} and len(findings) > 2000
    few, many = (calls(partial(csv.parse, broken(lines), "x.csv", ("甲", "乙"))) for lines in (1000, 4000))
    assert many < 5 * few


def test_all_faults_of_a_file_come_at_once() -> None:
    assert _codes("乙,甲乙,乙\n1\n\n1,2,3,4\n a,2,3\n") == [
        ("CSV-03", 1, 3),
        ("CSV-04", 1, 6),
        ("CSV-02", 1, 1),
        ("CSV-06", 2, 1),
        ("CSV-08", 3, 1),
        ("CSV-07", 4, 7),
        ("CSV-13", 5, 1),
    ]


def test_a_wrong_header_names_the_one_that_is_meant() -> None:
    _, findings = csv.parse("预算额,依据\n", "x.csv", ("预算数", "依据"))
    assert [finding.code for finding in findings] == ["CSV-03", "CSV-02"]
    assert "是否应为“预算数”？" in findings[0].hint and "“预算额”是否写错了？" in findings[1].hint


def test_open_headers_may_stand_anywhere() -> None:
    table, findings = csv.parse("表5次序,甲,表5名称,乙\n1,2,3,4\n", "x.csv", ("甲", "乙"), ("次序", "名称"))
    assert findings == [] and table.rows[0].cells == {"表5次序": "1", "甲": "2", "表5名称": "3", "乙": "4"}


def test_a_file_may_end_without_a_line_break() -> None:
    assert _codes("甲,乙\n1,2") == []


@given(st.text(st.sampled_from('甲乙,"\n 1\t'), max_size=60))
def test_any_text_gives_rows_and_findings(text: str) -> None:
    table, findings = csv.parse(text, "x.csv", ("甲", "乙"))
    lines = text.split("\n")
    assert table.header or findings
    for row in table.rows:
        assert set(row.cells) == set(table.header)
        assert all(1 <= column <= len(lines[row.row.line - 1]) + 1 for column, _ in row.row.cells.values())
