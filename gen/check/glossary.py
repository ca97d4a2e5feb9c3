"""名词解释: what the text uses is explained, and nothing else.

The terms in use are looked for again in the finished document, without its glossary, independently of how the glossary was made.
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.check.rule import Case, Fault, check
from gen.compose.assemble import Composed, Entry, entries, stands_in
from gen.document import Paragraph, plain, texts
from gen.findings import Place

_BASIS = "财政预决算领域基层政务公开标准目录（名词解释）"


@check(
    "GLO-01",
    "用到的名词都有解释",
    basis=_BASIS,
    compares="正文和表格里出现的名词，与名词解释",
    fix="在 budget.toml 加一组 [[glossary]]：名词和解释",
)
def terms_explained(case: Case) -> Iterator[Fault]:
    """Every listed term that stands in the text or tables has an entry, and the entry says something."""
    for entry, used, printed in _terms(case):
        if printed is not None and not printed:
            message = f"名词“{entry.term}”列出了，没有解释"
        elif used and printed is None:
            message = f"正文或表格用到了“{entry.term}”，名词解释里没有它"
        else:
            continue
        places = (Place(case.model.texts.place.path), entry.place)
        yield Fault(message, places, "在 budget.toml 加一组 [[glossary]]：term（名词）、definition（解释）")


@check(
    "GLO-02",
    "名词解释没有多余的名词",
    basis=_BASIS,
    compares="名词解释里的名词，与正文和表格里出现的",
    fix="去掉多余的一组，或者照正文的写法改名词；表样总是列出的，在版式里写 always = true",
)
def terms_used(case: Case) -> Iterator[Fault]:
    """No term is explained that neither text nor tables use, save those that the form always prints; nor does the data hold such an entry."""
    own = {text.term.value: text.term.place for text in case.model.texts.glossary}
    for entry, used, printed in _terms(case):
        if used or entry.always:
            continue
        if entry.term in own:
            hint = "去掉这一组 [[glossary]]，或者照正文的写法改名词"
            yield Fault(f"正文和表格都没有用到“{entry.term}”，它的解释不会印出", (own[entry.term],), hint)
        elif printed is not None:
            hint = "从版式的 glossary.toml 去掉它；官方表样总是列出的，写 always = true"
            yield Fault(f"正文和表格都没有用到“{entry.term}”，名词解释却列出了它", (entry.place,), hint)


def _terms(case: Case) -> Iterator[tuple[Entry, bool, str | None]]:
    """Each listed term, whether the document uses it, and the explanation that is printed (None = no entry)."""
    if case.composed is None or case.edition is None:
        return
    known = entries(case.model, case.edition)
    text, printed = _parted(case.composed, {entry.place for entry in known})
    for entry in known:
        yield entry, stands_in(entry, text), printed.get(entry.place)


def _parted(composed: Composed, places: set[Place]) -> tuple[str, dict[Place, str]]:
    """The text of the document without its glossary, and the explanations of the glossary by the place of their term."""
    body: list[str] = []
    printed: dict[Place, str] = {}
    for block in composed.document.blocks():
        if isinstance(block, Paragraph) and block.place in places:
            printed[block.place] = plain(block.inlines).partition("：")[2].strip()
        else:
            body.extend(plain(inlines) for inlines in texts(block))
    return "\n".join(body), printed
