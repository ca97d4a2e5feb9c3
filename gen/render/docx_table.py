"""A table as one string of WordprocessingML: spans as gridSpan and vMerge, heads repeated, no row split."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from gen.document import Cell, Table
from gen.render import roles
from gen.render.docx_xml import DENSE, STYLE_IDS, attribute, runs, twips
from gen.render.style import StyleSheet


def table(block: Table, style: StyleSheet, width: int, *, new_page: bool) -> str:
    """The ``w:tbl`` of a table that is ``width`` twips wide; ``new_page`` puts a page break before it."""
    widths = column_widths(block.widths, width)
    look = (
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        if block.head_rows
        else '<w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )
    parts = [
        f'<w:tbl><w:tblPr><w:tblStyle w:val="BudgetTable"/><w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{look}'
        f"<w:tblCaption w:val={attribute(block.caption)}/></w:tblPr><w:tblGrid>",
        "".join(f'<w:gridCol w:w="{one}"/>' for one in widths),
        "</w:tblGrid>",
    ]
    kept, tall = roles.kept_rows(block, style), roles.tall_rows(block, style)
    # LibreOffice keeps a table with the next one only where its rows may split.
    free = tall | ({block.grid.rows - 1} if roles.keeps_next(block) else set())
    for row, slots in enumerate(_slots(block)):
        head = "<w:tblHeader/>" if row < block.head_rows else ""
        whole = "" if row in free else "<w:cantSplit/>"
        parts.append(f"<w:tr><w:trPr>{whole}{head}</w:trPr>")
        for cell, first_row in slots:
            extra = "<w:keepNext/>" if row in kept or row < block.head_rows else ""
            if new_page and row == 0 and cell.column == 0:
                extra += "<w:pageBreakBefore/>"
            parts.append(_cell(cell, first_row, block, style, sum(widths[cell.column : cell.column + cell.colspan]), extra))
        parts.append("</w:tr>")
    parts.append("</w:tbl>")
    return "".join(parts)


def column_widths(shares: tuple[int, ...], width: int) -> tuple[int, ...]:
    """Column widths in twips, in the proportion of ``shares``, that add up to ``width`` exactly."""
    whole, edges, sofar = sum(shares), [0], 0
    for share in shares:
        sofar += share
        edges.append(width * sofar // whole)
    return tuple(right - left for left, right in pairwise(edges))


def _slots(block: Table) -> Iterator[list[tuple[Cell, bool]]]:
    """The cells that stand in each row, from left to right, and whether the row is their first."""
    rows: list[list[tuple[Cell, bool]]] = [[] for _ in range(block.grid.rows)]
    for cell in block.grid.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            rows[row].append((cell, row == cell.row))
    for row_cells in rows:
        yield sorted(row_cells, key=lambda slot: slot[0].column)


def _cell(cell: Cell, first_row: bool, block: Table, style: StyleSheet, width: int, extra: str) -> str:
    name = roles.cell_style(cell)
    dense = roles.is_dense(block, style)
    span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    if cell.rowspan > 1:
        span += '<w:vMerge w:val="restart"/>' if first_row else "<w:vMerge/>"
    opened = "".join(f'<w:{side} w:val="nil"/>' for side, true in (("top", cell.open_above), ("bottom", cell.open_below)) if true)
    span += f"<w:tcBorders>{opened}</w:tcBorders>" if opened else ""
    size = style.table.dense_size if dense else style.text[name].size
    indent = f'<w:ind w:left="{twips(size * cell.indent)}" w:firstLine="0"/>' if cell.indent else ""
    content = runs(cell.inlines, style.text[name]) if first_row else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{STYLE_IDS[name]}{DENSE if dense else ""}"/>{extra}{indent}<w:jc w:val="{cell.align.value}"/></w:pPr>'
        f"{content}</w:p></w:tc>"
    )
