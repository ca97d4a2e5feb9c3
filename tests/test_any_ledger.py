"""Any consistent ledger builds in every edition of a budget, and every printed cell and change is what its lines come to."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings

from gen import build
from gen.build import Compiled
from gen.compose import edition as editions
from gen.compose.edition import Edition
from gen.derive.pivot import DataRow
from gen.document import Table, plain
from gen.findings import Severity
from gen.read.gate import folders
from tests.anyledger import DEPARTMENT, LAST, YEAR, Row, ledgers, write
from tests.project import ROOT, dump


def budgets() -> Iterator[Edition]:
    """Every edition of a budget: those that compare with last year."""
    for slug in folders(ROOT, "templates"):
        found, findings = editions.load(ROOT, slug)
        assert found is not None, findings
        if "total" in found.wordings:
            yield found


BUDGETS = {edition.name: edition for edition in budgets()}


def compiled(edition: Edition, now: Sequence[Row], before: Sequence[Row]) -> Compiled:
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), edition, {LAST: before, YEAR: now})
        return build.compile_document(Path(folder), DEPARTMENT, YEAR, "budget")


def rounded(number: Decimal, places: int = 0) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@pytest.mark.parametrize("name", BUDGETS)
@settings(max_examples=40, phases=(Phase.explicit, Phase.generate))
@given(now=ledgers, before=ledgers)
def test_any_ledger_builds_and_every_cell_is_the_sum_of_its_lines(name: str, now: list[Row], before: list[Row]) -> None:
    edition = BUDGETS[name]
    result = compiled(edition, now, before)
    assert [found for found in result.findings if found.severity is Severity.ERROR] == []
    assert result.composed is not None
    checked = sum(_check_table(edition, result, table, now) for table in result.composed.document.blocks() if isinstance(table, Table))
    assert checked > 30
    _check_change(dump(result), now, before)


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
                assert _number(printed[at, offset]) == rounded(sum((line.amount for line in chosen), Decimal(0)), spec.display.places)
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


def _check_change(text: str, now: Sequence[Row], before: Sequence[Row]) -> None:
    """The first change of the text: what is compared, the direction and the difference are those of the two ledgers."""
    said = re.search(r"预算收入(-?[\d,]+)万元，(?:比|与)2021年(?:预算)?(?:(增加|减少)([\d,]+)万元|(持平|基本持平))", text)
    assert said is not None
    first, second = (sum((row.amount for row in rows), Decimal(0)) for rows in (now, before))
    assert _number(said[1]) == rounded(first)
    difference = rounded(first - second)
    if difference:
        assert (said[2], _number(said[3])) == ("增加" if difference > 0 else "减少", abs(difference))
    else:
        assert said[4] == ("持平" if first == second else "基本持平")
