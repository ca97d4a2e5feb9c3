"""For each check: department-years spoilt so that it speaks, with all that is then found, and near misses at which nothing may be said."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.check.clean import LAST, TEMPLATES, write_clean, write_last_year, write_templates
from tests.specimens import CODES, DEPARTMENT, FOLDER, spoil

#: Where a short name of these specimens stands.
FOLDERS = {"edition/": f"{TEMPLATES}/", "codes/": f"{CODES}/", "last/": f"data/{DEPARTMENT}/{LAST}/", "": f"{FOLDER}/"}


@dataclass(frozen=True)
class Edit:
    """``old``, which stands once in the file, becomes ``new`` ("" = at the end of the file; ``new`` None = the file is not there)."""

    file: str
    old: str
    new: str | None

    @property
    def path(self) -> str:
        """The path of the file below the project root."""
        prefix = next(prefix for prefix in FOLDERS if self.file.startswith(prefix))
        return FOLDERS[prefix] + self.file.removeprefix(prefix)


@dataclass(frozen=True)
class Specimen:
    """A spoilt department-year that ``code`` is for; ``found`` is everything that is reported, as ``code file:line:column``, in order."""

    code: str
    edits: tuple[Edit, ...]
    found: tuple[str, ...]


def write(root: Path, edits: tuple[Edit, ...]) -> None:
    """Write the clean department-year with ``edits`` below ``root``."""
    write_clean(root)
    if any(edit.file.startswith("edition/") for edit in edits):
        write_templates(root)
    if any(edit.file.startswith("last/") for edit in edits):
        write_last_year(root)
    for edit in edits:
        if edit.new is None:
            (root / edit.path).unlink()
        else:
            spoil(root, edit.path, edit.old, edit.new)


def short(path: str) -> str:
    """A path as the specimens write it."""
    for prefix, folder in FOLDERS.items():
        if path.startswith(folder):
            return prefix + path.removeprefix(folder)
    return path


_B, _L, _P, _T = "budget.toml", "ledger.csv", "projects.csv", "tasks.csv"
_D, _R, _I, _Q, _C, _U = "project-details.csv", "prior.csv", "indicators.csv", "procurement.csv", "control.csv", "unit.toml"
_REPAIR = '[[projects]]\nname = "修缮"\nuse = "修缮书库"\ngoal = "书库安全。"\n'
_REPAIR_TASK = '[[tasks]]\nname = "修缮"\ncontent = "修缮书库。"\n\n'
_INCOME_OF_YEAR = 'label = "本年收入合计"\nwhere = { "来源大类" = ["政府预算拨款", "财政专户管理资金", "单位资金"] }'


#: The control of basic expenditure: 单位精度,明细合计,控制数.
_KNOWN = "0.1,130.3,130.3"
#: Its lines known to one 万元 each.
_COARSE = (
    Edit(_L, "30101,一般公共预算拨款,,120,,", "30101,一般公共预算拨款,,120,1,"),
    Edit(_L, "30217,一般公共预算拨款,,0.3,,", "30217,一般公共预算拨款,,0.3,1,"),
    Edit(_L, "30302,一般公共预算拨款,,10,,", "30302,一般公共预算拨款,,10,1,"),
)
#: Basic expenditure of 130.5 万元, exactly between two whole ones.
_HALF = (
    Edit(_L, "30217,一般公共预算拨款,,0.3,", "30217,一般公共预算拨款,,0.5,"),
    Edit(_R, "三公经费,公务接待费,0.3,", "三公经费,公务接待费,0.5,"),
    Edit(_R, "机关运行经费,,0.3,", "机关运行经费,,0.5,"),
)
#: A folder recorded from a published document: what is written there may be rounded.
_RECORDED = (Edit(_U, 'amount_unit = "万元"', 'amount_unit = "万元"\nrecorded = true'),)
#: Last year's folder, just there; and with 购书 under its name of then.
_LAST = Edit("last/ledger.csv", ",12,,丁", ",12.00,,丁")
_FORMER = (
    Edit("last/ledger.csv", "项目支出,购书,少儿图书", "项目支出,图书购置,少儿图书"),
    Edit("last/ledger.csv", "项目支出,购书,,", "项目支出,图书购置,,"),
)


def _renamed(books: str, repair: str = "") -> Edit:
    """projects.csv with the column 上年项目."""
    rows = "结束日期\n购书,履职类项目拨款,1,2,1,,\n修缮,,2,1,2,,\n"
    return Edit(_P, rows, f"结束日期,上年项目\n购书,履职类项目拨款,1,2,1,,,{books}\n修缮,,2,1,2,,,{repair}\n")


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
        Edit(_L, "一般公共预算拨款,,30,,", "一般公共预算拨款,按项目,30,,"),
        Edit(_L, "一般公共预算拨款,,50.25,,", "一般公共预算拨款,按项目,50.25,,"),
        Edit(_L, "", f"项目支出,,,2070104,30201,一般公共预算拨款,按经济,{classes},{precision},\n"),
        Edit("codes/economics.csv", "30217,", "30201,办公费,示例\n30217,"),
        Edit("edition/edition.toml", "", _BY_PROJECT_AND_CLASS),
    )


def _attested(row: str = "") -> tuple[Edit, ...]:
    """The same, by class to one 万元 each and 0.75 万元 more: rounding can do that, so ``row`` of control.csv may attest it."""
    second = Edit(_L, "", "项目支出,,,2070104,30202,一般公共预算拨款,按经济,50.5,1,\n")
    code = Edit("codes/economics.csv", "30217,", "30202,印刷费,示例\n30217,")
    header = (Edit(_C, "资金来源,单位精度", "资金来源,口径,单位精度"), Edit(_C, "基本支出,,,,,,0.1", "基本支出,,,,,,,0.1"))
    return (*_split("30.5", "1"), second, code, *((*header, Edit(_C, "", f"{row}\n")) if row else ()))


def _procured(*lines: str) -> tuple[Edit, ...]:
    """Procurement known in breakdowns."""
    return (
        Edit(_Q, "货物,A05,购书,2070104,当年,是,否,,20,\n", "".join(f"{line}\n" for line in lines)),
        Edit("edition/edition.toml", "", _BY_KIND_AND_SIZE),
    )


def one(code: str, file: str, old: str, new: str | None, *found: str) -> Specimen:
    """The specimen of one edit."""
    return Specimen(code, (Edit(file, old, new),), found)


def _missing(file: str, *found: str) -> Specimen:
    return one("FIL-01", file, "", None, *found)


SPECIMENS = (
    _missing(_Q, "FIL-01 procurement.csv"),
    _missing(_I, "FIL-01 indicators.csv", "IND-02 indicators.csv"),
    _missing(_R, "CHG-02 ledger.csv:5:6", "CHG-02 ledger.csv:7:6", *["CHG-02 prior.csv"] * 6, "FIL-01 prior.csv"),
    _missing(
        _L,
        *["CHG-01 budget.toml"] * 3,
        "PRJ-04 budget.toml:26:9",
        "CTL-04 control.csv:2:1",
        "FIL-01 ledger.csv",
        "SUM-05 procurement.csv:2:27",
    ),
    _missing(
        _T,
        *[f"PRJ-05 budget.toml:{line}:9" for line in (35, 39, 43)],
        "SUM-01 ledger.csv:2:32",
        "PRJ-05 projects.csv:2:1",
        "PRJ-05 projects.csv:3:1",
        "FIL-01 tasks.csv",
        "PRJ-05 tasks.csv",
    ),
    _missing(
        _P,
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
    one("FIL-02", _B, 'duties = ["收藏、整理图书。", "向读者开放。"]\n', "", "FIL-02 budget.toml:1:1"),
    one("FIL-02", _B, 'goals = ["办好读书月，服务差错率下降5%。"]', "goals = []", "FIL-02 budget.toml:1:1"),
    one("FIL-02", _U, 'parent = "云山区文化局"\n', "", "FIL-02 unit.toml:1:1"),
    one("STA-01", _B, "已批复", "草案", "STA-01 budget.toml:2:11"),
    one("STA-02", _B, '"2031-01-25"', '""', "STA-02 budget.toml:3:1"),
    one("COD-01", _L, "项目支出,修缮,,2070104", "项目支出,修缮,,2070105", "COD-01 ledger.csv:7:10"),
    one("COD-01", _L, "30302", "30303", "COD-01 ledger.csv:4:16"),
    one("COD-01", _Q, "2070104", "2080104", "COD-01 procurement.csv:2:11"),
    one("COD-02", _L, "其他收入", "其它收入", "COD-02 ledger.csv:7:19", "SUM-02 ledger.csv:7:25", "SUM-04 ledger.csv:7:25"),
    one("COD-03", "codes/functions.csv", "20701,文化和旅游,示例\n", "", "COD-03 codes/functions.csv:3:1"),
    one("COD-03", "codes/economics.csv", "303,对个人和家庭的补助,示例\n", "", "COD-03 codes/economics.csv:6:1"),
    one("COD-04", _L, "30302", "", "COD-04 ledger.csv:4:16", "SUM-01 ledger.csv:4:27", "SUM-03 ledger.csv:4:27"),
    one("COD-04", _L, "项目支出,修缮,,2070104", "项目支出,修缮,,", "COD-04 ledger.csv:7:10", "SUM-02 ledger.csv:7:18"),
    Specimen(
        "COD-06",
        (Edit("codes/functions.csv", "", "2070101,行政运行,示例\n"), Edit(_L, "项目支出,修缮,,2070104", "项目支出,修缮,,2070101")),
        ("COD-06 ledger.csv:7:10",),
    ),
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
    one("SUM-02", _L, "其他收入", "上级专项转移支付", "SUM-01 ledger.csv:7:29", "SUM-02 ledger.csv:7:29", "SUM-04 ledger.csv:7:29"),
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
        "SUM-02 edition/tables/01.toml:2:7",
    ),
    one(
        "SUM-02",
        _L,
        "",
        "结转下年,,,2070104,,一般公共预算拨款,,5,,\n",
        "CHG-01 budget.toml",
        "SUM-02 ledger.csv:8:27",
        "SUM-04 ledger.csv:8:27",
    ),
    one("SUM-03", "edition/edition.toml", '"subsidies", ', "", "SUM-03 ledger.csv:4:32"),
    one("SUM-04", "edition/tables/03.toml", '= "项目支出" }', '= "结转下年" }', "SUM-04 ledger.csv:5:33"),
    one("SUM-05", _Q, ",20,", ",218.56,", "SUM-05 procurement.csv:2:27"),
    one("SUM-06", _Q, "是,否", "否,是", "SUM-06 procurement.csv:2:22"),
    one("SUM-07", _R, "项目,讲座,0,", "项目,讲座,-0.01,", "SUM-07 prior.csv:5:7"),
    one("CTL-01", _C, _KNOWN, "0.1,130.4,130.3", "CTL-01 control.csv:2:22"),
    one("CTL-01", _L, ",,10,,丙", ",,10.01,,丙", "CTL-01 control.csv:2:22"),
    one("CTL-02", _C, _KNOWN, "1,130.3,131", "CTL-02 control.csv:2:26"),
    Specimen("CTL-02", (*_HALF, Edit(_C, _KNOWN, "1,130.5,130")), ("CTL-02 control.csv:2:26",)),
    # Half of 1 + 1: one line known to 1, the control to 1.
    Specimen("CTL-02", (_COARSE[0], Edit(_C, _KNOWN, "1,130.3,131.3")), ("CTL-02 control.csv:2:26",)),
    # 3·√(4÷12) = 1.732…
    Specimen("CTL-03", (*_COARSE, Edit(_C, _KNOWN, "1,130.3,128.567")), ("CTL-03 control.csv:2:26", "CTL-05 control.csv:2:26")),
    one("CTL-04", _C, "ledger,", "ledgr,", "CTL-04 control.csv:2:1"),
    one("CTL-04", _C, "基本支出,,,,", "基本支出,,,208,", "CTL-04 control.csv:2:1"),
    # The same set of lines in other words.
    one("CTL-04", _C, "", "ledger,基本支出,,,207,,,0.1,130.3,130.3,批复\n", "CTL-04 control.csv:3:31"),
    one("CTL-05", _C, _KNOWN, "1,130.3,130", "CTL-05 control.csv:2:26"),
    # Exact lines must round to the control: one half goes up.
    Specimen("CTL-05", (*_HALF, Edit(_C, _KNOWN, "1,130.5,131")), ("CTL-05 control.csv:2:26",)),
    Specimen("CTL-05", (_COARSE[0], Edit(_C, _KNOWN, "1,130.3,131.299")), ("CTL-05 control.csv:2:26",)),
    Specimen("CTL-05", (*_COARSE, Edit(_C, _KNOWN, "1,130.3,128.568")), ("CTL-05 control.csv:2:26",)),
    Specimen("CTL-05", _attested("ledger,项目支出,,,2070104,,一般公共预算拨款,按经济,1,81,80,批复"), ("CTL-05 control.csv:3:42",)),
    one("CTL-06", _L, "一般公共预算拨款,,30,,", "一般公共预算拨款,按项目,30,,", "CTL-06 ledger.csv:5:32"),
    one("CTL-06", _Q, "是,否,,20", "是,否,按项目,20", "CTL-06 procurement.csv:2:26"),
    Specimen("CTL-01", _attested("ledger,项目支出,,,2070104,,一般公共预算拨款,按经济,1,80,80,批复"), ("CTL-01 control.csv:3:39",)),
    Specimen("CTL-01", _attested("ledger,项目支出,,,2070104,,一般公共预算拨款,按经济,1,81,81,批复"), ("CTL-01 control.csv:3:42",)),
    Specimen(
        "CTL-04",
        _attested("ledger,项目支出,,,,30202,,按经济,1,50.5,51,批复"),
        ("CTL-04 control.csv:3:23", "CTL-05 control.csv:3:34", "CTL-06 ledger.csv:5:36"),
    ),
    Specimen("CTL-06", _attested(), ("CTL-06 ledger.csv:5:36",)),
    Specimen("CTL-06", _split("80.24"), ("CTL-06 ledger.csv:5:36",)),
    Specimen("CTL-06", _split("81.25", "2"), ("CTL-06 ledger.csv:5:36",)),
    Specimen(
        "CTL-06", _procured("货物,A05,,2070104,当年,,,按类别,20,", ",,,2070104,当年,是,否,按面向,19,"), ("CTL-06 procurement.csv:2:26",)
    ),
    Specimen("CTL-07", _procured("货物,A05,,2070104,当年,,,按类别,20,"), ("CTL-07 edition/tables/03.toml:2:7",) * 2),
    # Printed: 132 over 120, 0 and 10, in 表4 and wherever basic expenditure is the sum of the same rows.
    Specimen("CTL-08", (*_COARSE, Edit(_C, _KNOWN, "1,130.3,132")), ("CTL-05 control.csv:2:26", "CTL-08 unit.toml:1:9")),
    one("CHG-01", _B, 'cause = "新馆开放"\n', "", "CHG-01 budget.toml:20:9"),
    one("CHG-01", _R, "200.55", "100.55", "CHG-01 budget.toml"),
    one("CHG-05", _B, 'cause = "新馆开放"', 'cause = "因工作需要，据实安排"', "CHG-05 budget.toml:22:10"),
    one("CHG-05", _B, 'cause = "新馆开放"', 'cause = "根据本年度实际情况调整。"', "CHG-05 budget.toml:22:10"),
    one("CHG-02", _R, "项目,修缮,8,上年表5\n", "", "CHG-02 ledger.csv:7:6"),
    one("CHG-02", _R, "机关运行经费,,0.3,上年第八部分\n", "", "CHG-02 prior.csv"),
    one("YRS-01", "last/ledger.csv", ",12,,丁", ",13,,丁", "YRS-01 prior.csv:2:7", "YRS-01 prior.csv:3:7"),
    Specimen("YRS-01", (_LAST, Edit("history.csv", "其他收入,8,", "其他收入,9,")), ("YRS-01 history.csv:3:16",)),
    one(
        "CHG-04",
        _B,
        'name = "公用支出"\nuse = "办公费"',
        'name = "公用支出"\nuse = "办公费"\n\n[[items]]\nname = "收支总额"\nexplained_by = "功能项"',
        "CHG-01 budget.toml",
        "CHG-04 budget.toml:17:17",
    ),
    one(
        "CHG-04",
        _B,
        'name = "公用支出"\nuse = "办公费"',
        'name = "公用支出"\nuse = "办公费"\nexplained_by = "项目"',
        "CHG-04 budget.toml:14:17",
    ),
    one(
        "COD-05",
        "edition/tables/07.toml",
        '"资金来源" = "一般公共预算拨款" }',
        '"资金来源" = "一般公共预算拔款" }',
        "COD-05 edition/tables/07.toml:2:7",
    ),
    one("PRJ-09", _P, "购书,履职类项目拨款", "购书,履职项目拨款", "SUM-04 ledger.csv:5:33", "PRJ-09 projects.csv:2:4"),
    one("TXT-08", "edition/prose/02-totals.md", "收入{{ f.total }}万元", "收入{{ f.total }}元", "TXT-08 edition/prose/02-totals.md:3:1"),
    Specimen("YRS-01", _FORMER, ("CHG-01 budget.toml", "YRS-01 prior.csv:3:7")),
    Specimen("YRS-01", (_LAST, Edit(_R, "项目,讲座,0,", "项目,讲座,5,")), ("YRS-01 prior.csv:5:7",)),
    Specimen("YRS-02", (*_FORMER, _renamed("图书购买")), ("CHG-01 budget.toml", "YRS-01 prior.csv:3:7", "YRS-02 projects.csv:2:20")),
    Specimen(
        "YRS-02",
        (*_FORMER, _renamed("图书购置", "图书购置、修缮")),
        ("CHG-01 budget.toml", "CHG-01 budget.toml:30:9", "YRS-01 prior.csv:4:7", "YRS-02 projects.csv:3:13"),
    ),
    one("CHG-03", _R, "公务接待费", "公务接待", "CHG-02 prior.csv", "CHG-03 prior.csv:8:6"),
    one("CHG-03", _R, "机关运行经费", "机关运行费", "CHG-02 prior.csv", "CHG-03 prior.csv:6:1"),
    one("PRJ-01", _Q, "购书", "购书费", "PRJ-01 procurement.csv:2:8"),
    one(
        "PRJ-01",
        _L,
        "修缮,,",
        "修善,,",
        "CHG-01 budget.toml",
        "CHG-01 budget.toml:30:9",
        "CHG-02 ledger.csv:7:6",
        "PRJ-01 ledger.csv:7:6",
        "SUM-01 ledger.csv:7:25",
    ),
    one("PRJ-02", _P, "", "讲演,,,,,,\n", "PRJ-02 projects.csv:4:1"),
    one("PRJ-03", _B, 'goal = "书库安全。"\n', "", "PRJ-03 budget.toml:30:9"),
    one("TXT-05", _B, 'use = "修缮书库"\n', "", "TXT-05 budget.toml:30:9"),
    one("PRJ-03", _B, _REPAIR, "", "PRJ-03 projects.csv:3:1"),
    one("PRJ-03", _B, _REPAIR, _REPAIR + '\n[[projects]]\nname = "讲演"\n', "PRJ-03 budget.toml:35:9"),
    one("PRJ-04", _B, 'name = "少儿图书"', 'name = "少年图书"', "PRJ-04 budget.toml:26:9"),
    one("PRJ-05", _T, "3,修缮,修缮\n", "", "PRJ-05 budget.toml:43:9", "SUM-01 ledger.csv:7:25", "PRJ-05 projects.csv:3:1"),
    one("PRJ-05", _T, "3,修缮,修缮\n", "3,修缮,修善\n", "SUM-01 ledger.csv:7:25", "PRJ-05 projects.csv:3:1", "PRJ-05 tasks.csv:4:6"),
    one("PRJ-05", _T, "", "2,购书,修缮\n", "PRJ-05 tasks.csv:5:6"),
    one("PRJ-05", _T, "1,基本支出,〔基本支出〕\n", "", "PRJ-05 budget.toml:35:9", "SUM-01 ledger.csv:2:32", "PRJ-05 tasks.csv"),
    one("PRJ-05", _T, "3,修缮,", "3,修葺,", "PRJ-05 budget.toml:43:9", "PRJ-05 tasks.csv:4:3"),
    one(
        "PRJ-06",
        _B,
        '[[items]]\nname = "公用支出"',
        '[[items]]\nname = "公务支出"\n\n[[items]]\nname = "公用支出"',
        "PRJ-06 budget.toml:12:9",
    ),
    one("PRJ-07", _L, "", "基本支出,购书,,2070104,30101,一般公共预算拨款,,0,,\n", "PRJ-07 ledger.csv:8:6"),
    one("PRJ-07", _L, "", "结转下年,购书,,,,一般公共预算拨款,,0,,\n", "PRJ-07 ledger.csv:8:6"),
    one("PRJ-07", _L, "基本支出,,,2070104,30217", "基本支出,,少儿图书,2070104,30217", "PRJ-07 ledger.csv:3:7"),
    one("PRJ-07", _L, "", "项目支出,,,2070104,,一般公共预算拨款,,0,,\n", "PRJ-07 ledger.csv:8:1"),
    one("PRJ-08", _D, "20.25,0", "20.25,0.01", "PRJ-08 project-details.csv:2:7"),
    one("PRJ-08", _D, "20.25,0", "20.24,0", "PRJ-08 project-details.csv:2:7"),
    # Not all four are given: no more than the amount.
    one("PRJ-08", _D, "五百册,12,,,", "五百册,12,,18.01,", "PRJ-08 project-details.csv:3:9"),
    # Half of five times 0.01 is what rounding may do; the amount is known to 0.01, too.
    Specimen(
        "PRJ-08",
        (*_RECORDED, Edit(_D, "50.25,千册,10,20,20.25,0", "50.28,千册,10.00,20.00,20.25,0.00")),
        ("PRJ-08 project-details.csv:2:7",),
    ),
    one("IND-01", _I, ",≥95%", ",", "IND-01 indicators.csv:4:21"),
    one("IND-02", _I, "满意度指标,", "满意指标,", "IND-02 indicators.csv:4:1"),
    one("IND-02", _I, "效益指标,社会效益指标,入藏率,100%\n", "", "IND-02 indicators.csv"),
    one("IND-04", _I, "≥95%", "≥95百分比", "IND-04 indicators.csv:4:21"),
    one("IND-04", _I, "≥95%", ">=95%", "IND-04 indicators.csv:4:21"),
    one("IND-04", _I, ",100%", ",100%％", "IND-04 indicators.csv:3:17"),
    one(
        "GLO-01",
        "edition/glossary.toml",
        'definition = "机构为完成特定的工作任务、实现事业发展目标，在基本支出以外发生的支出。"\n',
        "",
        "GLO-01 budget.toml",
    ),
    one("GLO-02", _B, 'term = "书库"', 'term = "书架"', "GLO-02 budget.toml:50:9"),
    one("TXT-01", _B, 'use = "购买新书"', 'use = "购买80.25万元新书"', "TXT-01 budget.toml:21:10"),
    one("TXT-01", _B, 'use = "购买新书"', 'use = "为11人购买80.3万元新书"', "TXT-01 budget.toml:21:9", "TXT-01 budget.toml:21:14"),
    one("TXT-01", _B, "藏书更全。", "藏书增29％，达２个。", "TXT-01 budget.toml:47:14", "TXT-01 budget.toml:47:19"),
    one("TXT-01", _B, "藏书更全。", "全年218.6万元。", "TXT-01 budget.toml:47:13"),
    # One digit, and exactly that; known to 1 万元, and typed in 万元.
    one("TXT-01", _B, "藏书更全。", "修缮8万元，80000元。", "TXT-01 budget.toml:47:13", "TXT-01 budget.toml:47:17"),
    Specimen("TXT-01", (_COARSE[2], Edit(_B, "藏书更全。", "退休费10万元。")), ("TXT-01 budget.toml:47:14",)),
    one("TXT-01", _B, '"藏书更全。"', '"""\n藏书5%、\\\n  9％。"""', "TXT-01 budget.toml:49:3"),
    one(
        "TXT-01",
        "edition/prose/04-procurement.md",
        "万元，其中货物",
        "万元（即20万元），其中货物",
        "TXT-01 edition/prose/04-procurement.md:3:65",
    ),
    one("TXT-02", _B, "新馆开放", "新馆开放，购书增加了7万元", "TXT-02 budget.toml:22:17"),
    one("TXT-02", _B, 'use = "修缮书库"', 'use = "修缮书库，比上年减少约5%"', "TXT-02 budget.toml:31:16"),
    one("TXT-02", _B, "新馆开放", "新馆开放，读者增长2倍", "TXT-02 budget.toml:22:17"),
    one("TXT-03", _B, 'use = "修缮书库"', 'use = "修缮XX，{待定}"', "TXT-03 budget.toml:31:10", "TXT-03 budget.toml:31:13"),
    one("TXT-03", _I, "新书册数", "新书TODO", "TXT-03 indicators.csv:2:13"),
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
    Specimen("TXT-06", (Edit(_B, '"少儿图书"', '"少儿图书2"'), Edit(_L, "少儿图书", "少儿图书2")), ("TXT-06 ledger.csv:5:9",)),
    one("TXT-07", _B, "藏书更全", "**藏书**更全{{ x }}", "TXT-07 budget.toml:47:11", "TXT-07 budget.toml:47:19"),
    one("TXT-07", _B, "书库安全", "@pagebreak", "TXT-07 budget.toml:32:9"),
    one("PII-01", _B, "藏书更全", "电话010-00000000，手机13000000000", "PII-01 budget.toml:47:13", "PII-01 budget.toml:47:28"),
    one(
        "TXT-09",
        _B,
        "藏书更全。",
        "藏书,更全，。借阅（外借)更多。",
        "TXT-09 budget.toml:47:13",
        "TXT-09 budget.toml:47:16",
        "TXT-09 budget.toml:47:20",
    ),
    one("TXT-09", _I, "新书册数", "新书；；册数", "TXT-09 indicators.csv:2:13"),
    one("PII-01", _I, "新书册数", "11000019000101000X", "PII-01 indicators.csv:2:11"),
    # What no page prints stands in figures.json: where an amount comes from. The name of the unit is a property of the files, too.
    one("PII-01", _L, ",,丙", ",,见13000000000", "PII-01 ledger.csv:4:37"),
    one("PII-01", _C, "批复", "批复，经手人13000000000", "PII-01 control.csv:2:40"),
    one("PII-01", _U, "云山区图书馆", "云山区图书馆13000000000", "PII-01 unit.toml:1:15"),
    one("PII-02", _B, "藏书更全", "账号6220000000000000008", "PII-02 budget.toml:47:13"),
    one("PII-02", _I, "入藏率", "6220 0000 0000 0001", "PII-02 indicators.csv:3:13"),
    one("PII-03", _B, "藏书更全", "联系人：李某", "PII-03 budget.toml:47:15"),
    Specimen(
        "PII-03",
        (Edit(_U, "云山区文化局", "李某"), Edit("edition/prose/08-other.md", "# 第八部分", "填报人：{{ unit.parent }}\n\n# 第八部分")),
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
    one("PII-04", _B, "藏书更全", "发至library@example.cn", "PII-04 budget.toml:47:13"),
)

#: Near misses: nothing is found.
PASSING = (
    Specimen("FIL-01", (Edit(_Q, "货物,A05,购书,2070104,当年,是,否,,20,\n", ""),), ()),
    Specimen("FIL-01", (Edit(_C, "", None),), ()),
    Specimen("FIL-02", (Edit(_B, '"收藏、整理图书。", ', ""), Edit(_U, 'offices = ["办公室", "借阅部"]', "offices = []")), ()),
    Specimen("STA-02", (Edit(_B, "2031-01-25", "2031-02-01"),), ()),
    Specimen("COD-01", (Edit(_Q, "2070104", ""),), ()),
    Specimen("COD-03", (Edit("codes/functions.csv", "", "2080101,行政运行,示例\n"),), ()),
    Specimen(
        "COD-06",
        (Edit("codes/functions.csv", "", "2070101,行政运行,示例\n"), Edit(_L, "基本支出,,,2070104,30302", "基本支出,,,2070101,30302")),
        (),
    ),
    Specimen("SUM-01", (Edit(_L, "", "项目支出,修缮,书架,2070104,,其他收入,,0,,\n"),), ()),
    Specimen("SUM-05", (Edit(_Q, ",20,", ",218.55,"),), ()),
    Specimen("SUM-06", (Edit(_Q, "是,否", "否,否"),), ()),
    Specimen("SUM-06", (Edit(_Q, "是,否", ",是"),), ()),
    Specimen("CTL-01", (Edit(_L, ",,10,,丙", ",,4,,丙"), Edit(_L, ",,120,,甲", ",,126,,甲")), ()),
    Specimen("CTL-01", (Edit(_L, ",,8,,己", ",,7,,己"), Edit(_R, "项目,修缮,8,", "项目,修缮,7,"), Edit(_R, ",,200.55,", ",,199.55,")), ()),
    Specimen("CTL-02", (Edit(_C, _KNOWN, "100,130.3,130.3"),), ()),
    Specimen(
        "CTL-04",
        (Edit(_C, "", "ledger,项目支出,,,,,,0.01,88.25,88.25,批复\nprocurement,,,,,,,1,20,20,批复\n三公,,,,,,,0.1,0.6,0.6,上年表8\n"),),
        (),
    ),
    Specimen("CTL-06", _split("80.25"), ()),
    Specimen("CTL-06", _split("81.24", "2"), ()),
    Specimen("CTL-07", _procured("货物,A05,,2070104,当年,,,按类别,20,", ",,,2070104,当年,是,否,按面向,20,"), ()),
    Specimen("CTL-08", _COARSE, ()),
    Specimen("CHG-01", (Edit(_B, 'cause = "新馆开放"\n', ""), Edit(_R, "62.25", "80.25"), Edit(_R, "200.55", "218.55")), ()),
    Specimen("CHG-01", (Edit(_B, 'cause = "新馆开放"\n', ""), Edit(_R, "62.25", "80"), Edit(_R, "200.55", "218.3")), ()),
    Specimen("CHG-05", (Edit(_B, "新馆开放", "按工作需要，新馆开放"),), ()),
    Specimen("CHG-02", (_LAST, Edit(_R, "项目,修缮,8,上年表5\n", "")), ()),
    Specimen("CHG-03", (Edit(_R, "项目,讲座,0,上年表5\n", ""),), ()),
    Specimen("FIL-01", (_LAST, Edit(_R, "", None)), ()),
    Specimen(
        "CHG-04",
        (
            Edit(
                _B,
                'name = "公用支出"\nuse = "办公费"',
                'name = "公用支出"\nuse = "办公费"\n\n[[items]]\nname = "收支总额"\nexplained_by = "项目"',
            ),
        ),
        (),
    ),
    Specimen("COD-05", (Edit("edition/tables/07.toml", '"资金来源" = "一般公共预算拨款" }', '"资金来源" = "财政拨款" }'),), ()),
    Specimen("PRJ-09", (Edit(_P, "购书,履职类项目拨款", "购书,政府投资项目拨款"),), ()),
    Specimen("TXT-08", (Edit("edition/prose/02-totals.md", "", "{{ f.state_capital }}元。\n"),), ()),
    Specimen("YRS-01", (_LAST,), ()),
    Specimen("YRS-01", (_LAST, Edit(_U, 'amount_unit = "万元"', 'amount_unit = "万元"\nrecorded = true'), Edit(_R, "62.25", "62.3")), ()),
    Specimen("YRS-02", (*_FORMER, _renamed("图书购置")), ()),
    Specimen("PRJ-01", (Edit(_Q, "购书", ""),), ()),
    Specimen("PRJ-02", (Edit(_P, "", "讲座,,,,,,\n"),), ()),
    Specimen("PRJ-04", (Edit(_B, '[[projects.parts]]\nname = "少儿图书"\nuse = "少儿阅览室"\n', ""),), ()),
    Specimen("PRJ-05", (Edit(_T, "3,修缮,修缮", "2,购书,修缮"), Edit(_B, _REPAIR_TASK, "")), ()),
    Specimen("PRJ-06", (Edit(_B, '[[items]]\nname = "公用支出"', '[[items]]\nname = "公务接待费"\n\n[[items]]\nname = "公用支出"'),), ()),
    Specimen("PRJ-07", (Edit(_L, "", "结转下年,,,,,一般公共预算拨款,,0,,\n"),), ()),
    Specimen("PRJ-08", (Edit(_D, "20.25,0", "20.25,"),), ()),
    Specimen("PRJ-08", (Edit(_D, "20.25,0", "20.24,"),), ()),
    Specimen("PRJ-08", (Edit(_D, "五百册,12,,,", "五百册,12,,18,"),), ()),
    Specimen("PRJ-08", (*_RECORDED, Edit(_D, "50.25,千册,10,20,20.25,0", "50.27,千册,10.00,20.00,20.25,0.00")), ()),
    Specimen("IND-01", (Edit(_I, "≥95%", "很满意"),), ()),
    Specimen("IND-04", (Edit(_I, "≥95%", "≥90%且≤95%"),), ()),
    Specimen("GLO-02", (Edit(_B, 'term = "书库"', 'term = "项目支出"'),), ()),
    Specimen("TXT-01", (Edit(_B, "藏书更全。", "2031年藏书80册、81万元、30%、11部。"),), ()),
    # 80.25 万元 is not exactly 80; 10 万元 that are known to 1 万元 are no 100000 元.
    Specimen("TXT-01", (Edit(_B, "藏书更全。", "购书80万元。"),), ()),
    Specimen("TXT-01", (_COARSE[2], Edit(_B, "藏书更全。", "退休费100000元。")), ()),
    Specimen("TXT-02", (Edit(_B, "新馆开放", "新馆开放，服务增加，用于9个书架"),), ()),
    Specimen("TXT-03", (Edit(_B, '修缮书库"\n', '修缮书库（长×宽）X光室"\n'),), ()),
    Specimen("TXT-04", (Edit("edition/prose/04-procurement.md", "", "为减少浪费编列政府采购。\n"),), ()),
    Specimen("TXT-06", (Edit(_B, '"少儿图书"', '"少儿图书2号"'), Edit(_L, "少儿图书", "少儿图书2号")), ()),
    Specimen("TXT-07", (Edit(_B, "藏书更全", "藏书更全＃1*"),), ()),
    Specimen("TXT-09", (Edit(_B, "藏书更全", "10:30开馆，藏书1,000册（含外文A,B）……更全“。”"),), ()),
    Specimen("PII-01", (Edit(_B, "藏书更全", "1300000000册，010-000000册，130000000000册，13000000000.5册"),), ()),
    Specimen("PII-01", (Edit(_L, ",,丙", ",,13800138000.00元"), Edit(_L, ",,丁", ",,合计110000190001010005元")), ()),
    # One digit from a check digit; and the field that asks for a person, left empty.
    Specimen("PII-02", (Edit(_L, ",,丙", ",,6220000000000000007"),), ()),
    Specimen(
        "PII-03", (Edit("edition/tables/11.toml", '{ head = "主管部门" },\n  { text = "{主管部门}", ', '{ head = "填报人" },\n  { '),), ()
    ),
    Specimen("PII-03", (Edit("edition/prose/08-other.md", "# 第八部分", "填报人：\n\n联系电话：\n\n# 第八部分"),), ()),
    Specimen("PII-04", (Edit(_L, ",,丙", ",,单价＠5"),), ()),
)
