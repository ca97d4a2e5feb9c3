"""Batches (批量编制): many department-years side by side, in which one bad one never stops the others.

Each runs in a worker process with a time limit; a worker that dies or hangs is replaced, and its department-year is tried once more.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError as LateError
from dataclasses import asdict, dataclass
from pathlib import Path

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from gen import build
from gen.findings import Severity
from gen.read import load

Work = Callable[[Path, "Target"], "Result"]

#: Seconds that one department-year may take; the largest known one takes a tenth of it.
LIMIT = 300
#: Bytes of address space that a worker may take, where the system can limit it.
MEMORY = 3 * 1024**3
#: A worker is replaced after so many, so that what libraries keep does not add up.
RECYCLE = 50


@dataclass(frozen=True, slots=True)
class Target:
    """A department-year to make."""

    department: str
    year: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of a department-year: 已生成, 没有变化, 有错误, 超时, 进程中断 or 程序出错; ``detail`` says more where there is more to say."""

    department: str
    year: str
    status: str
    errors: int = 0
    warnings: int = 0
    files: tuple[str, ...] = ()
    detail: str = ""

    @property
    def good(self) -> bool:
        """Whether the output is there and up to date."""
        return self.status in ("已生成", "没有变化")


def targets(root: Path) -> tuple[Target, ...]:
    """Every department-year that has a document."""
    return tuple(
        Target(department, year)
        for department in load.departments(root)
        for year in load.years(root, department)
        if load.documents(root, department, year)[0]
    )


def one(root: Path, target: Target) -> Result:
    """Make one department-year, in this process."""
    outcome = build.report(root, target.department, target.year)
    errors = sum(finding.severity is Severity.ERROR for finding in outcome.findings)
    warnings = sum(finding.severity is Severity.WARNING for finding in outcome.findings)
    status = "没有变化" if outcome.unchanged else "已生成" if outcome.written else "有错误"
    first = next((finding for finding in outcome.findings if finding.severity is Severity.ERROR), None)
    return Result(
        department=target.department,
        year=target.year,
        status=status,
        errors=errors,
        warnings=warnings,
        files=tuple(path.relative_to(root).as_posix() for path in outcome.written),
        detail=f"{first.places[0] if first.places else ''} {first.code} {first.message}".strip() if first else "",
    )


def run(root: Path, wanted: Sequence[Target], jobs: int, *, limit: float = LIMIT, work: Work = one) -> Iterator[Result]:
    """The results of ``wanted`` in their order, each as soon as it and those before it are done.

    ``work`` is what a worker does with each; it must be a function of a module, for workers are started anew.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPool(max_workers=jobs, max_tasks=RECYCLE, initializer=_limit_memory, context=context) as pool:
        futures = [pool.schedule(work, args=(root, target), timeout=limit) for target in wanted]
        for target, future in zip(wanted, futures, strict=True):
            result = _result(target, future)
            if result.status == "进程中断":
                result = _result(target, pool.schedule(work, args=(root, target), timeout=limit))
            yield result


def _result(target: Target, future: ProcessFuture[Result]) -> Result:
    try:
        found: Result = future.result()
        return found
    except LateError:
        return Result(department=target.department, year=target.year, status="超时", detail="超过时限，已经中止")
    except ProcessExpired as fault:
        return Result(department=target.department, year=target.year, status="进程中断", detail=f"进程意外结束（{fault.exitcode}）")
    except Exception as fault:  # Whatever one department-year brings about must not stop the others.
        return Result(department=target.department, year=target.year, status="程序出错", detail=f"{type(fault).__name__}: {fault}")


def _limit_memory() -> None:
    """Let this worker fail alone where it would take all memory; not every system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def line(result: Result) -> str:
    """A result as one line of the summary."""
    counts = "，".join(f"{count} 个{name}" for count, name in ((result.errors, "错误"), (result.warnings, "警告")) if count)
    return "  ".join(part for part in (f"{result.department} {result.year}", result.status, counts, result.detail) if part)


def as_data(results: Sequence[Result]) -> list[dict[str, object]]:
    """The results as plain data for ``--json``."""
    return [asdict(result) for result in results]
