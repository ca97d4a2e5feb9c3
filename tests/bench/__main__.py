"""``make bench``: how long the commands and their stages take, how much memory, and how that compares with others on the same content.

Writes docs/benchmarks.md.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.commands import copy_of_project, other_runs, runs_of
from tests.bench.page import Measured, page
from tests.bench.peers import PEERS, Peer, compare, present
from tests.bench.stages import stages
from tests.bench.subjects import SUBJECTS, Subject, content
from tests.project import ROOT

PAGE = ROOT / "docs/benchmarks.md"


def say(line: str) -> None:
    """Tell the officer at the screen how far it is."""
    print(line, file=sys.stderr, flush=True)


def measure(root: Path, subject: Subject, peers: Sequence[Peer], folder: Path) -> Measured:
    """All measurements of one document on the copy of the project in ``root``; ``folder`` is for what they make."""
    say(f"{subject.name}：命令 …")
    runs = runs_of(root, subject)
    say(f"{subject.name}：各阶段 …")
    seconds = stages(root, subject)
    say(f"{subject.name}：与其他工具比较 …")
    found = content(root, subject)
    comparisons = compare(found, peers, subject.runs, folder)
    pdf = next(each.ours for each in comparisons if each.peer.ours == "ours.pdf")
    return Measured(
        subject=subject, tables=len(found.tables), cells=found.cells, runs=runs, stages=seconds, pdf=pdf, comparisons=comparisons
    )


def main() -> None:
    """Measure, and write the page."""
    peers = present(say)
    absent = [peer.name for peer in PEERS if peer not in peers]
    with tempfile.TemporaryDirectory() as temporary:
        root = copy_of_project(Path(temporary) / "project")
        measured = []
        for subject in SUBJECTS:
            folder = Path(temporary) / subject.department
            folder.mkdir()
            measured.append(measure(root, subject, peers, folder))
        text = page(measured, other_runs(root, SUBJECTS[0]), absent)
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    print(text)


if __name__ == "__main__":
    main()
