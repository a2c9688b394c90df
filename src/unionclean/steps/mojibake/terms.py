"""Which characters follow each other in the messages of software.

The words behind `language.Model` were counted in newspapers and novels: it knows 单独 and 单位, but
not 单元格. Half of all damage is in the remarks of programs, in manuals and messages. Where bytes
are lost there, these pairs are a second witness; whether text is good is told by the model alone.
"""

from __future__ import annotations

import re
from functools import cache
from math import exp, log
from typing import TYPE_CHECKING, Final

from unionclean.chars import is_han
from unionclean.data import read_data

if TYPE_CHECKING:
    from collections.abc import Container

# Share of software in the mixture. Of what is guessed wrongly in manuals and programs, 0.05 to 0.4
# put a sixth right; from 0.2 on, prose of other kinds begins to lose.
_SHARE: Final = 0.05
_SEEN_ONCE: Final = 1.0  # taken off a count: most pairs that occur twice are parts of one name


class Terms:
    """The pairs of characters, with the share that each has after its first."""

    def __init__(self, table: str) -> None:
        self._rows: dict[str, list[str]] = {}
        self._parsed: dict[str, dict[str, float]] = {}
        for line in table.splitlines():
            if not line.startswith("#"):
                self._rows.setdefault(line[1], []).append(line[3:])

    def after(self, before: str) -> dict[str, float]:
        """Return the characters that follow ``before``, each with its share."""
        found = self._parsed.get(before)
        if found is None:
            counts: dict[str, int] = {}
            for row in self._rows.get(before, ()):
                for times, chars in re.findall(r"([0-9]+)([^0-9 ]+)", row):
                    for char in chars:
                        counts[char] = counts.get(char, 0) + int(times)
            total = sum(counts.values())
            found = {char: (times - _SEEN_ONCE) / total for char, times in counts.items()}
            self._parsed[before] = found
        return found

    def mixed(
        self, before: str, costs: list[tuple[float, str]], foreign: Container[str] = ()
    ) -> list[tuple[float, str]]:
        """Return ``costs``, log probabilities after ``before``, with those of software in them.

        What is ``foreign`` to the script stays as it is, and what follows a mark: messages end.
        """
        if not is_han(before) or not (shares := self.after(before)):
            return costs
        return [
            (log((1 - _SHARE) * exp(cost) + _SHARE * shares[char]), char)
            if char in shares and char not in foreign
            else (cost, char)
            for cost, char in costs
        ]


@cache
def load_terms() -> Terms:
    """Return the terms; their table is read on the first call and then kept."""
    return Terms(read_data("software.txt").decode())
