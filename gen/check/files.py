"""Files (数据文件): what a form needs must be there."""

from __future__ import annotations

from collections.abc import Iterator

from gen.check.rule import Case, Fault, check
from gen.findings import Place
from gen.model.lines import PriorAmount
from gen.model.shape import fields_of
from gen.model.texts import DocumentTexts, UnitFacts
from gen.read.files import DEPARTMENT_CSV, missing_csv


@check(
    "FIL-01",
    "版式要用的数据文件都有",
    compares="版式要用的 CSV 文件，与文件夹里实有的文件",
    fix="建立缺少的文件：第一行写表头，没有内容就只留表头",
)
def files_present(case: Case) -> Iterator[Fault]:
    """Every CSV file that the edition needs is in the folder; one without content has its header alone.

    Where last year has a folder of its own, prior.csv may be missing.
    """
    known = {file.name: file for file in DEPARTMENT_CSV if not (file.record is PriorAmount and case.model.last)}
    for name in case.edition.needs if case.edition else ():
        if name not in case.model.files and name in known:
            path = f"{case.model.folder}/{name}"
            yield Fault(f"缺少文件 {path}", (Place(path),), missing_csv(known[name]))


@check(
    "FIL-02",
    "版式要用的成组文字都有",
    compares="版式要用的成组文字（职责、目标等）和单位情况，与 TOML 文件里写了的",
    fix="在所指的文件里补上那一组文字，一段一条",
)
def texts_present(case: Case) -> Iterator[Fault]:
    """Every list of texts that the edition needs (duties, goals …) has an entry in the document's file, and unit.toml what it needs of it."""
    titles = {field.name: field.title for field in fields_of(DocumentTexts)}
    for name in case.edition.needs if case.edition else ():
        if name in titles and not getattr(case.model.texts, name):
            place = case.model.texts.place
            yield Fault(f"缺少{titles[name]}（{name}），页面要用", (place,), f'在 {place.path} 写 {name} = ["……"]，一段一条')
    for field in fields_of(UnitFacts):
        if case.edition and f"unit.{field.name}" in case.edition.needs and not getattr(case.model.unit, field.name):
            place = case.model.unit.place
            yield Fault(f"缺少{field.title}（{field.name}），页面要用", (place,), f"在 {place.path} 补上：{field.doc}")
