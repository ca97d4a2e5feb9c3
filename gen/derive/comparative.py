"""Comparatives (本年与上年对照): lines of two years for the items that an edition sets side by side, such as “三公”经费."""

from __future__ import annotations

from gen.derive.figure import sum_of
from gen.derive.lines import Line, prior_figure, unit_dimensions
from gen.derive.selection import Selection
from gen.derive.spec import Comparative
from gen.model.folder import Model


def comparative_lines(model: Model, ledger: Selection, wanted: Comparative) -> tuple[Line, ...]:
    """Lines of this year (sums of ledger lines) and of last year (prior.csv) for each item of a comparative source.

    An item without ledger lines has no line for this year; one without a row in prior.csv has a line that is not known for last year.
    """
    lines = []
    for item, where in wanted.items.items():
        now = ledger.narrow(where).measure(f"{wanted.name}/{item}/本年", f"{item}本年预算数")
        if now.lines:
            lines.append(Line({**unit_dimensions(model), "年度": "本年", "事项": item}, now.figure, known=now.known))
        before = prior_figure(model.prior, wanted.prior, item)
        missing = sum_of(f"{wanted.name}/{item}/上年", f"{item}上年数（未知）", ())
        lines.append(Line({**unit_dimensions(model), "年度": "上年", "事项": item}, before or missing, known=before is not None))
    return tuple(lines)
