"""Gaps (说不清的明细): where to look for want of which cell a sum is not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gen.derive.asked import ask
from gen.derive.lines import MAY_BE_UNSAID, Line
from gen.derive.selection import Book
from gen.derive.spec import Comparative, Where
from gen.findings import Place
from gen.model.folder import Model

#: The column that tells a dimension, where it is not called like it.
_COLUMNS = {
    **dict.fromkeys(("功能类", "功能款", "功能项"), "功能科目编码"),
    **dict.fromkeys(("经济类", "经济款"), "经济科目编码"),
    **dict.fromkeys(("品目大类", "采购品目"), "采购品目编码"),
    "来源大类": "资金来源",
    "拨款类别": "项目",
    "绩效任务": "项目",
}


def gaps(model: Model, books: Mapping[str, Book], comparatives: Sequence[Comparative], source: str, where: Where) -> tuple[Place, ...]:
    """The cells of lines for want of which nobody can tell what passes ``where``; none where lines tell it, or no line is near it.

    First those that say by their codes that they are what is asked, and otherwise that they are not; then those that leave blank what is asked.
    Of a comparative they are the lines of the ledger that each of its unknown items looks at.
    """
    compared = next((each for each in comparatives if each.name == source), None)
    if compared is None:
        return tuple(dict.fromkeys(_cells(model, books[source], where)))
    lines = books[source].lines
    unknown = {line.dimensions["事项"] for line in lines if line.dimensions["年度"] == "本年" and not line.known}
    asked = [filters for item, filters in compared.items.items() if item in unknown and item in where.get("事项", (item,))]
    return tuple(dict.fromkeys(place for filters in asked for place in _cells(model, books["ledger"], filters)))


def _cells(model: Model, book: Book, where: Where) -> Iterator[Place]:
    """The cell of each line that keeps it from being what is asked."""
    asked = ask(book).narrow(where)
    if asked.strict:
        return
    written = [line.row for line in model.ledger] + [line.row for line in model.procurement]
    rows = {row.at("预算数"): row for row in written}
    for line in (*_beside(book.lines, where), *asked.open):
        row = rows.get(line.place) if line.place else None
        if row is not None:
            name = next(name for name, values in where.items() if line.dimensions.get(name, "") not in values)
            yield row.at(_COLUMNS.get(name, name))


def _beside(lines: Iterable[Line], where: Where) -> Iterator[Line]:
    """The lines that have the codes and the project that are asked, and not what is asked besides."""
    told = {name: values for name, values in where.items() if name in MAY_BE_UNSAID}
    if told:
        yield from (line for line in lines if line.passes(told) and not line.passes(where))
