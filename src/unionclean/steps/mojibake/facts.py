"""What the bytes of a character may be part of, in each wrong reading: known once for each.

All of it is a pure function of the character; the tables grow with the characters of Unicode that
documents have, not with the documents.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from unionclean.chars import regex
from unionclean.language import load
from unionclean.steps.mojibake.bound import BEST, BOOST, pair_values
from unionclean.steps.mojibake.codepages import (
    BIG5,
    EUC_KR,
    GBK,
    HKSCS,
    SHIFT_JIS,
    Wrong,
    byte_table,
)
from unionclean.steps.mojibake.frequent import is_usual
from unionclean.steps.mojibake.readings import Reading
from unionclean.steps.mojibake.rightly import WHOLE, two_byte_char

UTF8: Final = (GBK, BIG5, SHIFT_JIS, EUC_KR)
PAIRS: Final = (
    Reading(GBK, "big5"),
    Reading(BIG5, "gbk"),
    Reading(HKSCS, "gbk"),
    Reading(SHIFT_JIS, "gbk"),
    Reading(EUC_KR, "gbk"),
    Reading(SHIFT_JIS, "big5"),
    Reading(EUC_KR, "big5"),
)
NO: Final = "\0"
"""In a repaired text: here is no character."""

# What is known about a character is one number. Its low bits tell for each of `PAIRS` whether it
# becomes a usual character, and for each of `UTF8` whether its bytes may begin a character of
# three; then the same for the second in a row, and the third.
BEGIN, CLOSE = 8, 12
SECOND, THIRD = 16, 32
SIGN = 48
LETTER: Final = 52  # of two bytes of UTF-8 in GBK, usual or not
SIGNS: Final = 0xF << SIGN | 1 << LETTER
BEGINS: Final = 0xF << BEGIN
LAST: Final = 0xF << (CLOSE + THIRD)  # what stands behind the last character


class _Known(dict[str, int]):
    """What the bytes of a character may be part of, found when first asked."""

    def __missing__(self, char: str) -> int:
        usual = 0
        for place, (wrong, right) in enumerate(PAIRS):
            new = repaired(wrong, right)[ord(char)]
            usual |= (new >= "\x80" and is_usual(new)) << place
        value = usual | usual << SECOND | usual << THIRD | LAST
        for place, wrong in enumerate(UTF8):
            raw = byte_table(wrong)[ord(char)]
            if len(raw) < 2:
                continue
            lead, trail = raw[0], raw[1]
            begins = "\xe0" <= lead <= "\xf4" and "\x80" <= trail <= "\xbf"
            goes_on = "\x80" <= lead <= "\xbf"
            value |= begins << (BEGIN + place) | begins << (CLOSE + place)
            value |= (goes_on and trail >= "\xc2") << (BEGIN + place + SECOND)
            # An ASCII letter after the last byte, or a character of four bytes.
            closes = goes_on and trail < "\xc0"
            value |= closes << (CLOSE + place + SECOND)
            value |= goes_on << (BEGIN + place + THIRD)
            if regex(WHOLE).fullmatch(raw):
                value |= is_usual(raw.encode("latin-1").decode()) << (SIGN + place)
                value |= (wrong is GBK) << LETTER
        self[char] = value
        return value


class _Repaired(dict[int, str]):
    """For `str.translate`: what a character becomes, or that it cannot be repaired."""

    def __init__(self, wrong: Wrong, right: str) -> None:
        super().__init__()
        self._wrong, self._right = wrong, right

    def __missing__(self, code: int) -> str:
        raw = byte_table(self._wrong)[code]
        plain = len(raw) == 1 and raw < "\x80"
        value = self[code] = raw if plain else two_byte_char(self._right, raw) or NO
        return value


class _Best(dict[str, float]):
    """The best score of what a character becomes, wherever it stands."""

    def __init__(self, wrong: Wrong, right: str) -> None:
        super().__init__()
        self._wrong, self._right = wrong, right

    def __missing__(self, char: str) -> float:
        raw = byte_table(self._wrong)[ord(char)]
        (value,) = pair_values(raw, (0, len(raw)), self._right)
        self[char] = value
        return value


class _Ceiling(dict[str, float]):
    """The best score of a character as it is, whatever stands before it."""

    def __missing__(self, char: str) -> float:
        value = self[char] = min(load().char(char) + BOOST, BEST)
        return value


@cache
def best(wrong: Wrong, right: str) -> _Best:
    """Return the table of the best score of what each character becomes in this reading."""
    return _Best(wrong, right)


@cache
def repaired(wrong: Wrong, right: str) -> _Repaired:
    """Return the table of what each character becomes in this reading."""
    return _Repaired(wrong, right)


known: Final = _Known()
ceiling: Final = _Ceiling()
