"""What later tools put into readings: line breaks, invisible characters, and blanks before some.

Each of them hides a reading from the step, and the others betray their page no longer.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from unionclean.chars import HAN, regex
from unionclean.edits import Edit, apply_edits, compose_edits
from unionclean.steps.pinyin.tables import load_tables, toneless
from unionclean.steps.pinyin.tokens import (
    EMOJI,
    LETTERS,
    PICTOGRAPHS,
    SYLLABLE,
    UNKNOWN,
    opening_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Characters that nobody sees, which tools put between others."""

_PART: Final = f"[{LETTERS}]{{0,5}}(?:{EMOJI}[{LETTERS}]{{0,5}})?"
_CONTENT: Final = f"(?:{SYLLABLE}|{_PART}) ?[)）]"

_INSIDE: Final = f"[{LETTERS}{PICTOGRAPHS}(（）) ]{{0,12}}"
_BROKEN: Final = f"\\n({_INSIDE}[)）])"
_BEGUN: Final = f"(?<=[{HAN}{UNKNOWN}])({_INSIDE}?) ?\\Z"
"""A line that ends between a character and its reading, or inside of one."""


SPACED: Final = 9
"""Readings with a blank before them for one without: then a tool has put one before each."""


def tighten(text: str) -> list[Edit]:
    """Return the edits that remove such characters from ``text``."""
    edits: list[Edit] = []
    for find in (_invisible, _breaks, _blanks):
        found = list(find(text))
        if found:
            text = apply_edits(text, found)
            edits = list(compose_edits(edits, found)) if edits else found
    return edits


def _blanks(text: str) -> Iterator[Edit]:
    if " (" not in text and " （" not in text:
        return
    opening = opening_in(text)
    spaced = regex(f" {opening}(?<=[{HAN}] {opening}){_CONTENT}").finditer(text)
    blanks = [match for match in spaced if _fits(text[match.start() - 1], match[0])]
    if blanks:
        tight = regex(f"{opening}(?<=[{HAN}]{opening}){_CONTENT}")
        if len(blanks) < SPACED * len(tight.findall(text)):
            for match in blanks:
                yield Edit(match.start(), match.start() + 1, "", "blank")


@lru_cache(maxsize=1 << 12)
def _fits(char: str, bracket: str) -> bool:
    """Tell whether ``bracket`` holds a reading of ``char``, or an emoji; English seldom does."""
    letters = toneless(regex(f"[^{LETTERS}]").sub("", bracket))
    if not letters:
        return regex(f"[{PICTOGRAPHS}]").search(bracket) is not None
    return letters in map(toneless, load_tables().readings.get(char, ()))


def _invisible(text: str) -> Iterator[Edit]:
    if not any(char in text for char in INVISIBLE):
        return
    inside = f"[{INVISIBLE}](?=[{LETTERS}{INVISIBLE}]{{0,20}} ?[)）]|[(（][{LETTERS}])"
    if regex(inside).search(text):
        for match in regex(f"[{INVISIBLE}]+").finditer(text):
            yield Edit(*match.span(), "", "invisible")


def _breaks(text: str) -> Iterator[Edit]:
    for match in regex(_BROKEN).finditer(text):
        begun = regex(_BEGUN).search(text, max(match.start() - 14, 0), match.start())
        if begun is None:
            continue
        rest = match[1].lstrip(" ")
        reading = regex(f"[(（]?{_CONTENT}").match(begun[1].lstrip(" ") + rest)
        if reading and reading.end() > len(begun[1].lstrip(" ")):
            # The blank that ends a reading of generation B or E is the farm's.
            new = " " if rest[0] in ")）" and text[begun.end(1) : match.start(1)] != "\n" else ""
            yield Edit(begun.end(1), match.end() - len(rest), new, "line break")
