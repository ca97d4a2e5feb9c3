"""Plans and results (预算执行): what is done stays within what was planned, and a part within its whole."""

from __future__ import annotations

from collections.abc import Iterator

from gen.check.rule import Case, Fault, check
from gen.check.tell import said
from gen.findings import Severity
from gen.model.lines import ExecutionLine
from gen.read.gate import guess, listed


@check(
    "EXE-01",
    "财政拨款不超过全额",
    basis="财预〔2020〕10号（项目支出绩效自评表：资金总额包括财政拨款）",
    compares="execution.csv 每行的财政拨款，与同一行的全额",
    fix="财政拨款是全额的一部分：核对这两个数",
)
def fiscal_within_whole(case: Case) -> Iterator[Fault]:
    """No amount of fiscal money in execution.csv is above the whole of which it is a part."""
    for row in case.model.execution:
        for whole, fiscal, title in ((row.budget, row.budget_fiscal, "预算数"), (row.executed, row.executed_fiscal, "执行数")):
            if whole is not None and fiscal is not None and fiscal > whole:
                message = f"“{_name(row)}”财政拨款{title} {said(fiscal, case.model)}，大于全额 {said(whole, case.model)}"
                yield Fault(message, (row.row.at(f"财政拨款{title}"), row.row.at(title)), "财政拨款是全额的一部分：核对这两个数")


@check(
    "EXE-02",
    "执行数不超过预算数",
    severity=Severity.WARNING,
    basis="预算法第十三条（各部门、各单位的支出必须以经批准的预算为依据）",
    compares="execution.csv 每行的执行数，与预算数",
    fix="核对两个数；预算确有调整的，预算数写调整后的，依据里写明",
)
def executed_within_budget(case: Case) -> Iterator[Fault]:
    """No executed amount is above its budget; where it is, both are right only with a reason that the report gives."""
    for row in case.model.execution:
        if row.budget is not None and row.executed is not None and row.executed > row.budget:
            over = said(row.executed - row.budget, case.model)
            message = f"“{_name(row)}”执行数 {said(row.executed, case.model)}，预算数 {said(row.budget, case.model)}，多 {over}"
            yield Fault(message, (row.row.at("执行数"), row.row.at("预算数")), "核对两个数；预算确有调整的，预算数写调整后的，依据里写明")


@check(
    "EXE-03",
    "execution.csv 的每一行都用得上",
    severity=Severity.WARNING,
    compares="execution.csv 每行的事项、对象、类别、支出性质，与版式按它们选取的名称",
    fix="照版式所用的名称改；用不上的行去掉",
)
def rows_used(case: Case) -> Iterator[Fault]:
    """Every row of execution.csv is one that the text or a table takes amounts from: a misspelt one would be lost unseen."""
    wanted = (
        [where for where, _ in case.edition.filters() if "事项" in where] if case.edition and case.edition.draws_on("execution") else []
    )
    known = dict.fromkeys(name for where in wanted for name in where["事项"])
    for row in case.model.execution if wanted else ():
        said_of = {"事项": row.item, "对象": row.object, "类别": row.category, "支出性质": row.nature}
        if not any(all(said_of[name] in where[name] for name in said_of if name in where) for where in wanted):
            wrong = "对象" if row.item in known else "事项"
            hint = guess(row.item, known) or f"版式所用的事项：{listed(known, 20)}"
            yield Fault(f"没有哪一处用到“{_name(row)}”这一行", (row.row.at(wrong),), hint)


def _name(row: ExecutionLine) -> str:
    return row.object or row.item
