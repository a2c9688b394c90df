"""How strongly the annotations of a document speak for a farm, and how strongly against it."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.language import load
from unionclean.steps.pinyin.tables import (
    GLOSSED,
    LADDER,
    NEVER,
    READINGS_B,
    TABLE_B,
    has_other_form,
    load_tables,
    toneless,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from unionclean.steps.pinyin.tables import Tables

# Weights per distinct character. Known farm tables hold common characters only: the rarest of the
# ladder has -11 nats in the language model.
KNOWN, COMMON, RARE = 2.0, 0.5, 0.2
RAREST: Final = -11.0
# Pages that annotate the last rungs of the ladder have a larger table than is known, with such
# characters as 勵 and 險: all that are common, one in 100,000. Authors gloss 鉀 and 讒 there.
LAST_RUNGS: Final = frozenset(LADDER[-10:])  # places in the ladder may be ten wrong
RAREST_BEYOND: Final = -11.5

REPEATED, REPEATED_KNOWN = 0.5, 1.0  # for each further place, up to four of them
HONEST: Final = -3.0  # a gloss on a character without another form, or one annotated now and then
OTHER_READING: Final = -2.0  # a person glosses the reading that is not the usual one

CONTRADICTION: Final = -1.5  # a bare character that the ladder puts before an annotated one
MOST_CONTRADICTED: Final = 4  # of them count

_KNOWN: Final = frozenset(LADDER + TABLE_B)
_TABLE_B: Final = frozenset(TABLE_B)


class Weighed(NamedTuple):
    """The sum of the weights, and the characters that spoke for a farm with their readings.

    ``unordered`` is the sum without the ladder, for a farm that annotates known characters in an
    order of its own; ``unknown`` is that for a farm whose table nobody has seen: no character is
    known for it.
    """

    score: float
    unordered: float
    unknown: float
    table: dict[str, str]
    repeated: bool  # one of them is annotated at five places or more, or at three (see there)
    simplified: bool  # most of them are Simplified characters


def weigh(
    holds: Callable[[str], bool],
    glossed: Mapping[str, Mapping[str, int]],
    elsewhere: Mapping[str, Mapping[str, int]],
    counts: Mapping[str, int],
    *,
    tones: bool,
) -> Weighed:
    """Weigh the annotations ``glossed`` (character -> reading -> count).

    ``elsewhere`` holds annotations of another kind: their places are not bare. ``counts`` says
    how often each character stands in the text, ``holds`` whether one does.
    """
    tables = load_tables()
    score, repeated, simplified = 0.0, False, 0
    known_more = 0.0  # what the known tables add
    table: dict[str, str] = {}
    for char, readings in glossed.items():
        reading, count = most_frequent(readings)
        kind = _kind(char, reading, tones)
        if kind is None:
            score += HONEST
            continue
        places = counts[char]
        if char in elsewhere:
            places -= sum(elsewhere[char].values())
        usual, known, weight, often = kind
        if not usual and not (count > 1 and count == places):
            score += OTHER_READING
        elif count < places and not is_always(count, places):
            score += HONEST
        else:
            further = REPEATED_KNOWN if known else REPEATED
            score += weight + further * min(count - 1, 4)
            if known:
                known_more += KNOWN - COMMON + (further - REPEATED) * min(count - 1, 4)
            table[char] = reading
            repeated = repeated or count >= often
            simplified += char in tables.farm
    ordered = score + _contradictions(holds, table, tables)
    simple = simplified * 2 > len(table)
    return Weighed(ordered, score, score - known_more, table, repeated, simple)


def most_frequent(readings: Mapping[str, int]) -> tuple[str, int]:
    """Return the reading of a character that is written most often, and how often."""
    if len(readings) == 1:  # as on nearly all pages
        return next(iter(readings.items()))
    return max(readings.items(), key=itemgetter(1))


@lru_cache(maxsize=1 << 14)
def _kind(char: str, reading: str, tones: bool) -> tuple[bool, bool, float, int] | None:
    """Return what `weigh` asks about a character with another form and its reading.

    Whether a farm injects it, whether a known one does, the weight, and at how many places it has
    to stand to decide alone.
    """
    if not has_other_form(char):
        return None
    known = is_known(char)
    usual = reading in farm_readings(char, tones=tones)
    return usual, known, weight_of(char), 3 if known and char not in GLOSSED else 5


def _contradictions(
    holds: Callable[[str], bool], table: Mapping[str, str], tables: Tables
) -> float:
    """Return what the ladder says: before an annotated character there is no bare one.

    Places up to 15 apart may be wrong in the ladder as it is known. Tables of other generations
    do not follow it, so this never outweighs many annotated characters.
    """
    annotated = {tables.farm.get(char, char) for char in table}
    if annotated <= _TABLE_B:
        return 0.0
    last = max(map(LADDER.find, annotated), default=-1)
    early = LADDER[: max(last - 15, 0)]
    bare = (char for char in early if char not in annotated and holds(char))
    return CONTRADICTION * sum(1 for _ in islice(bare, MOST_CONTRADICTED))


def is_always(count: int, places: int) -> bool:
    """Tell whether ``count`` of ``places`` means always.

    In 2,700 annotations of damaged pages there was no exception at all; the margin is for
    sentences copied from elsewhere and for characters that damage has built by chance.
    """
    return count >= 0.95 * places or (count >= 4 and places - count <= 1)


def weight_of(char: str) -> float:
    """Return how much an annotation of ``char`` says.

    Farms annotate common characters, and some of these the known ones never do.
    """
    tables = load_tables()
    if is_known(char):
        return KNOWN
    if tables.farm.get(char, char) in NEVER:
        return RARE
    return COMMON if is_common(char) else RARE


def is_common(char: str, rarest: float = RAREST) -> bool:
    """Tell whether ``char`` is as common as what the known tables of farms hold."""
    return load().char(load_tables().simple.get(char, char)) >= rarest


@cache
def is_known(char: str) -> bool:
    """Tell whether a known table of a farm holds ``char`` (or its Traditional form)."""
    return load_tables().farm.get(char, char) in _KNOWN


@cache
def farm_readings(char: str, *, tones: bool = True) -> frozenset[str]:
    """Return the readings that a farm may inject after ``char``.

    The first one of the Traditional form (generation A) or of the Simplified one, and the few
    known ones of generation B.
    """
    tables = load_tables()
    traditional = tables.farm.get(char, char)
    simple = tables.simple.get(traditional, traditional)
    readings = {tables.first(traditional), tables.first(simple)}
    readings.add(READINGS_B.get(traditional, "").strip())
    return frozenset(readings if tones else map(toneless, readings))
