"""The record of a run (编制记录): what a department-year was last made from, so that a run with nothing changed need not make it again.

It stands beside the output as ``.record.json`` and holds hashes of the inputs, of the outputs and of the program, the files that were looked for
in vain, the state of the fonts, and the findings of that run. Whatever differs, or cannot be read, means that the document is made anew, and so
does a waiver that has expired since.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from gen.check.waivers import expired
from gen.findings import Finding, Place, Severity, Waived
from gen.publish import as_json, sha256
from gen.read.files import DATA, DOCUMENT_TOML

RECORD = ".record.json"
_SUFFIXES = (".toml", ".csv", ".md")
#: A record that answers nothing: the hash of a file that holds what must not be published would let guesses at it be tried.
NONE = b"{}\n"
#: A file for people, which no run reads.
_NOTES = "NOTES.md"


def make(
    inputs: Mapping[str, str],
    absent: Iterable[str],
    outputs: Mapping[str, bytes],
    fonts: Iterable[Path],
    findings: Sequence[Finding],
) -> bytes:
    """The record of a run that has just been published; ``absent`` are files that it looked for and did not find."""
    return as_json(
        {
            "program": program(),
            "inputs": {path: sha256(text.encode()) for path, text in sorted(inputs.items())},
            "absent": sorted(set(absent)),
            "outputs": {name: sha256(content) for name, content in sorted(outputs.items())},
            "fonts": {str(path): _state(path) for path in sorted(fonts)},
            "findings": [_plain(finding) for finding in findings],
        }
    )


def unchanged(root: Path, folder: Path, today: date | None = None) -> tuple[Finding, ...] | None:
    """The findings of the run recorded in ``folder``, when everything it rests on is as it was; None when anything differs.

    Nothing is the same ``today`` where a waiver of that run has expired.
    """
    try:
        record, home = json.loads((folder / RECORD).read_bytes()), _home(root, folder)
        same = (
            record["program"] == program()
            and record["inputs"] == _inputs(root, record["inputs"], home)
            and not _new_folders(root, record["inputs"], home)
            and not any((root / path).exists() for path in record["absent"])
            and all(sha256((folder / name).read_bytes()) == digest for name, digest in record["outputs"].items())
            and all(_state(Path(path)) == state for path, state in record["fonts"].items())
        )
        found = tuple(_finding(entry) for entry in record["findings"]) if same else ()
        return found if same and not any(each.waived and expired(each.waived.until, today) for each in found) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def program() -> str:
    """A hash of this program: its own files, the interpreter, and the names and versions of what is installed."""
    digest = hashlib.sha256(sys.version.encode())
    own = Path(__file__).parent
    for path in sorted(own.rglob("*")):
        if path.suffix in (".py", ".xml"):
            digest.update(path.relative_to(own).as_posix().encode() + path.read_bytes())
    for place in sys.path:
        installed = sorted(path.name for path in Path(place).glob("*.dist-info")) if place else []
        digest.update("\n".join(installed).encode())
    return digest.hexdigest()


def _home(root: Path, folder: Path) -> str:
    """The data folder of the department-year whose output stands in ``folder``."""
    return Path(DATA, *folder.relative_to(root / "output").parts[:2]).as_posix()


def _inputs(root: Path, known: Mapping[str, str], home: str) -> dict[str, str]:
    """The hashes of all files that stand where the recorded inputs stood, new ones too.

    Another document of a folder that is only looked into (last year's, the budget cited) is none of this run's.
    """
    folders = sorted({Path(path).parent for path in known})
    found = {}
    for folder in folders:
        for path in sorted((root / folder).iterdir()):
            name = path.relative_to(root).as_posix()
            foreign = path.name in DOCUMENT_TOML and name not in known and not name.startswith(f"{home}/")
            if path.suffix.lower() in _SUFFIXES and path.name != _NOTES and not foreign:
                found[name] = sha256(_text(path).encode())
    return found


def _new_folders(root: Path, known: Mapping[str, str], home: str) -> bool:
    """Whether the department-year holds a folder that this run did not read: a unit, say, that nobody lists."""
    read = {ancestor for path in known for ancestor in Path(path).parents if ancestor.is_relative_to(home)}
    return any(entry.is_dir() and entry.relative_to(root) not in read for folder in read for entry in (root / folder).iterdir())


def _text(path: Path) -> str:
    """The text of a file as the reader takes it: without a mark at its head, lines ended by LF."""
    return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")


def _state(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_size, found.st_mtime_ns]


def _plain(finding: Finding) -> dict[str, Any]:
    waived = finding.waived
    return {
        "code": finding.code,
        "severity": finding.severity.name,
        "message": finding.message,
        "places": [_where(place) for place in finding.places],
        "hint": finding.hint,
        "basis": finding.basis,
        "waived": None if waived is None else [waived.reason, waived.office, waived.until, _where(waived.place)],
    }


def _where(place: Place) -> list[str | int]:
    return [place.path, place.line, place.column, place.width]


def _finding(entry: Mapping[str, Any]) -> Finding:
    return Finding(
        code=entry["code"],
        severity=Severity[entry["severity"]],
        message=entry["message"],
        places=tuple(Place(*place) for place in entry["places"]),
        hint=entry["hint"],
        basis=entry["basis"],
        waived=_waived(*entry["waived"]) if entry["waived"] else None,
    )


def _waived(reason: str, office: str, until: str, place: Sequence[Any]) -> Waived:
    return Waived(reason=reason, office=office, until=until, place=Place(*place))
