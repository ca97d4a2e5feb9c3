"""A fictitious department of two budget units whose data no check has anything to say about, and the ways to spoil it."""

from __future__ import annotations

import shutil
from pathlib import Path

from gen.check.rule import Case
from gen.read import load
from tests.check.clean import BUDGET, write_clean
from tests.check.specimens.edit import Edit, Specimen, one
from tests.specimens import DEPARTMENT, FOLDER, UNIT, YEAR

WHOLE = """\
name = "云山区图书馆总馆"
short_name = "总馆"
amount_unit = "万元"
units = ["main", "branch"]
subordinates = ["分馆"]
"""
#: What stands in the file of the document alone, not in those of its units.
_OF_THE_DOCUMENT = ("edition", "status", "approval_date")


def write(root: Path, edits: tuple[Edit, ...] = ()) -> Path:
    """Write the clean department with ``edits`` below ``root``, and give ``root`` back."""
    write_clean(root)
    folder = root / FOLDER
    single = root / "single"
    shutil.move(folder, single)
    texts = "\n".join(line for line in BUDGET.split("\n") if not line.startswith(_OF_THE_DOCUMENT))
    for slug, name, more in (("main", "云山区图书馆本级", "head = true\n"), ("branch", "云山区图书馆分馆", 'short_name = "分馆"\n')):
        shutil.copytree(single, folder / "units" / slug)
        own = UNIT.replace('name = "云山区图书馆"', f'name = "{name}"\n{more}', 1).replace("云山区文化局", "总馆")
        (folder / "units" / slug / "unit.toml").write_text(own, encoding="utf-8")
        (folder / "units" / slug / "budget.toml").write_text(texts, encoding="utf-8")
    shutil.rmtree(single)
    (folder / "unit.toml").write_text(WHOLE, encoding="utf-8")
    (folder / "budget.toml").write_text("\n".join(BUDGET.split("\n")[:3]) + "\n", encoding="utf-8")
    for edit in edits:
        path = folder / edit.file
        content = path.read_text(encoding="utf-8")
        assert not edit.old or content.count(edit.old) == 1, f"{edit.old!r} does not stand once in {path}"
        assert edit.new is not None
        path.write_text(content.replace(edit.old, edit.new) if edit.old else content + edit.new, encoding="utf-8")
    return root


def build(root: Path) -> Case:
    """The case of the department below ``root``: its data alone, for its form is no matter here."""
    model, found = load.load(root, DEPARTMENT, YEAR, "budget")
    assert model is not None, found
    return Case(model=model, edition=None, facts=None, composed=None)


_U, _BRANCH = "unit.toml", "units/branch/unit.toml"
SPECIMENS = (
    one("UNI-01", _U, "", "\n[staff]\nauthorized = 25\n", "UNI-01 unit.toml:8:14"),
    one("UNI-01", _U, "", "\n[assets]\nvehicles = 1\n", "UNI-01 unit.toml:8:12"),
    one("UNI-02", _U, '["分馆"]', '["分馆", "北馆"]', "UNI-02 unit.toml:5:24"),
    one("UNI-02", _U, '["分馆"]', '["图书馆分馆"]', "UNI-02 unit.toml:5:18", "UNI-02 unit.toml:5:18"),
    one("UNI-03", "units/branch/unit.toml", '"总馆"', '"云山区文化馆"', "UNI-03 units/branch/unit.toml:4:11"),
    # A folder that was copied from another: the same full name, or one unit's short name that is the other's full one.
    one("UNI-04", _BRANCH, '"云山区图书馆分馆"', '"云山区图书馆本级"', "UNI-04 units/branch/unit.toml:1:9"),
    one(
        "UNI-04",
        _BRANCH,
        '"分馆"',
        '"云山区图书馆本级"',
        "UNI-02 unit.toml:5:18",
        "UNI-02 unit.toml:5:18",
        "UNI-04 units/branch/unit.toml:2:15",
    ),
    one("UNI-04", _U, '["main", "branch"]', '["main", "branch", "main"]', "UNI-04 unit.toml:4:29"),
    Specimen(
        "UNI-04",
        (
            Edit(_U, '["main", "branch"]', '["main", "branch", "main"]'),
            Edit(_U, '["分馆"]', '["分馆"]\ntable_units = ["branch", "main", "main"]'),
        ),
        ("UNI-04 unit.toml:4:29", "UNI-04 unit.toml:6:35"),
    ),
    # The whole is what the units have.
    one("UNI-05", _U, "", "\n[assets]\nordinary_vehicles = 5\n", "UNI-05 unit.toml:8:21"),
    one("UNI-05", _U, "", "\n[staff]\npensioned = 7\nveterans = 0\nretired = 6\n", "UNI-05 unit.toml:9:12"),
)

#: Near misses: nothing is found.
PASSING = (
    Specimen("UNI-01", (Edit(_U, "", "\n[staff]\nauthorized = 24\npensioned = 7\n"),), ()),
    Specimen("UNI-02", (Edit(_U, '["分馆"]', '["云山区图书馆分馆"]'),), ()),
    Specimen("UNI-02", (Edit(_U, '["分馆"]', "[]"),), ()),
    Specimen("UNI-04", (Edit(_U, '["分馆"]', '["分馆"]\ntable_units = ["branch", "main"]'),), ()),
    # One of four kinds: others may be the rest.
    Specimen("UNI-05", (Edit(_U, "", "\n[assets]\nordinary_vehicles = 2\n"),), ()),
    Specimen("UNI-03", (Edit("units/branch/unit.toml", '"总馆"', '"云山区图书馆总馆"'),), ()),
)
