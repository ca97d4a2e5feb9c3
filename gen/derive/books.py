"""Books (明细账): the lines of each file of a department-year, with their breakdowns and control figures."""

from __future__ import annotations

from collections.abc import Mapping

from gen.derive.controls import with_controls
from gen.derive.lines import execution_lines, history_lines, ledger_lines, procurement_lines, whole_lines
from gen.derive.projectlines import asset_lines, detail_lines, quarter_lines
from gen.derive.selection import Book, book_of
from gen.derive.spec import Breakdown
from gen.model.folder import Model

#: The sources of lines that every edition may ask for, each with what makes its lines; comparatives are the edition's own.
SOURCES = {
    "ledger": ledger_lines,
    "procurement": procurement_lines,
    "history": history_lines,
    "whole": whole_lines,
    "execution": execution_lines,
    "assets": asset_lines,
    "details": detail_lines,
    "quarters": quarter_lines,
}


def books_of(model: Model, breakdowns: tuple[Breakdown, ...]) -> dict[str, Book]:
    """Every source of ``model`` but the comparatives."""
    return {name: book(model, name, breakdowns) for name in SOURCES}


def book(model: Model, source: str, breakdowns: tuple[Breakdown, ...]) -> Book:
    """One source of ``model``."""
    carries: Mapping[str, frozenset[str]] = {breakdown.name: frozenset(breakdown.carries) for breakdown in breakdowns}
    return with_controls(book_of(SOURCES[source](model), carries), model, source)
