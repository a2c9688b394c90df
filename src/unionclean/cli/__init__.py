"""The command line: parse, call, print.

Importing this package costs nothing, since every worker of a pool imports it with the main script.
"""

from __future__ import annotations

from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    import gc
    import os
    import sys

    # Starting up makes thousands of objects that all stay: looking for garbage among them every
    # 700 objects is 5 % of a short run. Garbage in cycles is rare here, and still found.
    gc.set_threshold(100_000, 20, 20)

    from unionclean.cli.group import run

    code = run(sys.argv[1:])
    # Taking the interpreter apart costs 10 ms, an eighth of a short run, and everything is written
    # by now. Only a pool has left something to tidy at exit.
    if "multiprocessing" not in sys.modules:
        os._exit(code)
    sys.exit(code)
