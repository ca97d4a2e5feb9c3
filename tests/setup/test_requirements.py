"""The lock files say what pyproject.toml asks for, nothing else, and nothing about where it comes from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.txt", "requirements-dev.txt")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = PYPROJECT["project"]["dependencies"]
DEV = PYPROJECT["dependency-groups"]["dev"]


def entries(lock: str) -> dict[str, str]:
    """Name: the whole entry, its continued lines joined."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    joined = re.sub(r"\\\n\s*", " ", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE))
    lines = [line for line in joined.splitlines() if line.strip()]
    return {canonicalize_name(re.split(r"[=<> ;]", line, maxsplit=1)[0]): line for line in lines}


def pinned_version(entry: str) -> str:
    (pin,) = Requirement(re.split(r"\s+--hash", entry, maxsplit=1)[0]).specifier
    assert pin.operator == "=="
    return pin.version


@pytest.mark.parametrize("lock", LOCKS)
def test_every_entry_is_one_exact_version_with_hashes(lock: str) -> None:
    assert entries(lock)
    for entry in entries(lock).values():
        assert pinned_version(entry)
        hashes = re.findall(r"--hash=(\S+)", entry)
        assert hashes, entry
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", hash_) for hash_ in hashes), entry


@pytest.mark.parametrize(("lock", "asked"), [("requirements.txt", RUNTIME), ("requirements-dev.txt", RUNTIME + DEV)])
def test_what_is_asked_for_is_pinned_within_its_bounds(lock: str, asked: list[str]) -> None:
    locked = entries(lock)
    for text in asked:
        wanted = Requirement(text)
        entry = locked.get(canonicalize_name(wanted.name))
        assert entry is not None, f"{wanted.name} is missing in {lock}: make lock"
        assert wanted.specifier.contains(pinned_version(entry)), f"{lock} pins {pinned_version(entry)}, wanted {wanted}: make lock"


@pytest.mark.parametrize(("lock", "asked"), [("requirements.txt", RUNTIME), ("requirements-dev.txt", RUNTIME + DEV)])
def test_what_is_asked_for_directly_is_just_what_pyproject_names(lock: str, asked: list[str]) -> None:
    """The lock file notes who wants each pin: one that pyproject.toml no longer names would still say that it does."""
    wanted_by_us = set()
    name = ""
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([A-Za-z0-9._-]+)==", line):
            name = canonicalize_name(match[1])
        elif "gongkai (pyproject.toml" in line:
            wanted_by_us.add(name)
    assert wanted_by_us == {canonicalize_name(Requirement(text).name) for text in asked}


def test_the_tests_run_on_the_very_packages_that_users_have() -> None:
    runtime, dev = entries("requirements.txt"), entries("requirements-dev.txt")
    assert {name: dev.get(name) for name in runtime} == runtime


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_file_says_where_packages_come_from(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    for word in ("--index-url", "--extra-index-url", "--find-links", "--trusted-host", "http", "file:", " @ ", "/tmp", "/home", "/root"):
        assert word not in text, word
    assert not re.search(r"^-", text, flags=re.MULTILINE)


@pytest.mark.parametrize(("name", "floor"), [("weasyprint", "70.0"), ("jinja2", "3.1.6"), ("tomli", "2.4.1")])
def test_floors_that_mend_known_faults_stand(name: str, floor: str) -> None:
    (wanted,) = [Requirement(text) for text in RUNTIME if Requirement(text).name == name]
    assert f">={floor}" in {str(bound) for bound in wanted.specifier}
