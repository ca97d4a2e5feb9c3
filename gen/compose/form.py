"""Forms (申报表): labelled cells with spans, and bands that repeat for tasks, goals or indicators, laid on one Grid."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile

from gen.amount import Unit
from gen.compose.about import About
from gen.compose.printer import BLANK, Blank
from gen.compose.scoretable import lay_scores
from gen.compose.show import show
from gen.compose.table import UNKNOWN, Canvas, display_cell, row_cells
from gen.compose.tablespec import Band, FormCell, Group, TableSpec
from gen.compose.tree import entries, lay
from gen.derive.facts import Facts
from gen.derive.pivot import DataSide
from gen.derive.selection import Measured
from gen.derive.spec import Column, Side, Where
from gen.document import Align, Cell, DataText, FigureRef, Inline, Stretch, Table, Text, on_lines, plain
from gen.findings import Place
from gen.model.lines import Indicator, ProjectIndicator
from gen.model.shape import Sourced

Rows = Sequence[Indicator | ProjectIndicator]

Pivot = Callable[[Side], DataSide]
#: The sum of the lines of a source that pass a filter: (id, title, source, filter) to what is shown.
Measure = Callable[[str, str, str, Where], Measured]

TICKED, UNTICKED = "√", "□"

_HOLE = re.compile(r"\{([^{}]+)\}")

#: What a cell may print of the scoring table besides its rows.
GRADE, TOTAL = "{评分等级}", "score.total"


def compose_form(
    spec: TableSpec, about: About, facts: Facts, canvas: Canvas, pivot: Pivot, measure: Measure
) -> tuple[Table, tuple[DataSide, ...]]:
    """A form, and the sides of its pivots. Each group stays on a page where it fits."""
    form = _Form(spec, about, facts, canvas, pivot, measure)
    for group in spec.groups:
        form.repeated(group)
    table = Table(
        id=spec.id,
        caption=spec.title,
        grid=canvas.grid(form.row, len(spec.widths)),
        widths=spec.widths,
        head_rows=spec.head_rows,
        kept=tuple(form.kept),
        stretches=() if spec.head_rows else tuple(form.stretches),
        place=spec.place,
    )
    return table, tuple(form.sides)


class _Form:
    """Lays the groups of one form below each other."""

    def __init__(self, spec: TableSpec, about: About, derived: Facts, canvas: Canvas, pivot: Pivot, measure: Measure) -> None:
        self.spec, self.about, self.derived, self.canvas = spec, about, derived, canvas
        self.pivot, self.measure = pivot, measure
        self.row = 0
        self.sides: list[DataSide] = []
        self.kept: list[tuple[int, int]] = []
        self.stretches: list[Stretch] = []
        self.facts = dict(about.texts)
        self.picked = {goal for group in spec.groups for goal in group.goals()}
        self.label = ""

    def repeated(self, group: Group) -> None:
        """Lay a group, once or once for each goal of the indicators that no band picks by name."""
        if group.each != "goals":
            self.group(group, 0, self.about.indicators)
            return
        goals = dict.fromkeys(goal for row in self.about.indicators if (goal := goal_of(row)) and goal not in self.picked)
        for number, goal in enumerate(goals, start=1):
            rows = tuple(row for row in self.about.indicators if goal_of(row) == goal)
            self.facts |= {"目标": Sourced(goal, rows[0].row.at("目标"))}
            self.facts["序号"] = Sourced(str(number), self.spec.place)
            self.group(group, 0, rows)

    def group(self, group: Group, start: int, indicators: Rows) -> None:
        """Lay one group from grid column ``start``; it stays together where it fits on a page, and its title with what follows it always."""
        first, begun = self.row, len(self.canvas.cells)
        if group.title:
            inlines = filled(group.title, self.facts, self.canvas.names, self.spec.place)
            self.canvas.cells.append(Cell(row=self.row, column=start, colspan=len(self.spec.widths) - start, inlines=inlines))
            self.row += 1
        top, inner = self.row, start + (1 if group.head else 0)
        covered: dict[int, int] = {}  # grid column -> first row below a cell that spans down
        for band in group.bands:
            if self.is_there(band):
                self.band(band, inner, covered, indicators)
        for nested in group.groups:
            self.group(nested, inner, indicators)
        if self.row == first:
            return
        heads = head_rows(self.canvas.cells[begun:], top, self.row)
        if start == 0 and 0 < heads < self.row - top:
            self.stretches.append(Stretch(top, self.row - 1, heads))
        if group.head and self.row > top:
            self.head(group.head, top, start, self.row - top, 1)
        if start == 0:
            self.kept.append((first, self.row - 1))
        if start == 0 or group.title:
            # Where the whole is too tall for a page, its title or column heads still do not stand alone at the foot of one.
            self.kept.append((first, min(first + 2, self.row - 1)))

    def is_there(self, band: Band) -> bool:
        """Whether the facts are such that a band is part of this form."""
        return all((self.facts[name].value if name in self.facts else "") in values for name, values in band.when.items())

    def band(self, band: Band, start: int, covered: dict[int, int], indicators: Rows) -> None:
        """Lay one band and go on to the row below it."""
        if band.pivot is not None:
            side = self.pivot(band.pivot)
            self.sides.append(side)
            for row in (*side.rows, *side.foot):
                row_cells(self.canvas, side, row, self.row, start, self.spec.display, band.spans)
                self.row += 1
        elif band.scores:
            assert self.derived.scoring is not None and self.derived.scores is not None
            self.row += lay_scores(self.derived.scoring, self.derived.scores, band, self.row, self.canvas)
        elif band.indicators:
            chosen = [row for row in indicators if band.goal in ("", goal_of(row))]
            rows = entries(chosen, band.frame)
            self.canvas.cells += lay(rows, band, self.row, start, self.spec.place, self.canvas.quotes)
            self.row += len(rows)
        else:
            self.cells(band.cells, start, covered)

    def cells(self, cells: Sequence[FormCell], start: int, covered: dict[int, int]) -> None:
        """One row of labelled cells; those that span down keep their columns in the rows below."""
        column = start
        for cell in cells:
            while covered.get(column, 0) > self.row:
                column += 1
            self.cell(cell, column)
            if cell.rows > 1:
                covered |= {column + right: self.row + cell.rows for right in range(cell.span)}
            column += cell.span
        self.row += 1

    def cell(self, cell: FormCell, column: int) -> None:
        """One labelled cell."""
        if cell.head:
            self.head(cell.head, self.row, column, cell.rows, cell.span)
            return
        align = Align.CENTER if cell.figure or cell.text == GRADE else Align.LEFT
        inlines = self.inlines(cell)
        self.canvas.cells.append(Cell(row=self.row, column=column, rowspan=cell.rows, colspan=cell.span, inlines=inlines, align=align))

    def figure(self, cell: FormCell) -> tuple[Inline, ...]:
        """A figure of the facts by its id; nothing where it could not be derived."""
        scores = self.derived.scores
        figure = scores.total if scores and cell.figure == TOTAL else self.derived.formulas.get(cell.figure)
        if figure is None:
            return ()
        self.canvas.figures[figure.id] = figure
        return (FigureRef(show(figure, Unit(self.spec.display.unit), cell.places), figure.id),)

    def passage(self, name: str) -> tuple[Inline, ...]:
        """The paragraphs of a passage, each on a line."""
        texts = self.about.model.texts
        found = texts.passage(name)
        if found is None:
            what = f"文段“{name}”（passages）"
            self.canvas.blanks[what] = Blank(what, Place(texts.place.path))
            return (Text(BLANK.format(what), self.spec.place),)
        return on_lines(self.canvas.quotes.of(paragraph) for paragraph in found.paragraphs)

    def inlines(self, cell: FormCell) -> tuple[Inline, ...]:
        """What stands in a cell that is no head."""
        if cell.figure:
            return self.figure(cell)
        if cell.passage:
            return self.passage(cell.passage)
        if cell.text == GRADE and self.derived.scores:
            return (Text(self.derived.scores.grade, self.spec.place),) if self.derived.scores.grade else ()
        if cell.source:
            return self.amount(cell)
        if cell.list:
            return self.listed(cell)
        words = filled(cell.text, self.facts, self.canvas.names, self.spec.place)
        if not cell.options:
            return words
        chosen = plain(words)
        marked = "　".join(option + (TICKED if option == chosen else UNTICKED) for option in cell.options)
        return (Text(marked, self.spec.place),)

    def amount(self, cell: FormCell) -> tuple[Inline, ...]:
        """The sum of the lines that a cell asks for, under the name of the head before it."""
        measured = self.measure(f"{self.spec.id}/{self.label}", f"{self.spec.id} {self.label}", cell.source, cell.where)
        if not measured.known:
            return (Text(UNKNOWN, self.spec.place),)
        self.canvas.figures[measured.figure.id] = measured.figure
        shown = display_cell(measured, Column(head=(self.label,), zero=cell.zero), self.spec.display)
        return (FigureRef(shown, measured.figure.id),) if shown else ()

    def head(self, text: str, row: int, column: int, rows: int, span: int) -> None:
        """A head cell."""
        self.label = text
        inlines = filled(text, self.facts, self.canvas.names, self.spec.place)
        self.canvas.cells.append(Cell(row=row, column=column, rowspan=rows, colspan=span, inlines=inlines, align=Align.CENTER, header=True))

    def listed(self, cell: FormCell) -> tuple[Inline, ...]:
        """A list of the document's texts, each on a line with its number; the fixed lines of the form where there are none."""
        lead, texts = self.text_at(cell.lead), self.text_at(cell.list)
        lines: list[tuple[Inline, ...]] = [(DataText(text.value, text.place),) for text in lead]
        for number, text in enumerate(texts, start=1):
            lines.append((Text(cell.number.replace("{序号}", str(number)), self.spec.place), DataText(text.value, text.place)))
        if not texts:
            lines += [(Text(line, self.spec.place),) for line in cell.empty]
        return on_lines(lines)

    def text_at(self, path: str) -> tuple[Sourced[str], ...]:
        """The texts at a path of the document's file (``overall.goals``); none where it is absent."""
        value: object = self.about.model.texts
        for step in path.split(".") if path else ():
            value = getattr(value, step, None)
        if isinstance(value, Sourced):
            return (value,)
        return value if path and isinstance(value, tuple) else ()


def head_rows(cells: Sequence[Cell], first: int, end: int) -> int:
    """How many of the rows from ``first`` to before ``end`` hold nothing but heads, counted from the first."""
    others = {cell.row for cell in cells if not cell.header}
    return sum(1 for _ in takewhile(lambda row: row not in others, range(first, end)))


def goal_of(row: Indicator | ProjectIndicator) -> str:
    """The goal that an indicator belongs to; those of projects have none."""
    return row.goal if isinstance(row, Indicator) else ""


def filled(pattern: str, facts: Mapping[str, Sourced[str]], names: Mapping[str, str], place: Place) -> tuple[Inline, ...]:
    """A pattern with each {fact} as a text of the data and each {name} as words.

    What nobody gave leaves its place empty, or leaves there what the hole says after a bar: {截止年份|　　}.
    """
    inlines: list[Inline] = []
    for index, piece in enumerate(_HOLE.split(pattern)):
        name, _, blank = piece.partition("|")
        if index % 2 and name in facts:
            inlines.append(DataText(facts[name].value, facts[name].place))
        else:
            text = names.get(name, "") or blank if index % 2 else piece
            inlines += [Text(text, place)] if text else []
    return tuple(inlines)
