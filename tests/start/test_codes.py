"""Codes of the new year: what is renamed, moved, ended, or not listed; and lists for a year that has none."""

from __future__ import annotations

from pathlib import Path

from gen.model.folder import CodeLists, Model
from gen.read.codes import code_lists
from gen.read.load import load
from gen.start.codes import changed, copied
from tests.specimens import CODES, DEPARTMENT, YEAR, spoil, write_tree

LATER = "data/_codes/2032"


def lists(root: Path) -> CodeLists:
    found, findings, _ = code_lists(root, "2032")
    assert found is not None and findings == []
    return found


def model(root: Path) -> Model:
    found, findings = load(root, DEPARTMENT, YEAR, "budget")
    assert found is not None and findings == ()
    return found


def next_year(root: Path) -> Path:
    """The specimen, with the same code lists a year later."""
    write_tree(root)
    (root / LATER).mkdir()
    for file in (root / CODES).iterdir():
        (root / LATER / file.name).write_bytes(file.read_bytes())
    return root


def test_the_same_lists_change_nothing(tmp_path: Path) -> None:
    root = next_year(tmp_path)
    assert list(changed(model(root), lists(root))) == []


def test_each_change_is_told_with_what_it_means(tmp_path: Path) -> None:
    root = next_year(tmp_path)
    functions = (root / LATER / "functions.csv").read_text("utf-8").splitlines()
    (used,) = [line for line in functions if line.startswith("2070104,")]
    name = used.split(",")[1]
    spoil(root, f"{LATER}/functions.csv", "2070104,", "2070199,")
    spoil(root, f"{LATER}/economics.csv", "30101,", "30191,")
    spoil(root, f"{LATER}/economics.csv", "30191,基本工资", "30191,工资")
    spoil(root, f"{LATER}/funds.csv", "其他收入,", "其它收入,")
    spoil(root, f"{LATER}/functions.csv", "207,", "207,新的")
    told = list(changed(model(root), lists(root)))
    old = model(root).codes
    assert told == [
        f"功能科目 207 {old.functions['207'].name}：改称“新的{old.functions['207'].name}”，页面会用新名称",
        f"功能科目 2070104 {name}：{LATER} 没有这个编码，同名的有 2070199",
        f"经济科目 30101 基本工资：{LATER} 没有列出（科目表不全，没有取消的要补录）",
        f"资金来源“其他收入”不在 {LATER}/funds.csv 中",
    ]
    spoil(root, f"{LATER}/codes.toml", "complete = false", "complete = true")
    assert f"经济科目 30101 基本工资：{LATER} 已经取消" in list(changed(model(root), lists(root)))


def test_lists_are_copied_from_the_nearest_year_before(tmp_path: Path) -> None:
    root = next_year(tmp_path)
    spoil(root, f"{LATER}/funds.csv", "其他收入,", "其它收入,")
    year, files = copied(root, "2035")
    assert year == "2032" and "其它收入" in files["data/_codes/2035/funds.csv"]
    assert copied(root, "2030")[0] == "2031"
    assert copied(tmp_path / "nowhere", "2035") == ("", {})
