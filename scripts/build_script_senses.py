"""Build `data/script_senses.txt`: how genuine Traditional text spells ambiguous characters.

Also which words of OpenCC's Taiwan vocabulary (TWPhrases) tell a mainland author from others.

Usage: python scripts/build_script_senses.py CORPORA [--check]

CORPORA is the folder that `python bench/corpora.py CORPORA` makes from packages of PyPI, npm and
Debian. Only counts of single characters are kept, no text. The sources named here are used for
training and must not be used to test the detector.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

from tables import write
from unionclean.chars import regex
from unionclean.steps.script import senses
from unionclean.steps.script.conversion import convert
from unionclean.steps.script.dictionaries import (
    PHRASES,
    PhraseDictionary,
    dictionary,
    entries,
)
from unionclean.steps.script.overconverted import MEASURED

TRAINING = (
    "zh-hant-tw/libreoffice-help.txt",
    "zh-hant-tw/wordpress.txt",
    "zh-hant-hk/wordpress.txt",
    "yue/ctcpc.txt",
    "zh-hant-classical/tang-poems.txt",
)

# Mainland prose for the words. No newspaper: its words of politics stand in any report on China.
MAINLAND = (
    "zh-hans/libreoffice-help.txt",
    "zh-hans/mediawiki.txt",
    "zh-hans/gnome-help.txt",
    "zh-hans/book-reviews-positive.txt",
    "zh-hans/book-reviews-negative.txt",
)

# A word must stand this often on its own side, and so many times more often than on the other.
LEAST = 3
TIMES = 50

# For words that no author writes: jieba's two and three characters with these counts at least,
# whose right form stands in the training texts, while the wrong one never does. The wrong
# character is one that these texts use for its own meaning, not a variant of the right one.
USUAL = {2: 300, 3: 100}
SEEN = 5
OWN = 10
# A form with so many such words is of a table; then its rarer words count as well (二進製, 面闆),
# and those that the training texts have often (頁麵).
PROVEN = 3
RARER = {2: 100, 3: 50}
RAREST = {2: 50, 3: 20}
OFTEN = 20
# A form that is rarer has so many such words, or none of them counts: 國傢 大傢 作傢.
# Forms below it (意嚮 21, 枱灣 17, 饑餓, 鉅大) are also spellings of authors.
MANY = 30

# What authors confuse themselves (遊泳, 註意, 農歷, 回複), as Taiwan's ministry lists them.
CONFUSED = (
    "出齣",  # nobody does, but the measure word of plays stands before any word: 一齣來自, 每齣名稱
    "游遊",
    "注註",
    "赞贊讚",
    "周週",
    "迹跡蹟",
    "历歷曆",
    "汇匯彙",
    "复復複覆",
    "借藉",
    "布佈",
    "并並併",
    "征徵",
    "尽盡儘",
    "志誌",
    "采採",
    "御禦",
    "台臺",
    "回迴",
    "里裡",
)

HEADER = """\
# How genuine Traditional text writes characters that share one Simplified form: the Simplified
# character, then for each form that the words ask for the forms written and how often.
# [mainland], [taiwan]: words of OpenCC's TWPhrases that only one side uses, in its spelling.
# [wrong]: a wrong and a right character, and words of jieba 0.42.1 (MIT) with the wrong one.
# Counted in packages named by bench/corpora.py; built by scripts/build_script_senses.py.
[habits]
"""


def ambiguous() -> set[str]:
    """Return the Simplified characters that stand for several Traditional ones."""
    fold = senses.fold_variants()
    forms: dict[str, set[str]] = defaultdict(set)
    phrases = dictionary(PHRASES)
    for source, target in phrases.produced if isinstance(phrases, PhraseDictionary) else ():
        forms[source].add(fold.get(target, target))
    for source, target in entries("STCharacters").items():
        forms[source].add(fold.get(target, target))
    for target, source in entries("TSCharacters").items():
        forms[source].add(fold.get(target, target))
    return {
        char
        for char, targets in forms.items()
        if len(targets) > 1 and len(char.encode("gb18030")) == 2
    }


def telling_words(corpora: Path) -> tuple[list[str], list[str]]:
    """Return the mainland words and the Taiwan words for the same things."""
    fold = {ord(form): standard for form, standard in senses.fold_variants().items()}
    genuine = "".join((corpora / name).read_text("utf-8") for name in TRAINING).translate(fold)
    simplified = "".join((corpora / name).read_text("utf-8") for name in MAINLAND)
    mainland = convert(simplified, "s2t", "opencc").translate(fold)
    share = len(mainland) / len(genuine)

    def is_one_sided(word: str, *, ours: str, others: str, scale: float) -> bool:
        folded = word.translate(fold)
        own = ours.count(folded)
        return own >= LEAST and own > TIMES * scale * others.count(folded)

    pairs = {old: new for old, new in entries("TWPhrases").items() if len(old) > 1 < len(new)}
    old_words = sorted(
        word
        for word in pairs.keys() - set(pairs.values())
        if is_one_sided(word, ours=mainland, others=genuine, scale=share)
    )
    new_words = sorted(
        word
        for word in set(pairs.values()) - pairs.keys()
        if is_one_sided(word, ours=genuine, others=mainland, scale=1 / share)
    )
    return old_words, new_words


def wrong_words(corpora: Path) -> dict[str, list[str]]:
    """Return usual words spelled with a wrong form of a character, which genuine text never has.

    By that form and the right one.
    """
    fold = {ord(form): standard for form, standard in senses.fold_variants().items()}
    genuine = "\n".join((corpora / name).read_text("utf-8") for name in TRAINING).translate(fold)
    words = usual_words(RAREST)
    usual, rarer = set(usual_words(USUAL)), set(usual_words(RARER))
    spelled = convert("\n".join(words), "s2t").translate(fold).split("\n")
    seen: Counter[str] = Counter(map("".join, pairwise(genuine)))
    seen.update(map("".join, zip(genuine, genuine[1:], genuine[2:], strict=False)))
    # 一隻是 holds 隻是, but no 只是.
    for match in regex(f"[{MEASURED}]隻.").finditer(genuine):
        seen[match[0][1:]] -= 1
    own: Counter[tuple[str, str]] = Counter()
    for word, right in zip(words, spelled, strict=True):
        for pair in zip(word, right, strict=True) if word in usual else ():
            own[pair] += seen[right]
    forms = character_forms()
    found: dict[str, set[str]] = defaultdict(set)
    more: dict[str, set[str]] = defaultdict(set)
    rare: set[str] = set()
    for word, right in zip(words, spelled, strict=True):
        if word not in rarer and seen[right] < OFTEN:
            continue
        for at, char in enumerate(word) if seen[right] >= SEEN else ():
            for form in forms.get(char, ()):
                wrong = right[:at] + form + right[at + 1 :]
                if wrong != right and seen[wrong] <= 0 and own[char, form]:
                    (found if word in usual else more)[form + right[at]].add(wrong)
                    if own[char, form] < OWN:
                        rare.add(form + right[at])
    kept = {pair: group for pair, group in found.items() if len(group) >= MANY or pair not in rare}
    for pair, group in kept.items():
        if len(group) >= PROVEN:
            group.update(more[pair])
    return {pair: sorted(kept[pair]) for pair in sorted(kept)}


def usual_words(least: dict[int, int]) -> list[str]:
    """Return the words of jieba that have at least these counts by their length, in Simplified."""
    import jieba

    rows = (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines()
    counts = {word: int(count) for word, count, _ in (row.split(" ") for row in rows)}
    return [word for word, count in counts.items() if count >= least.get(len(word), count + 1)]


def character_forms() -> dict[str, set[str]]:
    """Return the Traditional forms of each Simplified character, one of each set of variants."""
    fold = senses.fold_variants()
    forms: dict[str, set[str]] = defaultdict(set)
    for target, source in entries("TSCharacters").items():
        forms[source].add(fold.get(target, target))
    for group in CONFUSED:
        forms[group[0]] -= set(group[1:])
    return {source: found - {source} for source, found in forms.items()}


def build(corpora: Path) -> str:
    """Return the content of the table."""
    mainland, taiwan = telling_words(corpora)
    chars = ambiguous()
    senses._habits = lambda: {char: {} for char in chars}  # noqa: SLF001 - being built
    usage: senses.Usage = Counter()
    for name in TRAINING:
        for line in (corpora / name).read_text("utf-8").splitlines():
            usage.update(senses.count_usage(line))
    groups: dict[str, dict[str, list[tuple[str, int]]]] = {char: {} for char in chars}
    for (source, expected, written), number in sorted(usage.items()):
        groups[source].setdefault(expected, []).append((written, number))
    lines = []
    for source in sorted(groups):
        parts = [source]
        for expected, written in sorted(groups[source].items()):
            found = ",".join(f"{form}{number}" for form, number in written)
            parts.append(f"{expected}:{found}")
        lines.append(" ".join(parts) + "\n")
    words = f"[mainland]\n{' '.join(mainland)}\n[taiwan]\n{' '.join(taiwan)}\n"
    words += "[wrong]\n"
    words += "".join(f"{pair} {' '.join(found)}\n" for pair, found in wrong_words(corpora).items())
    return HEADER + "".join(lines) + words


def main() -> None:
    """Write the table, or with --check compare it."""
    write("script_senses.txt", build(Path(sys.argv[1])))


if __name__ == "__main__":
    main()
