"""A new department-year (新建部门年度): all its files at once, out of another department-year, and what there is to say about them.

NEW-01 the folder is there already   NEW-02 --from is no department-year   NEW-03 it does not say which document or edition
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gen.check.causes import compared
from gen.compose import editions
from gen.compose.asks import asked
from gen.compose.edition import Edition
from gen.derive.facts import derive
from gen.findings import Finding, Place, error
from gen.model.folder import Model
from gen.model.lines import PriorAmount
from gen.read import gate
from gen.read import load as read
from gen.read.codes import code_lists
from gen.read.files import CODES, DATA, DEPARTMENT_CSV, UNITS
from gen.read.pending import CONFIRM, FILL, unread
from gen.read.records import header_of
from gen.start import codes, untold
from gen.start.carry import Journey, carried
from gen.start.write import csv_text

_FROM = re.compile(r"(?P<department>[^/]*)/(?P<year>[^/]*)")
_PRIOR_FILE = next(file for file in DEPARTMENT_CSV if file.record is PriorAmount)
_PRIOR = _PRIOR_FILE.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A new department-year: its files by path, those of its code lists too where the year had none, and notes for whoever fills them in.

    ``steps`` are what to do next. With any of ``findings`` there are no files.
    """

    files: Mapping[str, str]
    notes: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """A document that the new one is made from, the edition of the new one, and last year's document of the department."""

    model: Model
    edition: Edition
    last: Model | None
    published: untold.Published | None


def refused(root: Path, department: str, year: str) -> tuple[Finding, ...]:
    """Why ``department`` and ``year`` cannot be started: names that are none, a folder that is there."""
    findings = gate.department_faults(department) + gate.year_faults(year)
    folder = f"{DATA}/{department}/{year}"
    if not findings and (year in gate.folders(root, f"{DATA}/{department}") or year in gate.file_names(root, f"{DATA}/{department}")):
        hint = "原有的文件不会改动。要重新开始，先把这个文件夹移走；要编别的年度，换一个年度"
        findings.append(error("NEW-01", f"{folder} 已经有了", Place(folder), hint=hint))
    return tuple(findings)


def unfit(edition: Edition, document: str) -> Finding | None:
    """What is said where an edition is for another kind of document."""
    if edition.document == document:
        return None
    hint = f"换一个版式，或者写 --document {edition.document}"
    return error("NEW-03", f"版式“{edition.name}”是 {edition.document} 的，不能用于 {document}", Place(edition.folder), hint=hint)


def from_year(root: Path, department: str, year: str, source: str, *, edition: str = "", document: str = "") -> Started:
    """The department-year out of the folder ``source`` (部门/年度), with the ``edition`` and the ``document`` named, else with all that it has."""
    findings = refused(root, department, year)
    match = _FROM.fullmatch(source)
    if match is None:
        findings = (*findings, error("NEW-02", f"“{gate.shown(source)}”不是部门年度", Place(DATA), hint="写作 --from 部门/年度"))
    if match is None or findings:
        return Started(files={}, findings=findings)
    documents, more = read.documents(root, match["department"], match["year"])
    if documents and document and document not in documents:
        folder = f"{DATA}/{source}"
        more = (error("NEW-03", f"{folder} 里没有 {document}.toml", Place(folder), hint=f"那里有：{gate.listed(documents)}"),)
    chosen = (document,) if document else documents
    if edition and len(chosen) > 1:
        hint = f"加上 --document，写明是哪一份：{gate.listed(chosen)}"
        more = (error("NEW-03", f"{DATA}/{source} 有 {len(chosen)} 份文件，一个版式只能用于一份", Place(f"{DATA}/{source}"), hint=hint),)
    if more:
        return Started(files={}, findings=more)
    sources = [_source(root, department, year, (match["department"], match["year"], name), edition) for name in chosen]
    found = tuple(each for each, _ in sources if each)
    if len(found) < len(chosen):
        return Started(files={}, findings=tuple(dict.fromkeys(finding for _, findings in sources for finding in findings)))
    journey = Journey(
        department=match["department"],
        year=match["year"],
        to_department=department,
        to_year=year,
        editions={each.model.document: each.edition.folder.rpartition("/")[2] for each in found},
        columns=tuple(dict.fromkeys(column for each in found for column in asked(each.edition).columns)),
    )
    return _started(root, journey, found)


def _source(root: Path, department: str, year: str, of: tuple[str, str, str], edition: str) -> tuple[_Source | None, tuple[Finding, ...]]:
    """The document ``of`` (department, year, name) with what the new one needs beside it; None and why where any of it cannot be read."""
    model, findings = read.load(root, *of)
    if model is None:
        return None, findings
    own, more = editions.load(root, model.texts.edition.value, model.texts.edition.place)
    wanted, further = editions.load(root, edition) if edition else (own, ())
    if own is None or wanted is None:
        return None, (*more, *further)
    if fault := unfit(wanted, of[2]):
        return None, (fault,)
    before = (department, str(int(year) - 1))
    last: Model | None = model if of[:2] == before else None
    if last is None and f"{of[2]}.toml" in gate.file_names(root, f"{DATA}/{'/'.join(before)}"):
        last, findings = read.load(root, *before, of[2])
        if last is None:
            return None, findings
    published = None
    if last is not None:
        its, more = editions.load(root, last.texts.edition.value, last.texts.edition.place)
        if its is None:
            return None, more
        published = untold.Published(facts=derive(last, its.definitions), edition=its)
    return _Source(model=model, edition=wanted, last=last, published=published), ()


def _started(root: Path, journey: Journey, sources: tuple[_Source, ...]) -> Started:
    base, folder = f"{DATA}/{journey.department}/{journey.year}/", f"{DATA}/{journey.to_department}/{journey.to_year}"
    texts = {path: text for each in sources for path, text in each.model.sources.items() if path.startswith(base)}
    if journey.same:
        # The model has the public part alone. What is 不公开 goes on with its mark within the department, and to no other.
        texts = {path: gate.read_text(root, path)[0] or "" for path in texts}
    made = {f"{folder}/{path.removeprefix(base)}": carried(journey, path.removeprefix(base), text) for path, text in texts.items()}
    files = {path: text for path, text in made.items() if text is not None}
    open_rows = {name: rows for name, rows in _prior(journey, sources).items() if rows}
    files = {path: text for path, text in files.items() if not path.endswith(f"/{_PRIOR}")}
    files |= {f"{folder}/{name}": _prior_text(rows) for name, rows in open_rows.items()}
    files |= _needed(folder, sources, files)
    copies, notes, findings = lists_of(root, journey.to_year)
    if findings:
        return Started(files={}, findings=findings)
    lists, _, _ = code_lists(root, journey.to_year)
    if lists is not None:
        notes = (*notes, *dict.fromkeys(line for each in sources for line in codes.changed(each.model, lists)))
    notes = (*notes, *_about_last_year(journey, sources, open_rows))
    steps = (_PROJECTS, *_STEPS) if any(path.endswith("/projects.csv") for path in files) else _STEPS
    return Started(files=dict(sorted({**files, **copies}.items())), notes=notes, steps=steps)


_PROJECTS = f"在 projects.csv 定下每个项目是否继续：继续的删去{CONFIRM}，不再安排的删去整行（ledger.csv、tasks.csv 和文字里写到它的也删去）"
_STEPS = (
    f"在 CSV 文件里填本年的数；{FILL}换成本年的内容；不再有的行删去",
    f"核对每一条带{CONFIRM}的文字，改成本年的，再删去这个记号；增减原因（cause）要另写",
)


def lists_of(root: Path, year: str) -> tuple[dict[str, str], tuple[str, ...], tuple[Finding, ...]]:
    """The code lists that the year still needs, by path (none where it has its own), what to say of them, and what is wrong with its own."""
    lists, findings, _ = code_lists(root, year)
    folder = f"{DATA}/{CODES}/{year}"
    if lists is not None and not unread(findings):
        return {}, (), ()
    if year in gate.folders(root, f"{DATA}/{CODES}"):
        return {}, (), tuple(findings)
    near, copies = codes.copied(root, year)
    if not near:
        return {}, (f"还没有任何年度的科目表：建立 {folder}/，写法见别的项目的 {DATA}/{CODES}",), ()
    note = f"还没有 {year} 年的科目表：照抄了 {near} 年的，放在 {folder}/；与 {year} 年的科目核对以后，删去 codes.toml 里的{CONFIRM}"
    return copies, (note,), ()


def _prior(journey: Journey, sources: tuple[_Source, ...]) -> dict[str, list[tuple[str, str, str, str]]]:
    """The rows of each prior.csv, by its name below the folder."""
    found: dict[str, dict[tuple[str, str], tuple[str, str, str, str]]] = {}
    for each in sources:
        model = untold.beginning(each.model, journey.to_department, journey.to_year, each.last)
        for one in model.folders:
            published = each.published
            if published and one.slug:
                facts = published.facts.parts.get(one.slug)
                published = untold.Published(facts=facts, edition=published.edition) if facts else None
            rows = found.setdefault(f"{UNITS}/{one.slug}/{_PRIOR}" if one.slug else _PRIOR, {})
            for row in untold.rows(one, each.edition, published):
                rows.setdefault(row[:2], row)
    return {name: list(rows.values()) for name, rows in found.items()}


def _prior_text(rows: Iterable[Sequence[str]]) -> str:
    """The file prior.csv with these rows: 事项, 对象, 上年数, 依据."""
    header = header_of(PriorAmount)
    return csv_text(_PRIOR_FILE, header, (dict(zip(header, row, strict=True)) for row in rows))


def _needed(folder: str, sources: tuple[_Source, ...], files: Mapping[str, str]) -> dict[str, str]:
    """The files that the editions need and nothing was carried into: their headers."""
    wanted = {name for each in sources for name in each.edition.needs if not (name == _PRIOR and each.last)}
    whole = any(each.model.parts for each in sources)
    return {
        f"{folder}/{file.name}": csv_text(file, header_of(file.record))
        for file in DEPARTMENT_CSV
        if file.name in wanted and (file.own or not whole) and f"{folder}/{file.name}" not in files
    }


def _compares(edition: Edition) -> bool:
    """Whether the form has any use for last year's amounts."""
    return any(True for _ in compared(edition)) or "project" in edition.wordings or edition.draws_on("history")


def _about_last_year(
    journey: Journey, sources: tuple[_Source, ...], rows: Mapping[str, list[tuple[str, str, str, str]]]
) -> tuple[str, ...]:
    """Where last year's amounts come from."""
    last = next((each.last for each in sources if each.last), None)
    blank = sum(not amount for found in rows.values() for _, _, amount, _ in found)
    given = sum(len(found) for found in rows.values()) - blank
    notes = []
    marginal = sum(bool(line.breakdown) for each in sources for line in each.model.ledger)
    if marginal:
        notes.append(f"ledger.csv 里有 {marginal} 行写着口径，是照只有分项合计的公开文件记的：本年有明细的，改成一笔一行，口径留空")
    if not any(_compares(each.edition) for each in sources):
        notes.append("版式不与上年比较，不要上年数")
    elif last is not None:
        notes.append(f"上年数取自 {last.folder}，不必抄写；改了名或合并的项目，在 projects.csv 的“上年项目”一列写上年的名称")
    else:
        notes.append(f"没有 {DATA}/{journey.to_department}/{int(journey.to_year) - 1}：上年数要写在 {_PRIOR} 里")
    if given:
        notes.append(f"上年的明细看不出、但上年公开过的 {given} 个数，写进了 {_PRIOR}，写明了依据")
    if blank:
        notes.append(f"{_PRIOR} 里有 {blank} 行上年数要填；上年没有的写 0，没有公开过的删去那一行")
    if not journey.same:
        notes.append(f"文字抄自 {journey.department} {journey.year} 年，只作样子：单位的名称、机构、人员要填自己的")
    return tuple(notes)
