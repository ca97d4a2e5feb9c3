"""The arguments of ``gongkai diff`` (比较的选项)."""

from __future__ import annotations

import argparse

#: What each gate refuses: those of gen.diff.compare.Gate, which only a command that runs loads.
GATES = {"errors": "出现新的错误", "warnings": "出现新的错误或警告", "effect": "公开文件有任何变化"}


def declare(command: argparse.ArgumentParser) -> None:
    """Add what a comparison may be asked to ``command``, which knows department and year already."""
    command.add_argument("span", metavar="版本", nargs="?", default="", help="main..HEAD（直接比两个版本）或 main...HEAD（从分岔点比起）")
    command.add_argument(
        "--base",
        metavar="改前",
        help="分支、标签或提交（从分岔点比起），或者另一份项目文件夹（以 ./ 或 / 开头）；不写则取环境变量 BASE，再没有就是 HEAD",
    )
    command.add_argument("--head", metavar="改后", default="", help="分支、标签、提交或文件夹；不写就是现在的文件（包括没有提交的改动）")
    command.add_argument("--base-year", metavar="年度", default="", help="改前是同一部门的这个年度：两年相比")
    command.add_argument("--all", action="store_true", help="所有受影响的部门年度，每份文件报一行；没有受影响的不编")
    command.add_argument("--full", action="store_true", help="全部列出，不省略")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--markdown", action="store_true", help="用 Markdown 输出，可以贴在合并请求里")
    form.add_argument(
        "--html", metavar="文件", default="", help="写成一个网页文件：新旧并排，改动标出；和 --all 同用时写文件夹，每个部门年度一页"
    )
    form.add_argument(
        "--for", dest="host", choices=("github", "gitlab"), help="新出现的校验结果按 GitHub 或 GitLab 的格式输出，显示在改动的行旁边"
    )
    form.add_argument("--json", action="store_true", help="用 JSON 输出")
    refuse = "；".join(f"{name} {what}" for name, what in GATES.items())
    command.add_argument("--gate", choices=tuple(GATES), default="errors", help=f"遇到什么退出码为 1：{refuse}。不写就是 errors")
