"""Which readings a path through a stretch may gain enough by: bounds that are quickly told.

They are looser than the search in `judge`, so that what they leave out would have been searched in
vain. Only of a line of a few characters they ask for more than `repair` does.
"""

from __future__ import annotations

from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from unionclean.chars import CJK_MARKS, regex
from unionclean.steps.mojibake.bound import Standing
from unionclean.steps.mojibake.codepages import EUC_KR, ByteTable, byte_table
from unionclean.steps.mojibake.facts import NO, UTF8, best, ceiling, repaired
from unionclean.steps.mojibake.foreign import is_no_language
from unionclean.steps.mojibake.frequent import is_usual
from unionclean.steps.mojibake.judge import FLOOR, MARGIN, border, borders_in
from unionclean.steps.mojibake.readings import Reading, find_candidate
from unionclean.steps.mojibake.rightly import WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unionclean.language import Model

_NEVER: Final = -1e9
_POOREST: Final = -10.0  # the least mean log probability that `repair` takes for Chinese
_WHOLE_RUN: Final = f"{WHOLE}[\\x00-\\x7f]*(?:{WHOLE}[\\x00-\\x7f]*)*"
_INSIDE: Final = border("中", "中")
_FOREIGN: Final = "[\x80-\u2e7f]"  # beside Han an edge of its own
_EDGES: Final = {char: border(char, "中") for char in "\n" + CJK_MARKS + ' \t\u3000<>|()[]"'}


def utf8_readings(
    stretch: str,
    places: int,
    outside: tuple[str, str],
    suspects: frozenset[str],
    model: Model,
) -> list[Reading]:
    """Return the readings by which characters of UTF-8 may be a repair, with lost bytes beside."""
    found: list[Reading] = []
    standing = Standing(stretch, outside, model)
    for place, wrong in enumerate(UTF8):
        if not places >> place & 1:
            continue
        if not _has_good_part(stretch, byte_table(wrong), model):
            continue
        reading = Reading(wrong, "utf-8")
        least = [MARGIN / 2 if wrong is EUC_KR else MARGIN] * len(stretch)
        measured = partial(standing.may_gain, reading=reading, suspects=suspects, least=least)
        if find_candidate(stretch, reading, suspects, measured) is not None:
            found.append(reading)
    return found


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
        first = run.start()
        while first and raw[first - 1] < "\x80":
            first -= 1
        part = _aligned(raw[first : run.end()], first, starts)
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


def pair_readings(
    stretch: str, readings: list[Reading], outside: tuple[str, str], model: Model
) -> list[Reading]:
    """Return the readings in which a path through the stretch gains what a repair must gain."""
    whole = f"{outside[0]}{stretch}{outside[1]}"
    raw_costs = model.pairs(whole)
    costs = [max(cost, FLOOR) for cost in raw_costs]
    if regex(_FOREIGN).search(whole):
        borders = borders_in(whole, single=True)
    else:
        edges = [_EDGES.get(char, _INSIDE) for char in whole]
        borders = list(map(min, edges, edges[1:]))
    exits = [
        edge - max(0.0, ceiling[char] - cost)
        for char, cost, edge in zip(stretch[1:], costs[1:], borders[1:], strict=False)
    ]
    exits.append(borders[-1])
    found: list[Reading] = []
    tried: dict[str, bool] = {}  # two of them differ in characters that few texts have
    for reading in readings:
        margin = MARGIN / 2 if is_no_language(reading.wrong, stretch) else MARGIN
        if not _may_gain(map(best(*reading).__getitem__, stretch), costs, borders, exits, margin):
            continue
        new = stretch.translate(repaired(*reading))
        if new not in tried:
            tried[new] = _gains(whole, new, raw_costs, costs, borders, margin, model)
        if tried[new]:
            found.append(reading)
    return found


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
