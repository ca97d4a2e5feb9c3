"""Consequences (由此引起的): which findings follow from which, so that a person is shown the cause and may fold up what comes of it.

Six things make one finding a consequence of another:

* it says itself that the other accounts for it: cells of a CSV file that do not fit their heads, where the heads stand in the wrong order;
* it is about a folder that lacks a file without which its rule has nothing to say, and the other says that the file is missing (of a sum over
  all budget units: that one of their folders lacks it);
* its rule follows the other's on one line, and both point at it first (a control that is stale is no bound of anything);
* its rule follows the other's, it points at the very words that the other names, and both messages name one file (a project is missing in projects.csv);
* its rule follows the other's, and each of the two asks whether what the other points at, or names, was meant: one name, written in two ways;
* it is a sum whose parts are told apart by a dimension that the other spoils, and every line that went astray is accounted for by such others,
  while none of their lines in the same files stayed where it belongs.

Whatever is in doubt stays on its own: a sum of which one line is left unexplained follows from nothing.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from gen.findings import Finding, Severity

#: A file and the number of a line in it.
Line = tuple[str, int]

_QUOTED = re.compile("“([^“”]+)”")
#: The question of a hint whether another word was meant (:func:`gen.read.gate.guess`).
_MEANT = re.compile("是否“([^“”]+)”？")
_FILE = re.compile(r"[a-z-]+\.(?:csv|toml)")
_SEVERE = tuple(Severity)
_LEDGER = "ledger.csv"
#: What an entry of ``follows`` says behind the code: on the same line; or a file, in the same folder or, with this before it, in that of any unit.
SAME_LINE, ANY_UNIT = "本行", "*/"


@dataclass(frozen=True, slots=True)
class Relations:
    """What a rule ``follows`` and which dimensions of a line it ``spoils``, by its code."""

    follows: Mapping[str, Sequence[str]]
    spoils: Mapping[str, Sequence[str]]


def causes(findings: Sequence[Finding], relations: Relations, texts: Mapping[str, Sequence[str]]) -> dict[Finding, tuple[Finding, ...]]:
    """The findings that follow from others, each with its causes in order.

    ``texts`` are the lines of the files that the findings point into. What is waived is neither cause nor consequence, and nothing follows from
    what is less severe than itself.
    """
    standing = [_Said(finding, texts) for finding in findings if finding.waived is None and finding.places]
    by_code: dict[str, list[_Said]] = {}
    for said in standing:
        by_code.setdefault(said.code, []).append(said)
    found = {
        said.finding: (*_under(said, by_code), *_named(said, by_code, relations), *_spoilt(said, by_code, relations)) for said in standing
    }
    return {finding: tuple(dict.fromkeys(its)) for finding, its in found.items() if its}


@dataclass(frozen=True, slots=True)
class Folded:
    """A fault with what is shown below it: what its rule says else of the same place, and what follows from it or from these."""

    finding: Finding
    beside: tuple[Finding, ...] = ()
    below: tuple[Finding, ...] = ()


def root(finding: Finding, causes: Mapping[Finding, Sequence[Finding]], among: Container[Finding]) -> Finding:
    """The finding ``among`` those shown under which ``finding`` is folded: its first cause there, or that one's, and so on; itself where it has none."""
    found = finding
    while its := causes.get(finding):
        finding = next((cause for cause in its if cause in among), its[0])
        found = finding if finding in among else found
    return found


def folded(findings: Sequence[Finding], causes: Mapping[Finding, Sequence[Finding]]) -> tuple[Folded, ...]:
    """``findings`` with every one shown once, in their order, the others below what accounts for them.

    One whose causes are not among them stands by itself.
    """
    among = frozenset(findings)
    below: dict[Finding, list[Finding]] = {}
    beside: dict[Finding, list[Finding]] = {}
    first: dict[object, Finding] = {}
    alone = []
    for finding in findings:
        same = finding.code, finding.places[:1], finding.hint, finding.severity
        if (cause := root(finding, causes, among)) is not finding:
            below.setdefault(cause, []).append(finding)
        elif finding.waived is None and first.setdefault(same, finding) is not finding:
            beside.setdefault(first[same], []).append(finding)
        else:
            alone.append(finding)
    return tuple(
        Folded(
            finding,
            tuple(beside.get(finding, ())),
            tuple(each for one in (finding, *beside.get(finding, ())) for each in below.get(one, ())),
        )
        for finding in alone
    )


class _Said:
    """What a finding points at and names."""

    def __init__(self, finding: Finding, texts: Mapping[str, Sequence[str]]) -> None:
        self.finding = finding
        self.code, self.severity = finding.code, finding.severity
        self._texts = texts
        place = finding.places[0]
        self.folder, _, self.file = place.path.rpartition("/")
        self.year = place.path.split("/")[:3]
        self.line = place.line
        self.whole = place.line == 0
        self.lines: frozenset[Line] = frozenset((each.path, each.line) for each in finding.places if each.line)
        self.lost: frozenset[Line] = frozenset((each.path, each.line) for each in (finding.lost.lines if finding.lost else ()))
        self.names = frozenset(_QUOTED.findall(finding.message))
        self.meant = frozenset(_MEANT.findall(finding.hint))
        self.files = frozenset(_FILE.findall(finding.message))

    def rests_on(self, file: str) -> bool:
        """Whether what a finding about several units says is of a file: it points into one of that name, or into a row that begins with it.

        Whatever sum is wrong, it may be for want of a ledger.
        """
        places = [place for place in self.finding.places if place.line]
        rows = (self._texts.get(place.path, ())[place.line - 1 : place.line] for place in places)
        begins = any(row.startswith(f"{file.removesuffix('.csv')},") for lines in rows for row in lines)
        return file == _LEDGER or begins or any(place.path.endswith(f"/{file}") for place in self.finding.places)

    def may_cause(self, other: _Said) -> bool:
        """Whether it is another finding, and not less severe than ``other``."""
        return self is not other and _SEVERE.index(self.severity) <= _SEVERE.index(other.severity)

    @property
    def words(self) -> str:
        """The words that the first place points at."""
        place = self.finding.places[0]
        text = self._texts.get(place.path, ())
        return text[place.line - 1][place.column - 1 :][: place.width] if 1 <= place.line <= len(text) else ""

    @cached_property
    def cells(self) -> dict[str, set[Line]]:
        """The lines of the files from which the finding lost lines, by the cells that they hold."""
        found: dict[str, set[Line]] = {}
        for path in {path for path, _ in self.lost}:
            for number, text in enumerate(self._texts.get(path, ()), start=1):
                for cell in re.split('[,"]', text):
                    found.setdefault(cell, set()).add((path, number))
        return found


def _under(said: _Said, by_code: Mapping[str, Sequence[_Said]]) -> Iterator[Finding]:
    """The finding about the same file that a finding itself says accounts for it."""
    for other in by_code.get(said.finding.under, ()):
        if said.finding.places[0].path == other.finding.places[0].path and other.may_cause(said):
            yield other.finding


def _named(said: _Said, by_code: Mapping[str, Sequence[_Said]], relations: Relations) -> Iterator[Finding]:
    """The missing files, and the names, that a finding comes of."""
    for entry in relations.follows.get(said.code, ()):
        code, _, what = entry.partition(" ")
        for other in by_code.get(code, ()):
            if _linked(said, other, what) and other.may_cause(said):
                yield other.finding


def _linked(said: _Said, other: _Said, what: str) -> bool:
    """Whether a finding has with another what the entry of its rule says that the two have in common."""
    if what == SAME_LINE:
        return (said.folder, said.file, said.line) == (other.folder, other.file, other.line)
    if what:
        file = what.removeprefix(ANY_UNIT)
        near = other.year == said.year and said.rests_on(file) if ANY_UNIT in what else other.folder == said.folder
        return other.whole and other.file == file and near
    named = said.words in other.names and not said.files.isdisjoint(other.files)
    same = other.words in said.meant and not other.meant.isdisjoint((*said.names, said.words))
    return (named or same) and other.folder == said.folder


def _spoilt(said: _Said, by_code: Mapping[str, Sequence[_Said]], relations: Relations) -> tuple[Finding, ...]:
    """The findings that together account for all lines that a sum lost, in each of its tables; none where they do not."""
    found: list[Finding] = []
    for dimensions in said.finding.lost.told_by if said.finding.lost else ():
        left = set(said.lost)
        for other in (
            each for code, spoilt in relations.spoils.items() if not dimensions.isdisjoint(spoilt) for each in by_code.get(code, ())
        ):
            # A text may lack what it should say of a line, but never moves the line.
            accounted = _accounted(other, said) if other.may_cause(said) and other.file.endswith(".csv") else set()
            if accounted and accounted <= said.lost:
                found.append(other.finding)
                left -= accounted
        if left:
            return ()
    return tuple(found)


def _accounted(cause: _Said, said: _Said) -> set[Line]:
    """The lines that ``cause`` is about, in the files from which ``said`` lost lines: where it points itself, and where its folder has what it names."""
    paths = {path for path, _ in said.lost}
    pointed = {line for line in cause.lines if line[0] in paths}
    named = {line for name in cause.names for line in said.cells.get(name, ()) if line[0].rpartition("/")[0] == cause.folder}
    return pointed | named
