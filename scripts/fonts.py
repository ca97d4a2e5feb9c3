"""The five Fandol fonts, in a folder outside the tree: taken out of Debian's package file, which is never installed.

As a command it sees to the fonts alone. Stands on the standard library: it runs before there is a ``.venv``.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO

from machine import Machine, Stop, has_lists, refresh_lists, say, speak_in_any_encoding, this_machine

PACKAGE = "texlive-lang-chinese"

#: File: sha256. Debian's and Ubuntu's packages differ, the fonts in them do not.
PINS = {
    "FandolFang-Regular.otf": "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9",
    "FandolKai-Regular.otf": "ea7e7fb4f9b3ac694a68d43946e04d21deed6e8c29a7c2d3081e1a4138f2f827",
    "FandolHei-Regular.otf": "4afa97aa8751e0118617df88272b58d43691b5cffb7ea024c4580496e9f34d28",
    "FandolSong-Regular.otf": "a3820003227d4abe31fe28b493200d94a849ccfd078b50a019264f70353020b0",
    "FandolSong-Bold.otf": "ffa76a70e128947a4dd22151d5ee829b23e24ce3cb6fe8ad49891cd1c2d9e9b9",
}

#: Where the package keeps the fonts' licence (GPL with font exception): it goes where the fonts go.
LICENCE_FOLDER = "doc/fonts/fandol/"

#: Fonts of the system that will do instead, by look, in lower case. Each look needs one of its files.
SYSTEM_FONTS = {
    "仿宋": ("simfang.ttf", "stfangso.ttf"),
    "楷体": ("simkai.ttf", "stkaiti.ttf", "kaiti.ttc"),
    "黑体": ("simhei.ttf", "stheiti medium.ttc"),
    "宋体": ("simsun.ttc", "stsong.ttf", "songti.ttc"),
}


def font_folder(environ: Mapping[str, str], home: Path) -> Path:
    """Where our fonts are kept: ``GONGKAI_FONTS``, else ``gongkai/fonts`` in the user's cache."""
    if own := environ.get("GONGKAI_FONTS"):
        return Path(own).absolute()
    cache = environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else home / ".cache") / "gongkai" / "fonts"


def system_font_folders(machine: Machine) -> tuple[Path, ...]:
    """The folders in which Windows and macOS keep fonts; none elsewhere, where a distribution's fonts vary too much."""
    if machine.platform == "win32":
        folders = (("WINDIR", "Fonts"), ("LOCALAPPDATA", "Microsoft/Windows/Fonts"))
        return tuple(Path(machine.environ[variable]) / below for variable, below in folders if variable in machine.environ)
    if machine.platform == "darwin":
        library = Path("/System/Library/Fonts")
        return (library, library / "Supplemental", Path("/Library/Fonts"), machine.home / "Library/Fonts")
    return ()


def covers_every_look(folders: Iterable[Path]) -> bool:
    """Whether the fonts in ``folders`` have a 仿宋, a 楷体, a 黑体 and a 宋体."""
    found = {file.name.lower() for folder in folders if folder.is_dir() for file in folder.iterdir()}
    return all(found.intersection(files) for files in SYSTEM_FONTS.values())


def faulty(folder: Path, pins: Mapping[str, str]) -> list[str]:
    """The files of ``pins`` that ``folder`` lacks, or holds with other bytes."""
    return [name for name, pin in pins.items() if not (folder / name).is_file() or _sha256(folder / name) != pin]


def unpack(archive: IO[bytes], target: Path, pins: Mapping[str, str]) -> None:
    """``target`` holds the fonts of ``pins`` and their licence, as far as the tar stream ``archive`` has them.

    Only the last part of a member's name is used, so no member can land elsewhere.
    Raises tarfile.TarError on a broken stream.
    """
    with tarfile.open(fileobj=archive, mode="r|*") as members:
        for member in members:
            name = member.name.rpartition("/")[2]
            wanted = name in pins or LICENCE_FOLDER in member.name
            content = members.extractfile(member) if wanted and member.isfile() else None
            if content is None:
                continue
            data = content.read()
            if name.endswith(".gz"):
                name, data = name.removesuffix(".gz"), gzip.decompress(data)
            (target / name).write_bytes(data)


def place(source: Path, folder: Path, pins: Mapping[str, str]) -> None:
    """Every file of ``source`` stands in ``folder``, each put there in one step; none when one of ``pins`` is wrong.

    Raises Stop with the names of the wrong files, before anything is written.
    """
    if wrong := faulty(source, pins):
        raise Stop(
            f"字体文件缺失或校验值不符，已全部放弃：{'、'.join(wrong)}。\n请重新运行 make setup；仍然如此，则软件源里的字体已变，请报告。"
        )
    folder.mkdir(parents=True, exist_ok=True)
    # The licence first: a font never stands there without it.
    for file in sorted(source.iterdir(), key=lambda file: (file.name in pins, file.name)):
        handle, beside = tempfile.mkstemp(prefix=".part-", dir=folder)
        try:
            with os.fdopen(handle, "wb") as copy:
                copy.write(file.read_bytes())
                copy.flush()
                os.fsync(copy.fileno())
            os.chmod(beside, 0o644)
            os.replace(beside, folder / file.name)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise


def ensure_fonts(machine: Machine, pins: Mapping[str, str] = PINS) -> None:
    """The machine has fonts to print with: its own, those already in our folder, or the five just put there.

    Raises Stop, with what to do, when they cannot be had; the folder is then as it was.
    """
    folder = font_folder(machine.environ, machine.home)
    if not faulty(folder, pins) or covers_every_look(system_font_folders(machine)):
        return
    by_hand = f"请从 Debian 软件包 {PACKAGE}（或 TeX Live 的 fandol 宏包）取出\n  {' '.join(pins)}\n放入 {folder} ，再运行 make setup。"
    if not (machine.has_program("apt-get") and machine.has_program("dpkg-deb")):
        raise Stop(f"缺少公文字体（仿宋、楷体、黑体、宋体），本机又没有 apt-get，不能自动取得。\n{by_hand}")
    if machine.is_root:
        refresh_lists(machine)
    elif not has_lists(machine):
        raise Stop("apt 的软件包目录是空的，不能取字体。请先执行下面的命令，再运行 make setup：\n  sudo apt-get update")
    say(f"取公文字体 Fandol（仿宋、楷体、黑体、宋体），放入 {folder} ；下载软件包 {PACKAGE}（约 49 MB），只取字体，不安装")
    with tempfile.TemporaryDirectory(prefix="gongkai-fonts-") as temporary:
        fresh = Path(temporary) / "fonts"
        fresh.mkdir()
        _fetch(machine, Path(temporary), fresh, pins)
        place(fresh, folder, pins)
    if not (folder / "COPYING").exists():
        say(f"注意：软件包里没有找到字体的许可证文本（GPL，附字体例外），请勿把 {folder} 单独转发。")


def _fetch(machine: Machine, download: Path, fresh: Path, pins: Mapping[str, str]) -> None:
    """``fresh`` holds what the package file, fetched into ``download``, has of the fonts and their licence."""
    # apt drops its rights while it downloads, unless told not to; it could then not write into our private folder.
    as_us = ["-o", "APT::Sandbox::User=root"] if machine.is_root else []
    code = machine.run(["apt-get", *as_us, "-qq", "download", PACKAGE], download)
    packages = sorted(download.glob("*.deb"))
    if code != 0 or not packages:
        raise Stop(f"没有取到 {PACKAGE} 。请检查网络；软件包目录可能已经过时，请执行 apt-get update 后再运行 make setup。")
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", packages[0]], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            unpack(process.stdout, fresh, pins)
        except (tarfile.TarError, EOFError) as fault:
            raise Stop(f"{packages[0].name} 不完整，已放弃（{fault}）。请重新运行 make setup。") from fault


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


if __name__ == "__main__":
    speak_in_any_encoding()
    try:
        ensure_fonts(this_machine())
    except (Stop, OSError) as fault:
        sys.exit(f"准备环境：未完成。{fault}")
