"""Data with control figures and breakdowns: a line that moves under a control is an error that names it, never a total that stands still unseen."""

from __future__ import annotations

from pathlib import Path

import pytest

from gen import build
from gen.build import Compiled
from gen.findings import Severity
from tests.project import ROOT, dump, effect, only_with
from tests.specimens import spoil

pytestmark = only_with("benji")

KNOWN = ("benji", "2023", "budget")
FOLDER = "data/benji/2023"
LEDGER, CONTROL, PROCUREMENT, PROJECTS = (f"{FOLDER}/{name}.csv" for name in ("ledger", "control", "procurement", "projects"))

SALARIES = "2080109,30101,一般公共预算拨款,,{},"
#: All that rests on 基本工资, with the figure that is printed and the sum it was approved against.
ABOVE_SALARIES = {"298,448": 298449, "17,963": 17964, "5,104": 5106, "16,214": 16215, "3,356": 3357, "6,957": 6958, "2,760": 2761}


@pytest.fixture(scope="module")
def benji() -> Compiled:
    return build.compile_document(ROOT, *KNOWN)


def changed(project: Path, *edits: tuple[str, str, str]) -> Compiled:
    for edit in edits:
        spoil(project, *edit)
    return build.compile_document(project, *KNOWN)


def errors(result: Compiled, code: str = "") -> list[str]:
    """The messages of the errors, those of one code or all."""
    found = [each for each in result.findings if each.severity is Severity.ERROR and code in ("", each.code)]
    return [each.message if code else each.code for each in found]


def raise_salaries(by: int) -> tuple[str, str, str]:
    return LEDGER, SALARIES.format(1926), SALARIES.format(1926 + by)


def test_the_published_document_has_only_rounding_differences(benji: Compiled) -> None:
    assert errors(benji) == []
    assert [each.code for each in benji.findings if each.severity is Severity.NOTE] == ["CTL-05"] * 12


def test_a_line_that_moves_puts_every_control_above_it_out_of_date(project: Path, benji: Compiled) -> None:
    """The figures that are not controlled follow; each that is controlled stands still and is named, and nothing is published."""
    result = changed(project, raise_salaries(5))
    found = errors(result, "CTL-01")
    assert [message.split(" ")[1] for message in found] == list(ABOVE_SALARIES)
    for message, against in zip(found, ABOVE_SALARIES.values(), strict=True):
        assert f"批准时明细合计 {against:,} 万元，现在 {against + 5:,} 万元，相差 5 万元" in message
    assert effect(dump(benji), dump(result)) == [
        "第三部分: 4,072→4,077",
        "第三部分: 4,072→4,077",
        "表4 工资福利支出: 4,072→4,077 4,072→4,077 4,072→4,077",
        "表4 基本工资: 1,926→1,931 1,926→1,931 1,926→1,931",
        "表8 301: 4,072→4,077 4,072→4,077",
        "表8 30101: 1,926→1,931 1,926→1,931",
    ]
    assert build.report(project, *KNOWN[:2]).written == ()


def test_a_line_that_moves_with_its_controls_moves_every_total(project: Path, benji: Compiled) -> None:
    """What the approval gives anew: the sums and the controls, all 5 higher; then every place that shows one of them shows it 5 higher."""
    edits = [(CONTROL, f",{old},{_plain(shown)},", f",{old + 5},{_plain(shown) + 5},") for shown, old in ABOVE_SALARIES.items()]
    result = changed(project, raise_salaries(5), *edits)
    assert errors(result) == []
    before, after = dump(benji), dump(result)
    for shown in ABOVE_SALARIES:
        assert before.count(shown) == after.count(f"{_plain(shown) + 5:,}") > 0
        assert shown not in after
    assert "比2022年减少299,855万元，下降50%" in after


def _plain(shown: str) -> int:
    return int(shown.replace(",", ""))


def test_without_its_control_a_total_is_the_sum_of_its_lines_everywhere(project: Path, benji: Compiled) -> None:
    row = next(line for line in (project / CONTROL).read_text(encoding="utf-8").splitlines() if line.startswith("ledger,,,,,,,"))
    result = changed(project, (CONTROL, f"{row}\n", ""))
    assert errors(result) == []
    found = effect(dump(benji), dump(result))
    assert found[:4] == [
        "第二部分: 298,448→298,449 299,860→299,859",
        "第二部分: 298,448→298,449 299,860→299,859",
        "第二部分: 2,371→2,370",
        "第三部分: 298,448→298,449",
    ]
    rest = [line.partition(": ")[2] for line in found[4:]]
    assert len(rest) == 14 and {change for line in rest for change in line.split(" ")} == {"298,448→298,449"}


def test_a_control_beyond_rounding_is_an_error(project: Path) -> None:
    result = changed(project, (CONTROL, ",1,397,396,", ",1,397,380,"))
    assert errors(result, "CTL-02") == [
        "控制数 380 万元，明细合计 397 万元，相差 17 万元；15 行明细的舍入最多只能差到 16 万元的一半（不含）"
    ]


def test_breakdowns_of_the_same_money_must_agree(project: Path) -> None:
    found = errors(changed(project, (LEDGER, "按项目,211,", "按项目,231,")), "CTL-06")
    assert len(found) == 1
    assert "口径“按项目”共 4,217 万元，口径“按经济”共 4,197 万元，相差 20 万元" in found[0]
    found = errors(changed(project, (PROCUREMENT, "按类别,100,", "按类别,400,")), "CTL-06")
    assert "口径“按类别”共 3,271 万元，口径“按面向”共 2,970 万元，相差 301 万元" in found[-1]


def test_a_breakdown_that_the_edition_does_not_define_is_an_error(project: Path) -> None:
    found = errors(changed(project, (LEDGER, "按项目,211,", "按部门,211,")), "CTL-06")
    assert "版式没有定义口径“按部门”" in found


def test_a_line_that_knows_all_needs_no_breakdown(project: Path, benji: Compiled) -> None:
    """Money whose project and economic class are both known stands once, and is in every table."""
    line = "项目支出,预算准备金,,2120805,30201,政府性基金预算拨款,,10,,示例\n"
    after = dump(changed(project, (LEDGER, "", line)))
    assert errors(build.compile_document(project, *KNOWN), "CTL-07") == []
    assert "- 3.预算准备金221万元" in after
    assert "|  | 2120805 | 　　补助被征地农民支出 | 280,495 | 0 | 280,495" in after
    assert "280,495" not in dump(benji)


def test_the_same_project_may_have_another_name_in_the_text(project: Path, benji: Compiled) -> None:
    result = changed(project, (PROJECTS, ",4,3,4,社保专项资金,社保专项资金,", ",4,3,4,专项资金,社保专项资金,"))
    assert effect(dump(benji), dump(result)) == ["第二部分: 社保专项资金→专项资金", "第三部分: 社保专项资金→专项资金"]


def test_a_quantity_that_no_breakdown_tells_is_missing_and_not_nought(project: Path) -> None:
    where = '{ "支出类型" = "项目支出", "项目" = "社会保险业务管理", "经济类" = "302" }'
    form = "templates/shenzhen-budget-2023"
    spoil(
        project,
        f"{form}/edition.toml",
        "[quantity.spending]",
        f'[quantity.joint]\ntitle = "商品服务支出"\nwhere = {where}\n\n[quantity.spending]',
    )
    spoil(project, f"{form}/prose/02-totals.md", "", "商品服务支出{{ f.joint }}万元。\n")
    result = build.compile_document(project, *KNOWN)
    assert result.facts is not None and "joint" in result.facts.missing
    assert [finding.message for finding in result.findings if finding.code == "TXT-05"] == ["缺少商品服务支出，页面要用"]
    assert "商品服务支出〔此处缺商品服务支出〕万元。" in dump(result)


# ── money that stands in several breakdowns ──


def _with_breakdown(path: str) -> list[tuple[str, str]]:
    """The lines of a file that have a 口径, each with the same line one 万元 higher."""
    text = (ROOT / path).read_text(encoding="utf-8") if (ROOT / path).is_file() else ""
    head, *lines = text.splitlines() or [""]
    amount, breakdown = (head.split(",").index(name) if text else 0 for name in ("预算数", "口径"))
    found = []
    for line in lines:
        cells = line.split(",")
        if cells[breakdown]:
            cells[amount] = str(int(cells[amount]) + 1)
            found.append((line, ",".join(cells)))
    return found


@pytest.mark.parametrize("path", [LEDGER, PROCUREMENT])
def test_one_more_in_any_breakdown_is_an_error_though_rounding_could_make_it(project: Path, path: str) -> None:
    """No line with a 口径 moves alone: the other breakdowns of its money, or the sum that was attested, tell of it and name it."""
    text = (project / path).read_text(encoding="utf-8")
    lines = _with_breakdown(path)
    assert len(lines) == {LEDGER: 15, PROCUREMENT: 4}[path]
    for line, raised in lines:
        (project / path).write_text(text.replace(f"{line}\n", f"{raised}\n"), encoding="utf-8", newline="\n")
        result = build.compile_document(project, *KNOWN)
        assert set(errors(result)) & {"CTL-06", "CTL-01"}, line
        number = text[: text.index(line)].count("\n") + 1
        named = {(place.path, place.line) for each in result.findings if each.code == "CTL-06" for place in each.places}
        stale = [each for each in result.findings if each.code == "CTL-01"]
        assert (path, number) in named or stale, line


def test_a_breakdown_off_by_rounding_is_attested_and_listed(project: Path) -> None:
    attested = "procurement,,,,,,,按面向,1,2970,2970,"
    row = next(line for line in (project / CONTROL).read_text(encoding="utf-8").splitlines() if line.startswith(attested))
    result = changed(project, (CONTROL, f"{row}\n", ""))
    assert errors(result, "CTL-06") == [
        "深圳市社会保险基金管理局本级、当年、2080109：口径“按类别”共 2,971 万元，口径“按面向”共 2,970 万元，"
        "相差 1 万元，超过末位的一半，没有在 control.csv 认可"
    ]


def test_what_a_breakdown_was_attested_against_may_not_move(project: Path) -> None:
    result = changed(project, (CONTROL, ",1,2971,2970,", ",1,2971,2971,"))
    assert errors(result, "CTL-01") == ["口径“按面向”所认可的控制数 2,970 万元 已过期：页面上这笔钱是 2,971 万元"]
