"""The layers of the package: imports go downwards only, heavy libraries stay where they are needed, nothing knows a department or a year."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.project import ROOT

#: From top to bottom. A module may import modules of its own layer and of the layers below, never of one above.
LAYERS = (
    ("gen.__main__",),
    ("gen.cli",),
    ("gen.arguments", "gen.commands"),
    ("gen.say",),
    ("gen.batch",),
    ("gen.build", "gen.diff", "gen.explain", "gen.lookup", "gen.terminal", "gen.annotations", "gen.fmt", "gen.merge"),
    ("gen.publish", "gen.provenance", "gen.bridges", "gen.record"),
    ("gen.schema",),
    ("gen.render",),
    ("gen.rulebook", "gen.start"),
    ("gen.check",),
    ("gen.compose",),
    ("gen.derive",),
    ("gen.canonical",),
    ("gen.read",),
    ("gen.model",),
    ("gen.document",),
    ("gen.amount", "gen.findings"),
    ("gen",),
)

#: Which modules may import a heavy library, at the top or inside a function.
HEAVY = {
    "weasyprint": {"gen.render.pdf", "gen.render.justify", "gen.render.fetcher"},
    "docx": {"gen.render.docx"},
    "fontTools": {"gen.render.fonts"},
    "lxml": set(),
    "tree_sitter": {"gen.read.toml", "gen.read.tomltree"},
    "tree_sitter_toml": {"gen.read.toml", "gen.read.tomltree"},
    "jinja2": {"gen.compose.prose", "gen.diff.page"},
    "pebble": {"gen.batch"},
}

MODULES = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in (ROOT / "gen").rglob("*.py")}


def layer(module: str) -> int:
    """The number of a module's layer, 0 on top; the longest name decides."""
    fitting = [(len(name), number) for number, names in enumerate(LAYERS) for name in names if f"{module}.".startswith(f"{name}.")]
    return max(fitting)[1]


def imports(module: str) -> Iterator[tuple[str, int]]:
    """Every module that ``module`` imports, also inside its functions and for its types, with the line."""
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: imports are absolute"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield (inner if inner in MODULES else str(node.module)), node.lineno


def test_every_module_has_a_layer() -> None:
    assert len(MODULES) > 30
    assert [module for module in MODULES if layer(module) == len(LAYERS) - 1] == ["gen"]


@pytest.mark.parametrize("module", sorted(MODULES))
def test_imports_go_downwards(module: str) -> None:
    upwards = [
        f"{module}:{line} imports {name}" for name, line in imports(module) if name.startswith("gen") and layer(name) < layer(module)
    ]
    assert upwards == []


def test_no_circle_within_a_layer() -> None:
    """Modules of one layer may use each other, but never in a circle."""
    graph = {module: {name for name, _ in imports(module) if name in MODULES and name != module} for module in MODULES}
    done: set[str] = set()
    while ready := {module for module, needs in graph.items() if module not in done and needs <= done | {"gen"}}:
        done |= ready
    assert set(MODULES) - done == set()


@pytest.mark.parametrize("module", sorted(MODULES))
def test_heavy_libraries_stay_where_they_are_needed(module: str) -> None:
    found = {name.split(".")[0] for name, _ in imports(module)} & set(HEAVY)
    assert found <= {library for library, users in HEAVY.items() if module in users}


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import gen.cli", (*HEAVY, "gen.build", "gen.read.load", "tomli", "json", "hashlib")),
        ("import gen.build", ("weasyprint", "docx", "fontTools", "lxml", "pdfplumber")),
        ("import gen.render.docx_table, gen.render.html, gen.render.text", ("weasyprint", "docx", "fontTools", "lxml")),
    ],
)
def test_imports_load_no_heavy_library(statement: str, absent: tuple[str, ...]) -> None:
    """In a fresh process: what an import really loads, also through others."""
    script = f"{statement}\nimport sys\nprint(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert sorted(set(loaded) & set(absent)) == []


def test_only_publishing_writes() -> None:
    """No module but the publisher creates, moves or removes a file; but a comparison writes a version of git into a scratch folder of its own."""
    writers = ("write_text", "write_bytes", "unlink", "rmtree", "mkdir", "makedirs", "rename", "replace", "remove")
    for module, path in MODULES.items():
        if module in ("gen.publish", "gen.diff.repository"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
                called = f"{node.func.value.id}.{node.func.attr}"
                assert called not in {f"{owner}.{name}" for owner in ("os", "shutil", "path", "target") for name in writers}, (
                    f"{module}:{node.lineno}"
                )
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open":
                assert not any(isinstance(value, ast.Constant) and set(str(value.value)) & set("wax+") for value in node.args[1:]), module


def literals(module: str) -> Iterator[tuple[str, int]]:
    """The strings and numbers of a module, without its docstrings."""
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in docstrings and isinstance(node.value, (str, int)):
            yield str(node.value), node.lineno


@pytest.mark.parametrize("module", sorted(MODULES))
def test_code_knows_no_department_no_edition_and_no_year(module: str) -> None:
    slugs = [path.name for folder in ("data", "templates") for path in (ROOT / folder).iterdir() if not path.name.startswith(("_", "."))]
    names = [*slugs, "宝安", "深圳"]
    for text, line in literals(module):
        # An example of how to write something, or the citation of a rule (〔2015〕), may hold one; so do addresses and ids of a format.
        plain = re.sub(r"(如|写作)[^；。]*|〔20\d\d〕|GB/T[ \d.—-]*", "", text)
        assert not [name for name in names if name in plain], f"{module}:{line}: {text}"
        assert not re.search(r"(?<![\w/.])20\d\d(?![\d.])", plain), f"{module}:{line}: {text}"


def test_modules_stay_small() -> None:
    assert {module: lines for module, path in MODULES.items() if (lines := path.read_bytes().count(b"\n")) > 400} == {}


@pytest.mark.parametrize("module", sorted(module for module in MODULES if layer(module) > layer("gen.publish")))
def test_below_the_build_there_is_no_float_clock_or_chance(module: str) -> None:
    forbidden = {"time", "random", "locale", "uuid", "secrets", "socket", "urllib", "http"}
    found = {name.split(".")[0] for name, _ in imports(module)} & forbidden
    assert found <= ({"urllib"} if module == "gen.render.fetcher" else set())
    if layer(module) >= layer("gen.compose") and module != "gen.read.gate":  # which weighs how near two words are
        tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
        floats = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, float)]
        floats += [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "float"]
        assert floats == [], module
