"""Code lists (科目表): the functions, economic classes, funds and procurement items of one year.

READ-14 no code lists of that year
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gen.amount import Unit
from gen.findings import Finding, Place, error
from gen.model.folder import CodeLists
from gen.model.texts import CodesFacts
from gen.read import gate, values
from gen.read.files import CODES, CODES_CSV, CODES_TOML, DATA, ITEMS_CSV, Reader


def code_lists(root: Path, year: str) -> tuple[CodeLists | None, list[Finding], dict[str, str]]:
    """The code lists of ``year``, or None and what is wrong with them; and the text of each file read, by path."""
    folder = f"{DATA}/{CODES}/{year}"
    known = tuple(name for name in gate.folders(root, f"{DATA}/{CODES}") if not gate.year_faults(name))
    if year not in known:
        hint = f"请建立这个文件夹，放入 {gate.listed((*CODES_TOML, *(file.name for file in CODES_CSV)))}；现有年度：{gate.listed(known)}"
        return None, [error("READ-14", f"没有 {year} 年的科目表：{folder} 不是文件夹", Place(folder), hint=hint)], {}
    reader = Reader(root, folder)
    facts = reader.toml("codes.toml", CodesFacts)
    functions, economics, funds = (reader.csv(file, Unit.YUAN) for file in CODES_CSV)
    items = reader.csv(ITEMS_CSV, Unit.YUAN) if ITEMS_CSV.name in gate.file_names(root, folder) else ()
    reader.strays((*CODES_TOML, *(file.name for file in CODES_CSV), ITEMS_CSV.name))
    reader.findings += _code_lengths(functions, (3, 5, 7)) + _code_lengths(economics, (3, 5))
    if facts is None:
        return None, reader.findings, reader.sources
    lists = CodeLists(
        functions={code.code: code for code in functions},
        economics={code.code: code for code in economics},
        funds={fund.name: fund for fund in funds},
        items={item.code: item for item in items},
        complete=facts.complete.value,
        folder=folder,
    )
    return lists, reader.findings, reader.sources


def _code_lengths(codes: tuple[Any, ...], lengths: tuple[int, ...]) -> list[Finding]:
    faults = ((code, values.code_length_fault(code.code, lengths)) for code in codes)
    return [error(fault.code, fault.message, code.row.at("编码"), hint=fault.hint) for code, fault in faults if fault]
