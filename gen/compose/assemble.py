"""Assembly (组装): edition and facts become the Document, with every figure that it prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from gen.amount import Unit
from gen.compose.about import About, matters
from gen.compose.context import context
from gen.compose.edition import Edition
from gen.compose.editionfile import Part, Term
from gen.compose.form import compose_form, filled
from gen.compose.printer import BLANK, Blank, Printer
from gen.compose.prose import Directive, Piece, blocks, environment
from gen.compose.quotes import quotes
from gen.compose.table import Canvas, compose_table, named
from gen.compose.tablespec import TableSpec
from gen.compose.wording import Caused, Unexplained, Words
from gen.derive.asked import ask
from gen.derive.facts import Facts
from gen.derive.figure import Figure
from gen.derive.pivot import DataSide, Sources, numeral, pivot
from gen.derive.selection import Measured
from gen.derive.spec import Side, Where, worded
from gen.document import Block, DataText, Document, Heading, Inline, PageBreak, Paragraph, Section, Text, leaves, on_lines, plain, texts
from gen.findings import Finding, Place, error
from gen.model.folder import Model
from gen.model.shape import Sourced


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """名词解释 as printed: the term, its definition, how it is recognised, and whether the edition always prints it."""

    term: str
    words: tuple[str, ...]
    always: bool
    place: Place
    definition: Sourced[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A Document with what stands behind it: figures by id, the sides of each table by table id, the glossary,
    changes without a cause and with one, causes of what did not change (``idle``), and the texts that are missing on the page.
    """

    document: Document
    figures: Mapping[str, Figure]
    tables: Mapping[str, tuple[DataSide, ...]]
    balanced: tuple[str, ...]
    glossary: tuple[Entry, ...]
    unexplained: tuple[Unexplained, ...]
    caused: tuple[Caused, ...]
    idle: Mapping[Place, str]
    blanks: tuple[Blank, ...]


def assemble(model: Model, facts: Facts, edition: Edition) -> tuple[Composed | None, tuple[Finding, ...]]:
    """The Document of an edition about a department-year; None when a template has a fault."""
    assembly = _Assembly(model, facts, edition)
    sections = assembly.sections()
    if assembly.findings:
        return None, tuple(assembly.findings)
    document = Document(title=assembly.title, author=model.unit.name.value, sections=sections)
    return (
        Composed(
            document=document,
            figures={**assembly.printer.figures, **assembly.canvas_figures, **assembly.quotes.used},
            tables=assembly.tables,
            balanced=tuple(table.id for table in edition.tables.values() if table.balanced),
            glossary=assembly.glossary,
            unexplained=tuple(assembly.words.unexplained.values()),
            caused=tuple(assembly.words.caused),
            idle=assembly.words.idle,
            blanks=_printed_blanks(document, assembly.printer),
        ),
        (),
    )


class _Assembly:
    """The parts of one document in the making."""

    def __init__(self, model: Model, facts: Facts, edition: Edition) -> None:
        self.model, self.facts, self.edition = model, facts, edition
        self.names = model.names
        self.title = self._named(edition.title)
        self.quotes = quotes(model, facts, edition)
        self.printer = Printer(Unit(edition.unit), grouped=edition.grouped, places=edition.places, trim=edition.trim, quotes=self.quotes)
        self.words = Words(model, facts, edition, self.printer)
        self.templates = environment(edition.prose)
        self.context = context(self.words)
        self.canvas_figures: dict[str, Figure] = {}
        self.tables: dict[str, tuple[DataSide, ...]] = {}
        self.glossary: tuple[Entry, ...] = ()
        self.findings: list[Finding] = []
        self.headings = 0

    def sections(self) -> tuple[Section, ...]:
        """All sections; the glossary is filled in last, when all other text stands."""
        drafts = [self._part(part) for part in self.edition.parts]
        printed = "\n".join(
            plain(inlines) for pieces, _ in drafts for piece in pieces if not isinstance(piece, Directive) for inlines in texts(piece)
        )
        self.glossary = tuple(entry for entry in entries(self.model, self.edition) if entry.always or stands_in(entry, printed))
        return tuple(self._merge([([block for piece in pieces for block in self._filled(piece)], part) for (pieces, part) in drafts]))

    def _part(self, part: Part) -> tuple[list[Piece], TableSpec | None]:
        pieces: list[Piece] = []
        if part.prose:
            found, more = blocks(self.templates, part.prose, self.edition.prose, self.context, self.printer.book)
            self.findings.extend(more)
            for piece in found:
                pieces.extend(self._expanded(piece))
        spec = self.edition.tables[part.table] if part.table else None
        if spec is not None:
            for index, about in enumerate(matters(self.model, self.facts, part)):
                pieces.extend([PageBreak()] if index else [])
                pieces.extend(self._table(spec, about, again=index > 0))
        return pieces, spec

    def _expanded(self, piece: Piece) -> list[Piece]:
        if isinstance(piece, Heading):
            return [self._anchored(piece)]
        if isinstance(piece, Directive) and piece.name == "table":
            spec = next((table for table in self.edition.tables.values() if table.id == piece.argument), None)
            if spec is None:
                known = "、".join(table.id for table in self.edition.tables.values())
                self.findings.append(error("EDN-06", f"没有“{piece.argument}”这张表", piece.place, hint=f"现有：{known}"))
                return []
            return [block for about in matters(self.model, self.facts, Part()) for block in self._table(spec, about)]
        return [piece]

    def _anchored(self, heading: Heading) -> Heading:
        self.headings += 1
        return replace(heading, anchor=f"h{self.headings}")

    def _table(self, spec: TableSpec, about: About, *, again: bool = False) -> Iterator[Block]:
        """A table with its heading, its unit line and its notes; the contents list it once, however often it comes ``again``."""
        canvas = Canvas(names=about.model.names, attributes=about.attributes, quotes=self.quotes, blanks=self.printer.blanks)
        here = replace(spec, id=f"{spec.id}/{about.name}") if about.name else spec
        facts = self.facts.parts.get(about.model.slug, self.facts)
        sources = self._sources(about)
        if spec.groups:

            def measure(id: str, title: str, source: str, where: Where) -> Measured:
                return ask(sources.books[source]).narrow({**about.where, **where}).measure(id, title)

            table, sides = compose_form(here, about, facts, canvas, lambda side: self._pivot(here, side, about, sources), measure)
        else:
            sides = tuple(self._pivot(here, side, about, sources) for side in spec.sides)
            table = compose_table(here, sides, canvas)
        self.tables[spec.id] = (*self.tables.get(spec.id, ()), *sides)
        self.canvas_figures |= canvas.figures
        if not spec.untitled:
            text = f"{spec.number} {spec.title}" if spec.number else spec.title
            yield self._anchored(Heading(level=2, inlines=(Text(text, spec.place),), anchor="", listed=not again, place=spec.place))
        if spec.unit_line:
            yield Paragraph(inlines=_unit_line(spec, about), style="unit-line", place=spec.place)
        yield table
        empty = not any(cell.lines for side in sides for row in side.rows for cell in row.cells if cell)
        for note in (spec.empty_note,) if empty and spec.empty_note else spec.notes:
            yield Paragraph(inlines=(Text(self._named(note), spec.place),), style="note", place=spec.place)

    def _sources(self, about: About) -> Sources:
        """What the table draws on: the lines of the whole document, and the members that its matter knows."""
        facts = self.facts.parts.get(about.model.slug, self.facts)
        return replace(self.facts.sources, members=facts.sources.members)

    def _pivot(self, spec: TableSpec, side: Side, about: About, sources: Sources) -> DataSide:
        names = about.model.names
        within = worded(side, lambda text: named(text, names))
        return pivot(spec.id, replace(within, where={**within.where, **about.where}), sources, spec.display)

    def _filled(self, piece: Piece) -> Iterator[Block]:
        if not isinstance(piece, Directive):
            yield piece
            return
        for number, entry in enumerate(self.glossary, start=1):
            definition = entry.definition
            body = DataText(definition.value, definition.place) if definition else Text("", entry.place)
            yield Paragraph(inlines=(Text(f"{numeral(number)}、{entry.term}：", entry.place), body), place=entry.place)

    def _merge(self, drafts: list[tuple[list[Block], TableSpec | None]]) -> Iterator[Section]:
        """Prose runs on in one section; each table of the order begins a section of its own orientation."""
        run: list[Block] = []
        for blocks_, spec in drafts:
            if spec is None:
                run.extend(blocks_)
                continue
            if run:
                yield Section(blocks=tuple(run))
                run = []
            opening = next((index for index, block in enumerate(blocks_) if not isinstance(block, PageBreak)), 0)
            yield Section(blocks=tuple(blocks_[opening:]), orientation=spec.orientation)
        if run:
            yield Section(blocks=tuple(run))

    def _named(self, text: str) -> str:
        return named(text, self.names)


def _unit_line(spec: TableSpec, about: About) -> tuple[Inline, ...]:
    """The line above a table: its parts, in which the unit's name is a text of the data."""
    return on_lines(filled(text, about.texts, about.model.names, spec.place) for text in spec.unit_line)


def _printed_blanks(document: Document, printer: Printer) -> tuple[Blank, ...]:
    """The texts looked for in vain that stand on the page as 〔此处缺…〕."""
    marks = {BLANK.format(what): blank for what, blank in printer.blanks.items()}
    found = (marks.get(leaf.text) for block in document.blocks() for inlines in texts(block) for leaf in leaves(inlines))
    return tuple(dict.fromkeys(blank for blank in found if blank))


def entries(model: Model, edition: Edition) -> tuple[Entry, ...]:
    """All terms that could be explained: the edition's in its order, each as the department words it, then the department's own."""
    own = {text.term.value: text for text in model.texts.glossary}
    found = [_entry(term, own.pop(term.term, None)) for term in edition.terms]
    return (
        *found,
        *(
            Entry(term=text.term.value, words=(text.term.value,), always=False, place=text.term.place, definition=text.definition)
            for text in own.values()
        ),
    )


def _entry(term: Term, own: object) -> Entry:
    definition = getattr(own, "definition", None) or (Sourced(term.definition, term.place) if term.definition else None)
    return Entry(term=term.term, words=term.words or (term.term,), always=term.always, place=term.place, definition=definition)


def stands_in(entry: Entry, text: str) -> bool:
    """Whether ``text`` uses the term."""
    return any(word in text for word in entry.words)
