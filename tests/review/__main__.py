"""Writes docs/review.md: the comparison on the recorded edits beside git diff, daff and csv-diff, which must be installed (``make review``)."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.diff import repos
from tests.project import ROOT
from tests.review.edits import EDITS, Edit, names, told

PAGE = ROOT / "docs/review.md"
PEERS = ("daff", "csv-diff")

HEAD = """\
# 看改动：与几种工具对照

本页由 `make review` 生成：把参考数据的二十处真实改动（`tests/review/*.patch`）交给四种工具，看各自的输出有多长，是否说出**哪一句话**、**哪一张表**要变。
“句”“表”看的是输出里有没有改后（删去的看改前）那句话的原文、那张表的名称；“—”是这处改动不涉及。

* `gongkai diff`：不带选项的文本输出；
* `git diff`：不带选项，没有装入 `gongkai git-setup`；
* `daff`：逐个比较改动的 CSV 文件，不认得 TOML，写“不能”；
* `csv-diff`：同上；它只认一列作键，有单列键的文件用它，没有的整行相比。

| 编号 | 改动 | gongkai diff 行 | 字 | 句 | 表 | git diff 行 | 字 | 句 | 表 | daff 行 | 字 | 句 | 表 | csv-diff 行 | 字 | 句 | 表 |
|---|---|--:|--:|---|---|--:|--:|---|---|--:|--:|---|---|--:|--:|---|---|
"""


def main() -> int:
    """Write the page; 2 where a tool that it compares with is not installed."""
    absent = [peer for peer in PEERS if not shutil.which(peer)]
    if absent:
        print(f"没有安装 {'、'.join(absent)}：pip install {' '.join(PEERS)}（只为生成这一页）", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        root = repos.repository(Path(scratch) / "repo")
        old = Path(shutil.copytree(root, Path(scratch) / "old"))
        tools: tuple[Callable[[Edit], str | None], ...] = (
            lambda edit: told(root, edit),
            lambda edit: repos.git(root, "-c", "core.quotepath=off", "diff", "HEAD"),
            lambda edit: _each(old, root, _daff),
            lambda edit: _each(old, root, _csv_diff),
        )
        rows, sums = [], [[0, 0, 0, 0] for _ in tools]
        for edit in EDITS:
            edit.apply(root)
            cells = []
            for tool, total in zip(tools, sums, strict=True):
                cells += _judged(edit, tool(edit), total)
            rows.append(f"| {edit.patch[:2]} | {edit.title} | {' | '.join(cells)} |")
    PAGE.write_text(HEAD + "\n".join(rows) + "\n\n" + "\n".join(_summary(sums)) + "\n", encoding="utf-8")
    return 0


def _judged(edit: Edit, output: str | None, total: list[int]) -> list[str]:
    """Four cells: lines, characters, whether the sentence and the table are named; ``total`` counts them."""
    if output is None:
        return ["不能", "", *("否" if wanted else "—" for wanted in (edit.sentence, edit.table))]
    named = [bool(wanted) and names(output, wanted) for wanted in (edit.sentence, edit.table)]
    lines = output.strip("\n").count("\n") + 1 if output.strip() else 0
    for index, value in enumerate((lines, len(output), *named)):
        total[index] += value
    return [
        str(lines),
        str(len(output)),
        *("是" if found else "否" if wanted else "—" for found, wanted in zip(named, (edit.sentence, edit.table), strict=True)),
    ]


def _summary(sums: list[list[int]]) -> Iterator[str]:
    sentences, tables = (sum(bool(getattr(edit, name)) for edit in EDITS) for name in ("sentence", "table"))
    yield "## 合计"
    yield ""
    yield f"| 工具 | 行 | 字 | 说出句子（共 {sentences} 处） | 说出表（共 {tables} 处） |"
    yield "|---|--:|--:|--:|--:|"
    for name, (lines, characters, named, shown) in zip(("gongkai diff", "git diff", *PEERS), sums, strict=True):
        yield f"| {name} | {lines} | {characters} | {named} | {shown} |"
    yield ""
    yield "一笔明细会牵动七八张表和五六句话，`gongkai diff` 逐一列出（每张表先列四条，`--full` 全部列出），所以这类改动它比别的工具长；别的工具只列"
    yield "改了的行，哪里要变得由看的人自己去找。改文字、改名、调次序、改写法时它比 `git diff` 短。改的本来就是文字时，`git diff` 里也有那句话。"
    yield "12、13 两处只动了次序和写法，`gongkai diff` 说“没有影响”；19 一处编不成文件，它说出错在哪里、怎么改。"


def _each(old: Path, new: Path, compare: Callable[[Path, Path], str]) -> str | None:
    """The output of a tool over all CSV files that differ, one after another; None where no CSV file differs."""
    paths = [path for path in repos.git(new, "diff", "--name-only", "HEAD").splitlines() if path.endswith(".csv")]
    return "\n".join(compare(old / path, new / path) for path in paths) if paths else None


def _daff(old: Path, new: Path) -> str:
    return _run("daff", "diff", str(old), str(new))


def _csv_diff(old: Path, new: Path) -> str:
    heads = old.read_text(encoding="utf-8").split("\n", 1)[0].split(",")
    first = [
        line.split(",")[0]
        for line in (*old.read_text(encoding="utf-8").splitlines()[1:], *new.read_text(encoding="utf-8").splitlines()[1:])
    ]
    alone = max(map(first.count, first)) <= 2 and len(set(first)) > 1
    return _run("csv-diff", str(old), str(new), *(("--key", heads[0]) if alone else ()))


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


if __name__ == "__main__":
    raise SystemExit(main())
