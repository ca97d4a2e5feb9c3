"""Facts (可展示的数据): all that a document may show of a department-year, derived once and purely."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from gen.derive.agreement import compared
from gen.derive.asked import Asked, ask
from gen.derive.books import books_of
from gen.derive.bridge import Part
from gen.derive.change import Change, change
from gen.derive.comparative import comparative_lines
from gen.derive.controls import with_controls
from gen.derive.figure import Compared, Derived, Figure
from gen.derive.formula import formula
from gen.derive.given import given, heads, offices
from gen.derive.lines import projects_in_order
from gen.derive.members import aliases, members, orders
from gen.derive.parts import PartFacts, parts_of
from gen.derive.pivot import Sources, where_text
from gen.derive.prior import PROJECT, LastYear, last_year
from gen.derive.score import Scores, score
from gen.derive.scorespec import Scoring
from gen.derive.selection import Book, Measured, book_of
from gen.derive.spec import Count, Definitions, Quantity
from gen.model.folder import Model
from gen.model.lines import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFacts:
    """项目 with its money: total, change on last year, and the sub-projects (二级项目) that the ledger names.

    A project that is not ``known`` has lines beside which other money, told in no breakdown by project, may be its own; its change is unknown.
    """

    project: Project
    change: Change
    parts: Mapping[str, Measured]
    known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """``quantities`` and ``counts`` by the ids that the edition gave them; ``changes`` of those quantities that know of last year.

    ``counts`` also hold ``offices``, the length of that list; ``given`` are the counts of unit.toml by their path (``staff.serving``).
    ``projects`` holds every project that has ledger lines; ``ended`` the changes of those that only last year had. ``itemized`` are the parts of quantities
    along each dimension that they name. ``formulas`` are figures out
    of others by the ids of the edition, those that can be made; ``missing`` the quantities that nobody gave: those of execution.csv
    without a row, and those that no breakdown (口径) of their lines tells. ``parts`` are the
    facts of each budget unit by its slug; a department that is its own only unit has none. ``last`` is what is known of last year,
    ``compared`` what must be as in the budget that the document is about.
    """

    sources: Sources
    quantities: Mapping[str, Figure]
    changes: Mapping[str, Change]
    counts: Mapping[str, Figure]
    given: Mapping[str, Figure]
    projects: tuple[ProjectFacts, ...]
    ended: tuple[Part, ...]
    itemized: Mapping[str, Mapping[str, tuple[PartFacts, ...]]]
    formulas: Mapping[str, Figure]
    missing: frozenset[str]
    scoring: Scoring | None
    scores: Scores | None
    parts: Mapping[str, Facts]
    last: LastYear
    compared: tuple[Compared, ...]

    def drivers(self, quantity: Quantity, by: str) -> tuple[Part, ...]:
        """The possible drivers of a quantity's change along one of the dimensions that its definition names."""
        if by == PROJECT and PROJECT not in self.itemized[quantity.id]:
            return (*(Part(facts.project.name, facts.change) for facts in self.projects), *self.ended)
        return tuple(Part(part.member.label, part.change) for part in self.itemized[quantity.id][by])


def derive(model: Model, wanted: Definitions) -> Facts:
    """Every quantity, count, change and project of ``model`` and of its units as ``wanted`` defines them; pure, nothing rounded."""
    parts = {part.slug: derive(part, wanted) for part in model.parts}
    plain = books_of(model, wanted.breakdowns)
    last = last_year(model, wanted, plain)
    books = _books(model, wanted, parts, plain, last)
    two_years = {source.name for source in wanted.comparatives}
    chosen = {quantity.id: ask(books[quantity.source]).narrow(quantity.where) for quantity in wanted.quantities}
    measured = {quantity.id: _quantity(model, quantity, chosen[quantity.id]) for quantity in wanted.quantities}
    quantities = {id: found.figure for id, found in measured.items()}
    ledger = ask(books["ledger"])
    counts = {"offices": offices(model), **{count.id: _count(model, count, books) for count in wanted.counts}}
    missing = frozenset(
        q.id for q in wanted.quantities if not measured[q.id].known or (q.source == "execution" and not measured[q.id].lines)
    )
    told = given(model)
    listed = members(model)
    known = {**told, **counts, **{id: figure for id, figure in quantities.items() if id not in missing}}
    formulas: dict[str, Figure] = {}
    for each in wanted.formulas:
        made = formula(each, {**known, **formulas})
        formulas |= {each.id: replace(made, id=model.scoped(made.id))} if made else {}
    return Facts(
        sources=Sources(books=books, members=listed, orders=orders(model), aliases=aliases(model)),
        quantities=quantities,
        changes={
            quantity.id: change(
                model.scoped(quantity.id),
                quantity.title,
                quantities[quantity.id],
                None if quantity.id in missing else _before(model, quantity, books, last),
            )
            for quantity in wanted.quantities
            if quantity.prior or quantity.source in two_years
        },
        counts=counts,
        given=told,
        projects=tuple(entry for part in parts.values() for entry in part.projects) if parts else _projects(model, ledger, last),
        ended=(*(entry for part in parts.values() for entry in part.ended), *_ended(model, ledger, last)),
        last=last,
        itemized={
            quantity.id: {by: parts_of(model, quantity, by, chosen[quantity.id], last, listed) for by in quantity.itemized}
            for quantity in wanted.quantities
        },
        formulas=formulas,
        missing=missing,
        scoring=wanted.scoring,
        scores=score(wanted.scoring, model.scores, {**known, **formulas}) if wanted.scoring else None,
        parts=parts,
        compared=tuple(compared(model, wanted.agreements, {**known, **formulas})),
    )


def _books(model: Model, wanted: Definitions, parts: Mapping[str, Facts], plain: Mapping[str, Book], last: LastYear) -> Mapping[str, Book]:
    """Every source of lines, the comparatives of the edition too."""
    books = dict(plain)
    ledgers = {slug: ask(part.sources.books["ledger"]) for slug, part in parts.items()} or {model.slug: ask(books["ledger"])}
    lasts = {slug: part.last for slug, part in parts.items()} or {model.slug: last}
    for source in wanted.comparatives:
        books[source.name] = with_controls(book_of(comparative_lines(model, ledgers, lasts, source), {}), model, source.name)
    return books


def _quantity(model: Model, quantity: Quantity, chosen: Asked) -> Measured:
    return chosen.measure(model.scoped(quantity.id), quantity.title, f"明细合计（{where_text(quantity.where)}）")


def _before(model: Model, quantity: Quantity, books: Mapping[str, Book], last: LastYear) -> Figure | None:
    """Last year's amount, for a comparative source that of its lines of last year; None where any of it is unknown."""
    if quantity.prior:
        return last.figure(*quantity.prior)
    before = ask(books[quantity.source]).narrow({**quantity.where, "年度": ("上年",)})
    measured = before.measure(model.scoped(f"{quantity.id}.before"), f"{quantity.title}上年数")
    return measured.figure if measured.known else None


def _count(model: Model, count: Count, books: Mapping[str, Book]) -> Figure:
    first: dict[str, Figure] = {}
    for line in books[count.source].all().narrow(count.where).strict:
        first.setdefault(line.dimensions.get(count.of, ""), line.figure)
    first.pop("", None)
    told = heads(model) if "单位类别" in count.where else ()
    origin = Derived(f"不同{count.of}的个数（{where_text(count.where)}）", (*first.values(), *told))
    return Figure(id=model.scoped(f"count.{count.id}"), title=count.title, value=len(first), unit=count.unit, origin=origin)


def _projects(model: Model, ledger: Asked, last: LastYear) -> tuple[ProjectFacts, ...]:
    facts = []
    spent = ledger.narrow({"支出类型": ("项目支出",)})
    for project in model.projects:
        own = spent.narrow({"项目": (project.name,)})
        if not own.strict:
            continue
        id = model.scoped(f"项目/{project.name}")
        now = own.measure(id, project.name, "项目明细合计")
        parts = {}
        for name in dict.fromkeys(line.dimensions["二级项目"] for line in own.strict if line.dimensions["二级项目"]):
            chosen = own.narrow({"二级项目": (name,)})
            parts[name] = chosen.measure(f"{id}/{name}", name, "二级项目明细合计")
        before = last.figure(PROJECT, project.name) if now.known else None
        facts.append(ProjectFacts(project=project, change=change(id, project.name, now.figure, before), parts=parts, known=now.known))
    return tuple(facts)


def _ended(model: Model, ledger: Asked, last: LastYear) -> tuple[Part, ...]:
    """The projects that last year had and this year has no line of; one that this year's lines may hold has not ended."""
    present = {line.dimensions["项目"] for line in ledger.strict}
    ended = []
    for name in last.objects(PROJECT):
        before = last.figure(PROJECT, name)
        if name in present or before is None:
            continue
        now = ledger.narrow({"支出类型": ("项目支出",), "项目": (name,)}).measure(model.scoped(f"项目/{name}"), name)
        if now.known:
            ended.append(Part(name, change(now.figure.id, name, now.figure, before)))
    return tuple(ended)


def ordered(facts: Facts, order: str) -> tuple[ProjectFacts, ...]:
    """The projects of ``facts`` in the order of a column of projects.csv."""
    by_row = {entry.project.row.place: entry for entry in facts.projects}
    return tuple(by_row[project.row.place] for project in projects_in_order((entry.project for entry in facts.projects), order))
