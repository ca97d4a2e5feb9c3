"""A waiver lifts one finding until its day, is told wherever findings are told, and leaves everything else as it was."""

from __future__ import annotations

import calendar
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen import annotations, batch, build, check, commands, record, terminal
from gen.check.waivers import expired
from gen.cli import main
from gen.findings import Finding, Place, Severity, Waived, error, has_error, warning
from gen.model.lines import Waiver
from gen.model.shape import Row
from tests.check.clean import build as case_of
from tests.check.clean import write_clean, write_templates
from tests.check.specimens import Specimen, write
from tests.check.specimens.waivers import LACKING, TODAY
from tests.forms import write_two
from tests.project import only_with
from tests.specimens import DEPARTMENT, FOLDER, YEAR, spoil

pytestmark = only_with("baoan")

W = f"{FOLDER}/waivers.csv"
HEADER = "规则,文件,特征,理由,批准单位,有效期至\n"
#: A project without a line of money, which is an error, and the waiver that lets it stand.
STRAY, ROW = "讲演,,,,,,\n", "PRJ-02,projects.csv,讲演,下半年安排,局办公室,2031-12-31\n"
LATER = date(2032, 1, 1)


@pytest.fixture
def stray(tmp_path: Path) -> Path:
    """A department-year with one error, which is waived."""
    write_clean(tmp_path)
    write_templates(tmp_path)
    spoil(tmp_path, f"{FOLDER}/projects.csv", "", STRAY)
    spoil(tmp_path, W, "", ROW)
    return tmp_path


@pytest.fixture
def unprinted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs publish a word in the place of each format."""
    monkeypatch.setattr(build, "render", lambda root, compiled, **_: ({f"{compiled.model.document}.pdf": b"page"}, (), ()))


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{finding.code}{' 已豁免' if finding.waived else ''}" for finding in findings]


# ── what it lifts ──


@pytest.mark.usefixtures("unprinted")
def test_a_waived_error_no_longer_forbids_publishing_and_is_still_told(stray: Path) -> None:
    outcome = build.report(stray, DEPARTMENT, YEAR, today=TODAY)
    assert outcome.written
    assert codes(outcome.findings) == codes(outcome.compiled[0].findings) == ["PRJ-02 已豁免"]
    assert outcome.findings[0].waived == Waived(reason="下半年安排", office="局办公室", until="2031-12-31", place=Place(W, 2, 1, 6))


@pytest.mark.usefixtures("unprinted")
def test_a_run_with_nothing_changed_answers_until_the_waiver_expires(stray: Path) -> None:
    made = build.report(stray, DEPARTMENT, YEAR, today=TODAY)
    again = build.report(stray, DEPARTMENT, YEAR, today=date(2031, 12, 31))
    assert again.unchanged and again.findings == made.findings
    after = build.report(stray, DEPARTMENT, YEAR, today=LATER)
    assert not after.unchanged and after.written == ()
    assert codes(after.findings) == ["PRJ-02", "WAI-01"]


@pytest.mark.usefixtures("unprinted")
def test_a_record_without_a_waiver_answers_on_any_day(tmp_path: Path) -> None:
    build.report(write_clean_with_edition(tmp_path), DEPARTMENT, YEAR, today=TODAY)
    assert build.report(tmp_path, DEPARTMENT, YEAR, today=LATER).unchanged


def write_clean_with_edition(root: Path) -> Path:
    write_clean(root)
    write_templates(root)
    return root


@pytest.mark.usefixtures("unprinted")
def test_the_bytes_of_a_run_do_not_depend_on_the_day(stray: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The record too: an answer is asked again each day, not dated."""
    notes = []
    for today in (TODAY, TODAY + timedelta(30)):
        build.report(stray, DEPARTMENT, YEAR, today=today)
        path = stray / "output" / DEPARTMENT / YEAR / record.RECORD
        notes.append(path.read_bytes())
        path.unlink()
    assert notes[0] == notes[1]


def test_a_waiver_that_lifts_one_fault_leaves_the_others(stray: Path) -> None:
    spoil(stray, f"{FOLDER}/ledger.csv", "30302", "30303")
    outcome = build.compile(stray, DEPARTMENT, YEAR, today=TODAY)
    assert codes(outcome.findings) == ["COD-01", "PRJ-02 已豁免"]
    assert has_error(outcome.findings)


def test_what_cannot_be_composed_leaves_no_waiver_unused(stray: Path) -> None:
    """A check that could not be made may be the one that the waiver is about."""
    spoil(stray, W, "", "CHG-05,budget.toml,因工作需要,照旧,局办公室,2031\n")
    assert "WAI-05" in codes(build.compile(stray, DEPARTMENT, YEAR, today=TODAY).findings)
    spoil(stray, f"{FOLDER}/budget.toml", 'edition = "shenzhen-budget-2022"', 'edition = "nowhere"')
    found = codes(build.compile(stray, DEPARTMENT, YEAR, today=TODAY).findings)
    assert "EDN-04" in found and "WAI-05" not in found


@pytest.mark.parametrize("specimen", LACKING, ids=lambda specimen: specimen.edits[0].new.split(",", 2)[2].strip())
def test_a_waiver_that_lacks_reason_office_words_or_day_is_a_fault_of_its_cell(specimen: Specimen, tmp_path: Path) -> None:
    write(tmp_path, specimen.edits)
    (finding,) = build.compile(tmp_path, DEPARTMENT, YEAR, today=TODAY).findings
    assert (finding.code, finding.places[0].path, finding.places[0].line) == (specimen.code, W, 2)


# ── several documents, several folders ──


def test_a_waiver_is_unused_where_no_document_of_the_year_needs_it(tmp_path: Path) -> None:
    write_two(tmp_path)
    found = build.compile(tmp_path, DEPARTMENT, YEAR, today=TODAY).findings
    assert found == ()
    spoil(tmp_path, f"{FOLDER}/budget.toml", 'cause = "新馆开放"', 'cause = "因工作需要"')
    (tmp_path / W).write_text(HEADER + "CHG-05,budget.toml,因工作需要,照旧,局办公室,2031\n", "utf-8")
    outcome = build.compile(tmp_path, DEPARTMENT, YEAR, today=TODAY)
    assert codes(outcome.findings) == ["CHG-05 已豁免"]
    assert [codes(each.findings) for each in outcome.compiled] == [["CHG-05 已豁免"], []]


def test_the_waivers_of_a_unit_are_about_its_own_folder(tmp_path: Path) -> None:
    model = case_of(write_clean(tmp_path)).case.model
    unit = replace(model, slug="north", folder=f"{FOLDER}/units/north", waivers=(waiver("a.csv"),))
    whole = replace(model, parts=(unit,), waivers=())
    found = (
        error("PRJ-02", "这里有误", Place(f"{FOLDER}/units/north/a.csv", 1, 1)),
        error("PRJ-02", "这里有误", Place(f"{FOLDER}/a.csv", 1, 1)),
    )

    def judged(model: object, found: tuple[Finding, ...] = found) -> list[str]:
        lifted, more = check.judge(found, model, today=TODAY, complete=True)  # type: ignore[arg-type]
        return codes((*lifted.values(), *more))

    assert judged(whole) == ["PRJ-02 已豁免", "PRJ-02"]
    assert judged(replace(whole, waivers=(waiver("units/north/a.csv"), waiver("a.csv")))) == ["PRJ-02 已豁免", "PRJ-02 已豁免"]
    # Whether a unit needs its waiver is told where its own document is made.
    assert judged(whole, ()) == []
    assert judged(unit, ()) == ["WAI-05"]


def waiver(file: str) -> Waiver:
    return Waiver(rule="PRJ-02", file=file, words="这里有误", reason="理由", office="局办公室", until="2031", row=Row(W, 2, {}))


# ── until when ──


days = st.dates(date(1950, 1, 1), date(2099, 12, 31))


@given(days, days)
def test_a_waiver_is_valid_to_the_end_of_its_day_its_month_and_its_year(until: date, today: date) -> None:
    last_of_month = until.replace(day=calendar.monthrange(until.year, until.month)[1])
    assert expired(until.isoformat(), today) == (today > until)
    assert expired(until.isoformat()[:7], today) == (today > last_of_month)
    assert expired(until.isoformat()[:4], today) == (today > date(until.year, 12, 31))
    assert not expired(until.isoformat(), None)


# ── as it is told ──


LIFT = Waived(reason="下半年安排", office="局办公室", until="2031", place=Place(W, 2, 1, 6))
ERROR = error("PRJ-02", "没有明细", Place("data/a.csv", 3, 1), hint="删去")
FOUND = (replace(ERROR, waived=LIFT), warning("CHG-05", "套话", Place("data/a.csv", 4, 1)), replace(warning("CHG-01", "无"), waived=LIFT))


def test_a_person_reads_that_it_is_waived_why_and_by_whom() -> None:
    lines = list(terminal.finding_lines(FOUND[0], {}))
    assert lines == ["data/a.csv:3:1: 错误 PRJ-02（已豁免）: 没有明细", f"    豁免：下半年安排（局办公室批准，有效期至 2031；{W}:2:1）"]
    assert terminal.summary(FOUND) == "1 个警告，2 条已豁免"


def test_hosts_show_it_as_no_more_than_a_notice() -> None:
    github = list(annotations.github(FOUND))
    assert [line.split(" ")[0] for line in github] == ["::notice", "::warning", "::notice"]
    assert "title=PRJ-02 已豁免::已豁免：没有明细%0A豁免：下半年安排（局办公室批准" in github[0]
    gitlab = annotations.gitlab(FOUND)
    assert [entry["severity"] for entry in gitlab] == ["info", "minor", "info"]
    assert str(gitlab[0]["description"]).startswith("已豁免：没有明细\n豁免：下半年安排")
    # It is the same finding as before it was waived.
    assert gitlab[0]["fingerprint"] == annotations.gitlab([ERROR])[0]["fingerprint"]


def test_tools_read_reason_office_day_and_place() -> None:
    assert terminal.as_data(FOUND[0])["waived"] == {
        "reason": "下半年安排",
        "office": "局办公室",
        "until": "2031",
        "place": {"path": W, "line": 2, "column": 1, "width": 6},
    }
    assert terminal.as_data(FOUND[1])["waived"] is None


def test_only_what_is_not_waived_counts() -> None:
    assert [finding.counts_as(Severity.WARNING) for finding in FOUND] == [False, True, False]
    assert not has_error(FOUND) and has_error((ERROR,))


def test_the_command_asks_for_the_day_and_tells_an_expired_waiver(
    stray: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "_today", lambda: TODAY)
    assert main(["check", DEPARTMENT, YEAR], stray) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 条已豁免"
    monkeypatch.setattr(commands, "_today", lambda: LATER)
    assert main(["check", DEPARTMENT, YEAR, "--json"], stray) == 1
    assert [entry["code"] for entry in json.loads(capsys.readouterr().out)] == ["PRJ-02", "WAI-01"]
    assert main(["report", DEPARTMENT, YEAR], stray) == 1
    assert "今天是 2032-01-01" in capsys.readouterr().out


def test_the_day_of_a_command_is_today() -> None:
    before = date.today()
    assert before <= commands._today() <= date.today()


@pytest.mark.usefixtures("unprinted")
def test_a_batch_counts_what_is_waived_apart(stray: Path) -> None:
    target = batch.Target(DEPARTMENT, YEAR, ("budget",))
    for status in ("已生成", "没有变化"):
        (result,) = batch.one(stray, target, today=TODAY)
        assert (result.status, result.errors, result.warnings, result.waived) == (status, 0, 0, 1)
        assert batch.line(result) == f"{DEPARTMENT} {YEAR} budget  {status}  1 条已豁免"
    (result,) = batch.one(stray, target, today=LATER)
    assert (result.status, result.errors, result.waived) == ("有错误", 2, 0)


# ── what nobody may lift ──


@pytest.mark.parametrize(
    "code", ["STA-01", "COD-01", "COD-02", "SUM-01", "SUM-02", "SUM-03", "SUM-04", "CTL-01", "CTL-02", "CTL-06", "CTL-07", "CTL-08"]
)
def test_what_is_unapproved_unknown_or_does_not_add_up_cannot_be_waived(code: str) -> None:
    assert [rule.waivable for rule in check.CHECKS if rule.code == code] == [False]


@pytest.mark.parametrize("subject", ["PII", "WAI"])
def test_no_rule_about_personal_data_or_waivers_can_be_waived(subject: str) -> None:
    found = [rule.waivable for rule in check.CHECKS if rule.code.startswith(subject)]
    assert len(found) > 3 and not any(found)


def test_secret_names_cannot_be_waived() -> None:
    assert [rule.waivable for rule in check.CHECKS if rule.code == "SEC-01"] == [False]
