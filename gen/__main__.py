"""``python -m gen`` is the command ``gongkai``."""

from __future__ import annotations

from gen.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
