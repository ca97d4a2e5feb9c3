"""The schemas that are kept: they are the ones that the declarations make, and no other stands beside them."""

from __future__ import annotations

import json
import subprocess
import sys

from gen.schema.files import ENDING, FOLDER, MADE
from tests.project import ROOT


def test_the_schemas_in_the_folders_are_the_declared_ones() -> None:
    kept = {path.relative_to(ROOT).as_posix() for top in ("data", "templates") for path in (ROOT / top / FOLDER).iterdir()}
    assert kept == set(MADE) and all(path.endswith(ENDING) for path in kept)
    for path, made in MADE.items():
        text = (ROOT / path).read_text(encoding="utf-8")
        assert text == json.dumps(made(), ensure_ascii=False, indent=1) + "\n", f"{path}: make schema"


def test_what_make_asks_for_is_listed_and_printed() -> None:
    def said(*asked: str) -> str:
        command = [sys.executable, "-m", "gen.schema", *asked]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True).stdout

    assert said().split() == list(MADE)
    last = list(MADE)[-1]
    assert said(last) == (ROOT / last).read_text(encoding="utf-8")
