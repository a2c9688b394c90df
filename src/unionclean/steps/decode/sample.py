"""A small part of a large input that shows what the whole is like."""

from __future__ import annotations

from typing import Final

SMALL: Final = 1_536
"""Bytes of the first look: some 500 to 700 characters, hundreds of nats between two encodings."""

LARGE: Final = 24_576
"""Bytes of the second look, for input whose beginning is mostly markup or is mixed."""

_PLACES: Final = 6


def sample(raw: bytes, size: int) -> bytes:
    """Return whole lines from several places of ``raw``, about ``size`` bytes, or all of it.

    Places with bytes above 0x7F are preferred to places without: only they tell charsets apart.
    """
    if len(raw) <= size * 1.5:
        return raw
    part = size // _PLACES
    pieces = []
    done = 0
    for place in range(_PLACES):
        start = max(done, len(raw) * place // _PLACES)
        start = _first_high(raw, start, len(raw) * (place + 1) // _PLACES)
        start = _line_start(raw, start, done)
        end = _line_end(raw, min(start + part, len(raw)))
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


def _line_end(raw: bytes, at: int) -> int:
    found = raw.find(b"\n", at, at + 2048)
    if found >= 0:
        return found + 1
    for place in range(at, min(at + 512, len(raw))):
        if 0x20 <= raw[place] < 0x30:
            return place + 1
    return at
