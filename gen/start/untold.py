"""What last year's folder cannot tell (上年数的补充): the rows of prior.csv that a new year begins with.

Where last year has a folder of its own, its amounts are derived from it and never copied. Its lines may leave a matter open by this year's
definitions that its document published by those of its own form: that is a row with what was published. What nobody can tell is a row to
fill in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gen.amount import Unit
from gen.check.causes import compared
from gen.compose.edition import Edition
from gen.derive.books import books_of
from gen.derive.facts import Facts
from gen.derive.figure import Figure
from gen.derive.prior import PROJECT, Matter, last_year
from gen.model.folder import Model


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """Last year's document: its facts by the definitions of its own edition."""

    facts: Facts
    edition: Edition


def beginning(model: Model, department: str, year: str, last: Model | None) -> Model:
    """``model`` as a new year begins with it: its names and texts, no money yet, and ``last`` as last year's folder."""
    lasts = {part.slug: part for part in last.parts} if last else {}
    empty = replace(
        model,
        department=department,
        year=int(year),
        ledger=(),
        procurement=(),
        prior=(),
        history=(),
        controls=(),
        execution=(),
        three_public=(),
        projects=tuple(replace(project, last="") for project in model.projects),
        last=last,
        cited=None,
    )
    return replace(empty, parts=tuple(beginning(part, department, year, lasts.get(part.slug)) for part in model.parts))


def rows(model: Model, edition: Edition, last: Published | None) -> Iterator[tuple[str, str, str, str]]:
    """The rows of prior.csv for ``model``, which is a :func:`beginning`, or one of its parts: 事项, 对象, 上年数 ("" = to fill in), 依据."""
    told = last_year(model, edition.definitions, books_of(model, edition.definitions.breakdowns)).told
    items = {item for item, _ in told}
    for item, object in dict.fromkeys(_wanted(model, edition)):
        if (item, object) in told or (not object and item in items):
            continue
        figure = _published(last, item, object) if last else None
        amount = format(figure.amount.to(Unit(model.unit.amount_unit.value)).normalize(), "f") if figure else ""
        basis = f"上年公开的“{figure.title}”，由 {model.department} {model.year - 1} 年的数据得出" if figure else ""
        yield item, object, amount, basis


def _wanted(model: Model, edition: Edition) -> Iterator[Matter]:
    """What the edition compares of a department, or of one of its units: projects and comparatives are each unit's own."""
    two_years = {source.prior for source in edition.definitions.comparatives}
    for item, object in compared(edition):
        if not (model.slug and item not in two_years) and not (model.parts and item in two_years):
            yield item, object
    if "project" in edition.wordings and not model.parts:
        yield from ((PROJECT, project.name) for project in model.projects)


def _published(last: Published, item: str, object: str) -> Figure | None:
    """What last year's document itself says of a matter."""
    for quantity in last.edition.definitions.quantities:
        if (*quantity.prior, "")[:2] == (item, object) and quantity.id not in last.facts.missing:
            return last.facts.quantities[quantity.id]
    for source in last.edition.definitions.comparatives:
        if source.prior == item:
            for quantity in last.edition.definitions.quantities:
                if quantity.source == source.name and quantity.where.get("事项") == (object,) and quantity.id not in last.facts.missing:
                    return last.facts.quantities[quantity.id]
            lines = last.facts.sources.books[source.name].all().narrow({"年度": ("本年",), "事项": (object,)})
            measured = lines.measure(f"{source.name}/{object}", object)
            if measured.known and measured.lines:
                return measured.figure
    return None
