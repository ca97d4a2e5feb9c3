"""A fictitious department-year under the edition of the templates folder that no check has anything to say about."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from gen.check.rule import Case
from gen.compose import assemble
from gen.derive import facts
from gen.findings import Finding
from gen.read import load
from tests.project import edition_of, need
from tests.specimens import CODES, DEPARTMENT, FOLDER, YEAR, write_tree
from tests.specimens import FILES as SPECIMEN_FILES

ROOT = Path(__file__).parents[2]
EDITION = "shenzhen-budget-2022"
TEMPLATES = f"templates/{EDITION}"
need(TEMPLATES)
LAST = str(int(YEAR) - 1)

BUDGET = f'''\
edition = "{EDITION}"
status = "已批复"
approval_date = "2031-01-25"
duties = ["收藏、整理图书。", "向读者开放。"]
goals = ["办好读书月，服务差错率下降5%。"]

[[items]]
name = "人员支出"
use = "工资和社会保险"

[[items]]
name = "公用支出"
use = "办公费"

[[items]]
name = "对个人和家庭补助支出"
use = "退休费"

[[projects]]
name = "购书"
use = "购买新书"
cause = "新馆开放"
goal = "新书入藏率达到100%。"

[[projects.parts]]
name = "少儿图书"
use = "少儿阅览室"

[[projects]]
name = "修缮"
use = "修缮书库"
goal = "书库安全。"

[[tasks]]
name = "基本支出"
content = "人员和公用。"

[[tasks]]
name = "购书"
content = "购买新书。"

[[tasks]]
name = "修缮"
content = "修缮书库。"

[overall]
goals = ["藏书更全。"]

[[glossary]]
term = "书库"
definition = "存放图书的房屋。"
'''

LEDGER = """\
支出类型,项目,二级项目,功能科目编码,经济科目编码,资金来源,口径,预算数,精度,依据
基本支出,,,2070104,30101,一般公共预算拨款,,120,,甲
基本支出,,,2070104,30217,一般公共预算拨款,,0.3,,乙
基本支出,,,2070104,30302,一般公共预算拨款,,10,,丙
项目支出,购书,少儿图书,2070104,,一般公共预算拨款,,30,,丁
项目支出,购书,,2070104,,一般公共预算拨款,,50.25,,戊
项目支出,修缮,,2070104,,其他收入,,8,,己
"""

PROJECTS = """\
项目,项目类别,正文次序,表5次序,第七部分次序,开始日期,结束日期
购书,履职类项目拨款,1,2,1,,
修缮,,2,1,2,,
"""

TASKS = """\
任务次序,绩效任务,项目
1,基本支出,〔基本支出〕
2,购书,购书
3,修缮,修缮
"""

DETAILS = """\
项目,明细,金额,依据,一季度,二季度,三季度,四季度
购书,新书,50.25,千册,10,20,20.25,0
购书,少儿图书,30,五百册,12,,,
修缮,书架,8,,,,,
"""

PRIOR = """\
事项,对象,上年数,依据
收支总额,,200.55,上年表1
项目,购书,62.25,上年表5
项目,修缮,8,上年表5
项目,讲座,0,上年表5
机关运行经费,,0.3,上年第八部分
三公经费,因公出国（境）费用,0,上年表8
三公经费,公务接待费,0.3,上年表8
三公经费,公务用车购置费,0,上年表8
三公经费,公务用车运行维护费,0,上年表8
"""

#: The lines of 购书 have no economic code: that they hold none of 三公 has to be said.
SANGONG = """\
年度,事项,预算数,依据
本年,因公出国（境）费用,0,上级批复
本年,公务用车购置费,0,上级批复
本年,公务用车运行维护费,0,上级批复
"""

HISTORY = """\
年度,支出类型,资金来源,金额,依据
2029,基本支出,一般公共预算拨款,110,两年前的表1
2030,项目支出,其他收入,8,上年表1
"""

CONTROL = """\
明细文件,支出类型,项目,二级项目,功能科目编码,经济科目编码,资金来源,单位精度,明细合计,控制数,依据
ledger,基本支出,,,,,,0.1,130.3,130.3,批复
"""

WAIVERS = "规则,文件,特征,理由,批准单位,有效期至\n"

INDICATORS = """\
一级指标,二级指标,三级指标,指标值
产出指标,数量指标,新书册数,≥5000册
产出指标,质量指标,新书完好率,≥99%
产出指标,时效指标,上架及时性,及时
产出指标,成本指标,每册费用,≤100元
效益指标,社会效益指标,入藏率,100%
满意度指标,服务对象满意度,读者满意度,≥95%
"""

ECONOMICS = """\
编码,名称,来源
301,工资福利支出,示例
30101,基本工资,示例
302,商品和服务支出,示例
30217,公务接待费,示例
303,对个人和家庭的补助,示例
30302,退休费,示例
"""

FUNDS = """\
资金来源,来源大类,来源
一般公共预算拨款,政府预算拨款,示例
上级专项转移支付,政府预算拨款,示例
其他收入,单位资金,示例
"""

#: Last year: every line has its economic code, so that it tells of “三公” what there was none of.
LEDGER_OF_LAST_YEAR = """\
支出类型,项目,二级项目,功能科目编码,经济科目编码,资金来源,口径,预算数,精度,依据
基本支出,,,2070104,30101,一般公共预算拨款,,120,,甲
基本支出,,,2070104,30217,一般公共预算拨款,,0.3,,乙
基本支出,,,2070104,30302,一般公共预算拨款,,10,,丙
项目支出,购书,少儿图书,2070104,30101,一般公共预算拨款,,12,,丁
项目支出,购书,,2070104,30101,一般公共预算拨款,,50.25,,戊
项目支出,修缮,,2070104,30101,其他收入,,8,,己
"""

FILES = {
    f"{FOLDER}/budget.toml": BUDGET,
    f"{FOLDER}/ledger.csv": LEDGER,
    f"{FOLDER}/projects.csv": PROJECTS,
    f"{FOLDER}/tasks.csv": TASKS,
    f"{FOLDER}/project-details.csv": DETAILS,
    f"{FOLDER}/prior.csv": PRIOR,
    f"{FOLDER}/sangong.csv": SANGONG,
    f"{FOLDER}/history.csv": HISTORY,
    f"{FOLDER}/control.csv": CONTROL,
    f"{FOLDER}/indicators.csv": INDICATORS,
    f"{FOLDER}/waivers.csv": WAIVERS,
    f"{CODES}/economics.csv": ECONOMICS,
    f"{CODES}/funds.csv": FUNDS,
}

#: Files of the small department-year that stand unchanged here.
SHARED = {path: text for path, text in SPECIMEN_FILES.items() if path not in FILES}


@dataclass(frozen=True)
class Built:
    """A case, and what composing it had to say where it failed."""

    case: Case
    findings: tuple[Finding, ...]


def write_clean(root: Path) -> Path:
    """Write the department-year below ``root``, and give ``root`` back."""
    write_tree(root)
    for path, text in FILES.items():
        (root / path).write_text(text, encoding="utf-8")
    return root


def write_last_year(root: Path) -> None:
    """Write the folder of the year before below ``root``; it comes to what prior.csv says."""
    # Its lines have all their codes and leave nothing for sangong.csv to say.
    for path in (path for path in (*FILES, *SHARED) if not path.endswith("sangong.csv")):
        text = FILES.get(path) or SHARED[path]
        target = root / path.replace(f"/{YEAR}/", f"/{LAST}/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(LEDGER_OF_LAST_YEAR if path.endswith("ledger.csv") else text, encoding="utf-8")


def write_templates(root: Path) -> None:
    """Copy the edition below ``root``, to be spoilt there."""
    shutil.copytree(ROOT / TEMPLATES, root / TEMPLATES)


def build(root: Path, *, department: str = DEPARTMENT, year: str = YEAR) -> Built:
    """The case of a department-year below ``root``; the edition is that of ``root`` where it has one, else the project's own."""
    model, found = load.load(root, department, year, "budget")
    assert model is not None, found
    form = edition_of(root if (root / TEMPLATES).exists() else ROOT, EDITION)
    derived = facts.derive(model, form.definitions)
    composed, findings = assemble.assemble(model, derived, form)
    return Built(Case(model=model, edition=form, facts=derived, composed=composed), findings)
