"""Loading (读取部门年度): one department-year with what it is held against, or all that is wrong with its files.

READ-16 no such unit   READ-17 no such folder to cite
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from gen.findings import Finding, Place, error, warning
from gen.model.folder import Model
from gen.read import gate
from gen.read.files import BUDGET, DATA, DOCUMENT_TOML, UNITS
from gen.read.folder import whole
from gen.read.pending import unread

_CITED = re.compile(rf"(?P<department>[a-z0-9][a-z0-9-]*)/(?P<year>[0-9]{{4}})(?:/{UNITS}/(?P<unit>[a-z0-9][a-z0-9-]*))?")


def departments(root: Path) -> tuple[str, ...]:
    """The departments that have a folder in data/, sorted; a folder whose name is none is passed over."""
    return tuple(name for name in gate.folders(root, DATA) if not gate.department_faults(name))


def years(root: Path, department: str) -> tuple[str, ...]:
    """The years of ``department`` that have a folder, sorted."""
    return tuple(name for name in gate.folders(root, f"{DATA}/{department}") if not gate.year_faults(name))


def documents(root: Path, department: str, year: str) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """The documents (budget, self-evaluation …) that a department-year has a file for; findings where there is none."""
    findings = gate.department_faults(department) + gate.year_faults(year) or _absent(root, department, year)
    if findings:
        return (), tuple(findings)
    folder = f"{DATA}/{department}/{year}"
    present = gate.file_names(root, folder)
    found = tuple(name.removesuffix(".toml") for name in DOCUMENT_TOML if name in present)
    if found:
        return found, ()
    hint = f"请建立其中一个文件：{gate.listed(f'{name}（{what}）' for name, what in DOCUMENT_TOML.items())}"
    return (), (error("READ-05", f"{folder} 里没有任何文件的文字资料", Place(folder), hint=hint),)


def load(root: Path, department: str, year: str, document: str, unit: str = "") -> tuple[Model | None, tuple[Finding, ...]]:
    """One document of a department-year as the files tell it, with all findings; None where any of them left something unread.

    With it comes what it is held against: last year's folder where that has the same document, and the budget that it cites. With ``unit``
    it is the model of that budget unit alone.
    """
    refused = gate.department_faults(department) + gate.year_faults(year) or _absent(root, department, year)
    if refused:
        return None, tuple(refused)
    model, findings = whole(root, department, year, document)
    if model is None:
        return None, findings
    last, more = _last(root, model)
    cited, further = _cited(root, model)
    findings = (*findings, *more, *further)
    model = _linked(model, last, cited)
    found = _unit(model, unit) if unit else model
    if found is None:
        findings = (*findings, _no_unit(f"{model.folder}/{UNITS}", model, unit, "READ-16", Place(f"{model.folder}/{UNITS}")))
    return (None if unread(findings) else found), findings


def _last(root: Path, model: Model) -> tuple[Model | None, tuple[Finding, ...]]:
    """Last year's own folder, where it has the same document; what is secret this year is left out there, too, so that both years compare alike."""
    year = str(model.year - 1)
    if f"{model.document}.toml" not in gate.file_names(root, f"{DATA}/{model.department}/{year}"):
        return None, ()
    return whole(root, model.department, year, model.document, {each.slug: each.secret for each in model.folders})


def _cited(root: Path, model: Model) -> tuple[Model | None, tuple[Finding, ...]]:
    """The budget that a document about its execution says it is held against."""
    cited = model.texts.cited_budget
    if cited is None:
        return None, ()
    match = _CITED.fullmatch(cited.value)
    if match is None:
        hint = f"写 {DATA}/ 下的文件夹：部门/年度，或者 部门/年度/{UNITS}/单位，如 some-bureau/2020/{UNITS}/north"
        return None, (error("READ-17", f"“{gate.shown(cited.value)}”不是部门年度的文件夹", cited.place, hint=hint),)
    department, year, unit = match["department"], match["year"], match["unit"] or ""
    if f"{BUDGET}.toml" not in gate.file_names(root, f"{DATA}/{department}/{year}"):
        # The data of another department may be kept elsewhere: its absence forbids nothing, but it is said. A slip of the pen is a fault.
        known = departments(root)
        kept_here = department in known or gate.nearest(department, known) is not None
        message = f"没有核对年初预算：{DATA}/{department}/{year} 里没有部门预算（{BUDGET}.toml）"
        told = error if kept_here else warning
        hint = gate.guess(department, known) + ("核对部门和年度" if kept_here else "核对部门和年度；这份预算的数据不在这里的，保留这条警告")
        return None, (told("READ-17", message, cited.place, hint=hint),)
    found, findings = whole(root, department, year, BUDGET)
    if found is None or not unit:
        return found, findings
    part = _unit(found, unit)
    return part, findings if part else (*findings, _no_unit(found.folder, found, unit, "READ-17", cited.place))


def _unit(model: Model, slug: str) -> Model | None:
    return next((part for part in model.parts if part.slug == slug), None)


def _no_unit(folder: str, model: Model, unit: str, code: str, place: Place) -> Finding:
    known = gate.listed(part.slug for part in model.parts)
    return error(
        code, f"{folder} 里没有单位“{gate.shown(unit)}”", place, hint=f"现有单位：{known}" if known else "这个部门只有一个预算单位"
    )


def _linked(model: Model, last: Model | None, cited: Model | None) -> Model:
    """``model`` and its parts with last year's folder and the budget it cites, whose texts are among its sources."""
    sources = {**(last.sources if last else {}), **(cited.sources if cited else {})}
    absent = [] if last else [f"{DATA}/{model.department}/{model.year - 1}/{model.document}.toml"]
    if cited is None and model.texts.cited_budget is not None:
        absent.append(f"{DATA}/{'/'.join(model.texts.cited_budget.value.split('/')[:2])}/{BUDGET}.toml")
    parts = tuple(
        replace(part, last=_unit(last, part.slug) if last else None, absent=tuple(absent), sources={**part.sources, **sources})
        for part in model.parts
    )
    return replace(model, last=last, cited=cited, parts=parts, absent=tuple(absent), sources={**model.sources, **sources})


def _absent(root: Path, department: str, year: str) -> list[Finding]:
    """What is said where the department or its year has no folder."""
    known = departments(root)
    if department not in known:
        near = gate.nearest(department, known)
        guess = f"是否 {near}？" if near else ""
        message = f"没有部门“{department}”：{DATA}/{department} 不是文件夹"
        return [error("READ-03", message, Place(DATA), hint=f"{guess}现有部门：{gate.listed(known)}")]
    known = years(root, department)
    if year not in known:
        message = f"部门 {department} 没有 {year} 年的数据：{DATA}/{department}/{year} 不是文件夹"
        return [error("READ-04", message, Place(f"{DATA}/{department}"), hint=f"现有年度：{gate.listed(known)}")]
    return []
