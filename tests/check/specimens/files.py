"""Specimens about files, the status and codes."""

from __future__ import annotations

from tests.check.specimens.edit import LAST, RECORDED, B, C, Edit, L, N, P, Q, R, Specimen, T, U, one


def _missing(file: str, *found: str) -> Specimen:
    return one("FIL-01", file, "", None, *found)


SPECIMENS = (
    one("FIL-03", U, 'amount_unit = "万元"', 'amount_unit = "万元"\nrun_by = "云山区图书"', "FIL-03 unit.toml:4:11"),
    _missing(Q, "FIL-01 procurement.csv"),
    _missing(N, "FIL-01 indicators.csv", "IND-02 indicators.csv"),
    _missing(R, "CHG-02 ledger.csv:5:6", "CHG-02 ledger.csv:7:6", *["CHG-02 prior.csv"] * 6, "FIL-01 prior.csv"),
    _missing(
        L,
        *["CHG-01 budget.toml"] * 3,
        "PRJ-04 budget.toml:26:9",
        "CTL-04 control.csv:2:1",
        "FIL-01 ledger.csv",
        "SUM-05 procurement.csv:2:27",
    ),
    _missing(
        T,
        *[f"PRJ-05 budget.toml:{line}:9" for line in (35, 39, 43)],
        "SUM-01 ledger.csv:2:32",
        "PRJ-05 projects.csv:2:1",
        "PRJ-05 projects.csv:3:1",
        "FIL-01 tasks.csv",
        "PRJ-05 tasks.csv",
    ),
    _missing(
        P,
        "CHG-01 budget.toml",
        "PRJ-03 budget.toml:20:9",
        "PRJ-03 budget.toml:30:9",
        "PRJ-01 ledger.csv:5:6",
        "SUM-04 ledger.csv:5:33",
        "PRJ-01 ledger.csv:7:6",
        "FIL-01 projects.csv",
        "PRJ-05 tasks.csv:3:6",
        "PRJ-05 tasks.csv:4:6",
    ),
    one("FIL-02", B, 'duties = ["收藏、整理图书。", "向读者开放。"]\n', "", "FIL-02 budget.toml:1:1"),
    one("FIL-02", B, 'goals = ["办好读书月，服务差错率下降5%。"]', "goals = []", "FIL-02 budget.toml:1:1"),
    one("FIL-02", U, 'parent = "云山区文化局"\n', "", "FIL-02 unit.toml:1:1"),
    one("STA-01", B, "已批复", "草案", "STA-01 budget.toml:2:11"),
    one("STA-02", B, '"2031-01-25"', '""', "STA-02 budget.toml:3:1"),
    one("COD-01", L, "项目支出,修缮,,2070104", "项目支出,修缮,,2070105", "COD-01 ledger.csv:7:10"),
    one("COD-01", L, "30302", "30303", "COD-01 ledger.csv:4:16"),
    one("COD-01", Q, "2070104", "2080104", "COD-01 procurement.csv:2:11"),
    one("COD-02", L, "其他收入", "其它收入", "COD-02 ledger.csv:7:19", "SUM-02 ledger.csv:7:25", "SUM-04 ledger.csv:7:25"),
    one(
        "COD-10",
        "codes/funds.csv",
        "其他收入,单位资金",
        "其他收入,其他",
        "COD-10 codes/funds.csv:4:6",
        "SUM-02 ledger.csv:7:25",
    ),
    one("COD-10", "codes/funds.csv", "", "捐赠收入,其它来源,示例\n", "COD-10 codes/funds.csv:5:6"),
    one("COD-03", "codes/functions.csv", "20701,文化和旅游,示例\n", "", "COD-03 codes/functions.csv:3:1"),
    one("COD-03", "codes/economics.csv", "303,对个人和家庭的补助,示例\n", "", "COD-03 codes/economics.csv:6:1"),
    one("COD-03", "codes/items.csv", "", "编码,名称,来源\nA05,家具,示例\nB,工程类,示例\n", "COD-03 procurement.csv:2:4"),
    one("COD-04", L, "30302", "", "COD-04 ledger.csv:4:16", "TXT-05 ledger.csv:4:16", "SUM-01 ledger.csv:4:27", "SUM-03 ledger.csv:4:27"),
    one("COD-04", L, "项目支出,修缮,,2070104", "项目支出,修缮,,", "COD-04 ledger.csv:7:10", "SUM-02 ledger.csv:7:18"),
    one("STA-04", B, '"2031-01-25"', '"2021-01-25"', "STA-04 budget.toml:3:18"),
    one("STA-04", U, 'as_of = "2030-10"', 'as_of = "2020-10"', "STA-04 unit.toml:14:10"),
    one("STA-04", B, '"2031-01-25"', '"2032"', "STA-04 budget.toml:3:18"),
    one("STA-04", B, '"2031-01-25"', '"2029-12"', "STA-04 budget.toml:3:18"),
    one("STA-04", B, '"2031-01-25"\n', '"2031-01"\npublished = "2032-02-15"\n', "STA-04 budget.toml:4:14"),
    one("STA-03", B, '"2031-01-25"\n', '"2031-01-25"\npublished = "2031-02-15"\n', "STA-03 budget.toml:4:14"),
    one("STA-03", B, '"2031-01-25"\n', '"2031-01-25"\npublished = "2031-01-24"\n', "STA-03 budget.toml:4:14"),
    one("COD-09", L, "30302", "303", "COD-09 ledger.csv:4:16"),
    Specimen("COD-07", (LAST, Edit("lastcodes/economics.csv", "30302,退休费", "30302,退休（役）费")), ("COD-07 codes/economics.csv:7:7",)),
    Specimen(
        "COD-07",
        (
            Edit("last/ledger.csv", "基本支出,,,2070104,30302", "基本支出,,,2070104,30399"),
            Edit("lastcodes/economics.csv", "", "30399,其他,示例\n"),
            Edit("codes/codes.toml", "complete = false", "complete = true"),
        ),
        ("COD-07 last/ledger.csv:4:16",),
    ),
    Specimen(
        "COD-08",
        (
            Edit(L, "", "基本支出,,,2070104,30701,一般公共预算拨款,,0,,庚\n"),
            Edit("codes/economics.csv", "", "307,债务利息,示例\n30701,国内债务付息,示例\n"),
        ),
        ("COD-08 ledger.csv:8:16",),
    ),
    Specimen(
        "COD-06",
        (Edit("codes/functions.csv", "", "2070101,行政运行,示例\n"), Edit(L, "项目支出,修缮,,2070104", "项目支出,修缮,,2070101")),
        ("COD-06 ledger.csv:7:10",),
    ),
    one(
        "COD-05",
        "edition/tables/07.toml",
        '"资金来源" = "一般公共预算拨款" }',
        '"资金来源" = "一般公共预算拔款" }',
        "COD-05 edition/tables/07.toml:3:7",
    ),
    one("COD-05", "codes/funds.csv", "上级专项转移支付,政府预算拨款", "上级专项转移支付,政府预算拔款", "COD-05 codes/funds.csv:3:10"),
    one("COD-05", "codes/funds.csv", "上级专项转移支付,政府预算拨款", "上级专项转移支付,政府预算的拨款", "COD-05 codes/funds.csv:3:10"),
)

#: Near misses: nothing is found.
PASSING = (
    Specimen("FIL-03", (Edit(U, 'amount_unit = "万元"', 'amount_unit = "万元"\nhead = true'),), ()),
    # 草案 in a comment is no status.
    Specimen("STA-01", (Edit(B, 'status = "已批复"', 'status = "已批复" # 一月以前是草案'),), ()),
    Specimen("COD-02", (Edit("codes/funds.csv", "", "捐赠收入,单位资金,示例\n"),), ()),
    Specimen("STA-03", (Edit(B, '"2031-01-25"\n', '"2031-01-25"\npublished = "2031-02-14"\n'),), ()),
    Specimen(
        "STA-03",
        (
            Edit(B, '"2031-01-25"\n', '"2031-01-25"\npublished = "2031-02-20"\n'),
            Edit("edition/edition.toml", "", "\n[limits]\npublish_days = 30\n"),
        ),
        (),
    ),
    Specimen("COD-04", (*RECORDED, Edit(L, "30302", "303")), ()),
    Specimen("COD-09", (*RECORDED, Edit(L, "30302", "303")), ()),
    # Not used last year; or this year's list is not complete.
    Specimen("COD-07", (LAST, Edit("lastcodes/economics.csv", "", "30399,其他,示例\n")), ()),
    Specimen(
        "COD-07",
        (
            Edit("last/ledger.csv", "基本支出,,,2070104,30302", "基本支出,,,2070104,30399"),
            Edit("lastcodes/economics.csv", "", "30399,其他,示例\n"),
        ),
        (),
    ),
    Specimen(
        "COD-08",
        (
            Edit(L, "", "基本支出,,,2070104,30701,一般公共预算拨款,,0,,庚\n"),
            Edit("codes/economics.csv", "", "307,债务利息,示例\n30701,国内债务付息,示例\n"),
            Edit("edition/edition.toml", "", '\n[limits]\nbasic_classes = ["301", "302", "303", "307"]\n'),
        ),
        (),
    ),
    Specimen("FIL-01", (Edit(Q, "货物,A05,购书,2070104,当年,是,否,,20,\n", ""),), ()),
    Specimen("FIL-01", (Edit(C, "", None),), ()),
    Specimen("FIL-02", (Edit(B, '"收藏、整理图书。", ', ""), Edit(U, 'offices = ["办公室", "借阅部"]', "offices = []")), ()),
    Specimen("STA-02", (Edit(B, "2031-01-25", "2031-02-01"),), ()),
    # A fund that is its own group, and a group of the place that two funds have.
    Specimen("COD-10", (Edit("codes/funds.csv", "", "捐赠收入,捐赠收入,示例\n社会资金一,社会资金,示例\n社会资金二,社会资金,示例\n"),), ()),
    Specimen("STA-04", (Edit(B, "2031-01-25", "2030-12"),), ()),
    Specimen("STA-04", (Edit(B, "2031-01-25", "2029-12-28"), Edit("edition/edition.toml", "", "\n[limits]\nyears_before = 2\n")), ()),
    Specimen("COD-01", (Edit(Q, "2070104", ""),), ()),
    Specimen("COD-03", (Edit("codes/items.csv", "", "编码,名称,来源\nA05,家具,示例\n"),), ()),
    Specimen("COD-03", (Edit("codes/items.csv", "", "编码,名称,来源\nA,货物类,示例\nA05,家具,示例\n"),), ()),
    Specimen("COD-03", (Edit("codes/functions.csv", "", "2080101,行政运行,示例\n"),), ()),
    Specimen(
        "COD-06",
        (Edit("codes/functions.csv", "", "2070101,行政运行,示例\n"), Edit(L, "基本支出,,,2070104,30302", "基本支出,,,2070101,30302")),
        (),
    ),
    Specimen("FIL-01", (LAST, Edit(R, "", None)), ()),
    Specimen("COD-05", (Edit("edition/tables/09.toml", '"资金来源" = "政府性基金预算拨款" }', '"资金来源" = "财政拨款" }'),), ()),
)
