"""The rule book (规则手册): docs/rules.md made from the checks, the codes of the other layers and the table of what is covered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gen.check import SUBJECTS
from gen.check.follows import ANY_UNIT, SAME_LINE
from gen.check.rule import Check
from gen.findings import OWN
from gen.model.lines import Waiver
from gen.read.records import header_of
from gen.rulebook.codes import CODES
from gen.rulebook.coverage import SECTIONS, Asked

_INTRODUCTION = f"""\
# 校验规则

本页由程序生成（`make rules`），与程序里的规则一一对应。给填数据的财务人员和审核人员看：每条规则拿什么和什么比、报了怎样改。

`make check` 和 `make report` 一次报出全部问题，每条写明文件、行、列、两边的数和改法。**错误**不改就不能公开；**警告**是多半有误、
但也可能属实的，属实就保留；**提示**只是告知。除写明界限的以外，数一律按准确值（元）比较，分毫不差才算相等。依据写“本项目规则”的，没有官方条文，
是为了使数据和页面不出错而定的。代码的含义不会改变。

问题属实、又经批准可以保留的，在部门或单位的文件夹里写一份 `waivers.csv`，一条问题一行，第一行写 `{",".join(header_of(Waiver))}`。
特征是那一条的说明或所指那一行原文里独有的一段字，说明里有数的要写上数，没有数的写名称，不写行号；理由和批准单位会出现在校验结果里，不写个人姓名，也不进入公开的文件。
豁免了的照样列出，注明“已豁免”，但不再妨碍公开，也不计入错误和警告。级别后面写“不能豁免”的规则，以及读取、版式、字体和输出的问题，只能改正。

一处写错，常使几条规则都报。能断定是由另一条引起的，折在那一条下面，只写位置和说明的开头，先改正上面那一条再看；`--full` 逐条列全。
折起来的照样计数，照样妨碍公开；拿不准的不折。同一规则的多条提示也收在一起。
"""

_REMARK = "读取阶段的问题都是错误（写明警告的除外）：文件读得出来，才谈得上校验。"


def page() -> str:
    """The whole of docs/rules.md."""
    return "\n".join((_INTRODUCTION, *_contents(), *_rules(), *_codes(), *_coverage()))


def rules_of(subject: object) -> list[Check]:
    """The checks of a file of rules by their codes."""
    return sorted((rule for rule in vars(subject).values() if isinstance(rule, Check)), key=lambda rule: rule.code)


def _contents() -> Iterator[str]:
    yield "## 目录\n"
    for subject, title in SUBJECTS.items():
        yield f"- [{title}](#{title})：{'、'.join(rule.code for rule in rules_of(subject))}"
    yield f"- [读取、版式和输出的代码](#读取、版式和输出的代码)：{'、'.join(dict.fromkeys(code.split('-')[0] for table in CODES.values() for code in table))}"
    yield "- [对照清单](#对照清单)：公开检查常见的要求，由哪条规则管、或由构造保证、或不适用\n"


def _rules() -> Iterator[str]:
    for subject, title in SUBJECTS.items():
        yield f"## {title}\n"
        for rule in rules_of(subject):
            yield f"### {rule.code} {rule.title}\n"
            yield f"- 级别：{rule.severity.value}{'；每个预算单位各查一次' if rule.each_unit else ''}{'' if rule.waivable else '；不能豁免'}"
            yield f"- 依据：{rule.basis if rule.basis == OWN else _sentence(rule.basis)}"
            yield f"- 比什么：{_sentence(rule.compares)}"
            if rule.threshold:
                yield f"- 界限：{_sentence(rule.threshold)}"
            yield from _relations(rule)
            yield f"- 怎样改：{_sentence(rule.fix)}\n"


def _relations(rule: Check) -> Iterator[str]:
    """What the findings of a rule are folded under, and which sums are folded under them."""
    if rule.follows:
        yield f"- 折在哪里：{'，或'.join(map(_above, rule.follows))}之下，那多半是它的原因。"
    if rule.spoils:
        yield f"- 牵连：按{'、'.join(rule.spoils)}分行或分栏的合计会少明细；少的全是这条规则所指的，折在它下面。"


def _above(entry: str) -> str:
    """What an entry of ``follows`` says, in words."""
    code, _, what = entry.partition(" ")
    if what == SAME_LINE:
        return f"说同一行的 {code}"
    missing = f"有预算单位缺少 {what.removeprefix(ANY_UNIT)}" if what.startswith(ANY_UNIT) else f"缺少 {what}"
    return f"{missing}（{code}）" if what else f"说同一名称的 {code}"


def _codes() -> Iterator[str]:
    yield f"## 读取、版式和输出的代码\n\n{_REMARK}\n"
    for title, table in CODES.items():
        yield f"### {title}\n"
        yield from _table(("代码", "什么不对", "怎样改"), [(code, *words) for code, words in table.items()])


def _coverage() -> Iterator[str]:
    tests = list(dict.fromkeys(test for asked in SECTIONS.values() for one in asked for test in one.tests))
    yield "## 对照清单\n"
    yield "公开检查和绩效评价常见的要求，逐条对照。“由构造保证”是说程序只能那样生成，不会生成别的；验证它的测试按序号列在最后。不足之处如实写明。\n"
    for title, asked in SECTIONS.items():
        yield f"### {title}\n"
        yield from _table(("编号", "要求", "由谁管", "说明"), [(one.id, one.text, _how(one, tests), one.remark) for one in asked])
    yield "### 验证构造的测试\n"
    yield from (f"{number}. `{test}`" for number, test in enumerate(tests, start=1))
    yield ""


def _how(asked: Asked, tests: Sequence[str]) -> str:
    how = ["、".join(asked.codes)] if asked.codes else []
    how += [f"由构造保证（测试 {'、'.join(str(tests.index(test) + 1) for test in asked.tests)}）"] if asked.tests else []
    how += [asked.state] if asked.state else []
    return "；".join(how)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    yield from (f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows)
    yield ""


def _sentence(text: str) -> str:
    return f"{text}。"
