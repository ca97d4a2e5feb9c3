"""Specimens about projects, tasks and indicators."""

from __future__ import annotations

from tests.check.specimens.edit import LAST, RECORDED, B, D, Edit, L, N, P, Q, Specimen, T, one

_REPAIR = '[[projects]]\nname = "修缮"\nuse = "修缮书库"\ngoal = "书库安全。"\n'
_REPAIR_TASK = '[[tasks]]\nname = "修缮"\ncontent = "修缮书库。"\n\n'

_ASSETS = "project-assets.csv"
#: A form that prints these groups of indicators, whether they have any or not.
_FRAMED = Edit(
    "edition/tables/11.toml",
    'indicators = ["level1", "level2", "level3", "target"]\n',
    """indicators = ["level1", "level2", "level3", "target"]
frame = [
  { level1 = "产出指标", level2 = ["数量指标", "质量指标", "时效指标", "成本指标"] },
  { level1 = "效益指标", level2 = ["社会效益指标"] },
  { level1 = "满意度指标", level2 = ["服务对象满意度"] },
]
""",
)


def _whole(amount: str) -> tuple[Edit, ...]:
    """The budget of 购书 over all its years."""
    rows = (
        ("项目,项目类别,正文次序,表5次序,第七部分次序,开始日期,结束日期", ",项目总额"),
        ("购书,履职类项目拨款,1,2,1,,", f",{amount}"),
        ("修缮,,2,1,2,,", ","),
    )
    return tuple(Edit(P, row, row + more) for row, more in rows)


SPECIMENS = (
    one("PRJ-12", P, "购书,履职类项目拨款,1,2,1,,", "购书,履职类项目拨款,1,2,1,2031-12-31,2031-01-01", "PRJ-12 projects.csv:2:29"),
    one("PRJ-13", P, "购书,履职类项目拨款,1,2,1,,", "购书,履职类项目拨款,1,2,1,2029-01-01,2030-12-31", "PRJ-13 projects.csv:2:29"),
    one("PRJ-13", P, "购书,履职类项目拨款,1,2,1,,", "购书,履职类项目拨款,1,2,1,2032-01-01,", "PRJ-13 projects.csv:2:18"),
    Specimen("PRJ-14", _whole("80.24"), ("PRJ-14 projects.csv:2:20",)),
    one("PRJ-15", _ASSETS, "", "项目,固定资产金额,采购品目\n购书,80.26,书架\n", "PRJ-15 project-assets.csv:2:4"),
    one("PRJ-15", Q, ",20,", ",80.26,", "PRJ-15 procurement.csv:2:27"),
    one("PRJ-16", D, "修缮,书架,8,", "修缮,书架,8.1,", "PRJ-16 project-details.csv:4:7"),
    one("PRJ-16", D, "购书,少儿图书,30,五百册,12,,,\n", "", "PRJ-16 project-details.csv:2:7"),
    one("PRJ-09", P, "购书,履职类项目拨款", "购书,履职项目拨款", "SUM-04 ledger.csv:5:33", "PRJ-09 projects.csv:2:4"),
    one("PRJ-01", Q, "购书", "购书费", "PRJ-01 procurement.csv:2:8"),
    one(
        "PRJ-01",
        L,
        "修缮,,",
        "修善,,",
        "CHG-01 budget.toml",
        "CHG-01 budget.toml:30:9",
        "CHG-02 ledger.csv:7:6",
        "PRJ-01 ledger.csv:7:6",
        "SUM-01 ledger.csv:7:25",
    ),
    one("PRJ-02", P, "", "讲演,,,,,,\n", "PRJ-02 projects.csv:4:1"),
    one("PRJ-03", B, 'goal = "书库安全。"\n', "", "PRJ-03 budget.toml:30:9"),
    one("PRJ-03", B, _REPAIR, "", "PRJ-03 projects.csv:3:1"),
    one("PRJ-03", B, _REPAIR, _REPAIR + '\n[[projects]]\nname = "讲演"\n', "PRJ-03 budget.toml:35:9"),
    one("PRJ-04", B, 'name = "少儿图书"', 'name = "少年图书"', "PRJ-04 budget.toml:26:9"),
    one("PRJ-05", T, "3,修缮,修缮\n", "", "PRJ-05 budget.toml:43:9", "SUM-01 ledger.csv:7:25", "PRJ-05 projects.csv:3:1"),
    one("PRJ-05", T, "3,修缮,修缮\n", "3,修缮,修善\n", "SUM-01 ledger.csv:7:25", "PRJ-05 projects.csv:3:1", "PRJ-05 tasks.csv:4:6"),
    one("PRJ-05", T, "", "2,购书,修缮\n", "PRJ-05 tasks.csv:5:6"),
    one("PRJ-05", T, "1,基本支出,〔基本支出〕\n", "", "PRJ-05 budget.toml:35:9", "SUM-01 ledger.csv:2:32", "PRJ-05 tasks.csv"),
    one("PRJ-05", T, "3,修缮,", "3,修葺,", "PRJ-05 budget.toml:43:9", "PRJ-05 tasks.csv:4:3"),
    one(
        "PRJ-06",
        B,
        '[[items]]\nname = "公用支出"',
        '[[items]]\nname = "公务支出"\n\n[[items]]\nname = "公用支出"',
        "PRJ-06 budget.toml:12:9",
    ),
    one("PRJ-07", L, "", "基本支出,购书,,2070104,30101,一般公共预算拨款,,0,,\n", "PRJ-07 ledger.csv:8:6"),
    one("PRJ-07", L, "", "结转下年,购书,,,,一般公共预算拨款,,0,,\n", "PRJ-07 ledger.csv:8:6"),
    one("PRJ-07", L, "基本支出,,,2070104,30217", "基本支出,,少儿图书,2070104,30217", "PRJ-07 ledger.csv:3:7"),
    one("PRJ-07", L, "", "项目支出,,,2070104,,一般公共预算拨款,,0,,\n", "PRJ-07 ledger.csv:8:1"),
    one("PRJ-08", D, "20.25,0", "20.25,0.01", "PRJ-08 project-details.csv:2:7"),
    one("PRJ-08", D, "20.25,0", "20.24,0", "PRJ-08 project-details.csv:2:7"),
    # Not all four are given: no more than the amount.
    one("PRJ-08", D, "五百册,12,,,", "五百册,12,,18.01,", "PRJ-08 project-details.csv:3:9"),
    # Half of five times 0.01 is what rounding may do; the amount is known to 0.01, too.
    Specimen(
        "PRJ-08",
        (*RECORDED, Edit(D, "50.25,千册,10,20,20.25,0", "50.28,千册,10.00,20.00,20.25,0.00")),
        ("PRJ-08 project-details.csv:2:7",),
    ),
    Specimen(
        "PRJ-11",
        (
            Edit(
                P,
                "结束日期\n购书,履职类项目拨款,1,2,1,,\n修缮,,2,1,2,,\n",
                "结束日期,正文名称\n购书,履职类项目拨款,1,2,1,,,\n修缮,,2,1,2,,,购书\n",
            ),
        ),
        ("PRJ-10 projects.csv:1:36", "PRJ-11 projects.csv:2:1"),
    ),
    one("PRJ-10", P, "表5次序", "表6次序", "PRJ-10 projects.csv:1:14"),
    one("PRJ-10", P, "第七部分次序", "第七部份名称", "PRJ-10 projects.csv:1:19"),
    one("IND-01", N, ",≥95%", ",", "IND-01 indicators.csv:7:21"),
    one("IND-11", N, "产出指标,数量", "产出指表,数量", "IND-11 indicators.csv:2:1"),
    one("IND-11", N, "产出指标,数量指标", "产出指标,数量指标标", "IND-11 indicators.csv:2:6"),
    # One off from a group that the form fixes.
    Specimen(
        "IND-11",
        (_FRAMED, Edit(N, "效益指标,社会效益指标", "效溢指标,社会效益指标")),
        ("IND-02 indicators.csv:6:1", "IND-11 indicators.csv:6:1"),
    ),
    one("IND-02", N, "满意度指标,", "满意指标,", "IND-02 indicators.csv:7:1", "IND-11 indicators.csv:7:1"),
    one("IND-02", N, "效益指标,社会效益指标,入藏率,100%\n", "", "IND-02 indicators.csv"),
    one("IND-05", N, "≥95%", "≥95", "IND-05 indicators.csv:7:21"),
    one("IND-05", N, "≥5000册", "是否够用", "IND-05 indicators.csv:2:16"),
    one("IND-05", N, "册数,≥5000册", "新书,≥5000", "IND-05 indicators.csv:2:16"),
    one("IND-05", N, "≥5000册", "≥5000&&≤6000", "IND-05 indicators.csv:2:16"),
    one("IND-06", N, "产出指标,时效指标,上架及时性,及时\n", "", "IND-06 indicators.csv:2:6"),
    Specimen(
        "IND-07",
        (
            LAST,
            Edit("last/indicators.csv", "三级指标,指标值\n", "三级指标,指标值,实际完成值\n"),
            *(
                Edit("last/indicators.csv", f",{target}\n", f",{target},{target.strip('≥≤')}\n")
                for target in ("≥99%", "及时", "≤100元", "100%", "≥95%")
            ),
            Edit("last/indicators.csv", ",≥5000册\n", ",≥5000册,5001册\n"),
        ),
        ("IND-07 indicators.csv:2:16",),
    ),
    one(
        "IND-09",
        N,
        "效益指标,社会效益指标,入藏率,100%\n",
        "产出指标,社会效益指标,入藏率,100%\n效益指标,经济效益指标,册均价,5元\n",
        "IND-09 indicators.csv:6:6",
    ),
    one("IND-09", N, "产出指标,时效指标", "效益指标,时效指标", "IND-09 indicators.csv:4:6"),
    one("IND-10", N, "≥95%", "≥155%", "IND-10 indicators.csv:7:21"),
    one("IND-10", N, "入藏率,100%", "采购完成率,155%", "IND-10 indicators.csv:6:19"),
    one("IND-04", N, "≥95%", "≥95百分比", "IND-04 indicators.csv:7:21"),
    one("IND-04", N, "≥95%", ">=95%", "IND-04 indicators.csv:7:21"),
    one("IND-04", N, ",100%", ",100%%", "IND-04 indicators.csv:6:17"),
)

#: Near misses: nothing is found.
PASSING = (
    # One day, this year's last; one that started long ago; the whole of all years.
    Specimen("PRJ-12", (Edit(P, "购书,履职类项目拨款,1,2,1,,", "购书,履职类项目拨款,1,2,1,2031-06-30,2031-06-30"),), ()),
    Specimen("PRJ-12", (Edit(P, "购书,履职类项目拨款,1,2,1,,", "购书,履职类项目拨款,1,2,1,2031-06-30,2031"),), ()),
    Specimen("PRJ-13", (Edit(P, "购书,履职类项目拨款,1,2,1,,", "购书,履职类项目拨款,1,2,1,2025-01-01,2031-01-01"),), ()),
    Specimen("PRJ-14", (*_whole("80.25"),), ()),
    Specimen("PRJ-15", (Edit(_ASSETS, "", "项目,固定资产金额,采购品目\n购书,80.25,书架\n"),), ()),
    Specimen("PRJ-15", (Edit(Q, ",20,", ",80.25,"),), ()),
    # Arrears of earlier years are no part of this year's purchases.
    Specimen("PRJ-15", (Edit(Q, "当年,是,否,,20,", "待支付以前年度,是,否,,81,"),), ()),
    # What was published to one 万元 may be half of it off.
    Specimen("PRJ-16", (*RECORDED, Edit(D, "修缮,书架,8,", "修缮,书架,8.4,")), ()),
    Specimen("PRJ-16", (Edit(D, "修缮,书架,8,,,,,\n", ""),), ()),
    # Projects that have no other names at all.
    Specimen("PRJ-11", (Edit(P, "修缮,,2,1,2,,", "修缮,,2,1,2,2031-03-01,"),), ()),
    # A project that only last year had may be spoken of.
    Specimen("PRJ-03", (Edit(B, _REPAIR, _REPAIR + '\n[[projects]]\nname = "讲座"\n'),), ()),
    Specimen(
        "PRJ-10",
        (
            Edit(
                P,
                "第七部分次序,开始日期,结束日期\n购书,履职类项目拨款,1,2,1,,\n修缮,,2,1,2,,\n",
                "开始日期,结束日期\n购书,履职类项目拨款,1,2,,\n修缮,,2,1,,\n",
            ),
        ),
        (),
    ),
    # Satisfaction may be of the second level.
    Specimen("IND-11", (_FRAMED,), ()),
    # Where the form has no group of this usual name, it is one that was added.
    Specimen("IND-11", (_FRAMED, Edit(N, "效益指标,社会效益指标", "效益指标,经济效益指标")), ()),
    Specimen("IND-11", (Edit(N, "效益指标,社会效益指标", "效益指标,读者效益指标"),), ()),
    Specimen("IND-02", (Edit(N, "满意度指标,服务对象满意度,", "效益指标,满意度指标,"),), ()),
    Specimen("PRJ-09", (Edit(P, "购书,履职类项目拨款", "购书,政府投资项目拨款"),), ()),
    Specimen("PRJ-01", (Edit(Q, "购书", ""),), ()),
    Specimen("PRJ-02", (Edit(P, "", "讲座,,,,,,\n"),), ()),
    Specimen("PRJ-04", (Edit(B, '[[projects.parts]]\nname = "少儿图书"\nuse = "少儿阅览室"\n', ""),), ()),
    Specimen("PRJ-05", (Edit(T, "3,修缮,修缮", "2,购书,修缮"), Edit(B, _REPAIR_TASK, "")), ()),
    Specimen("PRJ-06", (Edit(B, '[[items]]\nname = "公用支出"', '[[items]]\nname = "公务接待费"\n\n[[items]]\nname = "公用支出"'),), ()),
    Specimen("PRJ-07", (Edit(L, "", "结转下年,,,,,一般公共预算拨款,,0,,\n"),), ()),
    Specimen("PRJ-08", (Edit(D, "20.25,0", "20.25,"),), ()),
    Specimen("PRJ-08", (Edit(D, "20.25,0", "20.24,"),), ()),
    Specimen("PRJ-08", (Edit(D, "五百册,12,,,", "五百册,12,,18,"),), ()),
    Specimen("PRJ-08", (*RECORDED, Edit(D, "50.25,千册,10,20,20.25,0", "50.27,千册,10.00,20.00,20.25,0.00")), ()),
    Specimen("IND-01", (Edit(N, "≥95%", "很满意"),), ()),
    Specimen("IND-05", (Edit(N, "≥5000册", "5000"),), ()),
    Specimen("IND-05", (Edit(N, "新书册数,≥5000册", "新书（册）,≥5000"), Edit(N, "入藏率,100%", "入藏率,0.95")), ()),
    Specimen("IND-06", (Edit(N, "产出指标,成本指标", "成本指标,经济成本指标"),), ()),
    Specimen(
        "IND-06",
        (
            Edit(N, "产出指标,时效指标,上架及时性,及时\n", ""),
            Edit("edition/edition.toml", "", '\n[limits]\noutput_kinds = ["数量", "质量"]\n'),
        ),
        (),
    ),
    Specimen(
        "IND-07",
        (
            LAST,
            Edit("last/indicators.csv", "三级指标,指标值\n", "三级指标,指标值,实际完成值\n"),
            *(
                Edit("last/indicators.csv", f",{target}\n", f",{target},{done}\n")
                for target, done in (("≥99%", "100次"), ("及时", ""), ("100%", "100%"))
            ),
            *(
                Edit("last/indicators.csv", f",{target}\n", f",{target},{done}\n")
                for target, done in (("≤100元", "120元"), ("≥95%", "很好"))
            ),
            Edit("last/indicators.csv", ",≥5000册\n", ",≥5000册,5000册\n"),
        ),
        (),
    ),
    Specimen("IND-04", (Edit(N, "≥95%", "≥90%且≤95%"),), ()),
    # Names of the form's own, cost on the first level, satisfaction under effect.
    Specimen("IND-09", (Edit(N, "产出指标,成本指标", "成本指标,社会成本指标"), Edit(N, "社会效益指标", "阅读指标")), ()),
    Specimen("IND-09", (Edit(N, "满意度指标,服务对象满意度,", "效益指标,满意度指标,"), Edit(N, "产出指标,质量", "投入指标,质量")), ()),
    # What may well be more than the whole.
    Specimen("IND-10", (Edit(N, "入藏率,100%", "借阅增长率,155%"),), ()),
    Specimen("IND-10", (Edit(N, "入藏率,100%", "参保率增长幅度,155%"),), ()),
    Specimen("IND-10", (Edit(N, "≥95%", "≥100%"),), ()),
)
