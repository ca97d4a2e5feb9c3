"""Given counts (录入的个数): staff and assets of unit.toml as figures, the number of offices counted from their list, and which unit is 本级."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gen.derive.figure import Derived, Figure, Written
from gen.model.folder import Model
from gen.model.shape import Kind, Sourced, fields_of


def given(model: Model) -> Mapping[str, Figure]:
    """Every count of unit.toml as a figure, by its path in the file.

    What a department of several units does not say itself is the sum of what its units say.
    """
    own = dict(_walk(model, model.unit, ""))
    told: dict[str, list[Figure]] = {}
    for part in model.parts:
        for path, figure in _walk(part, part.unit, ""):
            told.setdefault(path, []).append(figure)
    sums = {
        path: Figure(
            id=f"unit.{path}",
            title=figures[0].title,
            value=sum(_count(figure) for figure in figures),
            unit="个",
            origin=Derived("各预算单位合计", tuple(figures)),
        )
        for path, figures in told.items()
    }
    return {**sums, **own}


def _count(figure: Figure) -> int:
    assert isinstance(figure.value, int)
    return figure.value


def _walk(model: Model, record: object, prefix: str) -> Iterator[tuple[str, Figure]]:
    for field in fields_of(type(record)):
        value = getattr(record, field.name)
        path = f"{prefix}{field.name}"
        if field.kind is Kind.RECORD and value is not None:
            yield from _walk(model, value, f"{path}.")
        elif field.kind is Kind.COUNT and isinstance(value, Sourced):
            id = model.scoped(f"unit.{path}")
            yield path, Figure(id=id, title=field.title, value=value.value, unit="个", origin=Written(value.place))


def offices(model: Model) -> Figure:
    """内设机构个数: how many offices the unit lists."""
    listed = tuple(
        Figure(id=str(office.place), title=office.value, value=1, unit="个", origin=Written(office.place)) for office in model.unit.offices
    )
    origin = Derived("内设机构清单的个数", listed)
    return Figure(id=model.scoped("count.offices"), title="内设机构个数", value=len(listed), unit="个", origin=origin)


def heads(model: Model) -> tuple[Figure, ...]:
    """是否本级 of each budget unit that says so, 1 or 0: what a count of units by 单位类别 rests on beside their lines."""
    said = ((unit.names["单位"], unit.unit.head) for unit in model.units)
    return tuple(
        Figure(id=str(head.place), title=f"{name}是否本级", value=int(head.value), unit="", origin=Written(head.place))
        for name, head in said
        if head is not None
    )
