"""How specimens are written: a department-year spoilt by edits, and what is then found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.check.clean import LAST as LAST_YEAR
from tests.check.clean import TEMPLATES, write_clean, write_last_year, write_templates
from tests.specimens import CODES, DEPARTMENT, FOLDER, spoil

#: Where a short name of these specimens stands.
FOLDERS = {
    "edition/": f"{TEMPLATES}/",
    "codes/": f"{CODES}/",
    "lastcodes/": f"data/_codes/{LAST_YEAR}/",
    "last/": f"data/{DEPARTMENT}/{LAST_YEAR}/",
    "": f"{FOLDER}/",
}


@dataclass(frozen=True)
class Edit:
    """``old``, which stands once in the file, becomes ``new`` ("" = at the end of the file; ``new`` None = the file is not there)."""

    file: str
    old: str
    new: str | None

    @property
    def path(self) -> str:
        """The path of the file below the project root."""
        prefix = next(prefix for prefix in FOLDERS if self.file.startswith(prefix))
        return FOLDERS[prefix] + self.file.removeprefix(prefix)


@dataclass(frozen=True)
class Specimen:
    """A spoilt department-year that ``code`` is for; ``found`` is everything that is reported, as ``code file:line:column``, in order."""

    code: str
    edits: tuple[Edit, ...]
    found: tuple[str, ...]


def write(root: Path, edits: tuple[Edit, ...]) -> None:
    """Write the clean department-year with ``edits`` below ``root``."""
    write_clean(root)
    if any(edit.file.startswith("edition/") for edit in edits):
        write_templates(root)
    if any(edit.file.startswith("last") for edit in edits):
        write_last_year(root)
    for edit in edits:
        if edit.new is None:
            (root / edit.path).unlink()
        else:
            (root / edit.path).touch()
            spoil(root, edit.path, edit.old, edit.new)


def short(path: str) -> str:
    """A path as the specimens write it."""
    for prefix, folder in FOLDERS.items():
        if path.startswith(folder):
            return prefix + path.removeprefix(folder)
    return path


B, L, P, T = "budget.toml", "ledger.csv", "projects.csv", "tasks.csv"
D, R, N, Q, C, U = "project-details.csv", "prior.csv", "indicators.csv", "procurement.csv", "control.csv", "unit.toml"
G = "sangong.csv"


def one(code: str, file: str, old: str, new: str | None, *found: str) -> Specimen:
    """The specimen of one edit."""
    return Specimen(code, (Edit(file, old, new),), found)


#: The lines of basic expenditure known to one 万元 each.
COARSE = (
    Edit(L, "30101,一般公共预算拨款,,120,,", "30101,一般公共预算拨款,,120,1,"),
    Edit(L, "30217,一般公共预算拨款,,0.3,,", "30217,一般公共预算拨款,,0.3,1,"),
    Edit(L, "30302,一般公共预算拨款,,10,,", "30302,一般公共预算拨款,,10,1,"),
)
#: A folder recorded from a published document: what is written there may be rounded.
RECORDED = (Edit(U, 'amount_unit = "万元"', 'amount_unit = "万元"\nrecorded = true'),)
#: Last year's folder, just there; and with 购书 under its name of then.
LAST = Edit("last/ledger.csv", ",12,,丁", ",12.00,,丁")
FORMER = (
    Edit("last/ledger.csv", "项目支出,购书,少儿图书", "项目支出,图书购置,少儿图书"),
    Edit("last/ledger.csv", "项目支出,购书,,", "项目支出,图书购置,,"),
)
