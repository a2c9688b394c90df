"""Write src/unionclean/data/pinyin.tsv: readings, Simplified form and farm form of characters.

Sources (PyPI, pinned in `SOURCES`): the readings come from pypinyin's single-character table, in
its order, because content farms inject the first of them; the Simplified forms come from the
OpenCC dictionaries that opencc-python-reimplemented ships.

The third column is what the farm software writes for a Simplified character. It was measured on
damaged pages: a Simplified character that is also a common Traditional one (it stands in the
first level of Big5) stays as it is; of several forms it is one that Big5 has (為, not 爲). The
exceptions seen are in `MAPPED` and `STAYS`.

Run: python scripts/build_pinyin.py [OUTPUT]
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

SOURCES = {"pypinyin": "0.55.0", "opencc-python-reimplemented": "0.1.7"}
OUTPUT = Path(__file__).parents[1] / "src/unionclean/data/pinyin.tsv"
DATE = "2026-11-29"

# Characters of Big5 level 1 that the farm maps all the same, and others with the form it writes.
MAPPED = dict(zip("丰划几杆荐台准症着签钟钻锈", "豐劃幾桿薦臺準癥著簽鐘鉆銹", strict=True))
# Characters that no rule of Big5 keeps and the farm does not map: most were never simplified, and
# OpenCC has another form for them all the same (羣 for 群).
STAYS = "并么群秘床峰恒粽肴雇虱痴"


def load_dictionary(name: str) -> dict[str, list[str]]:
    """Return an OpenCC character dictionary: character -> its candidates, the usual one first."""
    spec = find_spec("opencc")
    if spec is None or spec.origin is None:
        raise SystemExit("opencc-python-reimplemented is not installed.")
    lines = (Path(spec.origin).parent / "dictionary" / name).read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if "\t" in line)
    return {key: values.split() for key, values in pairs}


def fits(char: str, codec: str) -> bool:
    """Tell whether ``char`` can be written in ``codec``."""
    try:
        char.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def farm_form(char: str, candidates: list[str]) -> str:
    """Return what the farm writes for the Simplified ``char``."""
    if char in MAPPED:
        return MAPPED[char]
    if char in STAYS or not candidates:
        return char
    common = fits(char, "big5") and char.encode("big5") < b"\xc6\x7f"
    if char in candidates and common:
        return char
    forms = [c for c in candidates if c != char and fits(c, "gbk")]
    return next((c for c in forms if fits(c, "big5")), forms[0] if forms else char)


def build() -> str:
    """Return the text of the table."""
    from pypinyin.constants import PINYIN_DICT

    to_traditional = load_dictionary("STCharacters.txt")
    to_simplified = load_dictionary("TSCharacters.txt")
    plain = [
        bytes((lead, trail)).decode("gb2312")
        for lead in range(0xB0, 0xF8)
        for trail in range(0xA1, 0xFF)
        if not (lead == 0xD7 and trail >= 0xFA)
    ]
    for form, (simple, *_) in to_simplified.items():
        if simple in to_traditional and form not in to_traditional[simple]:
            to_traditional[simple].append(form)  # 為, beside the 爲 of OpenCC
    farm = {c: farm_form(c, to_traditional.get(c, [])) for c in plain}
    traditional = {
        c for c in to_simplified if fits(c, "gbk") and fits(to_simplified[c][0], "gb2312")
    }
    chars = sorted(set(plain) | set(farm.values()) | traditional)
    rows = [
        "# Readings, Simplified form and farm form of the characters of GB2312 and of their",
        "# Traditional forms in GBK. Columns: character, readings (first one first), Simplified",
        "# form, what the farm writes for it; an empty column means the character itself.",
        *(f"# Source: {name} {pinned} (PyPI)" for name, pinned in SOURCES.items()),
        "# Licence: MIT (pypinyin); Apache-2.0 (OpenCC dictionaries)",
        f"# Date: {DATE}. Builder: scripts/build_pinyin.py",
    ]
    for char in chars:
        readings = PINYIN_DICT.get(ord(char), "").split(",")
        simple = to_simplified.get(char, [char])[0]
        written = farm.get(char, char)
        columns = [
            char,
            " ".join(filter(None, readings)),
            "" if simple == char else simple,
            "" if written == char else written,
        ]
        rows.append("\t".join(columns).rstrip("\t"))
    return "\n".join(rows) + "\n"


def is_pinned() -> bool:
    """Tell whether the sources are installed in the versions that the table names."""
    return all(version(name) == pinned for name, pinned in SOURCES.items())


def main() -> None:
    """Check the pinned versions and write the table."""
    if not is_pinned():
        raise SystemExit(f"The table needs {SOURCES}.")
    output = Path(sys.argv[1]) if len(sys.argv) > 1 else OUTPUT
    output.write_text(build(), encoding="utf-8", newline="\n")
    print(f"{output}: {output.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
