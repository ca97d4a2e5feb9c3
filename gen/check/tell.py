"""Words and places for messages (消息用语): amounts in the folder's unit, the lines behind a difference, the exact spot in a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gen.amount import Amount, Unit, display
from gen.derive.figure import Figure, sources
from gen.findings import Place
from gen.model.folder import Model

#: How many lines of a file a text may run over while a word in it is looked for.
_REACH = 40


def said(amount: Amount, model: Model) -> str:
    """An amount as a message says it: exact, in the unit of the department's own files.

    0.3 万元 and 8,367 万元; never rounded, for a finding is about exact sums.
    """
    unit = Unit(model.unit.amount_unit.value)
    return f"{display(amount.to(unit), 6, trim=True)} {unit.value}"


def named(text: str, model: Model) -> str:
    """``text`` of an edition with the names in braces replaced as the page has them."""
    names = {"单位": model.unit.name.value, "主管部门": model.unit.parent.value, "年度": str(model.year), "上年": str(model.year - 1)}
    for name, value in names.items():
        text = text.replace("{" + name + "}", value)
    return text


@dataclass(frozen=True, slots=True)
class Astray:
    """明细的去向: lines that a sum holds and its parts do not, and lines that more than one of the parts holds."""

    missing: tuple[Place, ...]
    doubled: tuple[Place, ...]

    @property
    def places(self) -> tuple[Place, ...]:
        """All these lines, those left out first."""
        return (*self.missing, *self.doubled)

    def words(self, parts: str) -> str:
        """What is the matter with the lines; ``parts`` names where they should stand (任何一行)."""
        said = []
        if self.missing:
            said.append(f"有 {len(self.missing)} 行明细不在{parts}里")
        if self.doubled:
            said.append(f"有 {len(self.doubled)} 行明细算了不止一次")
        return "：" + "，".join(said) if said else ""


def astray(whole: Iterable[Figure], parts: Iterable[Figure]) -> Astray:
    """The lines that make ``whole`` differ from the sum of ``parts``."""
    held = Counter(place for part in parts for place in sources(part))
    wanted = dict.fromkeys(place for figure in whole for place in sources(figure))
    return Astray(
        missing=tuple(place for place in wanted if place not in held),
        doubled=tuple(place for place, times in held.items() if times > 1),
    )


def spot(place: Place, words: str, texts: Mapping[str, str]) -> Place:
    """Where ``words`` stand in the source at or after ``place``; ``place`` itself where they are written otherwise (escapes)."""
    lines = texts.get(place.path, "").split("\n")
    for number in range(place.line, min(place.line + _REACH, len(lines) + 1)) if place.line else ():
        start = lines[number - 1].find(words, place.column - 1 if number == place.line else 0)
        if start >= 0:
            return Place(place.path, number, start + 1, len(words))
    return place
