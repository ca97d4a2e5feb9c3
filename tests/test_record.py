"""The record of a run answers only when everything that the run rested on is as it was."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from gen import record
from gen.findings import Finding, Place, error, warning

FINDINGS = (warning("CHG-01", "原因待补", Place("data/a/2031/budget.toml", 3, 5, 2), hint="补上", basis="目录"), error("SUM-01", "差 1"))


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A project of one input and one font, whose output has just been published with its record."""
    (tmp_path / "data/a/2031").mkdir(parents=True)
    (tmp_path / "data/a/2031/budget.toml").write_text("edition = 1\n", encoding="utf-8")
    (tmp_path / "data/a/2031/NOTES.md").write_text("说明\n", encoding="utf-8")
    (tmp_path / "font.otf").write_bytes(b"font")
    output = tmp_path / "output/a/2031"
    output.mkdir(parents=True)
    (output / "budget.pdf").write_bytes(b"pdf")
    (tmp_path / "data/a/2029").mkdir()
    (tmp_path / "data/a/2029/budget.toml").write_text("edition = 1\n", encoding="utf-8")
    inputs = {"data/a/2031/budget.toml": "edition = 1\n", "data/a/2029/budget.toml": "edition = 1\n"}
    note = record.make(inputs, ["data/a/2030/budget.toml"], {"budget.pdf": b"pdf"}, [tmp_path / "font.otf"], FINDINGS)
    (output / record.RECORD).write_bytes(note)
    return tmp_path


def answer(root: Path) -> tuple[Finding, ...] | None:
    return record.unchanged(root, root / "output/a/2031")


def test_it_answers_with_the_findings_of_that_run(made: Path) -> None:
    assert answer(made) == FINDINGS


def write(path: str, content: bytes) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)

    return change


@pytest.mark.parametrize(
    "change",
    [
        write("data/a/2031/budget.toml", b"edition = 2\n"),
        write("data/a/2031/ledger.csv", b"a,b\n"),
        lambda root: (root / "data/a/2031/budget.toml").unlink(),
        write("data/a/2030/budget.toml", b"edition = 1\n"),
        write("output/a/2031/budget.pdf", b"other"),
        lambda root: (root / "output/a/2031/budget.pdf").unlink(),
        write("font.otf", b"another font"),
        lambda root: os.utime(root / "font.otf", ns=(0, 0)),
        lambda root: (root / "font.otf").unlink(),
        write("output/a/2031/.record.json", b"{"),
        write("output/a/2031/.record.json", b"[]"),
        write("output/a/2031/.record.json", b"{}"),
        lambda root: (root / "output/a/2031/.record.json").unlink(),
        write("data/a/2031/budget.toml", b"\xff\xfe"),
        write("data/a/2031/LEDGER.CSV", b"a,b\n"),
        write("data/a/2031/self-evaluation.toml", b"edition = 1\n"),
        write("data/a/2031/units/north/unit.toml", b"name = 1\n"),
    ],
)
def test_it_is_silent_when_anything_differs(made: Path, change: Callable[[Path], object]) -> None:
    change(made)
    assert answer(made) is None


def test_it_is_silent_when_the_program_differs(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "program", lambda: "another")
    assert answer(made) is None


@pytest.mark.parametrize(
    "change",
    [
        write("data/a/2031/NOTES.md", "别的说明\n".encode()),
        write("data/a/2031/budget.toml", b"\xef\xbb\xbfedition = 1\r\n"),
        write("data/a/2031/sheet.xlsx", b"x"),
        write("data/b/2031/budget.toml", b"edition = 1\n"),
        write("data/a/2029/self-evaluation.toml", b"edition = 1\n"),
        write("data/a/2029/units/south/unit.toml", b"name = 1\n"),
    ],
)
def test_what_no_run_reads_or_reads_alike_changes_nothing(made: Path, change: Callable[[Path], object]) -> None:
    change(made)
    assert answer(made) == FINDINGS


def test_a_record_is_the_same_bytes_for_the_same_run(made: Path) -> None:
    parts = ({"b": "2", "a": "1"}, ["y", "x", "y"], {"q": b"2", "p": b"1"}, [made / "font.otf"], FINDINGS)
    turned = ({"a": "1", "b": "2"}, ["x", "y"], {"p": b"1", "q": b"2"}, [made / "font.otf"], FINDINGS)
    assert record.make(*parts) == record.make(*turned)
