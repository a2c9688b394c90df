"""A small part of a large input that shows what the whole is like."""

from __future__ import annotations

import re
from typing import Final

TINY: Final = 192
"""Bytes of the first look, and the rest of their lines: some 100 to 300 characters."""

SMALL: Final = 1_536
"""Bytes of the usual look: some 500 to 700 characters, hundreds of nats between two encodings."""

LARGE: Final = 24_576
"""Bytes of the last look, for input whose beginning is mostly markup or is mixed."""

_PLACES: Final = 6


_REACH: Final = 2048  # bytes in which the end of a line is looked for

_MARKS: Final = rb"[\n -/]|\xa3\xac|\xa1[\xa3AC]|\xef\xbc\x8c|\xe3\x80\x82"
"""Where a line may be cut: ASCII that is no second byte of a charset here, and the comma and stop
of GB18030, Big5 and UTF-8. In another charset the cut costs one character at worst."""


def sample(raw: bytes, size: int, places: int = _PLACES, reach: int = _REACH) -> bytes:
    """Return whole lines from several places of ``raw``, about ``size`` bytes, or all of it.

    Lines that do not end in ``reach`` bytes are cut. Places with bytes above 0x7F are preferred to
    places without: only they tell charsets apart.
    """
    if len(raw) <= size * 1.5:
        return raw
    part = size // places
    pieces = []
    done = 0
    for place in range(places):
        start = max(done, len(raw) * place // places)
        start = _first_high(raw, start, len(raw) * (place + 1) // places)
        start = _line_start(raw, start, done)
        end = _line_end(raw, min(start + part, len(raw)), reach)
        if end > start:
            pieces.append(raw[start:end])
            done = end
    return b"".join(pieces)


def _first_high(raw: bytes, start: int, end: int) -> int:
    """Return the first place in blocks of 4 kB whose bytes are not all ASCII."""
    for block in range(start, end, 4096):
        piece = raw[block : min(block + 4096, end)]
        if not piece.isascii():
            for offset in range(0, len(piece), 64):
                if not piece[offset : offset + 64].isascii():
                    return block + offset
    return start


def _line_start(raw: bytes, at: int, least: int) -> int:
    """Return the start of the line of ``at``; in very long lines, a place after an ASCII byte."""
    found = raw.rfind(b"\n", max(least, at - 2048), at)
    if found >= 0:
        return found + 1
    if at == least or at < 2048:
        return least
    for place in range(at, min(at + 512, len(raw))):
        # 0x21-0x2F and blanks are no second byte of any charset here.
        if 0x20 <= raw[place] < 0x30:
            return place + 1
    return at


def _line_end(raw: bytes, at: int, reach: int) -> int:
    found = raw.find(b"\n", at, at + reach)
    if found >= 0:
        return found + 1
    mark = re.compile(_MARKS).search(raw, at, at + 512)
    return mark.end() if mark else at
