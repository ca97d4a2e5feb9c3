"""What a change is called (说法): the same words in the terminal, in Markdown and on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from gen.check.follows import Folded
from gen.diff.changes import Change, FieldChange, Kind
from gen.diff.compare import Diff
from gen.diff.figures import signed
from gen.diff.files import FileChange
from gen.diff.marks import Mark
from gen.diff.scope import OWN
from gen.findings import Finding, Place
from gen.terminal import consequence, waiver

NOTHING = "（空）"
#: How much of what stays is shown before and after what changes.
_AROUND = 10
#: A longer stretch that came or went is cut in the middle: its beginning and its end are kept.
_STRETCH, _BEGIN, _TAIL = 48, 24, 8
#: How many consequences of one rule are shown where not all are asked for, and how much of each.
FEW, _CUT = 3, 100


def heading(diff: Diff) -> str:
    """Which department-year is compared, and what with what."""
    unit = f" 单位 {diff.unit}" if diff.unit else ""
    years = f"（与 {diff.old_target.year} 年比）" if diff.old_target.year != diff.target.year else ""
    return f"{diff.target}{unit}{years}：{diff.old} → {diff.new}"


def file_title(file: FileChange, diff: Diff) -> str:
    """A file by its name in the department's folder; one of another folder with its path and what it is."""
    if file.role == OWN:
        return file.path.removeprefix(f"{diff.target.folder}/")
    return f"{file.path}（{file.role}）"


def file_note(file: FileChange) -> str:
    """What is said of a file beside its records: that it is new, gone, unreadable, or only written otherwise."""
    if not file.old:
        return "新增的文件"
    if not file.new:
        return "删去的文件"
    if file.broken:
        return "有一边读不出来，见校验结果"
    if file.prose:
        return f"改了正文模板：增 {file.added} 行，删 {file.removed} 行"
    if file.renamed and not file.changes:
        return "随项目改名"
    return "只改了写法，内容相同" if file.layout_only else ""


def change_title(change: Change) -> str:
    """A change of a record: 修改 基本支出·2080109·30201 办公费."""
    if change.secret:
        return f"{change.kind.value} 不公开的内容 {change.count} 处"
    name = change.name or change.group or "本文件"
    match change.kind:
        case Kind.MOVED:
            return f"换位置 {change.count} 行：{name}"
        case Kind.RENAMED:
            return f"改名 {change.was} → {name}"
        case Kind.CHANGED:
            return name
        case kind:
            return f"{kind.value} {name}"


def change_place(change: Change) -> str:
    """Where a record stands, or stood where it is gone: ledger.csv:22; "" for a file as a whole."""
    return _place(change.place, gone=change.kind is Kind.REMOVED)


def field_place(field: FieldChange, change: Change) -> str:
    """Where a changed field stands that has a line of its own, as those of a TOML file have; "" for one on the line of its record."""
    gone = field.new is None and field.old is not None
    if _whole(change) or (field.place.line == change.place.line and not gone):
        return ""
    return _place(field.place, gone=gone)


def _whole(change: Change) -> bool:
    """Whether a record came or went as a whole, so that its fields need not say so."""
    return change.kind in (Kind.ADDED, Kind.REMOVED)


def _place(place: Place, *, gone: bool) -> str:
    name = place.path.rpartition("/")[2]
    return f"{'改前 ' if gone else ''}{name}:{place.line}" if place.line else ""


def field_text(field: FieldChange, change: Change, unit: str) -> str:
    """A field that changed, amounts with their difference: 预算数 30 → 40 万元（+10）."""
    if field.old is None and field.new is None:
        return f"{field.title}变了"
    said = f" {unit}" if field.money and unit else ""
    if field.old is None:
        return f"{'' if _whole(change) else '新增'}{field.title} {field.new or NOTHING}{said if field.new else ''}"
    if field.new is None:
        return f"{'' if _whole(change) else '删去'}{field.title} {field.old or NOTHING}{said if field.old else ''}"
    return f"{field.title} {field.old or NOTHING} → {field.new or NOTHING}{said}{difference(field)}"


def difference(field: FieldChange) -> str:
    """How much an amount rose or fell, in brackets with its sign; "" for what is no amount."""
    try:
        if not field.money or not field.old or not field.new:
            return ""
        moved = Decimal(field.new) - Decimal(field.old)
    except InvalidOperation:
        return ""
    return f"（{signed(moved, 6)}）"


def finding_text(finding: Finding, diff: Diff) -> str:
    """A finding on one line: its severity and code, where it is, what it says."""
    place = str(finding.places[0]) if finding.places else ""
    for target in (diff.target, diff.old_target):
        place = place.removeprefix(f"{target.folder}/")
    own = "（由这次改动自己豁免）" if finding in diff.findings.waived else "（已豁免）" if finding.waived else ""
    kind = f"{finding.severity.value} {finding.code}{own}"
    return f"{kind}{f' {place}' if place else ''}：{finding.message}"


def remedy(finding: Finding) -> str:
    """How to mend it; of what is waived the reason, the office and how long it holds."""
    if finding.waived:
        return f"豁免：{waiver(finding.waived)}"
    return f"怎么改：{finding.hint}" if finding.hint else ""


#: What is said above findings that could not be looked for before, and beside one that the change waives.
UNSEEN = "改前没有查到的（改前的数据读不出来，当时查不了），不算新出现"
LIFTED = "改前就有，由这次改动豁免"


def because(finding: Finding, diff: Diff) -> str:
    """What a finding that appeared follows from; a cause that stood before did not make it appear by itself, and is told as such."""
    its = diff.findings.causes.get(finding, ())
    new = [cause for cause in its if cause in diff.findings.appeared]
    return consequence(new) if new else f"可能{consequence(its)}，那条改前就有" if its else ""


def beside(found: Folded) -> Iterator[str]:
    """What else a rule says of the place of a finding, below one line that counts it."""
    if found.beside:
        yield f"同一处还有 {len(found.beside)} 条 {found.finding.code}："
        yield from (f"  {finding.message}" for finding in found.beside)


def below(found: Folded, diff: Diff, limit: int = 0) -> Iterator[str]:
    """What follows from a finding, below one line that counts it; not more than ``limit`` of one rule, where that is given."""
    if not found.below:
        return
    yield f"由此引起的 {len(found.below)} 条（先改正上面的{'；--full 逐条列全' if limit else ''}）："
    for code in dict.fromkeys(finding.code for finding in found.below):
        same = [finding for finding in found.below if finding.code == code]
        yield from (f"  {cut(finding_text(finding, diff), _CUT if limit else 0)}" for finding in same[: limit or None])
        if limit and len(same) > limit:
            yield f"  另有 {len(same) - limit} 条 {code}"


def others_text(diff: Diff) -> str:
    """Whose documents rest on the same changed files, for somebody who looks at one department only; "" where none do."""
    shared = any(file.role != OWN for file in diff.files)
    if not diff.others:
        return ""
    names = "、".join(str(target) for target in diff.others[:8]) + ("等" if len(diff.others) > 8 else "")
    why = "共用的文件有改动，" if shared else ""
    return f"{why}改动还牵涉另外 {len(diff.others)} 个部门年度：{names}（用 gongkai diff --all 看各自的影响）"


def last_text(diff: Diff) -> str:
    """What the contents of a new year are held against; "" for a year that is not new, or the first."""
    return f"改前没有 {diff.target.year} 年；以下是与 {diff.last.old_target.year} 年比" if diff.last else ""


def labels(names: Sequence[str], limit: int) -> str:
    """Several labels told together."""
    shown = [name for name in names if name]
    return "、".join(shown[:limit]) + (f"等 {len(shown)} 处" if len(shown) > limit else "")


def cut(text: str, limit: int) -> str:
    """``text`` no longer than ``limit``; 0 = as long as it is."""
    return text if not limit or len(text) <= limit else text[: limit - 1] + "…"


def sections(diff: Diff) -> Iterator[tuple[str, list[FileChange]]]:
    """The changed files, the department's own first (those of a new year beside last year's), then what it shares with others."""
    own = [file for file in diff.told.files if file.role == OWN]
    if own:
        yield "数据", own
    yield from shared(diff)


def shared(diff: Diff) -> Iterator[tuple[str, list[FileChange]]]:
    """The changed files that a department shares with others."""
    found = [file for file in diff.files if file.role != OWN]
    if found:
        yield "共用的文件", found


def shortened(found: Sequence[Mark]) -> Iterator[tuple[str, str, bool]]:
    """Both sides of a text in stretches (old, new, whether they differ), with only a little of what stays around what changed."""
    for index, mark in enumerate(found):
        if mark.changed:
            yield _stretch(mark.old), _stretch(mark.new), True
        else:
            text = _around(mark.new, first=index == 0, last=index == len(found) - 1)
            yield text, text, False


def _stretch(text: str) -> str:
    """A stretch that changed, cut where it is long."""
    return text if len(text) <= _STRETCH else f"{text[:_BEGIN]}…{text[-_TAIL:]}"


def _around(text: str, *, first: bool, last: bool) -> str:
    """What stays of a text, cut to what stands next to a change."""
    if len(text) <= 2 * _AROUND + 1:
        return text
    head, tail = text[:_AROUND], text[-_AROUND:]
    return f"…{tail}" if first else f"{head}…" if last else f"{head}…{tail}"
