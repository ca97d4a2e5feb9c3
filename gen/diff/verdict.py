"""The verdict (结论): in one line each, what a change does to the published document and to the findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gen.check.follows import folded
from gen.diff.changes import Kind
from gen.diff.compare import Diff, DocumentDiff
from gen.diff.effect import Effect
from gen.diff.tables import CellChange, TableChange
from gen.findings import Finding, Severity
from gen.read.files import DOCUMENT_TOML
from gen.terminal import Causes

#: What each kind of document is called.
TITLES = {name.removesuffix(".toml"): what.removesuffix("的文字") for name, what in DOCUMENT_TOML.items()}


def verdict(diff: Diff) -> Iterator[str]:
    """What the change does, one sentence a line, the most important first."""
    yield from (f"部门的文件夹改了名：{was} → {now}。" for was, now in _departments(diff))
    yield from (f"一个单位的文件夹改了名：{was} → {now}。" for was, now in diff.moved.items() if not diff.two_years)
    if not diff.files and diff.same and not (diff.moved or [*_departments(diff)]):
        yield "没有差别：两边的数据、版式和科目表都相同。"
        return
    if diff.same:
        yield f"没有影响：{_why_none(diff)}。公开文件不变，校验结果也不变。"
    for document in diff.documents:
        if not (diff.same or (document.same and len(diff.documents) > 1)):
            yield f"{TITLES.get(document.name, document.name)}：{document_verdict(document)}。"
    if not diff.documents and diff.files:
        yield "两边都没有能编的文件，只能比数据。"
    if diff.findings.differ:
        yield f"校验：{findings_verdict(diff)}。"
    for document in diff.documents:
        if document.effect and document.effect.attached and document.same:
            yield f"随文件公布的 figures.json 有 {document.effect.attached} 个数的依据或准确值不同。"


def _departments(diff: Diff) -> Iterator[tuple[str, str]]:
    if diff.old_target.department != diff.target.department:
        yield diff.old_target.department, diff.target.department


def _why_none(diff: Diff) -> str:
    if not diff.files:
        return "文件夹里的内容相同"
    changes = [change for file in diff.files for change in file.changes]
    if not changes and all(file.layout_only for file in diff.files):
        return "只改了写法（空格、引号、注释、数的写法等），内容相同"
    if changes and all(change.kind is Kind.MOVED for change in changes) and all(file.layout_only or file.changes for file in diff.files):
        return "只调整了行的次序"
    return "改动的内容不印在页面上"


def document_verdict(document: DocumentDiff) -> str:
    """What becomes of one document."""
    if not document.old:
        return "新的文件" if document.composed_new else "新的文件，数据有错误，还编不成"
    if not document.new:
        return "这份文件没有了"
    if document.same:
        return "不变"
    if document.effect is None:
        which = "改前改后" if not (document.composed_old or document.composed_new) else "改前" if document.composed_new else "改后"
        return f"{which}的数据有错误，编不成文件，只能比数据和校验结果"
    return effect_verdict(document.effect, style=document.style)


def effect_verdict(effect: Effect, *, style: bool = False) -> str:
    """How much of a document changes: figures, sentences, tables."""
    parts = []
    if effect.figures:
        parts.append(f"正文 {len(effect.figures)} 个数字")
    if effect.lines:
        parts.append(f"{len(effect.lines)} 段文字")
    if effect.tables:
        rows = sum(len(table.rows) for table in effect.tables)
        parts.append(f"{len(effect.tables)} 张表（{rows} 行）")
    if effect.title[0] != effect.title[1]:
        parts.append("题名")
    looks = [*(["字体、字号或版心（整份文件）"] if style else []), *effect.look]
    if looks:
        shown = "、".join(looks[:3]) + ("等" if len(looks) > 3 else "")
        parts.append(f"版面（{shown}）" if parts else f"只有版面：{shown}，文字和数字不变")
    return f"改变{'' if effect.figures else ' '}{'、'.join(parts)}" if parts else "不变"


def findings_verdict(diff: Diff) -> str:
    """How many findings appeared, vanished or changed their figures."""
    found = diff.findings
    come = [finding for finding in found.appeared if finding not in found.waived]
    parts = [f"新出现 {counted(come)}{_among(come, found.causes)}"] if come else []
    parts += [f"{_severities(found.waived)}由这次改动自己豁免，要看过批准才能放行"] if found.waived else []
    parts += [f"改前就有的 {_severities(found.lifted)}由这次改动豁免"] if found.lifted else []
    parts += [f"改前没有查到的 {len(found.unseen)} 条：{counted(found.unseen)}，不算新出现"] if found.unseen else []
    parts += [f"消除 {counted(found.vanished)}{_among(found.vanished, found.were)}"] if found.vanished else []
    parts += [f"{len(found.altered)} 个仍在，数字变了"] if found.altered else []
    if found.unasked:
        parts.append(f"改前的 {found.unasked} 条要等数据改好了才能再查")
    if found.standing:
        parts.append(f"另有 {found.standing} 个错误改前就有")
    return "；".join(parts)


def counted(findings: Sequence[Finding]) -> str:
    """So many of each severity: 1 个错误、2 个警告; those that are waived apart."""
    counts = [(f"个{kind.value}", sum(finding.counts_as(kind) for finding in findings)) for kind in Severity]
    counts.append(("条已豁免的", sum(finding.waived is not None for finding in findings)))
    return "、".join(f"{count} {name}" for name, count in counts if count)


def _severities(findings: Sequence[Finding]) -> str:
    """So many of each severity, whether they are waived or not."""
    counts = [(f"个{kind.value}", sum(finding.severity is kind for finding in findings)) for kind in Severity]
    return "、".join(f"{count} {name}" for name, count in counts if count)


def _among(findings: Sequence[Finding], causes: Causes) -> str:
    """How many of the findings are folded under others of them."""
    following = sum(len(each.below) for each in folded(findings, causes))
    return f"（其中 {following} 条由别的问题引起）" if following else ""


@dataclass(frozen=True, slots=True)
class Alike:
    """Changed cells of a table that change alike: what they are called, both texts, and in which of its changed rows they stand."""

    labels: tuple[str, ...]
    old: str
    new: str
    rows: frozenset[int]


def together(table: TableChange) -> Iterator[Alike]:
    """The changed cells of a table, those that change alike told once."""
    groups: dict[tuple[str, str], dict[str, set[int]]] = {}
    for index, row in enumerate(table.rows):
        for cell in row.cells:
            groups.setdefault((cell.old, cell.new), {}).setdefault(_labelled(cell, row.cells), set()).add(index)
    for (old, new), found in groups.items():
        yield Alike(tuple(found), old, new, frozenset().union(*found.values()))


def _labelled(cell: CellChange, cells: Sequence[CellChange]) -> str:
    """What a cell is called: its row, and its column where others of the row changed otherwise."""
    others = any(other.label == cell.label and (other.old, other.new) != (cell.old, cell.new) for other in cells)
    last = cell.head.rpartition("·")[2]
    if cell.label in (cell.old, cell.new):
        return last or "名称"
    return f"{cell.label}（{last}）" if others and last else cell.label or last
