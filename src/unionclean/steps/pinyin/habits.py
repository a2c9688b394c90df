"""Which characters follow each other in the document itself: its names and its terms.

A page repeats its words, and most places of it are whole. So where bytes are lost, what the page
itself writes is the better guide; the language model knows common words only.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cached_property
from operator import add
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from unionclean.chars import is_han

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Share of the document in the mixture with the language model. Cache models of speech recognition
# take 0.1 to 0.3; here 0.1, 0.2 and 0.4 restored equally well.
SHARE: Final = 0.2
SEEN_ONCE: Final = 0.5  # taken off a count: one place may be damaged itself
MANY: Final = 100  # characters asked for, from which to count all at once costs no more
LONGEST: Final = 50_000  # characters that are read; more of a long document adds little

Ranked = TypeVar("Ranked", bound="tuple[Any, ...]")


class Habits:
    """The pairs of Han characters of a document, counted when first asked for."""

    def __init__(self, clean: Callable[[], str]) -> None:
        """``clean`` gives the text of the document without annotations; few have to ask."""
        self._clean = clean
        self._shares: dict[str, Mapping[str, float]] = {}

    def prefer(self, before: str, ranked: tuple[Ranked, ...]) -> tuple[Ranked, ...]:
        """Return ``ranked``, which hold a gain and a character each, as the document has it."""
        followers = self.after(before)
        if not followers:
            return ranked
        for item in ranked:
            if item[1] in followers:
                break
        else:
            return ranked
        moved = [
            (mixed(item[0], followers[item[1]]), *item[1:]) if item[1] in followers else item
            for item in ranked
        ]
        moved.sort(key=lambda item: item[0], reverse=True)
        return cast("tuple[Ranked, ...]", tuple(moved))

    def after(self, before: str) -> Mapping[str, float]:
        """Return the characters that follow ``before`` in the document, with their shares."""
        found = self._shares.get(before)
        if found is None:
            counts = self._count_after(before) if is_han(before) else {}
            total = sum(counts.values())
            found = {char: (n - SEEN_ONCE) / total for char, n in counts.items()}
            self._shares[before] = found
        return found

    def _count_after(self, before: str) -> Mapping[str, int]:
        """Return how often each Han character follows ``before``.

        Few of the characters are asked for on a usual page, so each is counted when it is.
        """
        if len(self._shares) > MANY:
            return self._pairs.get(before, {})
        pieces = self._text.split(before)
        # Where nothing stands between two of them, the one follows the other.
        followers = [piece[:1] or before for piece in pieces[1:-1]]
        return Counter(char for char in (*followers, pieces[-1][:1]) if char and is_han(char))

    @cached_property
    def _pairs(self) -> Mapping[str, Mapping[str, int]]:
        found: dict[str, dict[str, int]] = {}
        text = self._text
        for pair, n in Counter(map(add, text, text[1:])).items():
            if is_han(pair[0]) and is_han(pair[1]):
                found.setdefault(pair[0], {})[pair[1]] = n
        return found

    @cached_property
    def _text(self) -> str:
        return self._clean()[:LONGEST]


def mixed(gain: float, share: float) -> float:
    """Return the log of a mixture of ``exp(gain)`` and ``share``."""
    return gain + math.log(1 - SHARE + SHARE * share * math.exp(-gain))
