"""Templates print what they are given and nothing else: no text of the data becomes markup, no number comes from nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gen import build
from gen.build import Compiled
from gen.compose.edition import Prose
from gen.compose.marks import Book, Printed
from gen.compose.prose import Directive, Piece, blocks, environment
from gen.document import (
    DataText,
    Emphasis,
    FigureRef,
    Heading,
    ListBlock,
    PageBreak,
    Paragraph,
    TableOfContents,
    Text,
    leaves,
    plain,
    texts,
)
from gen.findings import Finding, Place
from tests.project import DEPARTMENT, DOCUMENT, EDITION, FOLDER, YEAR, compiled, dump, only_with
from tests.specimens import spoil

PLACE = Place("data/x/2031/budget.toml", 3, 8)
HOSTILE = (
    "{{7*7}}", "{% for x in y %}", "{# 注 #}", "**重**", "**", "# 标题", "## 标题", "- 列表", "@table 表1", "@pagebreak", "<b>粗</b>", "&amp;",
    "{差额}", "一\\n二", "| 格 |", "⟦8⟧(id)", "$x$", "%s %(a)s", "{0}", "　", "‘’“”", "𠀀𠮷", "é", "0", "None",
)  # fmt: skip


def compose(template: str, **given: object) -> tuple[tuple[Piece, ...], tuple[Finding, ...]]:
    """One template with its context; values of str become texts of the data, of int figures."""
    book = Book()
    context: dict[str, object] = {}
    for name, value in given.items():
        if isinstance(value, str):
            context[name] = Printed(mark=book.mark(DataText(value, PLACE)))
        elif isinstance(value, int) and not isinstance(value, bool):
            context[name] = Printed(mark=book.mark(FigureRef(f"{value:,}", name)), zero=not value)
        else:
            context[name] = value
    prose = {"one": Prose(text=template, path="templates/x/prose/one.md")}
    return blocks(environment(prose), "one", prose, context, book)


def faults(template: str, **given: object) -> list[tuple[str, int]]:
    pieces, findings = compose(template, **given)
    assert all(finding.places[0].path == "templates/x/prose/one.md" for finding in findings)
    assert pieces == () or findings
    return [(finding.code, finding.places[0].line) for finding in findings]


# ── markup ──


def test_each_line_is_a_block() -> None:
    pieces, findings = compose(
        "# 第一部分\n\n## 一、甲\n正文{{ f }}万元\n- 1.甲\n- 2.乙\n\n**（一）乙**丙\n@title 名\n@heading 目录\n"
        "@contents 2\n@pagebreak\n@table 表1\n@glossary\n### 丁",
        f=8367,
    )
    assert findings == ()
    assert [type(piece) for piece in pieces] == [
        Heading, Heading, Paragraph, ListBlock, Paragraph, Paragraph, Heading, TableOfContents, PageBreak, Directive, Directive, Heading,
    ]  # fmt: skip
    one, two, text, items, strong, title, unlisted, contents, _, table, glossary, three = pieces
    assert isinstance(one, Heading) and (one.level, plain(one.inlines), one.listed) == (1, "第一部分", True)
    assert isinstance(two, Heading) and two.level == 2
    assert isinstance(three, Heading) and three.level == 3
    assert isinstance(text, Paragraph) and [type(leaf) for leaf in text.inlines] == [Text, FigureRef, Text]
    assert isinstance(items, ListBlock) and [plain(item) for item in items.items] == ["1.甲", "2.乙"]
    assert isinstance(strong, Paragraph) and isinstance(strong.inlines[0], Emphasis) and plain(strong.inlines) == "（一）乙丙"
    assert isinstance(title, Paragraph) and title.style == "title"
    assert isinstance(unlisted, Heading) and not unlisted.listed
    assert isinstance(contents, TableOfContents) and contents.depth == 2
    assert isinstance(table, Directive) and (table.name, table.argument) == ("table", "表1")
    assert isinstance(glossary, Directive) and glossary.name == "glossary"


def test_a_title_may_have_lines() -> None:
    pieces, findings = compose("@title {{ f }}年甲 | 乙", f=8367)
    assert findings == () and isinstance(pieces[0], Paragraph) and plain(pieces[0].inlines) == "8,367年甲\n乙"


def test_every_block_knows_its_line() -> None:
    pieces, _ = compose("甲\n\n{% if true %}\n乙\n{% endif %}\n{% for x in xs %}\n- {{ x }}\n{% endfor %}\n丙", xs=[])
    assert [piece.place.line for piece in pieces if isinstance(piece, Paragraph) and piece.place] == [1, 4, 9]


@given(st.text(min_size=1, alphabet=st.characters(exclude_categories=["C", "Z"])))
@example("{{7*7}}")
@example("**")
@example("@table")
def test_any_text_of_the_data_prints_as_itself(text: str) -> None:
    pieces, findings = compose("{{ x }}\n# {{ x }}\n- {{ x }}\n前**{{ x }}**后", x=text)
    assert findings == ()
    assert [type(piece) for piece in pieces] == [Paragraph, Heading, ListBlock, Paragraph]
    for piece in pieces:
        assert not isinstance(piece, Directive)
        (inlines,) = texts(piece)
        assert [leaf for leaf in leaves(inlines) if isinstance(leaf, DataText)] == [DataText(text, PLACE)]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_a_real_document_prints_as_itself(project: Path, baoan: Compiled, text: str) -> None:
    """As a duty and as the use of a project: the dump differs from the real one by exactly that text."""
    quoted = "'" + text + "'"
    spoil(project, f"{FOLDER}/budget.toml", '"认定用人单位员工的工伤。"', quoted)
    spoil(project, f"{FOLDER}/budget.toml", '"追缴，以及案件的调查取证"', quoted)
    result = build.compile_document(project, DEPARTMENT, YEAR, DOCUMENT)
    if not text.strip("　 "):
        assert result.composed is None and result.findings
        return
    assert result.composed is not None, result.findings
    wanted = dump(baoan).replace("¶ 认定用人单位员工的工伤。", f"¶ {text}").replace("追缴，以及案件的调查取证", text)
    assert dump(result) == wanted


@only_with("baoan")
def test_a_private_use_character_cannot_forge_a_mark(project: Path) -> None:
    spoil(project, f"{FOLDER}/budget.toml", '"认定用人单位员工的工伤。"', '"\\uE0000\\uE001"')
    result = build.compile_document(project, DEPARTMENT, YEAR, DOCUMENT)
    assert result.composed is None or "\ue000" not in dump(result)
    assert result.composed is None, "a mark of the data was accepted"
    spoil(project, f"{FOLDER}/budget.toml", '"\\uE0000\\uE001"', '"\ue0000\ue001"')
    assert build.compile_document(project, DEPARTMENT, YEAR, DOCUMENT).composed is None


# ── numbers and names ──


@pytest.mark.parametrize(
    "template",
    [
        "{{ 7 }}", "{{ 7 * 7 }}", "{{ 1.5 }}", "{{ f + 1 }}", "{{ f - f }}", "{{ -f }}", "{{ f * 2 }}", "{{ f / f }}", "{{ f // 2 }}", "{{ f ** 2 }}",
        "{{ f | int }}", "{{ f | float }}", "{{ f | round }}", "{{ f | abs }}", "{{ [f] | length }}", "{{ [f, f] | sum }}", "{{ f | length }}",
        "{% for x in xs %}\n{{ loop.index }}\n{% endfor %}", "{% set n = 3 %}{{ n }}", "{{ true }}", "{{ none }}", "{{ [1] }}", "{{ {} }}", "{{ f > 3 }}",
        "{{ range(3) | list }}", "{{ f.zero }}", "{{ xs | count }}",
    ],
)  # fmt: skip
def test_a_bare_number_or_arithmetic_is_refused(template: str) -> None:
    assert [code for code, _ in faults(template, f=8367, xs=["甲"])] == ["PRO-01"]


@pytest.mark.parametrize(
    "template",
    [
        "{{ f.mark }}", "{{ f.mark[0:1] }}", "{{ f['mark'] }}", "{{ f | string }}", "{{ f ~ f }}", "{{ f | replace('0', '1') }}", "{{ f | center(40) }}",
        "{{ f | pprint }}", "{{ f | join }}", "{{ 7 ~ '' }}", "{{ 7 | string }}", "{{ 'a' * 3 }}", "{{ '%d' % 3 }}", "{{ '%d' | format(3) }}",
        "{{ '{}'.format(f) }}", "{{ number(7) }}", "{{ range(3) | join('-') }}", "{{ lipsum() }}", "{{ 'x' | random }}", "{{ dict(a='b') }}",
        "{{ '\\ue0000\\ue001' }}", "{% set n = namespace(x=1) %}{{ n.x }}", "{% for x in xs %}{{ loop.index | string }}{% endfor %}",
        "{% for x in xs %}{{ '{}'.format(loop.index) }}{% endfor %}", "{{ xs | map('length') | join }}", "{% include 'two' %}",
    ],
)  # fmt: skip
def test_no_trick_makes_or_changes_a_number(template: str) -> None:
    assert [code for code, _ in faults(template, f=8367, xs=["甲"], number=str)] == ["PRO-01"]


@only_with("baoan")
def test_an_included_piece_is_held_to_the_same(project: Path) -> None:
    """A piece may include another of the edition; what that one may not do is told in its own file."""
    (project / EDITION / "prose/shared.md").write_text("共用\n\n{{ 7 ~ '' }}\n", encoding="utf-8")
    spoil(project, f"{EDITION}/prose/04-procurement.md", "# 第四部分", "{% include 'shared' %}\n# 第四部分")
    result = build.compile_document(project, DEPARTMENT, YEAR, DOCUMENT)
    assert [(finding.code, str(finding.places[0])) for finding in result.findings if finding.code == "PRO-01"] == [
        ("PRO-01", f"{EDITION}/prose/shared.md:3:1")
    ]


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("甲\n{{ nothing }}", 2),
        ("{{ f.nothing }}", 1),
        ("甲\n乙\n{{ f.nothing.more }}", 3),
        ("{% if nothing %}甲{% endif %}", 1),
        ("{% for x in nothing %}甲{% endfor %}", 1),
        ("甲\n\n{{ unclosed", 3),
        ("{% if f %}甲", 1),
        ("{% endif %}", 1),
        ("{% include 'secret' %}", 1),
        ("{% import 'os' as os %}", 1),
        ("{{ f | nofilter }}", 1),
        ("{{ ''.__class__.__mro__ }}", 1),
        ("{{ f.__class__ }}", 1),
        ("{{ cycler.__init__.__globals__ }}", 1),
        ("{{ nil }}", 1),
    ],
)
def test_a_fault_of_a_template_is_told_with_its_line(template: str, line: int) -> None:
    assert faults(template, f=8367, nil=None) == [("PRO-01", line)]


@pytest.mark.parametrize(
    ("template", "code", "line"),
    [
        ("甲\n@nothing 1", "PRO-02", 2),
        ("@contents x", "PRO-02", 1),
        ("@", "PRO-02", 1),
        ("甲\n**乙", "PRO-03", 2),
        ("**甲**乙**", "PRO-03", 1),
    ],
)
def test_a_fault_of_the_markup_is_told_with_its_line(template: str, code: str, line: int) -> None:
    assert faults(template) == [(code, line)]


@only_with("baoan")
def test_a_fault_in_the_real_edition_is_told_with_file_and_line(project: Path) -> None:
    spoil(project, f"{EDITION}/prose/04-procurement.md", "{{ f.procured_goods }}", "{{ f.procured_good }}")
    spoil(project, f"{EDITION}/prose/07-key-projects.md", "@table 第七部分", "@table 第八部分")
    result = build.compile_document(project, DEPARTMENT, YEAR, DOCUMENT)
    assert result.composed is None
    found = {(finding.code, str(finding.places[0])) for finding in result.findings if finding.code[:3] in ("PRO", "EDN")}
    assert found == {("PRO-01", f"{EDITION}/prose/04-procurement.md:3:75"), ("EDN-06", f"{EDITION}/prose/07-key-projects.md:5:1")}


def test_a_note_of_the_template_does_not_print(project: Path, baoan: Compiled) -> None:
    spoil(project, f"{EDITION}/prose/04-procurement.md", "# 第四部分", "{# 给编者看的话 #}\n# 第四部分")
    assert dump(compiled(project)) == dump(baoan)


def test_a_name_that_there_is_not_is_pointed_at_with_the_nearest_one() -> None:
    text = "收入{{ f.totla }}万元"
    prose = {"a": Prose(text=text, path="a.md")}
    made, (finding,) = blocks(environment(prose), "a", prose, {"f": {"total": "1", "spent": "2"}}, Book())
    assert made == ()
    assert finding.message.endswith("没有“totla”这个名称，是否“total”？")
    assert (finding.places[0].column, finding.places[0].width) == (text.index("totla") + 1, 5)
