"""What a repair of a stretch can gain at most: tells at once that a search for one is in vain.

The search in `judge` weighs every path through a stretch. Before it, the bytes are gone over once:
each is given the best that any character with it can score, and if no stretch of those is so much
likelier than the text as it stands, no path is. In clean text with rare names, nine of ten
searches end here.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from unionclean.chars import CJK_MARKS, is_han, regex
from unionclean.language import load
from unionclean.steps.mojibake.codepages import HOLE, WALL
from unionclean.steps.mojibake.judge import FLOOR, LEFT_BYTE, ODD_BYTE
from unionclean.steps.mojibake.rightly import WHOLE, two_byte_char

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionclean.language import Model
    from unionclean.steps.mojibake.readings import Reading

# How much likelier a character may be after the one before it than by itself. Single pairs have
# more; on average over a repair, none of the damaged samples of bench/mojibake.py has.
_BOOST: Final = 4.0
_BEST: Final = -0.25  # of any character
_BEST_FOREIGN: Final = -4.0  # of a letter in a run of its alphabet, which has dozens


class Standing:
    """What each character of a stretch costs as it stands, made when first asked for."""

    def __init__(self, stretch: str, model: Model) -> None:
        self.stretch = stretch
        self._model = model
        self._costs: list[float] = []
        self._bonuses: list[float] = []

    def may_gain(
        self,
        raw: str,
        offsets: Sequence[int],
        reading: Reading,
        suspects: frozenset[str],
        margin: float,
    ) -> bool:
        """Tell whether a part of the stretch may be ``margin`` likelier under ``reading``.

        ``raw`` is the stretch as bytes, and ``offsets`` tells where its characters begin.
        """
        # Where bytes were lost, far more may be guessed than this counts.
        if reading.wrong.single or HOLE in raw or "?" in raw:
            return True
        if not self._costs:
            self._measure()
        if reading.right == "utf-8":
            values = _utf8_values(self.stretch, raw, offsets, suspects)
        else:
            values = _pair_values(raw, reading.right)
        running = 0.0
        start = 0
        for cost, bonus, end in zip(self._costs, self._bonuses, offsets[1:], strict=True):
            running -= cost
            for value in values[start:end]:
                running += value
            start = end
            if running + bonus >= margin:
                return True
            running = max(running, 0.0)
        return False

    def _measure(self) -> None:
        model, stretch = self._model, self.stretch
        self._costs = [max(cost, FLOOR) for cost in model.pairs(f"\n{stretch}")]
        following = [*self._costs[1:], max(model.pair(stretch[-1], "\n"), FLOOR)]
        # The character after a repair may be likelier after it, too.
        self._bonuses = [
            max(0.0, min(model.char(char) + _BOOST, _BEST) - cost)
            for char, cost in zip(f"{stretch[1:]}\n", following, strict=True)
        ]


def _utf8_values(
    stretch: str, raw: str, offsets: Sequence[int], suspects: frozenset[str]
) -> list[float]:
    """Return the best score of each byte, in UTF-8."""
    values: list[float] = []
    for char, start, end in zip(stretch, offsets, offsets[1:], strict=False):
        if raw[start] < "\x80":
            values.append(_BEST)
        elif raw[start] == WALL:
            values.append(-1e9)
        else:
            value = LEFT_BYTE if char in suspects else ODD_BYTE
            values.extend((value,) * (end - start))
    for hit in regex(WHOLE).finditer(raw):
        start, end = hit.span()
        value = _best_utf8(hit.group())
        for place in range(start, end):
            values[place] = max(values[place], value)
    return values


def _pair_values(raw: str, codec: str) -> list[float]:
    """Return the best score of each byte, in an encoding of two."""
    halves = _halves(codec)
    at = [halves[raw[place : place + 2]] for place in range(len(raw))]
    values = list(map(max, at, [-1e9, *at[:-1]]))
    if not raw.isascii():
        for place, byte in enumerate(raw):
            if byte < "\x80":
                values[place] = _BEST
    return values


@cache
def _best_utf8(raw: str) -> float:
    return _best(raw.encode("latin-1").decode("utf-8")) / len(raw)


class _Halves(dict[str, float]):
    """Two bytes -> half of the best score of their character."""

    def __init__(self, codec: str) -> None:
        super().__init__()
        self._codec = codec

    def __missing__(self, raw: str) -> float:
        char = two_byte_char(self._codec, raw) if len(raw) == 2 and raw[0] >= "\x80" else ""
        value = self[raw] = _best(char) / 2 if char else -1e9
        return value


@cache
def _halves(codec: str) -> _Halves:
    return _Halves(codec)


def _best(char: str) -> float:
    """Return the log probability of ``char`` after the character before it, at best."""
    value = min(load().char(char) + _BOOST, _BEST)
    return value if is_han(char) or char in CJK_MARKS else max(value, _BEST_FOREIGN)
