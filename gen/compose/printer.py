"""Printing values into templates (印数): figures, texts and words become marks, and every figure printed is noted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from gen.amount import Unit
from gen.compose.marks import Book, Printed
from gen.compose.quotes import Quotes
from gen.compose.show import show
from gen.derive.figure import Figure
from gen.document import FigureRef, Text
from gen.findings import Lost, Place
from gen.model.shape import Sourced

#: What stands on a draft in place of a text that the data lacks.
BLANK = "〔此处缺{}〕"

_HOLE = re.compile(r"\{([^{}]+)\}")

#: What a hole of a pattern is filled with, made only when the pattern has that hole.
Holes = Mapping[str, Callable[[], Printed]]


@dataclass(frozen=True, slots=True)
class Blank:
    """待补的文字: a text that the page needs and the data lacks, and where it belongs; of an amount the lines that leave it open (``lost``)."""

    what: str
    place: Place
    lost: Lost | None = None


@dataclass(slots=True)
class Printer:
    """Prints in one ``unit``, with commas between thousands where ``grouped``; amounts with ``places`` decimals, ``trim`` as they say no other.

    ``figures`` collects every figure printed, by id, ``blanks`` every text that was looked for in vain.
    """

    unit: Unit
    grouped: bool = True
    places: int = 0
    trim: bool = False
    quotes: Quotes = field(default_factory=Quotes)
    book: Book = field(default_factory=Book)
    figures: dict[str, Figure] = field(default_factory=dict)
    blanks: dict[str, Blank] = field(default_factory=dict)

    def amount(self, figure: Figure, *, subject: str = "") -> Printed:
        """An amount as the text prints amounts."""
        return self.figure(figure, places=self.places, trim=self.trim, subject=subject)

    def figure(self, figure: Figure, *, places: int = 0, trim: bool = False, subject: str = "") -> Printed:
        """A figure, rounded once."""
        known = self.figures.setdefault(figure.id, figure)
        same = known is figure or (known.value, known.title, known.unit) == (figure.value, figure.title, figure.unit)
        assert same, f"two figures share the id {figure.id}"
        mark = self.book.mark(FigureRef(show(figure, self.unit, places, trim=trim, grouped=self.grouped), figure.id))
        return Printed(mark=mark, title=self.words(figure.title), zero=not figure.value, subject=subject)

    def data(self, text: Sourced[str]) -> Printed:
        """A text of the data, which prints as itself, with what it quotes."""
        return Printed(mark="".join(self.book.mark(piece) for piece in self.quotes.of(text)))

    def optional(self, text: Sourced[str] | None, what: str, place: Place, lost: Lost | None = None) -> Printed:
        """A text of the data; where there is none, something that is false and prints as 〔此处缺 what〕 (it belongs at ``place``)."""
        if text is not None:
            return self.data(text)
        self.blanks[what] = Blank(what, place, lost)
        return Printed(mark=self.book.mark(Text(BLANK.format(what), place)), given=False)

    def words(self, text: str, place: Place | None = None) -> Printed:
        """Words of the edition, which stand at ``place``."""
        return Printed(mark=self.book.mark(Text(text, place)))

    def fill(self, pattern: str, holes: Holes, place: Place | None) -> str:
        """``pattern`` with each {hole} replaced by its mark; the words between are words of the edition."""
        out = []
        for index, piece in enumerate(_HOLE.split(pattern)):
            if index % 2:
                if piece not in holes:
                    raise LookupError(f"“{pattern}”里的 {{{piece}}} 没有可填的内容")
                out.append(str(holes[piece]()))
            elif piece:
                out.append(str(self.words(piece, place)))
        return "".join(out)
