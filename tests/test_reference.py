"""Every figure of the published budgets is found where it belongs: in the tree, and in the PDF; none that can be derived is typed anywhere."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest

from gen.build import Compiled
from gen.compose.editionfile import DOWN, EVEN, UP
from gen.derive.figure import Controlled, Derived, Figure, Written
from gen.document import Cell, Document, FigureRef, Heading, Inline, LineBreak, Table, leaves, plain, texts
from tests.conftest import Publish
from tests.project import REFERENCES, ROOT, compiled
from tests.readback import Cells, bare, read_pdf

PART = re.compile(r"第[一二三四五六七八九]部分|(?<=）)表\d+")
#: A number with a unit: what no text and no template may hold where it can be derived.
TYPED = re.compile(r"([\d,]*\d(?:\.\d+)?)\s*(万元|亿元|元|[%％]|个|人|辆|台|项|家)")


@dataclass(frozen=True)
class Budget:
    """A published budget whose data is here, and what its reference file holds."""

    department: str
    year: str
    reference: dict[str, Any] = field(compare=False)

    @property
    def folder(self) -> str:
        return f"data/{self.department}/{self.year}"

    @property
    def edition(self) -> str:
        model = self.compiled.model
        assert model is not None
        return f"templates/{model.texts.edition.value}"

    @property
    def compiled(self) -> Compiled:
        return once(self.department, self.year)

    def __str__(self) -> str:
        return f"{self.department}-{self.year}"


@cache
def once(department: str, year: str) -> Compiled:
    return compiled(ROOT, department, year)


def budgets() -> Iterator[Budget]:
    """The published budgets that have a reference file and data (a department may be taken out of data/)."""
    for path in sorted(REFERENCES.glob("*-budget.json")):
        department, year, _ = path.stem.rsplit("-", 2)
        if (ROOT / f"data/{department}/{year}").is_dir():
            yield Budget(department, year, json.loads(path.read_text(encoding="utf-8")))


BUDGETS = list(budgets())


@pytest.fixture(params=BUDGETS, ids=str)
def budget(request: pytest.FixtureRequest) -> Budget:
    found = request.param
    assert isinstance(found, Budget)
    return found


def right(entry: dict[str, Any], key: str) -> list[str]:
    """The figures that are right: those published, or, where the published ones contradict themselves, the consistent ones."""
    figures: list[str] = entry.get("accept", [entry[key]])[0]
    return figures


@dataclass(frozen=True)
class Run:
    """A line of text, and the spans of it that are figures of the tree."""

    text: str
    figures: frozenset[tuple[int, int]]


def document(budget: Budget) -> Document:
    assert budget.compiled.composed is not None
    return budget.compiled.composed.document


def table(budget: Budget, id: str) -> Table:
    return next(block for block in document(budget).blocks() if isinstance(block, Table) and block.id == id)


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


TABLES = [pytest.param(budget, entry, id=f"{budget}-{entry['id']}") for budget in BUDGETS for entry in budget.reference["tables"]]


@pytest.mark.parametrize(("budget", "wanted"), TABLES)
def test_table_has_exactly_the_published_rows(budget: Budget, wanted: dict[str, Any]) -> None:
    found = table(budget, wanted["id"])
    for side in dict.fromkeys(row["side"] for row in wanted["rows"]):
        rows = [row for row in wanted["rows"] if row["side"] == side]
        printed = list(printed_rows(found, side, wanted["columns"], wanted["label_columns"]))
        assert [values for _, values in printed] == [right(row, "values") for row in rows]
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


def test_tables_are_titled_and_in_order(budget: Budget) -> None:
    printed = [(block.id, block.caption) for block in document(budget).blocks() if isinstance(block, Table)]
    wanted = budget.reference["tables"]
    assert [id for id, _ in printed] == [entry["id"] for entry in wanted]
    assert [title for _, title in printed[1:]] == [entry["title"] for entry in wanted[1:]]


def test_every_money_cell_is_a_figure(budget: Budget) -> None:
    """No cell under a column of values is text: what looks like a number there knows where it comes from."""
    for entry in budget.reference["tables"]:
        found = table(budget, entry["id"])
        for cell in found.grid.cells:
            above = heads(found, cell.column, cell.row)
            if not cell.header and cell.inlines and any(under(above, column) for column in entry["columns"]):
                assert all(isinstance(inline, FigureRef) for inline in cell.inlines), (entry["id"], cell)


# ── narrative ──


def parts(budget: Budget) -> dict[str, list[Run]]:
    """The runs of text of each numbered part, and of each table whose title has its place in the contents in front of its number."""
    found: dict[str, list[Run]] = {}
    name = ""
    for block in document(budget).blocks():
        match = PART.search(plain(block.inlines)) if isinstance(block, Heading) else None
        if isinstance(block, Heading) and (match or block.level == 1):
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


def place(entry: dict[str, Any], runs: Sequence[Run], start: tuple[int, int], *, origins: bool) -> tuple[int, int] | None:
    """Where the figures of an entry stand in order in one run, its direction words right; the run and the end of the last figure."""
    for index in range(start[0], len(runs)):
        end = within(entry, runs[index], start[1] if index == start[0] else 0, origins=origins)
        if end is not None:
            return index, end
    return None


def within(entry: dict[str, Any], line: Run, start: int, *, origins: bool) -> int | None:
    figures = right(entry, "figures")
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


def rest(entry: dict[str, Any], line: Run, wanted: list[str], first: tuple[int, int], even: bool, *, origins: bool) -> int | None:
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


def test_narrative_figures_stand_in_their_parts_in_order(budget: Budget) -> None:
    assert unmatched(budget, parts(budget), origins=True) == []


def unmatched(budget: Budget, runs: dict[str, list[Run]], *, origins: bool) -> list[str]:
    """The narrative entries without a place; each place serves one entry, in the order of the document."""
    missing, at = [], dict.fromkeys(runs, (0, 0))
    for entry in budget.reference["narrative"]:
        part = re.match(r"第.部分|表\d+", entry["section"])[0]  # type: ignore[index]
        found = place(entry, runs[part], at[part], origins=origins)
        if found is None:
            missing.append(f"{part} {entry['what']} {entry['figures']}")
        else:
            at[part] = found
    return missing


WRONG = {
    "baoan-2022": [
        ("增加572", "减少572"),
        ("增长7%", "增长8%"),
        ("28万元，下降", "28万元，增长"),
        ("11.3万元", "11万元"),
        ("5个项目", "6个项目"),
        ("增幅200%", "增幅20%"),
    ],
    "benji-2023": [
        ("减少245,064", "减少245,042"),
        ("减少299,860", "增加299,860"),
        ("下降97%", "增长97%"),
        ("3.5万元", "3万元"),
        ("使8类", "使9类"),
    ],
}


@pytest.mark.parametrize(("budget", "old", "new"), [(budget, *pair) for budget in BUDGETS for pair in WRONG.get(str(budget), [])])
def test_narrative_comparison_sees_a_wrong_figure(budget: Budget, old: str, new: str) -> None:
    """The comparison itself can tell documents apart."""
    runs = {name: [Run(line.text.replace(old, new), line.figures) for line in lines] for name, lines in parts(budget).items()}
    assert unmatched(budget, runs, origins=False) != []


# ── headings, terms, indicators ──


def listed(budget: Budget) -> list[str]:
    return [plain(block.inlines) for block in document(budget).blocks() if isinstance(block, Heading) and block.listed]


def test_headings_are_the_published_ones(budget: Budget) -> None:
    """Some forms print the number of a table only once, or only in the contents; ours always stands in the heading."""
    wanted = budget.reference["headings"]
    assert [heading.endswith(one) for heading, one in zip(listed(budget), wanted, strict=True)] == [True] * len(wanted)
    assert all(heading == one for heading, one in zip(listed(budget), wanted, strict=True) if not re.search(r"表\d+ ", heading))


@pytest.mark.parametrize("budget", [budget for budget in BUDGETS if "contents" in budget.reference], ids=str)
def test_contents_name_all_that_the_published_ones_name(budget: Budget) -> None:
    headings = [re.sub(r"表\d+ ", "", heading) for heading in listed(budget)]
    wanted = budget.reference["contents"]
    assert [heading for heading in headings if heading in wanted] == wanted


def test_glossary_explains_the_published_terms(budget: Budget) -> None:
    entries = [re.fullmatch(r"[一二三四五六七八九十]+、([^：]+)：(.+)", line.text) for line in parts(budget)["第九部分"]]
    assert all(entries)
    assert [entry[1] for entry in entries if entry] == budget.reference["glossary_terms"]


def test_indicators_have_the_published_targets(budget: Budget) -> None:
    found = table(budget, budget.reference["tables"][-1]["id"])
    levels = {"一级指标": "", "二级指标": "", "三级指标": "", "目标值": ""}
    rows = []
    for line in found.grid.by_row():
        for cell in line:
            name = next((head for head in reversed(heads(found, cell.column, cell.row)) if head in levels), None)
            if name and not cell.header:
                levels[name] = plain(cell.inlines)
                if name == "目标值":
                    rows.append(dict(zip(("level1", "level2", "level3", "target"), levels.values(), strict=True)))
    assert rows == budget.reference["indicators"]


# ── PDF ──


def test_pdf_prints_the_same_figures(publish: Publish, budget: Budget) -> None:
    published = publish(budget.department, budget.year)
    pieces = read_pdf(published.pdf, document(budget), published.style)
    prose = "".join(piece for piece in pieces if isinstance(piece, str))
    bounds = [(match.start(), match[0]) for match in PART.finditer(prose)]
    # The contents name each part first; its text follows the last naming of it as a heading.
    starts = {name: at for at, name in bounds}
    ends = {name: min((at for at in starts.values() if at > start), default=len(prose)) for name, start in starts.items()}
    runs = {name: [Run(prose[start : ends[name]], frozenset())] for name, start in starts.items()}
    cells = [Run(bare(cell), frozenset()) for piece in pieces if isinstance(piece, Cells) for cell in piece.flat()]
    for part in {"第七部分", *(entry["section"] for entry in budget.reference["narrative"] if entry["section"].startswith("表"))}:
        runs[part] = [*runs.get(part, []), *cells]
    assert unmatched(budget, runs, origins=False) == []

    tables = [piece.flat() for piece in pieces if isinstance(piece, Cells)]
    for entry, found in zip(budget.reference["tables"], tables, strict=True):
        for row in entry["rows"]:
            assert any(follows(found, index, row) for index, cell in enumerate(found) if cell == bare(row["label"])), (entry["id"], row)


def follows(cells: Sequence[str], index: int, row: dict[str, Any]) -> bool:
    """Whether the values of a row stand together, at most two cells behind its label."""
    values = right(row, "values")
    return any(list(cells[start : start + len(values)]) == values for start in range(index + 1, index + 4))


# ── nothing that can be derived is typed ──


def test_no_amount_is_typed_in_texts_or_templates(budget: Budget) -> None:
    """Texts may hold targets (95%) and things planned (160台) that nothing derives; money only where nothing could derive it."""
    printed = {
        (ref.text, "%" if ref.text.endswith("%") else "")
        for block in document(budget).blocks()
        for inlines in texts(block)
        for ref in leaves(inlines)
        if isinstance(ref, FigureRef)
    }
    rates = {text.rstrip("%") for text, unit in printed if unit}
    facts, folder, edition = budget.compiled.facts, ROOT / budget.folder, ROOT / budget.edition
    assert facts is not None
    counts = {figure.value for figure in facts.counts.values()}
    authored = budget.reference.get("typed_amounts", [])
    files = [folder / "budget.toml", folder / "unit.toml", *sorted((edition / "prose").glob("*.md"))]
    files += [edition / "glossary.toml", *sorted((edition / "tables").glob("*.toml"))]
    typed = []
    for path in files:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            for value, unit in TYPED.findall(re.sub(r"\{[{%].*?[}%]\}|^#.*", "｜", line)):
                money = unit.endswith("元") and value not in authored
                derivable = value in rates if unit in "%％" else value.isdecimal() and int(value) in counts
                if money or derivable:
                    typed.append(f"{path.name}:{number}: {value}{unit}")
    assert typed == []


def test_no_total_is_typed_as_a_line(budget: Budget) -> None:
    """No amount of a data file equals a printed sum of several lines, but by coincidence: each total exists only as a derivation."""
    composed = budget.compiled.composed
    assert composed is not None
    typed = {
        row[column]
        for name, column in (("ledger.csv", "预算数"), ("procurement.csv", "预算数"), ("prior.csv", "上年数"))
        for row in rows_of(f"{budget.folder}/{name}")
    }
    totals = {
        f"{(figure.value.yuan / 10000).normalize():f}"  # type: ignore[union-attr]
        for figure in composed.figures.values()
        if figure.unit == "元" and len(list(parts_of(figure))) > 1 and "差额" not in figure.title and "增减" not in figure.title
    }
    assert len(totals) > 20
    assert totals & typed == set(budget.reference.get("coincidences", []))


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
        case Controlled(derived=derived):
            yield from parts_of(derived)
        case _:
            pass


def test_names_stand_once(budget: Budget) -> None:
    """The name of a code is written in the code list and nowhere else in the data's money files."""
    names = {row["名称"] for name in ("functions", "economics") for row in rows_of(f"data/_codes/{budget.year}/{name}.csv")}
    columns = ("支出类型", "项目", "二级项目", "功能科目编码", "经济科目编码", "资金来源")
    cells = {row[column] for row in rows_of(f"{budget.folder}/ledger.csv") for column in columns}
    assert names & cells == set()
