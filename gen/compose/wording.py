"""Wording of changes and reasons (增减和原因的说法): the edition's patterns filled with derived figures.

The direction word comes from the sign, a rate only where there is a base, a cause only where the data gives one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from gen.amount import ZERO, display, round_half_up
from gen.compose.drivers import Explained, explained, visible
from gen.compose.edition import Edition
from gen.compose.editionfile import Reasons
from gen.compose.printer import Holes, Printer
from gen.compose.show import shows_nothing
from gen.derive.change import Change, Direction, size_of
from gen.derive.facts import Facts
from gen.derive.figure import Figure
from gen.derive.prior import PROJECT
from gen.derive.spec import Quantity
from gen.findings import Place
from gen.model.folder import Model
from gen.model.shape import Sourced

#: The clause of a pattern that names the rate; it is left out where there is no rate.
_RATE_CLAUSE = re.compile(r"，[^，{}]*\{幅度\}[^，]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Something whose change can be worded: its name in the texts, whose it is, its change, and how its amounts print."""

    name: str
    model: Model
    facts: Facts
    change: Change | None
    quantity: Quantity | None = None
    places: int = 0
    trim: bool = False
    is_project: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unexplained:
    """原因待补: a change that the document words without a cause; ``place`` is where the cause belongs.

    The cause is one of [[projects]] or else of [[items]] (``is_project``), under the name ``about``, which is ``there`` already or not.
    Of 其余 ``rest`` is the bridge that leaves it.
    """

    name: str
    size: str
    place: Place
    about: str
    is_project: bool
    there: bool
    rest: Explained | None = None


@dataclass(frozen=True, slots=True)
class Caused:
    """写到的原因: a cause that the document gives for the change of what is called ``name``, and whether that change is a rise."""

    name: str
    cause: Sourced[str]
    rise: bool


@dataclass(slots=True)
class Words:
    """The functions of templates that word changes; ``unexplained`` collects changes worded without a cause, by name, ``caused`` those with one.

    ``idle`` are the causes of what did not change, so far as that is known, each with what it is the cause of.
    """

    model: Model
    facts: Facts
    edition: Edition
    printer: Printer
    subjects: dict[str, Subject] = field(default_factory=dict)
    unexplained: dict[str, Unexplained] = field(default_factory=dict)
    caused: dict[Caused, None] = field(default_factory=dict)
    idle: dict[Place, str] = field(default_factory=dict)

    def what(self, text: str) -> str:
        """What a text is about, with the unit where there are several."""
        return f"{self.model.names['单位简称']}：{text}" if self.model.slug else text

    def words(self, thing: Any, kind: str) -> str:
        """The change of a figure or project in the edition's words of ``kind``."""
        subject, wording = self.subject(thing), self.edition.wordings.get(kind)
        if wording is None:
            raise LookupError(f"edition.toml 没有 [change.{kind}]")
        change = subject.change
        if change is None:
            raise LookupError(f"“{subject.name}”没有说明上年数在哪里（prior）")
        pattern = wording.patterns[self.direction(subject)]
        # A rate that would print as 0% says nothing of a difference that does not.
        rated = change.rate is not None and not shows_nothing(change.rate, self.edition.rate_places)
        return self.printer.fill(pattern if rated else _RATE_CLAUSE.sub("", pattern), self._holes(subject, change), wording.place)

    def _holes(self, subject: Subject, change: Change) -> Holes:
        size, rate, year = change.size, change.rate, self.model.year
        holes = {"年度": lambda: self.printer.words(str(year)), "上年": lambda: self.printer.words(str(year - 1))}
        if size is not None:
            holes["差额"] = lambda: self.printer.figure(size, places=subject.places, trim=subject.trim)
        if rate is not None:
            holes["幅度"] = lambda: self.printer.figure(rate, places=self.edition.rate_places)
        return holes

    def moved(self, thing: Any) -> bool:
        """Whether a figure changed on last year, as far as is known and can be seen on the page."""
        return self.direction(self.subject(thing)) not in ("same", "near", "unknown")

    def because(self, thing: Any, pattern: str) -> str:
        """``pattern`` with the cause of a change; "" where nothing changed or no cause is known (then the change is noted)."""
        subject = self.subject(thing)
        cause = self.cause(subject.model, subject.name)
        if not self.moved(thing) or subject.change is None or subject.change.size is None:
            if cause is not None and self.direction(subject) != Direction.UNKNOWN.value:
                self.idle[cause.place] = subject.model.scoped(subject.name)
            return ""
        if cause is None:
            self._note(subject, subject.name, subject.change.size, is_project=subject.is_project)
            return ""
        self._noted(subject, subject.name, subject.change.signed, cause)
        return self.printer.fill(pattern, {"原因": lambda: self.printer.data(cause)}, None)

    def reasons(self, thing: Any) -> str:
        """The drivers of a change with their amounts and causes, then 其余: together they are the change.

        What would print as 0 is not named: such parts are in 其余, and an 其余 that prints as 0 is left out.
        """
        subject, wording = self.subject(thing), self.edition.reasons
        why = None
        if subject.quantity is not None and subject.change is not None:
            why = explained(subject.model, subject.facts, subject.quantity, subject.change, self.edition)
        if wording is None or why is None or why.whole.signed is None:
            raise LookupError(f"“{subject.name}”没有可列的因素")
        whole, found = why.whole, why.bridge
        id, title = whole.now.id, whole.now.title
        pieces = []
        for part in found.drivers:
            assert part.change.signed is not None and part.change.size is not None
            cause = self.cause(subject.model, part.name)
            if cause is None:
                self._note(subject, part.name, part.change.size, is_project=why.by == PROJECT)
            self._noted(subject, part.name, part.change.signed, cause)
            pieces.append(self._driver(self._named(subject.model, part.name), part.change.signed, part.change.size, wording.driver, cause))
        pieces = _numbered(pieces, wording.ordinals)
        if visible(found.rest, self.printer.unit, self.printer.places):
            assert found.rest is not None
            size = size_of(f"{id}.rest.size", f"{title}增减其余部分的数额", found.rest)
            cause = self.cause(subject.model, subject.name)
            if cause is None and found.unexplained:
                self._note(subject, subject.name, size, rest=why)
            self._noted(subject, f"{subject.name}增减的其余部分", found.rest, cause)
            pieces.append(self._driver("其余", found.rest, size, wording.rest if pieces else wording.alone, cause))
        lead = {"方向": lambda: self.printer.words(_word(whole.signed, wording), wording.place)}
        first = found.drivers[0].change.signed if found.drivers else None
        against = first is not None and _word(first, wording) != _word(whole.signed, wording)
        return self.printer.fill(wording.mixed if against else wording.lead, lead, wording.place) + "；".join(pieces)

    def _named(self, model: Model, name: str) -> str:
        """The name of a project as the text has it."""
        alias = self.edition.reasons.alias if self.edition.reasons else ""
        return next((project.aliases.get(alias, name) for project in model.projects if project.name == name), name)

    def _driver(self, name: str, signed: Figure, size: Figure, pattern: str, cause: Sourced[str] | None) -> str:
        """One driver in words: name, direction, size, and its cause where the data gives one."""
        wording = self.edition.reasons
        assert wording is not None
        holes: Holes = {
            "因素": lambda: self.printer.words(name),
            "方向": lambda: self.printer.words(_word(signed, wording), wording.place),
            "差额": lambda: self.printer.amount(size),
        }
        text = self.printer.fill(pattern, holes, wording.place)
        return text + self.printer.fill(wording.cause, {"原因": lambda: self.printer.data(cause)}, wording.place) if cause else text

    def subject(self, thing: Any) -> Subject:
        """The subject behind a view of a template."""
        subject = self.subjects.get(getattr(thing, "subject", ""))
        if subject is None:
            raise LookupError("words、because、moved、reasons 的第一个参数应是 f 里的口径或一个项目")
        return subject

    def direction(self, subject: Subject) -> str:
        """The key of the wording of a change: its direction, or ``near`` where the difference prints as 0."""
        change = subject.change
        if change is None:
            return Direction.UNKNOWN.value
        if change.size is not None and change.size.amount and not round_half_up(change.size.amount.to(self.printer.unit), subject.places):
            return "near"
        return change.direction.value

    def cause(self, model: Model, name: str) -> Sourced[str] | None:
        """The cause that the data gives for the change of a project or matter."""
        return next((text.cause for text in model.texts.explained() if text.name.value == name and text.cause), None)

    def _note(self, subject: Subject, about: str, size: Figure, *, is_project: bool = False, rest: Explained | None = None) -> None:
        """Note that a change is worded without a cause."""
        texts = subject.model.texts
        there = next((text.name.place for text in texts.explained() if text.name.value == about), None)
        name = f"{about}增减的其余部分" if rest else about
        self.unexplained[subject.model.scoped(name)] = Unexplained(
            name=name,
            size=display(size.amount.to(self.printer.unit), 6, trim=True) + self.printer.unit.value,
            place=there or Place(texts.place.path),
            about=about,
            is_project=is_project,
            there=there is not None,
            rest=rest,
        )

    def _noted(self, subject: Subject, name: str, signed: Figure | None, cause: Sourced[str] | None) -> None:
        """Note the cause that a change is worded with."""
        if cause is not None and signed is not None:
            self.caused[Caused(subject.model.scoped(name), cause, signed.amount > ZERO)] = None


def _word(signed: Figure | None, wording: Reasons) -> str:
    """The direction word of a difference."""
    assert signed is not None
    return wording.up if signed.amount > ZERO else wording.down


def _numbered(pieces: Sequence[str], ordinals: Sequence[str]) -> list[str]:
    """一是…二是…, when there is more than one driver (and an ordinal for each)."""
    if not 1 < len(pieces) <= len(ordinals):
        return list(pieces)
    return [ordinal + piece for ordinal, piece in zip(ordinals, pieces, strict=False)]
