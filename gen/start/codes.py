"""Codes of the new year (新年度的科目): which codes in use the year's lists no longer have or name otherwise; and lists for a year without any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from gen.model.folder import CodeLists, Model
from gen.model.texts import CodesFacts
from gen.read import gate
from gen.read.files import CODES, CODES_CSV, CODES_TOML, DATA, ITEMS_CSV
from gen.read.pending import CONFIRM
from gen.start.write import toml_text


def changed(model: Model, lists: CodeLists) -> Iterator[str]:
    """A line for each code and source of funds that ``model`` uses and ``lists`` (those of the new year) do not have, or name otherwise."""
    old = model.codes
    functions = [line.function for line in model.ledger] + [line.function for line in model.procurement]
    yield from _lines("功能科目", functions, (3, 5), (_names(old.functions), _names(lists.functions)), lists)
    yield from _lines("经济科目", (line.economic for line in model.ledger), (3,), (_names(old.economics), _names(lists.economics)), lists)
    yield from _lines("采购品目", (line.item for line in model.procurement), (1,), (_names(old.items), _names(lists.items)), lists)
    for fund in sorted({line.fund for line in model.ledger} - set(lists.funds)):
        yield f"资金来源“{fund}”不在 {lists.folder}/funds.csv 中"


def copied(root: Path, year: str) -> tuple[str, dict[str, str]]:
    """The lists of the nearest year before ``year`` (else after it) as the lists of ``year``, by path, and of which year they are.

    They are marked once, in codes.toml: until somebody confirms them, nothing that rests on them can be published. "" and nothing where no
    year has lists.
    """
    years = [name for name in gate.folders(root, f"{DATA}/{CODES}") if not gate.year_faults(name)]
    nearest = max((one for one in years if one < year), default=min(years, default=""))
    if not nearest:
        return "", {}
    files = {}
    for name in (*(file.name for file in CODES_CSV), ITEMS_CSV.name):
        text, _ = gate.read_text(root, f"{DATA}/{CODES}/{nearest}/{name}")
        if text is not None:
            files[f"{DATA}/{CODES}/{year}/{name}"] = text
    note = f"{CONFIRM}照抄 {nearest} 年的科目表，还没有与 {year} 年的政府收支分类科目核对"
    (facts,) = CODES_TOML
    files[f"{DATA}/{CODES}/{year}/{facts}"] = toml_text(CodesFacts, {"complete": False, "note": note})
    return nearest, files


def _names(codes: Mapping[str, object]) -> dict[str, str]:
    return {code: str(getattr(entry, "name", "")) for code, entry in codes.items()}


def _lines(
    what: str, codes: Iterable[str], lengths: tuple[int, ...], names: tuple[Mapping[str, str], Mapping[str, str]], lists: CodeLists
) -> Iterator[str]:
    """The changes of one list from its old ``names`` to its new ones: of each code in use, and of those above it, which tables name too."""
    old, new = names
    used = set(codes)
    above = {code[:length] for code in used for length in lengths}
    missing = []
    for code in sorted((used | above) & old.keys()):
        name = old[code]
        moved = [other for other, named in new.items() if named == name and len(other) == len(code) and other not in old]
        if code not in new and moved:
            yield f"{what} {code} {name}：{lists.folder} 没有这个编码，同名的有 {'、'.join(moved)}"
        elif code not in new:
            missing.append(f"{code} {name}")
        elif new[code] != name:
            yield f"{what} {code} {name}：改称“{new[code]}”，页面会用新名称"
    if missing:
        why = "已经取消" if lists.complete else "没有列出（科目表不全，没有取消的要补录）"
        yield f"{what} {'、'.join(missing)}：{lists.folder} {why}"
