"""Single bad bytes in text that is good around them: repaired in place, without the lattice.

Most damage is one byte that was added or written over. In UTF-8 it stays where it is. In Big5 and
GB18030 all that is open is whether the next character begins right after it or one byte later, and
the next ten characters show it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.steps.decode.charsets import REPLACEMENT, Reading, read, write
from unionclean.steps.decode.decoded import BadBytes, Variant
from unionclean.steps.decode.doubt import is_weak
from unionclean.steps.decode.limits import LONG_LINE

if TYPE_CHECKING:
    from unionclean.language import Model

_ALONE: Final = 8
"""Bytes on either side of a lone bad byte without another one; a character of another encoding is
two bytes, and UTF-8 cannot read most of these."""

_FEW_BAD: Final = 8  # at most one byte in so many: CESU-8 has six for a character
_AROUND: Final = 24  # characters of its line on either side of a bad byte, which show what it is
_LONGEST: Final = 5  # bytes of a character of UTF-8 with one that is not its own

_WINDOW: Final = 20
_CLEAR: Final = 8.0
"""Bytes read after the bad one, and by how many nats one way of reading them must be ahead: ten
characters in step are some 50 nats better than out of step, and one odd name costs 8."""

_BEFORE: Final = 8  # characters before it that have to read well
_GOOD: Final = -8.8
"""Their mean log probability: as `damaged` asks of a stretch of this length."""


class Mended(NamedTuple):
    """``size`` bytes at the place and what they are."""

    size: int
    reading: Reading


def mend_few(raw: bytes, model: Model, *, is_end: bool) -> Reading | None:
    """Return ``raw`` in UTF-8 if no more than single bytes of it are bad, and good text around.

    All bytes but one of 是否保存？ in GB18030 are valid UTF-8, and what they mean there is no text.
    """
    unfit = len(raw) - len(raw.decode("utf-8", "ignore").encode())
    mended = mend_utf8(raw, is_end=is_end) if unfit * _FEW_BAD <= len(raw) + LONG_LINE else None
    if mended is None:
        return None
    for bad in mended.bad:
        before = mended.text[max(0, bad.at - _AROUND) : bad.at].rpartition("\n")[2]
        around = before + mended.text[bad.at : bad.at + _AROUND].partition("\n")[0]
        if is_weak(Reading(around), model):
            return None
    return mended


def mend_utf8(line: bytes, *, is_end: bool) -> Reading | None:
    r"""Return ``line`` with its bad bytes, if each is a single one; ``None`` if they may be text.

    >>> mend_utf8("中".encode()[:1] + b"\xff" + "中文".encode()[1:], is_end=False).text
    '中\ufffd文'
    """
    reading = read(line, "utf-8")
    pieces: list[str] = []
    bad: list[BadBytes] = []
    variants = list(reading.variants)
    done = added = 0
    last = -_ALONE
    for place in reading.bad:
        byte, raw, at = place
        end = byte + len(raw)
        pieces.append(reading.text[done:at])
        done = at + 1
        char = _char_around(raw)
        if char:
            variants.append(Variant(at + added, at + added + 2, raw))
            pieces.append(char)
            added += 1
            stray = raw.index(0xFF)
            bad.append(BadBytes(byte + stray, b"\xff", at + added))
        elif (
            (0xFF in raw and len(raw) <= _LONGEST)
            or ((len(raw) == 1 or _is_part(raw)) and byte - last >= _ALONE)
            or (is_end and end == len(line))
        ):
            bad.append(BadBytes(byte, raw, at + added))
        else:
            return None
        if byte - last < _ALONE and 0xFF not in raw:
            return None
        pieces.append(REPLACEMENT)
        last = end
    if not added:
        return reading
    if reading.variants:  # their places have moved; too rare to follow
        return None
    pieces.append(reading.text[done:])
    return Reading("".join(pieces), tuple(bad), tuple(variants))


def _is_part(raw: bytes) -> bool:
    """Tell whether ``raw`` is a Han character in UTF-8 without one of its three bytes."""
    first, second = raw[0], raw[-1]
    return len(raw) == 2 and (first < 0xC0 or 0xE3 <= first < 0xEA) and 0x80 <= second < 0xC0


def _char_around(raw: bytes) -> str:
    """Return the character that ``raw`` is with one 0xFF inside; ``""`` if it is none."""
    if raw.count(0xFF) != 1 or not raw.index(0xFF):
        return ""
    try:
        char = raw.replace(b"\xff", b"").decode()
    except UnicodeDecodeError:
        return ""
    return char if len(char) == 1 else ""


def mend_place(line: bytes, bad: BadBytes, text: str, encoding: str, model: Model) -> Mended | None:
    """Return what the bad bytes are, if good text in GB18030 or Big5 stands around them.

    ``bad`` counts from the start of ``line``; ``text`` is what stands before.
    """
    start = bad.byte + len(bad.raw)
    after = line[start : start + _WINDOW]
    is_short = len(after) < _WINDOW  # the line ends there, and nothing uses 0xFF
    if len(bad.raw) > 2 or len(text) < 2 or (is_short and 0xFF not in bad.raw):
        return None
    before = model.pairs(text[-_BEFORE - 1 :])
    if sum(before) < _GOOD * len(before):
        return None
    if not after.strip():
        return Mended(len(bad.raw), Reading(REPLACEMENT, (BadBytes(0, bad.raw, 0),)))
    plain, shifted = (
        (model.score(text), len(text))
        for text in (part.decode(encoding, "replace") for part in (after, after[1:]))
    )
    if max(plain[0] - _GOOD * plain[1], shifted[0] - _GOOD * shifted[1]) < 0:
        return None
    if plain[0] - shifted[0] > _CLEAR:
        return Mended(len(bad.raw), Reading(REPLACEMENT, (BadBytes(0, bad.raw, 0),)))
    if shifted[0] - plain[0] < _CLEAR:
        return None
    raw = bad.raw + after[:1]
    if after[0] < 0x80:  # ASCII is text, whatever stands before
        return None
    if len(raw) == 3 and raw[1] == 0xFF:
        char = read(raw[::2], encoding).text
        if len(char) == 1 and write(char, encoding) == raw[::2]:
            stray = (BadBytes(1, b"\xff", 1),)
            return Mended(3, Reading(char + REPLACEMENT, stray, (Variant(0, 2, raw),)))
    return Mended(len(raw), Reading(REPLACEMENT, (BadBytes(0, raw, 0),)))
