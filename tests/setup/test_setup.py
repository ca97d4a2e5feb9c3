"""Set-up: says before it does, does only what is missing, never more than it may."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import fonts
import machine
import pytest
import setup

VENV_PACKAGE = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"


@dataclass
class Recorder:
    """Runs nothing: notes each command with what had been said by then; makes the files that the real one would."""

    root: Path
    failing: str = ""
    commands: list[list[str]] = field(default_factory=list)

    def run(self, command: Sequence[str], folder: Path | None) -> int:
        self.commands.append(list(command))
        if self.failing and self.failing in " ".join(command):
            return 1
        if "venv" in command:
            for part in (".venv/bin", f".venv/lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages"):
                (self.root / part).mkdir(parents=True, exist_ok=True)
            (self.root / ".venv/bin/python").touch()
            (self.root / ".venv/pyvenv.cfg").touch()
        return 0

    def of(self, word: str) -> list[list[str]]:
        return [command for command in self.commands if word in command]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "项目 a"
    folder.mkdir()
    (folder / "requirements.txt").write_text("a==1 \\\n    --hash=sha256:0\n")
    (folder / "requirements-dev.txt").write_text("a==1\nb==2\n")
    return folder


@pytest.fixture(autouse=True)
def no_fonts_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fonts have tests of their own."""
    monkeypatch.setattr(setup, "ensure_fonts", lambda machine: None)


def computer(recorder: Recorder, **changed: object) -> machine.Machine:
    """Debian, as root, with everything there; ``changed`` takes something away."""
    lists = recorder.root.parent / "lists"
    lists.mkdir(exist_ok=True)
    (lists / "x_Packages").touch()
    whole = machine.Machine(
        platform="linux",
        is_root=True,
        environ={},
        home=recorder.root.parent,
        apt_lists=lists,
        has_module=lambda name: True,
        has_program=lambda name: name != "sudo",
        loads=lambda name: True,
        run=recorder.run,
    )
    return dataclasses.replace(whole, **changed)  # type: ignore[arg-type]


def test_a_machine_with_all_libraries_needs_no_apt(root: Path) -> None:
    recorder = Recorder(root)
    assert setup.main([], machine=computer(recorder), root=root) == 0
    assert not recorder.of("apt-get")
    (pip,) = recorder.of("install")
    assert "--require-hashes" in pip and pip[pip.index("--only-binary") + 1] == ":all:"
    assert pip[-1] == str(root / "requirements.txt")
    assert not any("sudo" in command for command in recorder.commands)


def test_set_up_twice_installs_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recorder = Recorder(root)
    assert setup.main([], machine=computer(recorder), root=root) == 0
    capsys.readouterr()
    assert setup.main([], machine=computer(recorder), root=root) == 0
    assert len(recorder.of("install")) == 1
    assert capsys.readouterr().out == ""


def test_new_pins_are_installed_and_touched_ones_are_not(root: Path) -> None:
    recorder = Recorder(root)
    setup.main([], machine=computer(recorder), root=root)
    (root / "requirements.txt").write_bytes((root / "requirements.txt").read_bytes())
    setup.main([], machine=computer(recorder), root=root)
    assert len(recorder.of("install")) == 1
    (root / "requirements.txt").write_text("a==2\n")
    setup.main([], machine=computer(recorder), root=root)
    assert len(recorder.of("install")) == 2


def test_dev_adds_its_own_pins_and_stamp(root: Path) -> None:
    recorder = Recorder(root)
    assert setup.main(["--dev"], machine=computer(recorder), root=root) == 0
    assert [command[-1] for command in recorder.of("install")] == [str(root / pins.file) for pins in setup.PINS]
    assert all((root / ".venv" / pins.stamp).exists() for pins in setup.PINS)


@pytest.mark.parametrize("failing", ["-m venv", "pip install", "import weasyprint"])
def test_a_failure_leaves_no_stamp_and_a_chinese_word(root: Path, failing: str, capsys: pytest.CaptureFixture[str]) -> None:
    recorder = Recorder(root, failing=failing)
    assert setup.main([], machine=computer(recorder), root=root) == 1
    assert not (root / ".venv" / ".ready").exists()
    assert "未完成" in capsys.readouterr().err


def test_root_installs_what_is_missing_and_says_so_first(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recorder = Recorder(root)
    said_before: list[str] = []

    def run(command: Sequence[str], folder: Path | None) -> int:
        if command[0] == "apt-get":
            said_before.append(capsys.readouterr().out)
        return recorder.run(command, folder)

    bare = computer(recorder, has_module=lambda name: name != "ensurepip", loads=lambda name: "subset" not in name, run=run)
    assert setup.main([], machine=bare, root=root) == 0
    (apt,) = recorder.of("apt-get")
    assert apt[:2] == ["apt-get", "install"] and "-y" in apt and "--no-install-recommends" in apt
    assert apt[-2:] == [VENV_PACKAGE, "libharfbuzz-subset0"]
    assert VENV_PACKAGE in said_before[0] and "libharfbuzz-subset0" in said_before[0] and "生成 PDF" in said_before[0]


def test_lists_are_refreshed_only_when_there_are_none(root: Path) -> None:
    with_lists, without = Recorder(root), Recorder(root)
    setup.main([], machine=computer(with_lists, loads=lambda name: False), root=root)
    empty = root.parent / "empty"
    empty.mkdir()
    setup.main([], machine=computer(without, loads=lambda name: False, apt_lists=empty), root=root)
    assert [command[1] for command in with_lists.of("apt-get")] == ["install"]
    assert [command[1] for command in without.of("apt-get")] == ["update", "install"]


def test_an_ordinary_user_gets_the_exact_command_and_nothing_is_run(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recorder = Recorder(root)
    user = computer(recorder, is_root=False, has_module=lambda name: False, loads=lambda name: False)
    assert setup.main([], machine=user, root=root) == 1
    packages = f"{VENV_PACKAGE} libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    lines = capsys.readouterr().err.splitlines()
    assert any(line.strip().startswith("sudo apt-get install") and line.endswith(f"--no-install-recommends {packages}") for line in lines)
    assert recorder.commands == []
    assert not (root / ".venv").exists()


def test_without_apt_the_packages_are_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recorder = Recorder(root)
    other = computer(recorder, has_program=lambda name: False, loads=lambda name: False)
    assert setup.main([], machine=other, root=root) == 1
    assert "libpango-1.0-0" in capsys.readouterr().err
    assert recorder.commands == []


@pytest.mark.parametrize(("platform", "word"), [("darwin", "brew install pango"), ("win32", "MSYS2")])
def test_other_systems_are_told_their_way_and_that_it_was_not_tried(
    root: Path, platform: str, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    recorder = Recorder(root)
    assert setup.main([], machine=computer(recorder, platform=platform, loads=lambda name: False), root=root) == 1
    said = capsys.readouterr().err
    assert word in said and "未经本项目实测" in said
    assert recorder.commands == []


def test_a_library_is_sought_under_every_name(root: Path) -> None:
    mac = computer(Recorder(root), platform="darwin", loads=lambda name: name.endswith(".dylib"))
    assert setup.missing_packages(mac, root) == {}


def test_a_folder_that_is_no_environment_is_left_alone(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / ".venv").mkdir()
    (root / ".venv" / "mine.txt").write_text("mine")
    recorder = Recorder(root)
    assert setup.main([], machine=computer(recorder), root=root) == 1
    assert (root / ".venv" / "mine.txt").read_text() == "mine"
    assert not recorder.of("venv")
    assert "请移开它" in capsys.readouterr().err


def test_a_broken_environment_is_made_anew(root: Path) -> None:
    recorder = Recorder(root)
    setup.main([], machine=computer(recorder), root=root)
    broken = Recorder(root, failing="import pip")
    setup.main([], machine=computer(broken), root=root)
    assert len(broken.of("venv")) == 1


def test_the_command_works_from_a_folder_with_blanks_and_hanzi(root: Path, tmp_path: Path) -> None:
    """The real thing, without a network: a package ``gen`` of our own, and the interpreter that runs these tests."""
    recorder = Recorder(root)
    setup.main([], machine=computer(recorder), root=root)
    (root / ".venv/bin/python").unlink()
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", root / ".venv"], check=True)
    (root / "gen").mkdir()
    (root / "gen/__init__.py").touch()
    (root / "gen/__main__.py").write_text("import sys\nprint(sys.argv[1:])\n")
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "gen").mkdir(parents=True)
    (elsewhere / "gen/__main__.py").write_text("print('somebody else')\n")
    result = subprocess.run(
        [root / ".venv/bin/gongkai", "check", "a b", "$HOME"], cwd=elsewhere, capture_output=True, text=True, check=True
    )
    assert result.stdout == "['check', 'a b', '$HOME']\n"
    # A copy with its .venv works on the copy, by whatever link it is called.
    shutil.copytree(root, tmp_path / "copy", symlinks=True)
    (tmp_path / "copy/gen/__main__.py").write_text("print('the copy')\n")
    (tmp_path / "link").symlink_to(tmp_path / "copy/.venv/bin/gongkai")
    for called in (tmp_path / "copy/.venv/bin/gongkai", tmp_path / "link"):
        assert subprocess.run([called], capture_output=True, text=True, check=True).stdout == "the copy\n"


@pytest.mark.parametrize("encoding", ["ascii", "gb18030", "utf-8"])
def test_no_terminal_makes_set_up_fail(encoding: str) -> None:
    script = Path(setup.__file__)
    result = subprocess.run(
        [sys.executable, script, "--help"], env={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}, capture_output=True, check=False
    )
    assert result.returncode == 0, result.stderr


def test_scripts_stand_on_the_standard_library_alone() -> None:
    """They run before anything is installed: -S hides site-packages, -I everything of the user's."""
    folder = Path(fonts.__file__).parent
    code = f"import sys; sys.path.insert(0, {str(folder)!r}); import setup"
    assert subprocess.run([sys.executable, "-I", "-S", "-c", code], check=False).returncode == 0
