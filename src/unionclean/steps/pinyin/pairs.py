"""The annotations of a document as pairs: a character, and what stands in its bracket."""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from unionclean.steps.pinyin.tables import (
    READINGS_B,
    Tables,
    has_other_form,
    load_tables,
    toneless,
)
from unionclean.steps.pinyin.weigh import (
    LAST_RUNGS,
    RAREST,
    RAREST_BEYOND,
    Weighed,
    farm_readings,
    is_common,
    is_known,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOSTLY: Final = 0.8
"""Share of known characters on a page of a known farm: an author's glosses are among the rest."""

FEW_SIMPLIFIED: Final = 4
"""Simplified characters with readings that are too few for another damaged page in the text."""

Pairs = dict[tuple[str, str], int]
Counts = dict[str, dict[str, int]]


def usual_bracket(found: Mapping[tuple[str, str, str], int], tables: Tables) -> str:
    """Return the opening bracket that most annotations have; a gloss may use the other one."""
    if all(bracket == "(" for bracket, _, _ in found):
        return "("
    count = Counter[str]()
    for (bracket, char, content), n in found.items():
        if tables.fits(char, content.strip()) or _fits_toneless(char, content.strip()):
            count[bracket] += n
    return count.most_common(1)[0][0] if count else "("


@lru_cache(maxsize=1 << 14)
def _is_marked(char: str, reading: str) -> bool:
    """Tell whether ``reading`` is one of ``char`` with its tone.

    A neutral tone has no mark; as the first reading of a character with another form (嗎 ma, 們
    men) it counts, elsewhere (的 de) it rather comes from a toneless pass.
    """
    if not load_tables().fits(char, reading):
        return False
    neutral = reading == toneless(reading)
    return not neutral or (has_other_form(char) and reading in farm_readings(char))


def _fits_toneless(char: str, reading: str) -> bool:
    return reading in _plain_readings(char)


@cache
def _plain_readings(char: str) -> frozenset[str]:
    return frozenset(map(toneless, load_tables().readings.get(char, ())))


def count_by_char(pairs: Pairs) -> tuple[Counts, Counts]:
    """Return character -> reading -> count, of readings with tone and of those without."""
    marked: Counts = {}
    plain: Counts = {}
    for (char, content), n in pairs.items():
        reading = content.strip()
        if _is_marked(char, reading):
            readings = marked.setdefault(char, {})
        elif _fits_toneless(char, reading):
            readings = plain.setdefault(char, {})
        else:
            continue
        readings[reading] = readings.get(reading, 0) + n
    # Where no other reading has a tone, neutral ones are as toneless as the rest.
    if plain and all(reading == toneless(reading) for one in marked.values() for reading in one):
        for char, readings in marked.items():
            plain[char] = plain.get(char, {}) | readings
        marked = {}
    return marked, plain


def injected_pairs(
    pairs: Pairs, glossed: Counts, weighed: Weighed, *, tones: bool
) -> set[tuple[str, str]]:
    """Return the pairs that were injected: those of the table, and its exceptions.

    A character that is annotated at some places only may stand in a sentence from elsewhere, or
    have lost its annotation with other bytes. If a farm is known to use it, its usual reading was
    injected; of other characters, three places with the usual reading are no gloss either.
    """
    chosen = set()
    honest = _honest(glossed, weighed)
    for char, content in pairs:
        reading = content.strip()
        count = glossed[char].get(reading, 0) if char in glossed else 0
        if char not in honest and (
            weighed.table.get(char) == reading
            or (
                count >= (1 if _is_plainly_known(char, glossed, weighed) else 3)
                and has_other_form(char)
                and reading in farm_readings(char, tones=tones)
            )
        ):
            chosen.add((char, content))
    return chosen


def _is_plainly_known(char: str, glossed: Counts, weighed: Weighed) -> bool:
    """Tell whether known farms annotate ``char``, and the page writes nothing against that.

    Such as another reading of it, 長(cháng)、長(zhǎng), or a Simplified form among converted ones.
    """
    odd = char in load_tables().farm and not weighed.simplified
    return is_known(char) and len(glossed.get(char, ())) < 2 and not odd


def _honest(glossed: Counts, weighed: Weighed) -> set[str]:
    """Return the characters that the author of a damaged page gave a reading.

    Rare ones, on a page that otherwise annotates what known farms do; and a few Simplified ones on
    a page in Traditional, which a farm would have converted first.
    """
    beyond = not LAST_RUNGS.isdisjoint(load_tables().farm.get(char, char) for char in weighed.table)
    rarest = RAREST_BEYOND if beyond else RAREST
    rare = {char for char in weighed.table if not is_known(char) and not is_common(char, rarest)}
    known = sum(map(is_known, weighed.table))
    honest: set[str] = set()
    if known >= MOSTLY * (len(weighed.table) - len(rare)):
        honest |= {char for char in rare if sum(glossed[char].values()) < 3}
    simplified = {char for char in weighed.table if char in load_tables().farm}
    if not weighed.simplified and len(simplified) < FEW_SIMPLIFIED:
        honest |= simplified
    return honest


def fitting_pairs(pairs: Pairs, tables: Tables, *, toneless_only: bool) -> set[tuple[str, str]]:
    """Return the pairs that a pass at random may have made: any reading of the character."""
    return {
        (char, content)
        for char, content in pairs
        if _fits_toneless(char, content)
        or (not toneless_only and tables.fits(char, content.strip()))
    }


def with_blanks(pairs: Pairs, tables: Tables, *, odd: bool) -> set[tuple[str, str]]:
    """Return the annotations of generation E: Simplified, a blank before the bracket closes.

    Only characters without another form count: those with one may come from generation B. Nine
    of ten such annotations have the blank, and three of four the first reading (a table that knows
    words reads 行 as háng). Three characters are enough, or one beside an emoji in a reading.
    """
    with_blank = without = first = 0
    chars = set()
    fitting = set()
    for (char, content), n in pairs.items():
        if not tables.fits(char, content.strip()):
            continue
        if content.endswith(" "):
            fitting.add((char, content))
        if char in tables.simple:
            continue
        if content.endswith(" "):
            with_blank += n
            first += n * (content.strip() == tables.first(char))
            chars.add(char)
        else:
            without += n
    if len(chars) < (1 if odd else 3) or with_blank < 9 * without or first < 0.75 * with_blank:
        return set()
    return fitting


def has_b_blank(pairs: Pairs) -> bool:
    """Tell whether a reading has the blank that generation B writes into it: 會(huì )."""
    return any(content == READINGS_B.get(char) and content[-1] == " " for char, content in pairs)


def contents_by_char(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Return what stands in the brackets behind each character."""
    found: dict[str, set[str]] = {}
    for char, content in pairs:
        found.setdefault(char, set()).add(content)
    return {char: frozenset(contents) for char, contents in found.items()}
