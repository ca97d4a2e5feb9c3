"""Making and judging edits (试改): a copy of the project, one edit at a time, always from the same state."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gen import build
from gen.build import Compiled
from gen.model.shape import Kind
from tests.edits.effect import Taken, Version, take
from tests.edits.kinds import Edit, any_edit
from tests.edits.places import Source, read
from tests.edits.verdict import RAISED, Verdict, is_list, judge


@dataclass(frozen=True, slots=True)
class Subject:
    """A document whose data is edited."""

    department: str
    year: str
    document: str


#: The documents with their share of the edits.
SUBJECTS = (
    (Subject("baoan", "2022", "budget"), 26),
    (Subject("benji", "2023", "budget"), 24),
    (Subject("longhua", "2020", "self-evaluation"), 16),
    (Subject("guangshui", "2021", "performance-target"), 10),
    (Subject("szsi", "2020", "budget"), 24),
)


@dataclass(frozen=True, slots=True)
class Trial:
    """One edit of one document, and what came of it."""

    subject: Subject
    edit: Edit
    verdict: Verdict


@dataclass(slots=True)
class Bench:
    """A document of a copy of the project in ``root``, as it is, to be edited again and again."""

    root: Path
    subject: Subject
    before: Compiled
    sources: tuple[Source, ...]
    used: frozenset[str]

    @classmethod
    def of(cls, root: Path, subject: Subject) -> Bench:
        before = _compile(root, subject)
        assert before.model is not None and before.composed is not None, before.findings
        folder = before.model.folder
        paths = sorted(path for path in before.model.sources if path.startswith((f"{folder}/", before.model.codes.folder)))
        sources = tuple(read(path, (root / path).read_text(encoding="utf-8")) for path in paths)
        return cls(root, subject, before, sources, frozenset(_used(sources)))

    def trial(self, edit: Edit) -> Trial:
        """What comes of an edit; the project is as before when this returns."""
        try:
            before, after = self.taken(edit)
        except Exception as fault:
            return Trial(self.subject, edit, Verdict(RAISED, (f"raised {fault!r}",)))
        return Trial(self.subject, edit, judge(edit, before, after, self.used))

    def taken(self, edit: Edit) -> tuple[Taken, Taken]:
        """The compilations before and after an edit; it raises what the program raises."""
        source = next(source for source in self.sources if source.path == edit.path)
        cell = edit.cell if edit.money else None
        numbers = tuple(range(1, len(source.lines) + 1))
        old = Version(path=edit.path, lines=source.lines, origin=numbers, line=edit.line, cell=cell)
        new = Version(path=edit.path, lines=edit.lines, origin=edit.origin, line=edit.new_line, cell=cell)
        file = self.root / edit.path
        kept = file.read_bytes()
        try:
            file.write_text(edit.text, encoding="utf-8")
            compiled = _compile(self.root, self.subject)
        finally:
            file.write_bytes(kept)
        return take(self.before, old), take(compiled, new)


def _used(sources: Iterable[Source]) -> Iterator[str]:
    """Every entry of a code list that the data names: the codes, with those above them, and the names of funds."""
    for source in sources:
        for span in source.spans() if not is_list(source.path) else ():
            if span.kind in (Kind.CODE, Kind.FUNCTION, Kind.ECONOMIC):
                yield from (source.at(span)[:length] for length in range(1, 8))
            elif span.title == "资金来源":
                yield source.at(span)


def _compile(root: Path, subject: Subject) -> Compiled:
    return build.compile_document(root, subject.department, subject.year, subject.document)


def shares(count: int, seed: int) -> Mapping[Subject, int]:
    """How many of ``count`` edits fall to each document."""
    subjects, weights = zip(*SUBJECTS, strict=True)
    chosen = random.Random(seed).choices(subjects, weights, k=count)
    return {subject: chosen.count(subject) for subject in subjects}


def trials_of(root: Path, subject: Subject, count: int, seed: int) -> Iterator[Trial]:
    """``count`` edits of one document in ``root``, the same for the same seed."""
    bench = Bench.of(root, subject)
    chance = random.Random(f"{seed} {subject}")
    return (bench.trial(any_edit(bench.sources, chance)) for _ in range(count))


def trials(root: Path, count: int, seed: int) -> Iterator[Trial]:
    """``count`` edits of all documents in ``root``, the same for the same seed."""
    for subject, share in shares(count, seed).items():
        yield from trials_of(root, subject, share, seed)
