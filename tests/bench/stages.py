"""The stages of a run, each by itself several times in one warm process."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gen import check, publish
from gen.check.rule import Case
from gen.compose import editions
from gen.compose.assemble import assemble
from gen.derive.facts import derive
from gen.provenance import figures_json
from gen.read import load as read
from gen.render import docx, fit, fonts, pdf, style
from tests.bench.measure import median_seconds
from tests.bench.subjects import Subject


def stages(root: Path, subject: Subject) -> Mapping[str, float]:
    """The median seconds of each stage, in the order of a run."""
    department, year, document, runs = subject.department, subject.year, subject.document, subject.runs
    model, _ = read.load(root, department, year, document)
    assert model is not None
    edition, _ = editions.load(root, model.texts.edition.value)
    assert edition is not None
    facts = derive(model, edition.definitions)
    composed, _ = assemble(model, facts, edition)
    assert composed is not None
    sheet, _ = style.parse(edition.style, edition.style_path)
    assert sheet is not None
    faces, _ = fonts.resolve(sheet)
    assert faces is not None
    fitted, _ = fit.fit(composed.document, sheet)
    printed, pages = pdf.render(fitted, sheet, faces)
    files = {
        f"{document}.docx": docx.render(fitted, sheet, pages),
        f"{document}.pdf": printed,
        f"{document}.figures.json": figures_json(composed, model),
    }

    def publishing() -> None:
        record = publish.record(department, year, {**model.sources, **edition.sources}, files)
        publish.publish(root / "output/bench", {**files, publish.MANIFEST: record})

    def characters() -> None:
        fit.fit(composed.document, sheet)
        fonts.resolve(sheet)
        fonts.missing(fitted, sheet, faces)

    work = {
        "read data": lambda: read.load(root, department, year, document),
        "read edition": lambda: editions.load(root, model.texts.edition.value),
        "derive": lambda: derive(model, edition.definitions),
        "compose": lambda: assemble(model, facts, edition),
        "check": lambda: check.run(Case(model=model, edition=edition, facts=facts, composed=composed)),
        "columns, fonts, characters": characters,
        "pdf": lambda: pdf.render(fitted, sheet, faces),
        "docx": lambda: docx.render(fitted, sheet, pages),
        "figures": lambda: figures_json(composed, model),
        "publish": publishing,
    }
    return {name: median_seconds(stage, runs) for name, stage in work.items()}
