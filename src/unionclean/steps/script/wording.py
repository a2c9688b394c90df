"""Spelling and words that tell who wrote or made a Traditional text.

OpenCC's own standard spells 爲 衆 羣 峯 at once, as no region does today, so a page in this
spelling went through its tables; and 鼠標 內存 are mainland words, where Taiwan writes 滑鼠 記憶體.
Neither proves anything alone: mainland editions of old texts write 爲 and 衆 too, and a Hong Kong
author may use a mainland word.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import islice
from typing import Literal, NamedTuple

from unionclean.chars import HAN, regex
from unionclean.steps.script.dictionaries import read_sections

# OpenCC's standard against what is written today. 爲 and 衆 belong to no region; Hong Kong writes
# 羣 峯 牀 but 為 眾, and mainland editions write 爲 衆 but 群 峰 床: only OpenCC writes both.
_STANDARD, _REGIONAL = "爲衆", "為眾"
_OLD, _NEW = "羣峯牀麪", "群峰床麵"


# Cantonese is written by hand, never by a table: what each of its characters says for an author.
CANTONESE = "喺嘅咗啲嚟佢哋嗰冇嘢"
CANTONESE_SCORE = -2.0

# Characters that one region writes and the other does not.
_TAIWAN = "裡啟眾衛線污祕峰床群汙"
_HONG_KONG = f"裏啓衞説綫牀羣峯着{CANTONESE}"

# These particles, less the 的 of modern prose, are 13 % of classical prose (median of 500
# characters); of modern prose only statutes come near 5 % with 者 and 其, and they hold 的.
_PARTICLES = "之也曰矣乎焉吾其者"
_CLASSICAL_SHARE = 0.05

# Verse has few particles, but most of its clauses have one length, four to seven characters, and
# the words that hold modern sentences together are missing: none of them stands in half of the
# Tang poems, while they are 5 to 10 % of modern prose (medians of 100 to 500 characters).
_MODERN = "的了是们們这這个個嘅咗係"
_MODERN_SHARE = 0.01
_CLAUSE = r"[^，。；？！、\s]+"
_VERSE_LENGTHS = range(4, 8)
_VERSE_SHARE = 0.5
_VERSE_CLAUSES = 8  # a poem has at least four lines of two; fewer clauses are regular by chance

# Old editions have no marks, so no clauses can be told. But neighbours in classical Chinese seldom
# form a word of today: 5 % of them in the median and 14 % at most in 97 of 100 pieces of 60
# characters (9 % of 300), while they are 20 to 25 % of modern prose, lists and headings among it
# (97 of 100 pieces of 60 characters hold 7 % and more, of 300 characters 10 to 18 %).
_WORD = 4.0  # nats: how much likelier than by chance a character follows the one before it
_WORDS_SHARE = 0.09
_WORDS_BY_CHANCE = 3  # more, which decides for short pieces
_FEWEST_PAIRS = 60

# Plays and novels of old have more of them than prose: up to 14 %, and 19 % in a short piece.
_MODERN_WORDS = 0.15
_WORDS_BY_LUCK = 3
_MOST_PAIRS = 2_000  # looked at


Region = Literal["traditional", "traditional-tw", "traditional-hk"]


class Wording(NamedTuple):
    """What speaks for a maker.

    Attributes:
        standard: places where 爲 or 衆 is written, if 為 and 眾 never are; else 0.
        old: places where 羣 峯 牀 麪 are written, if 群 峰 床 麵 never are; else 0.
        mainland: mainland words.
        taiwan: Taiwan words for things that the mainland calls by another name.

    """

    standard: int
    old: int
    mainland: tuple[str, ...]
    taiwan: tuple[str, ...]

    @property
    def of_mainland(self) -> bool:
        """Whether the words are those of the mainland.

        Two different ones, and three for each Taiwan word: of 1,650 genuine modern documents of
        5 to 25 paragraphs 8 reach it (Hong Kong and Cantonese ones, most of them).
        """
        return len(self.mainland) >= 2 and len(self.mainland) > 3 * len(self.taiwan)


def read_wording(text: str) -> Wording:
    """Return what spelling and words of the Traditional ``text`` say about its maker."""
    mainland, taiwan = _find_words(text)
    return Wording(_count(text, _STANDARD, _REGIONAL), _count(text, _OLD, _NEW), mainland, taiwan)


def find_region(text: str) -> tuple[Region, str]:
    """Return the region whose forms the genuine ``text`` writes, and what tells."""
    hong_kong = sum(map(text.count, _HONG_KONG))
    taiwan = sum(map(text.count, _TAIWAN))
    if hong_kong > 2 * taiwan and hong_kong > 1:
        return "traditional-hk", f"{hong_kong} forms of Hong Kong"
    if taiwan > 2 * hong_kong and taiwan > 1:
        return "traditional-tw", f"{taiwan} forms of Taiwan"
    return "traditional", "forms fit their meaning"


def is_classical(text: str) -> bool:
    """Tell whether ``text``, in either script, is written in classical Chinese, prose or verse.

    >>> is_classical("學而時習之，不亦說乎？"), is_classical("我们学习其中的道理。")
    (True, False)
    """
    particles = sum(map(text.count, _PARTICLES)) - text.count("的")
    if particles > _CLASSICAL_SHARE * len(text):
        return True
    if sum(map(text.count, _MODERN)) >= _MODERN_SHARE * len(text):
        return False
    return _is_regular(text) or _lacks_words(text)


def _is_regular(text: str) -> bool:
    """Tell whether most clauses have the same length, one of those that verse has."""
    lengths = Counter(map(len, regex(_CLAUSE).findall(text)))
    if lengths.total() < _VERSE_CLAUSES:
        return False
    length, count = max(lengths.items(), key=lambda item: item[1])
    return length in _VERSE_LENGTHS and count > _VERSE_SHARE * lengths.total()


def _lacks_words(text: str) -> bool:
    """Tell whether few neighbours in ``text`` form a word of today."""
    words, pairs = _count_words(text)
    return pairs >= _FEWEST_PAIRS and words < _WORDS_BY_CHANCE + _WORDS_SHARE * pairs


def is_modern(text: str) -> bool:
    """Tell whether ``text`` is surely of today, by the words that neighbours form.

    >>> is_modern("我们应该认真学习，研究这些问题，提高工作效率。" * 3)
    True
    """
    words, pairs = _count_words(text)
    return words >= _WORDS_BY_LUCK + _MODERN_WORDS * pairs


def _count_words(text: str) -> tuple[int, int]:
    """Return how many pairs of neighbours form a word of today, and how many pairs there are."""
    from unionclean.language import load

    model = load()
    pairs = islice(regex(f"[{HAN}](?=([{HAN}]))").finditer(text), _MOST_PAIRS)
    gains = [model.gain(*pair.group(0, 1)) for pair in pairs]
    return sum(gain >= _WORD for gain in gains), len(gains)


def _count(text: str, forms: str, others: str) -> int:
    """Return how often ``forms`` stand in ``text``; 0 where any of ``others`` does."""
    return 0 if any(map(text.count, others)) else sum(map(text.count, forms))


def _find_words(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of the mainland and of Taiwan that ``text`` holds, in their listed order."""
    by_key = _by_key()
    found: set[int] = set()
    for match in regex(_keys()).finditer(text):
        for before, word, place in by_key[match[0]]:
            at = match.start() - before
            if at >= 0 and text.startswith(word, at):
                found.add(place)
    if not found:
        return (), ()
    mainland, taiwan = _words("mainland"), _words("taiwan")
    first = len(mainland)
    places = sorted(found)
    return (
        tuple([mainland[at] for at in places if at < first]),
        tuple([taiwan[at - first] for at in places if at >= first]),
    )


@cache
def _words(section: str) -> tuple[str, ...]:
    return tuple(read_sections("script_senses.txt")[section].split(" "))


@cache
def _by_key() -> dict[str, list[tuple[int, str, int]]]:
    """Return the words by a character of each, the one that is rarest in prose.

    Each with the number of characters before this one, and with its place among all words. So
    one look at the text finds the few places where a word may stand.
    """
    from unionclean.language import load

    table: dict[str, list[tuple[int, str, int]]] = {}
    for place, word in enumerate((*_words("mainland"), *_words("taiwan"))):
        key = min(word, key=load().char)
        table.setdefault(key, []).append((word.index(key), word, place))
    return table


@cache
def _keys() -> str:
    return f"[{''.join(sorted(_by_key()))}]"
