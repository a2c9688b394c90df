"""Stretches of a document, each in one encoding, and how they become one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.steps.decode.charsets import Reading
from unionclean.steps.decode.decoded import BadBytes, Variant

if TYPE_CHECKING:
    from collections.abc import Sequence

_HIGH: Final = bytes(range(0x80, 0x100))


class Part(NamedTuple):
    """A stretch of the input in one encoding; the offsets of ``reading`` count from its start."""

    encoding: str
    raw: bytes
    reading: Reading


def main_encoding(parts: Sequence[Part]) -> str:
    """Return the encoding of most bytes above ASCII."""
    if len(parts) == 1:
        return parts[0].encoding
    sizes: dict[str, int] = {}
    for part in parts:
        high = len(part.raw) - len(part.raw.translate(None, _HIGH))
        sizes[part.encoding] = sizes.get(part.encoding, 0) + high
    return max(sizes, key=lambda name: sizes[name])


def join(parts: Sequence[Part]) -> Reading:
    """Return the parts as one reading, with offsets from the start of the first."""
    text: list[str] = []
    bad: list[BadBytes] = []
    variants: list[Variant] = []
    at = byte = 0
    for part in parts:
        text.append(part.reading.text)
        bad += (BadBytes(b.byte + byte, b.raw, b.at + at) for b in part.reading.bad)
        variants += (Variant(v.start + at, v.end + at, v.raw) for v in part.reading.variants)
        at += len(part.reading.text)
        byte += len(part.raw)
    return Reading("".join(text), tuple(bad), tuple(variants))
