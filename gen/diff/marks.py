"""Marks (改动标记): which words of a text changed, numbers and words of direction whole, hanzi one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

#: What a text says of a change; one of these in the place of another turns the sentence.
DIRECTIONS = ("增加", "减少", "增长", "下降", "增幅", "减幅", "基本持平", "持平", "新增", "上升", "降低", "提高")
_TOKEN = re.compile(rf"-?\d[\d,]*(?:\.\d+)?%?|{'|'.join(DIRECTIONS)}|[A-Za-z]+|\s+|.", re.DOTALL)
#: An unchanged stretch of hanzi this short between two changes is told with them: it is there by chance.
_CHANCE = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """One stretch of two texts: ``old`` and ``new`` are the same where nothing changed; "" where there is nothing on that side."""

    old: str
    new: str

    @property
    def changed(self) -> bool:
        """Whether the stretch differs."""
        return self.old != self.new


def marks(old: str, new: str) -> tuple[Mark, ...]:
    """Both texts in one sequence of stretches, equal and changed ones in turn; the old and the new sides each join to their text.

    >>> [(mark.old, mark.new) for mark in marks("比上年增长7%。", "比上年下降5%。")]
    [('比上年', '比上年'), ('增长', '下降'), ('7%', '5%'), ('。', '。')]
    """
    one, other = _TOKEN.findall(old), _TOKEN.findall(new)
    found: list[Mark] = []
    for kind, a, b, c, d in SequenceMatcher(a=one, b=other, autojunk=False).get_opcodes():
        if kind == "replace" and b - a == d - c and all(_whole(token) for token in (*one[a:b], *other[c:d])):
            found += [Mark(x, y) for x, y in zip(one[a:b], other[c:d], strict=True)]
        else:
            found.append(Mark("".join(one[a:b]), "".join(other[c:d])))
    return _joined(found)


def _whole(token: str) -> bool:
    """Whether a token means something by itself: a number or a word of direction."""
    return token in DIRECTIONS or token.strip("-")[:1].isdigit()


def _joined(found: Sequence[Mark]) -> tuple[Mark, ...]:
    """``found`` with chance agreements made part of the changes on both sides of them."""
    result: list[Mark] = []
    open_end = False
    padded = (None, *found, None)
    for before, mark, after in zip(padded, found, padded[2:], strict=False):
        chance = before is not None and after is not None and _by_chance(before, mark, after)
        if result and (chance or open_end):
            result[-1] = Mark(result[-1].old + mark.old, result[-1].new + mark.new)
        else:
            result.append(mark)
        open_end = chance
    return tuple(result)


def _by_chance(before: Mark, mark: Mark, after: Mark) -> bool:
    """Whether ``mark`` is a short agreement of hanzi in the middle of a text that was rewritten."""
    short = not mark.changed and len(mark.old) <= _CHANCE and mark.old.isalnum() and not _whole(mark.old)
    return short and not any(_whole(text) for near in (before, after) for text in (near.old, near.new))


@lru_cache(maxsize=4096)
def likeness(old: str, new: str) -> float:
    """How alike two texts are, from 0 to 1."""
    if old == new:
        return 1.0
    if not old or not new:
        return 0.0
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() > 0.3 and matcher.quick_ratio() > 0.3 else 0.0


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, each with its stop."""
    return [sentence for sentence in re.findall(r"[^。！？；⏎]*(?:[。！？；⏎][”』）]?|$)", text) if sentence]
