"""``python -m gen.schema`` lists where the schemas of the TOML files are kept, with such a path it prints that one; ``make schema`` writes all."""

from __future__ import annotations

import json
import sys

from gen.schema.files import MADE

if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    for path in sys.argv[1:]:
        print(json.dumps(MADE[path](), ensure_ascii=False, indent=1))
    if not sys.argv[1:]:
        print(*MADE)
