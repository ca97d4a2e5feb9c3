"""不公开: what the data marks so stands in no text of the output."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from gen.check.personal import Hit
from gen.check.privacy import stand
from gen.check.rule import Case, Fault, check
from gen.findings import Place, Severity

#: Signs that end a clause or part a list, as NFKC leaves them.
_STOPS = "。、,;:!?"
_BASIS = "预算法第十四条（公开不包括涉及国家秘密的内容）；保守国家秘密法"


@check(
    "SEC-01",
    "公开的文件里没有不公开的项目",
    waivable=False,
    basis=_BASIS,
    compares="公开的文件（页面、文件属性、figures.json）里的文字，与标了“不公开”的项目的名称（包括上年的名称；中间夹了空格、引号、间隔号的也算）",
    fix="改写或删去这段文字；这个项目本来可以公开的，去掉它的“不公开”",
)
def secrets_unnamed(case: Case) -> Iterator[Fault]:
    """No text of the output holds the name of a project that is marked 不公开; the message does not say it either.

    A name with spaces, quotes or points in it, or in full-width signs, is still the name.
    """
    names = {bare for model in case.model.folders for name in model.secret if len(bare := _bare(name)) > 1}

    def find(text: str) -> Iterator[Hit]:
        signs = [(sign, at) for at, character in enumerate(text) for sign in _bare(character)]
        bare = "".join(sign for sign, _ in signs)
        for name in sorted(names):
            start = bare.find(name)
            while start >= 0:
                yield Hit("", signs[start][1], signs[start + len(name) - 1][1] + 1)
                start = bare.find(name, start + 1)

    if names:
        hint = "改写或删去这段文字；这个项目本来可以公开的，去掉它的“不公开”"
        for _, place in stand(case, find, lambda text: any(find(text))):
            yield Fault("这里写到了标为不公开的项目", (place,), hint)


def _bare(text: str) -> str:
    """A text as a reader takes it in: without spaces, quotes and points, without width and case; what ends a clause stays.

    Two clauses may meet in the characters of a short name (栽培。训练), and that is no name.
    """
    return "".join(sign for sign in normalize("NFKC", text).casefold() if sign.isalnum() or sign in _STOPS)


@check(
    "SEC-02",
    "标了不公开的没有公开",
    severity=Severity.NOTE,
    basis=_BASIS,
    compares="数据里的“不公开”标记；标了的和它的说明不进页面、figures.json 和 explain，合计只含公开的部分",
    fix="不用改；公布的控制数、上年数要写公开部分的数，批复的总数含涉密部分的不能照抄",
)
def withheld_told(case: Case) -> Iterator[Fault]:
    """Whoever publishes is told that rows were left out, so that nobody takes the sums for those of the whole budget."""
    if case.model.withheld:
        hint = "公布的控制数、上年数要写公开部分的数；批复的总数含涉密部分的，不能照抄"
        # The files only: the line itself would be shown as an excerpt, in logs too.
        files = tuple(dict.fromkeys(Place(place.path) for place in case.model.withheld))
        yield Fault("有标为不公开的内容，没有公开；公开的合计不含它", files, hint)
