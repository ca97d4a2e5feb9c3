"""A fictitious self-evaluation that no check has anything to say about, and the ways to spoil it."""

from __future__ import annotations

import shutil
from pathlib import Path

from gen.check.rule import Case
from gen.compose import assemble
from gen.derive import facts
from gen.read import load
from tests.check.specimens import Edit, Specimen, one
from tests.project import edition_of
from tests.specimens import DEPARTMENT, FOLDER, YEAR, write_tree

ROOT = Path(__file__).parents[2]
EDITION = "shenzhen-self-evaluation-2020"
TEMPLATES = f"templates/{EDITION}"
DOCUMENT = "self-evaluation"

#: Where a short name of these specimens stands.
FOLDERS = {"edition/": f"{TEMPLATES}/", "": f"{FOLDER}/"}

UNIT = """\
name = "云山区图书馆"
amount_unit = "元"

[staff]
authorized = 12
unified = 9
hired = 2
pensioned = 3
"""

PASSAGES = (
    "预算管理情况",
    "保障措施",
    "政府采购计划",
    "政府采购完成情况",
    "预决算信息公开",
    "项目调整和完成情况",
    "项目实施控制",
    "公用经费结余原因",
    "固定资产使用情况",
    "工资发放情况",
    "主要履职情况",
    "部门履职绩效情况",
    "主要经验做法",
    "后续工作计划和建议",
    "预期目标",
    "目标实际完成情况",
)

TEXTS = f'''\
edition = "{EDITION}"
status = "已批复"
approval_date = "2032-05-20"
duties = ["收藏、整理图书。"]
year_tasks = ["办好读书月。"]
goals = ["藏书更全。"]

[[items]]
name = "公务用车运行维护费"
use = "流动图书车"

[[items]]
name = "日常公用经费"
use = "水电"

[[problems]]
problem = "书架不足，控制率为〔引：日常公用经费控制率〕。"
measure = "增加书架，〔引：新书〕。"

[[passages]]
name = "新书"
paragraphs = ["购入新书"]

''' + "\n".join(f'[[passages]]\nname = "{name}"\nparagraphs = ["此处是{name}"]\n' for name in PASSAGES)

EXECUTION = """\
事项,对象,类别,支出性质,预算数,财政拨款预算数,执行数,财政拨款执行数,精度,依据
部门预算,基本支出,基本支出,,800,,790,,,甲
部门预算,项目支出,项目支出,,200,,190,,,甲
预算安排,年初预算,,,900,,,,,甲
预算安排,年中追加,,,100,,,,,甲
区财政补助拨款,,,,50,,50,,,甲
三公经费,公务接待费,,,0,,0,,,甲
三公经费,公务用车运行维护费,,,40,,30,,,甲
日常公用经费,,,,100,,80,,,甲
政府采购,,,,60,,57,,,甲
固定资产,房屋（办公用房）,,,,,700,,,甲
固定资产,其他固定资产,,,,,300,,,甲
年度主要任务,人员,基本支出,人员经费,700,700,690,690,,乙
年度主要任务,购书,项目支出,,200,180,190,170,,乙
"""

INDICATORS = """\
一级指标,二级指标,三级指标,指标值,实际完成值
产出指标,数量指标,新书册数,≥5000册,5100册
产出指标,质量指标,新书完好率,≥99%,99.5%
产出指标,时效指标,上架及时性,及时,及时
产出指标,成本指标,每册费用,≤100元,90元
效益指标,社会效益指标,入藏率,100%,100%
效益指标,满意度指标,读者满意度,≥95%,96%
"""

SCORES = """\
三级指标,要素,取值,得分,理由
预算编制合理性,,,4,年中调剂较多
预算编制规范性,预算编制不符合要求的项数,0,,
绩效目标完整性,绩效目标不符合要求的项数,0,,
绩效指标明确性,,,7,
政府采购执行情况,政府采购政策功能得分,1,,政府采购按实际需要执行
财务合规性,资金支出规范性得分,1,,
财务合规性,调整调剂资金比例,12%,,年中有调剂
财务合规性,会计核算规范性得分,1,,
财务合规性,发生违规支出,否,,
预决算信息公开,部门预算公开,按要求公开,,
预决算信息公开,部门决算公开,按要求公开,,
项目实施程序,,,2,
项目监管,,,2,
资产管理安全性,,,2,
固定资产利用率,固定资产在用比率,97.5%,,
编外人员控制率,编外人员比率,6%,,读书月期间临时用工
管理制度健全性,,,3,
预算执行率,一季度末累计支出进度,25%,,
预算执行率,二季度末累计支出进度,50%,,
预算执行率,三季度末累计支出进度,75%,,年末进度不足
重点工作完成情况,未完成的重点工作项数,0,,
项目完成及时性,按计划时间完成的项目数,1,,
社会效益、经济效益、生态效益及可持续影响等,,,25,
群众信访办理情况,有群众意见渠道和回复机制,是,,
群众信访办理情况,信访办理回复率达到100%,是,,
群众信访办理情况,信访及时办理回复率达到100%,是,,
公众或服务对象满意度,满意度,96%,,
"""

#: The budget of the same folder, 900 元.
LEDGER = """\
支出类型,项目,二级项目,功能科目编码,经济科目编码,资金来源,口径,预算数,精度,依据
基本支出,,,2070104,30101,一般公共预算拨款,,650,,甲
基本支出,,,2070104,30101,其他收入,,250,,甲
"""

FILES = {
    "ledger.csv": LEDGER,
    "unit.toml": UNIT,
    "self-evaluation.toml": TEXTS,
    "execution.csv": EXECUTION,
    "indicators.csv": INDICATORS,
    "scores.csv": SCORES,
}


def write(root: Path, edits: tuple[Edit, ...] = ()) -> Path:
    """Write the clean self-evaluation with ``edits`` below ``root``, and give ``root`` back."""
    write_tree(root)
    shutil.rmtree(root / FOLDER)
    (root / FOLDER).mkdir()
    for name, text in FILES.items():
        (root / FOLDER / name).write_text(text, encoding="utf-8")
    if any(edit.file.startswith("edition/") for edit in edits):
        shutil.copytree(ROOT / TEMPLATES, root / TEMPLATES)
    for edit in edits:
        path = root / next(folder + edit.file.removeprefix(prefix) for prefix, folder in FOLDERS.items() if edit.file.startswith(prefix))
        if edit.new is None:
            path.unlink()
            continue
        content = path.read_text(encoding="utf-8") if path.exists() else ""
        assert not edit.old or content.count(edit.old) == 1, f"{edit.old!r} does not stand once in {path}"
        path.write_text(content.replace(edit.old, edit.new) if edit.old else content + edit.new, encoding="utf-8")
    return root


def short(path: str) -> str:
    """A path as the specimens write it."""
    prefix, folder = next(((prefix, folder) for prefix, folder in FOLDERS.items() if path.startswith(folder)), ("", ""))
    return prefix + path.removeprefix(folder)


def build(root: Path) -> Case:
    """The case of the self-evaluation below ``root``; the edition is that of ``root`` where it has one."""
    model, found = load.load(root, DEPARTMENT, YEAR, DOCUMENT)
    assert model is not None, found
    form = edition_of(root if (root / TEMPLATES).exists() else ROOT, EDITION)
    derived = facts.derive(model, form.definitions)
    composed, findings = assemble.assemble(model, derived, form)
    assert findings == ()
    return Case(model=model, edition=form, facts=derived, composed=composed)


_E, _I, _S, _T = "execution.csv", "indicators.csv", "scores.csv", "self-evaluation.toml"

SPECIMENS = (
    one("EXE-01", _E, "200,180,190,170", "200,180,190,190.01", "EXE-01 execution.csv:14:29"),
    one("EXE-02", _E, "200,180,190,170", "200,180,200.01,170", "EXE-02 execution.csv:14:25"),
    Specimen("DOC-01", (Edit("ledger.csv", "650", "651"),), ("DOC-01 execution.csv:4:13",)),
    Specimen("DOC-01", (Edit(_E, "补助拨款,,,,50", "补助拨款,年初预算,,,50"),), ("DOC-01 execution.csv:4:13",)),
    Specimen(
        "DOC-01",
        (
            Edit(
                "edition/edition.toml",
                'title = "年初预算数（不含区财政补助）"\n',
                'title = "年初预算数"\nwhere = { "资金来源" = "政府性基金预算拨款" }\n',
            ),
        ),
        ("DOC-01 execution.csv:4:13",),
    ),
    one("EXE-03", _E, "", "预算安排,年初预标,,,0,,,,,\n", "EXE-03 execution.csv:15:6"),
    one("EXE-03", _E, "", "三公,公务接待费,,,0,,0,,,\n", "EXE-03 execution.csv:15:1"),
    # One row known to 1: the whole may be half of that off its parts.
    one("SUM-10", _E, "基本支出,,800,,790,,,甲", "基本支出,,800.4,,790,,1,甲", "SUM-10 execution.csv:2:17"),
    one("SUM-03", _E, "基本支出,,800,,790,,,甲", "基本支出,,800.5,,790,,1,甲", "SUM-03 execution.csv:2:17"),
    one("DOC-02", "ledger.csv", "", None, "DOC-02 self-evaluation.toml:1:12"),
    one("IND-03", _I, "100%,100%", "100%,", "IND-03 indicators.csv:6:22"),
    one("IND-05", _I, "≥5000册", "按实际需求", "IND-05 indicators.csv:2:16"),
    one("IND-08", _I, ",96%", ",94.9%", "IND-08 indicators.csv:7:23"),
    one("IND-10", _I, ",96%", ",109.6%", "IND-10 indicators.csv:7:23"),
    one("IND-08", _I, "5100册", "6501册", "IND-08 indicators.csv:2:23"),
    one("IND-08", _I, "≤100元,90元", "≤100元,69.9元", "IND-08 indicators.csv:5:22"),
    one("IND-08", _I, "≥5000册,5100册", "＝5000册,5001册", "IND-08 indicators.csv:2:23"),
    Specimen(
        "SCO-07",
        (Edit("edition/scores.toml", 'full = "25"', 'full = "26"'), Edit("edition/scores.toml", '"部门绩效" = "60"', '"部门绩效" = "61"')),
        ("SCO-03 scores.csv:24:28", "SCO-07 edition/scores.toml:32:3"),
    ),
    one("SCO-01", _S, "项目监管,,,2,\n", "", "SCO-01 scores.csv"),
    one("SCO-01", _S, "公众或服务对象满意度,满意度,96%,,\n", "", "SCO-01 scores.csv"),
    one(
        "SCO-01",
        "unit.toml",
        "hired = 2\n",
        "",
        "TXT-05 data/yunshan/2031",
        "TXT-05 data/yunshan/2031",
        "SCO-01 scores.csv",
        "TXT-05 unit.toml:4:2",
    ),
    one("SCO-02", _S, "项目监管,,,2,", "项目监管,,,2.5,", "SCO-02 scores.csv:14:8"),
    one("SCO-02", _S, "项目监管,,,2,", "项目监管,,,二,", "SCO-02 scores.csv:14:8"),
    one("SCO-02", _S, "项目监管,,,2,", "项目监管,,,-5,", "SCO-02 scores.csv:14:8"),
    one("SCO-03", _S, "读书月期间临时用工", "", "SCO-03 scores.csv:17:20"),
    one("SCO-03", _S, "项目监管,,,2,", "项目监管,,,1.5,", "SCO-03 scores.csv:14:12"),
    one("SCO-04", _S, "", "公众或服务对象满意度,,,6,甲\n", "SCO-04 scores.csv:29:14"),
    one("SCO-05", _S, "", "项目监督,,,2,甲\n", "SCO-05 scores.csv:29:1"),
    one("SCO-05", _S, "", "项目监管,检查次数,2,,甲\n", "SCO-05 scores.csv:29:6"),
    one("SCO-05", _S, "满意度,96%,,", "满意度,96%,6,", "SCO-05 scores.csv:28:20"),
    one("SCO-05", _S, "编外人员控制率,编外人员比率", "编外人员控制率,编外人员比列", "SCO-01 scores.csv:17:9", "SCO-05 scores.csv:17:9"),
    one("SCO-05", _S, "项目监管,,,2,", "项目监管,,2,2,", "SCO-05 scores.csv:14:7"),
    one("SCO-06", _S, "满意度,96%,,", "满意度,很满意,,", "SCO-01 scores.csv:28:16", "SCO-06 scores.csv:28:16"),
    one("SCO-06", _S, "发生违规支出,否", "发生违规支出,没有", "SCO-01 scores.csv:10:14", "SCO-06 scores.csv:10:14"),
    one("SCO-06", _S, "部门决算公开,按要求公开", "部门决算公开,公开", "SCO-01 scores.csv:12:16", "SCO-06 scores.csv:12:16"),
    one("SCO-06", _S, "政府采购政策功能得分,1,", "政府采购政策功能得分,1.1,", "SCO-01 scores.csv:6:21", "SCO-06 scores.csv:6:21"),
    one("SCO-08", _S, "按计划时间完成的项目数,1,", "按计划时间完成的项目数,2,", "SCO-08 scores.csv:23:21"),
    one("SCO-08", _S, "编外人员比率,6%,", "编外人员比率,600%,", "SCO-08 scores.csv:17:16"),
    one("QUO-01", _T, "〔引：新书〕", "〔引：新书册数〕", "QUO-01 self-evaluation.toml:18:17", "PAS-01 self-evaluation.toml:21:9"),
    one("QUO-01", _I, "5100册", "〔引：册数〕", "QUO-01 indicators.csv:2:23"),
    one("PAS-01", _T, 'name = "保障措施"', 'name = "保证措施"', "TXT-05 self-evaluation.toml", "PAS-01 self-evaluation.toml:29:9"),
)

#: Near misses: nothing is found.
PASSING = (
    # The same row to the last digit: the whole is its parts.
    Specimen("SUM-10", (Edit(_E, "基本支出,,800,,790,,,甲", "基本支出,,800,,790,,1,甲"),), ()),
    Specimen("EXE-03", (Edit(_E, "年中追加,,,100,", "年中追加,,,100.00,"),), ()),
    Specimen("DOC-02", (Edit("ledger.csv", "拨款,,650,", "拨款,,650.00,"),), ()),
    Specimen("IND-03", (Edit(_I, "100%,100%", "100%,没有开展"),), ()),
    Specimen("SCO-04", (Edit(_S, "公众或服务对象满意度,满意度,96%,,\n", "公众或服务对象满意度,,,6,满意度没有公布\n"),), ()),
    Specimen("SCO-05", (Edit(_S, "公众或服务对象满意度,满意度,96%,,\n", "公众或服务对象满意度,满意度,96%,,调查表\n"),), ()),
    Specimen("PAS-01", (Edit(_T, "〔引：新书〕", "〔引：购书情况〕"), Edit(_T, 'name = "新书"', 'name = "购书情况"')), ()),
    Specimen(
        "SCO-07",
        (
            *(Edit("edition/scores.toml", *edit) for edit in (('full = "25"', 'full = "24"'), ('"部门绩效" = "60"', '"部门绩效" = "59"'))),
            *(Edit("edition/scores.toml", *edit) for edit in (('full = "7"', 'full = "8"'), ('"部门决策" = "20"', '"部门决策" = "21"'))),
            Edit(_S, ",,,25,", ",,,24,"),
            Edit(_S, ",,,7,", ",,,8,"),
        ),
        (),
    ),
    Specimen("IND-05", (Edit(_I, "≥5000册", "5000"),), ()),
    Specimen("IND-08", (Edit(_I, "5100册", "6500册"),), ()),
    Specimen("IND-08", (Edit(_I, "5100册", "约6600册"),), ()),
    Specimen(
        "IND-08",
        (Edit(_I, "5100册", "7000册"), Edit("edition/edition.toml", "years_after = 1", 'years_after = 1\noverachieved = "0.4"')),
        (),
    ),
    Specimen("CTL-06", (Edit("ledger.csv", "一般公共预算拨款,,650", "一般公共预算拨款,按经济,650"),), ()),
    Specimen("QUO-01", (Edit(_I, "≥5000册", "〔引：新书〕5000册"),), ()),
    Specimen("DOC-01", (Edit("ledger.csv", "650", "600"), Edit(_E, "补助拨款,,,,50", "补助拨款,年初预算,,,50")), ()),
    Specimen("EXE-01", (Edit(_E, "200,180,190,170", "200,200,190,190"),), ()),
    Specimen("EXE-02", (Edit(_E, "200,180,190,170", "200,180,200,170"),), ()),
    Specimen("SCO-01", (Edit(_S, "公众或服务对象满意度,满意度,96%,,\n", "公众或服务对象满意度,,,6,满意度没有公布\n"),), ()),
    Specimen("SCO-02", (Edit(_S, "项目监管,,,2,", "项目监管,,,2.0,"),), ()),
    Specimen("SCO-03", (Edit(_S, "项目监管,,,2,", "项目监管,,,1.5,一个项目没有检查"),), ()),
    Specimen("SCO-08", (Edit(_S, "编外人员比率,6%,", "编外人员比率,100%,"),), ()),
    Specimen("SCO-06", (Edit(_S, "固定资产在用比率,97.5%", "固定资产在用比率,100%"),), ()),
    Specimen("QUO-01", (Edit(_T, "〔引：新书〕", "〔引：新书〕，执行〔引：购书执行数〕元"),), ()),
)
