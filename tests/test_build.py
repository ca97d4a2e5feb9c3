"""One run: the same bytes every time, nothing published with an error, and no failure that leaves a half of anything behind."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pdfplumber
import pytest

from gen import build, publish, record
from gen.findings import has_error
from tests.conftest import Published
from tests.project import DEPARTMENT, EDITION, FOLDER, ROOT, YEAR, copy_to, only_with
from tests.specimens import spoil

pytestmark = only_with("baoan")

LEDGER, BUDGET = f"{FOLDER}/ledger.csv", f"{FOLDER}/budget.toml"
NAMES = ("budget.docx", "budget.pdf", "budget.figures.json", "manifest.json")

#: A whole run in a fresh process, which must not open a socket, and tells every file that Python opened.
RUN = """
import sys
opened = []
def watch(event, args):
    assert event not in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"), "a run must not use the network"
    if event == "open":
        opened.append(args[0])
sys.addaudithook(watch)
from pathlib import Path
from gen.cli import main
code = main(["report", "baoan", "2022"], Path(sys.argv[1]))
print("\\n".join(str(name) for name in opened if isinstance(name, str)), file=sys.stderr)
sys.exit(code)
"""


def run_in_process(root: Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DEPT", "YEAR", "TZ", "LC_ALL", "LANG", "PYTHONHASHSEED")}
    command = [sys.executable, "-c", RUN, str(root)]
    return subprocess.run(
        command, cwd=cwd, env={**kept, "PYTHONPATH": str(ROOT), **environment}, capture_output=True, text=True, check=False
    )


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` but the lock, by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


# ── the same bytes ──


def test_same_input_gives_the_same_bytes_everywhere(published: Published, tmp_path: Path) -> None:
    """Other process, hash seed, time zone, locale, folder and working directory: not one byte differs, and no stray file is read."""
    root, scratch = copy_to(tmp_path / "elsewhere"), tmp_path / "scratch"
    scratch.mkdir()
    run = run_in_process(root, tmp_path, TMPDIR=str(scratch), PYTHONHASHSEED="4711", TZ="Asia/Kathmandu", LC_ALL="C", SOURCE_DATE_EPOCH="0")
    assert run.returncode == 0, run.stdout + run.stderr
    assert contents(root / "output" / DEPARTMENT / YEAR) == contents(published.folder)

    own = (str(root), str(scratch), str(ROOT / "gen"), sys.prefix, sys.base_prefix, *sys.path[1:])
    own += tuple(str(path) for path in fonts_used(root))
    system = (
        "/dev/null",
        "/proc/",
        "/etc/ld.so",
        "/usr/lib/",
        "/lib/",
        "/usr/share/zoneinfo/",
        "/sys/",
        "/etc/mime.types",
        "/etc/localtime",
    )
    opened = [line for line in run.stderr.splitlines() if line.startswith("/")]
    assert any(line.startswith(str(root / FOLDER)) for line in opened)
    strays = [line for line in opened if not line.startswith((*own, *system))]
    assert strays == [], "\n".join(strays)


def fonts_used(root: Path) -> list[Path]:
    from gen.render import fonts, style

    sheet, _ = style.load(root / EDITION / "style.toml")
    assert sheet is not None
    faces, _ = fonts.resolve(sheet)
    assert faces is not None
    return [path.parent for path in faces.files.values()]


def test_outputs_carry_no_date_and_no_path(published: Published) -> None:
    with zipfile.ZipFile(BytesIO(published.docx)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        texts = [package.read(name) for name in package.namelist()]
    for content in (published.pdf, *texts, *(published.folder.joinpath(name).read_bytes() for name in NAMES[2:])):
        assert str(published.root).encode() not in content
        assert str(ROOT).encode() not in content
    assert b"/CreationDate" not in published.pdf


# ── published or not ──


def test_manifest_vouches_for_every_byte(published: Published) -> None:
    manifest = json.loads((published.folder / "manifest.json").read_bytes())
    assert (manifest["department"], manifest["year"]) == (DEPARTMENT, int(YEAR))
    assert sorted(manifest["outputs"]) == sorted(NAMES[:3])
    for name, entry in manifest["outputs"].items():
        content = (published.folder / name).read_bytes()
        assert entry == {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    for path, digest in manifest["inputs"].items():
        assert digest == hashlib.sha256((published.root / path).read_bytes()).hexdigest(), path
    used = {path.relative_to(published.root).as_posix() for path in (published.root / FOLDER).iterdir()}
    used |= {path.relative_to(published.root).as_posix() for path in (published.root / EDITION).rglob("*") if path.is_file()}
    assert {path for path in used if not path.endswith("NOTES.md")} <= set(manifest["inputs"])


def test_only_the_named_files_are_published(published: Published) -> None:
    assert sorted(contents(published.folder)) == sorted((*NAMES, record.RECORD))
    assert sorted(path.name for path in published.outcome.written) == sorted(NAMES)
    assert published.outcome.written[-1].name == "manifest.json"


def old_output(root: Path) -> Path:
    """An earlier, whole output in ``root``."""
    folder = root / "output" / DEPARTMENT / YEAR
    publish_all(folder, "old")
    return folder


def publish_all(folder: Path, word: str) -> None:
    files = {name: f"{word} {name}".encode() for name in NAMES[:3]}
    publish.publish(folder, {**files, publish.MANIFEST: publish.record(DEPARTMENT, YEAR, {}, files)})


@pytest.mark.parametrize(
    "edit",
    [
        (LEDGER, "2080109,30201,", "2080199,30201,"),
        (LEDGER, ",,2270,", ",,２２７０,"),
        (BUDGET, 'edition = "shenzhen-budget-2022"', 'edition = "shenzhen-budget-2099"'),
        (f"{EDITION}/prose/04-procurement.md", "{{ f.procurement }}", "{{ f.nothing }}"),
        (f"{EDITION}/style.toml", "[page]", "[pages]"),
    ],
    ids=["unknown-code", "bad-number", "no-edition", "template", "style"],
)
def test_an_error_leaves_the_output_as_it_was(project: Path, edit: tuple[str, str, str]) -> None:
    folder = old_output(project)
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in folder.rglob("*")}
    spoil(project, *edit)
    outcome = build.report(project, DEPARTMENT, YEAR)
    assert has_error(outcome.findings)
    assert outcome.written == ()
    assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in folder.rglob("*")} == before


def test_a_draft_goes_beside_the_published_files_with_a_watermark(project: Path) -> None:
    """A draft is made in spite of errors; the published files stay as they are."""
    folder = old_output(project)
    before = contents(folder)
    spoil(project, BUDGET, 'status = "已批复"', 'status = "草案"')
    refused = build.report(project, DEPARTMENT, YEAR)
    assert refused.written == ()
    assert [finding.code for finding in refused.findings if has_error([finding])] == ["STA-01"]

    outcome = build.report(project, DEPARTMENT, YEAR, draft=True)
    assert {path.parent for path in outcome.written} == {folder / "draft"}
    assert {name: content for name, content in contents(folder).items() if not name.startswith("draft/")} == before
    with zipfile.ZipFile(folder / "draft/budget.docx") as package:
        headers = "".join(package.read(name).decode() for name in package.namelist() if "header" in name)
    assert build.WATERMARK in headers
    assert build.WATERMARK in watermark(folder / "draft/budget.pdf")


def watermark(path: Path) -> str:
    """The turned characters of the last page of a PDF."""
    with pdfplumber.open(path) as pdf:
        return "".join(char["text"] for char in pdf.pages[-1].chars if char["matrix"][1])


def test_a_draft_that_cannot_be_composed_is_not_written(project: Path) -> None:
    spoil(project, LEDGER, ",,2270,", ",,two,")
    outcome = build.report(project, DEPARTMENT, YEAR, draft=True)
    assert outcome.written == ()
    assert not (project / "output").exists()


# ── failures while writing ──


class Failing:
    """The operations by which the publisher writes, of which the n-th fails (and, ``dead``, all after it); ``log`` names them all."""

    def __init__(self, patch: pytest.MonkeyPatch, at: int, fault: Callable[[], BaseException], *, dead: bool = False) -> None:
        self.at, self.fault, self.dead = at, fault, dead
        self.log: list[str] = []
        patch.setattr(publish, "open", self.wrap("open", self.opened), raising=False)
        # The publisher's own calls, not those of shutil or of the reader.
        counted = {name: self.wrap(name, getattr(os, name)) for name in ("replace", "fsync", "open", "unlink")}
        patch.setattr(publish, "os", SimpleNamespace(**{**vars(os), **counted}))

    def wrap(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def called(*args: Any, **kwargs: Any) -> Any:
            self.log.append(f"{name} {Path(args[1] if name == 'replace' else args[0]).name}" if isinstance(args[0], (str, Path)) else name)
            if len(self.log) == self.at or (self.dead and len(self.log) > self.at):
                raise self.fault()
            return real(*args, **kwargs)

        return called

    def opened(self, path: Path, mode: str) -> Any:
        handle = path.open(mode)
        if "b" in mode:
            real = handle.write
            handle = Writer(handle, self.wrap("write", real))
        return handle


class Writer:
    """A file whose ``write`` is counted, and writes only half when it fails."""

    def __init__(self, handle: Any, write: Callable[..., Any]) -> None:
        self.handle, self.counted = handle, write

    def write(self, content: bytes) -> None:
        self.handle.write(content[: len(content) // 2])
        self.handle.flush()
        self.handle.seek(0)
        self.counted(content)

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *args: object) -> None:
        self.handle.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.handle, name)


class Killed(BaseException):
    """The process ended here."""


def full_disk() -> BaseException:
    return OSError(errno.ENOSPC, "No space left on device")


def operations(tmp_path: Path) -> list[str]:
    """All operations of one publishing, none failing."""
    with pytest.MonkeyPatch.context() as patch:
        failing = Failing(patch, 0, full_disk)
        publish_all(tmp_path / "count", "old")
    return failing.log


def consistent(folder: Path) -> bool:
    """Whether every file is one that the manifest vouches for, and none of them is missing."""
    manifest = json.loads((folder / "manifest.json").read_bytes())["outputs"]
    found = {name: content for name, content in contents(folder).items() if name != "manifest.json"}
    return {name: hashlib.sha256(content).hexdigest() for name, content in found.items()} == {
        name: entry["sha256"] for name, entry in manifest.items()
    }


@pytest.mark.parametrize("killed", [False, True], ids=["full-disk", "killed"])
@pytest.mark.parametrize("first", [True, False], ids=["first-run", "second-run"])
def test_no_failure_leaves_a_mixture(tmp_path: Path, killed: bool, first: bool) -> None:
    """Each operation fails in turn: every file is wholly old or wholly new, and the next run leaves one whole generation and nothing else."""
    log = operations(tmp_path)
    assert len(log) > 12
    assert [entry for entry in log if entry.startswith("replace")] == [f"replace {name}" for name in NAMES]
    for at in range(1, len(log) + 1):
        folder = tmp_path / f"run-{at}"
        if not first:
            publish_all(folder, "old")
        before = contents(folder)
        whole = {f"{word} {name}".encode() for word in ("old", "new") for name in NAMES[:3]}
        with pytest.MonkeyPatch.context() as patch:
            Failing(patch, at, Killed if killed else full_disk, dead=killed)
            if killed:  # Nothing is tidied up after a process that ended.
                patch.setattr(publish.shutil, "rmtree", lambda *args, **kwargs: None)
            with pytest.raises(Killed if killed else OSError):
                publish_all(folder, "new")
        left = contents(folder)
        assert killed or left == before, f"{log[at - 1]}: a failure that can be told must leave everything as it was"
        assert {content for name, content in left.items() if name in NAMES[:3]} <= whole, (at, log[at - 1])

        publish.sweep(folder)
        swept = {name: content for name, content in contents(folder).items() if name in NAMES[:3]}
        assert len({content.split()[0] for content in swept.values()}) <= 1, f"{log[at - 1]} left a mixture"

        publish_all(folder, "next")
        assert consistent(folder)
        assert sorted(contents(folder)) == sorted(NAMES)
        assert {content.split()[0] for name, content in contents(folder).items() if name != "manifest.json"} == {b"next"}
        shutil.rmtree(folder)


@pytest.mark.parametrize("at", [3, 14, 16])
def test_a_failed_write_is_a_finding_that_names_the_folder(project: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    folder = old_output(project)
    before = contents(folder)
    monkeypatch.setattr(build, "render", lambda *args, **kwargs: (dict.fromkeys(NAMES[:3], b"new"), (), ()))
    Failing(monkeypatch, at, full_disk)
    outcome = build.report(project, DEPARTMENT, YEAR)
    assert outcome.written == ()
    fault = next(finding for finding in outcome.findings if finding.code == "OUT-01")
    assert fault.places[0].path == f"output/{DEPARTMENT}/{YEAR}"
    assert contents(folder) == before


def test_sweep_removes_what_the_manifest_does_not_vouch_for(tmp_path: Path) -> None:
    publish_all(tmp_path, "old")
    (tmp_path / "budget.pdf").write_bytes(b"half of a new one")
    (tmp_path / "notes.txt").write_bytes(b"somebody else's")
    (tmp_path / publish.STAGING).mkdir()
    (tmp_path / publish.STAGING / "budget.pdf").write_bytes(b"staged")
    assert publish.sweep(tmp_path) == (publish.STAGING, "budget.pdf")
    assert sorted(contents(tmp_path)) == ["budget.docx", "budget.figures.json", "manifest.json", "notes.txt"]
    assert publish.sweep(tmp_path) == ()


def test_a_run_with_errors_mends_what_a_broken_run_left(project: Path) -> None:
    folder = project / "output" / DEPARTMENT / YEAR
    folder.mkdir(parents=True)
    publish_all(folder, "old")
    (folder / "budget.pdf").write_bytes(b"half of a new one")
    ledger = project / "data" / DEPARTMENT / YEAR / "ledger.csv"
    ledger.write_text(ledger.read_text("utf-8").replace("2080109", "2080999"), "utf-8")
    assert build.report(project, DEPARTMENT, YEAR).written == ()
    assert sorted(contents(folder)) == ["budget.docx", "budget.figures.json", "manifest.json"]


@pytest.mark.parametrize("manifest", [b"", b"{", b"[]", b'{"outputs": 1}', b'{"outputs": {"budget.pdf": 1}}', b"\xff"])
def test_a_broken_manifest_vouches_for_nothing(tmp_path: Path, manifest: bytes) -> None:
    publish_all(tmp_path, "old")
    (tmp_path / "manifest.json").write_bytes(manifest)
    publish.sweep(tmp_path)
    assert sorted(contents(tmp_path)) == ["manifest.json"]


def test_two_runs_at_once_leave_one_whole_generation(tmp_path: Path) -> None:
    """Two processes publish different files into one folder over and over; each time one of them is there, whole."""
    script = """
import sys
from pathlib import Path
from tests.test_build import consistent, publish_all
from gen.publish import locked
folder = Path(sys.argv[1])
for turn in range(25):
    publish_all(folder, f"{sys.argv[2]}{turn}")
    with locked(folder):
        assert consistent(folder), turn
"""
    command = [sys.executable, "-c", script, str(tmp_path)]
    runs = [subprocess.Popen([*command, word], cwd=ROOT, stderr=subprocess.PIPE, text=True) for word in ("one", "two")]
    errors = [run.communicate()[1] for run in runs]
    assert [run.returncode for run in runs] == [0, 0], errors
    assert consistent(tmp_path)
    assert len({content.split()[0] for name, content in contents(tmp_path).items() if name != "manifest.json"}) == 1
