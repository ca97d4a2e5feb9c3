"""``python -m tests.edits --count 2000 --seed 1``: single edits of the reference data, what came of each kind, and every violation."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from tests.edits import run
from tests.edits.run import Subject, Trial
from tests.edits.verdict import OUTCOMES
from tests.project import copy_to


def main() -> int:
    """Print the table and the violations; 1 when there is any."""
    parser = argparse.ArgumentParser(prog="python -m tests.edits", description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    shares = [*run.shares(arguments.count, arguments.seed).items()][::-1]  # The department of many units is last, and takes longest.
    made: list[Trial] = []
    with ProcessPoolExecutor(arguments.jobs) as pool:
        work = [pool.submit(_trials, subject, count, arguments.seed) for subject, count in shares]
        for done in as_completed(work):
            made += done.result()
    for trial in made:
        if trial.verdict.faults:
            print(said(trial))
    print("\n".join(table(made)))
    return 1 if any(trial.verdict.faults for trial in made) else 0


def _trials(subject: Subject, count: int, seed: int) -> list[Trial]:
    """The edits of one document, in a copy of the project of its own."""
    with tempfile.TemporaryDirectory() as folder:
        return [*run.trials_of(copy_to(Path(folder) / "project"), subject, count, seed)]


def said(trial: Trial) -> str:
    """A violation: file, line, old, new, and what is wrong."""
    edit = trial.edit
    what = f"{edit.title}: " if edit.title else ""
    return f"{edit.path}:{edit.line}: {edit.kind} {what}{edit.old!r} → {edit.new!r}\n    " + "\n    ".join(trial.verdict.faults)


def table(made: Sequence[Trial]) -> Iterator[str]:
    """How many edits of each kind came to what, then the same by department."""
    for title, of in (("kind", lambda trial: trial.edit.kind), ("document", lambda trial: trial.subject.department)):
        counts = Counter((of(trial), trial.verdict.outcome) for trial in made)
        wrong = Counter(of(trial) for trial in made if trial.verdict.faults)
        yield f"\n{title:12}" + "".join(f"{outcome:>12}" for outcome in (*OUTCOMES, "violations", "all"))
        for name in sorted({name for name, _ in counts}):
            row = [counts[name, outcome] for outcome in OUTCOMES]
            yield f"{name:12}" + "".join(f"{number:12}" for number in (*row, wrong[name], sum(row)))
        whole = [sum(counts[name, outcome] for name in {name for name, _ in counts}) for outcome in OUTCOMES]
        yield f"{'all':12}" + "".join(f"{number:12}" for number in (*whole, sum(wrong.values()), len(made)))


if __name__ == "__main__":
    sys.exit(main())
