"""Figures (数字): every number a document may show, exact, each with its origin down to file:line:column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from gen.amount import ZERO, Amount, Value, total
from gen.findings import Place


@dataclass(frozen=True, slots=True)
class Written:
    """录入: a figure that stands in a source file. ``precision`` is what the figure is known to, None = exact."""

    place: Place
    basis: str = ""
    precision: Amount | None = None


@dataclass(frozen=True, slots=True)
class Derived:
    """推导: a figure made from ``inputs`` by ``rule``, a sentence in Chinese."""

    rule: str
    inputs: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Controlled:
    """控制数: a figure fixed by somebody else at ``place``, in the stead of ``derived``, the sum of the same lines.

    ``precision`` is what the control is known to.
    """

    place: Place
    basis: str
    derived: Figure
    precision: Amount


Origin = Written | Derived | Controlled


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """数字（带出处）. ``unit`` is 元 for money (kept in 元, whatever the page shows), % for a rate, else the word that is counted (个, 人, 辆).

    ``id`` is stable for the same data and edition; ``title`` says in Chinese what the figure is.
    """

    id: str
    title: str
    value: Value
    unit: str
    origin: Origin

    @property
    def amount(self) -> Amount:
        """The value of a figure of money."""
        assert isinstance(self.value, Amount), f"{self.id} is no amount"
        return self.value

    def named(self, id: str, title: str) -> Figure:
        """The same figure under another id and title."""
        return replace(self, id=id, title=title)


def sum_of(id: str, title: str, parts: Iterable[Figure], rule: str = "合计") -> Figure:
    """The exact sum of figures of money; 0 when there are none."""
    inputs = tuple(parts)
    return Figure(id=id, title=title, value=total(part.amount for part in inputs), unit="元", origin=Derived(rule, inputs))


def inputs_of(figure: Figure) -> tuple[Figure, ...]:
    """The figures that a figure was made from, or set in the stead of."""
    match figure.origin:
        case Derived(inputs=inputs):
            return inputs
        case Controlled(derived=derived):
            return (derived,)
        case _:
            return ()


def line_sum(figure: Figure) -> Figure:
    """The figure before any control took its place: what the lines themselves come to."""
    return figure.origin.derived if isinstance(figure.origin, Controlled) else figure


def as_fine_as(figure: Figure, finest: Amount) -> Figure:
    """The figure as far as it is known to ``finest``: a control that is known more coarsely gives way to the sum of the lines."""
    origin = figure.origin
    return origin.derived if isinstance(origin, Controlled) and origin.precision > finest else figure


def sources(figure: Figure) -> Iterator[Place]:
    """Every place that the figure rests on, each once, in the order of the derivation."""
    seen: set[Place] = set()
    stack = [figure]
    while stack:
        match stack.pop().origin:
            case Written(place=place) if place not in seen:
                seen.add(place)
                yield place
            case Derived(inputs=inputs):
                stack.extend(reversed(inputs))
            case Controlled(place=place, derived=derived):
                stack.append(derived)
                if place not in seen:
                    seen.add(place)
                    yield place
            case _:
                pass


def known_to(figure: Figure) -> Amount:
    """How far a sum or a difference of amounts may be off, twice over: what each amount that it rests on is known to, added up; 0 = exact."""
    match figure.origin:
        case Written(precision=precision):
            return precision or ZERO
        case Controlled(precision=precision):
            return precision
        case Derived(inputs=inputs):
            return total(known_to(part) for part in inputs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two figures of the same money from two folders: what stands ``here``, and what the other folder comes to ``there``."""

    here: Figure
    there: Figure

    @property
    def agree(self) -> bool:
        """Whether they may be the same amount: no further apart than half of what both are known to."""
        apart = abs(self.here.amount - self.there.amount)
        return apart + apart <= known_to(self.here) + known_to(self.there)
