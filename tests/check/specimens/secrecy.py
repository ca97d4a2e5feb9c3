"""Specimens about what must not be published (不公开): a project that is left out leaves everything else in balance."""

from __future__ import annotations

from tests.check.specimens.edit import B, D, Edit, L, P, Q, R, Specimen, T

#: A secret project in every file that may name one.
SECRET = (
    Edit(
        P,
        "结束日期\n购书,履职类项目拨款,1,2,1,,\n修缮,,2,1,2,,\n",
        "结束日期,不公开\n购书,履职类项目拨款,1,2,1,,,\n修缮,,2,1,2,,,\n暗格,,3,3,3,,,是\n",
    ),
    Edit(L, "", "项目支出,暗格,暗柜,2070104,,一般公共预算拨款,,77,,庚\n"),
    Edit(Q, "", "货物,A05,暗格,2070104,当年,是,否,,33,\n"),
    Edit(R, "", "项目,暗格,55,上年表5\n"),
    Edit(D, "", "暗格,暗柜,77,一个,,,,\n"),
    Edit(T, "", "4,暗事,暗格\n"),
    Edit(
        B,
        '[[tasks]]\nname = "基本支出"',
        '[[projects]]\nname = "暗格"\nuse = "暗"\ngoal = "暗。"\n\n[[projects.parts]]\nname = "暗柜"\nuse = "暗"\n\n[[tasks]]\nname = "暗事"\n'
        'content = "暗。"\n\n[[tasks]]\nname = "基本支出"',
    ),
)
_TOLD = "SEC-02 projects.csv"

SPECIMENS = (
    # Everything is found as it is without the project, but for the note that something was left out.
    Specimen("SEC-02", SECRET, (_TOLD,)),
    Specimen("SEC-01", (*SECRET, Edit(B, "藏书更全。", "藏书更全，修好暗格。")), ("SEC-01 budget.toml:60:18", _TOLD)),
    # Spaces, quotes, points and a line's end do not hide a name.
    Specimen("SEC-01", (*SECRET, Edit(B, "藏书更全。", "藏书更全，修好暗　格。")), ("SEC-01 budget.toml:60:18", _TOLD)),
    Specimen("SEC-01", (*SECRET, Edit(B, "藏书更全。", "藏书更全，修好暗“格”。")), ("SEC-01 budget.toml:60:18", _TOLD)),
    Specimen("SEC-01", (*SECRET, Edit(B, "藏书更全。", "藏书更全，修好暗·格。")), ("SEC-01 budget.toml:60:18", _TOLD)),
    # The end of one clause and the beginning of the next are no name.
    Specimen("SEC-02", (*SECRET, Edit(B, "藏书更全。", "书库不暗。格局更新。")), (_TOLD,)),
    Specimen("SEC-01", (*SECRET, Edit(L, ",,丙", ",,与暗格同列")), ("SEC-01 ledger.csv:4:37", _TOLD)),
)

#: Near misses: nothing is found.
PASSING = (
    Specimen("SEC-01", (Edit(B, "藏书更全。", "藏书更全，修好暗格。"),), ()),
    # Marked 否, and not marked.
    Specimen("SEC-02", (Edit(L, "精度,依据\n", "精度,依据,不公开\n"), *(Edit(L, f"{n}\n", f"{n},否\n") for n in "甲乙丙丁戊己")), ()),
)
