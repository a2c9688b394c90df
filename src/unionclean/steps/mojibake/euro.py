"""The euro sign in UTF-8 read as GBK: it is the lone byte 80 here and the pair A2 E3 there.

Windows-936 gives the byte 80 to it, GB18030 the pair, and the GBK of browsers both. A document may
have no euro sign for pages and then one that looks like the other kind, so neither its first lines
nor its name say what a euro sign stands for; the bytes beside it do. Where it ends a character and
what follows is the rest of another, it is A2 E3; anywhere else it is 80.
"""

from __future__ import annotations

from typing import Final

from unionclean.chars import regex
from unionclean.steps.mojibake.codepages import (
    CP936,
    GBK,
    HOLE,
    LATIN,
    LATIN_9,
    REPLACEMENT,
    byte_table,
    is_latin_9,
)
from unionclean.steps.mojibake.readings import Reading

PAIR: Final = "\ue76c"
"""What Windows-936 shows for the pair A2 E3; `codepages` reads it so."""

GB18030_UTF8: Final = Reading(GBK, "utf-8")
CP936_UTF8: Final = Reading(CP936, "utf-8")
LATIN_UTF8: Final = Reading(LATIN, "utf-8")
LATIN_9_UTF8: Final = Reading(LATIN_9, "utf-8")

# All but the last byte of a character, and what only goes on with one.
_BEGUN: Final = "(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf])$"
_GOES_ON: Final = f"[\x80-\xbf][\x80-\xbf{HOLE}]|{HOLE}"  # E3 begins a character of three bytes


def with_pairs(text: str) -> str:
    """Return ``text`` with `PAIR` for each euro sign that stands for two bytes."""
    if "€" not in text:
        return text
    table = byte_table(CP936)
    found: set[int] = set()
    for hit in regex("€").finditer(text):
        place = hit.start()
        beside = "".join(
            PAIR if before in found else text[before] for before in range(max(place - 2, 0), place)
        )
        if beside[-1:] < "\u2e80":
            continue  # Cyrillic and Greek, in which the sign has a byte of its own
        before = beside.translate(table)
        after = text[place + 1 : place + 3].translate(table)
        if regex(_BEGUN).search(before) and regex(_GOES_ON).match(after):
            found.add(place)
    if not found:
        return text
    return "".join(PAIR if place in found else char for place, char in enumerate(text))


def same_kind(reading: Reading) -> Reading:
    """Return the reading under which a document's damage is counted."""
    return GB18030_UTF8 if reading == CP936_UTF8 else reading


def variant(reading: Reading, stretch: str) -> Reading:
    """Return the one of the readings that differ in a few signs which ``stretch`` needs."""
    if reading == LATIN_UTF8 and is_latin_9(stretch):
        return LATIN_9_UTF8
    return CP936_UTF8 if reading == GB18030_UTF8 and "€" in stretch else reading


def with_lone_bytes(stretch: str) -> str:
    """Return ``stretch`` with a euro sign, the byte 80 alone, for each mark that stands for it.

    A reader of GBK that keeps private use can read any other byte of UTF-8 together with the next
    one, if that is no sign or digit of ASCII.
    """
    return regex(f"{REPLACEMENT}(?=[^\\x00-?])").sub("€", stretch)
