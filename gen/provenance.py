"""Provenance (数字出处): where each figure is printed and what it rests on, as ``figures.json`` and for explanations."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gen.amount import Amount, display
from gen.compose.assemble import Composed
from gen.derive.figure import Controlled, Derived, Figure, Written, inputs_of
from gen.document import Document, FigureRef, Heading, Table, leaves, plain, texts
from gen.findings import Place
from gen.model.folder import Model
from gen.model.shape import Kind, fields_of
from gen.publish import as_json
from gen.read.files import DEPARTMENT_CSV

_RECORDS = {file.name: file.record for file in DEPARTMENT_CSV}
#: The column whose text every explanation gives by itself.
_BASIS = "依据"


@dataclass(frozen=True, slots=True)
class Printing:
    """One place where a figure is printed: its text, the figure, the headings above it and the line or cell around it."""

    text: str
    figure: str
    where: str
    around: str


def printings(document: Document) -> Iterator[Printing]:
    """Every printed figure, in reading order."""
    heads = ["", "", ""]
    for block in document.blocks():
        if isinstance(block, Heading):
            heads[block.level - 1 :] = [plain(block.inlines)] + [""] * (3 - block.level)
        where = " › ".join(head for head in heads if head)
        for inlines in texts(block):
            around = "" if isinstance(block, Table) else plain(inlines)
            for inline in leaves(inlines):
                if isinstance(inline, FigureRef):
                    yield Printing(inline.text, inline.figure, where, around)


def said_beside(place: Place, sources: Mapping[str, str]) -> Mapping[str, str]:
    """What else the row of a CSV file says that an amount stands in, by column: not blanks, other amounts and the basis.

    Nothing where the place is in no row of a known file; ``sources`` are the texts of the files by path.
    """
    record = _RECORDS.get(place.path.rsplit("/", 1)[-1])
    lines = sources.get(place.path, "").split("\n")
    if record is None or not 1 < place.line <= len(lines):
        return {}
    header, row = csv.reader((lines[0], lines[place.line - 1]))
    cells = dict(zip(header, row, strict=False))
    told = (field.title for field in fields_of(record) if field.kind not in (Kind.MONEY, Kind.PRECISION) and field.title != _BASIS)
    return {title: cells[title] for title in told if cells.get(title)}


def value_text(figure: Figure) -> str:
    """The exact value of a figure with its unit.

    A rate that no decimal can hold is given as a fraction.
    """
    match figure.value:
        case Amount(yuan=yuan):
            return f"{yuan.normalize():f}元" if yuan else "0元"
        case Fraction() as mark if figure.unit != "%":
            return f"{display(mark, 4, trim=True)}{figure.unit}"
        case Fraction() as rate:
            return f"{rate.numerator}/{rate.denominator}"
        case count:
            return f"{count}{figure.unit}"


def figures_json(composed: Composed, model: Model) -> bytes:
    """All printed figures with their places on the page, and every figure that they rest on, each once."""
    known = by_id(composed.figures.values())
    places: dict[str, list[dict[str, str]]] = {}
    for printing in printings(composed.document):
        places.setdefault(printing.figure, []).append({"text": printing.text, "where": printing.where})
    value = {
        "department": model.department,
        "year": model.year,
        "figures": {id: _entry(figure, places.get(id, [])) for id, figure in known.items() if id in places or id not in composed.figures},
    }
    return as_json(value)


def by_id(figures: Iterable[Figure]) -> dict[str, Figure]:
    """``figures`` and every figure that they rest on, each once, by id; of two with one id the first."""
    known: dict[str, Figure] = {}
    for figure in figures:
        stack = [figure]
        while stack:
            current = stack.pop()
            if current.id not in known:
                known[current.id] = current
                stack.extend(inputs_of(current))
    return known


def printed_forms(document: Document) -> Mapping[str, tuple[str, ...]]:
    """How each printed figure stands on the page, by id: its forms in reading order, each once."""
    forms: dict[str, dict[str, None]] = {}
    for printing in printings(document):
        forms.setdefault(printing.figure, {})[printing.text] = None
    return {id: tuple(texts) for id, texts in forms.items()}


def _entry(figure: Figure, places: list[dict[str, str]]) -> Mapping[str, object]:
    entry: dict[str, object] = {"title": figure.title, "value": value_text(figure)}
    match figure.origin:
        case Written(place=place, basis=basis, precision=precision):
            entry["source"] = str(place)
            if basis:
                entry["basis"] = basis
            if precision is not None:
                entry["precision"] = value_text(Figure(id="", title="", value=precision, unit="元", origin=figure.origin))
        case Controlled(place=place, basis=basis, derived=derived):
            entry |= {"control": str(place), "basis": basis, "inputs": [derived.id]}
        case Derived(rule=rule, inputs=inputs):
            entry["rule"] = rule
            entry["inputs"] = [part.id for part in inputs]
    if places:
        entry["printed"] = places
    return entry
