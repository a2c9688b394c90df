"""Readings in bopomofo, or with numbers for tones, written with tone marks."""

from __future__ import annotations

import html
import unicodedata
from functools import cache
from typing import Final

from unionclean.chars import regex

SIGNS: Final = "ㄅ-ㄩˉˊˇˋ˙"
"""Inside a character class: the letters and the tone marks of bopomofo."""

_CONSONANTS: Final = "b p m f d t n l g k h j q x zh ch sh r z c s"
_INITIALS: Final = dict(
    zip("ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙ", _CONSONANTS.split(), strict=True)
)
_SOUNDS: Final = "a o e ê ai ei ao ou an en ang eng er i u ü"
_VOWELS: Final = dict(zip("ㄚㄛㄜㄝㄞㄟㄠㄡㄢㄣㄤㄥㄦㄧㄨㄩ", _SOUNDS.split(), strict=True))
# What the spelling shortens, and what it writes where no consonant stands before.
_SHORT: Final = {
    "iê": "ie", "üê": "üe", "iou": "iu", "uei": "ui", "ien": "in", "uen": "un", "üen": "ün",
    "ieng": "ing", "ueng": "ong", "üeng": "iong",
}  # fmt: skip
_FIRST: Final = {
    "in": "yin", "ing": "ying", "i": "yi", "iu": "you", "u": "wu", "ui": "wei", "un": "wen",
    "ong": "weng", "iong": "yong",
}  # fmt: skip
_NUMBERS: Final = {"ˉ": "1", "ˊ": "2", "ˇ": "3", "ˋ": "4", "˙": "5"}
_MARKS: Final = {"1": "\u0304", "2": "\u0301", "3": "\u030c", "4": "\u0300"}


@cache
def _sign() -> frozenset[str]:
    return frozenset((*_INITIALS, *_VOWELS, *_NUMBERS))


def is_bopomofo(content: str) -> bool:
    """Tell whether ``content`` is written in bopomofo."""
    return _sign().issuperset(content.strip())


def usual_spelling(content: str) -> str:
    """Return the reading that ``content`` writes, as farms write it; the first one of several.

    >>> [usual_spelling(c) for c in ("xue2", "Xué", "ㄒㄩㄝˊ", "xu&eacute;", "cháng/zhǎng", "nv3")]
    ['xué', 'xué', 'xué', 'xué', 'cháng', 'nǚ']
    """
    content = html.unescape(content) if "&" in content else content
    first = regex("[/,]").split(content.strip())[0].strip().lower()
    if first and is_bopomofo(first):
        return from_bopomofo(first)
    number = regex("([a-zü:]{1,6})([1-5])").fullmatch(first)
    if number:
        return with_tone(number[1].replace("u:", "ü").replace("v", "ü"), number[2])
    return unicodedata.normalize("NFC", first)


def with_tone(letters: str, tone: str) -> str:
    """Return ``letters`` with the mark of the tone ``1`` to ``4`` on the vowel that carries it.

    >>> with_tone("xue", "2"), with_tone("gui", "1"), with_tone("liu", "4"), with_tone("ma", "5")
    ('xué', 'guī', 'liù', 'ma')
    """
    for vowel in ("a", "e", "o", "iu", "ui", "i", "u", "ü"):
        end = letters.find(vowel) + len(vowel)
        if vowel in letters and tone in _MARKS:
            return unicodedata.normalize("NFC", letters[:end] + _MARKS[tone] + letters[end:])
    return letters


def from_bopomofo(signs: str) -> str:
    """Return the pinyin of ``signs``.

    >>> [from_bopomofo(s) for s in ("ㄓㄥˇ", "ㄏㄨㄟˋ", "ㄩㄢˊ", "ㄐㄩˊ", "ㄧㄥ", "˙ㄇㄚ", "ㄕˊ")]
    ['zhěng', 'huì', 'yuán', 'jú', 'yīng', 'ma', 'shí']
    """
    tone = next((_NUMBERS[sign] for sign in signs if sign in _NUMBERS), "1")
    letters = [sign for sign in signs if sign not in _NUMBERS]
    first = _INITIALS.get(letters[0], "") if letters else ""
    final = "".join(_VOWELS.get(sign, "?") for sign in letters[bool(first) :])
    final = _SHORT.get(final, final)
    if not first:
        consonant = {"i": "y", "u": "w", "ü": "yu"}.get(final[:1], "")
        whole = _FIRST.get(final) or (consonant + final[1:] if consonant else final)
    elif not final:
        whole = first + "i"
    else:
        whole = first + (final.replace("ü", "u") if first in "jqx" else final)
    return with_tone(whole, tone)
