"""Windows-936 as the farm software reads it: with user-defined areas, and eating after a lead byte.

Python's `gbk` codec knows no user-defined areas and stops at bytes it cannot pair, so both
directions are spelled out here. A lead byte followed by a byte below 0x40 is shown as one "?" and
*both bytes are gone*: that is why the "(" is missing in «以?xún)?yōu)異».

Pairs without a character are private use too, U+E766 and on: pages where private use was removed
show nothing for them («?。┞男» is "　（五）履行", without A8C1).
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
    """Tell whether the pair is shown as private use, from U+E000 on."""
    return is_user_defined(lead, trail) or trail in unmapped_trails(lead)


def is_user_defined(lead: int, trail: int) -> bool:
    """Tell whether the pair lies in one of the three user-defined areas."""
    if 0xA1 <= lead <= 0xA7:
        return 0x40 <= trail <= 0xA0 and trail != 0x7F
    return trail >= 0xA1 and (0xAA <= lead <= 0xAF or 0xF8 <= lead <= 0xFE)


@cache
def decode_pair(lead: int, trail: int) -> str | None:
    """Return the character of a pair of bytes; ``None`` for bytes that are no pair."""
    raw = bytes((lead, trail))
    private = is_private(lead, trail)
    char = raw.decode("gb18030" if private else "gbk", "replace")
    if private and not "\ue000" <= char <= "\uf8ff":
        return _moved()[raw]
    return char if len(char) == 1 and char != "\ufffd" else None


@cache
def _moved() -> dict[bytes, str]:
    """Return the private use of the pairs that have got a character since."""
    places = {0xA2E3: 0xE76C, 0xA8BC: 0xE7C7, 0xA8BF: 0xE7C8, 0xA958: 0xE7DE, 0xA95B: 0xE7DF}
    places |= {0xA95D + i: 0xE7E0 + i for i in range(3)}
    places |= {0xA989 + i: 0xE7E7 + i for i in range(13)}
    trails = (trail for trail in range(0x50, 0xA1) if trail != 0x7F)
    places |= {0xFE00 + trail: 0xE815 + i for i, trail in enumerate(trails)}
    return {pair.to_bytes(2, "big"): chr(place) for pair, place in places.items()}


def byte_of(char: str) -> int:
    """Return the byte that is shown as ``char``, a letter or the sign of a lone byte."""
    return LONE if char == LONE_SHOWN else ord(char)


def makes_pair(following: str) -> bool:
    """Tell whether a lead byte makes a pair with the first byte of ``following``."""
    raw = encode_char(following) if following else None
    return raw is not None and is_trail(raw[0])


@cache
def encode_char(char: str) -> bytes | None:
    """Return the one or two bytes of ``char``; ``None`` where the code page has no such character.

    >>> encode_char("會").hex(), encode_char("a"), encode_char("\ue63a").hex()
    ('95fe', b'a', 'a495')
    """
    if char < "\x80":
        return char.encode("ascii")
    if "\ue000" <= char <= "\uf8ff":
        return _private().get(char)
    try:
        raw = char.encode("gbk")
    except UnicodeEncodeError:
        return None
    return raw if len(raw) == 2 else None


@cache
def _private() -> dict[str, bytes]:
    pairs = ((lead, trail) for lead in LEADS for trail in private_trails(lead))
    return {decode_pair(*pair) or "": bytes(pair) for pair in pairs}


def encode_text(text: str) -> bytes:
    """Return the bytes of ``text``, with "?" for what the code page does not have."""
    try:
        return text.encode("gbk")
    except UnicodeEncodeError:
        return b"".join(encode_char(char) or b"?" for char in text)


@cache
def unmapped_trails(lead: int) -> frozenset[int]:
    """Return the second bytes with which ``lead`` makes a pair that has no character at all."""
    if lead not in _WITH_GAPS:
        return frozenset()
    return frozenset(
        trail
        for trail in filter(is_trail, range(0x40, 0xFF))
        if not is_user_defined(lead, trail)
        and "\ufffd" in bytes((lead, trail)).decode("gbk", "replace")
    )


@cache
def private_trails(lead: int) -> frozenset[int]:
    """Return the second bytes with which ``lead`` makes a pair that is shown as private use."""
    return frozenset(trail for trail in range(0x40, 0xFF) if is_private(lead, trail))
