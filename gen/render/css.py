"""The style sheet as CSS: all looks of the HTML, and so of the PDF, in classes and page rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from gen.render.style import Page, StyleSheet, TextStyle


def family(role: str) -> str:
    """The family name of a role: our own, since an installed font of the same name would win over ours."""
    return f"gongkai-{role}"


def stylesheet(style: StyleSheet, faces: Mapping[str, str], *, justified: bool) -> str:
    """The CSS of a document. ``faces``: role -> URL of its font; ``justified``: whether the engine can stretch lines of Chinese."""
    rules = [
        *_faces(faces),
        *_pages(style),
        *_reset(style),
        *_texts(style, justified),
        *_tables(style),
        *_extras(style),
    ]
    return "\n".join(rules)


def _faces(faces: Mapping[str, str]) -> Iterator[str]:
    for role, url in faces.items():
        yield f'@font-face {{ font-family: "{family(role)}"; src: url("{url}"); }}'


def _pages(style: StyleSheet) -> Iterator[str]:
    page, number = style.page, style.text["page-number"]
    look = f"{_type(number)}; vertical-align: top; white-space: nowrap"
    yield f'@page {{ font-family: "{family(number.font)}"; }}'
    yield (
        f"@page portrait {{ size: {page.width}mm {page.height}mm; "
        f"margin: {page.top}mm {page.right}mm {page.bottom}mm {page.left}mm; {_number('bottom-right', 'right', look, page)} }}"
    )
    yield f"@page portrait:left {{ @bottom-right {{ content: none }} {_number('bottom-left', 'left', look, page)} }}"
    # A landscape page is a portrait page turned to the right: its top is the binding edge, and the page number stands where
    # portrait pages have it, turned with the page. A square box turned about its centre covers itself (its height is without its padding).
    turned = f"{look}; transform: rotate(90deg); height: {page.bottom - page.number_gap}mm"
    yield (
        f"@page landscape {{ size: {page.height}mm {page.width}mm; "
        f"margin: {page.left}mm {page.top}mm {page.right}mm {page.bottom}mm; {_number('left-bottom', 'right', turned, page)} }}"
    )
    yield f"@page landscape:left {{ @left-bottom {{ content: none }} {_number('left-top', 'left', turned, page)} }}"


def _number(box: str, side: str, look: str, page: Page) -> str:
    """Page number "— 1 —", one character in from the side it stands on."""
    padding = f"{page.number_gap}mm 1em 0 0" if side == "right" else f"{page.number_gap}mm 0 0 1em"
    return f'@{box} {{ content: "— " counter(page) " —"; {look}; text-align: {side}; padding: {padding}; }}'


def _reset(style: StyleSheet) -> Iterator[str]:
    body = style.text["body"]
    yield f"html {{ {_type(body)}; font-variant-ligatures: none; {grid_line(style.page)}; }}"
    yield "body, section, p, h1, h2, h3, table { margin: 0; padding: 0; }"
    yield "h1, h2, h3, th, em { font-weight: normal; font-style: normal; }"
    yield "section { break-before: page; }"
    yield "section.portrait { page: portrait; } section.landscape { page: landscape; }"
    yield ".new-page { break-before: page; } .kept { break-after: avoid; }"
    yield "p { orphans: 2; widows: 2; }"
    yield "h1 { bookmark-level: 1; } h2 { bookmark-level: 2; } h3 { bookmark-level: 3; }"
    yield "h1, h2, h3 { bookmark-label: attr(data-label); } .unlisted { bookmark-level: none; }"
    yield "table[data-label] { bookmark-level: 3; bookmark-label: attr(data-label); }"


def grid_line(page: Page) -> str:
    """Line height and letter spacing that put exactly ``lines`` of ``characters`` on the type area."""
    return f"line-height: calc({page.text_height}mm / {page.lines})"


def _texts(style: StyleSheet, justified: bool) -> Iterator[str]:
    for name, look in style.text.items():
        yield f".{name} {{ {'; '.join(_text(name, look, style, justified))}; }}"
        if look.emphasis != look.font:
            yield f'.{name} em {{ font-family: "{family(look.emphasis)}"; }}'


def _text(name: str, look: TextStyle, style: StyleSheet, justified: bool) -> Iterator[str]:
    page = style.page
    on_grid = look.leading is None and look.size == style.text["body"].size
    yield _type(look)
    if look.leading is None:
        yield grid_line(page)
    if on_grid:
        # A hair less than an exact fill, so that rounding never throws the last character onto the next line.
        yield f"letter-spacing: calc(({page.text_width}mm - {page.characters} * {look.size}pt) / {page.characters} - .001pt)"
    yield f"text-align: {'left' if look.align == 'justify' and not justified else look.align}"
    if look.indent and not name.startswith("contents"):
        yield f"text-indent: {f'calc({page.text_width}mm / {page.characters} * {look.indent})' if on_grid else f'{look.indent}em'}"
    # A contents line is moved in as a whole, or its leader dots would run past the right edge.
    left = f"{look.indent}em" if name.startswith("contents") else "0"
    yield f"margin: {look.before}pt 0 {look.after}pt {left}"


def _type(look: TextStyle) -> str:
    leading = "" if look.leading is None else f"; line-height: {look.leading}pt"
    return f'font-family: "{family(look.font)}"; font-size: {look.size}pt{leading}'


def _tables(style: StyleSheet) -> Iterator[str]:
    table, look = style.table, style.text["cell"]
    # Fixed layout and the collapsed border are also what WeasyPrint lays out fastest.
    yield f"table {{ table-layout: fixed; border-collapse: collapse; width: 100%; {_type(look)}; margin-bottom: 6pt; break-before: avoid; }}"
    yield f"td, th {{ border: {table.border}pt solid #000; padding: {table.padding_y}pt {table.padding_x}pt; vertical-align: middle; }}"
    yield f"table.goes-on {{ margin-bottom: 0; }} table.went-on {{ margin-top: -{table.border}pt; break-before: auto; }}"
    yield "th.open-below, td.open-below { border-bottom-style: none; } th.open-above, td.open-above { border-top-style: none; }"
    yield "td.edge { padding: 0; border-width: 0; height: 0; line-height: 0; }"
    yield "tr { break-inside: avoid; } tr.tall { break-inside: auto; }"
    yield f"table.dense td, table.dense th {{ font-size: {table.dense_size}pt; line-height: {dense_leading(style)}pt; }}"
    yield ".left { text-align: left; } .center { text-align: center; } .right { text-align: right; }"
    for depth in range(1, 9):
        yield f".indent-{depth} {{ padding-left: {table.padding_x + depth * look.size}pt; }}"
        yield f"table.dense .indent-{depth} {{ padding-left: {table.padding_x + depth * table.dense_size}pt; }}"


def dense_leading(style: StyleSheet) -> Decimal:
    """The line height of a dense table: that of other tables, less what its type is smaller."""
    look = style.text["cell"]
    return (look.leading or look.size * 2) - (look.size - style.table.dense_size)


def _extras(style: StyleSheet) -> Iterator[str]:
    yield ".unit-line { display: flex; justify-content: space-between; }"
    yield ".contents a { color: #000; text-decoration: none; }"
    yield ".contents a::after { content: leader('.') target-counter(attr(href), page); }"
    yield "div.watermark { position: fixed; z-index: -1; top: 40%; left: 0; width: 100%; color: #ddd; transform: rotate(-30deg); }"
