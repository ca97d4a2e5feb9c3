"""Punctuation (标点): signs that nobody means, in the texts that the data gives to the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gen.check.indicators import all_indicators
from gen.check.prose import walk
from gen.check.rule import Case, Fault, check
from gen.check.tell import spot
from gen.compose.edition import Edition
from gen.findings import Place, Severity
from gen.model.folder import Model
from gen.model.shape import Kind, fields_of

_SLIPS = (
    ("标点重复", re.compile(r"[，。；：、][，。；：、！？]+|[！？][，。；：、]+|[,;]{2,}"), "留一个标点"),
    # Between figures and letters a comma or colon may be half-width (1,000、10:30); between hanzi it is a slip.
    ("中文里用了半角标点", re.compile(r"(?<=[一-鿿])[,;:?!](?=[一-鿿“《（])"), "改用全角标点：，；：？！"),
    ("括号一半全角一半半角", re.compile(r"（[^（）()]*\)|\([^（）()]*）"), "两边都用全角括号（）"),
)
#: What a template works out.
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


@check(
    "TXT-09",
    "标点不重复，全角半角不混用",
    severity=Severity.WARNING,
    basis="GB/T 15834—2011（标点符号用法）",
    compares="TOML 文字、绩效指标、各种名称和正文模板里的标点，与重复的标点、汉字之间的半角标点、不成对的括号",
    fix="照提示改正标点；照公开文件记录的，来源就是这样的保留这条警告",
)
def signs_right(case: Case) -> Iterator[Fault]:
    """No typed text, name or sentence of the edition doubles a punctuation mark or mixes half-width with full-width ones."""
    fixed = case.edition.sources if case.edition else {}
    faults = {
        (spot(place, match[0], {**case.model.sources, **fixed}), match[0]): (what, hint)
        for text, place in (*_written(case.model), *_fixed(case.edition))
        for what, pattern, hint in _SLIPS
        for match in pattern.finditer(text)
    }
    for (place, sign), (what, hint) in faults.items():
        yield Fault(f"{what}：“{sign}”", (place,), hint)


def _written(model: Model) -> Iterator[tuple[str, Place]]:
    """Every text of the folder and of its units' that the page may print, with its place."""
    for one in model.folders:
        for record in (one.unit, one.texts):
            yield from ((text.value, text.place) for _, text in walk(record))
    for row in all_indicators(model):
        for field in fields_of(type(row)):
            if field.kind is Kind.TEXT:
                yield getattr(row, field.name), row.row.at(field.title)
    yield from ((project.name, project.row.at("项目")) for project in model.projects)
    yield from ((line.subproject, line.row.at("二级项目")) for line in model.ledger)
    yield from ((task.task, task.row.at("绩效任务")) for task in model.tasks)
    for detail in model.project_details:
        yield from ((detail.name, detail.row.at("明细")), (detail.basis, detail.row.at("依据")))


def _fixed(edition: Edition | None) -> Iterator[tuple[str, Place]]:
    """The lines of an edition's prose; what stands in braces is a template and no text, but it takes its room."""
    for prose in edition.prose.values() if edition else ():
        for number, line in enumerate(prose.text.split("\n"), start=1):
            yield _TEMPLATE.sub(lambda match: "_" * len(match[0]), line), Place(prose.path, number, 1)
