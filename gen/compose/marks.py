"""Marks (标记): how an inline passes through a template unharmed.

Whatever a template prints of the data is an inline of the tree. It is kept in a book, and the template prints only a private-use mark
with its number; the markup parser turns the mark back. So text of the data can never become markup, and a number on the page
always knows its figure. The reader refuses private-use characters in every file, so no file can forge a mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gen.document import Inline

OPEN, CLOSE, LINE = "\ue000", "\ue001", "\ue002"
_MARK = re.compile(f"{OPEN}([0-9]+){CLOSE}")


@dataclass(slots=True)
class Book:
    """The inlines that a template printed, by number."""

    inlines: list[Inline] = field(default_factory=list)

    def mark(self, inline: Inline) -> str:
        """The mark that stands for ``inline``."""
        self.inlines.append(inline)
        return f"{OPEN}{len(self.inlines) - 1}{CLOSE}"

    def split(self, text: str) -> list[str | Inline]:
        """``text`` parted into plain strings and the inlines of its marks."""
        pieces: list[str | Inline] = []
        for index, piece in enumerate(_MARK.split(text)):
            if index % 2:
                pieces.append(self.inlines[int(piece)])
            elif piece:
                pieces.append(piece)
        return pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What a template gets for a value: it can be printed, joined and asked whether it is there, and nothing else.

    It has no arithmetic and no comparison, so a template cannot compute. ``title`` names a figure; ``zero`` tells that it is 0;
    ``given`` is False for a text that the data lacks.
    """

    mark: str
    title: Printed | None = None
    zero: bool = False
    subject: str = ""
    given: bool = True

    def __bool__(self) -> bool:
        return self.given

    def __str__(self) -> str:
        return self.mark
