"""``python -m gen`` is the command ``gongkai``."""

from __future__ import annotations

import gc

from gen.cli import main


def run() -> int:
    """Run the command in a process of its own, and return its exit code."""
    # One short run: what it makes it keeps, and looking for what it might let go costs a tenth of the time.
    gc.disable()
    code = main()
    # What is left goes with the process; Python would first look through all of it for cycles, which after a long document takes a second.
    gc.freeze()
    return code


if __name__ == "__main__":
    raise SystemExit(run())
