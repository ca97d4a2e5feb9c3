"""Any findings, and any relations between their rules, for what folds them."""

from __future__ import annotations

from hypothesis import strategies as st

from gen.check.follows import Relations
from gen.findings import Finding, Lost, Place, Severity, Waived

JIA, YI = frozenset("甲"), frozenset("乙")
RELATIONS = Relations(follows={"B": ["F f.csv", "A"], "C": ["B"]}, spoils={"A": ["甲"], "B": ["乙"]})
TEXTS = {"d/a.csv": ["名,数", "王,1", "李,2", "王,3"], "e/a.csv": ["名,数", "王,1"]}
places = st.one_of(
    st.builds(Place, st.sampled_from(["d/a.csv", "e/a.csv"]), st.integers(1, 5), st.integers(1, 3), st.integers(1, 2)),
    st.builds(Place, st.sampled_from(["d/f.csv", "d/a.csv", "e/f.csv"])),
)
some = st.lists(
    st.builds(
        Finding,
        code=st.sampled_from("ABCFS"),
        severity=st.sampled_from(Severity),
        message=st.sampled_from(["“王”不在 x.csv", "“李”不在 x.csv", "“王”和“李”", "无"]),
        places=st.lists(places, max_size=3).map(tuple),
        waived=st.sampled_from([None, None, None, Waived(reason="", office="", until="", place=Place("w"))]),
        lost=st.none() | st.builds(Lost, st.lists(places, max_size=2).map(tuple), st.sampled_from([(), (JIA,), (JIA, YI)])),
    ),
    max_size=8,
    unique=True,
)
