"""The figures of a document (数字): which of them print otherwise, and which changed without a trace on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gen.amount import Unit, display
from gen.diff.paper import FigureView, Line, Paper


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure of the text: its title and both printed forms, "" where it is not printed on that side.

    ``id`` is that of the figure; ``moved`` by how much money it rose or fell, with its sign and as exact as it is printed, "" for what is no money.
    """

    title: str
    old: str
    new: str
    unit: str
    id: str = ""
    moved: str = ""


def said(change: FigureChange) -> str:
    """A change of a figure in words: 三公经费 12 → 15 万元."""
    unit = f" {change.unit}" if change.unit else ""
    if change.old and change.new:
        return f"{change.title} {change.old} → {change.new}{unit}"
    return f"{change.title} {change.new}{unit}（新写到）" if change.new else f"{change.title} {change.old}{unit}（不再写到）"


def figure_changes(one: Sequence[Line], other: Sequence[Line], old: Paper, new: Paper) -> Iterator[FigureChange]:
    """The figures of the text that print otherwise, each once, in reading order."""
    before, after = _forms(one), _forms(other)
    for id in dict.fromkeys((*after, *before)):
        was, now = before.get(id, ""), after.get(id, "")
        known = new.figures.get(id) or old.figures.get(id)
        if was != now and known is not None:
            moved = _moved(old.figures.get(id), new.figures.get(id), max(_places(was), _places(now)))
            yield FigureChange(known.title, was, now, known.unit, id, moved if was and now else "")


def _moved(old: FigureView | None, new: FigureView | None, places: int) -> str:
    if not (old and new) or old.yuan is None or new.yuan is None:
        return ""
    return signed((new.yuan - old.yuan) / Unit(new.unit).in_yuan, places)


def signed(number: Decimal, places: int) -> str:
    """``number`` as printed, with its sign; 0 has none."""
    text = display(number, places, trim=True)
    return f"+{text}" if number > 0 and text != "0" else text


def _places(text: str) -> int:
    return len(text.partition(".")[2])


def _forms(lines: Sequence[Line]) -> dict[str, str]:
    forms: dict[str, str] = {}
    for line in lines:
        for printed in line.printed:
            forms.setdefault(printed.figure, printed.text)
    return forms


def hidden_changes(old: Paper, new: Paper) -> Iterator[FigureChange]:
    """Figures of both sides whose exact value changed but not how they print."""
    before, after = _all_forms(old), _all_forms(new)
    for id, figure in new.figures.items():
        was = old.figures.get(id)
        if was is not None and was.exact != figure.exact and before.get(id) == after.get(id):
            yield FigureChange(figure.title, was.exact, figure.exact, "")


def _all_forms(paper: Paper) -> dict[str, set[str]]:
    forms: dict[str, set[str]] = {}
    for block in paper.blocks:
        rows = (block,) if isinstance(block, Line) else tuple(slot for row in (*block.heads, *block.rows) for slot in row.slots)
        for each in rows:
            for printed in each.printed:
                forms.setdefault(printed.figure, set()).add(printed.text)
    return forms
