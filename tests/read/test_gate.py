from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from gen.findings import Place
from gen.read import gate

START = Place("a.csv", 1, 1)


def test_every_control_format_private_and_separator_character_is_refused() -> None:
    allowed = {0x09, 0x0A, 0x20, 0x3000}
    wanted = {
        code
        for code in range(0x110000)
        if unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Zs") and code not in allowed
    }
    noncharacters = {code for code in range(0x110000) if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF}
    refused = {code for code in range(0x110000) if gate.shown(chr(code)) != chr(code)} - {0x09, 0x0A}
    assert wanted | noncharacters <= refused
    # What is refused besides is invisible or has lost its meaning; no letter, digit, ideograph or punctuation of Chinese.
    assert all(unicodedata.category(chr(code)) in ("Cn", "Mn", "Lo", "So") for code in refused - wanted - noncharacters)
    assert not refused & {*range(0x20, 0x7F), *range(0x3000, 0x3100), *range(0x4E00, 0xA000), *range(0xFF01, 0xFF5F), 0xB7, 0x2014, 0x2026}


def test_each_character_has_its_own_finding_and_place() -> None:
    findings = gate.character_faults("好\n a\u200bb\u202e\r\n\ufeff", START)
    assert [(f.code, f.places[0].line, f.places[0].column) for f in findings] == [
        ("READ-12", 2, 3),
        ("READ-12", 2, 5),
        ("READ-12", 2, 6),
        ("READ-12", 3, 1),
    ]
    assert [f.message.split()[-1] for f in findings] == ["U+200B", "U+202E", "U+000D", "U+FEFF"]


def test_a_ruined_file_is_told_in_few_findings() -> None:
    findings = gate.character_faults("\x01" * 10_000, START)
    assert len(findings) == gate.MAX_CHARACTER_FINDINGS + 1


def test_look_alikes_name_the_right_character() -> None:
    (finding,) = gate.character_faults("⼈民", START)
    assert finding.code == "READ-13" and "“人”" in finding.message
    assert gate.character_faults("﨑﨎㈠①％", START) == []


@pytest.mark.parametrize("content", [b"\xef\xbb\xbfa,b\r\n1,2\r\n", b"a,b\n1,2\n", b"a,b\r\n1,2\r\n"])
def test_a_leading_mark_and_crlf_make_no_difference(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    assert gate.read_text(tmp_path, "x.csv") == ("a,b\n1,2\n", [])


def test_the_size_is_capped_to_the_byte(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b"x" * gate.MAX_BYTES)
    assert gate.read_text(tmp_path, "x.csv")[1] == []
    (tmp_path / "x.csv").write_bytes(b"x" * (gate.MAX_BYTES + 1))
    assert [finding.code for finding in gate.read_text(tmp_path, "x.csv")[1]] == ["READ-10"]


def test_a_linked_folder_on_the_way_is_refused_but_a_linked_root_is_not(tmp_path: Path) -> None:
    (tmp_path / "real" / "data").mkdir(parents=True)
    (tmp_path / "real" / "data" / "x.csv").write_text("a\n")
    (tmp_path / "real" / "link").symlink_to("data")
    (tmp_path / "root").symlink_to("real")
    assert gate.read_text(tmp_path / "root", "data/x.csv") == ("a\n", [])
    text, findings = gate.read_text(tmp_path / "real", "link/x.csv")
    assert text is None and [finding.code for finding in findings] == ["READ-07"] and findings[0].message.startswith("link ")


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "a//b", "./a", ""])
def test_a_path_of_ours_that_leads_out_is_our_own_bug(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="plain relative path"):
        gate.read_text(tmp_path, path)


@pytest.mark.parametrize("slug", ["baoan", "a", "0", "a-1", "x" * 64, "console", "com10"])
def test_names_of_departments(slug: str) -> None:
    assert gate.department_faults(slug) == []


def test_years() -> None:
    assert gate.year_faults("1950") == gate.year_faults("2100") == []


def test_the_line_of_a_place_is_fit_to_print(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("一\n二\u202e三\n", encoding="utf-8")
    assert gate.source_line(tmp_path, Place("x.csv", 2, 1)) == "二□三"
    assert [gate.source_line(tmp_path, place) for place in (Place("x.csv"), Place("x.csv", 9, 1), Place("y.csv", 1, 1))] == ["", "", ""]


def test_what_is_shown_never_steers_a_terminal() -> None:
    assert gate.shown("a\x1b[31m\u202eb\n") == "a〈U+001B〉[31m〈U+202E〉b〈U+000A〉"
    assert gate.shown("长" * 50) == "长" * 40 + "…"


def test_the_nearest_name() -> None:
    assert gate.nearest("ledgr.csv", ("ledger.csv", "prior.csv")) == "ledger.csv"
    assert gate.nearest("完全不同", ("ledger.csv",)) is None


def test_names_are_listed_up_to_a_limit() -> None:
    assert [gate.listed(()), gate.listed("甲乙"), gate.listed("甲乙丙", 2)] == ["（没有）", "甲、乙", "甲、乙……"]


def test_a_conflict_that_git_left_is_one_finding_and_nothing_else_is_told(tmp_path: Path) -> None:
    lines = [
        "事项,对象",
        "<<<<<<< 本方",
        "甲,1",
        "||||||| 共同的原文",
        "甲,0",
        "=======",
        "甲,2",
        ">>>>>>> 对方",
        "乙,3",
        "<<<<<<< a",
        "=======",
        ">>>>>>> b",
        "",
    ]
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    text, (finding,) = gate.read_text(tmp_path, "a.csv")
    assert text is None
    assert (finding.code, [place.line for place in finding.places]) == ("READ-18", [2, 10])
    assert "第 2～8 行、第 10～12 行" in finding.message


def test_signs_of_a_conflict_within_a_line_or_without_an_end_are_text(tmp_path: Path) -> None:
    for text in ("甲 <<<<<<< 乙\n>>>>>>> 丙\n", "<<<<<<< 甲\n=======\n", "<<<<<<<< 甲\n>>>>>>>> 乙\n"):
        (tmp_path / "a.csv").write_text(text, encoding="utf-8")
        assert gate.read_text(tmp_path, "a.csv") == (text, [])
