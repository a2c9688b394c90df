"""The characters of a text that may matter to the step, found at the speed of one scan.

Building the set of all characters makes an object for each of them. A pattern that passes over
the plain ones is eight times as fast, because hardly one character in three hundred of clean
Chinese text is not plain; but to compile its class takes as long as the set of 200,000 characters,
so a short text in a process that has seen little is sieved by its set.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import compress, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.steps.mojibake.frequent import frequent
from unionclean.steps.mojibake.native import guess_language, letters_of, own_han
from unionclean.steps.mojibake.repeated import SIGNS as REPEATED
from unionclean.steps.mojibake.suspects import SPECIAL
from unionclean.steps.mojibake.western import SIGNS as WESTERN

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from unionclean.steps.mojibake.native import Language

_WORTH_A_PATTERN: Final = 200_000  # characters; see above
# Signs that begin an escape, and those by which a kind of damage is asked for.
_SIGNS: Final = frozenset("&\\%=+烫屯聽牋") | REPEATED | WESTERN
_ASKED: Final = SPECIAL | _SIGNS


class Rare(NamedTuple):
    """The characters of a text that are not plain, where they stand, and which stands there.

    The letters of ``language`` are among the characters, but not where they stand.
    """

    chars: frozenset[str]
    places: Sequence[int] = ()
    letters: Sequence[str] = ()
    language: Language | None = None

    def where(self, signs: Container[str]) -> list[int]:
        """Return where ``signs``, which are no letters of the language, stand."""
        return list(compress(self.places, map(signs.__contains__, self.letters)))


class Sieve:
    """Sieves text after text, and makes its pattern when that pays."""

    def __init__(self) -> None:
        self._seen = 0

    def sift(self, text: str) -> Rare:
        """Return what of ``text`` is not plain."""
        self._seen += len(text)
        if text.isascii():  # which has escapes at most: those are searched for by themselves
            return Rare(frozenset(sign for sign in _SIGNS if sign in text))
        language = guess_language(text)
        rare = self.sift_all(text, language)
        return rare._replace(chars=rare.chars | letters_of(text, language)) if language else rare

    def sift_all(self, text: str, language: Language | None = None) -> Rare:
        """Return what of ``text`` is not plain, in this language."""
        if self._seen < _WORTH_A_PATTERN:
            chars = _not_plain(frozenset(text), language)
            places = list(compress(range(len(text)), map(chars.__contains__, text)))
        else:
            places = [hit.start() for hit in _pattern(language).finditer(text)]
        letters = list(map(text.__getitem__, places))
        return Rare(frozenset(letters), places, letters, language)


@cache
def sieve() -> Sieve:
    """Return the sieve of this process."""
    return Sieve()


def _not_plain(chars: frozenset[str], language: Language | None) -> frozenset[str]:
    rare = chars - frequent()
    if language is not None:
        rare = rare - language.letters - own_han(language)
    return rare | chars & _ASKED


@cache
def _pattern(language: Language | None) -> re.Pattern[str]:
    plain = frequent()
    if language is not None:
        plain |= language.letters | own_han(language)
    return re.compile(f"[^{ranges(plain - _ASKED)}]")


def ranges(chars: Iterable[str]) -> str:
    """Return ``chars`` as the inside of a character class, neighbours as ranges."""
    codes = sorted(map(ord, chars))
    breaks = [place for place, (one, two) in enumerate(pairwise(codes), 1) if two != one + 1]
    edges = [0, *breaks, len(codes)]
    bounds = ((chr(codes[first]), chr(codes[last - 1])) for first, last in pairwise(edges))
    # Signs of ASCII may mean something inside a class; everything else is itself.
    return "".join(
        f"{re.escape(low)}-{re.escape(high)}" if low < "\x80" else f"{low}-{high}"
        for low, high in bounds
    )
