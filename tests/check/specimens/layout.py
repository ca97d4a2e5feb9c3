"""Specimens about tables and sections as printed."""

from __future__ import annotations

from tests.check.specimens.edit import Edit, L, Specimen, one

_NOTE = 'empty_note = "注：本表本年无发生额。"\n'
_FULL = "widths = [22, 11, 34, 11, 11, 11]\n"
_WHOLE = '{ head = ["总额"] }'
_RATE = '{ head = ["总额"], share = true }'
_TAIL = Edit("edition/tables/11.toml", "widths", 'notes = ["注：占比因四舍五入，合计有尾差。"]\nwidths')
#: Money of the government fund, which 表9 is about.
_FUND = (
    Edit(L, "项目支出,修缮,,2070104,,其他收入", "项目支出,修缮,,2070104,,政府性基金预算拨款"),
    Edit("codes/funds.csv", "其他收入,", "政府性基金预算拨款,政府预算拨款,示例\n其他收入,"),
)

SPECIMENS = (
    one("TBL-01", "edition/tables/09.toml", _NOTE, "", "TBL-01 edition/tables/09.toml:2:7"),
    one("TBL-01", "edition/tables/09.toml", _NOTE, 'notes = ["注：本表为空表。"]\n', "TBL-01 edition/tables/09.toml:2:7"),
    one(
        "TBL-02",
        "edition/tables/05.toml",
        "unit_line =",
        'notes = ["注：本年没有此项支出。"]\nunit_line =',
        "TBL-02 edition/tables/05.toml:2:7",
    ),
    one("TBL-02", "edition/tables/08.toml", '["注：无"]', '["注：本表本年无发生额。"]', "TBL-02 edition/tables/08.toml:2:7"),
    one("TBL-03", "edition/tables/04.toml", '"部门名称：{单位}", "单位：万元"', '"部门名称：{单位}"', "TBL-03 edition/tables/04.toml:2:7"),
    one("TBL-03", "edition/tables/07.toml", 'unit_line = ["部门名称：{单位}", "单位：万元"]\n', "", "TBL-03 edition/tables/07.toml:2:7"),
    one("TBL-04", "edition/tables/11.toml", _WHOLE, _RATE, "TBL-04 edition/tables/11.toml:2:7"),
    one("TBL-05", "edition/tables/10.toml", 'title = "国有资本', 'title = "其他资本', "TBL-05 budget.toml:1:12"),
    one("TBL-05", "edition/edition.toml", '  { table = "09" },\n', "", "TBL-05 budget.toml:1:12"),
    Specimen(
        "TBL-06",
        (Edit("edition/prose/08-other.md", "## 二、国有资产占用情况", "## 二、资产占用情况"),),
        ("TBL-06 budget.toml:1:12",),
    ),
)

#: Near misses: nothing is found.
PASSING = (
    # Money of the fund fills 表9, whose note is then not printed.
    Specimen("TBL-02", _FUND, ()),
    Specimen("TBL-01", (Edit("edition/tables/09.toml", _NOTE, _NOTE + 'notes = ["注：无。"]\n'),), ()),
    Specimen("TBL-03", (Edit("edition/tables/07.toml", '"单位：万元"]', '"（万元）"]'),), ()),
    Specimen("TBL-04", (Edit("edition/tables/11.toml", _WHOLE, _RATE.replace(" }", ", places = 1 }")),), ()),
    Specimen(
        "TBL-04",
        (
            Edit("edition/tables/11.toml", _WHOLE, _RATE),
            _TAIL,
        ),
        (),
    ),
    Specimen("TBL-05", (Edit("edition/tables/10.toml", 'title = "国有资本', 'title = "本级国有资本'),), ()),
    Specimen("TBL-06", (Edit("edition/prose/08-other.md", "## 二、国有资产占用情况", "## 二、资产情况（国有资产）"),), ()),
)
