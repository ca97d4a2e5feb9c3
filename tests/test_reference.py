"""Every figure of the published budget is found where it belongs: in the tree, and in the PDF; none that can be derived is typed anywhere."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest

from gen.build import Compiled
from gen.compose.edition import DOWN, EVEN, UP
from gen.derive.figure import Derived, Figure, Written
from gen.document import Cell, Document, FigureRef, Heading, Inline, LineBreak, Table, leaves, plain, texts
from gen.render.style import StyleSheet
from tests.conftest import Published
from tests.project import CODES, EDITION, FOLDER, REFERENCE, ROOT
from tests.readback import Cells, bare, read_pdf

REFERENCE_DATA = json.loads(REFERENCE.read_text(encoding="utf-8"))
TABLES, NARRATIVE = REFERENCE_DATA["tables"], REFERENCE_DATA["narrative"]
PART = re.compile(r"第[一二三四五六七八九]部分")
#: A number with a unit: what no text and no template may hold where it can be derived.
TYPED = re.compile(r"([\d,]*\d(?:\.\d+)?)\s*(万元|亿元|元|[%％]|个|人|辆|台|项|家)")


@dataclass(frozen=True)
class Run:
    """A line of text, and the spans of it that are figures of the tree."""

    text: str
    figures: frozenset[tuple[int, int]]


def document(baoan: Compiled) -> Document:
    assert baoan.composed is not None
    return baoan.composed.document


def table(baoan: Compiled, id: str) -> Table:
    return next(block for block in document(baoan).blocks() if isinstance(block, Table) and block.id == id)


# ── tables ──


def heads(of: Table, column: int, row: int) -> tuple[str, ...]:
    """The column heads above a cell, from the top."""
    return tuple(plain(cell.inlines) for cell in of.grid.cells if cell.header and cell.row < row and covers(cell, column))


def covers(cell: Cell, column: int) -> bool:
    return cell.column <= column < cell.column + cell.colspan


def under(found: tuple[str, ...], wanted: str) -> bool:
    """Whether heads end in the path ``a/b``."""
    path = tuple(wanted.split("/"))
    return found[-len(path) :] == path


@pytest.mark.parametrize("wanted", TABLES, ids=[entry["id"] for entry in TABLES])
def test_table_has_exactly_the_published_rows(baoan: Compiled, wanted: dict[str, object]) -> None:
    found = table(baoan, str(wanted["id"]))
    for side in dict.fromkeys(row["side"] for row in wanted["rows"]):  # type: ignore[attr-defined]
        rows = [row for row in wanted["rows"] if row["side"] == side]  # type: ignore[attr-defined]
        printed = list(printed_rows(found, side, wanted["columns"], wanted["label_columns"]))  # type: ignore[arg-type]
        assert [values for _, values in printed] == [row["values"] for row in rows]
        for row, (labels, _) in zip(rows, printed, strict=True):
            assert row["label"] in labels
            assert row["code"] is None or row["code"] in labels


def printed_rows(
    found: Table, side: str | None, columns: Sequence[str], label_columns: Sequence[str]
) -> Iterator[tuple[list[str], list[str]]]:
    """Labels and values of each row that prints figures on ``side``; every value under the head that the reference names."""
    for line in found.grid.by_row():
        ours = [cell for cell in line if side is None or side in heads(found, cell.column, cell.row)]
        if not any(isinstance(ref, FigureRef) for cell in ours for ref in leaves(cell.inlines)):
            continue
        above = [(heads(found, cell.column, cell.row), plain(cell.inlines)) for cell in ours if not cell.header]
        values = [text for column in columns for path, text in above if under(path, column)]
        labels = [text for column in label_columns for path, text in above if under(path, column)]
        yield labels, values


def test_tables_are_titled_and_in_order(baoan: Compiled) -> None:
    printed = [(block.id, block.caption) for block in document(baoan).blocks() if isinstance(block, Table)]
    assert [id for id, _ in printed] == [entry["id"] for entry in TABLES]
    assert [title for _, title in printed[1:]] == [entry["title"] for entry in TABLES[1:]]


def test_every_money_cell_is_a_figure(baoan: Compiled) -> None:
    """No cell under a column of values is text: what looks like a number there knows where it comes from."""
    for entry in TABLES:
        found = table(baoan, entry["id"])
        for cell in found.grid.cells:
            above = heads(found, cell.column, cell.row)
            if not cell.header and cell.inlines and any(under(above, column) for column in entry["columns"]):
                assert all(isinstance(inline, FigureRef) for inline in cell.inlines), (entry["id"], cell)


# ── narrative ──


def parts(baoan: Compiled) -> dict[str, list[Run]]:
    """The runs of text of each numbered part."""
    found: dict[str, list[Run]] = {}
    name = ""
    for block in document(baoan).blocks():
        if isinstance(block, Heading) and block.level == 1:
            match = PART.match(plain(block.inlines))
            name = match[0] if match else ""
        elif name:
            found.setdefault(name, []).extend(run(inlines) for inlines in texts(block))
    return found


def run(inlines: tuple[Inline, ...]) -> Run:
    text, spans = "", set()
    for inline in inlines:
        for leaf in [] if isinstance(inline, LineBreak) else leaves((inline,)):
            if isinstance(leaf, FigureRef):
                spans.add((len(text), len(text) + len(leaf.text)))
            text += leaf.text
    return Run(text, frozenset(spans))


def place(entry: dict[str, object], runs: Sequence[Run], start: tuple[int, int], *, origins: bool) -> tuple[int, int] | None:
    """Where the figures of an entry stand in order in one run, its direction words right; the run and the end of the last figure."""
    for index in range(start[0], len(runs)):
        end = within(entry, runs[index], start[1] if index == start[0] else 0, origins=origins)
        if end is not None:
            return index, end
    return None


def within(entry: dict[str, object], line: Run, start: int, *, origins: bool) -> int | None:
    figures: list[str] = list(entry["figures"])  # type: ignore[call-overload]
    first = next_figure(line, figures[0], start, derived=origins and bool(entry["derivable"]))
    while first is not None:
        ends = [rest(entry, line, wanted, first, even, origins=origins) for wanted, even in readings(figures)]
        if any(ends):
            return min(end for end in ends if end is not None)
        first = next_figure(line, figures[0], first[1], derived=origins and bool(entry["derivable"]))
    return None


def readings(figures: list[str]) -> Iterator[tuple[list[str], bool]]:
    """The figures as published, or with 增加0万元、增长0% worded as no change."""
    yield figures, False
    still = [figure for figure in figures[1:] if figure not in ("0", "0%")]
    if len(still) < len(figures) - 1:
        yield [figures[0], *still], True


def rest(entry: dict[str, object], line: Run, wanted: list[str], first: tuple[int, int], even: bool, *, origins: bool) -> int | None:
    end = first[1]
    for figure in wanted[1:]:
        following = next_figure(line, figure, end, derived=origins and bool(entry["derivable"]))
        if following is None:
            return None
        end = following[1]
    clause = max(line.text.rfind(mark, 0, first[0]) for mark in "，。；") + 1
    window = line.text[clause:end]
    if even and not any(word in line.text[end : end + 20] for word in EVEN):
        return None
    said = {name for name, words in (("up", UP), ("down", DOWN)) if any(word in window for word in words)}
    return end if said == ({str(entry["direction"])} - {"none"}) else None


def next_figure(line: Run, figure: str, start: int, *, derived: bool) -> tuple[int, int] | None:
    pattern = re.compile(rf"(?<![\d.,]){re.escape(figure)}(?![\d%]|[.,]\d)")
    spans = (match.span() for match in pattern.finditer(line.text, start))
    return next((span for span in spans if not derived or span in line.figures), None)


def test_narrative_figures_stand_in_their_parts_in_order(baoan: Compiled) -> None:
    missing = unmatched(parts(baoan), origins=True)
    assert missing == []


def unmatched(runs: dict[str, list[Run]], *, origins: bool) -> list[str]:
    """The narrative entries without a place; each place serves one entry, in the order of the document."""
    missing, at = [], dict.fromkeys(runs, (0, 0))
    for entry in NARRATIVE:
        part = PART.match(entry["section"])[0]  # type: ignore[index]
        found = place(entry, runs[part], at[part], origins=origins)
        if found is None:
            missing.append(f"{part} {entry['what']} {entry['figures']}")
        else:
            at[part] = found
    return missing


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("增加572", "减少572"),
        ("增长7%", "增长8%"),
        ("28万元，下降", "28万元，增长"),
        ("11.3万元", "11万元"),
        ("5个项目", "6个项目"),
        ("增幅200%", "增幅20%"),
    ],
)
def test_narrative_comparison_sees_a_wrong_figure(baoan: Compiled, old: str, new: str) -> None:
    """The comparison itself can tell documents apart."""
    runs = {name: [Run(line.text.replace(old, new), line.figures) for line in lines] for name, lines in parts(baoan).items()}
    assert unmatched(runs, origins=False) != []


# ── headings, terms, indicators ──


def test_headings_are_the_published_ones(baoan: Compiled) -> None:
    assert [plain(block.inlines) for block in document(baoan).blocks() if isinstance(block, Heading) and block.listed] == REFERENCE_DATA[
        "headings"
    ]


def test_glossary_explains_the_published_terms(baoan: Compiled) -> None:
    entries = [re.fullmatch(r"[一二三四五六七八九十]+、([^：]+)：(.+)", line.text) for line in parts(baoan)["第九部分"]]
    assert all(entries)
    assert [entry[1] for entry in entries if entry] == REFERENCE_DATA["glossary_terms"]


def test_indicators_have_the_published_targets(baoan: Compiled) -> None:
    found = table(baoan, "表11")
    levels = {"一级指标": "", "二级指标": "", "三级指标": "", "目标值": ""}
    rows = []
    for line in found.grid.by_row():
        for cell in line:
            name = next((head for head in reversed(heads(found, cell.column, cell.row)) if head in levels), None)
            if name and not cell.header:
                levels[name] = plain(cell.inlines)
                if name == "目标值":
                    rows.append(dict(zip(("level1", "level2", "level3", "target"), levels.values(), strict=True)))
    assert rows == REFERENCE_DATA["indicators"]


# ── PDF ──


def test_pdf_prints_the_same_figures(published: Published, real_style: StyleSheet, baoan: Compiled) -> None:
    pieces = read_pdf(published.pdf, document(baoan), real_style)
    prose = "".join(piece for piece in pieces if isinstance(piece, str))
    bounds = [(match.start(), match[0]) for match in PART.finditer(prose)]
    # The contents name each part first; its text follows the last naming of it as a heading.
    starts = {name: at for at, name in bounds}
    ends = {name: min((at for at in starts.values() if at > start), default=len(prose)) for name, start in starts.items()}
    runs = {name: [Run(prose[start : ends[name]], frozenset())] for name, start in starts.items()}
    runs["第七部分"] += [Run(bare(cell), frozenset()) for piece in pieces if isinstance(piece, Cells) for cell in piece.flat()]
    assert unmatched(runs, origins=False) == []

    tables = [piece.flat() for piece in pieces if isinstance(piece, Cells)]
    assert len(tables) == len(TABLES)
    for entry, cells in zip(TABLES, tables, strict=True):
        for row in entry["rows"]:
            assert any(follows(cells, index, row) for index, cell in enumerate(cells) if cell == bare(row["label"])), (entry["id"], row)


def follows(cells: Sequence[str], index: int, row: dict[str, list[str]]) -> bool:
    """Whether the values of a row stand together, at most two cells behind its label."""
    values = row["values"]
    return any(list(cells[start : start + len(values)]) == values for start in range(index + 1, index + 4))


# ── nothing that can be derived is typed ──


def test_no_amount_is_typed_in_texts_or_templates(baoan: Compiled) -> None:
    """Texts may hold targets (95%) and things planned (160台) that nothing derives; money they may not hold at all."""
    printed = {
        (ref.text, "%" if ref.text.endswith("%") else "")
        for block in document(baoan).blocks()
        for inlines in texts(block)
        for ref in leaves(inlines)
        if isinstance(ref, FigureRef)
    }
    rates = {text.rstrip("%") for text, unit in printed if unit}
    counts = {figure.value for figure in baoan.facts.counts.values()} if baoan.facts else set()
    files = [ROOT / FOLDER / "budget.toml", ROOT / FOLDER / "unit.toml", *sorted((ROOT / EDITION / "prose").glob("*.md"))]
    files += [ROOT / EDITION / "glossary.toml", *sorted((ROOT / EDITION / "tables").glob("*.toml"))]
    typed = []
    for path in files:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            for value, unit in TYPED.findall(re.sub(r"\{[{%].*?[}%]\}|^#.*", "｜", line)):
                money = unit.endswith("元")
                derivable = value in rates if unit in "%％" else value.isdecimal() and int(value) in counts
                if money or derivable:
                    typed.append(f"{path.name}:{number}: {value}{unit}")
    assert typed == []


def test_no_total_is_typed_as_a_line(baoan: Compiled) -> None:
    """No amount of a data file equals a printed sum of several lines: each total exists only as a derivation."""
    assert baoan.composed is not None
    typed = {
        row[column]
        for name, column in (("ledger.csv", "预算数"), ("procurement.csv", "预算数"), ("prior.csv", "上年数"))
        for row in rows_of(f"{FOLDER}/{name}")
    }
    totals = {
        f"{figure.value.yuan / 10000:f}".rstrip("0").rstrip(".")  # type: ignore[union-attr]
        for figure in baoan.composed.figures.values()
        if figure.unit == "元" and len(list(parts_of(figure))) > 1 and "差额" not in figure.title and "增减" not in figure.title
    }
    assert len(totals) > 20
    assert totals & typed == set()


def rows_of(path: str) -> list[dict[str, str]]:
    """The rows of a CSV file of the project."""
    return list(csv.DictReader((ROOT / path).read_text(encoding="utf-8").splitlines()))


def parts_of(figure: Figure) -> Iterator[Figure]:
    """The written amounts, other than 0, that a figure rests on."""
    match figure.origin:
        case Written() if figure.value:
            yield figure
        case Derived(inputs=inputs):
            for part in inputs:
                yield from parts_of(part)
        case _:
            pass


def test_names_stand_once(baoan: Compiled) -> None:
    """The name of a code is written in the code list and nowhere else in the data's money files."""
    names = {row["名称"] for name in ("functions", "economics") for row in rows_of(f"{CODES}/{name}.csv")}
    columns = ("支出类型", "项目", "二级项目", "功能科目编码", "经济科目编码", "资金来源")
    cells = {row[column] for row in rows_of(f"{FOLDER}/ledger.csv") for column in columns}
    assert names & cells == set()
