"""Every change of every kind is worded by the edition, and no wording can say what the figures do not."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from gen.amount import ZERO, Amount, Unit
from gen.build import Compiled
from gen.compose import editions
from gen.compose.edition import Edition
from gen.compose.editionfile import DOWN, EVEN, UP
from gen.compose.printer import Printer
from gen.compose.wording import Subject, Words
from gen.derive.bridge import Part
from gen.derive.change import Change, Direction, change
from gen.derive.figure import Figure, Written
from gen.document import Inline, Text, plain
from gen.findings import Place
from tests.project import EDITION, only_with
from tests.specimens import spoil

KINDS = ("total", "budget", "item", "project")
NAMES = [direction.value for direction in Direction] + ["near"]
AMOUNTS = {
    "increase": ("30", "20"),
    "decrease": ("20", "30"),
    "same": ("20", "20"),
    "near": ("20.3", "20"),
    "new": ("20", "0"),
    "ended": ("0", "20"),
    "unknown": ("20", None),
}


def of(now: Amount, before: Amount | None) -> Change:
    def figure(id: str, amount: Amount) -> Figure:
        return Figure(id=id, title=id, value=amount, unit="元", origin=Written(Place("data/x.csv", 1, 1)))

    return change("q", "收支", figure("now", now), None if before is None else figure("before", before))


def wan(number: str) -> Amount:
    return Amount.of(Decimal(number), Unit.WAN)


def said(baoan: Compiled, kind: str, found: Change, *, places: int = 0) -> str:
    """The sentence that a template would print."""
    assert baoan.model is not None and baoan.facts is not None and baoan.edition is not None
    printer = Printer(Unit.WAN)
    words = Words(baoan.model, baoan.facts, baoan.edition, printer)
    words.subjects["q"] = Subject(name="收支", model=baoan.model, facts=baoan.facts, change=found, places=places)
    inlines: tuple[Inline, ...] = tuple(
        Text(piece) if isinstance(piece, str) else piece for piece in printer.book.split(words.words(SimpleNamespace(subject="q"), kind))
    )
    return plain(inlines)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("direction", NAMES)
def test_each_direction_says_what_happened_and_nothing_else(baoan: Compiled, kind: str, direction: str) -> None:
    now, before = AMOUNTS[direction]
    text = said(baoan, kind, of(wan(now), None if before is None else wan(before)))
    up, down, even = (any(word in text for word in words) for words in (UP, DOWN, EVEN))
    assert (up, down, even) == {
        "increase": (True, False, False),
        "decrease": (False, True, False),
        "same": (False, False, True),
        "near": (False, False, True),
        "new": (True, False, False),
        "ended": (False, True, False),
        "unknown": (False, False, False),
    }[direction]
    figures = re.findall(r"[\d,.]+(?:万元|%)", text)
    rates = {"increase": "50%", "decrease": "33%", "ended": "100%"}
    sizes = {"increase": "10万元", "decrease": "10万元", "new": "20万元", "ended": "20万元"}
    assert set(figures) <= {sizes.get(direction), rates.get(direction)}
    assert sizes.get(direction) in (*figures, None)
    assert "2021年" in text
    assert "{" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_a_zero_base_never_prints_a_percentage(baoan: Compiled, kind: str) -> None:
    for now in ("20", "0", "0.2", "-5"):
        assert "%" not in said(baoan, kind, of(wan(now), ZERO))


@given(
    now=st.decimals(min_value=0, max_value=10**5, places=2),
    before=st.decimals(min_value=0, max_value=10**5, places=2),
    kind=st.sampled_from(KINDS),
    places=st.integers(0, 1),
)
def test_words_agree_with_the_sign_for_all_amounts(baoan: Compiled, now: Decimal, before: Decimal, kind: str, places: int) -> None:
    text = said(baoan, kind, of(wan(str(now)), wan(str(before))), places=places)
    up, down, even = (any(word in text for word in words) for words in (UP, DOWN, EVEN))
    assert [up, down, even].count(True) == 1
    assert not (up and now <= before) and not (down and now >= before)
    assert not re.search(r"(增加|减少)0(?!\.?\d)|(?<![\d.])0%", text)
    assert ("%" not in text) or before
    shown = re.search(r"(?:增加|减少)([\d,.]+)万元", text)
    if shown:
        assert abs(Decimal(shown[1].replace(",", "")) - abs(now - before)) <= Decimal(5).scaleb(-places - 1)


# ── what an edition may not say ──


def load(project: Path) -> tuple[Edition | None, list[tuple[str, int]]]:
    found, findings = editions.load(project, Path(EDITION).name)
    return found, [(finding.code, finding.places[0].line) for finding in findings]


def line_of(project: Path, start: str) -> int:
    lines = (project / EDITION / "edition.toml").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if line.startswith(start))


@only_with("baoan")
@pytest.mark.parametrize(
    ("direction", "word"),
    [
        *(("increase", word) for word in (*DOWN, *EVEN)),
        *(("decrease", word) for word in (*UP, *EVEN)),
        *(("same", word) for word in (*UP, *DOWN, "{差额}", "{幅度}")),
        *(("near", word) for word in (*UP, *DOWN, "{差额}", "{幅度}")),
        *(("new", word) for word in (*DOWN, *EVEN, "{幅度}")),
        *(("ended", word) for word in (*UP, *EVEN)),
        *(("unknown", word) for word in (*UP, *DOWN, *EVEN, "{差额}", "{幅度}")),
    ],
)
def test_a_word_against_its_direction_is_refused_at_load(project: Path, direction: str, word: str) -> None:
    path = project / EDITION / "edition.toml"
    text = path.read_text(encoding="utf-8")
    before, head, after = text.partition("[change.item]\n")
    start = after.index(f"\n{direction} = ") if not after.startswith(f"{direction} = ") else -1
    at = after.index('"', start + 1) + 1
    path.write_text(before + head + after[:at] + word + after[at:], encoding="utf-8", newline="\n")
    found, faults = load(project)
    assert found is None
    assert ("EDN-05", line_of(project, "[change.item]") + after[:at].count("\n") + 1) in faults


@only_with("baoan")
def test_the_edition_as_it_stands_is_clean(project: Path) -> None:
    found, faults = load(project)
    assert faults == []
    assert found is not None
    assert set(found.wordings) == set(KINDS)
    assert all(set(wording.patterns) == set(NAMES) for wording in found.wordings.values())


@only_with("baoan")
@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('title = "收支总额"', 'titel = "收支总额"', "EDN-01"),
        ('share = "0.85"', 'share = "85%"', "EDN-03"),
        ('share = "0.85"', 'share = "1.5"', "EDN-03"),
        ('{ prose = "02-totals" }', '{ prose = "02-total" }', "EDN-06"),
        ('{ table = "02" }', '{ table = "99" }', "EDN-06"),
        (
            '[quantity.procurement]\ntitle = "政府采购预算"\nsource = "procurement"',
            '[quantity.procurement]\ntitle = "政府采购预算"\nsource = "采购"',
            "EDN-06",
        ),
        ('[count.projects]\ntitle = "设置绩效目标的项目个数"\n', "[count.projects]\n", "EDN-02"),
    ],
)
def test_a_fault_of_the_edition_is_told_where_it_stands(project: Path, old: str, new: str, code: str) -> None:
    spoil(project, f"{EDITION}/edition.toml", old, new)
    found, faults = load(project)
    assert found is None
    assert code in [fault for fault, _ in faults]
    assert all(line > 0 for _, line in faults)


@only_with("baoan")
def test_a_count_without_a_source_is_told_at_the_count(project: Path) -> None:
    spoil(
        project,
        f"{EDITION}/edition.toml",
        '[count.projects]\ntitle = "设置绩效目标的项目个数"\n',
        '[count.projects]\ntitle = "设置绩效目标的项目个数"\nsource = "采购"\n',
    )
    found, faults = load(project)
    assert found is None
    assert faults == [("EDN-06", line_of(project, "[count.projects]"))]


# ── reasons ──

wan_amounts = st.decimals(min_value=0, max_value=3, places=1) | st.decimals(min_value=0, max_value=500, places=1)
parts_strategy = st.lists(st.tuples(wan_amounts, wan_amounts | st.none()), max_size=6)


def reasons(baoan: Compiled, whole: Change, parts: list[tuple[Decimal, Decimal | None]]) -> tuple[str, Words]:
    """The sentence of reasons for a change with these parts, none of which has a cause in the data."""
    assert baoan.model is not None and baoan.facts is not None and baoan.edition is not None
    printer = Printer(Unit.WAN)
    drivers = tuple(
        Part(f"甲{number}", of(wan(str(now)), None if before is None else wan(str(before)))) for number, (now, before) in enumerate(parts)
    )
    for number, part in enumerate(drivers):  # figures of different parts need different names
        part_change = part.change
        renamed = {
            name: None if figure is None else figure.named(f"甲{number}.{name}", figure.title)
            for name, figure in (
                ("now", part_change.now),
                ("before", part_change.before),
                ("signed", part_change.signed),
                ("size", part_change.size),
            )
        }
        drivers = (*drivers[:number], Part(part.name, replace(part_change, **renamed)), *drivers[number + 1 :])
    facts = SimpleNamespace(drivers=lambda quantity, by: drivers)
    words = Words(baoan.model, facts, baoan.edition, printer)  # type: ignore[arg-type]
    quantity = next(quantity for quantity in baoan.edition.definitions.quantities if quantity.id == "total")
    words.subjects["q"] = Subject(name="乙", model=baoan.model, facts=facts, change=whole, quantity=quantity)  # type: ignore[arg-type]
    marked = words.reasons(SimpleNamespace(subject="q"))
    return plain(tuple(Text(piece) if isinstance(piece, str) else piece for piece in printer.book.split(marked))), words


@given(now=wan_amounts, before=wan_amounts, parts=parts_strategy)
@example(
    now=Decimal(10), before=Decimal(9), parts=[(Decimal("0.4"), Decimal(0)), (Decimal("0.3"), Decimal(0)), (Decimal("0.3"), Decimal(0))]
)
@example(now=Decimal(100), before=Decimal(90), parts=[(Decimal("10.4"), Decimal(0))])
def test_printed_reasons_add_up_to_the_change(
    baoan: Compiled, now: Decimal, before: Decimal, parts: list[tuple[Decimal, Decimal | None]]
) -> None:
    """Each printed amount is rounded by itself, so the sum is within half a unit for each of them; no reason prints 0."""
    assume(abs(now - before) >= 1)
    text, _ = reasons(baoan, of(wan(str(now)), wan(str(before))), parts)
    lead, _, listed = text.partition("：")
    assert ("增加" in lead) == (now > before) and ("减少" in lead) == (now < before)
    amounts = [(direction, Decimal(number.replace(",", ""))) for direction, number in re.findall(r"(增加|减少)([\d,]+)万元", listed)]
    assert listed.count("；") == len(amounts) - 1
    assert all(number for _, number in amounts), text
    added = sum(number if direction == "增加" else -number for direction, number in amounts)
    assert abs(added - (now - before)) <= Decimal("0.5") * (len(amounts) + 1)  # an 其余 below half a unit is not printed


def test_a_single_driver_has_no_ordinal_and_several_have_one_each(baoan: Compiled) -> None:
    one, _ = reasons(baoan, of(wan("30"), wan("10")), [(Decimal(20), Decimal(0))])
    two, words = reasons(baoan, of(wan("50"), wan("10")), [(Decimal(20), Decimal(0)), (Decimal(20), Decimal(0))])
    assert one == "预算收支增加主要原因：甲0增加20万元"
    assert two == "预算收支增加主要原因：一是甲0增加20万元；二是甲1增加20万元"
    assert set(words.unexplained) == {"甲0", "甲1"}
