"""Set-up: everything that `make report` needs, and with ``--dev`` what `make test` needs; only what is missing.

Run by make when its stamp is older than the pins. Never calls sudo: what it may not do itself it prints, and stops.
Stands on the standard library alone.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python gets here and no further, so that it can say why
    sys.exit(f"准备环境：需要 Python 3.11 以上，现在是 {sys.version.split()[0]}。请指明，例如：make setup PYTHON=python3.11")

import argparse
import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fonts import ensure_fonts
from machine import Machine, Stop, install_packages, say, speak_in_any_encoding, this_machine

ROOT = Path(__file__).resolve().parent.parent

#: Debian package: the names of its library on Linux, macOS and Windows, as WeasyPrint looks for them.
LIBRARIES = {
    "libpango-1.0-0": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "libpangoft2-1.0-0": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
    "libharfbuzz-subset0": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
}

#: How the libraries are had on systems without apt. Known from WeasyPrint's documentation, not tried by us.
ELSEWHERE = {
    "darwin": "请执行 brew install pango ，再运行 make setup。（macOS 上的做法未经本项目实测）",
    "win32": "请装 MSYS2，在其中执行 pacman -S mingw-w64-x86_64-pango ，"
    "把它的 mingw64\\bin 写入环境变量 WEASYPRINT_DLL_DIRECTORIES ，再运行 make setup。（Windows 上的做法未经本项目实测）",
}


@dataclass(frozen=True, slots=True)
class Pins:
    """A file of pinned packages, and the stamp in ``.venv`` that holds its digest once they are installed.

    The digest counts, not the dates of the files: a checkout that touches a file installs nothing again.
    """

    file: str
    stamp: str
    purpose: str

    def installed(self, root: Path) -> bool:
        """Whether the packages of just these bytes have been installed."""
        stamp = root / ".venv" / self.stamp
        return stamp.is_file() and stamp.read_text() == self._digest(root)

    def mark(self, root: Path) -> None:
        """The stamp stands and is newer than everything that make compares it with."""
        (root / ".venv" / self.stamp).write_text(self._digest(root))

    def _digest(self, root: Path) -> str:
        return hashlib.sha256((root / self.file).read_bytes()).hexdigest()


#: The first is what the command needs; the second holds the first and what the tests need.
PINS = (
    Pins("requirements.txt", ".ready", "读数据、生成 DOCX 和 PDF"),
    Pins("requirements-dev.txt", ".ready-dev", "测试和静态检查"),
)


#: The command itself. -P: a folder named like a package, where the command happens to be called, is not imported.
COMMAND = """#!/bin/sh
self=$0
[ -L "$self" ] && self=$(readlink -f -- "$self")
here=$(CDPATH= cd -- "$(dirname -- "$self")" && pwd)
PYTHONPATH=${here%/.venv/bin} exec "$here/python" -P -m gen "$@"
"""


def main(arguments: list[str] | None = None, *, machine: Machine | None = None, root: Path = ROOT) -> int:
    """0 when everything is there, 1 when something is missing that we may not or could not install."""
    parser = argparse.ArgumentParser(description="准备运行环境")
    parser.add_argument("--dev", action="store_true", help="连同测试所需")
    dev = parser.parse_args(arguments).dev
    try:
        prepare(machine or this_machine(), root, PINS if dev else PINS[:1])
    except (Stop, OSError) as fault:
        print(f"准备环境：未完成。{fault}", file=sys.stderr)
        return 1
    return 0


def prepare(machine: Machine, root: Path, wanted: Sequence[Pins]) -> None:
    """``root/.venv`` holds what ``wanted`` pins and the command ``gongkai``, PDF can be made, fonts are there; stamps say so, written last.

    Raises Stop with what to do; no new stamp stands then, so that the next run goes on from there.
    """
    venv = root / ".venv"
    install_packages(machine, missing_packages(machine, root))
    create_venv(machine, venv)
    for pins in wanted:
        if not pins.installed(root):
            install_pins(machine, root, pins)
    write_command(machine, root)
    ensure_fonts(machine)
    # WeasyPrint only warns without HarfBuzz, and is several times slower: not good enough.
    proof = ["-W", "error:HarfBuzz-Subset", "-c", "import weasyprint"]
    if machine.run([str(python_of(machine, venv)), *proof], None) != 0:
        raise Stop("Python 包已装好，但 WeasyPrint 不能启动，原因见上。")
    for pins in wanted:
        pins.mark(root)


def missing_packages(machine: Machine, root: Path) -> dict[str, str]:
    """The Debian packages that are missing, each with what it is for.

    Raises Stop on macOS and Windows, where a missing library is installed another way.
    """
    missing = {}
    if not (root / ".venv" / "pyvenv.cfg").exists() and not machine.has_module("ensurepip"):
        missing[f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"] = "建立 .venv"
    libraries = [package for package, names in LIBRARIES.items() if not any(map(machine.loads, names))]
    if libraries and machine.platform in ELSEWHERE:
        raise Stop(f"缺少生成 PDF 用的库 Pango。\n{ELSEWHERE[machine.platform]}")
    return missing | dict.fromkeys(libraries, "生成 PDF")


def create_venv(machine: Machine, venv: Path) -> None:
    """``venv`` is a virtual environment that runs and has pip; a broken one is made anew, anything else is left alone."""
    if _works(machine, venv):
        return
    if venv.exists() and not (venv / "pyvenv.cfg").exists() and any(venv.iterdir()):
        raise Stop(f"{venv} 已存在，但不是 Python 虚拟环境。请移开它，再运行 make setup。")
    say("建立 .venv（Python 包装在项目之内，不动系统）")
    if machine.run([sys.executable, "-m", "venv", "--clear", str(venv)], None) != 0:
        raise Stop(".venv 没有建成，原因见上。")


def install_pins(machine: Machine, root: Path, pins: Pins) -> None:
    """The packages of ``pins`` are installed: wheels only, each with a known hash."""
    count = sum("==" in line for line in (root / pins.file).read_text(encoding="utf-8").splitlines())
    say(f"在 .venv 安装 {pins.file} 锁定的 Python 包（至多 {count} 个，逐个核对校验值），用于{pins.purpose}")
    python = python_of(machine, root / ".venv")
    checked = ["--require-hashes", "--only-binary", ":all:"]
    quiet = ["--quiet", "--no-input", "--progress-bar", "off"]
    if machine.run([str(python), "-m", "pip", "install", *quiet, *checked, "-r", str(root / pins.file)], None) != 0:
        raise Stop("Python 包没有装成，原因见上。请检查网络，再运行 make setup（已装好的不会重装）。")


def write_command(machine: Machine, root: Path) -> None:
    """``.venv`` has the command ``gongkai``, which works from any folder on the project that its ``.venv`` stands in.

    It finds its project by its own place, so that a copied project works on the copy. Written by hand rather than by pip: an editable
    install would fetch a build tool, names one folder for good, and starts slower.
    """
    venv = root / ".venv"
    if machine.platform == "win32":
        lines = ("@setlocal", '@set "PYTHONPATH=%~dp0..\\.."', '@"%~dp0python.exe" -P -m gen %*', "")
        (venv / "Scripts" / "gongkai.cmd").write_text("\r\n".join(lines), "ascii", newline="")
        return
    command = venv / "bin" / "gongkai"
    beside = command.with_suffix(".part")
    beside.write_text(COMMAND, "utf-8")
    beside.chmod(0o755)
    os.replace(beside, command)


def python_of(machine: Machine, venv: Path) -> Path:
    """The interpreter of ``venv``."""
    return venv / "Scripts" / "python.exe" if machine.platform == "win32" else venv / "bin" / "python"


def _works(machine: Machine, venv: Path) -> bool:
    """Whether ``venv`` runs, is of the Python that runs us, and has pip."""
    python = python_of(machine, venv)
    test = f"import pip, sys; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})"
    return python.exists() and machine.run([str(python), "-c", test], None) == 0


if __name__ == "__main__":
    speak_in_any_encoding()
    sys.exit(main())
