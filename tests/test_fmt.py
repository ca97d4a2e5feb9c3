"""``gongkai fmt``: the project's own data is canonical, spoilt files come back to the byte, and what is printed stays the same."""

from __future__ import annotations

import csv
import dataclasses
import io
import os
import stat
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings

from gen import build, fmt
from gen.canonical.sources import all_sources, canonical, shape_of, sources_of
from gen.cli import main
from gen.findings import Place
from gen.model.shape import Row, fields_of
from gen.read.files import CsvFile
from gen.read.load import departments, documents, load, years
from tests.anyledger import DEPARTMENT as ANY
from tests.anyledger import LAST, homes, write
from tests.anyledger import YEAR as THIS
from tests.anyledger import Row as AnyRow
from tests.project import DEPARTMENT, EDITION, FOLDER, ROOT, YEAR, compiled, dump, only_with

ROOTS = (ROOT, ROOT / "tests/sixth", ROOT / "docs/smallest")
SOURCES = [(root, source) for root in ROOTS for source in all_sources(root)]
LEDGER = f"{FOLDER}/ledger.csv"
#: Some edition, with the codes that a random ledger is out of.
(HOME,) = homes(ROOT / "tests/sixth")


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.name)
def test_the_data_of_the_project_is_canonical(root: Path) -> None:
    formed = fmt.form(root, all_sources(root), write=False)
    assert formed.files > 5 and formed.clean, formed


def test_every_data_file_has_a_shape() -> None:
    paths = {path.relative_to(ROOT).as_posix() for suffix in ("csv", "toml") for path in (ROOT / "data").rglob(f"*.{suffix}")}
    assert {source.path for root, source in SOURCES if root == ROOT} == paths


def test_all_real_files_come_back_to_the_byte(tmp_path: Path) -> None:
    """With cells in quotes, rows of one project the other way round, keys of a table too, blank lines, CRLF and a byte order mark."""
    for number, (root, source) in enumerate(SOURCES):
        text = (root / source.path).read_text(encoding="utf-8")
        spoilt = _spoilt_csv(text, source.shape) if isinstance(source.shape, CsvFile) else _spoilt_toml(text)
        target = tmp_path / str(number) / source.path
        target.parent.mkdir(parents=True)
        target.write_bytes(b"\xef\xbb\xbf" + spoilt.replace("\n", "\r\n").encode())
        unit = root / source.folder / "unit.toml"
        if unit.is_file() and source.name != "unit.toml":
            (target.parent / "unit.toml").write_bytes(unit.read_bytes())
        formed, findings = canonical(tmp_path / str(number), source)
        assert formed == text, (source.path, findings)
    assert number == len(SOURCES) - 1 > 20


def _spoilt_csv(text: str, file: CsvFile) -> str:
    header, *rows = csv.reader(text.splitlines())
    if file.order:
        titles = {field.name: field.title for field in fields_of(file.record)}
        # What goes by its first mention, or is the same in all that rows are sorted by, must stay in its order.
        fixed = [
            titles[name] for name in file.order if name in ("kind", "breakdown", "project", "subproject", "fund", "item", "medium", "small")
        ]
        places: dict[tuple[str, ...], list[int]] = {}
        for at, row in enumerate(rows):
            places.setdefault(tuple(row[header.index(title)] for title in fixed), []).append(at)
        keys = [titles[name] for name in file.order]
        for found in places.values():
            if len({tuple(rows[at][header.index(title)] for title in keys) for at in found}) == len(found):
                for at, row in zip(found, [rows[at] for at in reversed(found)], strict=True):
                    rows[at] = row
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([header, *rows])
    return out.getvalue().removesuffix("\n")


def _spoilt_toml(text: str) -> str:
    """Keys on one line of each table in reverse, as long as no comment stands between them; blanks at both sides of ``=`` gone or many."""
    spoilt: list[str] = []
    run: list[str] = []
    inside = False
    for line in [*text.splitlines(), ""]:
        one = not inside and " = " in line and line[0] != "#" and not line.endswith("[")
        inside = line.endswith(" = [") or (inside and line != "]")
        if one:
            run.insert(0, line.replace(" = ", "   =", 1) if len(run) % 2 else line.replace(" = ", "=", 1))
            continue
        spoilt += [*run, line]
        run = []
    return "\n".join(spoilt).replace("\n\n", "\n\n\n\n").rstrip("\n") + "\n\n\n"


def _plain(value: Any) -> Any:
    """A record without the places of its values; text by text, in the order of the file."""
    if isinstance(value, (Place, Row)):
        return None
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return type(value).__name__, *((field.name, _plain(getattr(value, field.name))) for field in dataclasses.fields(value))
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return sorted(value.items()) if isinstance(value, dict) else value


@pytest.mark.parametrize(("department", "year"), [(each, year) for each in departments(ROOT) for year in years(ROOT, each)])
def test_what_is_read_and_printed_stays_the_same(project: Path, department: str, year: str) -> None:
    for source in sources_of(project, department, year):
        path = project / source.path
        text = path.read_text(encoding="utf-8")
        path.write_text(_spoilt_csv(text, source.shape) if isinstance(source.shape, CsvFile) else _spoilt_toml(text), encoding="utf-8")
    for document in documents(project, department, year)[0]:
        before, printed = load(project, department, year, document)[0], dump(compiled(project, department, year, document))
        formed = fmt.form(project, sources_of(project, department, year), write=True)
        assert formed.other or before is None
        after = load(project, department, year, document)[0]
        assert before is not None and after is not None
        assert dump(compiled(project, department, year, document)) == printed
        for name in ("unit", "texts", "projects", "indicators", "execution", "scores", "project_details", "controls", "three_public"):
            assert _plain(getattr(before, name)) == _plain(getattr(after, name)), name
        for name in ("ledger", "procurement", "prior", "history", "tasks"):
            assert sorted(map(str, map(_plain, getattr(before, name)))) == sorted(map(str, map(_plain, getattr(after, name)))), name
        break


@settings(max_examples=20, phases=(Phase.explicit, Phase.generate))
@given(now=HOME.ledgers, before=HOME.ledgers)
def test_any_ledger_prints_the_same_in_canonical_form(now: list[AnyRow], before: list[AnyRow]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, HOME, {LAST: before, THIS: now})
        printed = dump(build.compile_document(root, ANY, THIS, "budget"))
        fmt.form(root, all_sources(root), write=True)
        assert fmt.form(root, all_sources(root), write=False).clean
        assert dump(build.compile_document(root, ANY, THIS, "budget")) == printed


# ── the command ──


@only_with("baoan")
def test_check_names_what_is_not_canonical_and_leaves_it(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / LEDGER
    header, first, *others = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join((header, *others, first)), encoding="utf-8")
    spoilt = path.read_bytes()
    assert main(("fmt", DEPARTMENT, YEAR, "--check"), project) == 1
    assert capsys.readouterr().out.splitlines()[0] == f"不合规范格式 {LEDGER}"
    assert path.read_bytes() == spoilt
    assert main(("fmt", DEPARTMENT, YEAR), project) == 0
    assert capsys.readouterr().out.splitlines()[0] == f"已整理 {LEDGER}"
    assert path.read_bytes() == (ROOT / LEDGER).read_bytes()
    assert main(("fmt", "--all", "--check"), project) == 0


@only_with("baoan")
def test_a_file_with_errors_is_named_and_left_as_it_is(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / LEDGER
    path.write_text(path.read_text(encoding="utf-8").replace(",2270,", ',"2,270",') + "\n", encoding="utf-8")
    unit = project / FOLDER / "unit.toml"
    unit.write_text(unit.read_text(encoding="utf-8").replace("recorded = true", "recorded   = true"), encoding="utf-8")
    spoilt = path.read_bytes()
    assert main(("fmt", DEPARTMENT, YEAR), project) == 1
    said = capsys.readouterr()
    assert f"{LEDGER}:2:33: 错误 VAL-02" in said.out and f"没有整理 {LEDGER}：请先改正其中的错误" in said.err
    assert path.read_bytes() == spoilt
    assert unit.read_bytes() == (ROOT / FOLDER / "unit.toml").read_bytes()


@only_with("baoan")
def test_what_is_yet_to_be_filled_in_or_confirmed_is_no_hindrance(project: Path) -> None:
    path = project / LEDGER
    text = path.read_text(encoding="utf-8").replace(",2270,", ",〔待填〕,").replace(",417,", ',"〔待确认〕417",')
    path.write_text(text, encoding="utf-8")
    assert main(("fmt", DEPARTMENT, YEAR), project) == 0
    assert path.read_text(encoding="utf-8") == text.replace('"', "")
    path.write_text(text.partition("\n")[0], encoding="utf-8")
    assert main(("fmt", DEPARTMENT, YEAR), project) == 0
    assert path.read_text(encoding="utf-8") == text.partition("\n")[0] + "\n"


@only_with("baoan")
def test_a_year_is_begun_in_canonical_form(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for begun in (("--from", f"{DEPARTMENT}/{YEAR}"), ("--edition", Path(EDITION).name)):
        assert main(("new", f"new-{begun[0][2:]}", YEAR, *begun), project) == 0
        assert main(("fmt", f"new-{begun[0][2:]}", YEAR, "--check"), project) == 0, capsys.readouterr()


def test_a_department_that_is_not_there(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("fmt", "nobody", YEAR), project) == 1
    assert "READ-03" in capsys.readouterr().out
    assert main(("fmt", DEPARTMENT, "--all"), project) == 2


@only_with("baoan")
@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_file_is_replaced_whole_with_its_permissions(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = project / LEDGER
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    path.chmod(0o640)
    spoilt = path.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "full")

    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", fail)
        with pytest.raises(OSError, match="full"):
            fmt.form(project, sources_of(project, DEPARTMENT, YEAR), write=True)
    assert path.read_bytes() == spoilt
    assert not [each for each in path.parent.iterdir() if each.name.startswith(".")]
    fmt.form(project, sources_of(project, DEPARTMENT, YEAR), write=True)
    assert path.read_bytes() == (ROOT / LEDGER).read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_the_shape_of_a_file_goes_by_its_name() -> None:
    assert shape_of("notes.toml") is None
    assert shape_of("budget.toml") is not shape_of("budget.toml", of_unit=True)
