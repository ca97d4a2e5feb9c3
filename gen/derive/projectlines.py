"""Lines of projects (项目表的明细行): assets that a project buys, its details, and their spending by quarter, as the forms of projects show them."""

from __future__ import annotations

from gen.derive.lines import Line, as_written, by_unit, written
from gen.model.folder import Model
from gen.model.lines import DETAIL_FUNDS, QUARTERS


def asset_lines(model: Model) -> tuple[Line, ...]:
    """Planned purchases of assets (资产采购计划) as lines."""
    return tuple(
        Line(
            {**shared, "项目": row.project},
            written(f"{row.project}固定资产采购金额", row.amount, row.row.at("固定资产金额"), "", as_written(unit, row.amount)),
        )
        for unit, shared in by_unit(model)
        for row in unit.project_assets
    )


def detail_lines(model: Model) -> tuple[Line, ...]:
    """Details of projects (项目明细) as lines."""
    return tuple(
        Line(
            {**shared, "项目": row.project, "明细": row.name, "资金来源": row.fund or DETAIL_FUNDS[0]},
            written(f"{row.project}·{row.name}", row.amount, row.row.at("金额"), "", as_written(unit, row.amount)),
        )
        for unit, shared in by_unit(model)
        for row in unit.project_details
    )


def quarter_lines(model: Model) -> tuple[Line, ...]:
    """What is to be spent on each detail in each quarter (季度支出计划) as lines; a quarter left blank has none."""
    return tuple(
        Line(
            {**shared, "项目": row.project, "明细": row.name, "资金来源": row.fund or DETAIL_FUNDS[0], "季度": quarter},
            written(f"{row.project}·{row.name}{quarter}", amount, row.row.at(quarter), "", as_written(unit, amount)),
        )
        for unit, shared in by_unit(model)
        for row in unit.project_details
        for quarter, amount in zip(QUARTERS, (row.first, row.second, row.third, row.fourth), strict=True)
        if amount is not None
    )
