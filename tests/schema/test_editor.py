"""The JSON Schemas of the departments' TOML files: they say what the declaration says, real files pass, broken ones do not."""

from __future__ import annotations

import json
import os
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomli
from jsonschema import Draft7Validator

from gen.canonical.sources import SCHEMAS, Source, all_sources, schema_line, shape_of
from gen.cli import main
from gen.model.shape import Kind, fields_of
from gen.read.files import CsvFile
from gen.read.records import record
from gen.read.toml import parse
from gen.schema.editor import schema
from tests.project import DEPARTMENT, EDITION, ROOT, YEAR, only_with

FOLDER_OF_SCHEMAS = ROOT / "data/_schema"
FILES = [source for source in all_sources(ROOT) if source.name.endswith(".toml")]


def validator(name: str) -> Draft7Validator:
    return Draft7Validator(schema(name))


def named(root: Path, source: Source) -> Path:
    """The schema that a file names in its first line."""
    first = (root / source.path).read_text(encoding="utf-8").partition("\n")[0]
    assert first.startswith("#:schema "), source.path
    return Path(os.path.normpath(root / source.folder / first.removeprefix("#:schema ")))


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one_and_names_everything_in_chinese(name: str) -> None:
    Draft7Validator.check_schema(schema(name))
    seen = 0
    waiting: list[tuple[type, Any]] = [(SCHEMAS[name][0], schema(name))]
    while waiting:
        kind, found = waiting.pop()
        assert list(found["properties"]) == [field.name for field in fields_of(kind)]
        assert found.get("required", []) == [field.name for field in fields_of(kind) if field.required]
        for field in fields_of(kind):
            entry = found["properties"][field.name]
            assert entry["title"] == field.title and field.doc in entry["description"]
            seen += 1
            if field.record is not None:
                waiting.append((field.record, entry["items"] if field.kind is Kind.RECORDS else entry))
    assert seen >= 2


@pytest.mark.parametrize("source", FILES, ids=lambda source: source.path)
def test_every_real_file_names_its_schema_and_passes_it(source: Source) -> None:
    path = named(ROOT, source)
    assert path.parent == FOLDER_OF_SCHEMAS and path.is_file()
    assert (ROOT / source.path).read_text(encoding="utf-8").startswith(schema_line(ROOT, source.folder, source.name) + "\n")
    assert SCHEMAS[path.name.removesuffix(".schema.json")][0] is source.shape
    values = tomli.loads((ROOT / source.path).read_text(encoding="utf-8"))
    assert [error.message for error in Draft7Validator(json.loads(path.read_text(encoding="utf-8"))).iter_errors(values)] == []


@pytest.mark.parametrize(
    "begun", [("--from", f"{DEPARTMENT}/{YEAR}"), ("--edition", Path(EDITION).name)], ids=["from a year", "from nothing"]
)
@only_with(DEPARTMENT)
def test_a_new_year_names_its_schemas(project: Path, begun: tuple[str, str]) -> None:
    assert main(("new", "yunshan", YEAR, *begun), project) == 0
    folder = f"data/yunshan/{YEAR}"
    for name in ("unit.toml", "budget.toml"):
        shape = shape_of(name)
        assert shape is not None and named(project, Source(folder, name, shape)).is_file()


@only_with(DEPARTMENT)
def test_where_data_has_no_schemas_none_is_named(project: Path) -> None:
    shutil.rmtree(project / "data/_schema")
    assert main(("new", "yunshan", YEAR, "--from", f"{DEPARTMENT}/{YEAR}"), project) == 0
    assert "#:schema" not in (project / f"data/yunshan/{YEAR}/unit.toml").read_text(encoding="utf-8")


UNIT = 'name = "甲"\namount_unit = "元"\n'
BUDGET = 'edition = "x"\nstatus = "草案"\n'
#: A file, what is put in, and where the schema finds fault.
BROKEN = [
    ("unit", 'name = "甲"\n', []),
    ("unit", UNIT.replace("元", "亿元"), ["amount_unit"]),
    ("unit", UNIT.replace('"甲"', '""'), ["name"]),
    ("unit", UNIT.replace('"甲"', '" 甲"'), ["name"]),
    ("unit", UNIT.replace('"甲"', '"甲\\n乙"'), ["name"]),
    ("unit", UNIT + 'nmae = "乙"\n', []),
    ("unit", UNIT + 'offices = "一科"\n', ["offices"]),
    ("unit", UNIT + 'offices = ["一科", ""]\n', ["offices", 1]),
    ("unit", UNIT + 'recorded = "是"\n', ["recorded"]),
    ("unit", UNIT + "[staff]\nserving = -1\n", ["staff", "serving"]),
    ("unit", UNIT + "[staff]\nserving = 1.5\n", ["staff", "serving"]),
    ("unit", UNIT + '[staff]\nserving = "〔待填〕"\n', ["staff", "serving"]),
    ("unit", UNIT + '[assets]\nas_of = "2021年10月"\n', ["assets", "as_of"]),
    ("unit", UNIT + "[[staff]]\nserving = 1\n", ["staff"]),
    ("budget", BUDGET.replace("草案", "初稿"), ["status"]),
    ("budget", 'status = "草案"\n', []),
    ("budget", BUDGET + 'approval_date = "2022-13-01"\n', ["approval_date"]),
    ("budget", BUDGET + '[[projects]]\nuse = "甲"\n', ["projects", 0]),
    ("budget", BUDGET + '[[projects]]\nname = "甲"\n[[projects.parts]]\nname = "乙"\namount = 3\n', ["projects", 0, "parts", 0]),
    ("budget", BUDGET + "[overall]\ngoals = []\n", ["overall", "goals"]),
    ("unit-texts", BUDGET, []),
    ("codes", 'complete = "否"\n', ["complete"]),
]


@pytest.mark.parametrize(("name", "text", "at"), BROKEN)
def test_a_broken_file_fails_where_it_is_broken(name: str, text: str, at: list[str | int]) -> None:
    faults = [[*error.absolute_path] for error in validator(name).iter_errors(tomli.loads(text, parse_float=Decimal))]
    assert at in faults
    # What the schema calls a fault the reader does, too.
    file, _ = parse(text, "x.toml")
    assert file is not None
    _, findings = record(SCHEMAS[name][0], file)
    assert findings


def test_shapes_and_schemas_go_together() -> None:
    for source in FILES:
        assert not isinstance(source.shape, CsvFile)
        assert source.shape in {kind for kind, _ in SCHEMAS.values()}
