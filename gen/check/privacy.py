"""Personal data (个人信息): what must not stand in any file of the output: on the page, in the files' properties or in figures.json."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from gen.check import personal
from gen.check.personal import Hit
from gen.check.rule import Case, Fault, check
from gen.check.tell import spot
from gen.compose.assemble import Composed
from gen.derive.figure import Controlled, Derived, Figure, Written, inputs_of
from gen.document import Cell, FigureRef, Inline, LineBreak, Table, leaves, plain, texts
from gen.findings import Place

_BASIS = "政府信息公开条例（不公开个人隐私）"
_REMEDY = "删去它；表上要填联系方式的栏目公开时留空"


@dataclass(frozen=True, slots=True)
class _Run:
    """A text of the output, and the pieces that it is made of, each with its start and its place (None = a derived number)."""

    text: str
    pieces: tuple[tuple[int, Place | None], ...]

    def place(self, start: int) -> Place | None:
        """Where the piece at ``start`` was written."""
        return next((place for first, place in reversed(self.pieces) if first <= start), None)


@check(
    "PII-01",
    "公开的文件里没有个人的电话和证件号码",
    waivable=False,
    basis=_BASIS,
    compares="公开的文件（页面、文件属性、figures.json）里的文字，与手机、电话、身份证号码的写法（中间有点、空格、短横，十五位的，前面有字母的，都算）",
    fix="删去；表上要填联系方式的栏目公开时留空",
)
def no_personal_numbers(case: Case) -> Iterator[Fault]:
    """No text of the output holds a mobile, telephone or identity number."""
    yield from _faults(case, personal.numbers)


@check(
    "PII-02",
    "公开的文件里没有银行账号",
    waivable=False,
    basis=_BASIS,
    compares="公开的文件里的文字，与银行账号的写法（校验位相符，或者前面写着账号；不是金额）",
    fix="删去账号",
)
def no_bank_accounts(case: Case) -> Iterator[Fault]:
    """No text of the output holds a bank account."""
    yield from _faults(case, personal.accounts)


@check(
    "PII-03",
    "表上填姓名和电话的栏目留空",
    waivable=False,
    basis=_BASIS,
    compares="填报人、联系人、负责人、联系电话等栏目旁边、下面或后面的内容；没有区号的电话只在这里认，八位数单独看可能是金额、日期、编码",
    fix="栏目照留，内容删去",
)
def no_names_in_fields(case: Case) -> Iterator[Fault]:
    """No text or cell of the output fills a field that asks for a person or a telephone."""
    yield from _faults(case, personal.fields)
    tables = [block for block in case.composed.document.blocks() if isinstance(block, Table)] if case.composed else []
    told: set[Place] = set()
    for table in tables:
        for label, value in _filled(table):
            written = (leaf.place for leaf in leaves(value.inlines) if not isinstance(leaf, FigureRef))
            place = next((place for place in written if place), table.place or case.model.texts.place)
            if place not in told:
                told.add(place)
                yield Fault(f"“{plain(label.inlines)}”一栏填了内容，不能公开", (place,), _REMEDY)


@check(
    "PII-04",
    "公开的文件里没有电子邮箱",
    waivable=False,
    basis=_BASIS,
    compares="公开的文件里的文字，与电子邮箱的写法",
    fix="删去邮箱",
)
def no_addresses(case: Case) -> Iterator[Fault]:
    """No text of the output holds an e-mail address."""
    yield from _faults(case, personal.addresses)


def _faults(case: Case, find: Callable[[str], Iterable[Hit]]) -> Iterator[Fault]:
    for hit, place in stand(case, find, personal.suspect):
        yield Fault(f"这里像是{hit.what}，不能公开", (place,), _REMEDY)


def stand(case: Case, find: Callable[[str], Iterable[Hit]], worth: Callable[[str], bool]) -> Iterator[tuple[Hit, Place]]:
    """Each thing found in any text of the output, once for every place where it is written; only texts that are ``worth`` it are looked through."""
    if case.composed is None or case.edition is None:
        return
    sources = {**case.edition.sources, **case.model.sources}
    told: set[tuple[str, Place]] = set()
    for run in dict.fromkeys(run for run in (*_printed(case, case.composed), *_behind(case.composed)) if worth(run.text)):
        for hit in find(run.text):
            words, start = run.text[hit.start : hit.end], run.place(hit.start)
            if start is None:
                continue
            place = spot(start, words, sources)
            if (words, place) not in told:
                told.add((words, place))
                yield hit, place


def _printed(case: Case, composed: Composed) -> Iterator[_Run]:
    """What the page and the properties of the files say."""
    for block in composed.document.blocks():
        yield from (_run(inlines, case.model.texts.place) for inlines in texts(block))
    # Title and author, the properties of both formats, are made of the fixed title and the unit's name.
    yield from (_Run(text, ((0, case.model.unit.name.place),)) for text in (composed.document.title, composed.document.author))


def _run(inlines: tuple[Inline, ...], otherwise: Place) -> _Run:
    """A run of inlines; a text of the edition without a place of its own is said to stand ``otherwise``."""
    text = ""
    pieces: list[tuple[int, Place | None]] = []
    for inline in inlines:
        if isinstance(inline, LineBreak):
            text += "\n"
        for leaf in leaves((inline,)):
            pieces.append((len(text), None if isinstance(leaf, FigureRef) else leaf.place or otherwise))
            text += leaf.text
    return _Run(text, tuple(pieces))


def _behind(composed: Composed) -> Iterator[_Run]:
    """What figures.json says of the figures that the page rests on: where they come from, and by which name."""
    seen: set[str] = set()
    stack = list(composed.figures.values())
    while stack:
        figure = stack.pop()
        if figure.id not in seen:
            seen.add(figure.id)
            stack.extend(inputs_of(figure))
            yield from _told(figure)


def _told(figure: Figure) -> Iterator[_Run]:
    told: tuple[str, ...]
    match figure.origin:
        case Written(place=place, basis=basis):
            told = (figure.title, basis)
        case Controlled(place=place, basis=basis):
            told = (basis,)
        case Derived():
            return
    # The name of a line stands in the cells before its amount, the basis in one behind it: both in its row.
    yield from (_Run(text, ((0, Place(place.path, place.line, 1)),)) for text in told)


def _filled(table: Table) -> Iterator[tuple[Cell, Cell]]:
    """The cells beside the name of a field in a form, or below it in a table with heads, that are not empty."""
    cells = [cell for cell in table.grid.cells if not personal.EMPTY.fullmatch(plain(cell.inlines))]
    # A form may begin with fields, too, above the heads that it repeats.
    heads = all(cell.header for cell in table.grid.cells if cell.row < table.head_rows)
    for label in cells:
        if not personal.asks(plain(label.inlines)):
            continue
        for cell in cells:
            beside = cell.column == label.column + label.colspan and label.row <= cell.row < label.row + label.rowspan
            below = cell.row >= table.head_rows and cell.column == label.column
            if (below if heads and label.row < table.head_rows else beside) and not cell.header and not personal.asks(plain(cell.inlines)):
                yield label, cell
