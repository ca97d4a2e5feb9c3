"""The project as tests use it: a copy that may be spoilt, what it compiles to, and what changed between two compilations."""

from __future__ import annotations

import difflib
import re
import shutil
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from gen import build
from gen.compose import editions
from gen.findings import has_error
from gen.render import text

ROOT = Path(__file__).resolve().parent.parent
DEPARTMENT, YEAR, DOCUMENT = "baoan", "2022", "budget"
FOLDER = f"data/{DEPARTMENT}/{YEAR}"
CODES = f"data/_codes/{YEAR}"
EDITION = "templates/shenzhen-budget-2022"
REFERENCES = ROOT / "tests/reference"

WORDS = "增加|减少|增长|下降|增幅|减幅|基本持平|持平|[一二三四]是"
#: Words and numbers of a line, the pieces that a comparison of two lines names.
TOKEN = re.compile(rf"\d[\d,]*(?:\.\d+)?%?|{WORDS}|[一-龥]+?(?=\d|[^一-龥]|{WORDS}|$)|.")


def only_with(department: str) -> pytest.MarkDecorator:
    """Leave out the tests about the document of a department that is not there: a form and its data may go, and the rest stays green."""
    return pytest.mark.skipif(not (ROOT / "data" / department).is_dir(), reason=f"no data/{department}")


def need(path: str) -> None:
    """Leave out the module that is being collected where a file or folder is not there that all its tests stand on."""
    if not (ROOT / path).exists():
        pytest.skip(f"no {path}", allow_module_level=True)


def copy_to(folder: Path) -> Path:
    """A copy of data/ and templates/ in ``folder``, without output."""
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def compiled(root: Path, department: str = DEPARTMENT, year: str = YEAR, document: str = DOCUMENT) -> build.Compiled:
    """A document of the real departments as it stands in ``root``; it must compile without an error."""
    if not any((each / "data" / department).is_dir() for each in (root, ROOT)):
        pytest.skip(f"no data/{department}")
    result = build.compile_document(root, department, year, document)
    assert result.composed is not None and not has_error(result.findings), result.findings
    return result


def edition_of(root: Path, slug: str) -> editions.Edition:
    """An edition of ``root``; the project's own are read once."""
    return _own_edition(slug) if root == ROOT else _edition(root, slug)


@cache
def _own_edition(slug: str) -> editions.Edition:
    return _edition(ROOT, slug)


def _edition(root: Path, slug: str) -> editions.Edition:
    found, findings = editions.load(root, slug)
    assert found is not None, findings
    return found


def dump(result: build.Compiled) -> str:
    """The text of what was compiled."""
    assert result.composed is not None
    return text.dump(result.composed.document)


def effect(before: str, after: str) -> list[str]:
    """What changed between two dumps, a line each: where, and either the pieces that changed or the whole line that came (+) or went (-)."""
    old, new = before.splitlines(), after.splitlines()
    changes: list[str] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "replace" and b - a == d - c:
            for at, one, other in zip(range(c, d), old[a:b], new[c:d], strict=True):
                changes += [f"{_part(new, at)}{change}" for change in _changes(one, other)]
        elif kind != "equal":
            changes += [f"{_part(old, at)} - {old[at]}" for at in range(a, b)]
            changes += [f"{_part(new, at)} + {new[at]}" for at in range(c, d)]
    return changes


def _part(lines: Sequence[str], number: int) -> str:
    """The part or table that a line stands in."""
    head = next((line for line in reversed(lines[: number + 1]) if re.match("## (（.+）)?表|# ", line)), "")
    name = re.match(r"#+ (?:（.+?）)?(表\d+|第.部分|\S+)", head)
    return name[1] if name else ""


def _changes(one: str, other: str) -> Iterator[str]:
    """The changes of a paragraph, or of a row by its label; a row of two sides has two labels."""
    old, new = (re.split(r" \| ?", line[2:]) for line in (one, other))
    if not other.startswith("| ") or len(old) != len(new):
        yield f": {_pieces(one, other)}"
        return
    sides = [(0, 2), (2, 4)] if len(new) == 4 else [(0, len(new))]
    for start, end in sides:
        changed = [f"{a}→{b}" for a, b in zip(old[start:end], new[start:end], strict=True) if a != b]
        if changed:
            label = next(cell.strip("　 ") for cell in new[start:end] if cell.strip("　 ↑←"))
            yield f" {label}: {' '.join(changed)}"


def _pieces(one: str, other: str) -> str:
    return " ".join(f"{''.join(old)}→{''.join(new)}" for old, new in _replaced(TOKEN.findall(one), TOKEN.findall(other)))


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    for kind, a, b, c, d in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "replace" and b - a == d - c:
            yield from ((old[a + step : a + step + 1], new[c + step : c + step + 1]) for step in range(b - a))
        elif kind != "equal":
            yield old[a:b], new[c:d]
