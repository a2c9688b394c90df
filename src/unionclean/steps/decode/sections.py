"""Lines of UTF-16 among those of another charset.

Windows PowerShell appends UTF-16 to files of whatever encoding, other programs append bytes to its.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from unionclean.language import load
from unionclean.steps.decode.candidates import quality
from unionclean.steps.decode.charsets import Reading
from unionclean.steps.decode.choose import POOR_WHOLE, Choice, choose
from unionclean.steps.decode.decoded import BYTEWISE, MIXED
from unionclean.steps.decode.lines import read_document
from unionclean.steps.decode.parts import Part
from unionclean.steps.decode.unicode_forms import has_controls
from unionclean.steps.decode.wide import read_wide

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionclean.language import Model

_HIGH: Final = rb"[\x20-\x26\x30\x4e-\x9f\xfe\xff]"  # of marks, Han and full-width forms
_PLAIN: Final = rb"[\t\n\r -~]"
_UNITS: Final = {
    "utf-16-le": (rb"(?:%b\0|[\0-\xff]%b)*" % (_PLAIN, _HIGH), b"\n\0"),
    "utf-16-be": (rb"(?:\0%b|%b[\0-\xff])*" % (_PLAIN, _HIGH), b"\0\n"),
}
"""The usual characters, and the end of a line. A line end in bytes is none of them."""

_BEFORE: Final = 1024  # bytes from the start of a line in UTF-16 to its first NUL
_LEAST: Final = 8  # bytes of such a line


def read_sections(
    raw: bytes, prior: Mapping[str, float] | None
) -> tuple[list[Part], Choice] | None:
    """Return the parts of bytes with whole lines of UTF-16 among them, and what the others are.

    The lines that are not UTF-16 must be text beyond doubt; ``None`` if there are none of a kind.
    """
    model = load()
    stretches = _wide_stretches(raw, model)
    starts, ends = [0, *(end for _, end, _ in stretches)], [*(s[0] for s in stretches), len(raw)]
    others = b"".join(raw[start:end] for start, end in zip(starts, ends, strict=True))
    if not stretches or not others or has_controls(others):
        return None
    choice = Choice("utf-8", 1.0, "ASCII") if others.isascii() else choose(others, prior)
    if choice.encoding not in BYTEWISE or choice.confidence < MIXED:
        return None
    parts: list[Part] = []
    for start, end, stretch in zip(starts, ends, [*stretches, None], strict=True):
        if start < end:
            parts += read_document(raw[start:end], choice.encoding)
        if stretch is not None:
            first, last, name = stretch
            parts.append(Part(name, raw[first:last], read_wide(raw[first:last], name, model)))
    return parts, choice


def _wide_stretches(raw: bytes, model: Model) -> list[tuple[int, int, str]]:
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
            if is_plain or quality(Reading(text), model).mean >= POOR_WHOLE:
                return start, end, encoding
    return None
