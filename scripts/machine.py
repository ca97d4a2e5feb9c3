"""What set-up asks of the computer it runs on, and how it speaks: the tests hand in another computer."""

from __future__ import annotations

import ctypes
import importlib.util
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


class Stop(Exception):
    """Set-up cannot go on; the message says in Chinese why, and the exact thing to do."""


@dataclass(frozen=True, slots=True)
class Machine:
    """The computer: everything that set-up reads of it or does to it, apart from the files in its own folders."""

    platform: str
    is_root: bool
    environ: Mapping[str, str]
    home: Path
    apt_lists: Path
    has_module: Callable[[str], bool]
    has_program: Callable[[str], bool]
    loads: Callable[[str], bool]
    run: Callable[[Sequence[str], Path | None], int]


def this_machine() -> Machine:
    """The computer that we run on."""
    return Machine(
        platform=sys.platform,
        is_root=hasattr(os, "geteuid") and os.geteuid() == 0,
        environ=os.environ,
        home=Path.home(),
        apt_lists=Path("/var/lib/apt/lists"),
        has_module=lambda name: importlib.util.find_spec(name) is not None,
        has_program=lambda name: shutil.which(name) is not None,
        loads=_loads,
        run=_run,
    )


def say(line: str) -> None:
    """Print one line at once, so that it stands before what it announces."""
    print(f"准备环境：{line}", flush=True)


def speak_in_any_encoding() -> None:
    """A terminal that cannot show a character gets a ``?`` in its place, and no traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def install_packages(machine: Machine, reasons: Mapping[str, str]) -> None:
    """The Debian packages named in ``reasons`` (package: what for) are installed; nothing happens when there are none.

    Raises Stop with the exact command where apt-get is missing, is not ours to call, or fails.
    """
    if not reasons:
        return
    wanted = "，".join(f"{package}（{reason}）" for package, reason in reasons.items())
    if not machine.has_program("apt-get"):
        raise Stop(f"本机缺少 {wanted}，又没有 apt-get。\n请用本机的软件包工具装好以上各项（Debian 的包名如上），再运行 make setup。")
    command = ["apt-get", "install", "-y", "--no-install-recommends", *reasons]
    if not machine.is_root:
        by_hand = " ".join(["sudo", *command])
        if not has_lists(machine):
            by_hand = f"sudo apt-get update && {by_hand}"
        raise Stop(f"本机缺少 {wanted}。\n请先执行下面的命令，再运行 make setup：\n  {by_hand}")
    say(f"用 apt 安装 {wanted}")
    refresh_lists(machine)
    if machine.run(command, None) != 0:
        raise Stop(f"apt 没有装成。软件包目录可能已经过时，请依次执行：\n  apt-get update\n  {' '.join(command)}\n再运行 make setup。")


def has_lists(machine: Machine) -> bool:
    """Whether apt knows any package at all."""
    return any(machine.apt_lists.glob("*_Packages*"))


def refresh_lists(machine: Machine) -> None:
    """apt knows its packages: the lists are fetched when there are none, and left alone otherwise (for root only)."""
    if has_lists(machine):
        return
    say("软件包目录是空的，先执行 apt-get update")
    if machine.run(["apt-get", "update", "-qq"], None) != 0:
        raise Stop("apt-get update 失败。请检查网络和 /etc/apt/sources.list，再运行 make setup。")


def _loads(library: str) -> bool:
    with suppress(OSError):
        ctypes.CDLL(library)
        return True
    return False


def _run(command: Sequence[str], folder: Path | None) -> int:
    """Run ``command`` with nothing to answer; its output is shown, its exit code is the result."""
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    try:
        return subprocess.run(command, cwd=folder, env=environ, stdin=subprocess.DEVNULL, check=False).returncode
    except OSError as fault:
        print(fault, file=sys.stderr)
        return 127
