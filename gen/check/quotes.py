"""Passages and quotes (文段和引文): every passage is printed, every quote names something."""

from __future__ import annotations

from collections.abc import Iterator

from gen.check.indicators import indicator_fields
from gen.check.prose import walk
from gen.check.rule import Case, Fault, check
from gen.check.tell import spot
from gen.compose.quotes import names, quotes
from gen.document import DataText, leaves, texts
from gen.findings import Place
from gen.model.folder import Model
from gen.read.gate import guess, listed


@check("QUO-01", "引文都有出处", compares="每处〔引：名称〕，与文段、口径、算式和数据里的数的名称", fix="照所列的名称改")
def quotes_known(case: Case) -> Iterator[Fault]:
    """Every 〔引：名称〕 in the texts and indicators names a passage, a quantity or formula of the edition, or an amount of the data."""
    if case.edition is None or case.facts is None:
        return
    known = quotes(case.model, case.facts, case.edition)
    asked = indicator_fields(case.edition)
    for text, place in (written for model in case.model.folders for written in _written(model, asked)):
        for name in names(text):
            own = known.of_whom(place)
            if not own.knows(name):
                all_names = (*own.passages, *own.figures)
                hint = guess(name, all_names) + f"可以引用：{listed(all_names, 20)}"
                yield Fault(f"引文“{name}”没有出处", (spot(place, f"〔引：{name}〕", case.model.sources),), hint)


def _written(model: Model, asked: frozenset[str]) -> Iterator[tuple[str, Place]]:
    """Every text of a folder that may quote: of the indicators, those that the edition prints."""
    yield from ((text.value, text.place) for _, text in walk(model.texts))
    if model.parts:
        return  # Its indicators are those of its units.
    for row in model.indicators:
        yield from (
            (getattr(row, name), row.row.at(title)) for name, title in (("target", "指标值"), ("actual", "实际完成值")) if name in asked
        )
    yield from ((row.target, row.row.at("指标值")) for row in model.project_indicators if "target" in asked)


@check("PAS-01", "文段都印在页面上", compares="[[passages]] 的每一段，与页面上印出的文字", fix="核对文段名称；没有地方用到的去掉")
def passages_printed(case: Case) -> Iterator[Fault]:
    """Every paragraph of a passage stands somewhere on the page: the form asks for it by its name, or another text quotes it."""
    if case.composed is None or not case.model.texts.passages:
        return
    printed: set[Place] = set()
    for block in case.composed.document.blocks():
        for inlines in texts(block):
            printed |= {inline.place for inline in leaves(inlines) if isinstance(inline, DataText)}
    for passage in case.model.texts.passages:
        # A paragraph that is one quote and nothing else has no text of its own.
        own = [text for text in passage.paragraphs if not (names(text.value) and text.value == f"〔引：{names(text.value)[0]}〕")]
        if any(text.place not in printed for text in own):
            hint = "核对名称是否与版式相同；供引用的文段只写一段，没有引用它的就去掉"
            yield Fault(f"文段“{passage.name.value}”没有（或者没有全部）印在页面上", (passage.name.place,), hint)
