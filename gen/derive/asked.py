"""Questions (所问): what the lines of a book come to under filters, and whether they say so at all.

A line that leaves blank what a filter names may be any of it: a project without its economic class may hold any of 三公. Where no line says what
is asked and such a line is there, the sum is not known, which is not the same as 0. This is one rule for every quantity, part, project, cell and
comparative, of this year and of last.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from gen.derive.lines import MAY_BE_UNSAID, Line
from gen.derive.selection import Book, Measured, Selection
from gen.derive.spec import Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A selection of lines, and the lines beside it (``open``) that may belong to it, for they leave blank what was asked."""

    selection: Selection
    open: tuple[Line, ...] = ()

    @property
    def strict(self) -> tuple[Line, ...]:
        """The lines that say that they are what was asked."""
        return self.selection.strict

    def narrow(self, where: Where) -> Asked:
        """The question with more filters."""
        gaps = MAY_BE_UNSAID & where.keys()
        # What another breakdown of the same money tells is no gap of a line.
        told = gaps & self.selection.book.split
        left = [line for line in self.open if not (line.breakdown and line.unsaid & told) and line.might_pass(where)]
        if gaps:
            blank = [line for line in self.strict if not line.unsaid.isdisjoint(gaps) and not (line.breakdown and line.unsaid & told)]
            left += [line for line in blank if not line.passes(where) and line.might_pass(where)]
        return replace(self, selection=self.selection.narrow(where), open=tuple(left))

    def measure(self, id: str, title: str, rule: str = "") -> Measured:
        """What the lines that say so come to; not known where none does and another may."""
        measured = self.selection.measure(id, title, rule)
        return replace(measured, known=measured.known and bool(measured.lines or not self.open))


def ask(book: Book) -> Asked:
    """All lines of a book, nothing asked yet."""
    return Asked(selection=book.all())
