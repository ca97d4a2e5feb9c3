"""Batches (批量编制): many department-years side by side, in which one bad one never stops the others.

Each runs in a worker process with a time limit; a worker that dies or hangs is replaced, and its department-year is tried once more.
"""

from __future__ import annotations

import contextlib
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError as LateError
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from gen import build, check
from gen.build import Compiled, Outcome
from gen.findings import Finding, Severity
from gen.read import gate, load
from gen.read.files import CODES, DATA

Work = Callable[[Path, "Target"], "tuple[Result, ...]"]

#: Seconds that one department-year may take; the largest known one takes a tenth of it.
LIMIT = 300
#: Bytes of address space that a worker may take, where the system can limit it.
MEMORY = 3 * 1024**3
#: A worker is replaced after so many, so that what libraries keep does not add up.
RECYCLE = 50


@dataclass(frozen=True, slots=True)
class Target:
    """A department-year to make, and the documents that it has."""

    department: str
    year: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one document: 已生成, 没有变化, 有错误, 超时, 进程中断 or 程序出错; ``detail`` says more where there is more to say.

    The documents of a department-year are published together or not at all: where another has errors, this one is 未发布.
    """

    department: str
    year: str
    document: str
    status: str
    errors: int = 0
    warnings: int = 0
    waived: int = 0
    files: tuple[str, ...] = ()
    detail: str = ""

    @property
    def good(self) -> bool:
        """Whether the output is there and up to date."""
        return self.status in ("已生成", "没有变化")


def targets(root: Path) -> tuple[Target, ...]:
    """Every folder of data/ that is to be a department-year; one that cannot be made is among them, and its result says why."""
    return tuple(
        Target(department, year, load.documents(root, department, year)[0])
        for department in gate.folders(root, DATA)
        if department != CODES
        for year in gate.folders(root, f"{DATA}/{department}")
    )


def one(root: Path, target: Target, draft: bool = False, today: date | None = None) -> tuple[Result, ...]:
    """Make the documents of one department-year, in this process; ``today`` is the day on which waivers must be valid."""
    if not target.documents:
        errors = load.documents(root, target.department, target.year)[1]
        return (_of(target, "", "有错误", errors=len(errors), detail=_first(errors)),)
    outcome = build.report(root, target.department, target.year, draft=draft, today=today)
    if outcome.unchanged:
        # The record of several documents does not say which of them a finding is about.
        found = outcome.findings if len(target.documents) == 1 else ()
        return tuple(_of(target, document, "没有变化", **_counts(found)) for document in target.documents)
    return tuple(_made(root, target, outcome, *each) for each in zip(target.documents, outcome.compiled, strict=True))


def _of(target: Target, document: str, status: str, **more: Any) -> Result:
    return Result(department=target.department, year=target.year, document=document, status=status, **more)


def _made(root: Path, target: Target, outcome: Outcome, document: str, compiled: Compiled) -> Result:
    """What became of one document of an outcome; what only printing found is told of every document."""
    rest = [finding for finding in outcome.findings if not any(finding in each.findings for each in outcome.compiled)]
    findings = (*compiled.findings, *rest)
    errors = [finding for finding in findings if finding.forbids]
    status = "已生成" if outcome.written else "有错误" if errors else "未发布"
    return _of(
        target,
        document,
        status,
        **_counts(findings),
        files=tuple(path.relative_to(root).as_posix() for path in outcome.written if path.name.startswith(f"{document}.")),
        detail="" if outcome.written else _first(_roots(root, errors)) or "同一年度的另一份文件有错误",
    )


def _counts(findings: Sequence[Finding]) -> dict[str, int]:
    """How many errors, warnings and waived findings a result has."""
    return {
        "errors": sum(finding.forbids for finding in findings),
        "warnings": sum(finding.counts_as(Severity.WARNING) for finding in findings),
        "waived": sum(finding.waived is not None for finding in findings),
    }


def _roots(root: Path, errors: Sequence[Finding]) -> Sequence[Finding]:
    """The errors that follow from no other: what is to be mended first."""
    causes = check.consequences(errors, gate.source_lines(root, errors))
    return [error for error in errors if error not in causes]


def _first(errors: Sequence[Finding]) -> str:
    return next((f"{error.places[0] if error.places else ''} {error.code} {error.message}".strip() for error in errors), "")


def run(root: Path, wanted: Sequence[Target], jobs: int, *, limit: float = LIMIT, work: Work = one) -> Iterator[Result]:
    """The results of all documents of ``wanted`` in their order, each as soon as it and those before it are done.

    ``work`` is what a worker does with each; it must be a function of a module, for workers are started anew.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPool(max_workers=jobs, max_tasks=RECYCLE, initializer=_limit_memory, context=context) as pool:
        futures = [pool.schedule(work, args=(root, target), timeout=limit) for target in wanted]
        for target, future in zip(wanted, futures, strict=True):
            results = _results(target, future)
            if any(result.status == "进程中断" for result in results):
                results = _results(target, pool.schedule(work, args=(root, target), timeout=limit))
            yield from results


def _results(target: Target, future: ProcessFuture[tuple[Result, ...]]) -> tuple[Result, ...]:
    try:
        found: tuple[Result, ...] = future.result()
        return found
    except LateError:
        status, detail = "超时", "超过时限，已经中止"
    except ProcessExpired as fault:
        status, detail = "进程中断", f"进程意外结束（{fault.exitcode}）"
    except (Exception, SystemExit) as fault:  # Whatever one department-year brings about must not stop the others.
        status, detail = "程序出错", f"{type(fault).__name__}: {fault}"
    return tuple(_of(target, document, status, detail=detail) for document in target.documents or ("",))


def _limit_memory() -> None:
    """Let this worker fail alone where it would take all memory; not every system can."""
    try:
        import resource
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most)
    # Where the system refuses, the worker goes without: better than no worker.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))


def line(result: Result) -> str:
    """A result as one line of the summary."""
    counted = ((result.errors, "个错误"), (result.warnings, "个警告"), (result.waived, "条已豁免"))
    counts = "，".join(f"{count} {name}" for count, name in counted if count)
    return "  ".join(
        part for part in (f"{result.department} {result.year} {result.document}".rstrip(), result.status, counts, result.detail) if part
    )


def as_data(results: Sequence[Result]) -> list[dict[str, object]]:
    """The results as plain data for ``--json``."""
    return [asdict(result) for result in results]
