"""What a table or form is about (表的对象): a whole department, one budget unit or one project, with its texts and the lines that are its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gen.compose.context import chinese_date
from gen.compose.editionfile import Part
from gen.compose.table import Attributes
from gen.derive.facts import Facts
from gen.derive.lines import projects_in_order, runner
from gen.derive.spec import Where
from gen.model.folder import Model
from gen.model.lines import Indicator, Project, ProjectDetail, ProjectIndicator
from gen.model.shape import Sourced

Texts = Mapping[str, Sourced[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """One table's matter. ``name`` tells it from others of the same table, "" where there is only one; ``where`` selects its lines.

    ``texts`` are the texts of the data that its fixed words may name in braces; ``attributes`` those about the members of its rows.
    """

    name: str = ""
    model: Model
    where: Where = field(default_factory=dict)
    texts: Texts
    indicators: Sequence[Indicator | ProjectIndicator]
    attributes: Attributes


def matters(model: Model, facts: Facts, part: Part) -> Iterator[About]:
    """What the table of a part is about, one after the other."""
    if part.each == "units":
        yield from (_of_unit(model, unit) for unit in model.table_units if runner(model, unit) is unit)
    elif part.each == "projects":
        spent = {entry.project.row.place for entry in facts.projects}
        for unit in model.table_units:
            for project in projects_in_order(unit.projects, part.order):
                if project.row.place in spent:
                    yield _of_project(unit, project, part.alias)
    else:
        yield About(model=model, texts=given_names(model), indicators=model.indicators, attributes=attributes(model))


def _of_unit(model: Model, unit: Model) -> About:
    """A unit with the lines that it answers for: its own and those of units that it runs."""
    return About(
        name=unit.names["单位简称"] if unit is not model else "",
        model=unit,
        where={"经办单位": (unit.names["单位"],)},
        texts=given_names(unit),
        indicators=unit.indicators,
        attributes=attributes(unit),
    )


def _of_project(unit: Model, project: Project, alias: str) -> About:
    indicators = tuple(row for row in unit.project_indicators if row.project == project.name)
    details = tuple(row for row in unit.project_details if row.project == project.name)
    return About(
        name=f"{unit.names['单位简称']}/{project.name}" if unit.slug else project.name,
        model=unit,
        where={"单位": (unit.names["单位"],), "项目": (project.name,)},
        texts={**given_names(unit), **dict(_project_texts(unit, project, alias, indicators, details))},
        indicators=indicators,
        attributes={"测算依据": {("", row.name): Sourced(row.basis, row.row.at("依据")) for row in details if row.basis}},
    )


def _project_texts(
    unit: Model, project: Project, alias: str, indicators: Sequence[ProjectIndicator], details: Sequence[ProjectDetail]
) -> Iterator[tuple[str, Sourced[str]]]:
    """What projects.csv, the project's own text and its lists say, by the names that forms use."""
    row = project.row
    yield "项目", Sourced(project.aliases.get(alias, project.name), row.at(alias if alias in project.aliases else "项目"))
    columns = {
        "项目类型": project.nature,
        "资金用途": project.usage,
        "填报样式": project.style,
        "开始日期": project.start,
        "结束日期": project.end,
    }
    yield from ((title, Sourced(value, row.at(title))) for title, value in columns.items() if value)
    said = unit.texts.project(project.name)
    texts = {"项目概况": said.overview, "项目用途": said.purpose, "中期目标": said.midterm, "绩效目标": said.goal} if said else {}
    yield from ((title, text) for title, text in texts.items() if text)
    yield from (("采购品目", Sourced(a.items, a.row.at("采购品目"))) for a in unit.project_assets if a.project == project.name and a.items)
    yield from (("项目绩效指标", Sourced("有", first.row.place)) for first in indicators[:1])
    yield from (("项目明细", Sourced("有", first.row.place)) for first in details[:1])


def attributes(model: Model) -> Attributes:
    """Texts about tasks and projects by unit and name; where there is one unit, also by name alone."""
    found: dict[str, dict[tuple[str, str], Sourced[str]]] = {}
    for unit in model.units:
        for attribute, name, text in _unit_texts(unit):
            texts = found.setdefault(attribute, {})
            texts[unit.names["单位"], name] = text
            if not model.parts:
                texts["", name] = text
    return found


def _unit_texts(unit: Model) -> Iterator[tuple[str, str, Sourced[str]]]:
    """(attribute, member, text) of all texts about a unit's projects and tasks."""
    for text in unit.texts.projects:
        yield from (("绩效目标", text.name.value, goal) for goal in (text.goal,) if goal)
        yield from (("用途", text.name.value, use) for use in (text.use,) if use)
    yield from (("主要内容", text.name.value, text.content) for text in unit.texts.tasks)
    for project in unit.projects:
        if project.nature:
            yield "项目类型", project.name, Sourced(project.nature, project.row.at("项目类型"))
        if project.start and project.end:
            span = "-".join(_dotted(date) for date in (project.start, project.end))
            yield "执行时间", project.name, Sourced(span, project.row.at("开始日期"))


def _dotted(date: str) -> str:
    """A date as tables print it.

    >>> _dotted("2020-01-31")
    '2020.1.31'
    """
    return ".".join(part.lstrip("0") for part in date.split("-"))


def given_names(model: Model) -> dict[str, Sourced[str]]:
    """The texts of the data that fixed words may name in braces, those that somebody gave."""
    unit, texts = model.unit, model.texts
    filled_on = Sourced(chinese_date(texts.filled_on.value), texts.filled_on.place) if texts.filled_on else None
    given = {
        "单位": unit.name,
        "单位正文": unit.text_name or unit.name,
        "主管部门": unit.parent,
        "填报日期": filled_on,
        "截止年份": texts.long_term.until if texts.long_term else None,
    }
    return {name: text for name, text in given.items() if text is not None}
