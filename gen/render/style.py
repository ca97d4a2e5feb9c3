"""The style sheet (版式) of an edition: one ``style.toml`` from which both formats take every look.

STYLE-01 no such file   STYLE-02 values that do not go together   STYLE-03 type below 9 pt; all else as in any file of an edition (EDN, TOML)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from gen.compose.fields import Fields, read
from gen.findings import Finding, Place, error
from gen.model.setting import Sort, setting
from gen.read import toml
from gen.read.gate import guess, listed

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

    name: str = setting("名称", required=True, doc="提示里怎样称呼这种字体")
    docx: str = setting("DOCX 的字体名", required=True, doc="写进 DOCX 的字体名")
    alternate: str = setting("替代的字体名", required=True, doc="读者的电脑没有那种字体时用的")
    files: tuple[str, ...] = setting("字体文件", Sort.TEXTS, required=True, doc="排 PDF 时按次序寻找的字体文件，只写文件名")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """版心: lengths in mm; ``lines`` of ``characters`` fill the type area exactly."""

    width: Decimal = setting("纸宽", Sort.LENGTH, required=True, doc="毫米")
    height: Decimal = setting("纸高", Sort.LENGTH, required=True, doc="毫米")
    top: Decimal = setting("天头", Sort.LENGTH, required=True, doc="毫米")
    left: Decimal = setting("订口", Sort.LENGTH, required=True, doc="毫米")
    text_width: Decimal = setting("版心宽", Sort.LENGTH, required=True, doc="毫米")
    text_height: Decimal = setting("版心高", Sort.LENGTH, required=True, doc="毫米")
    lines: int = setting("行数", Sort.NUMBER, required=True, doc="每页多少行")
    characters: int = setting("字数", Sort.NUMBER, required=True, doc="每行多少字")
    number_gap: Decimal = setting("页码的距离", Sort.LENGTH, required=True, doc="页码在版心下边缘之下多少毫米")

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

    font: str = setting("字体", required=True, doc="[fonts] 里的名称")
    emphasis: str = setting("强调的字体", required=True, doc="段首小标题、“注：”等所用的字体，[fonts] 里的名称")
    size: Decimal = setting("字号", Sort.LENGTH, required=True, doc="磅，不小于 9")
    align: str = setting("对齐", Sort.CHOICE, required=True, choices=ALIGNMENTS, doc="左、中、右，或者两端对齐")
    indent: int = setting("缩进", Sort.NUMBER, doc="首行缩进的字数；不写是 0")
    leading: Decimal | None = setting("行高", Sort.LENGTH, default=None, doc="磅；不写即为版心的一行")
    before: Decimal = setting("段前", Sort.LENGTH, doc="磅；不写是 0")
    after: Decimal = setting("段后", Sort.LENGTH, doc="磅；不写是 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableStyle:
    """表格样式: points; tables of ``dense_columns`` columns and more are set in ``dense_size``."""

    border: Decimal = setting("线宽", Sort.LENGTH, required=True, doc="磅")
    padding_x: Decimal = setting("左右留空", Sort.LENGTH, required=True, doc="格内左右留空，磅")
    padding_y: Decimal = setting("上下留空", Sort.LENGTH, required=True, doc="格内上下留空，磅")
    dense_columns: int = setting("密表的列数", Sort.NUMBER, required=True, doc="列数达到此数的表用小字号")
    dense_size: Decimal = setting("密表的字号", Sort.LENGTH, required=True, doc="磅，不小于 9")


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleFile:
    """``style.toml`` as it is written."""

    fonts: Mapping[str, FontRole] = setting(
        "字体", Sort.NAMED_RECORDS, required=True, record=FontRole, doc="每种字体一节，名称由文字样式引用"
    )
    page: Page = setting("版心", Sort.RECORD, required=True, record=Page, doc="纸张、页边、行数和字数")
    text: Mapping[str, TextStyle] = setting(
        "文字样式", Sort.NAMED_RECORDS, required=True, record=TextStyle, choices=TEXT_STYLES, doc="每种文字一节，一种也不能少"
    )
    table: TableStyle = setting("表格样式", Sort.RECORD, required=True, record=TableStyle, doc="线宽、留空和密表的字号")


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleSheet:
    """版式: fonts by role, page, text styles by name, tables; ``source`` is its file, as messages name it."""

    source: str
    fonts: Mapping[str, FontRole]
    page: Page
    text: Mapping[str, TextStyle]
    table: TableStyle


def load(path: Path, shown: str = "") -> tuple[StyleSheet | None, tuple[Finding, ...]]:
    """The style sheet in ``path``, or None and every fault of it; ``shown`` is the path that findings name."""
    name = shown or path.as_posix()
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None, (error("STYLE-01", f"找不到版式文件 {name}", Place(name), hint="每个版本的模板目录都要有 style.toml"),)
    except UnicodeDecodeError:
        return None, (error("STYLE-01", "版式文件不能读", Place(name), hint="请存为 UTF-8 编码的 TOML 文件"),)
    return parse(text, name)


def parse(text: str, name: str) -> tuple[StyleSheet | None, tuple[Finding, ...]]:
    """The style sheet that ``text`` is, or None and every fault of it; ``name`` is the path that findings name."""
    file, faults = toml.parse(text, name)
    if file is None:
        return None, tuple(faults)
    fields = Fields(file, (), dict(file.value), [])
    made = read(StyleFile, fields)
    if not fields.findings:
        _go_together(made, fields)
    if fields.findings:
        return None, tuple(fields.findings)
    return StyleSheet(source=name, fonts=made.fonts, page=made.page, text=made.text, table=made.table), ()


def _go_together(made: StyleFile, fields: Fields) -> None:
    """Report what no key by itself can be blamed for: styles and fonts that are not there, a page too small, type too small."""
    missing = [name for name in TEXT_STYLES if name not in made.text]
    if missing:
        fields.fault("STYLE-02", f"[text] 缺少 {listed(missing)}", "text", f"请补上 [text.{missing[0]}] 一节")
    page = made.page
    if page.right < 0 or page.bottom < page.number_gap or not page.lines or not page.characters:
        hint = "请使 left + text_width ≤ width，top + text_height + number_gap ≤ height，行数、字数不为 0"
        fields.fault("STYLE-02", "[page] 的版心加页边大于纸张", "page", hint)
    for role, font in made.fonts.items():
        if not font.files or any(not file or set(file) & set("/\\") for file in font.files):
            hint = '例如 files = ["simfang.ttf", "FandolFang-Regular.otf"]'
            fields.inside("fonts").inside(role).fault("STYLE-02", f"[fonts.{role}] 的 files 应是一列字体文件名", "files", hint)
    for name, look in made.text.items():
        at = fields.inside("text").inside(name)
        for key, role in (("font", look.font), ("emphasis", look.emphasis)):
            if role not in made.fonts:
                at.fault(
                    "STYLE-02", f"[text.{name}] 的 {key} 是 {role}", key, f"{guess(role, made.fonts)}应是其中之一：{listed(made.fonts)}"
                )
        _readable(at, f"text.{name}", "size", look.size)
    _readable(fields.inside("table"), "table", "dense_size", made.table.dense_size)


def _readable(fields: Fields, where: str, key: str, size: Decimal) -> None:
    if size < SMALLEST:
        fields.fault("STYLE-03", f"[{where}] 的 {key} 是 {size} 磅，小于 {SMALLEST} 磅", key, f"请不小于 {SMALLEST} 磅，否则印出来难以阅读")
