"""The data by record: what changed, came, went, moved or goes under another name, and what only looks different."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.diff.changes import Change, Kind, compare, renamed_projects
from gen.diff.files import FileChange, file_changes
from gen.diff.records import key_of, records_of
from gen.diff.scope import Target, parts_of
from gen.findings import Place
from gen.read.files import CODES_CSV, DEPARTMENT_CSV
from tests.project import FOLDER, ROOT, copy_to, need
from tests.specimens import spoil

need(FOLDER)

LEDGER, PROJECTS, BUDGET = f"{FOLDER}/ledger.csv", f"{FOLDER}/projects.csv", f"{FOLDER}/budget.toml"
LINES = (ROOT / LEDGER).read_text(encoding="utf-8").splitlines()


def changed(project: Path, *edits: tuple[str, str, str]) -> list[FileChange]:
    """What the edits change, by file."""
    for edit in edits:
        spoil(project, *edit)
    target = Target("baoan", "2022")
    return list(file_changes(ROOT, project, parts_of(ROOT, target), parts_of(project, target), {}))


def told(change: Change) -> tuple[str, str, list[tuple[str, str | None, str | None]]]:
    return change.kind.value, change.name, [(field.title, field.old, field.new) for field in change.fields]


def ledger(lines: list[str]) -> tuple[Change, ...]:
    before = records_of(LEDGER, "\n".join(LINES), {}).records
    return compare(before, records_of(LEDGER, "\n".join(lines), {}).records, {})


def test_a_project_compared_with_itself_has_no_change(project: Path) -> None:
    assert changed(project) == []


def test_an_amount_is_one_field_of_one_record(project: Path) -> None:
    (file,) = changed(project, (LEDGER, "2080109,30201,一般公共预算拨款,,30,", "2080109,30201,一般公共预算拨款,,40,"))
    name = "基本支出·2080109 社会保险经办机构·30201 办公费·一般公共预算拨款"
    assert [told(change) for change in file.changes] == [("修改", name, [("预算数", "30", "40")])]
    assert (file.unit, file.changes[0].place.line) == ("万元", 12)


@pytest.mark.parametrize(
    "edit",
    [
        (LEDGER, "30201,一般公共预算拨款,,30,", "30201,一般公共预算拨款,,30.00,"),
        (LEDGER, "30201,一般公共预算拨款,,30,", '30201,"一般公共预算拨款",,30,'),
        (BUDGET, "# ---- 事项 ----", "# ---- 各事项 ----"),
        (BUDGET, 'name = "人员支出"', "name    =   '人员支出'"),
    ],
)
def test_another_way_to_write_the_same_is_layout(project: Path, edit: tuple[str, str, str]) -> None:
    (file,) = changed(project, edit)
    assert file.layout_only


def test_a_character_that_must_not_stand_there_is_no_other(project: Path) -> None:
    """Both read as □, but the finding says which it is."""
    spoil(project, BUDGET, "认定用人单位员工的工伤。", "认定用人单位员工的工伤\u200b。")
    old = copy_to(project.parent / "old")
    spoil(old, BUDGET, "认定用人单位员工的工伤。", "认定用人单位员工的工伤\u202e。")
    target = Target("baoan", "2022")
    (file,) = file_changes(old, project, parts_of(old, target), parts_of(project, target), {})
    assert file.path == BUDGET


def test_a_corrected_code_is_one_record_under_another_key(project: Path) -> None:
    (file,) = changed(project, (LEDGER, "2080109,30201,", "2080109,30298,"))
    (change,) = file.changes
    assert (change.kind, change.was.split("·")[2], change.name.split("·")[2]) == (Kind.CHANGED, "30201 办公费", "30298")
    assert [(field.title, field.old, field.new) for field in change.fields] == [("经济科目编码", "30201", "30298")]


def test_a_renamed_project_is_one_rename_in_all_files(project: Path) -> None:
    for path in sorted((project / FOLDER).iterdir()):
        if path.suffix in (".csv", ".toml"):
            path.write_text(path.read_text(encoding="utf-8").replace("社会保险业务管理", "社会保险业务工作"), encoding="utf-8")
    files = {file.path.rpartition("/")[2]: file for file in changed(project)}
    assert [told(change) for change in files["projects.csv"].changes] == [("改名", "社会保险业务工作", [])]
    assert files["projects.csv"].changes[0].was == "社会保险业务管理"
    for name in ("ledger.csv", "prior.csv"):
        assert files[name].changes == () and files[name].renamed == {"社会保险业务管理": "社会保险业务工作"}
    kinds = {(name, change.kind) for name, file in files.items() for change in file.changes}
    # A task that has the name of its project says which of its columns changed.
    assert {kind for name, kind in kinds if name != "tasks.csv"} == {Kind.RENAMED}
    assert [(kind, title) for kind, _, [(title, *_)] in map(told, files["tasks.csv"].changes)] == [("修改", "绩效任务")]


def test_two_projects_that_have_nothing_in_common_are_no_rename() -> None:
    old = records_of("projects.csv", "项目,项目类别,正文次序\n甲工程,履职类,1\n乙,履职类,2\n", {}).records
    new = records_of("projects.csv", "项目,项目类别,正文次序\n设备购置,专项,3\n乙,履职类,2\n", {}).records
    assert renamed_projects(old, new) == {}


def test_what_the_list_of_projects_says_of_last_year_is_believed() -> None:
    old = records_of("projects.csv", "项目,项目类别\n甲工程,履职类\n", {}).records
    new = records_of("projects.csv", "项目,项目类别,上年项目\n设备购置,专项,甲工程\n", {}).records
    assert renamed_projects(old, new) == {"甲工程": "设备购置"}


def test_records_that_came_and_went(project: Path) -> None:
    line = LINES[-1]
    (file,) = changed(project, (LEDGER, f"{line}\n", f"{line}\n基本支出,,,2080109,39999,其他收入,,7,,测试\n"))
    assert [told(change) for change in file.changes] == [
        ("新增", "基本支出·2080109 社会保险经办机构·39999·其他收入", [("预算数", None, "7"), ("依据", None, "测试")])
    ]


def test_paragraphs_are_told_by_their_number(project: Path) -> None:
    (file,) = changed(
        project, (BUDGET, '  "监督管理工伤保险定点机构。",\n', ""), (BUDGET, "认定用人单位员工的工伤。", "认定辖区员工的工伤。")
    )
    assert [told(change)[2] for change in file.changes] == [
        [("部门职责第6条", "监督管理工伤保险定点机构。", None), ("部门职责第11条", "认定用人单位员工的工伤。", "认定辖区员工的工伤。")]
    ]


PARAGRAPHS = st.lists(st.sampled_from("甲乙丙丁"), max_size=6)


@given(PARAGRAPHS, PARAGRAPHS)
def test_lists_that_differ_have_a_change_and_others_none(old: list[str], new: list[str]) -> None:
    before, after = ("duties = [" + ", ".join(f'"{text}"' for text in texts) + "]\n" for texts in (old, new))
    changes = compare(records_of("budget.toml", before, {}).records, records_of("budget.toml", after, {}).records, {})
    fields = [field for change in changes for field in change.fields]
    assert bool(fields) == (old != new)
    came, went = ([text for field in fields if (text := getattr(field, side)) is not None] for side in ("new", "old"))
    assert sorted([*old, *came]) == sorted([*new, *went])


def test_what_is_not_to_be_published_is_not_told(project: Path) -> None:
    spoil(project, PROJECTS, "结束日期\n", "结束日期,不公开\n")
    text = (project / PROJECTS).read_text(encoding="utf-8")
    rows = [f"{line},{'是' if '预算准备金' in line else ''}" if index else line for index, line in enumerate(text.splitlines())]
    (project / PROJECTS).write_text("\n".join(rows) + "\n", encoding="utf-8")
    files = changed(project, (LEDGER, "预算准备金,,2080109,,一般公共预算拨款,,36,", "预算准备金,,2080109,,一般公共预算拨款,,46,"))
    changes = [change for file in files for change in file.changes]
    assert changes and all(change.secret for change in changes)
    assert "预算准备金" not in repr(changes) and "46" not in repr(changes)


@given(st.integers(0, 10**6))
def test_another_order_is_moves_and_nothing_else(seed: int) -> None:
    rows = LINES[1:]
    random.Random(seed).shuffle(rows)
    changes = ledger([LINES[0], *rows])
    assert {change.kind for change in changes} <= {Kind.MOVED}
    assert (changes == ()) == (rows == LINES[1:])


@given(st.sets(st.integers(1, len(LINES) - 1), max_size=6))
def test_rows_that_go_are_told_once_each(gone: set[int]) -> None:
    changes = ledger([line for index, line in enumerate(LINES) if index not in gone])
    assert [change.kind for change in changes] == [Kind.REMOVED] * len(gone)


def test_every_record_is_known_by_something() -> None:
    """A file whose shape declares no key is known by all that is neither money nor a remark."""
    for file in (*DEPARTMENT_CSV, *CODES_CSV):
        assert key_of(file), file.name
    procurement = next(file for file in DEPARTMENT_CSV if file.name == "procurement.csv")
    assert "预算数" not in {field.title for field in key_of(procurement)}


def test_a_file_that_is_no_table_is_said_to_be_broken() -> None:
    assert records_of("budget.toml", "a = ", {}).broken
    assert records_of("x.csv", '"甲\n', {}).broken


# ── where it stands ──


def lines(change: Change) -> list[tuple[str, int]]:
    return [(field.title, field.place.line) for field in change.fields]


def test_a_changed_cell_and_a_changed_key_have_line_and_column(project: Path) -> None:
    """As an editor goes to it: the cell, the value inside its quotes."""
    texts = {BUDGET: "购置公务用车", LEDGER: "30217,一般公共预算拨款,,0.3,"}
    where = {}
    for path, text in texts.items():
        (where[path],) = [
            (number, line.index(text))
            for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), 1)
            if text in line
        ]
    toml, ledger = changed(
        project, (BUDGET, 'use = "购置公务用车"', 'use = "购置用车"'), (LEDGER, texts[LEDGER], texts[LEDGER].replace("0.3", "1.3"))
    )
    assert toml.changes[0].fields[0].place == toml.changes[0].place == Place(BUDGET, where[BUDGET][0], where[BUDGET][1] + 1, 4)
    number, column = where[LEDGER]
    assert ledger.changes[0].place == Place(LEDGER, number, column + len("30217,一般公共预算拨款,,") + 1, 3)


def test_each_paragraph_of_a_list_has_its_line(project: Path) -> None:
    (file,) = changed(
        project, (BUDGET, '  "监督管理工伤保险定点机构。",\n', ""), (BUDGET, "认定用人单位员工的工伤。", "认定辖区员工的工伤。")
    )
    old, new = ((root / BUDGET).read_text(encoding="utf-8").splitlines() for root in (ROOT, project))
    gone, there = (
        next(n for n, line in enumerate(text, 1) if word in line) for text, word in ((old, "监督管理工伤"), (new, "认定辖区员工"))
    )
    # A paragraph that is gone is where it stood.
    assert lines(file.changes[0]) == [("部门职责第6条", gone), ("部门职责第11条", there)]


TEXT = '# 甲\nname = "甲"\nstaff = { civil = 3 }\n\n[[items]]\nname = "丙"\nuse = """\n丁"""\n\n[extra]\n"键" = [\n  "戊",\n  "己",\n]\n'


@pytest.mark.parametrize(
    ("old", "new", "line"), [('"甲"', '"乙"', 2), ("3", "4", 3), ("丁", "戊己", 8), ('"己"', '"庚"', 13), ('use = """\n丁"""\n', "", 8)]
)
def test_every_notation_of_toml_has_its_line(old: str, new: str, line: int) -> None:
    before, after = (records_of("edition.toml", text, {}).records for text in (TEXT, TEXT.replace(old, new)))
    (change,) = compare(before, after, {})
    assert [field.place.line for field in change.fields] == [line]


def test_what_has_no_places_is_still_compared() -> None:
    """A notation that TOML allows and whose places the reader does not tell: the file is the place."""
    old, new = (records_of("edition.toml", f"a = {{\n b = {value} }}\n", {}) for value in (1, 2))
    (change,) = compare(old.records, new.records, {})
    assert change.place == Place("edition.toml")


def test_what_is_gone_is_where_it_stood(project: Path) -> None:
    number = next(n for n, line in enumerate(LINES, 1) if "30217,一般公共预算拨款" in line)
    (change,) = ledger([line for line in LINES if "30217,一般公共预算拨款" not in line])
    assert (change.kind, change.place.line) == (Kind.REMOVED, number)
