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
    one("TBL-01", "edition/tables/09.toml", _NOTE, "", "TBL-01 edition/tables/09.toml:3:7"),
    one("TBL-01", "edition/tables/09.toml", _NOTE, 'notes = ["注：本表为空表。"]\n', "TBL-01 edition/tables/09.toml:3:7"),
    one(
        "TBL-02",
        "edition/tables/05.toml",
        "unit_line =",
        'notes = ["注：本年没有此项支出。"]\nunit_line =',
        "TBL-02 edition/tables/05.toml:3:7",
    ),
    one("TBL-02", "edition/tables/08.toml", '["注：无"]', '["注：本表本年无发生额。"]', "TBL-02 edition/tables/08.toml:3:7"),
    one("TBL-03", "edition/tables/04.toml", '"部门名称：{单位}", "单位：万元"', '"部门名称：{单位}"', "TBL-03 edition/tables/04.toml:3:7"),
    one("TBL-03", "edition/tables/07.toml", 'unit_line = ["部门名称：{单位}", "单位：万元"]\n', "", "TBL-03 edition/tables/07.toml:3:7"),
    one("TBL-04", "edition/tables/11.toml", _WHOLE, _RATE, "TBL-04 edition/tables/11.toml:3:7"),
    one("TBL-05", "edition/tables/10.toml", 'title = "国有资本', 'title = "其他资本', "TBL-05 budget.toml:1:12"),
    one("TBL-05", "edition/edition.toml", '  { table = "09" },\n', "", "TBL-05 budget.toml:1:12"),
    Specimen(
        "TBL-06",
        (Edit("edition/prose/08-other.md", "## 二、国有资产占用情况", "## 二、资产占用情况"),),
        ("TBL-06 budget.toml:1:12",),
    ),
    # Two columns with each other's money, a row, and two quantities.
    Specimen(
        "TBL-07",
        (
            Edit(
                "edition/tables/04.toml", '算拨款"], where = { "资金来源" = "一般公共预算拨款" }', '算拨款"], where = { "资金来源" = "旧" }'
            ),
            Edit("edition/tables/04.toml", '"资金来源" = "政府性基金预算拨款"', '"资金来源" = "一般公共预算拨款"'),
            Edit("edition/tables/04.toml", '"资金来源" = "旧"', '"资金来源" = "政府性基金预算拨款"'),
        ),
        ("TBL-07 edition/tables/04.toml:17:5", "TBL-07 edition/tables/04.toml:18:5"),
    ),
    Specimen(
        "TBL-07",
        (
            Edit(
                "edition/tables/03.toml",
                '{ head = ["基本支出"], where = { "支出类型" = "基本',
                '{ head = ["基本支出"], where = { "支出类型" = "项目',
            ),
            Edit(
                "edition/tables/03.toml",
                '{ head = ["项目支出"], where = { "支出类型" = "项目',
                '{ head = ["项目支出"], where = { "支出类型" = "基本',
            ),
        ),
        ("TBL-07 edition/tables/03.toml:15:5", "TBL-07 edition/tables/03.toml:16:5"),
    ),
    one(
        "TBL-07",
        "edition/tables/03.toml",
        '["基本支出"], where = { "支出类型" = "基本支出" }',
        '["基本支出"]',
        "SUM-04 ledger.csv:5:33",
        "TBL-07 edition/tables/03.toml:15:5",
    ),
    one(
        "TBL-07",
        "edition/tables/01.toml",
        '"2.政府性基金预算拨款", where = { "资金来源" = "政府性基金',
        '"2.政府性基金预算拨款", where = { "资金来源" = "一般公共',
        "SUM-01 ledger.csv:2:32",
        "SUM-02 ledger.csv:2:32",
        "TBL-07 edition/tables/01.toml:25:5",
    ),
    one(
        "TBL-07",
        "edition/tables/04.toml",
        '"小计"], where = { "来源大类" = "政府预算拨款" }',
        '"小计"], where = { "来源大类" = "单位资金" }',
        "SUM-04 ledger.csv:2:32",
        "SUM-04 unit.toml:1:9",
        "TBL-07 edition/tables/04.toml:16:5",
    ),
    Specimen(
        "TBL-07",
        (
            Edit("edition/edition.toml", '"经济类" = "301"', '"经济类" = "旧"'),
            Edit("edition/edition.toml", '"经济类" = "303"', '"经济类" = "301"'),
            Edit("edition/edition.toml", '"经济类" = "旧"', '"经济类" = "303"'),
        ),
        ("TBL-07 edition/edition.toml:103:1", "TBL-07 edition/edition.toml:113:1"),
    ),
    one(
        "TBL-07",
        "edition/edition.toml",
        'where = { "年度" = "本年", "事项" = "公务接待费" }',
        'where = { "年度" = "本年", "事项" = "公务用车购置费" }',
        "SUM-03 ledger.csv:3:32",
        "TBL-07 edition/edition.toml:164:1",
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
    # Money carried over from the same fund belongs under its name; a name that is no value's is the form's own.
    Specimen(
        "TBL-07",
        (
            Edit(
                "edition/edition.toml",
                'title = "政府性基金预算支出"\nwhere = { "资金来源" = "政府性基金预算拨款" }',
                'title = "政府性基金预算支出"\nwhere = { "资金来源" = ["政府性基金预算拨款", "政府性基金预算拨款结转"] }',
            ),
        ),
        (),
    ),
    Specimen("TBL-07", (Edit("edition/tables/01.toml", '"2.政府性基金预算拨款"', '"（二）政府性基金预算拨款收入"'),), ()),
)
