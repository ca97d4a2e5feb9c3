"""Which words of a text changed: both sides always join to their texts, and numbers and words of direction stay whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.diff.marks import DIRECTIONS, likeness, marks, sentences

PIECES = st.sampled_from([*DIRECTIONS, "8,367", "12.5%", "万元", "比上年", "，", "。", "预算", "项目", "A02", " "])
TEXTS = st.lists(PIECES, max_size=25).map("".join)


@given(TEXTS, TEXTS)
def test_both_sides_join_to_their_texts(old: str, new: str) -> None:
    found = marks(old, new)
    assert "".join(mark.old for mark in found) == old
    assert "".join(mark.new for mark in found) == new
    assert any(mark.changed for mark in found) == (old != new)


@given(TEXTS)
def test_a_text_and_itself_have_no_mark(text: str) -> None:
    assert not any(mark.changed for mark in marks(text, text))
    assert likeness(text, text) == 1


@given(TEXTS)
def test_sentences_join_to_the_text(text: str) -> None:
    assert "".join(sentences(text)) == text


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("预算8,367万元，增长7%。", "预算8,377万元，下降5%。", [("8,367", "8,377"), ("增长", "下降"), ("7%", "5%")]),
        ("与上年持平。", "比上年增加3万元。", [("与", "比"), ("持平", "增加3万元")]),
        ("用于购置设备。", "用于购置设备和软件。", [("", "和软件")]),
        ("12.5", "12.55", [("12.5", "12.55")]),
        ("主要是疫情影响", "主要是人员编制增多", [("疫情影响", "人员编制增多")]),
    ],
)
def test_what_changed_is_told_whole(old: str, new: str, changed: list[tuple[str, str]]) -> None:
    assert [(mark.old, mark.new) for mark in marks(old, new) if mark.changed] == changed
