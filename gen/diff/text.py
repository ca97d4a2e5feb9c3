"""A comparison as text for a terminal (文本): the verdict, the data by record, the document by sentence and table, the findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from gen.check.follows import Folded, folded
from gen.diff import phrases, years
from gen.diff.changes import Change
from gen.diff.compare import Diff, DocumentDiff
from gen.diff.effect import Effect
from gen.diff.figures import said
from gen.diff.lines import LineChange
from gen.diff.marks import Mark, marks
from gen.diff.tables import TableChange
from gen.diff.verdict import TITLES, together, verdict
from gen.findings import Finding
from gen.terminal import Causes

#: How many entries of one kind are shown where not all are asked for, and how many of one table.
_LIMIT, _OF_TABLE = 12, 4
_RED, _GREEN, _BOLD, _DIM, _END = "\x1b[31m", "\x1b[32m", "\x1b[1m", "\x1b[2m", "\x1b[0m"


def lines(diff: Diff, *, colour: bool = False, full: bool = False) -> Iterator[str]:
    """The comparison line by line; ``full`` leaves nothing out."""
    yield from _Printer(diff, colour, 0 if full else _LIMIT).lines()


@dataclass(frozen=True, slots=True)
class Entry:
    """What is shown or left out as a whole: its lines, the rows of a table it is about, whether it came (1) or went (-1), for how many it stands."""

    lines: Sequence[str]
    rows: frozenset[int] = frozenset()
    turn: int = 0
    count: int = 1


def paired(entries: Iterable[Entry]) -> list[Entry]:
    """``entries`` with what went and what came in its place as one."""
    found: list[Entry] = []
    for entry in entries:
        if found and entry.turn and found[-1].turn == -entry.turn:
            last = found.pop()
            found.append(Entry([*last.lines, *entry.lines], last.rows | entry.rows, count=last.count + entry.count))
        else:
            found.append(entry)
    return found


class _Printer:
    """Prints one comparison: with colours or without, all of it or the first of each kind (``limit``)."""

    def __init__(self, diff: Diff, colour: bool, limit: int) -> None:
        self.diff, self.colour, self.limit = diff, colour, limit

    def lines(self) -> Iterator[str]:
        """All lines."""
        diff = self.diff
        yield self.paint(_BOLD, phrases.heading(diff))
        yield from verdict(diff)
        if other := phrases.others_text(diff):
            yield other
        if last := phrases.last_text(diff):
            yield last
        condensed = bool(self.limit) and diff.two_years
        if condensed:
            yield from self.years()
        for title, files in phrases.sections(diff) if not condensed else phrases.shared(diff) if diff.last else ():
            yield ""
            yield self.paint(_BOLD, title)
            for file in files:
                note = phrases.file_note(file)
                yield f"  {phrases.file_title(file, diff)}{f'：{note}' if note else ''}"
                yield from self.some([Entry(["    " + line for line in self.change(change, file.unit)]) for change in file.changes])
        for document in () if condensed else diff.told.documents:
            yield from self.document(document)
        yield from self.findings()

    def years(self) -> Iterator[str]:
        """Two years, condensed."""
        for section in years.sections(self.diff.told):
            yield ""
            yield self.paint(_BOLD, section.title)
            yield from self.some([Entry([f"  {line}"]) for line in section.lines])

    def change(self, change: Change, unit: str) -> Iterator[str]:
        """One record: its name, then its fields beside it or, where they are long, below."""
        title = " ".join(filter(None, (phrases.change_place(change), phrases.change_title(change))))
        fields = [phrases.field_text(field, change, unit) for field in change.fields]
        short = "，".join(fields)
        if len(short) <= 40 and not any(phrases.field_place(field, change) for field in change.fields):
            yield f"{title}　{short}" if short else title
            return
        yield title
        for field in change.fields:
            place = phrases.field_place(field, change)
            where = f"  {place} " if place else "  "
            if field.old and field.new and max(len(field.old), len(field.new)) > 24:
                yield f"{where}{field.title}：{self.marked(marks(field.old, field.new))}"
            else:
                yield f"{where}{phrases.cut(phrases.field_text(field, change, unit), 90 if self.limit else 0)}"

    def document(self, document: DocumentDiff) -> Iterator[str]:
        """What becomes of one document, nothing where it stays."""
        effect = document.effect
        if effect is None or not (effect.words or effect.look or effect.hidden):
            return
        yield ""
        yield self.paint(_BOLD, f"公开文件（{TITLES.get(document.name, document.name)}）")
        if effect.title[0] != effect.title[1]:
            yield f"  题名 {effect.title[0]} → {effect.title[1]}"
        if effect.figures:
            yield "  数字"
            yield from self.some([Entry([f"    {said(change)}"]) for change in effect.figures])
        if effect.lines:
            yield "  文字"
            yield from self.some(paired(self.sentences(effect)))
        if effect.tables:
            yield "  表格"
            for table in effect.tables:
                yield from self.table(table)
        for look in effect.look:
            yield f"  版面 {look}"
        if effect.hidden:
            names = phrases.labels([change.title for change in effect.hidden], 3)
            yield f"  准确值变了、印出来不变的数 {len(effect.hidden)} 个：{names}"

    def sentences(self, effect: Effect) -> Iterator[Entry]:
        """The lines that changed, the first below a heading with it."""
        for where, changes in groupby(effect.lines, key=lambda line: line.where):
            above = [f"    {where or '开头'}"]
            for change in changes:
                turns = [meaning for meaning in change.meaning if "→" not in meaning]
                below = [f"        {self.paint(_BOLD, '，'.join(turns))}"] if turns else []
                yield Entry([*above, f"      {self.line(change)}", *below], turn=bool(change.new) - bool(change.old))
                above = []

    def line(self, change: LineChange) -> str:
        """A line with its changed words marked."""
        if change.moved:
            return f"换位置：{phrases.cut(change.new, 40)}"
        cut = 60 if self.limit else 0
        if not change.old:
            return self.paint(_GREEN, f"＋ {phrases.cut(change.new, cut)}")
        if not change.new:
            return self.paint(_RED, f"－ {phrases.cut(change.old, cut)}")
        return self.marked(change.marks)

    def table(self, table: TableChange) -> Iterator[str]:
        """A table: rows that came and went, then cells that changed alike, told together."""
        if not (table.old and table.new):
            yield f"    {'新增' if table.new else '删去'} {table.name}（{len(table.rows)} 行）"
            return
        yield f"    {table.name}"
        entries = paired(self.rows(table))
        for alike in together(table):
            name = phrases.labels(alike.labels, 4 if self.limit else 10**6)
            if max(len(alike.old), len(alike.new)) > 24:
                said = self.marked(marks(alike.old, alike.new))
            else:
                said = f"{alike.old or phrases.NOTHING} → {alike.new or phrases.NOTHING}"
            entries.append(Entry([f"      {name}：{said}"], alike.rows))
        yield from self.some(entries, _OF_TABLE)

    def rows(self, table: TableChange) -> Iterator[Entry]:
        """The rows of a table that came, went or moved."""
        cut = 60 if self.limit else 0
        for index, row in enumerate(table.rows):
            its = frozenset({index})
            if row.moved:
                yield Entry([f"      换位置：{row.label}"], its)
            elif not row.old:
                yield Entry([self.paint(_GREEN, f"      ＋ {phrases.cut(row.new, cut)}")], its, turn=1)
            elif not row.new:
                yield Entry([self.paint(_RED, f"      － {phrases.cut(row.old, cut)}")], its, turn=-1)

    def findings(self) -> Iterator[str]:
        """Findings that appeared (with their remedy), were lifted, vanished, changed their figures, or could not be looked for before."""
        found = self.diff.findings
        if not found.differ:
            return
        yield ""
        yield self.paint(_BOLD, "校验")
        yield from self.come(found.appeared, "＋", _RED)
        for finding in found.lifted:
            yield f"  ～ {phrases.finding_text(finding, self.diff)}"
            yield f"      {phrases.LIFTED}。{phrases.remedy(finding)}"
        for each in self.standing(found.vanished, found.were):
            yield self.paint(_GREEN, f"  － {phrases.finding_text(each.finding, self.diff)}")
            yield from self.folded(each)
        for old, new in found.altered:
            told = self.marked(marks(phrases.finding_text(old, self.diff), phrases.finding_text(new, self.diff)))
            yield f"  ～ {told}"
        if found.unseen:
            yield f"  {phrases.UNSEEN}："
            yield from self.come(found.unseen, "？", _DIM)

    def come(self, findings: Sequence[Finding], sign: str, colour: str) -> Iterator[str]:
        """Findings of the new side, each with what it follows from and its remedy, a remedy that repeats only once."""
        before = ""
        for each in self.standing(findings, self.diff.findings.causes):
            yield self.paint(colour, f"  {sign} {phrases.finding_text(each.finding, self.diff)}")
            if why := phrases.because(each.finding, self.diff):
                yield f"      {why}"
            remedy = phrases.remedy(each.finding)
            if remedy and remedy != before:
                yield f"      {remedy}"
            before = remedy
            yield from self.folded(each)

    def standing(self, findings: Sequence[Finding], causes: Causes) -> Sequence[Folded]:
        """The findings with what follows from each below it; each by itself where all are asked for."""
        return folded(findings, causes) if self.limit else [Folded(finding) for finding in findings]

    def folded(self, found: Folded) -> Iterator[str]:
        """What stands below a finding."""
        for line in (*phrases.beside(found), *phrases.below(found, self.diff, phrases.FEW)):
            yield f"      {line}"

    def marked(self, found: Sequence[Mark]) -> str:
        """Both texts in one: what changed as 【old→new】, with a little of what stays around it."""
        parts = []
        for old, new, changed in phrases.shortened(found) if self.limit else ((mark.old, mark.new, mark.changed) for mark in found):
            if not changed:
                parts.append(new)
            elif self.colour:
                parts.append(f"{_RED}{old}{_END}{'→' if old and new else ''}{_GREEN}{new}{_END}")
            else:
                parts.append(f"【{old}→{new}】")
        return "".join(parts)

    def some(self, entries: Sequence[Entry], limit: int = _LIMIT) -> Iterator[str]:
        """The first of ``entries``, each whole, and how many more there are: rows of a table where that is what they are about."""
        before = accumulate((len(entry.lines) for entry in entries), initial=0)
        kept = sum(lines < limit for lines, _ in zip(before, entries, strict=False)) if self.limit else len(entries)
        # One more line would say no more than what it leaves out.
        shown = entries if sum(len(entry.lines) for entry in entries[kept:]) <= 1 else entries[:kept]
        for entry in shown:
            yield from entry.lines
        if left := entries[len(shown) :]:
            line = left[0].lines[-1]
            indent = " " * (len(line) - len(line.lstrip())) if not self.colour else "      "
            rows = frozenset().union(*(entry.rows for entry in entries)) - frozenset().union(*(entry.rows for entry in shown))
            count = f"{len(rows)} 行" if rows else f"{sum(entry.count for entry in left)} {'处' if left[0].rows else '条'}"
            yield self.paint(_DIM, f"{indent}……另有 {count}（--full 全部列出）")

    def paint(self, code: str, text: str) -> str:
        """``text`` in a colour, where colours are wanted."""
        return f"{code}{text}{_END}" if self.colour else text
