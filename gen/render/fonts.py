"""Fonts: which file stands for each role on this machine, and whether it has every character of a document."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gen.document import DataText, Document, Heading, ListBlock, Paragraph, Table, TableOfContents, Text
from gen.findings import Finding, Place, error
from gen.render import roles
from gen.render.style import FontRole, StyleSheet

#: Characters that need no glyph of their own.
BLANK = frozenset(" \t\n\u00a0\u3000")
#: Characters that the page itself adds: page numbers and leader dots.
PAGE_NUMBER, LEADER = "—0123456789", ".0123456789"
#: How many places of one missing character a finding names.
PLACES = 20

TTC = b"ttcf"
SIGNATURES = (TTC, b"OTTO", b"\x00\x01\x00\x00", b"true")


@dataclass(frozen=True, slots=True)
class FontSet:
    """字体文件: one file a role, symbolic links resolved."""

    files: Mapping[str, Path]


def folders() -> tuple[Path, ...]:
    """Where fonts are looked for: our cache first, then the font folders of Windows and macOS."""
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    own = os.environ.get("GONGKAI_FONTS")
    windows = [Path(os.environ["WINDIR"]) / "Fonts"] if os.environ.get("WINDIR") else []
    if os.environ.get("LOCALAPPDATA"):
        windows.append(Path(os.environ["LOCALAPPDATA"]) / "Microsoft" / "Windows" / "Fonts")
    macos = [
        Path("/System/Library/Fonts"),
        Path("/System/Library/Fonts/Supplemental"),
        Path("/Library/Fonts"),
        Path.home() / "Library" / "Fonts",
        Path("/Applications/Microsoft Word.app/Contents/Resources/DFonts"),
    ]
    return (Path(own) if own else Path(cache) / "gongkai" / "fonts", *windows, *macos)


def resolve(style: StyleSheet, places: Sequence[Path] | None = None) -> tuple[FontSet | None, tuple[Finding, ...]]:
    """The font file of each role: the first of its ``files`` found in any of the folders, or None and a finding a role.

    Names match whatever their case. Findings: FONT-01 no file found, FONT-02 the file is no font that can be embedded.
    """
    present: dict[str, Path] = {}
    for folder in folders() if places is None else places:
        for name, path in _listing(folder):
            present.setdefault(name, path)
    chosen: dict[str, Path] = {}
    findings: list[Finding] = []
    for role, font in style.fonts.items():
        file = next((present[name.lower()] for name in font.files if name.lower() in present), None)
        if file is None:
            findings.append(_missing_font(font, style))
        elif not _is_font(file):
            message = f"{font.name}（{role}）的字体文件 {file.name} 不是 OpenType 或 TrueType 字体"
            findings.append(error("FONT-02", message, Place(style.source), hint="请删去这个文件，再运行 make setup 重新安装字体"))
        else:
            chosen[role] = file.resolve()
    return (None if findings else FontSet(chosen)), tuple(findings)


def _listing(folder: Path) -> Iterator[tuple[str, Path]]:
    try:
        with os.scandir(folder) as found:
            names = sorted(entry.name for entry in found)
    except OSError:
        return
    for name in names:
        yield name.lower(), folder / name


def _missing_font(font: FontRole, style: StyleSheet) -> Finding:
    message = f"没有{font.name}字体：找不到 {'、'.join(font.files)} 中的任何一个"
    return error("FONT-01", message, Place(style.source), hint="请运行 make setup 安装字体")


def _is_font(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) in SIGNATURES
    except OSError:
        return False


def missing(document: Document, style: StyleSheet, fontset: FontSet) -> tuple[Finding, ...]:
    """FONT-03 for each character that the font it is to be set in lacks, FONT-02 for a font file that cannot be read."""
    covers: dict[str, frozenset[str]] = {}
    found: dict[tuple[str, str], list[Place]] = {}
    findings: list[Finding] = []
    for text, role, place in _uses(document, style):
        if role not in covers:
            covers[role] = _cover(style.fonts[role], fontset.files[role], style, findings)
        if covers[role].issuperset(text):
            continue
        for character in dict.fromkeys(text):
            if character not in covers[role]:
                found.setdefault((role, character), []).append(place)
    unreadable = {role for role, cover in covers.items() if not cover}
    findings.extend(
        _missing_glyph(character, style.fonts[role], fontset.files[role], spots)
        for (role, character), spots in found.items()
        if role not in unreadable
    )
    return tuple(findings)


def _missing_glyph(character: str, font: FontRole, path: Path, spots: list[Place]) -> Finding:
    message = f"{font.name}字体（{path.name}）没有“{character}”（U+{ord(character):04X}）这个字，印出来会是空框"
    hint = "请改用字体里有的字，或换一种含此字的字体（把字体文件放进字体目录，并在 style.toml 的 files 中写在前面）"
    return error("FONT-03", message, *tuple(dict.fromkeys(spots))[:PLACES], hint=hint)


def _cover(font: FontRole, path: Path, style: StyleSheet, findings: list[Finding]) -> frozenset[str]:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(path, fontNumber=0, lazy=True) as opened:
            cmap = opened.getBestCmap()
    except (TTLibError, OSError, AssertionError, KeyError):
        cmap = None
    if cmap is None:
        message = f"{font.name}的字体文件 {path.name} 已损坏，读不出字符表"
        findings.append(error("FONT-02", message, Place(style.source), hint="请删去这个文件，再运行 make setup 重新安装字体"))
        return frozenset()
    return BLANK.union(map(chr, cmap))


def _uses(document: Document, style: StyleSheet) -> Iterator[tuple[str, str, Place]]:
    """Each run of text with the role of the font it is set in and the place to mend it."""
    sheet = Place(style.source)
    yield PAGE_NUMBER, style.text["page-number"].font, sheet
    yield document.watermark, style.text["watermark"].font, sheet
    for section in document.sections:
        for item in roles.placed(section):
            yield from _block_uses(item, document, style, sheet)


def _block_uses(item: roles.Placed, document: Document, style: StyleSheet, sheet: Place) -> Iterator[tuple[str, str, Place]]:
    block = item.block
    place = block.place or sheet
    match block:
        case Heading() | Paragraph():
            runs = [(block.inlines, item.style)]
        case ListBlock():
            runs = [(inlines, item.style) for inlines in block.items]
        case Table():
            runs = [(cell.inlines, roles.cell_style(cell)) for cell in block.grid.cells]
        case TableOfContents():
            runs = []
            for entry in roles.entries(document, block.depth):
                yield entry.text + LEADER, style.text[roles.entry_style(entry)].font, place
    for inlines, name in runs:
        for inline, role in roles.fonts_of(inlines, style.text[name]):
            own = inline.place if isinstance(inline, Text | DataText) else None
            yield inline.text, role, own or place


def single_face(path: Path) -> bytes:
    """The bytes of a font file; of a collection (.ttc), its first font on its own."""
    content = path.read_bytes()
    if not content.startswith(TTC):
        return content
    from io import BytesIO

    from fontTools.ttLib import TTFont

    face = BytesIO()
    with TTFont(BytesIO(content), fontNumber=0, lazy=True, recalcTimestamp=False) as font:
        font.save(face, reorderTables=None)
    return face.getvalue()
