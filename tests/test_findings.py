"""Findings: ordered by place, told once, and only errors forbid anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.findings import Finding, Place, Severity, error, has_error, in_order, warning

places = st.builds(Place, st.sampled_from(["data/a.csv", "data/b.csv"]), st.integers(0, 3), st.integers(0, 3))
findings = st.builds(
    lambda code, message, where, severity: Finding(code=code, severity=severity, message=message, places=tuple(where)),
    st.sampled_from(["X-01", "X-02"]),
    st.sampled_from(["甲", "乙"]),
    st.lists(places, max_size=2),
    st.sampled_from(Severity),
)


@given(st.lists(findings), st.randoms(use_true_random=False))
def test_order_does_not_depend_on_who_found_what_first(found: list[Finding], random) -> None:  # type: ignore[no-untyped-def]
    ordered = in_order(found)
    assert set(ordered) == set(found)
    assert len(ordered) == len(set(found))
    keys = [(finding.places[:1] or (Place(""),), finding.code, finding.message) for finding in ordered]
    assert keys == sorted(keys)
    shuffled = list(found)
    random.shuffle(shuffled)
    again = [(finding.places[:1] or (Place(""),), finding.code, finding.message) for finding in in_order(shuffled)]
    assert again == keys


@pytest.mark.parametrize(
    ("place", "text"),
    [(Place("a.csv", 2, 5, 3), "a.csv:2:5"), (Place("a.csv", 2), "a.csv:2:0"), (Place("data/a"), "data/a")],
)
def test_a_place_reads_as_editors_know_it(place: Place, text: str) -> None:
    assert str(place) == text


def test_only_errors_forbid() -> None:
    place = Place("a.csv", 1, 1)
    note = Finding(code="X-03", severity=Severity.NOTE, message="丙", places=(place,))
    assert not has_error([])
    assert not has_error([warning("X-02", "乙", place), note])
    assert has_error([warning("X-02", "乙", place), error("X-01", "甲", place)])


def test_lines_come_in_the_order_of_numbers_not_of_text() -> None:
    ordered = in_order(error("X-01", "甲", Place("a.csv", line, 1)) for line in (10, 9, 100))
    assert [finding.places[0].line for finding in ordered] == [9, 10, 100]
