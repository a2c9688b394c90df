"""What a character of `lenient` damage may stand for: bytes, and with those before it, text.

A character may be its own byte, the bytes of its UTF-8, or itself; a byte AD, a soft hyphen, may
have been dropped before or after it. All of it depends on the character and on the pair that has
begun before it.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

from unionclean.chars import regex
from unionclean.steps.mojibake.rightly import two_byte_char

# Nats: what is rarer than the plain case, as the shares of it in pages with this damage.
# Of the characters of Latin-1 in such pages one in 60 stands for two bytes, but FF is no byte of
# a pair, and A1 is half of every mark.
_AS_UTF8: Final = -1.0
_AS_UTF8_OF: Final = {"ÿ": 0.0, "¡": -6.0}
_AS_OTHER: Final = -3.0  # bytes that a tool took for another encoding in between
_AGAIN: Final = -2.0
_BLANK: Final = -3.0  # a blank that was a no-break space
MISSED: Final = -5.0
"""Nats for bytes that are UTF-8, and were not read so."""
# Nats: a soft hyphen that continues a character of UTF-8 is read with it, though not by ftfy.
_READ_WITH_IT: Final = -2.0
ALONE: Final = 2
"""A byte of its own."""
CUT: Final = 1
"""The same, and a soft hyphen is missing behind it."""
BEFORE_CUT: Final = -1
"""Several bytes before such a place."""
OTHER: Final = 0
_OTHERS: Final = ("mac-roman", "cp1257", "cp1250", "cp1251", "cp1253", "cp1254", "iso8859-2")
_BELOW: Final = frozenset({202, 220})  # combining classes of the marks that CC is the first byte of
_ACCENTED: Final = "[A-Za-z\xc0-\u024f\u1e00-\u1eff][\u0300-\u030a]"
SPELT: Final = {"\ufdd0": "IJ", "\ufdd1": "ij", "\ufdd2": "DZ", "\ufdd3": "Dz", "\ufdd4": "dz"}
"""Letters that are perhaps one character, which ftfy and NFKC spell so: µÄ²Æ is µĲÆ, and then µIJÆ.

Noncharacters stand for them. They are bytes only after the first byte of a pair, for elsewhere good
Chinese has these letters, too.
"""
_WHOLE: Final = dict(zip(SPELT, "\u0132\u0133\u01f1\u01f2\u01f3", strict=True))
_SPELLED: Final = {letters: mark for mark, letters in SPELT.items()}
_AFTER_HIGH: Final = f"(?<=[^\\x00-\\x7f])(?:{'|'.join(_SPELLED)})"
_BEFORE_NFC: Final = {"\u02b9": "\xcd\xb4"}  # 痛 then looks like CA B9, which is 使
UNSURE: Final = frozenset({*SPELT, *_BEFORE_NFC})
"""Characters that stand for their bytes or for what a tool has replaced."""
_SOFT_HYPHEN: Final = "\xad"


def steps(
    codec: str, pending: int, char: str, dropped: float
) -> tuple[tuple[float, str, int, int], ...]:
    """Return what ``char`` may stand for after the first byte of a pair, or after none (-1).

    Each is its price in nats, the text that ends with it, the first byte of the next pair or -1,
    and which kind it is. ``dropped`` is the price of a soft hyphen that is missing.
    """
    begun = chr(pending) if pending >= 0 else ""
    found: dict[tuple[str, int], tuple[float, str, int, int]] = {}
    for raw, price in _alternatives(char):
        if char in SPELT and not begun:
            continue
        single = len(raw) == 1 and raw >= "\x80"
        ways = [(price, raw, ALONE if single else OTHER)]
        if char != _SOFT_HYPHEN:
            # GBK has no first byte AD.
            if codec == "big5" and not begun:
                ways.append((price + dropped, _SOFT_HYPHEN + raw, OTHER))
            if char >= "\x80":
                cut = price + dropped
                if single and "\xc2" <= raw <= "\xdf":
                    cut += _READ_WITH_IT
                ways.append((cut, raw + _SOFT_HYPHEN, CUT if single else BEFORE_CUT))
            # Where the hyphen was dropped before anything was read as UTF-8, its bytes met there.
            for place in range(1, len(raw)):
                parted = raw[:place] + _SOFT_HYPHEN + raw[place:]
                ways.append((price + dropped, parted, OTHER))
        for cost, more, kind in ways:
            read = _in_pairs(begun + more, codec)
            if read is None or (read[1] >= 0 and more == raw + _SOFT_HYPHEN):
                continue
            if read not in found or found[read][0] < cost:
                found[read] = cost, *read, kind
    return tuple(sorted(found.values(), reverse=True))


def _in_pairs(raw: str, codec: str) -> tuple[str, int] | None:
    """Return the characters of ``raw`` and the first byte of a pair at its end, or -1."""
    text = ""
    place = 0
    while place < len(raw):
        byte = raw[place]
        if byte < "\x80" or byte == "\xa0":
            text += byte
            place += 1
            continue
        if byte in "\x80\xff":
            return None
        if place + 1 == len(raw):
            return text, ord(byte)
        char = two_byte_char(codec, raw[place : place + 2])
        if not char:
            return None
        text += char
        place += 2
    return text, -1


@cache
def plain(char: str) -> str:
    """Return the bytes of ``char``, as characters, that it most often stands for."""
    return single_byte(char) or _utf8(char)


@cache
def single_byte(char: str) -> str:
    """Return the byte that ``char`` is in Latin-1 or else Windows-1252, or nothing."""
    if char <= "\xff":
        return char
    try:
        return char.encode("cp1252").decode("latin-1")
    except UnicodeError:
        return ""


def _utf8(char: str) -> str:
    return char.encode("utf-8", "surrogatepass").decode("latin-1")


@cache
def _alternatives(char: str) -> tuple[tuple[str, float], ...]:
    if char == " ":
        return ((" ", 0.0), ("\xc2\xa0", _BLANK))
    if char < "\x80":
        return ((char, 0.0),)
    if char in _WHOLE:
        return ((_utf8(_WHOLE[char]), 0.0),)
    whole = _utf8(char)
    if char <= "\xff":
        return ((char, 0.0), (whole, _AS_UTF8_OF.get(char, _AS_UTF8)))
    ways = [(whole, 0.0)]
    ways.extend((raw, 0.0) for raw in (single_byte(char), _BEFORE_NFC.get(char)) if raw)
    # What was mended once may be mended again: Ð»  becomes л after the two bytes of » became it.
    ways.extend((raw, _AGAIN) for raw in _again(whole))
    # ftfy takes characters for those of another encoding where they are UTF-8 there: the bytes of
    # ÏµÄ for Mac OS. What is no UTF-8 of GBK or Big5 may be from any of them: Ļ¯ becomes ϝ.
    others = _OTHERS if char < "\u0800" and whole[1] < "\xa1" else _OTHERS[:1]
    before = dict.fromkeys(_before(whole, wrong) for wrong in others)
    ways.extend((raw, _AS_OTHER) for raw in before if raw)
    return tuple(ways)


def uncomposed(line: str) -> str:
    """Return ``line`` with the characters that a tool has composed, or spelt with two letters.

    Ú with a mark below it, which is two bytes of damage, becomes another letter and its accent.
    """
    line = regex(_AFTER_HIGH).sub(lambda hit: _SPELLED[hit.group()], line)
    return regex(_ACCENTED).sub(lambda hit: "".join(_composed_of(hit.group())) or hit.group(), line)


def _composed_of(char: str) -> tuple[str, str]:
    """Return the letter up to U+00FF and the mark below it that were composed, or nothing."""
    parts = unicodedata.normalize("NFD", char)
    marks = [part for part in parts if unicodedata.combining(part) in _BELOW]
    if len(marks) != 1 or len(parts) == 1:
        return "", ""
    letter = unicodedata.normalize("NFC", parts.replace(marks[0], ""))
    return (letter, marks[0]) if len(letter) == 1 and letter <= "\xff" else ("", "")


def _before(whole: str, wrong: str) -> str:
    """Return the bytes of the characters that ``whole`` is in the encoding ``wrong``, if any."""
    try:
        chars = whole.encode("latin-1").decode(wrong)
    except UnicodeDecodeError:
        return ""
    last = "\xff" if wrong == _OTHERS[0] else "\u07ff"
    return "".join(map(plain, chars)) if max(chars) <= last else ""


def _again(raw: str) -> list[str]:
    """Return what ``raw`` may have been before one of its bytes was a character of its own."""
    before = []
    for place, byte in enumerate(raw):
        two = _utf8(byte)
        if two[1:] >= "\xa0":
            before.append(raw[:place] + two + raw[place + 1 :])
    return before
