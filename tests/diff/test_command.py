"""``gongkai diff`` on real repositories: sides, text, gate, and what is said where there is nothing to compare."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from gen.cli import main
from gen.diff.text import Entry, paired
from tests.diff.repos import commit, git, repository
from tests.project import DEPARTMENT, FOLDER, ROOT, YEAR, copy_to, only_with
from tests.specimens import spoil

pytestmark = only_with("baoan")

LEDGER = f"{FOLDER}/ledger.csv"
OFFICE = (LEDGER, "2080109,30201,一般公共预算拨款,,30,", "2080109,30201,一般公共预算拨款,,40,")
RECEPTION = (LEDGER, "30217,一般公共预算拨款,,0.3,", "30217,一般公共预算拨款,,0.5,")


@pytest.fixture(autouse=True)
def no_names(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DEPT", "YEAR", "BASE", "GIT_DIR", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)


def diff(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str, named: bool = True) -> tuple[int, str, str]:
    """Exit code, output and error output of one comparison."""
    code = main(("diff", *((DEPARTMENT, YEAR) if named else ()), *arguments), root)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_nothing_differs(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = diff(capsys, repo)
    assert (code, err) == (0, "")
    assert out.splitlines()[1:] == ["没有差别：两边的数据、版式和科目表都相同。"]


def test_a_change_is_told_by_data_figures_sentences_tables(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(repo, *OFFICE)
    code, out, _ = diff(capsys, repo)
    golden = Path(__file__).with_name("office.txt").read_text(encoding="utf-8")
    commit = git(repo, "rev-parse", "--short=8", "HEAD")
    assert code == 0
    assert out.replace(commit, "COMMIT") == golden


def test_a_direction_that_turns_is_said(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(repo, *RECEPTION)
    _, out, _ = diff(capsys, repo)
    assert "公务接待费 0.3 → 0.5 万元" in out
    assert "“持平”变为“增加”，“三公经费”须补原因" in out
    assert "“持平”变为“增加”，“公务接待费”须补原因" in out
    assert "＋ 警告 CHG-01" in out


def test_a_changed_text_has_its_line_in_every_form(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(repo, f"{FOLDER}/budget.toml", 'use = "购置公务用车"\n', "")
    spoil(repo, f"{FOLDER}/budget.toml", "凭来函、来电安排的公务接待", "凭来函安排的公务接待")
    _, out, _ = diff(capsys, repo)
    assert "\n    budget.toml:44 公务接待费　用途 凭来函、来电安排的公务接待 → 凭来函安排的公务接待\n" in out
    assert "\n    budget.toml:46 公务用车购置费\n      改前 budget.toml:48 删去用途 购置公务用车\n" in out
    _, out, _ = diff(capsys, repo, "--markdown")
    assert "`budget.toml:44` 公务接待费" in out and "`改前 budget.toml:48` 删去用途" in out
    _, out, _ = diff(capsys, repo, "--json")
    changes = json.loads(out)["files"][0]["changes"]
    assert [(change["line"], [field["line"] for field in change["fields"]]) for change in changes] == [(44, [44]), (46, [48])]
    diff(capsys, repo, "--html", str(repo / "page.html"))
    assert "<code>budget.toml:44</code> 公务接待费" in (repo / "page.html").read_text(encoding="utf-8")


def test_a_changed_column_of_a_key_is_told_by_itself(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(repo, LEDGER, "2080109,30201,一般公共预算拨款,,30,", "2080109,30201,其他收入,,30,")
    _, out, _ = diff(capsys, repo)
    told = out.splitlines()
    at = next(index for index, line in enumerate(told) if line.startswith("    ledger.csv:12 "))
    assert told[at].endswith("·30201 办公费·其他收入　资金来源 一般公共预算拨款 → 其他收入") and "改名" not in out


def test_what_is_left_out_is_counted_as_the_verdict_counts(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Records, lines and rows, each shown whole or not at all."""
    ledger = (repo / LEDGER).read_text(encoding="utf-8")
    (repo / LEDGER).write_text(
        re.sub(r"(拨款|收入),,(\d+)(?=,)", lambda match: f"{match[1]},,{int(match[2]) + 7}", ledger), encoding="utf-8"
    )
    budget = (repo / FOLDER / "budget.toml").read_text(encoding="utf-8")
    (repo / FOLDER / "budget.toml").write_text(budget.replace("、", "，和"), encoding="utf-8")
    data = json.loads(diff(capsys, repo, "--json")[1])
    _, out, _ = diff(capsys, repo)
    (records,) = [file["changes"] for file in data["files"] if file["path"] == LEDGER]
    shown = re.findall(r"^    ledger\.csv:", out, re.M)
    assert int(re.search(r"ledger\.csv:.*\n    ……另有 (\d+) 条", out)[1]) == len(records) - len(shown) > 0
    effect = data["documents"][0]["effect"]
    texts = out[out.index("\n  文字\n") : out.index("\n  表格\n")]
    lines = [line for line in texts.splitlines() if re.match(r" {6}[^ …]| {6}…(?!…)", line)]
    left = re.search(r"……另有 (\d+) 条", texts)
    assert left and len(lines) + int(left[1]) == len(effect["lines"]) and f"{len(effect['lines'])} 段文字" in out
    tables = out[out.index("\n  表格\n") :]
    for table in effect["tables"]:
        part = re.split(r"\n    (?! )", tables[tables.index(f"    {table['name']}\n") + 4 :])[0]
        if found := re.search(r"……另有 (\d+) 行", part):
            every = {(cell["old"], cell["new"]) for row in table["rows"] for cell in row["cells"]}
            cells = {(old, new) for old, new in every if f"：{old or '（空）'} → {new or '（空）'}" in part}
            named = [row for row in table["rows"] if any((cell["old"], cell["new"]) in cells for cell in row["cells"])]
            assert int(found[1]) == len(table["rows"]) - len(named)
            break
    else:
        pytest.fail("no table is cut")


def test_what_went_and_what_came_in_its_place_is_one_entry() -> None:
    """So that no limit falls between them; what came beside it stays by itself."""
    went, came, other = Entry(["－ 甲"], frozenset({1}), turn=-1), Entry(["＋ 乙"], frozenset({2}), turn=1), Entry(["丙：1 → 2"])
    pair = Entry(["－ 甲", "＋ 乙"], frozenset({1, 2}), count=2)
    assert paired([other, went, came, other]) == [other, pair, other]
    assert paired([came, went]) == [Entry(["＋ 乙", "－ 甲"], frozenset({1, 2}), count=2)]
    assert paired([went, came, came, went, other, went]) == [pair, Entry(["＋ 乙", "－ 甲"], frozenset({1, 2}), count=2), other, went]
    assert paired([went, went, came]) == [went, pair]


def test_only_the_order_changed(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = (repo / LEDGER).read_text(encoding="utf-8").splitlines()
    lines[5], lines[8] = lines[8], lines[5]
    (repo / LEDGER).write_text("\n".join(lines) + "\n", encoding="utf-8")
    code, out, _ = diff(capsys, repo, "--gate", "effect")
    assert code == 0
    assert "没有影响：只调整了行的次序。公开文件不变，校验结果也不变。" in out
    assert "换位置 2 行" in out


def test_only_the_layout_changed(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(repo, LEDGER, "30201,一般公共预算拨款,,30,", "30201,一般公共预算拨款,,30.0,")
    code, out, _ = diff(capsys, repo, "--gate", "effect")
    assert code == 0
    assert "没有影响：只改了写法" in out


def test_what_is_not_on_the_page_has_no_effect_on_it(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(repo, LEDGER, "表4；功能科目推定\n基本支出,,,2080109,30102", "批复；功能科目推定\n基本支出,,,2080109,30102")
    _, out, _ = diff(capsys, repo)
    assert "没有影响：改动的内容不印在页面上" in out
    assert "figures.json 有 1 个数的依据或准确值不同" in out


def test_style_alone_is_an_effect(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = "templates/shenzhen-budget-2022/style.toml"
    text = (repo / path).read_text(encoding="utf-8")
    assert "size = 16" in text
    (repo / path).write_text(text.replace("size = 16", "size = 15", 1), encoding="utf-8")
    code, out, _ = diff(capsys, repo, "--gate", "effect")
    assert code == 1
    assert "只有版面：字体、字号或版心（整份文件），文字和数字不变" in out
    assert "没有影响" not in out


@pytest.mark.parametrize(("gate", "code"), [("errors", 0), ("warnings", 1), ("effect", 1)])
def test_the_gate_refuses_what_it_says(repo: Path, capsys: pytest.CaptureFixture[str], gate: str, code: int) -> None:
    spoil(repo, *RECEPTION)
    assert diff(capsys, repo, "--gate", gate)[0] == code


def test_new_errors_never_pass(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(repo, LEDGER, "预算准备金,,2080109,,一般公共预算拨款,,36,", "预算准备金,,2080109,,一般公共预算拨款,,36x,")
    code, out, _ = diff(capsys, repo)
    assert code == 1
    assert "改后的数据有错误，编不成文件，只能比数据和校验结果" in out
    # Nobody could look for the old warnings again, so none of them has vanished.
    assert "改前的 2 条要等数据改好了才能再查" in out and "消除" not in out
    assert "＋ 错误 VAL-02 ledger.csv:" in out and "预算数 36 → 36x" in out


def test_what_follows_from_one_fault_is_folded_under_it(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As ``check`` folds it, in every form."""
    spoil(repo, f"{FOLDER}/projects.csv", "社会保险业务管理,", "社会保险业务经办,")
    _, out, _ = diff(capsys, repo)
    told = out[out.index("\n校验\n") :].splitlines()[2:]
    assert "新出现 5 个错误（其中 4 条由别的问题引起）" in out
    assert [line.split("：")[0] for line in told if line.startswith("  ＋ ")] == ["  ＋ 错误 PRJ-01 ledger.csv:36:6"]
    at = told.index("      由此引起的 4 条（先改正上面的；--full 逐条列全）：")
    below = [line.split()[1] for line in told[at + 1 :]]
    assert sorted(below) == ["PRJ-02", "PRJ-03", "PRJ-05", "SUM-04"]
    _, out, _ = diff(capsys, repo, "--full")
    assert out.count("  ＋ 错误") == 5 and "由此引起的" not in out
    assert out.count("      由 PRJ-01（data/baoan/2022/ledger.csv:36:6）引起\n") == 4
    _, out, _ = diff(capsys, repo, "--json")
    appeared = json.loads(out)["findings"]["appeared"]
    causes = {finding["code"]: [appeared[number]["code"] for number in finding["follows_from"]] for finding in appeared}
    assert causes == {"PRJ-01": [], **{code: ["PRJ-01"] for code in below}}
    _, out, _ = diff(capsys, repo, "--markdown")
    assert out.count("- 🔴") == 1 and out.count("\n    - 错误 ") == 4
    _, out, _ = diff(capsys, repo, "--for", "github")
    assert out.count("::error") == 5 and out.count("%0A由 PRJ-01（") == 4
    diff(capsys, repo, "--html", str(repo / "page.html"))
    text = (repo / "page.html").read_text(encoding="utf-8")
    assert text.count('<li class="finding error"') == 1
    assert text.count("<li>错误 ", text.index("<details><summary>由此引起的 4 条")) == 4
    commit(repo)
    spoil(repo, f"{FOLDER}/projects.csv", "社会保险业务经办,", "社会保险业务管理,")
    _, out, _ = diff(capsys, repo)
    assert "消除 5 个错误（其中 4 条由别的问题引起）" in out and out.count("  － 错误") == 1


def test_what_follows_from_a_fault_that_stood_before_is_shown(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(repo, f"{FOLDER}/projects.csv", "社会保险业务管理,", "社会保险业务经办,")
    text = (repo / f"{FOLDER}/tasks.csv").read_text(encoding="utf-8")
    (repo / f"{FOLDER}/tasks.csv").write_text(text.replace("3,社会保险业务管理,社会保险业务管理\n", ""), encoding="utf-8")
    commit(repo)
    (repo / f"{FOLDER}/tasks.csv").write_text(text, encoding="utf-8")
    _, out, _ = diff(capsys, repo)
    told = out[out.index("\n校验\n") :]
    assert "＋ 错误 PRJ-05 tasks.csv:" in told and "      可能由 PRJ-01（data/baoan/2022/ledger.csv:36:6）引起，那条改前就有\n" in told
    _, out, _ = diff(capsys, repo, "--for", "gitlab")
    assert "PRJ-05" in out and "引起" not in out


def test_an_error_that_was_there_before_passes(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(repo, f"{FOLDER}/tasks.csv", "5,区财政安排项目,区财政安排项目\n", "")
    commit(repo)
    spoil(repo, *OFFICE)
    code, out, _ = diff(capsys, repo)
    assert code == 0
    assert "个错误改前就有" in out


def test_where_neither_side_compiles_nothing_is_said_of_the_effect(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(repo, LEDGER, "预算准备金,,2080109,,一般公共预算拨款,,36,", "预算准备金,,2080109,,一般公共预算拨款,,36x,")
    commit(repo)
    spoil(repo, *OFFICE)
    code, out, _ = diff(capsys, repo)
    assert code == 0 and "没有影响" not in out
    assert "改前改后的数据有错误，编不成文件，只能比数据和校验结果" in out and "预算数 30 → 40" in out
    assert diff(capsys, repo, "--gate", "effect")[0] == 1
    _, out, _ = diff(capsys, repo, "--all", named=False)
    assert "没有影响" not in out


@only_with("szsi")
def test_one_budget_unit(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(repo, "data/szsi/2020/units/futian/project-indicators.csv", "数量,培训场次,2场", "数量,培训场次,3场")
    assert main(("diff", "szsi", "2020", "--unit", "futian"), repo) == 0
    out = capsys.readouterr().out
    assert out.startswith("szsi 2020 单位 futian：") and "培训场次：2场 → 3场" in out
    assert main(("diff", "szsi", "2020", "--unit", "nowhere"), repo) == 2
    assert "单位 nowhere" in capsys.readouterr().err


# ── which sides ──


def test_two_versions_and_the_fork(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(repo, "checkout", "--quiet", "-b", "work")
    spoil(repo, *OFFICE)
    commit(repo, "work")
    git(repo, "checkout", "--quiet", "main")
    spoil(repo, LEDGER, "30202,一般公共预算拨款,,", "30202,一般公共预算拨款,,1")
    commit(repo, "somebody else")
    git(repo, "checkout", "--quiet", "work")
    for arguments in (("--base", "main"), ("main...work",), ("main...HEAD",), ("--base", "main", "--head", "work")):
        _, out, _ = diff(capsys, repo, *arguments)
        assert "办公费" in out and "30202 " not in out, arguments
        assert "main 的分岔点" in out
    _, out, _ = diff(capsys, repo, "main..work")
    assert "30202 " in out and "办公费" in out


def test_names_from_the_environment(repo: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(repo, *OFFICE)
    for name, value in (("DEPT", DEPARTMENT), ("YEAR", YEAR), ("BASE", "main")):
        monkeypatch.setenv(name, value)
    assert "办公费" in diff(capsys, repo, named=False)[1]
    assert "没有差别" in diff(capsys, repo, "main..HEAD", named=False)[1]


def test_two_folders_without_git(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = copy_to(tmp_path / "old"), copy_to(tmp_path / "new")
    spoil(new, *OFFICE)
    code, out, _ = diff(capsys, new, "--base", str(old))
    assert code == 0 and "预算数 30 → 40 万元（+10）" in out
    code, out, _ = diff(capsys, old, "--head", str(new), "--base", str(old))
    assert code == 0 and "预算数 30 → 40 万元（+10）" in out


@only_with("benji")
def test_two_years(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(repo / "data/benji/2023", repo / "data/benji/2022")
    (repo / "data/benji/2022/prior.csv").write_text("事项,对象,上年数,依据\n", encoding="utf-8")
    code = main(("diff", "benji", "2023", "--base-year", "2022"), repo)
    out = capsys.readouterr().out
    assert "benji 2023（与 2022 年比）：工作区 → 工作区" in out
    assert "\n  prior.csv：" in out and "\n  ledger.csv" not in out
    assert code in (0, 1)


def test_a_new_year_is_told_beside_the_last(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By its contents; its findings are all new; and files that both sides have alike are not told at all."""
    following = FOLDER.replace(YEAR, str(int(YEAR) + 1))
    shutil.copytree(repo / FOLDER, repo / following)
    shutil.copytree(repo / f"data/_codes/{YEAR}", repo / f"data/_codes/{int(YEAR) + 1}", dirs_exist_ok=True)
    (repo / following / "prior.csv").unlink()
    commit(repo)
    git(repo, "checkout", "--quiet", "--orphan", "before")
    git(repo, "rm", "-r", "--quiet", "--cached", following)
    git(repo, "commit", "--quiet", "--message", "before")
    git(repo, "checkout", "--quiet", "--force", "main")
    spoil(repo, following + "/ledger.csv", OFFICE[1], OFFICE[2])
    commit(repo)
    arguments = ("diff", DEPARTMENT, str(int(YEAR) + 1), "before..main")
    main(arguments, repo)
    out = capsys.readouterr().out
    assert "部门预算：新的文件。" in out and f"与 {YEAR} 年比" in out and "（+10）" in out
    assert "templates/" not in out and "新增的文件" not in out and "共用的文件" not in out
    main((*arguments, "--full"), repo)
    full = capsys.readouterr().out
    assert "预算数 30 → 40 万元（+10）" in full and "\n公开文件（部门预算）\n" in full and "templates/" not in full
    main((*arguments, "--json"), repo)
    told = json.loads(capsys.readouterr().out)
    assert {file["state"] for file in told["files"]} == {"added"} and {file["role"] for file in told["files"]} == {"本部门本年度"}
    assert told["last_year"]["year"] == YEAR and told["last_year"]["documents"][0]["effect"]["figures"]
    assert told["findings"]["appeared"] and not told["findings"]["standing_errors"]
    main((*arguments, "--markdown"), repo)
    assert "（+10）" in capsys.readouterr().out


def test_a_new_department_year_and_one_that_is_gone(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(repo / FOLDER, repo / "data/xinbu" / YEAR)
    assert main(("diff", "xinbu", YEAR), repo) == 0
    out = capsys.readouterr().out
    assert "部门预算：新的文件。" in out and "ledger.csv：新增的文件" in out
    assert "templates/" not in out and "共用的文件" not in out
    shutil.rmtree(repo / "data/xinbu")
    shutil.rmtree(repo / FOLDER)
    code, out, _ = diff(capsys, repo)
    assert code == 0 and "部门预算：这份文件没有了。" in out and "删去的文件" in out


def test_a_rename_of_files_does_not_depend_on_attributes(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is compared are the bytes that were committed: no attribute or filter of the repository has a say."""
    (repo / ".gitattributes").write_text("data/** export-ignore\n*.csv diff=none\n", encoding="utf-8")
    commit(repo)
    spoil(repo, *OFFICE)
    assert "预算数 30 → 40" in diff(capsys, repo)[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--base", "nowhere"), "没有“nowhere”这个版本。用 git branch -a 看有哪些分支；远程的写 origin/nowhere\n"),
        (("--base", "origin/nowhere"), "没有“origin/nowhere”这个版本。用 git branch -a 看有哪些分支，没有的先 git fetch；"),
        (("--base", "HEAD~7"), "没有“HEAD~7”这个版本。用 git log --oneline 看有哪些提交\n"),
        (("--base", "0123456789"), "没有“0123456789”这个版本。用 git log --oneline 看有哪些提交\n"),
        (("--base=--output=x",), "不是版本的名字"),
        (("main..HEAD", "--base", "main"), "不能都写"),
        (("main",), "不是两个版本"),
        (("--base", "./nothing"), "不是项目文件夹"),
        (("--base-year", "22"), "年度“22”不合规定"),
    ],
)
def test_sides_that_cannot_be_had(repo: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str) -> None:
    code, out, err = diff(capsys, repo, *arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_outside_git_and_before_the_first_commit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_to(tmp_path / "plain")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    code, _, err = diff(capsys, root)
    assert code == 2 and "不在 git 版本库里，没有可比的版本" in err
    git(root, "init", "--quiet")
    code, _, err = diff(capsys, root)
    assert code == 2 and "还没有提交过" in err


def test_a_clone_that_lacks_its_history(repo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit(repo)
    git(tmp_path, "clone", "--quiet", "--depth", "1", repo.as_uri(), "clone")
    code, _, err = diff(capsys, tmp_path / "clone", "--base", "HEAD~1")
    assert code == 2 and "浅克隆" in err and "git fetch --unshallow" in err and "origin/" not in err
    assert "origin/work" in diff(capsys, tmp_path / "clone", "--base", "work")[2]


def test_without_git_itself(repo: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    code, _, err = diff(capsys, repo)
    assert code == 2 and "没有找到 git" in err


def test_a_department_that_neither_side_has(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("diff", "nowhere", "2022"), repo) == 2
    assert "两边都没有 data/nowhere/2022" in capsys.readouterr().err


# ── all documents ──


def test_all_documents_that_a_change_touches(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(repo, "data/_codes/2022/economics.csv", "30201,办公费,", "30201,办公费用,")
    code, out, _ = diff(capsys, repo, "--all", named=False)
    assert code == 0
    assert out.splitlines() == [
        "baoan 2022 部门预算：改变 1 张表（1 行）",
        "改动牵涉 1 份文件，其中 1 份有变化",
    ]
    _, out, _ = diff(capsys, repo)
    assert "data/_codes/2022/economics.csv（科目表）" in out


@only_with("longhua")
@only_with("szsi")
def test_one_department_says_whose_documents_the_change_also_touches(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(repo, "data/szsi/2020/unit.toml", 'amount_unit = "万元"', 'amount_unit  = "万元"')
    code, out, _ = diff(capsys, repo)
    assert code == 0
    assert "改动还牵涉另外 2 个部门年度：longhua 2020、szsi 2020" in out


# ── forms ──


def test_json_is_the_whole_comparison(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(repo, *RECEPTION)
    code, out, _ = diff(capsys, repo, "--json", "--gate", "warnings")
    data = json.loads(out)
    assert (code, data["passes"], data["format"], data["same"]) == (1, False, 1, False)
    assert data["files"][0]["changes"][0]["fields"] == [{"title": "预算数", "old": "0.3", "new": "0.5", "line": 22}]
    (document,) = data["documents"]
    told = {"id": "reception", "title": "公务接待费", "old": "0.3", "new": "0.5", "unit": "万元", "moved": "+0.2"}
    assert told in document["effect"]["figures"]
    assert any("“公务接待费”须补原因" in line["meaning"] for line in document["effect"]["lines"])
    assert {finding["code"] for finding in data["findings"]["appeared"]} == {"CHG-01"}


def test_no_scratch_folder_stays(repo: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    diff(capsys, repo)
    assert list(scratch.iterdir()) == []
    assert git(repo, "status", "--porcelain") == ""


def test_the_command_in_a_process_of_its_own(repo: Path) -> None:
    """As make calls it: names in the environment, nothing loaded that only rendering needs."""
    script = "import sys\nfrom pathlib import Path\nfrom gen.cli import main\ncode = main(('diff', 'baoan', '2022'), Path(sys.argv[1]))\n"
    script += "print([name for name in ('weasyprint', 'docx', 'fontTools', 'lxml') if name in sys.modules])\n"
    import sys

    done = subprocess.run([sys.executable, "-c", script, str(repo)], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_repository_of_a_folder_below_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The project may stand in a folder of a larger repository."""
    repository(tmp_path / "outer/project")
    shutil.rmtree(tmp_path / "outer/project/.git")
    git(tmp_path / "outer", "init", "--quiet", "--initial-branch", "main")
    commit(tmp_path / "outer")
    spoil(tmp_path / "outer/project", *OFFICE)
    assert "预算数 30 → 40" in diff(capsys, tmp_path / "outer/project")[1]
    assert "baoan 2022 部门预算" in diff(capsys, tmp_path / "outer/project", "--all", named=False)[1]
