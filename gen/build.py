"""One run (一次编制): the main line from files to published output, and the only writer of ``output/``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from gen import check, publish
from gen.check.rule import Case
from gen.compose import edition as editions
from gen.compose.assemble import Composed, assemble
from gen.compose.edition import Edition
from gen.derive.facts import Facts, derive
from gen.findings import Finding, Place, error, has_error, in_order
from gen.model.folder import Model
from gen.provenance import figures_json
from gen.read import gate
from gen.read import load as read

#: Findings that a draft may have: it is rendered with a watermark, whatever the checks say.
WATERMARK = "草案"

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A department-year as far as it could be taken, with all findings in order."""

    model: Model | None = None
    edition: Edition | None = None
    facts: Facts | None = None
    composed: Composed | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run did: what it compiled, and the files it wrote (none when an error forbade it)."""

    compiled: Compiled
    findings: tuple[Finding, ...]
    written: tuple[Path, ...] = ()


def silent(stage: str) -> None:
    """A progress callback that shows nothing."""


def compile(root: Path, department: str, year: str, progress: Progress = silent) -> Compiled:
    """read → derive → compose → check: all that can be said of a department-year without rendering it."""
    progress("读取数据")
    model, findings = read.load(root, department, year)
    if model is None:
        return Compiled(findings=findings)
    edition, more = editions.load(root, model.budget.edition.value)
    findings += _at_data(more, model)
    facts = composed = None
    if edition is not None:
        progress("推导数字")
        facts = derive(model, edition.definitions)
        progress("组成文稿")
        composed, more = assemble(model, facts, edition)
        findings += more
    progress("校验")
    findings += check.run(Case(model=model, edition=edition, facts=facts, composed=composed))
    return Compiled(model=model, edition=edition, facts=facts, composed=composed, findings=in_order(findings))


def _at_data(findings: tuple[Finding, ...], model: Model) -> tuple[Finding, ...]:
    """Findings about an edition that does not exist, put where the data names it."""
    return tuple(
        replace(finding, places=(model.budget.edition.place, *finding.places)) if finding.code == "EDN-04" else finding
        for finding in findings
    )


def report(root: Path, department: str, year: str, *, draft: bool = False, progress: Progress = silent) -> Outcome:
    """Compile, render and publish DOCX, PDF and figures; nothing in ``output/`` changes unless every check passed.

    A ``draft`` is rendered with a watermark into ``draft/`` of the same folder, even when checks failed.
    """
    compiled = compile(root, department, year, progress)
    if not (gate.department_faults(department) or gate.year_faults(year)):
        publish.mend(root / "output" / department / year)
    if compiled.composed is None or (has_error(compiled.findings) and not draft):
        return Outcome(compiled=compiled, findings=compiled.findings)
    files, findings = render(root, compiled, draft=draft, progress=progress)
    findings = in_order((*compiled.findings, *findings))
    if not files:
        return Outcome(compiled=compiled, findings=findings)
    progress("写入文件")
    folder = root / "output" / department / year / ("draft" if draft else "")
    assert compiled.model is not None and compiled.edition is not None
    record = publish.record(department, year, {**compiled.model.sources, **compiled.edition.sources}, files)
    try:
        written = publish.publish(folder, {**files, publish.MANIFEST: record})
    except OSError as fault:
        place = Place(f"output/{department}/{year}")
        hint = "请检查磁盘空间和写入权限；原来的文件没有改动"
        findings = in_order((*findings, error("OUT-01", f"写不进输出文件夹：{fault.strerror or fault}", place, hint=hint)))
        return Outcome(compiled=compiled, findings=findings)
    return Outcome(compiled=compiled, findings=findings, written=written)


def render(root: Path, compiled: Compiled, *, draft: bool, progress: Progress = silent) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """The files of a compiled document, by name; none when a font or a character is missing."""
    # Imported here: the renderers bring in the heavy libraries, which check and explain never need.
    from gen.render import docx, fonts, pdf, style

    assert compiled.composed is not None and compiled.model is not None
    document = replace(compiled.composed.document, watermark=WATERMARK) if draft else compiled.composed.document
    sheet, findings = style.load(root / "templates" / compiled.model.budget.edition.value / "style.toml")
    if sheet is None:
        return {}, tuple(findings)
    faces, more = fonts.resolve(sheet)
    findings = (*findings, *more)
    if faces is not None:
        findings = (*findings, *fonts.missing(document, sheet, faces))
    if faces is None or has_error(findings):
        return {}, tuple(findings)
    progress("排版 PDF")
    printed, pages = pdf.render(document, sheet, faces)
    progress("生成 DOCX")
    return {
        "budget.docx": docx.render(document, sheet, pages),
        "budget.pdf": printed,
        "budget.figures.json": figures_json(compiled.composed, compiled.model),
    }, tuple(findings)
