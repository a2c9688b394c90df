"""Append a case to tests/cases/<step>.toml and say whether it passes today.

A case is the quickest way to report damage that stays (``--damaged`` and ``--fixed``) or good text
that is harmed (``--kept``).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from unionclean import Config, fix_text
from unionclean.steps import STEP_NAMES

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases"


def main() -> int:
    """Parse the call, append the case, try it; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=STEP_NAMES)
    parser.add_argument("--label", required=True, help="what the case shows, in a few words")
    parser.add_argument("--damaged")
    parser.add_argument("--fixed")
    parser.add_argument("--kept")
    call = parser.parse_args()
    if (call.kept is None) == (call.damaged is None) or (call.damaged is None) != (
        call.fixed is None
    ):
        parser.error("give either --kept, or both --damaged and --fixed")

    fields = {"label": call.label}
    if call.kept is not None:
        fields["kept"] = call.kept
        passes = fix_text(call.kept) == call.kept
    else:
        fields |= {"damaged": call.damaged, "fixed": call.fixed}
        passes = fix_text(call.damaged, Config(only=(call.step,))) == call.fixed

    path = CASES / f"{call.step}.toml"
    with path.open("a", encoding="utf-8") as cases:
        # A JSON string is a TOML basic string: the two share their escapes.
        lines = [
            f"{name} = {json.dumps(text, ensure_ascii=False)}" for name, text in fields.items()
        ]
        cases.write("\n[[case]]\n" + "\n".join(lines) + "\n")
    print(f"added to {path.name}; it {'passes' if passes else 'FAILS today'}")
    return 0 if passes else 1


if __name__ == "__main__":
    raise SystemExit(main())
