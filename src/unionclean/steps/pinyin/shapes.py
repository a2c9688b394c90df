"""Readings that are written as no known farm writes them: 學[xué], 學(xue2), 學(ㄒㄩㄝˊ), (xué)學.

What gives a farm away is not how it writes: it annotates one set of converted characters, each of
them always, with the first reading. So such readings are written the usual way and judged by the
same gate. As nobody has seen such a page yet, the proof has to be stronger, and no bytes are
searched for. Pages saved as Big5 belong here too: it has no letters with tone marks, nor all
characters that a farm writes.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import HAN, is_han, regex
from unionclean.edits import Edit
from unionclean.steps.pinyin.backing import is_converted
from unionclean.steps.pinyin.gate import measure
from unionclean.steps.pinyin.runs import ANNOTATION
from unionclean.steps.pinyin.spelling import SIGNS, is_bopomofo, usual_spelling
from unionclean.steps.pinyin.tables import LADDER, load_tables
from unionclean.steps.pinyin.tokens import LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionclean.steps.pinyin.verdict import Verdict

FEWEST: Final = 12
"""Readings below which nothing is judged: fewer than a hundred words of a farm's page have."""

CHARACTERS, ALONE = 6, 20
"""Characters that have to be annotated always: in a text that was converted, and in another one.

The usual gate asks for two, but knows how its farms write. Of the honest texts in the tests none
comes near: they annotate characters that have no other form, or annotate them once.
"""

SAME: Final = 0.95
"""Share of the readings that the farm has to explain."""

_PAIRS: Final = "()（）[]［］【】〔〕{}｛｝<>〈〉··//||"
_OPENING: Final = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_COMMON: Final = "àèéìíù"
"""Vowels with the usual tone marks: one of them is in any twelve readings."""

_LATIN: Final = f"{LETTERS}A-ZĀÁǍÀĒÉĚÈĪÍǏÌŌÓǑÒŪÚǓÙÜǕǗǙǛ"


LACKING: Final = "character that Big5 does not have"

LOST: Final = "?"
"""Ends the name of a shape of which the letters with a tone mark were lost: 學(xu) or 學(xu?)."""


class Reading(NamedTuple):
    """``text[start:end]`` is the reading of the character at ``at``, written in some way."""

    start: int
    end: int
    at: int
    reading: str
    shape: str


def find_shapes(text: str) -> list[Edit]:
    """Return what removes the readings of a farm that writes them in another way."""
    found = Counter[str]()
    readings: dict[str, list[Reading]] = {}
    for reading in _readings(text):
        readings.setdefault(reading.shape, []).append(reading)
        found[reading.shape] += 1
    if not found:
        return []
    shape, count = found.most_common(1)[0]
    if count < FEWEST or len({text[one.at] for one in readings[shape]}) < CHARACTERS:
        return []
    usual = _written_as_usual(text, readings[shape])
    if usual == text:  # the usual gate has judged it
        return []
    verdict = measure(usual)
    if not verdict.bytewise or verdict.simplified or not _is_proven(text, readings[shape], verdict):
        return []
    edits = [
        Edit(one.start, one.end, "", ANNOTATION, "likely")
        for one in readings[shape]
        if one.reading in verdict.injected.get(text[one.at], ())
    ]
    if shape.endswith(LOST):
        edits = sorted([*edits, *_lost_chars(text, shape[0])])
    return edits


def _lost_chars(text: str, opening: str) -> Iterator[Edit]:
    """Yield the annotated characters that the charset lacks too: 因?(w?i), or 因(wi), is 因爲."""
    first = load_tables().first
    content = f"{re.escape(opening)}([a-z?]{{1,6}}){re.escape(_OPENING[opening])}"
    for match in regex(f"[?]?{content}").finditer(text):
        before = text[match.start() - 1 : match.start()]
        if match[0][0] == opening and match[1] in _left_of(first(before)):
            continue
        lost = [char for char in LADDER if match[1] in _left_of(first(char)) and _is_lacking(char)]
        if len(lost) == 1:
            yield Edit(match.start(), match.end(), lost[0], LACKING, "likely")


def _is_lacking(char: str) -> bool:
    return not char.encode("cp950", "ignore")


@cache
def _left_of(reading: str) -> frozenset[str]:
    """Return what a charset without tone marks leaves of ``reading``."""
    kept = {"".join(c if c.isascii() else mark for c in reading) for mark in ("", "?")}
    return frozenset(kept - {reading, ""})


def _is_proven(text: str, readings: list[Reading], verdict: Verdict) -> bool:
    explained = sum(one.reading in verdict.injected.get(text[one.at], ()) for one in readings)
    if explained < SAME * len(readings) or len(verdict.table) < CHARACTERS:
        return False
    if len(verdict.table) >= ALONE:
        return True
    bare = "".join(text[a:b] for a, b in _gaps(readings, len(text)))
    return is_converted(bare)


def _gaps(readings: list[Reading], length: int) -> Iterator[tuple[int, int]]:
    done = 0
    for one in readings:
        yield done, one.start
        done = one.end
    yield done, length


def _written_as_usual(text: str, readings: list[Reading]) -> str:
    pieces: list[str] = []
    done = 0
    for one in readings:
        if one.at < one.start:
            pieces += [text[done : one.start], f"({one.reading})"]
            done = one.end
        else:
            pieces += [text[done : one.start], text[one.at], f"({one.reading})"]
            done = one.at + 1
    return "".join([*pieces, text[done:]])


def _readings(text: str) -> Iterator[Reading]:
    """Yield what may be a reading of the character beside it."""
    fits = load_tables().fits
    inside = f"[{_LATIN}{SIGNS}0-9&#;:/,? \u0300\u0301\u0304\u0308\u030c]{{1,30}}?"
    for opening, closing in _OPENING.items():
        if opening not in text or text.count(opening) < FEWEST:
            continue
        left, right = re.escape(opening), re.escape(closing)
        behind = regex(f"{left}(?<=[{HAN} ]{left})({inside}){right}")
        for match in behind.finditer(text):
            start, content = match.start(), match[1]
            start -= text[start - 1] == " "
            reading = usual_spelling(content)
            if not start or not is_han(text[start - 1]):
                continue
            shape = opening + "ㄅ" * is_bopomofo(content)
            first = load_tables().first(text[start - 1])
            if content in _left_of(first):
                reading, shape = first, opening + LOST
            if fits(text[start - 1], reading):
                yield Reading(start, match.end(), start - 1, reading, shape)
        before = regex(f"{left}([{LETTERS}]{{1,6}}){right}(?=[{HAN}])")
        for match in before.finditer(text):
            if fits(text[match.end()], match[1]):
                yield Reading(match.start(), match.end(), match.end(), match[1], f"{opening}-")
    if any(vowel in text for vowel in _COMMON):
        # A letter is rarer than a Han character, and so looked for first.
        tight = regex(f"[{LETTERS}](?<=[{HAN}][{LETTERS}])[{LETTERS}]{{0,5}}(?![{_LATIN}])")
        for match in tight.finditer(text):
            at = match.start() - 1
            if not match[0].isascii() and fits(text[at], match[0]):
                yield Reading(at + 1, match.end(), at, match[0], "tight")
