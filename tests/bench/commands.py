"""The commands as a user runs them: each a fresh process on a copy of the project, whose ``output/`` is then nobody's loss."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.bench.measure import Cost, median_cost, plain_environment, process
from tests.bench.subjects import Subject
from tests.project import ROOT, copy_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A command with what it cost; goals are in seconds and MB."""

    command: str
    cost: Cost
    goal: float | None = None
    most: float | None = None


def copy_of_project(folder: Path) -> Path:
    """The program with its data and templates in ``folder``, its modules already compiled, as after any first run."""
    shutil.copytree(ROOT / "gen", copy_to(folder) / "gen", ignore=shutil.ignore_patterns("__pycache__"))
    gongkai(folder, "--help")
    return folder


def gongkai(root: Path, *arguments: str) -> Cost:
    """One run of the command of the copy in ``root``, called as ``.venv/bin/gongkai`` calls it."""
    return process([sys.executable, "-P", "-m", "gen", *arguments], root, plain_environment(PYTHONPATH=str(root)))


def runs_of(root: Path, subject: Subject) -> tuple[Run, ...]:
    """What the commands about one document cost."""
    whole = subject.department, subject.year
    return (
        Run(command=f"report {subject.name}", cost=_reports(root, subject), goal=subject.report, most=subject.memory),
        Run(command=f"report {subject.name}, nothing changed", cost=_median(root, subject.runs, "report", *whole), goal=subject.unchanged),
        Run(command=f"check {subject.name}", cost=_median(root, subject.runs, "check", *whole), goal=subject.check),
    )


def other_runs(root: Path, subject: Subject) -> tuple[Run, ...]:
    """What is measured once, whatever the document."""
    asked = ("explain", subject.department, subject.year, "--number", "572")
    nothing = [process([sys.executable, "-c", "pass"], root, plain_environment()) for _ in range(subject.runs)]
    return (
        Run(command=f"explain {subject.name} --number 572", cost=_median(root, subject.runs, *asked)),
        Run(command="--help", cost=_median(root, subject.runs, "--help"), goal=0.1),
        Run(command="(Python itself, doing nothing)", cost=median_cost(nothing)),
    )


def _reports(root: Path, subject: Subject) -> Cost:
    """A whole report each time: nothing is answered from the record of the last run."""
    costs = []
    for _ in range(subject.runs):
        shutil.rmtree(root / "output", ignore_errors=True)
        costs.append(gongkai(root, "report", subject.department, subject.year))
    return median_cost(costs)


def _median(root: Path, runs: int, *arguments: str) -> Cost:
    return median_cost([gongkai(root, *arguments) for _ in range(runs)])
