"""Publishing (发布): files go out whole or not at all, and a manifest with their hashes goes last.

Everything is staged beside its destination, flushed to disk and moved into place file by file; a failure puts back what was moved.
What a run that was killed left behind disagrees with the manifest, and the next run removes it. One run at a time works in a folder
(a lock that ends with its process).
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from gen import __version__

MANIFEST = "manifest.json"
STAGING = ".staging"
#: How many names lead to the folder of a year: data/<department>/<year>, and so the code lists of one.
_DEEP = 3
#: The names that published files have: a file of any other name in the folder is somebody else's and left alone.
OURS = re.compile(r"(budget|self-evaluation|performance-target)\.(docx|pdf|figures\.json)")
LOCK = ".lock"


def sha256(content: bytes) -> str:
    """The SHA-256 of ``content`` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def record(department: str, year: str, inputs: Mapping[str, str], outputs: Mapping[str, bytes]) -> bytes:
    """The manifest: hashes of every input and output, so that each can be traced to the other."""
    manifest = {
        "department": department,
        "year": int(year),
        "generator": __version__,
        "inputs": {path: sha256(text.encode()) for path, text in sorted(inputs.items())},
        "outputs": {name: {"sha256": sha256(content), "bytes": len(content)} for name, content in sorted(outputs.items())},
    }
    return as_json(manifest)


def as_json(value: object) -> bytes:
    """``value`` as readable JSON, the same bytes for the same value."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def publish(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Put ``files`` into ``folder``, the manifest last; returns their paths.

    Raises OSError with the old files as they were.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder):
        sweep(folder)
        staging = folder / STAGING
        staging.mkdir()
        try:
            for name, content in files.items():
                _write(staging / name, content)
            names = [name for name in files if name != MANIFEST] + [name for name in files if name == MANIFEST]
            _move(staging, folder, names)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return tuple(folder / name for name in names)


def create(root: Path, files: Mapping[str, str]) -> tuple[Path, ...]:
    """Make the folders that ``files`` (texts by path below ``root``) stand in, all of them or none; returns their paths.

    Files are staged beside the folders of years and moved there whole. Raises FileExistsError where such a folder is there already, OSError
    with nothing left behind where one cannot be made.
    """
    homes = sorted({"/".join(name.split("/")[:_DEEP]) for name in files})
    standing = [home for home in homes if os.path.lexists(root / home)]
    if standing:
        raise FileExistsError(standing[0])
    (root / homes[0]).parent.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=(root / homes[0]).parent.parent))
    parents: list[Path] = []
    moved: list[Path] = []
    try:
        for name, text in files.items():
            (staging / name).parent.mkdir(parents=True, exist_ok=True)
            _write(staging / name, text.encode())
        for home in homes:
            parent = (root / home).parent
            if not parent.is_dir():
                parent.mkdir()
                parents.append(parent)
            os.rename(staging / home, root / home)
            moved.append(root / home)
            _flush(parent)
    except BaseException:
        for folder in moved:
            shutil.rmtree(folder)
        for parent in parents:
            with contextlib.suppress(OSError):  # Somebody else may have put something there meanwhile.
                parent.rmdir()
        raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return tuple(root / name for name in files)


def _move(staging: Path, folder: Path, names: Sequence[str]) -> None:
    """Move each file into place; when one cannot be moved, what the others replaced is put back."""
    moved: list[str] = []
    for name in names:
        with contextlib.suppress(OSError):  # Nothing there before, or a file system without links: then there is nothing to put back.
            os.link(folder / name, staging / f"{name}.before")
    try:
        for name in names:
            os.replace(staging / name, folder / name)
            moved.append(name)
        _flush(folder)
    except BaseException:
        for name in moved:
            try:
                os.replace(staging / f"{name}.before", folder / name)
            except FileNotFoundError:
                os.unlink(folder / name)
        raise


def replace(path: Path, content: bytes) -> None:
    """Put ``content`` in the place of the file ``path``, with its permissions where it is there; what a killed run left beside it goes.

    Raises OSError with the old file as it was.
    """
    staged = path.with_name(f".{path.name}{STAGING}")
    staged.unlink(missing_ok=True)
    try:
        _write(staged, content)
        if path.exists():
            shutil.copymode(path, staged)
        os.replace(staged, path)
    except BaseException:
        staged.unlink(missing_ok=True)
        raise
    _flush(path.parent)


def save(path: Path, content: bytes) -> None:
    """Write ``content`` as the file ``path``, new or in the place of one that is there, whole or not at all. Raises OSError."""
    staged = path.with_name(f".{path.name}{STAGING}")
    try:
        _write(staged, content)
        os.replace(staged, path)
    finally:
        staged.unlink(missing_ok=True)


def mend(folder: Path) -> None:
    """Remove what a broken run left in ``folder`` and its ``draft/``, where they are; a folder that cannot be written is left alone."""
    for place in (folder, folder / "draft"):
        if place.is_dir():
            with contextlib.suppress(OSError), locked(place):
                sweep(place)


def sweep(folder: Path) -> tuple[str, ...]:
    """Remove what a broken run left: the staging folder, and outputs that the manifest does not vouch for; returns their names."""
    removed = []
    staging = folder / STAGING
    if staging.is_dir() and not staging.is_symlink():
        shutil.rmtree(staging)
        removed.append(STAGING)
    elif staging.is_symlink() or staging.exists():
        staging.unlink()
        removed.append(STAGING)
    proven = _proven(folder)
    for path in sorted(folder.iterdir()):
        if OURS.fullmatch(path.name) and path.is_file() and proven.get(path.name) != sha256(path.read_bytes()):
            path.unlink()
            removed.append(path.name)
    return tuple(removed)


def _proven(folder: Path) -> Mapping[str, str]:
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        return {name: entry["sha256"] for name, entry in manifest["outputs"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder for one run; another run waits. Where the system has no file locks (Windows) nothing is held."""
    with open(folder / LOCK, "a") as handle:
        with contextlib.suppress(ImportError):
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _write(path: Path, content: bytes) -> None:
    with open(path, "xb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())


def _flush(folder: Path) -> None:
    """Make the moves themselves durable, where folders can be flushed."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
