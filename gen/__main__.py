"""``python -m gen`` is the command ``gongkai``."""

from __future__ import annotations

import gc

from gen.cli import main

if __name__ == "__main__":
    code = main()
    # What is left goes with the process; Python would first look through all of it for cycles, which after a long document takes a second.
    gc.freeze()
    raise SystemExit(code)
