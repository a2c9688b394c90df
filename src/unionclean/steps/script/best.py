"""The policy `best`: the text is cut into the most plausible words, not the longest first one.

OpenCC takes at each place the longest word that begins there, so 被发明 becomes 被发 (unbound
hair, 被髮) and 明. Here all ways to cut a run are compared, and the one with the fewest and
commonest words wins: 被 and 发明.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from unionclean.steps.script.dictionaries import read_sections

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionclean.steps.script.dictionaries import Dictionary, Pairs
    from unionclean.steps.script.policies import Stage

# Costs in bits: a word of level L stands 2**L times among 2**26, and each word costs WORD more, so
# that few words win over common ones unless they are very rare. OpenCC's cut is kept unless
# another is better by MARGIN. Chosen on tests/cases_conversion.py and on round trips of Taiwan and
# Hong Kong prose (bench/script.py); twice or half of each gives nearly the same.
TOTAL = 26
WORD = 4
MARGIN = 4

# OpenCC's words that jieba did not count: rare, but somebody found them worth an entry.
UNCOUNTED = 4

Row = tuple[int, dict[str, int]]
"""The longest length and the words that begin with one character, with their costs."""


class CommonestWords:
    """Cuts with the words of the first stage and others, and converts word by word."""

    def __init__(self, words: Dictionary, stages: Sequence[Stage]) -> None:
        self.words = words
        self.first, *self.later = stages
        self._rows: dict[str, Row] = {}

    def __call__(self, run: str) -> str:
        """Return ``run`` converted."""
        if not self.later:
            return "".join([self._convert(word) for word in self.cut(run)])
        pieces: list[str] = []
        for piece in self._segments(run):
            converted = piece
            for stage in self.later:
                converted = stage.convert(converted)
            pieces.append(converted)
        return "".join(pieces)

    def cut(self, run: str) -> list[str]:
        """Return the words of ``run``."""
        if self._is_known(run):
            return [run]
        usual = self._cut_leftmost(run)
        length = len(run)
        costs = [0] + [1 << 30] * length
        starts = [0] * (length + 1)
        for at, first in enumerate(run):
            cost_here = costs[at]
            longest, words = self._rows.get(first) or self._make_row(first)
            for end in range(at + 1, min(at + longest, length) + 1):
                cost = words.get(run[at:end])
                if cost is not None and cost_here + cost < costs[end]:
                    costs[end] = cost_here + cost
                    starts[end] = at
        if self._cost(usual) - costs[length] < MARGIN:
            return usual
        found: list[str] = []
        end = length
        while end:
            found.append(run[starts[end] : end])
            end = starts[end]
        return found[::-1]

    def _convert(self, word: str) -> str:
        """Convert one word by the first stage."""
        if len(word) == 1 or (self._is_known(word) and self.words.value(word) is None):
            return self.first.by_characters(word)
        return self.first.convert(word)

    def _segments(self, run: str) -> Iterator[str]:
        """Yield the stretches of ``run``, converted by the first stage.

        As in OpenCC, the later stages see each word of its dictionary alone, and everything
        between two of them together.
        """
        loose = ""
        for word in self.cut(run):
            converted = self._convert(word)
            if len(word) > 1 and self._is_known(word):
                if loose:
                    yield loose
                yield converted
                loose = ""
            else:
                loose += converted
        if loose:
            yield loose

    def _cut_leftmost(self, run: str) -> list[str]:
        """Return the words as OpenCC cuts them."""
        found: list[str] = []
        at = 0
        while at < len(run):
            found.append(self.words.match(run, at) or run[at])
            at += len(found[-1])
        return found

    def _cost(self, words: list[str]) -> int:
        return sum([self._rows[word[0]][1][word] for word in words])

    def _is_known(self, word: str) -> bool:
        row = self.words.row(word[0])
        return row is not None and word in row[1]

    def _make_row(self, first: str) -> Row:
        base = TOTAL + WORD + ord("A")
        line = _word_lines().get(first, "")
        costs = {first + item[:-1]: base - ord(item[-1]) for item in line.split(" ")[1:]}
        row = self.words.row(first)
        if row is not None:
            uncounted = TOTAL + WORD - UNCOUNTED
            costs = {**dict.fromkeys(row[1], uncounted), **costs}
        costs.setdefault(first, TOTAL + WORD)
        made = self._rows[first] = (max(map(len, costs)), costs)
        return made


def word_glue() -> Pairs:
    """Return the pairs of neighbours inside the words that are not inside OpenCC's words."""
    return {line[0]: line[1:] for line in read_sections("script_words.txt")["glue"].split("\n")}


@cache
def _word_lines() -> dict[str, str]:
    return {line[0]: line for line in read_sections("script_words.txt")["words"].split("\n")}
