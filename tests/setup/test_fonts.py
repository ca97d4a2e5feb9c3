"""The fonts: right ones are taken and kept, wrong ones leave nothing behind."""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import io
import os
import tarfile
from collections.abc import Sequence
from pathlib import Path

import fonts
import machine
import pytest

from gen.render import fonts as rendering

#: Small stand-ins, with their hashes: what is tried here is the handling, not the fonts.
FAKES = {"A.otf": b"one", "B.otf": b"two"}
PINS = {name: hashlib.sha256(content).hexdigest() for name, content in FAKES.items()}


def archive(**changed: bytes) -> io.BytesIO:
    """A package's tar stream with the fakes (or ``changed`` in place of some), a licence, and things of no interest."""
    members = {
        f"./usr/share/fonts/{name}": content for name, content in (FAKES | {k.replace("_", "."): v for k, v in changed.items()}).items()
    }
    members["./usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz"] = gzip.compress(b"licence")
    members["./usr/share/other/C.otf"] = b"other"
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as tar:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    stream.seek(0)
    return stream


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()} if folder.exists() else set()


def a_machine(tmp_path: Path, *, platform: str = "linux", root: bool = True, programs: bool = True, code: int = 0) -> machine.Machine:
    lists = tmp_path / "lists"
    lists.mkdir(exist_ok=True)
    (lists / "x_Packages.lz4").touch()

    def run(command: Sequence[str], folder: Path | None) -> int:
        assert code, f"not to be run: {command}"
        return code

    return machine.Machine(
        platform=platform,
        is_root=root,
        environ={"GONGKAI_FONTS": str(tmp_path / "kept"), "WINDIR": str(tmp_path / "windows")},
        home=tmp_path / "home",
        apt_lists=lists,
        has_module=lambda name: True,
        has_program=lambda name: programs,
        loads=lambda name: True,
        run=run,
    )


def test_the_folder_follows_the_environment() -> None:
    home = Path("/home/a")
    assert fonts.font_folder({}, home) == home / ".cache/gongkai/fonts"
    assert fonts.font_folder({"XDG_CACHE_HOME": "/c"}, home) == Path("/c/gongkai/fonts")
    assert fonts.font_folder({"XDG_CACHE_HOME": ""}, home) == home / ".cache/gongkai/fonts"
    assert fonts.font_folder({"XDG_CACHE_HOME": "/c", "GONGKAI_FONTS": "/f"}, home) == Path("/f")


def test_the_pins_are_five_fonts_with_a_sha256_each() -> None:
    assert len(fonts.PINS) == 5
    assert all(name.endswith(".otf") and len(bytes.fromhex(pin)) == 32 for name, pin in fonts.PINS.items())


def test_right_fonts_arrive_with_their_licence_and_nothing_else(tmp_path: Path) -> None:
    fresh, kept = tmp_path / "fresh", tmp_path / "deep" / "kept"
    fresh.mkdir()
    fonts.unpack(archive(), fresh, PINS)
    fonts.place(fresh, kept, PINS)
    assert names(kept) == {"A.otf", "B.otf", "COPYING"}
    assert (kept / "COPYING").read_bytes() == b"licence"
    assert fonts.faulty(kept, PINS) == []


def test_a_wrong_font_is_named_and_leaves_nothing_behind(tmp_path: Path) -> None:
    fresh, kept = tmp_path / "fresh", tmp_path / "kept"
    fresh.mkdir()
    fonts.unpack(archive(B_otf=b"forged"), fresh, PINS)
    with pytest.raises(machine.Stop, match=r"B\.otf"):
        fonts.place(fresh, kept, PINS)
    assert names(kept) == set()


def test_a_wrong_font_does_not_touch_the_good_ones_there_are(tmp_path: Path) -> None:
    fresh, kept = tmp_path / "fresh", tmp_path / "kept"
    fresh.mkdir()
    kept.mkdir()
    (kept / "A.otf").write_bytes(b"one")
    fonts.unpack(archive(A_otf=b"forged"), fresh, PINS)
    with pytest.raises(machine.Stop, match=r"A\.otf"):
        fonts.place(fresh, kept, PINS)
    assert (kept / "A.otf").read_bytes() == b"one"
    assert names(kept) == {"A.otf"}


@pytest.mark.parametrize("length", [0, 100, 513, 1500, 1537])
def test_a_cut_off_package_gives_no_font_set(tmp_path: Path, length: int) -> None:
    whole = archive().getvalue()
    fresh, kept = tmp_path / "fresh", tmp_path / "kept"
    fresh.mkdir()
    with pytest.raises((tarfile.TarError, EOFError, machine.Stop)):
        fonts.unpack(io.BytesIO(whole[:length]), fresh, PINS)
        fonts.place(fresh, kept, PINS)
    assert names(kept) == set()


def test_a_member_that_points_elsewhere_lands_in_the_folder(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as tar:
        entry = tarfile.TarInfo("../../A.otf")
        entry.size = 3
        tar.addfile(entry, io.BytesIO(b"one"))
    stream.seek(0)
    fresh = tmp_path / "a" / "b" / "fresh"
    fresh.mkdir(parents=True)
    fonts.unpack(stream, fresh, PINS)
    assert names(fresh) == {"A.otf"}
    assert not (tmp_path / "a" / "A.otf").exists()


def test_a_full_disk_leaves_no_part_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh, kept = tmp_path / "fresh", tmp_path / "kept"
    fresh.mkdir()
    fonts.unpack(archive(), fresh, PINS)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        fonts.place(fresh, kept, PINS)
    assert names(kept) == set()


def test_fonts_that_are_there_are_not_fetched_again(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    for name, content in FAKES.items():
        (kept / name).write_bytes(content)
    fonts.ensure_fonts(a_machine(tmp_path), PINS)


def test_a_system_with_all_four_looks_needs_no_others(tmp_path: Path) -> None:
    folder = tmp_path / "windows" / "Fonts"
    folder.mkdir(parents=True)
    for name in ("SIMFANG.TTF", "simkai.ttf", "SimHei.ttf", "simsun.ttc"):
        (folder / name).touch()
    fonts.ensure_fonts(a_machine(tmp_path, platform="win32", programs=False), PINS)
    (folder / "simkai.ttf").unlink()
    with pytest.raises(machine.Stop, match=r"texlive-lang-chinese"):
        fonts.ensure_fonts(a_machine(tmp_path, platform="win32", programs=False), PINS)


def test_without_apt_the_message_says_what_to_put_where(tmp_path: Path) -> None:
    with pytest.raises(machine.Stop) as stop:
        fonts.ensure_fonts(a_machine(tmp_path, programs=False), PINS)
    for word in ("texlive-lang-chinese", "A.otf", "B.otf", str(tmp_path / "kept"), "make setup"):
        assert word in str(stop.value)
    assert "http" not in str(stop.value)


def test_a_download_that_fails_leaves_nothing_behind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(machine.Stop, match="网络"):
        fonts.ensure_fonts(a_machine(tmp_path, code=100), PINS)
    assert names(tmp_path / "kept") == set()
    announced = capsys.readouterr().out
    assert "Fandol" in announced and str(tmp_path / "kept") in announced


def test_without_lists_an_ordinary_user_is_told_the_command(tmp_path: Path) -> None:
    user = dataclasses.replace(a_machine(tmp_path, root=False), apt_lists=tmp_path / "none")
    with pytest.raises(machine.Stop, match="apt-get update"):
        fonts.ensure_fonts(user, PINS)


@pytest.mark.parametrize("environ", [{}, {"XDG_CACHE_HOME": "/c"}, {"XDG_CACHE_HOME": ""}, {"XDG_CACHE_HOME": "/c", "GONGKAI_FONTS": "/f"}])
def test_the_renderer_looks_where_set_up_puts_them(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "GONGKAI_FONTS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert fonts.font_folder(environ, Path.home()) == rendering.folders()[0]
