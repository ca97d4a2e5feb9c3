"""Merging: what two people changed in different records comes together without a conflict, in real git repositories and in any ledger."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from gen import fmt
from gen.canonical.nodes import nodes_of
from gen.canonical.sources import all_sources, sources_of
from gen.merge import LABELS, merge
from gen.read.files import DEPARTMENT_CSV
from gen.read.records import header_of
from tests.project import DEPARTMENT, FOLDER, ROOT, YEAR, compiled, only_with

pytestmark = only_with("baoan")

LEDGER, PROJECTS, TEXTS = (f"{FOLDER}/{name}" for name in ("ledger.csv", "projects.csv", "budget.toml"))
LAST_BASIC = "基本支出,,,2080109,30399,一般公共预算拨款,,0,,表4（不足半个单位，印作0）；功能科目推定\n"
SALARY, ALLOWANCE = "30101,一般公共预算拨款,,2270,", "30102,一般公共预算拨款,,78,"


def new_project(name: str) -> str:
    return f'[[projects]]\nname = "{name}"\nuse = "{name}的开支"\ngoal = "{name}按时完成。"\n\n'


# ── in git ──


class Repository:
    """The project in git; ``driver`` tells git to merge source files record by record."""

    def __init__(self, root: Path, *, driver: bool) -> None:
        self.root = root
        self.git("init", "--quiet", "--initial-branch=main")
        if driver:
            # In the words of .git/config a path is quoted for a shell.
            self.git("config", "merge.gongkai.driver", f"'{sys.executable}' -m gen merge-driver %O %A %B %P %L")
        (root / ".gitattributes").write_text(
            "* text eol=lf\n/data/**/*.csv merge=gongkai\n/data/**/*.toml merge=gongkai\n", encoding="utf-8"
        )
        self.commit()

    def git(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        who = ("-c", "user.name=officer", "-c", "user.email=officer@example.invalid", "-c", "core.quotePath=false")
        environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "HOME": str(self.root), "GIT_CONFIG_NOSYSTEM": "1"}
        return subprocess.run(["git", *who, *arguments], cwd=self.root, capture_output=True, text=True, check=check, env=environment)

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "改")

    def edit(self, path: str, old: str, new: str) -> None:
        target = self.root / path
        text = target.read_text(encoding="utf-8")
        assert text.count(old) == 1, (path, old)
        target.write_text(text.replace(old, new), encoding="utf-8")

    def merge(self, ours: list[tuple[str, str, str]], theirs: list[tuple[str, str, str]]) -> bool:
        """Whether the edits (path, old, new) of two branches go together without a conflict."""
        for branch, edits in (("theirs", theirs), ("ours", ours)):
            self.git("checkout", "--quiet", "-b", branch, "main")
            for edit in edits:
                self.edit(*edit)
            self.commit()
        done = self.git("merge", "--quiet", "--no-edit", "theirs", check=False)
        assert done.returncode in (0, 1), done.stderr
        return done.returncode == 0

    def text(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")


@pytest.fixture
def repository(project: Path) -> Repository:
    return Repository(project, driver=True)


@pytest.fixture
def plain(project: Path) -> Repository:
    """The same without the driver, as somebody has it who has just cloned it."""
    return Repository(project, driver=False)


APART = {
    "amounts of neighbouring rows": (
        [(LEDGER, SALARY, SALARY.replace("2270", "2300"))],
        [(LEDGER, ALLOWANCE, ALLOWANCE.replace("78", "80"))],
    ),
    "rows added in one place": (
        [(LEDGER, LAST_BASIC, LAST_BASIC + "基本支出,,,2080109,30399,其他收入,,5,,甲\n")],
        [(LEDGER, LAST_BASIC, LAST_BASIC + "基本支出,,,2210203,30399,一般公共预算拨款,,6,,乙\n")],
    ),
    "a row gone, its neighbour changed": (
        [(LEDGER, LAST_BASIC, "")],
        [(LEDGER, "30309,一般公共预算拨款,,94,", "30309,一般公共预算拨款,,95,")],
    ),
    "a project each": (
        [
            (PROJECTS, "区财政安排项目,,5,3,5,,\n", "区财政安排项目,,5,3,5,,\n甲项目,履职类项目拨款,6,6,6,,\n"),
            (LEDGER, "项目支出,区财政安排项目,", "项目支出,甲项目,,2080109,,一般公共预算拨款,,8,,甲\n项目支出,区财政安排项目,"),
            (TEXTS, "# ---- 整体支出绩效目标 ----\n", f"{new_project('甲项目')}# ---- 整体支出绩效目标 ----\n"),
            (f"{FOLDER}/tasks.csv", "5,区财政安排项目,区财政安排项目\n", "5,区财政安排项目,区财政安排项目\n5,区财政安排项目,甲项目\n"),
        ],
        [
            (PROJECTS, "区财政安排项目,,5,3,5,,\n", "区财政安排项目,,5,3,5,,\n乙项目,履职类项目拨款,7,7,7,,\n"),
            (LEDGER, "项目支出,区财政安排项目,", "项目支出,乙项目,,2080109,,一般公共预算拨款,,9,,乙\n项目支出,区财政安排项目,"),
            (TEXTS, "# ---- 整体支出绩效目标 ----\n", f"{new_project('乙项目')}# ---- 整体支出绩效目标 ----\n"),
            (f"{FOLDER}/tasks.csv", "4,综合行政管理,预算准备金\n", "4,综合行政管理,预算准备金\n4,综合行政管理,乙项目\n"),
        ],
    ),
    "two keys of one project": (
        [(TEXTS, 'use = "为社保业务提供各类保障服务"', 'use = "为社保业务提供保障服务"')],
        [(TEXTS, 'cause = "考虑疫情影响，', 'cause = "考虑实际情况，')],
    ),
    "the end of one project, the begin of the next": (
        [(TEXTS, 'use = "由社保志愿者提供专业的社保咨询"', 'use = "社保志愿者的咨询"\n# 改过')],
        [(TEXTS, '[[projects]]\nname = "社会保险业务管理"\n', '[[projects]]\nname = "社会保险业务管理"\n# 看过\n')],
    ),
    "two counts of staff": (
        [(f"{FOLDER}/unit.toml", "authorized = 111", "authorized = 112")],
        [(f"{FOLDER}/unit.toml", "serving = 110", "serving = 109")],
    ),
}


@pytest.mark.parametrize("name", APART)
def test_changes_of_different_records_come_together(repository: Repository, name: str) -> None:
    ours, theirs = APART[name]
    assert repository.merge(ours, theirs), repository.git("diff").stdout
    for path, old, new in (*ours, *theirs):
        text, added = repository.text(path), new.replace(old, "").splitlines()
        assert all(line in text for line in added), path
        if new == "":
            assert old not in text
    formed = fmt.form(repository.root, sources_of(repository.root, DEPARTMENT, YEAR), write=False)
    assert formed.clean, formed


def test_two_projects_that_were_added_at_once_are_both_in_the_document(repository: Repository) -> None:
    assert repository.merge(*APART["a project each"])
    result = compiled(repository.root)
    assert result.model is not None
    assert [each.name for each in result.model.projects][-2:] == ["甲项目", "乙项目"]
    assert [str(line.amount.yuan) for line in result.model.ledger if line.project in ("甲项目", "乙项目")] == ["80000", "90000"]
    assert [text.name.value for text in result.model.texts.projects][-2:] == ["甲项目", "乙项目"]


CONFLICTS = {
    "one amount twice": ([(LEDGER, SALARY, SALARY.replace("2270", "2300"))], [(LEDGER, SALARY, SALARY.replace("2270", "2400"))], LEDGER),
    "an amount and its basis": ([(LEDGER, SALARY, SALARY.replace("2270", "2300"))], [(LEDGER, f"{SALARY},表4", f"{SALARY},表3")], LEDGER),
    "a row gone and changed": ([(LEDGER, LAST_BASIC, "")], [(LEDGER, LAST_BASIC, LAST_BASIC.replace(",0,", ",1,"))], LEDGER),
    "the same row with two amounts": (
        # git itself would take both, since they stand apart.
        [(LEDGER, LAST_BASIC, LAST_BASIC + "项目支出,社会保险综合管理,,2080109,30201,其他收入,,5,,甲\n")],
        [(LEDGER, "项目支出,区财政安排项目,", "项目支出,社会保险综合管理,,2080109,30201,其他收入,,6,,乙\n项目支出,区财政安排项目,")],
        LEDGER,
    ),
    "one text twice": (
        [(TEXTS, "为社保业务提供各类保障服务", "为社保业务提供保障服务")],
        [(TEXTS, "为社保业务提供各类保障服务", "提供各类保障服务")],
        TEXTS,
    ),
}


@pytest.mark.parametrize("name", CONFLICTS)
def test_two_changes_of_one_record_are_a_conflict_that_shows_both(repository: Repository, name: str) -> None:
    ours, theirs, path = CONFLICTS[name]
    assert not repository.merge(ours, theirs)
    assert repository.git("diff", "--name-only", "--diff-filter=U").stdout.split() == [path]
    text = repository.text(path)
    assert text.count(f"<<<<<<< {LABELS[0]}\n") == text.count("=======\n") == text.count(f">>>>>>> {LABELS[2]}\n") == 1
    for side, other in (("ours", "theirs"), ("theirs", "ours")):
        # With the lines of one side alone the file is that side's.
        assert _taken(text, side) == repository.git("show", f"{side}:{path}").stdout or _keys(_taken(text, side), path) == _keys(
            repository.git("show", f"{side}:{path}").stdout, path
        ), other
    repository.git("merge", "--abort")
    assert repository.text(path) == repository.git("show", f"ours:{path}").stdout


def _taken(text: str, side: str) -> str:
    lines, taking = [], True
    for line in text.splitlines(keepends=True):
        if line.startswith(("<<<<<<< ", ">>>>>>> ", "=======\n")):
            taking = {"<": side == "ours", "=": side == "theirs", ">": True}[line[0]]
        elif taking:
            lines.append(line)
    return "".join(lines)


def _keys(text: str, path: str) -> list[str]:
    return sorted(text.splitlines()) if path.endswith(".csv") else [str(tomli.loads(text))]


def test_without_the_driver_neighbouring_projects_come_together_and_a_conflict_does_no_damage(plain: Repository) -> None:
    assert plain.merge(*APART["two keys of one project"])
    plain.git("checkout", "--quiet", "main")
    for branch in ("ours", "theirs"):
        plain.git("branch", "--quiet", "-D", branch)
    # git itself tells of a conflict where rows are neighbours; nothing is lost.
    assert not plain.merge(*APART["amounts of neighbouring rows"])
    assert "<<<<<<< HEAD" in plain.text(LEDGER)
    plain.git("merge", "--abort")
    assert plain.text(LEDGER) == plain.git("show", "ours:" + LEDGER).stdout


# ── any file ──


def test_every_real_file_is_its_nodes() -> None:
    files = [*all_sources(ROOT)]
    for source in files:
        text = (ROOT / source.path).read_text(encoding="utf-8")
        node = nodes_of(text, source.name)
        assert node is not None and node.whole == text, source.path
    assert len(files) > 10


HEADER = ",".join(header_of(DEPARTMENT_CSV[0].record)) + "\n"
CODES = tuple(str(code) for code in range(30101, 30110))
books = st.dictionaries(st.sampled_from(CODES), st.integers(0, 99), min_size=1)
edits = st.dictionaries(st.sampled_from(CODES), st.none() | st.integers(100, 999), max_size=4)


def book(rows: dict[str, int]) -> str:
    return HEADER + "".join(f"基本支出,,,2080109,{code},财政拨款,,{amount},,\n" for code, amount in sorted(rows.items()))


def edited(rows: dict[str, int], changes: dict[str, int | None]) -> dict[str, int]:
    both = rows | changes
    return {code: amount for code, amount in both.items() if amount is not None}


@given(books, edits, edits)
def test_any_two_people_get_both_their_changes_or_a_conflict(
    rows: dict[str, int], mine: dict[str, int | None], yours: dict[str, int | None]
) -> None:
    ours, theirs = edited(rows, mine), edited(rows, yours)
    merged = merge(book(rows), book(ours), book(theirs), "ledger.csv")
    disputed = [code for code in CODES if len({rows.get(code), ours.get(code), theirs.get(code)}) == 3]
    assert merged.clean == (not disputed)
    if merged.clean:
        assert merged.text == book(edited(rows, {**mine, **yours} if not (set(mine) & set(yours)) else _both(rows, ours, theirs)))
    else:
        assert merged.text.count("<<<<<<<") == len(disputed)
        found = [row[7] for row in csv.reader(merged.text.splitlines()[1:]) if len(row) > 7]
        assert all(str(side[code]) in found for side in (ours, theirs) for code in disputed if code in side)


def _both(rows: dict[str, int], ours: dict[str, int], theirs: dict[str, int]) -> dict[str, int | None]:
    return {code: theirs.get(code) if ours.get(code) == rows.get(code) else ours.get(code) for code in CODES}


def test_a_file_that_is_none_of_ours_is_merged_by_lines() -> None:
    assert merge("a\nb\nc\n", "x\nb\nc\n", "a\nb\ny\n", "notes.txt").text == "x\nb\ny\n"
    assert not merge("a\n", "x\n", "y\n", "notes.txt").clean


@pytest.mark.parametrize(
    "broken",
    [
        HEADER + "基本支出,,,2080109,30101\n",
        HEADER + '基本支出,,,2080109,30101,"财政拨款,,1,,\n',
        book({"30101": 1}) + "基本支出,,,2080109,30101,财政拨款,,2,,\n",
        book({"30101": 1}).replace("\n", "\r\n"),
        "\ufeff" + book({"30101": 1}),
        "",
    ],
)
def test_a_file_that_cannot_be_taken_apart_is_merged_by_lines(broken: str) -> None:
    assert nodes_of(broken, "ledger.csv") is None
    merged = merge(book({"30101": 1}), broken, book({"30101": 1, "30102": 2}), "ledger.csv")
    assert "30102" in merged.text and (not merged.clean or broken[:1] == "\ufeff")
    assert merge(book({"30101": 1}), broken, book({"30101": 1}), "ledger.csv") == type(merged)(broken, clean=True)


def test_rows_that_both_moved_are_left_to_git() -> None:
    base = "项目,项目类别,开始日期,结束日期\n" + "".join(f"{name},,,\n" for name in "甲乙丙丁")
    rows = base.splitlines(keepends=True)
    ours, theirs = ("".join((rows[0], *(rows[at] for at in order))) for order in ((2, 1, 3, 4), (1, 2, 4, 3)))
    merged = merge(base, ours, theirs, "projects.csv")
    assert sorted(_taken(merged.text, "ours").splitlines())[:1] and (not merged.clean or sorted(merged.text) == sorted(base))
    # Where one side moved rows, the other's new one still finds its place.
    added = base + "戊,,,\n"
    assert merge(base, ours, added, "projects.csv").text == ours + "戊,,,\n"
    assert merge(base, added, ours, "projects.csv").text == ours + "戊,,,\n"


def test_a_table_inside_another_stays_with_it() -> None:
    base = '[[projects]]\nname = "甲"\n\n[[projects.parts]]\nname = "其一"\n\n[[projects]]\nname = "乙"\n'
    ours = base.replace('name = "其一"\n', 'name = "其一"\n\n[[projects.parts]]\nname = "其二"\n')
    theirs = base + '\n[[projects.parts]]\nname = "其一"\n'
    merged = merge(base, ours, theirs, "budget.toml")
    assert merged.clean
    assert tomli.loads(merged.text) == {
        "projects": [{"name": "甲", "parts": [{"name": "其一"}, {"name": "其二"}]}, {"name": "乙", "parts": [{"name": "其一"}]}]
    }
    # A part for a project that the other side took out must not fall to the project before.
    gone = '[[projects]]\nname = "甲"\n\n[[projects.parts]]\nname = "其一"\n'
    assert not merge(base, gone, theirs, "budget.toml").clean


def test_paragraphs_of_one_list_are_merged_by_lines() -> None:
    base = 'goals = [\n  "一",\n  "二",\n  "三",\n  "四",\n]\n'
    merged = merge(base, base.replace("一", "壹"), base.replace("四", "肆"), "budget.toml")
    assert merged.clean and tomli.loads(merged.text) == {"goals": ["壹", "二", "三", "肆"]}
