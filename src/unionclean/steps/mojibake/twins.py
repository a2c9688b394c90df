"""Characters that stand for several things in Shift_JIS: kanji that it has twice, and a dot.

NEC's and IBM's kanji stand at different places of Windows-932. A byte pair that was read as one of
them may have been the one or the other, and in GBK and Big5 both are good pairs, or halves of two.
The characters around tell which.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from unionclean.chars import HAN, regex
from unionclean.steps.mojibake.codepages import REPLACEMENT, SHIFT_JIS, byte_table
from unionclean.steps.mojibake.rightly import PAIR_CODECS
from unionclean.steps.mojibake.sieve import ranges

if TYPE_CHECKING:
    from unionclean.steps.mojibake.readings import Reading

_AROUND: Final = 6  # bytes on each side by which one of them is chosen
_LEADS: Final = (*range(0x81, 0xA0), *range(0xE0, 0xFD))
_TRAILS: Final = (*range(0x40, 0x7F), *range(0x80, 0xFD))

# What Windows of Japan shows for bytes that it cannot read. It is a pair itself, of which the
# second byte is the letter E: only before more letters did that stand there.
_DOT: Final = "・"
_LOST: Final = f"{_DOT}(?![A-Za-z])"
_BESIDE_KATAKANA: Final = f"[{HAN}\u3041-\u30fb][\uff61-\uff9f]|[\uff61-\uff9f][{HAN}{_DOT}]"


def with_lost_bytes(text: str) -> str:
    """Return ``text`` with U+FFFD for each dot that stands for a lost byte.

    Halfwidth katakana beside Han are what UTF-8 read as Shift_JIS is full of.
    """
    if _DOT not in text or not regex(_BESIDE_KATAKANA).search(text):
        return text
    return regex(_LOST).sub(REPLACEMENT, text)


def bytes_of(stretch: str, reading: Reading) -> str:
    """Return the bytes that ``stretch`` may have been under ``reading``, as Latin-1."""
    table = byte_table(reading.wrong)
    if reading.wrong is not SHIFT_JIS or reading.right not in PAIR_CODECS:
        return stretch.translate(table)
    found = list(regex(_pattern()).finditer(stretch))
    if not found:
        return stretch.translate(table)
    raw, done = "", 0
    for hit in found:
        raw += stretch[done : hit.start()].translate(table)
        done = hit.end()
        left, right = raw[-_AROUND:], stretch[done : done + _AROUND].translate(table)[:_AROUND]
        raw += max(_twins()[hit[0]], key=partial(_likelihood, reading.right, left, right))
    return raw + stretch[done:].translate(table)


def _likelihood(codec: str, left: str, right: str, twin: str) -> float:
    """Return the log probability of the bytes around, from either of the first two on."""
    from unionclean.language import load

    raw = (left + twin + right).encode("latin-1", "replace")
    score = load().score
    return max(score(raw[start:].decode(codec, "replace")) for start in (0, 1))


@cache
def _pattern() -> str:
    return f"[{ranges(_twins())}]"


@cache
def _twins() -> dict[str, tuple[str, ...]]:
    """Return the byte pairs of each character that has several."""
    pairs: dict[str, tuple[str, ...]] = {}
    for lead in _LEADS:
        for trail in _TRAILS:
            with suppress(UnicodeDecodeError):
                char = bytes((lead, trail)).decode(SHIFT_JIS.codecs[0])
                pairs[char] = (*pairs.get(char, ()), chr(lead) + chr(trail))
    return {char: several for char, several in pairs.items() if len(several) > 1}
