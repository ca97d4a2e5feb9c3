"""Specimens about sums and control figures."""

from __future__ import annotations

from tests.check.specimens.edit import COARSE, C, D, Edit, G, L, Q, R, Specimen, one

_INCOME_OF_YEAR = 'label = "本年收入合计"\nwhere = { "来源大类" = ["政府预算拨款", "财政专户管理资金", "单位资金"] }'

#: The control of basic expenditure: 单位精度,明细合计,控制数.
_KNOWN = "0.1,130.3,130.3"
#: Basic expenditure of 130.5 万元, exactly between two whole ones.
_HALF = (
    Edit(L, "30217,一般公共预算拨款,,0.3,", "30217,一般公共预算拨款,,0.5,"),
    Edit(R, "三公经费,公务接待费,0.3,", "三公经费,公务接待费,0.5,"),
    Edit(R, "机关运行经费,,0.3,", "机关运行经费,,0.5,"),
)

_BY_PROJECT_AND_CLASS = """
[breakdown."按项目"]
carries = ["项目", "二级项目", "拨款类别", "绩效任务"]

[breakdown."按经济"]
carries = ["经济类", "经济款"]
"""
_BY_KIND_AND_SIZE = """
[breakdown."按类别"]
carries = ["采购类别"]

[breakdown."按面向"]
carries = ["面向中小企业", "面向小微企业"]
"""


def _split(classes: str, precision: str = "") -> tuple[Edit, ...]:
    """The projects out of 一般公共预算拨款 known by project and, once more, by economic class, where they come to ``classes``."""
    return (
        Edit(L, "一般公共预算拨款,,30,,", "一般公共预算拨款,按项目,30,,"),
        Edit(L, "一般公共预算拨款,,50.25,,", "一般公共预算拨款,按项目,50.25,,"),
        Edit(L, "", f"项目支出,,,2070104,30201,一般公共预算拨款,按经济,{classes},{precision},\n"),
        Edit("codes/economics.csv", "30217,", "30201,办公费,示例\n30217,"),
        Edit("edition/edition.toml", "", _BY_PROJECT_AND_CLASS),
    )


#: control.csv with a column for breakdowns.
_WITH_BREAKDOWN = (Edit(C, "资金来源,单位精度", "资金来源,口径,单位精度"), Edit(C, "基本支出,,,,,,0.1", "基本支出,,,,,,,0.1"))


def _attested(row: str = "") -> tuple[Edit, ...]:
    """The same, by class to one 万元 each and 0.75 万元 more: rounding can do that, so ``row`` of control.csv may attest it."""
    second = Edit(L, "", "项目支出,,,2070104,30202,一般公共预算拨款,按经济,50.5,1,\n")
    code = Edit("codes/economics.csv", "30217,", "30202,印刷费,示例\n30217,")
    return (*_split("30.5", "1"), second, code, *((*_WITH_BREAKDOWN, Edit(C, "", f"{row}\n")) if row else ()))


def _procured(*lines: str) -> tuple[Edit, ...]:
    """Procurement known in breakdowns."""
    return (
        Edit(Q, "货物,A05,购书,2070104,当年,是,否,,20,\n", "".join(f"{line}\n" for line in lines)),
        Edit("edition/edition.toml", "", _BY_KIND_AND_SIZE),
    )


#: A line of 公用支出 out of other money, which 机关运行经费 is without.
_OTHER_MONEY = (
    Edit(
        L,
        "基本支出,,,2070104,30302,一般公共预算拨款,,10,,丙\n",
        "基本支出,,,2070104,30302,一般公共预算拨款,,10,,丙\n基本支出,,,2070104,30217,其他收入,,2,,庚\n",
    ),
    Edit(C, "130.3,130.3", "132.3,132.3"),
)

SPECIMENS = (
    Specimen("SUM-08", _OTHER_MONEY, ("SUM-08 ledger.csv:5:28",)),
    one("SUM-09", G, "公务用车购置费,0,", "公务用车购置费,218.56,", "CHG-01 budget.toml", "CHG-01 budget.toml", "SUM-09 sangong.csv:2:14"),
    one(
        "SUM-01", "edition/tables/05.toml", 'order = "表5次序"', 'order = "表5次序"\nwhere = { "项目" = "购书" }', "SUM-01 ledger.csv:7:25"
    ),
    one(
        "SUM-01",
        "edition/tables/11.toml",
        'by = "绩效任务"',
        'by = "绩效任务"\nwhere = { "支出类型" = "项目支出" }',
        "SUM-01 ledger.csv:2:32",
    ),
    one("SUM-02", L, "其他收入", "上级专项转移支付", "SUM-01 ledger.csv:7:29", "SUM-02 ledger.csv:7:29", "SUM-04 ledger.csv:7:29"),
    one(
        "SUM-02",
        "edition/tables/01.toml",
        '  { label = "5.其他收入", where = { "资金来源" = "其他收入" } },\n',
        "",
        "SUM-01 ledger.csv:7:25",
        "SUM-02 ledger.csv:7:25",
    ),
    one(
        "SUM-02",
        "edition/tables/01.toml",
        _INCOME_OF_YEAR,
        _INCOME_OF_YEAR.replace("单位资金", "其他"),
        "SUM-02 edition/tables/01.toml:3:7",
    ),
    one(
        "SUM-02",
        L,
        "",
        "结转下年,,,2070104,,一般公共预算拨款,,5,,\n",
        "CHG-01 budget.toml",
        "SUM-02 ledger.csv:8:27",
        "SUM-04 ledger.csv:8:27",
    ),
    one("SUM-03", "edition/edition.toml", '"subsidies", ', "", "SUM-03 ledger.csv:4:32"),
    one(
        "SUM-04",
        "edition/tables/03.toml",
        '= "项目支出" }',
        '= "结转下年" }',
        "SUM-04 ledger.csv:5:33",
        "TBL-07 edition/tables/03.toml:16:5",
    ),
    one("SUM-05", Q, "购书,2070104,当年,是,否,,20,", ",2070104,当年,是,否,,218.56,", "SUM-05 procurement.csv:2:25"),
    one("SUM-06", Q, "是,否", "否,是", "SUM-06 procurement.csv:2:22"),
    one("SUM-07", R, "项目,讲座,0,", "项目,讲座,-0.01,", "SUM-07 prior.csv:5:7"),
    one("CTL-01", C, _KNOWN, "0.1,130.4,130.3", "CTL-01 control.csv:2:22"),
    one("CTL-01", L, ",,10,,丙", ",,10.01,,丙", "CTL-01 control.csv:2:22"),
    one("CTL-02", C, _KNOWN, "1,130.3,131", "CTL-02 control.csv:2:26"),
    Specimen("CTL-02", (*_HALF, Edit(C, _KNOWN, "1,130.5,130")), ("CTL-02 control.csv:2:26",)),
    # Half of 1 + 1: one line known to 1, the control to 1.
    Specimen("CTL-02", (COARSE[0], Edit(C, _KNOWN, "1,130.3,131.3")), ("CTL-02 control.csv:2:26",)),
    # 3·√(4÷12) = 1.732…
    Specimen("CTL-03", (*COARSE, Edit(C, _KNOWN, "1,130.3,128.567")), ("CTL-03 control.csv:2:26", "CTL-05 control.csv:2:26")),
    one("CTL-04", C, "ledger,", "ledgr,", "CTL-04 control.csv:2:1"),
    one("CTL-04", C, "基本支出,,,,", "基本支出,,,208,", "CTL-04 control.csv:2:1"),
    # The same set of lines in other words.
    one("CTL-04", C, "", "ledger,基本支出,,,207,,,0.1,130.3,130.3,批复\n", "CTL-04 control.csv:3:31"),
    one("CTL-05", C, _KNOWN, "1,130.3,130", "CTL-05 control.csv:2:26"),
    # Exact lines must round to the control: one half goes up.
    Specimen("CTL-05", (*_HALF, Edit(C, _KNOWN, "1,130.5,131")), ("CTL-05 control.csv:2:26",)),
    Specimen("CTL-05", (COARSE[0], Edit(C, _KNOWN, "1,130.3,131.299")), ("CTL-05 control.csv:2:26",)),
    Specimen("CTL-05", (*COARSE, Edit(C, _KNOWN, "1,130.3,128.568")), ("CTL-05 control.csv:2:26",)),
    Specimen("CTL-05", _attested("ledger,项目支出,,,2070104,,一般公共预算拨款,按经济,1,81,80,批复"), ("CTL-05 control.csv:3:42",)),
    one("CTL-06", L, "一般公共预算拨款,,30,,", "一般公共预算拨款,按项目,30,,", "CTL-06 ledger.csv:5:32"),
    one("CTL-06", Q, "是,否,,20", "是,否,按项目,20", "CTL-06 procurement.csv:2:26"),
    Specimen("CTL-01", _attested("ledger,项目支出,,,2070104,,一般公共预算拨款,按经济,1,80,80,批复"), ("CTL-01 control.csv:3:39",)),
    Specimen("CTL-01", _attested("ledger,项目支出,,,2070104,,一般公共预算拨款,按经济,1,81,81,批复"), ("CTL-01 control.csv:3:42",)),
    Specimen(
        "CTL-04",
        _attested("ledger,项目支出,,,,30202,,按经济,1,50.5,51,批复"),
        ("CTL-04 control.csv:3:23", "CTL-05 control.csv:3:34", "CTL-06 ledger.csv:5:36"),
    ),
    Specimen("CTL-06", _attested(), ("CTL-06 ledger.csv:5:36",)),
    Specimen(
        "CTL-09",
        _attested("ledger,,,,2070104,,一般公共预算拨款,按经济,1,81,80,批复"),
        ("CTL-09 control.csv:3:8", "CTL-05 control.csv:3:38"),
    ),
    Specimen(
        "CTL-09", _attested("ledger,项目支出,,,2070104,,,按经济,1,81,80,批复"), ("CTL-09 control.csv:3:24", "CTL-05 control.csv:3:34")
    ),
    Specimen("CTL-06", _split("80.24"), ("CTL-06 ledger.csv:5:36",)),
    Specimen("CTL-06", _split("81.25", "2"), ("CTL-06 ledger.csv:5:36",)),
    Specimen(
        "CTL-06", _procured("货物,A05,,2070104,当年,,,按类别,20,", ",,,2070104,当年,是,否,按面向,19,"), ("CTL-06 procurement.csv:2:26",)
    ),
    # The sums agree; what both tell apart does not.
    Specimen(
        "CTL-06",
        _procured("货物,A05,,2070104,当年,是,否,按类别,10,", "货物,A05,,2070104,当年,否,否,按类别,10,", ",,,2070104,当年,是,否,按面向,20,"),
        ("CTL-06 procurement.csv:2:28",),
    ),
    Specimen("CTL-07", _procured("货物,A05,,2070104,当年,,,按类别,20,"), ("CTL-07 edition/tables/03.toml:3:7",) * 2),
    # Printed: 132 over 120, 0 and 10, in 表4 and wherever basic expenditure is the sum of the same rows.
    Specimen("CTL-08", (*COARSE, Edit(C, _KNOWN, "1,130.3,132")), ("CTL-05 control.csv:2:26", "CTL-08 control.csv:2:26")),
)

#: Near misses: nothing is found.
PASSING = (
    # Nothing of a kind that no row or column shows is nothing amiss.
    Specimen("SUM-02", (Edit(L, "", "项目支出,修缮,,2070104,,上级专项转移支付,,0,,\n"),), ()),
    Specimen("SUM-04", (Edit(L, "", "结转下年,,,2070104,,一般公共预算拨款,,0,,\n"),), ()),
    Specimen("SUM-03", (Edit("edition/edition.toml", '"subsidies", "projects"', '"projects", "subsidies"'),), ()),
    Specimen("SUM-07", (Edit(R, "项目,讲座,0,", "项目,讲座,0.00,"),), ()),
    Specimen("CTL-03", (*COARSE, Edit(C, _KNOWN, "1,130.3,130.3")), ()),
    Specimen("CTL-05", (COARSE[0], Edit(C, _KNOWN, "0.1,130.3,130.3")), ()),
    Specimen("SUM-08", (*_OTHER_MONEY, Edit("edition/edition.toml", 'within = "0"', 'within = "2"')), ()),
    Specimen("SUM-09", (Edit(G, "", "本年,公务接待费,0.3,上级批复\n"),), ()),
    Specimen("SUM-01", (Edit(L, "", "项目支出,修缮,书架,2070104,,其他收入,,0,,\n"),), ()),
    Specimen("SUM-05", (Edit(Q, "购书,2070104,当年,是,否,,20,", ",2070104,当年,是,否,,218.55,"),), ()),
    Specimen("SUM-06", (Edit(Q, "是,否", "否,否"),), ()),
    Specimen("SUM-06", (Edit(Q, "是,否", ",是"),), ()),
    Specimen("CTL-01", (Edit(L, ",,10,,丙", ",,4,,丙"), Edit(L, ",,120,,甲", ",,126,,甲")), ()),
    Specimen(
        "CTL-01",
        (
            Edit(L, ",,8,,己", ",,7,,己"),
            Edit(D, "书架,8,", "书架,7,"),
            Edit(R, "项目,修缮,8,", "项目,修缮,7,"),
            Edit(R, ",,200.55,", ",,199.55,"),
        ),
        (),
    ),
    Specimen("CTL-02", (Edit(C, _KNOWN, "100,130.3,130.3"),), ()),
    Specimen(
        "CTL-04",
        (Edit(C, "", "ledger,项目支出,,,,,,0.01,88.25,88.25,批复\nprocurement,,,,,,,1,20,20,批复\n三公,,,,,,,0.1,0.6,0.6,上年表8\n"),),
        (),
    ),
    Specimen("CTL-06", _split("80.25"), ()),
    Specimen("CTL-06", _split("81.24", "2"), ()),
    Specimen(
        "CTL-06",
        _procured(
            "货物,A05,,2070104,当年,是,否,按类别,10,",
            "货物,A05,,2070104,当年,否,否,按类别,10,",
            *(f",,,2070104,当年,{small},否,按面向,10," for small in "是否"),
        ),
        (),
    ),
    Specimen("CTL-07", _procured("货物,A05,,2070104,当年,,,按类别,20,", ",,,2070104,当年,是,否,按面向,20,"), ()),
    # Procurement has neither kind nor fund.
    Specimen(
        "CTL-09",
        (
            *_procured("货物,A05,,2070104,当年,,,按类别,20,", ",,,2070104,当年,是,否,按面向,20,"),
            *_WITH_BREAKDOWN,
            Edit(C, "", "procurement,,,,,,,按面向,1,20,20,批复\n"),
        ),
        (),
    ),
    Specimen("CTL-08", COARSE, ()),
)
