"""What a department-year is made from (依据的文件夹): its own folder, last year's, the code lists, its editions, the budgets it cites.

It is told from the files as they are written, so that it can be told of data that does not compile, and of a thousand folders at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import tomli

from gen.read import gate
from gen.read.files import CODES, DATA, DOCUMENT_TOML
from gen.read.load import departments, years

OWN, LAST, LISTS, EDITION, CITED = "本部门本年度", "上年", "科目表", "版式", "据以执行的预算"
_CITED = re.compile(r"[a-z0-9][a-z0-9-]*/[0-9]{4}")


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """部门年度: a department and one of its years."""

    department: str
    year: str

    def __str__(self) -> str:
        return f"{self.department} {self.year}"

    @property
    def folder(self) -> str:
        """Its folder below the root."""
        return f"{DATA}/{self.department}/{self.year}"


@dataclass(frozen=True, slots=True)
class Part:
    """One folder that a department-year is made from, and what it is to it."""

    role: str
    folder: str


def targets(*roots: Path) -> tuple[Target, ...]:
    """Every department-year that any of ``roots`` has a folder for."""
    return tuple(sorted({Target(name, year) for root in roots for name in departments(root) for year in years(root, name)}))


def parts_of(root: Path, target: Target) -> tuple[Part, ...]:
    """The folders that ``target`` is made from, each once, its own first."""
    found = [Part(OWN, target.folder)]
    editions, cited = [], []
    for text in _documents(root, target.folder):
        edition, budget = text.get("edition"), text.get("cited_budget")
        if isinstance(edition, str) and not gate.department_faults(edition):
            editions.append(Part(EDITION, f"templates/{edition}"))
        if isinstance(budget, str) and (match := _CITED.match(budget)):
            cited.append(Part(CITED, f"{DATA}/{match[0]}"))
    last = [Part(LAST, f"{DATA}/{target.department}/{int(target.year) - 1}")]
    # The code lists of last year's folder, and of a folder that is cited, are those of their own years.
    of_years = [target.year, *(part.folder.rpartition("/")[2] for part in (*last, *cited) if (root / part.folder).is_dir())]
    lists = [Part(LISTS, f"{DATA}/{CODES}/{year}") for year in of_years]
    return tuple({part.folder: part for part in reversed((*found, *editions, *lists, *last, *cited))}.values())[::-1]


def of_one_year(target: Target, parts: Iterable[Part]) -> tuple[Part, ...]:
    """Of the folders that ``target`` is made from those that say what is of its year: what two years are compared by."""
    return tuple(part for part in parts if part.role in (OWN, EDITION) or part.folder == f"{DATA}/{CODES}/{target.year}")


def touched(changed: Iterable[str], parts: Iterable[Part]) -> bool:
    """Whether any of the ``changed`` paths stands in one of ``parts``."""
    folders = tuple(f"{part.folder}/" for part in parts)
    return any(path.startswith(folders) for path in changed)


def _documents(root: Path, folder: str) -> Iterator[Mapping[str, object]]:
    """The tables of the documents of a folder, as far as they can be read."""
    for name in gate.file_names(root, folder):
        if name in DOCUMENT_TOML:
            text, _ = gate.read_text(root, f"{folder}/{name}")
            try:
                yield tomli.loads(text or "")
            except (tomli.TOMLDecodeError, RecursionError, ValueError):
                # What cannot be parsed still names its edition on a line of its own.
                yield dict(re.findall(r'^(edition|cited_budget)\s*=\s*"([^"]*)"', text or "", re.MULTILINE))
