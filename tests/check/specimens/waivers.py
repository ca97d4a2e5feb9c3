"""Specimens about waivers; the day of their runs is ``TODAY``."""

from __future__ import annotations

from datetime import date

from tests.check.specimens.edit import B, Edit, P, Specimen, U, one

TODAY = date(2031, 6, 15)

W = "waivers.csv"
_STRAY = Edit(P, "", "讲演,,,,,,\n")
#: “购书”变动 18万元，没有写原因.
_MOVED = (Edit(B, 'cause = "新馆开放"\n', ""),)
_TWO = (_STRAY, Edit(P, "", "讲演二,,,,,,\n"))


def _row(rule: str, file: str, words: str, until: str = "2031-12-31") -> Edit:
    return Edit(W, "", f"{rule},{file},{words},下半年安排,局办公室,{until}\n")


SPECIMENS = (
    # Expired: the finding stands again.
    Specimen(
        "WAI-01",
        (_STRAY, _row("PRJ-02", P, "讲演", "2031-06-14")),
        ("PRJ-02 projects.csv:4:1", "WAI-01 waivers.csv:2:35"),
    ),
    Specimen("WAI-01", (_STRAY, _row("PRJ-02", P, "讲演", "2031-05")), ("PRJ-02 projects.csv:4:1", "WAI-01 waivers.csv:2:35")),
    Specimen("WAI-01", (_row("PRJ-02", P, "讲演", "2030"),), ("WAI-01 waivers.csv:2:35",)),
    # No rule of that name, and a code of reading, which is no rule.
    Specimen("WAI-02", (_STRAY, _row("PRJ-20", P, "讲演")), ("PRJ-02 projects.csv:4:1", "WAI-02 waivers.csv:2:1")),
    Specimen("WAI-02", (_row("VAL-01", P, "讲演"),), ("WAI-02 waivers.csv:2:1",)),
    # What nobody may lift, whether it is found or not.
    Specimen(
        "WAI-03",
        (Edit(B, "已批复", "草案"), _row("STA-01", B, "草案")),
        ("STA-01 budget.toml:2:11", "WAI-03 waivers.csv:2:1"),
    ),
    Specimen("WAI-03", (_row("PII-01", B, "电话", "2030"),), ("WAI-03 waivers.csv:2:1", "WAI-01 waivers.csv:2:34")),
    Specimen("WAI-03", (_row("WAI-05", W, "豁免"),), ("WAI-03 waivers.csv:2:1",)),
    # Two findings have the words: neither is lifted, and the row counts as used.
    Specimen(
        "WAI-04",
        (*_TWO, _row("PRJ-02", P, "讲演")),
        ("PRJ-02 projects.csv:4:1", "PRJ-02 projects.csv:5:1", "WAI-04 waivers.csv:2:21"),
    ),
    # Too general: it would go on lifting whatever figure or name comes to stand there.
    Specimen("WAI-06", (*_MOVED, _row("CHG-01", B, "变动")), ("CHG-01 budget.toml:20:9", "WAI-06 waivers.csv:2:20")),
    Specimen("WAI-06", (*_MOVED, _row("CHG-01", B, "“购书”变动")), ("CHG-01 budget.toml:20:9", "WAI-06 waivers.csv:2:20")),
    # A figure that is another one's end or beginning.
    Specimen("WAI-06", (*_MOVED, _row("CHG-01", B, "8万元")), ("CHG-01 budget.toml:20:9", "WAI-06 waivers.csv:2:20")),
    Specimen("WAI-06", (_STRAY, _row("PRJ-02", P, "演")), ("PRJ-02 projects.csv:4:1", "WAI-06 waivers.csv:2:21")),
    Specimen("WAI-06", (_STRAY, _row("PRJ-02", P, "项目“")), ("PRJ-02 projects.csv:4:1", "WAI-06 waivers.csv:2:21")),
    # The figure has changed: the approval ends with it.
    Specimen("WAI-05", (*_MOVED, _row("CHG-01", B, "变动 28万元")), ("CHG-01 budget.toml:20:9", "WAI-05 waivers.csv:2:20")),
    # Unused: mended, in another file, about another figure.
    Specimen("WAI-05", (_row("PRJ-02", P, "讲演"),), ("WAI-05 waivers.csv:2:21",)),
    Specimen("WAI-05", (_STRAY, _row("PRJ-02", "ledger.csv", "讲演")), ("PRJ-02 projects.csv:4:1", "WAI-05 waivers.csv:2:19")),
    Specimen("WAI-05", (_STRAY, _row("PRJ-02", P, "讲座")), ("PRJ-02 projects.csv:4:1", "WAI-05 waivers.csv:2:21")),
)

#: Lifted: by words of the message, by words of the line, by the whole path, on the last day of a year, a month and a day; each alone of two.
LIFTED = (
    Specimen("PRJ-02", (_STRAY, _row("PRJ-02", P, "项目“讲演”在")), ("PRJ-02 projects.csv:4:1 已豁免",)),
    Specimen("PRJ-02", (_STRAY, _row("PRJ-02", P, '"讲演,,,,,,"')), ("PRJ-02 projects.csv:4:1 已豁免",)),
    Specimen("PRJ-02", (_STRAY, _row("PRJ-02", f"data/yunshan/2031/{P}", "讲演", "2031")), ("PRJ-02 projects.csv:4:1 已豁免",)),
    Specimen("PRJ-02", (_STRAY, _row("PRJ-02", P, "讲演", "2031-06")), ("PRJ-02 projects.csv:4:1 已豁免",)),
    Specimen("PRJ-02", (_STRAY, _row("PRJ-02", P, "讲演", "2031-06-15")), ("PRJ-02 projects.csv:4:1 已豁免",)),
    Specimen("PRJ-02", (*_TWO, _row("PRJ-02", P, "“讲演”")), ("PRJ-02 projects.csv:4:1 已豁免", "PRJ-02 projects.csv:5:1")),
    Specimen(
        "CHG-05",
        (Edit(B, 'cause = "新馆开放"', 'cause = "因工作需要"'), _row("CHG-05", B, "因工作需要")),
        ("CHG-05 budget.toml:22:10 已豁免",),
    ),
    Specimen("CHG-01", (*_MOVED, _row("CHG-01", B, "18万")), ("CHG-01 budget.toml:20:9 已豁免",)),
    # A finding of a file as a whole.
    Specimen("FIL-02", (Edit(U, 'parent = "云山区文化局"\n', ""), _row("FIL-02", U, "parent")), ("FIL-02 unit.toml:1:1 已豁免",)),
)

PASSING: tuple[Specimen, ...] = ()

#: A waiver that lacks what it must have is not read.
LACKING = (
    one("VAL-01", W, "", "PRJ-02,projects.csv,讲演,,局办公室,2031\n"),
    one("VAL-01", W, "", "PRJ-02,projects.csv,讲演,下半年安排,,2031\n"),
    one("VAL-01", W, "", "PRJ-02,projects.csv,,下半年安排,局办公室,2031\n"),
    one("VAL-01", W, "", "PRJ-02,projects.csv,讲演,下半年安排,局办公室,\n"),
    one("VAL-07", W, "", "PRJ-02,projects.csv,讲演,下半年安排,局办公室,年底\n"),
    one("VAL-07", W, "", "PRJ-02,projects.csv,讲演,下半年安排,局办公室,9999-01-01\n"),
)
