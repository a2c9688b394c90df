"""UTF-16 in which a byte was lost or added, and lines of UTF-16 among those of another charset.

After a byte that is missing or too many, all that follows is out of step, until the next one.
Windows PowerShell appends UTF-16 to files of whatever encoding, other programs append bytes to its.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from unionclean.steps.decode.candidates import quality
from unionclean.steps.decode.charsets import REPLACEMENT, Reading, read
from unionclean.steps.decode.decoded import BadBytes
from unionclean.steps.decode.doubt import rare_count

if TYPE_CHECKING:
    from unionclean.language import Model

_WINDOW: Final = 64  # bytes looked at together: 32 characters
_FEW: Final = 4  # rare characters that any text may have
_GAIN: Final = 20.0
"""By how many nats a window one byte later must be better. Out of step, each character is some five
nats worse; four are left at the end of a text."""


def read_wide(raw: bytes, encoding: str, model: Model) -> Reading:
    """Return ``raw`` in UTF-16, put into step again after a stray byte."""
    whole = read(raw, encoding)
    if not encoding.startswith("utf-16") or rare_count(whole.text, model) < _FEW:
        return whole
    texts: list[str] = []
    bad: list[BadBytes] = []
    at = length = 0

    def add(end: int) -> None:
        nonlocal length
        part = read(raw[at:end], encoding)
        texts.append(part.text)
        bad.extend(BadBytes(b.byte + at, b.raw, b.at + length) for b in part.bad)
        length += len(part.text)

    for window in range(0, len(raw) - 8, _WINDOW // 2):
        start = window + (at & 1)
        if start < at or 0 < at == start or not _is_better(raw, start, encoding, model):
            continue
        place = _turn(raw, max(at, start - _WINDOW), encoding, model)
        add(place)
        bad.append(BadBytes(place, raw[place : place + 1], length))
        texts.append(REPLACEMENT)
        length += 1
        at = place + 1
    if not at:
        return whole
    add(len(raw))
    return Reading("".join(texts), tuple(bad))


def _is_better(raw: bytes, start: int, encoding: str, model: Model) -> bool:
    """Tell whether the window at ``start`` reads far better one byte later."""
    here = raw[start : start + _WINDOW].decode(encoding, "replace")
    later = raw[start + 1 : start + 1 + _WINDOW].decode(encoding, "replace")
    if rare_count(later, model) * 2 > rare_count(here, model):
        return False
    return model.score(later) - model.score(here) > _GAIN


def _turn(raw: bytes, start: int, encoding: str, model: Model) -> int:
    """Return the place of the byte that is too many, between ``start`` and two windows later."""

    def score(place: int) -> float:
        before, after = raw[start:place], raw[place + 1 : end]
        text = before.decode(encoding, "replace") + after.decode(encoding, "replace")
        return model.score(text)

    end = start + 1 + 2 * _WINDOW
    return max(range(start, min(start + 2 * _WINDOW, len(raw)), 2), key=score)


# ------------------------------------------------------------------ lines among those of bytes

_HIGH: Final = rb"[\x20-\x26\x30\x4e-\x9f\xfe\xff]"  # of marks, Han and full-width forms
_PLAIN: Final = rb"[\t\n\r -~]"
_UNITS: Final = {
    "utf-16-le": (rb"(?:%b\0|[\0-\xff]%b)*" % (_PLAIN, _HIGH), b"\n\0"),
    "utf-16-be": (rb"(?:\0%b|%b[\0-\xff])*" % (_PLAIN, _HIGH), b"\0\n"),
}
"""The usual characters, and the end of a line. A line end in bytes is none of them."""

_BEFORE: Final = 1024  # bytes from the start of a line in UTF-16 to its first NUL
_LEAST: Final = 8  # bytes of such a line
_GOOD: Final = -9.2  # mean log probability of its characters: see `choose`


def wide_stretches(raw: bytes, model: Model) -> list[tuple[int, int, str]]:
    """Return where whole lines of ``raw`` are UTF-16: start, end, encoding.

    Every line of UTF-16 has a NUL, at its end at the latest.
    """
    found: list[tuple[int, int, str]] = []
    at = 0
    while (zero := raw.find(b"\0", at)) >= 0:
        stretch = _stretch_around(raw, at, zero, model)
        if stretch is None:  # the next line
            at = (raw.find(b"\n", zero) + 1) or len(raw)
        else:
            found.append(stretch)
            at = stretch[1]
    return found


def _stretch_around(raw: bytes, at: int, zero: int, model: Model) -> tuple[int, int, str] | None:
    """Return the first stretch from ``at`` whose first NUL is at ``zero``, or one before it."""
    least = max(at, zero - _BEFORE)
    starts = [at] if least == at else []
    starts += (least + match.end() for match in re.finditer(rb"\n", raw[least:zero]))
    for start in starts:
        for encoding, (units, line_end) in _UNITS.items():
            run = re.compile(units).match(raw, start)
            end = run.end() if run else start
            if end < len(raw):
                end = raw.rfind(line_end, start, end) + 2
            if end - start < _LEAST or line_end not in raw[start:end]:
                continue
            text = raw[start:end].decode(encoding, "replace")
            is_plain = len(text.encode("ascii", "ignore")) * 4 >= end - start
            if is_plain or quality(Reading(text), model).mean >= _GOOD:
                return start, end, encoding
    return None
