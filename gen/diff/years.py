"""Two years beside each other (两年相比): what a reviewer asks of them, where nearly every number and sentence differs.

That a year is another one, that an amount is, and that last year's amounts are those of another year, goes without saying. What is left are
the amounts with how much they rose or fell, the projects that came and went, the directions that turned, the texts that were written otherwise,
and the tables, each in a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from gen.diff import phrases
from gen.diff.changes import PROJECT, Change, FieldChange, Kind
from gen.diff.compare import Diff
from gen.diff.effect import Effect
from gen.diff.figures import FigureChange, said
from gen.diff.lines import LineChange
from gen.diff.marks import DIRECTIONS
from gen.diff.scope import LISTS, OWN
from gen.diff.tables import TableChange
from gen.diff.verdict import TITLES
from gen.model.lines import LedgerLine
from gen.model.shape import Kind as FieldKind
from gen.model.shape import fields_of

#: The columns of the ledger that hold its amounts.
_AMOUNTS = frozenset(field.title for field in fields_of(LedgerLine) if field.kind is FieldKind.MONEY)
_LEDGER = "ledger.csv"
#: How many names are told of rows, codes and places.
_NAMES = 6
_PROJECT_ID = re.compile(r"(?:^|/)项目/[^/]+$")
#: The ids of what changes from year to year, which two years beside each other show by themselves.
_CHANGE_ID = re.compile(r"\.(?:change|rate|rest)(?:\.|$)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_VARYING = re.compile(rf"-?\d[\d,]*(?:\.\d+)?%?|{'|'.join(DIRECTIONS)}")


@dataclass(frozen=True, slots=True)
class Section:
    """One matter: its title and what there is to say, a line each, the weightiest first."""

    title: str
    lines: tuple[str, ...]


def sections(diff: Diff) -> Iterator[Section]:
    """What two years differ in, without what any two years differ in; nothing is said of a matter that is the same."""
    figures = [(each, change) for each in diff.documents if each.effect for change in each.effect.figures]
    shown = dict.fromkeys(change for _, change in figures if not _CHANGE_ID.search(change.id))
    projects = [change for change in shown if _PROJECT_ID.search(change.id)]
    told = [
        ("金额和数量", [_figure(change) for change in shown if "项目/" not in change.id]),
        ("项目", list(_projects(diff, projects))),
        ("变动最大的明细", list(_ledger(diff))),
        *(pair for each in diff.documents if each.effect for pair in _document(TITLES.get(each.name, each.name), each.effect)),
        ("科目表和版式", list(_shared(diff))),
        ("数据文件", list(_files(diff))),
    ]
    yield from (Section(title, tuple(lines)) for title, lines in told if lines)


def _document(name: str, effect: Effect) -> Iterator[tuple[str, list[str]]]:
    turned = [line for line in effect.lines if _turns(line)]
    written = [line for line in effect.lines if not line.moved and not _only_varies(line)]
    yield f"{name}：方向变了的", list(dict.fromkeys(f"{_subject(line)}：{'，'.join(_turns(line))}" for line in turned))
    yield f"{name}：另写的文字", [*(_line(line) for line in written), *_rest(effect.lines, written)]
    tables = [(table, text) for table in effect.tables if (text := _table(table))]
    rest = [f"只有年度不同的表 {len(effect.tables) - len(tables)} 张"] if len(tables) < len(effect.tables) else []
    yield f"{name}：表格", [*(text for _, text in tables), *rest]


# ── figures and projects ──


def _figure(change: FigureChange) -> str:
    return f"{said(change)}{f'（{change.moved}）' if change.moved else ''}"


def _projects(diff: Diff, figures: Sequence[FigureChange]) -> Iterator[str]:
    """Projects that came, went or were renamed, with their amounts where the text prints them; then the others, by how much they moved."""
    known = {change.title: change for change in figures}
    changes = [
        change for file in diff.files if file.role == OWN for change in file.changes if change.group == PROJECT and not change.secret
    ]
    words = {Kind.REMOVED: "不再安排", Kind.ADDED: "新增", Kind.RENAMED: "改名"}
    for kind, word in words.items():
        for change in changes:
            if change.kind is kind:
                figure = known.pop(change.name, None)
                amount = f"（{figure.new or figure.old} {figure.unit}）" if figure else ""
                name = f"{change.was} → {change.name}" if kind is Kind.RENAMED else change.name
                yield f"{word} {name}{amount}　{phrases.change_place(change)}"
    yield from (_figure(change) for change in sorted(known.values(), key=lambda change: -abs(_number(change.moved))))


def _ledger(diff: Diff) -> Iterator[str]:
    """The lines of the ledger by how much their amount moved."""
    found = []
    for file in diff.files:
        if file.role == OWN and file.path.rpartition("/")[2] == _LEDGER:
            for change in file.changes:
                for field in change.fields:
                    if field.title in _AMOUNTS and (moved := _moved(field)):
                        found.append((-abs(moved), _amount(change, field, file.unit)))
    yield from (text for _, text in sorted(found))


def _amount(change: Change, field: FieldChange, unit: str) -> str:
    return f"{phrases.change_place(change)} {phrases.change_title(change)}　{phrases.field_text(field, change, unit)}"


def _moved(field: FieldChange) -> Decimal:
    return _number(field.new or "0") - _number(field.old or "0")


def _number(text: str) -> Decimal:
    try:
        return Decimal(text.replace(",", "") or "0")
    except InvalidOperation:
        return Decimal(0)


# ── texts and tables ──


def _turns(line: LineChange) -> list[str]:
    return [meaning for meaning in line.meaning if "变为" in meaning]


def _subject(line: LineChange) -> str:
    """What a sentence with a direction is about: the first figure in it that changed."""
    return next((meaning for meaning in line.meaning if "→" in meaning), phrases.cut(line.new, 40))


def _only_varies(line: LineChange) -> bool:
    """Whether a line differs in years, numbers and directions only."""
    return _VARYING.sub("#", line.old) == _VARYING.sub("#", line.new)


def _line(line: LineChange) -> str:
    where = line.where.rpartition(" › ")[2] or "开头"
    if line.old and line.new:
        text = "".join(f"【{old}→{new}】" if changed else new for old, new, changed in phrases.shortened(line.marks))
    else:
        text = phrases.cut(f"＋ {line.new}" if line.new else f"－ {line.old}", 70)
    return f"{where}：{text}"


def _rest(lines: Sequence[LineChange], written: Sequence[LineChange]) -> Iterator[str]:
    moved = sum(line.moved for line in lines)
    left = len(lines) - len(written) - moved
    if left:
        yield f"只随年度、数字和方向变的 {left} 段"
    if moved:
        yield f"换位置的 {moved} 段"


def _table(table: TableChange) -> str:
    """A table in a line: how many rows changed, which came and went; "" where it differs by the year only."""
    if not (table.old and table.new):
        return f"{'新增' if table.new else '删去'} {table.name}（{len(table.rows)} 行）"
    came = [row.label or row.new for row in table.rows if not row.old]
    went = [row.label or row.old for row in table.rows if not row.new]
    changed = sum(
        bool(row.old and row.new) and any(_YEAR.sub("", cell.old) != _YEAR.sub("", cell.new) for cell in row.cells) for row in table.rows
    )
    parts = [f"{changed} 行变了"] if changed else []
    parts += [f"新增 {len(came)} 行：{phrases.labels(came, _NAMES)}"] if came else []
    parts += [f"少了 {len(went)} 行：{phrases.labels(went, _NAMES)}"] if went else []
    return f"{table.name}：{'；'.join(parts)}" if parts else ""


# ── files ──


def _shared(diff: Diff) -> Iterator[str]:
    """Codes that came, went or go under another name; how many files of the form differ."""
    for file in diff.files:
        if file.role == LISTS:
            for kind, word in ((Kind.ADDED, "新增"), (Kind.REMOVED, "不再有"), (Kind.RENAMED, "改了编码")):
                names = [_code(change) for change in file.changes if change.kind is kind]
                if names:
                    yield f"{file.path}：{word} {len(names)} 个：{phrases.labels(names, _NAMES)}"
            for change in file.changes:
                yield from (
                    f"{file.path}:{field.place.line} 改名 {change.name} {field.old} → {field.new}"
                    for field in change.fields
                    if change.kind is Kind.CHANGED and field.title == "名称"
                )
    forms = [file for file in diff.files if file.role not in (OWN, LISTS)]
    if forms:
        yield f"版式有 {len(forms)} 个文件不同"


def _code(change: Change) -> str:
    name = next((field.new or field.old for field in change.fields if field.title == "名称"), "")
    return f"{change.was} → {change.name}" if change.was else f"{change.name} {name}".rstrip()


def _files(diff: Diff) -> Iterator[str]:
    """How many records of each file came, went and changed."""
    for file in diff.files:
        if file.role == OWN:
            counts = [(kind.value, sum(change.count for change in file.changes if change.kind is kind)) for kind in Kind]
            told = "，".join(f"{word} {count} 条" for word, count in counts if count)
            yield f"{phrases.file_title(file, diff)}：{phrases.file_note(file) or told}"
