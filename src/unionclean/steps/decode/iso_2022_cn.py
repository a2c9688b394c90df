"""ISO-2022-CN (RFC 1922): GB2312 and CNS 11643 as seven-bit bytes, which escapes designate."""

from __future__ import annotations

import re

from unionclean.steps.decode.charsets import REPLACEMENT, Reading, read
from unionclean.steps.decode.decoded import BadBytes
from unionclean.steps.decode.euc_tw import SS2
from unionclean.steps.decode.parts import Part, join

_TOKEN = re.compile(
    rb"\x1b\$(?:\)(?P<designated>[AGE])|\*H|\+[I-M])|(?P<shift>[\x0e\x0f])|(?P<third>\x1bO..)"
    rb"|\x1bN(?P<second>[\x21-\x7e]{2})|(?P<pairs>[\x21-\x7e]+)|(?P<other>[^\x21-\x7e])"
)
_PLANE_2 = bytes((SS2, 0xA2))
_HIGH = bytes(byte | 0x80 for byte in range(256))
_SETS = {b"A": "gb18030", b"E": "gb18030", b"G": "euc_tw"}  # E: GB2312 and more


def is_iso_2022_cn(raw: bytes) -> bool:
    """Tell whether ``raw`` designates a Chinese set and shifts to it."""
    return b"\x0e" in raw and raw.isascii() and re.search(rb"\x1b\$\)[AGE]", raw) is not None


def read_iso_2022_cn(raw: bytes) -> Reading:
    """Return the text of ``raw``; the end of a line ends a shift."""
    parts = []
    charset, is_shifted = "", False
    for token in _TOKEN.finditer(raw):
        part, reading = token[0], Reading("")
        if token["designated"]:
            charset = _SETS[token["designated"]]
        elif token["shift"]:
            is_shifted = part == b"\x0e"
        elif token["second"]:  # one character of plane 2
            reading = _read_pairs(_PLANE_2 + token["second"], "euc_tw", part)
        elif token["third"]:  # of plane 3 and up, which no table here has
            reading = Reading(REPLACEMENT, (BadBytes(0, part, 0),))
        elif token["pairs"] and is_shifted and charset:
            reading = _read_pairs(part, charset, part)
        elif token["pairs"] or token["other"]:
            reading = read(part, "ascii")
            is_shifted &= part != b"\n"
        parts.append(Part("", part, reading))
    return join(parts)


def _read_pairs(pairs: bytes, charset: str, part: bytes) -> Reading:
    """Return ``pairs`` as text; ``part`` is how they stand in the input."""
    reading = read(pairs.translate(_HIGH), charset)
    bad = (b._replace(raw=part[b.byte : b.byte + len(b.raw)]) for b in reading.bad)
    return Reading(reading.text, tuple(bad))
