"""Which bytes can have been destroyed, and which characters fit what is left."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final, Literal

from unionclean.steps.mojibake.codepages import GBK, UNDEFINED_1252, WITH_EURO, Wrong, reads_pair
from unionclean.steps.mojibake.rightly import two_byte_char

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Script = Literal["s", "t", ""]
Byte = int | frozenset[int]
"""A byte that is known, or the set of those it may have been."""

COST_FOREIGN: Final = -4.0
"""Nats for a Traditional character in Simplified text, or the reverse."""
# Patterns remembered: a megabyte of damage has some thousands.
_MOST_KNOWN: Final = 20_000
_CHOICES: Final = 60  # likeliest characters tried for one incomplete pattern
_RAREST: Final = -17.0  # a destroyed character is never guessed to be one outside the table
# Pairs that Windows-936 gives to user-defined characters. Between its symbols are more without a
# character; to look for those takes Big5, where any byte may come second, twice as long.
_USER_DEFINED: Final = (
    (frozenset(range(0xAA, 0xB0)), frozenset(range(0xA1, 0xFF))),
    (frozenset(range(0xF8, 0xFF)), frozenset(range(0xA1, 0xFF))),
    (frozenset(range(0xA1, 0xA8)), frozenset((*range(0x40, 0x7F), *range(0x80, 0xA1)))),
)
_HIGH: Final = frozenset(range(0x80, 0xFF))
_MARKS: Final = "–—‘’“”•…‰′″※€™✓✔✗✘✅❌⚠ℹ▶"
# What text uses of U+2000 to U+206F, and of the signs after it that GBK lacks.


def script_of(texts: Iterable[str]) -> Script:
    """Return which script the known part of a text is in: Simplified, Traditional, or unclear."""
    simplified = traditional = 0
    for text in texts:
        for char in text:
            simplified += char in not_of("t")
            traditional += char in not_of("s")
    if simplified >= 2 * traditional + 1:
        return "s"
    return "t" if traditional >= 2 * simplified + 1 else ""


@cache
def not_of(script: Script) -> frozenset[str]:
    """Return the Han characters that the standard set of a script lacks."""
    codec = {"s": "gb2312", "t": "big5", "": "utf-8"}[script]
    return frozenset(
        char for char in map(chr, range(0x4E00, 0xA000)) if not char.encode(codec, "ignore")
    )


@cache
def lost_before(wrong: Wrong, following: str, *, kept: bool = False) -> frozenset[int]:
    """Return the bytes that ``wrong`` cannot read when ``following`` comes after them.

    ``kept`` tells that private use was there, so that pairs without a character were read as well.
    """
    if wrong.single:
        return UNDEFINED_1252
    if not "\x40" <= following <= "\xff":
        return _HIGH
    trail = ord(following)
    return frozenset(
        lead for lead in range(0x80, 0x100) if not reads_pair(wrong, lead, trail, kept=kept)
    )


@cache
def lost_pairs(
    wrong: Wrong, right: str, *, marked: bool
) -> tuple[tuple[frozenset[int], frozenset[int]], ...]:
    """Return the pairs of ``right`` that ``wrong`` cannot read: sets of first and second bytes.

    ``marked`` tells that a mark stands for them. Java takes 80 for the first byte of a pair, too:
    一个 becomes 涓\ufffd釜.
    """
    if wrong in WITH_EURO and right != "utf-8":
        return _USER_DEFINED
    by_trails: dict[frozenset[int], set[int]] = {}
    for lead in range(0x80 if marked and wrong == GBK else 0x81, 0xFF):
        trails = frozenset(
            trail
            for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF))
            if not reads_pair(wrong, lead, trail)
        )
        by_trails.setdefault(trails, set()).add(lead)
    return tuple((frozenset(leads), trails) for trails, leads in by_trails.items() if trails)


@lru_cache(maxsize=_MOST_KNOWN)
def utf8_choices(pattern: tuple[Byte, ...]) -> tuple[str, ...]:
    """Return the characters whose UTF-8 fits ``pattern``, the likeliest first."""
    return _likeliest(b"".join(_bytes_of(pattern)).decode("utf-8", "ignore"))


@lru_cache(maxsize=_MOST_KNOWN)
def pair_choices(pattern: tuple[Byte, ...], codec: str) -> tuple[str, ...]:
    """Return the characters of a two-byte ``codec`` that fit ``pattern``, the likeliest first."""
    found = [two_byte_char(codec, raw.decode("latin-1")) for raw in _bytes_of(pattern)]
    return _likeliest([char for char in found if char])


def _bytes_of(pattern: tuple[Byte, ...]) -> Iterator[bytes]:
    sets = [(byte,) if isinstance(byte, int) else sorted(byte) for byte in pattern]
    return map(bytes, product(*sets))


def _is_odd_sign(char: str) -> bool:
    """Tell whether ``char`` is a sign that no encoding of Chinese has, or one of U+2000 on."""
    if not "\u2000" <= char <= "\u2bff":
        return False
    return char <= "\u206f" or not char.encode("gbk", "ignore")


def _likeliest(found: Sequence[str]) -> tuple[str, ...]:
    from unionclean.language import load

    model = load()
    found = [char for char in found if char in _MARKS or not _is_odd_sign(char)]
    if len(found) > 1:
        found = [char for char in found if model.char(char) > _RAREST]
        found.sort(key=model.char, reverse=True)
    return tuple(found[:_CHOICES])
