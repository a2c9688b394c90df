"""The language that a document is written in: its own letters are no sign of damage there.

Letters of a language follow each other as its words need; those that come from a misreading stand
among signs and Han. So the document as a whole decides.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import regex
from unionclean.evidence import distinct
from unionclean.steps.mojibake.foreign import has_odd_hangul, is_odd_cyrillic
from unionclean.steps.mojibake.frequent import frequent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionclean.steps.mojibake.suspects import Suspects

_LEAST: Final = 8  # letters of an alphabet that a text of some words has
_HEAD: Final = 200  # characters in which a text shows its letters
# Of a long text, so many pieces of so many characters say what it is written in, if they have so
# many letters: the bound below lies at half of what is natural, and their share is exact to 0.02.
_PIECES: Final = 16
_PIECE: Final = 2_000
_ENOUGH: Final = 4_000


class Language(NamedTuple):
    """A language, what is frequent in a text of it, and the least share among its letters.

    Shares were measured on handbooks in each language: natural texts have more than twice, mojibake
    less than half of the bound.
    """

    inside: str  # the letters, as the inside of a character class
    usual: str  # characters, or a pattern
    bound: float
    han: str = ""  # the codec whose Han characters belong to the language, too
    width: int = 1  # characters that the pattern finds

    @property
    def letters(self) -> frozenset[str]:
        """The letters; clean Chinese never asks for these ten thousand."""
        return _letters(self.inside)


@cache
def _letters(inside: str) -> frozenset[str]:
    parts = regex("(.)-(.)|(.)").findall(inside)
    spans = [range(ord(low or one), ord(high or one) + 1) for low, high, one in parts]
    return frozenset(chr(code) for span in spans for code in span)


_VIETNAMESE: Final = "\u1ea0-\u1ef9ĐđƠơƯưĂăâêôàáãèéìíòóõùúýÂÊÔ"
# Of Vietnamese, where they stand after their letters: with those they are one.
_MARKS: Final = "\u0300-\u0303\u0306\u0309\u031b\u0323"
_LANGUAGES: Final = (
    Language("\u0400-\u045f", "оантрс", 0.25),
    Language("\u3041-\u30ff", "のはをがにでてとしたすい", 0.25, han="euc_jp"),
    Language("\uac00-\ud7a3", "[가-힣][가-힣 ][가-힣 ]", 0.25, width=3),
    Language(_VIETNAMESE, "[\u1ea0-\u1ef9]", 0.1),
    Language(_VIETNAMESE + _MARKS, "[\u1ea0-\u1ef9]", 0.1),
)
_ANY: Final = (
    f"[{''.join(language.inside for language in _LANGUAGES[:3])}\u1ea0-\u1ef9ƠơƯưđ{_MARKS}]"
)


def guess_language(text: str) -> Language | None:
    """Return the language whose letters ``text`` begins with, before anything is proven."""
    if not regex(_ANY).search(text, 0, _HEAD):
        return None
    head = set(text[: 2 * _HEAD])
    best = max(_LANGUAGES, key=lambda language: len(head & language.letters))
    return best if len(head & best.letters) >= _LEAST else None


def letters_of(text: str, language: Language) -> frozenset[str]:
    """Return the letters of the language that ``text`` has."""
    return language.letters.intersection(distinct(text))


@cache
def own_han(language: Language) -> frozenset[str]:
    """Return the Han characters that every text of the language is full of.

    Of Japanese, the first half of the standard: those that are used at all, by their sound.
    """
    if not language.han:
        return frozenset()
    rows = bytes(byte for lead in range(0xB0, 0xD0) for byte in _row(lead))
    return frozenset(rows.decode(language.han, "ignore"))


def _row(lead: int) -> bytes:
    return bytes(byte for trail in range(0xA1, 0xFF) for byte in (lead, trail))


def without_native(text: str, suspects: Suspects, rare: Sequence[str] | None = None) -> Suspects:
    """Return ``suspects`` without the letters of the language that the document is written in.

    ``rare`` are the characters of the text that are not plain, one after the other, if no language
    was taken for plain.
    """
    strong, weak = suspects.strong, suspects.weak
    native: frozenset[str] = frozenset()
    for language in _LANGUAGES:
        letters = language.letters
        if len(strong & letters) >= _LEAST and _is_written_in(text, language, rare):
            han = own_han(language)
            strong, weak = strong - letters - han, weak - han
            native = native | letters if native else letters  # one of them has ten thousand
    return suspects._replace(strong=strong, weak=weak, native=native)


def _is_written_in(text: str, language: Language, rare: Sequence[str] | None) -> bool:
    marked = "\u0300" in language.letters
    letters = ""
    if rare is not None and not marked:
        letters = "".join(filter(language.letters.__contains__, rare))
    if not 0 < len(letters) < _ENOUGH:  # many, or not known
        text = _sample(text, language)
        text = unicodedata.normalize("NFC", text) if marked else text
        letters = _letters_in(text, language)
    if marked and sum("\u1ea0" <= letter <= "\u1ef9" for letter in set(letters)) < _LEAST:
        return False  # Windows has such marks, too, and a line misread so has one or two
    if "\uac00" in language.letters and has_odd_hangul(letters):
        return False
    if "\u0430" in language.letters and is_odd_cyrillic(text):
        return False
    return _count_usual(text, letters, language) > language.bound * len(letters)


def _sample(text: str, language: Language) -> str:
    """Return pieces of a long ``text``, or all of it if those have too few letters."""
    if len(text) <= _PIECES * _PIECE:
        return text
    starts = range(0, len(text), len(text) // _PIECES)
    sample = "\n".join(text[start : start + _PIECE] for start in starts)
    return sample if len(_letters_in(sample, language)) >= _ENOUGH else text


def _letters_in(text: str, language: Language) -> str:
    # Runs of them, because one object for each letter takes ten times as long.
    return "".join(regex(f"[{_suspect(language)}]+").findall(text))


def _count_usual(text: str, letters: str, language: Language) -> int:
    if "[" in language.usual:
        # Those next to each other in one go, for the same reason.
        return sum(map(len, regex(f"(?:{language.usual})+").findall(text))) // language.width
    return sum(map(letters.count, language.usual))


@cache
def _suspect(language: Language) -> str:
    """Return the letters of the language that Chinese text does not have, for a class."""
    left = language.letters - frequent()
    return language.inside if left == language.letters else "".join(sorted(left))
