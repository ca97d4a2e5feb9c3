"""Reading an edition's records: what their shapes say is asked of every key, all faults of a file come at once, each at its place."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from gen.compose.editionfile import EditionFile, Glossary
from gen.compose.fields import Fields, read
from gen.compose.limits import Limits
from gen.compose.tablespec import TableSpec
from gen.derive.scorespec import Scoring, Step
from gen.derive.spec import Column, Quantity, RowBlock
from gen.findings import Finding
from gen.model.setting import Setting, Sort, settings_of
from gen.read.toml import parse
from gen.render.style import StyleFile
from tests.shapes import reachable

RECORDS = reachable(EditionFile, Glossary, TableSpec, Scoring, StyleFile)


def found(record: type, text: str) -> tuple[Any, list[Finding]]:
    file, faults = parse(text, "x.toml")
    assert file is not None, faults
    findings: list[Finding] = []
    return read(record, Fields(file, (), file.value, findings)), findings


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_key_is_held_to_its_sort_and_what_is_left_out_has_a_value(record: type) -> None:
    settings = settings_of(record)
    required = {setting.key for setting in settings if setting.required}
    made, findings = found(record, "")
    assert [finding.code for finding in findings] == ["EDN-02"] * len(required)
    for setting in settings:
        assert setting.required or getattr(made, setting.name) == setting.absent
    # A date is of no sort: each key is told, at its line, and none is told as missing.
    _, findings = found(record, "".join(f"{setting.key} = 2031-01-01\n" for setting in settings))
    assert [(finding.code, finding.places[0].line) for finding in findings] == [("EDN-03", 1 + line) for line in range(len(settings))]
    for setting, finding in zip(settings, findings, strict=True):
        assert f"“{setting.key}”应是{setting.sort.value}" == finding.message


def test_shapes_have_keys_of_every_sort() -> None:
    assert {setting.sort for record in RECORDS for setting in settings_of(record)} == set(Sort)


@pytest.mark.parametrize(
    ("record", "text", "code", "place", "words"),
    [
        (RowBlock, 'lable = "甲"', "EDN-01", (1, 1), "是不是“label”？"),
        (RowBlock, '"行名" = "甲"', "EDN-01", (1, 1), "是不是“label”？"),
        (RowBlock, 'rows = [{ label = "甲" }, { total = "是" }]', "EDN-03", (1, 37), "true 或 false"),
        (RowBlock, "indent = true", "EDN-03", (1, 10), "整数"),
        (Limits, "publish_days = -1", "EDN-03", (1, 16), "不小于 0"),
        (RowBlock, 'members = "none"', "EDN-03", (1, 12), "可以写：lines、all"),
        (RowBlock, "[rows]\nlabel = 1", "EDN-03", (1, 2), "若干张表"),
        (RowBlock, 'where = { "支出类形" = "基本支出" }', "EDN-08", (1, 11), "是否“支出类型”？"),
        (RowBlock, 'where = { "支出类型" = 1 }', "EDN-03", (1, 20), "文字的列表"),
        (RowBlock, 'by = "功能"', "EDN-08", (1, 7), "没有“功能”这个维度"),
        (Column, 'factor = "一半"', "EDN-03", (1, 11), "如 \"0.32\""),
        (Column, "factor = 0.5", "EDN-03", (1, 10), "写作文字的小数"),
        (Scoring, 'grade_source = "甲"\n[weights]\n"决策" = "二十"', "EDN-03", (3, 9), "“决策”应是写在引号里的数"),
        (Scoring, 'grade_source = "甲"\n[weights]\n"决策" = 20', "EDN-03", (3, 8), "“决策”应是写在引号里的数"),
        (EditionFile, 'name = "甲"\ntitle = "乙"\nquantity = { x = "丙" }', "EDN-03", (3, 19), "“x”应是一张表"),
        (EditionFile, 'name = "甲"\ntitle = "乙"\ncomparative.x = { prior = "丙", items = { y = "丁" } }', "EDN-03", (3, 47), "“y”应是一组条件"),
    ],
)  # fmt: skip
def test_a_fault_is_told_once_at_its_place(record: type, text: str, code: str, place: tuple[int, int], words: str) -> None:
    _, findings = found(record, text)
    (finding,) = findings
    assert (finding.code, finding.places[0].line, finding.places[0].column) == (code, *place)
    assert words in finding.message + finding.hint


def test_a_law_is_asked_of_each_record_with_its_own_table() -> None:
    file, _ = parse('rows = [{ label = "甲", rows = [{ label = "乙" }] }, {}]', "x.toml")
    assert file is not None
    asked: list[tuple[str, tuple[str | int, ...]]] = []
    read(RowBlock, Fields(file, (), file.value, []), {RowBlock: lambda block, fields: asked.append((block.label, fields.at))})
    assert asked == [("乙", ("rows", 0, "rows", 0)), ("甲", ("rows", 0)), ("", ("rows", 1)), ("", ())]


def test_what_a_key_says_is_read_as_its_sort_has_it() -> None:
    limits, none = found(Limits, 'overachieved = "0.25"\nbasic_classes = []\noutput_kinds = "数量"')
    assert none == [] and limits == Limits(overachieved=Decimal("0.25"), output_kinds=("数量",))
    step, none = found(Step, 'mark = "1.5"\nfrom = "90%"')
    assert none == [] and (step.mark, step.relation, step.bound) == (Fraction(3, 2), "from", Fraction(9, 10))


def test_a_quantity_prints_as_the_text_does_unless_it_says_otherwise() -> None:
    head = 'name = "甲"\ntitle = "乙"\nplaces = 2\ntrim = true\n'
    file, none = found(EditionFile, head + '[quantity.x]\ntitle = "丙"\n[quantity.y]\ntitle = "丁"\nplaces = 0\ntrim = false\n')
    assert none == [] and [(each.id, each.places, each.trim) for each in file.quantity.values()] == [("x", 2, True), ("y", 0, False)]
    # A wrong value at the top is told where it stands, once.
    file, findings = found(EditionFile, head.replace("2", '"2"') + '[quantity.x]\ntitle = "丙"\n')
    assert [(finding.code, finding.places[0].line) for finding in findings] == [("EDN-03", 3)]
    assert file.quantity["x"] == Quantity(id="x", title="丙", trim=True)


def test_every_declaration_is_whole() -> None:
    for record in RECORDS:
        for setting in settings_of(record):
            assert setting.title and setting.doc and not setting.doc.endswith("。"), (record, setting.key)
            assert bool(setting.choices) or setting.sort is not Sort.CHOICE
            assert not setting.choices or setting.sort in (Sort.CHOICE, Sort.NAMED_RECORDS)
            assert (setting.record is not None) == (setting.sort in (Sort.RECORD, Sort.RECORDS, Sort.NAMED_RECORDS))
            assert setting.absent is None or _fits(setting), (record, setting.key)


def _fits(setting: Setting) -> bool:
    """Whether what a key stands for where it is left out is what it could say."""
    if setting.required:
        return setting.absent is None
    wanted: dict[Sort, type] = {Sort.FLAG: bool, Sort.NUMBER: int, Sort.DECIMAL: Decimal, Sort.MARK: Fraction, Sort.SHARE: Fraction}
    wanted |= dict.fromkeys((Sort.TEXT, Sort.CHOICE, Sort.DIMENSION), str)
    wanted |= dict.fromkeys((Sort.TEXTS, Sort.NUMBERS, Sort.MARKS, Sort.DIMENSIONS, Sort.RECORDS), tuple)
    wanted |= {Sort.RECORD: setting.record or type, Sort.LENGTH: Decimal}
    return isinstance(setting.absent, wanted.get(setting.sort, dict))
