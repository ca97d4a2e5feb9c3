"""git shows and merges source files by record once it is set up, and as ever before that and after the program is gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.cli import main
from gen.diff import setup
from gen.diff.driver import told
from tests.diff.repos import commit, git
from tests.project import FOLDER, ROOT, only_with
from tests.specimens import spoil

LEDGER, BUDGET = f"{FOLDER}/ledger.csv", f"{FOLDER}/budget.toml"
OFFICE = (LEDGER, "2080109,30201,一般公共预算拨款,,30,", "2080109,30201,一般公共预算拨款,,40,")
#: What spoils a file: parts of real ones with ends of lines, quotes and empty lines in between.
_PIECES = st.lists(
    st.sampled_from(
        ["事项,对象,上年数,依据", "项目,甲,5,乙", '"甲,乙', '""', ",,,", "\r", "\n", "\r\n", "\ufeff", "[a]", "b = 1", '"""', "\x00"]
    ),
    max_size=9,
).map(lambda pieces: "".join(pieces).encode())
RECORD = "[预算明细] 基本支出·2080109·30201·一般公共预算拨款"


@only_with("baoan")
def test_git_shows_records_once_it_is_set_up(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(repo, *OFFICE)
    assert "-基本支出,,,2080109,30201" in git(repo, "diff")
    assert main(("git-setup",), repo) == 0
    said = capsys.readouterr().out
    assert "请提交它" in said and (repo / ".gitattributes").read_text(encoding="utf-8").count("diff=gongkai") == 2
    shown = git(repo, "diff", LEDGER)
    assert "\n-  预算数 30\n+  预算数 40" in shown and RECORD in shown
    commit(repo)
    assert "\n-  预算数 30\n+  预算数 40" in git(repo, "log", "-p", "-1")


@only_with("baoan")
def test_another_way_to_write_the_same_is_no_change(repo: Path) -> None:
    assert main(("git-setup",), repo) == 0
    spoil(repo, LEDGER, "30201,一般公共预算拨款,,30,", '30201,"一般公共预算拨款",,30.0,')
    spoil(repo, BUDGET, 'name = "人员支出"', "name    =   '人员支出'")
    assert "@@" not in git(repo, "diff", "data")


@only_with("baoan")
def test_setting_up_twice_is_setting_up_once_and_it_can_be_taken_out(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repo / ".gitattributes").write_text("*.csv text", encoding="utf-8")
    for _ in range(2):
        assert main(("git-setup",), repo) == 0
    attributes = (repo / ".gitattributes").read_text(encoding="utf-8")
    assert attributes.startswith("*.csv text\n") and all(attributes.count(line) == 1 for line in setup.LINES)
    spoil(repo, *OFFICE)
    assert main(("git-setup", "--remove"), repo) == 0
    assert main(("git-setup", "--remove"), repo) == 0
    assert "gongkai" not in git(repo, "config", "--local", "--list")
    assert "-基本支出,,,2080109,30201" in git(repo, "diff")


@only_with("baoan")
def test_git_does_as_ever_where_the_program_is_gone(repo: Path) -> None:
    assert main(("git-setup",), repo) == 0
    for key, value in setup.settings("/nowhere/gongkai").items():
        git(repo, "config", "--local", key, value)
    commit(repo)
    git(repo, "checkout", "--quiet", "-b", "work")
    spoil(repo, *OFFICE)
    assert "-基本支出,,,2080109,30201" in git(repo, "diff")
    commit(repo)
    git(repo, "checkout", "--quiet", "main")
    spoil(repo, LEDGER, "2210203,30102,一般公共预算拨款,,730,", "2210203,30102,一般公共预算拨款,,731,")
    commit(repo)
    git(repo, "merge", "--quiet", "--no-edit", "work")
    text = (repo / LEDGER).read_text(encoding="utf-8")
    assert ",,40," in text and ",,731," in text


@only_with("baoan")
def test_git_merges_neighbouring_records_once_it_is_set_up(repo: Path) -> None:
    assert main(("git-setup",), repo) == 0
    commit(repo)
    git(repo, "checkout", "--quiet", "-b", "work")
    spoil(repo, *OFFICE)
    commit(repo)
    git(repo, "checkout", "--quiet", "main")
    lines = (repo / LEDGER).read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(index for index, line in enumerate(lines) if "2080109,30201," in line)
    lines[at + 1] = lines[at + 1].replace("一般公共预算拨款,,", "一般公共预算拨款,,1", 1)
    (repo / LEDGER).write_text("".join(lines), encoding="utf-8")
    commit(repo)
    git(repo, "merge", "--quiet", "--no-edit", "work")
    merged = (repo / LEDGER).read_text(encoding="utf-8").splitlines(keepends=True)
    assert ",,40," in merged[at] and merged[at + 1] == lines[at + 1]


@only_with("baoan")
@pytest.mark.parametrize("name", ["ledger.csv", "1a2b3c_ledger.csv", "unknown.csv"])
def test_a_file_is_known_by_its_name_or_its_heads(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes((ROOT / LEDGER).read_bytes())
    assert RECORD in told(path).splitlines()


def test_every_record_of_the_reference_data_is_told() -> None:
    for path in sorted((ROOT / "data").rglob("*.csv")):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert sum(line.startswith("[") for line in told(path).splitlines()) == len(lines) - 1, path


def test_what_cannot_be_taken_apart_is_shown_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "budget.toml"
    path.write_text("a = \n", encoding="utf-8")
    assert told(path) == "a = \n"


def test_outside_git_it_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert main(("git-setup",), tmp_path) == 2
    assert "git" in capsys.readouterr().err


@only_with("baoan")
def test_a_file_with_other_line_ends_and_empty_lines_is_told_all_the_same(tmp_path: Path) -> None:
    content = (ROOT / LEDGER).read_bytes()
    plain, other = tmp_path / "ledger.csv", tmp_path / "other" / "ledger.csv"
    other.parent.mkdir()
    plain.write_bytes(content)
    other.write_bytes(content.replace(b"\n", b"\r\n") + b"\r\n\r")
    assert RECORD in told(plain).splitlines()
    assert set(told(other).splitlines()) - {""} <= {*told(plain).splitlines(), *other.read_text(encoding="utf-8").splitlines()}


@given(name=st.sampled_from(["ledger.csv", "budget.toml", "prior.csv", "x.bin"]), content=st.binary(max_size=60) | _PIECES)
def test_whatever_the_bytes_git_is_shown_something(tmp_path_factory: pytest.TempPathFactory, name: str, content: bytes) -> None:
    """A driver that fails would take all of git diff with it."""
    path = tmp_path_factory.mktemp("any") / name
    path.write_bytes(content)
    assert isinstance(told(path), str)


def test_outside_a_repository_it_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    for arguments in (("git-setup",), ("git-setup", "--remove")):
        assert main(arguments, tmp_path) == 2
        assert capsys.readouterr().err == f"{tmp_path} 不在 git 版本库里，无处装入。要用 git 管理这个项目，先在这里运行 git init\n"
