"""The policy `best`: the text is cut into the most plausible words, not the longest first one.

OpenCC takes at each place the longest word that begins there, so 被发明 becomes 被发 (unbound
hair, 被髮) and 明. Here all ways to cut a run are compared, and the one with the fewest and
commonest words wins: 被 and 发明.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from unionclean.steps.script.dictionaries import read_sections

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionclean.steps.script.dictionaries import Dictionary, Pairs, PhraseDictionary
    from unionclean.steps.script.policies import Stage

# Costs in bits: a word of level L stands 2**L times among 2**26, and each word costs WORD more, so
# that few words win over common ones unless they are very rare. OpenCC's cut is kept unless
# another is better by MARGIN. Chosen on tests/conversion.tsv and on round trips of Taiwan and
# Hong Kong prose (bench/script.py); twice or half of each gives nearly the same.
TOTAL = 26
WORD = 4
MARGIN = 4

# The level of OpenCC's words that jieba did not count: rare, but found worth an entry.
UNCOUNTED = 4

IMPOSSIBLE = 1 << 30

_MOST = TOTAL + WORD + ord("A")


class CommonestWords:
    """Cuts with the words of the first stage and others, and converts word by word."""

    def __init__(self, words: PhraseDictionary, stages: Sequence[Stage]) -> None:
        self.words = words
        self.first, *self.later = stages
        self._known: dict[str, tuple[int, dict[str, int]]] = {}

    def __call__(self, run: str) -> str:
        """Return ``run`` converted."""
        if not self.later:
            if not self.words.holds_special(run):
                return self.first.by_characters(run)
            return "".join([self._convert(word) for word in self.cut(run)])
        words = self.cut(run)
        ends = list(accumulate(map(len, words)))
        converted = convert_aligned("".join(map(self._convert, words)), ends, self.later[0])
        for stage in self.later[1:]:
            converted = stage.convert(converted)
        return converted

    def cut(self, run: str) -> list[str]:
        """Return the words of ``run``."""
        if self._is_known(run):
            return [run]
        known = self._known
        length = len(run)
        costs = [0] + [IMPOSSIBLE] * length
        starts = [0] * (length + 1)
        for at, first in enumerate(run):
            cost_here = costs[at]
            longest, words = known.get(first) or self._read_words(first)
            cost = cost_here + words[""]
            if cost < costs[at + 1]:
                costs[at + 1] = cost
                starts[at + 1] = at
            for end in range(at + 2, min(at + longest, length) + 1):
                own_cost = words.get(run[at + 1 : end])
                if own_cost is not None and cost_here + own_cost < costs[end]:
                    costs[end] = cost_here + own_cost
                    starts[end] = at
        usual = self._cut_leftmost(run)
        cost = sum([known[word[0]][1].get(word[1:], IMPOSSIBLE) for word in usual])
        if cost - costs[length] < MARGIN:
            return usual
        found: list[str] = []
        end = length
        while end:
            found.append(run[starts[end] : end])
            end = starts[end]
        return found[::-1]

    def _convert(self, word: str) -> str:
        """Convert one word by the first stage."""
        if len(word) == 1:
            return self.first.characters.get(word, word)
        row = self.words.row(word[0])
        if row is None or word not in row[1]:
            return self.first.convert(word)
        value = row[1][word]
        return self.first.by_characters(word) if value is None else value

    def _cut_leftmost(self, run: str) -> list[str]:
        """Return the words as OpenCC cuts them."""
        found: list[str] = []
        at, length = 0, len(run)
        row_of = self.words.row
        while at < length:
            row = row_of(run[at])
            end = at + 1
            if row is not None:
                longest, words = row
                for end in range(min(at + longest, length), at, -1):
                    if end == at + 1 or run[at:end] in words:
                        break
            found.append(run[at:end])
            at = end
        return found

    def _is_known(self, word: str) -> bool:
        row = self.words.row(word[0])
        return row is not None and word in row[1]

    def _read_words(self, first: str) -> tuple[int, dict[str, int]]:
        """Return the longest length of the words that begin with ``first``, and their costs.

        The words are without their first character, which stands for ``first`` itself if empty.
        """
        costs = {"": TOTAL + WORD}
        costs.update({word[1:]: TOTAL + WORD - UNCOUNTED for word in self.words.own(first)})
        longest = max(map(len, costs)) + 1
        line = _word_lines().get(first)
        if line:
            head, *levels = line[1:].split("\t")
            for level in levels:
                costs.update(dict.fromkeys(level[1:].split(" "), _MOST - ord(level[0])))
            longest = max(longest, int(head))
        self._known[first] = longest, costs
        return longest, costs


def convert_aligned(text: str, ends: Sequence[int], stage: Stage) -> str:
    """Convert ``text`` by the words of ``stage``, but take none that breaks a word of the text.

    的士 (taxi) is not a word in 勇敢的士兵, whose words are 勇敢, 的 and 士兵. ``ends`` are the
    ends of the words of the text.
    """
    return stage.convert(text, lambda table, text, at: _match_aligned(table, text, at, ends))


def _match_aligned(table: Dictionary, text: str, at: int, ends: Sequence[int]) -> str | None:
    row = table.row(text[at])
    if row is None:
        return None
    longest, words = row
    inside = at > 0 and at not in ends
    own_end = ends[bisect_right(ends, at)]
    for end in range(min(at + longest, len(text)), at, -1):
        if text[at:end] in words:
            breaks_left = inside and end > own_end
            breaks_right = end > own_end and end not in ends
            if not breaks_left and not breaks_right:
                return text[at:end]
    return None


def word_glue() -> Pairs:
    """Return the pairs of neighbours inside the words that are not inside OpenCC's words."""
    return {line[0]: line[1:] for line in read_sections("script_words.txt")["glue"].split("\n")}


@cache
def _word_lines() -> dict[str, str]:
    return {line[0]: line for line in read_sections("script_words.txt")["words"].split("\n")}
