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

# Words looked up and remembered, per converter: less than 20 MB.
MEMO_LIMIT = 200_000


class CommonestWords:
    """Cuts with the words of the first stage and others, and converts word by word."""

    def __init__(self, words: PhraseDictionary, stages: Sequence[Stage]) -> None:
        self.words = words
        self.first, *self.later = stages
        self._reaches: dict[str, int] = {}
        self._costs: dict[str, int] = {}  # of words looked up; none: IMPOSSIBLE

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
        if len(self._costs) > MEMO_LIMIT:
            self._costs.clear()
        known = self._costs
        length = len(run)
        costs = [0] + [IMPOSSIBLE] * length
        starts = [0] * (length + 1)
        for at, first in enumerate(run):
            cost_here = costs[at]
            for end in range(at + 1, min(at + self._reach(first), length) + 1):
                word = run[at:end]
                cost = known.get(word) or self._look_up(word)
                if cost_here + cost < costs[end]:
                    costs[end] = cost_here + cost
                    starts[end] = at
        usual = self._cut_leftmost(run)
        if sum(map(self._look_up, usual)) - costs[length] < MARGIN:
            return usual
        found: list[str] = []
        end = length
        while end:
            found.append(run[starts[end] : end])
            end = starts[end]
        return found[::-1]

    def _convert(self, word: str) -> str:
        """Convert one word by the first stage."""
        if len(word) > 1:
            if not self._is_known(word):
                return self.first.convert(word)
            value = self.words.value(word)
            if value is not None:
                return value
        return self.first.by_characters(word)

    def _cut_leftmost(self, run: str) -> list[str]:
        """Return the words as OpenCC cuts them."""
        found: list[str] = []
        at = 0
        while at < len(run):
            found.append(self.words.match(run, at) or run[at])
            at += len(found[-1])
        return found

    def _is_known(self, word: str) -> bool:
        row = self.words.row(word[0])
        return row is not None and word in row[1]

    def _reach(self, first: str) -> int:
        """Return the length of the longest word that begins with ``first``."""
        reach = self._reaches.get(first)
        if reach is None:
            line = _word_lines().get(first)
            longest = int(line[1 : line.index(" ")]) if line else 1
            reach = max(longest, *map(len, self.words.own(first)), 1)
            self._reaches[first] = reach
        return reach

    def _look_up(self, word: str) -> int:
        """Return the cost of ``word``; that of what is no word is IMPOSSIBLE."""
        cost = self._costs.get(word)
        if cost is None:
            cost = self._costs[word] = self._find_cost(word)
        return cost

    def _find_cost(self, word: str) -> int:
        # Not parsed into a dictionary: most lines are needed for one or two words of a text.
        line = _word_lines().get(word[0], "")
        mark = ""
        if len(word) == 1:
            mark = line[line.find(" ") + 1 :][:1]
        else:
            at = line.find(f" {word[1:]}")
            if at >= 0:
                mark = line[at + len(word)]
        if "A" <= mark <= "Z":
            return TOTAL + WORD + ord("A") - ord(mark)
        if word in self.words.own(word[0]):
            return TOTAL + WORD - UNCOUNTED
        return TOTAL + WORD if len(word) == 1 else IMPOSSIBLE


def convert_aligned(text: str, ends: Sequence[int], stage: Stage) -> str:
    """Convert ``text`` by the words of ``stage``, but take none that breaks a word of the text.

    的士 (taxi) is not a word in 勇敢的士兵, whose words are 勇敢, 的 and 士兵. ``ends`` are the
    ends of the words of the text.
    """
    pieces: list[str] = []
    at = 0
    while at < len(text):
        for table in stage.dictionaries:
            word = _match_aligned(text, at, ends, table)
            if word:
                value = table.value(word)
                pieces.append(stage.by_characters(word) if value is None else value)
                at += len(word)
                break
        else:
            pieces.append(text[at])
            at += 1
    return "".join(pieces)


def _match_aligned(text: str, at: int, ends: Sequence[int], table: Dictionary) -> str | None:
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
