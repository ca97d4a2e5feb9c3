"""The guides do what they say: every command for Linux runs, every edit applies, every line shown is printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.guide import clone, follow, steps
from tests.project import ROOT, only_with

pytestmark = only_with("baoan")

GUIDES = ("guide.md", "guide-reviewer.md")


@pytest.mark.parametrize("name", GUIDES)
def test_what_a_guide_shows_is_what_happens(name: str, tmp_path: Path) -> None:
    page = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert sum(step.kind == "sh" for step in steps(page)) > 3
    follow(page, clone(ROOT, tmp_path))


def test_a_guide_that_shows_what_is_not_printed_is_caught(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="line 4: 'two' is not in"):
        follow("```sh\necho one\n```\n```text\none\ntwo\n```\n", tmp_path)
    with pytest.raises(AssertionError, match="false ended with 1"):
        follow("```sh\nfalse\n```\n", tmp_path)
    follow("```sh exit=1\nfalse\n```\n```text\n…\n```\n", tmp_path)
