"""A fictitious form beside the fictitious budget: two documents in one folder, and every feature that a form of an edition may have."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.check.clean import TEMPLATES, write_clean, write_templates
from tests.specimens import FOLDER

FORM = "templates/specimen-form"
DOCUMENT = "performance-target"

TARGET = """\
edition = "specimen-form"
status = "已批复"
approval_date = "2031-01-25"
filled_on = "2031-01-05"
duties = ["收藏图书。", "开放阅览。"]

[[projects]]
name = "购书"
use = "购买新书"

[[projects]]
name = "修缮"
use = "修缮书库"

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
lead = "全年："
goals = ["藏书更全。", "读者更多。"]
"""

#: Two goals that repeat, one that the form picks by name, and indicators that fill only part of the frame.
INDICATORS = """\
目标,一级指标,二级指标,三级指标,指标值,绩效标准
藏书,产出指标,数量指标,新书册数,≥5000册,采购合同
藏书,产出指标,数量指标,少儿图书册数,≥800册,
藏书,效益指标,社会效益,入藏率,100%,
长期,产出指标,质量指标,完好率,≥99%,
读者,满意度指标,服务对象满意度,读者满意度,≥95%,问卷
读者,另加指标,另加,到馆人次,≥3万,
"""

PROJECTS = """\
项目,项目类别,正文次序,表5次序,第七部分次序,开始日期,结束日期,项目类型,项目总额
购书,履职类项目拨款,1,2,1,,,常年性项目,240.75
修缮,,2,1,2,,,,
"""

#: 2029 has lines, 2030 has none.
HISTORY = """\
年度,支出类型,资金来源,金额,依据
2029,基本支出,一般公共预算拨款,110.25,示例
2029,项目支出,其他收入,0,示例
"""

EDITION = """\
name = "示例申报表"
title = "{单位}{年度}年整体支出绩效目标申报表"
unit = "万元"
needs = ["ledger.csv", "history.csv", "indicators.csv", "duties"]
parts = [{ prose = "00", table = "form" }]

[quantity.total]
title = "支出合计"
"""

TABLE = """\
id = "申报表"
title = "整体支出绩效目标申报表"
unit_line = ["填报日期：{填报日期}", "单位：万元"]
places = 2
trim = true
widths = [10, 10, 14, 10, 10, 10, 10]

[[group]]

[[group.band]]
cells = [{ head = "单位", rows = 2 }, { text = "{单位}", span = 4, rows = 2 }, { head = "填报人" }, {}]

[[group.band]]
cells = [{ head = "截止年份" }, { text = "{截止年份|　　}年" }]

[[group]]
head = "资金"

[[group.band]]
cells = [{ head = "分类", span = 2 }, { head = "金额" }, { head = "占比" }, { head = "{前年}年" }, { head = "{上年}年" }]

[[group.group]]
head = "收入"

[[group.group.band]]

[group.group.band.pivot]
name = "收入"
stubs = [{ key = "item", head = ["收入"] }]
columns = [
  { head = ["金额"] },
  { head = ["占比"], share = true, places = 2 },
  { head = ["前年"], source = "history", where = { "年度" = "{前年}" } },
  { head = ["上年"], source = "history", where = { "年度" = "{上年}" } },
]
rows = [
  { label = "财政拨款", where = { "资金来源" = "一般公共预算拨款" } },
  { label = "其他资金", where = { "资金来源" = "其他收入" } },
  { label = "合计", total = true },
]

[[group.group]]
head = "支出"

[[group.group.band]]

[group.group.band.pivot]
name = "支出"
stubs = [{ key = "item", head = ["支出"] }]
columns = [
  { head = ["金额"] },
  { head = ["占比"], share = true, places = 2 },
  { head = ["前年"], source = "history", where = { "年度" = "{前年}" } },
  { head = ["上年"], source = "history", where = { "年度" = "{上年}" } },
]
rows = [
  { label = "基本支出", where = { "支出类型" = "基本支出" } },
  { label = "项目支出", where = { "支出类型" = "项目支出" } },
  { label = "合计", total = true },
]

[[group]]
head = "职能"

[[group.band]]
cells = [{ list = "duties", number = "{序号}．", span = 6 }]

[[group]]
head = "项目"

[[group.band]]
spans = [2, 1, 1, 2]

[group.band.pivot]
name = "项目"
stubs = [{ key = "item", head = ["项目"] }]
columns = [
  { head = ["类型"], attr = "项目类型" },
  { head = ["总额"], source = "whole" },
  { head = ["本年"], where = { "支出类型" = "项目支出" } },
]
rows = [{ by = "项目" }]

[[group]]
head = "总目标"

[[group.band]]
cells = [
  { list = "long_term.goals", number = "目标{序号}：", empty = ["目标1：", "……"], span = 3 },
  { list = "overall.goals", lead = "overall.lead", number = "目标{序号}：", span = 3 },
]

[[group]]
head = "长期指标"
title = "长期目标"

[[group.band]]
goal = "长期"
indicators = ["level1", "level2", "level3", "target", "standard"]
spans = [1, 1, 2, 1, 1]
frame = [{ level1 = "产出指标", level2 = ["数量指标", "质量指标"] }, { level1 = "满意度指标", level2 = ["服务对象满意度"] }]
empty = ["……", "（未定）", ""]

[[group]]
head = "年度指标"
title = "年度目标{序号}：{目标}"
each = "goals"

[[group.band]]
cells = [{ head = "一级指标" }, { head = "二级指标" }, { head = "指标名称", span = 2 }, { head = "指标值" }, { head = "绩效标准" }]

[[group.band]]
indicators = ["level1", "level2", "level3", "target", "standard"]
spans = [1, 1, 2, 1, 1]
frame = [
  { level1 = "产出指标", level2 = ["数量指标", "质量指标"] },
  { level1 = "效益指标", level2 = ["社会效益"] },
  { level1 = "满意度指标", level2 = ["服务对象满意度"] },
]
"""

FILES = {
    f"{FOLDER}/{DOCUMENT}.toml": TARGET,
    f"{FOLDER}/indicators.csv": INDICATORS,
    f"{FOLDER}/projects.csv": PROJECTS,
    f"{FOLDER}/history.csv": HISTORY,
    f"{FORM}/edition.toml": EDITION,
    f"{FORM}/tables/form.toml": TABLE,
    f"{FORM}/prose/00.md": "@heading 附件\n",
}


def write_two(root: Path) -> Path:
    """Write the budget and the form of the fictitious department, with the editions of both, below ``root``, and give it back."""
    write_clean(root)
    write_templates(root)
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    shutil.copy(root / TEMPLATES / "style.toml", root / FORM / "style.toml")
    # Both share their indicators, and the form has rows for these kinds alone.
    with (root / TEMPLATES / "edition.toml").open("a", encoding="utf-8") as edition:
        edition.write('\n[limits]\noutput_kinds = ["数量", "质量"]\n')
    return root
