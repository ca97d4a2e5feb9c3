"""The Data Package of a department-year: its descriptor passes the published profile, and says of each column what the declaration says."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema.validators import validator_for

from gen.amount import Amount, Unit
from gen.canonical.sources import sources_of
from gen.cli import main
from gen.read.files import CsvFile
from gen.read.load import departments, years
from gen.read.values import count, money
from gen.schema.package import package
from tests.project import DEPARTMENT, FOLDER, ROOT, YEAR, only_with

#: The profile of a Tabular Data Package as published (version 1); its licence stands beside it.
PROFILE = json.loads((ROOT / "tests/profiles/tabular-data-package.json").read_text(encoding="utf-8"))
ALL = [(department, year) for department in departments(ROOT) for year in years(ROOT, department)]


def described(root: Path, department: str, year: str) -> dict[str, Any]:
    made, findings = package(root, department, year)
    assert made is not None, findings
    return made


def faults(descriptor: object) -> list[str]:
    """What the published profile finds wrong."""
    kind = validator_for(PROFILE)
    kind.check_schema(PROFILE)
    return [error.json_path for error in kind(PROFILE).iter_errors(descriptor)]


@pytest.mark.parametrize(("department", "year"), ALL)
def test_every_real_department_year_passes_the_profile_and_fits_its_own_descriptor(department: str, year: str) -> None:
    made = described(ROOT, department, year)
    assert faults(made) == []
    folder = f"data/{department}/{year}"
    wanted = [each.path.removeprefix(f"{folder}/") for each in sources_of(ROOT, department, year) if isinstance(each.shape, CsvFile)]
    assert [resource["path"] for resource in made["resources"]] == wanted
    assert len({resource["name"] for resource in made["resources"]}) == len(wanted)
    rows = {resource["name"]: read(ROOT / folder / resource["path"]) for resource in made["resources"]}
    for resource in made["resources"]:
        assert list(unfit(resource["schema"], rows[resource["name"]], rows)) == [], resource["path"]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def unfit(schema: dict[str, Any], rows: list[dict[str, str]], tables: dict[str, list[dict[str, str]]]) -> Iterator[str]:
    """Where rows do not fit a table schema, by the words of its specification."""
    if rows:
        yield from (f"header {title}" for title in {*rows[0]} ^ {field["name"] for field in schema["fields"]})
    for number, row in enumerate(rows, 2):
        for field in schema["fields"]:
            cell, held = row[field["name"]], field.get("constraints", {})
            if cell in schema["missingValues"]:
                if held.get("required"):
                    yield f"{number} {field['name']} is missing"
                continue
            fits = {
                "number": lambda cell: isinstance(money(cell, Unit.WAN), Amount),
                "integer": lambda cell: isinstance(count(cell), int),
                "boolean": lambda cell, field=field: cell in (*field["trueValues"], *field["falseValues"]),
                "string": lambda cell: True,
            }[field["type"]](cell)
            if not fits or cell not in held.get("enum", (cell,)) or not re.search(held.get("pattern", ""), cell):
                yield f"{number} {field['name']} {cell}"
            if len(cell) > held.get("maxLength", len(cell)):
                yield f"{number} {field['name']} is long"
    key = schema.get("primaryKey", [])
    if key and len({tuple(row[title] for title in key) for row in rows}) != len(rows):
        yield f"not unique: {key}"
    for foreign in schema.get("foreignKeys", []):
        (title,) = foreign["fields"]
        known = {row[foreign["reference"]["fields"][0]] for row in tables[foreign["reference"]["resource"]]}
        yield from (f"{number} no such {row[title]}" for number, row in enumerate(rows, 2) if row[title] and row[title] not in known)


@only_with(DEPARTMENT)
def test_a_table_says_what_the_declaration_says() -> None:
    made = described(ROOT, DEPARTMENT, YEAR)
    tables = {resource["name"]: resource["schema"] for resource in made["resources"]}
    fields = {name: {field["name"]: field for field in table["fields"]} for name, table in tables.items()}
    assert fields["ledger"]["支出类型"]["constraints"] == {"enum": ["基本支出", "项目支出", "结转下年"], "required": True}
    assert fields["ledger"]["预算数"]["type"] == "number" and "amount_unit" in fields["ledger"]["预算数"]["description"]
    assert fields["projects"]["正文次序"]["type"] == "integer"
    assert fields["procurement"]["面向中小企业"]["trueValues"] == ["是"]
    assert tables["projects"]["primaryKey"] == ["项目"] and tables["tasks"]["primaryKey"] == ["绩效任务", "项目"]
    # The key of a ledger holds columns that may be blank, which no primary key may.
    assert "primaryKey" not in tables["ledger"]
    assert tables["ledger"]["foreignKeys"] == [{"fields": ["项目"], "reference": {"resource": "projects", "fields": ["项目"]}}]
    # 〔基本支出〕 and its like are no projects.
    assert "foreignKeys" not in tables["tasks"]


@only_with("szsi")
def test_a_unit_of_several_refers_to_its_own_projects(project: Path) -> None:
    made = described(project, "szsi", "2020")
    found = {
        each["name"]: each["schema"]["foreignKeys"][0]["reference"]["resource"]
        for each in made["resources"]
        if each["name"].endswith(".ledger")
    }
    assert len(found) > 1
    assert all(reference == name.replace(".ledger", ".projects") for name, reference in found.items())


@only_with(DEPARTMENT)
def test_a_descriptor_out_of_its_folder_or_without_a_type_does_not_pass() -> None:
    made = described(ROOT, DEPARTMENT, YEAR)
    for spoil in ({"path": "../../_codes/2022/funds.csv"}, {"name": "Ledger 表"}, {"schema": {"fields": [{"name": "a", "type": "money"}]}}):
        broken = {**made, "resources": [made["resources"][0] | spoil, *made["resources"][1:]]}
        assert faults(broken), spoil
    assert faults({**made, "resources": []})


@only_with(DEPARTMENT)
def test_the_command_writes_it_into_the_folder(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("datapackage", DEPARTMENT, YEAR), project) == 0
    path = project / FOLDER / "datapackage.json"
    assert capsys.readouterr().out == f"已生成 {FOLDER}/datapackage.json\n"
    assert json.loads(path.read_text(encoding="utf-8")) == described(project, DEPARTMENT, YEAR)
    # It is no source file: nothing else takes notice of it.
    assert main(("fmt", DEPARTMENT, YEAR, "--check"), project) == 0
    assert main(("check", DEPARTMENT, YEAR), project) == 0


@only_with(DEPARTMENT)
def test_a_folder_with_errors_gets_none(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = project / FOLDER / "ledger.csv"
    ledger.write_text(ledger.read_text(encoding="utf-8").replace("支出类型,", "类型,", 1), encoding="utf-8")
    assert main(("datapackage", DEPARTMENT, YEAR), project) == 1
    assert "CSV-02" in capsys.readouterr().out
    assert not (project / FOLDER / "datapackage.json").exists()
    assert main(("datapackage", "nobody", YEAR), project) == 1
