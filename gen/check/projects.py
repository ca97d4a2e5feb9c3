"""Projects, tasks and matters (项目、任务、事项): names that must stand in more than one file or in none, and amounts that must add up."""

from __future__ import annotations

from collections.abc import Iterator

from gen.amount import ZERO, total
from gen.check.causes import itemized
from gen.check.rule import Case, Fault, check
from gen.check.tell import places_of, said, unit_written
from gen.compose.edition import Edition
from gen.derive.lines import BASIC_TASK, OTHER_TASK, PROJECT_TASK
from gen.findings import Place, Severity
from gen.model.folder import Model
from gen.model.lines import QUARTERS
from gen.read.gate import guess, listed
from gen.read.records import ALIAS_ENDING, ORDER_ENDING

_PROJECT, _TASK = "项目", "绩效任务"
#: The columns that print a text about a project, and the key of [[projects]] that holds it.
_TEXTS = {"绩效目标": "goal", "用途": "use"}


@check(
    "PRJ-01",
    "明细里的项目都在 projects.csv 中",
    spoils=("项目", "拨款类别", "绩效任务"),
    follows=("FIL-01 projects.csv",),
    basis="预算法实施条例第六条（公开基本支出和项目支出）",
    each_unit=True,
    compares="各个明细文件里的项目名称，与 projects.csv",
    fix="改正名称，或者在 projects.csv 加一行",
)
def projects_listed(case: Case) -> Iterator[Fault]:
    """Every project of the ledger, of procurement and of the files about projects stands in projects.csv; else it would be missing."""
    model = case.model
    listed_names, spent = _listed(model), _spent(model)
    spare = [name for name in listed_names if name not in spent]
    used = [(line.project, line.row.at(_PROJECT)) for line in model.ledger]
    used += [(line.project, line.row.at(_PROJECT)) for line in model.procurement]
    used += [(line.project, line.row.at(_PROJECT)) for line in model.project_indicators]
    used += [(line.project, line.row.at(_PROJECT)) for line in model.project_assets]
    used += [(line.project, line.row.at(_PROJECT)) for line in model.project_details]
    for name, places in places_of(used).items():
        if name not in listed_names:
            # A name of which there are no lines is likelier meant than one that has its own.
            hint = (guess(name, spare) or guess(name, listed_names)) + f"如果没有写错，在 {model.folder}/projects.csv 加一行"
            yield Fault(f"项目“{name}”不在 projects.csv 中", tuple(places), hint)


@check(
    "PRJ-07",
    "项目支出写明项目，其他支出不写项目",
    spoils=("项目", "拨款类别", "绩效任务"),
    basis="预算法实施条例第五条（支出分为基本支出和项目支出）",
    compares="每行明细的支出类型，与它有没有写项目",
    fix="基本支出去掉项目；项目支出填上 projects.csv 里的项目名称",
)
def kinds_and_projects_agree(case: Case) -> Iterator[Fault]:
    """A ledger line of 项目支出 names its project, and no other line names one: else the money would stand under a project that is not its own."""
    for line in case.model.ledger:
        if line.kind != "项目支出" and (line.project or line.subproject):
            title = _PROJECT if line.project else "二级项目"
            message = f"这一行是{line.kind}，却写了{title}“{line.project or line.subproject}”"
            yield Fault(message, (line.row.at(title), line.row.at("支出类型")), "去掉项目，或者把支出类型改为项目支出")
        elif line.kind == "项目支出" and not line.project and not line.breakdown:
            yield Fault("这一行是项目支出，没有写项目", (line.row.at("支出类型"),), "填上 projects.csv 里的项目名称")


@check(
    "PRJ-08",
    "季度支出计划合计等于明细金额",
    severity=Severity.WARNING,
    each_unit=True,
    compares="project-details.csv 每行四个季度之和，与它的金额；没有写全四个季度的，之和不得超过金额",
    fix="核对金额和各季度的数；来源本身不合的照录，在说明里写明",
    threshold="照公开文件记录的数容许各数末位之和的一半，由数据的小数位数定",
)
def quarters_add_up(case: Case) -> Iterator[Fault]:
    """The quarters of each detail in project-details.csv come to its amount where all four are given, and to no more where some are blank.

    In a recorded folder they may be off by what rounding can do.
    """
    model = case.model
    for detail in model.project_details:
        given = [amount for amount in (detail.first, detail.second, detail.third, detail.fourth) if amount is not None]
        planned = total(given)
        difference = planned - detail.amount
        apart, slack = abs(difference), total(unit_written(model, amount) for amount in (*given, detail.amount))
        wrong = difference > ZERO or (difference and len(given) == len(QUARTERS))
        if wrong and (apart + apart >= slack or not slack):
            more = "多" if difference > ZERO else "少"
            message = f"“{detail.name}”四个季度合计 {said(planned, model)}，金额 {said(detail.amount, model)}，{more} {said(apart, model)}"
            places = (detail.row.at("金额"), *(detail.row.at(quarter) for quarter in QUARTERS))
            yield Fault(message, places, "核对金额和各季度的数；来源本身不合的照录，在说明里写明")


@check(
    "PRJ-09",
    "项目类别是版式认得的",
    spoils=("拨款类别",),
    each_unit=True,
    compares="projects.csv 的项目类别，与版式按类别选取的名称；有版式分类别的资金的项目，与有没有写类别",
    fix="照所列的名称改",
)
def categories_known(case: Case) -> Iterator[Fault]:
    """Every 项目类别 is one that some table of the edition has a column or row for, where the edition tells projects by it at all.

    A project with money of a fund that these columns tell apart by category has one.
    """
    told = [where for where, _ in (case.edition.filters() if case.edition else ()) if "拨款类别" in where]
    known = dict.fromkeys(value for where in told for value in where["拨款类别"])
    funds = {fund for where in told for fund in where.get("资金来源", ())}
    paid = {line.project for line in case.model.ledger if line.fund in funds}
    for project in case.model.projects if known else ():
        if project.category and project.category not in known:
            hint = guess(project.category, known) + f"可以写：{listed(known)}"
            yield Fault(f"版式没有“{project.category}”这个项目类别（项目“{project.name}”）", (project.row.at("项目类别"),), hint)
        elif not project.category and project.name in paid:
            yield Fault(f"项目“{project.name}”没有写项目类别", (project.row.at("项目类别"),), f"可以写：{listed(known)}")


@check(
    "PRJ-11",
    "同一处的项目名称不重复",
    each_unit=True,
    compares="projects.csv 每个…名称列里的名称，互相比，也与没有另写名称的项目比",
    fix="改正写错的名称；确是一个项目的，合并成一行",
)
def aliases_distinct(case: Case) -> Iterator[Fault]:
    """No two projects of a unit go by one name in the same column …名称: nobody could tell them apart, on the page or in an explanation."""
    projects = case.model.projects
    for title in dict.fromkeys(title for project in projects for title in project.aliases):
        shown = ((project.aliases.get(title, project.name), project) for project in projects)
        named = ((name, project.row.at(title if title in project.aliases else _PROJECT)) for name, project in shown)
        for name, places in places_of(named).items():
            if len(places) > 1:
                yield Fault(f"“{title}”里有 {len(places)} 个项目叫“{name}”", tuple(places), "改正写错的名称；确是一个项目的，合并成一行")


@check(
    "PRJ-02",
    "projects.csv 的项目都有明细",
    follows=("FIL-01 ledger.csv", "PRJ-01"),
    each_unit=True,
    compares="projects.csv 的每个项目，与 ledger.csv 里有明细的项目（上年有数、今年结束的除外）",
    fix="给它写明细（没有金额的写 0），或者从 projects.csv 去掉它",
)
def projects_have_lines(case: Case) -> Iterator[Fault]:
    """Every project of projects.csv has a ledger line, or last year tells of it (then it is one that has ended)."""
    model = case.model
    spent, listed_names = _spent(model), _listed(model)
    astray = [name for name in spent if name not in listed_names]
    ended = {row.object for row in model.prior if row.item == _PROJECT} | (set(_spent(model.last)) if model.last else set())
    for project in model.projects:
        if project.name not in spent and project.name not in ended:
            hint = (
                guess(project.name, astray) or guess(project.name, spent)
            ) + "在 ledger.csv 给它写明细（没有金额的写 0），或者从 projects.csv 去掉它"
            yield Fault(f"项目“{project.name}”在 ledger.csv 中没有明细", (project.row.at(_PROJECT),), hint)


@check(
    "PRJ-03",
    "项目和项目说明一一对应",
    follows=("PRJ-01",),
    each_unit=True,
    compares="有金额的项目，与 [[projects]] 里写的说明，两边都比",
    fix="补上缺的说明（用途、绩效目标）；名称要与 projects.csv 一致",
)
def projects_described(case: Case) -> Iterator[Fault]:
    """Every project with money has a text, with what the tables print of it (TXT-05 sees to the prose); every text is about a listed project."""
    model = case.model
    texts = {text.name.value: text for text in model.texts.projects}
    # One that has ended is spoken of too: its change needs a cause.
    known = _listed(model) | dict.fromkeys(part.name for part in case.facts.ended) if case.facts else _listed(model)
    for name, text in texts.items():
        if name not in known:
            hint = guess(name, known) + "项目说明的名称要与 projects.csv 一致"
            yield Fault(f"有“{name}”的项目说明，projects.csv 中没有这个项目", (text.name.place,), hint)
    spent = _spent(model)
    for project in model.projects:
        if project.name not in spent:
            continue
        described = texts.get(project.name)
        if described is None:
            hint = f"在 {model.document}.toml 加一组 [[projects]]：name、use（用途）、goal（绩效目标）"
            yield Fault(f"项目“{project.name}”没有项目说明", (project.row.at(_PROJECT),), hint)
            continue
        for title in _asked(case.edition):
            if getattr(described, _TEXTS[title]) is None:
                message = f"项目“{project.name}”的说明缺{title} {_TEXTS[title]}"
                yield Fault(message, (described.name.place,), "在这一组 [[projects]] 里补上")


@check(
    "PRJ-04",
    "二级项目说明都有明细",
    follows=("FIL-01 ledger.csv",),
    each_unit=True,
    compares="[[projects.parts]] 的二级项目名称，与 ledger.csv 里这个项目的二级项目",
    fix="照 ledger.csv 改名称，或者去掉这一条说明",
)
def parts_have_lines(case: Case) -> Iterator[Fault]:
    """Every text about a sub-project (二级项目) names one that the ledger has under that project."""
    model = case.model
    for text in model.texts.projects:
        names = dict.fromkeys(line.subproject for line in model.ledger if line.project == text.name.value and line.subproject)
        for part in text.parts:
            if part.name.value not in names:
                hint = guess(part.name.value, names) + f"ledger.csv 中这个项目的二级项目：{listed(names)}"
                message = f"“{text.name.value}”之下没有“{part.name.value}”这个二级项目的明细"
                lines = tuple(line.row.at("二级项目") for line in model.ledger if line.project == text.name.value)
                yield Fault(message, (part.name.place, *lines), hint)


@check(
    "PRJ-05",
    "绩效任务与项目对应",
    spoils=("绩效任务",),
    follows=("FIL-01 tasks.csv", "PRJ-01"),
    each_unit=True,
    compares="绩效任务（tasks.csv）所含的项目，与有金额的项目和基本支出；任务，与它的主要内容 [[tasks]]",
    fix="每个项目恰好归入一个任务，每个任务写一条主要内容，名称一致",
)
def tasks_match(case: Case) -> Iterator[Fault]:
    """Every project with money, and basic expenditure, is in exactly one task; every task has a text, and every text and project a task knows."""
    model = case.model
    if not model.tasks and not model.texts.tasks:
        return
    yield from _task_projects(model)
    yield from _uncovered(model)
    yield from _task_texts(model)


@check("PRJ-06", "事项名称是版式认得的", compares="[[items]] 的名称，与版式认得的事项", fix="照所列的名称改")
def items_known(case: Case) -> Iterator[Fault]:
    """Every [[items]] of budget.toml is named as the edition names the matter; else its words would be printed nowhere."""
    if case.edition is None:
        return
    known = dict.fromkeys(quantity.item for quantity in case.edition.definitions.quantities if quantity.item)
    known |= dict.fromkeys(part.member.label for _, part in itemized(case))
    for item in (item for model in case.model.folders for item in model.texts.items):
        if item.name.value not in known:
            hint = guess(item.name.value, known) + f"可以写：{listed(known, 20)}"
            yield Fault(f"版式没有“{item.name.value}”这个事项", (item.name.place,), hint)


@check(
    "PRJ-10",
    "projects.csv 的次序和名称列都用得上",
    severity=Severity.WARNING,
    each_unit=True,
    compares="projects.csv 里…次序、…名称的列，与版式用来排列和称呼项目的列",
    fix="照版式所用的列名改；用不上的列去掉",
)
def project_columns_used(case: Case) -> Iterator[Fault]:
    """Every column …次序 and …名称 is one that the edition orders or names projects by: a misspelt one would do nothing, unseen.

    An edition that asks for none has no use for the columns, which another document of the folder may need.
    """
    asked = case.edition.project_columns() if case.edition else frozenset()
    for project in case.model.projects[:1] if asked else ():
        for title in project.row.cells:
            if title.endswith((ORDER_ENDING, ALIAS_ENDING)) and title not in asked:
                place = _head(project.row.path, title, case.model)
                yield Fault(f"版式不用“{title}”这一列", (place,), guess(title, asked) + f"版式所用的列：{listed(sorted(asked))}")


def _head(path: str, title: str, model: Model) -> Place:
    """Where the head of a column stands."""
    header = model.sources[path].split("\n")[0]
    return Place(path, 1, header.index(title) + 1, len(title))


def _task_projects(model: Model) -> Iterator[Fault]:
    """Rows of tasks.csv about a project that nobody knows, or that another task has already."""
    known = (*_listed(model), BASIC_TASK, PROJECT_TASK, OTHER_TASK)
    for row in model.tasks:
        if row.project not in known:
            hint = guess(row.project, known) + f"项目名称要与 projects.csv 一致；基本支出写{BASIC_TASK}"
            yield Fault(f"任务“{row.task}”里的项目“{row.project}”不在 projects.csv 中", (row.row.at(_PROJECT),), hint)
    for project, places in places_of((row.project, row.row.at(_PROJECT)) for row in model.tasks).items():
        if len(places) > 1:
            hint = "一个项目只能归入一个任务，否则它的金额会算两次；留一行，去掉其余"
            yield Fault(f"“{project}”归入了 {len(places)} 个任务", (places[-1], *places[:-1]), hint)


def _uncovered(model: Model) -> Iterator[Fault]:
    """Money that no task covers."""
    covered = {row.project for row in model.tasks}
    if OTHER_TASK in covered:
        return
    hint = f"在 {model.folder}/tasks.csv 加一行：〔任务次序〕,〔绩效任务〕,"
    spent = _spent(model)
    for project in model.projects:
        if project.name in spent and project.name not in covered and PROJECT_TASK not in covered:
            yield Fault(f"项目“{project.name}”没有归入任何绩效任务", (project.row.at(_PROJECT),), hint + project.name)
    if BASIC_TASK not in covered and any(line.kind == "基本支出" for line in model.ledger):
        yield Fault("“基本支出”没有归入任何绩效任务", (Place(f"{model.folder}/tasks.csv"),), hint + BASIC_TASK)


def _task_texts(model: Model) -> Iterator[Fault]:
    """Tasks without a text, and texts without a task."""
    tasks = places_of((row.task, row.row.at(_TASK)) for row in model.tasks)
    texts = {text.name.value: text for text in model.texts.tasks}
    for name, places in tasks.items():
        if name not in texts:
            hint = guess(name, set(texts) - set(tasks)) + "在 budget.toml 加一组 [[tasks]]：name、content（主要内容）"
            yield Fault(f"绩效任务“{name}”没有主要内容", (places[0],), hint)
    for name, text in texts.items():
        if name not in tasks:
            yield Fault(
                f"有“{name}”的任务说明，tasks.csv 中没有这个任务", (text.name.place,), guess(name, tasks) + "任务名称要与 tasks.csv 一致"
            )


def _asked(edition: Edition | None) -> tuple[str, ...]:
    """The texts about projects that tables of the edition have a column for."""
    tables = edition.tables.values() if edition else ()
    columns = {column.attr for table in tables for side in table.all_sides() for column in side.columns}
    return tuple(title for title in _TEXTS if title in columns)


def _listed(model: Model) -> dict[str, None]:
    return dict.fromkeys(project.name for project in model.projects)


def _spent(model: Model) -> dict[str, None]:
    return dict.fromkeys(line.project for line in model.ledger if line.project)
