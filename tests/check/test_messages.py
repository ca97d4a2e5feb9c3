"""What the finance officer reads: both figures, the difference, the lines behind it and the remedy."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gen import check
from gen.check import glossary
from gen.check.rule import Case
from gen.document import Document, Paragraph, Text
from gen.findings import Finding, Severity
from tests.check.clean import build, write_clean
from tests.check.specimens import Edit, short, write


def found(root: Path, code: str, *edits: Edit) -> Finding:
    """The one finding of ``code`` after ``edits``."""
    write(root, edits)
    (finding,) = (finding for finding in check.run(build(root).case) if finding.code == code)
    return finding


def test_income_and_expenditure_name_both_sums_and_the_line_between_them(tmp_path: Path) -> None:
    finding = found(tmp_path, "SUM-02", Edit("ledger.csv", "其他收入", "其它收入"))
    assert finding.severity is Severity.ERROR
    assert finding.message == (
        "表1：收入合计 210.55 万元，支出合计 218.55 万元，相差 8 万元（按印出的明细行相加）：收入一侧有 1 行明细不在任何一行里"
    )
    assert "预算法实施条例第五条" in finding.basis


def test_tables_with_the_same_lines_astray_are_named_together(tmp_path: Path) -> None:
    finding = found(tmp_path, "SUM-02", Edit("ledger.csv", "其他收入", "上级专项转移支付"))
    assert finding.message.endswith("；表6也有同样的差额")


def test_a_line_that_counts_twice_is_called_so(tmp_path: Path) -> None:
    finding = found(tmp_path, "SUM-02", Edit("ledger.csv", "", "结转下年,,,2070104,,一般公共预算拨款,,5,,\n"))
    assert "支出一侧有 1 行明细算了不止一次" in finding.message


def test_parts_and_whole_are_named(tmp_path: Path) -> None:
    finding = found(tmp_path, "SUM-03", Edit("ledger.csv", "30302", ""))
    assert finding.message == (
        "本年支出是 218.55 万元，所列各部分（人员支出、公用支出、对个人和家庭的补助支出、项目支出）合计 208.55 万元，"
        "相差 10 万元：有 1 行明细不在任何一个部分里"
    )
    # The line that is left out first, then every other line that the whole and its parts hold: any of them may be the wrong one.
    assert [place.line for place in finding.places] == [4, 2, 3, 5, 6, 7]


def test_a_missing_file_is_told_with_its_header(tmp_path: Path) -> None:
    finding = found(tmp_path, "FIL-01", Edit("prior.csv", "", None))
    assert finding.message == "缺少文件 data/yunshan/2031/prior.csv"
    assert finding.hint == "请建立这个文件（上年数），第一行写：事项,对象,上年数,依据；没有内容时只留这一行"
    assert found(tmp_path / "another", "FIL-01", Edit("ledger.csv", "", None)).hint.endswith(",预算数,精度,依据")


def test_a_stale_control_names_both_sums_and_both_cells(tmp_path: Path) -> None:
    finding = found(tmp_path, "CTL-01", Edit("ledger.csv", ",,10,,丙", ",,10.01,,丙"))
    assert finding.message == "控制数 130.3 万元 已过期：批准时明细合计 130.3 万元，现在 130.31 万元，相差 0.01 万元"
    assert [short(str(place)) for place in finding.places] == ["control.csv:2:22", "control.csv:2:28"]


def test_a_control_beyond_rounding_names_what_rounding_can_do(tmp_path: Path) -> None:
    finding = found(tmp_path, "CTL-02", Edit("control.csv", "0.1,130.3,130.3", "1,130.3,131"))
    assert finding.severity is Severity.ERROR
    assert finding.message == "控制数 131 万元，明细合计 130.3 万元，相差 0.7 万元；3 行明细的舍入最多只能差到 1 万元的一半（不含）"


def test_an_accepted_difference_is_a_note(tmp_path: Path) -> None:
    finding = found(tmp_path, "CTL-05", Edit("control.csv", "0.1,130.3,130.3", "1,130.3,130"))
    assert (finding.severity, finding.message) == (Severity.NOTE, "尾差：控制数 130 万元，明细合计 130.3 万元")


def test_an_unknown_breakdown_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    breakdown = Edit("edition/edition.toml", "", '\n[breakdown."按项目"]\ncarries = ["项目"]\n')
    finding = found(tmp_path, "CTL-06", breakdown, Edit("ledger.csv", "其他收入,,8", "其他收入,按项,8"))
    assert (finding.message, finding.hint) == ("版式没有定义口径“按项”", "可以写：按项目；有完整明细的留空")


def test_amounts_are_said_in_the_unit_of_the_folder(tmp_path: Path) -> None:
    write_clean(tmp_path)
    for name in ("unit.toml", "ledger.csv"):
        file = tmp_path / "data/yunshan/2031" / name
        text = file.read_text("utf-8").replace('amount_unit = "万元"', 'amount_unit = "元"').replace("其他收入,,8,", "其它收入,,8,")
        file.write_text(text, "utf-8")
    messages = [finding.message for finding in check.run(build(tmp_path).case) if finding.code == "SUM-02"]
    assert messages[0].startswith("表1：收入合计 210.55 元，支出合计 218.55 元，相差 8 元")


@pytest.mark.parametrize(
    ("edit", "hint"),
    [
        (
            Edit("ledger.csv", "项目支出,修缮,,2070104", "项目支出,修缮,,2070105"),
            "相近的科目：2070104 图书馆。如果编码没有错，在 data/_codes/2031/functions.csv 按编码次序加上：2070105,〔科目名称〕,〔来源〕",
        ),
        (
            Edit("procurement.csv", "2070104", "2090301"),
            "如果编码没有错，在 data/_codes/2031/functions.csv 按编码次序加上："
            "209,〔科目名称〕,〔来源〕；20903,〔科目名称〕,〔来源〕；2090301,〔科目名称〕,〔来源〕",
        ),
    ],
)
def test_an_unknown_code_is_told_with_its_neighbours_and_the_lines_to_add(edit: Edit, hint: str, tmp_path: Path) -> None:
    assert found(tmp_path, "COD-01", edit).hint == hint


def test_the_code_with_the_fewest_other_digits_comes_first(tmp_path: Path) -> None:
    edits = (Edit("codes/economics.csv", "", "30330,某项补助,示例\n"), Edit("ledger.csv", "30302", "30303"))
    assert found(tmp_path, "COD-01", *edits).hint.startswith("相近的科目：30302 退休费、30330 某项补助。")


def test_a_complete_code_list_is_not_to_be_added_to(tmp_path: Path) -> None:
    edits = (Edit("codes/codes.toml", "complete = false", "complete = true"), Edit("ledger.csv", "30302", "30303"))
    assert found(tmp_path, "COD-01", *edits).hint == "相近的科目：30302 退休费。科目表已列全，请核对编码"


def test_all_uses_of_an_unknown_code_are_one_finding(tmp_path: Path) -> None:
    write_clean(tmp_path)
    ledger = tmp_path / "data/yunshan/2031/ledger.csv"
    ledger.write_text(ledger.read_text("utf-8").replace("2070104", "2070105"), "utf-8")
    (finding,) = (finding for finding in check.run(build(tmp_path).case) if finding.code == "COD-01")
    assert [short(str(place)) for place in finding.places] == [
        f"ledger.csv:{line}:{column}" for line, column in ((2, 8), (3, 8), (4, 8), (5, 14), (6, 10), (7, 10))
    ]


def test_a_typed_number_is_told_with_the_figure_that_it_equals(tmp_path: Path) -> None:
    finding = found(tmp_path, "TXT-01", Edit("budget.toml", '购买新书"', '购买80.25万元新书"'))
    assert finding.message == "写了“80.25万元”，与算出的“购书”是同一个数"
    assert finding.severity is Severity.WARNING
    assert finding.places[0].width == len("80.25万元")


def test_a_misspelt_project_is_told_with_its_neighbour(tmp_path: Path) -> None:
    assert "那里的“修善”是不是它？" in found(tmp_path, "CHG-02", Edit("prior.csv", "项目,修缮", "项目,修善")).hint


def _with_document(case: Case, document: Document) -> Case:
    assert case.composed is not None
    return replace(case, composed=replace(case.composed, document=document))


def test_a_used_term_that_the_glossary_lost_is_found_in_the_finished_document(tmp_path: Path) -> None:
    case = build(write_clean(tmp_path)).case
    assert case.composed is not None
    document = case.composed.document
    sections = tuple(
        replace(section, blocks=tuple(block for block in section.blocks if not _explains(block, "项目支出")))
        for section in document.sections
    )
    (finding,) = glossary.terms_explained(_with_document(case, replace(document, sections=sections)))
    assert finding.message == "正文或表格用到了“项目支出”，名词解释里没有它"


def test_an_explained_term_that_nothing_uses_is_found_in_the_finished_document(tmp_path: Path) -> None:
    case = build(write_clean(tmp_path)).case
    assert case.composed is not None and case.edition is not None
    document = case.composed.document
    unused = next(term for term in case.edition.terms if term.term == "住房保障支出")
    entry = Paragraph(inlines=(Text("九、住房保障支出：某支出。", unused.place),), place=unused.place)
    first = document.sections[0]
    sections = (replace(first, blocks=(*first.blocks, entry)), *document.sections[1:])
    (finding,) = glossary.terms_used(_with_document(case, replace(document, sections=sections)))
    assert finding.message == "正文和表格都没有用到“住房保障支出”，名词解释却列出了它"


def _explains(block: object, term: str) -> bool:
    return isinstance(block, Paragraph) and any(isinstance(inline, Text) and f"、{term}：" in inline.text for inline in block.inlines)


def test_what_cannot_be_composed_is_still_checked_as_far_as_the_data_go(tmp_path: Path) -> None:
    write(tmp_path, (Edit("budget.toml", "已批复", "草案"), Edit("ledger.csv", "30302", "30303")))
    case = replace(build(tmp_path).case, edition=None, facts=None, composed=None)
    assert [finding.code for finding in check.run(case)] == ["STA-01", "COD-01"]
