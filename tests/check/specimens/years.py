"""Specimens about changes, last year and other documents."""

from __future__ import annotations

from tests.check.specimens.edit import FORMER, LAST, B, D, Edit, G, L, P, R, Specimen, U, one


def _renamed(books: str, repair: str = "") -> Edit:
    """projects.csv with the column 上年项目."""
    rows = "结束日期\n购书,履职类项目拨款,1,2,1,,\n修缮,,2,1,2,,\n"
    return Edit(P, rows, f"结束日期,上年项目\n购书,履职类项目拨款,1,2,1,,,{books}\n修缮,,2,1,2,,,{repair}\n")


def _earlier(*years: str) -> tuple[Edit, ...]:
    """A form that prints what these earlier years had, in a column of 表3."""
    column = '{ head = ["以往年度"], where = { "年度" = [' + ", ".join(f'"{year}"' for year in years) + '] }, source = "history" },'
    return (
        Edit("edition/tables/03.toml", "widths = [28, 11, 11, 11, 11, 14, 14]", "widths = [20, 11, 11, 11, 11, 14, 14, 8]"),
        Edit(
            "edition/tables/03.toml",
            '"面向小微企业" = "是" }, source = "procurement" },',
            f'"面向小微企业" = "是" }}, source = "procurement" }},\n  {column}',
        ),
    )


#: A project that costs what it did, with the cause of a change.
_EXPLAINED = Edit(B, 'name = "修缮"\nuse = "修缮书库"\n', 'name = "修缮"\nuse = "修缮书库"\ncause = "书架坏了"\n')

SPECIMENS = (
    # A project that prior.csv misspells is told there.
    one("CHG-02", R, "项目,修缮,8,", "项目,修善,8,", "CHG-01 budget.toml", "CHG-01 budget.toml", "CHG-02 prior.csv:4:4"),
    Specimen("YRS-05", _earlier("2029"), ("YRS-05 history.csv:3:1",)),
    one("YRS-04", R, "机关运行经费,,0.3,", "机关运行经费,,200.56,", "CHG-01 budget.toml", "YRS-04 prior.csv:6:9"),
    one("YRS-04", R, "项目,修缮,8,", "项目,修缮,800,", "CHG-01 budget.toml", "CHG-01 budget.toml:30:9", "YRS-04 prior.csv:4:7"),
    # Its amounts of last year stand in prior.csv under the new name.
    Specimen(
        "YRS-03",
        (
            Edit("last/ledger.csv", "修缮,,2070104", "修缮书库,,2070104"),
            Edit("last/projects.csv", "修缮,,2", "修缮书库,,2"),
            Edit("last/budget.toml", '[[projects]]\nname = "修缮"', '[[projects]]\nname = "修缮书库"'),
        ),
        ("CHG-01 budget.toml", "CHG-01 budget.toml:30:9", "YRS-01 prior.csv:4:7", "YRS-03 projects.csv:3:1"),
    ),
    one("CHG-01", B, 'cause = "新馆开放"\n', "", "CHG-01 budget.toml:20:9"),
    one("CHG-01", R, "200.55", "100.55", "CHG-01 budget.toml"),
    one("CHG-05", B, 'cause = "新馆开放"', 'cause = "因工作需要，据实安排"', "CHG-05 budget.toml:22:10"),
    one("CHG-05", B, 'cause = "新馆开放"', 'cause = "根据本年度实际情况调整。"', "CHG-05 budget.toml:22:10"),
    one("CHG-05", B, 'cause = "新馆开放"', 'cause = "经费较上年增加，支出有所增长"', "CHG-05 budget.toml:22:10"),
    one("CHG-06", B, "新馆开放", "减少了购书", "CHG-06 budget.toml:22:10"),
    one("CHG-06", B, "新馆开放", "读者变化，采购经费有所减少", "CHG-06 budget.toml:22:17"),
    one("CHG-06", B, "新馆开放", "落实要求，压减了外文书的开支", "CHG-06 budget.toml:22:15"),
    one("CHG-06", B, "新馆开放", "新馆开放，读者增加，读者减少", "CHG-06 budget.toml:22:15"),
    one("CHG-06", B, "新馆开放", "支出增加减少", "CHG-06 budget.toml:22:12"),
    Specimen(
        "CHG-06",
        (Edit(R, "购书,62.25", "购书,92.25"), Edit(B, "新馆开放", "新馆开放，购书支出相应增加")),
        ("CHG-01 budget.toml", "CHG-06 budget.toml:22:17"),
    ),
    one("CHG-02", R, "项目,修缮,8,上年表5\n", "", "CHG-02 ledger.csv:7:6"),
    one("CHG-02", R, "机关运行经费,,0.3,上年第八部分\n", "", "CHG-02 prior.csv"),
    one("YRS-01", "last/ledger.csv", ",12,,丁", ",13,,丁", "YRS-01 prior.csv:2:7", "YRS-01 prior.csv:3:7"),
    Specimen("YRS-01", (LAST, Edit("history.csv", "其他收入,8,", "其他收入,9,")), ("YRS-01 history.csv:3:16",)),
    one(
        "CHG-04",
        B,
        'name = "公用支出"\nuse = "办公费"',
        'name = "公用支出"\nuse = "办公费"\n\n[[items]]\nname = "收支总额"\nexplained_by = "功能项"',
        "CHG-01 budget.toml:16:9",
        "CHG-04 budget.toml:17:17",
    ),
    one(
        "CHG-04",
        B,
        'name = "公用支出"\nuse = "办公费"',
        'name = "公用支出"\nuse = "办公费"\nexplained_by = "项目"',
        "CHG-04 budget.toml:14:17",
    ),
    Specimen("YRS-01", FORMER, ("CHG-01 budget.toml", "YRS-01 prior.csv:3:7")),
    Specimen("YRS-01", (LAST, Edit(R, "项目,讲座,0,", "项目,讲座,5,")), ("YRS-01 prior.csv:5:7",)),
    Specimen("YRS-02", (*FORMER, _renamed("图书购买")), ("CHG-01 budget.toml", "YRS-01 prior.csv:3:7", "YRS-02 projects.csv:2:20")),
    Specimen(
        "YRS-02",
        (*FORMER, _renamed("图书购置", "图书购置、修缮")),
        ("CHG-01 budget.toml", "CHG-01 budget.toml:30:9", "YRS-01 prior.csv:4:7", "YRS-02 projects.csv:3:13"),
    ),
    # A project that goes on itself is continued by no other, and its row of prior.csv is right.
    Specimen("YRS-02", (LAST, _renamed("修缮")), ("CHG-01 budget.toml", "YRS-01 prior.csv:3:7", "YRS-02 projects.csv:2:20")),
    Specimen("CHG-07", (_EXPLAINED,), ("CHG-07 budget.toml:32:10",)),
    # 0.01 万元 more prints as nothing more.
    Specimen("CHG-07", (_EXPLAINED, Edit(L, ",,8,,己", ",,8.01,,己"), Edit(D, "书架,8,", "书架,8.01,")), ("CHG-07 budget.toml:32:10",)),
    one("CHG-03", R, "公务接待费", "公务接待", "CHG-02 prior.csv", "CHG-03 prior.csv:8:6"),
    # A row that no item is of, under the head of the item that nobody tells then, and one that is none at all.
    one(
        "CMP-03", G, "公务用车购置费", "公务用车购至费", "CMP-01 ledger.csv:5:22", *["TXT-05 ledger.csv:5:22"] * 3, "CMP-03 sangong.csv:3:4"
    ),
    one("CMP-03", G, "", "本年,会议费,3,上级批复\n", "CMP-03 sangong.csv:5:4"),
    one("CMP-01", G, "本年,公务用车购置费,0,上级批复\n", "", "CMP-01 ledger.csv:5:22", *["TXT-05 ledger.csv:5:22"] * 3),
    one(
        "CMP-01",
        L,
        ",30217,",
        ",,",
        "CMP-01 ledger.csv:3:16",
        "COD-04 ledger.csv:3:16",
        *["TXT-05 ledger.csv:3:16"] * 4,
        "SUM-01 ledger.csv:3:27",
        "SUM-03 ledger.csv:3:27",
    ),
    # A line of the item out of other money stands first, before the lines that leave it open.
    one(
        "CMP-01",
        L,
        "30217,一般公共预算拨款",
        "30217,其他收入",
        "CMP-01 ledger.csv:3:22",
        *["TXT-05 ledger.csv:3:22"] * 2,
        "SUM-08 ledger.csv:3:28",
    ),
    one("CMP-02", G, "", "本年,公务接待费,0.4,上级批复\n", "CMP-02 sangong.csv:5:10"),
    one(
        "CMP-02",
        G,
        "本年,公务用车购置费",
        "上年,公务用车购置费",
        "CMP-01 ledger.csv:5:22",
        *["TXT-05 ledger.csv:5:22"] * 3,
        "CMP-02 sangong.csv:3:1",
    ),
    one("CHG-03", R, "机关运行经费", "机关运行费", "CHG-02 prior.csv", "CHG-03 prior.csv:6:1"),
)

#: Near misses: nothing is found.
PASSING = (
    Specimen("YRS-05", _earlier("2029", "2030"), ()),
    Specimen("YRS-04", (Edit(R, "项目,讲座,0,", "项目,讲座,0.00,"),), ()),
    Specimen("YRS-03", (LAST, Edit("last/projects.csv", "", "读书月活动,,,,,,\n")), ()),
    Specimen("CHG-05", (Edit(B, "新馆开放", "读者增加，经费相应增加"),), ()),
    # Other things may fall where money rises, and one cause may hold both.
    Specimen("CHG-06", (Edit(B, "新馆开放", "读者捐赠的图书减少"),), ()),
    Specimen("CHG-06", (Edit(B, "新馆开放", "减少收费，由财政补足"),), ()),
    Specimen("CHG-06", (Edit(B, "新馆开放", "人员经费减少，购书经费增加"),), ()),
    Specimen("CHG-06", (Edit(B, "新馆开放", "增加中文书，减少外文书"),), ()),
    Specimen("CHG-01", (Edit(B, 'cause = "新馆开放"\n', ""), Edit(R, "62.25", "80.25"), Edit(R, "200.55", "218.55")), ()),
    Specimen("CHG-01", (Edit(B, 'cause = "新馆开放"\n', ""), Edit(R, "62.25", "80"), Edit(R, "200.55", "218.3")), ()),
    Specimen("CHG-05", (Edit(B, "新馆开放", "按工作需要，新馆开放"),), ()),
    Specimen("CHG-02", (LAST, Edit(R, "项目,修缮,8,上年表5\n", "")), ()),
    Specimen("CHG-03", (Edit(R, "项目,讲座,0,上年表5\n", ""),), ()),
    # A class that is none of them, or a project of another fund, leaves nothing open.
    Specimen(
        "CMP-01",
        (
            Edit(G, "", None),
            Edit(L, "少儿图书,2070104,,", "少儿图书,2070104,303,"),
            Edit(L, "购书,,2070104,,", "购书,,2070104,30101,"),
        ),
        (),
    ),
    Specimen("CMP-02", (Edit(G, "", "本年,公务接待费,0.3,上级批复\n"),), ()),
    Specimen("CMP-03", (Edit(G, "", "本年,公务接待费,0.30,上级批复\n"),), ()),
    Specimen(
        "CHG-04",
        (
            Edit(
                B,
                'name = "公用支出"\nuse = "办公费"',
                'name = "公用支出"\nuse = "办公费"\n\n[[items]]\nname = "收支总额"\nexplained_by = "项目"',
            ),
        ),
        (),
    ),
    Specimen("YRS-01", (LAST,), ()),
    Specimen("YRS-01", (LAST, Edit(U, 'amount_unit = "万元"', 'amount_unit = "万元"\nrecorded = true'), Edit(R, "62.25", "62.3")), ()),
    Specimen("YRS-02", (*FORMER, _renamed("图书购置")), ()),
    Specimen("CHG-07", (_EXPLAINED, Edit(L, ",,8,,己", ",,9,,己"), Edit(D, "书架,8,", "书架,9,")), ()),
    Specimen("YRS-02", (*FORMER, _renamed("图书购置", "修缮")), ()),
)
