"""Any department of any units: its document builds, its totals are those of its units, and no sum on the page is off."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gen import build, check
from gen.amount import Unit, total
from gen.build import Compiled
from gen.document import Heading, Table, plain
from gen.findings import Severity
from tests.project import ROOT, only_with

pytestmark = only_with("szsi")

CODES = ("2050803", "2080109", "2080502", "2210201", "2210203")
NAMES = ("甲项目", "乙项目", "丙项目")
LEDGER = "支出类型,项目,二级项目,功能科目编码,经济科目编码,资金来源,口径,预算数,精度,依据"
ASSETS = "".join(
    f"{prefix}{kind} = 0\n"
    for prefix in ("", "new_")
    for kind in ("ordinary_vehicles", "duty_vehicles", "technical_vehicles", "other_vehicles", "general_equipment", "special_equipment")
)
amounts = st.decimals(min_value=-10, max_value=9999, places=2, allow_nan=False, allow_infinity=False)


@dataclass(frozen=True)
class Money:
    """What one unit has: basic expenditure by function, projects by name with their function."""

    basic: tuple[tuple[str, Decimal], ...]
    projects: tuple[tuple[str, str, Decimal], ...]

    @property
    def sum(self) -> Decimal:
        return sum((amount for *_, amount in (*self.basic, *self.projects)), Decimal(0))


units = st.builds(
    Money,
    basic=st.lists(st.tuples(st.sampled_from(CODES), amounts), max_size=4, unique_by=lambda line: line[0]).map(tuple),
    projects=st.lists(
        st.tuples(st.sampled_from(NAMES), st.sampled_from(CODES), amounts), min_size=1, max_size=3, unique_by=lambda p: p[0]
    ).map(tuple),
)


def write(root: Path, department: Sequence[Money]) -> None:
    """A fictitious department of these units, under the edition of 2020."""
    shutil.copytree(ROOT / "data/_codes/2020", root / "data/_codes/2020")
    shutil.copytree(ROOT / "templates/shenzhen-budget-2020", root / "templates/shenzhen-budget-2020")
    folder = root / "data/yunshan/2020"
    slugs = [f"unit-{number}" for number in range(len(department))]
    listed = ", ".join(f'"{slug}"' for slug in slugs)
    put(
        folder / "unit.toml", f'name = "云山区文化局"\ntext_name = "区文化局"\namount_unit = "万元"\nunits = [{listed}]\n[assets]\n{ASSETS}'
    )
    put(
        folder / "budget.toml",
        'edition = "shenzhen-budget-2020"\nstatus = "已批复"\napproval_date = "2020-01-20"\nduties = ["管理文化。"]\ngoals = ["办好读书月。"]\n',
    )
    put(folder / "prior.csv", "事项,对象,上年数,依据\n收支总额,,100,\n机关运行经费,,0,\n")
    for number, (slug, money) in enumerate(zip(slugs, department, strict=True)):
        write_unit(folder / "units" / slug, number, money)


def write_unit(folder: Path, number: int, money: Money) -> None:
    name = f"云山区文化局第{number}馆"
    head = f'name = "{name}"\ntext_name = "{name}"\nshort_name = "第{number}馆"\nparent = "云山区文化局"\namount_unit = "万元"\n'
    staff = "[staff]\nauthorized = 3\nserving = 2\nveterans = 0\nretired = 1\nemployees = 0\n[assets]\nvehicles = 0\n"
    put(folder / "unit.toml", f"{head}{staff}")
    items = "".join(f'[[items]]\nname = "{item}"\nuse = "所需"\n' for item in ("人员支出", "公用支出", "对个人和家庭补助支出"))
    projects = "".join(f'[[projects]]\nname = "{project}"\nuse = "所需"\n' for project, *_ in money.projects)
    put(folder / "budget.toml", f'{items}{projects}[[tasks]]\nname = "全部"\ncontent = "全部。"\n[overall]\ngoals = ["完成。"]\n')
    lines = [f"基本支出,,,{code},30201,一般公共预算拨款,,{amount},," for code, amount in money.basic]
    lines += [f"项目支出,{project},,{code},,一般公共预算拨款,,{amount},," for project, code, amount in money.projects]
    put(folder / "ledger.csv", "\n".join((LEDGER, *lines)) + "\n")
    rows = [
        f"{project},履职类项目拨款,2020-01-01,2020-12-31,一般性项目支出,业务类,{amount},{place},{place},{place}"
        for place, (project, _, amount) in enumerate(money.projects, start=1)
    ]
    header = "项目,项目类别,开始日期,结束日期,项目类型,资金用途,项目总额,正文次序,表13次序,表15次序"
    put(folder / "projects.csv", "\n".join((header, *rows)) + "\n")
    put(folder / "tasks.csv", "任务次序,绩效任务,项目\n1,全部,〔其余〕\n")
    put(folder / "procurement.csv", "采购类别,采购品目编码,项目,功能科目编码,年度口径,面向中小企业,面向小微企业,口径,预算数,依据\n")
    put(folder / "sangong.csv", "年度,事项,预算数,依据\n")
    kinds = "产出指标,数量指标,馆藏,1万册\n效益指标,社会效益指标,读者,1万人\n满意度指标,服务对象满意度指标,满意,90%\n"
    put(folder / "indicators.csv", f"一级指标,二级指标,三级指标,指标值\n{kinds}")
    put(folder / "project-indicators.csv", "项目,一级指标,二级指标,三级指标,指标值,来源\n")


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def compiled(department: Sequence[Money]) -> Compiled:
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), department)
        return build.compile_document(Path(folder), "yunshan", "2020", "budget")


@settings(max_examples=40)
@given(st.lists(units, min_size=1, max_size=4))
def test_any_department_builds_and_adds_up(department: list[Money]) -> None:
    result = compiled(department)
    assert result.composed is not None and result.facts is not None, result.findings
    bad = [found for found in result.findings if found.severity is Severity.ERROR and not found.code.startswith("COD")]
    assert bad == []
    assert result.facts.quantities["total"].amount.to(Unit.WAN) == sum(money.sum for money in department)
    parts = [part.quantities["total"].amount for part in result.facts.parts.values()]
    assert result.facts.quantities["total"].amount == total(parts)
    forms = [block for block in result.composed.document.blocks() if isinstance(block, Table) and block.id.startswith("表15")]
    assert len(forms) == sum(len(money.projects) for money in department)


@settings(max_examples=12)
@given(st.lists(units, min_size=2, max_size=3), amounts)
def test_more_money_in_one_unit_is_more_money_in_the_department(department: list[Money], more: Decimal) -> None:
    first, *others = department
    name, code, amount = first.projects[0]
    raised = Money(first.basic, ((name, code, amount + more), *first.projects[1:]))
    before, after = compiled(department), compiled([raised, *others])
    assert before.facts is not None and after.facts is not None
    difference = after.facts.quantities["total"].amount - before.facts.quantities["total"].amount
    assert difference.to(Unit.WAN) == more
    for slug in list(before.facts.parts)[1:]:
        assert before.facts.parts[slug].quantities["total"].amount == after.facts.parts[slug].quantities["total"].amount


@pytest.fixture(scope="module")
def two() -> Compiled:
    """Two units that have a project of the same name, in another order."""
    same = ("甲项目", "2080109", Decimal(1))
    other = ("乙项目", "2080109", Decimal(2))
    return compiled([Money((("2080109", Decimal(5)),), (same, other)), Money((), (other, same))])


def test_projects_of_the_same_name_are_kept_apart(two: Compiled) -> None:
    assert two.composed is not None
    table = next(block for block in two.composed.document.blocks() if isinstance(block, Table) and block.id == "表13")
    printed = [[plain(cell.inlines) for cell in line][:3] for line in table.grid.by_row()[table.head_rows :]]
    assert printed == [
        ["云山区文化局第0馆", "甲项目", "1"],
        ["云山区文化局第0馆", "乙项目", "2"],
        ["云山区文化局第1馆", "乙项目", "2"],
        ["云山区文化局第1馆", "甲项目", "1"],
    ]


def test_each_unit_has_its_heading(two: Compiled) -> None:
    assert two.composed is not None
    heads = [plain(block.inlines) for block in two.composed.document.blocks() if isinstance(block, Heading)]
    assert "一、云山区文化局第0馆" in heads and "二、云山区文化局第1馆" in heads


def test_a_unit_that_says_what_its_form_asks_for_publishes_its_own_document(tmp_path: Path) -> None:
    """Its own figures, in its own folder of the output; the department's document is not touched, and no other unit is in it."""
    money = [Money((("2080109", Decimal(5)),), (("甲项目", "2080109", Decimal("1.5")),)), Money((), (("乙项目", "2080109", Decimal(2)),))]
    write(tmp_path, money)
    home, own = tmp_path / "data/yunshan/2020", tmp_path / "data/yunshan/2020/units/unit-0"
    ledger = (own / "ledger.csv").read_text(encoding="utf-8")
    put(own / "ledger.csv", ledger.replace(",30201,", ",302,"))  # The code list of that year has no more than the published document.
    missing = build.report(tmp_path, "yunshan", "2020", unit="unit-0")
    assert missing.written == () and {finding.code for finding in missing.findings if finding.severity is Severity.ERROR} == {
        "FIL-01",
        "FIL-02",
        "TXT-05",
    }
    shutil.copy(home / "prior.csv", own / "prior.csv")
    for name, lines in (("unit.toml", ASSETS), ("budget.toml", 'duties = ["借阅。"]\ngoals = ["多借。"]\n')):
        text = (own / name).read_text(encoding="utf-8")
        put(own / name, f"{text}{lines}" if name == "unit.toml" else f"{lines}{text}")
    outcome = build.report(tmp_path, "yunshan", "2020", unit="unit-0")
    assert [path.name for path in outcome.written] == ["budget.docx", "budget.pdf", "budget.figures.json", "manifest.json"]
    assert {path.parent for path in outcome.written} == {tmp_path / "output/yunshan/2020/units/unit-0"}
    with pdfplumber.open(tmp_path / "output/yunshan/2020/units/unit-0/budget.pdf") as pdf:
        printed = "".join(page.extract_text() for page in pdf.pages).replace("\n", "")
    assert "云山区文化局第0馆" in printed and "第1馆" not in printed and "乙项目" not in printed
    assert [path.name for path in (tmp_path / "output/yunshan/2020").iterdir()] == ["units"]


@pytest.mark.parametrize("name", ["ledger", "projects", "tasks", "procurement", "sangong", "indicators", "project-indicators"])
def test_a_file_that_one_unit_lacks_is_told_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    write(tmp_path, [Money((), (("甲项目", "2080109", Decimal("1.5")),)), Money((), (("乙项目", "2080109", Decimal(2)),))])
    assert [each for each in build.compile(tmp_path, "yunshan", "2020").findings if each.severity is Severity.ERROR] == []
    lacking = f"data/yunshan/2020/units/unit-1/{name}.csv"
    (tmp_path / lacking).unlink()
    outcome = build.report(tmp_path, "yunshan", "2020")
    assert outcome.written == ()
    assert [str(finding.places[0]) for finding in outcome.findings if finding.code == "FIL-01"] == [lacking]
    texts = {
        place.path: (tmp_path / place.path).read_text("utf-8").split("\n") for f in outcome.findings for place in f.places if place.line
    }
    causes = check.consequences(outcome.findings, texts)
    errors = [finding for finding in outcome.findings if finding.severity is Severity.ERROR]
    assert [finding.code for finding in errors if finding not in causes] == ["FIL-01"]
