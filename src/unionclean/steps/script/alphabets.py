"""The characters that only Simplified or only Traditional text holds, and how often they stand."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from unionclean.chars import is_han
from unionclean.steps.script.dictionaries import read_sections
from unionclean.steps.script.gate import beyond_gb2312

if TYPE_CHECKING:
    from collections.abc import Iterable


class Tally(NamedTuple):
    """How many characters of a text speak for a script.

    Attributes:
        han: Han characters of any kind.
        simplified: characters that only Simplified text holds.
        traditional: characters that only Traditional text holds.
        foreign: kana and hangul: the text, or a part of it, is not Chinese.

    """

    han: int
    simplified: int
    traditional: int
    foreign: int


@cache
def only_simplified() -> frozenset[str]:
    """Return the characters that Big5 lacks and that conversion to Traditional changes."""
    return frozenset(read_sections("script_alphabets.txt")["simplified"])


@cache
def only_traditional() -> frozenset[str]:
    """Return the characters that GB2312 lacks and that conversion to Simplified changes."""
    return frozenset(read_sections("script_alphabets.txt")["traditional"])


def may_be_traditional(alphabet: Iterable[str]) -> bool:
    """Tell whether any of the characters is one that only Traditional text holds."""
    beyond = beyond_gb2312(alphabet)
    return any(map(is_han, beyond)) and not only_traditional().isdisjoint(beyond)


def tally(text: str) -> Tally:
    """Count the characters of ``text`` by what they say about its script."""
    simplified, traditional = only_simplified(), only_traditional()
    counts = [0, 0, 0, 0]
    for char, number in Counter(text).items():
        if is_han(char):
            counts[0] += number
            if char in simplified:
                counts[1] += number
            elif char in traditional:
                counts[2] += number
        elif "\u3041" <= char <= "\u30fa" or "\uac00" <= char <= "\ud7a3":
            counts[3] += number
    return Tally(*counts)


def leans(line: str) -> int:
    """Return 1 for a line that is rather Traditional, -1 for Simplified, 0 for neither."""
    if only_simplified().isdisjoint(line):
        return 0 if only_traditional().isdisjoint(line) else 1
    counts = tally(line)
    return (counts.traditional > counts.simplified) - (counts.traditional < counts.simplified)
