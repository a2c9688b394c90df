"""What the builders of data tables share: writing a table, or checking the committed one."""

from __future__ import annotations

import sys
from pathlib import Path

DATA = Path(__file__).parents[1] / "src/unionclean/data"


def write(name: str, content: str) -> None:
    """Write one table, or with ``--check`` on the command line compare it."""
    path = DATA / name
    if "--check" in sys.argv:
        if path.read_text("utf-8") != content:
            raise SystemExit(f"{name} is not what the script builds")
    else:
        path.write_text(content, "utf-8", newline="\n")
        print(f"{name}: {len(content.encode()):,} bytes")
