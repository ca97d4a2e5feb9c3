"""The recorded edits of the reference data: what each changes, put on a real repository, and what a reviewer is told of it."""

from __future__ import annotations

import contextlib
import io
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gen.cli import main
from tests.diff.repos import git

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Edit:
    """One edit: its patch, what it is, whose document it changes, and what must be named (see edits.toml)."""

    patch: str
    title: str
    target: str
    sentence: str = ""
    table: str = ""
    said: str = ""

    def apply(self, root: Path) -> None:
        """Put the edit on the working tree of ``root``, which is as it was committed."""
        git(root, "reset", "--quiet", "--hard")
        git(root, "apply", "--index", str(HERE / f"{self.patch}.patch"))


EDITS = tuple(Edit(**each) for each in tomllib.loads((HERE / "edits.toml").read_text(encoding="utf-8"))["edits"])


def told(root: Path, edit: Edit) -> str:
    """What ``gongkai diff`` says of the edit as it stands in ``root``, but for its first line, which names the commit."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        main(("diff", *edit.target.split("/")), root)
    return out.getvalue().split("\n", 1)[1]


def names(output: str, wanted: str) -> bool:
    """Whether an output has the words: as they are, or with what changed marked inside them, and with what stays cut short."""
    resolved = {re.sub(r"【([^【】→]*)→([^【】]*)】", rf"\{side}", output) for side in (1, 2)}
    return any(wanted in text or _cut(wanted, text) for text in resolved)


def _cut(wanted: str, text: str) -> bool:
    """Whether ``text`` has the end of the words after a cut (…), at least half of them."""
    return any(line.strip().startswith("…") and _ends(wanted, line.strip()[1:]) for line in text.splitlines())


def _ends(wanted: str, line: str) -> bool:
    return any(line.startswith(wanted[at:]) for at in range(len(wanted) // 2 + 1))


def missing(edit: Edit, output: str) -> Iterator[str]:
    """What a reviewer has to be told and is not."""
    for wanted in (edit.sentence, edit.table, edit.said):
        if wanted and not names(output, wanted):
            yield wanted
