"""The repository (git 版本库): versions by name, the files of a version, and which files differ between two states.

Files of a version come out of git's objects as the bytes that were committed: no filter, attribute or hook of the repository has a say.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gen.read.gate import MAX_BYTES, shown

#: All that a document is made from.
FOLDERS = ("data", "templates")
_REGULAR = ("100644", "100755", "100664")
#: What could be the name of a branch that is only known at the remote: no HEAD, no id of a commit, nothing counted from another (HEAD~1).
_BRANCH = re.compile(r"(?!origin/|@|[A-Z_]*HEAD(?:$|[~^@])|[0-9a-f]{7,40}$)[^~^:@{]+")


class SidesError(Exception):
    """Two sides cannot be told or opened; the message says why, and what to do, in Chinese."""


@dataclass(frozen=True, slots=True)
class Version:
    """版本: a commit, the name that it was asked for by, and its full id."""

    name: str
    commit: str

    @property
    def label(self) -> str:
        """The version as it is shown: main（1a2b3c4d）."""
        short = self.commit[:8]
        return self.name if self.name.startswith(short) else f"{self.name}（{short}）"


def git(root: Path, *arguments: str, input: bytes | None = None) -> bytes:
    """What git answers in ``root``; SidesError where it cannot."""
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(("git", "-C", str(root), *arguments), input=input, capture_output=True, check=False, env=environment)
    except FileNotFoundError:
        raise SidesError("没有找到 git：请先安装 git；或者用 --base 指定另一份项目文件夹（以 ./ 或 / 开头）") from None
    if done.returncode:
        said = shown(done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: "), 200)
        raise SidesError(f"git {arguments[0]} 没有成功：{said}")
    return done.stdout


def within(root: Path, lacking: str) -> None:
    """SidesError where ``root`` is in no repository: what is ``lacking`` then, and what to do."""
    try:
        git(root, "rev-parse", "--git-dir")
    except SidesError as fault:
        if "not a git repository" in str(fault):
            raise SidesError(f"{root} 不在 git 版本库里，{lacking}") from None
        raise


def require(root: Path) -> None:
    """SidesError where ``root`` is in no repository, or in one without a commit."""
    hint = "没有 git 时，可以用 --base 指定另一份项目文件夹（以 ./ 或 / 开头），或用 --base-year 和另一个年度比"
    within(root, f"没有可比的版本。{hint}")
    try:
        git(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    except SidesError:
        raise SidesError("这个 git 版本库还没有提交过，没有可比的版本。请先 git add、git commit，再比较以后的改动") from None


def version(root: Path, name: str) -> Version:
    """The commit that ``name`` (a branch, a tag, HEAD~2, an id) stands for."""
    # A name that begins with a dash would be an option of git.
    if not name or name.startswith("-"):
        raise SidesError(f"“{shown(name)}”不是版本的名字：写分支、标签或提交编号，如 main、HEAD~1")
    try:
        commit = git(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").decode().strip()
    except SidesError:
        raise SidesError(f"没有“{shown(name)}”这个版本。{_where(root, name)}") from None
    return Version(name, commit)


def _where(root: Path, name: str) -> str:
    """Where a version that is not there may be found."""
    shallow = git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    hints = ["这里只取了最近的历史（浅克隆）：用 git fetch --unshallow 取全部，自动检查里写 fetch-depth: 0"] if shallow else []
    if _BRANCH.fullmatch(name):
        hints.append(f"用 git branch -a 看有哪些分支；远程的写 origin/{shown(name)}")
    elif name.startswith("origin/") and not shallow:
        hints.append("用 git branch -a 看有哪些分支，没有的先 git fetch；自动检查里请取全部历史（fetch-depth: 0）")
    elif not shallow:
        hints.append("用 git log --oneline 看有哪些提交")
    return "；".join(hints)


def fork(root: Path, base: Version, head: Version) -> Version:
    """The commit where ``head`` left ``base`` (分岔点): what a request is compared with, so that what others did since is left out."""
    try:
        commit = git(root, "merge-base", base.commit, head.commit).decode().strip()
    except SidesError:
        hint = f"取全部历史（git fetch --unshallow）后再比，或写 {base.name}..{head.name} 直接比这两个版本"
        raise SidesError(f"{base.name} 和 {head.name} 没有共同的来历。{hint}") from None
    return base if commit == base.commit else Version(f"{base.name} 的分岔点", commit)


def write_out(root: Path, commit: str, folder: Path) -> None:
    """Write the files of a version that documents are made from into the empty ``folder``.

    A link, and a name that no system could be trusted with, is left out; a file larger than may be read is cut, so that its reader says so.
    """
    entries = list(_entries(root, commit))
    made: set[Path] = set()
    for (path, _), content in zip(entries, _contents(root, [object for _, object in entries]), strict=True):
        target = folder.joinpath(*path.split("/"))
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        # Where two names fall together on a system that does not tell capitals, the first stays.
        if not target.exists():
            target.write_bytes(content[: MAX_BYTES + 1])


def _entries(root: Path, commit: str) -> Iterator[tuple[str, str]]:
    """(path below ``root``, object) of each regular file of a version."""
    for line in git(root, "ls-tree", "-r", "-z", commit, "--", *FOLDERS).decode("utf-8", "surrogateescape").split("\0"):
        if line:
            about, _, path = line.partition("\t")
            mode, _, object = about.split(" ")
            if mode in _REGULAR and _plain(path):
                yield path, object


def _plain(path: str) -> bool:
    """Whether each part of ``path`` is a mere name on every system."""
    return all(part not in ("", ".", "..") and not set(part) & set('\\:*?"<>|') and part.isprintable() for part in path.split("/"))


def _contents(root: Path, objects: list[str]) -> Iterator[bytes]:
    answer = git(root, "cat-file", "--batch", input="".join(f"{object}\n" for object in objects).encode()) if objects else b""
    at = 0
    for object in objects:
        end = answer.index(b"\n", at)
        head = answer[at:end].split(b" ")
        if len(head) != 3:
            raise SidesError(f"版本库里缺少对象 {object[:8]}：请取全部历史（git fetch --unshallow）后再比")
        at = end + 1 + int(head[2]) + 1
        yield answer[end + 1 : at - 1]


def changed_files(root: Path, base: str, head: str = "") -> frozenset[str]:
    """The paths below ``root``, of data/ and templates/, that differ between two commits, or between a commit and the working tree."""
    span = (base, head) if head else (base,)
    found = git(root, "diff", "--name-only", "--no-renames", "--no-ext-diff", "--relative", "-z", *span, "--", *FOLDERS)
    if not head:  # Files that git does not keep are read as well.
        found += git(root, "ls-files", "--others", "-z", "--", *FOLDERS)
    return frozenset(path for path in found.decode("utf-8", "surrogateescape").split("\0") if path)
