"""New folders are made whole or not at all, and none that is there is touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gen import publish

FILES = {
    "data/_codes/2031/codes.toml": "complete = false\n",
    "data/yunshan/2031/unit.toml": "一\n",
    "data/yunshan/2031/units/a/x.csv": "二\n",
}


def everything(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") if path.is_file() else "" for path in root.rglob("*")}


def test_all_folders_are_made(tmp_path: Path) -> None:
    written = publish.create(tmp_path, FILES)
    assert [path.relative_to(tmp_path).as_posix() for path in written] == list(FILES)
    assert {path: text for path, text in everything(tmp_path).items() if text} == FILES


def test_a_folder_that_is_there_is_refused_and_nothing_is_made(tmp_path: Path) -> None:
    (tmp_path / "data/yunshan/2031").mkdir(parents=True)
    before = everything(tmp_path)
    with pytest.raises(FileExistsError):
        publish.create(tmp_path, FILES)
    assert everything(tmp_path) == before


@pytest.mark.parametrize("moves", [0, 1])
def test_a_move_that_fails_takes_back_those_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: int) -> None:
    (tmp_path / "data/other").mkdir(parents=True)
    before, rename, done = everything(tmp_path), os.rename, []

    def failing(one: Path, other: Path) -> None:
        if len(done) == moves:
            raise OSError(28, "no space")
        done.append(other)
        rename(one, other)

    monkeypatch.setattr(publish.os, "rename", failing)
    with pytest.raises(OSError, match="no space"):
        publish.create(tmp_path, FILES)
    assert everything(tmp_path) == before and len(done) == moves


def test_a_folder_that_appears_meanwhile_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = os.rename

    def late(one: Path, other: Path) -> None:
        other.mkdir(parents=True)
        (other / "unit.toml").write_text("theirs", encoding="utf-8")
        rename(one, other)

    monkeypatch.setattr(publish.os, "rename", late)
    with pytest.raises(OSError):
        publish.create(tmp_path, {"data/yunshan/2031/unit.toml": "ours"})
    assert (tmp_path / "data/yunshan/2031/unit.toml").read_text("utf-8") == "theirs"
