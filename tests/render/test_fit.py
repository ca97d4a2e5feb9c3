"""Columns are as wide as their widest number needs, the labels paying for it; where that cannot be had a finding says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gen.document import Align, Cell, Document, FigureRef, Grid, Orientation, Section, Table, Text
from gen.findings import Place
from gen.render import style
from gen.render.fit import fit
from gen.render.style import StyleSheet
from tests.render import sample


@pytest.fixture(scope="module")
def sheet() -> StyleSheet:
    loaded, findings = style.load(sample.STYLE)
    assert loaded is not None, findings
    return loaded


def document(numbers: list[str], widths: tuple[int, ...], orientation: Orientation = Orientation.PORTRAIT) -> Document:
    label = Cell(row=0, column=0, inlines=(Text("某某支出"),))
    cells = [
        Cell(row=0, column=column, inlines=(FigureRef(number, f"f{column}"),), align=Align.RIGHT)
        for column, number in enumerate(numbers, start=1)
    ]
    grid = Grid(rows=1, columns=len(numbers) + 1, cells=(label, *cells))
    table = Table(id="表1", caption="收支总表", grid=grid, widths=widths, head_rows=0, place=Place("templates/x/tables/01.toml", 2, 6))
    return Document(title="题", author="某局", sections=(Section(blocks=(table,), orientation=orientation),))


def table(found: Document) -> Table:
    (block,) = found.sections[0].blocks
    assert isinstance(block, Table)
    return block


def test_a_table_whose_numbers_fit_stays_as_the_edition_has_it(sheet: StyleSheet) -> None:
    given = document(["8,367", "0"], (40, 30, 30))
    assert fit(given, sheet) == (given, ())


def test_a_column_too_narrow_takes_from_the_labels_and_the_total_width_stays(sheet: StyleSheet) -> None:
    found, findings = fit(document(["123,456,789,012.34", "0"], (60, 10, 30)), sheet)
    assert findings == ()
    label, wide, other = table(found).widths
    total = label + wide + other
    assert wide / total > 0.10 and label / total < 0.60
    points = float(sheet.page.text_width) * 72 / 25.4
    assert wide / total * points >= len("123,456,789,012.34") * float(sheet.text["cell"].size) / 2


def test_the_same_table_fits_across_the_page(sheet: StyleSheet) -> None:
    numbers = ["1,234,567,890,123"] * 5
    assert fit(document(numbers, (25, 15, 15, 15, 15, 15)), sheet)[1] != ()
    assert fit(document(numbers, (25, 15, 15, 15, 15, 15), Orientation.LANDSCAPE), sheet)[1] == ()


def test_what_cannot_fit_is_told_with_the_table_and_the_number(sheet: StyleSheet) -> None:
    given = document(["12,345,678,901,234"] * 8, (20, *[10] * 8))
    found, (finding,) = fit(given, sheet)
    assert (finding.code, finding.places) == ("FIT-01", (Place("templates/x/tables/01.toml", 2, 6),))
    assert "12,345,678,901,234" in finding.message and "收支总表" in finding.message
    assert table(found) == table(given)


def test_forms_and_empty_cells_need_nothing(sheet: StyleSheet) -> None:
    given = document(["", ""], (98, 1, 1))
    empty = replace(
        table(given), grid=replace(table(given).grid, cells=tuple(replace(cell, inlines=()) for cell in table(given).grid.cells))
    )
    bare = replace(given, sections=(Section(blocks=(empty,)),))
    assert fit(bare, sheet) == (bare, ())
