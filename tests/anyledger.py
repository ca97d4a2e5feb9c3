"""Any department of one unit, two years of it, written under any edition of a budget; its lines stay at hand to reckon by."""

from __future__ import annotations

import csv
import shutil
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from hypothesis import strategies as st

from gen.compose.edition import Edition, all_blocks
from gen.model.shape import Kind, fields_of
from gen.model.texts import Assets, Staff
from gen.read.gate import folders
from tests.project import edition_of

DEPARTMENT, LAST, YEAR = "yunshan", "2021", "2022"
LEDGER = "支出类型,项目,二级项目,功能科目编码,经济科目编码,资金来源,口径,预算数,精度,依据"
#: 经济类 of basic expenditure: pay, goods and services, persons and families, capital; the others are for projects alone.
BASIC = ("301", "302", "303", "310")
PROJECTS = ("甲项目", "乙项目", "丙项目", "丁项目")


@dataclass(frozen=True)
class Row:
    """One line of a ledger, money in 万元; ``source`` is 资金来源 with its 来源大类."""

    kind: str
    project: str
    part: str
    function: str
    economic: str
    source: tuple[str, str]
    amount: Decimal

    @property
    def key(self) -> tuple[str, ...]:
        return self.kind, self.project, self.part, self.function, self.economic, self.source[0]

    def dimension(self, name: str) -> str:
        """What the line is in a dimension, reckoned from its codes."""
        return {
            "支出类型": self.kind,
            "项目": self.project,
            "二级项目": self.part,
            "功能类": self.function[:3],
            "功能款": self.function[:5],
            "功能项": self.function,
            "经济类": self.economic[:3],
            "经济款": self.economic if len(self.economic) > 3 else "",
            "资金来源": self.source[0],
            "来源大类": self.source[1],
            "拨款类别": "基本支出拨款" if self.kind == "基本支出" else "履职类项目拨款",
            "绩效任务": "全部",
            "单位类别": "下属单位",
        }.get(name, UNIT.get(name, ""))

    def passes(self, where: Mapping[str, tuple[str, ...]]) -> bool:
        return all(self.dimension(name) in values for name, values in where.items())


UNIT = {"单位": "云山区图书馆", "主管部门": "云山区文化局", "经办单位": "云山区图书馆"}

amounts = st.decimals(min_value=-20, max_value=99999, places=2) | st.sampled_from([Decimal(0), Decimal("0.3"), Decimal("0.5")])


@dataclass(frozen=True)
class Home:
    """An edition where it stands: the project that has it, its folder there, and the code lists of a year whose data use it."""

    root: Path
    slug: str
    edition: Edition
    codes: Path

    @cached_property
    def ledgers(self) -> st.SearchStrategy[list[Row]]:
        """Any ledger out of the codes of that year and the funds that the form has rows for."""
        functions, economics = (_finest(self.codes / name) for name in ("functions.csv", "economics.csv"))
        running = [code for code in economics if code[:3] in BASIC]
        funds = st.sampled_from(sorted(self._funds().items()))
        basic = st.builds(
            Row, st.just("基本支出"), st.just(""), st.just(""), st.sampled_from(functions), st.sampled_from(running), funds, amounts
        )
        parts = st.sampled_from(["", "其一", "其二"])
        projects = st.builds(
            Row,
            st.just("项目支出"),
            st.sampled_from(PROJECTS),
            parts,
            st.sampled_from(functions),
            st.sampled_from(economics),
            funds,
            amounts,
        )
        return st.lists(basic | projects, min_size=1, max_size=12, unique_by=lambda row: row.key)

    def _funds(self) -> Mapping[str, str]:
        """资金来源 with its 来源大类: what the form has a row for, alone or as the only one of its group."""
        listed = {row["资金来源"]: row["来源大类"] for row in _rows(self.codes / "funds.csv")}
        sides = [side for table in self.edition.tables.values() for side in table.all_sides() if side.source == "ledger"]
        blocks = [block for side in sides for block in all_blocks((*side.rows, *side.foot))]
        named = {value for block in blocks for name in ("资金来源", "来源大类") for value in block.where.get(name, ())}
        groups = Counter(listed.values())
        return {fund: group for fund, group in listed.items() if fund in named or (group in named and groups[group] == 1)}


def homes(root: Path) -> Iterator[Home]:
    """Every edition of a budget, which compares with last year, that data of the project use."""
    used = {}
    for file in sorted(root.glob("data/*/*/budget.toml")):
        used[tomllib.loads(file.read_text(encoding="utf-8"))["edition"]] = file.parent.name
    for slug in folders(root, "templates"):
        if slug in used and "total" in edition_of(root, slug).wordings:
            yield Home(root, slug, edition_of(root, slug), root / "data/_codes" / used[slug])


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _finest(file: Path) -> tuple[str, ...]:
    """The longest codes of a list."""
    codes = [row["编码"] for row in _rows(file)]
    return tuple(code for code in codes if len(code) == max(map(len, codes)))


def write(root: Path, home: Home, years: Mapping[str, Iterable[Row]]) -> None:
    """The department under an edition, whose folder is copied too; every file that a budget may need is there."""
    shutil.copytree(home.root / "templates" / home.slug, root / "templates" / home.slug)
    for year, rows in years.items():
        shutil.copytree(home.codes, root / f"data/_codes/{year}")
        _write_year(root / f"data/{DEPARTMENT}/{year}", home, [*rows])


def _write_year(folder: Path, home: Home, rows: list[Row]) -> None:
    names = [name for name in PROJECTS if any(row.project == name for row in rows)]
    items = dict.fromkeys(quantity.item for quantity in home.edition.definitions.quantities if quantity.item)
    texts = [
        f'edition = "{home.slug}"\nstatus = "已批复"\napproval_date = "2022-01-20"\nduties = ["管理图书。"]\ngoals = ["办好读书月。"]\n'
    ]
    texts += [f'[[items]]\nname = "{item}"\nuse = "所需"\n' for item in items]
    for name in names:
        texts.append(f'[[projects]]\nname = "{name}"\nuse = "所需"\ngoal = "完成。"\n')
        parts = dict.fromkeys(row.part for row in rows if row.project == name and row.part)
        texts += [f'[[projects.parts]]\nname = "{part}"\nuse = "所需"\n' for part in parts]
    texts += ['[[tasks]]\nname = "全部"\ncontent = "全部。"\n[overall]\ngoals = ["完成。"]\n']
    lines = (",".join((*row.key, "", str(row.amount), "", "")) for row in rows)
    listed = (
        f"{name},履职类项目拨款,2022-01-01,2022-12-31,一般性项目支出,业务类,{place},{place},{place},{place}"
        for place, name in enumerate(names, 1)
    )
    header = "项目,项目类别,开始日期,结束日期,项目类型,资金用途,正文次序,表5次序,表13次序,第七部分次序"
    kinds = ("产出指标,数量指标,馆藏,1万册", "效益指标,社会效益指标,读者,1万人", "满意度指标,服务对象满意度指标,满意,90%")
    files = {
        "unit.toml": _unit(),
        "budget.toml": "\n".join(texts),
        "ledger.csv": _csv(LEDGER, lines),
        "projects.csv": _csv(header, listed),
        "tasks.csv": _csv("任务次序,绩效任务,项目", ["1,全部,〔其余〕"]),
        "procurement.csv": _csv("采购类别,采购品目编码,项目,功能科目编码,年度口径,面向中小企业,面向小微企业,口径,预算数,依据", ()),
        "sangong.csv": _csv("年度,事项,预算数,依据", ()),
        "indicators.csv": _csv("一级指标,二级指标,三级指标,指标值", kinds),
        "project-indicators.csv": _csv("项目,一级指标,二级指标,三级指标,指标值,来源", ()),
    }
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def _unit() -> str:
    staff, assets = (
        "".join(f"{field.name} = 0\n" for field in fields_of(record) if field.kind is Kind.COUNT) for record in (Staff, Assets)
    )
    return (
        f'name = "{UNIT["单位"]}"\ntext_name = "区图书馆"\nshort_name = "图书馆"\nparent = "{UNIT["主管部门"]}"\namount_unit = "万元"\noffices = ["办公室"]\n'
        f'[staff]\n{staff}[assets]\nas_of = "2021-10"\n{assets}'
    )


def _csv(header: str, lines: Iterable[str]) -> str:
    return "\n".join((header, *lines)) + "\n"
