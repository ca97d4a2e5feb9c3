"""One spoilt department-year for each code of the reading layer: the code, the place, and nothing else is reported."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from gen.findings import Severity
from gen.read.load import load
from tests.specimens import BUDGET, CODES, DEPARTMENT, FILES, FOLDER, LEDGER, UNIT, YEAR, spoil

READ = Path(__file__).parents[2] / "gen" / "read"

U, B, L = f"{FOLDER}/unit.toml", f"{FOLDER}/budget.toml", f"{FOLDER}/ledger.csv"
P, T, Q = f"{FOLDER}/projects.csv", f"{FOLDER}/tasks.csv", f"{FOLDER}/procurement.csv"


@dataclass(frozen=True)
class Specimen:
    """``old`` in ``path`` becomes ``new``: then ``code`` is reported at line and column, and nothing else is."""

    code: str
    path: str
    old: str
    new: str | bytes
    line: int
    column: int


SPECIMENS = (
    Specimen("READ-10", L, "", "x" * 1_000_000, 0, 0),
    Specimen("READ-11", L, "购书,少儿图书", "购书,少儿".encode("gb18030"), 4, 6),
    Specimen("READ-11", L, LEDGER, LEDGER.encode("utf-16"), 0, 0),
    Specimen("READ-11", L, LEDGER, "a,b\n1,2\n".encode("utf-16-le"), 0, 0),
    Specimen("READ-12", L, "第三部分", "第三\u200b部分", 4, 39),
    Specimen("READ-12", L, "第三部分", "第三\x00部分", 4, 39),
    Specimen("READ-12", L, "第三部分", "第三\x85部分", 4, 39),
    Specimen("READ-12", L, "第三部分", "第三\u2028部分", 4, 39),
    Specimen("READ-12", L, "第三部分", "第三\r部分", 4, 39),
    Specimen("READ-12", L, "第三部分", "第三\ue000部分", 4, 39),
    Specimen("READ-12", L, "第三部分", "第三\t部分", 4, 37),
    Specimen("READ-12", L, "第三部分", "第三\U000e0041部分", 4, 39),
    Specimen("READ-12", L, "表5\n", "\ufeff表5\n", 6, 28),
    Specimen("READ-12", B, "新馆开放", "新馆\u202e开放", 15, 12),
    Specimen("READ-12", B, "新馆开放", "新馆\\u202E开放", 15, 10),
    Specimen("READ-12", B, "新馆开放", "新馆\\u0000开放", 15, 10),
    Specimen("READ-12", B, "新馆开放", "新馆\\u00A0开放", 15, 10),
    Specimen("READ-12", B, "新馆开放", "新馆\\t开放", 15, 10),
    Specimen("READ-13", B, "新馆开放", "⽉开放", 15, 10),
    Specimen("READ-13", B, "新馆开放", "新⺀开放", 15, 11),
    Specimen("READ-17", B, 'approval_date = ""', 'approval_date = ""\ncited_budget = "../yunshan"', 4, 17),
    Specimen("READ-17", B, 'approval_date = ""', 'approval_date = ""\ncited_budget = "yunshan/2031/units"', 4, 17),
    Specimen("READ-17", B, 'approval_date = ""', 'approval_date = ""\ncited_budget = "yunshan/2031/units/north"', 4, 17),
    Specimen("READ-18", B, 'cause = "新馆开放"', '<<<<<<< HEAD\ncause = "新馆"\n=======\ncause = "开放"\n>>>>>>> main', 15, 1),
    Specimen("TOML-01", B, 'cause = "新馆开放"', "cause = 新馆开放", 15, 9),
    Specimen("TOML-01", B, 'cause = "新馆开放"', '原因 = "新馆开放"', 15, 1),
    Specimen("TOML-01", B, 'cause = "新馆开放"', 'cause = "新馆"开放', 15, 13),
    Specimen("TOML-01", B, 'cause = "新馆开放"', 'use = "新馆开放"', 15, 13),
    Specimen("TOML-01", U, "vehicles = 1\n", "vehicles = 01\n", 15, 13),
    Specimen("TOML-02", U, "vehicles = 1\n", f"vehicles = 1\nx = {'[' * 20}{']' * 20}\n", 16, 20),
    Specimen("TOML-02", U, "vehicles = 1\n", f"vehicles = {'9' * 20}\n", 15, 12),
    Specimen("TOML-02", U, "[assets]", f"[assets{'.a' * 20}]", 13, 2),
    Specimen("TOML-02", U, "vehicles = 1\n", f"vehicles = 1\nx{'.a' * 20} = 1\n", 16, 1),
    Specimen("TOML-03", U, UNIT, UNIT.split("[staff]")[0] + "staff = {\n  authorized = 1,\n}\n", 7, 10),
    Specimen("TOML-04", U, "serving = 11", "serving = 11\nretird = 1", 10, 1),
    Specimen("TOML-04", U, "serving = 11", 'serving = 11\n"实有在编人数" = 1', 10, 1),
    Specimen("TOML-04", B, 'use = "少儿阅览室"', 'use = "少儿阅览室"\ngoal = "无"', 20, 1),
    Specimen("TOML-05", U, 'amount_unit = "万元"\n', "", 1, 1),
    Specimen("TOML-05", B, 'edition = "specimen"\n', "", 1, 1),
    Specimen("TOML-05", B, '[[projects]]\nname = "修缮"', '[[projects]]\nuse = "修缮"', 21, 3),
    Specimen("TOML-06", U, "vehicles = 1\n", 'vehicles = "1"\n', 15, 13),
    Specimen("TOML-06", U, "vehicles = 1\n", "vehicles = 1.0\n", 15, 12),
    Specimen("TOML-06", U, "vehicles = 1\n", "vehicles = true\n", 15, 12),
    Specimen("TOML-06", U, 'offices = ["办公室", "借阅部"]', 'offices = "办公室"', 4, 12),
    Specimen("TOML-06", U, '"借阅部"', "2", 4, 19),
    Specimen("TOML-06", B, 'approval_date = ""', "approval_date = 2031-01-25", 3, 17),
    Specimen("TOML-06", B, '[[items]]\nname = "人员支出"\nuse = "工资和社会保险"', 'items = "人员支出"', 8, 10),
    Specimen("TOML-06", B, BUDGET, 'overall = "藏书"\n' + BUDGET.split("[overall]")[0], 1, 12),
    Specimen("TOML-07", B, 'name = "修缮"', 'name = "购书"', 22, 9),
    Specimen("CSV-01", T, FILES[T], "", 0, 1),
    Specimen("CSV-01", T, FILES[T], "\ufeff\n1,购书,购书\n", 1, 1),
    Specimen("CSV-02", T, "任务次序,绩效任务,项目\n1,基本支出,〔基本支出〕\n2,购书,购书", "任务次序,绩效任务\n1,基本支出\n2,购书", 1, 1),
    Specimen("CSV-03", P, "项目,项目类别,正文次序", "项目,项目类别,正文排序", 1, 9),
    Specimen("CSV-03", P, "项目,项目类别,正文次序", "项目,项目类别,次序", 1, 9),
    Specimen("CSV-04", P, "项目,项目类别,正文次序,表5次序", "项目,项目类别,正文次序,正文次序", 1, 14),
    Specimen("CSV-05", T, "任务次序,绩效任务,项目\n1,基本支出,〔基本支出〕\n2,购书,购书", "绩效任务,任务次序,项目\n购书,1,购书", 1, 1),
    Specimen("CSV-06", T, "2,购书,购书", "2,购书", 3, 1),
    Specimen("CSV-07", L, ",120,", ",1,120,", 2, 39),
    Specimen("CSV-08", T, "2,购书,购书\n", "2,购书,购书\n\n", 4, 1),
    Specimen("CSV-08", T, "2,购书,购书\n", "2,购书,购书\n,,\n", 4, 1),
    Specimen("CSV-09", L, "第三部分", '"第三部分', 4, 37),
    Specimen("CSV-09", L, "第三部分", '"第三"部分', 4, 37),
    Specimen("CSV-10", L, "第三部分", '"第三\n部分"', 4, 37),
    Specimen("CSV-11", L, "第三部分", "长" * 5001, 4, 37),
    Specimen("CSV-11", L, "第三部分", "长" * 100_001, 4, 1),
    Specimen("CSV-12", T, "2,购书,购书\n", "".join(f"2,购书{n},购书\n" for n in range(5000)), 5002, 1),
    Specimen("CSV-13", L, "项目支出,修缮,", "项目支出,修缮 ,", 6, 6),
    Specimen("CSV-13", L, "项目支出,修缮,", '项目支出," 修缮",', 6, 7),
    Specimen("CSV-14", L, "项目支出,修缮,,2070104,,其他收入,", "项目支出,购书,,2070104,,一般公共预算拨款,", 6, 1),
    Specimen("CSV-14", P, "\n修缮,", "\n购书,", 3, 1),
    Specimen("CSV-14", f"{CODES}/functions.csv", "20701,", "207,", 3, 1),
    Specimen("CSV-15", f"{CODES}/funds.csv", "一般公共预算拨款,政府预算拨款,示例\n其他收入,单位资金,示例\n", "", 1, 1),
    Specimen("CSV-16", T, FILES[T], FILES[T].replace(",", "\t"), 1, 1),
    Specimen("CSV-16", T, FILES[T], FILES[T].replace(",", "，"), 1, 1),
    Specimen("TODO-01", U, "serving = 11", 'serving = "〔待填〕"', 9, 12),
    Specimen("TODO-01", B, "向读者开放。", "〔待填〕", 4, 24),
    Specimen("TODO-01", B, 'use = "购买新书"', 'use = "购买〔待填〕"', 14, 8),
    Specimen("TODO-01", B, 'use = "购买新书"', 'use = ""', 14, 7),
    Specimen("TODO-02", B, "新馆开放", "〔待确认〕新馆开放", 15, 10),
    Specimen("TODO-02", B, "向读者开放。", "向读者〔待确认〕开放。", 4, 24),
    Specimen("TODO-02", P, "修缮,", "〔待确认〕修缮,", 3, 1),
    Specimen("VAL-01", L, ",120,", ",〔待填〕,", 2, 32),
    Specimen("VAL-01", U, 'name = "云山区图书馆"', 'name = "〔待确认〕"', 1, 9),
    Specimen("VAL-01", f"{CODES}/codes.toml", "complete = false", 'complete = "〔待填〕"', 1, 13),
    Specimen("VAL-01", T, "2,购书,购书", "2,,购书", 3, 3),
    Specimen("VAL-01", U, 'name = "云山区图书馆"', 'name = ""', 1, 8),
    Specimen("VAL-01", B, 'goals = ["藏书更全。"]', "goals = []", 29, 9),
    Specimen("VAL-01", B, '"向读者开放。"', '""', 4, 23),
    Specimen("VAL-02", L, ",120,", ",１２０,", 2, 32),
    Specimen("VAL-02", L, ",120,", ',"1,120",', 2, 33),
    Specimen("VAL-03", L, ",120,", ",120.0000001,", 2, 32),
    Specimen("VAL-03", L, ",50.25,", ",50.2500001,", 5, 29),
    Specimen("VAL-04", L, ",0.3,0.1,", ",0.3,0,", 3, 36),
    Specimen("VAL-05", T, "2,购书,购书", "2.0,购书,购书", 3, 1),
    Specimen("VAL-05", P, "履职类项目拨款,1,", "履职类项目拨款,一,", 2, 12),
    Specimen("VAL-05", U, "vehicles = 1\n", "vehicles = -1\n", 15, 12),
    Specimen("VAL-06", Q, ",是,", ",对,", 2, 22),
    Specimen("VAL-07", P, "2031-12-31", "2031-02-29", 2, 31),
    Specimen("VAL-07", U, '"2030-10"', '"2030年10月"', 14, 10),
    Specimen("VAL-08", L, "2070104,30101", "20701,30101", 2, 8),
    Specimen("VAL-09", L, "2070104,30101", "2070104,3010", 2, 16),
    Specimen("VAL-10", Q, "A05", "a05", 2, 4),
    Specimen("VAL-10", f"{CODES}/functions.csv", "20701,", "2070,", 3, 1),
    Specimen("VAL-10", f"{CODES}/economics.csv", "30101,", "3010101,", 3, 1),
    Specimen("VAL-11", Q, "货物", "货品", 2, 1),
    Specimen("VAL-11", B, '"已批复"', '"批复"', 2, 11),
    Specimen("VAL-12", B, "办好读书月。", "办好读书月。\n", 6, 1),
    Specimen("VAL-12", B, "新馆开放", " 新馆开放", 15, 10),
    Specimen("VAL-13", B, "新馆开放", "长" * 5001, 15, 10),
)


def _link_file(root: Path) -> None:
    (root / L).rename(root / "elsewhere.csv")
    (root / L).symlink_to(root / "elsewhere.csv")


def _link_codes(root: Path) -> None:
    (root / CODES).rename(root / "elsewhere")
    (root / CODES).mkdir()
    for file in (root / "elsewhere").iterdir():
        os.link(file, root / CODES / file.name)
    (root / CODES / "funds.csv").unlink()
    (root / CODES / "funds.csv").symlink_to("../../../elsewhere/funds.csv")


def _pipe(root: Path) -> None:
    (root / L).unlink()
    os.mkfifo(root / L)


def _folder(root: Path) -> None:
    (root / L).unlink()
    (root / L).mkdir()


#: Faults of the folder itself: (code, what is done to it, path).
FOLDERS: tuple[tuple[str, Callable[[Path], object], str], ...] = (
    ("READ-05", lambda root: (root / U).unlink(), U),
    ("READ-05", lambda root: (root / B).unlink(), B),
    ("READ-05", lambda root: (root / f"{CODES}/functions.csv").unlink(), f"{CODES}/functions.csv"),
    ("READ-05", lambda root: (root / f"{CODES}/codes.toml").unlink(), f"{CODES}/codes.toml"),
    ("READ-06", lambda root: (root / f"{FOLDER}/controls.csv").write_text(""), f"{FOLDER}/controls.csv"),
    ("READ-06", lambda root: (root / f"{FOLDER}/Ledger.CSV").write_text(""), f"{FOLDER}/Ledger.CSV"),
    ("READ-06", lambda root: (root / f"{CODES}/fund.csv").write_text(""), f"{CODES}/fund.csv"),
    ("READ-07", _link_file, L),
    ("READ-07", _link_codes, f"{CODES}/funds.csv"),
    ("READ-08", _pipe, L),
    ("READ-08", _folder, L),
    ("READ-15", lambda root: (root / f"{FOLDER}/units/branch").mkdir(parents=True), f"{FOLDER}/units/branch"),
    ("READ-14", lambda root: (root / CODES).rename(root / "data/_codes/2030"), CODES),
)

#: Wrong DEPT and YEAR: (code, department, year).
NAMES = (
    *(
        ("READ-01", name, YEAR)
        for name in ("", ".", "..", "../x", "/etc", "edu\n", "ｅｄｕ", "Yunshan", "-x", "a_b", "con", "com1", "x" * 65)
    ),
    *(("READ-01", name, YEAR) for name in ("yunshan/2031", "yun shan", "云山", "_codes", "a\x00", "--help", "$(id)", "a;b", "a\u202eb")),
    *(("READ-02", DEPARTMENT, year) for year in ("", "２０３１", "٢٠٣١", "31", "02031", "2031\n", "1949", "2101", "-203", "2031a")),
    ("READ-03", "yunshann", YEAR),
    ("READ-04", DEPARTMENT, "2030"),
)


def _codes_and_places(root: Path) -> list[tuple[str, str, int, int]]:
    model, findings = load(root, DEPARTMENT, YEAR, "budget")
    assert (model is None) == any(finding.severity is Severity.ERROR and not finding.code.startswith("TODO") for finding in findings)
    assert all(finding.hint and finding.message for finding in findings)
    return [(f.code, f.places[0].path, f.places[0].line, f.places[0].column) for f in findings]


def test_the_unspoilt_department_has_no_finding(tree: Path) -> None:
    assert _codes_and_places(tree) == []


def test_a_misspelt_group_is_named_even_where_the_file_does_not_parse_for_it(tree: Path) -> None:
    """Its parts become those of a group that is not there yet, and the next group of that name stands twice."""
    path = f"{FOLDER}/{B}" if "/" not in B else B
    spoil(tree, path, '[[projects]]\nname = "购书"', '[[projecas]]\nname = "购书"')
    assert _codes_and_places(tree) == [("TOML-04", path, 12, 3), ("TOML-01", path, 21, 11)]


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda specimen: f"{specimen.code}-{specimen.line}-{specimen.column}")
def test_a_spoilt_file_gives_its_code_and_place(tree: Path, specimen: Specimen) -> None:
    spoil(tree, specimen.path, specimen.old, specimen.new)
    assert _codes_and_places(tree) == [(specimen.code, specimen.path, specimen.line, specimen.column)]


@pytest.mark.parametrize(("code", "change", "path"), FOLDERS)
def test_a_spoilt_folder_gives_its_code(tree: Path, code: str, change: Callable[[Path], object], path: str) -> None:
    change(tree)
    assert _codes_and_places(tree) == [(code, path, 0, 0)]


@pytest.mark.parametrize(("code", "department", "year"), NAMES)
def test_a_wrong_name_gives_its_code(tree: Path, code: str, department: str, year: str) -> None:
    model, findings = load(tree, department, year, "budget")
    assert model is None
    assert [finding.code for finding in findings] == [code]
    assert not re.search(r"[\x00-\x1f\u202e]", findings[0].message)


def test_a_linked_department_is_no_department(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (tree / f"data/{DEPARTMENT}").rename(outside / DEPARTMENT)
    (tree / f"data/{DEPARTMENT}").symlink_to(outside / DEPARTMENT)
    _, findings = load(tree, DEPARTMENT, YEAR, "budget")
    assert [finding.code for finding in findings] == ["READ-03"]


def test_a_file_that_cannot_be_opened(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def refuse(path: str | Path, *rest: int) -> int:
        if str(path).endswith("ledger.csv"):
            raise PermissionError(13, "Permission denied")
        return real(path, *rest)

    monkeypatch.setattr(os, "open", refuse)
    assert _codes_and_places(tree) == [("READ-09", L, 0, 0)]


def test_every_code_has_a_specimen() -> None:
    used = {code for file in READ.glob("*.py") for code in re.findall(r'"((?:READ|TOML|CSV|VAL|TODO)-\d\d)"', file.read_text("utf-8"))}
    shown = (
        {specimen.code for specimen in SPECIMENS}
        | {code for code, _, _ in FOLDERS}
        | {code for code, _, _ in NAMES}
        | {"READ-09", "READ-16"}
    )
    assert used == shown


def test_every_code_is_explained_in_one_module() -> None:
    used: set[str] = set()
    tables: list[str] = []
    for file in READ.glob("*.py"):
        text = file.read_text("utf-8")
        used |= set(re.findall(r'"((?:READ|TOML|CSV|VAL|TODO)-\d\d)"', text))
        tables += re.findall(r"\b(?:READ|TOML|CSV|VAL|TODO)-\d\d\b", text.split('"""')[1])
    assert sorted(tables) == sorted(used)


def test_the_specimens_are_of_the_texts_that_are_written() -> None:
    assert FILES[L] == LEDGER and FILES[B] == BUDGET
