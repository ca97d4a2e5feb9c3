"""The loader of style.toml: the edition's own is sound, and each fault is found, all of them at once."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from gen.render import style
from tests.render import sample

SOUND = sample.STYLE.read_text(encoding="utf-8")


def faults(tmp_path: Path, content: str | bytes) -> list[tuple[str, str]]:
    path = tmp_path / "style.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    sheet, findings = style.load(path, "templates/x/style.toml")
    assert (sheet is None) == bool(findings)
    assert all(finding.places[0].path == "templates/x/style.toml" and finding.hint for finding in findings)
    return [(finding.code, finding.message) for finding in findings]


def test_the_edition_has_the_page_of_the_standard() -> None:
    sheet, findings = style.load(sample.STYLE)
    assert sheet is not None and not findings
    page = sheet.page
    assert (page.top, page.left, page.text_width, page.text_height) == (37, 28, 156, 225)
    assert (page.right, page.bottom, page.lines, page.characters) == (26, 35, 22, 28)
    assert sheet.text["body"].size == 16 and sheet.text["title"].size == 22
    assert {name: sheet.text[name].font for name in ("title", "heading-1", "heading-2", "heading-3", "body", "cell")} == {
        "title": "biaosong", "heading-1": "hei", "heading-2": "hei", "heading-3": "kai", "body": "fang", "cell": "song",
    }  # fmt: skip
    assert min(look.size for look in sheet.text.values()) >= 9 and sheet.table.dense_size >= Decimal(9)


def test_every_role_can_be_set_in_the_fonts_that_set_up_installs() -> None:
    sheet, _ = style.load(sample.STYLE)
    assert sheet is not None
    assert all(font.files[-1].startswith("Fandol") for font in sheet.fonts.values())


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("width = 210", "width = -1", "EDN-03", "width"),
        ("width = 210", "width = nan", "EDN-03", "width"),
        ("width = 210", "width = true", "EDN-03", "width"),
        ("lines = 22", "lines = 22.5", "EDN-03", "整数"),
        ("left = 28", "left = 80", "STYLE-02", "大于纸张"),
        ("number_gap = 7", "number_gap = 7\ncolour = 1", "EDN-01", "colour"),
        ('[text.note]\nfont = "song"', '[text.note]\nfont = "times"', "STYLE-02", "times"),
        ("[text.note]", "[text.notes]", "EDN-01", "notes"),
        ("[text.note]", "[fonts.note]", "EDN-01", "size"),
        ('align = "justify"', 'align = "both"', "EDN-03", "both"),
        ("dense_size = 9", "dense_size = 8.5", "STYLE-03", "8.5"),
        ('files = ["simfang.ttf"', 'files = ["../simfang.ttf"', "STYLE-02", "files"),
        ("[table]", "[table", "TOML-01", "方括号"),
        ("padding_x = 3\n", "", "EDN-02", "padding_x"),
    ],
)
def test_a_fault_is_a_finding(tmp_path: Path, old: str, new: str, code: str, words: str) -> None:
    assert old in SOUND
    found = faults(tmp_path, SOUND.replace(old, new, 1))
    assert any(finding_code == code and words in message for finding_code, message in found), found


def test_all_faults_at_once(tmp_path: Path) -> None:
    broken = SOUND.replace("width = 210", "width = 0x", 1)
    assert len(faults(tmp_path, broken)) == 1
    found = faults(tmp_path, SOUND.replace("top = 37", 'top = "37"').replace("border = 0.5", "").replace('name = "黑体"', "name = 1"))
    assert len(found) == 3


def test_a_style_that_is_not_there_is_told_by_its_name(tmp_path: Path) -> None:
    start = SOUND.index("[text.note]")
    end = SOUND.index("[", start + 1)
    assert faults(tmp_path, SOUND[:start] + SOUND[end:]) == [("STYLE-02", "[text] 缺少 note")]


def test_a_fault_has_its_line(tmp_path: Path) -> None:
    path = tmp_path / "style.toml"
    path.write_text(SOUND.replace("dense_size = 9", "dense_size = 8.5"), encoding="utf-8")
    (finding,) = style.load(path, "templates/x/style.toml")[1]
    assert finding.places[0].line == SOUND[: SOUND.index("dense_size = 9")].count("\n") + 1


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    assert faults(tmp_path, "版式".encode("gbk"))[0][0] == "STYLE-01"
    sheet, findings = style.load(tmp_path / "none.toml")
    assert sheet is None and [finding.code for finding in findings] == ["STYLE-01"]
