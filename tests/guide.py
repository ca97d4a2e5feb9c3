"""The guides as scripts: every command and every edit that a page shows is made, in its order, in a clone of the project.

A fence of ``sh`` holds commands; each is run by itself in the clone. ``sh exit=1`` says that the command reports errors in the data. A fence of ``text``
below it shows what it prints: each line must be in what was printed since the last edit, ``…`` stands for what is left out. A fence of ``diff``
is an edit by hand. Fences of any other kind are for other systems or are looked at only.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"^```(\S+)(?: ([^\n]*))?\n(.*?)^```$", re.M | re.S)
_COMMAND, _SHOWN, _EDIT = "sh", "text", "diff"
LEFT_OUT = "…"


@dataclass(frozen=True, slots=True)
class Step:
    """One fence of a page: its ``kind``, the code with which its commands must end, its text and the line it begins on."""

    kind: str
    code: int
    text: str
    line: int


def steps(page: str) -> Iterator[Step]:
    """The fences of a page that the tests follow."""
    for found in _FENCE.finditer(page):
        kind, more, text = found.groups()
        if kind in (_COMMAND, _SHOWN, _EDIT):
            code = int(more.removeprefix("exit=")) if kind == _COMMAND and more else 0
            yield Step(kind, code, text, page.count("\n", 0, found.start()) + 1)


def follow(page: str, clone: Path) -> None:
    """Make every step of a page in ``clone``; AssertionError where a step does not do what the page says."""
    printed = ""
    for step in steps(page):
        if step.kind == _SHOWN:
            for line in step.text.splitlines():
                for part in filter(None, (part.strip() for part in line.split(LEFT_OUT))):
                    assert part in printed, f"line {step.line}: {part!r} is not in\n{printed}"
        elif step.kind == _EDIT:
            done = subprocess.run(["git", "apply", "--unidiff-zero", "-"], cwd=clone, input=step.text, text=True, capture_output=True)
            assert done.returncode == 0, f"line {step.line}: {done.stderr}"
            printed = ""
        else:
            for command in step.text.splitlines():
                done = run(command, clone)
                printed += done.stdout + done.stderr
                assert done.returncode == step.code, f"line {step.line}: {command} ended with {done.returncode}\n{printed}"


def run(command: str, clone: Path) -> subprocess.CompletedProcess[str]:
    """One command line as somebody types it in the clone."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DEPT", "YEAR", "BASE", "MAKEFLAGS", "MAKELEVEL")}
    return subprocess.run(command, shell=True, cwd=clone, text=True, capture_output=True, env=kept, stdin=subprocess.DEVNULL)


def clone(root: Path, folder: Path) -> Path:
    """A clone of what stands in ``root``, with the set-up of ``root``: what a user has after the first two commands."""
    home = folder / "gongkai"
    names = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=root, capture_output=True, text=True, check=True)
    for name in filter(None, names.stdout.split("\0")):
        if (root / name).is_file():
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (home / name).write_bytes((root / name).read_bytes())
            (home / name).chmod((root / name).stat().st_mode)
    (home / ".venv").symlink_to(root / ".venv")
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=home, check=True)
    (home / ".git/info/exclude").write_text(".venv\n", encoding="utf-8")
    for command in ("config user.name officer", "config user.email officer@example.invalid", "add -A", "commit -qm start"):
        subprocess.run(["git", *command.split()], cwd=home, check=True, capture_output=True)
    return home
