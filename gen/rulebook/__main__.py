"""``python -m gen.rulebook`` prints docs/rules.md; ``make rules`` keeps it."""

from __future__ import annotations

import sys

from gen.rulebook.page import page

if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(page())
