"""Definitions (口径和算式): what an edition defines over the data, and whether each name that they use is defined.

EDN-06 a name that nothing defines   EDN-08 what the lines of a source cannot tell
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.compose.editionfile import EditionFile
from gen.compose.fields import Fields
from gen.compose.scoring import formulas
from gen.derive.books import SOURCES
from gen.derive.lines import COMMON, COMPARED, DIMENSIONS
from gen.derive.scorespec import Scoring
from gen.derive.spec import Comparative, Count, Definitions, Quantity
from gen.findings import Finding, Place, error
from gen.model.shape import Kind, fields_of
from gen.model.texts import UnitFacts
from gen.read.gate import listed


def definitions(file: EditionFile, scoring: Scoring | None) -> Definitions:
    """All that edition.toml and scores.toml define."""
    return Definitions(
        quantities=tuple(file.quantity.values()),
        counts=tuple(file.count.values()),
        comparatives=tuple(file.comparative.values()),
        breakdowns=tuple(file.breakdown.values()),
        formulas=formulas(file.sum, file.difference, file.ratio),
        agreements=file.agreement,
        scoring=scoring,
    )


def undefined(wanted: Definitions, main: Fields) -> Iterator[Finding]:
    """Sources and terms that nothing defines."""
    known = {*SOURCES, *(comparative.name for comparative in wanted.comparatives)}
    compared = {comparative.name: comparative for comparative in wanted.comparatives}
    for kind, defined in (("quantity", wanted.quantities), ("count", wanted.counts)):
        for each in defined:
            place = main.file.key_place((kind, each.id))
            if each.source not in known:
                yield error("EDN-06", f"{each.title}的来源“{each.source}”没有定义", place, hint=f"可用的来源：{'、'.join(sorted(known))}")
            elif reason := _foreign(each, compared.get(each.source)):
                yield error("EDN-08", f"{each.title}{reason}", place, hint=f"{each.source} 的维度：{listed(dimensions(each.source), 20)}")
    yield from _same_prior(wanted, main)
    yield from _unknown_terms(wanted, main)


def _same_prior(wanted: Definitions, main: Fields) -> Iterator[Finding]:
    """Quantities that would take each other's amount of last year: each matter of prior.csv belongs to one."""
    first: dict[tuple[str, ...], Quantity] = {}
    itemized: dict[str, Quantity] = {}
    for quantity in wanted.quantities:
        if not quantity.prior:
            continue
        item = quantity.prior[0]
        other = first.setdefault(quantity.prior, quantity)
        if other is quantity and (quantity.itemized or len(quantity.prior) > 1):
            other = itemized.setdefault(item, quantity) if quantity.itemized else itemized.get(item, quantity)
        if other is not quantity:
            place = main.file.value_place(("quantity", quantity.id, "prior"))
            message = f"“{quantity.title}”和“{other.title}”的 prior 都是“{'、'.join(quantity.prior)}”"
            yield error("EDN-06", message, place, hint="各口径的上年数分开记：换一个事项名称")


def _foreign(defined: Quantity | Count, comparative: Comparative | None) -> str:
    """What a definition asks that the lines of its source cannot tell; "" where there is nothing."""
    asked = (*defined.where, *(defined.parts if isinstance(defined, Quantity) else [defined.of]))
    stray = [name for name in asked if name and name not in dimensions(defined.source)]
    if stray:
        return f"按“{stray[0]}”选取，来源“{defined.source}”没有这个维度"
    if comparative is None:
        return ""
    if "年度" not in defined.where:
        return '没有写“年度”：对照来源有两年的数，写 年度 = "本年"'
    unknown = [item for item in defined.where.get("事项", ()) if comparative.items and item not in comparative.items]
    return f"的事项“{unknown[0]}”不在 [comparative] 里" if unknown else ""


def dimensions(source: str) -> tuple[str, ...]:
    """The dimensions of a source; one that the edition defines itself is a comparative."""
    return (*DIMENSIONS.get(source, COMPARED), *COMMON)


def _unknown_terms(wanted: Definitions, main: Fields) -> Iterator[Finding]:
    """Terms of formulas, of rules and of agreements that are not defined before."""
    known = {q.id for q in wanted.quantities} | {c.id for c in wanted.counts} | {"offices"} | set(_given(UnitFacts, ""))
    for formula in wanted.formulas:
        yield from _unknown(formula.terms, known, formula.title, main.file.key_place((formula.kind, formula.id)))
        known.add(formula.id)
    for item in wanted.scoring.items if wanted.scoring else ():
        for part in item.parts:
            yield from _unknown(part.of, known, item.name, item.place)
    for index, agreement in enumerate(wanted.agreements):
        yield from _unknown((agreement.of, *agreement.less), known, agreement.title, main.file.value_place(("agreement", index, "of")))


def _unknown(names: tuple[str, ...], known: set[str], what: str, place: Place) -> Iterator[Finding]:
    for name in names:
        if name not in known:
            hint = f"可以用 quantity、count、前面的算式和 unit.toml 的个数：{'、'.join(sorted(known))}"
            yield error("EDN-06", f"“{what}”要用的“{name}”没有定义", place, hint=hint)


def _given(record: type, prefix: str) -> Iterator[str]:
    """The paths of the counts of unit.toml (gen.derive.given)."""
    for field in fields_of(record):
        if field.kind is Kind.COUNT:
            yield f"{prefix}{field.name}"
        elif field.kind is Kind.RECORD and field.record is not None:
            yield from _given(field.record, f"{prefix}{field.name}.")
