"""The scoring table and the formulas of an edition: every fault is told at its place."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from gen.compose import editions
from tests.project import ROOT, only_with
from tests.specimens import spoil

pytestmark = only_with("longhua")

EDITION = "shenzhen-self-evaluation-2020"
FOLDER = f"templates/{EDITION}"


def test_the_real_table_reads_as_the_form_has_it() -> None:
    found, findings = editions.load(ROOT, EDITION)
    assert found is not None, findings
    scoring = found.definitions.scoring
    assert scoring is not None
    assert (len(scoring.items), sum(item.full for item in scoring.items)) == (21, 100)
    assert [(grade.name, grade.least) for grade in scoring.grades] == [("优", 90), ("良", 80), ("中", 60), ("差", 0)]
    steps = next(item for item in scoring.items if item.name == "固定资产利用率").parts[0].steps
    assert [(step.relation, step.bound, step.mark) for step in steps] == [
        ("from", Fraction("0.9"), 1),
        ("from", Fraction("0.75"), Fraction("0.7")),
        ("from", Fraction("0.6"), Fraction("0.4")),
        ("", 0, 0),
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "message"),
    [
        ("scores.toml", '"部门绩效" = "60"', '"部门绩效" = "61"', "EDN-09", "“部门绩效”的权重是 61，各三级指标分值合计 60"),
        ("scores.toml", 'name = "良"\nleast = "80"', 'name = "良"\nleast = "95"', "EDN-09", "评分等级要从高到低列，最后一级从 0 分起"),
        ("scores.toml", 'name = "差"\nleast = "0"', 'name = "差"\nleast = "1"', "EDN-09", "评分等级要从高到低列，最后一级从 0 分起"),
        ("scores.toml", 'kind = "excess"', 'kind = "surplus"', "EDN-03", "“kind”没有“surplus”这种写法"),
        (
            "scores.toml",
            '{ up_to = "100%", mark = "1" }',
            '{ from = "5%", up_to = "100%", mark = "1" }',
            "EDN-09",
            "一档写了几种界限：up_to、from",
        ),
        ("scores.toml", 'asks = ["满意度"]', "", "EDN-09", "规则没有说看哪个数"),
        ("scores.toml", '"75%", "100%"]', '"75%"]', "EDN-09", "schedule 与要看的数个数不同"),
        ("scores.toml", 'marks = "8"', 'marks = "7"', "EDN-09", "“重点工作完成情况”满分 8 分，规则各部分合计 7 分"),
        ("scores.toml", 'limit = "10%"', 'limit = "一成"', "EDN-03", "“limit”应是写在引号里的数，写的是“一成”"),
        ("scores.toml", 'of = ["staffing_rate"]', 'of = ["staff_rate"]', "EDN-06", "“财政供养人员控制率”要用的“staff_rate”没有定义"),
        ("edition.toml", 'of = ["staff.authorized"]', 'of = ["staff.allowed"]', "EDN-06", "“核定编制人数”要用的“staff.allowed”没有定义"),
        ("edition.toml", 'less = "operating_spent"', 'less = "progress"', "EDN-06", "“日常公用经费结余”要用的“progress”没有定义"),
        ("edition.toml", 'of = "spent"\n', "", "EDN-02", "缺少“of”"),
    ],
)
def test_a_fault_is_told(project: Path, file: str, old: str, new: str, code: str, message: str) -> None:
    spoil(project, f"{FOLDER}/{file}", old, new)
    found, findings = editions.load(project, EDITION)
    assert found is None
    assert (code, message) in {(finding.code, finding.message) for finding in findings}
    assert all(finding.places[0].path == f"{FOLDER}/{file}" and finding.places[0].line for finding in findings)


SCORES = 'scores = ["level1", "level2", "name", "full", "meaning", "criteria", "mark"]\n'


def test_the_columns_of_a_scoring_table_may_span_the_grid(project: Path) -> None:
    spoil(project, f"{FOLDER}/tables/02-scores.toml", SCORES, SCORES + "spans = [1, 1, 1, 1, 1, 1, 1]\n")
    found, findings = editions.load(project, EDITION)
    assert found is not None, findings


def test_a_span_too_few_for_a_scoring_table_is_told(project: Path) -> None:
    spoil(project, f"{FOLDER}/tables/02-scores.toml", SCORES, SCORES + "spans = [1, 1, 1, 1, 1, 2]\n")
    found, findings = editions.load(project, EDITION)
    assert found is None
    assert "spans 有 6 个，这里有 7 列" in [finding.message for finding in findings if finding.code == "EDN-07"]
