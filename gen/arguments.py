"""The command line (命令行): which commands ``gongkai`` has, what each may be given, and argparse's own phrases in Chinese."""

from __future__ import annotations

import argparse

from gen.diff import arguments as comparison

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


def parser() -> argparse.ArgumentParser:
    """The command line of ``gongkai``."""
    vars(argparse)["_"] = lambda phrase: PHRASES.get(phrase, phrase)
    command = argparse.ArgumentParser(prog="gongkai", description="由 git 里的源数据编制部门预算公开文件（DOCX 和 PDF）。")
    commands = command.add_subparsers(title="命令", metavar="命令", required=True, dest="command")
    report = _command(commands, "report", "校验并生成 DOCX、PDF，写入 output/<部门>/<年度>/")
    _department(report)
    report.add_argument("--draft", action="store_true", help="生成带“草案”水印的文件，放在 draft/ 里；有错误也生成")
    report.add_argument("--all", action="store_true", help="生成 data/ 里所有部门、所有年度，每份文件报一行；一个出错不影响其他")
    report.add_argument("--jobs", metavar="个数", type=int, default=0, help="同时进行的个数；不写则按处理器个数")
    _told(report)
    checks = _command(commands, "check", "只校验，不生成文件")
    _department(checks)
    _told(checks)
    checks.add_argument(
        "--for", dest="host", choices=("github", "gitlab"), help="按 GitHub 或 GitLab 的格式输出，显示在合并请求改动的行旁边"
    )
    explain = _command(commands, "explain", "说明一个数从哪里来")
    _department(explain)
    question = explain.add_mutually_exclusive_group(required=True)
    question.add_argument("id", metavar="数字编号", nargs="?", help="如 total、total.change、表4/…/总计（见 figures.json）")
    question.add_argument("--cell", metavar="“表 行 列”", help="表格里的一格，如 “表4 工资福利支出 总计”")
    question.add_argument("--number", metavar="数", help="页面或校验结果里的数，如 572、420.7 或 7%%；列出它出现的每一处")
    explain.add_argument("--json", action="store_true", help="用 JSON 输出")
    new = _command(commands, "new", "新建一个部门年度的数据文件夹：照上年（或别的部门）起草，或者从空白的样子开始")
    new.add_argument("department", metavar="部门", help="data/ 下的文件夹名；已有的文件夹不会改动")
    new.add_argument("year", metavar="年度", help="四位数字")
    new.add_argument("--from", dest="source", metavar="部门/年度", default="", help="照这个部门年度起草：文字照抄待确认，金额留空")
    new.add_argument("--edition", metavar="版式", default="", help="templates/ 下的文件夹名；照上年起草时不写则用上年的版式")
    new.add_argument("--document", choices=DOCUMENTS, default="", help="只要这一份文件；不写则与 --from 的相同，没有 --from 则照版式")
    form = _command(commands, "fmt", "把源数据整理成规范格式（行的次序、键的次序、引号、换行），不改任何一个值")
    _folder(form)
    form.add_argument("--all", action="store_true", help="整理 data/ 里所有部门、所有年度，以及各年的科目表")
    form.add_argument("--check", action="store_true", help="只列出不合规范格式的文件，不改；有就以 1 结束")
    diff = _command(commands, "diff", "比较两个版本：数据改了什么，公开文件怎样变")
    _department(diff)
    comparison.declare(diff)
    setup = _command(commands, "git-setup", "装入 git：git diff 按记录显示，git merge 按记录合并（不装也能用）")
    setup.add_argument("--remove", action="store_true", help="从这个版本库的 git 配置里去掉")
    shown = _command(commands, "textconv", "供 git diff 调用：把一个源数据文件按记录列出")
    shown.add_argument("file", metavar="文件", help="源数据文件")
    package = _command(
        commands, "datapackage", "写一份 datapackage.json，放在部门年度的文件夹里：说明各 CSV 文件的列，供识得 Data Package 的工具打开"
    )
    _folder(package)
    merges = _command(commands, "merge-driver", "供 git 合并时调用：按记录合并一个源数据文件的三个版本，结果写入本方")
    for name, metavar, help in (
        ("base", "共同的原文", "git 的 %%O"),
        ("ours", "本方", "git 的 %%A"),
        ("theirs", "对方", "git 的 %%B"),
        ("path", "路径", "git 的 %%P：文件在项目里的路径"),
    ):
        merges.add_argument(name, metavar=metavar, help=help)
    merges.add_argument("markers", metavar="记号长度", type=int, nargs="?", default=7, help="git 的 %%L：冲突记号有几个字符")
    return command


def _command(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, help: str) -> argparse.ArgumentParser:
    return commands.add_parser(name, help=help, description=help + "。")


def _folder(command: argparse.ArgumentParser) -> None:
    command.add_argument("department", metavar="部门", nargs="?", help="data/ 下的文件夹名；不写则取环境变量 DEPT")
    command.add_argument("year", metavar="年度", nargs="?", help="四位数字；不写则取环境变量 YEAR")


def _department(command: argparse.ArgumentParser) -> None:
    _folder(command)
    command.add_argument("--unit", metavar="单位", default="", help="units/ 下的文件夹名：只编这一个预算单位自己的文件")


def _told(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="校验结果用 JSON 输出")
    command.add_argument("--full", action="store_true", help="由别的问题引起的、同一规则的提示，也逐条列全")
