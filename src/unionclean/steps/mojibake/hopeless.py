"""Which stretches no repair is found in: proven in microseconds, where the search takes a thousand.

Clean text has places with rare names, and at each of them the search would try a dozen readings.
What `judge` and `repair` demand of a repair is asked here in a cheaper order: first of the
characters, by what their bytes may be part of, then of the best path through the stretch. Only
what is proven is left out, so that a stretch that passes is searched as ever.
"""

from __future__ import annotations

from functools import cache, partial
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from unionclean.chars import CJK_MARKS, regex
from unionclean.steps.mojibake.bound import Standing
from unionclean.steps.mojibake.codepages import (
    CP437,
    EUC_KR,
    GBK,
    LATIN,
    MAC_ROMAN,
    ByteTable,
    byte_table,
)
from unionclean.steps.mojibake.double import has_whole_run
from unionclean.steps.mojibake.facts import (
    BEGIN,
    CLOSE,
    ENCODED,
    LAST,
    NO,
    PAIRS,
    SECOND,
    SIGN,
    SINGLE,
    THIRD,
    UTF8,
    WRONG,
    best,
    ceiling,
    known,
    repaired,
)
from unionclean.steps.mojibake.frequent import is_usual
from unionclean.steps.mojibake.judge import FLOOR, MARGIN, border
from unionclean.steps.mojibake.plausible import has_odd_hangul
from unionclean.steps.mojibake.readings import (
    Reading,
    find_candidate,
    possible_readings,
)
from unionclean.steps.mojibake.rightly import WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unionclean.language import Model

# Marks of lost bytes and private use let the others be paired in more ways.
_OTHERWISE: Final = "[€\ufffd\ue000-\uf8ff]"
_LONGEST: Final = 400  # characters of a stretch; in longer ones something is nearly always possible
_NEVER: Final = -1e9
_POOREST: Final = -10.0  # the least mean log probability that `repair` takes for Chinese
_WHOLE_RUN: Final = f"[\\x00-\\x7f]*(?:{WHOLE}[\\x00-\\x7f]*)+"
_INSIDE: Final = border("中", "中")
_EDGES: Final = {char: border(char, "中") for char in "\n" + CJK_MARKS + ' \t\u3000<>|()[]"'}


def is_hopeless(
    stretch: str, outside: tuple[str, str], suspects: frozenset[str], model: Model
) -> bool:
    """Tell whether it is proven that no repair of ``stretch`` is found.

    ``outside`` holds the characters before and after it. The proof is for a document in which no
    kind of damage is known yet.
    """
    if len(stretch) > _LONGEST or regex(_OTHERWISE).search(stretch):
        return False
    letters = [known[char] for char in stretch if char >= "\x80"]
    possible = every = 0
    rows = zip(letters, [*letters[1:], 0], [*letters[2:], LAST, 0], strict=False)
    for one, two, three in rows:
        possible |= one & two >> SECOND & three >> THIRD
        every |= one
    if every >> SINGLE or possible_readings(stretch) is not possible_readings(""):
        return False
    suspects = suspects.intersection(stretch)
    encoded = 0 if suspects else ~0
    for char in suspects:
        encoded |= known[char] >> ENCODED
    if _may_be_double(stretch):
        return False
    utf8 = (possible >> BEGIN | possible >> CLOSE | every >> SIGN) & 0xF & _of_utf8(encoded)
    if utf8 and _may_be_utf8(stretch, utf8, outside, suspects, model):
        return False
    pairs = [
        reading
        for place, reading in enumerate(PAIRS)
        if possible >> place & 1 and encoded >> WRONG.index(reading.wrong) & 1
    ]
    return not pairs or not _may_be_pairs(stretch, pairs, outside, model)


def _may_be_double(stretch: str) -> bool:
    """Tell whether `find_double` finds a run of characters to look at."""
    if has_whole_run(stretch.translate(byte_table(GBK))):
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


def _of_utf8(encoded: int) -> int:
    """Return the places in `UTF8` of ``encoded``, which are places in `WRONG`."""
    return encoded & 3 | encoded >> 1 & 0xC


def _may_be_utf8(
    stretch: str,
    places: int,
    outside: tuple[str, str],
    suspects: frozenset[str],
    model: Model,
) -> bool:
    """Tell whether characters of UTF-8 may be a repair, with lost bytes beside them."""
    standing = Standing(stretch, outside, model)
    for place, wrong in enumerate(UTF8):
        if not places >> place & 1:
            continue
        if not _has_good_part(stretch, byte_table(wrong), model):
            continue
        reading = Reading(wrong, "utf-8")
        margin = MARGIN / 2 if wrong is EUC_KR else MARGIN
        measured = partial(standing.may_gain, reading=reading, suspects=suspects, margin=margin)
        if find_candidate(stretch, reading, suspects, measured) is not None:
            return True
    return False


def _has_good_part(stretch: str, table: ByteTable, model: Model) -> bool:
    """Tell whether some characters, with all of their bytes, are usual ones, and some likely.

    All others of a repair are guesses, and a repair is more than those: of its whole characters
    most must be usual, and on average they must be likely.
    """
    raw = stretch.translate(table)
    starts: set[int] = set()
    usual = likely = False
    for run in regex(_WHOLE_RUN).finditer(raw):
        starts = starts or {
            0,
            *accumulate(map(len, map(table.__getitem__, map(ord, stretch)))),
        }
        part = _aligned(run.group(), run.start(), starts)
        letters = [char for char in part if char >= "\x80"]
        if not letters:
            continue
        if len(letters) > 2:
            return True  # so many in a row are worth a search
        usual = usual or all(map(is_usual, letters))
        # A repair begins with any of them, so that nothing stands before it.
        pairs = map(model.pair, f"\n{part}", part)
        best = (max(model.char(char), pair) for char, pair in zip(part, pairs, strict=True))
        score = sum(value for char, value in zip(part, best, strict=True) if char >= "\x80")
        likely = likely or score > _POOREST * len(letters)
        if usual and likely:
            return True
    return False


def _aligned(raw: str, start: int, starts: set[int]) -> str:
    """Return the characters of the bytes ``raw`` from the first to the last that is aligned.

    They are those between two places in ``starts``, where damaged characters begin.
    """
    place, first, last = start, -1, -1
    text = raw.encode("latin-1").decode("utf-8")
    for number, char in enumerate(text):
        if place in starts:
            first, last = (number, number) if first < 0 else (first, number)
        place += 1 if char < "\x80" else 2 if char < "\u0800" else 3 if char < "\U00010000" else 4
    if place in starts:
        last = len(text)
    return text[first:last] if first >= 0 else ""


def _may_be_pairs(
    stretch: str, readings: list[Reading], outside: tuple[str, str], model: Model
) -> bool:
    """Tell whether a path through the stretch gains what a repair must gain."""
    whole = f"{outside[0]}{stretch}{outside[1]}"
    raw_costs = model.pairs(whole)
    costs = [max(cost, FLOOR) for cost in raw_costs]
    edges = [_EDGES.get(char, _INSIDE) for char in whole]
    borders = list(map(min, edges, edges[1:]))
    exits = [
        edge - max(0.0, ceiling[char] - cost)
        for char, cost, edge in zip(stretch[1:], costs[1:], borders[1:], strict=False)
    ]
    exits.append(borders[-1])
    tried = ""
    for reading in readings:
        odd = reading.wrong is EUC_KR and has_odd_hangul(stretch)
        margin = MARGIN / 2 if odd else MARGIN
        if not _may_gain(map(best(*reading).__getitem__, stretch), costs, borders, exits, margin):
            continue
        new = stretch.translate(repaired(*reading))
        if new != tried and _gains(whole, new, raw_costs, costs, borders, margin, model):
            return True
        tried = new
    return False


def _may_gain(
    values: Iterable[float],
    costs: Sequence[float],
    borders: Sequence[float],
    exits: Sequence[float],
    margin: float,
) -> bool:
    """Tell whether a part of the stretch may gain the margin: the bound of `Standing`, but fast."""
    running = _NEVER
    for value, cost, edge, leaving in zip(values, costs, borders, exits, strict=False):
        running = max(running, -edge)
        running += value - cost
        if running - leaving >= margin:
            return True
    return False


def _gains(  # noqa: PLR0917 - the columns of one table
    whole: str,
    new: str,
    raw_costs: Sequence[float],
    costs: Sequence[float],
    borders: Sequence[float],
    margin: float,
    model: Model,
) -> bool:
    """Tell whether a part of the stretch gains the margin: every pair of characters is weighed."""
    # Each repaired character after and before the one that stands: even ones, then odd ones.
    even, odd = list(whole), list(whole)
    even[1:-1:2], odd[2:-1:2] = new[::2], new[1::2]
    entering, others = model.pairs("".join(even)), model.pairs("".join(odd))
    leaving = entering[1:]
    entering[1::2] = others[1::2]
    leaving[1::2] = others[2::2]
    leaving[-1] = raw_costs[-1]  # at the end nothing is gained by what follows
    run = _NEVER
    rows = zip(
        new,
        [_NEVER, *model.pairs(new)],
        costs,
        entering,
        borders,
        leaving,
        raw_costs[1:],
        strict=False,
    )
    for place, (char, inside, cost, entry, edge, exit_, after) in enumerate(rows, 1):
        run += inside
        run = max(run, entry - edge)
        run = run - cost if char != NO else _NEVER
        if run + max(exit_, FLOOR) - after - borders[place] >= margin:
            return True
    return False
