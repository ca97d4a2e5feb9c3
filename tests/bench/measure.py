"""Measuring: what a fresh process costs, and medians of seconds within one."""

from __future__ import annotations

import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall and processor time in seconds, and peak memory in MB, of one process or a median of several."""

    wall: float
    processor: float
    memory: float


#: A small process that starts the measured one: the system counts a parent's memory as its child's least.
LAUNCHER = """
import json, os, sys, time
null = os.open(os.devnull, os.O_WRONLY)
start = time.perf_counter()
pid = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, null, 1), (os.POSIX_SPAWN_DUP2, null, 2)])
_, status, used = os.wait4(pid, 0)
wall = time.perf_counter() - start
print(json.dumps([os.waitstatus_to_exitcode(status), wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""


def plain_environment(**more: str) -> Mapping[str, str]:
    """The environment as most users have it: without settings of Python's own, so that its modules are compiled only once."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | more


def process(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """One fresh process in ``folder``, by the system's own account of it and of what it started; it must end well."""
    launch = [sys.executable, "-S", "-E", "-c", LAUNCHER, *command]
    told = subprocess.run(launch, cwd=folder, env=environment, capture_output=True, check=True, text=True).stdout
    code, wall, processor, memory = json.loads(told)
    if code:
        raise SystemExit(f"{' '.join(command)} ended with {code}")
    return Cost(wall, processor, memory)


def median_cost(costs: Sequence[Cost]) -> Cost:
    """The medians of some costs, each number by itself.

    >>> median_cost([Cost(1, 5, 30), Cost(3, 4, 10), Cost(2, 6, 20)])
    Cost(wall=2, processor=5, memory=20)
    """
    return Cost(*(statistics.median(numbers) for numbers in zip(*map(astuple, costs), strict=True)))


def median_seconds(work: Callable[[], object], runs: int) -> float:
    """The median seconds of ``work`` in this process, without the collector of cycles, as the command runs it."""
    times = []
    for _ in range(runs):
        gc.collect()
        gc.disable()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
        gc.enable()
    return statistics.median(times)
