"""The command line: parse, call, print.

Importing this package costs nothing, since every worker of a pool imports it with the main script.
"""

from __future__ import annotations

from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    import sys

    from unionclean.cli.group import run

    sys.exit(run(sys.argv[1:]))
