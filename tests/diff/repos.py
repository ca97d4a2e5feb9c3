"""Real git repositories for the tests of comparisons: a copy of the data in a folder of its own, committed, with no configuration but this."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.project import copy_to

ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "t",
    "GIT_AUTHOR_EMAIL": "t@example.org",
    "GIT_COMMITTER_NAME": "t",
    "GIT_COMMITTER_EMAIL": "t@example.org",
    "GIT_AUTHOR_DATE": "2000-01-01T00:00:00Z",
    "GIT_COMMITTER_DATE": "2000-01-01T00:00:00Z",
}


def git(root: Path, *arguments: str) -> str:
    """What git answers in ``root``."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | ENVIRONMENT
    done = subprocess.run(("git", "-C", str(root), *arguments), check=True, capture_output=True, text=True, env=environment)
    return done.stdout.strip()


def commit(root: Path, message: str = "change") -> str:
    """Commit all that stands in ``root``; the id of the commit."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(root, "rev-parse", "HEAD")


def repository(folder: Path) -> Path:
    """A copy of data/ and templates/ in a new repository, committed on main."""
    root = copy_to(folder)
    git(root, "init", "--quiet", "--initial-branch", "main")
    commit(root, "base")
    return root
