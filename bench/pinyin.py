"""How much of the author's text comes back: every kind of farm damage against regex + OpenCC.

Run: python bench/pinyin.py CORPUS_FOLDER [--documents N] [--seed N] [--write]

Documents are runs of paragraphs from prose that no table of this project has seen; each profile
damages its own. CER is the edit distance to the author's text over its length, after folding the
width of punctuation and dropping blanks. The baseline is what people use: a regular expression
that removes a pinyin syllable in brackets, then OpenCC t2s. Both see the same damaged text.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import time
from pathlib import Path

from unionclean.config import Config
from unionclean.pipeline import repair_text
from unionclean.steps.pinyin.simulator import annotate, to_farm_script

PROFILES = {
    "A, private-use kept": {"marks": "halfwidth"},
    "A, fullwidth punctuation": {"marks": "fullwidth"},
    "A, private-use dropped": {"private_use": "drop", "marks": "halfwidth"},
    "A + punctuation step": {"punctuation": "，。；！？、", "marks": "halfwidth"},
    "A, U+FFFD": {"unknown": "\ufffd", "marks": "halfwidth"},
    "A, marks as they were": {},
    "A + punctuation step, private-use dropped": {
        "punctuation": "，。；",
        "private_use": "drop",
        "marks": "halfwidth",
    },
    "B": {"generation": "B", "marks": "halfwidth"},
    "C toneless": {"generation": "C"},
    "D": {"generation": "D", "marks": "halfwidth"},
    "E": {"generation": "E"},
}
NAIVE = re.compile(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹ]{1,6} ?[)）]")
FOLD: dict[int, int | None] = {0xFF01 + i: 0x21 + i for i in range(94)}
FOLD |= {ord("。"): ord(".")} | dict.fromkeys(map(ord, " \u3000\u00a0\t"))


def documents(folder: Path, count: int, rng: random.Random) -> list[str]:
    """Return ``count`` texts of 300 to 3,000 characters from the Simplified prose in ``folder``."""
    files = [p for p in sorted(folder.glob("*.txt")) if p.stem not in {"classical", "poetry"}]
    lines = {p: p.read_text("utf-8").splitlines() for p in files}
    found = []
    while len(found) < count:
        rows = lines[rng.choice(files)]
        size, at, text = rng.randint(300, 3000), rng.randrange(len(rows)), ""
        while at < len(rows) and len(text) < size:
            text += rows[at].encode("gbk", "ignore").decode("gbk") + "\n"
            at += 1
        if len(text) >= 300:
            found.append(text[: size + 500].rstrip())
    return found


def distance(one: str, two: str) -> int:
    """Return the edit distance; the common ends are cut off first, so that it is quick."""
    from difflib import SequenceMatcher

    if one == two:
        return 0
    total = 0
    for tag, i, j, k, m in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag != "equal":
            total += max(j - i, m - k)
    return total


def error(text: str, gold: str) -> tuple[int, int]:
    """Return the edit distance line by line (lines rarely move) and the length of ``gold``."""
    ours, theirs = text.translate(FOLD).split("\n"), gold.translate(FOLD).split("\n")
    if len(ours) != len(theirs):
        return distance("".join(ours), "".join(theirs)), sum(map(len, theirs))
    pairs = zip(ours, theirs, strict=True)
    return sum(distance(a, b) for a, b in pairs), sum(map(len, theirs))


def main() -> None:
    """Measure all profiles and print (or write) the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--documents", type=int, default=120)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--profile", default="")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    rng = random.Random(seed)
    from opencc import OpenCC

    t2s = OpenCC("t2s").convert
    pinyin = Config(only=("pinyin",))
    rows = []
    for name, settings in PROFILES.items():
        if options.profile not in name:
            continue
        total = dict.fromkeys(("nothing", "naive", "ours"), 0)
        length = exact = spent = 0
        shown = 0
        for gold in documents(options.corpus / "zh-hans", options.documents, rng):
            level = rng.choice((None, 139, 120, 100, 80, 60, 40))
            damaged = annotate(gold, level=level, seed=rng.randrange(10**6), **settings)
            start = time.perf_counter()
            result = repair_text(damaged, pinyin).text
            spent += time.perf_counter() - start
            result = t2s(result).replace("著", "着")
            gold = t2s(to_farm_script(gold)).replace("著", "着")
            errors, size = error(result, gold)
            total["ours"] += errors
            total["naive"] += error(t2s(NAIVE.sub("", damaged)).replace("著", "着"), gold)[0]
            length += size
            exact += errors == 0
            if errors and shown < options.show:
                shown += show(result, gold)
        rows.append(
            f"| {name} | {total['naive'] / length:.5f} | {total['ours'] / length:.6f} "
            f"| {exact}/{options.documents} | {spent:.2f} s {length}"
        )
        print(rows[-1], flush=True)


def show(result: str, gold: str) -> int:
    """Print the first place where the result differs from the author's text."""
    for one, two in zip(result.split("\n"), gold.split("\n"), strict=False):
        a, b = one.translate(FOLD), two.translate(FOLD)
        if a != b:
            at = len(os.path.commonprefix([a, b]))
            print("   ", a[max(0, at - 12) : at + 12], "|", b[max(0, at - 12) : at + 12])
            return 1
    return 0


if __name__ == "__main__":
    main()
