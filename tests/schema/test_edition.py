"""The JSON Schemas of an edition's TOML files: they say what the shapes say, real files pass, broken ones fail there and in the reader alike."""

from __future__ import annotations

import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import tomli
from jsonschema import Draft7Validator

from gen.compose.fields import Fields, read
from gen.findings import Finding
from gen.model.setting import Sort, settings_of
from gen.read.toml import parse
from gen.schema.edition import SCHEMAS, schema
from tests.project import ROOT
from tests.shapes import reachable

VALIDATORS = {name: Draft7Validator(schema(name)) for name in SCHEMAS}
FOLDER = ROOT / "templates/_schema"


def files() -> Iterator[tuple[str, Path]]:
    """Every file of every edition that a schema is for, with the name of the schema."""
    for name, (_, _, pattern) in SCHEMAS.items():
        for root in ("templates", "docs/smallest/templates", "tests/sixth/templates"):
            yield from ((name, path) for path in sorted((ROOT / root).glob(f"[!_]*/{pattern}")))


FILES = list(files())


def faults(name: str, text: str) -> list[list[str | int]]:
    """Where the schema finds fault."""
    return [[*error.absolute_path] for error in VALIDATORS[name].iter_errors(tomli.loads(text, parse_float=Decimal))]


def told(name: str, text: str) -> list[Finding]:
    """What the reader says of the shape of a file."""
    file, findings = parse(text, "x.toml")
    assert file is not None
    read(SCHEMAS[name][0], Fields(file, (), file.value, findings))
    return findings


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one_and_names_every_key_in_chinese(name: str) -> None:
    made = schema(name)
    Draft7Validator.check_schema(made)
    first, *held = reachable(SCHEMAS[name][0])
    assert set(made["definitions"]) - {"Filter"} == {record.__name__ for record in held}
    for record, found in ((first, made), *((record, made["definitions"][record.__name__]) for record in held)):
        settings = settings_of(record)
        assert list(found["properties"]) == [setting.key for setting in settings] and found["additionalProperties"] is False
        assert found.get("required", []) == [setting.key for setting in settings if setting.required]
        for setting in settings:
            entry = found["properties"][setting.key]
            assert entry["title"] == setting.title and entry["description"].startswith(setting.doc)
            assert ("（必填）" in entry["description"]) == setting.required
            assert entry.get("enum", list(setting.choices)) == list(setting.choices) or setting.sort is Sort.DIMENSION


@pytest.mark.parametrize(
    ("name", "path"), FILES, ids=lambda value: value.relative_to(ROOT).as_posix() if isinstance(value, Path) else value
)
def test_every_real_file_passes_its_schema(name: str, path: Path) -> None:
    values = tomli.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    assert [error.message for error in VALIDATORS[name].iter_errors(values)] == []


def test_every_file_of_an_edition_has_a_schema_and_names_it_first() -> None:
    own = {path: name for name, path in FILES if path.is_relative_to(ROOT / "templates")}
    assert set((ROOT / "templates").rglob("*.toml")) == set(own)
    for path, name in own.items():
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        assert first.startswith("#:schema "), path
        named = Path(os.path.normpath(path.parent / first.removeprefix("#:schema ")))
        assert named == FOLDER / f"{name}.schema.json" and named.is_file()


MAIN = 'name = "甲"\ntitle = "乙"\n'
TABLE = 'id = "表1"\ntitle = "甲"\n'
SCORES = 'grade_source = "甲"\n'
QUANTITY = MAIN + '[quantity.x]\ntitle = "丙"\n'
#: A file, what is in it, and where the schema finds fault.
BROKEN: list[tuple[str, str, list[str | int]]] = [
    ("edition", MAIN + "[limits]\npublish_days = -1\n", ["limits", "publish_days"]),
    ("edition", 'name = "甲"\n', []),
    ("edition", MAIN + 'tilte = "丙"\n', []),
    ("edition", MAIN + "title2 = 1\n", []),
    ("edition", MAIN + 'places = "2"\n', ["places"]),
    ("edition", MAIN + 'unit = "千元"\n', ["unit"]),
    ("edition", MAIN + 'document = ""\n', ["document"]),
    ("edition", MAIN + 'parts = ["01"]\n', ["parts", 0]),
    ("edition", MAIN + 'parts = [{ prose = "01" }, { tabel = "01" }]\n', ["parts", 1]),
    ("edition", MAIN + 'parts = [{ table = "01", each = "unit" }]\n', ["parts", 0, "each"]),
    ("edition", MAIN + 'constants = { a = { value = "50" } }\n', ["constants", "a"]),
    ("edition", MAIN + "constants = { a = { value = 50, source = \"乙\" } }\n", ["constants", "a", "value"]),
    ("edition", MAIN + '[change.x]\nincrease = "增加"\n', ["change", "x"]),
    ("edition", MAIN + '[reasons]\nshare = "85%"\n', ["reasons", "share"]),
    ("edition", MAIN + "[limits]\noverachieved = 0.3\n", ["limits", "overachieved"]),
    ("edition", QUANTITY + 'where = { "支出类形" = "基本支出" }\n', ["quantity", "x", "where"]),
    ("edition", QUANTITY + 'where = { "支出类型" = "基本支付" }\n', ["quantity", "x", "where", "支出类型"]),
    ("edition", QUANTITY + 'where = { "经济类" = ["301", "3O2"] }\n', ["quantity", "x", "where", "经济类"]),
    ("edition", QUANTITY + 'where = { "经济类" = 301 }\n', ["quantity", "x", "where", "经济类"]),
    ("edition", QUANTITY + 'parts = ["项目", "功能"]\n', ["quantity", "x", "parts"]),
    ("edition", QUANTITY + "trim = 1\n", ["quantity", "x", "trim"]),
    ("edition", MAIN + '[difference.x]\ntitle = "丙"\nless = "a"\n', ["difference", "x"]),
    ("edition", MAIN + '[comparative.x]\nprior = "丙"\nitems = { y = { "経済款" = "30217" } }\n', ["comparative", "x", "items", "y"]),
    ("edition", MAIN + '[[alike]]\nfirst = "a"\nsecond = "b"\nwithin = "一"\n', ["alike", 0, "within"]),
    ("table", 'title = "甲"\n', []),
    ("table", TABLE + 'widths = [20.5, "30"]\n', ["widths", 1]),
    ("table", TABLE + 'orientation = "横"\n', ["orientation"]),
    ("table", TABLE + 'small = "kept"\n', ["small"]),
    ("table", TABLE + '[[side]]\n[[side.rows]]\nlable = "乙"\n', ["side", 0, "rows", 0]),
    ("table", TABLE + '[[side]]\n[[side.rows]]\n[[side.rows.rows]]\nby = "功能"\n', ["side", 0, "rows", 0, "rows", 0, "by"]),
    ("table", TABLE + '[[side]]\ncolumns = [{ head = ["数"], factor = 2 }]\n', ["side", 0, "columns", 0, "factor"]),
    ("table", TABLE + '[side]\nname = "收入"\n', ["side"]),
    ("table", TABLE + '[[group]]\n[[group.group]]\n[[group.group.band]]\ncells = [{ span = "2" }]\n', ["group", 0, "group", 0, "band", 0, "cells", 0, "span"]),
    ("table", TABLE + '[[group]]\neach = "goal"\n', ["group", 0, "each"]),
    ("table", TABLE + '[[group]]\n[[group.band]]\npivot = { colums = [] }\n', ["group", 0, "band", 0, "pivot"]),
    ("table", TABLE + '[[group]]\n[[group.band]]\nwhen = { "填报样式" = 1 }\n', ["group", 0, "band", 0, "when", "填报样式"]),
    ("glossary", '[[terms]]\nterm = "甲"\n', []),
    ("glossary", '[[term]]\ndefinition = "乙"\n', ["term", 0]),
    ("glossary", '[[term]]\nterm = "甲"\nalways = "是"\n', ["term", 0, "always"]),
    ("scores", "places = 2\n", []),
    ("scores", SCORES + 'weights = { "决策" = 20 }\n', ["weights", "决策"]),
    ("scores", SCORES + 'grade = [{ name = "优", least = "九十" }]\n', ["grade", 0, "least"]),
    ("scores", SCORES + '[[item]]\n[[item.rule]]\nkind = "surplus"\nmarks = "5"\n', ["item", 0, "rule", 0, "kind"]),
    ("scores", SCORES + '[[item]]\n[[item.rule]]\nkind = "steps"\nmarks = "5"\nsteps = [{ mark = "1", form = "90%" }]\n', ["item", 0, "rule", 0, "steps", 0]),
    ("scores", SCORES + '[[item]]\n[[item.rule]]\nkind = "progress"\nmarks = "5"\nschedule = ["25%", "半"]\n', ["item", 0, "rule", 0, "schedule"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "at"), BROKEN)
def test_a_broken_file_fails_where_it_is_broken(name: str, text: str, at: list[str | int]) -> None:
    assert at in faults(name, text)
    assert [finding.code[:3] for finding in told(name, text)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("edition", QUANTITY + 'where = { "年度" = "{上年}", "经济类" = ["301", ""], "支出类型" = "{甲}" }\nparts = "项目"\nprior = "甲"\n'),
        ("table", TABLE + 'zero = ""\nunit_line = "单位：万元"\n[[side]]\nstubs = [{ key = "类" }]\nrows = [{ by = "功能类", code_stub = "类" }]\n'),
        ("scores", SCORES + '[[item]]\nlevel1 = "甲"\nlevel2 = "乙"\nname = "丙"\nfull = "1.5"\nmeaning = "丁"\n'),
    ],
)  # fmt: skip
def test_what_may_be_written_passes_both(name: str, text: str) -> None:
    assert faults(name, text) == [] and told(name, text) == []


def test_what_the_schema_refuses_in_a_real_file_the_reader_refuses() -> None:
    """Each key of the real files in turn misspelt, and each value of another kind."""
    tried = 0
    for name, path in FILES[::7]:
        values = tomli.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        for key in values:
            for spoilt in ({**{k: v for k, v in values.items() if k != key}, f"{key}_": values[key]}, {**values, key: {"?": [1]}}):
                refused = list(VALIDATORS[name].iter_errors(spoilt))
                assert refused, (path, key)
                file, _ = parse(path.read_text(encoding="utf-8"), "x.toml")
                assert file is not None
                findings: list[Finding] = []
                read(SCHEMAS[name][0], Fields(file, (), spoilt, findings))
                assert findings, (path, key)
                tried += 1
    assert tried > 40
