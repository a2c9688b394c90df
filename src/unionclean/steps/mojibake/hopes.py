"""What may still be found in a stretch: most of it is ruled out in microseconds.

Clean text has places with rare names, and at each of them the search would try dozens of readings
and take a thousand times as long. What `judge`, `grade` and `repair` demand of a repair is asked
here in a cheaper order: first of the suspects and the characters beside them, by what their bytes
may be part of, then, in `gains`, of the best path through the stretch. Only the readings that are
left are searched.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import HAN, regex
from unionclean.steps.mojibake.codepages import CP437, GBK, LATIN, MAC_ROMAN, byte_table
from unionclean.steps.mojibake.double import has_whole_run
from unionclean.steps.mojibake.facts import (
    BEGIN,
    BEGINS,
    CLOSE,
    LAST,
    LETTER,
    PAIRS,
    SECOND,
    SIGN,
    SIGNS,
    THIRD,
    known,
)
from unionclean.steps.mojibake.frequent import is_usual
from unionclean.steps.mojibake.gains import pair_readings, utf8_readings
from unionclean.steps.mojibake.plausible import may_be_short
from unionclean.steps.mojibake.readings import Reading, may_be_single, possible_readings
from unionclean.steps.mojibake.rightly import WHOLE, two_byte_char
from unionclean.steps.mojibake.suspects import ALONE, ENOUGH, weight

if TYPE_CHECKING:
    from unionclean.language import Model

# Marks of lost bytes, private use and what is one byte let the others be paired in more ways.
_OTHERWISE: Final = "[\x80€\ufffd\ue000-\uf8ff\uff61-\uff9f]"
_HAN: Final = f"[{HAN}]"
_LONGEST: Final = 400  # characters of a stretch; in longer ones something is nearly always possible
# Stretches remembered, in some 15 MB: after another step has changed a page, the same is asked of
# all that it left. A megabyte of Chinese with Japanese in it has that many.
_MOST_KNOWN: Final = 20_000
_OF_GBK: Final = 1 << BEGIN | 1 << CLOSE | 1 << LETTER  # characters of UTF-8 read as GBK


class Hopes(NamedTuple):
    """What is not proven to find nothing in a stretch: readings, and the search for two of them."""

    readings: frozenset[Reading] | None  # or ``None``, if it may be any
    double: bool

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return self.double or self.readings is None or bool(self.readings)


ANY: Final = Hopes(None, double=True)
NONE: Final = Hopes(frozenset(), double=False)


def find_hopes(
    stretch: str, outside: tuple[str, str], suspects: frozenset[str], model: Model
) -> Hopes:
    """Return which readings may repair ``stretch``.

    ``outside`` holds the characters before and after it. The proof is for a document in which no
    kind of damage is known yet.
    """
    if len(stretch) > _LONGEST or regex(_OTHERWISE).search(stretch):
        return ANY
    return _find(stretch, outside, suspects.intersection(stretch), model)


@lru_cache(maxsize=_MOST_KNOWN)
def _find(stretch: str, outside: tuple[str, str], suspects: frozenset[str], model: Model) -> Hopes:
    found = _single_readings(stretch, suspects)
    once, explained = _explained(stretch, suspects)
    utf8 = (explained >> BEGIN | explained >> CLOSE | explained >> SIGN) & 0xF
    if utf8:
        found += utf8_readings(stretch, utf8, outside, suspects, model)
    pairs = [reading for place, reading in enumerate(PAIRS) if explained >> place & 1]
    if pairs:
        found += pair_readings(stretch, pairs, outside, model)
    double = _may_be_double(stretch, once)
    return Hopes(frozenset(found), double) if found or double else NONE


def _explained(stretch: str, suspects: frozenset[str]) -> tuple[int, int]:
    """Return the bits of `known` for the readings that explain one suspect of the stretch, and two.

    A suspect is explained if it is one of three in a row that become usual characters, or two of
    UTF-8; where bytes were lost, one of the two may only begin one, with its first byte or its
    second. If it is the only Han, or says enough by itself, no other is needed, and where there is
    none (short lines are looked at, too) each character counts.
    """
    letters = regex("[\\x00-\\x7f]+").sub("", stretch)
    han = len(regex(_HAN).findall("".join(suspects)))
    places = [place for place, char in enumerate(letters) if char in suspects] if han else []
    facts = [0, 0, *map(known.__getitem__, letters), LAST, 0]
    once = begun = twice = 0
    for place in places or range(len(letters)):
        before, one, two, three, after = facts[place : place + 5]
        second = two >> SECOND
        explained = (
            before & one >> SECOND & two >> THIRD
            | one & second & three >> THIRD
            | two & three >> SECOND & after >> THIRD
            | two & SIGNS
        )
        begins = (two | second) & BEGINS
        twice |= explained & (once | begun) | once & begins
        once |= explained
        begun |= begins
        if letters[place] in ALONE or weight(letters[place]) >= ENOUGH:
            twice |= explained
    return once, twice if han > 1 else once


def _single_readings(stretch: str, suspects: frozenset[str]) -> list[Reading]:
    """Return the readings of single bytes under which enough of ``stretch`` is usual."""
    if not may_be_single(stretch):
        return []
    possible = [reading for reading in possible_readings(stretch, suspects) if reading.wrong.single]
    return [
        reading
        for reading in possible
        if _has_usual(stretch.translate(byte_table(reading.wrong)), reading.right)
    ]


def _has_usual(raw: str, right: str) -> bool:
    """Tell whether the bytes have a usual character, or in an encoding of two bytes three.

    Two of those are enough where they may be a word or a name: beside signs or capitals that stand
    in no word of letters.
    """
    if right == "utf-8":
        found = regex(WHOLE).finditer(raw)
        return any(is_usual(hit.group().encode("latin-1").decode()) for hit in found)
    count = end = 0
    for hit in regex("[\x81-\xfe](?=[@-~\x80-\xfe])").finditer(raw):
        start = hit.start()
        if start >= end and _is_usual_pair(raw[start : start + 2], right):
            count += 1
            end = start + 2
    return count > 2 or (count == 2 and may_be_short(raw))


@cache  # there are 24,000 of them
def _is_usual_pair(raw: str, codec: str) -> bool:
    char = two_byte_char(codec, raw)
    return char != "" and is_usual(char)


def _may_be_double(stretch: str, explained: int) -> bool:
    """Tell whether `find_double` finds a run of characters to look at."""
    if explained & _OF_GBK and has_whole_run(stretch.translate(byte_table(GBK))):
        return True
    return regex(_two_single_bytes()).search(stretch) is not None and any(
        has_whole_run(stretch.translate(byte_table(wrong))) for wrong in (LATIN, CP437, MAC_ROMAN)
    )


@cache
def _two_single_bytes() -> str:
    """Return a pattern of two bytes in a row, in the encodings of single bytes asked there."""
    high = bytes(range(0x80, 0x100))
    names = ("latin-1", "cp437", "mac-roman")
    letters = "".join(sorted({char for name in names for char in high.decode(name)}))
    return f"[{letters}]{{2}}"
