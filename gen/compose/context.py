"""What the prose of an edition may print (正文可用的内容): views of the facts and texts.

In a template: ``year``, ``last_year``, ``unit`` (unit.toml), ``text`` (the document's own file), ``f`` (quantities and formulas), ``n`` (counts),
``k`` (constants of the form), ``projects(order)``, ``item(name)``, ``passage(name)``, ``parts(f.x)``, ``split(figures)``, ``number(i)``,
``numeral(i)``, and the functions of :mod:`gen.compose.wording`: ``words``, ``because``, ``moved``, ``reasons``. ``units`` are the budget units,
each with ``unit``, ``text``, ``f`` and ``n`` of its own; ``projects(order, of=u)``, ``item(name, of=u)`` and ``passage(name, of=u)`` speak of one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gen.compose.marks import Printed
from gen.compose.wording import Subject, Words
from gen.derive.change import Change
from gen.derive.facts import ProjectFacts, ordered
from gen.derive.figure import Figure
from gen.derive.gaps import gaps
from gen.derive.parts import LEVELS, PartFacts
from gen.derive.pivot import numeral
from gen.derive.spec import Quantity
from gen.findings import Lost, Place
from gen.model.shape import Field, Kind, Sourced, fields_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """二级项目 in a template."""

    name: Printed
    total: Printed
    use: Printed


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectView:
    """项目 in a template; ``use`` and ``goal`` are false where the data has none."""

    name: Printed
    total: Printed
    use: Printed
    goal: Printed
    parts: tuple[PartView, ...]
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelView:
    """类, 款 or 项 above a part, or the part itself, in a template."""

    name: Printed
    code: Printed
    kind: Printed


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemizedView:
    """One part (分项) of a quantity in a template; ``levels`` are those of its code, from 类 down to its own."""

    name: Printed
    code: Printed
    total: Printed
    levels: tuple[LevelView, ...]
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """事项 in a template."""

    use: Printed
    cause: Printed


#: A department or one of its units in a template: unit, text, f and n; ``key`` is how functions are told which one.
Sphere = Mapping[str, object]


def context(words: Words) -> Mapping[str, object]:
    """All that a template may use."""
    printer, edition, year = words.printer, words.edition, words.model.year
    within = {part.slug: replace(words, model=part, facts=words.facts.parts[part.slug]) for part in words.model.parts}

    def of_whom(of: Sphere | None) -> Words:
        return within.get(str(of["key"]), words) if of else words

    whole = _sphere(words)
    return {
        **whole,
        "year": printer.words(str(year)),
        "last_year": printer.words(str(year - 1)),
        "units": [_sphere(part) for part in within.values()] or [whole],
        "k": {name: printer.words(constant.value, constant.place) for name, constant in edition.constants.items()},
        "projects": lambda order, alias="", of=None: _projects(of_whom(of), order, alias),
        "parts": lambda quantity: _parts(words, quantity),
        "item": lambda name, of=None: _item(of_whom(of), name),
        "passage": lambda name, of=None: _passage(of_whom(of), name),
        "words": words.words,
        "because": words.because,
        "moved": words.moved,
        "reasons": words.reasons,
        "split": split,
        "number": lambda index: printer.words(str(index)),
        "numeral": lambda index: printer.words(numeral(index)),
    }


def _sphere(words: Words) -> Sphere:
    """What a template may print of a department or of one of its units."""
    model, printer, facts = words.model, words.printer, words.facts
    quantities = words.edition.definitions.quantities
    for quantity in quantities:
        words.subjects[model.scoped(quantity.id)] = Subject(
            name=quantity.item or quantity.title,
            model=model,
            facts=facts,
            change=facts.changes.get(quantity.id),
            quantity=quantity,
            places=quantity.places,
            trim=quantity.trim,
        )
    return {
        "key": model.slug,
        "unit": _record(words, model.unit, ""),
        "text": _record(words, model.texts, ""),
        "f": {**{quantity.id: _quantity(words, quantity) for quantity in quantities}, **_formulas(words)},
        "n": {name: printer.figure(figure) for name, figure in facts.counts.items()},
    }


def _quantity(words: Words, quantity: Quantity) -> Printed:
    """A quantity; false where nobody gave it."""
    if quantity.id in words.facts.missing:
        place, lost = _lacking(words, quantity)
        return _unknown(words, quantity.title, place, words.model.scoped(quantity.id), lost)
    figure = words.facts.quantities[quantity.id]
    return words.printer.figure(figure, places=quantity.places, trim=quantity.trim, subject=words.model.scoped(quantity.id))


def _lacking(words: Words, quantity: Quantity) -> tuple[Place, Lost | None]:
    """Where a quantity that nobody gave belongs, and the lines that leave it open: the blank cell of execution.csv, the first of the lines, or the file."""
    model = words.model
    if quantity.source == "execution":
        for row in model.execution:
            said = {"事项": row.item, "对象": row.object, "类别": row.category, "支出性质": row.nature}
            if all(said[name] in quantity.where[name] for name in said if name in quantity.where):
                scope = "财政拨款" if "财政拨款" in quantity.where.get("资金", ()) else ""
                return row.row.at(scope + "".join(quantity.where.get("度量", ()))), None
    comparatives = words.edition.definitions.comparatives
    found = gaps(model, words.facts.sources.books, comparatives, quantity.source, quantity.where)
    if found:
        compared = quantity.source in {each.name for each in comparatives}
        return found[0], Lost(found, (frozenset(("事项",) if compared else quantity.where),))
    file = {"execution": "execution.csv", "procurement": "procurement.csv"}.get(quantity.source, "ledger.csv")
    # The lines of a department of several units are theirs: the first of them that cannot tell the quantity either.
    open = (part for part in model.parts if quantity.id in words.facts.parts[part.slug].missing)
    return Place(f"{next(open, model).folder}/{file}"), None


def _formulas(words: Words) -> Mapping[str, Printed]:
    """The formulas; one that cannot be made (a rate of nothing) is false."""
    views, place = {}, Place(words.model.folder)
    for formula in words.edition.definitions.formulas:
        figure = words.facts.formulas.get(formula.id)
        shown = words.printer.figure(figure, places=formula.places, trim=formula.trim) if figure else None
        views[formula.id] = shown or words.printer.optional(None, words.what(formula.title), place)
    return views


def _passage(words: Words, name: str) -> tuple[Printed, ...]:
    """The paragraphs of a passage (文段)."""
    texts = words.model.texts
    found = texts.passage(name)
    if found is None:
        return (words.printer.optional(None, words.what(f"文段“{name}”（passages）"), Place(texts.place.path)),)
    return tuple(words.printer.data(paragraph) for paragraph in found.paragraphs)


def _projects(words: Words, order: str, alias: str) -> tuple[ProjectView, ...]:
    return tuple(_project(words, entry, alias) for entry in ordered(words.facts, order))


def _project(words: Words, entry: ProjectFacts, alias: str) -> ProjectView:
    name, printer = entry.project.name, words.printer
    shown = Sourced(entry.project.aliases.get(alias, name), entry.project.row.at(alias if alias in entry.project.aliases else "项目"))
    text = words.model.texts.project(name)
    place = text.name.place if text else entry.project.row.at("项目")
    uses = {part.name.value: part.use for part in text.parts} if text else {}
    subject = words.model.scoped(f"项目/{name}")
    words.subjects[subject] = replace(_plain_subject(words, name, entry.change), is_project=True)
    return ProjectView(
        name=printer.data(shown),
        total=_known(words, entry.change.now, entry.known, place, subject),
        use=printer.optional(text.use if text else None, words.what(f"项目“{name}”的用途（use）"), place),
        goal=printer.optional(text.goal if text else None, words.what(f"项目“{name}”的绩效目标（goal）"), place),
        parts=tuple(
            PartView(
                name=printer.data(Sourced(part, _part_place(words, name, part))),
                total=_known(words, measured.figure, measured.known, place),
                use=printer.optional(uses.get(part), words.what(f"二级项目“{part}”的用途（use）"), place),
            )
            for part, measured in entry.parts.items()
        ),
        subject=subject,
    )


def _plain_subject(words: Words, name: str, change: Change) -> Subject:
    """A project or a part whose change can be worded; its amounts print as the text prints amounts."""
    printer = words.printer
    return Subject(name=name, model=words.model, facts=words.facts, change=change, places=printer.places, trim=printer.trim)


def _parts(words: Words, quantity: Printed) -> tuple[ItemizedView, ...]:
    """The parts of a quantity along the first dimension that its definition names, but for projects."""
    subject = words.subject(quantity)
    by = next((name for name in subject.quantity.parts if name != "项目"), "") if subject.quantity else ""
    if subject.quantity is None or not by:
        raise LookupError(f"“{subject.name}”没有说明按什么分项（parts）")
    found = subject.facts.itemized[subject.quantity.id][by]
    return tuple(_itemized(replace(words, model=subject.model, facts=subject.facts), part) for part in found)


def _itemized(words: Words, part: PartFacts) -> ItemizedView:
    printer, member, subject = words.printer, part.member, part.change.now.id
    words.subjects[subject] = _plain_subject(words, member.label, part.change)
    levels = zip((*part.above, member), LEVELS, strict=False) if member.code else ()
    return ItemizedView(
        name=_member(words, member.label, member.place),
        code=_member(words, member.code, member.place),
        total=_known(words, part.change.now, part.known, Place(f"{words.model.folder}/ledger.csv"), subject),
        levels=tuple(
            LevelView(name=_member(words, each.label, each.place), code=_member(words, each.code, each.place), kind=printer.words(kind))
            for each, kind in levels
        ),
        subject=subject,
    )


def _known(words: Words, figure: Figure, known: bool, place: Place, subject: str = "") -> Printed:
    """An amount; what cannot be told is a blank of the page."""
    if not known:
        return _unknown(words, figure.title, place, subject)
    return words.printer.amount(figure, subject=subject)


def _unknown(words: Words, title: str, place: Place, subject: str, lost: Lost | None = None) -> Printed:
    """A blank in the place of an amount; its change can be worded all the same, as unknown."""
    return replace(words.printer.optional(None, words.what(title), place, lost), subject=subject)


def _member(words: Words, text: str, place: Place | None) -> Printed:
    return words.printer.data(Sourced(text, place)) if place else words.printer.words(text)


def _part_place(words: Words, project: str, part: str) -> Place:
    """Where the ledger first names a sub-project."""
    return next(line.row.at("二级项目") for line in words.model.ledger if (line.project, line.subproject) == (project, part))


def _item(words: Words, name: str) -> ItemView:
    text = words.model.texts.item(name)
    printer, place = words.printer, text.name.place if text else Place(words.model.texts.place.path)
    return ItemView(
        use=printer.optional(text.use if text else None, words.what(f"事项“{name}”的用途（use）"), place),
        cause=printer.optional(text.cause if text else None, words.what(f"事项“{name}”的增减原因（cause）"), place),
    )


def _record(words: Words, record: object, prefix: str) -> Mapping[str, object]:
    """A TOML record as a template sees it: texts, dates and counts printable, lists as lists, an absent text false."""
    view: dict[str, object] = {}
    for entry in fields_of(type(record)):
        value, path = getattr(record, entry.name), f"{prefix}{entry.name}"
        match entry.kind:
            case Kind.RECORD if value is not None:
                view[entry.name] = _record(words, value, f"{path}.")
            case Kind.RECORD:
                view[entry.name] = _absent(words, entry, f"{path}.", _place(record))
            case Kind.TEXTS:
                view[entry.name] = [words.printer.data(text) for text in value]
            case Kind.COUNT if path in words.facts.given:
                view[entry.name] = words.printer.figure(words.facts.given[path])
            case Kind.COUNT:
                view[entry.name] = words.printer.optional(None, words.what(f"{entry.title}（{entry.name}）"), _place(record))
            case Kind.RECORDS:
                view[entry.name] = [_record(words, one, f"{path}.") for one in value]
            case Kind.DATE:
                date = Sourced(chinese_date(value.value), value.place) if value else None
                view[entry.name] = words.printer.optional(date, words.what(f"{entry.title}（{entry.name}）"), _place(record))
            case Kind.TEXT | Kind.CHOICE:
                view[entry.name] = words.printer.optional(value, words.what(f"{entry.title}（{entry.name}）"), _place(record))
            case _:
                pass
    return view


class Absent(dict[str, object]):
    """A TOML record that the data does not have: false, and each of its fields prints as a text that is missing."""

    def __bool__(self) -> bool:
        return False


def _absent(words: Words, field: Field, prefix: str, place: Place) -> Mapping[str, object]:
    """What stands for a record that the data does not have: the sums over the units where these tell them, blanks otherwise."""
    assert field.record is not None
    given = words.facts.given
    view = {
        each.name: words.printer.figure(given[f"{prefix}{each.name}"])
        if f"{prefix}{each.name}" in given
        else words.printer.optional(None, words.what(f"{field.title}的{each.title}（{each.name}）"), place)
        for each in fields_of(field.record)
    }
    return view if any(f"{prefix}{name}" in given for name in view) else Absent(view)


def _place(record: object) -> Place:
    place = getattr(record, "place", None)
    assert isinstance(place, Place)
    return place


def split(figures: Sequence[Printed]) -> tuple[list[Printed], list[Printed]]:
    """The figures that are 0, and those that are not."""
    return [figure for figure in figures if figure.zero], [figure for figure in figures if not figure.zero]


def chinese_date(date: str) -> str:
    """A date as prose prints it, without leading zeros.

    >>> chinese_date("2021-10"), chinese_date("2022-01-05")
    ('2021年10月', '2022年1月5日')
    """
    parts = [str(int(part)) for part in date.split("-")]
    return "".join(part + unit for part, unit in zip(parts, "年月日", strict=False))
