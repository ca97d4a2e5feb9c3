"""Our own documents, read again from their files, agree with themselves: rules that know nothing of how they were made find nothing.

That the rules can speak is shown by altering single numbers and words of what was read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from gen.build import compile_document
from gen.document import Heading, Table, plain
from gen.read.load import departments, documents, years
from gen.render import docx
from tests.conftest import Publish
from tests.project import DEPARTMENT, DOCUMENT, ROOT, YEAR, only_with
from tests.readagain import NUMBER, Read, read_docx, read_pdf
from tests.readback import bare
from tests.rules import audit, is_form
from tests.specimens import spoil

#: Each document, and how many comparisons the rules make of it at least; a new one must bear some.
LEAST = {
    ("baoan", "2022", "budget"): 270,
    ("benji", "2023", "budget"): 550,
    ("guangshui", "2021", "performance-target"): 8,
    ("longhua", "2020", "self-evaluation"): 4,
    ("szsi", "2020", "budget"): 730,
}
KNOWN = [
    (department, year, document)
    for department in departments(ROOT)
    for year in years(ROOT, department)
    for document in documents(ROOT, department, year)[0]
]

Again = Callable[[str, str, str], tuple[Read, Read]]


@pytest.fixture(scope="session")
def again(publish: Publish) -> Again:
    """The DOCX and the PDF of a document, read again once."""

    @cache
    def read(department: str, year: str, document: str) -> tuple[Read, Read]:
        printed = publish(department, year).documents[document]
        return read_docx(printed.docx), read_pdf(printed.pdf, printed.style)

    return read


@pytest.mark.parametrize(("department", "year", "document"), KNOWN)
def test_every_number_of_every_table_is_read(publish: Publish, again: Again, department: str, year: str, document: str) -> None:
    tables = [block for block in publish(department, year).documents[document].composed.document.blocks() if isinstance(block, Table)]
    cells = [bare(plain(cell.inlines)) for table in tables for cell in table.grid.cells]
    wanted = Counter(text for text in cells if NUMBER.fullmatch(text))
    assert wanted.total() > 20
    for read in again(department, year, document):
        assert len(read.sheets) == len(tables)
        assert Counter(number for sheet in read.sheets for number in sheet.numbers()) == wanted


@pytest.mark.parametrize(("department", "year", "document"), KNOWN)
def test_what_is_printed_agrees_with_itself(again: Again, department: str, year: str, document: str) -> None:
    docx, pdf = (audit(read) for read in again(department, year, document))
    assert docx.said == [] == pdf.said
    # The rules had the same to compare in both formats.
    assert docx.compared == pdf.compared
    assert docx.compared.total() >= LEAST.get((department, year, document), 1)


# ── the rules can speak ──


@pytest.fixture(scope="module")
def read(again: Again) -> Read:
    return again(DEPARTMENT, YEAR, DOCUMENT)[0]


def altered(read: Read, sheet: int, cell: int, text: str) -> Read:
    """``read`` with another text in one cell."""
    table = read.sheets[sheet]
    cells = (*table.cells[:cell], replace(table.cells[cell], text=text), *table.cells[cell + 1 :])
    return replace(read, sheets=(*read.sheets[:sheet], replace(table, cells=cells), *read.sheets[sheet + 1 :]))


@only_with("baoan")
def test_an_amount_that_is_altered_in_any_table_is_noticed(read: Read) -> None:
    """One printed amount after the other is raised by 1,000; those that nothing on the page is the sum of, or tells again, go unnoticed."""
    unnoticed, tried = [], 0
    for number, sheet in enumerate(read.sheets):
        coded = {cell.column for cell in sheet.cells if "编码" in cell.text}
        for index, cell in enumerate(sheet.cells):
            if cell.is_number and cell.column not in coded and not cell.text.endswith("%"):
                tried += 1
                raised = f"{int(float(cell.text.replace(',', ''))) + 1000:,}"
                if not audit(altered(read, number, index, raised)).said:
                    unnoticed.append((number, cell.column, cell.text))
    # The table of key projects and the columns about procurement: nothing that is printed adds up to them.
    assert tried > 600 and {(number, column) for number, column, _ in unnoticed} == {(0, 1), (3, 4), (3, 5), (3, 6)}, unnoticed


@only_with("baoan")
@pytest.mark.parametrize(
    ("rules", "words", "other"),
    [
        ("文字与表", "部门预算收入8,367万元", "部门预算收入8,376万元"),
        ("文字与表、具体包括、包括各项", "项目支出3,021万元", "项目支出3,012万元"),
        ("文字与表、具体包括", "办公设备采购25万元", "办公设备采购52万元"),
        ("增减同向", "增加572万元，增长7%", "增加572万元，下降7%"),
        ("增减幅度", "增加572万元，增长7%", "增加572万元，增长9%"),
        ("增减幅度、因素之和", "增加572万元，增长7%", "增加752万元，增长7%"),
        ("当年与表", "2022年“三公”经费预算11.3万元", "2022年“三公”经费预算13.1万元"),
        ("当年与表", "公务接待费。2022年预算数0.3万元", "公务接待费。2022年预算数3万元"),
        ("包括各项、一名一数", "对个人和家庭的补助支出272万元", "对个人和家庭的补助支出275万元"),
        ("一名一数", "（二）公用支出718万元", "（二）公用支出717万元"),
        ("具体包括、文字与表", "3.办公设备采购25万元", "3.办公设备采购82万元"),
        ("其中各项", "零星购置30万元", "零星购置1,530万元"),
        ("因素之和", "区财政安排项目增加993万元", "区财政安排项目增加939万元"),
        ("因素之和", "其余各项相抵后减少421万元", "其余各项相抵后增加421万元"),
    ],
)
def test_a_number_or_word_that_is_altered_in_the_text_is_noticed(read: Read, rules: str, words: str, other: str) -> None:
    assert sum(words in text for text in read.texts) > 0
    said = audit(replace(read, texts=tuple(text.replace(words, other) for text in read.texts))).said
    assert {line.partition(":")[0] for line in said} == {*rules.split("、")}


def test_a_direction_that_the_table_of_two_years_does_not_bear_out_is_noticed(again: Again) -> None:
    if ("benji", "2023", "budget") not in KNOWN:
        pytest.skip("no data/benji")
    read = again("benji", "2023", "budget")[0]
    for words, other in (
        ("3万元，比2022年预算数减少2万元", "3万元，与2022年预算数持平"),
        ("比2022年预算数减少18万元", "比2022年预算数增加18万元"),
    ):
        assert sum(words in text for text in read.texts) == 1
        (said,) = audit(replace(read, texts=tuple(text.replace(words, other) for text in read.texts))).said
        assert said.startswith("方向与表")


PROSE = "templates/shenzhen-budget-2022/prose/03-expenditure.md"
PARTS = "公用支出{{ f.operating }}万元、对个人和家庭的补助支出{{ f.subsidies }}万元"
SWAPPED = "公用支出{{ f.subsidies }}万元、对个人和家庭的补助支出{{ f.operating }}万元"


@pytest.mark.parametrize(
    ("department", "path", "right", "wrong", "rules"),
    [
        ("baoan/2022", PROSE, "支出**{{ f.personnel }}", "支出**{{ f.operating }}", {"一名一数"}),
        ("baoan/2022", PROSE, PARTS, SWAPPED, {"一名一数"}),
        ("baoan/2022", PROSE, "{{ part.name }}{{ part.total }}", "{{ part.name }}{{ project.total }}", {"其中各项"}),
        ("baoan/2022", PROSE, "、项目支出{{ f.projects }}", "、项目支出{{ f.spending }}", {"包括各项", "一名一数", "文字与表"}),
        (
            "benji/2023",
            "templates/shenzhen-budget-2023/tables/09.toml",
            'where = { "年度" = "上年" }',
            'where = { "年度" = "本年" }',
            {"差额与表"},
        ),
    ],
)
def test_a_template_that_names_the_wrong_figure_is_noticed(
    project: Path, department: str, path: str, right: str, wrong: str, rules: set[str]
) -> None:
    """Both sides come of the data, so that only what is printed beside each other tells that one of them is another figure."""
    if not (project / path).exists() or not (project / "data" / department).exists():
        pytest.skip(f"no data/{department}")
    spoil(project, path, right, wrong)
    compiled = compile_document(project, *department.split("/"), "budget")
    assert compiled.composed is not None and compiled.style is not None
    document = compiled.composed.document
    pages = dict.fromkeys((block.anchor for block in document.blocks() if isinstance(block, Heading)), 1)
    assert {line.partition(":")[0] for line in audit(read_docx(docx.render(document, compiled.style, pages))).said} == rules


@only_with("baoan")
def test_unequal_sides_are_noticed_even_where_rounding_would_excuse_the_sums(read: Read) -> None:
    number = next(n for n, sheet in enumerate(read.sheets) if any(cell.text == "收入总计" and sheet.columns == 4 for cell in sheet.cells))
    sheet = read.sheets[number]
    total = next(cell for cell in sheet.cells if cell.text == "收入总计")
    index = next(i for i, cell in enumerate(sheet.cells) if cell.row == total.row and cell.column == total.column + 1)
    said = audit(altered(read, number, index, "8,368")).said
    assert said == ["收支相等: 第2张 收入总计 8368，支出总计 8367"]


@only_with("baoan")
def test_a_sum_may_be_off_by_what_rounding_allows_and_no_more(read: Read) -> None:
    """A sum of two is three rounded numbers, each known to half a unit: it may be off by one and a half."""
    number = next(n for n, sheet in enumerate(read.sheets) if sheet.columns == 6 and not is_form(sheet))
    sheet = read.sheets[number]
    index = next(i for i, cell in enumerate(sheet.cells) if cell.text == "1,147" and cell.column == 3)
    shown = int(re.sub(",", "", sheet.cells[index].text))
    assert audit(altered(read, number, index, f"{shown + 1:,}")).said == []
    assert audit(altered(read, number, index, f"{shown + 2:,}")).said != []
