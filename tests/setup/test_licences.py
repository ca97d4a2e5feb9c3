"""docs/licences.md names what is installed, all of it and nothing else, and none of it is under the AGPL."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]


def pinned(lock: str) -> set[str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return {canonicalize_name(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", text, flags=re.MULTILINE)}


def named(heading: str) -> set[str]:
    """The packages in the first column of the table below ``heading``."""
    text = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    section = next(part for part in text.split("\n## ") if part.startswith(heading))
    cells = re.findall(r"^\| ([^|]+) \|", section, flags=re.MULTILINE)[1:]
    return {canonicalize_name(name.strip()) for cell in cells for name in cell.split(",")}


def test_every_pin_is_named_once_with_its_licence() -> None:
    runtime = named("Needed to make a report")
    tests_only = named("Needed for the tests only")
    assert runtime == pinned("requirements.txt")
    assert tests_only == pinned("requirements-dev.txt") - pinned("requirements.txt")


def test_nothing_installed_is_under_the_agpl() -> None:
    seen = 0
    for name in pinned("requirements-dev.txt"):
        try:
            head = (metadata.distribution(name).read_text("METADATA") or "").partition("\n\n")[0]
        except metadata.PackageNotFoundError:
            continue  # for another platform
        seen += 1
        said = [line for line in head.splitlines() if line.startswith(("License", "Classifier: License"))]
        assert not re.search(r"AGPL|Affero", " ".join(said), flags=re.IGNORECASE), name
    assert seen > 30


def test_the_licence_of_the_project_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text and "END OF TERMS AND CONDITIONS" in text
