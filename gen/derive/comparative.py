"""Comparatives (本年与上年对照): lines of two years for the items that an edition sets side by side, such as “三公”经费."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gen.derive.asked import Asked
from gen.derive.figure import sum_of
from gen.derive.lines import Line, as_written, by_unit, stated, written
from gen.derive.prior import LastYear
from gen.derive.spec import Comparative
from gen.model.folder import Model


def comparative_lines(model: Model, ledgers: Mapping[str, Asked], lasts: Mapping[str, LastYear], wanted: Comparative) -> tuple[Line, ...]:
    """Lines of this year and of last year for each item of a comparative source, unit by unit.

    ``ledgers`` and ``lasts`` are the units' own, by slug. This year's amounts are sums of ledger lines; what those leave open, sangong.csv
    gives, as prior.csv does for last year. A form that has both years in that file takes them there. An item that no ledger line is of has no
    line for this year; one whose amount nothing tells has a line that is not known.
    """
    if wanted.written:
        return tuple(line for unit, shared in by_unit(model) for line in _written_lines(unit, shared, lasts[unit.slug], wanted))
    return tuple(
        line for unit, shared in by_unit(model) for line in _unit_lines(unit, shared, ledgers[unit.slug], lasts[unit.slug], wanted)
    )


def _unit_lines(unit: Model, shared: Mapping[str, str], ledger: Asked, last: LastYear, wanted: Comparative) -> Iterator[Line]:
    for item, where in wanted.items.items():
        id = unit.scoped(f"{wanted.name}/{item}")
        now = ledger.narrow(where).measure(f"{id}/本年", f"{item}本年预算数")
        figure = now.figure if now.known else stated(unit, item, f"{id}/本年", now.figure.title) or now.figure
        if now.lines or not now.known:
            yield Line({**shared, "年度": "本年", "事项": item}, figure, known=now.known or figure is not now.figure)
        before = last.figure(wanted.prior, item)
        missing = sum_of(f"{id}/上年", f"{item}上年数（未知）", ())
        yield Line({**shared, "年度": "上年", "事项": item}, before or missing, known=before is not None)


def _written_lines(unit: Model, shared: Mapping[str, str], last: LastYear, wanted: Comparative) -> Iterator[Line]:
    """The rows of the file; last year's amounts hold as last year's own folder has them."""
    told = {item: figure for (prior, item), figure in last.told.items() if prior == wanted.prior}
    for row in unit.three_public:
        if row.year != "上年" or row.item not in told:
            figure = written(f"{row.item}{row.year}预算数", row.amount, row.row.at("预算数"), row.basis, as_written(unit, row.amount))
            yield Line({**shared, "年度": row.year, "事项": row.item}, figure)
    for item, figure in told.items():
        yield Line({**shared, "年度": "上年", "事项": item}, figure)
