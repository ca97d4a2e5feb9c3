"""A small fictitious department-year that every test may write into a folder of its own and then spoil in one place."""

from __future__ import annotations

from pathlib import Path

DEPARTMENT, YEAR = "yunshan", "2031"
FOLDER = f"data/{DEPARTMENT}/{YEAR}"
CODES = f"data/_codes/{YEAR}"

UNIT = """\
name = "云山区图书馆"
parent = "云山区文化局"
amount_unit = "万元"
offices = ["办公室", "借阅部"]
subordinates = []

[staff]
authorized = 12
serving = 11
veterans = 0
retired = 3

[assets]
as_of = "2030-10"
vehicles = 1
general_equipment = 0
special_equipment = 0
new_vehicles = 0
new_general_equipment = 0
new_special_equipment = 0
"""

BUDGET = '''\
edition = "specimen"
status = "已批复"
approval_date = ""
duties = ["收藏、整理图书。", "向读者开放。"]
goals = ["""
办好读书月。"""]

[[items]]
name = "人员支出"
use = "工资和社会保险"

[[projects]]
name = "购书"
use = "购买新书"
cause = "新馆开放"

[[projects.parts]]
name = "少儿图书"
use = "少儿阅览室"

[[projects]]
name = "修缮"

[[tasks]]
name = "购书"
content = "购买新书。"

[overall]
goals = ["藏书更全。"]
'''

LEDGER = '''\
支出类型,项目,二级项目,功能科目编码,经济科目编码,资金来源,口径,预算数,精度,依据
基本支出,,,2070104,30101,一般公共预算拨款,,120,,表4
基本支出,,,2070104,30217,一般公共预算拨款,,0.3,0.1,表8
项目支出,购书,少儿图书,2070104,,一般公共预算拨款,,30,,第三部分
项目支出,购书,,2070104,,一般公共预算拨款,,50.25,,"其余，含""旧书"""
项目支出,修缮,,2070104,,其他收入,,8,,表5
'''

PROJECTS = """\
项目,项目类别,正文次序,表5次序,表5名称,开始日期,结束日期
购书,履职类项目拨款,1,2,购书费,2031-01-01,2031-12-31
修缮,,,1,,,
"""

TASKS = """\
任务次序,绩效任务,项目
1,基本支出,〔基本支出〕
2,购书,购书
"""

PROCUREMENT = """\
采购类别,采购品目编码,项目,功能科目编码,年度口径,面向中小企业,面向小微企业,口径,预算数,依据
货物,A05,购书,2070104,当年,是,否,,20,
"""

PRIOR = """\
事项,对象,上年数,依据
收支总额,,200,上年表1
项目,购书,85.5,上年表5
"""

HISTORY = """\
年度,支出类型,资金来源,金额,依据
2029,基本支出,一般公共预算拨款,110,两年前的表1
2030,项目支出,其他收入,0,上年表1
"""

CONTROL = """\
明细文件,支出类型,项目,二级项目,功能科目编码,经济科目编码,资金来源,单位精度,明细合计,控制数,依据
ledger,基本支出,,,,,,0.1,120.3,120.3,批复
"""

INDICATORS = """\
一级指标,二级指标,三级指标,指标值
产出指标,数量指标,新书册数,≥5000册
满意度指标,服务对象满意度,读者满意度,≥95%
"""

FUNCTIONS = """\
编码,名称,来源
207,文化旅游体育与传媒支出,示例
20701,文化和旅游,示例
2070104,图书馆,示例
"""

ECONOMICS = """\
编码,名称,来源
301,工资福利支出,示例
30101,基本工资,示例
30217,公务接待费,示例
"""

FUNDS = """\
资金来源,来源大类,来源
一般公共预算拨款,政府预算拨款,示例
其他收入,单位资金,示例
"""

CODES_FACTS = """\
complete = false
note = "示例"
"""

#: Every file that a department-year may have, by path.
FILES = {
    f"{FOLDER}/unit.toml": UNIT,
    f"{FOLDER}/budget.toml": BUDGET,
    f"{FOLDER}/ledger.csv": LEDGER,
    f"{FOLDER}/projects.csv": PROJECTS,
    f"{FOLDER}/tasks.csv": TASKS,
    f"{FOLDER}/procurement.csv": PROCUREMENT,
    f"{FOLDER}/prior.csv": PRIOR,
    f"{FOLDER}/history.csv": HISTORY,
    f"{FOLDER}/control.csv": CONTROL,
    f"{FOLDER}/indicators.csv": INDICATORS,
    f"{CODES}/functions.csv": FUNCTIONS,
    f"{CODES}/economics.csv": ECONOMICS,
    f"{CODES}/funds.csv": FUNDS,
    f"{CODES}/codes.toml": CODES_FACTS,
}


def write_tree(root: Path) -> Path:
    """Write all FILES and a NOTES.md below ``root``, and give it back."""
    for path, text in {**FILES, f"{FOLDER}/NOTES.md": "说明\n"}.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode("utf-8"))
    return root


def spoil(root: Path, path: str, old: str, new: str | bytes) -> None:
    """Replace the one place of ``old`` in the file ``path`` (``old`` "" means at its end) by ``new``."""
    target = root / path
    content = target.read_bytes()
    written = new.encode("utf-8", "surrogatepass") if isinstance(new, str) else new
    if old:
        assert content.count(old.encode("utf-8")) == 1, f"{old!r} does not stand once in {path}"
        target.write_bytes(content.replace(old.encode("utf-8"), written))
    else:
        target.write_bytes(content + written)
