"""``python -m gen.schema`` lists the schemas of the TOML files, with a name prints that one; ``make schema`` keeps them in data/_schema/."""

from __future__ import annotations

import json
import sys

from gen.canonical.sources import SCHEMAS
from gen.schema.editor import schema

if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    for name in sys.argv[1:]:
        print(json.dumps(schema(name), ensure_ascii=False, indent=1))
    if not sys.argv[1:]:
        print(*SCHEMAS)
