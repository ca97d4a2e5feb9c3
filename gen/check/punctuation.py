"""Punctuation (标点): signs that nobody means, in the texts that the data gives to the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gen.check.indicators import all_indicators
from gen.check.prose import walk
from gen.check.rule import Case, Fault, check
from gen.check.tell import spot
from gen.findings import Place, Severity
from gen.model.folder import Model
from gen.model.shape import Kind, fields_of

_SLIPS = (
    ("标点重复", re.compile(r"[，。；：、][，。；：、！？]+|[！？][，。；：、]+|[,;]{2,}"), "留一个标点"),
    # Between figures and letters a comma or colon may be half-width (1,000、10:30); between hanzi it is a slip.
    ("中文里用了半角标点", re.compile(r"(?<=[一-鿿])[,;:?!](?=[一-鿿“《（])"), "改用全角标点：，；：？！"),
    ("括号一半全角一半半角", re.compile(r"（[^（）()]*\)|\([^（）()]*）"), "两边都用全角括号（）"),
)


@check(
    "TXT-09",
    "标点不重复，全角半角不混用",
    severity=Severity.WARNING,
    basis="GB/T 15834—2011（标点符号用法）",
    compares="TOML 文字和绩效指标里的标点，与重复的标点、汉字之间的半角标点、不成对的括号",
    fix="照提示改正标点；照公开文件记录的，来源就是这样的保留这条警告",
)
def signs_right(case: Case) -> Iterator[Fault]:
    """No text of the TOML files and no indicator doubles a punctuation mark or mixes half-width with full-width ones."""
    faults = {
        (spot(place, match[0], case.model.sources), match[0]): (what, hint)
        for text, place in _written(case.model)
        for what, pattern, hint in _SLIPS
        for match in pattern.finditer(text)
    }
    for (place, sign), (what, hint) in faults.items():
        yield Fault(f"{what}：“{sign}”", (place,), hint)


def _written(model: Model) -> Iterator[tuple[str, Place]]:
    """Every text of the folder and of its units' that the page may print, with its place."""
    for one in (model, *model.parts):
        for record in (one.unit, one.texts):
            yield from ((text.value, text.place) for _, text in walk(record))
    for row in all_indicators(model):
        for field in fields_of(type(row)):
            if field.kind is Kind.TEXT:
                yield getattr(row, field.name), row.row.at(field.title)
