"""The text dump, block by block."""

from __future__ import annotations

from gen.document import (
    DataText,
    Document,
    Emphasis,
    FigureRef,
    Grid,
    Heading,
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
from gen.render.text import dump
from tests.render.sample import HERE, cell, head, number

TABLE = Table(
    id="t1",
    caption="表1 收支总表",
    grid=Grid(
        rows=4,
        columns=3,
        cells=(
            head(0, 0, "项目", rows=2),
            head(0, 1, "金额", columns=2),
            head(1, 1, "本年"),
            head(1, 2, "上年"),
            cell(2, 0, "甲|乙", indent=1),
            number(2, 1, "8,367", "total"),
            cell(2, 2, ""),
            cell(3, 0, "合并", columns=3),
        ),
    ),
    widths=(1, 1, 1),
    head_rows=2,
)
DOCUMENT = Document(
    title="标题",
    author="作者",
    watermark="草稿",
    sections=(
        Section(
            blocks=(
                TableOfContents(depth=2),
                Heading(level=1, inlines=(Text("第一部分"), LineBreak(), Text("概况")), anchor="p1"),
                PageBreak(),
                Heading(level=2, inlines=(Text("一、"), DataText("职责", HERE)), anchor="h1"),
                Heading(level=3, inlines=(Text("（一）"),), anchor="h2", listed=False),
                Paragraph(inlines=(Emphasis((Text("注："),)), Text("收入"), FigureRef("572", "change.total"), Text("万元"))),
                ListBlock(items=((Text("1．甲"),), (Text("2．乙"),))),
            )
        ),
        Section(
            blocks=(Paragraph(inlines=(Text("部门"), LineBreak(), Text("单位：万元")), style="unit-line"), TABLE),
            orientation=Orientation.LANDSCAPE,
        ),
    ),
)
GOLDEN = """\
标题 标题
作者 作者
水印 草稿

==== portrait
目录 depth=2
  第一部分 概况
    一、职责
# 第一部分⏎概况 [p1]
---- 分页
## 一、职责 [h1]
### （一） [h2 不入目录]
¶ 注：收入572万元
- 1．甲
- 2．乙

==== landscape
¶ [unit-line] 部门⏎单位：万元
▦ 表1 收支总表 [t1] 4×3
‖ 项目 | 金额 | ←
‖ ↑ | 本年 | 上年
| 　甲\\|乙 | 8,367 |
| 合并 | ← | ←
"""


def test_every_kind_of_block() -> None:
    assert dump(DOCUMENT) == GOLDEN


def test_figures_with_their_ids() -> None:
    marked = dump(DOCUMENT, figures=True)
    assert "¶ {注：}收入⟦572⟧(change.total)万元\n" in marked
    assert "| 　甲\\|乙 | ⟦8,367⟧(total) |\n" in marked
    assert len(marked.splitlines()) == len(GOLDEN.splitlines())
