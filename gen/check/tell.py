"""Words and places for messages (消息用语): amounts in the folder's unit, the lines behind a difference, the exact spot in a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from gen.amount import ZERO, Amount, Unit, display, total
from gen.derive.figure import Figure, sources
from gen.derive.lines import as_written
from gen.derive.pivot import DataRow
from gen.findings import Lost, Place
from gen.model.folder import Model

#: What the head of a row or column begins with that shows a part only.
PART_ONLY = "其中"

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
    for name, value in model.names.items():
        text = text.replace("{" + name + "}", value)
    return text


@dataclass(frozen=True, slots=True)
class Astray:
    """明细的去向: lines that a sum holds and its parts do not, and lines that more than one of the parts holds.

    ``foreign`` lines the parts hold and the sum does not: those of another breakdown of the same money.
    """

    missing: tuple[Place, ...]
    doubled: tuple[Place, ...]
    foreign: tuple[Place, ...] = field(default=(), compare=False)

    @property
    def places(self) -> tuple[Place, ...]:
        """All these lines, those left out first."""
        return (*self.missing, *self.doubled)

    def told_by(self, *sums: frozenset[str]) -> Lost | None:
        """These lines as what sums lost whose parts are told apart by ``sums``, each a set of dimensions; None where there are none."""
        return Lost(self.places, sums) if self.places else None

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
        foreign=tuple(place for place in held if place not in wanted),
    )


def within(model: Model, lost: Astray, difference: Amount) -> bool:
    """Whether a difference is none, or no more than lines read from different breakdowns (口径), or matters of execution, may differ by.

    Only these tell the same money twice, so only they give slack: what each of them is known to, halved. Any other line that is missing or
    counted twice gives none.
    """
    if not difference:
        return True
    known_to = {line.row.at("预算数"): line.precision or unit_written(model, line.amount) for line in model.ledger if line.breakdown}
    known_to |= {line.row.at("预算数"): unit_written(model, line.amount) for line in model.procurement if line.breakdown}
    known_to |= {
        line.row.at(title): line.precision or unit_written(model, amount)
        for line in model.execution
        for title, _, _, amount in line.amounts()
        if amount
    }
    places = (*lost.places, *lost.foreign)
    if not places or any(place not in known_to for place in places):
        return False
    slack = total(known_to[place] for place in places)
    return abs(difference) + abs(difference) < slack


def unit_written(model: Model, amount: Amount) -> Amount:
    """One unit of the last digit that an amount of a recorded folder was written with; 0 where amounts are exact."""
    return as_written(model, amount) or ZERO


def children(rows: Sequence[DataRow], index: int) -> tuple[DataRow, ...]:
    """The rows directly below a row in its tree that add up to it."""
    depth = rows[index].depth
    found = []
    for row in rows[index + 1 :]:
        if row.depth <= depth:
            break
        if row.depth == depth + 1 and not no_part(row):
            found.append(row)
    return tuple(found)


def no_part(row: DataRow) -> bool:
    return row.block.total or bool(row.block.minus) or row.member.label.startswith(PART_ONLY)


def spot(place: Place, words: str, texts: Mapping[str, str]) -> Place:
    """Where ``words`` stand in the source at or after ``place``; ``place`` itself where they are written otherwise (escapes)."""
    lines = texts.get(place.path, "").split("\n")
    for number in range(place.line, min(place.line + _REACH, len(lines) + 1)) if place.line else ():
        start = lines[number - 1].find(words, place.column - 1 if number == place.line else 0)
        if start >= 0:
            return Place(place.path, number, start + 1, len(words))
    return place


def places_of(pairs: Iterable[tuple[str, Place]]) -> dict[str, list[Place]]:
    """Where each value stands; one that is "" is passed over."""
    places: dict[str, list[Place]] = {}
    for value, place in pairs:
        if value:
            places.setdefault(value, []).append(place)
    return places


def mention(place: Place, words: str, texts: Mapping[str, str], beside: Sequence[str] = ()) -> Place:
    """Where ``words`` stand in the file of ``place`` on its line or below: first on a line that holds those ``beside``, too, else on any.

    ``place`` itself where they are written otherwise.
    """
    lines = texts.get(place.path, "").split("\n")
    found = [number for number, line in enumerate(lines, start=1) if number >= place.line and words in line]
    found.sort(key=lambda number: not all(other in lines[number - 1] for other in beside))
    return Place(place.path, found[0], lines[found[0] - 1].index(words) + 1, len(words)) if found else place


def one_off(one: str, other: str) -> bool:
    """Whether two words differ in one character: another one, or one more."""
    if len(one) > len(other):
        one, other = other, one
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    rest = one[shared + (len(one) == len(other)) :]
    return one != other and len(other) - len(one) <= 1 and rest == other[shared + 1 :]
