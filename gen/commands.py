"""What each command does (各条命令): one call into the package, what came of it printed, and the exit code."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gen import say

if TYPE_CHECKING:
    from datetime import date


def _named(arguments: argparse.Namespace) -> tuple[str, str]:
    """Department and year, from the arguments or else from the environment; "" for what nobody gave."""
    return arguments.department or os.environ.get("DEPT", ""), arguments.year or os.environ.get("YEAR", "")


def report(arguments: argparse.Namespace, root: Path) -> int:
    """``report``: the documents of a department-year are made, or all documents; 1 where an error stands against one."""
    if arguments.all:
        return _report_all(arguments, root)
    from gen import build, terminal

    progress = terminal.ProgressLine()
    department, year = _named(arguments)
    outcome = build.report(root, department, year, draft=arguments.draft, progress=progress, unit=arguments.unit, today=_today())
    progress.done()
    say.print_findings(outcome.findings, root, json=arguments.json, full=arguments.full)
    say.print_left_over(outcome)
    for path in outcome.written:
        print(f"已生成 {path.relative_to(root)}", file=say.aside(arguments))
    if outcome.unchanged:
        below = f"units/{arguments.unit}/" if arguments.unit else ""
        print(f"没有变化，output/{department}/{year}/{below} 里的文件就是最新的", file=say.aside(arguments))
        return 0
    if not outcome.written:
        print("没有生成文件：请先改正上面的错误（output/ 没有改动）", file=sys.stderr)
    return 0 if outcome.written else 1


def _report_all(arguments: argparse.Namespace, root: Path) -> int:
    if arguments.department or arguments.year or arguments.unit:
        print("--all 生成全部部门、全部年度，不能再写部门、年度或 --unit", file=sys.stderr)
        return 2
    from functools import partial

    from gen import batch

    results = []
    work = partial(batch.one, draft=arguments.draft, today=_today())
    for result in batch.run(root, batch.targets(root), max(1, arguments.jobs or os.cpu_count() or 1), work=work):
        results.append(result)
        print(batch.line(result), file=say.aside(arguments), flush=True)
    good = sum(result.good for result in results)
    print(f"共 {len(results)} 份，完成 {good} 份，未完成 {len(results) - good} 份", file=say.aside(arguments))
    if arguments.json:
        print(say.as_json(batch.as_data(results)))
    return 0 if good == len(results) else 1


def check(arguments: argparse.Namespace, root: Path) -> int:
    """``check``: every finding is printed, or shown beside the changed lines of a request."""
    from gen import build
    from gen.findings import has_error

    department, year = _named(arguments)
    outcome = build.compile(root, department, year, unit=arguments.unit, today=_today())
    if arguments.host:
        say.annotate(outcome.findings, root, arguments.host)
    else:
        say.print_findings(outcome.findings, root, json=arguments.json, full=arguments.full)
    say.print_left_over(outcome)
    return 1 if has_error(outcome.findings) else 0


def explain(arguments: argparse.Namespace, root: Path) -> int:
    """``explain``: where a figure comes from, in each document that prints it or has a finding that tells it; 1 where none does."""
    from gen import build, explain

    department, year = _named(arguments)
    outcome = build.compile(root, department, year, unit=arguments.unit, today=_today())
    answers = [explain.answer(each, arguments.id or "", arguments.cell or "", arguments.number or "") for each in outcome.compiled]
    if not any(each.composed for each in outcome.compiled):
        say.print_findings(outcome.findings, root, json=arguments.json)
        return 1
    told = [answer for answer in answers if answer.figures or answer.findings]
    if not told:
        near = [answer.near for answer in answers if answer.near]
        print("没有找到这个数。编号见 output/ 里的 figures.json；也可以用 --cell 或 --number 查。", *near, sep="\n", file=sys.stderr)
        return 1
    if arguments.json:
        print(say.as_json([entry for answer in answers for entry in answer.data()]))
        return 0
    for answer in told:
        if len(answers) > 1:
            print(f"【{answer.document}】")
        print("\n".join(answer.lines()))
    return 0


def diff(arguments: argparse.Namespace, root: Path) -> int:
    """``diff``: two versions are compared."""
    from gen.diff import command

    return command.run(arguments, root, *_named(arguments), _today())


def git_setup(arguments: argparse.Namespace, root: Path) -> int:
    """``git-setup``: git of this repository shows and merges by record."""
    from gen.diff import command

    return command.git_setup(arguments, root)


def textconv(arguments: argparse.Namespace, root: Path) -> int:
    """``textconv``: a source file as its records, for git to compare."""
    from gen.diff import command

    return command.textconv(arguments, root)


def _today() -> date:
    """The day on which a command runs: the only place where the program asks the clock, and only whether a waiver has expired depends on it."""
    from datetime import date

    return date.today()


def new(arguments: argparse.Namespace, root: Path) -> int:
    """``new``: a folder for a department-year is begun, whole or not at all."""
    from gen import publish, start
    from gen.findings import Place, error

    department, year = arguments.department, arguments.year
    started = start.start(root, department, year, source=arguments.source, edition=arguments.edition, document=arguments.document)
    findings = started.findings
    if started.files:
        try:
            publish.create(root, started.files)
        except OSError as fault:
            from gen.read.gate import why

            hint = "请检查磁盘空间和写入权限；data/ 没有改动"
            findings = (*findings, error("OUT-02", f"建不成文件夹：{why(fault)}", Place(f"data/{department}/{year}"), hint=hint))
    if findings:
        say.print_findings(findings, root, json=False)
        print("没有新建任何文件", file=sys.stderr)
        return 1
    print("\n".join(start.told(started, department, year)))
    return 0


def fmt(arguments: argparse.Namespace, root: Path) -> int:
    """``fmt``: source files get their canonical form, or are named where they do not have it."""
    from gen import fmt
    from gen.canonical.sources import all_sources, sources_of
    from gen.read.load import documents

    department, year = _named(arguments)
    if arguments.all and (arguments.department or arguments.year):
        print("--all 整理全部部门、全部年度，不能再写部门和年度", file=sys.stderr)
        return 2
    _, faults = ((), ()) if arguments.all else documents(root, department, year)
    if faults:
        say.print_findings(faults, root, json=False)
        return 1
    formed = fmt.form(root, all_sources(root) if arguments.all else sources_of(root, department, year), write=not arguments.check)
    if formed.findings:
        say.print_findings(formed.findings, root, json=False)
    for path in formed.other:
        print(f"{'不合规范格式' if arguments.check else '已整理'} {path}")
    for path in formed.unreadable:
        print(f"没有整理 {path}：请先改正其中的错误", file=sys.stderr)
    good = formed.files - len(formed.other) - len(formed.unreadable)
    print(f"共 {formed.files} 个文件，{good} 个原来就合规范格式")
    return 1 if formed.unreadable or (arguments.check and formed.other) else 0


def package(arguments: argparse.Namespace, root: Path) -> int:
    """``datapackage``: the descriptor of a folder's CSV files is written."""
    from gen import publish
    from gen.read.load import documents
    from gen.schema.package import DESCRIPTOR, package

    department, year = _named(arguments)
    _, faults = documents(root, department, year)
    made, findings = (None, faults) if faults else package(root, department, year)
    if made is None:
        say.print_findings(findings, root, json=False)
        return 1
    path = root / "data" / department / year / DESCRIPTOR
    publish.replace(path, publish.as_json(made))
    print(f"已生成 {path.relative_to(root)}")
    return 0


def merge(arguments: argparse.Namespace, root: Path) -> int:
    """``merge-driver``: three versions of a file are merged by record; 1 where they conflict, as git expects it."""
    from gen import merge, publish

    ours = Path(arguments.ours)
    versions = (Path(arguments.base).read_bytes(), ours.read_bytes(), Path(arguments.theirs).read_bytes())
    base, mine, theirs = (content.decode(errors="surrogateescape") for content in versions)
    merged = merge.merge(base, mine, theirs, Path(arguments.path).name, markers=arguments.markers)
    publish.replace(ours, merged.text.encode(errors="surrogateescape"))
    return 0 if merged.clean else 1
