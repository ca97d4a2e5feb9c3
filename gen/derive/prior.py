"""Last year (上年数): what last year's own folder comes to by this year's definitions, and prior.csv where there is no such folder.

Both years are measured with the same filters, those of this year's edition, so that a form that changed between the years compares like with like.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from gen.derive.asked import ask
from gen.derive.books import books_of
from gen.derive.figure import Compared, Figure
from gen.derive.lines import Line, as_written, stated, written
from gen.derive.selection import Book
from gen.derive.spec import Comparative, Definitions, Quantity, Where
from gen.model.folder import Model

#: 事项 and 对象 of prior.csv: a matter that is compared with last year ("" = it has no objects).
Matter = tuple[str, str]
PROJECT = "项目"


@dataclass(frozen=True, slots=True, kw_only=True)
class LastYear:
    """上年数 by matter: ``told`` by last year's own folder, and ``given`` in prior.csv. What the folder tells is what holds.

    ``twice`` are the amounts of last year that a file of this year gives, beside what last year's folder tells of them. ``old`` are the names
    that projects no longer have, ``along`` the values that the folder tells of by matter and dimension.
    """

    told: Mapping[Matter, Figure]
    given: Mapping[Matter, Figure]
    twice: tuple[Compared, ...]
    old: frozenset[str] = frozenset()
    along: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def figure(self, item: str, object: str = "") -> Figure | None:
        """Last year's amount of a matter; None where nothing tells it."""
        return self.told.get((item, object)) or self.given.get((item, object))

    def objects(self, item: str) -> tuple[str, ...]:
        """Every object of a matter that last year had or that is asked about; projects by the names that they have this year."""
        # What the folder does not tell of, but prior.csv gives, may be a project under its old name: YRS-02 says so.
        return tuple(
            dict.fromkeys(object for known, object in (*self.told, *self.given) if known == item and object not in ("", *self.old))
        )


def last_year(model: Model, wanted: Definitions, now: Mapping[str, Book]) -> LastYear:
    """What is known of the year before that of ``model``, whose own books are ``now``.

    A department of several units is told of the whole only: projects and comparatives are each unit's own.
    """
    given = {
        (row.item, row.object): written(
            f"{row.item}{row.object}上年数", row.amount, row.row.at("上年数"), row.basis, as_written(model, row.amount)
        )
        for row in model.prior
    }
    if model.last is None:
        return LastYear(told={}, given=given, twice=())
    books = books_of(model.last, wanted.breakdowns)
    renamed = _former(model, model.last)
    itemized = dict(_itemized(now, books, wanted, renamed))
    told = dict(_told(model, model.last, books, wanted, itemized, renamed))
    twice = (
        *(Compared(here=figure, there=told[matter]) for matter, figure in given.items() if matter in told),
        *_three_public(model, told, wanted),
        *_history(model, model.last, books),
    )
    along = {matter: tuple(found) for matter, found in itemized.items()}
    old = frozenset(name for names in renamed.values() for name in names) - renamed.keys()
    return LastYear(told=told, given=given, twice=twice, old=old, along=along)


def _itemized(
    now: Mapping[str, Book], books: Mapping[str, Book], wanted: Definitions, renamed: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[Matter, Mapping[str, Where]]]:
    """By matter and dimension the filter over last year's lines of each part of a quantity."""
    for quantity in wanted.quantities:
        if quantity.prior and quantity.itemized and quantity.source in books:
            lines = (*now[quantity.source].lines, *books[quantity.source].lines)
            yield from (((quantity.prior[0], by), _parts(quantity, by, lines, renamed)) for by in quantity.itemized)


def _told(
    model: Model,
    last: Model,
    books: Mapping[str, Book],
    wanted: Definitions,
    itemized: Mapping[Matter, Mapping[str, Where]],
    renamed: Mapping[str, tuple[str, ...]],
) -> Iterator[tuple[Matter, Figure]]:
    asked: dict[Matter, tuple[str, Where]] = {}
    for quantity in wanted.quantities:
        if quantity.prior and quantity.source in books:
            item, object = (*quantity.prior, "")[:2]
            asked[item, object] = (quantity.source, quantity.where)
            for by in quantity.itemized:
                asked |= {(item, value): (quantity.source, where) for value, where in itemized[item, by].items()}
    if not model.parts:
        for source in wanted.comparatives:
            # What the ledger tells holds, where the file says something, too.
            yield from _written(model, last, source)
            if not source.written:
                asked |= {(source.prior, item): ("ledger", where) for item, where in source.items.items()}
        asked |= {(PROJECT, name): ("ledger", where) for name, where in _projects(model, last, renamed).items()}
    for (item, object), (book, where) in asked.items():
        figure = _measured(books[book], where, model.scoped(f"上年/{item}/{object}"), f"{item}{object}上年数")
        if figure is not None:
            yield (item, object), figure


def _three_public(model: Model, told: Mapping[Matter, Figure], wanted: Definitions) -> Iterator[Compared]:
    """Rows of sangong.csv about last year."""
    for source in wanted.comparatives:
        for row in model.three_public if source.written else ():
            there = told.get((source.prior, row.item))
            if row.year == "上年" and there is not None:
                title = f"{row.item}上年数"
                yield Compared(here=written(title, row.amount, row.row.at("预算数"), row.basis, as_written(model, row.amount)), there=there)


def _history(model: Model, last: Model, books: Mapping[str, Book]) -> Iterator[Compared]:
    """Rows of history.csv about last year."""
    for row in model.history if not model.parts else ():
        if row.year == str(last.year):
            title = f"{row.kind}，{row.fund}上年数"
            where = {"支出类型": (row.kind,), "资金来源": (row.fund,)}
            there = _measured(books["ledger"], where, model.scoped(f"上年/{row.kind}/{row.fund}"), title)
            if there is not None:
                yield Compared(here=written(title, row.amount, row.row.at("金额"), row.basis, as_written(model, row.amount)), there=there)


def _measured(book: Book, where: Where, id: str, title: str) -> Figure | None:
    """The sum of last year's lines; None where they do not say what is asked, which is not the same as 0."""
    measured = ask(book).narrow(where).measure(id, title)
    return measured.figure if measured.known else None


def _written(model: Model, last: Model, source: Comparative) -> Iterator[tuple[Matter, Figure]]:
    """What last year's own sangong.csv says of that year."""
    for item in dict.fromkeys(row.item for row in last.three_public if row.year == "本年"):
        figure = stated(last, item, model.scoped(f"上年/{source.prior}/{item}"), f"{item}上年数")
        if figure is not None and (source.written or item in source.items):
            yield (source.prior, item), figure


def _parts(quantity: Quantity, by: str, lines: Iterable[Line], renamed: Mapping[str, tuple[str, ...]]) -> Mapping[str, Where]:
    """For each part of a quantity that the lines of either year have its filter over last year's; projects go by their new names."""
    values = dict.fromkeys(line.dimensions.get(by, "") for line in lines if line.passes(quantity.where))
    if by != PROJECT:
        return {value: {**quantity.where, by: (value,)} for value in values if value}
    old = {name for names in renamed.values() for name in names}
    return {
        value: {**quantity.where, by: renamed.get(value, (value,))}
        for value in (*values, *renamed)
        if value and (value not in old or value in renamed)
    }


def _former(model: Model, last: Model) -> Mapping[str, tuple[str, ...]]:
    """For each project that continues others the names of last year's projects that it is: its own too, where last year had that as well."""
    claimed = {name for project in model.projects for name in project.former}
    had = {line.project for line in last.ledger}
    return {
        project.name: tuple(dict.fromkeys((*project.former, *({project.name} & had - claimed))))
        for project in model.projects
        if project.former
    }


def _projects(model: Model, last: Model, renamed: Mapping[str, tuple[str, ...]]) -> Mapping[str, Where]:
    """For each project that any file knows its filter over last year's lines; what was renamed or merged goes by its new name."""
    old = {name for names in renamed.values() for name in names} - renamed.keys()
    given = (row.object for row in model.prior if row.item == PROJECT)
    known = dict.fromkeys((*(project.name for project in model.projects), *given, *(line.project for line in last.ledger if line.project)))
    return {name: {"支出类型": ("项目支出",), "项目": renamed.get(name, (name,))} for name in known if name not in old}
