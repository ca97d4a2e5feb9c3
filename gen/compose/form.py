"""Forms (申报表): labelled cells with spans, and bands that repeat for tasks or indicators, laid on one Grid."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gen.compose.table import Canvas, row_cells
from gen.compose.tablespec import Band, FormCell, Group, TableSpec
from gen.derive.pivot import DataSide
from gen.derive.spec import Side
from gen.document import Align, Cell, DataText, Inline, LineBreak, Table, Text
from gen.model.folder import Model
from gen.model.lines import Indicator
from gen.model.shape import Sourced

Pivot = Callable[[Side], DataSide]


def compose_form(spec: TableSpec, model: Model, canvas: Canvas, pivot: Pivot) -> tuple[Table, tuple[DataSide, ...]]:
    """A form, and the sides of its pivots. Each group stays on a page where it fits."""
    form = _Form(spec, model, canvas, pivot)
    kept = tuple(form.group(group) for group in spec.groups)
    table = Table(
        id=spec.id,
        caption=spec.title,
        grid=canvas.grid(form.row, len(spec.widths)),
        widths=spec.widths,
        head_rows=0,
        kept=kept,
        place=spec.place,
    )
    return table, tuple(form.sides)


class _Form:
    """Lays the groups of one form below each other."""

    def __init__(self, spec: TableSpec, model: Model, canvas: Canvas, pivot: Pivot) -> None:
        self.spec, self.model, self.canvas, self.pivot = spec, model, canvas, pivot
        self.row = 0
        self.sides: list[DataSide] = []

    def group(self, group: Group) -> tuple[int, int]:
        """Lay one group; its (first, last) rows."""
        first = self.row
        start = 1 if group.head else 0
        open_cells: dict[int, int] = {}  # grid column -> first row below a head that spans down
        for band in group.bands:
            self.band(band, start, open_cells)
        if group.head:
            self.head(group.head, first, 0, self.row - first, 1)
        return first, self.row - 1

    def band(self, band: Band, start: int, open_cells: dict[int, int]) -> None:
        """Lay one band and go on to the row below it."""
        if band.pivot is not None:
            side = self.pivot(band.pivot)
            self.sides.append(side)
            for row in (*side.rows, *side.foot):
                row_cells(self.canvas, side, row, self.row, start, self.spec.display, band.spans)
                self.row += 1
        elif band.indicators:
            self.indicators(band, start)
        else:
            self.cells(band.cells, start, open_cells)

    def cells(self, cells: Sequence[FormCell], start: int, open_cells: dict[int, int]) -> None:
        """One row of labelled cells; those that span down keep their columns in the rows below."""
        column = start
        for cell in cells:
            while open_cells.get(column, 0) > self.row:
                column += 1
            self.cell(cell, column)
            if cell.rows > 1:
                open_cells |= {column + right: self.row + cell.rows for right in range(cell.span)}
            column += cell.span
        self.row += 1

    def cell(self, cell: FormCell, column: int) -> None:
        """One labelled cell."""
        if cell.head:
            self.head(cell.head, self.row, column, cell.rows, cell.span)
            return
        inlines = self.goals(cell.goals) if cell.goals else self.named(cell.text)
        self.canvas.cells.append(Cell(row=self.row, column=column, rowspan=cell.rows, colspan=cell.span, inlines=inlines))

    def head(self, text: str, row: int, column: int, rows: int, span: int) -> None:
        """A head cell."""
        inlines = (Text(self.canvas.named(text), self.spec.place),)
        self.canvas.cells.append(Cell(row=row, column=column, rowspan=rows, colspan=span, inlines=inlines, align=Align.CENTER, header=True))

    def named(self, name: str) -> tuple[Inline, ...]:
        """A fact of the unit by its Chinese name."""
        facts: dict[str, Sourced[str]] = {"单位": self.model.unit.name, "主管部门": self.model.unit.parent}
        fact = facts.get(name)
        return (DataText(fact.value, fact.place),) if fact else ()

    def goals(self, pattern: str) -> tuple[Inline, ...]:
        """年度总体目标: the lead, then each goal on a line of its own."""
        overall = self.model.budget.overall
        if overall is None:
            return ()
        lines: list[tuple[Inline, ...]] = [(DataText(overall.lead.value, overall.lead.place),)] if overall.lead else []
        for number, goal in enumerate(overall.goals, start=1):
            lines.append((Text(pattern.replace("{序号}", str(number)), self.spec.place), DataText(goal.value, goal.place)))
        inlines: list[Inline] = []
        for line in lines:
            inlines.extend([LineBreak(), *line] if inlines else line)
        return tuple(inlines)

    def indicators(self, band: Band, start: int) -> None:
        """The tree of indicators: a level stands once, beside all rows below it."""
        rows = self.model.indicators
        spans = band.spans or (1,) * len(band.indicators)
        for index, row in enumerate(rows):
            column = start
            for depth, (name, span) in enumerate(zip(band.indicators, spans, strict=True)):
                leaf = depth >= len(band.indicators) - 2
                height = 1 if leaf else _run(rows, index, band.indicators[: depth + 1])
                if height:
                    self.canvas.cells.append(self.indicator(row, name, self.row, column, height, span))
                column += span
            self.row += 1

    def indicator(self, row: Indicator, name: str, at: int, column: int, height: int, span: int) -> Cell:
        """One cell of the tree."""
        titles = {"level1": "一级指标", "level2": "二级指标", "level3": "三级指标", "target": "指标值"}
        text = str(getattr(row, name))
        inlines: tuple[Inline, ...] = (DataText(text, row.row.at(titles[name])),) if text else ()
        align = Align.CENTER if name in ("level1", "level2", "target") else Align.LEFT
        return Cell(row=at, column=column, rowspan=height, colspan=span, inlines=inlines, align=align)


def _run(rows: Sequence[Indicator], index: int, names: Sequence[str]) -> int:
    """How many rows from ``index`` on share these levels; 0 when the row above shares them already."""

    def levels(row: Indicator) -> tuple[str, ...]:
        return tuple(getattr(row, name) for name in names)

    if index and levels(rows[index - 1]) == levels(rows[index]):
        return 0
    height = 1
    while index + height < len(rows) and levels(rows[index + height]) == levels(rows[index]):
        height += 1
    return height
