"""A sixth edition, written from the documentation alone: the nine tables of a department budget, for an invented library and two years.

The files stand in tests/sixth/ in the folders that a project has. After a wanted change, copy the new text into tests/sixth/budget-2032.txt
by hand, having looked at every line of it.
"""

from __future__ import annotations

import difflib
import re
import shutil
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest

from gen import build
from gen.findings import Severity
from tests.project import ROOT, compiled, dump, effect
from tests.readback import bare, expected, read_docx

SIXTH = ROOT / "tests/sixth"
GOLDEN = SIXTH / "budget-2032.txt"
DEPARTMENT, EDITION = "yunchuan", "mof-budget-2031"
FIRST, SECOND = f"data/{DEPARTMENT}/2031", f"data/{DEPARTMENT}/2032"
TITLES = (
    "表1 部门收支总表",
    "表2 部门收入总表",
    "表3 部门支出总表",
    "表4 财政拨款收支总表",
    "表5 一般公共预算支出表",
    "表6 一般公共预算基本支出表",
    "表7 一般公共预算“三公”经费支出表",
    "表8 政府性基金预算支出表",
    "表9 国有资本经营预算支出表",
)


def copy_to(folder: Path) -> Path:
    """A project that has this department and this edition, and no other."""
    for name in ("data", "templates"):
        shutil.copytree(SIXTH / name, folder / name)
    return folder


def replace(root: Path, path: str, old: str, new: str) -> None:
    """Changes the one place of a file that says ``old``."""
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, (path, old)
    file.write_text(text.replace(old, new), encoding="utf-8")


def rows(text: str, table: str) -> list[list[str]]:
    """The rows under the head of a table of the dump, as cells without white space; a table's number stands before its title."""
    (part,) = re.findall(rf"^## {table} .*?(?=^##|\Z)", text, re.M | re.S)
    return [[bare(cell) for cell in line[2:].split("|")] for line in part.splitlines() if line.startswith("| ")]


def amount(cell: str) -> Decimal:
    """The amount that a cell prints; an empty one is nothing."""
    return Decimal(cell.replace(",", "") or "0")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that no test changes."""
    return copy_to(tmp_path_factory.mktemp("sixth"))


@pytest.fixture(scope="module")
def text(project: Path) -> str:
    """The text of the second year."""
    return dump(compiled(project, DEPARTMENT, "2032"))


@pytest.fixture(scope="module")
def outcome(project: Path) -> build.Outcome:
    """The second year, rendered and published once."""
    return build.report(project, DEPARTMENT, "2032")


def test_the_second_year_is_published_without_a_finding(outcome: build.Outcome) -> None:
    assert outcome.findings == ()
    assert {path.name for path in outcome.written} == {"budget.docx", "budget.pdf", "budget.figures.json", "manifest.json"}


def test_the_first_year_compares_nothing_and_warns_of_nothing_else(project: Path) -> None:
    first = compiled(project, DEPARTMENT, "2031")
    assert {(finding.code, finding.severity) for finding in first.findings} == {("CHG-02", Severity.WARNING)}
    prose, tables = dump(first).split("# 第四部分　2031年部门预算表 ")
    assert prose.count("2030年预算数没有公开，不作比较") == 22
    assert re.findall("增加|减少|增长|下降|持平", prose) == []
    assert all(bare(f"## {title}") in bare(tables) for title in TITLES)


def test_the_second_year_is_the_approved_one(text: str) -> None:
    approved = GOLDEN.read_text(encoding="utf-8")
    difference = "\n".join(difflib.unified_diff(approved.splitlines(), text.splitlines(), "approved", "now", lineterm="", n=1))
    assert text == approved, f"the document changed; if that is right, copy the new text to {GOLDEN.name}:\n{difference}"


def test_last_years_amounts_come_from_last_years_folder(tmp_path: Path, text: str) -> None:
    root = copy_to(tmp_path)
    assert not (root / SECOND / "prior.csv").exists()
    replace(root, f"{FIRST}/ledger.csv", ",30217,一般公共预算拨款,,18500.00,", ",30217,一般公共预算拨款,,20600.00,")
    assert effect(text, dump(compiled(root, DEPARTMENT, "2032"))) == [
        "第三部分: 559,411.04→557,311.04 993,726.76→995,826.76",
        "第三部分: 475,930.01→473,830.01",
        "第三部分: 1,077,207.79→1,079,307.79",
        "第三部分: 209,956.60→207,856.60",
        "第三部分: 3,198.03→5,298.03 0.1%→0.2%",
        "第三部分: 83,200.00→85,300.00 35%→36%",
        "第三部分: 1,700.00→3,800.00 9%→18%",
        "第三部分: 3,198.03→5,298.03 0.1%→0.2%",
        "表7 236,600.00: 234,500.00→236,600.00 18,500.00→20,600.00",
    ]


def test_a_renamed_project_is_held_against_its_old_name(tmp_path: Path, text: str) -> None:
    assert "文献资源建设增加250,000.00元" in text
    root = copy_to(tmp_path)
    replace(root, f"{SECOND}/projects.csv", "文献资源建设,,1,文献购置专项,", "文献资源建设,,1,,")
    assert "文献资源建设增加3,450,000.00元" in dump(compiled(root, DEPARTMENT, "2032"))


def test_a_new_and_an_ended_project_are_among_the_reasons(text: str) -> None:
    assert "城市书房建设增加1,518,543.21元（新建城市书房两处）" in text
    assert "馆舍消防设施改造减少1,385,420.60元（工程已经完工）" in text


@pytest.mark.parametrize(
    "said",
    [
        "比2031年增加23,415.00元，增长6%",
        "比2031年减少1,700.00元，下降9%",
        "与2031年持平",
        "比2031年增加96,500.00元，2031年没有这项支出",
        "比2031年减少178,000.00元，下降100%，2032年没有这项支出",
    ],
)
def test_changes_are_worded_by_their_direction(text: str, said: str) -> None:
    assert said in text


def test_expenditure_by_function_adds_up_and_agrees_with_the_summary(text: str) -> None:
    table = rows(text, "表3")
    by_class = {row[3]: amount(row[4]) for row in table if row[0] and not row[1]}
    by_item = [[amount(cell) for cell in row[4:]] for row in table if row[2]]
    (total,) = ([amount(cell) for cell in row[4:]] for row in table if row[3] == "合计")
    assert [sum(column) for column in zip(*by_item, strict=True)] == total
    assert sum(by_class.values()) == total[0] == total[1] + total[2]

    summary = rows(text, "表1")
    assert {row[2].partition("、")[2]: amount(row[3]) for row in summary if "、" in row[2]} == by_class
    printed = {label: amount(value) for row in summary for label, value in (row[:2], row[2:])}
    assert printed["本年支出合计"] == printed["支出总计"] == printed["收入总计"] == total[0]
    assert printed["本年收入合计"] + printed["上年结转"] == printed["收入总计"]


def test_every_item_of_the_public_budget_has_its_sentence(text: str) -> None:
    names = {"".join(row[:3]): row[3] for row in rows(text, "表5")}
    items = [row for row in rows(text, "表5") if row[2]]
    sentences = re.findall(r"^- \d+\.(.+)$", text, re.M)
    for one, two, _three, name, total, *_ in items:
        opening = f"{names[one]}（类）{names[one + two]}（款）{name}（项）2032年预算数{total}元，"
        (sentence,) = (sentence for sentence in sentences if sentence.startswith(opening))
        assert re.match("(比|与)2031年", sentence.removeprefix(opening)), sentence
    assert len(sentences) == len(items) + 1
    assert "教育支出（类）进修及培训（款）培训支出（项）2032年预算数0.00元，比2031年减少48,795.75元" in "".join(sentences)


def test_amounts_have_two_decimals_everywhere(text: str) -> None:
    prose, tables = text.split("# 第四部分")
    assert re.findall(r"[\d,.]+(?=元)", prose)
    assert [number for number in re.findall(r"[\d,.]+(?=元)", prose) if not re.fullmatch(r"[\d,]+\.\d\d", number)] == []
    cells = [cell for number in range(1, 10) for row in rows(tables, f"表{number}") for cell in row]
    codes = re.compile(r"\d{2,7}")
    assert [
        cell for cell in cells if re.search(r"\d", cell) and not re.fullmatch(r"[\d,]+\.\d\d", cell) and not codes.fullmatch(cell)
    ] == []
    assert ["302", "15", "会议费", "0.00", "", "0.00"] in rows(tables, "表6")


@pytest.mark.parametrize(("table", "kind"), [("表8", "政府性基金预算"), ("表9", "国有资本经营预算")])
def test_an_empty_table_says_so_and_a_full_one_does_not(tmp_path: Path, text: str, table: str, kind: str) -> None:
    note = f"注：云川市图书馆2032年没有{kind}支出，本表为空。"
    assert note in text
    assert rows(text, table) == [["", "", "", "合计", "", "", ""]]
    root = copy_to(tmp_path)
    replace(root, f"{SECOND}/ledger.csv", "30226,事业收入,,182460.00", f"30226,{kind}拨款,,182460.00")
    filled = dump(compiled(root, DEPARTMENT, "2032"))
    assert note not in filled
    assert rows(filled, table)[-1] == ["", "", "", "合计", "182,460.00", "", "182,460.00"]


def test_the_explanations_come_before_the_figures(text: str) -> None:
    heads = [line for line in text.splitlines() if line.startswith("# ")]
    assert [head[2:6] for head in heads] == ["第一部分", "第二部分", "第三部分", "第四部分"]
    assert "名词解释" in heads[1]
    assert "¶ 一、一般公共预算拨款收入：" in text


def test_both_formats_hold_the_whole_document(project: Path, outcome: build.Outcome) -> None:
    (document,) = outcome.compiled
    assert document.composed is not None
    folder = project / "output" / DEPARTMENT / "2032"
    wanted = expected(document.composed.document)
    docx, pdf = (folder / "budget.docx").read_bytes(), (folder / "budget.pdf").read_bytes()
    assert read_docx(docx) == wanted
    with pdfplumber.open(BytesIO(pdf)) as opened:
        printed = bare("".join(page.extract_text() for page in opened.pages))
    found = bare("".join(piece for piece in read_docx(docx) if isinstance(piece, str)))
    for title in TITLES:
        assert bare(title) in printed
        assert bare(title) in found


def test_the_program_knows_nothing_of_this_edition() -> None:
    for path in (ROOT / "gen").rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            content = path.read_bytes()
            for name in (EDITION, DEPARTMENT, "云川"):
                assert name.encode() not in content, (path, name)
