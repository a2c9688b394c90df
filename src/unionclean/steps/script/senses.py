"""Genuine or converted: whether a Traditional text chooses its characters by meaning.

Traditional Chinese writes 後 for "behind" and 后 for "queen"; Simplified writes 后 for both. A
text that was converted character by character follows one fixed table whatever the context: 後來
and 王後, or 后來 and 王后. So each such character is compared with what a conversion by words
would write at its place. Genuine text agrees with it (but for known habits of spelling, learnt
from genuine text); converted text agrees with its table.
"""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from math import exp, log, log1p
from typing import TYPE_CHECKING, NamedTuple

from unionclean.chars import regex
from unionclean.steps.script.charmap import CharMap
from unionclean.steps.script.dictionaries import entries, read_sections

if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import Match

# A table that converts 后 always to the same character is followed without exception; what does
# not follow it are quotations and faults of the expected sense.
_STRAY = 0.01

# Prior of the table of a converter, by the form it writes: the Simplified one (most farm tables
# leave it where it is common in Traditional text), the first one of OpenCC's character table.
_PRIORS = {"common": (0.6, 0.35), "rare": (0.05, 0.93), "none": (0.001, 0.979)}


class Senses(NamedTuple):
    """How a text writes the characters that have several Traditional forms.

    Attributes:
        score: log likelihood ratio, positive for converted text, negative for genuine text.
        chars: characters whose Simplified form stands somewhere where another one belongs.
        kept: the places where they do so.
        places: all places where another form of these characters belongs.
        examples: the characters most often kept, with the form that belongs there.

    """

    score: float
    chars: int
    kept: int
    places: int
    examples: tuple[tuple[str, str], ...]


# What names of other languages are written with; 葉里溫 and 溫尼辟 hold no 葉裡 and no 開闢.
_SOUNDS = (
    "阿巴贝比波伯博布达德迪杜多厄尔法菲弗夫冈戈哥格圭哈赫吉加卡科克库拉莱兰勒雷利列林隆卢鲁伦罗洛马"
    "曼梅门蒙米莫姆穆纳内尼宁诺努欧帕佩皮普奇恰乔萨塞桑瑟沙圣史斯苏索塔泰坦特提廷托瓦韦维温沃乌西锡夏"
    "辛休雅亚扬耶伊因约尤扎詹芝叶士琳堡"
)
_ENDS_NAME = rf"[{_SOUNDS}·\n\W岛市州国港河湖湾]|\Z"

Usage = Counter[tuple[str, str, str]]
"""How often (Simplified form, form expected by the words, form written) stands in a text."""


def weigh_senses(text: str) -> Senses:
    """Weigh how the Traditional ``text`` chooses between forms of one Simplified character."""
    usage = count_usage(text)
    by_char: dict[str, Usage] = {}
    for key, number in usage.items():
        by_char.setdefault(key[0], Counter())[key] = number
    score = sum(_weigh(char, found) for char, found in by_char.items())
    kept: Counter[tuple[str, str]] = Counter()
    proper: Counter[str] = Counter()
    for (simplified, expected, written), number in usage.items():
        if expected != simplified and _is_traditional(simplified):
            if written == simplified:
                kept[simplified, expected] += number
            else:
                proper[simplified] += number
    chars = {char for char, _ in kept}
    places = kept.total() + sum(proper[char] for char in chars)
    examples = tuple(pair for pair, _ in kept.most_common(6))
    return Senses(score, len(chars), kept.total(), places, examples)


def count_usage(text: str) -> Usage:
    """Return how ``text`` writes the characters that have several Traditional forms."""
    from unionclean.steps.script.conversion import converter

    simplified = to_simplified(text)
    expected = converter("s2t").convert(simplified)
    fold = fold_variants()
    places = Counter(
        [
            (found[0], expected[at], text[at])
            for found in _find(simplified)
            # Only what would count as kept is a name; elsewhere names follow the table as well.
            if text[at := found.start()] != found[0]
            or expected[at] == found[0]
            or not is_sound(simplified, at)
        ]
    )
    usage: Usage = Counter()
    for (source, by_words, written), number in places.items():
        if written != source or _is_traditional(source):
            usage[source, fold.get(by_words, by_words), fold.get(written, written)] += number
    return usage


def is_sound(simplified: str, at: int) -> bool:
    """Tell whether a character stands for its sound, in a name between others that do.

    >>> is_sound("叶里温", 1), is_sound("叶里有虫", 1)
    (True, False)
    """
    before = simplified[at - 1] if at else "\n"
    return before in _SOUNDS and regex(_ENDS_NAME).match(simplified, at + 1) is not None


def _find(simplified: str) -> Iterator[Match[str]]:
    """Yield the places of the characters that have several Traditional forms."""
    return regex(f"[{''.join(_habits())}]").finditer(simplified)


@cache
def fold_variants() -> dict[str, str]:
    """Return spelling variants of one meaning (裏 裡, 爲 為, 啓 啟) mapped to one of them."""
    fold: dict[str, str] = {}
    for name in ("HKVariants", "TWVariants"):
        fold.update(entries(name))
    return fold


def to_simplified(text: str) -> str:
    """Return ``text`` with each character in its Simplified form, character by character."""
    return _simplifier().map(text)


@cache
def _simplifier() -> CharMap:
    changed = {ord(old): new for old, new in entries("TSCharacters").items() if old != new}
    return CharMap(changed)


@cache
def keepable_forms() -> frozenset[str]:
    """Return the characters that a converted text may keep where another form belongs.

    Simplified forms that stand in Traditional text too, and what is a mere variant of one.
    """
    fold = fold_variants()
    pairs = {(char, char) for char in _habits()}
    pairs.update((old, new) for old, new in entries("TSCharacters").items() if new in _habits())
    return frozenset(
        written
        for written, simplified in pairs
        if fold.get(written, written) == simplified
        and _is_traditional(simplified)
        and to_simplified(written) == simplified
    )


@cache
def _habits() -> dict[str, dict[str, dict[str, int]]]:
    """Return how often genuine text writes each form where words expect another.

    Indexed by the Simplified character, the expected form, the written form.
    """
    table: dict[str, dict[str, dict[str, int]]] = {}
    for line in read_sections("script_senses.txt")["habits"].split("\n"):
        simplified, *groups = line.split(" ")
        table[simplified] = {
            group[0]: {part[0]: int(part[1:]) for part in group[2:].split(",")} for group in groups
        }
    return table


class _Habit(NamedTuple):
    """What is known of one Simplified character before a text is read.

    Attributes:
        forms: its forms in genuine text, and itself.
        seen: how often genuine text writes each form, by the form expected.
        totals: the sums of these numbers, by the form expected.
        usual: prior of the forms that converters write: the first one of OpenCC, the character.

    """

    forms: frozenset[str]
    seen: dict[str, dict[str, int]]
    totals: dict[str, int]
    usual: dict[str, float]


@cache
def _habit(simplified: str) -> _Habit:
    seen = _habits()[simplified]
    forms = frozenset({simplified, *(form for group in seen.values() for form in group)})
    first = entries("STCharacters").get(simplified, simplified)
    first = fold_variants().get(first, first)
    kept, converted = _PRIORS[_standing(simplified)]
    usual = {first: converted}
    usual[simplified] = usual.get(simplified, 0.0) + kept
    totals = {expected: sum(group.values()) for expected, group in seen.items()}
    return _Habit(forms, seen, totals, usual)


def _weigh(simplified: str, found: Usage) -> float:
    """Return the log likelihood ratio of one Simplified character's Traditional forms."""
    habit = _habit(simplified)
    forms = habit.forms
    for _, _, written in found:
        if written not in forms:
            forms = forms.union([written for _, _, written in found])
            break
    if len(forms) < 2:
        return 0.0
    genuine = total_weight = 0.0
    weights: dict[str, float] = {}
    for (_, expected, written), number in found.items():
        # A word that repeats is one choice of its author, not many: repetitions count less.
        weight = 1 + log(number)
        seen = habit.seen[expected].get(written, 0) if expected in habit.seen else 0
        # Smoothed as if the expected form had been seen 20 times, and each other form 0.2 times.
        share = (seen + (20 if written == expected else 0.2)) / (
            habit.totals.get(expected, 0) + 20 + 0.2 * len(forms)
        )
        genuine += weight * log(share)
        weights[written] = weights.get(written, 0.0) + weight
        total_weight += weight
    stray = log(_STRAY / (len(forms) - 1))
    options = [
        prior + weights.get(form, 0.0) * _STEADY + (total_weight - weights.get(form, 0.0)) * stray
        for form, prior in _priors(simplified, forms)
    ]
    best = max(options)
    return best + log(sum([exp(option - best) for option in options])) - genuine


_STEADY = log1p(-_STRAY)


@lru_cache(maxsize=2_000)  # 309 characters, each with its forms and seldom another one
def _priors(simplified: str, forms: frozenset[str]) -> tuple[tuple[str, float], ...]:
    """Return how likely the table of a converter writes each form, as logarithms."""
    usual = _habit(simplified).usual
    rest = max(1e-3, (1 - sum(usual.values())) / max(1, len(forms - usual.keys())))
    return tuple([(form, log(usual.get(form, rest))) for form in sorted(forms)])


def _is_traditional(char: str) -> bool:
    """Tell whether Traditional text holds ``char`` too; 发 in it is a slip, not a conversion."""
    return _standing(char) != "none"


def _standing(char: str) -> str:
    """Tell how common ``char`` is in Traditional text, by the plane of Big5 that holds it."""
    code = char.encode("big5", "ignore")
    if not code:
        return "none"
    return "common" if code < b"\xc6\x7f" else "rare"
