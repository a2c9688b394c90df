"""Build src/unionclean/data/language.txt, the character-pair table of the Chinese language model.

Sources (install the `tables` dependency group first):
  jieba 0.42.1 (MIT): dict.txt, 349,046 words with their frequencies
  opencc-python-reimplemented 0.1.7 (Apache-2.0): makes the Traditional half of the words

Run ``python scripts/build_language.py``; ``--check`` only compares with the committed file.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter, defaultdict
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src" / "unionclean" / "data" / "language.txt"

STEP = 0.25  # nats between two levels of the table; finer steps do not change any ranking measured
LEVELS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
MAX_PAIRS = 430_000  # keeps the file below 2 MB

# How often each mark follows a Han character, per 1,000 (rounded from Simplified newspaper prose
# and Taiwan web prose; both conventions of quotation marks are in one table).
MARKS = {
    "，": 60, "。": 26, "、": 20, "“": 6, "”": 6, "：": 7, "；": 3, "（": 4, "）": 4, "《": 3, "》": 3,
    "？": 3, "！": 3, "「": 3, "」": 3, "『": 0.3, "』": 0.3, "【": 0.6, "】": 0.6, "…": 2, "—": 2,
    "·": 1, "〈": 0.1, "〉": 0.1, "〔": 0.1, "〕": 0.1, "‘": 0.4, "’": 0.4, "％": 0.5, "～": 0.4,
    "．": 0.1, "－": 0.1, "○": 0.1, "×": 0.2, "〇": 0.2, "\u3000": 3,
}


def is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" or char == "〇"


def read_words() -> dict[str, float]:
    """Return Simplified words with their counts."""
    import jieba

    words: dict[str, float] = {}
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines():
        word, count, _ = line.split(" ")
        if all(map(is_han, word)):
            words[word] = float(count)
    return words


def add_traditional(words: dict[str, float]) -> dict[str, float]:
    """Return the words with their Taiwan and Hong Kong forms; each script weighs the same."""
    import opencc

    keys = sorted(words)
    merged: dict[str, float] = defaultdict(float)
    for word in keys:
        merged[word] += words[word]
    for config, weight in (("s2tw", 0.6), ("s2hk", 0.25), ("s2t", 0.15)):
        converted = opencc.OpenCC(config).convert("\n".join(keys)).split("\n")
        for word, other in zip(keys, converted, strict=True):
            if all(map(is_han, other)):
                merged[other] += words[word] * weight
    return merged


def count(words: dict[str, float]):
    pairs: dict[str, Counter[str]] = defaultdict(Counter)
    ends: Counter[str] = Counter()
    starts: Counter[str] = Counter()
    chars: Counter[str] = Counter()
    for word in sorted(words):
        times = words[word]
        starts[word[0]] += times
        ends[word[-1]] += times
        for char in word:
            chars[char] += times
        for left, right in zip(word, word[1:]):
            pairs[left][right] += times
    total = sum(chars.values())
    for mark, share in MARKS.items():
        chars[mark] += total * share / 1000
        starts[mark] += total * share / 1000
        ends[mark] += total * share / 1000
    return pairs, ends, starts, chars


def level(value: float) -> str:
    return LEVELS[min(len(LEVELS) - 1, round(-value / STEP))]


def build() -> str:
    words = add_traditional(read_words())
    pairs, ends, starts, chars = count(words)
    total = sum(chars.values())
    all_starts = sum(starts.values())
    uni = {char: (chars[char]) / total for char in chars}
    start = {char: starts[char] / all_starts for char in chars}
    base = {char: 0.5 * uni[char] + 0.5 * start[char] for char in chars}
    rows = []
    for left in chars:
        seen = pairs[left]
        whole = sum(seen.values()) + ends[left]
        # Half a word's lowest frequency is set aside for words that no dictionary holds.
        spare = (ends[left] + 0.02 * sum(seen.values()) + 2) / (whole + 2)
        for right, times in seen.items():
            p = times * 0.98 / whole + spare * base[right]
            gain = times * math.log(p / (spare * base[right]))
            rows.append((gain, left, right, p))
        yield_row[left] = spare
    rows.sort(key=lambda row: (-row[0], row[1], row[2]))
    kept: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for _, left, right, p in rows[:MAX_PAIRS]:
        kept[left].append((right, p))
    lines = []
    for char in sorted(chars, key=lambda c: (-base[c], c)):
        groups: dict[str, list[str]] = defaultdict(list)
        for right, p in kept[char]:
            groups[level(math.log(p))].append(right)
        body = "".join(mark + "".join(sorted(groups[mark])) for mark in sorted(groups))
        lines.append(f"{char}{level(math.log(base[char]))}{level(math.log(yield_row[char]))}{body}")
    return HEADER + "\n".join(sorted(lines)) + "\n"


yield_row: dict[str, float] = {}
HEADER = f"""\
# Character pairs of written Chinese, Simplified and Traditional. Made by scripts/build_language.py.
# Source: jieba 0.42.1 dict.txt (MIT), Traditional forms by opencc-python-reimplemented 0.1.7
# (Apache-2.0); 2026-11-21. A line holds a character, its own level, the level of its backoff
# weight, then for each level the characters that follow it. A level is one of A-Z a-z and means
# exp(-{STEP} * place in the alphabet).
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    text = build()
    if arguments.check:
        same = TARGET.read_text("utf-8") == text
        print("same" if same else "DIFFERENT")
        return 0 if same else 1
    TARGET.write_text(text, "utf-8")
    print(f"{TARGET}: {len(text.encode()):,} bytes, {text.count(chr(10))} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main())
