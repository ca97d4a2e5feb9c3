"""Files (数据文件): what a form needs must be there."""

from __future__ import annotations

from collections.abc import Iterator

from gen.check.rule import Case, Fault, check
from gen.check.tell import one_off, places_of
from gen.findings import Place
from gen.model.lines import PriorAmount
from gen.model.shape import fields_of
from gen.model.texts import DocumentTexts, UnitFacts
from gen.read.files import DEPARTMENT_CSV, missing_csv
from gen.read.gate import guess, listed, nearest


@check(
    "FIL-01",
    "版式要用的数据文件都有",
    compares="版式要用的 CSV 文件，与部门的文件夹、每个预算单位的文件夹里实有的文件",
    fix="建立缺少的文件：第一行写表头，没有内容就只留表头",
)
def files_present(case: Case) -> Iterator[Fault]:
    """Every CSV file that the edition needs is in the folder, or in that of each budget unit; one without content has its header alone.

    Where last year has a folder of its own, prior.csv may be missing.
    """
    known = {file.name: file for file in DEPARTMENT_CSV if not (file.record is PriorAmount and case.model.last)}
    for file in (known[name] for name in (case.edition.needs if case.edition else ()) if name in known):
        for model in (case.model,) if file.own else case.model.units:
            if file.name not in model.files:
                path = f"{model.folder}/{file.name}"
                yield Fault(f"缺少文件 {path}", (Place(path),), missing_csv(file))


@check(
    "FIL-02",
    "版式要用的成组文字都有",
    compares="版式要用的成组文字（职责、目标等）和单位情况，与 TOML 文件里写了的",
    fix="在所指的文件里补上那一组文字，一段一条",
)
def texts_present(case: Case) -> Iterator[Fault]:
    """Every list of texts that the edition needs (duties, goals …) has an entry in the document's file, and the unit.toml of each unit what
    it needs of it."""
    titles = {field.name: field.title for field in fields_of(DocumentTexts)}
    for name in case.edition.needs if case.edition else ():
        if name in titles and not getattr(case.model.texts, name):
            place = case.model.texts.place
            yield Fault(f"缺少{titles[name]}（{name}），页面要用", (place,), f'在 {place.path} 写 {name} = ["……"]，一段一条')
    asked = [field for field in fields_of(UnitFacts) if case.edition and f"unit.{field.name}" in case.edition.needs]
    for unit, field in ((unit, field) for unit in case.model.units for field in asked):
        if not getattr(unit.unit, field.name):
            place = unit.unit.place
            yield Fault(f"缺少{field.title}（{field.name}），页面要用", (place,), f"在 {place.path} 补上：{field.doc}")


@check(
    "FIL-03",
    "单位之间的称呼一致",
    compares="unit.toml 的经办单位 run_by，与部门各预算单位的名称；各单位的主管部门 parent，互相比：只差一个字的",
    fix="经办单位写那个预算单位的全称；主管部门改正写错的一处",
    threshold="一个字：常量，gen/check/files.py",
)
def units_named_alike(case: Case) -> Iterator[Fault]:
    """Every ``run_by`` is the full name of a budget unit, and no two units spell their parent in ways that differ in one character.

    Else money would stand in nobody's performance target, or a table would have a row for each spelling. Of a unit by itself nobody can say
    who runs it: the others are not there.
    """
    model = case.model
    names = {unit.unit.name.value: unit.unit.name.place for unit in model.units}
    alone = bool(model.slug) and not model.parts
    for run_by in (unit.unit.run_by for unit in model.units if not alone):
        if run_by is not None and run_by.value not in names:
            near = nearest(run_by.value, names)
            meant = (names[near],) if near else ()
            yield Fault(
                f"没有“{run_by.value}”这个预算单位", (run_by.place, *meant), guess(run_by.value, names) or f"可以写：{listed(names)}"
            )
    parents = places_of((unit.unit.parent.value, unit.unit.parent.place) for unit in model.units if unit.unit.parent)
    for name, places in parents.items():
        for other, others in parents.items():
            if one_off(name, other) and (len(places), name) < (len(others), other):
                message = f"主管部门“{name}”与另外 {len(others)} 个单位的“{other}”只差一个字"
                yield Fault(message, (*places, *others[:1]), f"是否“{other}”？")
