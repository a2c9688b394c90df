"""The whole of the step for one document: each kind of damage, if its signs are there at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import regex
from unionclean.edits import without_overlaps
from unionclean.steps.mojibake import destroyed
from unionclean.steps.mojibake.apart import clear_of
from unionclean.steps.mojibake.big5_lost import find_read_as_big5
from unionclean.steps.mojibake.literal import find_literals
from unionclean.steps.mojibake.native import without_native
from unionclean.steps.mojibake.repeated import SIGNS as REPEATED
from unionclean.steps.mojibake.repeated import find_repeated, may_be_repeated
from unionclean.steps.mojibake.sieve import sieve
from unionclean.steps.mojibake.suspects import NOTE, find_suspects, find_windows, may_be_lenient
from unionclean.steps.mojibake.western import SIGNS, beside_letters, find_western

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Mapping

    from unionclean.edits import Edit, Note
    from unionclean.language import Model
    from unionclean.steps.base import Context
    from unionclean.steps.mojibake.lenient import Lenient
    from unionclean.steps.mojibake.native import Language
    from unionclean.steps.mojibake.readings import Reading
    from unionclean.steps.mojibake.sieve import Rare
    from unionclean.steps.mojibake.suspects import Suspects


def look(text: str, context: Context) -> list[Edit | Note]:
    """Return what `find_mojibake` yields."""
    found: list[Edit | Note] = []
    rare, suspects = _sifted(text)
    chars = rare.chars
    found.extend(_find_escapes(text, rare))
    found.extend(find_literals(text, _load))
    western = list(_find_western(text, rare))
    found.extend(western)
    lenient = _find_lenient(text, rare, context.misread)
    found.extend(lenient.edits if lenient and lenient.sure else ())
    windows = list(find_windows(text, suspects, rare))
    if western:
        windows = list(clear_of(windows, western))
    if lenient and lenient.sure:
        windows = list(clear_of(windows, lenient.lines))
    misread: list[Edit | Note] = []
    if windows:
        from unionclean.steps.mojibake.misread import find_misread

        misread = list(find_misread(text, windows, suspects, context.misread))
    if lenient and not lenient.sure:
        from unionclean.steps.mojibake.rivals import likelier

        misread = likelier(text, lenient.edits, misread, _load())
    found.extend(misread)
    if not (lenient and lenient.sure and lenient.edits) and not chars.isdisjoint("聽牋Â"):
        from unionclean.steps.mojibake.nbsp import SIGNS as NBSP
        from unionclean.steps.mojibake.nbsp import find_latin_nbsp, find_nbsp

        if not chars.isdisjoint(NBSP):
            found.extend(find_nbsp(text, context.evidence))
        if "Â" in chars:
            found.extend(find_latin_nbsp(text, context.evidence.alphabet))
    if may_be_repeated(chars):
        notes = find_repeated(text, rare.where(REPEATED))
        found.extend(clear_of(notes, sorted(found)))
    found.extend(clear_of(find_read_as_big5(text, chars), sorted(found)))
    lost = destroyed.find_destroyed(text, chars, context.unreadable)
    found.extend(clear_of(lost, sorted(found)))
    return list(without_overlaps(sorted(found))) if found else []


def _sifted(text: str) -> tuple[Rare, Suspects]:
    rare = sieve().sift(text)
    suspects = find_suspects(rare.chars)
    if suspects.strong:
        suspects = without_native(text, suspects, None if rare.language else rare.letters)
    if rare.language is not None and not _is_native(rare.language, suspects):
        rare = sieve().sift_all(text)  # it only begins in that language
        suspects = without_native(text, find_suspects(rare.chars), rare.letters)
    return rare, suspects


def _is_native(language: Language, suspects: Suspects) -> bool:
    letters = language.letters
    return letters is suspects.native or letters <= suspects.native  # the first is found at once


def _find_escapes(text: str, rare: Rare) -> Iterator[Edit]:
    chars = rare.chars
    places: Mapping[str, list[int]] | None = None  # of ASCII they are not known
    if text.isascii():
        pointed = "U+" in text  # looked for by itself: half of all pages have a "<"
    else:
        pointed = any(text[place - 1 : place] == "U" for place in rare.where("+"))
        places = {sign: rare.where(sign) for sign in "&\\%=" if sign in chars}
    # One sign is looked for much faster than two, and an expression faster than `in`.
    bare = ";" in text and regex("t;").search(text) is not None
    if not bare and not pointed and chars.isdisjoint("&\\%="):
        return
    from unionclean.steps.mojibake.escapes import find_escapes
    from unionclean.steps.mojibake.named import find_bare, find_breaks, find_named

    if bare:
        yield from find_bare(text)
    yield from find_escapes(text, chars | {"<", "U"} if pointed else chars, _load, places)
    if "&" in chars:
        yield from find_named(text, None if places is None else places["&"])
    if "\\" in chars:
        yield from find_breaks(text, None if places is None else places["\\"])


def _load() -> Model:
    from unionclean.language import load

    return load()


def _find_western(text: str, rare: Rare) -> Iterator[Edit]:
    signs = [] if rare.chars.isdisjoint(SIGNS) else beside_letters(text, rare.where(SIGNS))
    if signs:
        from unionclean.steps.mojibake.quoted import Quotations

        yield from find_western(text, Quotations(text), signs)


def _find_lenient(text: str, rare: Rare, others: Counter[Reading]) -> Lenient | None:
    if not may_be_lenient(text, rare) or _is_like_others(text, others):
        return None
    from unionclean.steps.mojibake.lenient import find_lenient
    from unionclean.steps.mojibake.quoted import Quotations

    return find_lenient(text, Quotations(text), _load)


def _is_like_others(text: str, others: Counter[Reading]) -> bool:
    """Tell whether a short ``text`` is plainly damaged as most of the texts around it are.

    Then another way need not be looked for, as for a text that stands alone.
    """
    if not others or len(text) > NOTE:
        return False
    from unionclean.steps.mojibake.euro import variant
    from unionclean.steps.mojibake.repair import settled_of
    from unionclean.steps.mojibake.uniform import read_uniform

    usual = settled_of(others)
    return usual is not None and read_uniform(text, variant(usual, text), _load()) is not None
