"""What a question about a figure asks for (查找): by id, by table cell, or by a number as a page or a finding prints it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from fractions import Fraction
from unicodedata import normalize

from gen import provenance
from gen.amount import ZERO, Amount, Unit, display
from gen.compose.assemble import Composed
from gen.derive.facts import Facts
from gen.derive.figure import Figure, inputs_of
from gen.derive.pivot import DataRow
from gen.derive.spec import Column
from gen.findings import Finding
from gen.provenance import Printing, printings
from gen.read.gate import listed

#: How many decimals a percentage is told with that no decimal can hold.
RATE_PLACES = 4
#: How many decimals an amount is told with in findings: all that it can have.
_ALL_PLACES = 6
_NUMBER = re.compile(r"(?<![\d.,])-?\d[\d,]*(?:\.\d+)?%?")
_GROUPED = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?%?")
#: How many things are named that a question may have meant.
_NEAR = 5


def by_id(composed: Composed, facts: Facts, id: str) -> tuple[Figure, ...]:
    """The figure with this id, printed or not; none when there is none."""
    found = explainable(composed, facts).get(id)
    return (found,) if found else ()


def explainable(composed: Composed, facts: Facts) -> Mapping[str, Figure]:
    """Every figure that can be asked for by its id: what is printed, what was derived for the edition, what these rest on, and every line by its place."""
    return provenance.by_id((*composed.figures.values(), *_derived(facts)))


def _derived(facts: Facts) -> Iterator[Figure]:
    """The figures of ``facts`` and of its units: every line too, and the changes of their quantities, parts and projects."""
    yield from (*facts.quantities.values(), *facts.formulas.values(), *facts.counts.values(), *facts.given.values())
    itemized = (part.change for along in facts.itemized.values() for parts in along.values() for part in parts)
    projects = (project.change for project in facts.projects)
    for change in (*facts.changes.values(), *itemized, *projects, *(part.change for part in facts.ended)):
        yield from (figure for figure in (change.now, change.before, change.signed, change.size, change.rate) if figure)
    yield from (line.figure for book in facts.sources.books.values() for line in book.lines)
    for part in facts.parts.values():
        yield from _derived(part)


def by_cell(composed: Composed, words: str) -> tuple[Figure, ...]:
    """The figures of the table cells that words like “表4 工资福利支出 总计” name: table, row label, column heads."""
    table, *wanted = words.split() or [""]
    found = []
    for side in composed.tables.get(table, ()):
        for row in (*side.rows, *side.foot):
            for column, cell in zip(side.spec.columns, row.cells, strict=True):
                if cell is not None and _named(row, column, wanted):
                    found.append(cell.figure)
    return tuple(found)


def _named(row: DataRow, column: Column, words: Sequence[str]) -> bool:
    """Whether the words are the row's label or code and heads of the column; with no head all columns are meant."""
    label = row.path[-1]
    bare = label.lstrip("0123456789一二三四五六七八九十").lstrip(".、")
    return bool(words) and words[0] in (label, bare, row.number + label, row.member.code) and all(word in column.head for word in words[1:])


def by_number(composed: Composed, number: str) -> tuple[Printing, ...]:
    """Every place where the page prints this number, with or without its thousands commas; with a unit of money, where it is so much money.

    A number below 0 is also where the page says in words that something fell by it.
    """
    wanted, unit = _asked(number)
    fall = wanted.removeprefix("-")
    found = []
    for printing in printings(composed.document):
        text, figure = _plain(printing.text), composed.figures[printing.figure]
        if text == wanted or (fall != wanted and text == fall and _is_fall(figure)):
            found.append((printing, figure, text))
    return tuple(printing for printing, figure, text in found if unit is None or _reads(figure, text, unit))


def _is_fall(figure: Figure) -> bool:
    """Whether a figure is the size of a difference below 0."""
    inputs = inputs_of(figure)
    return isinstance(figure.value, Amount) and len(inputs) == 1 and inputs[0].value == ZERO - figure.value and figure.value > ZERO


def telling(findings: Sequence[Finding], number: str) -> tuple[Finding, ...]:
    """The findings whose message tells this number, whole."""
    wanted, _ = _asked(number)
    return tuple(finding for finding in findings if wanted in map(_plain, _NUMBER.findall(finding.message)))


def by_value(figures: Iterable[Figure], number: str, units: Sequence[Unit]) -> tuple[Figure, ...]:
    """The figures that are exactly this number in one of ``units``: what findings tell of a figure that the page prints rounded, or not at all.

    Where none is, those below 0 that read as the number with as many decimals: no page prints them with their sign.
    """
    wanted, unit = _asked(number)
    known, asked = tuple(figures), (unit,) if unit else units
    found = tuple(figure for figure in known if wanted in map(_plain, _exactly(figure, asked)))
    if found or not wanted.startswith("-"):
        return found
    return tuple(figure for figure in known if any(_reads(figure, wanted, each) for each in asked))


def _exactly(figure: Figure, units: Sequence[Unit]) -> Iterator[str]:
    if isinstance(figure.value, Amount):
        yield from (display(figure.value.to(unit), _ALL_PLACES, trim=True) for unit in units)
    elif figure.unit == "%":
        yield f"{display(Fraction(figure.value) * 100, RATE_PLACES, trim=True)}%"
    else:
        yield display(figure.value, RATE_PLACES, trim=True)


def _asked(number: str) -> tuple[str, Unit | None]:
    """A number as it may be copied from anywhere: its digits without commas, and the unit of money behind it."""
    text = normalize("NFKC", number).strip().replace("−", "-").removeprefix("+")
    unit = next((unit for unit in (Unit.WAN, Unit.YUAN) if text.endswith(unit.value)), None)
    digits = text.removesuffix(unit.value).strip() if unit else text
    # Commas that part no thousands, as in 1,2,3, are no number: nothing is printed so.
    return (_plain(digits) if "," not in digits or _GROUPED.fullmatch(digits) else digits), unit


def _reads(figure: Figure, number: str, unit: Unit) -> bool:
    """Whether a figure is money that reads as ``number`` in ``unit``, with as many decimals."""
    places = len(number.partition(".")[2])
    return isinstance(figure.value, Amount) and display(figure.value.to(unit), places, grouped=False) == number


def _plain(number: str) -> str:
    return number.replace(",", "").strip()


def near(composed: Composed, facts: Facts, id: str, cell: str) -> str:
    """What a question that found nothing may have meant: ids that look like it, or the tables, rows and columns that there are; "" for a number."""
    if id:
        found = get_close_matches(id, explainable(composed, facts), n=_NEAR, cutoff=0.5)
        return f"相近的编号：{listed(found)}" if found else ""
    table, *wanted = cell.split() or [""]
    sides = composed.tables.get(table, ())
    rows = dict.fromkeys(row.path[-1] for side in sides for row in (*side.rows, *side.foot))
    heads = dict.fromkeys(column.head[-1] for side in sides for column in side.spec.columns)
    if cell and not sides:
        return f"--cell 先写表的编号，可以写：{listed(composed.tables)}"
    if cell and wanted:
        close = get_close_matches(wanted[0], rows, n=_NEAR, cutoff=0.4)
        return f"{table} 里相近的行：{listed(close or rows)}；列：{listed(heads)}"
    return f"{table} 的行：{listed(rows)}；列：{listed(heads)}" if cell else ""
