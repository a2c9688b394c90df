"""Readings that were spelled otherwise after the damage, as the farm had written them.

Tools decompose vowels (xué as e and a combining mark), keyboards and fonts for pinyin have ɡ, ɑ
and breves, and ü is often typed as u: or v. Vowels may be entities (xu&eacute;), a lost byte may be
shown as □ (妱□shù)), and a second reading may stand before the first one: 學(xue)(xué). The gate
decides as it does for the usual spelling.
"""

from __future__ import annotations

import html
import unicodedata
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, TypeVar

from unionclean.chars import HAN, is_han, regex
from unionclean.edits import Edit, Note, OffsetMap, apply_edits, compose_edits
from unionclean.steps.base import Rewrite
from unionclean.steps.pinyin.removed import Removed
from unionclean.steps.pinyin.tables import toneless
from unionclean.steps.pinyin.tighten import INVISIBLE, tighten
from unionclean.steps.pinyin.tokens import (
    LETTERS,
    PICTOGRAPHS,
    SYLLABLE,
    UNKNOWN,
    orphans,
    unknown_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from unionclean.steps.base import Found

Item = TypeVar("Item", "Edit", "Note", "Edit | Note")

_LETTERS: Final = str.maketrans("ɡɑăĕĭŏŭ", "gaǎěǐǒǔ") | {0xFF41 + i: 0x61 + i for i in range(26)}
_MARKS: Final = "\u0300\u0301\u0304\u0306\u0308\u030c"
_STRANGE: Final = f"ɡɑăĕĭŏŭ{_MARKS}ａ-ｚ"
_ODD: Final = f"{_STRANGE}:v"

_LETTER: Final = f"[{LETTERS}]"
_WITH_LETTER: Final = "".join(bytes((0xA8, 0x61 + i)).decode("gbk") for i in range(26))
"""What A8 makes with each letter of the alphabet: frames and blocks."""

_ENTITY: Final = "&(?:#x?[0-9a-f]{2,4}|[a-z]{2,8});"

# What fonts and converters show for a character that they lack.
_BOXES: Final = "□■〓▯◻"

SHIFTED: Final = 40
"""Characters behind a torn reading in which a shifted run may show a box for private use."""

FARTHEST: Final = 300
"""Characters to look for the other half of a bracket."""

LONGEST: Final = 8
"""Characters of a syllable, its bracket and a blank."""

# The end of a reading that is spelled otherwise. A literal is searched for faster than a class.
_REST: Final = f"[{LETTERS}{_ODD}]{{0,10}} ?[)）]"
_ENDS: Final = (f"[{_STRANGE}]{_REST}", f":(?<=[uūúǔù]:){_REST}", f"v(?<=[ln]v){_REST}")


_TWO: Final = (f"\\)\\({SYLLABLE} ?[)）]", f"）（{SYLLABLE} ?[)）]")
"""A second bracket; each literal is searched for faster than a class."""


_LAST: Final = f"{LETTERS}{_ODD}{PICTOGRAPHS}{INVISIBLE}?'’;()（） \n"
"""What a reading ends with before its bracket closes, whatever tools have made of it."""


def may_hold_readings(text: str) -> bool:
    """Tell whether ``text`` may hold readings in brackets; where not, nobody looks for any."""
    closing = "\\)" if "）" not in text else "[)）]" if ")" in text else "）"
    if regex(f"{closing}(?<=[{_LAST}]{closing})").search(text):
        return True
    return any(char in text for char in INVISIBLE)


def respell(text: str) -> list[Edit]:
    """Return the edits that spell the readings in brackets as the farm does."""
    tight = tighten(text)
    tightened = apply_edits(text, tight) if tight else text
    edits = _respell(tightened)
    if any(regex(two).search(tightened) for two in _TWO):
        edits += _reorder(tightened)
    edits += _unbox(tightened)
    return list(compose_edits(tight, sorted(edits))) if tight else sorted(edits)


def _reorder(text: str) -> Iterator[Edit]:
    """Yield the edits that put the reading with a tone before the same one without it.

    Of one that a second pass wrote again with its tone, one is left; another tone is the author's.
    """
    group = regex(f"[(（]{SYLLABLE} ?[)）](?:[(（]{SYLLABLE} ?[)）])+")
    done = 0
    # Most brackets have none behind them, which is told by the character there.
    for pair in regex(f"[)）](?=[(（]{SYLLABLE} ?[)）])").finditer(text):
        start, end = max(pair.start() - LONGEST, done), pair.start()
        begin = max(text.rfind("(", start, end), text.rfind("（", start, end))
        match = group.match(text, begin) if begin >= 0 else None
        if match is None:
            continue
        done = match.end()
        contents = regex(f"{SYLLABLE} ?").findall(match[0])
        toned = [content for content in contents if content != toneless(content)]
        readings = {content.strip() for content in contents}
        plain = set(map(toneless, readings))
        if len(readings - plain) != 1 or len(plain) > 1:
            continue
        first = min(toned, key=len)
        opening, closing = match[0][0], match[0][-1]
        new = f"{opening}{first}{closing}"
        if len(toned) < len(contents):
            new += f"{opening}{toneless(first.strip())}{closing}"
        if new != match[0]:
            yield Edit(*match.span(), new, "order")


def _unbox(text: str) -> Iterator[Edit]:
    """Yield the edits that write U+FFFD for a box that stands where a character lost a byte."""
    for box in _BOXES:
        torn = f"{box}(?={SYLLABLE}[)）])(?![a-zü]+[)）])"
        if box in text and regex(torn).search(text):
            for match in regex(f"(?<!{box}){box}{{1,2}}(?!{box})").finditer(text):
                yield Edit(*match.span(), "\ufffd" * len(match[0]), "lost byte")


def _narrow(text: str) -> Iterator[Edit]:
    """Yield the edits that write readings in fullwidth brackets as if these had been halfwidth.

    A3A8 behind half a character: A3 ends a pair with it, and A8 begins one with the first letter.
    """
    for match in regex(f"[{HAN}\ue000-\uf8ff]([{_WITH_LETTER}]{_LETTER}{{0,5}})）").finditer(text):
        swallowed = match[1][0].encode("gbk")[1:].decode()
        yield Edit(match.start(), match.end(), f"?{swallowed}{match[1][1:]}）", "bracket")


def mark_lost(text: str, bracket: str) -> list[Edit]:
    """Return the edits that write a mark where a reading lost its bracket without one.

    The page must be known to be a farm's, with ``bracket`` before its readings.
    """
    if bracket == "（" and (narrowed := list(_narrow(text))):
        return narrowed
    return _mark_dropped(text) or list(_without_private(text))


def _mark_dropped(text: str) -> list[Edit]:
    """Return the edits that write U+FFFD on a page that shows nothing for lost bytes: 妱shù)."""
    if orphans(unknown_in(text)).search(text):
        return []
    torn = f"(?<![{LETTERS}A-Z(（])(?=({SYLLABLE})[)）])"
    edits = [
        Edit(match.start(), match.start(), "\ufffd", "lost byte")
        for match in regex(torn).finditer(text)
        if match[1] != toneless(match[1]) and not _is_open(text, match.start(), match.end(1))
    ]
    # A byte at the end of a line has nothing to pair with.
    end = -1
    for edit in list(edits):
        if edit.start > end:
            found = text.find("\n", edit.start)
            end = found if found >= 0 else len(text)
            if is_han(text[end - 1]):
                edits.append(Edit(end, end, "\ufffd", "lost byte"))
    return sorted(edits)


def _without_private(text: str) -> Iterator[Edit]:
    """Yield the edits that delete the boxes behind torn readings: a font shows private use so.

    The search fills in what was dropped. A box that an author put stays: no repair covers it.
    """
    if not any(box in text for box in _BOXES) or regex("[\ue000-\uf8ff]").search(text):
        return
    box = f"(?<![\\sA-Za-z0-9])[{_BOXES}]+(?![\\sA-Za-z0-9])"
    torn = regex(f"[{unknown_in(text)}]{SYLLABLE} ?[)）]([^\n]{{0,{SHIFTED}}})")
    for match in torn.finditer(text):
        for found in regex(box).finditer(text, *match.span(1)):
            yield Edit(*found.span(), "", "private use shown as a box")


def _is_open(text: str, start: int, end: int) -> bool:
    """Tell whether the bracket that closes at ``end`` is one that was opened before ``start``."""
    line = max(text.rfind("\n", max(start - FARTHEST, 0), start) + 1, start - FARTHEST, 0)
    before = regex("[()（）]").findall(text[line:start])
    after = regex("[()（）\n]").search(text, end + 1, end + FARTHEST)
    closed = before.count(")") + before.count("）")
    return 2 * closed < len(before) and (after is None or after[0] not in {")", "）"})


def _respell(text: str) -> list[Edit]:
    other = f"[{_STRANGE}]|(?<=[uūúǔù]):|(?<=[ln])v"
    reading = f"[(（{UNKNOWN}][{LETTERS}]{{0,8}}(?:{other})[{LETTERS}{_ODD}]{{0,10}} ?[)）]"
    if "&" in text and regex(f"{_ENTITY}(?:[{LETTERS}]|{_ENTITY}){{0,5}} ?[)）]").search(text):
        return list(_find(text))
    for end in _ENDS:
        for match in regex(end).finditer(text):
            if regex(reading).search(text, max(match.start() - 9, 0), match.end()):
                return list(_find(text))
    return []


def _find(text: str) -> Iterator[Edit]:
    # A class is searched for faster than what stands before a place.
    before = f"[(（](?<=[{HAN}{UNKNOWN}@-~][(（])|[{UNKNOWN}]"
    letter = f"(?:[{LETTERS}{_ODD}]|{_ENTITY})"
    for match in regex(f"(?:{before})({letter}{{1,12}})(?= ?[)）])").finditer(text):
        spelled = _spell(match[1])
        if spelled != match[1] and regex(SYLLABLE).fullmatch(spelled):
            yield Edit(match.start(1), match.end(1), spelled, "spelling")


def _spell(reading: str) -> str:
    reading = html.unescape(reading) if "&" in reading else reading
    letters = unicodedata.normalize("NFD", reading.translate(_LETTERS)).replace("\u0306", "\u030c")
    letters = regex("u([\u0300\u0301\u0304\u030c]?):").sub("u\u0308\\1", letters)
    letters = regex("(?<=[ln])v").sub("u\u0308", letters)
    return unicodedata.normalize("NFC", letters)


def moved_back(found: Found, spelling: list[Edit], text: str) -> Found:
    """Return what was ``found`` after the edits of ``spelling``, placed in ``text`` before them."""
    offsets = OffsetMap(spelling)
    lines = _Lines(text, spelling)

    def move(items: Iterable[Item]) -> Iterator[Item]:
        for item in items:
            start, end = offsets.source(item.start), offsets.source(item.end)
            yield item._replace(start=start, end=end)

    def grade(edits: Iterable[Edit]) -> Iterator[Edit]:
        for edit in edits:
            lowered = edit.certainty == "exact" and lines.is_edited(edit.start)
            yield edit._replace(certainty="likely") if lowered else edit

    if not isinstance(found, Rewrite):
        items = sorted(move(found), key=lambda item: item.start)
        return [item if isinstance(item, Note) else next(grade((item,))) for item in items]
    edits, notes = found.edits, tuple(move(found.notes))
    removed = edits if isinstance(edits, Removed) else Removed(edits, edits)
    told = Removed(lambda: move(removed.unproven()), lambda: grade(move(removed())))
    return Rewrite(removed.left_of(text, spelling), told, notes)


class _Lines:
    """Tells which lines of a text have edits; quick for places in order."""

    def __init__(self, text: str, edits: list[Edit]) -> None:
        self._text = text
        self._starts = [edit.start for edit in edits]
        self._start, self._end, self._edited = 0, -1, False

    def is_edited(self, at: int) -> bool:
        """Tell whether an edit stands on the line of ``at``."""
        if not self._start <= at <= self._end:
            self._start = self._text.rfind("\n", 0, at) + 1
            end = self._text.find("\n", at)
            self._end = end if end >= 0 else len(self._text)
            first = bisect_left(self._starts, self._start)
            self._edited = first < len(self._starts) and self._starts[first] <= self._end
        return self._edited
