"""状态和批复: whether the budget may be published, and since when."""

from __future__ import annotations

from collections.abc import Iterator

from gen.check.rule import Case, Fault, check
from gen.check.tell import spot
from gen.findings import Place, Severity

APPROVED = "已批复"


@check(
    "STA-01",
    "只公开已批复的预算",
    waivable=False,
    basis="预算法第十四条（经批复的部门预算在批复后二十日内公开）",
    compares="budget.toml 的 status，与“已批复”",
    fix="批复之前用 --draft 输出草案；批复之后把 status 改为“已批复”并填批复日期",
)
def approved(case: Case) -> Iterator[Fault]:
    """The status of the budget is 已批复; building a draft with its watermark waives this check."""
    status = case.model.texts.status
    if status.value != APPROVED:
        hint = "草案只能用 --draft 输出，每页带水印；批复之后把 status 改为“已批复”并填批复日期"
        yield Fault(f"状态是“{status.value}”，不是“{APPROVED}”，不能作为公开文件输出", (status.place,), hint)


@check(
    "STA-02",
    "写明批复日期",
    severity=Severity.WARNING,
    basis="预算法第十四条（批复后二十日内公开）",
    compares="已批复的预算，与有没有填批复日期 approval_date",
    fix="知道就填；哪里都没有公布就留空，保留这条警告",
)
def approval_dated(case: Case) -> Iterator[Fault]:
    """An approved budget says when it was approved; unknown dates stay empty and are shown as unknown."""
    budget = case.model.texts
    if budget.status.value == APPROVED and budget.approval_date is None:
        place = spot(Place(budget.status.place.path, 1, 1), "approval_date", case.model.sources)
        hint = "知道就填 approval_date，如 2022-01-25；哪里都没有公布就留空，不要编"
        yield Fault("批复日期未知，无法核对是否在批复后二十日内公开", (place,), hint)
