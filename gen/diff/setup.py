"""Setting git up (装入 git): this repository's own git shows and merges source files by record. Nothing needs it, and it can be taken out again."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from gen.diff.driver import HEAD
from gen.diff.repository import SidesError, git, within
from gen.publish import save

_LACKING = "无处装入。要用 git 管理这个项目，先在这里运行 git init"
ATTRIBUTES = ".gitattributes"
NAME = "gongkai"
LINES = (f"/data/**/*.csv diff={NAME} merge={NAME}", f"/data/**/*.toml diff={NAME} merge={NAME}")
_ABOUT = "# gongkai：按记录看改动、按记录合并；没有装入的（gongkai git-setup）照 git 平常的样子"


def install(root: Path) -> tuple[str, ...]:
    """Put the drivers into the configuration of the repository and the files they are for into .gitattributes; what was done, in Chinese."""
    within(root, _LACKING)
    for key, value in settings(command()).items():
        git(root, "config", "--local", key, value)
    said = ["已写入本版本库的 git 配置：git diff 按记录显示，git merge 按记录合并"]
    path = root / ATTRIBUTES
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    missing = [line for line in LINES if line not in text.splitlines()]
    if missing:
        ending = "" if not text or text.endswith("\n") else "\n"
        save(path, f"{text}{ending}{'' if _ABOUT in text else _ABOUT + chr(10)}{chr(10).join(missing)}\n".encode())
        said.append(f"已在 {ATTRIBUTES} 写明哪些文件这样处理，请提交它；别人不装也不受影响")
    return tuple(said)


def remove(root: Path) -> tuple[str, ...]:
    """Take the drivers out of the configuration; .gitattributes may stay, since git passes over drivers that it does not know."""
    within(root, _LACKING)
    for section in (f"diff.{NAME}", f"merge.{NAME}"):
        try:
            git(root, "config", "--local", "--remove-section", section)
        except SidesError:
            continue  # It was not there.
    return (f"已从本版本库的 git 配置里去掉；{ATTRIBUTES} 里的两行可以留着",)


def settings(program: str) -> dict[str, str]:
    """The configuration: where the program is gone, git does what it always does."""
    run = f"if [ -x {program} ]; then {program} "
    return {
        f"diff.{NAME}.textconv": f'f() {{ {run}textconv "$1"; else cat "$1"; fi; }}; f',
        f"diff.{NAME}.xfuncname": HEAD,
        f"merge.{NAME}.name": "按记录合并源数据",
        f"merge.{NAME}.driver": f'f() {{ {run}merge-driver "$@"; else git merge-file --marker-size="$5" "$2" "$1" "$3"; fi; }}; f %O %A %B %P %L',
    }


def command() -> str:
    """The command ``gongkai`` of the environment that runs now, as a shell takes it."""
    beside = Path(sys.executable).parent
    names = ("gongkai.exe", "gongkai")
    found = next((beside / name for name in names if (beside / name).is_file()), None)
    if found is None:
        raise SidesError(f"{beside} 里没有 gongkai 这个命令：请先运行 make setup")
    return shlex.quote(found.as_posix())
