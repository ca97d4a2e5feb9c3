"""One run (一次编制): the main line from files to published output, and the only writer of ``output/``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gen import check, publish, record
from gen.check.rule import Case
from gen.compose import editions
from gen.compose.assemble import Composed, assemble
from gen.compose.edition import Edition
from gen.derive.facts import Facts, derive
from gen.findings import Finding, Place, error, has_error, in_order
from gen.model.folder import Model
from gen.provenance import figures_json
from gen.read import gate
from gen.read import load as read
from gen.render import style
from gen.render.style import StyleSheet

#: Findings that a draft may have: it is rendered with a watermark, whatever the checks say.
WATERMARK = "草案"

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """One document of a department-year as far as it could be taken, with its findings in order."""

    model: Model | None = None
    edition: Edition | None = None
    facts: Facts | None = None
    composed: Composed | None = None
    style: StyleSheet | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run did: what it compiled, all findings, and the files it wrote (none when an error forbade it).

    ``unchanged`` = nothing differs from the last run, whose findings these are and whose files still stand.
    """

    compiled: tuple[Compiled, ...]
    findings: tuple[Finding, ...]
    written: tuple[Path, ...] = ()
    unchanged: bool = False


def silent(stage: str) -> None:
    """A progress callback that shows nothing."""


def compile(root: Path, department: str, year: str, progress: Progress = silent, *, unit: str = "", today: date | None = None) -> Outcome:
    """read → derive → compose → check for every document of a department-year: all that can be said without rendering.

    With ``unit`` it is about that one budget unit of the department, from the same data. ``today`` is the day on which waivers must be valid;
    where nobody says, none has expired.
    """
    names, findings = read.documents(root, department, year)
    compiled = tuple(compile_document(root, department, year, name, progress, unit=unit) for name in names)
    return _judged(
        Outcome(compiled=compiled, findings=in_order((*findings, *(found for each in compiled for found in each.findings)))), today
    )


def _judged(outcome: Outcome, today: date | None) -> Outcome:
    """``outcome`` with its findings as the waivers of the department-year leave them, and what is wrong with the waivers."""
    model = next((each.model for each in outcome.compiled if each.model is not None), None)
    if model is None:
        return outcome
    complete = all(each.composed is not None for each in outcome.compiled)
    judged, more = check.judge(outcome.findings, model, today=today, complete=complete)
    compiled = tuple(replace(each, findings=tuple(judged[finding] for finding in each.findings)) for each in outcome.compiled)
    return Outcome(compiled=compiled, findings=in_order((*judged.values(), *more)))


def compile_document(root: Path, department: str, year: str, document: str, progress: Progress = silent, *, unit: str = "") -> Compiled:
    """read → derive → compose → check for one document."""
    progress("读取数据")
    model, findings = read.load(root, department, year, document, unit)
    if model is None:
        return Compiled(findings=findings)
    edition, more = editions.load(root, model.texts.edition.value, model.texts.edition.place)
    findings += more
    facts = composed = sheet = None
    if edition is not None:
        sheet, more = style.parse(edition.style, edition.style_path)
        findings += more
        progress("推导数字")
        facts = derive(model, edition.definitions)
        progress("组成文稿")
        composed, more = assemble(model, facts, edition)
        findings += more
    progress("校验")
    findings += check.run(Case(model=model, edition=edition, facts=facts, composed=composed))
    return Compiled(model=model, edition=edition, facts=facts, composed=composed, style=sheet, findings=in_order(findings))


def report(
    root: Path,
    department: str,
    year: str,
    *,
    draft: bool = False,
    progress: Progress = silent,
    unit: str = "",
    today: date | None = None,
) -> Outcome:
    """Compile, render and publish every document of a department-year; nothing in ``output/`` changes unless every check passed.

    A ``draft`` is rendered with a watermark into ``draft/`` of the same folder, even when checks failed. Where nothing differs from the
    last run, its record answers, until a waiver of that run has expired ``today``. With ``unit`` it is one budget unit's own document, in
    ``units/<unit>/`` of the same folder.
    """
    below = f"units/{unit}" if unit else ""
    if not (gate.department_faults(department) or gate.year_faults(year) or (unit and gate.department_faults(unit))):
        home = root / "output" / department / year / below
        publish.mend(home)
        known = None if draft else record.unchanged(root, home, today)
        if known is not None:
            return Outcome(compiled=(), findings=known, unchanged=True)
    outcome = compile(root, department, year, progress, unit=unit, today=today)
    if (
        not outcome.compiled
        or any(each.composed is None or each.style is None for each in outcome.compiled)
        or (has_error(outcome.findings) and not draft)
    ):
        return outcome
    files: dict[str, bytes] = {}
    inputs: dict[str, str] = {}
    absent: list[str] = []
    faces: list[Path] = []
    findings = list(outcome.findings)
    for each in outcome.compiled:
        made, fonts, more = render(root, each, draft=draft, progress=progress)
        findings.extend(more)
        files |= made
        faces.extend(fonts)
        if not made:
            return replace(outcome, findings=in_order(findings))
        assert each.model is not None and each.edition is not None
        inputs |= {**each.model.sources, **each.edition.sources}
        absent += each.model.absent
    progress("写入文件")
    folder = root / "output" / department / year / below / ("draft" if draft else "")
    manifest = publish.record(department, year, inputs, files)
    models = [model for each in outcome.compiled if each.model for model in (each.model, each.model.last, each.model.cited) if model]
    secret = any(model.withheld for model in models)
    note = record.make(inputs, absent, {**files, publish.MANIFEST: manifest}, faces, in_order(findings)) if not secret else record.NONE
    try:
        written = publish.publish(folder, {**files, record.RECORD: note, publish.MANIFEST: manifest})
    except OSError as fault:
        place = Place(f"output/{department}/{year}")
        hint = "请检查磁盘空间和写入权限；原来的文件没有改动"
        findings.append(error("OUT-01", f"写不进输出文件夹：{gate.why(fault)}", place, hint=hint))
        return replace(outcome, findings=in_order(findings))
    visible = tuple(path for path in written if path.name != record.RECORD)
    return replace(outcome, findings=in_order(findings), written=visible)


def render(
    root: Path, compiled: Compiled, *, draft: bool, progress: Progress = silent
) -> tuple[dict[str, bytes], tuple[Path, ...], tuple[Finding, ...]]:
    """The files of a compiled document, by name, and the fonts it is set in; no files when a font or a character is missing."""
    # Imported here: the renderers bring in the heavy libraries, which check and explain never need.
    from gen.render import docx, fit, fonts, pdf

    sheet = compiled.style
    assert compiled.composed is not None and compiled.model is not None and sheet is not None
    document = replace(compiled.composed.document, watermark=WATERMARK) if draft else compiled.composed.document
    document, findings = fit.fit(document, sheet)
    faces, more = fonts.resolve(sheet)
    findings = (*findings, *more)
    if faces is not None:
        findings = (*findings, *fonts.missing(document, sheet, faces))
    if faces is None or has_error(findings):
        return {}, (), tuple(findings)
    progress("排版 PDF")
    printed, pages = pdf.render(document, sheet, faces)
    progress("生成 DOCX")
    name = compiled.model.document
    files = {
        f"{name}.docx": docx.render(document, sheet, pages),
        f"{name}.pdf": printed,
        f"{name}.figures.json": figures_json(compiled.composed, compiled.model),
    }
    return files, tuple(faces.files.values()), tuple(findings)
