"""The command ``gongkai``: arguments in, one call, text out. Exit 0 clean or warnings, 1 errors in the data, 2 our own fault."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from gen.diff import arguments as comparison

if TYPE_CHECKING:
    from datetime import date

    from gen.build import Outcome
    from gen.findings import Finding

#: argparse's own phrases in Chinese: every one that a user of these commands can meet.
PHRASES = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "optional arguments": "选项",
    "subcommands": "子命令",
    "show this help message and exit": "显示帮助后退出",
    "%(prog)s: error: %(message)s\n": "%(prog)s：%(message)s\n",
    "the following arguments are required: %s": "缺少参数：%s",
    "unrecognized arguments: %s": "不认识的参数：%s",
    "expected one argument": "后面要跟一个值",
    "expected at least one argument": "后面至少要跟一个值",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有 %(value)r 这一项，可用：%(choices)s",
    "argument %(argument_name)s: %(message)s": "参数 %(argument_name)s：%(message)s",
    "ambiguous option: %(option)s could match %(matches)s": "选项 %(option)s 不明确，可能是：%(matches)s",
    "not allowed with argument %s": "不能和 %s 同时用",
    "one of the arguments %s is required": "%s 要给一个",
    "invalid %(type)s value: %(value)r": "%(value)r 不是合格的 %(type)s",
    "ignored explicit argument %r": "这个选项不带值：%r",
}

#: The documents that a department-year may have; gen.read knows what each is, and is loaded only by a command that runs.
DOCUMENTS = ("budget", "self-evaluation", "performance-target")

ROOT = Path(__file__).resolve().parent.parent


def main(argv: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Run one command on the project in ``root`` and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    arguments = parser().parse_args(argv)
    try:
        return int(arguments.run(arguments, root))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("\n已中断，output/ 没有改动。", file=sys.stderr)
        return 130
    except Exception:  # Whatever reaches this line is our own fault, and the user must see which.
        import traceback

        traceback.print_exc()
        print("程序内部出错（不是数据的问题）。数据和已有的输出都没有改动；请把上面的内容报告给维护者。", file=sys.stderr)
        return 2


def parser() -> argparse.ArgumentParser:
    """The command line of ``gongkai``."""
    vars(argparse)["_"] = lambda phrase: PHRASES.get(phrase, phrase)
    command = argparse.ArgumentParser(prog="gongkai", description="由 git 里的源数据编制部门预算公开文件（DOCX 和 PDF）。")
    commands = command.add_subparsers(title="命令", metavar="命令", required=True, dest="command")
    report = _command(commands, "report", "校验并生成 DOCX、PDF，写入 output/<部门>/<年度>/", _report)
    _department(report)
    report.add_argument("--draft", action="store_true", help="生成带“草案”水印的文件，放在 draft/ 里；有错误也生成")
    report.add_argument("--all", action="store_true", help="生成 data/ 里所有部门、所有年度，每份文件报一行；一个出错不影响其他")
    report.add_argument("--jobs", metavar="个数", type=int, default=0, help="同时进行的个数；不写则按处理器个数")
    _told(report)
    checks = _command(commands, "check", "只校验，不生成文件", _check)
    _department(checks)
    _told(checks)
    checks.add_argument(
        "--for", dest="host", choices=("github", "gitlab"), help="按 GitHub 或 GitLab 的格式输出，显示在合并请求改动的行旁边"
    )
    explain = _command(commands, "explain", "说明一个数从哪里来", _explain)
    _department(explain)
    question = explain.add_mutually_exclusive_group(required=True)
    question.add_argument("id", metavar="数字编号", nargs="?", help="如 total、total.change、表4/…/总计（见 figures.json）")
    question.add_argument("--cell", metavar="“表 行 列”", help="表格里的一格，如 “表4 工资福利支出 总计”")
    question.add_argument("--number", metavar="数", help="页面上印的数，如 572 或 7%%；列出它出现的每一处")
    explain.add_argument("--json", action="store_true", help="用 JSON 输出")
    new = _command(commands, "new", "新建一个部门年度的数据文件夹：照上年（或别的部门）起草，或者从空白的样子开始", _new)
    new.add_argument("department", metavar="部门", help="data/ 下的文件夹名；已有的文件夹不会改动")
    new.add_argument("year", metavar="年度", help="四位数字")
    new.add_argument("--from", dest="source", metavar="部门/年度", default="", help="照这个部门年度起草：文字照抄待确认，金额留空")
    new.add_argument("--edition", metavar="版式", default="", help="templates/ 下的文件夹名；照上年起草时不写则用上年的版式")
    new.add_argument("--document", choices=DOCUMENTS, default="", help="只要这一份文件；不写则与 --from 的相同，没有 --from 则照版式")
    form = _command(commands, "fmt", "把源数据整理成规范格式（行的次序、键的次序、引号、换行），不改任何一个值", _fmt)
    _folder(form)
    form.add_argument("--all", action="store_true", help="整理 data/ 里所有部门、所有年度，以及各年的科目表")
    form.add_argument("--check", action="store_true", help="只列出不合规范格式的文件，不改；有就以 1 结束")
    diff = _command(commands, "diff", "比较两个版本：数据改了什么，公开文件怎样变", _diff)
    _department(diff)
    comparison.declare(diff)
    setup = _command(commands, "git-setup", "装入 git：git diff 按记录显示，git merge 按记录合并（不装也能用）", _git_setup)
    setup.add_argument("--remove", action="store_true", help="从这个版本库的 git 配置里去掉")
    shown = _command(commands, "textconv", "供 git diff 调用：把一个源数据文件按记录列出", _textconv)
    shown.add_argument("file", metavar="文件", help="源数据文件")
    package = _command(
        commands,
        "datapackage",
        "写一份 datapackage.json，放在部门年度的文件夹里：说明各 CSV 文件的列，供识得 Data Package 的工具打开",
        _package,
    )
    _folder(package)
    merges = _command(commands, "merge-driver", "供 git 合并时调用：按记录合并一个源数据文件的三个版本，结果写入本方", _merge)
    for name, metavar, help in (
        ("base", "共同的原文", "git 的 %%O"),
        ("ours", "本方", "git 的 %%A"),
        ("theirs", "对方", "git 的 %%B"),
        ("path", "路径", "git 的 %%P：文件在项目里的路径"),
    ):
        merges.add_argument(name, metavar=metavar, help=help)
    merges.add_argument("markers", metavar="记号长度", type=int, nargs="?", default=7, help="git 的 %%L：冲突记号有几个字符")
    return command


def _command(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, help: str, run: object) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=help, description=help + "。")
    command.set_defaults(run=run)
    return command


def _folder(command: argparse.ArgumentParser) -> None:
    command.add_argument("department", metavar="部门", nargs="?", help="data/ 下的文件夹名；不写则取环境变量 DEPT")
    command.add_argument("year", metavar="年度", nargs="?", help="四位数字；不写则取环境变量 YEAR")


def _department(command: argparse.ArgumentParser) -> None:
    _folder(command)
    command.add_argument("--unit", metavar="单位", default="", help="units/ 下的文件夹名：只编这一个预算单位自己的文件")


def _told(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="校验结果用 JSON 输出")
    command.add_argument("--full", action="store_true", help="由别的问题引起的、同一规则的提示，也逐条列全")


def _named(arguments: argparse.Namespace) -> tuple[str, str]:
    """Department and year, from the arguments or else from the environment; "" for what nobody gave."""
    return arguments.department or os.environ.get("DEPT", ""), arguments.year or os.environ.get("YEAR", "")


def _report(arguments: argparse.Namespace, root: Path) -> int:
    if arguments.all:
        return _report_all(arguments, root)
    from gen import build, terminal

    progress = terminal.ProgressLine()
    department, year = _named(arguments)
    outcome = build.report(root, department, year, draft=arguments.draft, progress=progress, unit=arguments.unit, today=_today())
    progress.done()
    _print_findings(outcome.findings, root, json=arguments.json, full=arguments.full)
    _print_left_over(outcome)
    for path in outcome.written:
        print(f"已生成 {path.relative_to(root)}", file=_aside(arguments))
    if outcome.unchanged:
        below = f"units/{arguments.unit}/" if arguments.unit else ""
        print(f"没有变化，output/{department}/{year}/{below} 里的文件就是最新的", file=_aside(arguments))
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
        print(batch.line(result), file=_aside(arguments), flush=True)
    good = sum(result.good for result in results)
    print(f"共 {len(results)} 份，完成 {good} 份，未完成 {len(results) - good} 份", file=_aside(arguments))
    if arguments.json:
        print(_json(batch.as_data(results)))
    return 0 if good == len(results) else 1


def _check(arguments: argparse.Namespace, root: Path) -> int:
    from gen import build
    from gen.findings import has_error

    department, year = _named(arguments)
    outcome = build.compile(root, department, year, unit=arguments.unit, today=_today())
    if arguments.host:
        _annotate(outcome.findings, root, arguments.host)
    else:
        _print_findings(outcome.findings, root, json=arguments.json, full=arguments.full)
    _print_left_over(outcome)
    return 1 if has_error(outcome.findings) else 0


def _explain(arguments: argparse.Namespace, root: Path) -> int:
    from gen import build, explain

    department, year = _named(arguments)
    outcome = build.compile(root, department, year, unit=arguments.unit, today=_today())
    answers = [explain.answer(each, arguments.id or "", arguments.cell or "", arguments.number or "") for each in outcome.compiled]
    if not any(each.composed for each in outcome.compiled):
        _print_findings(outcome.findings, root, json=arguments.json)
        return 1
    if not any(answer.figures for answer in answers):
        print("没有找到这个数。编号见 output/ 里的 figures.json；也可以用 --cell 或 --number 查。", file=sys.stderr)
        return 1
    if arguments.json:
        print(_json([entry for answer in answers for entry in answer.data()]))
        return 0
    told = [answer for answer in answers if answer.figures]
    for answer in told:
        if len(answers) > 1:
            print(f"【{answer.document}】")
        print("\n".join(answer.lines()))
    return 0


def _diff(arguments: argparse.Namespace, root: Path) -> int:
    from gen.diff import command

    return command.run(arguments, root, *_named(arguments), _today())


def _git_setup(arguments: argparse.Namespace, root: Path) -> int:
    from gen.diff import command

    return command.git_setup(arguments, root)


def _textconv(arguments: argparse.Namespace, root: Path) -> int:
    from gen.diff import command

    return command.textconv(arguments, root)


def _today() -> date:
    """The day on which a command runs: the only place where the program asks the clock, and only whether a waiver has expired depends on it."""
    from datetime import date

    return date.today()


def _new(arguments: argparse.Namespace, root: Path) -> int:
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
        _print_findings(findings, root, json=False)
        print("没有新建任何文件", file=sys.stderr)
        return 1
    print("\n".join(start.told(started, department, year)))
    return 0


def _fmt(arguments: argparse.Namespace, root: Path) -> int:
    from gen import fmt
    from gen.canonical.sources import all_sources, sources_of
    from gen.read.load import documents

    department, year = _named(arguments)
    if arguments.all and (arguments.department or arguments.year):
        print("--all 整理全部部门、全部年度，不能再写部门和年度", file=sys.stderr)
        return 2
    _, faults = ((), ()) if arguments.all else documents(root, department, year)
    if faults:
        _print_findings(faults, root, json=False)
        return 1
    formed = fmt.form(root, all_sources(root) if arguments.all else sources_of(root, department, year), write=not arguments.check)
    if formed.findings:
        _print_findings(formed.findings, root, json=False)
    for path in formed.other:
        print(f"{'不合规范格式' if arguments.check else '已整理'} {path}")
    for path in formed.unreadable:
        print(f"没有整理 {path}：请先改正其中的错误", file=sys.stderr)
    good = formed.files - len(formed.other) - len(formed.unreadable)
    print(f"共 {formed.files} 个文件，{good} 个原来就合规范格式")
    return 1 if formed.unreadable or (arguments.check and formed.other) else 0


def _package(arguments: argparse.Namespace, root: Path) -> int:
    from gen import publish
    from gen.read.load import documents
    from gen.schema.package import DESCRIPTOR, package

    department, year = _named(arguments)
    _, faults = documents(root, department, year)
    made, findings = (None, faults) if faults else package(root, department, year)
    if made is None:
        _print_findings(findings, root, json=False)
        return 1
    path = root / "data" / department / year / DESCRIPTOR
    publish.replace(path, publish.as_json(made))
    print(f"已生成 {path.relative_to(root)}")
    return 0


def _merge(arguments: argparse.Namespace, root: Path) -> int:
    from gen import merge, publish

    ours = Path(arguments.ours)
    versions = (Path(arguments.base).read_bytes(), ours.read_bytes(), Path(arguments.theirs).read_bytes())
    base, mine, theirs = (content.decode(errors="surrogateescape") for content in versions)
    merged = merge.merge(base, mine, theirs, Path(arguments.path).name, markers=arguments.markers)
    publish.replace(ours, merged.text.encode(errors="surrogateescape"))
    return 0 if merged.clean else 1


def _aside(arguments: argparse.Namespace) -> TextIO:
    """Where what people read goes: not where ``--json`` is read."""
    return sys.stderr if arguments.json else sys.stdout


def _print_left_over(outcome: Outcome) -> None:
    """Say when some checks could not be made: what cannot be read cannot be added up."""
    if any(each.composed is None for each in outcome.compiled):
        print("以上错误使数据读不全，其余的校验（科目、合计、原因等）要等改正后才能做。", file=sys.stderr)


def _annotate(findings: Sequence[Finding], root: Path, host: str) -> None:
    from gen import annotations, check

    causes = check.consequences(findings, _lines(findings, root))
    if host == "gitlab":
        print(_json(annotations.gitlab(findings, causes)))
    else:
        for line in annotations.github(findings, causes):
            print(line)


def _print_findings(findings: Sequence[Finding], root: Path, *, json: bool, full: bool = False) -> None:
    from gen import check, terminal

    lines = _lines(findings, root)
    causes = check.consequences(findings, lines)
    if json:
        print(_json(terminal.as_list(findings, causes)))
        return
    for line in terminal.report_lines(findings, causes, lines, full=full, colour=terminal.coloured(sys.stdout)):
        print(line)


def _lines(findings: Sequence[Finding], root: Path) -> Mapping[str, Sequence[str]]:
    """The lines of every file that a finding points into."""
    from gen.read.gate import read_text

    paths = {place.path for finding in findings for place in finding.places if place.line}
    return {path: (read_text(root, path)[0] or "").split("\n") for path in sorted(paths)}


def _json(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, indent=1)
