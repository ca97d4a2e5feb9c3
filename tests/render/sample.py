"""A made-up document with every kind of block, for the tests of the formats. It says nothing of a real department."""

from __future__ import annotations

from pathlib import Path

from gen.document import (
    Align,
    Block,
    Cell,
    DataText,
    Document,
    Emphasis,
    FigureRef,
    Grid,
    Heading,
    Inline,
    LineBreak,
    ListBlock,
    Orientation,
    PageBreak,
    Paragraph,
    Section,
    Table,
    TableOfContents,
    Text,
)
from gen.findings import Place

ROOT = Path(__file__).resolve().parents[2]
#: A style sheet of the tests' own, so that none of them stands on an edition of the project.
STYLE = ROOT / "tests/render/style.toml"
HERE = Place("data/sample/2022/texts.toml", 3, 8)

HOSTILE = (
    "<script>alert(1)</script>",
    "{{7*7}}{% for x in y %}",
    "R&D &amp; &lt;b&gt;",
    "]]></w:t><!-- x -->",
    "\"quoted\" 'single'",
    "\\begin{x} $x$ #panic() @ref //",
    "=cmd|' /C calc'!A0",
)
SENTENCE = "贯彻落实上级部署的各项工作任务，做好本辖区内的登记、审核、支付和服务管理工作，接受群众监督；"


def text(value: str) -> tuple[Inline, ...]:
    return (Text(value),)


def heading(level: int, value: str, anchor: str, *, listed: bool = True) -> Heading:
    return Heading(level=level, inlines=text(value), anchor=anchor, listed=listed)


def cell(
    row: int, column: int, value: str, *, align: Align = Align.LEFT, indent: int = 0, header: bool = False, rows: int = 1, columns: int = 1
) -> Cell:
    return Cell(row=row, column=column, rowspan=rows, colspan=columns, inlines=text(value), align=align, indent=indent, header=header)


def head(row: int, column: int, value: str, rows: int = 1, columns: int = 1) -> Cell:
    return cell(row, column, value, align=Align.CENTER, header=True, rows=rows, columns=columns)


def number(row: int, column: int, value: str, figure: str) -> Cell:
    return Cell(row=row, column=column, inlines=(FigureRef(value, figure),), align=Align.RIGHT)


def summary_table() -> Table:
    """Two sides, a head of two rows with spans both ways."""
    cells = [
        head(0, 0, "收入", columns=2),
        head(0, 2, "支出", columns=2),
        head(1, 0, "项目"),
        head(1, 1, "预算数"),
        head(1, 2, "项目"),
        head(1, 3, "预算数"),
    ]
    for row in range(2, 9):
        cells += [
            cell(row, 0, f"第{row - 1}项收入", indent=(row % 3)),
            number(row, 1, f"{row * 1234:,}", f"income.{row}"),
            cell(row, 2, f"第{row - 1}类支出", indent=1 if row > 2 else 0),
            number(row, 3, f"{row * 1234:,}", f"expense.{row}"),
        ]
    return Table(id="t1", caption="表1 收支总表", grid=Grid(rows=9, columns=4, cells=tuple(cells)), widths=(35, 15, 35, 15), head_rows=2)


def wide_table(rows: int = 60) -> Table:
    """Fifteen columns over several landscape pages, with a head of three levels and row labels that span rows."""
    cells = [head(0, column, value, rows=3) for column, value in enumerate(("科目编码", "科目名称", "合计"))]
    cells += [head(0, 3, "本年", columns=8), head(0, 11, "上年", columns=4)]
    cells += [
        head(1, 3, "基本支出", columns=4),
        head(1, 7, "项目支出", columns=4),
        head(1, 11, "基本", columns=2),
        head(1, 13, "项目", columns=2),
    ]
    cells += [head(2, column, f"第{column - 2}列") for column in range(3, 15)]
    for row in range(3, rows + 3):
        if row % 4 == 3:
            cells.append(cell(row, 0, f"2080{row}", rows=min(4, rows + 3 - row)))
        cells.append(cell(row, 1, f"明细科目{row - 2}", indent=row % 3))
        cells += [number(row, column, f"{row * column * 7:,}", f"wide.{row}.{column}") for column in range(2, 15)]
    cells.sort(key=lambda one: (one.row, one.column))
    widths = (9, 14, *([7] * 13))
    return Table(id="t2", caption="表2 明细表", grid=Grid(rows=rows + 3, columns=15, cells=tuple(cells)), widths=widths, head_rows=3)


def long_table(rows: int = 70) -> Table:
    """A portrait table over pages, with rows that should stay together and long text in cells."""
    cells = [head(0, 0, "项目"), head(0, 1, "说明"), head(0, 2, "金额")]
    for row in range(1, rows + 1):
        note = SENTENCE if row % 9 == 0 else "一般说明"
        cells += [cell(row, 0, f"项目{row}"), cell(row, 1, note), number(row, 2, f"{row}.30", f"long.{row}")]
    return Table(
        id="t3",
        caption="表3 项目表",
        grid=Grid(rows=rows + 1, columns=3, cells=tuple(cells)),
        widths=(30, 50, 20),
        head_rows=1,
        kept=((20, 24), (40, 41)),
    )


def form_table() -> Table:
    """A form: labelled cells, no repeated head."""
    cells = [head(0, 0, "部门名称"), cell(0, 1, "示例局", columns=3), head(1, 0, "年度目标", rows=2), cell(1, 1, SENTENCE, columns=3)]
    cells += [
        head(2, 1, "指标"),
        head(2, 2, "目标值"),
        head(2, 3, "单位"),
        head(3, 0, "产出"),
        cell(3, 1, "完成率"),
        cell(3, 2, "≥95"),
        cell(3, 3, "%"),
    ]
    return Table(id="t4", caption="绩效目标表", grid=Grid(rows=4, columns=4, cells=tuple(cells)), widths=(20, 40, 20, 20), head_rows=0)


def unit_line() -> Paragraph:
    return Paragraph(inlines=(Text("部门名称：示例局"), LineBreak(), Text("单位：万元")), style="unit-line")


def titled(table: Table) -> tuple[Block, ...]:
    title = Heading(level=2, inlines=tuple(_broken(table.caption)), anchor=f"title-{table.id}")
    return (
        title,
        unit_line(),
        table,
        Paragraph(inlines=(Emphasis(text("注：")), Text("本套报表金额单位转换时可能存在尾数误差。")), style="note"),
    )


def _broken(caption: str) -> list[Inline]:
    first, _, rest = caption.partition(" ")
    return [Text(first), LineBreak(), Text(rest)] if rest else [Text(caption)]


def prose(paragraphs: int) -> tuple[Block, ...]:
    return tuple(Paragraph(inlines=(DataText(f"第{number}段，" + SENTENCE * 4, HERE),)) for number in range(1, paragraphs + 1))


def document(*, watermark: str = "") -> Document:
    front = Section(
        blocks=(
            Paragraph(inlines=(Text("示例局"), LineBreak(), Text("2022年部门预算")), style="title"),
            PageBreak(),
            Paragraph(inlines=text("目录"), style="title"),
            TableOfContents(depth=2),
        )
    )
    changes = (
        Text("2022年预算收入"),
        FigureRef("8,367", "income"),
        Text("万元，比2021年增加"),
        FigureRef("572", "change"),
        Text("万元，增长"),
        FigureRef("7.3%", "rate"),
        Text("，A4纸与GB/T 9704的要求一致。"),
    )
    body = Section(
        blocks=(
            heading(1, "第一部分　部门概况", "part-1"),
            heading(2, "一、部门职责", "duties"),
            *prose(12),
            heading(3, "（一）主要职能", "functions"),
            ListBlock(items=(text("1．做好登记工作；"), (Text("2．"), DataText("做好审核工作。", HERE)))),
            heading(2, "二、收支变化", "changes"),
            Paragraph(inlines=changes),
            Paragraph(inlines=(Emphasis(text("（一）人员支出。")), Text("按规定安排。"), LineBreak(), Text("另起一行。"))),
            heading(2, "三、特殊字符", "hostile"),
            *(Paragraph(inlines=(DataText(value, HERE),)) for value in HOSTILE),
            heading(2, "四、部分采购情况", "small"),
            Paragraph(inlines=text("见下表。")),
            form_table(),
            heading(2, "不入目录的标题", "hidden", listed=False),
            Paragraph(inlines=text("结束。")),
        )
    )
    tables = Section(
        blocks=(heading(1, "第二部分　部门预算表", "part-2"), PageBreak(), *titled(summary_table()), PageBreak(), *titled(long_table()))
    )
    wide = Section(blocks=titled(wide_table()), orientation=Orientation.LANDSCAPE)
    hostile_cells = tuple(cell(row, 0, value) for row, value in enumerate(HOSTILE))
    last = Table(id="t5", caption="表5 特殊字符", grid=Grid(rows=len(HOSTILE), columns=1, cells=hostile_cells), widths=(1,), head_rows=0)
    wide_again = Section(blocks=titled(last), orientation=Orientation.LANDSCAPE)
    end = Section(blocks=(heading(1, "第三部分　名词解释", "part-3"), *prose(2)))
    return Document(
        title="示例局2022年部门预算", author="示例局", sections=(front, body, tables, wide, wide_again, end), watermark=watermark
    )
