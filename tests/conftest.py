"""What many tests share: the real department-year compiled once and rendered once, and a copy of the project to spoil."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from gen import build
from gen.compose.assemble import Composed
from gen.render.style import StyleSheet
from gen.render.style import load as load_style
from tests.project import DEPARTMENT, EDITION, ROOT, YEAR, compiled, copy_to

# No test depends on a time; and the same examples every time, so that a red suite is red for a reason.
settings.register_profile("suite", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


@dataclass(frozen=True)
class Printed:
    """One document as it was published: what it was made from, and the bytes of the two formats."""

    composed: Composed
    pdf: bytes
    docx: bytes
    style: StyleSheet


@dataclass(frozen=True)
class Published:
    """The files of one run: where they stand, and each document by name; ``pdf``, ``docx`` and ``style`` are the budget's."""

    root: Path
    folder: Path
    outcome: build.Outcome
    documents: Mapping[str, Printed]

    @property
    def pdf(self) -> bytes:
        return self.documents["budget"].pdf

    @property
    def docx(self) -> bytes:
        return self.documents["budget"].docx

    @property
    def style(self) -> StyleSheet:
        return self.documents["budget"].style


#: Publishes all documents of a department-year, once a session.
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
    """Renders and publishes the documents of a department-year into a copy of the project."""

    @cache
    def run(department: str, year: str) -> Published:
        root = copy_to(tmp_path_factory.mktemp(f"{department}-{year}") / "project")
        outcome = build.report(root, department, year)
        folder = root / "output" / department / year
        assert outcome.written, outcome.findings
        documents = {}
        for each in outcome.compiled:
            assert each.model is not None and each.composed is not None and each.style is not None
            files = {kind: (folder / f"{each.model.document}.{kind}").read_bytes() for kind in ("pdf", "docx")}
            documents[each.model.document] = Printed(each.composed, files["pdf"], files["docx"], each.style)
        return Published(root, folder, outcome, documents)

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
