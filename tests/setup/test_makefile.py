"""What stands after DEPT= and YEAR= is text: nothing in it runs, and nothing of it becomes an option."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

#: Writes down what it was given: its arguments, then DEPT and YEAR, each on a line of its own.
RECORDER = '#!/bin/sh\nfor given in "$@" "DEPT=$DEPT" "YEAR=$YEAR"; do printf "%s\\n" "$given"; done > seen\nexit ${RECORDER_EXIT:-0}\n'

HOSTILE = [
    "edu; touch PWNED #",
    "$(shell touch PWNED)",
    "${shell touch PWNED}",
    "$(touch PWNED)",
    "`touch PWNED`",
    "$$(touch PWNED)",
    "' ; touch PWNED ; '",
    '" ; touch PWNED ; "',
    "--help",
    "-o /etc",
    "edu && touch PWNED",
    "$(eval X:=$(shell touch PWNED))",
    "宝安 分局",
]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with our Makefile and a recorder in place of the command, set up as far as make can tell."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "scripts").mkdir()
    for name in ("requirements.txt", "scripts/setup.py", "scripts/machine.py", "scripts/fonts.py"):
        (tmp_path / name).touch()
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    command = tmp_path / ".venv" / "bin" / "gongkai"
    command.write_text(RECORDER)
    command.chmod(0o755)
    (tmp_path / ".venv" / ".ready").touch()
    return tmp_path


def make(project: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in ("DEPT", "YEAR", "BASE", "MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    return subprocess.run(["make", *arguments], cwd=project, env=clean | environ, capture_output=True, text=True, check=False)


def seen(project: Path) -> list[str]:
    return (project / "seen").read_text().splitlines()


@pytest.mark.parametrize("target", ["report", "check", "diff"])
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_value_on_the_command_line_is_handed_on_as_text(project: Path, target: str, text: str) -> None:
    result = make(project, target, f"DEPT={text}", f"YEAR={text}")
    assert not (project / "PWNED").exists()
    assert result.returncode == 0, result.stderr
    # A command-line value goes through make once, as any variable does: $$ is how make spells $.
    assert seen(project)[0] == target
    assert len(seen(project)) == 3
    assert seen(project)[1:] in ([f"DEPT={text}", f"YEAR={text}"], [f"DEPT={text.replace('$$', '$')}", f"YEAR={text.replace('$$', '$')}"])


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_value_in_the_environment_is_handed_on_as_text(project: Path, text: str) -> None:
    result = make(project, "report", DEPT=text, YEAR=text)
    assert not (project / "PWNED").exists()
    assert result.returncode == 0, result.stderr
    assert seen(project) == ["report", f"DEPT={text}", f"YEAR={text}"]


def test_a_hostile_value_does_nothing_in_any_target(project: Path) -> None:
    make(project, "clean", "help", "DEPT=$(shell touch PWNED)", YEAR="$(shell touch PWNED)")
    assert not (project / "PWNED").exists()


@pytest.mark.parametrize("given", [(), ("DEPT=baoan",), ("YEAR=2022",), ("DEPT=", "YEAR=")])
def test_a_missing_name_is_said_in_chinese_with_the_usage(project: Path, given: tuple[str, ...]) -> None:
    result = make(project, "report", *given)
    assert result.returncode != 0
    assert "make report DEPT=baoan YEAR=2022" in result.stderr
    assert not (project / "seen").exists()


def test_a_failed_check_fails_make(project: Path) -> None:
    assert make(project, "report", "DEPT=baoan", "YEAR=2022", RECORDER_EXIT="1").returncode == 2


def test_clean_removes_output_and_keeps_the_environment(project: Path) -> None:
    (project / "output" / "baoan").mkdir(parents=True)
    for folder in ("gen", "tests"):
        (project / folder / "__pycache__").mkdir(parents=True)
    assert make(project, "clean").returncode == 0
    assert not (project / "output").exists()
    assert not (project / "gen" / "__pycache__").exists()
    assert (project / ".venv" / "bin" / "gongkai").exists()


def test_help_names_every_target_that_a_user_may_want(project: Path) -> None:
    listed = make(project).stdout
    for target in ("setup", "report", "check", "test", "test-all", "lint", "bench", "golden", "rules", "clean"):
        assert f"make {target} " in listed


@pytest.mark.parametrize("changed", ["requirements.txt", "scripts/setup.py"])
def test_setup_runs_again_only_when_its_inputs_are_newer(project: Path, changed: str) -> None:
    fonts = project / "fonts"
    fonts.mkdir()
    for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines():
        for name in line.split() if line.startswith("FONTS :=") else ():
            (fonts / name).touch()
    run = {"PYTHON": "touch RAN; :", "GONGKAI_FONTS": str(fonts)}
    assert make(project, "setup", **run).returncode == 0
    assert not (project / "RAN").exists()
    stamp = (project / ".venv" / ".ready").stat().st_mtime
    os.utime(project / changed, (stamp + 10, stamp + 10))
    assert make(project, "setup", **run).returncode == 0
    assert (project / "RAN").exists()


def test_setup_sees_that_the_fonts_are_gone(project: Path) -> None:
    assert make(project, "setup", PYTHON="touch RAN; :", GONGKAI_FONTS=str(project / "emptied")).returncode == 0
    assert (project / "RAN").exists()


def test_the_makefile_and_the_script_name_the_same_fonts() -> None:
    import fonts

    (line,) = [line for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines() if line.startswith("FONTS :=")]
    assert set(line.split()[2:]) == set(fonts.PINS)
