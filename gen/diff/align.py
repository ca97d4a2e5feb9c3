"""Alignment (对齐): what of two sequences is the same thing in two states, by what is equal and then by what is alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

T = TypeVar("T")

#: What is less like another than this is a new one.
_ALIKE = 0.4
#: How many items are at most held against each other one by one.
_MANY = 150


def aligned(old: Sequence[T], new: Sequence[T], key: Callable[[T], object]) -> Iterator[tuple[Sequence[T], Sequence[T]]]:
    """Stretches of two sequences that do not agree, in order."""
    one, other = [key(item) for item in old], [key(item) for item in new]
    for kind, a, b, c, d in SequenceMatcher(a=one, b=other, autojunk=False).get_opcodes():
        if kind != "equal":
            yield old[a:b], new[c:d]


def matched(old: Sequence[T], new: Sequence[T], alike: Callable[[T, T], float]) -> Iterator[tuple[T | None, T | None]]:
    """The items of two stretches in the order of the new one, each with what it was; what has no counterpart stands alone."""
    scores = []
    if len(old) * len(new) <= _MANY * _MANY:
        scores = [(-alike(x, y), a, b) for a, x in enumerate(old) for b, y in enumerate(new)]
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for score, a, b in sorted(scores):
        if -score >= _ALIKE and a not in taken and b not in partner:
            partner[b] = a
            taken.add(a)
    gone = iter([index for index in range(len(old)) if index not in taken])
    waiting = next(gone, None)
    for b, item in enumerate(new):
        at = partner.get(b)
        while waiting is not None and at is not None and waiting < at:
            yield old[waiting], None
            waiting = next(gone, None)
        yield (old[at] if at is not None else None), item
    while waiting is not None:
        yield old[waiting], None
        waiting = next(gone, None)
