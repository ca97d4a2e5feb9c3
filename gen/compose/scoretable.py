"""The scoring table (评分表) in a form: one row an indicator, its levels beside all rows below them, its rule in words, its mark."""

from __future__ import annotations

from functools import partial

from gen.amount import display
from gen.compose.table import Canvas, rows_sharing
from gen.compose.tablespec import Band
from gen.derive.score import Mark, Scores
from gen.derive.scorerule import points
from gen.derive.scorespec import Scoring
from gen.document import Align, Cell, FigureRef, Inline, LineBreak, Text, on_lines

_CENTERED = ("level1", "level2", "name", "full", "mark")


def lay_scores(wanted: Scoring, scores: Scores, band: Band, first: int, canvas: Canvas) -> int:
    """Lay the rows of the table from grid row ``first`` on; how many there are."""
    spans = band.spans or (1,) * len(band.scores)
    for index, mark in enumerate(scores.marks):
        column = 0
        for name, span in zip(band.scores, spans, strict=True):
            height = rows_sharing(scores.marks, index, partial(_shared, name=name))
            if height:
                canvas.cells.append(
                    Cell(
                        row=first + index,
                        column=column,
                        rowspan=height,
                        colspan=span,
                        inlines=_inlines(wanted, mark, name, canvas),
                        align=Align.CENTER if name in _CENTERED else Align.LEFT,
                    )
                )
            column += span
    return len(scores.marks)


def _shared(mark: Mark, name: str) -> tuple[str, ...]:
    """What rows beside one cell of the column ``name`` have in common."""
    return {"level1": (mark.item.level1,), "level2": (mark.item.level1, mark.item.level2)}.get(name, (mark.item.name,))


def _inlines(wanted: Scoring, mark: Mark, name: str, canvas: Canvas) -> tuple[Inline, ...]:
    item = mark.item
    match name:
        case "mark":
            if mark.figure is None:
                return ()
            canvas.figures[mark.figure.id] = mark.figure
            return (FigureRef(display(mark.figure.value, wanted.places, trim=True), mark.figure.id),)  # type: ignore[arg-type]
        case "level1":
            return (Text(item.level1, item.place), LineBreak(), Text(f"（{points(wanted.weights[item.level1])}分）", item.place))
        case "criteria":
            return on_lines((Text(line, item.place),) for line in item.criteria)
        case "full":
            return (Text(points(item.full), item.place),)
        case _:
            return (Text(str(getattr(item, name)), item.place),)
