"""不公开: what is marked so is in no output, in no explanation and in no sum, and everything else is as if it had never been written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gen import build, publish, record
from gen.cli import main
from gen.read.load import load
from tests.check.clean import LAST as LAST_YEAR
from tests.check.clean import write_clean, write_last_year, write_templates
from tests.check.specimens.edit import FORMER, LAST, Edit, L, P
from tests.check.specimens.edit import write as write_edits
from tests.check.specimens.secrecy import SECRET
from tests.project import only_with
from tests.specimens import DEPARTMENT, FOLDER, YEAR, spoil
from tests.test_not_printed import CANARY, in_docx, in_pdf, words_in

pytestmark = only_with("baoan")

#: The same project with a word of its own in every field, and amounts that stand nowhere else.
WORDS = {"暗格": "金丝雀00001号", "暗柜": "金丝雀00002号", "暗事": "金丝雀00003号", '"暗"': '"金丝雀00004号"', '"暗。"': '"金丝雀00005号"'}
FIELDS = {",,庚": ",,金丝雀00006号", ",一个,": ",金丝雀00007号,", "上年表5": "金丝雀00008号", "是,否,,33": "是,否,,34567"}


def write_secret(root: Path) -> Path:
    """The clean department-year with the secret project and its words."""
    write_templates(write_clean(root))
    for edit in SECRET:
        new = edit.new or ""
        for old, word in (WORDS | FIELDS).items():
            new = new.replace(old, word)
        spoil(root, edit.path, edit.old, new.replace(",77,", ",76543,"))
    spoil(root, f"{FOLDER}/budget.toml", 'content = "金丝雀00005号"', 'content = """金丝雀00009号\\\n[金丝雀00010号"""')
    return root


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """What is published of the department-year with the secret project, and without it."""
    roots = (write_secret(tmp_path_factory.mktemp("secret")), write_templates_too(tmp_path_factory.mktemp("plain")))
    for root in roots:
        outcome = build.report(root, DEPARTMENT, YEAR)
        assert outcome.written, outcome.findings
    return (roots[0] / "output" / DEPARTMENT / YEAR, roots[1] / "output" / DEPARTMENT / YEAR)


def write_templates_too(root: Path) -> Path:
    write_templates(write_clean(root))
    return root


def test_every_file_of_the_output_is_what_it_is_without_the_project(folders: tuple[Path, Path]) -> None:
    secret, plain = folders
    names = {path.name for path in plain.iterdir() if path.suffix and path.name not in (publish.MANIFEST, record.RECORD)}
    assert {Path(name).suffix for name in names} == {".docx", ".pdf", ".json"}
    for name in names:
        assert (secret / name).read_bytes() == (plain / name).read_bytes(), name


def test_no_word_and_no_amount_of_it_is_in_any_file(folders: tuple[Path, Path]) -> None:
    for path in (path for path in folders[0].rglob("*") if path.is_file()):
        texts = list(in_docx(path) if path.suffix == ".docx" else in_pdf(path) if path.suffix == ".pdf" else [path.read_text("utf-8")])
        assert words_in(iter(texts)) == set(), path.name
        assert not any(re.search("(?<![0-9a-f])(76,?543|34,?567)(?![0-9a-f])", text) for text in texts), path.name


def test_no_hash_of_a_file_that_holds_it_is_published(folders: tuple[Path, Path]) -> None:
    root = folders[0].parents[2]
    known = {publish.sha256(path.read_bytes()) for path in (root / FOLDER).iterdir() if "金丝雀" in path.read_text("utf-8")}
    assert len(known) >= 7
    for path in folders[0].glob("*.json"):
        assert not known & set(re.findall("[0-9a-f]{64}", path.read_text("utf-8")))
    assert (folders[0] / record.RECORD).read_bytes() == record.NONE and record.unchanged(root, folders[0]) is None


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", DEPARTMENT, YEAR),
        ("check", DEPARTMENT, YEAR, "--json"),
        ("check", DEPARTMENT, YEAR, "--for", "github"),
        ("check", DEPARTMENT, YEAR, "--for", "gitlab"),
        ("explain", DEPARTMENT, YEAR, "total"),
        ("explain", DEPARTMENT, YEAR, "procurement", "--json"),
        ("explain", DEPARTMENT, YEAR, "--number", "76,543"),
        ("explain", DEPARTMENT, YEAR, "项目/金丝雀00001号"),
    ],
)
def test_no_command_tells_of_it(folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    main(arguments, root=folders[0].parents[2])
    captured = capsys.readouterr()
    # What was asked for may be repeated; nothing is said about it.
    told = (captured.out + captured.err).replace("项目/金丝雀00001号", "")
    assert not CANARY.search(told) and "34567" not in told and not re.search("= *76,?543|7654[0-9]万元", told)


def test_last_year_is_without_the_project_too(tmp_path: Path) -> None:
    """A project that is secret this year and was not last year is in neither sum, under its old name neither."""
    rows = "结束日期\n购书,履职类项目拨款,1,2,1,,\n修缮,,2,1,2,,\n"
    marked = Edit(P, rows, "结束日期,上年项目,不公开\n购书,履职类项目拨款,1,2,1,,,图书购置,是\n修缮,,2,1,2,,,,\n")
    write_edits(tmp_path, (*FORMER, marked))
    model, _ = load(tmp_path, DEPARTMENT, YEAR, "budget")
    assert model is not None and model.last is not None
    assert model.secret == {"购书", "图书购置"}
    assert {line.project for line in model.ledger} == {line.project for line in model.last.ledger} == {"", "修缮"}
    assert not any("图书购置" in text for path, text in model.sources.items() if path.endswith("ledger.csv"))


def test_a_line_may_be_left_out_of_a_project(tmp_path: Path) -> None:
    """The only line of a sub-project: its text goes with it, and the rest of the project stays."""
    write_edits(
        tmp_path,
        (
            LAST,
            Edit(L, "精度,依据\n", "精度,依据,不公开\n"),
            *(Edit(L, f",,{name}\n", f",,{name},\n") for name in "甲乙丙戊己"),
            Edit(L, "丁\n", "丁,是\n"),
        ),
    )
    model, _ = load(tmp_path, DEPARTMENT, YEAR, "budget")
    assert model is not None
    assert [text.parts for text in model.texts.projects] == [(), ()]
    assert [line.basis for line in model.ledger] == ["甲", "乙", "丙", "戊", "己"]
    assert "少儿" not in model.sources[f"{FOLDER}/budget.toml"] + model.sources[f"{FOLDER}/ledger.csv"]
    assert len(model.withheld) == 1 and "购书" in model.sources[f"{FOLDER}/budget.toml"]


def test_last_years_folder_alone_may_hold_it(tmp_path: Path) -> None:
    """No hash of last year's file is kept, either."""
    write_templates(write_clean(tmp_path))
    write_last_year(tmp_path)
    ledger = tmp_path / "data" / DEPARTMENT / LAST_YEAR / "ledger.csv"
    lines = ledger.read_text("utf-8").splitlines()
    ledger.write_text(
        "\n".join([lines[0] + ",不公开", *(f"{line}," for line in lines[1:]), "项目支出,暗格,,2070104,,其他收入,,9,,庚,是"]) + "\n"
    )
    outcome = build.report(tmp_path, DEPARTMENT, YEAR)
    assert outcome.written, outcome.findings
    assert (tmp_path / "output" / DEPARTMENT / YEAR / record.RECORD).read_bytes() == record.NONE
