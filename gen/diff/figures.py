"""The figures of a document (数字): which of them print otherwise, and which changed without a trace on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gen.diff.paper import Line, Paper


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure of the text: its title and both printed forms, "" where it is not printed on that side."""

    title: str
    old: str
    new: str
    unit: str


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
            yield FigureChange(known.title, was, now, known.unit)


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
