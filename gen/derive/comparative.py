"""Comparatives (本年与上年对照): lines of two years for the items that an edition sets side by side, such as “三公”经费."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gen.derive.figure import sum_of
from gen.derive.lines import Line, as_written, by_unit, prior_figure, written
from gen.derive.selection import Selection
from gen.derive.spec import Comparative
from gen.model.folder import Model


def comparative_lines(model: Model, ledgers: Mapping[str, Selection], wanted: Comparative) -> tuple[Line, ...]:
    """Lines of this year and of last year for each item of a comparative source, unit by unit; ``ledgers`` are the units' own, by slug.

    This year's are sums of ledger lines, last year's stand in prior.csv; a form that has both years in a file of their own takes them there.
    An item without ledger lines has no line for this year; one without a row in prior.csv has a line that is not known for last year.
    """
    if wanted.written:
        return tuple(line for unit, shared in by_unit(model) for line in _written_lines(unit, shared))
    return tuple(line for unit, shared in by_unit(model) for line in _unit_lines(unit, shared, ledgers[unit.slug], wanted))


def _unit_lines(unit: Model, shared: Mapping[str, str], ledger: Selection, wanted: Comparative) -> Iterator[Line]:
    for item, where in wanted.items.items():
        id = unit.scoped(f"{wanted.name}/{item}")
        now = ledger.narrow(where).measure(f"{id}/本年", f"{item}本年预算数")
        if now.lines:
            yield Line({**shared, "年度": "本年", "事项": item}, now.figure, known=now.known)
        before = prior_figure(unit.prior, wanted.prior, item)
        missing = sum_of(f"{id}/上年", f"{item}上年数（未知）", ())
        yield Line({**shared, "年度": "上年", "事项": item}, before or missing, known=before is not None)


def _written_lines(unit: Model, shared: Mapping[str, str]) -> Iterator[Line]:
    for row in unit.three_public:
        figure = written(f"{row.item}{row.year}预算数", row.amount, row.row.at("预算数"), row.basis, as_written(unit, row.amount))
        yield Line({**shared, "年度": row.year, "事项": row.item}, figure)
