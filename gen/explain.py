"""Explaining a figure (数字从哪里来): by id, by table cell or by the number as a page or a finding prints it, down to the line of the source file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from gen import bridges, lookup
from gen.amount import Amount, Unit, display, round_half_up
from gen.build import Compiled
from gen.compose.drivers import Explained
from gen.derive.figure import Controlled, Derived, Figure, Written, inputs_of
from gen.findings import Finding
from gen.lookup import RATE_PLACES
from gen.provenance import Printing, printed_forms, said_beside, value_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is told of a figure besides its derivation: the ``forms`` in which it is printed, by id, and the row that it stands in.

    ``sources`` are the texts of the files, by path.
    """

    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a ``document`` says to a question: the printings of a number, the findings that tell it, and the figures with their derivation.

    ``bridges`` holds what explains those figures that are changes, by id, ``bare`` why there is nothing of the kind; ``near`` says, where
    nothing was found, what may have been meant.
    """

    document: str = ""
    printings: tuple[Printing, ...] = ()
    findings: tuple[Finding, ...] = ()
    figures: tuple[Figure, ...] = ()
    bridges: Mapping[str, Explained] = field(default_factory=dict)
    bare: Mapping[str, str] = field(default_factory=dict)
    near: str = ""
    known: Known = field(default_factory=lambda: Known())
    unit: Unit = Unit.YUAN

    def lines(self) -> Iterator[str]:
        """The answer as text."""
        for printing in self.printings:
            yield f"{printing.where}：{printing.text}  [{printing.figure}]"
            if printing.around:
                yield f"    {printing.around}"
        for finding in self.findings:
            yield f"校验结果 {finding.severity.value} {finding.code}：{finding.message}"
            yield from (f"    {place}" for place in finding.places)
        if self.printings or self.findings:
            yield ""
        for figure in self.figures:
            yield from tree(figure, self.unit, self.known)
            yield ""
            if figure.id in self.bridges:
                yield from bridges.lines(self.bridges[figure.id], self.unit)
                yield ""
            if figure.id in self.bare:
                yield f"增减因素：{self.bare[figure.id]}"
                yield ""

    def data(self) -> Iterator[dict[str, object]]:
        """The answer as plain data for ``--json``, one entry a figure, and before these one a finding."""
        for finding in self.findings:
            places = [str(place) for place in finding.places]
            yield {"document": self.document, "finding": finding.code, "message": finding.message, "places": places}
        for figure in self.figures:
            bridge = {"bridge": bridges.as_data(self.bridges[figure.id])} if figure.id in self.bridges else {}
            bare = {"bridge": None, "no_bridge": self.bare[figure.id]} if figure.id in self.bare else {}
            yield {"document": self.document, **as_data(figure, self.known), **bridge, **bare}


def answer(compiled: Compiled, id: str, cell: str, number: str) -> Answer:
    """What one document says of a figure by id, by table cell or by the number as printed; nothing where it was not composed."""
    composed, facts, model, edition = compiled.composed, compiled.facts, compiled.model, compiled.edition
    if composed is None or facts is None or model is None or edition is None:
        return Answer()
    found = lookup.by_number(composed, number) if number else ()
    if number:
        figures = tuple({printing.figure: composed.figures[printing.figure] for printing in found}.values())
        units = (Unit(edition.unit), Unit(model.unit.amount_unit.value))
        figures = figures or lookup.by_value(lookup.explainable(composed, facts).values(), number, units)
    else:
        figures = lookup.by_cell(composed, cell) if cell else lookup.by_id(composed, facts, id)
    near = "" if figures or number else lookup.near(composed, facts, id, cell)
    why = {figure.id: bridges.bridge_of(figure, model, facts, edition) for figure in figures}
    bare = {figure.id: bridges.no_bridge(figure, model, facts, edition) for figure in figures}
    return Answer(
        document=model.document,
        printings=found,
        findings=lookup.telling(compiled.findings, number) if number else (),
        figures=figures,
        near=near,
        bridges={id: bridge for id, bridge in why.items() if bridge},
        bare={id: reason for id, reason in bare.items() if reason},
        known=Known(forms=printed_forms(composed.document), sources=model.sources),
        unit=Unit(edition.unit),
    )


def tree(figure: Figure, unit: Unit, known: Known | None = None, *, limit: int = 60) -> Iterator[str]:
    """The derivation of a figure as lines of an indented tree, each leaf with file:line:column and its row; at most ``limit`` inputs a step."""
    yield from _lines(figure, unit, known or Known(), "", "", limit)


def _lines(figure: Figure, unit: Unit, known: Known, first: str, rest: str, limit: int) -> Iterator[str]:
    printed = "、".join(known.forms.get(figure.id, ()))
    said = f"{first}{figure.title} = {_value(figure, unit)}{f'，印作 {printed}' if printed else ''}"
    match figure.origin:
        case Written(place=place, basis=basis, precision=precision):
            exact = f"，准确到{_value_of(precision, unit)}" if precision is not None else ""
            because = f"（依据：{basis}{exact}）" if basis else f"（{exact[1:]}）" if exact else ""
            beside = "，".join(said_beside(place, known.sources).values())
            yield f"{said} ← {place}{because}{f'  〔{beside}〕' if beside else ''}"
        case Controlled(place=place, basis=basis, derived=derived):
            apart = _value_of(figure.amount - derived.amount, unit)
            yield f"{said} ← 控制数 {place}（依据：{basis}）；明细合计 {_value(derived, unit)}，尾差 {apart}"
            yield from _lines(derived, unit, known, f"{rest}└─ ", f"{rest}   ", limit)
        case Derived(rule=rule, inputs=inputs):
            yield f"{said}  [{figure.id}]  {rule}"
            shown = inputs[:limit]
            for index, part in enumerate(shown):
                last = index == len(inputs) - 1
                yield from _lines(part, unit, known, f"{rest}{'└─ ' if last else '├─ '}", f"{rest}{'   ' if last else '│  '}", limit)
            if len(inputs) > limit:
                yield f"{rest}└─ 另有 {len(inputs) - limit} 项"


def _value(figure: Figure, unit: Unit) -> str:
    if figure.unit == "%":
        return _rate(Fraction(figure.value))  # type: ignore[arg-type]
    if isinstance(figure.value, Amount):
        return _value_of(figure.value, unit)
    return value_text(figure)


def _rate(rate: Fraction) -> str:
    """A rate as a percentage where a short decimal is exact, else as a fraction with the percentage that comes near."""
    near = f"{display(rate * 100, RATE_PLACES, trim=True)}%"
    exact = round_half_up(rate * 100, RATE_PLACES) == rate * 100
    return near if exact else f"{rate.numerator}/{rate.denominator}，约 {near}"


def _value_of(amount: Amount, unit: Unit) -> str:
    number = amount.to(unit)
    return f"{number.normalize():,f}{unit.value}" if number else f"0{unit.value}"


def as_data(figure: Figure, known: Known | None = None) -> dict[str, object]:
    """The derivation of a figure as plain data for ``--json``."""
    inputs = inputs_of(figure)
    return {**entry(figure, known or Known()), **({"inputs": [as_data(part, known) for part in inputs]} if inputs else {})}


def entry(figure: Figure, known: Known) -> dict[str, object]:
    """What is told of a figure itself, as plain data: how it is printed, its rule or its place with the basis, the row it stands in."""
    data: dict[str, object] = {"id": figure.id, "title": figure.title, "value": value_text(figure)}
    if figure.id in known.forms:
        data["printed"] = list(known.forms[figure.id])
    match figure.origin:
        case Derived(rule=rule):
            data["rule"] = rule
        case Written(place=place, basis=basis) | Controlled(place=place, basis=basis):
            data |= {"path": place.path, "line": place.line, "column": place.column, "basis": basis}
            data |= {"row": dict(said_beside(place, known.sources))}
    if isinstance(figure.origin, Written) and figure.origin.precision is not None:
        data["precision"] = f"{figure.origin.precision.yuan.normalize():f}元"
    if isinstance(figure.origin, Controlled):
        data["control"] = True
    return data
