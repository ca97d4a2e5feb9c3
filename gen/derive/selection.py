"""Selections (选取明细): which lines of a source a cell or a quantity is the sum of, and what that sum is shown as.

Two things stand between lines and their sum. **Breakdowns (口径)**: where only marginals were published, the money of a group stands once in
each breakdown; a selection takes, for each group, the most precise breakdown that carries every dimension asked for. **Controls (控制数)**: a
figure approved or published by somebody else belongs to a set of lines, and is what every selection of that set shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All lines of a source. ``carries`` are the dimensions that each breakdown gives; ``controls`` the control figures by set of lines."""

    lines: tuple[Line, ...]
    carries: Mapping[str, frozenset[str]]
    controls: Mapping[Identity, ControlFigure]

    def all(self) -> Selection:
        """Every line, nothing asked yet."""
        return Selection(book=self, strict=self.lines, loose=self.lines, asked=frozenset())

    @property
    def split(self) -> frozenset[str]:
        """The dimensions that some breakdown does not carry."""
        return frozenset().union(*self.carries.values()) if self.carries else frozenset()

    def whole(self, group: tuple[str, ...], breakdown: str) -> tuple[Line, ...]:
        """All lines of a group in one breakdown."""
        return tuple(line for line in self.lines if line.group == group and line.breakdown == breakdown)


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
        loose = select(self.loose, common) if self.book.carries else strict
        return replace(self, strict=strict, loose=loose, asked=self.asked | where.keys())

    def chosen(self) -> tuple[tuple[Line, ...], bool]:
        """The lines to add up, and False where some group has no breakdown that carries what is asked."""
        lines = [line for line in self.strict if not line.breakdown]
        known = all(line.known for line in self.strict)
        for group in dict.fromkeys(line.group for line in self.loose if line.breakdown):
            best = self._best(group)
            known = known and best is not None
            lines += [line for line in self.strict if line.group == group and line.breakdown == best]
        return tuple(lines), known

    def _best(self, group: tuple[str, ...]) -> str | None:
        """The most precise breakdown of a group that carries every dimension asked for."""
        asked = self.asked & self.book.split
        names = dict.fromkeys(line.breakdown for line in self.book.lines if line.group == group and line.breakdown)
        fit = [name for name in names if asked <= self.book.carries.get(name, frozenset())]
        return min(fit, key=lambda name: _coarseness(self.book.whole(group, name)), default=None)

    def measure(self, id: str, title: str, rule: str = "") -> Measured:
        """The exact sum of the selection, or the control figure that stands for its set of lines."""
        lines, known = self.chosen()
        figure = sum_of(id, title, (line.figure for line in lines), rule or f"{len(lines)} 行明细合计")
        control = self.book.controls.get(identity(self.book, lines)) if lines and self.book.controls else None
        if control is not None:
            origin = Controlled(control.place, control.basis, figure.named(f"{id}.sum", f"{title}（明细合计）"))
            figure = replace(figure, value=control.amount, origin=origin)
        return Measured(figure=figure, lines=len(lines), known=known)


def identity(book: Book, lines: Iterable[Line]) -> Identity:
    """What set of lines this is: a group taken whole is the same set in every breakdown."""
    taken = tuple(lines)
    parts: list[object] = [line.figure.id for line in taken if not line.breakdown]
    for group, breakdown in dict.fromkeys((line.group, line.breakdown) for line in taken if line.breakdown):
        ids = {line.figure.id for line in taken if (line.group, line.breakdown) == (group, breakdown)}
        if ids == {line.figure.id for line in book.whole(group, breakdown)}:
            parts.append(group)
        else:
            parts.extend(ids)
    return frozenset(parts)


def _coarseness(lines: Iterable[Line]) -> Amount:
    """How far the sum of these lines may be off: the sum of what each is known to."""
    return total(line.precision for line in lines)
