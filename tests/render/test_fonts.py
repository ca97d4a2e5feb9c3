"""Which file a role is set in, and what a missing font or character says."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont

from gen.document import Cell, DataText, Document, Emphasis, FigureRef, Grid, Heading, Inline, Paragraph, Section, Table, Text
from gen.findings import Place
from gen.render import fonts
from gen.render.style import StyleSheet
from tests.render import sample

SPOT = Place("data/sample/2022/texts.toml", 7, 3)


def of(*inlines: Inline, style: str = "body") -> Document:
    return Document(title="甲", author="乙", sections=(Section(blocks=(Paragraph(inlines=inlines, style=style),)),))


def test_files_are_taken_in_the_order_of_the_style_sheet(sheet: StyleSheet, fontset: fonts.FontSet, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    for role, font in sheet.fonts.items():
        (first / font.files[-1]).symlink_to(fontset.files[role])
    # A better name wins wherever it stands, and whatever its case.
    (second / "SIMFANG.TTF").write_bytes(fontset.files["fang"].read_bytes())
    found, findings = fonts.resolve(sheet, (first, tmp_path / "absent", second))
    assert found is not None and not findings
    assert found.files["fang"].name == "SIMFANG.TTF"
    assert found.files["kai"] == fontset.files["kai"].resolve()


def test_missing_fonts_are_all_named(sheet: StyleSheet, tmp_path: Path) -> None:
    found, findings = fonts.resolve(sheet, (tmp_path,))
    assert found is None
    assert [finding.code for finding in findings] == ["FONT-01"] * len(sheet.fonts)
    assert all(
        font.name in finding.message and font.files[0] in finding.message
        for font, finding in zip(sheet.fonts.values(), findings, strict=True)
    )
    assert all("make setup" in finding.hint for finding in findings)


def test_a_file_that_is_no_font(sheet: StyleSheet, fontset: fonts.FontSet, tmp_path: Path) -> None:
    (tmp_path / "simfang.ttf").write_bytes(b"<html>not found</html>")
    found, findings = fonts.resolve(sheet, (tmp_path, fontset.files["kai"].parent))
    assert found is None and [finding.code for finding in findings] == ["FONT-02"]
    (tmp_path / "cut.otf").write_bytes(fontset.files["fang"].read_bytes()[:2000])
    cut = fonts.FontSet({**fontset.files, "fang": tmp_path / "cut.otf"})
    assert [finding.code for finding in fonts.missing(of(Text("部门")), sheet, cut)] == ["FONT-02"]


def test_the_cache_folder_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("GONGKAI_FONTS", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert fonts.folders()[0] == tmp_path / "gongkai" / "fonts"
    monkeypatch.setenv("GONGKAI_FONTS", str(tmp_path / "own"))
    assert fonts.folders()[0] == tmp_path / "own"
    monkeypatch.setenv("WINDIR", "/c/Windows")
    assert Path("/c/Windows/Fonts") in fonts.folders()


def test_the_sample_lacks_nothing(sheet: StyleSheet, fontset: fonts.FontSet) -> None:
    assert fonts.missing(sample.document(watermark="草稿"), sheet, fontset) == ()


@pytest.mark.parametrize("inline", [DataText("陈镕基", SPOT), Text("陈镕基", SPOT), Emphasis((DataText("镕", SPOT),))])
def test_a_missing_character_is_named_with_its_place(sheet: StyleSheet, fontset: fonts.FontSet, inline: Inline) -> None:
    findings = fonts.missing(of(Text("正常"), inline), sheet, fontset)
    assert [finding.code for finding in findings] == ["FONT-03"]
    assert "“镕”（U+9555）" in findings[0].message and findings[0].places == (SPOT,)


def test_one_finding_a_character_and_font_with_all_places(sheet: StyleSheet, fontset: fonts.FontSet) -> None:
    other = replace(SPOT, line=9)
    findings = fonts.missing(of(DataText("镕堃", SPOT), DataText("镕", other)), sheet, fontset)
    assert [finding.places for finding in findings] == [(SPOT, other), (SPOT,)]


def test_headings_contents_cells_and_watermark_are_looked_at(sheet: StyleSheet, fontset: fonts.FontSet) -> None:
    cell = Cell(row=0, column=0, inlines=(FigureRef("镕", "f"),))
    table = Table(id="t", caption="表", grid=Grid(rows=1, columns=1, cells=(cell,)), widths=(1,), head_rows=0, place=SPOT)
    blocks = (Heading(level=1, inlines=(Text("堃", SPOT),), anchor="a"), table)
    findings = fonts.missing(Document(title="", author="", sections=(Section(blocks=blocks),), watermark="玥"), sheet, fontset)
    assert {finding.message.split("“")[1][0] for finding in findings} == {"镕", "堃", "玥"}
    assert all(finding.places for finding in findings)


def test_the_first_font_of_a_collection_stands_for_it(fontset: fonts.FontSet, tmp_path: Path) -> None:
    collection = TTCollection()
    collection.fonts = [TTFont(fontset.files["kai"]), TTFont(fontset.files["hei"])]
    path = tmp_path / "simsun.ttc"
    collection.save(path)
    face = fonts.single_face(path)
    assert face[:4] == b"OTTO"
    assert fonts.single_face(path) == face
    (tmp_path / "face.otf").write_bytes(face)
    assert TTFont(tmp_path / "face.otf")["name"].getDebugName(4) == TTFont(fontset.files["kai"])["name"].getDebugName(4)
    assert fonts.single_face(fontset.files["kai"]) == fontset.files["kai"].read_bytes()


def test_a_folder_that_may_not_be_read_is_passed_over(sheet: StyleSheet, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert fonts.resolve(sheet, (tmp_path / "file", Path(os.devnull)))[0] is None
