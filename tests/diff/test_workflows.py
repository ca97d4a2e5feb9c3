"""The workflows for GitHub and GitLab and the hooks for pre-commit: their YAML is read and their commands are run, on a real repository."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.diff.repos import ENVIRONMENT, commit, git
from tests.project import DEPARTMENT, FOLDER, ROOT, only_with
from tests.specimens import spoil

pytestmark = only_with(DEPARTMENT)

GITHUB, GITLAB, HOOKS = ROOT / ".github/workflows/review.yml", ROOT / ".gitlab-ci.yml", ROOT / ".pre-commit-hooks.yaml"
LEDGER = f"{FOLDER}/ledger.csv"
OFFICE = (LEDGER, "2080109,30201,一般公共预算拨款,,30,", "2080109,30201,一般公共预算拨款,,40,")
BROKEN = (LEDGER, "2080109,30201,一般公共预算拨款,,30,", "2080109,30201,一般公共预算拨款,,30x,")
#: Writes down how it was called, and with what body; says what it is told to say.
RECORDER = '#!/bin/sh\nprintf "%s\\n" "$0" "$@" >> "$CALLS"\nprintf "%s" "$SAYS"\n'


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.fixture
def request_repo(repo: Path, tmp_path: Path) -> Path:
    """A clone with a branch of its own, with the program where set-up puts it, and with tools that only write down how they are called."""
    commands = tmp_path / "commands"
    commands.mkdir()
    program = repo / ".venv/bin/gongkai"
    program.parent.mkdir(parents=True)
    run = f"import sys; from pathlib import Path; sys.path.insert(0, {str(ROOT)!r}); from gen.cli import main; sys.exit(main(sys.argv[1:], Path.cwd()))"
    program.write_text(f"#!/bin/sh\nexec {sys.executable} -c '{run.replace(chr(39), chr(34))}' \"$@\"\n", encoding="utf-8")
    for path in (program, *(commands / name for name in ("make", "gh", "curl"))):
        if path != program:
            path.write_text(RECORDER, encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
    (repo / ".gitignore").write_text("/.venv/\n/review/\n", encoding="utf-8")
    commit(repo)
    git(repo, "update-ref", "refs/remotes/origin/main", "main")
    git(repo, "checkout", "--quiet", "-b", "work")
    return repo


def shell(repo: Path, script: str, tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a step as a runner does: bash that stops at the first command that fails."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | ENVIRONMENT
    environment |= {"PATH": f"{tmp_path / 'commands'}:{os.environ['PATH']}", "CALLS": str(tmp_path / "calls"), "SAYS": "", **variables}
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script], cwd=repo, env=environment, capture_output=True, text=True, check=False
    )


# ── GitHub ──


def github(repo: Path, tmp_path: Path, **variables: str) -> tuple[Mapping[str, int], str]:
    """Exit codes of the steps by name, as far as they come, and what they print."""
    steps = [step for step in read(GITHUB)["jobs"]["review"]["steps"] if "run" in step]
    output = tmp_path / "output"
    known = {"BASE": "origin/main", "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary")}
    known |= {"GITHUB_REPOSITORY": "some/data", "NUMBER": "7", "GH_TOKEN": "x", **variables}
    codes, said = {}, ""
    for step in steps:
        status = re.findall(r"status=(\d+)", output.read_text()) if output.exists() else []
        done = shell(repo, step["run"], tmp_path, **known, STATUS="".join(status))
        codes[step["name"]] = done.returncode
        said += done.stdout + done.stderr
    return codes, said


def test_a_request_on_github_that_passes(request_repo: Path, tmp_path: Path) -> None:
    spoil(request_repo, *OFFICE)
    commit(request_repo)
    codes, said = github(request_repo, tmp_path)
    assert codes == {"准备": 0, "比较": 0, "格式": 0, "说明": 0, "结果": 0}, said
    body = (request_repo / "review/comment.md").read_text(encoding="utf-8")
    assert body.startswith("<!-- gongkai diff -->") and "8,367" in body
    assert (request_repo / "review/baoan-2022.html").is_file()
    assert (tmp_path / "summary").read_text(encoding="utf-8").strip() == body.strip()
    calls = (tmp_path / "calls").read_text(encoding="utf-8")
    assert "make\nsetup\n" in calls
    assert "repos/some/data/issues/7/comments\n--field\nbody=@review/comment.md" in calls and "PATCH" not in calls


def test_a_request_on_github_with_a_new_error_fails_and_says_where(request_repo: Path, tmp_path: Path) -> None:
    spoil(request_repo, *BROKEN)
    commit(request_repo)
    codes, said = github(request_repo, tmp_path, SAYS="42")
    assert (codes["比较"], codes["说明"], codes["结果"]) == (0, 0, 1)
    assert f"::error file={LEDGER},line=12," in said
    # The comment of the last run is written anew, not added to.
    assert "PATCH\nrepos/some/data/issues/comments/42\n" in (tmp_path / "calls").read_text(encoding="utf-8")


def test_a_base_that_is_not_there_fails(request_repo: Path, tmp_path: Path) -> None:
    codes, said = github(request_repo, tmp_path, BASE="origin/nowhere")
    assert codes["结果"] == 2 and "fetch-depth: 0" in said


def test_the_workflow_asks_for_no_more_than_it_needs() -> None:
    flow = read(GITHUB)
    assert flow["permissions"] == {"contents": "read", "pull-requests": "write"}
    used = [step["uses"] for step in flow["jobs"]["review"]["steps"] if "uses" in step]
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+\.\d+\.\d+", name) for name in used) and len(used) == 3
    text = GITHUB.read_text(encoding="utf-8")
    assert "secrets." not in text and "pull_request_target" not in text
    # What somebody who opens a request may choose is never pasted into a script.
    assert not [step for step in flow["jobs"]["review"]["steps"] if "${{" in step.get("run", "")]


# ── GitLab ──


def gitlab(repo: Path, tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """The job; all its lines are one script, as GitLab runs them."""
    base = git(repo, "rev-parse", "origin/main")
    script = "\n".join(read(GITLAB)["review"]["script"])
    known = {"BASE": base, "CI_API_V4_URL": "https://gitlab.example/api/v4", "CI_PROJECT_ID": "3", "CI_MERGE_REQUEST_IID": "7", **variables}
    return shell(repo, script, tmp_path, **known)


def test_a_request_on_gitlab_that_passes(request_repo: Path, tmp_path: Path) -> None:
    spoil(request_repo, *OFFICE)
    commit(request_repo)
    done = gitlab(request_repo, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "8,367" in done.stdout
    assert json.loads((request_repo / "review/quality.json").read_text(encoding="utf-8")) == []
    assert "curl" not in (tmp_path / "calls").read_text(encoding="utf-8")


def test_a_request_on_gitlab_with_a_new_error_fails(request_repo: Path, tmp_path: Path) -> None:
    spoil(request_repo, *BROKEN)
    commit(request_repo)
    done = gitlab(request_repo, tmp_path, GONGKAI_TOKEN="t")
    assert done.returncode == 1
    report = json.loads((request_repo / "review/quality.json").read_text(encoding="utf-8"))
    assert {(entry["severity"], entry["location"]["path"], entry["location"]["lines"]["begin"]) for entry in report} == {
        ("critical", LEDGER, 12)
    }
    assert "merge_requests/7/notes" in (tmp_path / "calls").read_text(encoding="utf-8")


def test_new_findings_have_an_empty_report_to_be_compared_with(tmp_path: Path) -> None:
    """GitLab shows of a request's report what that of the target branch does not have, and nothing where there is none."""
    job = read(GITLAB)["quality-base"]
    assert job["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
    assert read(GITLAB)["review"]["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}]
    assert subprocess.run(["bash", "-e", "-c", "\n".join(job["script"])], cwd=tmp_path, check=True).returncode == 0
    assert json.loads((tmp_path / job["artifacts"]["reports"]["codequality"]).read_text(encoding="utf-8")) == []
    assert job["artifacts"]["expire_in"] == "never"


def test_the_job_keeps_what_the_request_shows() -> None:
    job = read(GITLAB)["review"]
    assert job["artifacts"]["reports"]["codequality"].startswith("review/")
    assert job["artifacts"]["paths"] == ["review/"] and job["artifacts"]["expose_as"]
    assert re.fullmatch(r"python:3\.\d+-bookworm", job["image"])


# ── pre-commit ──


@pytest.mark.parametrize(("edit", "codes"), [(OFFICE, [0, 0]), (BROKEN, [1, 1])], ids=["good", "error"])
def test_the_hooks_pass_and_refuse(request_repo: Path, tmp_path: Path, edit: tuple[str, str, str], codes: list[int]) -> None:
    spoil(request_repo, *edit)
    assert [shell(request_repo, hook["entry"], tmp_path).returncode for hook in read(HOOKS)] == codes


def test_a_file_out_of_form_is_refused(request_repo: Path, tmp_path: Path) -> None:
    spoil(request_repo, LEDGER, "2080109,30201,一般公共预算拨款,,30,", '2080109,30201,"一般公共预算拨款",,30,')
    assert [shell(request_repo, hook["entry"], tmp_path).returncode for hook in read(HOOKS)] == [0, 1]


def test_the_hooks_are_such_as_pre_commit_takes() -> None:
    for hook in read(HOOKS):
        assert {"id", "name", "entry", "language", "files"} <= set(hook)
        assert hook["language"] == "system" and hook["pass_filenames"] is False
        assert re.match(hook["files"], LEDGER)


@pytest.mark.parametrize("path", [GITHUB, GITLAB, HOOKS], ids=lambda path: path.name)
def test_no_address_of_an_index_and_no_secret(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"https?://|pypi|index-url|password", text, re.I)
