"""The command ``gongkai diff`` (比较): sides opened, compared, printed. Exit 0 passes the gate, 1 does not, 2 cannot be compared."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from gen import annotations as beside
from gen import terminal
from gen.diff import compare, text
from gen.diff.compare import Diff, Gate
from gen.diff.repository import SidesError
from gen.diff.scope import Target
from gen.diff.sides import Asked, Sides, opened
from gen.diff.verdict import TITLES, document_verdict, findings_verdict
from gen.publish import save
from gen.read import gate as names
from gen.read.files import UNITS
from gen.read.load import years


def run(arguments: argparse.Namespace, root: Path, department: str, year: str, today: date) -> int:
    """Compare what was asked for and print it; the exit code says whether it passes the gate."""
    span = arguments.span
    if ".." in department:  # gongkai diff main..HEAD, with department and year in the environment
        department, year, span = os.environ.get("DEPT", ""), os.environ.get("YEAR", ""), department
    base = arguments.base if arguments.base is not None else "" if span else os.environ.get("BASE", "")
    asked = Asked(base=base, head=arguments.head, span=span, base_year=arguments.base_year)
    wrong = names.year_faults(asked.base_year) if asked.base_year else []
    if not arguments.all:
        wrong += names.department_faults(department) + names.year_faults(year)
        wrong += names.department_faults(arguments.unit) if arguments.unit else []
    if wrong:
        for fault in wrong:
            print(f"{fault.message}\n    怎么改：{fault.hint}", file=sys.stderr)
        return 2
    try:
        with opened(root, asked) as sides:
            found = _found(sides, arguments, department, year, today)
    except SidesError as fault:
        print(fault, file=sys.stderr)
        return 2
    if not arguments.all and not found:
        unit = f" 或它的单位 {names.shown(arguments.unit)}" if arguments.unit else ""
        print(f"两边都没有 data/{department}/{year} 这个部门年度{unit}", file=sys.stderr)
        return 2
    gate = Gate[arguments.gate.upper()]
    if arguments.html:
        for diff in found:
            target = Path(arguments.html)
            if not _write(
                diff, target / f"{diff.target.department}-{diff.target.year}.html" if arguments.all else target, within=arguments.all
            ):
                return 2
    else:
        _print(found, arguments, gate)
    return 0 if all(diff.passes(gate) for diff in found) else 1


def _found(sides: Sides, arguments: argparse.Namespace, department: str, year: str, today: date) -> list[Diff]:
    """The comparisons that were asked for: one, or those of every department-year that a change touches."""
    if arguments.all:
        return [compare.compared(sides, target, today=today) for target in compare.all_touched(sides)]
    target = Target(department, year)
    old = Target(department, sides.base_year or year)
    for side, each in ((sides.old, old), (sides.new, target)) if sides.base_year else ():
        if not (side.root / each.folder).is_dir():
            there = "、".join(years(side.root, department)) or "（没有）"
            raise SidesError(f"{side.label} 没有 {each.folder}；现有年度：{there}")
    below = f"/{UNITS}/{arguments.unit}" if arguments.unit else ""
    if not any((side.root / f"{each.folder}{below}").is_dir() for side, each in ((sides.new, target), (sides.old, old))):
        return []
    return [compare.compared(sides, target, arguments.unit, today)]


def _write(diff: Diff, target: Path, *, within: bool) -> bool:
    """Write the page, where it is one of several ``within`` a folder that may have to be made; whether that could be done."""
    from gen.diff.page import page

    try:
        if within:
            target.parent.mkdir(parents=True, exist_ok=True)
        save(target, page(diff).encode())
    except OSError as fault:
        print(f"{target} 写不成：{names.why(fault)}", file=sys.stderr)
        return False
    print(f"已生成 {target}", file=sys.stderr)
    return True


def _print(found: list[Diff], arguments: argparse.Namespace, gate: Gate) -> None:
    come = [finding for diff in found for finding in diff.findings.appeared]
    known = frozenset(come)
    own = frozenset(finding for diff in found for finding in diff.findings.waived)
    causes = {
        finding: new for diff in found for finding, its in diff.findings.causes.items() if (new := [each for each in its if each in known])
    }
    if arguments.json:
        import json

        from gen.diff.data import as_data

        data = [as_data(diff, gate) for diff in found]
        print(json.dumps(data if arguments.all else data[0], ensure_ascii=False, indent=1))
    elif arguments.host == "gitlab":
        import json

        print(json.dumps(beside.gitlab(come, causes, own), ensure_ascii=False, indent=1))
    elif arguments.host:
        print("\n".join(beside.github(come, causes, own)))
    elif arguments.markdown:
        from gen.diff.markdown import comment

        print(comment(found))
    elif arguments.all:
        for line in overview(found):
            print(line)
    else:
        for line in text.lines(found[0], colour=terminal.coloured(sys.stdout), full=arguments.full):
            print(line)


def overview(found: list[Diff]) -> Iterator[str]:
    """A line for each document that a change touches, then how many of them change."""
    changed = 0
    for diff in found:
        if diff.old_target.department != diff.target.department:
            yield f"{diff.target}：部门的文件夹改了名，原来是 {diff.old_target.department}"
        for document in diff.documents:
            changed += not document.same
            effect = "没有影响" if document.same else document_verdict(document)
            findings = f"；校验：{findings_verdict(diff)}" if diff.findings.differ else ""
            yield f"{diff.target} {TITLES.get(document.name, document.name)}：{effect}{findings}"
    documents = sum(len(diff.documents) for diff in found)
    yield f"改动牵涉 {documents} 份文件，其中 {changed} 份有变化" if documents else "没有牵涉任何公开文件"


def textconv(arguments: argparse.Namespace, root: Path) -> int:
    """Print a source file as git is to compare it."""
    from gen.diff.driver import told

    print(told(Path(arguments.file)), end="")
    return 0


def git_setup(arguments: argparse.Namespace, root: Path) -> int:
    """Put the drivers into the repository's git, or take them out."""
    from gen.diff import setup

    try:
        said = setup.remove(root) if arguments.remove else setup.install(root)
    except (SidesError, OSError) as fault:
        print(names.why(fault) if isinstance(fault, OSError) else fault, file=sys.stderr)
        return 2
    print("\n".join(said))
    return 0
