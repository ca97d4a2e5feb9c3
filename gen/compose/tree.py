"""The tree of indicators (绩效指标) in a form: levels that stand once beside all rows below them, with the form's frame of groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from gen.compose.quotes import Quotes
from gen.compose.table import UNKNOWN, rows_sharing
from gen.compose.tablespec import LEVELS, Band
from gen.document import Align, Cell, Inline, Text
from gen.findings import Place
from gen.model.lines import Indicator, ProjectIndicator
from gen.model.shape import Sourced, fields_of

_TITLES = {field.name: field.title for record in (ProjectIndicator, Indicator) for field in fields_of(record)}
_CENTERED = ("level1", "level2", "target", "actual")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the tree: its groups, and the indicator, None where the group is empty."""

    level1: str
    level2: str
    indicator: Indicator | ProjectIndicator | None


def entries(indicators: Sequence[Indicator | ProjectIndicator], frame: Sequence[tuple[str, str]]) -> tuple[Entry, ...]:
    """The rows of the tree: those of the frame in its order (an empty group is one row), then groups that the frame does not know."""
    groups = dict.fromkeys((*frame, *((row.level1, row.level2) for row in indicators)))
    found: list[Entry] = []
    for level1, level2 in groups:
        rows = [row for row in indicators if (row.level1, row.level2) == (level1, level2)]
        found += [Entry(level1, level2, row) for row in rows] or [Entry(level1, level2, None)]
    return tuple(found)


def lay(rows: Sequence[Entry], band: Band, first: int, start: int, place: Place, quotes: Quotes) -> list[Cell]:
    """The cells of the tree, from grid row ``first`` and column ``start``."""
    spans = band.spans or (1,) * len(band.indicators)
    cells = []
    for index, row in enumerate(rows):
        column = start
        for depth, (name, span) in enumerate(zip(band.indicators, spans, strict=True)):
            height = rows_sharing(rows, index, attrgetter(*band.indicators[: depth + 1])) if name in LEVELS else 1
            if height:
                inlines = _text(row, name, band.empty[depth - 2] if depth >= 2 and band.empty else "", place, quotes)
                align = Align.CENTER if name in _CENTERED else Align.LEFT
                cells.append(Cell(row=first + index, column=column, rowspan=height, colspan=span, inlines=inlines, align=align))
            column += span
    return cells


def _text(row: Entry, name: str, empty: str, place: Place, quotes: Quotes) -> tuple[Inline, ...]:
    if row.indicator is None:
        text = row.level1 if name == "level1" else row.level2 if name == "level2" else empty
        return (Text(text, place),) if text else ()
    text = str(getattr(row.indicator, name))
    if name == "actual" and not text:
        return (Text(UNKNOWN, place),)
    return quotes.of(Sourced(text, row.indicator.row.at(_TITLES[name]))) if text else ()
