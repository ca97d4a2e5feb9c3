"""Fitting tables (列宽): every number stands on one line inside its cell, at the cost of the labels beside it.

Digits of the fonts used are half as wide as the size of the type; a comma, a point and a sign are taken as wide as that too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from gen.document import Align, Block, Document, FigureRef, Orientation, Section, Table, leaves, plain
from gen.findings import Finding, Place, error
from gen.render.roles import is_dense
from gen.render.style import StyleSheet

_POINTS_PER_MM = Decimal(72) / Decimal("25.4")
#: What the rules beside a cell and rounding of widths may take, in points.
_MARGIN = Decimal(1)
#: The least share of its own width that a column of labels keeps.
_LEAST = Decimal("0.4")


def fit(document: Document, style: StyleSheet) -> tuple[Document, tuple[Finding, ...]]:
    """The document with columns as wide as their widest number needs; a finding for each table in which that cannot be had."""
    findings: list[Finding] = []
    sections = tuple(
        replace(section, blocks=tuple(_fitted(block, section, style, findings) for block in section.blocks))
        for section in document.sections
    )
    return replace(document, sections=sections), tuple(findings)


def _fitted(block: Block, section: Section, style: StyleSheet, findings: list[Finding]) -> Block:
    if not isinstance(block, Table):
        return block
    room = style.page.text_width if section.orientation is Orientation.PORTRAIT else style.page.text_height
    whole = Decimal(room) * _POINTS_PER_MM
    total = sum(block.widths)
    widths = [whole * width / total for width in block.widths]
    needed = _needed(block, style)
    if all(width >= need for width, need in zip(widths, needed, strict=True)):
        return block
    lacking = [max(need - width, Decimal(0)) for width, need in zip(widths, needed, strict=True)]
    spare = [max(width - (need or width * _LEAST), Decimal(0)) for width, need in zip(widths, needed, strict=True)]
    missing, have = sum(lacking, Decimal(0)), sum(spare, Decimal(0))
    if missing > have:
        widest = max(_numbers(block), key=len, default="")
        place = block.place or Place("")
        hint = "在版式里把这张表改为横排、减少列数，或改用更大的单位（如亿元）"
        findings.append(error("FIT-01", f"“{block.caption}”放不下这么宽的数（如 {widest}），会与邻格重叠", place, hint=hint))
        return block
    fitted = [width + lack - extra * missing / have for width, lack, extra in zip(widths, lacking, spare, strict=True)]
    return replace(block, widths=tuple(int(width * 100) for width in fitted))


def _needed(table: Table, style: StyleSheet) -> list[Decimal]:
    """The width in points that the numbers of each column need; 0 for a column without numbers."""
    size = Decimal(style.table.dense_size if is_dense(table, style) else style.text["cell"].size)
    around = 2 * Decimal(style.table.padding_x) + _MARGIN
    needed = [Decimal(0)] * table.grid.columns
    for cell in table.grid.cells:
        if cell.colspan == 1 and cell.align is Align.RIGHT and cell.inlines:
            needed[cell.column] = max(needed[cell.column], len(plain(cell.inlines)) * size / 2 + around)
    return needed


def _numbers(table: Table) -> Iterator[str]:
    for cell in table.grid.cells:
        yield from (leaf.text for leaf in leaves(cell.inlines) if isinstance(leaf, FigureRef))
