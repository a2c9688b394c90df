"""The pairs of encodings that mojibake comes from, and the damage each explains in a stretch."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import CJK_MARKS, regex
from unionclean.steps.mojibake.codepages import (
    BIG5,
    CP437,
    CP850,
    CP852,
    CP866,
    CP874,
    CP936,
    CP1250,
    CP1251,
    CP1253,
    CP1254,
    CP1257,
    CP1258,
    EUC_KR,
    GBK,
    HKSCS,
    ISO_5,
    KOI8,
    LATIN,
    LATIN_2,
    LATIN_9,
    MAC_ROMAN,
    REPLACEMENT,
    SHIFT_JIS,
    WALL,
    Wrong,
    byte_table,
    is_latin_9,
    repertoire,
)
from unionclean.steps.mojibake.frequent import THOUSAND
from unionclean.steps.mojibake.pieces import beyond_ascii
from unionclean.steps.mojibake.rightly import pair_cells, utf8_cells
from unionclean.steps.mojibake.twins import bytes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unionclean.steps.mojibake.rightly import Cell


class Reading(NamedTuple):
    """Text in the encoding ``right`` was read in the encoding ``wrong``."""

    wrong: Wrong
    right: str

    @property
    def reason(self) -> str:
        """What happened, for the account of changes."""
        return f"{self.right} read as {self.wrong.name}"


# The frequent ones first: where two explain a stretch equally well, the first is taken.
READINGS: Final = (
    Reading(GBK, "utf-8"),
    Reading(CP936, "utf-8"),
    Reading(LATIN, "utf-8"),
    Reading(LATIN, "gbk"),
    Reading(GBK, "big5"),
    Reading(BIG5, "gbk"),
    Reading(HKSCS, "gbk"),
    Reading(LATIN, "big5"),
    Reading(BIG5, "utf-8"),
    Reading(SHIFT_JIS, "utf-8"),
    Reading(EUC_KR, "utf-8"),
    Reading(CP437, "utf-8"),
    Reading(MAC_ROMAN, "utf-8"),
    Reading(CP437, "gbk"),
    Reading(MAC_ROMAN, "gbk"),
    Reading(CP437, "big5"),
    Reading(MAC_ROMAN, "big5"),
    Reading(SHIFT_JIS, "gbk"),
    Reading(EUC_KR, "gbk"),
    Reading(SHIFT_JIS, "big5"),
    Reading(EUC_KR, "big5"),
    *(
        Reading(wrong, right)
        for wrong in (LATIN_9, CP850, CP1250, CP1251, KOI8)
        for right in ("utf-8", "gbk")
    ),
)

# Tried where a character says so, or a sign: the pages above have nearly all letters at the same
# places, and letters alone are a language.
_SELDOM: Final = (
    *(Reading(wrong, "big5") for wrong in (CP850, KOI8, CP1251, CP1250, CP1254, LATIN_9)),
    *(
        Reading(wrong, right)
        for wrong in (CP1253, CP1254, CP1257, CP1258, CP874, LATIN_2, ISO_5, CP852, CP866)
        for right in ("utf-8", "gbk")
    ),
)
SINGLE_PAGES: Final = tuple(
    dict.fromkeys(reading.wrong for reading in (*READINGS, *_SELDOM) if reading.wrong.single)
)
"""The encodings of single bytes among them."""

_STRANGE: Final = 0.2  # share of suspects of other damage, or of the text around
# Share of the characters beyond ASCII that are marks of lost bytes, from which on nothing is left
# to go by: UTF-8 read as Big5 has 56 to 94 of 100, the worst kind that is repaired 16 to 50.
_DESTROYED: Final = 0.5
_FEW_LOST: Final = 4  # marks that say nothing

_OF_SEVERAL_BYTES: Final = tuple(reading for reading in READINGS if not reading.wrong.single)


def possible_readings(stretch: str, suspects: frozenset[str] | None = None) -> tuple[Reading, ...]:
    """Return the readings that ``stretch`` may come from, by its characters alone.

    ``suspects`` are those that it has: they tell whether a page that is seldom met comes in.
    """
    frequent = READINGS if may_be_single(stretch) else _OF_SEVERAL_BYTES
    if not suspects:
        return frequent
    return (*frequent, *_seldom_readings(suspects))


def is_seldom(reading: Reading) -> bool:
    """Tell whether the page of ``reading`` is one of those that are seldom met."""
    return reading in _SELDOM


def may_be_single(stretch: str) -> bool:
    """Tell whether ``stretch`` has what every encoding of single bytes leaves."""
    return regex(_of_single_bytes()).search(stretch) is not None


def is_destroyed(stretch: str) -> bool:
    """Tell whether ``stretch`` has lost so much that no reading gives text."""
    lost = stretch.count(REPLACEMENT)
    if lost < _FEW_LOST:
        return False
    return lost > _DESTROYED * beyond_ascii(stretch)


@lru_cache(maxsize=1)  # several questions about one stretch
def _seldom_readings(suspects: frozenset[str]) -> tuple[Reading, ...]:
    frequent = suspects <= repertoire(LATIN) or suspects <= repertoire(CP437)
    if frequent and not any("\xa1" <= char <= "\xbf" or char >= "\u2000" for char in suspects):
        return ()
    most = _STRANGE * len(suspects)
    return tuple(
        reading for reading in _SELDOM if len(suspects - repertoire(reading.wrong)) <= most
    )


@cache
def _of_single_bytes() -> str:
    """Return a pattern of what every signature needs, in encodings of single bytes."""
    codecs = {codec for wrong in SINGLE_PAGES for codec in wrong.codecs}
    high = bytes(range(0x80, 0x100))
    chars = {REPLACEMENT}.union(*(high.decode(codec, "replace") for codec in codecs))
    letters = "".join(sorted(chars))
    return f"[{letters}](?:[@-~{letters}][{letters}][@-~{letters}]|[{letters}]{{2}})"


# What must be there before the cells are worth making: a character of three bytes, or two pairs.
_SIGNATURES: Final = {
    "utf-8": "[\xe2-\xef][\x80-\xbf]{2}|[\xc2-\xc3][\x80-\xbf][@-~]?[\xc2-\xc3][\x80-\xbf]",
    "gbk": "(?:[\x81-\xfe][\x40-\x7e\x80-\xfe]){2}",
    "big5": "(?:[\xa1-\xf9][\x40-\x7e\xa1-\xfe]){2}",
}


class Candidate(NamedTuple):
    """A stretch as the bytes it may have been: where its characters begin, and what they are."""

    offsets: list[int]
    cells: list[Cell]


def find_candidate(
    stretch: str,
    reading: Reading,
    suspects: frozenset[str],
    is_worth: Callable[[str, list[int]], bool] | None = None,
) -> Candidate | None:
    """Return ``stretch`` under ``reading``; ``None`` where that cannot be the cause.

    ``suspects`` are those that it has.
    ``is_worth`` may tell from the bytes, and from where characters begin, that it is in vain.
    """
    if reading.right == "utf-8" and reading.wrong is (GBK if "€" in stretch else CP936):
        return None  # they differ in nothing else, and `euro` has told what each sign stands for
    if reading.wrong is LATIN and is_latin_9(stretch):
        return None
    table = byte_table(reading.wrong)
    if suspects and all(table[ord(char)] == WALL for char in suspects):
        return None
    raw = bytes_of(stretch, reading)
    if not regex(_SIGNATURES[reading.right]).search(raw):
        return None
    offsets = list(accumulate(map(len, map(table.__getitem__, map(ord, stretch))), initial=0))
    if is_worth is not None and not is_worth(raw, offsets):
        return None
    if reading.right == "utf-8":
        single = reading.wrong.single
        seams = () if single else _seams(stretch, offsets, suspects)
        lone = lone_bytes(stretch, offsets, reading.wrong)
        return Candidate(offsets, list(utf8_cells(raw, seams, blanks=single, lone=lone)))
    return Candidate(offsets, list(pair_cells(raw, reading.right, frozenset(offsets))))


def lone_bytes(stretch: str, offsets: Sequence[int], wrong: Wrong) -> frozenset[int]:
    """Return where a euro sign of ``stretch`` stands for the byte 80 alone."""
    if wrong is not CP936:
        return frozenset()
    return frozenset(offsets[place] for place, char in enumerate(stretch) if char == "€")


def _seams(stretch: str, offsets: list[int], suspects: frozenset[str]) -> frozenset[int]:
    """Return where a character begins that damage seldom gives and good text often has."""
    return frozenset(
        offsets[place]
        for place, char in enumerate(stretch)
        if (char in THOUSAND or char in CJK_MARKS) and char not in suspects
    )
