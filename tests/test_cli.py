"""The command: Chinese to the last word, exit codes that tell whose fault it is, and nothing loaded that a call does not need."""

from __future__ import annotations

import argparse
import ast
import inspect
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gen import build, terminal
from gen.arguments import PHRASES
from gen.cli import main
from gen.findings import Place, error
from tests.project import DEPARTMENT, FOLDER, ROOT, YEAR, only_with
from tests.specimens import spoil

pytestmark = only_with("baoan")

COMMANDS = ("report", "check", "diff", "explain", "new", "fmt", "merge-driver", "git-setup", "textconv", "datapackage")
ENGLISH = re.compile(
    r"\b(usage|optional|options?|positional|arguments?|show|this|help message|exit|required|invalid|choose|expected|error|unrecognized)\b",
    re.I,
)
#: Phrases of argparse for mistakes of a programmer, or for features that no command here uses.
UNUSED = (
    ".__call__()", "cannot have multiple subparser", "cannot merge actions", "conflicting", "conflict_resolution", "dest= is required",
    "can't open", 'argument "-"', "invalid option string", "mutually exclusive arguments must", "is not callable", "unexpected option string",
    "unknown parser", "is an invalid argument for positionals", "expected at most one", "expected %s argument", "is deprecated",
    "multiple occurrences", "(default: ", "warning: ",
    "maybe you meant", "%(heading)s:",
)  # fmt: skip


def run(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str) -> tuple[int, str, str]:
    """Exit code, output and error output of one command."""
    try:
        code = main(arguments, root)
    except SystemExit as ended:
        code = int(ended.code or 0)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.fixture(autouse=True)
def no_names(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DEPT", "YEAR"):
        monkeypatch.delenv(name, raising=False)


# ── help ──


@pytest.mark.parametrize("arguments", [("--help",), *((command, "--help") for command in COMMANDS)], ids=["top", *COMMANDS])
def test_help_is_chinese(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    code, out, _ = run(capsys, ROOT, *arguments)
    assert code == 0
    assert out.startswith("用法：gongkai")
    assert not ENGLISH.search(out), ENGLISH.search(out)
    # What Latin letters are left are names: options, commands, files, formats.
    assert set(re.findall(r"(?<![-/\w.<])[A-Za-z]{2,}(?![\w/.])", out)) <= {
        "gongkai",
        "report",
        "check",
        "fmt",
        "diff",
        "merge",
        "driver",
        "setup",
        "textconv",
        "datapackage",
        "Data",
        "Package",
        "explain",
        "new",
        "budget",
        "self",
        "evaluation",
        "performance",
        "target",
        "git",
        "main",
        "HEAD",
        "BASE",
        "Markdown",
        "errors",
        "warnings",
        "effect",
        "CSV",
        "DOCX",
        "GitHub",
        "GitLab",
        "github",
        "gitlab",
        "PDF",
        "JSON",
        "DEPT",
        "YEAR",
        "total",
    }


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("frob",),
        ("report", "a", "b", "c"),
        ("check", "--nothing"),
        ("explain", "a", "b", "--cell"),
        ("report", "--draft=yes", "a", "b"),
        ("check", "--j=1", "a", "b"),
        ("--version",),
    ],
)
def test_a_wrong_command_line_is_told_in_chinese(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    code, out, err = run(capsys, ROOT, *arguments)
    assert (code, out) == (2, "")
    assert "用法：" in err
    assert not ENGLISH.search(err), err


def test_every_phrase_that_argparse_may_say_is_translated() -> None:
    """Read from the library itself, so that a newer Python with new phrases is noticed."""
    called = [node for node in ast.walk(ast.parse(inspect.getsource(argparse))) if isinstance(node, ast.Call)]
    phrases = {
        argument.value
        for node in called
        if getattr(node.func, "id", "") in ("_", "ngettext")
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    assert len(phrases) > 20
    assert sorted(phrase for phrase in phrases if phrase not in PHRASES and not any(part in phrase for part in UNUSED)) == []


# ── exit codes ──


def test_clean_data_with_warnings_exits_0(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, ROOT, "check", DEPARTMENT, YEAR)
    assert code == 0
    assert "错误" not in out
    assert re.search(r"^\d+ 个警告$|^没有发现问题$", out, re.M)
    assert err == ""


def test_an_error_in_the_data_exits_1_with_the_authors_own_line(capsys: pytest.CaptureFixture[str], project: Path) -> None:
    spoil(project, f"{FOLDER}/ledger.csv", ",,2270,", ",,2270a,")
    code, out, _ = run(capsys, project, "check", DEPARTMENT, YEAR)
    assert code == 1
    lines = out.splitlines()
    at = next(index for index, line in enumerate(lines) if line.startswith(f"{FOLDER}/ledger.csv:2:32: 错误 "))
    assert lines[at + 1].endswith("| 基本支出,,,2080109,30101,一般公共预算拨款,,2270a,,表4；功能科目推定")
    shown, caret = lines[at + 1], lines[at + 2]
    assert terminal.width(shown[: shown.index("2270a")]) == len(caret) - len(caret.lstrip())
    assert caret.strip() == "^" * 5
    assert lines[-1].startswith("1 个错误")


def test_every_fault_is_told_at_once(capsys: pytest.CaptureFixture[str], project: Path) -> None:
    spoil(project, f"{FOLDER}/ledger.csv", ",,2270,", ",,x,")
    spoil(project, f"{FOLDER}/prior.csv", ",,7795,", ",,y,")
    spoil(project, f"{FOLDER}/unit.toml", "serving = 110", "serving = -1")
    spoil(project, f"{FOLDER}/budget.toml", 'status = "已批复"', 'status = "approved"')
    code, out, _ = run(capsys, project, "report", DEPARTMENT, YEAR)
    assert code == 1
    assert {name for name in ("ledger.csv", "prior.csv", "unit.toml", "budget.toml") if re.search(rf"{name}:\d+:\d+: 错误", out)} == {
        "ledger.csv", "prior.csv", "unit.toml", "budget.toml",
    }  # fmt: skip
    assert not (project / "output").exists()


def test_a_fault_of_our_own_exits_2_and_says_so(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> build.Compiled:
        raise RuntimeError("a bug")

    monkeypatch.setattr(build, "compile", broken)
    code, _, err = run(capsys, ROOT, "check", DEPARTMENT, YEAR)
    assert code == 2
    assert "RuntimeError: a bug" in err
    assert "程序内部出错" in err


def test_explain_of_an_unknown_number_exits_1(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, ROOT, "explain", DEPARTMENT, YEAR, "--number", "123456789")
    assert (code, out.strip()) == (1, "")
    assert "没有找到" in err


# ── names of department and year ──


def test_names_come_from_the_environment(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEPT", DEPARTMENT)
    monkeypatch.setenv("YEAR", YEAR)
    from_environment = run(capsys, ROOT, "check")
    monkeypatch.setenv("DEPT", "another")
    assert run(capsys, ROOT, "check", DEPARTMENT) == from_environment
    assert from_environment[0] == 0


@pytest.mark.parametrize(
    ("department", "year"),
    [
        ("../baoan", "2022"),
        ("baoan/../baoan", "2022"),
        ("/etc", "2022"),
        ("_codes", "2022"),
        ("", "2022"),
        ("baoan", ""),
        ("baoan", "../2022"),
        ("baoan", "２０２２"),
        ("baoan", "22"),
        ("baoan", "2022\n"),
        ("$(touch x)", "2022"),
        ("; rm -rf x", "2022"),
        ("--json", "2022"),
        ("baoan\x1b[2J", "2022"),
        ("BAOAN", "2022"),
        ("con", "2022"),
        ("a" * 300, "2022"),
        ("nobody", "2022"),
        ("baoan", "1999"),
    ],
)
def test_a_hostile_or_unknown_name_is_a_finding(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, project: Path, department: str, year: str
) -> None:
    before = sorted(project.parent.rglob("*"))
    monkeypatch.setenv("DEPT", department)
    monkeypatch.setenv("YEAR", year)
    monkeypatch.chdir(project)
    code, out, err = run(capsys, project, "report")
    assert code == 1
    assert " 错误 " in out
    assert "\x1b" not in out + err
    assert "Traceback" not in err
    assert sorted(project.parent.rglob("*")) == before


# ── JSON, progress, explanations ──


@pytest.mark.parametrize("broken", [False, True])
def test_json_holds_the_findings_and_nothing_else(capsys: pytest.CaptureFixture[str], project: Path, broken: bool) -> None:
    if broken:
        spoil(project, f"{FOLDER}/ledger.csv", ",,2270,", ",,2270a,")
    code, out, _ = run(capsys, project, "check", DEPARTMENT, YEAR, "--json")
    findings = json.loads(out)
    assert code == int(broken)
    assert any(finding["severity"] == "error" for finding in findings) == broken
    for finding in findings:
        assert set(finding) == {"code", "severity", "message", "places", "hint", "basis", "waived", "follows_from"}
        assert re.fullmatch(r"[A-Z]{3,5}-\d\d", finding["code"])
        assert all(set(place) == {"path", "line", "column", "width"} for place in finding["places"])


def test_report_in_a_pipe_prints_plain_lines(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, project: Path) -> None:
    files = dict.fromkeys(("budget.docx", "budget.pdf", "budget.figures.json"), b"content")
    monkeypatch.setattr(build, "render", lambda root, compiled, *, draft, progress: (progress("排版 PDF"), (files, (), ()))[1])
    code, out, err = run(capsys, project, "report", DEPARTMENT, YEAR)
    assert code == 0
    assert err.splitlines() == [f"{stage} …" for stage in ("读取数据", "推导数字", "组成文稿", "校验", "排版 PDF", "写入文件")]
    assert "\x1b" not in err and "\r" not in err
    assert [line for line in out.splitlines() if line.startswith("已生成 ")] == [
        f"已生成 output/{DEPARTMENT}/{YEAR}/{name}" for name in (*files, "manifest.json")
    ]


def test_report_as_json_keeps_the_output_clean(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, project: Path) -> None:
    monkeypatch.setattr(build, "render", lambda *args, **kwargs: ({"budget.docx": b"content"}, (), ()))
    code, out, err = run(capsys, project, "report", DEPARTMENT, YEAR, "--json")
    assert code == 0
    assert isinstance(json.loads(out), list)
    assert "已生成" in err


def test_progress_on_a_terminal_is_one_line() -> None:
    class Terminal:
        def __init__(self) -> None:
            self.text = ""

        def isatty(self) -> bool:
            return True

        def write(self, text: str) -> None:
            self.text += text

        def flush(self) -> None: ...

    shown = Terminal()
    progress = terminal.ProgressLine(shown)  # type: ignore[arg-type]
    progress("读取数据")
    progress("校验")
    progress.done()
    assert "\n" not in shown.text
    assert shown.text.split("\r\x1b[K") == ["", "读取数据 …", "校验 …", ""]


@pytest.mark.parametrize("arguments", [("--cell", "表4 工资福利支出 总计"), ("--number", "4,356"), ("personnel",)])
def test_explain_prints_the_lines_of_a_figure(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    code, out, _ = run(capsys, ROOT, "explain", DEPARTMENT, YEAR, *arguments)
    assert code == 0
    assert "4,356" in out
    assert all(f"{FOLDER}/ledger.csv:{line}:32" in out for line in range(2, 12))


def test_explain_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, ROOT, "explain", DEPARTMENT, YEAR, "--number", "572", "--json")
    assert code == 0
    (figure,) = json.loads(out)
    assert (figure["id"], figure["value"]) == ("total.change", "5723000元")


# ── the terminal ──


def test_the_caret_stands_below_the_spot_whatever_the_width() -> None:
    lines = {"data/x.csv": ["表,预算数", "项目支出,购书,2ab,依据"]}
    finding = error("X-01", "不是数", Place("data/x.csv", 2, 9, 3), Place("data/x.csv", 1, 3, 3), hint="写数字")
    printed = list(terminal.finding_lines(finding, lines))
    assert printed[0] == "data/x.csv:2:9: 错误 X-01: 不是数"
    assert printed[1] == "     2 | 项目支出,购书,2ab,依据"
    assert printed[2] == " " * (9 + 8 + 1 + 4 + 1) + "^^^"
    assert any("data/x.csv:1:3" in line for line in printed)
    assert any("写数字" in line for line in printed)


def test_a_long_line_is_cut_around_the_spot() -> None:
    lines = {"x": ["甲" * 300 + "坏" + "乙" * 300]}
    printed = list(terminal.finding_lines(error("X-01", "字", Place("x", 1, 301)), lines))
    shown, caret = printed[1], printed[2]
    assert "坏" in shown
    assert len(shown) < 130
    assert terminal.width(shown[: shown.index("坏")]) == len(caret) - len(caret.lstrip())
    assert caret.strip() == "^^"


@pytest.mark.parametrize("place", [Place("x", 0), Place("x", 9, 1), Place("gone", 1, 1)])
def test_a_place_without_a_line_prints_without_one(place: Place) -> None:
    printed = list(terminal.finding_lines(error("X-01", "字", place), {"x": ["一行"]}))
    assert printed == [f"{place}: 错误 X-01: 字"]


# ── what is loaded ──


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["--help"], {"gen.build", "gen.read.load", "jinja2", "tomli", "weasyprint", "docx", "json", "hashlib", "decimal"}),
        (["check", DEPARTMENT, YEAR], {"weasyprint", "docx", "fontTools", "lxml", "cffi", "PIL", "gen.render.pdf"}),
        (["explain", DEPARTMENT, YEAR, "total"], {"weasyprint", "docx", "fontTools", "lxml", "gen.render.pdf"}),
    ],
    ids=["help", "check", "explain"],
)
def test_a_command_loads_only_what_it_needs(arguments: list[str], absent: set[str]) -> None:
    script = f"""
import sys
from gen.cli import main
try:
    main({arguments!r})
except SystemExit:
    pass
print(*sys.modules, file=sys.stderr)
"""
    loaded = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True).stderr.split()
    assert "gen.cli" in loaded
    assert sorted(absent & set(loaded)) == []


def test_module_and_command_are_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    module = subprocess.run([sys.executable, "-m", "gen", "--help"], cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8")
    assert module.stdout.split() == run(capsys, ROOT, "--help")[1].split()


def test_a_closed_pipe_is_no_fault() -> None:
    """``gongkai check … | head -1`` ends quietly."""
    command = f"{sys.executable} -m gen explain {DEPARTMENT} {YEAR} --number 0 | head -1; echo ${{PIPESTATUS[0]}}"
    ended = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines()[-1] == "0"
    assert "Traceback" not in ended.stderr


# ── a new year ──


def test_a_new_year_says_what_it_made_and_what_comes_next(capsys: pytest.CaptureFixture[str], project: Path) -> None:
    code, out, err = run(capsys, project, "new", "baoan", "2023", "--from", "baoan/2022")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    made = [line.strip() for line in lines if line.startswith("  data/")]
    assert lines[0] == f"已新建 {len(made)} 个文件："
    assert made == sorted(path.relative_to(project).as_posix() for path in (project / "data/baoan/2023").iterdir())
    assert [line for line in lines if re.match(r"  \d\. ", line)][-1].startswith("  4. gongkai check baoan 2023")
    before = (project / "data/baoan/2023/ledger.csv").read_bytes()
    code, out, err = run(capsys, project, "new", "baoan", "2023", "--from", "baoan/2022")
    assert code == 1 and "NEW-01" in out and "没有新建任何文件" in err
    assert (project / "data/baoan/2023/ledger.csv").read_bytes() == before


def test_a_new_year_that_cannot_be_written_leaves_nothing(
    capsys: pytest.CaptureFixture[str], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(project.rglob("*"))

    def full(*names: object) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr("gen.publish.os.rename", full)
    code, out, _ = run(capsys, project, "new", "xinju", "2022", "--edition", "shenzhen-budget-2022")
    assert code == 1 and "OUT-02" in out and "磁盘已满" in out
    assert sorted(project.rglob("*")) == before
