"""A department of thirteen units: what was published is on the page, every total is that of its units, and one change moves what rests on it."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path

import pytest

from gen import build
from gen.amount import Unit, total
from gen.build import Compiled
from gen.derive.figure import Figure, line_sum, sources
from gen.document import Document, FigureRef, Heading, PageBreak, Table, leaves, plain, texts
from gen.findings import Severity
from tests.project import ROOT, compiled, dump, effect, only_with
from tests.specimens import spoil

pytestmark = only_with("szsi")

REFERENCE = json.loads((ROOT / "tests/reference/szsi-2020-rows.json").read_text(encoding="utf-8"))
FOLDER = "data/szsi/2020"
#: The published text has 296 for a sum of 2,954,130 元; see NOTES.md of the data.
FORCED = {"龙华分局：项目“社保综合管理”及子项"}


def document(szsi: Compiled) -> Document:
    assert szsi.composed is not None
    return szsi.composed.document


def tables(szsi: Compiled, id: str) -> list[Table]:
    """The table, or all its copies."""
    return [block for block in document(szsi).blocks() if isinstance(block, Table) and block.id.split("/")[0] == id]


def rows(table: Table) -> list[list[str]]:
    return [[plain(cell.inlines) for cell in line] for line in table.grid.by_row()]


# ── what was published ──


@pytest.mark.parametrize("wanted", REFERENCE["tables"], ids=[table["id"] for table in REFERENCE["tables"]])
def test_table_has_the_published_rows_in_order(szsi: Compiled, wanted: dict[str, object]) -> None:
    [table] = tables(szsi, str(wanted["id"]))
    for side in dict.fromkeys(row[0] for row in wanted["rows"]):  # type: ignore[attr-defined]
        printed = rows(table)
        at = 0
        for _, _, code, label, values in (row for row in wanted["rows"] if row[0] == side):  # type: ignore[attr-defined]
            found = next((n for n in range(at, len(printed)) if holds(printed[n], code, label, values, side)), None)
            assert found is not None, (label, values, printed[at : at + 2])
            at = found if side else found + 1


def holds(cells: list[str], code: str, label: str, values: list[str], side: str) -> bool:
    """Whether a row has label and code, and the values at its end (in a table of two sides: right after the label)."""
    if not side:
        return label in cells and (not code or code in cells) and cells[-len(values) :] == values
    return any(cells[n] == label and cells[n + 1 : n + 1 + len(values)] == values for n in range(len(cells)))


def test_tables_have_no_row_beyond_the_published(szsi: Compiled) -> None:
    for wanted in REFERENCE["tables"]:
        if wanted["id"] in ("表1", "表6"):
            continue
        [table] = tables(szsi, wanted["id"])
        body = table.grid.rows - table.head_rows
        assert body == len(wanted["rows"]), wanted["id"]


def test_numbers_of_tables_are_those_published(szsi: Compiled) -> None:
    found = {block.id.split("/")[0] for block in document(szsi).blocks() if isinstance(block, Table)}
    assert found == {table["id"] for table in REFERENCE["tables"]} | {"表14", "表15"}
    assert not found & set(REFERENCE["skipped"])


def test_headings_and_terms_are_those_published(szsi: Compiled) -> None:
    printed = [plain(block.inlines) for block in document(szsi).blocks() if isinstance(block, Heading) and block.listed]
    assert printed == REFERENCE["headings"][1:]  # the first is the title
    terms = [re.split("[、：]", plain(inlines))[1] for inlines in glossary(szsi)]
    assert terms == REFERENCE["glossary_terms"]


def glossary(szsi: Compiled) -> list[tuple[object, ...]]:
    blocks = list(document(szsi).blocks())
    start = next(n for n, block in enumerate(blocks) if isinstance(block, Heading) and plain(block.inlines).endswith("名词解释"))
    end = next(n for n in range(start + 1, len(blocks)) if isinstance(blocks[n], Heading))
    return [inlines for block in blocks[start + 1 : end] for inlines in texts(block)]  # type: ignore[misc]


@pytest.mark.parametrize("entry", REFERENCE["narrative"], ids=[entry["what"] for entry in REFERENCE["narrative"]])
def test_text_prints_the_published_figures(szsi: Compiled, entry: dict[str, object]) -> None:
    if entry["what"] in FORCED:
        return
    part = ""
    for block in document(szsi).blocks():
        if isinstance(block, Heading) and block.level == 1:
            part = plain(block.inlines)[:4]
        elif part == entry["section"] and any(in_order(entry["figures"], plain(inlines)) for inlines in texts(block)):  # type: ignore[arg-type]
            return
    raise AssertionError(entry)


def in_order(figures: list[str], text: str) -> bool:
    text, at = text.replace(",", ""), 0
    for figure in figures:
        match = re.compile(rf"(?<![\d.]){re.escape(figure.replace(',', ''))}(?![\d]|\.\d)").search(text, at)
        if match is None:
            return False
        at = match.end()
    return True


def test_each_unit_with_basic_expenditure_has_its_form_of_tasks(szsi: Compiled) -> None:
    forms = tables(szsi, "表14")
    assert len(forms) == len(REFERENCE["tasks"]) == 12
    for form, wanted in zip(forms, REFERENCE["tasks"], strict=True):
        printed = rows(form)
        assert any(wanted["unit"] in line for line in printed)
        for name, values in wanted["rows"]:
            assert any(name in line and line[-3:] == values for line in printed), (wanted["unit"], name, values)


def test_each_project_has_its_form(szsi: Compiled) -> None:
    forms = tables(szsi, "表15")
    assert len(forms) == len(REFERENCE["projects"]) == 69
    for form, (unit, project, whole, year, fiscal, indicators) in zip(forms, REFERENCE["projects"], strict=True):
        said = {line[0]: line[1:] for line in rows(form)}
        assert said["项目名称"] == [project] and f"实施单位：{unit}" in said
        assert said["项目总金额"] == [whole] and said["本年度项目金额"] == [year] and said["财政拨款资金"][0] == fiscal
        assert sum(1 for line in rows(form) if len(line) >= 3 and form.grid.columns == 9) >= indicators
        assert ("目标内容" in said) == bool(indicators)


def test_each_form_begins_a_page(szsi: Compiled) -> None:
    for section in document(szsi).sections:
        forms = [n for n, block in enumerate(section.blocks) if isinstance(block, Heading) and re.match("表1[45] ", plain(block.inlines))]
        assert all(n == 0 or isinstance(section.blocks[n - 1], PageBreak) for n in forms)


def test_an_option_is_ticked_once_in_each_form(szsi: Compiled) -> None:
    for form in tables(szsi, "表15"):
        kinds = next(line for line in rows(form) if line[0] == "项目类型")[1]
        assert kinds.count("√") == 1 and kinds.count("□") == 3


def test_no_name_or_telephone_of_a_person_is_printed(szsi: Compiled) -> None:
    for form in tables(szsi, "表15"):
        for line in rows(form):
            if line[0] in ("负责人", "联系人"):
                assert line[1] == "" and line[3] == ""


# ── consolidation ──


def test_the_department_is_the_sum_of_its_units(szsi: Compiled) -> None:
    assert szsi.facts is not None
    for id in ("total", "basic", "projects", "operating", "procurement", "three_public"):
        units = [line_sum(facts.quantities[id]).amount for facts in szsi.facts.parts.values()]
        assert line_sum(szsi.facts.quantities[id]).amount == total(units), id


def test_staff_of_the_system_is_that_of_the_units(szsi: Compiled) -> None:
    assert szsi.facts is not None
    serving = szsi.facts.given["staff.serving"]
    assert serving.value == sum(count(facts.given.get("staff.serving")) for facts in szsi.facts.parts.values()) == 780


def count(figure: Figure | None) -> int:
    assert figure is None or isinstance(figure.value, int)
    return figure.value if figure is not None else 0


def test_the_data_have_no_error(szsi: Compiled) -> None:
    assert not [finding for finding in szsi.findings if finding.severity is Severity.ERROR]


# ── one change ──

LUOHU = f"{FOLDER}/units/luohu/ledger.csv"
YANTIAN = f"{FOLDER}/units/yantian"


def errors(root: Path) -> list[tuple[str, str]]:
    outcome = build.compile(root, "szsi", "2020")
    return [(found.code, found.places[0].path) for found in outcome.findings if found.severity is Severity.ERROR]


def errors_at_all(root: Path) -> list[tuple[str, str]]:
    """Errors with every place that they name."""
    outcome = build.compile(root, "szsi", "2020")
    return [(found.code, place.path) for found in outcome.findings if found.severity is Severity.ERROR for place in found.places]


def test_a_use_in_one_unit_moves_that_unit_alone(project: Path, szsi: Compiled) -> None:
    spoil(project, f"{FOLDER}/units/luohu/unit.toml", "retired = 15", "retired = 16")
    assert effect(dump(szsi), dump(compiled(project, "szsi", "2020"))) == ["第一部分: 215→216", "第一部分: 15→16"]


def test_raising_a_line_under_a_control_is_an_error_that_names_it(project: Path) -> None:
    spoil(project, LUOHU, "2210203,,一般公共预算拨款,按功能,480", "2210203,,一般公共预算拨款,按功能,481")
    found = errors(project)
    assert ("CTL-01", f"{FOLDER}/control.csv") in found


def test_a_breakdown_that_does_not_agree_with_the_others_is_an_error(project: Path) -> None:
    spoil(project, LUOHU, "2080109,,一般公共预算拨款,按功能,652", "2080109,,一般公共预算拨款,按功能,752")
    assert ("CTL-06", LUOHU) in errors(project)


def test_a_unit_that_is_not_listed_is_an_error(project: Path) -> None:
    spoil(project, f"{FOLDER}/unit.toml", '"longhua", "dapeng", "zhuanxiang"]', '"longhua", "zhuanxiang"]')
    assert ("READ-15", f"{FOLDER}/units/dapeng") in errors(project)


@pytest.mark.parametrize("name", ["深圳市社会保险基金局", "深圳市社会保险基金管理总局", "深圳市社会保障基金管理局"])
def test_a_parent_spelt_otherwise_in_one_unit_is_an_error_there(project: Path, name: str) -> None:
    unit = f"{FOLDER}/units/futian/unit.toml"
    spoil(project, unit, 'parent = "深圳市社会保险基金管理局"', f'parent = "{name}"')
    assert (("FIL-03", unit) in errors(project)) == (name != "深圳市社会保险基金局")  # Two characters apart may be two departments.


def test_every_unit_says_what_the_form_needs_of_it(project: Path) -> None:
    unit = f"{FOLDER}/units/futian/unit.toml"
    spoil(project, unit, 'parent = "深圳市社会保险基金管理局"\n', "")
    assert ("FIL-02", unit) in errors(project)


def test_a_unit_run_by_nobody_is_an_error(project: Path) -> None:
    unit = f"{FOLDER}/units/zhuanxiang/unit.toml"
    spoil(project, unit, 'run_by = "深圳市社会保险基金管理局本级"', 'run_by = "深圳市社会保险基金管理局"')
    assert ("FIL-03", unit) in errors(project)


def test_a_ledger_of_the_department_itself_is_an_error(project: Path) -> None:
    (project / FOLDER / "ledger.csv").write_text((project / LUOHU).read_text(encoding="utf-8"), encoding="utf-8")
    assert ("READ-15", f"{FOLDER}/ledger.csv") in errors(project)


def test_an_indicator_of_an_unknown_project_is_an_error(project: Path) -> None:
    spoil(project, f"{YANTIAN}/projects.csv", "社保档案管理,", "社保档案,")
    assert ("PRJ-01", f"{YANTIAN}/project-indicators.csv") in errors_at_all(project)


def test_a_task_that_covers_a_project_twice_is_told_for_its_unit(project: Path) -> None:
    spoil(project, f"{YANTIAN}/tasks.csv", "6,社保档案管理,社保档案管理", "6,社保档案管理,社保综合管理")
    assert {code for code, path in errors(project) if path.startswith(YANTIAN)} == {"PRJ-05"}


def test_a_unit_quotes_what_is_its_own(project: Path) -> None:
    """A figure that a unit's text quotes is the unit's, not the department's; what it may not quote is told at its place."""
    spoil(project, f"{YANTIAN}/budget.toml", '各类社会保险、职业年金等"', '各类社会保险、职业年金等（〔引：基本支出〕万元），〔引：没有〕"')
    result = build.compile_document(project, "szsi", "2020", "budget")
    assert result.composed is not None and result.facts is not None
    own = result.facts.parts["yantian"].quantities["basic"]
    printed = [leaf for block in result.composed.document.blocks() for run in texts(block) for leaf in leaves(run)]
    quoted = [after for before, after in itertools.pairwise(printed) if "职业年金等（" in before.text and isinstance(after, FigureRef)]
    assert [each.figure for each in quoted] == [own.id]
    assert own.id in result.composed.figures
    (fault,) = [finding for finding in result.findings if finding.code == "QUO-01"]
    assert fault.message == "引文“没有”没有出处" and fault.places[0].path == f"{YANTIAN}/budget.toml"


#: The goal of 罗湖's 社保档案管理, with a number that is 罗湖's own (75.589), another unit's (7.92), or the department's count of units (11).
ARCHIVE = "缺失的档案按时整理，新档案有效收纳并扫描，核查按计划进行。"


@pytest.mark.parametrize(
    ("path", "old", "typed", "hit"),
    [
        (f"{FOLDER}/units/luohu/budget.toml", ARCHIVE, "75.589万元", True),
        (f"{FOLDER}/units/luohu/budget.toml", ARCHIVE, "755890元", True),
        (f"{FOLDER}/units/luohu/budget.toml", ARCHIVE, "7.92万元", False),
        (f"{FOLDER}/units/luohu/budget.toml", ARCHIVE, "11个", False),
        (f"{FOLDER}/units/luohu/budget.toml", ARCHIVE, "9人", True),
        (f"{FOLDER}/budget.toml", "防控社保服务的风险。", "11个", True),
        (f"{FOLDER}/budget.toml", "防控社保服务的风险。", "62590万元", True),
        (f"{FOLDER}/budget.toml", "防控社保服务的风险。", "75.589万元", False),
        (f"{FOLDER}/budget.toml", "防控社保服务的风险。", "1.4万元", False),
    ],
)
def test_a_number_typed_in_a_text_is_held_against_the_figures_of_its_own_unit(
    project: Path, path: str, old: str, typed: str, hit: bool
) -> None:
    spoil(project, path, old, f"{typed}。")
    found = [finding for finding in build.compile(project, "szsi", "2020").findings if finding.code == "TXT-01"]
    assert any(f"“{typed}”" in finding.message and finding.places[0].path == path for finding in found) is hit


def test_a_project_without_its_category_is_told_at_its_own_line(project: Path) -> None:
    """The table tells projects apart by category below the row of their fund; so it is the filters of both rows that ask for one."""
    path = f"{FOLDER}/units/dapeng/projects.csv"
    spoil(project, path, "预算准备金,履职类项目拨款,", "预算准备金,,")
    found = [finding for finding in build.compile(project, "szsi", "2020").findings if finding.code == "PRJ-09"]
    assert [(str(finding.places[0]), finding.message) for finding in found] == [(f"{path}:4:7", "项目“预算准备金”没有写项目类别")]


def test_a_count_of_subordinate_units_rests_on_which_unit_is_the_head(szsi: Compiled, project: Path) -> None:
    assert szsi.facts is not None
    count, path = szsi.facts.counts["subordinates"], f"{FOLDER}/units/benji/unit.toml"
    assert path in {place.path for place in sources(count)}
    spoil(project, path, "head = true", "head = false")
    after = build.compile_document(project, "szsi", "2020", "budget")
    assert after.facts is not None and after.facts.counts["subordinates"].value == count.value + 1


# ── one unit's own document ──


def test_one_unit_has_a_document_of_its_own(project: Path) -> None:
    """What the department's data does not say of the unit is missing, and told; the figures are the unit's."""
    compiled_unit = build.compile_document(project, "szsi", "2020", "budget", unit="baoan")
    assert compiled_unit.model is not None and compiled_unit.facts is not None
    assert [unit.slug for unit in compiled_unit.model.units] == ["baoan"]
    spending = compiled_unit.facts.quantities["spending"].amount.to(Unit.WAN)
    assert round(spending) == 7656
    assert {finding.code for finding in compiled_unit.findings if finding.severity is Severity.ERROR} <= {"FIL-01", "FIL-02", "TXT-05"}


def test_the_controls_of_a_unit_are_its_own(project: Path) -> None:
    own = build.compile_document(project, "szsi", "2020", "budget", unit="longgang")
    assert own.facts is not None
    assert own.facts.quantities["basic"].amount.to(Unit.WAN) == 5534


def test_a_unit_that_is_not_there_is_told(project: Path) -> None:
    outcome = build.compile(project, "szsi", "2020", unit="baoann")
    assert [finding.code for finding in outcome.findings if finding.severity is Severity.ERROR] == ["READ-16"]
