"""Specimens about typed texts, the glossary and personal data."""

from __future__ import annotations

from tests.check.specimens.edit import COARSE, B, C, Edit, L, N, Specimen, U, one

SPECIMENS = (
    one("TXT-08", "edition/prose/02-totals.md", "收入{{ f.total }}万元", "收入{{ f.total }}元", "TXT-08 edition/prose/02-totals.md:3:1"),
    one("TXT-05", B, 'use = "修缮书库"\n', "", "TXT-05 budget.toml:30:9"),
    one(
        "GLO-01",
        "edition/glossary.toml",
        'definition = "机构为完成特定的工作任务、实现事业发展目标，在基本支出以外发生的支出。"\n',
        "",
        "GLO-01 budget.toml",
    ),
    one("GLO-02", B, 'term = "书库"', 'term = "书架"', "GLO-02 budget.toml:50:9"),
    one("TXT-01", B, 'use = "购买新书"', 'use = "购买80.25万元新书"', "TXT-01 budget.toml:21:10"),
    one("TXT-01", B, 'use = "购买新书"', 'use = "为11人购买80.3万元新书"', "TXT-01 budget.toml:21:9", "TXT-01 budget.toml:21:14"),
    one(
        "TXT-01",
        B,
        "藏书更全。",
        "藏书增29％，达２个。",
        "TXT-01 budget.toml:47:14",
        "TXT-13 budget.toml:47:16",
        "TXT-13 budget.toml:47:19",
        "TXT-01 budget.toml:47:19",
    ),
    one("TXT-01", B, "藏书更全。", "全年218.6万元。", "TXT-01 budget.toml:47:13"),
    # One digit, and exactly that; known to 1 万元, and typed in 万元.
    one("TXT-01", B, "藏书更全。", "修缮8万元，80000元。", "TXT-01 budget.toml:47:13", "TXT-01 budget.toml:47:17"),
    Specimen("TXT-01", (COARSE[2], Edit(B, "藏书更全。", "退休费10万元。")), ("TXT-01 budget.toml:47:14",)),
    # A total of which a part is known less well than it is printed: typed as it is printed, it is that total.
    Specimen("TXT-01", (COARSE[2], Edit(B, "藏书更全。", "全年219万元。")), ("TXT-01 budget.toml:47:13",)),
    one("TXT-01", B, '"藏书更全。"', '"""\n藏书5%、\\\n  9％。"""', "TXT-01 budget.toml:49:3", "TXT-13 budget.toml:49:4"),
    one(
        "TXT-01",
        "edition/prose/04-procurement.md",
        "万元，其中货物",
        "万元（即20万元），其中货物",
        "TXT-01 edition/prose/04-procurement.md:3:65",
    ),
    one("TXT-02", B, "新馆开放", "新馆开放，购书增加了7万元", "TXT-02 budget.toml:22:17"),
    one("TXT-02", B, 'use = "修缮书库"', 'use = "修缮书库，比上年减少约5%"', "TXT-02 budget.toml:31:16"),
    one("TXT-02", B, "新馆开放", "新馆开放，读者增长2倍", "TXT-02 budget.toml:22:17"),
    one("TXT-02", B, "新馆开放", "新馆开放，增加支出约5%", "TXT-02 budget.toml:22:15"),
    one("TXT-03", B, 'use = "修缮书库"', 'use = "修缮XX，{待定}"', "TXT-03 budget.toml:31:10", "TXT-03 budget.toml:31:13"),
    one("TXT-03", N, "新书册数", "新书TODO", "TXT-03 indicators.csv:2:13"),
    one("TXT-03", "edition/prose/04-procurement.md", "货物采购", "××采购", "TXT-03 edition/prose/04-procurement.md:3:66"),
    one(
        "TXT-04",
        "edition/prose/02-totals.md",
        "部门预算收入{{ f.total }}",
        "部门预算收入比上年增加{{ f.total }}",
        "TXT-04 edition/prose/02-totals.md:3:36",
    ),
    one(
        "TXT-04",
        "edition/prose/02-totals.md",
        "部门预算收入{{ f.total }}万元",
        "部门预算收入{{ f.total }}万元，与上年持平",
        "TXT-04 edition/prose/02-totals.md:3:52",
    ),
    Specimen("TXT-06", (Edit(B, '"少儿图书"', '"少儿图书2"'), Edit(L, "少儿图书", "少儿图书2")), ("TXT-06 ledger.csv:5:9",)),
    one("TXT-07", B, "藏书更全", "**藏书**更全{{ x }}", "TXT-07 budget.toml:47:11", "TXT-07 budget.toml:47:19"),
    one("TXT-07", B, "书库安全", "@pagebreak", "TXT-07 budget.toml:32:9"),
    one("PII-01", B, "藏书更全", "电话010-00000000，手机13000000000", "PII-01 budget.toml:47:13", "PII-01 budget.toml:47:28"),
    one(
        "TXT-09",
        B,
        "藏书更全。",
        "藏书,更全，。借阅（外借)更多。",
        "TXT-09 budget.toml:47:13",
        "TXT-09 budget.toml:47:16",
        "TXT-09 budget.toml:47:20",
    ),
    one("TXT-09", N, "新书册数", "新书；；册数", "TXT-09 indicators.csv:2:13"),
    Specimen(
        "TXT-09",
        (Edit(L, "购书,少儿图书", "购书,少儿，，图书"), Edit(B, 'name = "少儿图书"', 'name = "少儿，，图书"')),
        ("TXT-09 budget.toml:26:11", "TXT-09 ledger.csv:5:11"),
    ),
    one(
        "TXT-09",
        "edition/prose/08-other.md",
        "机关运行经费财政拨款预算",
        "机关运行经费,财政拨款预算",
        "TXT-09 edition/prose/08-other.md:5:33",
    ),
    one("PII-01", N, "新书册数", "11000019000101000X", "PII-01 indicators.csv:2:11"),
    one("PII-01", N, "新书册数", "ID110000 19000101 0000", "PII-01 indicators.csv:2:13"),
    one("PII-01", L, ",,丙", ",,见130.0000.0000", "PII-01 ledger.csv:4:37"),
    one("PII-01", L, ",,丙", ",,见110000000101001", "PII-01 ledger.csv:4:37"),
    # What no page prints stands in figures.json: where an amount comes from. The name of the unit is a property of the files, too.
    one("PII-01", L, ",,丙", ",,见13000000000", "PII-01 ledger.csv:4:37"),
    one("PII-01", C, "批复", "批复，经手人13000000000", "PII-01 control.csv:2:40"),
    one("PII-01", U, "云山区图书馆", "云山区图书馆13000000000", "PII-01 unit.toml:1:15"),
    one("PII-02", B, "藏书更全", "账号6220000000000000008", "PII-02 budget.toml:47:13"),
    one("PII-02", N, "入藏率", "6220 0000 0000 0001", "PII-02 indicators.csv:6:13"),
    one("PII-02", B, "藏书更全", "账号：20000000000", "PII-02 budget.toml:47:14"),
    one("PII-03", B, "藏书更全", "联系人：李某", "PII-03 budget.toml:47:15"),
    one("PII-03", N, "新书册数", "咨询电话20000000", "PII-03 indicators.csv:2:15"),
    Specimen(
        "PII-03",
        (Edit(U, "云山区文化局", "李某"), Edit("edition/prose/08-other.md", "# 第八部分", "填报人：{{ unit.parent }}\n\n# 第八部分")),
        ("PII-03 unit.toml:2:11",),
    ),
    one("PII-03", "edition/tables/11.toml", '{ head = "主管部门" }', '{ head = "填报人" }', "PII-03 unit.toml:2:11"),
    one(
        "PII-03",
        "edition/tables/07-projects.toml",
        '{ head = ["绩效目标"], ',
        '{ head = ["项目负责人"], ',
        "PII-03 budget.toml:23:9",
        "PII-03 budget.toml:32:9",
    ),
    one("PII-04", B, "藏书更全", "发至library@example.cn", "PII-04 budget.toml:47:13"),
)

#: Near misses: nothing is found.
PASSING = (
    Specimen("TXT-05", (Edit(B, 'name = "少儿图书"\nuse = "少儿阅览室"\n', 'name = "少儿图书"\n'),), ()),
    # The department explains itself what the edition leaves to it.
    Specimen(
        "GLO-01",
        (
            Edit("edition/glossary.toml", 'definition = "机构为完成特定的工作任务、实现事业发展目标，在基本支出以外发生的支出。"\n', ""),
            Edit(B, "", '\n[[glossary]]\nterm = "项目支出"\ndefinition = "基本支出以外的支出。"\n'),
        ),
        (),
    ),
    Specimen("TXT-08", (Edit("edition/prose/02-totals.md", "", "{{ f.state_capital }}元。\n"),), ()),
    Specimen("GLO-02", (Edit(B, 'term = "书库"', 'term = "项目支出"'),), ()),
    Specimen("TXT-01", (Edit(B, "藏书更全。", "2031年藏书80册、81万元、30%、11部。"),), ()),
    # 80.25 万元 is not exactly 80; 10 万元 that are known to 1 万元 are no 100000 元.
    Specimen("TXT-01", (Edit(B, "藏书更全。", "购书80万元。"),), ()),
    Specimen("TXT-01", (COARSE[2], Edit(B, "藏书更全。", "退休费100000元。")), ()),
    Specimen("TXT-02", (Edit(B, "新馆开放", "新馆开放，服务增加，用于9个书架"),), ()),
    Specimen("TXT-02", (Edit(B, 'use = "修缮书库"', 'use = "减少能耗5%所需的修缮"'),), ()),
    Specimen("TXT-03", (Edit(B, '修缮书库"\n', '修缮书库（长×宽）X光室"\n'),), ()),
    Specimen("TXT-03", (Edit(B, '修缮书库"\n', '核实待补缴社保费的单位和待填补的岗位，待补发养老金"\n'),), ()),
    Specimen("TXT-04", (Edit("edition/prose/04-procurement.md", "", "为减少浪费编列政府采购。\n"),), ()),
    Specimen("TXT-06", (Edit(B, '"少儿图书"', '"少儿图书2号"'), Edit(L, "少儿图书", "少儿图书2号")), ()),
    Specimen("TXT-07", (Edit(B, "藏书更全", "藏书更全＃1*"),), ()),
    Specimen(
        "TXT-09", (Edit("edition/prose/08-other.md", "# 第八部分", "{{ year }}年，{{ k.general_equipment }}，见下。\n\n# 第八部分"),), ()
    ),
    Specimen("TXT-09", (Edit(B, "藏书更全", "10:30开馆，藏书1,000册（含外文A,B）……更全“。”"),), ()),
    Specimen("PII-01", (Edit(B, "藏书更全", "1300000000册，010-000000册，130000000000册，13000000000.5册"),), ()),
    # Eight digits are an amount, a day or a code as long as nothing asks for a telephone.
    Specimen("PII-03", (Edit(L, ",,丙", ",,20000000"), Edit(L, ",,丁", ",,编号20000000")), ()),
    Specimen("PII-01", (Edit(L, ",,丙", ",,13800138000.00元"), Edit(L, ",,丁", ",,合计110000190001010005元")), ()),
    # One digit from a check digit; and the field that asks for a person, left empty.
    Specimen("PII-02", (Edit(L, ",,丙", ",,6220000000000000007"),), ()),
    Specimen(
        "PII-03", (Edit("edition/tables/11.toml", '{ head = "主管部门" },\n  { text = "{主管部门}", ', '{ head = "填报人" },\n  { '),), ()
    ),
    Specimen("PII-03", (Edit("edition/prose/08-other.md", "# 第八部分", "填报人：\n\n联系电话：\n\n# 第八部分"),), ()),
    Specimen("PII-04", (Edit(L, ",,丙", ",,单价＠5"),), ()),
)
