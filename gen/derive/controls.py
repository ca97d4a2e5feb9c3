"""Controls (控制数): which set of lines each row of control.csv stands for.

A row without 口径 is a control figure: what every selection of its lines shows. A row with 口径 shows nothing; it attests what a group of money
comes to in one of its breakdowns, where that is not what the others come to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gen.derive.lines import Line
from gen.derive.selection import Book, ControlFigure, Identity, Selection, identity
from gen.derive.spec import Where
from gen.model.folder import Model
from gen.model.lines import Control

_FUNCTION = {3: "功能类", 5: "功能款", 7: "功能项"}
_ECONOMIC = {3: "经济类", 5: "经济款"}


def with_controls(book: Book, model: Model, source: str) -> Book:
    """``book`` with the control figures of ``source``; the figure of a set of lines that two rows name is that of the first."""
    found: dict[Identity, ControlFigure] = {}
    for control, unit in controls_of(model):
        if control.source == source and not control.breakdown:
            lines, _ = selected(book, control, unit).chosen()
            figure = ControlFigure(
                amount=control.amount, against=control.against, unit=control.unit, place=control.row.at("控制数"), basis=control.basis
            )
            found.setdefault(identity(book, lines), figure)
    return replace(book, controls=found)


def controls_of(model: Model) -> tuple[tuple[Control, str], ...]:
    """Each control of a department and of its units, with the name of the unit whose lines alone it selects ("" = all)."""
    own = [(control, "") for control in model.controls]
    return (*own, *((control, part.names["单位"]) for part in model.parts for control in part.controls))


def selected(book: Book, control: Control, unit: str = "") -> Selection:
    """The lines that a row of control.csv stands for."""
    within: Where = {"单位": (unit,)} if unit else {}
    return book.all().narrow({**within, **_where(control)})


def attested(book: Book, control: Control, unit: str = "") -> tuple[Line, ...]:
    """The lines of its 口径 that such a row of control.csv is about."""
    return tuple(line for line in selected(book, control, unit).strict if line.breakdown == control.breakdown)


def _where(control: Control) -> Where:
    parts: Mapping[str, str] = {
        "支出类型": control.kind,
        "项目": control.project,
        "二级项目": control.subproject,
        _FUNCTION.get(len(control.function), "功能项"): control.function,
        _ECONOMIC.get(len(control.economic), "经济款"): control.economic,
        "资金来源": control.fund,
        "绩效任务": control.task,
        "采购类别": control.procured,
        "年度口径": control.budget_year,
        "事项": control.item,
        "年度": control.year,
    }
    return {name: (value,) for name, value in parts.items() if value}
