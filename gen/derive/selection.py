"""Selections (选取明细): which lines of a source a cell or a quantity is the sum of, and what that sum is shown as.

Two things stand between lines and their sum. **Breakdowns (口径)**: where only marginals were published, the money of a group stands once in
each breakdown; a selection takes, for each group, the most precise breakdown that carries every dimension asked for. **Controls (控制数)**: a
figure approved or published by somebody else belongs to a set of lines, and is what every selection of that set shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from gen.amount import Amount, total
from gen.derive.figure import Controlled, Figure, sum_of
from gen.derive.lines import Line, select
from gen.derive.spec import Where
from gen.findings import Place

#: What a selection is made of: ids of lines, and groups taken whole (whatever breakdown they were read from).
Identity = frozenset[object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlFigure:
    """控制数 for one set of lines: the figure to show, the sum it was approved against, and where and why it was written."""

    amount: Amount
    against: Amount
    unit: Amount
    place: Place
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The figure of a selection, how many lines stand behind it, and whether all of it is known."""

    figure: Figure
    lines: int
    known: bool = True


#: The lines of each group in each of its breakdowns.
Groups = Mapping[tuple[str, ...], Mapping[str, tuple[Line, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All lines of a source. ``carries`` are the dimensions that each breakdown gives; ``controls`` the control figures by set of lines.

    ``groups`` are the lines that have a breakdown, ``given`` the dimensions that a breakdown gives in one group: those it is declared to
    carry, and those that all its lines there know. ``coarseness`` is how far the sum of those lines may be off, ``split`` are the dimensions
    that some breakdown does not carry.
    """

    lines: tuple[Line, ...]
    carries: Mapping[str, frozenset[str]]
    controls: Mapping[Identity, ControlFigure] = field(default_factory=dict)
    groups: Groups = field(default_factory=dict)
    given: Mapping[tuple[tuple[str, ...], str], frozenset[str]] = field(default_factory=dict)
    coarseness: Mapping[tuple[tuple[str, ...], str], Amount] = field(default_factory=dict)
    split: frozenset[str] = frozenset()

    def all(self) -> Selection:
        """Every line, nothing asked yet."""
        return Selection(book=self, strict=self.lines, loose=self.lines, asked=frozenset())

    def whole(self, group: tuple[str, ...], breakdown: str) -> tuple[Line, ...]:
        """All lines of a group in one breakdown."""
        return self.groups.get(group, {}).get(breakdown, ())

    def best(self, group: tuple[str, ...], asked: frozenset[str] = frozenset()) -> str | None:
        """The most precise breakdown of a group that gives every dimension asked for; None where none does."""
        asked &= self.split
        fit = [name for name in self.groups[group] if asked <= self.given[group, name]]
        return min(fit, key=lambda name: self.coarseness[group, name], default=None)


def book_of(lines: tuple[Line, ...], carries: Mapping[str, frozenset[str]]) -> Book:
    """A book of these lines, without control figures."""
    groups: dict[tuple[str, ...], dict[str, list[Line]]] = {}
    for line in lines:
        if line.breakdown:
            groups.setdefault(line.group, {}).setdefault(line.breakdown, []).append(line)
    split = frozenset().union(*carries.values(), _varying(line for line in lines if line.breakdown and line.breakdown not in carries))
    given = {
        (group, name): carries.get(name, frozenset()) | {one for one in split if all(line.dimensions.get(one) for line in found)}
        for group, names in groups.items()
        for name, found in names.items()
    }
    coarseness = {
        (group, name): total(line.precision for line in found) for group, names in groups.items() for name, found in names.items()
    }
    whole = {group: {name: tuple(found) for name, found in names.items()} for group, names in groups.items()}
    return Book(lines=lines, carries=carries, groups=whole, given=given, coarseness=coarseness, split=split)


def _varying(lines: Iterable[Line]) -> frozenset[str]:
    """The dimensions that some of these lines know and others do not: what breakdowns that nobody declared do not all carry."""
    known: set[str] = set()
    blank: set[str] = set()
    for line in lines:
        for name, value in line.dimensions.items():
            (known if value else blank).add(name)
    return frozenset(known & blank)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Lines that passed some filters: ``strict`` passed all of them, ``loose`` those on dimensions that every breakdown carries.

    ``asked`` are the dimensions that the filters named.
    """

    book: Book
    strict: tuple[Line, ...]
    loose: tuple[Line, ...]
    asked: frozenset[str]

    def narrow(self, where: Where) -> Selection:
        """The selection with more filters."""
        if not where:
            return self
        common = {name: values for name, values in where.items() if name not in self.book.split}
        strict = select(self.strict, where)
        loose = select(self.loose, common) if self.book.split else strict
        return replace(self, strict=strict, loose=loose, asked=self.asked | where.keys())

    def chosen(self) -> tuple[tuple[Line, ...], bool]:
        """The lines to add up, and False where some group has no breakdown that carries what is asked."""
        known = all(line.known for line in self.strict)
        best: dict[tuple[str, ...], str | None] = {}
        for line in self.loose:
            if line.breakdown and line.group not in best:
                best[line.group] = self.book.best(line.group, self.asked)
        known = known and None not in best.values()
        lines = [line for line in self.strict if not line.breakdown]
        lines += [line for line in self.strict if line.breakdown and line.breakdown == best.get(line.group)]
        return tuple(lines), known

    def measure(self, id: str, title: str, rule: str = "") -> Measured:
        """The exact sum of the selection, or the control figure that stands for its set of lines."""
        lines, known = self.chosen()
        figure = sum_of(id, title, (line.figure for line in lines), rule or f"{len(lines)} 行明细合计")
        control = self.book.controls.get(identity(self.book, lines)) if lines and self.book.controls else None
        if control is not None:
            origin = Controlled(control.place, control.basis, figure.named(f"{id}.sum", f"{title}（明细合计）"), control.unit)
            figure = replace(figure, value=control.amount, origin=origin)
        return Measured(figure=figure, lines=len(lines), known=known)


def identity(book: Book, lines: Iterable[Line]) -> Identity:
    """What set of lines this is: a group taken whole is the same set in every breakdown."""
    taken = tuple(lines)
    parts: list[object] = [line.figure.id for line in taken if not line.breakdown]
    groups: dict[tuple[tuple[str, ...], str], list[object]] = {}
    for line in taken:
        if line.breakdown:
            groups.setdefault((line.group, line.breakdown), []).append(line.figure.id)
    for (group, breakdown), ids in groups.items():
        if len(ids) == len(book.whole(group, breakdown)):
            parts.append(group)
        else:
            parts.extend(ids)
    return frozenset(parts)
