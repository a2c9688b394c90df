"""What a repair of a stretch can gain at most: tells at once that a search for one is in vain.

The search in `judge` weighs every path through a stretch. Before it, the bytes are gone over once:
each is given the best that any character with it can score, and if no stretch of those is so much
likelier than the text as it stands, no path is. In clean text with rare names, nine of ten
searches end here.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from unionclean.chars import CJK_MARKS, is_han, regex
from unionclean.language import load
from unionclean.steps.mojibake.codepages import HOLE, WALL
from unionclean.steps.mojibake.judge import FLOOR, LEFT_BYTE, ODD_BYTE, borders_in
from unionclean.steps.mojibake.rightly import WHOLE, two_byte_char

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionclean.language import Model
    from unionclean.steps.mojibake.readings import Reading

# How much likelier a character may be after the one before it than by itself. Single pairs have
# more; on average over a repair, none of the damaged samples of bench/mojibake.py has.
BOOST: Final = 4.0
BEST: Final = -0.25  # of any character
_NEVER: Final = -1e9
# Characters searched in vain after which a reading needs others: a page or two. Where there are few
# suspects, they may all have been seen by chance, and it takes more.
_VAIN: Final = 3_000
_VAIN_FEW: Final = 30_000
_MANY: Final = 8
# Characters in which the bound alone left no hope: long documents in an unusual language have many.
_VAIN_REFUSED: Final = 10_000
# Share of suspects that are new on the next page of the same damage; another kind has half of its
# own. Noise has new ones on every page: after a dozen of those, one of so many stretches is tried
# to see whether the damage has changed.
_NEW: Final = 0.2
_VAIN_ANY: Final = 10_000
_ONE_OF: Final = 8
_BEST_FOREIGN: Final = -4.0  # of a letter in a run of its alphabet, which has dozens


class _Vain:
    """What one reading was tried on without finding anything."""

    def __init__(self) -> None:
        self.size = 0
        self.passed = 0  # stretches that were not tried
        self.chars: set[str] = set()

    def add(self, stretch: str, suspects: frozenset[str]) -> None:
        self.size += len(stretch)
        self.chars |= suspects


class Prospects:
    """Which searches in a document may find anything.

    What most of them fail at is damage that no reading undoes, page after page. So a reading that
    has lately been tried in vain only is not tried again on the same characters.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._standing: Standing | None = None
        self._searched: defaultdict[Reading, _Vain] = defaultdict(_Vain)
        self._refused: defaultdict[Reading, _Vain] = defaultdict(_Vain)

    def is_vain(self, reading: Reading, suspects: frozenset[str]) -> bool:
        """Tell whether ``reading`` was tried often enough on text with ``suspects``."""
        searched = self._searched[reading]
        if len(suspects) < _MANY:
            return searched.size >= _VAIN_FEW and suspects <= searched.chars
        if searched.size >= _VAIN:
            new = len(suspects - searched.chars)
            if new <= _NEW * len(suspects):
                return True
            if searched.size >= _VAIN_ANY:
                searched.passed += 1
                return searched.passed % _ONE_OF > 0
        refused = self._refused[reading]
        return refused.size >= _VAIN_REFUSED and suspects <= refused.chars

    def learn(
        self, reading: Reading, stretch: str, suspects: frozenset[str], *, found: bool | None
    ) -> None:
        """Remember what a search in ``stretch`` gave; ``None`` if it was seen to be in vain."""
        if found:
            self._searched.pop(reading, None)
            self._refused.pop(reading, None)
        else:
            (self._refused if found is None else self._searched)[reading].add(stretch, suspects)

    def standing(self, stretch: str, outside: tuple[str, str]) -> Standing:
        """Return what ``stretch`` costs as it stands; that of the last one is kept."""
        if self._standing is None or not self._standing.is_of(stretch, outside):
            self._standing = Standing(stretch, outside, self._model)
        return self._standing


class Standing:
    """What a stretch costs as it stands, character by character, measured when first needed."""

    def __init__(self, stretch: str, outside: tuple[str, str], model: Model) -> None:
        self._stretch = stretch
        self._outside = outside
        self._model = model
        self._costs: list[float] = []
        self._entries: list[float] = []
        self._exits: list[float] = []

    def is_of(self, stretch: str, outside: tuple[str, str]) -> bool:
        """Tell whether these measurements are those of ``stretch``."""
        return self._stretch == stretch and self._outside == outside

    def may_gain(
        self,
        raw: str,
        offsets: Sequence[int],
        reading: Reading,
        suspects: frozenset[str],
        least: Sequence[float],
    ) -> bool:
        """Tell whether a part of the stretch may be so much likelier under ``reading``.

        ``raw`` is the stretch as bytes, and ``offsets`` tells where its characters begin. ``least``
        is what a repair has to gain, by the characters in it: as much as each of them asks for.
        """
        if not self._costs:
            self._measure()
        if reading.right == "utf-8":
            values = _utf8_values(self._stretch, raw, offsets, suspects)
        else:
            values = pair_values(raw, offsets, reading.right)
        return any(self._may_reach(most, values, least) for most in set(least))

    def _may_reach(self, most: float, values: Sequence[float], least: Sequence[float]) -> bool:
        """Tell whether a part whose characters ask for no more may gain ``most``."""
        running = _NEVER
        places = zip(values, self._costs, self._entries, self._exits, least, strict=True)
        for value, cost, entry, leaving, asked in places:
            running = max(running, -entry) + value - cost if asked <= most else _NEVER
            if running - leaving >= most:
                return True
        return False

    def _measure(self) -> None:
        model, stretch = self._model, self._stretch
        before, after = self._outside
        whole = f"{before}{stretch}{after}"
        costs = [max(cost, FLOOR) for cost in model.pairs(whole)]
        borders = borders_in(whole, single=True)
        self._costs = costs[:-1]
        self._entries = borders[:-1]
        # The character after a repair may be likelier after it, too.
        self._exits = [
            leaving - max(0.0, min(model.char(char) + BOOST, BEST) - cost)
            for char, cost, leaving in zip(stretch[1:], costs[1:], borders[1:], strict=False)
        ]
        self._exits.append(borders[-1])


def _utf8_values(
    stretch: str, raw: str, offsets: Sequence[int], suspects: frozenset[str]
) -> list[float]:
    """Return the best score of the bytes of each character, in UTF-8."""
    costs = [_NEVER] * len(raw)
    # Beside a mark of a lost byte, which a blank may be as well, others cost less.
    lossy = HOLE in raw or "?" in raw or " " in raw
    for char, start, end in zip(stretch, offsets, offsets[1:], strict=False):
        if raw[start] != WALL:
            value = LEFT_BYTE if lossy or char in suspects else ODD_BYTE
            costs[start:end] = [BEST if raw[start] < "\x80" else value] * (end - start)
    for hit in regex(WHOLE).finditer(raw):
        start, end = hit.span()
        value = _best_utf8(hit.group())
        costs[start:end] = [max(value, cost) for cost in costs[start:end]]
    return [sum(costs[start:end]) for start, end in pairwise(offsets)]


def pair_values(raw: str, offsets: Sequence[int], codec: str) -> list[float]:
    """Return the best score of the bytes of each character, in an encoding of two."""
    halves = _halves(codec)
    ends = offsets[1:]
    singles = len(raw) < 2 * len(ends) and any(
        raw[start] >= "\x80" and end - start == 1 and raw[start] != WALL
        for start, end in pairwise(offsets)
    )
    if not singles:
        # Characters of two bytes each, which nothing can shift: each is one, as it was.
        return [halves[raw[start:end]] * (end - start) for start, end in pairwise(offsets)]
    at = [halves[raw[place : place + 2]] for place in range(len(raw))]
    values = [
        BEST if byte < "\x80" else max(one, other)
        for byte, one, other in zip(raw, at, [_NEVER, *at], strict=False)
    ]
    if HOLE in raw:
        # It stands for a byte that pairs with the one before it or the one after.
        for hit in regex(f"[^{WALL}]?{HOLE}[^{WALL}]?").finditer(raw):
            for place in range(*hit.span()):
                values[place] = max(values[place], LEFT_BYTE)
    return [sum(values[start:end]) for start, end in pairwise(offsets)]


@cache
def _best_utf8(raw: str) -> float:
    return _best(raw.encode("latin-1").decode("utf-8")) / len(raw)


class _Halves(dict[str, float]):
    """Bytes -> the best score of their character, for one of them."""

    def __init__(self, codec: str) -> None:
        super().__init__()
        self._codec = codec

    def __missing__(self, raw: str) -> float:
        char = two_byte_char(self._codec, raw) if len(raw) == 2 and raw[0] >= "\x80" else ""
        plain = len(raw) == 1 and raw < "\x80"
        value = self[raw] = BEST if plain else _best(char) / 2 if char else _NEVER
        return value


@cache
def _halves(codec: str) -> _Halves:
    return _Halves(codec)


def _best(char: str) -> float:
    """Return the log probability of ``char`` after the character before it, at best."""
    value = min(load().char(char) + BOOST, BEST)
    return value if is_han(char) or char in CJK_MARKS else max(value, _BEST_FOREIGN)
