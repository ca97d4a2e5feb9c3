"""For each check: department-years spoilt so that it speaks, with all that is then found, and near misses at which nothing may be said."""

from __future__ import annotations

from tests.check.specimens import files, layout, money, projects, secrecy, texts, waivers, wording, years
from tests.check.specimens.edit import Edit, Specimen, one, short, write

__all__ = ["PASSING", "SPECIMENS", "Edit", "Specimen", "one", "short", "write"]

_SUBJECTS = (files, money, years, projects, texts, wording, layout, secrecy, waivers)
SPECIMENS: tuple[Specimen, ...] = tuple(specimen for subject in _SUBJECTS for specimen in subject.SPECIMENS)
#: Near misses: nothing is found.
PASSING: tuple[Specimen, ...] = tuple(specimen for subject in _SUBJECTS for specimen in subject.PASSING)
