"""Forms (申报表): labelled cells with spans, and bands that repeat for tasks, goals or indicators, laid on one Grid."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from gen.compose.context import chinese_date
from gen.compose.table import Canvas, row_cells
from gen.compose.tablespec import Band, FormCell, Group, TableSpec
from gen.compose.tree import entries, lay
from gen.derive.pivot import DataSide
from gen.derive.spec import Side
from gen.document import Align, Cell, DataText, Inline, LineBreak, Table, Text
from gen.findings import Place
from gen.model.folder import Model
from gen.model.lines import Indicator
from gen.model.shape import Sourced

Pivot = Callable[[Side], DataSide]

_HOLE = re.compile(r"\{([^{}]+)\}")


def compose_form(spec: TableSpec, model: Model, canvas: Canvas, pivot: Pivot) -> tuple[Table, tuple[DataSide, ...]]:
    """A form, and the sides of its pivots. Each group stays on a page where it fits."""
    form = _Form(spec, model, canvas, pivot)
    for group in spec.groups:
        form.repeated(group)
    table = Table(
        id=spec.id,
        caption=spec.title,
        grid=canvas.grid(form.row, len(spec.widths)),
        widths=spec.widths,
        head_rows=0,
        kept=tuple(form.kept),
        place=spec.place,
    )
    return table, tuple(form.sides)


class _Form:
    """Lays the groups of one form below each other."""

    def __init__(self, spec: TableSpec, model: Model, canvas: Canvas, pivot: Pivot) -> None:
        self.spec, self.model, self.canvas, self.pivot = spec, model, canvas, pivot
        self.row = 0
        self.sides: list[DataSide] = []
        self.kept: list[tuple[int, int]] = []
        self.facts = given_names(model)
        self.picked = {goal for group in spec.groups for goal in group.goals()}

    def repeated(self, group: Group) -> None:
        """Lay a group, once or once for each goal of the indicators that no band picks by name."""
        if group.each != "goals":
            self.group(group, 0, self.model.indicators)
            return
        goals = dict.fromkeys(row.goal for row in self.model.indicators if row.goal and row.goal not in self.picked)
        for number, goal in enumerate(goals, start=1):
            rows = tuple(row for row in self.model.indicators if row.goal == goal)
            self.facts |= {"目标": Sourced(goal, rows[0].row.at("目标"))}
            self.facts["序号"] = Sourced(str(number), self.spec.place)
            self.group(group, 0, rows)

    def group(self, group: Group, start: int, indicators: Sequence[Indicator]) -> None:
        """Lay one group from grid column ``start``; it stays together where it fits on a page, and its title with what follows it always."""
        first = self.row
        if group.title:
            inlines = filled(group.title, self.facts, self.canvas.names, self.spec.place)
            self.canvas.cells.append(Cell(row=self.row, column=start, colspan=len(self.spec.widths) - start, inlines=inlines))
            self.row += 1
        top, inner = self.row, start + (1 if group.head else 0)
        covered: dict[int, int] = {}  # grid column -> first row below a cell that spans down
        for band in group.bands:
            self.band(band, inner, covered, indicators)
        for nested in group.groups:
            self.group(nested, inner, indicators)
        if group.head:
            self.head(group.head, top, start, self.row - top, 1)
        if start == 0:
            self.kept.append((first, self.row - 1))
        if start == 0 or group.title:
            # Where the whole is too tall for a page, its title or column heads still do not stand alone at the foot of one.
            self.kept.append((first, min(first + 2, self.row - 1)))

    def band(self, band: Band, start: int, covered: dict[int, int], indicators: Sequence[Indicator]) -> None:
        """Lay one band and go on to the row below it."""
        if band.pivot is not None:
            side = self.pivot(band.pivot)
            self.sides.append(side)
            for row in (*side.rows, *side.foot):
                row_cells(self.canvas, side, row, self.row, start, self.spec.display, band.spans)
                self.row += 1
        elif band.indicators:
            chosen = [row for row in indicators if band.goal in ("", row.goal)]
            rows = entries(chosen, band.frame)
            self.canvas.cells += lay(rows, band, self.row, start, self.spec.place)
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
        inlines = self.listed(cell) if cell.list else filled(cell.text, self.facts, self.canvas.names, self.spec.place)
        self.canvas.cells.append(Cell(row=self.row, column=column, rowspan=cell.rows, colspan=cell.span, inlines=inlines))

    def head(self, text: str, row: int, column: int, rows: int, span: int) -> None:
        """A head cell."""
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
        inlines: list[Inline] = []
        for line in lines:
            inlines.extend([LineBreak(), *line] if inlines else line)
        return tuple(inlines)

    def text_at(self, path: str) -> tuple[Sourced[str], ...]:
        """The texts at a path of the document's file (``overall.goals``); none where it is absent."""
        value: object = self.model.texts
        for step in path.split(".") if path else ():
            value = getattr(value, step, None)
        if isinstance(value, Sourced):
            return (value,)
        return value if path and isinstance(value, tuple) else ()


def given_names(model: Model) -> dict[str, Sourced[str]]:
    """The texts of the data that fixed words may name in braces, those that somebody gave."""
    unit, texts = model.unit, model.texts
    filled_on = Sourced(chinese_date(texts.filled_on.value), texts.filled_on.place) if texts.filled_on else None
    given = {
        "单位": unit.name,
        "单位正文": unit.text_name or unit.name,
        "主管部门": unit.parent,
        "填报日期": filled_on,
        "截止年份": texts.long_term.until if texts.long_term else None,
    }
    return {name: text for name, text in given.items() if text is not None}


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
