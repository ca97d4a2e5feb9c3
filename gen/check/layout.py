"""Tables and sections as printed (表和各部分): what a form must have beside its figures, and notes that must fit them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from gen.amount import Amount, display, round_half_up
from gen.check.rule import Case, Fault, check
from gen.check.tell import named
from gen.compose.tablespec import TableSpec
from gen.derive.pivot import DataSide
from gen.document import FigureRef, Heading, Paragraph, Table, leaves, plain, texts
from gen.findings import Severity
from gen.read.files import BUDGET

_OPEN = "财政预决算领域基层政务公开标准目录"
#: A note that says that its table is empty.
_EMPTY = re.compile("空表|无发生额|(?:无|没有)(?:此项|该项|这项|相关)?(?:支出|收入|数据|安排|预算|内容|发生)")
#: What names the unit of money.
_UNIT = re.compile("单位[:：]?(?:人民币)?(?:万元|元)|[（(](?:万元|元)[）)]")
#: A note that says why rounded parts do not come to their whole.
_ROUNDED = re.compile("尾差|四舍五入")
#: The tables of a department's budget, and how their titles say so (收支总表, 收支预算总表, 收支总体情况表 …).
_STATUTORY = {
    "收支总表": re.compile("(?<!拨款)收支(?:预算)?总"),
    "收入总表": re.compile("收入(?:预算)?总"),
    "支出总表": re.compile("(?<!基本)(?<!项目)支出(?:预算)?总"),
    "财政拨款收支总表": re.compile("拨款(?:预算)?收支"),
    "一般公共预算支出表": re.compile("一般公共预算(?:财政拨款)?支出"),
    "基本支出表": re.compile("基本支出"),
    "“三公”经费支出表": re.compile("三公"),
    "政府性基金预算支出表": re.compile("政府性基金"),
    "国有资本经营预算支出表": re.compile("国有资本经营"),
}
#: What the text of a department's budget must speak of.
_MATTERS = ("三公", "机关运行经费", "政府采购", "国有资产", "名词解释")


@check(
    "TBL-01",
    "没有数据的表写明是空表",
    basis=f"{_OPEN}（没有数据的表格列出空表并说明）",
    compares="没有任何明细的表，与版式有没有写 empty_note",
    fix='在版式的这张表写 empty_note，如 empty_note = "注：本表本年无发生额。"',
)
def empty_tables_noted(case: Case) -> Iterator[Fault]:
    """A table of figures without a single line behind it prints a note that says so."""
    for table, sides in _tables(case) if case.model.ledger else ():
        if not table.empty_note and not _filled(sides):
            hint = '在版式的这张表写 empty_note，如 empty_note = "注：本表本年无发生额。"'
            yield Fault(f"{table.id}没有数据，也没有说明", (table.place,), hint)


@check(
    "TBL-02",
    "有数据的表不说是空表",
    basis=f"{_OPEN}（没有数据的表格列出空表并说明）",
    compares="有明细的表下面印的说明，与“空表”“无发生额”“没有此项支出”等说法",
    fix="这样的说明写在版式的 empty_note：没有数据时才印；从 notes 里去掉",
)
def full_tables_not_called_empty(case: Case) -> Iterator[Fault]:
    """No note printed below a table that holds lines says that there are none."""
    for table, sides in _tables(case):
        for note in table.notes if _filled(sides) else ():
            if match := _EMPTY.search(note):
                message = f"{table.id}有数据，说明却写着“{match[0]}”"
                yield Fault(message, (table.place,), "写在 empty_note，没有数据时才印；从 notes 里去掉")


@check(
    "TBL-03",
    "有金额的表写明金额单位",
    compares="印金额的表，与它的单位行、列标题和格里有没有写“元”或“万元”",
    fix='在版式的这张表写 unit_line，如 unit_line = ["单位：万元"]，或者写在列标题里',
)
def units_named(case: Case) -> Iterator[Fault]:
    """Every table that prints amounts names their unit above it or in one of its cells."""
    if case.edition is None or case.composed is None:
        return
    printed = [block for block in case.composed.document.blocks() if isinstance(block, Table)]
    for spec in case.edition.tables.values():
        for table in (table for table in printed if table.place == spec.place):
            printed_ids = [leaf.figure for inlines in texts(table) for leaf in leaves(inlines) if isinstance(leaf, FigureRef)]
            figures = [case.composed.figures[id] for id in printed_ids]
            words = [*spec.unit_line, *(plain(cell.inlines) for cell in table.grid.cells)]
            if any(isinstance(figure.value, Amount) for figure in figures) and not any(_UNIT.search(word) for word in words):
                hint = f'在版式的这张表写 unit_line = ["单位：{spec.display.unit}"]，或者写在列标题里'
                yield Fault(f"{spec.id}没有写金额单位", (spec.place,), hint)
                break


@check(
    "TBL-04",
    "占比合计为 100%，或者说明尾差",
    severity=Severity.WARNING,
    compares="占比栏印出来的各明细行之和，与 100%；只比印出来的数，准确数总是合计 100%",
    fix="增加小数位，或者在版式的 notes 里说明：各项占比因四舍五入，合计与 100% 略有尾差",
)
def shares_make_the_whole(case: Case) -> Iterator[Fault]:
    """The printed shares of the rows of a side come to 100 %, or a note below the table says why they do not."""
    if case.edition is None or case.composed is None:
        return
    for table in case.edition.tables.values():
        if any(_ROUNDED.search(note) for note in table.notes):
            continue
        for side in case.composed.tables.get(table.id, ()):
            for index, column in enumerate(side.spec.columns):
                if not column.share:
                    continue
                places = table.display.places if column.places is None else column.places
                cells = [row.cells[index] for row in (*side.rows, *side.foot) if row.leaf and not row.block.total]
                shares = [Fraction(cell.figure.value) * 100 for cell in cells if cell and not isinstance(cell.figure.value, Amount)]
                shown = sum((Fraction(round_half_up(share, places)) for share in shares), Fraction(0))
                if sum(shares, Fraction(0)) == 100 and shown != 100:
                    head = named("".join(column.head), case.model)
                    message = f"{table.id}“{head}”各行印出来合计 {display(shown, places)}%，不是 100%，也没有说明尾差"
                    yield Fault(message, (table.place,), "增加小数位，或者在 notes 里说明：各项占比因四舍五入，合计略有尾差")


@check(
    "TBL-05",
    "部门预算的表齐全",
    severity=Severity.WARNING,
    basis=f"{_OPEN}（部门预算公开的表）",
    compares="部门预算各表的标题，与应当公开的九张表（收支、收入、支出、财政拨款收支、一般公共预算、基本支出、“三公”经费、政府性基金、国有资本经营）",
    fix="在版式里补上缺的表，没有数据的照列空表；当年的官方表样没有这张表的保留这条警告",
)
def statutory_tables_present(case: Case) -> Iterator[Fault]:
    """A department's budget has each table that is to be published, under a title that names it."""
    if case.edition is None or case.composed is None or case.model.document != BUDGET:
        return
    titles = [table.title for table in case.edition.tables.values() if table.id in case.composed.tables]
    missing = [name for name, pattern in _STATUTORY.items() if not any(pattern.search(title) for title in titles)]
    if missing:
        hint = "在版式里补上，没有数据的照列空表；当年的官方表样没有的保留这条警告"
        yield Fault(f"没有这些表：{'、'.join(missing)}", (case.model.texts.edition.place,), hint)


@check(
    "TBL-06",
    "部门预算说明的各部分齐全",
    severity=Severity.WARNING,
    basis=f"预算法第十四条；{_OPEN}",
    compares="部门预算的标题和正文，与应当说明的事项（“三公”经费、机关运行经费、政府采购、国有资产、名词解释）",
    fix="在版式的正文里补上这一部分；没有发生的写明没有",
)
def matters_spoken_of(case: Case) -> Iterator[Fault]:
    """The headings and paragraphs of a department's budget speak of every matter that is to be explained."""
    if case.composed is None or case.model.document != BUDGET:
        return
    blocks = [block for block in case.composed.document.blocks() if isinstance(block, Heading | Paragraph)]
    said = "\n".join(plain(inlines) for block in blocks for inlines in texts(block))
    missing = [matter for matter in _MATTERS if matter not in said]
    if missing:
        yield Fault(f"没有说到：{'、'.join(missing)}", (case.model.texts.edition.place,), "在版式的正文里补上；没有发生的写明没有")


def _tables(case: Case) -> Iterator[tuple[TableSpec, tuple[DataSide, ...]]]:
    """The tables that are pivots, printed once each, with their sides; a form has its own ways of being empty."""
    if case.composed is None or case.edition is None:
        return
    repeated = {part.table for part in case.edition.parts if part.each}
    for name, table in case.edition.tables.items():
        sides = case.composed.tables.get(table.id, ())
        if sides and table.sides and name not in repeated:
            yield table, sides


def _filled(sides: tuple[DataSide, ...]) -> bool:
    return any(cell.lines for side in sides for row in side.rows for cell in row.cells if cell)
