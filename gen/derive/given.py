"""Given counts (录入的个数): staff and assets of unit.toml as figures, and the number of offices counted from their list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gen.derive.figure import Derived, Figure, Written
from gen.model.shape import Kind, Sourced, fields_of
from gen.model.texts import UnitFacts


def given(unit: UnitFacts) -> Mapping[str, Figure]:
    """Every count of unit.toml as a figure, by its path in the file."""
    return dict(_walk(unit, ""))


def _walk(record: object, prefix: str) -> Iterator[tuple[str, Figure]]:
    for field in fields_of(type(record)):
        value = getattr(record, field.name)
        path = f"{prefix}{field.name}"
        if field.kind is Kind.RECORD and value is not None:
            yield from _walk(value, f"{path}.")
        elif field.kind is Kind.COUNT and isinstance(value, Sourced):
            yield path, Figure(id=f"unit.{path}", title=field.title, value=value.value, unit="个", origin=Written(value.place))


def offices(unit: UnitFacts) -> Figure:
    """内设机构个数: how many offices the unit lists."""
    listed = tuple(
        Figure(id=f"unit.offices.{index}", title=office.value, value=1, unit="个", origin=Written(office.place))
        for index, office in enumerate(unit.offices, start=1)
    )
    return Figure(id="count.offices", title="内设机构个数", value=len(listed), unit="个", origin=Derived("内设机构清单的个数", listed))
