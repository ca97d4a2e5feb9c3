"""Single edits of the reference data: a small sample of what ``python -m tests.edits`` makes by the thousand, and that the judge is no rubber stamp."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from tests.edits import kinds
from tests.edits.__main__ import said, table
from tests.edits.effect import Taken, Version
from tests.edits.kinds import Edit
from tests.edits.places import Source, ordinal, read
from tests.edits.run import SUBJECTS, Bench, trials
from tests.edits.verdict import FIGURES, NOTHING, REFUSED, TEXT, judge
from tests.project import FOLDER, ROOT, copy_to

LEDGER, BUDGET = f"{FOLDER}/ledger.csv", f"{FOLDER}/budget.toml"
BAOAN = SUBJECTS[0][0]
COUNT, SEED = 60, 8

if not all((ROOT / "data" / subject.department).is_dir() for subject, _ in SUBJECTS):
    pytest.skip("a document is not there", allow_module_level=True)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench.of(copy_to(tmp_path_factory.mktemp("edits") / "project"), BAOAN)


def edit(bench: Bench, path: str, number: int, old: str, new: str) -> Edit:
    """An edit of one value in a line."""
    source = next(source for source in bench.sources if source.path == path)
    span = next(span for span in source.spans() if span.line == number and source.at(span) == old)
    made = kinds.replaced("金额" if source.is_csv else "文字", source, span, new)
    return made


def test_a_sample_of_edits_is_refused_where_it_was_made_or_moves_what_rests_on_it(tmp_path: Path) -> None:
    made = [*trials(copy_to(tmp_path / "project"), COUNT, SEED)]
    assert [said(trial) for trial in made if trial.verdict.faults] == []
    outcomes = Counter(trial.verdict.outcome for trial in made)
    assert outcomes[REFUSED] > COUNT // 4 and outcomes[FIGURES] > 3 and outcomes[TEXT] > 3
    assert {trial.subject for trial in made} == {subject for subject, _ in SUBJECTS}
    assert [*table(made)][-1].split()[-1] == str(COUNT)


def test_the_same_seed_makes_the_same_edits(bench: Bench) -> None:
    one, other = ([kinds.any_edit(bench.sources, random.Random(seed)) for _ in range(1)] for seed in (3, 3))
    assert one == other
    assert one != [kinds.any_edit(bench.sources, random.Random(4))]


def test_the_project_is_as_before_after_a_trial(bench: Bench) -> None:
    before = {path: path.read_bytes() for path in bench.root.rglob("*") if path.is_file()}
    bench.trial(edit(bench, LEDGER, 11, "265", "266"))
    assert {path: path.read_bytes() for path in bench.root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("path", "line", "old", "new", "outcome"),
    [
        (LEDGER, 11, "265", "300", FIGURES),
        (LEDGER, 11, "30199", "39199", REFUSED),
        (BUDGET, 32, "在职人员的工资和福利", "在职人员的工资", TEXT),
        (BUDGET, 32, "在职人员的工资和福利", "", REFUSED),
    ],
)
def test_what_comes_of_an_edit(bench: Bench, path: str, line: int, old: str, new: str, outcome: str) -> None:
    verdict = bench.trial(edit(bench, path, line, old, new)).verdict
    assert (verdict.outcome, verdict.faults) == (outcome, ())


# ── the judge ──


@pytest.fixture(scope="module")
def pair(bench: Bench) -> tuple[Edit, Taken, Taken]:
    """An edit of an amount that is as it should be, before and after."""
    made = edit(bench, LEDGER, 11, "265", "300")
    return (made, *bench.taken(made))


def faults(made: Edit, before: Taken, after: Taken) -> tuple[str, ...]:
    return judge(made, before, after, frozenset()).faults


def test_a_figure_that_moves_without_resting_on_the_line_is_a_violation(pair: tuple[Edit, Taken, Taken]) -> None:
    made, before, after = pair
    assert faults(*pair) == ()
    (fault,) = faults(made, before, replace(after, values={**after.values, "staff": "1人"}))
    assert fault == "1 figures moved that do not rest on the line, such as staff"


def test_an_amount_that_rests_on_the_line_and_stays_is_a_violation(pair: tuple[Edit, Taken, Taken]) -> None:
    made, before, after = pair
    (fault,) = faults(made, before, replace(after, values={**after.values, "personnel": before.values["personnel"]}))
    assert fault == "1 amounts rest on the line and did not move, such as personnel"


def test_an_edit_without_effect_is_a_violation_but_for_a_comment(pair: tuple[Edit, Taken, Taken]) -> None:
    made, before, _ = pair
    assert "without effect" in faults(replace(made, money=False), before, before)
    assert faults(replace(made, money=False, kind="注释"), before, before) == ()
    assert judge(replace(made, kind="注释"), before, before, frozenset()).outcome == NOTHING


def test_a_comment_with_an_effect_is_a_violation(pair: tuple[Edit, Taken, Taken]) -> None:
    made, before, after = pair
    assert f"a comment has an effect: {FIGURES}" in faults(replace(made, kind="注释"), before, after)


def test_a_refusal_elsewhere_is_a_violation(bench: Bench) -> None:
    made = edit(bench, LEDGER, 11, "30199", "39199")
    before, after = bench.taken(made)
    assert judge(made, before, after, frozenset()).faults == ()
    (fault,) = judge(replace(made, line=12, new_line=12), before, after, frozenset()).faults
    assert fault.startswith("refused elsewhere: COD-01")


# ── places and kinds ──

ROWS = read("data/x/2031/ledger.csv", '支出类型,项目,预算数,依据\n基本支出,,12,甲\n项目支出,"购书,一",30,乙\n')
TOML = read("data/x/2031/budget.toml", '# 说明\nname = "馆"\ncount = 3\ngoals = [\n  "一",\n  "二",\n]\ntext = """\n头\n尾"""\n')


@pytest.mark.parametrize(
    ("source", "values"),
    [
        (ROWS, ["基本支出", "", "12", "甲", "项目支出", "购书,一", "30", "乙"]),
        (TOML, ["馆", "3", "一", "二", "头", "尾"]),
    ],
)
def test_every_value_has_its_place(source: Source, values: list[str]) -> None:
    assert [source.at(span) for span in source.spans()] == values


def test_the_ordinal_of_a_place_does_not_depend_on_what_stands_before_it() -> None:
    assert ordinal(ROWS.path, '项目支出,"购书,一",30,乙', 13) == ordinal(ROWS.path, "项目支出,书,30,乙", 8) == 2


@pytest.mark.parametrize("kind", [kind for kind, _ in kinds.KINDS])
def test_every_kind_changes_one_place_of_a_file_it_fits(bench: Bench, kind: kinds.Kinds) -> None:
    chance = random.Random(1)
    found = [made for source in bench.sources if (made := kind(source, chance)) and made.lines != source.lines]
    assert found
    for made in found:
        lines = next(source for source in bench.sources if source.path == made.path).lines
        kept = [lines[origin - 1] == line for origin, line in zip(made.origin, made.lines, strict=True) if origin]
        assert kept.count(False) <= 1 and abs(len(made.lines) - len(lines)) <= 1
        assert not made.new_line or 1 <= made.new_line <= len(made.lines)


def test_a_place_is_settled_by_the_line_that_it_was_before() -> None:
    lines = (*ROWS.lines[:1], *ROWS.lines[2:])
    version = Version(path=ROWS.path, lines=lines, origin=(1, 3), line=0)
    assert version.settled(f"另见 {ROWS.path}:2:12") == f"另见 {ROWS.path}:3#1"
    assert version.settled("data/x/2031/prior.csv:2:7") == "data/x/2031/prior.csv:2:7"
