"""A version of git as a folder: the bytes that were committed, and nothing that no system could be trusted with."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from gen.diff import repository
from gen.diff.repository import SidesError, write_out
from tests.diff.repos import commit, git


def blob(root: Path, content: bytes) -> str:
    done = subprocess.run(("git", "-C", str(root), "hash-object", "-w", "--stdin"), input=content, capture_output=True, check=True)
    return done.stdout.decode().strip()


def tree(root: Path, *entries: tuple[str, str, str]) -> str:
    """A tree of (mode, object, name), as a hand that means no good may write it."""
    lines = b"".join(f"{mode} {'tree' if mode == '040000' else 'blob'} {object}\t{name}\0".encode() for mode, object, name in entries)
    done = subprocess.run(("git", "-C", str(root), "mktree", "-z"), input=lines, capture_output=True, check=True)
    return done.stdout.decode().strip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "repo"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch", "main")
    return folder


def written(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_bytes_are_those_that_were_committed(root: Path, tmp_path: Path) -> None:
    (root / "data").mkdir()
    content = {"data/a.csv": "甲,乙\r\n\ufeff1,2".encode(), "data/空 格.csv": b"", "data/big.csv": b"x" * 2_000_000}
    for path, value in content.items():
        (root / path).write_bytes(value)
    (root / "elsewhere.txt").write_text("x")
    (root / ".gitattributes").write_text("data/** export-ignore\n*.csv filter=none ident\n")
    version = commit(root)
    write_out(root, version, tmp_path / "out")
    found = written(tmp_path / "out")
    assert found.pop("data/big.csv").startswith(b"x") and found == {path: content[path] for path in ("data/a.csv", "data/空 格.csv")}


def test_links_and_names_that_lead_elsewhere_are_left_out(root: Path, tmp_path: Path) -> None:
    good, link = blob(root, b"good"), blob(root, b"../../../etc")
    inner = tree(root, ("100644", good, "a.csv"), ("120000", link, "link"), ("100644", good, "b:c.csv"), ("100644", good, "d\\e.csv"))
    top = tree(root, ("040000", inner, "data"))
    version = git(root, "commit-tree", top, "-m", "x")
    write_out(root, version, tmp_path / "out")
    assert written(tmp_path / "out") == {"data/a.csv": b"good"}
    assert not list((tmp_path / "out").rglob("link"))


@pytest.mark.parametrize("name", ["../x", "a/../../x", "a//b", "./a", "a/.", "C:x", "a\x00", "a\nb", "a|b"])
def test_what_is_no_plain_path(name: str) -> None:
    assert not repository._plain(name)


def test_a_missing_object_is_said(root: Path, tmp_path: Path) -> None:
    (root / "data").mkdir()
    (root / "data/a.csv").write_text("x")
    version = commit(root)
    object = git(root, "rev-parse", "HEAD:data/a.csv")
    (root / ".git/objects" / object[:2] / object[2:]).unlink()
    with pytest.raises(SidesError, match="缺少对象"):
        write_out(root, version, tmp_path / "out")


def test_two_histories_that_have_nothing_in_common(root: Path) -> None:
    (root / "data").mkdir()
    one = commit(root)
    git(root, "checkout", "--quiet", "--orphan", "other")
    commit(root, "other")
    base, head = repository.version(root, one), repository.version(root, "HEAD")
    with pytest.raises(SidesError, match="没有共同的来历"):
        repository.fork(root, base, head)
