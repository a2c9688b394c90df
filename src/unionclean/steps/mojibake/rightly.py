"""The right readings: bytes back to characters, one cell for each."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import regex
from unionclean.steps.mojibake.codepages import BLANK, HOLE, QUESTION, WALL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

# Begins with a class of characters, which the engine passes over text with many times faster.
WHOLE: Final = (
    "(?:[\xc2-\xf0](?:(?<=[\xc2-\xdf])[\x80-\xbf]|(?<=\xe0)[\xa0-\xbf][\x80-\xbf]"
    "|(?<=[\xe1-\xec\xee\xef])[\x80-\xbf]{2}|(?<=\xed)[\x80-\x9f][\x80-\xbf]"
    "|(?<=\xf0)[\x90-\xaf][\x80-\xbf]{2}))"
)
PAIR_CODECS: Final = {"gbk": ("gb18030",), "big5": ("cp950", "big5hkscs")}
"""The codecs that read the two-byte encodings, in the order in which they are asked."""
# Pieces of a line: a whole character; a run of bytes and marks of lost bytes that is none; ASCII.
_PIECE: Final = (
    f"(?P<whole>{WHOLE})|(?P<broken>(?:(?!{WHOLE})[\x80-\xff\u0100-\u0102])+)|[\x00-\x7f]"
)
# Bytes that begin or end a character, beside the mark of a lost one or where one was dropped.
_BESIDE_LOST: Final = (
    f"[\xe2-\xef][\x80-\xbf]?(?=[\u0100-\u0102]|{WHOLE})"
    "|(?<=[\u0100-\u0102])[\x80-\xbf]{1,2}(?![\x80-\xbf])"
)
# "?" stands for a byte only where UTF-8 lacks one: after a begun character, before the rest of one.
_LOST: Final = (
    "(?<=[\xe0-\xf4])\\?{1,2}|(?<=[\xc2-\xdf])\\?|(?<=[\xe0-\xf4][\x80-\xbf])\\?|(?<=\xf0[\x80-\xbf]{2})\\?"
    "|\\?{1,2}(?=[\x80-\xbf])"
)
_LOST_BLANK: Final = "(?<=[\xc2-\xf4]) |(?<=[\xe0-\xf4][\x80-\xbf]) | (?=[\x80-\xbf])"


class Cell(NamedTuple):
    """Bytes ``start:end`` of a stretch and the character they are.

    ``text`` is ``None`` where bytes are missing; ``raw`` is what is left of them. ``beside`` tells
    that such a byte stands at the mark of a lost one, with which it may be a character; ``seam``
    that it is one with what follows.
    """

    start: int
    end: int
    text: str | None
    raw: str
    beside: bool = False
    seam: bool = False


def utf8_cells(
    raw: str, seams: Collection[int] = (), *, blanks: bool = False, lone: Collection[int] = ()
) -> Iterator[Cell]:
    """Yield the characters of ``raw``, and each byte that belongs to none by itself.

    Args:
        raw: the bytes.
        seams: places where good text may begin. A character across one may be two: what is left of
            the last damaged one, whose bytes are given one by one, too, and good text.
        blanks: whether a blank may have been a no-break space (in single-byte encodings).
        lone: places of bytes 80 that stand by themselves, as the euro sign. Before one, a pair may
            have been stripped: then it ends no character, and the rest of another follows.

    """
    raw = mark_lost(raw, blanks=blanks)
    beside = {
        place
        for hit in regex(f"({WHOLE})|{_BESIDE_LOST}").finditer(raw)
        if not hit.group(1)
        for place in range(*hit.span())
    }
    for piece in regex(_PIECE).finditer(raw):
        start, end = piece.span()
        found = piece.group()
        if piece.lastgroup == "whole" and end - 1 in lone and is_rest(raw, end):
            yield from (
                Cell(place, place + 1, None, raw[place], beside=True) for place in range(start, end)
            )
            continue
        if piece.lastgroup == "broken":
            for place in range(start, end):
                yield Cell(place, place + 1, None, raw[place], place in beside)
            continue
        yield Cell(start, end, _utf8_char(found) if piece.lastgroup else found, found)
        seam = next((place for place in range(start + 1, end) if place in seams), start)
        for place in range(start, seam):
            yield Cell(place, place + 1, None, raw[place], seam=True)


def is_rest(raw: str, place: int) -> bool:
    """Tell whether a byte at ``place`` can only be the rest of a character."""
    return "\x80" <= raw[place : place + 1] <= "\xbf"


def mark_lost(raw: str, *, blanks: bool) -> str:
    """Return ``raw`` with marks for question marks, and ``blanks``, that stand for lost bytes."""
    if "?" in raw:
        raw = regex(_LOST).sub(lambda hit: QUESTION * len(hit.group()), raw)
    if blanks and " " in raw:
        raw = regex(_LOST_BLANK).sub(lambda hit: BLANK * len(hit.group()), raw)
    return raw


@cache
def _utf8_char(raw: str) -> str:
    return raw.encode("latin-1").decode("utf-8")


def pair_cells(raw: str, codec: str, boundaries: Collection[int]) -> Iterator[Cell]:
    """Yield a cell for each place where a character of the two-byte ``codec`` may begin.

    Cells overlap where both ways of pairing the bytes are possible.
    """
    # Byte offsets that can be reached: boundaries of the damaged characters, ends of other cells.
    reached = bytearray(len(raw) + 1)
    for place, byte in enumerate(raw):
        if not reached[place] and place not in boundaries:
            continue
        if byte < "\x80":
            reached[place + 1] = 1
            yield Cell(place, place + 1, byte, byte)
            continue
        two = raw[place : place + 2]
        if HOLE in two and len(two) == 2 and not (WALL in two or (two[1] < "\x40")):
            reached[place + 2] = 1
            yield Cell(place, place + 2, None, two)
        elif char := two_byte_char(codec, two):
            reached[place + 2] = 1
            yield Cell(place, place + 2, char, two)
        if byte == HOLE:
            reached[place + 1] = 1
            yield Cell(place, place + 1, None, byte)


@cache
def two_byte_char(codec: str, raw: str) -> str:
    """Return the character that ``codec`` reads from two bytes, or nothing."""
    for name in PAIR_CODECS[codec]:
        try:
            char = raw.encode("latin-1").decode(name)
        except UnicodeError:
            continue
        if len(char) == 1 and not "\ue000" <= char <= "\uf8ff":
            return char
    return ""


def is_whole(raw: str, codec: str) -> bool:
    """Tell whether the bytes are characters of ``codec``, or some have left a mark."""
    try:
        raw.encode("latin-1").decode(PAIR_CODECS[codec][0])
    except UnicodeEncodeError:
        return True
    except UnicodeDecodeError:
        return False
    return True
