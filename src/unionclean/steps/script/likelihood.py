"""How likely a short text is as a sequence of words.

`language.Model` knows which character follows which and so takes 说明之 for as good as 说明书. The
words that conversion cuts by (`best.py`) tell them apart: the text is divided into the most
plausible words, and the product of their frequencies is its probability.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Final

from unionclean.chars import is_han
from unionclean.language import load
from unionclean.steps.script.best import TOTAL, read_row
from unionclean.steps.script.dictionaries import simplified_characters

_BIT: Final = math.log(2)

# A character that no word holds stands for itself, and is rarer than its frequency in running text
# says: that counts it inside of words too. Two bits to six choose nearly the same.
_ALONE: Final = -3.0


class Words:
    """Log probabilities of texts by their words."""

    def __init__(self) -> None:
        self._rows: dict[str, tuple[dict[str, int], dict[str, float]]] = {}
        self._simplified = str.maketrans(simplified_characters())
        self._char = load().char

    def score(self, text: str) -> float:
        """Return the log probability of ``text``, in either script, in nats.

        >>> words = Words()
        >>> words.score("产品说明书") > words.score("产品说明之")
        True
        """
        text = text.translate(self._simplified)
        size = len(text)
        best = [0.0] + [-math.inf] * size
        rows = self._rows
        for at, first in enumerate(text):
            here = best[at]
            reach, words = rows.get(first) or self._read(first)
            value = here + words[""]
            best[at + 1] = max(best[at + 1], value)
            for end in range(at + 2, min(at + reach.get(text[at + 1 : at + 2], 0), size) + 1):
                known = words.get(text[at + 1 : end])
                if known is not None and here + known > best[end]:
                    best[end] = here + known
        return best[size]

    def _read(self, first: str) -> tuple[dict[str, int], dict[str, float]]:
        """Return the words that begin with ``first``, without it.

        Before them the length of the longest, by their second character: most pairs begin none.
        """
        _, level, levels = read_row(first)
        words = {rest: _value(of_word) for rest, of_word in levels.items()}
        reach: dict[str, int] = {}
        for rest in sorted(words, key=len):
            reach[rest[0]] = 1 + len(rest)
        words[""] = _value(level) if level else self._char(first) + _ALONE * is_han(first)
        self._rows[first] = row = reach, words
        return row


def _value(level: str) -> float:
    return ((ord(level) & 31) - 1 - TOTAL) * _BIT


@cache
def load_words() -> Words:
    """Return the words; their table is read on the first call and then kept."""
    return Words()
