"""Readings of whole words behind the words, from which the letters with tone marks were lost.

Sites that publish other people's documents put the reading of a word here and there behind it; when
the page was saved, only the letters of ASCII came through: 发展(fzhn), 电子商务(din z shn w). No
author writes that, so a few such brackets that fit their words letter by letter are proof. Readings
that kept their tone marks may be an author's, and go only where others show what the page is.

Sites with novels put a character of a word into the bracket, with its reading: 病(情qg).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import HAN, regex
from unionclean.edits import Edit
from unionclean.steps.pinyin.tables import load_tables, toneless
from unionclean.steps.pinyin.tokens import LETTERS, opening_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST: Final = 8
"""Characters of a word: none is longer that has its reading behind it."""

_REASON: Final = "reading of a word, injected"
_REASON_INSIDE: Final = "character put into a bracket with its reading"
# Abbreviations are made of initials (密码(mm)), and 米(m) is a unit. Three brackets that hold more
# than those, of two words at least, do not fit their words by chance.
_LEAST: Final = 3
_LEAST_WORDS: Final = 2
_MOSTLY: Final = 0.6  # share of the bracketed small letters behind Han that are such readings
_MANY: Final = 8  # brackets that hold a character, all with whole readings
_EXERCISE: Final = "[注拼读讀]音|[声聲][调調]|填空|生[字词詞]|加[点點][字词詞]"
_INITIALS: Final = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw")


class _Gloss(NamedTuple):
    start: int
    end: int
    word: str
    telling: bool  # more letters came through than an abbreviation has


def find_words(text: str) -> list[Edit]:
    """Return the edits that remove readings of words, where the page shows that they were injected.

    >>> text = "事业发展(fzhn)的定义(dngy)：内部(nib)管理。"
    >>> "".join(text[edit.start : edit.end] for edit in find_words(text))
    '(fzhn)(dngy)(nib)'
    """
    brackets = list(_brackets(text))
    if len(brackets) < _LEAST:
        return []
    glosses = [gloss for start, end in brackets if (gloss := _read(text, start, end))]
    telling = [gloss.word for gloss in glosses if gloss.telling]
    if len(telling) < _LEAST or len(set(telling)) < _LEAST_WORDS:
        return []
    if len(glosses) < _MOSTLY * len(brackets):
        return []
    return [Edit(gloss.start, gloss.end, "", _REASON, "likely") for gloss in glosses]


def find_inside(text: str) -> list[Edit]:
    """Return the edits for characters that stand in a bracket with their reading: 浑(身shēn)乏力.

    Sites with novels hide words from filters so. The character belongs to the sentence, and often
    letters of its reading are lost (情qg).

    >>> text = "病(情qg)好转，浑(身shēn)乏力，他(身shēn)后有人，手(套tào)。"
    >>> [edit.new for edit in find_inside(text)]
    ['情', '身', '身', '套']
    """
    opening = opening_in(text)
    inside = regex(f"{opening}([{HAN}])([{LETTERS}]{{1,6}})[)）]")
    found = list(inside.finditer(text))
    if len(found) < _LEAST:
        return []
    # A gloss repeats a character that stands before it, or stands alone among others.
    held = [
        match
        for match in found
        if _is_reading(match[2], match[1])
        and match[1] not in text[max(match.start() - LONGEST, 0) : match.start()]
    ]
    han = regex(f"[{HAN}]")
    within = [
        match
        for match in held
        if match.start() and han.match(text, match.start() - 1) and han.match(text, match.end())
    ]
    if len(within) < _LEAST or len({match[1] for match in within}) < _LEAST_WORDS:
        return []
    if len(held) < _MOSTLY * len(found) or len(within) < _MOSTLY * len(held):
        return []
    # An exercise may look like that, with whole readings; it says what is to be done.
    torn = any(match[2] not in _spelled(match[1]) for match in held)
    if regex(_EXERCISE).search(text) or not (torn or len(held) >= _MANY):
        return []
    return [Edit(*match.span(), match[1], _REASON_INSIDE, "likely") for match in held]


def _is_reading(shown: str, char: str) -> bool:
    """Tell whether ``shown`` is a reading of ``char``, or the ends of one (qg of qíng)."""
    for reading in _spelled(char):
        plain = toneless(reading)
        if shown in (reading, plain):
            return True
        # At least two letters, and no vowel that was lost may be shown otherwise.
        if 1 < len(shown) < len(plain) and shown[0] == plain[0] and shown[-1] == plain[-1]:
            rest = iter(plain)
            if all(letter in rest for letter in shown):
                return True
    return False


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Yield the brackets behind Han that hold small letters alone."""
    opening = opening_in(text)
    content = f"[{LETTERS}ɡ][{LETTERS}ɡ?'’ ]{{0,40}}"
    for match in regex(f"{opening}(?<=[{HAN}]{opening}){content}[)）]").finditer(text):
        yield match.span()


def _read(text: str, start: int, end: int) -> _Gloss | None:
    """Return the bracket at ``start`` as the reading of the word before it, if it is that."""
    shown = regex("['’ ]").sub("", text[start + 1 : end - 1])
    first = start
    while first > 0 and start - first < LONGEST and regex(f"[{HAN}]").match(text, first - 1):
        first -= 1
    word = text[first:start]
    for size in range(1, len(word) + 1):
        chars = word[-size:]
        whole = _fits(shown.replace("ɡ", "g"), chars, _spelled)
        if whole or _fits(shown, chars, _torn):
            telling = not whole and not _is_abbreviation(shown, chars)
            if size > 1 or telling:
                return _Gloss(start, end, chars, telling)
    return None


def _fits(shown: str, chars: str, forms: Callable[[str], frozenset[str]]) -> bool:
    """Tell whether ``shown`` is made of one form of each of ``chars``."""
    rests = {shown}
    for char in chars:
        rests = {
            rest[len(form) :] for rest in rests for form in forms(char) if rest.startswith(form)
        }
        if not rests:
            return False
    return "" in rests


@cache
def _spelled(char: str) -> frozenset[str]:
    return frozenset(load_tables().readings.get(char, ()))


@cache
def _torn(char: str) -> frozenset[str]:
    """Return what is left of the readings of ``char``: without, or with a mark for, lost letters.

    Some programs write the letter g as U+0261, which is lost as well.
    """
    left = set()
    for reading in _spelled(char):
        for mark in ("", "?"):
            torn = "".join(letter if letter <= "z" or letter == "ü" else mark for letter in reading)
            left |= {torn, torn.replace("g", mark)}
    return frozenset(left)


def _is_abbreviation(shown: str, chars: str) -> bool:
    """Tell whether ``shown`` is no more than the initials of ``chars``."""
    return _fits(shown, chars, _initials)


@cache
def _initials(char: str) -> frozenset[str]:
    found = {
        initial
        for reading in _spelled(char)
        for initial in _INITIALS
        if reading.startswith(initial)
    }
    return frozenset(found) | {""}
