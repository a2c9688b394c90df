"""What decoding gives: text, how sure it is, and which bytes could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

MIXED: Final = 0.95
"""Confidence of a mixed file whose parts all read well."""

BYTEWISE: Final = ("utf-8", "gb18030", "big5hkscs", "cp950")
"""What a mark of UTF-16 may lie about, and what lines of UTF-16 may stand among."""


class BadBytes(NamedTuple):
    """Bytes that the encoding cannot hold; the text shows one U+FFFD for them.

    Attributes:
        byte: offset of the first bad byte in the input.
        raw: the bytes themselves, so that the input can be rebuilt.
        at: offset of the replacement character in the text.

    """

    byte: int
    raw: bytes
    at: int


class Piece(NamedTuple):
    """A stretch of a mixed file: ``text[start:end]`` was decoded with ``encoding``."""

    start: int
    end: int
    encoding: str


class Variant(NamedTuple):
    """``text[start:end]`` stands for ``raw``, which is not how its codec would write it.

    A codec may hold one character twice (the € of Windows-936 is 0x80, that of GB18030 0xA2E3).
    Such places are kept so that the input can be rebuilt.
    """

    start: int
    end: int
    raw: bytes


@dataclass(frozen=True, slots=True)
class Decoded:
    """Bytes as text.

    Attributes:
        text: the decoded text, without byte order mark.
        encoding: codec of the document, or of most of it; lower case, as Python names it.
        confidence: 0 to 1.
        why: the evidence in a few words, for people.
        bom: the byte order mark that was removed.
        bad: bytes that could not be read.
        pieces: empty unless the document mixes encodings; then they cover the whole text.
        warnings: full sentences for the report.
        variants: places whose bytes the codec would write differently.

    """

    text: str
    encoding: str
    confidence: float = 1.0
    why: str = ""
    bom: bytes = b""
    bad: tuple[BadBytes, ...] = ()
    pieces: tuple[Piece, ...] = ()
    warnings: tuple[str, ...] = ()
    variants: tuple[Variant, ...] = ()
