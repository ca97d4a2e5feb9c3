from __future__ import annotations

from pathlib import Path

import pytest

from tests.specimens import write_tree


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A project folder that holds the fictitious department-year, without fault."""
    return write_tree(tmp_path)
