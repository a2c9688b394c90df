"""Which characters follow each other in the document itself: its names and its terms.

A page repeats its words, and most places of it are whole. So where bytes are lost, what the page
itself writes is the better guide; the language model knows common words only.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from unionclean.chars import HAN, is_han, regex

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Share of the document in the mixture with the language model. Cache models of speech recognition
# take 0.1 to 0.3; here 0.1, 0.2 and 0.4 restored equally well.
SHARE: Final = 0.2
SEEN_ONCE: Final = 0.5  # taken off a count: one place may be damaged itself
MANY: Final = 250  # characters asked for, from which to look at all at once costs no more
LONGEST: Final = 20_000  # characters that are read; more of a long document adds little

MARKS: Final = {
    "！": ("[！!]", -6.4, -0.65),
    "？": (f"[？?](?=[{HAN}”」』\n])", -7.4, -1.65),
    "；": ("[；;]", -6.9, -1.15),
    "、": ("、", -5.0, -1.25),
    "\u3000": (f"(?<=[{HAN}])[ \u3000](?=[{HAN}])", -9.0, -3.25),
}
"""Marks that one author writes in each line and another one never: how they are found, the log of
how often they stand in news, reviews and manuals, and that less the value of the language model.
Of "?" those count that no damage leaves: a reading or a mark follows it there."""

SHAPE: Final = 0.5
"""How alike documents are in that: the shape of a gamma distribution, below 1 as for rare words.

The model counts half a mark before it has read anything: 500 characters without "！" say little.
"""

OFTENER: Final = 1.0  # nats at most by which a mark is likelier than in all documents

Ranked = TypeVar("Ranked", bound="tuple[Any, ...]")


class Habits:
    """The pairs of Han characters of a document, counted when first asked for."""

    def __init__(self, clean: Callable[[], str]) -> None:
        """``clean`` gives the text of the document without annotations; few have to ask."""
        self._clean = clean
        self._shares: dict[str, dict[str, float]] = {}
        self._sizes: dict[str, int] = {}

    def prefer(
        self, before: str, ranked: tuple[Ranked, ...], *, marked: bool = False
    ) -> tuple[Ranked, ...]:
        """Return ``ranked``, which hold a gain and a character each, as the document has it.

        ``marked`` says that some of `MARKS` may be among them.
        """
        followers = self.after(before)
        marks = self._marks if marked and is_han(before) else {}
        if not followers and not marks:
            return ranked
        for item in ranked:
            if item[1] in followers or item[1] in marks:
                break
        else:
            return ranked
        moved = [
            (mixed(item[0], followers[item[1]]), *item[1:])
            if item[1] in followers
            else (item[0] + marks.get(item[1], 0.0), *item[1:])
            for item in ranked
        ]
        moved.sort(key=lambda item: item[0], reverse=True)
        return cast("tuple[Ranked, ...]", tuple(moved))

    def after(self, before: str) -> dict[str, float]:
        """Return the characters that follow ``before`` in the document, with their shares."""
        found = self._shares.get(before)
        if found is None:
            counts = self._followers_of(before) if is_han(before) else {}
            size = sum(counts.values())
            found = {char: (n - SEEN_ONCE) / size for char, n in counts.items()}
            self._sizes[before] = size
            self._shares[before] = found
        return found

    def joint(self, before: str, char: str) -> float:
        """Return how often ``char`` follows ``before`` in the document, mixed as `mixed` does it.

        A share of all places: for a word of two characters that the document repeats.
        """
        share = self.after(before).get(char)
        return share * SHARE * self._sizes[before] / len(self._text) if share else 0.0

    def _followers_of(self, before: str) -> Mapping[str, int]:
        """Return how often each Han character stands behind ``before``.

        Few of the characters are asked for on a usual page, so each is looked for when it is.
        """
        if len(self._shares) > MANY:
            return self._followers.get(before, {})
        text = self._text
        counts: dict[str, int] = {}
        at = text.find(before)
        while at >= 0:
            char = text[at + 1 : at + 2]
            if char and is_han(char):
                counts[char] = counts.get(char, 0) + 1
            at = text.find(before, at + 1)
        return counts

    @cached_property
    def _marks(self) -> dict[str, float]:
        """By how many nats each of `MARKS` is likelier here than in all documents."""
        found: dict[str, float] = {}
        for mark, (pattern, usual, rarer) in MARKS.items():
            count = len(regex(pattern).findall(self._text))
            expected = len(self._text) * math.exp(usual)
            more = math.log((count + SHAPE) / (expected + SHAPE))
            found[mark] = rarer + min(more, OFTENER)
        return found

    @cached_property
    def _followers(self) -> dict[str, dict[str, int]]:
        found: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for (before, char), n in Counter(pairwise(self._text)).items():
            if is_han(before) and is_han(char):
                found[before][char] = n
        return found

    @cached_property
    def repeats_marks(self) -> bool:
        """Whether the author writes marks in a row, as in ！！ and 。。。 (and ～～)."""
        return regex("！！|!!|。。|~~|～～").search(self._text) is not None

    @cached_property
    def _text(self) -> str:
        return self._clean()[:LONGEST]


def mixed(gain: float, share: float) -> float:
    """Return the log of a mixture of ``exp(gain)`` and ``share``."""
    return gain + math.log(1 - SHARE + SHARE * share * math.exp(-gain))
