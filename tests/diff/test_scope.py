"""What a document is made from, told without compiling, holds everything that a compilation really read."""

from __future__ import annotations

import pytest

from gen import build
from gen.diff.scope import parts_of, targets, touched
from tests.project import ROOT

TARGETS = targets(ROOT)


@pytest.mark.parametrize("target", TARGETS, ids=str)
def test_nothing_that_a_compilation_reads_is_outside(target: object) -> None:
    assert target in TARGETS
    outcome = build.compile(ROOT, target.department, target.year)  # type: ignore[attr-defined]
    read = {path for each in outcome.compiled for source in (each.model, each.edition) if source for path in source.sources}
    parts = parts_of(ROOT, target)  # type: ignore[arg-type]
    assert read
    assert [path for path in sorted(read) if not touched([path], parts)] == []
