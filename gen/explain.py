"""Explaining a figure (数字从哪里来): by id, by table cell or by the number as printed, down to the line of the source file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gen.amount import Amount, Unit
from gen.build import Compiled
from gen.compose.assemble import Composed
from gen.compose.show import show
from gen.derive.facts import Facts
from gen.derive.figure import Controlled, Derived, Figure, Written, inputs_of
from gen.derive.pivot import DataRow
from gen.derive.spec import Column
from gen.provenance import Printing, printings, value_text


@dataclass(frozen=True, slots=True)
class Answer:
    """What a ``document`` says to a question: the printings of a number, and the figures with their derivation."""

    document: str
    printings: tuple[Printing, ...]
    figures: tuple[Figure, ...]
    unit: Unit

    def lines(self) -> Iterator[str]:
        """The answer as text."""
        for printing in self.printings:
            yield f"{printing.where}：{printing.text}  [{printing.figure}]"
            if printing.around:
                yield f"    {printing.around}"
        if self.printings:
            yield ""
        for figure in self.figures:
            yield from tree(figure, self.unit)
            yield ""


def answer(compiled: Compiled, id: str, cell: str, number: str) -> Answer:
    """What one document says of a figure by id, by table cell or by the number as printed; nothing where it was not composed."""
    composed, facts = compiled.composed, compiled.facts
    if composed is None or facts is None or compiled.edition is None:
        return Answer("", (), (), Unit.YUAN)
    unit, name = Unit(compiled.edition.unit), compiled.model.document if compiled.model else ""
    if number:
        found = by_number(composed, number)
        return Answer(name, found, tuple({printing.figure: composed.figures[printing.figure] for printing in found}.values()), unit)
    return Answer(name, (), by_cell(composed, cell) if cell else by_id(composed, facts, id), unit)


def by_id(composed: Composed, facts: Facts, id: str) -> tuple[Figure, ...]:
    """The figure with this id, printed or not; none when there is none."""
    changes = (figure for change in facts.changes.values() for figure in (change.signed, change.size, change.rate) if figure)
    for figure in (*composed.figures.values(), *changes):
        found = _find(figure, id)
        if found is not None:
            return (found,)
    return ()


def _find(figure: Figure, id: str) -> Figure | None:
    if figure.id == id:
        return figure
    return next((found for found in (_find(part, id) for part in inputs_of(figure)) if found), None)


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
    """Every place where the page prints this number, with or without its thousands commas."""
    wanted = number.replace(",", "").strip()
    return tuple(printing for printing in printings(composed.document) if printing.text.replace(",", "") == wanted)


def tree(figure: Figure, unit: Unit, *, limit: int = 60) -> Iterator[str]:
    """The derivation of a figure as lines of an indented tree, each leaf with file:line:column; at most ``limit`` inputs a step."""
    yield from _lines(figure, unit, "", "", limit)


def _lines(figure: Figure, unit: Unit, first: str, rest: str, limit: int) -> Iterator[str]:
    match figure.origin:
        case Written(place=place, basis=basis, precision=precision):
            known = f"，准确到{_value_of(precision, unit)}" if precision is not None else ""
            because = f"（依据：{basis}{known}）" if basis else f"（{known[1:]}）" if known else ""
            yield f"{first}{figure.title} = {_value(figure, unit)} ← {place}{because}"
        case Controlled(place=place, basis=basis, derived=derived):
            yield f"{first}{figure.title} = {_value(figure, unit)} ← 控制数 {place}（依据：{basis}）"
            yield from _lines(derived, unit, f"{rest}└─ ", f"{rest}   ", limit)
        case Derived(rule=rule, inputs=inputs):
            yield f"{first}{figure.title} = {_value(figure, unit)}  [{figure.id}]  {rule}"
            shown = inputs[:limit]
            for index, part in enumerate(shown):
                last = index == len(inputs) - 1
                yield from _lines(part, unit, f"{rest}{'└─ ' if last else '├─ '}", f"{rest}{'   ' if last else '│  '}", limit)
            if len(inputs) > limit:
                yield f"{rest}└─ 另有 {len(inputs) - limit} 项"


def _value(figure: Figure, unit: Unit) -> str:
    if figure.unit == "%":
        return f"{value_text(figure)}，约 {show(figure, unit, 2, trim=True)}"
    if isinstance(figure.value, Amount):
        return _value_of(figure.value, unit)
    return value_text(figure)


def _value_of(amount: Amount, unit: Unit) -> str:
    number = amount.to(unit)
    return f"{number.normalize():,f}{unit.value}" if number else f"0{unit.value}"


def as_data(figure: Figure) -> dict[str, object]:
    """The derivation of a figure as plain data for ``--json``."""
    data: dict[str, object] = {"id": figure.id, "title": figure.title, "value": value_text(figure)}
    match figure.origin:
        case Written(place=place, basis=basis):
            data |= {"path": place.path, "line": place.line, "column": place.column, "basis": basis}
        case Controlled(place=place, basis=basis, derived=derived):
            data |= {
                "path": place.path,
                "line": place.line,
                "column": place.column,
                "basis": basis,
                "control": True,
                "inputs": [as_data(derived)],
            }
        case Derived(rule=rule, inputs=inputs):
            data |= {"rule": rule, "inputs": [as_data(part) for part in inputs]}
    return data
