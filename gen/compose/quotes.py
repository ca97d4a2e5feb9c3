"""Quotes (引文): 〔引：名称〕 in a text of the data stands for a fact that is written or derived elsewhere, so that each fact is written once.

What can be quoted: the first paragraph of a passage; a quantity or formula of the edition by its title (without its unit); an amount of
execution.csv (“预算准备金执行数”, in the unit of the folder; “预算安排·年初预算预算数” where two rows have the same object); a percentage
among the facts of scores.csv. It is no template: nothing is looked for inside a quote, and one that names nothing prints as itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from gen.amount import Amount, Unit, display
from gen.compose.edition import Edition
from gen.compose.show import show
from gen.derive.facts import Facts
from gen.derive.figure import Figure
from gen.document import DataText, FigureRef, Inline
from gen.findings import Place
from gen.model.folder import Model
from gen.model.shape import Sourced

_QUOTE = re.compile(r"(〔引：([^〔〕]+)〕)")


@dataclass(slots=True)
class Quotes:
    """What texts may quote, by name: passages, and figures with the way they print. ``used`` collects the figures that were quoted, by id.

    ``units`` are the quotes of each budget unit by its folder: its texts quote what is its own.
    """

    passages: Mapping[str, Sourced[str]] = field(default_factory=dict)
    figures: Mapping[str, tuple[Figure, str]] = field(default_factory=dict)
    used: dict[str, Figure] = field(default_factory=dict)
    units: Mapping[str, Quotes] = field(default_factory=dict)

    def of(self, text: Sourced[str]) -> tuple[Inline, ...]:
        """``text`` with each quote replaced by what it stands for, every piece with the place where it was written."""
        spoken_by = self.of_whom(text.place)
        pieces: list[Inline] = []
        parts = _QUOTE.split(text.value)
        for index in range(0, len(parts), 3):
            if parts[index]:
                pieces.append(DataText(parts[index], text.place))
            if index + 2 < len(parts):
                pieces.append(spoken_by._quote(parts[index + 2]) or DataText(parts[index + 1], text.place))
        return tuple(pieces)

    def of_whom(self, place: Place) -> Quotes:
        """What a text that stands at ``place`` may quote."""
        return next((unit for folder, unit in self.units.items() if place.path.startswith(f"{folder}/")), self)

    def _quote(self, name: str) -> Inline | None:
        if name in self.passages:
            return DataText(self.passages[name].value, self.passages[name].place)
        if name in self.figures:
            figure, shown = self.figures[name]
            self.used[figure.id] = figure
            return FigureRef(shown, figure.id)
        return None

    def knows(self, name: str) -> bool:
        """Whether there is something under this name."""
        return name in self.passages or name in self.figures


def names(text: str) -> tuple[str, ...]:
    """What a text quotes."""
    return tuple(match[2] for match in _QUOTE.finditer(text))


def quotes(model: Model, facts: Facts, edition: Edition) -> Quotes:
    """All that the texts of a document and of its units may quote."""
    used: dict[str, Figure] = {}
    units = {part.folder: _quotes(part, facts.parts[part.slug], edition, used, {}) for part in model.parts}
    return _quotes(model, facts, edition, used, units)


def _quotes(model: Model, facts: Facts, edition: Edition, used: dict[str, Figure], units: Mapping[str, Quotes]) -> Quotes:
    """What the texts of one folder may quote; what stands first in the list of this module goes before what follows."""
    figures: dict[str, tuple[Figure, str]] = {}
    for fact in facts.scores.facts if facts.scores else ():
        if fact.unit == "%":
            figures[fact.title] = (fact, show(fact, Unit.YUAN, 2, trim=True))
    lines = facts.sources.books["execution"].lines
    times = Counter(line.figure.title for line in lines)
    for line in lines:
        shown = (line.figure, _as_written(model, line.figure))
        figures[f"{line.dimensions['事项']}·{line.figure.title}"] = shown
        if times[line.figure.title] == 1:
            figures[line.figure.title] = shown
    unit, grouped = Unit(edition.unit), edition.grouped
    for quantity in edition.definitions.quantities:
        if quantity.id not in facts.missing:
            figure = facts.quantities[quantity.id]
            figures[quantity.title] = (figure, show(figure, unit, quantity.places, trim=quantity.trim, grouped=grouped))
    for formula in edition.definitions.formulas:
        if formula.id in facts.formulas:
            figure = facts.formulas[formula.id]
            figures[formula.title] = (figure, show(figure, unit, formula.places, trim=formula.trim, grouped=grouped))
    passages = {passage.name.value: passage.paragraphs[0] for passage in model.texts.passages if passage.paragraphs}
    return Quotes(passages=passages, figures=figures, used=used, units=units)


def _as_written(model: Model, figure: Figure) -> str:
    """An amount with all its own digits, in the unit of the folder."""
    assert isinstance(figure.value, Amount)
    number = figure.value.to(Unit(model.unit.amount_unit.value))
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return display(number, max(0, -exponent), grouped=False)
