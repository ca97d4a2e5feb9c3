"""The style sheet (版式) of an edition: one ``style.toml`` from which both formats take every look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import cast

import tomli

from gen.findings import Finding, Place, error

#: The text styles that a style sheet must have: one for each kind of text on a page.
TEXT_STYLES = (
    "title", "heading-1", "heading-2", "heading-3", "table-title", "body", "unit-line", "note",
    "contents-1", "contents-2", "cell", "head", "page-number", "watermark",
)  # fmt: skip
ALIGNMENTS = ("left", "center", "right", "justify")
#: The smallest type that may be printed, in points.
SMALLEST = Decimal(9)


@dataclass(frozen=True, slots=True, kw_only=True)
class FontRole:
    """字体: ``docx`` is the name that DOCX declares (``alternate`` where that is not installed), ``files`` what the PDF is set in, best first.

    ``name`` is what messages call it.
    """

    name: str
    docx: str
    alternate: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """版心: lengths in mm; ``lines`` of ``characters`` fill the type area exactly."""

    width: Decimal
    height: Decimal
    top: Decimal
    left: Decimal
    text_width: Decimal
    text_height: Decimal
    lines: int
    characters: int
    number_gap: Decimal

    @property
    def right(self) -> Decimal:
        """The outer margin (切口)."""
        return self.width - self.left - self.text_width

    @property
    def bottom(self) -> Decimal:
        """The lower margin (地脚)."""
        return self.height - self.top - self.text_height


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """文字样式: points, but ``indent`` in characters; ``leading`` None is one line of the type area; ``font`` and ``emphasis`` are roles."""

    font: str
    emphasis: str
    size: Decimal
    align: str
    indent: int = 0
    leading: Decimal | None = None
    before: Decimal = Decimal(0)
    after: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableStyle:
    """表格样式: points; tables of ``dense_columns`` columns and more are set in ``dense_size``."""

    border: Decimal
    padding_x: Decimal
    padding_y: Decimal
    dense_columns: int
    dense_size: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleSheet:
    """版式: fonts by role, page, text styles by name, tables; ``source`` is its file, as messages name it."""

    source: str
    fonts: Mapping[str, FontRole]
    page: Page
    text: Mapping[str, TextStyle]
    table: TableStyle


def load(path: Path, shown: str = "") -> tuple[StyleSheet | None, tuple[Finding, ...]]:
    """The style sheet in ``path``, or None and every fault of it; ``shown`` is the path that findings name.

    Findings: STYLE-01 the file cannot be read, STYLE-02 a value is missing, unknown or of the wrong kind, STYLE-03 type below 9 pt.
    """
    name = shown or path.as_posix()
    try:
        raw = tomli.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except FileNotFoundError:
        return None, (error("STYLE-01", f"找不到版式文件 {name}", Place(name), hint="每个版本的模板目录都要有 style.toml"),)
    except (UnicodeDecodeError, RecursionError) as fault:
        return None, (error("STYLE-01", f"版式文件不能读：{type(fault).__name__}", Place(name), hint="请存为 UTF-8 编码的 TOML 文件"),)
    except tomli.TOMLDecodeError as fault:
        place = Place(name, fault.lineno, fault.colno)
        return None, (error("STYLE-01", f"版式文件不是正确的 TOML：{fault.msg}", place, hint="请按所指位置改正写法"),)
    return _read(raw, name)


def parse(text: str, name: str) -> tuple[StyleSheet | None, tuple[Finding, ...]]:
    """The style sheet that ``text`` is, or None and every fault of it; ``name`` is the path that findings name."""
    try:
        raw = tomli.loads(text, parse_float=Decimal)
    except (tomli.TOMLDecodeError, ValueError, RecursionError) as fault:
        place = Place(name, fault.lineno, fault.colno) if isinstance(fault, tomli.TOMLDecodeError) else Place(name)
        return None, (error("STYLE-01", "版式文件不是正确的 TOML", place, hint="请按所指位置改正写法"),)
    return _read(raw, name)


def _read(raw: Mapping[str, object], name: str) -> tuple[StyleSheet | None, tuple[Finding, ...]]:
    reader = _Reader(name)
    sheet = _sheet(reader, dict(raw))
    return (None if reader.findings else sheet), tuple(reader.findings)


class _Reader:
    """Takes values out of one TOML table after another and notes every one that is missing, unknown or wrong."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.findings: list[Finding] = []

    def fault(self, message: str, hint: str, code: str = "STYLE-02") -> None:
        self.findings.append(error(code, message, Place(self.name), hint=hint))

    def table(self, raw: Mapping[str, object], where: str, key: str) -> dict[str, object]:
        value = raw.get(key)
        if isinstance(value, dict):
            return value
        self.fault(f"缺少 [{where}{key}]", f"请补上 [{where}{key}] 一节")
        return {}

    def known(self, raw: Mapping[str, object], where: str, keys: tuple[str, ...]) -> None:
        for key in raw:
            if key not in keys:
                self.fault(f"[{where}] 中有不认识的项 {key}", f"可用的项：{'、'.join(keys)}")

    def number(self, raw: Mapping[str, object], where: str, key: str, default: Decimal | None = None) -> Decimal:
        value = raw.get(key, default)
        if isinstance(value, int | Decimal) and not isinstance(value, bool) and Decimal(value).is_finite() and 0 <= value <= 10000:
            return Decimal(value)
        self.fault(f"[{where}] 的 {key} 应是 0 至 10000 的数，现为 {value!r}", f"例如 {key} = 16")
        return Decimal(1)

    def count(self, raw: Mapping[str, object], where: str, key: str, default: int | None = None) -> int:
        number = self.number(raw, where, key, None if default is None else Decimal(default))
        if number == int(number):
            return int(number)
        self.fault(f"[{where}] 的 {key} 应是整数，现为 {number}", f"例如 {key} = 2")
        return 1

    def string(self, raw: Mapping[str, object], where: str, key: str) -> str:
        value = raw.get(key)
        if isinstance(value, str) and value:
            return value
        self.fault(f"[{where}] 的 {key} 应是文字，现为 {value!r}", f'例如 {key} = "…"')
        return ""

    def choice(self, raw: Mapping[str, object], where: str, key: str, among: tuple[str, ...]) -> str:
        value = self.string(raw, where, key)
        if value and value not in among:
            self.fault(f"[{where}] 的 {key} 是 {value}", f"应是其中之一：{'、'.join(among)}")
        return value


def _sheet(reader: _Reader, raw: Mapping[str, object]) -> StyleSheet:
    reader.known(raw, "版式文件", ("fonts", "page", "text", "table"))
    fonts_raw, text_raw = reader.table(raw, "", "fonts"), reader.table(raw, "", "text")
    fonts = {role: _font(reader, reader.table(fonts_raw, "fonts.", role), f"fonts.{role}") for role in fonts_raw}
    reader.known(text_raw, "text", TEXT_STYLES)
    text = {name: _text(reader, reader.table(text_raw, "text.", name), f"text.{name}", tuple(fonts)) for name in TEXT_STYLES}
    table = _table(reader, reader.table(raw, "", "table"))
    return StyleSheet(source=reader.name, fonts=fonts, page=_page(reader, reader.table(raw, "", "page")), text=text, table=table)


def _font(reader: _Reader, raw: Mapping[str, object], where: str) -> FontRole:
    reader.known(raw, where, ("name", "docx", "alternate", "files"))
    files = raw.get("files")
    if not (isinstance(files, list) and files and all(isinstance(file, str) and file and not set(file) & set("/\\") for file in files)):
        reader.fault(f"[{where}] 的 files 应是一列字体文件名", '例如 files = ["simfang.ttf", "FandolFang-Regular.otf"]')
        files = []
    name, docx, alternate = (reader.string(raw, where, key) for key in ("name", "docx", "alternate"))
    return FontRole(name=name, docx=docx, alternate=alternate, files=tuple(cast("list[str]", files)))


def _page(reader: _Reader, raw: Mapping[str, object]) -> Page:
    lengths = ("width", "height", "top", "left", "text_width", "text_height", "number_gap")
    reader.known(raw, "page", (*lengths, "lines", "characters"))
    width, height, top, left, text_width, text_height, gap = (reader.number(raw, "page", key) for key in lengths)
    page = Page(
        width=width, height=height, top=top, left=left, text_width=text_width, text_height=text_height, number_gap=gap,
        lines=reader.count(raw, "page", "lines"), characters=reader.count(raw, "page", "characters"),
    )  # fmt: skip
    if not reader.findings and (page.right < 0 or page.bottom < gap or not page.lines or not page.characters):
        reader.fault(
            "[page] 的版心加页边大于纸张", "请使 left + text_width ≤ width，top + text_height + number_gap ≤ height，行数、字数不为 0"
        )
    return page


def _text(reader: _Reader, raw: Mapping[str, object], where: str, roles: tuple[str, ...]) -> TextStyle:
    reader.known(raw, where, ("font", "emphasis", "size", "align", "indent", "leading", "before", "after"))
    style = TextStyle(
        font=reader.choice(raw, where, "font", roles),
        emphasis=reader.choice(raw, where, "emphasis", roles),
        size=reader.number(raw, where, "size"),
        align=reader.choice(raw, where, "align", ALIGNMENTS),
        indent=reader.count(raw, where, "indent", 0),
        leading=reader.number(raw, where, "leading") if "leading" in raw else None,
        before=reader.number(raw, where, "before", Decimal(0)),
        after=reader.number(raw, where, "after", Decimal(0)),
    )
    _readable(reader, where, "size", style.size)
    return style


def _table(reader: _Reader, raw: Mapping[str, object]) -> TableStyle:
    keys = ("border", "padding_x", "padding_y", "dense_columns", "dense_size")
    reader.known(raw, "table", keys)
    style = TableStyle(
        border=reader.number(raw, "table", "border"),
        padding_x=reader.number(raw, "table", "padding_x"),
        padding_y=reader.number(raw, "table", "padding_y"),
        dense_columns=reader.count(raw, "table", "dense_columns"),
        dense_size=reader.number(raw, "table", "dense_size"),
    )
    _readable(reader, "table", "dense_size", style.dense_size)
    return style


def _readable(reader: _Reader, where: str, key: str, size: Decimal) -> None:
    if size < SMALLEST and not reader.findings:
        reader.fault(f"[{where}] 的 {key} 是 {size} 磅，小于 {SMALLEST} 磅", f"请不小于 {SMALLEST} 磅，否则印出来难以阅读", "STYLE-03")
