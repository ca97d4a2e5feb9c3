"""What many tests share: the real department-year compiled once and rendered once, and a copy of the project to spoil."""

from __future__ import annotations

from dataclasses import dataclass
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
    """The files of one run: where they stand, and the bytes of the two formats."""

    root: Path
    folder: Path
    outcome: build.Outcome
    pdf: bytes
    docx: bytes


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of data/ and templates/ that a test may edit."""
    return copy_to(tmp_path / "project")


@pytest.fixture(scope="session")
def baoan() -> build.Compiled:
    """The real department-year, compiled once."""
    return compiled(ROOT)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The real department-year, rendered and published once, into a copy of the project."""
    root = copy_to(tmp_path_factory.mktemp("published") / "project")
    outcome = build.report(root, DEPARTMENT, YEAR)
    folder = root / "output" / DEPARTMENT / YEAR
    assert outcome.written, outcome.findings
    return Published(root, folder, outcome, (folder / "budget.pdf").read_bytes(), (folder / "budget.docx").read_bytes())


@pytest.fixture(scope="session")
def real_style() -> StyleSheet:
    """The style sheet of the real edition."""
    sheet, findings = load_style(ROOT / EDITION / "style.toml")
    assert sheet is not None, findings
    return sheet
