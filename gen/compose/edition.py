"""An edition (版式): the folder under templates/ that records one official form, as plain records.

EDN-04 file missing   EDN-05 a wording that its direction forbids   EDN-06 a name that nothing defines
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from gen.compose.definitions import dimensions, read_definitions, undefined
from gen.compose.fields import Fields
from gen.compose.limits import Limits, read_limits
from gen.compose.relations import Alike, Composition, read_alike, read_composition
from gen.compose.tablespec import UNITS, TableSpec, read_table
from gen.derive.books import SOURCES
from gen.derive.change import Direction
from gen.derive.spec import Definitions, RowBlock, Where
from gen.findings import Finding, Place, error
from gen.read import toml
from gen.read.files import DOCUMENT_TOML
from gen.read.gate import department_faults, folders, guess, listed, read_text, shown

#: What a table may be repeated for: each unit with basic expenditure, each project.
REPEATS = ("units", "projects")

_TEMPLATES = Place("templates")
DOCUMENTS = tuple(name.removesuffix(".toml") for name in DOCUMENT_TOML)

UP = ("增加", "增长", "增幅", "上升", "提高")
DOWN = ("减少", "下降", "减幅", "降低")
EVEN = ("持平", "一致", "无变化")
#: Where a template asks for projects, and the columns that it names there.
_PROJECTS = re.compile(r"\bprojects\(([^)]*)\)")
_QUOTED = re.compile(r'"([^"]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant:
    """A number that the form itself fixes, with its source."""

    value: str
    source: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How one kind of change is worded: a pattern for each direction, and ``near`` for one that rounds to nothing."""

    patterns: Mapping[str, str]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """How the reasons of a change are worded, and the share of all changes that the named drivers must cover.

    ``alias`` is the column of projects.csv that names them in the text.
    """

    share: Fraction
    lead: str
    mixed: str
    driver: str
    cause: str
    rest: str
    alone: str
    up: str
    down: str
    ordinals: tuple[str, ...]
    alias: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """名词解释 of the edition. A term without ``definition`` is listed: a department that uses it must explain it itself."""

    term: str
    definition: str
    words: tuple[str, ...]
    always: bool
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A piece of prose: a template and where it stands."""

    text: str
    path: str


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of the order of the document: a piece of prose, a table, or a piece that leads to a table on the same page.

    ``each`` repeats the table, on a page of its own: for "units" (those that answer for their own performance) or for "projects", then in
    the order of the column ``order`` of projects.csv, unit by unit, named as the column ``alias`` names them.
    """

    prose: str
    table: str
    each: str = ""
    order: str = ""
    alias: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """版式, whole.

    ``document`` is the kind of document that it is for. ``needs`` are the CSV files, the lists of texts by their keys, and the facts of unit.toml
    (unit.parent) that the form cannot do without;
    ``unit``, ``grouped``, ``places`` and ``trim`` are how its text prints amounts, ``rate_places`` the decimals of a percentage; ``style`` is
    the text of its style sheet, ``folder`` where its files stand, ``sources`` the text of each by path, for excerpts.
    """

    name: str
    title: str
    document: str
    unit: str
    grouped: bool
    places: int
    trim: bool
    rate_places: int
    needs: tuple[str, ...]
    parts: tuple[Part, ...]
    constants: Mapping[str, Constant]
    wordings: Mapping[str, Wording]
    reasons: Reasons | None
    definitions: Definitions
    compositions: tuple[Composition, ...]
    alike: tuple[Alike, ...]
    prose: Mapping[str, Prose]
    tables: Mapping[str, TableSpec]
    terms: tuple[Term, ...]
    limits: Limits
    style: str
    folder: str
    sources: Mapping[str, str]

    @property
    def style_path(self) -> str:
        """Where its style sheet stands."""
        return f"{self.folder}/style.toml"

    def draws_on(self, source: str) -> bool:
        """Whether the text or a table takes amounts from ``source``; a comparative takes them from the ledger."""
        asked = {each.source for each in self.definitions.quantities} | {each.source for each in self.definitions.counts}
        asked |= {name for table in self.tables.values() for name in table.sources()}
        return source in asked or (source == "ledger" and any(not each.written for each in self.definitions.comparatives))

    def project_columns(self) -> frozenset[str]:
        """The columns …次序 and …名称 of projects.csv by which the text or a table orders or names projects."""
        asked = {column for part in self.parts for column in (part.order, part.alias)}
        asked |= {self.reasons.alias} if self.reasons else set()
        for table in self.tables.values():
            for side in table.all_sides():
                asked |= {column for block in all_blocks((*side.rows, *side.foot)) for column in (block.order, block.alias)}
        for prose in self.prose.values():
            asked |= {column for call in _PROJECTS.findall(prose.text) for column in _QUOTED.findall(call)}
        return frozenset(asked - {""})

    def filters(self) -> Iterator[tuple[Where, Place]]:
        """Every filter over lines that the edition has, with the definition or table that it belongs to; that of a row with those above it."""
        whole = Place(f"{self.folder}/edition.toml")
        yield from ((quantity.where, whole) for quantity in self.definitions.quantities)
        yield from ((count.where, whole) for count in self.definitions.counts)
        yield from ((where, whole) for comparative in self.definitions.comparatives for where in comparative.items.values())
        for table in self.tables.values():
            for side in table.all_sides():
                yield side.where, table.place
                yield from ((where, table.place) for column in side.columns for where in (column.where, column.of, column.to))
                yield from ((where, table.place) for where in _row_filters((*side.rows, *side.foot), {}))
            yield from ((cell.where, table.place) for group in table.groups for cell in group.amounts())


def all_blocks(blocks: Iterable[RowBlock]) -> Iterator[RowBlock]:
    """Every block, each followed by those inside it."""
    for block in blocks:
        yield block
        yield from all_blocks(block.rows)


def _row_filters(blocks: Iterable[RowBlock], above: Where) -> Iterator[Where]:
    """What the lines of each row must pass: its own filter and those of the rows that it stands in."""
    for block in blocks:
        where = {**above, **block.where}
        yield where
        yield from _row_filters(block.rows, where)


def load(root: Path, slug: str, named_at: Place = _TEMPLATES) -> tuple[Edition | None, tuple[Finding, ...]]:
    """The edition ``templates/<slug>``; None when any of its files has a fault. ``named_at`` is where the data names it."""
    findings: list[Finding] = []
    known = [folder for folder in folders(root, "templates") if not department_faults(folder)]
    if slug not in known:
        hint = guess(slug, known) or f"templates/ 里有：{listed(known)}"
        return None, (error("EDN-04", f"没有“{shown(slug)}”这个版式", named_at, hint=hint),)
    folder = root / "templates" / slug
    sources = dict(_texts(root, folder, findings))
    base = f"templates/{slug}"
    files = {
        path: _parsed(path, sources[path], findings) for path in sources if path.endswith(".toml") and not path.endswith("/style.toml")
    }
    main, terms, scores = (files.get(f"{base}/{name}.toml") for name in ("edition", "glossary", "scores"))
    if main is None or any(files.get(f"{base}/{name}.toml", main) is None for name in ("glossary", "scores")):
        if not findings:
            findings.append(error("EDN-04", f"版式“{slug}”的文件不齐", named_at, Place(base), hint="版式文件夹里要有 edition.toml"))
        return None, tuple(findings)
    tables = {}
    for path, fields in files.items():
        if "/tables/" in path and fields is not None:
            tables[Path(path).stem] = read_table(fields)
    edition = _edition(main, terms, scores, base, tables, sources, findings)
    findings.extend(_undefined(edition, main))
    findings.extend(undefined(edition.definitions, main))
    return (None if findings else edition), tuple(findings)


def _texts(root: Path, folder: Path, findings: list[Finding]) -> Iterator[tuple[str, str]]:
    for path in sorted((*folder.glob("*.toml"), *folder.glob("prose/*.md"), *folder.glob("tables/*.toml"))):
        name = path.relative_to(root).as_posix()
        text, more = read_text(root, name)
        findings.extend(more)
        if text is not None:
            yield name, text


def _parsed(path: str, text: str, findings: list[Finding]) -> Fields | None:
    file, more = toml.parse(text, path)
    findings.extend(more)
    return Fields(file, (), dict(file.value), findings) if file else None


def _edition(
    main: Fields,
    terms: Fields | None,
    scores: Fields | None,
    base: str,
    tables: Mapping[str, TableSpec],
    sources: Mapping[str, str],
    findings: list[Finding],
) -> Edition:
    places, trim = main.number("places"), main.flag("trim")
    edition = Edition(
        name=main.text("name", None),
        title=main.text("title", None),
        document=main.choice("document", DOCUMENTS),
        unit=main.choice("unit", UNITS),
        grouped=not main.flag("ungrouped"),
        places=places,
        trim=trim,
        rate_places=main.number("rate_places"),
        needs=main.texts("needs"),
        parts=tuple(_part(part) for part in main.tables("parts")),
        constants={name: _constant(fields) for name, fields in main.named("constants")},
        wordings={name: _wording(name, fields) for name, fields in main.named("change")},
        reasons=_reasons(main.table("reasons")),
        definitions=read_definitions(main, scores, places, trim),
        compositions=tuple(read_composition(fields) for fields in main.tables("composition")),
        alike=tuple(read_alike(fields) for fields in main.tables("alike")),
        prose={Path(path).stem: Prose(text=text, path=path) for path, text in sources.items() if path.endswith(".md")},
        tables=tables,
        terms=tuple(_term(term) for term in terms.tables("term")) if terms else (),
        limits=read_limits(main.table("limits")),
        style=sources.get(f"{base}/style.toml", ""),
        folder=base,
        sources=sources,
    )
    main.done()
    if terms:
        terms.done()
    return edition


def _part(fields: Fields) -> Part:
    part = Part(
        prose=fields.text("prose"),
        table=fields.text("table"),
        each=fields.text("each"),
        order=fields.text("order"),
        alias=fields.text("alias"),
    )
    if part.each not in ("", *REPEATS):
        fields.fault("EDN-03", f"each 应是 {'、'.join(REPEATS)} 之一", "each")
    fields.done()
    return part


def _constant(fields: Fields) -> Constant:
    constant = Constant(value=fields.text("value", None), source=fields.text("source", None), place=fields.place_of("value"))
    fields.done()
    return constant


def _wording(name: str, fields: Fields) -> Wording:
    keys = [direction.value for direction in Direction] + ["near"]
    patterns = {key: fields.text(key, None) for key in keys}
    for key, pattern in patterns.items():
        for word in _forbidden(key):
            if word in pattern:
                hint = "方向词要和这一栏相符；没有基数就没有幅度"
                fields.fault("EDN-05", f"[change.{name}] 的 {key} 里不能有“{word}”", key, hint)
    fields.done()
    return Wording(patterns=patterns, place=fields.place)


def _forbidden(key: str) -> tuple[str, ...]:
    """What the wording of a direction must not contain: words of the other direction, and a rate where there is no base."""
    return {
        "increase": (*DOWN, *EVEN),
        "decrease": (*UP, *EVEN),
        "same": (*UP, *DOWN, "{差额}", "{幅度}"),
        "near": (*UP, *DOWN, "{差额}", "{幅度}"),
        "new": (*DOWN, *EVEN, "{幅度}"),
        "ended": (*UP, *EVEN),
        "unknown": (*UP, *DOWN, *EVEN, "{差额}", "{幅度}"),
    }[key]


def _reasons(fields: Fields | None) -> Reasons | None:
    if fields is None:
        return None
    share = fields.text("share", None)
    if not re.fullmatch(r"0\.[0-9]{1,4}|1", share):
        fields.fault("EDN-03", f"share 应是 0 到 1 之间的小数，如 0.85，写的是“{share}”", "share")
        share = "1"
    reasons = Reasons(
        share=Fraction(share),
        lead=fields.text("lead", None),
        mixed=fields.text("mixed", None),
        driver=fields.text("driver", None),
        cause=fields.text("cause", None),
        rest=fields.text("rest", None),
        alone=fields.text("alone", None),
        up=fields.text("up", None),
        down=fields.text("down", None),
        ordinals=fields.texts("ordinals"),
        alias=fields.text("alias"),
        place=fields.place,
    )
    fields.done()
    return reasons


def _term(fields: Fields) -> Term:
    term = Term(
        term=fields.text("term", None),
        definition=fields.text("definition"),
        words=fields.texts("words"),
        always=fields.flag("always"),
        place=fields.place_of("term"),
    )
    fields.done()
    return term


def _foreign(table: TableSpec) -> Iterator[Finding]:
    """Columns and cells that ask what the lines of their source cannot tell: they would be empty for ever."""
    filters: list[tuple[str, Where]] = [
        (c.source or side.source, {**c.where, **c.of, **c.to}) for side in table.all_sides() for c in side.columns
    ]
    filters += [(cell.source, cell.where) for group in table.groups for cell in group.amounts()]
    for source, where in filters:
        for name in where:
            if name not in dimensions(source):
                message = f"{table.id}有一栏按“{name}”选取，来源“{source}”没有这个维度"
                yield error("EDN-08", message, table.place, hint=f"{source} 的维度：{listed(dimensions(source), 20)}")


def _undefined(edition: Edition, main: Fields) -> Iterator[Finding]:
    """Parts that name no file, and sources that nothing defines."""
    known = {*SOURCES, *(comparative.name for comparative in edition.definitions.comparatives)}
    for index, part in enumerate(edition.parts):
        for key, name, files in (("prose", part.prose, edition.prose), ("table", part.table, edition.tables)):
            if name and name not in files:
                place = main.file.value_place(("parts", index, key))
                yield error("EDN-06", f"parts 里的“{name}”没有对应的文件", place, hint=f"现有：{'、'.join(files)}")
    for table in edition.tables.values():
        yield from _foreign(table)
        for source in table.sources():
            if source not in known:
                yield error("EDN-06", f"{table.id}的来源“{source}”没有定义", table.place, hint=f"可用的来源：{'、'.join(sorted(known))}")
    quantities = [quantity.id for quantity in edition.definitions.quantities]
    named = [("composition", name, each.place) for each in edition.compositions for name in (each.whole, *each.parts)]
    named += [("alike", name, pair.place) for pair in edition.alike for name in (pair.first, pair.second)]
    for key, name, place in named:
        if name not in quantities:
            yield error("EDN-06", f"[[{key}]] 里的“{name}”不是口径", place, hint=f"口径有：{'、'.join(quantities)}")
