# Every target stands on set-up, which runs once and leaves a stamp; `make` alone lists the targets.

# Whoever calls make chooses DEPT, YEAR and BASE, so they are text and nothing else: taken as written, never expanded by make or a shell,
# never an argument on a command line. The command reads them from the environment.
override DEPT := $(value DEPT)
override YEAR := $(value YEAR)
override BASE := $(value BASE)
export DEPT YEAR BASE

MAKEFLAGS += --no-builtin-rules
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:

# The Python that set-up builds .venv with; everything after that uses .venv.
PYTHON ?= python3
RUN := .venv/bin/python
GONGKAI := .venv/bin/gongkai
SETUP := scripts/setup.py scripts/machine.py scripts/fonts.py
FONTS := FandolFang-Regular.otf FandolKai-Regular.otf FandolHei-Regular.otf FandolSong-Regular.otf FandolSong-Bold.otf
LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --only-binary :all: --generate-hashes --no-config \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' --quiet

.PHONY: help setup report check diff fmt test test-all lint golden rules schema review bench clean lock named

help: ## 列出全部命令
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 20

.venv/.ready: requirements.txt $(SETUP)
	@$(PYTHON) scripts/setup.py

.venv/.ready-dev: .venv/.ready requirements-dev.txt
	@$(PYTHON) scripts/setup.py --dev

# The fonts live outside the tree: somebody may have emptied that folder since the stamp was made.
setup: .venv/.ready ## 准备运行环境（只装缺少的，装过即止）
	@cd "$${GONGKAI_FONTS:-$${XDG_CACHE_HOME:-$$HOME/.cache}/gongkai/fonts}" 2>/dev/null && ls $(FONTS) >/dev/null 2>&1 || $(PYTHON) scripts/fonts.py

named:
	@[ -n "$$DEPT" ] && [ -n "$$YEAR" ] || { echo '请写明部门和年度，例如：make report DEPT=baoan YEAR=2022' >&2; exit 2; }

report: named .venv/.ready ## 生成公开文件：make report DEPT=baoan YEAR=2022
	@$(GONGKAI) report

check: named .venv/.ready ## 只校验数据，不生成文件：make check DEPT=baoan YEAR=2022
	@$(GONGKAI) check

fmt: .venv/.ready ## 把源数据整理成规范格式：make fmt DEPT=baoan YEAR=2022，不写部门和年度则全部整理
	@if [ -n "$$DEPT$$YEAR" ]; then $(GONGKAI) fmt; else $(GONGKAI) fmt --all; fi

# Without a department: every document that the change touches, a line each.
diff: .venv/.ready ## 数据改了什么、公开文件怎样变：make diff DEPT=baoan YEAR=2022 BASE=main
	@if [ -n "$$DEPT$$YEAR" ]; then exec $(GONGKAI) diff; else exec $(GONGKAI) diff --all; fi

test: lint ## 静态检查与全部测试
	@$(RUN) -m pytest -m 'not libreoffice'

test-all: lint ## 同上，另加需要 LibreOffice 的测试
	@$(RUN) -m pytest

lint: .venv/.ready-dev ## 只做静态检查
	@$(RUN) -m ruff check --output-format concise .
	@$(RUN) -m ruff format --check .
	@$(RUN) -m mypy

golden: .venv/.ready-dev ## 重写 tests/golden 的标准文本（改动须逐行看过再提交）
	@GONGKAI_GOLDEN=write $(RUN) -m pytest tests/golden

# The page takes the place of the old one only when it is whole.
rules: .venv/.ready-dev ## 由程序里的规则重写 docs/rules.md
	@$(RUN) -m gen.rulebook > docs/.rules.md && mv docs/.rules.md docs/rules.md || { rm -f docs/.rules.md; exit 1; }

# daff and csv-diff must be on the PATH; nothing else needs them.
review: .venv/.ready-dev ## 由记录的二十处改动重写 docs/review.md（须另装 daff、csv-diff）
	@$(RUN) -m tests.review

# Each file takes the place of the old one only when it is whole.
schema: .venv/.ready-dev ## 由文件结构重写 data/_schema 和 templates/_schema（编辑器用来提示和检查 TOML 的键）
	@mkdir -p data/_schema templates/_schema
	@for path in $$($(RUN) -m gen.schema); do $(RUN) -m gen.schema $$path > $$path.new && mv $$path.new $$path || { rm -f $$path.new; exit 1; }; done

bench: .venv/.ready-dev ## 测量用时与内存，写入 docs/benchmarks.md
	@$(RUN) -m tests.bench

clean: ## 删除 output/ 和缓存（保留 .venv）
	@rm -rf output .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find gen scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +

# For maintainers, with a network and uv: new pins within the bounds of pyproject.toml.
lock:
	@$(LOCK) --output-file requirements.txt
	@$(LOCK) --group dev --constraint requirements.txt --output-file requirements-dev.txt
