"""A comparison as Markdown (合并请求里的说明): the verdict first, then what a reviewer reads, then, folded, all the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby

from gen.check.follows import Folded, folded
from gen.diff import phrases, years
from gen.diff.compare import Diff, DocumentDiff
from gen.diff.effect import Effect
from gen.diff.figures import FigureChange
from gen.diff.files import FileChange
from gen.diff.lines import LineChange
from gen.diff.marks import Mark, marks
from gen.diff.tables import RowChange, TableChange
from gen.diff.verdict import TITLES, document_verdict, findings_verdict, together, verdict
from gen.findings import Finding, Severity

#: What both hosts take as one comment, with room to spare (GitHub 65,536 characters; GitLab 1,000,000).
LIMIT = 60_000
#: By this line the comment of an earlier run is known again.
MARK = "<!-- gongkai diff -->"
#: More than this is folded.
_OPEN = 8
#: The later in this order, the sooner it is left out of a comment that grows too long.
_FINDINGS, _FIGURES, _LINES, _GONE, _TABLES, _DATA = range(1, 7)
_CUT = "改动太多，有的细节没有列出；在本地用 `gongkai diff --html 文件` 看全部。"
#: As long as what says how many entries are left out may be.
_NOTE = 30
#: What that sentence takes, with room to spare.
_ROOM = 1000
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def comment(found: Sequence[Diff]) -> str:
    """One comment about every department-year that a change touches, not longer than a host takes."""
    if not found:
        return "\n".join((MARK, "", "**没有牵涉任何公开文件。**", ""))
    blocks = [Block((MARK, ""))]
    if len(found) > 1:
        blocks.append(Block((*_overview(found), "")))
    for diff in found:
        blocks += [*_one(diff, folded=len(found) > 1), Block(("",))]
    text = "\n".join(line for block in blocks for line in block.lines)
    if len(text) <= LIMIT:
        return text
    text = "\n".join(line for block in (blocks[0], Block((_CUT, "")), *shorter(blocks[1:], LIMIT - _ROOM)) for line in block.lines)
    if len(text) <= LIMIT:
        return text
    # So many department-years that not even their verdicts have room: a line each.
    short = "\n".join((MARK, "", *_overview(found), "", _CUT, ""))
    return short if len(short) <= LIMIT else short[: LIMIT - 2] + "…\n"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the comment: its ``entries`` between what opens and closes it; the higher its ``rank``, the sooner entries are left out."""

    entries: tuple[str, ...]
    rank: int = 0
    head: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """All its lines; none where no entry is left."""
        return (*self.head, *self.entries, *self.tail) if self.entries else ()

    @property
    def size(self) -> int:
        """How many characters it takes."""
        return sum(len(line) + 1 for line in self.lines)

    def cut(self, size: int) -> Block:
        """The first of its entries that have room in ``size``, with how many are left out; nothing where none has."""
        room = size - sum(len(line) + 1 for line in (*self.head, *self.tail)) - _NOTE
        kept = sum(total <= room for total in accumulate(len(line) + 1 for line in self.entries))
        note = (f"- ……另有 {len(self.entries) - kept} 行没有列出",) if kept < len(self.entries) else ()
        return replace(self, entries=(*self.entries[:kept], *note) if kept else ())


def shorter(blocks: Sequence[Block], limit: int) -> list[Block]:
    """``blocks`` in ``limit`` characters: the data goes first, then the tables, and so on to the findings; what has rank 0 stays, however long."""
    found, over = list(blocks), sum(block.size for block in blocks) - limit
    for index in sorted(range(len(found)), key=lambda index: (-found[index].rank, -index)):
        if over <= 0 or not found[index].rank:
            break
        before = found[index].size
        found[index] = found[index].cut(before - over)
        over -= before - found[index].size
    return found


def _overview(found: Sequence[Diff]) -> Iterator[str]:
    yield "| 部门年度 | 公开文件 | 校验 |"
    yield "|---|---|---|"
    for diff in found:
        for document in diff.documents:
            effect = "没有影响" if document.same else document_verdict(document)
            findings = findings_verdict(diff) if diff.findings.differ else "不变"
            yield f"| {diff.target} | {TITLES.get(document.name, document.name)}：{plain(effect)} | {plain(findings)} |"


def _one(diff: Diff, *, folded: bool) -> Iterator[Block]:
    verdicts = [f"- **{plain(sentence)}**" for sentence in verdict(diff)]
    more = [f"- {plain(text)}" for text in (phrases.others_text(diff), phrases.last_text(diff)) if text]
    yield Block((f"### {plain(phrases.heading(diff))}", "", *verdicts, *more, ""))
    yield from _findings(diff)
    if diff.two_years:
        for section in years.sections(diff.told):
            yield from _fold(section.title, [f"- {plain(line)}" for line in section.lines], _LINES, keep=not folded)
        # Of a new year the change itself may touch what it shares with others; two years that somebody asked for have that among their sections.
        yield from _data(diff, list(phrases.shared(diff)) if diff.last else [])
        return
    for document in diff.documents:
        yield from _document(document, folded)
    yield from _data(diff, list(phrases.sections(diff)))


def _findings(diff: Diff) -> Iterator[Block]:
    """Findings: what appeared stands open, what went or changed its figures is folded."""
    found = diff.findings
    lifted = [
        f"- ⚪ {plain(phrases.finding_text(finding, diff))}<br>{phrases.LIFTED}。{plain(phrases.remedy(finding))}"
        for finding in found.lifted
    ]
    yield Block((*_come(found.appeared, diff), *lifted), _FINDINGS, tail=("",))
    yield from _fold(phrases.UNSEEN, list(_come(found.unseen, diff)), _FINDINGS)
    entries = []
    for each in folded(found.vanished, found.were):
        entries += [f"- ✅ 消除 {plain(phrases.finding_text(each.finding, diff))}", *_below(each, diff)]
    for old, new in found.altered:
        entries.append(f"- 仍在 {marked(marks(phrases.finding_text(old, diff), phrases.finding_text(new, diff)))}")
    yield from _fold("校验：消除的和数字变了的", entries, _GONE)


def _come(findings: Sequence[Finding], diff: Diff) -> Iterator[str]:
    """Findings of the new side, each with what it follows from and its remedy."""
    for each in folded(findings, diff.findings.causes):
        finding = each.finding
        own = finding in diff.findings.waived
        sign = "🔴" if finding.forbids or (own and finding.severity is Severity.ERROR) else "🟡" if own or not finding.waived else "⚪"
        more = (phrases.because(finding, diff), phrases.remedy(finding))
        yield "<br>".join((f"- {sign} {plain(phrases.finding_text(finding, diff))}", *(plain(text) for text in more if text)))
        yield from _below(each, diff)


def _below(found: Folded, diff: Diff) -> Iterator[str]:
    """What stands below a finding, as items of its own."""
    for line in (*phrases.beside(found), *phrases.below(found, diff, phrases.FEW)):
        indent = len(line) - len(line.lstrip())
        yield f"{' ' * (2 + indent)}- {plain(line.lstrip())}"


def _document(document: DocumentDiff, folded: bool) -> Iterator[Block]:
    effect = document.effect
    if effect is None or not (effect.words or effect.look):
        return
    title = TITLES.get(document.name, document.name)
    if effect.title[0] != effect.title[1]:
        yield Block((f"题名：~~{plain(effect.title[0])}~~ → **{plain(effect.title[1])}**", ""))
    yield from _figures(effect.figures)
    yield from _fold(f"{title}的文字：{len(effect.lines)} 段", list(_lines(effect)), _LINES, keep=not folded)
    rows = [line for table in effect.tables for line in _table(table)]
    yield from _fold(f"{title}的表格：{len(effect.tables)} 张", rows, _TABLES, keep=False)
    yield from _fold("版面", [f"- {plain(look)}" for look in effect.look], _GONE)


def _figures(figures: Sequence[FigureChange]) -> Iterator[Block]:
    rows = []
    for change in figures[: 2 * _OPEN]:
        unit = f" {change.unit}" if change.unit else ""
        old, new = (f"{text}{unit}" if text else "—" for text in (change.old, change.new))
        rows.append(f"| {plain(change.title)} | {plain(old)} | **{plain(new)}** |")
    if len(figures) > 2 * _OPEN:
        rows.append(f"| ……另有 {len(figures) - 2 * _OPEN} 个 | | |")
    yield Block(tuple(rows), _FIGURES, ("| 正文的数字 | 改前 | 改后 |", "|---|--:|--:|"), ("",))


def _lines(effect: Effect) -> Iterator[str]:
    for where, changes in groupby(effect.lines, key=lambda line: line.where):
        yield f"- {plain(where or '开头')}"
        for change in changes:
            yield f"  - {_line(change)}"


def _line(change: LineChange) -> str:
    if change.moved:
        return f"换位置：{plain(phrases.cut(change.new, 40))}"
    if not change.old:
        return f"新增：**{plain(change.new)}**"
    if not change.new:
        return f"删去：~~{plain(change.old)}~~"
    turns = [meaning for meaning in change.meaning if "→" not in meaning]
    return marked(change.marks) + (f"　⚠️ {plain('，'.join(turns))}" if turns else "")


def _table(table: TableChange) -> Iterator[str]:
    if not (table.old and table.new):
        yield f"- **{'新增' if table.new else '删去'} {plain(table.name)}**（{len(table.rows)} 行）"
        return
    yield f"- **{plain(table.name)}**"
    yield from (f"  - {_row(row)}" for row in table.rows if row.moved or not (row.old and row.new))
    for alike in together(table):
        name, old, new = plain(phrases.labels(alike.labels, 6)), alike.old, alike.new
        if max(len(old), len(new)) > 24:
            yield f"  - {name}：{marked(marks(old, new))}"
        else:
            yield f"  - {name}：{plain(old or phrases.NOTHING)} → **{plain(new or phrases.NOTHING)}**"


def _row(row: RowChange) -> str:
    if row.moved:
        return f"换位置：{plain(row.label)}"
    return f"删去一行：~~{plain(phrases.cut(row.old, 80))}~~" if row.old else f"新增一行：{plain(phrases.cut(row.new, 80))}"


def _data(diff: Diff, sections: Sequence[tuple[str, Sequence[FileChange]]]) -> Iterator[Block]:
    entries = []
    for _, files in sections:
        for file in files:
            note = phrases.file_note(file)
            entries.append(f"- `{phrases.file_title(file, diff)}`{f'：{note}' if note else ''}")
            for change in file.changes:
                fields = "，".join(
                    _at(phrases.field_place(field, change)) + plain(phrases.cut(phrases.field_text(field, change, file.unit), 120))
                    for field in change.fields
                )
                title = _at(phrases.change_place(change)) + plain(phrases.change_title(change))
                entries.append(f"  - {title}{f'：{fields}' if fields else ''}")
    shown = [file for _, files in sections for file in files]
    records = sum(len(file.changes) for file in shown)
    yield from _fold(
        f"数据：{len(shown)} 个文件，{records} 条记录",
        entries,
        _DATA,
        keep=not any(each.effect and each.effect.words for each in diff.documents),
    )


def _at(place: str) -> str:
    return f"`{place}` " if place else ""


def _fold(title: str, entries: Sequence[str], rank: int, *, keep: bool = True) -> Iterator[Block]:
    """A list under its title: open where it is short and may ``keep`` open, else folded."""
    if keep and len(entries) <= _OPEN:
        yield Block(tuple(entries), rank, (plain(title), ""), ("",))
    else:
        yield Block(tuple(entries), rank, (f"<details><summary>{plain(title)}</summary>", ""), ("", "</details>", ""))


def marked(found: Sequence[Mark]) -> str:
    """Both texts in one: what went struck through, what came in bold."""
    parts = []
    for mark in found:
        if not mark.changed:
            parts.append(plain(mark.new))
            continue
        # Emphasis whose first or last character is a blank is none.
        parts.append(f"<del>{plain(mark.old)}</del>" if mark.old else "")
        parts.append(f"<ins><b>{plain(mark.new)}</b></ins>" if mark.new else "")
    return "".join(parts)


def plain(text: str) -> str:
    """``text`` as itself: nothing in it is markup, a link to somebody, or an issue."""
    escaped = _SPECIAL.sub(r"\\\1", text.replace("&", "&amp;")).replace("\\<", "&lt;").replace("\\>", "&gt;").replace("\n", " ")
    # A comment between the sign and the name keeps hosts from linking somebody, something or somewhere.
    unlinked = re.sub(r"([@#!])(?=\w)|(:)(?=//)|(www)(?=\.)", r"\g<0><!-- -->", escaped)
    return re.sub(r"^(\s*)([-+]|\d+[.)])(?=\s)", r"\1\\\2", unlinked)
