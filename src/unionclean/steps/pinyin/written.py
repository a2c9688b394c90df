"""Readings beside their characters, in whatever spelling and order: xue2, Xué, ㄒㄩㄝˊ, (xué)學."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import HAN, is_han, regex
from unionclean.steps.pinyin.spelling import SIGNS, usual_spelling
from unionclean.steps.pinyin.tables import load_tables, toneless
from unionclean.steps.pinyin.tokens import LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTED: Final = 4
"""Readings below which nothing is judged."""

FARTHEST: Final = 20
"""Characters between a reading and its character: <rp>(</rp><rt>."""

CAPITALS: Final = "A-ZĀÁǍÀĒÉĚÈĪÍǏÌŌÓǑÒŪÚǓÙÜǕǗǙǛ"
_TAIL: Final = f"[{LETTERS}0-9&#;:?\u0300\u0301\u0304\u0308\u030c]{{0,12}}"
_ONE: Final = f"[{LETTERS}{CAPITALS}&]{_TAIL}"
TOKEN: Final = (
    f"[{SIGNS}]{{1,5}}|[{CAPITALS}]{{2,6}}(?![{LETTERS}])|{_ONE}(?:[/,] ?{_ONE}(?=[)）]))?"
)
"""What may be a reading: in bopomofo or in Latin letters, or two of them."""


_COMMON: Final = "àèéìíùÀÈÉÌÍÙ"
"""Vowels with the usual tone marks: one of them is in any twelve readings."""

_OPENING: Final = "[(（［【〔{<〈"
_OTHER: Final = (
    f"[{SIGNS}&1-5\\{_OPENING}](?:(?<=[{SIGNS}&])|(?<=[a-z][1-5])(?![0-9A-Za-z])"
    f"|(?<=[{HAN}][(（])[A-Z]{{2,6}}[)）] ?[{HAN}]"
    f"|(?<=[\\{_OPENING}])[a-z]{{1,6}}[?]?[])）］】〕}}>〉][{HAN}])"
)
"""What one of the other ways to write them has; all begin with one class, searched for once."""

TONED, TONELESS, LOST = range(3)
"""How a reading is left: whole, without its tone, or without the letter that had the mark."""


class Shape(NamedTuple):
    """Where readings stand, what stands between them and their characters, and how they are left.

    ``outer`` stands before the first one of both, ``end`` behind the second one.
    """

    behind: bool
    between: str
    left: int
    outer: str = ""
    end: str = ""


class Reading(NamedTuple):
    """All of ``text[start:end]`` but the character at ``at`` is its reading, written in some way.

    The reading itself is ``text[first:last]``, and ``reading`` as farms write it.
    """

    at: int
    first: int
    last: int
    reading: str
    start: int = 0
    end: int = 0


def find_readings(text: str) -> Iterator[tuple[Shape, Reading]]:
    """Yield what may be readings of the characters beside them, and in which shape."""
    toned = any(vowel in text for vowel in _COMMON)
    if not toned and not regex(_OTHER).search(text):
        return
    forms = all_forms()
    tokens = [
        token
        for token in regex(TOKEN).finditer(text)
        if token[0].lower() in forms or not (token[0].isascii() and token[0].isalpha())
    ]
    if len(tokens) < NOTED:
        return
    for token in tokens:
        start, end = token.span()
        spellings = _spellings(token[0])
        for at in range(start - 1, max(start - FARTHEST, 0) - 1, -1):
            if text[at] == "\n":
                break
            if is_han(text[at]) and (found := _read(text[at], spellings)):
                reading, left, size = found
                shape = Shape(behind=True, between=text[at + 1 : start], left=left)
                yield shape, Reading(at, start, start + size, reading)
                break
        for at in range(end, min(end + FARTHEST, len(text))):
            if text[at] == "\n" or is_han(text[at]):
                if found := _read(text[at], spellings):
                    reading, left, _ = found
                    shape = Shape(behind=False, between=text[end:at], left=left)
                    yield shape, Reading(at, start, end, reading)
                break


@lru_cache(maxsize=1 << 13)  # a page has some hundred
def _spellings(content: str) -> tuple[tuple[str, int], ...]:
    """Return what ``content`` may stand for, each with the length of that."""
    short = content.rstrip("?:,#&" if "&" in content else "?:;,#")
    size = len(short)
    return (content, len(content)), (short.lower(), size), (usual_spelling(short), size)


@lru_cache(maxsize=1 << 13)
def _forms(char: str) -> dict[str, tuple[str, int]]:
    """Return what may be left of the readings of ``char``: what farms write, and how it is left."""
    tables = load_tables()
    first = tables.first(char)
    if not first:
        return {}
    found = {reading: (reading, TONED) for reading in tables.read(char)}
    if (plain := toneless(first)) != first:
        found[plain] = first, TONELESS
    return dict.fromkeys(left_of(first), (first, LOST)) | found


@cache
def all_forms() -> frozenset[str]:
    """Return all that may be left of the reading of a character."""
    readings = frozenset(chain.from_iterable(load_tables().readings.values()))
    return readings.union(map(toneless, readings), *map(left_of, readings))


def _read(char: str, spellings: tuple[tuple[str, int], ...]) -> tuple[str, int, int] | None:
    """Return the reading of ``char`` that is meant, how it is left, and its length."""
    forms = _forms(char)
    for spelling, size in spellings:
        if found := forms.get(spelling):
            return *found, size
    return None


@cache
def left_of(reading: str) -> frozenset[str]:
    """Return what a charset without tone marks leaves of ``reading``."""
    kept = {"".join(c if c.isascii() else mark for c in reading) for mark in ("", "?")}
    return frozenset(kept - {reading, ""})
