"""Controls (控制数): which set of lines each row of control.csv stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from gen.derive.selection import Book, ControlFigure, Identity, Selection, identity
from gen.derive.spec import Where
from gen.model.lines import Control

_FUNCTION = {3: "功能类", 5: "功能款", 7: "功能项"}
_ECONOMIC = {3: "经济类", 5: "经济款"}


def with_controls(book: Book, controls: Iterable[Control], source: str) -> Book:
    """``book`` with the control figures of ``source``; the figure of a set of lines that two rows name is that of the first."""
    found: dict[Identity, ControlFigure] = {}
    for control in controls:
        if control.source == source:
            lines, _ = selected(book, control).chosen()
            figure = ControlFigure(
                amount=control.amount, against=control.against, unit=control.unit, place=control.row.at("控制数"), basis=control.basis
            )
            found.setdefault(identity(book, lines), figure)
    return replace(book, controls=found)


def selected(book: Book, control: Control) -> Selection:
    """The lines that a row of control.csv stands for."""
    return book.all().narrow(_where(control))


def _where(control: Control) -> Where:
    parts: Mapping[str, str] = {
        "支出类型": control.kind,
        "项目": control.project,
        "二级项目": control.subproject,
        _FUNCTION.get(len(control.function), "功能项"): control.function,
        _ECONOMIC.get(len(control.economic), "经济款"): control.economic,
        "资金来源": control.fund,
        "采购类别": control.procured,
        "事项": control.item,
        "年度": control.year,
    }
    return {name: (value,) for name, value in parts.items() if value}
