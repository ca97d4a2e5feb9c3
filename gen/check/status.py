"""状态和批复: whether the budget may be published, and since when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from gen.check.rule import Case, Fault, check
from gen.check.tell import spot
from gen.findings import Place, Severity
from gen.model.shape import Sourced

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


@check(
    "STA-03",
    "批复后二十日内公开",
    severity=Severity.WARNING,
    basis="预算法第十四条（经批复的部门预算在批复后二十日内公开）",
    compares="公开日期 published，与批复日期 approval_date；两个都写了的才比，不看今天是哪一天",
    fix="核对两个日期；确实晚了的保留这条警告，并向同级财政部门说明",
    threshold="批复后多少日：版式的 [limits] publish_days（20）",
)
def published_in_time(case: Case) -> Iterator[Fault]:
    """The day of publishing lies on or after that of approval, and no later than the days that the law leaves; both are data, no clock is asked."""
    budget = case.model.texts
    days = [_day(text) for text in (budget.approval_date, budget.published)]
    if case.edition is None or budget.approval_date is None or budget.published is None or None in days:
        return
    approved_on, published_on = days
    assert approved_on and published_on
    late, allowed = (published_on - approved_on).days, case.edition.limits.publish_days
    places = (budget.published.place, budget.approval_date.place)
    if late < 0:
        yield Fault("公开日期在批复日期之前", places, "核对两个日期：批复之前不能公开")
    elif late > allowed:
        last = approved_on + timedelta(days=allowed)
        message = f"批复后第 {late} 日才公开；{budget.approval_date.value} 批复的，最迟 {last.isoformat()}"
        yield Fault(message, places, "核对两个日期；确实晚了的保留这条警告")


@check(
    "STA-04",
    "批复、公开和统计的日期在本年度前后",
    severity=Severity.WARNING,
    basis="预算法第十四条（批复后二十日内公开）",
    compares="批复日期 approval_date、公开日期 published、国有资产的截止年月 as_of 的年份，与本文件夹的年度",
    fix="核对日期的年份；属实的保留这条警告",
    threshold="早、晚几年：版式的 [limits] years_before（1）、years_after（0）",
)
def dated_near_its_year(case: Case) -> Iterator[Fault]:
    """The days of approval, of publishing and of counting assets lie in the year of the folder, or as near to it as the edition lets any year lie."""
    if case.edition is None:
        return
    texts, limits, year = case.model.texts, case.edition.limits, int(case.model.year)
    first, last = year - limits.years_before, year + limits.years_after
    unknown, held = "不知道批复日期的留空，不要编", case.model.unit.assets
    for title, dated, else_ in (
        ("批复日期", texts.approval_date, unknown),
        ("公开日期", texts.published, unknown),
        ("国有资产的截止年月", held.as_of if held else None, "照抄上年的，改成本年统计的截止年月"),
    ):
        if dated is not None and not first <= int(dated.value[:4]) <= last:
            allowed = f"{first} 到 {last} 年之间" if first < last else f"{first} 年"
            message = f"{title}是 {dated.value}，{year} 年度的应当在 {allowed}"
            yield Fault(message, (dated.place,), f"核对日期的年份；{else_}")


def _day(text: Sourced[str] | None) -> date | None:
    """A whole date; None for one of a year or a month."""
    try:
        return date.fromisoformat(text.value) if text else None
    except ValueError:
        return None
