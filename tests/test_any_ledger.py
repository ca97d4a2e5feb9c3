"""Any consistent ledger builds in every edition of a budget, and every printed cell and change is what its lines come to."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gen import build
from gen.build import Compiled
from gen.compose.edition import Edition
from gen.derive.pivot import DataRow
from gen.document import Table, plain
from gen.findings import Severity
from tests.anyledger import DEPARTMENT, LAST, YEAR, Home, Row, homes, write
from tests.project import ROOT, dump

#: The editions of the project, and the one that was described from the documentation alone.
HOMES = {home.slug: home for root in (ROOT, ROOT / "tests/sixth") for home in homes(root)}
#: How many of each unit of money a 万元 of a row is.
UNITS = {"元": 10000, "万元": 1}


def compiled(home: Home, now: Sequence[Row], before: Sequence[Row]) -> Compiled:
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), home, {LAST: before, YEAR: now})
        return build.compile_document(Path(folder), DEPARTMENT, YEAR, "budget")


def rounded(number: Decimal, places: int = 0) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@pytest.mark.parametrize("slug", HOMES)
@settings(max_examples=40, phases=(Phase.explicit, Phase.generate))
@given(data=st.data())
def test_any_ledger_builds_and_every_cell_is_the_sum_of_its_lines(slug: str, data: st.DataObject) -> None:
    home = HOMES[slug]
    now, before = data.draw(home.ledgers, label="this year"), data.draw(home.ledgers, label="last year")
    result = compiled(home, now, before)
    assert [found for found in result.findings if found.severity is Severity.ERROR] == []
    assert result.composed is not None
    checked = sum(_check_table(home.edition, result, table, now) for table in result.composed.document.blocks() if isinstance(table, Table))
    assert checked > 30
    _check_change(home.edition, dump(result), now, before)


def _check_table(edition: Edition, result: Compiled, table: Table, rows: Sequence[Row]) -> int:
    """How many cells of a pivot of the ledger were reckoned again from the lines; each must print what they come to."""
    assert result.composed is not None
    spec = next(spec for spec in edition.tables.values() if spec.id == table.id.split("/")[0])
    if spec.groups or table.id not in result.composed.tables:
        return 0
    printed = {(cell.row, cell.column): plain(cell.inlines) for cell in table.grid.cells}
    checked, start = 0, 0
    for side in result.composed.tables[table.id]:
        foot = table.grid.rows - len(side.foot)
        placed = [(table.head_rows + at, row) for at, row in enumerate(side.rows)] + [(foot + at, row) for at, row in enumerate(side.foot)]
        for at, row in placed:
            for offset, column in enumerate(side.spec.columns, start=start + len(side.spec.stubs)):
                if (column.source or side.spec.source) != "ledger" or column.attr or column.share or column.of or row.block.minus:
                    continue
                filters = [side.spec.where, column.where, *(_own(each) for each in _path(side.rows, row))]
                chosen = [line for line in rows if all(line.passes(where) for where in filters)]
                assert _number(printed[at, offset]) == rounded(_total(chosen) * UNITS[spec.display.unit], spec.display.places)
                checked += 1
        start += len(side.spec.stubs) + len(side.spec.columns)
    return checked


def _own(row: DataRow) -> dict[str, tuple[str, ...]]:
    return {**row.block.where, **({row.block.by: (row.member.value,)} if row.block.by else {})}


def _path(rows: Sequence[DataRow], row: DataRow) -> Iterator[DataRow]:
    """A row and those above it in its tree."""
    yield row
    depth = row.depth
    for above in reversed(rows[: rows.index(row)] if row in rows else ()):
        if above.depth < depth:
            yield above
            depth = above.depth


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "") or "0")


def _total(rows: Sequence[Row]) -> Decimal:
    return sum((row.amount for row in rows), Decimal(0))


def _check_change(edition: Edition, text: str, now: Sequence[Row], before: Sequence[Row]) -> None:
    """The first change of the text: what is compared, the direction and the difference are those of the two ledgers."""
    number, unit = r"(-?[\d,.]+)", edition.unit
    said = re.search(rf"预算.*?{number}{unit}，(?:比|与)2021年(?:预算)?(?:(增加|减少){number}{unit}|(持平|基本持平))", text)
    assert said is not None
    first, second = (_total(rows) * UNITS[unit] for rows in (now, before))
    assert _number(said[1]) == rounded(first, edition.places)
    difference = rounded(first - second, edition.places)
    if difference:
        assert (said[2], _number(said[3])) == ("增加" if difference > 0 else "减少", abs(difference))
    else:
        assert said[4] == ("持平" if first == second else "基本持平")
