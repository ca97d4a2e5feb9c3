"""The golden text: the whole document as it was last read and approved, line by line.

``make golden`` writes it anew; look at every changed line before committing it.
"""

from __future__ import annotations

import difflib
import os
from pathlib import Path

from gen.build import Compiled
from tests.project import dump

GOLDEN = Path(__file__).with_name("baoan-2022.txt")


def test_document_is_the_approved_one(baoan: Compiled) -> None:
    found = dump(baoan)
    if os.environ.get("GONGKAI_GOLDEN") == "write":
        GOLDEN.write_text(found, encoding="utf-8", newline="\n")
    wanted = GOLDEN.read_text(encoding="utf-8")
    difference = "\n".join(difflib.unified_diff(wanted.splitlines(), found.splitlines(), "golden", "now", lineterm="", n=1))
    assert found == wanted, f"the document changed; if that is right, run `make golden`:\n{difference}"


def test_document_needs_no_second_look_at_the_golden_text() -> None:
    """No line of the golden text holds what a template left unfilled."""
    lines = GOLDEN.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if any(mark in line for mark in ("{", "}", "None", "Undefined", "\ue000", "。。", "，，", "，。"))] == []
