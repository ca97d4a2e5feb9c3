"""What many tests share: the real department-year compiled once and rendered once, and a copy of the project to spoil."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from gen import build
from gen.render.style import StyleSheet
from gen.render.style import load as load_style
from tests.project import DEPARTMENT, EDITION, ROOT, YEAR, compiled, copy_to

# No test depends on a time; and the same examples every time, so that a red suite is red for a reason.
settings.register_profile("suite", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


@dataclass(frozen=True)
class Published:
    """The files of one run: where they stand, the bytes of the two formats, and the style sheet that they were made with."""

    root: Path
    folder: Path
    outcome: build.Outcome
    pdf: bytes
    docx: bytes
    style: StyleSheet


#: Publishes the budget of a department-year, once a session.
Publish = Callable[[str, str], Published]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of data/ and templates/ that a test may edit."""
    return copy_to(tmp_path / "project")


@pytest.fixture(scope="session")
def baoan() -> build.Compiled:
    """The real department-year, compiled once."""
    return compiled(ROOT)


@pytest.fixture(scope="session")
def longhua() -> build.Compiled:
    """The self-evaluation, compiled once."""
    return compiled(ROOT, "longhua", "2020", "self-evaluation")


@pytest.fixture(scope="session")
def szsi() -> build.Compiled:
    """The department of thirteen units, compiled once."""
    return compiled(ROOT, "szsi", "2020")


@pytest.fixture(scope="session")
def publish(tmp_path_factory: pytest.TempPathFactory) -> Publish:
    """Renders and publishes the budget of a department-year into a copy of the project."""

    @cache
    def run(department: str, year: str) -> Published:
        root = copy_to(tmp_path_factory.mktemp(f"{department}-{year}") / "project")
        outcome = build.report(root, department, year)
        folder = root / "output" / department / year
        assert outcome.written, outcome.findings
        edition = next(each.model.texts.edition.value for each in outcome.compiled if each.model)
        style = style_of(root / "templates" / edition)
        return Published(root, folder, outcome, (folder / "budget.pdf").read_bytes(), (folder / "budget.docx").read_bytes(), style)

    return run


@pytest.fixture(scope="session")
def published(publish: Publish) -> Published:
    """The real department-year, rendered and published once."""
    return publish(DEPARTMENT, YEAR)


@pytest.fixture(scope="session")
def real_style() -> StyleSheet:
    """The style sheet of the real edition."""
    return style_of(ROOT / EDITION)


def style_of(edition: Path) -> StyleSheet:
    """The style sheet of an edition."""
    sheet, findings = load_style(edition / "style.toml")
    assert sheet is not None, findings
    return sheet
