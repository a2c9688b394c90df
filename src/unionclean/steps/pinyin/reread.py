"""The likeliest path of the search, weighed again by the words it makes and the line around it.

The search knows one character before each one. So 來。口 is as good as 來海口 to it: a stop may
stand after any character, and any character after a stop. Of the ways to each state of its path
that are not much worse, the one is taken that reads best where it stands.
"""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from unionclean.chars import HAN, pair_marks, regex
from unionclean.steps.pinyin.choose import as_read
from unionclean.steps.pinyin.clash import PARTNERS, QUOTED_STOP
from unionclean.steps.pinyin.states import path_to
from unionclean.steps.script.likelihood import load_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from unionclean.habits import Habits
    from unionclean.steps.pinyin.states import State

AROUND: Final = 3
"""Characters on each side that words are looked for in, as in mojibake."""

WORDS: Final = 0.5
"""How much words count beside pairs of characters."""

STOP: Final = 0.75
"""Nats by which one sentence follows another less often than the search believes.

Of ten simulated lots of 120 pages in two profiles, 0.5 to 1.5 leave the fewest errors, though few
less than 0; of four places on real pages, all are read so (專科 was read as 。科).
"""

CLOSED_INSIDE: Final = 8.0
"""Nats for a mark that closes what is opened on the path: the search took it for one too many."""

MARK: Final = f"[^{HAN}0-9A-Za-z０-９Ａ-Ｚａ-ｚ]"
REPEATED: Final = 1.3  # nats back for each further one of ！！ and ？？
MOST: Final = 6
"""Ways to one state that are weighed beside the likeliest one."""

FARTHEST: Final = 40
"""Characters back at which two ways may part; real ones part within ten."""


_score_of = itemgetter(0)


def reread(
    ends: Sequence[tuple[float, State]], around: Callable[[], tuple[str, str]], habits: Habits
) -> list[State]:
    """Return the path that reads best, of those to one of ``ends``, the likeliest one first.

    ``around`` gives the line before and after the path, without readings.
    """
    path = path_to(ends[0][1])
    choices = list(ends[1:])
    at, behind = len(path), ""
    while at:
        state = path[at - 1]
        if state.rival is not None:
            rivals = ((rival.score, rival) for rival in _rivals(state))
            choices += sorted(rivals, key=_score_of)[-MOST:]
        if choices:
            left, right = around()
            score = ends[0][0] if at == len(path) else state.score
            best = _choose(path[:at], [(score, state), *choices], left, behind + right, habits)
            if best is not None:
                path[:at] = best
                at = len(best)
                state = path[-1] if not behind else path[at - 1]
            choices = []
        behind = path[at - 1].new + behind
        at -= 1
    return path


def _rivals(state: State) -> Iterator[State]:
    rival = state.rival
    while rival is not None:
        yield rival
        rival = rival.rival


def _choose(
    path: list[State],
    choices: list[tuple[float, State]],
    left: str,
    right: str,
    habits: Habits,
) -> list[State] | None:
    """Return the path to the one of ``choices`` that reads best; ``None`` if it is ``path``."""
    places = {id(state): at for at, state in enumerate(path)}
    ways: list[tuple[float, int, list[State]]] = []
    for score, state in choices[1:]:
        way: list[State] = []
        step: State = state
        while step.back is not None and id(step) not in places and len(way) < FARTHEST:
            way.append(step)
            step = step.back
        parted = places.get(id(step), -1) + 1
        if parted > len(path) - FARTHEST and (parted or step.back is None):
            ways.append((score, parted, way[::-1]))
    if not ways:
        return None
    start = min(parted for _, parted, _ in ways)
    found = {_text(path[start:]): (choices[0][0], path)}
    for score, parted, way in ways:
        text = _text([*path[start:parted], *way])
        if text not in found or found[text][0] < score:
            found[text] = score, [*path[:parted], *way]
    if len(found) == 1:
        return None
    begun = _text(path[:start])
    before, after = (as_read(left) + begun)[-AROUND:], as_read(right)[:AROUND]

    def value(text: str) -> float:
        # A mark counts as much as any other one: which of them it is, the search has weighed.
        words = _score_words(regex(MARK).sub("，", before + text + after))
        pairs = _score_pairs(before[-1:] + text + after[:1], habits)
        closed = CLOSED_INSIDE * pair_marks(begun + text, PARTNERS)[0]
        stops = len(regex(f"。(?=[{HAN}])").findall(text + after[:1]))
        quoted = regex("[。！？][”」』](.)").findall(before[-2:] + text + after[:1])
        ended = sum(QUOTED_STOP.get(mark, 0.0) for mark in quoted)
        return found[text][0] + WORDS * (words + pairs + ended) - STOP * stops + closed

    chosen = found[max(found, key=value)][1]
    return None if chosen is path else chosen


def _text(path: list[State]) -> str:
    return as_read("".join(state.new for state in path))


def _score_pairs(text: str, habits: Habits) -> float:
    """Return what the pairs of ``text`` add that the document repeats, beyond their words."""
    score = 0.0
    for one, two in pairwise(text):
        if one == two and one in "！？" and habits.repeats_marks:
            score += REPEATED
        share = habits.joint(one, two)
        if share:
            score += max(math.log(share) - _score_words(one + two), 0.0)
    return score


@lru_cache(maxsize=1 << 12)  # a run is weighed with the same few ways again and again
def _score_words(text: str) -> float:
    return load_words().score(text)
