"""Any single edit of the reference data: the comparison says that the document changes exactly where its text does, and never fails."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from gen import build
from gen.diff import text
from gen.diff.compare import Gate, compared
from gen.diff.data import as_data
from gen.diff.markdown import comment
from gen.diff.page import page
from gen.diff.scope import Target
from gen.diff.sides import Side, Sides
from gen.findings import has_error
from tests.edits.kinds import Edit, any_edit
from tests.edits.run import Bench, Subject
from tests.project import ROOT, copy_to, dump, only_with

#: More than the suite makes can be asked for.
COUNT = int(os.environ.get("GONGKAI_EDITS", "24"))


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench.of(copy_to(tmp_path_factory.mktemp("edits") / "project"), Subject("baoan", "2022", "budget"))


def check(bench: Bench, edit: Edit) -> None:
    """Hold what is said of an edit to the text of both documents, to the findings, and to the edited line."""
    diff = compared(Sides(Side("改前", ROOT), Side("改后", bench.root), frozenset({edit.path})), Target("baoan", "2022"))
    after = build.compile_document(bench.root, "baoan", "2022", "budget")
    (file,) = diff.files
    assert file.path == edit.path
    # Every form of it can be made, and none is empty.
    assert list(text.lines(diff)) and list(text.lines(diff, colour=True, full=True)) and as_data(diff, Gate.EFFECT)
    assert page(diff) and comment([diff])
    (document,) = diff.documents
    if after.composed is None:
        assert document.effect is None and not diff.passes(Gate.ERRORS)
        assert any(finding.forbids for finding in diff.findings.appeared)
        return
    assert document.effect is not None
    assert document.effect.words == (dump(bench.before) != dump(after))
    if file.layout_only:
        assert document.same
    new_error = {(f.code, f.message) for f in after.findings if f.forbids} - {(f.code, f.message) for f in bench.before.findings}
    assert diff.passes(Gate.ERRORS) or new_error or has_error(bench.before.findings)


@only_with("baoan")
@pytest.mark.parametrize("seed", range(COUNT))
def test_any_edit(bench: Bench, seed: int) -> None:
    edit = any_edit(bench.sources, random.Random(seed))
    file: Path = bench.root / edit.path
    kept = file.read_bytes()
    try:
        file.write_text(edit.text, encoding="utf-8")
        check(bench, edit)
    finally:
        file.write_bytes(kept)
