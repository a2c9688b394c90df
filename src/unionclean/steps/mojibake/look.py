"""The whole of the step for one document: each kind of damage, if its signs are there at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from unionclean.chars import regex
from unionclean.edits import without_overlaps
from unionclean.steps.mojibake import destroyed
from unionclean.steps.mojibake.lenient import may_be_lenient
from unionclean.steps.mojibake.native import without_native
from unionclean.steps.mojibake.repeated import find_repeated, may_be_repeated
from unionclean.steps.mojibake.sieve import sieve
from unionclean.steps.mojibake.suspects import find_suspects, find_windows
from unionclean.steps.mojibake.western import SIGNS, find_western, may_be_western

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from unionclean.edits import Edit, Note
    from unionclean.steps.base import Context
    from unionclean.steps.mojibake.native import Language
    from unionclean.steps.mojibake.sieve import Rare
    from unionclean.steps.mojibake.suspects import Suspects

Spanned = TypeVar("Spanned", bound="tuple[Any, ...]")
"""What begins with its start and its end: an edit, a note, a window, a line."""

# Beginnings of escapes that need a closer look: line ends, lost backslashes.
_LITERAL: Final = ("x0dx0a", "u[4-9][0-9a-fA-F]{3}u")


def look(text: str, context: Context) -> list[Edit | Note]:
    """Return what `find_mojibake` yields."""
    found: list[Edit | Note] = []
    (chars, places, _), suspects = _sifted(text)
    angled = "<U+" in text  # looked for by itself: half of all pages have a "<"
    if angled or not chars.isdisjoint("&\\%="):
        if angled:
            found.extend(_find_escapes(text, chars | {"<"}, None))
        else:
            found.extend(_find_escapes(text, chars, places))
        found.extend(_find_named(text, chars))
    found.extend(_find_literals(text, chars))
    western = list(_find_western(text, chars, places))
    found.extend(western)
    lenient, lines = _find_lenient(text, chars, places)
    found.extend(lenient)
    windows = list(find_windows(text, suspects, places))
    if western:
        windows = list(_clear_of(windows, western))
    if lines:
        windows = list(_clear_of(windows, lines))
    if windows:
        from unionclean.steps.mojibake.misread import find_misread

        found.extend(find_misread(text, windows, suspects))
    if not lenient and not chars.isdisjoint("聽牋Â"):
        from unionclean.steps.mojibake.nbsp import SIGNS as NBSP
        from unionclean.steps.mojibake.nbsp import find_latin_nbsp, find_nbsp

        if not chars.isdisjoint(NBSP):
            found.extend(find_nbsp(text, context.evidence))
        if "Â" in chars:
            found.extend(find_latin_nbsp(text, chars))
    if may_be_repeated(chars):
        found.extend(_clear_of(find_repeated(text), sorted(found)))
    if destroyed.gate(chars):
        notes = destroyed.find_destroyed(text, chars, context.unreadable)
        found.extend(_clear_of(notes, sorted(found)))
    return list(without_overlaps(sorted(found))) if found else []


def _sifted(text: str) -> tuple[Rare, Suspects]:
    rare = sieve().sift(text)
    suspects = find_suspects(rare.chars)
    if suspects.strong:
        suspects = without_native(text, suspects)
    if rare.language is not None and not _is_native(rare.language, suspects):
        rare = sieve().sift_all(text)  # it only begins in that language
        suspects = without_native(text, find_suspects(rare.chars))
    return rare, suspects


def _is_native(language: Language, suspects: Suspects) -> bool:
    letters = language.letters
    return letters is suspects.native or letters <= suspects.native  # the first is found at once


def _find_escapes(text: str, chars: frozenset[str], places: Sequence[int] | None) -> Iterator[Edit]:
    from unionclean.language import load
    from unionclean.steps.mojibake.escapes import find_escapes

    if text.isascii():
        places = None  # of ASCII, which has no other damage, they are not known
    if places is not None:
        places = [place for place in places if text[place] in "&\\%="]
    return find_escapes(text, chars, load, places)


def _find_named(text: str, chars: frozenset[str]) -> Iterator[Edit]:
    from unionclean.steps.mojibake.named import find_breaks, find_named

    if "&" in chars:
        yield from find_named(text)
    if "\\" in chars:
        yield from find_breaks(text)


def _find_literals(text: str, chars: frozenset[str]) -> Iterator[Edit]:
    # One after the other: an expression that begins with a letter is searched much faster.
    if not ("=" in chars and "=?" in text) and not any(
        regex(begin).search(text) for begin in _LITERAL
    ):
        return
    from unionclean.language import load
    from unionclean.steps.mojibake.literal import find_literals

    yield from find_literals(text, load)


def _find_western(text: str, chars: frozenset[str], places: Sequence[int] | None) -> Iterator[Edit]:
    if chars.isdisjoint(SIGNS):
        return
    if places is None:
        places = range(len(text))
    signs = [place for place in places if text[place] in SIGNS and may_be_western(text, place)]
    if signs:
        from unionclean.steps.mojibake.quoted import Quotations

        yield from find_western(text, Quotations(text), signs)


def _find_lenient(
    text: str, chars: frozenset[str], places: Sequence[int] | None
) -> tuple[list[Edit], list[tuple[int, int]]]:
    if not may_be_lenient(text, chars, places):
        return [], []
    from unionclean.language import load
    from unionclean.steps.mojibake.lenient import find_lenient
    from unionclean.steps.mojibake.quoted import Quotations

    return find_lenient(text, Quotations(text), load)


def _clear_of(found: Iterable[Spanned], taken: Iterable[tuple[Any, ...]]) -> Iterator[Spanned]:
    """Yield of ``found`` what touches nothing that is ``taken``, both in order.

    What shares a window with an edit is found in the next round, and what an edit restores was
    not destroyed.
    """
    spans = [(start, end) for start, end, *_ in taken]
    place = 0
    for item in found:
        start, end, *_ = item
        while place < len(spans) and spans[place][1] <= start:
            place += 1
        if place == len(spans) or spans[place][0] >= end:
            yield item
