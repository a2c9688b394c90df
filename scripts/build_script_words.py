"""Build `data/script_words.txt`: how common words are, for the policy `best` of conversion.

Source: jieba 0.42.1 (MIT), dict.txt. Kept are the words of OpenCC's large dictionary, and of the
others those common enough to compete with them.

Usage: python scripts/build_script_words.py [--check]
"""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path

from tables import write
from unionclean.steps.script.best import UNCOUNTED, WORD_KINDS
from unionclean.steps.script.corrections import corrected_phrases
from unionclean.steps.script.dictionaries import PHRASES, PhraseDictionary, dictionary

SOURCE_VERSION = "0.42.1"

# Words beyond OpenCC's must stand this often in the 60 million words that jieba counted. Rarer
# ones are names and misspellings more often than words; lower values changed no test case.
LEAST = 20
LONGEST = 4

HEADER = f"""\
# How common Simplified words are: a first character, the length of the longest word that begins
# so and the level of the character itself; then, parted by blanks, the rest and the level of each
# word. A level, A to Z, is the logarithm of the count to base 2, A for 1; a to z the same for
# words of OpenCC's, \xc1 to \xda for those of them that convert unlike their characters, \u0121 to
# \u013a for words that are not OpenCC's but hold one of those.
# Source: jieba {SOURCE_VERSION} dict.txt (MIT, Sun Junyi). Built by scripts/build_script_words.py.
# [glue]: pairs inside these words that are inside none of OpenCC's, by the first character.
"""


def read_counts() -> dict[str, int]:
    """Return jieba's words with their counts."""
    import jieba

    if jieba.__version__ != SOURCE_VERSION:
        raise SystemExit(f"jieba is {jieba.__version__}, not {SOURCE_VERSION}")
    counts: dict[str, int] = {}
    with (Path(jieba.__file__).parent / "dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, count = line.split(" ")[:2]
            counts[word] = int(count)
    return counts


def is_chinese(word: str) -> bool:
    """Tell whether all characters are common Simplified ones."""
    return len(word.encode("gb2312", "ignore")) == 2 * len(word) and not word.isascii()


def build() -> str:
    """Return the content of the table."""
    known = dictionary(PHRASES)
    if not isinstance(known, PhraseDictionary):
        raise TypeError(PHRASES)
    counts = read_counts()
    rows: dict[str, list[str]] = {}
    alone: dict[str, str] = {}
    longest: dict[str, int] = {}
    glue: dict[str, set[str]] = {}
    for word in sorted(counts.keys() | known.entries.keys()):
        count = counts.get(word, 0)
        common = count >= LEAST and 2 <= len(word) <= LONGEST
        if word not in known.entries and not (is_chinese(word) and (common or len(word) == 1)):
            continue
        level = min(25, round(math.log2(count))) if count else UNCOUNTED
        row = rows.setdefault(word[0], [])
        if word in known.entries:
            kind = WORD_KINDS[1 if known.entries[word] is None else 2]
        else:
            kind = WORD_KINDS[3 if corrected_phrases().holds_special(word) else 0]
        if len(word) == 1:
            alone[word] = chr(ord(kind) + level)
        else:
            row.append(f" {word[1:]} {chr(ord(kind) + level)}")
        longest[word[0]] = max(longest.get(word[0], 0), len(word))
        for left, right in pairwise(word):
            if right not in known.glue.get(left, ""):
                glue.setdefault(left, set()).add(right)
    return "".join(
        [
            HEADER,
            "[words]\n",
            *(
                f"{first}{longest[first]}{alone.get(first, '')}{''.join(rows[first])}\n"
                for first in sorted(rows)
            ),
            "[glue]\n",
            *(f"{left}{''.join(sorted(rights))}\n" for left, rights in sorted(glue.items())),
        ]
    )


def main() -> None:
    """Write the table, or with --check compare it."""
    write("script_words.txt", build())


if __name__ == "__main__":
    main()
