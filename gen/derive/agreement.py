"""Agreements (核对关系): figures of a document that must be those of the budget which it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gen.amount import total
from gen.derive.asked import ask
from gen.derive.books import book
from gen.derive.figure import Compared, Derived, Figure
from gen.derive.spec import Agreement
from gen.model.folder import Model


def compared(model: Model, wanted: tuple[Agreement, ...], known: Mapping[str, Figure]) -> Iterator[Compared]:
    """Each agreement of the edition whose two figures are both known; the budget is the one cited, else the folder's own ledger."""
    budget = model.cited or (model if model.ledger else None)
    if budget is None or not budget.ledger or not wanted:
        return
    ledger = ask(book(budget, "ledger", ()))
    for agreement in wanted:
        here = known.get(agreement.of)
        less = [known[name] for name in agreement.less if name in known]
        measured = ledger.narrow(agreement.where).measure(f"{agreement.of}.budget", f"部门预算的{agreement.title}")
        if here is not None and measured.known:
            yield Compared(here=_left(agreement, here, less), there=measured.figure)


def _left(agreement: Agreement, whole: Figure, less: list[Figure]) -> Figure:
    if not less:
        return whole
    rule = " − ".join(figure.title for figure in (whole, *less))
    value = whole.amount - total(figure.amount for figure in less)
    return Figure(id=f"{agreement.of}.less", title=agreement.title, value=value, unit="元", origin=Derived(rule, (whole, *less)))
