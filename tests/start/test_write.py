"""What is written is what is read again, whatever the texts hold."""

from __future__ import annotations

import csv

from hypothesis import given
from hypothesis import strategies as st

from gen.model.lines import Indicator
from gen.model.texts import DocumentTexts, UnitFacts
from gen.read import toml
from gen.read.files import CsvFile
from gen.start.write import csv_text, toml_text

#: Texts of one paragraph, as the reader takes them.
TEXT = st.text(st.characters(exclude_categories=("C", "Z")) | st.sampled_from(' "\\#=[]{}，。〔〕'), max_size=30)


@given(texts=st.lists(TEXT, max_size=4), name=TEXT, count=st.integers(0, 10**9 - 1), explained=st.booleans())
def test_toml_is_read_back_as_it_was(texts: list[str], name: str, count: int, explained: bool) -> None:
    unit = {"name": name, "head": True, "offices": texts, "staff": {"serving": count}}
    budget = {"edition": name, "duties": texts, "projects": [{"name": name, "parts": [{"name": one} for one in texts]}, {"name": "乙"}]}
    for record, values in ((UnitFacts, unit), (DocumentTexts, budget)):
        file, findings = toml.parse(toml_text(record, values, head=("一",), explained=explained), "x.toml")
        assert findings == [] and file is not None
        assert {key: value for key, value in file.value.items() if key in values} == _without_empty(values)


def _without_empty(values: dict[str, object]) -> dict[str, object]:
    """A list of no tables is not written at all."""
    if isinstance(projects := values.get("projects"), list):
        values = {**values, "projects": [{k: v for k, v in one.items() if k != "parts" or v} for one in projects]}
    return values


def test_a_document_begins_with_what_is_its_own_and_ends_with_its_tables() -> None:
    text = toml_text(DocumentTexts, {"items": [{"name": "甲"}], "duties": ["一"], "status": "草案", "edition": "x"})
    assert text == 'edition = "x"\nstatus = "草案"\nduties = ["一"]\n\n[[items]]\nname = "甲"\n'
    assert toml_text(DocumentTexts, {"items": [{"name": "甲"}]}, head=("头",)) == '# 头\n\n[[items]]\nname = "甲"\n'


@given(rows=st.lists(st.tuples(TEXT, TEXT), max_size=5))
def test_csv_is_read_back_as_it_was(rows: list[tuple[str, str]]) -> None:
    file = CsvFile("x.csv", "例", Indicator)
    lines = csv_text(file, ("甲", "乙"), ({"甲": one, "乙": other} for one, other in rows)).split("\n")
    assert lines[-1] == "" and [tuple(row) for row in csv.reader(lines[:-1], strict=True)] == [("甲", "乙"), *rows]
