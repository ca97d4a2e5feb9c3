"""The story of a year, on a real git repository: an officer begins 2023 out of 2022, fills it in, is told what is wrong, mends it, and publishes.

Then a change is opened: the reviewer's diff names exactly the figures and sentences that change, and the gate passes, or does not.
"""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from pathlib import Path

import pytest

from gen.cli import main
from tests.project import compiled, copy_to, dump, only_with
from tests.specimens import spoil

pytestmark = only_with("baoan")

LAST, NEW = "data/baoan/2022", "data/baoan/2023"
#: What changes in 2023: the new amounts by what the line begins with, and the project that has ended.
CHANGED = {"基本支出,,,2080109,30101,": "2400", "项目支出,社会保险综合管理,社保业务公众服务,": "1600"}
ENDED = "办公设备采购"
COUNTS = {
    "authorized": "111",
    "serving": "109",
    "veterans": "0",
    "retired": "28",
    "as_of": '"2022-10"',
    "vehicles": "3",
    **dict.fromkeys(
        ("general_equipment", "special_equipment", "new_vehicles", "new_general_equipment", "new_special_equipment"),
        "0",
    ),
}


class Officer:
    """Somebody at a keyboard: runs commands of git and gongkai in one repository, and edits its files."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.capsys = root, capsys

    def git(self, *arguments: str) -> str:
        who = ("-c", "user.name=officer", "-c", "user.email=officer@example.invalid", "-c", "core.quotePath=false")
        done = subprocess.run(["git", *who, *arguments], cwd=self.root, capture_output=True, text=True, check=True)
        return done.stdout

    def gongkai(self, *arguments: str) -> tuple[int, str]:
        code = main(arguments, self.root)
        return code, self.capsys.readouterr().out

    def text(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def write(self, path: str, text: str) -> None:
        (self.root / path).write_text(text, encoding="utf-8")

    def commit(self, message: str) -> list[str]:
        """Commit everything; the paths that it changes."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)
        return self.git("show", "--name-only", "--format=").split()


@pytest.fixture
def officer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Officer:
    """An officer in a repository that holds the project as it is."""
    one = Officer(copy_to(tmp_path), capsys)
    one.git("init", "--quiet", "--initial-branch=main")
    one.write(".gitignore", "/output/\n")
    one.commit("2022 年和以前的数据")
    return one


def amounts(officer: Officer, name: str) -> str:
    """The file of the new year with last year's amounts but for what has changed, and without the lines of what has ended."""
    last = csv.DictReader(io.StringIO(officer.text(f"{LAST}/{name}")))
    new = officer.text(f"{NEW}/{name}").splitlines()
    lines = []
    for line, row in zip(new[1:], last, strict=True):
        amount = next((amount for start, amount in CHANGED.items() if line.startswith(start)), row["预算数"])
        at = new[0].split(",").index("预算数")
        cells = line.split(",")
        lines.append(",".join((*cells[:at], amount, *cells[at + 1 :])))
    return "\n".join([new[0], *(line for line in lines if f",{ENDED}," not in line)]) + "\n"


def fill_in(officer: Officer) -> None:
    """Everything that is to be filled in or confirmed is, but for one text; and two slips of the pen."""
    for name in ("ledger.csv", "procurement.csv", "sangong.csv"):
        officer.write(f"{NEW}/{name}", amounts(officer, name))
    projects = officer.text(f"{NEW}/projects.csv").splitlines()
    officer.write(f"{NEW}/projects.csv", "\n".join(line.replace("〔待确认〕", "") for line in projects if ENDED not in line) + "\n")
    officer.write(f"{NEW}/indicators.csv", officer.text(f"{NEW}/indicators.csv").replace("〔待确认〕", ""))
    unit = officer.text(f"{NEW}/unit.toml").replace("〔待确认〕", "")
    officer.write(f"{NEW}/unit.toml", re.sub(r'^(\w+) = "〔待填〕"$', lambda line: f"{line[1]} = {COUNTS[line[1]]}", unit, flags=re.M))
    budget = officer.text(f"{NEW}/budget.toml").replace('status = "草案"', 'status = "已批复"')
    budget = budget.replace('approval_date = ""', 'approval_date = "2023-02-10"')
    budget = re.sub(rf'\[\[projects\]\]\nname = "{ENDED}"\n(?:.+\n)*\n', "", budget)
    kept = budget.replace("〔待确认〕", "")
    officer.write(f"{NEW}/budget.toml", kept.replace("监督管理工伤保险定点机构", "〔待确认〕监督管理工伤保险定点机构"))
    # The codes that the year's list does not have yet, as the officer finds them in the official one.
    lists = [officer.text(f"data/_codes/{year}/economics.csv").splitlines() for year in ("2022", "2023")]
    known = {line.split(",")[0] for line in lists[1]}
    added = [line for line in lists[0][1:] if line.split(",")[0] in ("30199", "30205", "30206", "30309")]
    assert len(added) == 4 and not known & {line.split(",")[0] for line in added}
    officer.write("data/_codes/2023/economics.csv", "\n".join([lists[1][0], *sorted((*lists[1][1:], *added))]) + "\n")
    # The slips: an amount of last year typed beside last year's own folder, and a task that still holds the project that has ended.
    officer.write(f"{NEW}/prior.csv", "事项,对象,上年数,依据\n收支总额,,7795,抄自去年的底稿\n")


def mend(officer: Officer) -> None:
    """The three findings that are left are seen to."""
    spoil(officer.root, f"{NEW}/budget.toml", "〔待确认〕", "")
    (officer.root / f"{NEW}/prior.csv").unlink()
    spoil(officer.root, f"{NEW}/tasks.csv", f"4,综合行政管理,{ENDED}\n", "")


def test_a_year_from_its_beginning_to_its_publication(officer: Officer) -> None:
    officer.git("switch", "--quiet", "--create", "budget-2023")
    code, out = officer.gongkai("new", "baoan", "2023", "--from", "baoan/2022")
    assert code == 0 and "经济科目 30199 其他工资福利支出、30205 水费、30206 电费、30309 奖励金" in out
    begun = officer.commit("起草 2023 年部门预算")
    assert {path.rpartition("/")[0] for path in begun} == {NEW} and len(begun) == 8

    code, out = officer.gongkai("check", "baoan", "2023")
    assert code == 1
    assert {line.split(": ")[1].split()[1] for line in out.splitlines() if line.startswith("data/")} == {"TODO-01", "TODO-02", "VAL-01"}
    assert officer.gongkai("report", "baoan", "2023")[0] == 1 and not (officer.root / "output").exists()

    fill_in(officer)
    officer.commit("填写 2023 年的金额和文字")
    code, out = officer.gongkai("check", "baoan", "2023")
    errors = [line for line in out.splitlines() if ": 错误 " in line]
    assert code == 1 and errors == [
        f"{NEW}/budget.toml:13:4: 错误 TODO-02: 待确认：部门职责是照抄来的",
        f"{NEW}/prior.csv:2:7: 错误 YRS-01: “收支总额上年数”这里 7,795 万元，上年文件夹 8,367.3 万元，相差 572.3 万元",
        f"{NEW}/tasks.csv:5:10: 错误 PRJ-05: 任务“综合行政管理”里的项目“{ENDED}”不在 projects.csv 中",
    ]

    mend(officer)
    assert sorted(officer.commit("改正校验指出的三处")) == [f"{NEW}/{name}" for name in ("budget.toml", "prior.csv", "tasks.csv")]
    assert officer.gongkai("check", "baoan", "2023")[0] == 0

    code, out = officer.gongkai("report", "baoan", "2023")
    assert code == 0
    assert {path.name for path in (officer.root / "output/baoan/2023").glob("budget.*")} == {
        "budget.docx",
        "budget.pdf",
        "budget.figures.json",
    }
    assert officer.git("status", "--porcelain") == ""
    page = dump(compiled(officer.root, "baoan", "2023"))
    # 2,270 → 2,400, 1,521 → 1,600, and 25 that have ended, against the lines of 2022.
    assert "2023年部门预算支出8,551万元，比2022年增加184万元，增长2%。" in page
    assert "待确认" not in page and "待填" not in page
    changed = officer.git("diff", "--name-only", "main", "budget-2023").split()
    assert [path for path in changed if not path.startswith(f"{NEW}/")] == ["data/_codes/2023/economics.csv"]

    # Whoever reviews the new year reads it beside the last, and of what it shares with others only what the branch changed.
    code, out = officer.gongkai("diff", "baoan", "2023", "--base", "main")
    told = out.splitlines()
    assert code == 0 and told[1] == "部门预算：新的文件。" and "改前没有 2023 年；以下是与 2022 年比" in told
    assert "  收支总额 8,367 → 8,551 万元（+184）" in told and "  人员支出 4,356 → 4,486 万元（+130）" in told
    assert [line for line in told if "不再安排" in line] == [f"  不再安排 {ENDED}（25 万元）　改前 projects.csv:4"]
    (table,) = [line for line in told if line.startswith("  表5 ")]
    assert f"少了 1 行：{ENDED}" in table and "部门预算：另写的文字" in told
    shared = told[told.index("共用的文件") + 1 :]
    assert shared[0] == "  data/_codes/2023/economics.csv（科目表）"
    assert re.findall(r"新增 (\d+)", "\n".join(shared)) == ["30199", "30205", "30206", "30309"]
    assert "templates/" not in out and "新增的文件" not in out


def test_a_change_is_reviewed_by_what_it_does_to_the_document(officer: Officer) -> None:
    assert officer.gongkai("new", "baoan", "2023", "--from", "baoan/2022")[0] == 0
    fill_in(officer)
    mend(officer)
    officer.commit("2023 年部门预算")

    officer.git("switch", "--quiet", "--create", "raise-wages")
    spoil(officer.root, f"{NEW}/ledger.csv", ",,2400,", ",,2450,")
    assert officer.commit("基本工资改为 2450 万元") == [f"{NEW}/ledger.csv"]
    code, out = officer.gongkai("diff", "baoan", "2023", "--base", "main", "--json")
    told = json.loads(out)
    assert code == 0 and told["passes"]
    ((change,),) = [file["changes"] for file in told["files"]]
    assert change["fields"] == [{"title": "预算数", "old": "2400", "new": "2450", "line": 2}] and "30101 基本工资" in change["name"]
    (document,) = told["documents"]
    assert [(figure["title"], figure["old"], figure["new"]) for figure in document["effect"]["figures"]] == [
        ("收支总额", "8,551", "8,601"),
        ("收支总额比上年增减额", "184", "234"),
        ("收支总额比上年增减幅度", "2%", "3%"),
        ("收支总额·社会保障和就业支出比上年增减额", "184", "234"),
        ("本年支出", "8,551", "8,601"),
        ("人员支出", "4,486", "4,536"),
    ]
    # The sentences, as the two documents themselves have them.
    after = dump(compiled(officer.root, "baoan", "2023")).splitlines()
    officer.git("switch", "--quiet", "main")
    before = dump(compiled(officer.root, "baoan", "2023")).splitlines()
    pairs = [(old[2:], new[2:]) for old, new in zip(before, after, strict=True) if old != new and old.startswith("¶")]
    assert [(line["old"], line["new"]) for line in document["effect"]["lines"]] == pairs and len(pairs) == 5

    # A change that brings an error with it does not pass.
    officer.git("switch", "--quiet", "raise-wages")
    spoil(officer.root, f"{NEW}/ledger.csv", "2080109,30101,", "2080108,30101,")
    officer.commit("功能科目写错了一位")
    code, out = officer.gongkai("diff", "baoan", "2023", "--base", "main")
    assert code == 1 and "错误 COD-01" in out and "2080108" in out
