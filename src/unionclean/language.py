"""How likely a piece of text is as written Chinese: the one language model that all steps share.

The choice between two readings of the same bytes is a choice between two texts, and the better
text wins. The model is a chain over characters: the probability of a character given the one
before it, from the table `data/language.txt` for Chinese characters and marks, and from a few
classes (Latin letters, kana, private use, ...) for everything else. It covers all of Unicode, so
two readings with different alphabets compare fairly.

Everything is in nats (natural logarithms of probabilities, so never above 0).
"""

from __future__ import annotations

import math
import re
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from unionclean.chars import is_han
from unionclean.classes import CLASSES, class_of, transitions
from unionclean.data import read_data

if TYPE_CHECKING:
    from collections.abc import Mapping

_LEVELS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_STEP: Final = 0.25  # nats between two levels; fixed by scripts/build_language.py
_VALUES: Final = {mark: -_STEP * place for place, mark in enumerate(_LEVELS)}


# The rarest character that still counts as common: one in 100,000.
_COMMON: Final = -11.5

# A Han character outside the table: rarer than the rarest word of the dictionary (3 in 60 million).
_RARE_HAN: Final = -18.0


# Small forms of marks, in texts from Taiwan: the table has the usual ones only.
_SMALL: Final = dict(zip("﹐﹑﹒﹔﹕﹖﹗﹙﹚", "，、．；：？！（）", strict=True))
_COST_SMALL: Final = -3.0


class Model:
    """Log probabilities of characters and of pairs of characters.

    >>> model = load()
    >>> model.score("工会工作") > model.score("宸ヤ細宸ヤ綔")
    True
    >>> model.pair("工", "作") > model.pair("工", "乍")
    True
    """

    def __init__(self, table: bytes) -> None:
        self._rows: dict[str, bytes] = {}
        self._parsed: dict[str, dict[str, float]] = {}
        self._chars: dict[str, float] = {}
        level = {ord(mark): value for mark, value in _VALUES.items()}
        for line in table.split(b"\n"):
            if not line or line[0] == 0x23:
                continue
            width = 2 if line[0] < 0xE0 else 3 if line[0] < 0xF0 else 4
            char = line[:width].decode()
            self._rows[char] = line[width + 1 :]
            self._chars[char] = level[line[width]]
        self._transitions: dict[tuple[str, str], float] = transitions()

    @cached_property
    def rare(self) -> re.Pattern[str]:
        """A pattern of runs of characters that good Chinese text holds about once in a hundred.

        Everything but ASCII, CJK marks and the common part of the table.
        """
        limit = _COMMON
        # Of the table alone: `char` remembers others, in whatever order documents ask for them.
        common = "".join(sorted(char for char in self._rows if self._chars[char] >= limit))
        return re.compile(f"[^\\x00-\\x7f\\u2014-\\u2026\\u3000-\\u3020\\uff01-\\uff5e{common}]+")

    def __contains__(self, char: str) -> bool:
        """Tell whether ``char`` is in the table."""
        return char in self._rows

    def char(self, char: str) -> float:
        """Return the log probability of ``char`` wherever it stands."""
        known = self._chars.get(char)
        if known is not None:
            return known
        if char in _SMALL:
            self._chars[char] = value = self.char(_SMALL[char]) + _COST_SMALL
            return value
        name = class_of(char)
        chosen = CLASSES[name]
        value = _RARE_HAN if name == "han" else math.log(chosen.begin / chosen.size)
        self._chars[char] = value
        return value

    def pair(self, before: str, char: str) -> float:
        """Return the log probability of ``char`` right after ``before``."""
        row = self._parsed.get(before)
        if row is None:
            row = self._parse(before)
        value = row.get(char)
        if value is None:
            value = self._back_off(before, char, row)
            row[char] = value
        return value

    def gain(self, before: str, char: str) -> float:
        """Return how much likelier than anywhere ``char`` is right after ``before``: in a word."""
        return self.pair(before, char) - self.char(char)

    def row(self, before: str) -> tuple[float | None, Mapping[str, float]]:
        """Return what is known about the characters right after ``before``.

        The log probabilities of some, and what is added to `char` for all others of the table;
        ``None`` where ``before`` is not in the table itself, so that only `pair` can tell.
        """
        row = self._parsed.get(before) or self._parse(before)
        return row.get(""), row

    def score(self, text: str) -> float:
        """Return the log probability of ``text``: its first character, then each pair."""
        if not text:
            return 0.0
        return sum(self.pairs(text), self.char(text[0]))

    def pairs(self, text: str) -> list[float]:
        """Return the log probability of each character after the first, as `pair` gives it."""
        parsed = self._parsed
        pair = self.pair
        values = []
        for before, char in pairwise(text):
            try:  # nearly all pairs have been asked for before
                values.append(parsed[before][char])
            except KeyError:
                values.append(pair(before, char))
        return values

    def _back_off(self, before: str, char: str, row: dict[str, float]) -> float:
        known_before, known = before in self._rows, char in self._rows
        if known_before and known:
            return row[""] + self._chars[char]
        if before in _SMALL or char in _SMALL:
            value = self.pair(_SMALL.get(before, before), _SMALL.get(char, char))
            return value + _COST_SMALL * (char in _SMALL)
        left, right = class_of(before), class_of(char)
        value = self._transitions[left, right]
        if right == "han":
            return value + max(self.char(char), _RARE_HAN) - math.log(CLASSES["han"].begin)
        return value - math.log(CLASSES[right].size)

    def _parse(self, before: str) -> dict[str, float]:
        row: dict[str, float] = {}
        line = self._rows.get(before, b"").decode()
        if line:
            row[""] = value = _VALUES[line[0]]
            for char in line:
                if char > "z":  # the levels are ASCII letters, and nothing else is ASCII
                    row[char] = value
                else:
                    value = _VALUES[char]
        self._parsed[before] = row
        return row


@cache
def load() -> Model:
    """Return the model; the table is read on the first call and then kept."""
    return Model(read_data("language.txt"))


def word_gain(left: str, right: str) -> float:
    """Return `Model.gain` of two Han characters, 0 beside anything else; no table is read then."""
    return load().gain(left, right) if is_han(left) and is_han(right) else 0.0
