"""Prose (正文): a template and a tiny markup become blocks.

A line is a block: ``# ``, ``## ``, ``### `` headings, ``- `` items of a list, ``@name argument`` a directive, anything else a
paragraph; ``**…**`` is emphasis. Directives: ``@title`` (``|`` parts its lines), ``@heading`` (a part heading that the contents leave out),
``@contents depth``, ``@pagebreak``, ``@table id``, ``@glossary``. Everything else is a located finding.

PRO-01 template fault   PRO-02 unknown directive   PRO-03 emphasis not closed
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, fields, is_dataclass
from numbers import Number
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined, Template, TemplateError, TemplateSyntaxError, Undefined, UndefinedError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from gen.compose.edition import Prose
from gen.compose.marks import CLOSE, LINE, OPEN, Book, Printed
from gen.document import Block, Emphasis, Heading, Inline, LineBreak, ListBlock, PageBreak, Paragraph, TableOfContents, Text, plain
from gen.findings import Finding, Place, error
from gen.read.gate import guess

#: All that a template may do to values; none of these makes a number or takes a text apart.
_FILTERS = ("join", "map")
_COMPUTING = (
    nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Neg, nodes.Pos, nodes.Concat,
)  # fmt: skip
_QUOTED = re.compile("“([^”]+)”")
_LINE = re.compile(f"{LINE}([^{LINE}:]+):([0-9]+){LINE}")


@dataclass(frozen=True, slots=True)
class Directive:
    """``@table 表1`` or ``@glossary``: a place that the assembly fills."""

    name: str
    argument: str
    place: Place


Piece = Block | Directive


def environment(prose: Mapping[str, Prose]) -> Environment:
    """The environment of an edition's templates: sandboxed, strict, and closed to all but the edition's own pieces."""
    sources = {name: _numbered(name, piece.text) for name, piece in prose.items()}
    closed = ImmutableSandboxedEnvironment(loader=_Pieces(sources), undefined=StrictUndefined, finalize=_printable, autoescape=False)
    closed.globals.clear()
    closed.filters = {name: closed.filters[name] for name in _FILTERS}
    return closed


def blocks(
    templates: Environment, name: str, prose: Mapping[str, Prose], context: Mapping[str, object], book: Book
) -> tuple[tuple[Piece, ...], tuple[Finding, ...]]:
    """The blocks and directives of the piece of prose ``name``; none when its template has a fault."""
    try:
        printed = templates.get_template(name).render(context)
    except (TemplateError, LookupError, TypeError, ValueError) as fault:
        return (), (_fault(prose, name, fault),)
    return _Parser({name: piece.path for name, piece in prose.items()}, prose[name].path, book).parse(printed)


def mentioned(prose: Mapping[str, Prose]) -> Iterator[tuple[str, ...]]:
    """What the templates name of the data: (unit, staff, serving) for ``unit.staff.serving``, (item, 名称, use) for ``item("名称").use``."""
    templates = environment(prose)
    for name, piece in prose.items():
        tree = templates.parse(piece.text, name)
        for node in tree.find_all((nodes.Getattr, nodes.Call)):
            if path := _path(node):
                yield path


def _path(node: nodes.Node) -> tuple[str, ...]:
    """The names that lead to what ``node`` is; none where it is no plain path."""
    match node:
        case nodes.Name(name=name):
            return (name,)
        case nodes.Getattr(node=of, attr=attr) if before := _path(of):
            return (*before, attr)
        case nodes.Call(node=nodes.Name(name=name), args=[*args]):
            return (name, *(one.value for one in args if isinstance(one, nodes.Const) and isinstance(one.value, str)))
    return ()


def _numbered(name: str, text: str) -> str:
    """``text`` with name and number in front of each line; a line that prints nothing else is no block."""
    return "\n".join(f"{LINE}{name}:{number}{LINE}{line}" for number, line in enumerate(text.split("\n"), start=1))


class _Pieces(DictLoader):
    """The edition's pieces; one that computes, or writes a number of its own, is refused when it is loaded, included pieces too."""

    def load(self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None) -> Template:
        """The template ``name``, parsed once for the check and the code alike."""
        source, filename, _ = self.get_source(environment, name)
        tree = environment.parse(source, name)
        for node in tree.find_all(nodes.Node):
            if reason := _computing(node):
                raise TemplateSyntaxError(reason, node.lineno, name)
        code = environment.compile(tree, name, filename)
        return environment.template_class.from_code(environment, code, globals or {})


def _computing(node: nodes.Node) -> str:
    """Why a template may not hold ``node``, "" where it may."""
    match node:
        case nodes.Const(value=bool()):
            return ""
        case nodes.Const(value=Number()):
            return "模板的代码里不能写数：页面上的数都要有出处"
        case nodes.Const(value=str(text)) if set(text) & {OPEN, CLOSE, LINE}:
            return "模板里不能有私用区字符"
        case nodes.Getattr(attr="mark") | nodes.Getitem():
            return "模板不能拆开要印的内容"
        case nodes.Call(node=called) if not isinstance(called, nodes.Name):
            return "模板只能调用给定的函数"
    return "模板不能计算：数由数据算出" if isinstance(node, _COMPUTING) else ""


def _printable(value: object) -> object:
    """What a template may print: views and strings. Bare numbers have no origin."""
    if isinstance(value, (str, Printed)):
        return str(value)
    if isinstance(value, Undefined):
        raise UndefinedError(_unnamed(value))
    if value is None:
        raise UndefinedError("要印的内容是空的（数据里没有），请用 {% if %} 判断")
    raise TypeError(f"不能直接印 {type(value).__name__}：页面上的数都要有出处")


def _unnamed(value: Undefined) -> str:
    """That there is no such name, and the nearest one that what it was asked of has."""
    holder = value._undefined_obj
    known = list(holder) if isinstance(holder, Mapping) else [each.name for each in fields(holder)] if is_dataclass(holder) else []
    return f"没有“{value._undefined_name}”这个名称{'，' if (asked := guess(str(value._undefined_name), known)) else ''}{asked}"


def _fault(prose: Mapping[str, Prose], name: str, fault: Exception) -> Finding:
    line, where = getattr(fault, "lineno", None), getattr(fault, "name", None) or name
    trace = fault.__traceback__
    while trace is not None and line is None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            where, line = trace.tb_frame.f_globals.get("name", name), trace.tb_lineno
        trace = trace.tb_next
    path = prose[where].path if where in prose else prose[name].path
    hint = "可用的名称见 docs/edition-reference.md 的“prose”一节"
    message = str(getattr(fault, "message", None) or fault)
    return error("PRO-01", f"模板有误：{message}", _where(path, line, prose.get(where, prose[name]).text, message), hint=hint)


def _where(path: str, line: int | None, text: str, message: str) -> Place:
    """The name that a fault quotes, where the line has it; else the line, or the file."""
    if not line:
        return Place(path)
    named = _QUOTED.search(message)
    rows = text.split("\n")
    start = rows[line - 1].find(named[1]) if named and line <= len(rows) else -1
    return Place(path, line, start + 1, len(named[1])) if named and start >= 0 else Place(path, line, 1)


class _Parser:
    """Turns the printed text of one template into blocks."""

    def __init__(self, paths: Mapping[str, str], path: str, book: Book) -> None:
        self.paths, self.path, self.book = paths, path, book
        self.pieces: list[Piece] = []
        self.findings: list[Finding] = []

    def parse(self, printed: str) -> tuple[tuple[Piece, ...], tuple[Finding, ...]]:
        """All blocks of ``printed``, in order."""
        items: list[tuple[Inline, ...]] = []
        place = started = Place(self.path)
        for raw in printed.split("\n"):
            if marks := _LINE.findall(raw):
                place = Place(self.paths[marks[0][0]], int(marks[0][1]), 1)
            line = _LINE.sub("", raw).strip()
            if line.startswith("- "):
                started = started if items else place
                items.append(self.inlines(line[2:], place))
            elif line:
                self.end_list(items, started)
                self.pieces.append(self.block(line, place))
        self.end_list(items, started)
        return tuple(self.pieces), tuple(self.findings)

    def end_list(self, items: list[tuple[Inline, ...]], place: Place) -> None:
        """Close the list that ``items`` make, if any."""
        if items:
            self.pieces.append(ListBlock(items=tuple(items), place=place))
            items.clear()

    def block(self, line: str, place: Place) -> Piece:
        """The block of one line that is no list item."""
        if line.startswith("@"):
            return self.directive(line, place)
        level = len(line) - len(line.lstrip("#"))
        if 1 <= level <= 3 and line[level : level + 1] == " ":
            inlines = self.inlines(line[level + 1 :].strip(), place)
            return Heading(level=level, inlines=inlines, anchor=plain(inlines), place=place)
        return Paragraph(inlines=self.inlines(line, place), place=place)

    def directive(self, line: str, place: Place) -> Piece:
        """A line that begins with @."""
        name, _, argument = line[1:].partition(" ")
        match name:
            case "title":
                return Paragraph(inlines=self.lines(argument, place), style="title", place=place)
            case "heading":
                return Heading(level=1, inlines=self.inlines(argument, place), anchor="", listed=False, place=place)
            case "contents" if argument.isdecimal():
                return TableOfContents(depth=int(argument), place=place)
            case "pagebreak":
                return PageBreak()
            case "table" | "glossary":
                return Directive(name, argument.strip(), place)
            case _:
                hint = "可用：@title @heading @contents @pagebreak @table @glossary"
                self.findings.append(error("PRO-02", f"没有“@{name}”这个指令", place, hint=hint))
                return PageBreak()

    def lines(self, argument: str, place: Place) -> tuple[Inline, ...]:
        """The inlines of a title, which ``|`` parts into lines."""
        inlines: list[Inline] = []
        for part in argument.split("|"):
            inlines += [LineBreak(), *self.inlines(part.strip(), place)] if inlines else self.inlines(part.strip(), place)
        return tuple(inlines)

    def inlines(self, line: str, place: Place) -> tuple[Inline, ...]:
        """The inlines of one line: text, marks, emphasis."""
        pieces = line.split("**")
        if len(pieces) % 2 == 0:
            self.findings.append(error("PRO-03", "“**”没有成对", place, hint="强调的前后各写一对 **"))
        out: list[Inline] = []
        for index, piece in enumerate(pieces):
            inner = tuple(Text(part, place) if isinstance(part, str) else part for part in self.book.split(piece))
            if index % 2 and inner:
                out.append(Emphasis(inner))
            else:
                out.extend(inner)
        return tuple(out)
