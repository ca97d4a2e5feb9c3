"""What commands print (输出): findings for people, for programs and for hosts, and what goes to which stream."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from gen.build import Outcome
    from gen.findings import Finding


def aside(arguments: argparse.Namespace) -> TextIO:
    """Where what people read goes: not where ``--json`` is read."""
    return sys.stderr if arguments.json else sys.stdout


def print_left_over(outcome: Outcome) -> None:
    """Say when some checks could not be made: what cannot be read cannot be added up."""
    if any(each.composed is None for each in outcome.compiled):
        print("以上错误使数据读不全，其余的校验（科目、合计、原因等）要等改正后才能做。", file=sys.stderr)


def annotate(findings: Sequence[Finding], root: Path, host: str) -> None:
    """Print findings in the form that a host shows beside the changed lines of a request."""
    from gen import annotations, check
    from gen.read.gate import source_lines

    causes = check.consequences(findings, source_lines(root, findings))
    if host == "gitlab":
        print(as_json(annotations.gitlab(findings, causes)))
    else:
        for line in annotations.github(findings, causes):
            print(line)


def print_findings(findings: Sequence[Finding], root: Path, *, json: bool, full: bool = False) -> None:
    """Print findings for people, consequences below their cause, or as JSON."""
    from gen import check, terminal
    from gen.read.gate import source_lines

    lines = source_lines(root, findings)
    causes = check.consequences(findings, lines)
    if json:
        print(as_json(terminal.as_list(findings, causes)))
        return
    for line in terminal.report_lines(findings, causes, lines, full=full, colour=terminal.coloured(sys.stdout)):
        print(line)


def as_json(value: object) -> str:
    """A value as the text that ``--json`` prints."""
    import json

    return json.dumps(value, ensure_ascii=False, indent=1)
