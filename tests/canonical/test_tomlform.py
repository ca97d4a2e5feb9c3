"""The canonical form of TOML files: keys as declared, comments with what they are about, every value as it was written."""

from __future__ import annotations

import random

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from gen.canonical.tomlform import canonical_toml
from gen.model.shape import Kind, fields_of
from gen.model.texts import DocumentTexts, ProjectText, UnitFacts
from gen.read.tomltree import split


def test_keys_and_tables_go_in_the_order_of_their_declaration() -> None:
    text = """# 这份文件的说明

goals = ["甲"]   # 目标
# 批复的状态
status="草案"
edition = 'x'
[overall]
goals = []
[[projects]]
use = "乙"
name = "项目一"
[[ projects . parts ]]
name = "二级"


# 第二个项目
[[projects]]
# 用途另定
use = "丙"

name = "项目二"
"""
    assert (
        canonical_toml(text, DocumentTexts)
        == """# 这份文件的说明

edition = 'x'
# 批复的状态
status = "草案"
goals = ["甲"]  # 目标

[[projects]]
name = "项目一"
use = "乙"

[[projects.parts]]
name = "二级"

# 第二个项目
[[projects]]
name = "项目二"
# 用途另定
use = "丙"

[overall]
goals = []
"""
    )


def test_the_style_of_a_value_stays() -> None:
    text = 'edition = \'甲\'\nstatus = "草案"\nduties = [ "一", # 说明\n     "二" ]\ngoals = ["""\n三\\\n  四"""]\n'
    assert canonical_toml(text, DocumentTexts) == text


def test_the_comment_at_the_head_is_about_the_file() -> None:
    text = '# 录自公开文件\namount_unit = "元"\nname = "甲"\n'
    assert canonical_toml(text, UnitFacts) == '# 录自公开文件\nname = "甲"\namount_unit = "元"\n'


def test_a_comment_below_goes_with_the_key_above_it() -> None:
    text = 'name = "甲"\noffices = []\n# 科室还没有定\n\nparent = "乙"\n'
    assert canonical_toml(text, UnitFacts) == 'name = "甲"\n\nparent = "乙"\noffices = []\n# 科室还没有定\n'


def test_tables_that_stand_apart_follow_the_outline_of_their_author() -> None:
    text = (
        '[[problems]]\nproblem = "一"\nmeasure = "二"\n\n# 一、情况\n[[passages]]\nname = "甲"\nparagraphs = ["乙"]\n'
        '\n[[problems]]\nmeasure = "四"\nproblem = "三"\n'
    )
    assert canonical_toml(text, DocumentTexts) == text.replace('measure = "四"\nproblem = "三"', 'problem = "三"\nmeasure = "四"')


@pytest.mark.parametrize("text", ["", "# 只有注释\n", "\n\n", "# 一\n\n# 二\n\n\n", 'name = "甲"\n\n\n# 结尾\n\n'])
def test_files_of_little_but_comments(text: str) -> None:
    formed = canonical_toml(text, UnitFacts)
    assert canonical_toml(formed, UnitFacts) == formed
    assert [line for line in formed.split("\n") if line] == [line for line in text.split("\n") if line]
    assert not formed.endswith("\n\n")


def test_the_parts_of_a_file_are_the_file() -> None:
    text = "# 头\n\n# 甲\na = 1\n# 乙\n\n[b]\n# 丙\nc = [\n 1,\n] # 丁\n# 戊\n\n# 己\n"
    written = split(text)
    lines = (*written.head, *(line for entry in written.entries for line in entry.written), *written.tail)
    assert "\n".join(lines) + "\n" == text
    assert [(entry.names, entry.value, entry.comment) for entry in written.entries] == [
        (("a",), "1", ""),
        (("b",), "", ""),
        (("c",), "[\n 1,\n]", "# 丁"),
    ]
    assert (written.entries[0].trail, written.entries[2].trail) == (("# 乙",), ("# 戊",))


VALUES = ('"文字"', "'文字'", '"""文字"""', '"井号 # 不是注释"')
LISTS = ("[]", '["一", "二"]', '[\n  "一",  # 一\n\n  # 二\n  "二",\n]')


@st.composite
def pairs(draw: st.DrawFn, record: type, chance: random.Random, label: str) -> str:
    """Some of a record's keys in any order, with comments and blank lines anywhere."""
    kinds = {field.name: field.kind for field in fields_of(record) if field.kind not in (Kind.RECORD, Kind.RECORDS)}
    lines = []
    for name in chance.sample([*kinds], draw(st.integers(0, len(kinds)))):
        above = draw(
            st.sampled_from(("", "\n", f"# 关于 {label}.{name}\n", f"\n# 关于 {label}.{name}\n", f"\n# 一段话\n\n# 关于 {label}.{name}\n"))
        )
        value = draw(st.sampled_from(LISTS if kinds[name] is Kind.TEXTS else VALUES))
        lines.append(f"{above}{draw(st.sampled_from(('', '  ')))}{name}{draw(st.sampled_from((' = ', '=')))}{value}\n")
    return "".join(lines)


@st.composite
def documents(draw: st.DrawFn) -> str:
    chance = draw(st.randoms(use_true_random=False))
    head = draw(st.sampled_from(("", "# 文件\n", "# 文件\n\n", "\n")))
    tables = []
    for number in range(draw(st.integers(0, 4))):
        name, record = draw(st.sampled_from((("projects", ProjectText), ("tasks", ProjectText), ("items", ProjectText))))
        above = draw(st.sampled_from(("", "\n", "\n\n# ---- 一节 ----\n", f"# 关于 {name}{number}\n")))
        tables.append(f"{above}[[{name}]]\n{draw(pairs(record, chance, f'{name}{number}'))}")
    return head + draw(pairs(DocumentTexts, chance, "")) + "".join(tables) + draw(st.sampled_from(("", "\n", "# 尾\n", "\n# 尾\n\n")))


@given(documents())
def test_any_file_keeps_its_values_and_comments_and_a_second_time_changes_nothing(text: str) -> None:
    formed = canonical_toml(text, DocumentTexts)
    assert canonical_toml(formed, DocumentTexts) == formed
    assert tomli.loads(formed) == tomli.loads(text)
    assert sorted(_comments(formed)) == sorted(_comments(text))
    assert "\n\n\n" not in formed.replace('[\n  "一",  # 一\n\n', "") and formed[:1] != "\n" and not formed.endswith("\n\n")
    # Whatever a comment is about stands right below it; only at the head of the file a comment is about the whole.
    below = dict(zip(formed.split("\n"), formed.split("\n")[1:], strict=False))
    for comment in _comments(formed):
        if comment.startswith("# 关于 ") and "." in comment and comment not in split(text).head:
            assert below[comment].split(" = ")[0] == comment.rpartition(".")[2]


def _comments(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip().startswith("#")]
