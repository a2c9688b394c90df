"""EBCDIC, the bytes of IBM's mainframes, in which a blank is what ASCII has as @."""

from __future__ import annotations

from typing import Final

from unionclean.chars import holds
from unionclean.steps.decode.decoded import Decoded

_CODEC: Final = "cp037"
"""Its letters, digits, blank and usual marks stand at these places in all EBCDIC code pages."""

_USUAL: Final = bytes(
    (
        *(0x40, 0x4B, 0x4D, 0x50, 0x5C, 0x5D, 0x60, 0x61, 0x6B, 0x6C, 0x6D, 0x6F, 0x7A, 0x7D, 0x7E),
        *(0x0D, 0x15, 0x25),
        *(row + column for row in (0x80, 0x90, 0xC0, 0xD0) for column in range(1, 10)),
        *(row + column for row in (0xA0, 0xE0) for column in range(2, 10)),
        *range(0xF0, 0xFA),
    )
)
_LEAST: Final = 16  # bytes
_MOST_OTHERS: Final = 0.05  # of text; of Big5 and GB18030 half the bytes are others
_BLANKS: Final = 0.05  # prose has three times as many
_PART: Final = 65_536

_SHIFTS: Final = (b"\x0e", b"\x0f")
"""Begin and end a run of pairs of bytes, which are Chinese in IBM's mixed code pages."""

_CONFIDENCE: Final = 0.85  # of the code page; no other encoding comes near
_PAIRS: Final = (
    "The text is EBCDIC with pairs of bytes, which are not read: its Chinese stays as signs."
)


def decode_ebcdic(raw: bytes) -> Decoded | None:
    """Return ``raw`` as text, if it is EBCDIC apart from runs of pairs.

    >>> decode_ebcdic("The members met in Beijing.".encode("cp500")).text
    'The members met in Beijing.'
    """
    if holds(raw, b" ") or holds(raw, b"\n") or not holds(raw, b"@"):
        return None
    part = _outside_runs(raw[:_PART])
    others, blanks = len(part.translate(None, _USUAL)), part.count(b"@")
    if len(part) < _LEAST or others > len(part) * _MOST_OTHERS or blanks < len(part) * _BLANKS:
        return None
    has_pairs = all(map(raw.__contains__, _SHIFTS))
    return Decoded(
        raw.decode(_CODEC),
        _CODEC,
        confidence=0.0 if has_pairs else _CONFIDENCE,
        why="blanks and letters of EBCDIC",
        warnings=(_PAIRS,) if has_pairs else (),
    )


def _outside_runs(raw: bytes) -> bytes:
    first, *rest = raw.split(_SHIFTS[0])
    return first + b"".join(piece.partition(_SHIFTS[1])[2] for piece in rest)
