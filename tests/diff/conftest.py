"""A repository that a test may edit."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.diff import repos


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A copy of data/ and templates/ in a repository of its own, committed on main."""
    return repos.repository(tmp_path / "repo")
