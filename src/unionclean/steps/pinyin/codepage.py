"""Windows-936 as the farm software reads it: with user-defined areas, and eating after a lead byte.

Python's `gbk` codec knows no user-defined areas and stops at bytes it cannot pair, so both
directions are spelled out here. A lead byte followed by a byte below 0x40 is shown as one "?" and
*both bytes are gone*: that is why the "(" is missing in «以?xún)?yōu)異».
"""

from __future__ import annotations

from functools import cache
from typing import Final

LEADS: Final = range(0x81, 0xFF)
"""First bytes of a pair."""

LONE: Final = 0x80
"""The byte above ASCII that leads no pair: the second one of 個, so shifted runs are full of it."""

LONE_SHOWN: Final = "€"
"""What Windows-936 shows for it; other decoders show their mark of an unknown byte."""


# The lead bytes that have a pair without a character outside of the user-defined areas.
_WITH_GAPS: Final = frozenset(b"\xa2\xa4\xa5\xa6\xa7\xa8\xa9\xd7\xfe")


def is_trail(byte: int) -> bool:
    """Tell whether ``byte`` can be the second byte of a pair."""
    return 0x40 <= byte <= 0xFE and byte != 0x7F


def is_private(lead: int, trail: int) -> bool:
    """Tell whether the pair lies in one of the three user-defined areas (shown from U+E000)."""
    if 0xA1 <= lead <= 0xA7:
        return 0x40 <= trail <= 0xA0 and trail != 0x7F
    return trail >= 0xA1 and (0xAA <= lead <= 0xAF or 0xF8 <= lead <= 0xFE)


@cache
def decode_pair(lead: int, trail: int) -> str | None:
    """Return the character of a pair of bytes; ``None`` where the code page has none."""
    raw = bytes((lead, trail))
    try:
        return raw.decode("gb18030" if is_private(lead, trail) else "gbk")
    except UnicodeDecodeError:
        return None


def byte_of(char: str) -> int:
    """Return the byte that is shown as ``char``, a letter or the sign of a lone byte."""
    return LONE if char == LONE_SHOWN else ord(char)


@cache
def encode_char(char: str) -> bytes | None:
    """Return the one or two bytes of ``char``; ``None`` where the code page has no such character.

    >>> encode_char("會").hex(), encode_char("a"), encode_char("\ue63a").hex()
    ('95fe', b'a', 'a495')
    """
    if char < "\x80":
        return char.encode("ascii")
    try:
        if not "\ue000" <= char <= "\uf8ff":
            raw = char.encode("gbk")
            return raw if len(raw) == 2 else None
        raw = char.encode("gb18030")
    except UnicodeEncodeError:
        return None
    return raw if len(raw) == 2 and is_private(raw[0], raw[1]) else None


def encode_text(text: str) -> bytes:
    """Return the bytes of ``text``, with "?" for what the code page does not have."""
    try:
        return text.encode("gbk")
    except UnicodeEncodeError:
        return b"".join(encode_char(char) or b"?" for char in text)


@cache
def unmapped_trails(lead: int) -> frozenset[int]:
    """Return the second bytes with which ``lead`` makes a pair that has no character."""
    if lead not in _WITH_GAPS:
        return frozenset()
    trails = filter(is_trail, range(0x40, 0xFF))
    return frozenset(trail for trail in trails if decode_pair(lead, trail) is None)


@cache
def private_trails(lead: int) -> frozenset[int]:
    """Return the second bytes with which ``lead`` makes a pair in a user-defined area."""
    return frozenset(trail for trail in range(0x40, 0xFF) if is_private(lead, trail))
