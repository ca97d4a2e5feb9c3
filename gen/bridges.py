"""Bridges told (增减因素的说明): what explains a change, driver by driver, for those who ask; the parts add up to the change exactly."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gen.amount import Amount, Unit, display, total
from gen.compose.drivers import Explained, explained
from gen.compose.edition import Edition
from gen.derive.bridge import Part
from gen.derive.change import Change
from gen.derive.facts import Facts
from gen.derive.figure import Figure
from gen.derive.spec import Quantity
from gen.model.folder import Model
from gen.provenance import value_text


def bridge_of(figure: Figure, model: Model, facts: Facts, edition: Edition) -> Explained | None:
    """The bridge of the change that ``figure`` is (its difference, size or rate), of a quantity of the department or of one of its units.

    None where it is no change of a quantity, or the edition words no reasons.
    """
    found = _change_of(figure, model, facts, edition)
    return explained(*found, edition) if found else None


def no_bridge(figure: Figure, model: Model, facts: Facts, edition: Edition) -> str:
    """Why a change of a quantity has no bridge; "" for any other figure, and where there is one."""
    if edition.reasons is not None or _change_of(figure, model, facts, edition) is None:
        return ""
    return "没有，这个版式的正文不列增减因素（edition.toml 没有 [reasons]）"


def _change_of(figure: Figure, model: Model, facts: Facts, edition: Edition) -> tuple[Model, Facts, Quantity, Change] | None:
    """The change whose difference, size or rate ``figure`` is, with the quantity and whose it is."""
    spheres = [(model, facts), *((part, facts.parts[part.slug]) for part in model.parts)]
    for whose, known in spheres:
        for quantity in edition.definitions.quantities:
            change = known.changes.get(quantity.id)
            if change and figure.id in {each.id for each in (change.signed, change.size, change.rate) if each}:
                return whose, known, quantity, change
    return None


def lines(why: Explained, unit: Unit) -> Iterator[str]:
    """The bridge as text: the dimension, each driver with its amount and id, 其余 with what it holds, and the sum."""
    assert why.whole.signed is not None
    yield f"增减因素：{_chosen(why)}；{_share(why, unit)}"
    for part in why.bridge.drivers:
        yield f"├─ {_part(part, unit)}"
    if why.bridge.rest is not None:
        held = "，其中" if why.unnamed or why.unknown else "，没有分项的数据"
        yield f"├─ 其余 {_signed(why.bridge.rest.amount, unit)}  [{why.bridge.rest.id}]{held}"
        for part in why.unnamed:
            yield f"│  ├─ {_part(part, unit)}"
        for part in why.unknown:
            yield f"│  ├─ {part.name}：没有上年数，本年 {_value(part.change.now.amount, unit)}，算不出增减  [{part.change.now.id}]"
        if why.unnamed or why.unknown:
            yield f"│  └─ 各项之外 {_signed(_beyond(why), unit)}"
    terms = " ".join(_signed(each.amount, unit) for each in _terms(why)) or "0"
    said = "，正是" if _sum(why) == why.whole.signed.amount else "，不等于"
    yield f"└─ 各项相加：{terms} = {_signed(_sum(why), unit)}{said}{why.whole.signed.title} {_signed(why.whole.signed.amount, unit)}"


def as_data(why: Explained) -> dict[str, object]:
    """The bridge as plain data for ``--json``; amounts with their sign, ``covered`` and ``wanted`` as fractions."""
    assert why.whole.signed is not None
    rest = why.bridge.rest
    return {
        "change": why.whole.signed.id,
        "by": why.by,
        "allowed": list(why.allowed),
        "fixed": str(why.said.place) if why.said else None,
        "covered": str(why.bridge.covered),
        "wanted": str(why.wanted),
        "drivers": [_part_data(part) for part in why.bridge.drivers],
        "rest": None
        if rest is None
        else {
            "id": rest.id,
            "value": value_text(rest),
            "unnamed": [_part_data(part) for part in why.unnamed],
            "unknown": [{"name": part.name, "id": part.change.now.id, "now": value_text(part.change.now)} for part in why.unknown],
            "beyond": f"{_beyond(why).yuan.normalize():f}元",
        },
        "sum": f"{_sum(why).yuan.normalize():f}元",
    }


def _chosen(why: Explained) -> str:
    if why.said is not None:
        return f"按{why.by}列（数据里的 explained_by 指定：{why.said.place}）"
    if not why.allowed:
        return "版式没有说明按什么列（parts）"
    others = "、".join(by for by in why.allowed if by != why.by)
    if not others:
        return f"按{why.by}列（版式只有这一种）"
    best = "这一种用最少的项说明得最多" if why.bridge.drivers else "都列不出名"
    return f"按{why.by}列（数据里没有指定；版式还允许{others}，{best}）"


def _share(why: Explained, unit: Unit) -> str:
    """How much of all movement is named, and where that is less than the edition asks for, what keeps the rest from being named."""
    if not why.bridge.movement:
        return "没有增减，不列因素"
    if not why.by:
        return "全部归入其余"
    short = "；".join(_short(why, unit)) if why.bridge.covered < why.wanted else ""
    share = f"已列明的占全部变动的 {_percent(why.bridge.covered)}，版式要求 {_percent(why.wanted)}"
    return f"{share}（{short}，归入其余）" if short else share


def _short(why: Explained, unit: Unit) -> Iterator[str]:
    now, before = why.outside
    if why.unknown:
        yield f"{len(why.unknown)} 项没有上年数，算不出增减"
    if now:
        known = "" if why.unknown else f"，上年 {_value(before, unit)}"
        yield f"分不到{why.by}的收支本年 {_value(now, unit)}{known}"
    elif before and not why.unknown:
        yield f"上年有 {_value(before, unit)}没有按{why.by}分开"
    if why.small:
        yield f"{len(why.small)} 项变动小，印出来是 0，不列名"
    if why.set_off:
        yield f"同一个{why.by}里有增有减，已经相抵"


def _percent(share: Fraction) -> str:
    return f"{display(share * 100, 2, trim=True)}%"


def _part(part: Part, unit: Unit) -> str:
    signed = part.change.signed
    assert signed is not None
    return f"{part.name} {_signed(signed.amount, unit)}  [{signed.id}]"


def _part_data(part: Part) -> dict[str, str]:
    signed = part.change.signed
    assert signed is not None
    return {"name": part.name, "id": signed.id, "value": value_text(signed)}


def _terms(why: Explained) -> tuple[Figure, ...]:
    """What adds up to the change: the drivers and 其余."""
    drivers = (part.change.signed for part in why.bridge.drivers)
    return tuple(each for each in (*drivers, why.bridge.rest) if each is not None)


def _sum(why: Explained) -> Amount:
    return total(each.amount for each in _terms(why))


def _beyond(why: Explained) -> Amount:
    """What of 其余 no part accounts for: last year's amounts that nobody published by part."""
    rest = why.bridge.rest.amount if why.bridge.rest else total(())
    return rest - total(part.change.signed.amount for part in why.unnamed if part.change.signed)


def _signed(amount: Amount, unit: Unit) -> str:
    return f"{'+' if amount.yuan > 0 else ''}{_value(amount, unit)}"


def _value(amount: Amount, unit: Unit) -> str:
    return f"{display(amount.to(unit), 6, trim=True)}{unit.value}"
