"""The command ``gongkai``: arguments in, one call, text out. Exit 0 clean or warnings, 1 errors in the data, 2 our own fault."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from gen import commands
from gen.arguments import parser

COMMANDS: Mapping[str, Callable[[Namespace, Path], int]] = {
    "report": commands.report,
    "check": commands.check,
    "explain": commands.explain,
    "new": commands.new,
    "fmt": commands.fmt,
    "diff": commands.diff,
    "git-setup": commands.git_setup,
    "textconv": commands.textconv,
    "datapackage": commands.package,
    "merge-driver": commands.merge,
}

ROOT = Path(__file__).resolve().parent.parent


def main(argv: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Run one command on the project in ``root`` and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    arguments = parser().parse_args(argv)
    try:
        return COMMANDS[arguments.command](arguments, root)
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
