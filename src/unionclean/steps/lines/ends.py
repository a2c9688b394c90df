"""Whether the characters beside a line end stand inside a clause or where sentences end and begin.

`data/line_ends.txt` says for the last and the first one or two characters how much more frequent
they are inside clauses than at the ends of sentences and titles (scripts/build_line_ends.py).
"""

from __future__ import annotations

from functools import cache
from typing import Final

from unionclean.chars import OPENING, is_han
from unionclean.data import read_data

_STEP: Final = 0.25  # nats between two levels; fixed by scripts/build_line_ends.py
_MOST: Final = 4.0  # nats from one side: a few thousand sentences prove no more


def weigh_ends(before: str, after: str) -> float:
    """Return how much likelier the line end is inside a clause, in nats; 0 beside Latin and pauses.

    Before an opening mark only the end of the line speaks.

    >>> weigh_ends("我们要", "努力") > weigh_ends("味道很好", "下次再来")
    True
    """
    if not (is_han(before[-1]) and (is_han(after[0]) or after[0] in OPENING)):
        return 0.0
    ends, begins = _load()
    end = ends.get(before[-2:], ends.get(before[-1], 0.0))
    begin = begins.get(after[:2], begins.get(after[0], 0.0))
    return max(-_MOST, min(_MOST, end)) + max(-_MOST, min(_MOST, begin))


@cache
def _load() -> tuple[dict[str, float], dict[str, float]]:
    """Return the weights of ends and of beginnings."""
    sides: dict[str, dict[str, float]] = {"ends": {}, "begins": {}}
    for line in read_data("line_ends.txt").decode().splitlines():
        if not line.startswith("#"):
            side, level, *keys = line.split(" ")
            sides[side].update(dict.fromkeys(keys, int(level) * _STEP))
    return sides["ends"], sides["begins"]
