"""Specimens about how changes, years and numbers are worded."""

from __future__ import annotations

from tests.check.specimens.edit import B, Edit, N, Specimen, U, one

_GOAL = "藏书更全。"
_E = "edition/edition.toml"


def _goal(code: str, text: str, *columns: int) -> Specimen:
    return one(code, B, _GOAL, text, *(f"{code} budget.toml:47:{column}" for column in columns))


SPECIMENS = (
    one("TXT-14", U, 'offices = ["办公室", "借阅部"]', 'offices = ["办公室", "借阅部", "办公室"]', "TXT-14 unit.toml:4:27"),
    one("TXT-14", B, '"向读者开放。"]', '"向读者开放。", "向读者开放"]', "TXT-14 budget.toml:4:34"),
    _goal("TXT-10", "差错下降了3倍。", 13),
    _goal("TXT-10", "差错减少约两倍，成本压缩近2.5倍。", 13, 21),
    _goal("TXT-10", "差错率下降120%。", 14),
    _goal("TXT-10", "满意度提高3个百分比。", 14),
    one("TXT-10", N, "≥95%", "降低2倍", "TXT-10 indicators.csv:7:21"),
    one("TXT-10", "edition/prose/08-other.md", "# 第八部分", "编制数下降二倍。\n\n# 第八部分", "TXT-10 edition/prose/08-other.md:1:4"),
    _goal("TXT-11", "读者与上年增加。", 13),
    _goal("TXT-11", "读者比去年基本持平，借阅增加持平。", 13, 23),
    _goal("TXT-11", "经费增长80万元，降幅3元。", 13, 20),
    one(
        "TXT-11",
        _E,
        'increase = "比{上年}年增加{差额}万元，增长{幅度}"\ndecrease = "比{上年}年减少{差额}万元，下降{幅度}"\nsame = "与{上年}年持平"',
        'increase = "比{上年}年增加{差额}万元，增加{幅度}"\ndecrease = "比{上年}年减少{差额}万元，下降{幅度}"\nsame = "比{上年}年持平"',
        "TXT-11 edition/edition.toml:42:28",
        "TXT-11 edition/edition.toml:44:9",
    ),
    _goal("TXT-12", "2029年藏书更全，2032年开馆。", 11, 21),
    one("TXT-12", U, '"办公室"', '"2019年筹备组"', "TXT-12 unit.toml:4:13"),
    one("TXT-12", "edition/prose/08-other.md", "# 第八部分", "按2031年的规定执行。\n\n# 第八部分", "TXT-12 edition/prose/08-other.md:1:2"),
    _goal("TXT-13", "藏书１２部，达８０％，约50册左右。", 13, 18, 22),
    _goal("TXT-13", "按照30年度的安排。", 13),
    one("TXT-13", N, "新书册数", "新书（５类）册数", "TXT-13 indicators.csv:2:14"),
)

#: Near misses: nothing is found.
PASSING = (
    Specimen("TXT-14", (Edit(U, 'offices = ["办公室", "借阅部"]', 'offices = ["办公室", "借阅部", "借阅一部"]'),), ()),
    _goal("TXT-10", "差错率下降100%，读者增长3倍，满意度提高3个百分点，下降到2倍以内。"),
    _goal("TXT-11", "读者与上年相比增加，比上年多，与上年持平，借阅增长到81万元，经费增加9万元、增长8%。"),
    _goal("TXT-12", "2031年、2030年藏书更全。按《2019年目录》、某字〔2018〕1号，自2015年3月起，2026—2035年规划。"),
    Specimen(
        "TXT-12", (Edit(B, _GOAL, "2029年藏书更全，2032年开馆。"), Edit(_E, "", "\n[limits]\nyears_before = 2\nyears_after = 1\n")), ()
    ),
    _goal("TXT-13", "藏书12部，第30年度，约50册，2031年度、共30年。"),
)
