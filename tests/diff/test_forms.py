"""A comparison as Markdown and as a page: all of it there, nothing of the data becomes markup, nothing is asked of a network."""

from __future__ import annotations

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.check.follows import folded
from gen.cli import main
from gen.diff import compare, sides
from gen.diff.compare import Diff
from gen.diff.markdown import LIMIT, MARK, Block, comment, plain, shorter
from gen.diff.page import page, rows
from gen.diff.scope import Target
from gen.diff.sides import Asked
from tests.diff.repos import git, repository
from tests.project import FOLDER, only_with
from tests.specimens import spoil

pytestmark = only_with("baoan")

BUDGET, LEDGER = f"{FOLDER}/budget.toml", f"{FOLDER}/ledger.csv"
HOSTILE = "<script>alert(1)</script>|@all #1 `x` **y** [z](http://example.org)"


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Diff:
    """A change of amounts, of texts (one of them hostile), and one that is an error."""
    root = repository(tmp_path_factory.mktemp("forms") / "repo")
    spoil(root, LEDGER, "30217,一般公共预算拨款,,0.3,", "30217,一般公共预算拨款,,0.5,")
    spoil(root, BUDGET, "认定用人单位员工的工伤。", f"认定辖区员工的工伤{HOSTILE}。")
    spoil(root, f"{FOLDER}/tasks.csv", "5,区财政安排项目,区财政安排项目\n", "")
    with sides.opened(root, Asked()) as both:
        return compare.compared(both, Target("baoan", "2022"))


class _Page(HTMLParser):
    """The text of a page by element, and whether its elements nest."""

    VOID = ("meta", "br", "input", "link", "img")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.classes: list[str] = []
        self.addresses: list[str] = []
        self.ids: set[str] = set()
        self.text: list[str] = []
        self.sides: dict[str, list[str]] = {"side old": [], "side new": []}
        #: Where each place of the page leads, by "next" and "prev"; "" is what is shown before one has gone anywhere.
        self.steps: dict[str, dict[str, str]] = {}
        self.within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.addresses += [given[name] for name in ("src", "href", "action") if name in given]
        self.ids.add(given.get("id", ""))
        if tag not in self.VOID:
            self.open.append(tag)
            self.within.append(given.get("id") or (self.within[-1] if self.within else ""))
            self.classes.append(given.get("class", ""))
        if given.get("rel") in ("next", "prev"):
            at = "" if "step start" in self.classes else self.within[-1]
            assert given["rel"] not in self.steps.setdefault(at, {}), "one way on from each place"
            self.steps[at][given["rel"]] = given["href"].removeprefix("#")
        if given.get("class") in self.sides:
            self.sides[given["class"]].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, (tag, self.getpos())
        self.within.pop()
        self.classes.pop()

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        for name in self.sides:
            if name in self.classes and "vh" not in self.classes:
                self.sides[name][-1] += data


def parsed(text: str) -> _Page:
    found = _Page()
    found.feed(text)
    found.close()
    assert found.open == []
    return found


def test_the_page_asks_the_network_for_nothing(changed: Diff) -> None:
    text = page(changed)
    found = parsed(text)
    assert found.addresses and all(address.startswith("#") and address[1:] in found.ids for address in found.addresses)
    styles = text[: text.index("</style>")]
    assert not re.search(r"url\(|@import", styles)


def test_the_page_is_walked_through_without_a_script(changed: Diff) -> None:
    """Links lead from each change to the next, past all of them, and back."""
    found = parsed(page(changed))
    way = [found.steps[""]["next"]]
    while following := found.steps[way[-1]].get("next"):
        assert following not in way and found.steps[following]["prev"] == way[-1]
        way.append(following)
    assert found.steps[way[0]]["prev"] == "top" and "top" in found.ids
    effect = changed.documents[0].effect
    assert effect is not None
    findings = changed.findings
    shown = len(folded(findings.appeared, findings.causes)) + len(folded(findings.vanished, findings.were)) + len(findings.altered)
    cells = sum(len(rows(table)) + sum(row.moved or not (row.old and row.new) for row in table.rows) for table in effect.tables)
    records = sum(len(file.changes) or 1 for file in changed.files)
    # The last place is the end of the page.
    assert len(way) - 1 == shown + len(effect.figures) + len(effect.lines) + cells + len(effect.look) + records
    # From the head of a section the way leads to its first change, and back to the last one above.
    for section in ("findings", "budget-figures", "budget-lines", "budget-tables", "data"):
        step = found.steps[section]
        assert step["next"] in way and found.steps[step["next"]]["prev"] == step["prev"]


CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PROBE = """<script>
addEventListener("load", () => setTimeout(() => {
  const seen = (selector) => { const one = document.querySelector(selector); return one && getComputedStyle(one).display !== "none"; };
  const said = [[location.hash, seen(":target .step"), seen(".step.start")].join()];
  for (const key of ["j", "j", "x", "k", "j", "j"]) {
    dispatchEvent(new KeyboardEvent("keydown", { key }));
    said.push([location.hash, seen(":target .step"), seen(".step.start")].join());
  }
  document.documentElement.dataset.said = said.join(" ");
}));
</script></body>"""


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_keys_go_the_same_way_in_a_browser(changed: Diff, tmp_path: Path) -> None:
    assert CHROMIUM is not None
    file = tmp_path / "page.html"
    file.write_text(page(changed).replace("</body>", PROBE), encoding="utf-8")
    options = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom")
    done = subprocess.run([CHROMIUM, *options, file.as_uri()], capture_output=True, text=True, check=True, timeout=120)
    (said,) = re.findall(r'data-said="([^"]*)"', done.stdout)
    assert said.split() == [",,true", *(f"#c{number},true,false" for number in (1, 2, 2, 1, 2, 3))]


def test_both_sides_stand_whole_on_the_page(changed: Diff) -> None:
    found = parsed(page(changed))
    effect = changed.documents[0].effect
    assert effect is not None
    assert [text.strip() for text in found.sides["side old"]] == [line.old or "改前没有" for line in effect.lines]
    assert [text.strip() for text in found.sides["side new"]] == [line.new or "改后没有" for line in effect.lines]
    text = "".join(found.text)
    for table in effect.tables:
        assert table.name in text
    for figure in effect.figures:
        assert figure.title in text
    for finding in changed.findings.appeared:
        assert finding.message in text


def test_nothing_of_the_data_becomes_markup(changed: Diff) -> None:
    assert "<script>alert" not in page(changed)
    text = comment([changed])
    assert "<script>" not in text and "@all" not in text and "http://" not in text


def test_the_comment_says_what_a_reviewer_asks(changed: Diff) -> None:
    text = comment([changed])
    assert text.startswith(MARK)
    assert "🔴 错误" in text and "| “三公”经费 | 11.3 万元 | **11.5 万元** |" in text
    assert "“持平”变为“增加”" in text
    assert text.count("<details>") == text.count("</details>") > 0
    # Folded or not, each part begins and ends on lines of its own, as Markdown inside HTML must.
    assert all(f"\n\n{each}" in text for each in re.findall(r"<details>.*", text))


def test_a_comment_is_never_longer_than_a_host_takes(changed: Diff) -> None:
    text = comment([changed] * 40)
    assert len(text) <= LIMIT
    assert text.startswith(MARK) and "细节没有列出" in text and text.count("### baoan 2022") == 40
    # What cannot be told whole is cut from its end: every verdict, error and figure stays, the data and the tables go.
    assert text.count("- 🔴 ") == 40 * comment([changed]).count("- 🔴 ") > 0
    assert text.count("| “三公”经费 | 11.3 万元") == 40 and "数据：" not in text and "的表格：" not in text
    assert "的文字：" in text and len(text) > LIMIT * 0.9
    assert text.count("<details>") == text.count("</details>")
    assert len(comment([changed] * 300)) <= LIMIT


def test_a_comment_is_cut_from_its_end() -> None:
    blocks = [
        Block(("判定",)),
        Block(tuple(f"- 错误 {n}" for n in range(5)), 1),
        Block(tuple(f"- 数据 {n}" for n in range(100)), 6, ("<details>", ""), ("", "</details>", "")),
    ]
    whole = sum(block.size for block in blocks)
    assert shorter(blocks, whole) == blocks
    sizes = []
    for limit in range(whole, 0, -7):
        found = shorter(blocks, limit)
        assert found[0] == blocks[0] and (found[1] == blocks[1] or not found[2].entries)
        left = found[2].entries
        if left and left != blocks[2].entries:
            assert left[-1] == f"- ……另有 {100 - len(left) + 1} 行没有列出" and left[:-1] == blocks[2].entries[: len(left) - 1]
        sizes.append(sum(block.size for block in found))
    assert sizes == sorted(sizes, reverse=True)


def test_a_change_that_touches_nothing_is_said_in_one_line() -> None:
    assert comment([]) == f"{MARK}\n\n**没有牵涉任何公开文件。**\n"


@given(st.text(max_size=60))
def test_text_stays_text(text: str) -> None:
    shown = plain(text)
    assert "\n" not in shown
    assert not re.search(r"(?<!\\)[`*_\[\]|~]", shown)
    assert re.findall(r"<(?!!-- -->)", shown) == []
    assert not re.search(r"[@!]\w|://|www\.", shown)


def test_the_command_writes_page_and_comment(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(repo, LEDGER, "30201,一般公共预算拨款,,30,", "30201,一般公共预算拨款,,40,")
    target = repo / "改动.html"
    assert main(("diff", "baoan", "2022", "--html", str(target)), repo) == 0
    assert parsed(target.read_text(encoding="utf-8"))
    assert git(repo, "status", "--porcelain", "--untracked-files=all", "-z").count("改动.html") == 1
    assert main(("diff", "baoan", "2022", "--html", str(repo / "nowhere/x.html")), repo) == 2
    assert "写不成" in capsys.readouterr().err
    assert main(("diff", "--all", "--markdown"), repo) == 0
    assert capsys.readouterr().out.startswith(MARK)
    assert main(("diff", "--all", "--html", str(repo / "页/改动")), repo) == 0
    assert parsed((repo / "页/改动/baoan-2022.html").read_text(encoding="utf-8"))
    assert main(("diff", "--all", "--html", str(target / "x")), repo) == 2
    assert "写不成" in capsys.readouterr().err
