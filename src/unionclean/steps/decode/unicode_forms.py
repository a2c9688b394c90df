"""Unicode on disk: byte order marks, UTF-16 or UTF-32 without one, UTF-8 made of other bytes."""

from __future__ import annotations

from typing import Final

from unionclean.chars import regex

BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),  # before UTF-16, whose mark begins it
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

# Controls that no text has; tab, line feed, form feed, carriage return, SUB and ESC do occur.
_CONTROLS: Final = bytes(set(range(0x20)) - {0x09, 0x0A, 0x0C, 0x0D, 0x1A, 0x1B}) + b"\x7f"

_HIGH_BYTES: Final = bytes((*range(0x10), *range(0x20, 0x34), *range(0x4E, 0xA0), 0xFE, 0xFF))
_HANGUL: Final = bytes(range(0xAC, 0xD8))
"""High bytes of UTF-16: of alphabets and marks, of Han, of full-width forms. In text nearly all are
such; of GB18030 and Big5 a third of the bytes at most, where two in five are asked for."""

_SHORT: Final = 64  # bytes on which both orders are tried whatever they are


def byte_order_mark(raw: bytes) -> tuple[bytes, str] | None:
    """Return the byte order mark of ``raw`` and the encoding it means.

    Tools that put one before a file that has one already leave several: all of them go.
    """
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            # UTF-16 text may begin with NUL, UTF-32 has NULs throughout.
            if encoding == "utf-32-le" and len(raw) % 4 and raw[4:8].count(0) < 2:
                continue
            number = 1
            while raw.startswith(mark, number * len(mark)):
                number += 1
            return number * mark, encoding
    return None


def has_controls(raw: bytes) -> bool:
    """Tell whether ``raw`` holds control bytes, as wide encodings do and good text does not."""
    return len(raw.translate(None, _CONTROLS)) != len(raw)


def wide_candidates(raw: bytes) -> list[str]:
    """Return the wide encodings worth trying on ``raw`` (a sample from its beginning).

    UTF-32 shows itself by NULs: every fourth byte, and mostly the one beside it.
    """
    if len(raw) < 2:
        return []
    # Hangul has the high bytes of half of GB2312; text of several words in it has blanks too.
    highs = _HIGH_BYTES + (_HANGUL if 0 in raw else b"")
    found = []
    for encoding, high in (("utf-16-le", raw[1::2]), ("utf-16-be", raw[::2])):
        likely = len(high) - len(high.translate(None, highs))
        if len(raw) < _SHORT or likely * 5 >= len(high) * 2:
            found.append(encoding)
    zeros = [raw[place::4].count(0) for place in range(4)]
    quarter = len(raw) // 4
    if quarter and zeros[3] >= quarter * 0.9 and zeros[2] >= quarter * 0.5:
        found.append("utf-32-le")
    if quarter and zeros[0] >= quarter * 0.9 and zeros[1] >= quarter * 0.5:
        found.append("utf-32-be")
    return found


_SCRIPTS: Final = (
    *("\u00a1-\u03ff", "\u0400-\u052f", "\u0530-\u058f", "\u0590-\u05ff"),
    *("\u0600-\u06ff\u0750-\u077f", "\u0700-\u074f\u0780-\u07ff"),
)
"""The alphabets whose letters are two bytes: Latin and Greek (which phonetic writing mixes),
Cyrillic, Armenian, Hebrew, Arabic, and the rest."""

_LEADS: Final = bytes(range(0xC2, 0xE0))
_PART: Final = 65_536  # bytes looked at: what happened to a file happened to all of it
_CHANGES: Final = 16
_CHANGES_SHARE: Final = 5
"""Changes of the alphabet without a blank, and one in so many letters. Of what is left of GBK a
third are such (news of 200 characters); of prose in eight languages one in eleven at worst."""


_OF_ONE: Final = 3  # characters of GBK for each that is left: 3.0 to 3.2 in news, manuals, reviews


def count_left_of_bytes(raw: bytes) -> int:
    """Return of about how many characters of GBK valid UTF-8 is what is left; 0 if it is not.

    The pairs of bytes that happen to be valid are letters of all alphabets; the others were
    dropped when the file was saved.
    """
    part = raw[:_PART]
    letters = len(part) - len(part.translate(None, _LEADS))
    if letters * 16 < len(part) or letters < _CHANGES:
        return 0
    others = ("".join(other for other in _SCRIPTS if other != script) for script in _SCRIPTS)
    change = "|".join(f"[{one}](?=[{rest}])" for one, rest in zip(_SCRIPTS, others, strict=True))
    changes = len(regex(change).findall(part.decode("utf-8", "ignore")))
    if changes < _CHANGES or changes * _CHANGES_SHARE < letters:
        return 0
    return _OF_ONE * (len(raw) - len(raw.translate(None, _LEADS)))


def may_be_wide_ascii(raw: bytes) -> bool:
    """Tell whether ASCII ``raw`` may be a few Han characters in UTF-16.

    The high bytes of Han, 0x4E to 0x9F, stand at all even or all odd places then, and the others
    are no letters, digits and blanks, or not mostly, as they would be in words and at their end.
    """
    if len(raw) % 2 or not 4 <= len(raw) <= 64:
        return False
    for high, low in ((raw[1::2], raw[::2]), (raw[::2], raw[1::2])):
        odd = sum(not chr(byte).isalnum() and byte not in b" .,_-/:" for byte in low)
        odd -= raw.endswith(b"\n") and raw.count(b"\n") == 1
        if min(high) >= 0x4E and odd * 4 >= len(low):
            return True
    return False
