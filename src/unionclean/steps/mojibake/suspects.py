"""Where a document may be damaged at all: the gate that clean text must pass quickly.

Whatever the wrong encoding was, it turned frequent characters into rare ones. So a document is
searched for characters that good Chinese seldom uses, and only places where two of them stand
close together are looked at. In clean text they are single (a rare name, a foreign letter).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from unionclean.chars import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

NEAR: Final = 8  # mojibake of UTF-8, the sparsest kind, has a rare character in every three
AROUND: Final = 24  # characters shown to the model on each side, for context
# First half of mis-read “ — ， 、: alone they are enough, because nobody writes them.
_STRONG: Final = "鈥銆锛"

# Signs between numbers and names; good by themselves, but Â§ and Ã© are § and é in UTF-8.
_SIGNS: Final = "\u00a0·×÷°±§®©¥£¼½¾²³µ«»¿¡"

_LATIN_1: Final = frozenset(map(chr, range(0xA1, 0x100)))


@cache
def _common() -> frozenset[str]:
    """Return the characters of good text: GB2312, the frequent half of Big5, marks, symbols."""
    gb2312 = bytes(
        byte for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF) for byte in (row, cell)
    )
    big5 = bytes(
        byte
        for row in range(0xA4, 0xC7)
        for cell in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
        for byte in (row, cell)
    )
    letters = gb2312.decode("gb2312", "ignore") + big5.decode("big5", "ignore")
    ranges = (
        (0x00, 0x7F),
        (0x2000, 0x206F),  # marks and format characters
        (0x2150, 0x22FF),  # Roman numerals, arrows, mathematics
        (0x2460, 0x24FF),  # circled digits
        (0x25A0, 0x27BF),  # shapes, signs
        (0x3000, 0x303F),
        (0x3200, 0x33FF),  # squared and bracketed characters
        (0xFE0E, 0xFE0F),
        (0xFE30, 0xFE4F),
        (0xFF01, 0xFF5E),
        (0x1F000, 0x1FAFF),  # emoji
    )
    marks = "".join(chr(code) for first, last in ranges for code in range(first, last + 1))
    marks += _SIGNS + "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňḿ"  # the letters of pinyin
    return frozenset(letters + marks) - frozenset(_STRONG)


def find_suspects(alphabet: frozenset[str]) -> frozenset[str]:
    """Return the characters of a document that seldom stand in good Chinese."""
    suspects = alphabet - _common()
    # No language needs that many letters of Latin-1, so there they are halves of Han characters.
    if suspects.isdisjoint("ÂÃâ") and len(suspects & _LATIN_1) < 20:
        return suspects
    return suspects | alphabet.intersection(_SIGNS)


def find_windows(text: str, suspects: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of ``text``, none across a line end, that may hold damage."""
    if not suspects:
        return
    pattern = regex("[" + "".join(sorted(map(_escaped, suspects))) + "]")
    window: tuple[int, int] | None = None
    first = last = -1
    count = 0

    def stretch() -> tuple[int, int] | None:
        if count < 2 and not _is_strong(text, first):
            return None
        start = max(text.rfind("\n", 0, first) + 1, first - AROUND)
        end = text.find("\n", last, last + AROUND)
        return start, (end if end >= 0 else min(len(text), last + AROUND))

    for hit in pattern.finditer(text):
        place = hit.start()
        if first >= 0 and (place - last > NEAR or "\n" in text[last:place]):
            found = stretch()
            if found:
                if window and found[0] <= window[1]:
                    window = (window[0], found[1])
                else:
                    if window:
                        yield window
                    window = found
            first, count = -1, 0
        if first < 0:
            first = place
        last = place
        count += 1
    if first >= 0:
        found = stretch()
        if found and window and found[0] <= window[1]:
            window = (window[0], found[1])
        elif found:
            if window:
                yield window
            window = found
    if window:
        yield window


def _is_strong(text: str, place: int) -> bool:
    return text[place] in _STRONG or "\ue000" <= text[place] <= "\uf8ff"


def _escaped(char: str) -> str:
    return "\\" + char if char in "\\]^-" else char
