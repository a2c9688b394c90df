"""The policy `best`: the text is cut into the most plausible words, not the longest first one.

OpenCC takes at each place the longest word that begins there, so 被发明 becomes 被发 (unbound
hair, 被髮) and 明. Here all ways to cut a run are compared, and the one with the fewest and
commonest words wins: 被 and 发明.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from unionclean.steps.script.dictionaries import read_sections

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionclean.steps.script.dictionaries import Dictionary, Pairs, PhraseDictionary
    from unionclean.steps.script.policies import Stage

# Costs in bits: a word of level L stands 2**L times among 2**26, and each word costs WORD more, so
# that few words win over common ones unless they are very rare. In each stretch between two places
# where both cut, OpenCC's cut is kept unless the other is better by MARGIN. Chosen on
# tests/conversion.tsv and on round trips of Taiwan and Hong Kong prose (bench/script_quality.py);
# twice or half of each gives nearly the same.
TOTAL = 26
WORD = 4
MARGIN = 3

# The level of OpenCC's words that jieba did not count: rare, but found worth an entry.
UNCOUNTED = 4

WORD_KINDS = "Aa\xc1\u0121"
"""How script_words.txt writes the first level of words that are not OpenCC's, that are, of those
that convert unlike their characters, and of words that are not OpenCC's but hold one of the last.
The lower five bits of a level count from 1."""

IMPOSSIBLE = 1 << 30

_COSTS = {
    chr(ord(kind) + level): TOTAL + WORD - level for kind in WORD_KINDS for level in range(26)
}
_OWN = chr(ord(WORD_KINDS[1]) + UNCOUNTED)  # the level of words added to OpenCC's


class CommonestWords:
    """Cuts with the words of the first stage and others, and converts word by word."""

    def __init__(self, words: PhraseDictionary, stages: Sequence[Stage]) -> None:
        self.words = words
        self.first, *self.later = stages
        self._known: dict[str, tuple[int, int, dict[str, str]]] = {}

    def __call__(self, run: str) -> str:
        """Return ``run`` converted."""
        if not self.later and not self.words.holds_special(run):
            return self.first.by_characters(run)
        return self.convert_words(self.cut(run))

    def convert_words(self, words: Sequence[str]) -> str:
        """Return a run converted that was cut into ``words``."""
        converted = "".join(map(self.convert_word, words))
        if self.later:
            ends = list(accumulate(map(len, words)))
            converted = convert_aligned(converted, ends, self.later[0])
            for stage in self.later[1:]:
                converted = stage.convert(converted)
        return converted

    def cut(self, run: str) -> list[str]:
        """Return the words of ``run``."""
        known = self._known
        length = len(run)
        costs = [0] + [IMPOSSIBLE] * length
        starts = [0] * (length + 1)
        for at, first in enumerate(run):
            cost_here = costs[at]
            longest, alone, words = known.get(first) or self._read_words(first)
            cost = cost_here + alone
            if cost < costs[at + 1]:
                costs[at + 1] = cost
                starts[at + 1] = at
            for end in range(at + 2, min(at + longest, length) + 1):
                level = words.get(run[at + 1 : end])
                if level is not None:
                    cost = cost_here + _COSTS[level]
                    if cost < costs[end]:
                        costs[end] = cost
                        starts[end] = at
        usual, usual_costs = self._cut_leftmost(run)
        if usual_costs[length] - costs[length] < MARGIN:
            ends = usual
        else:
            ends = _choose(usual, usual_costs, starts, costs)
        return [run[start:end] for start, end in pairwise(ends)]

    def convert_word(self, word: str) -> str:
        """Convert one word by the first stage."""
        if len(word) == 1:
            return self.first.characters.get(word, word)
        value = self.words.value(word)
        if value is not None:
            return value
        if len(word) > 2 and self.words.holds_special(word):
            return self.first.convert(word)  # a word that is none of OpenCC's but holds one
        return self.first.by_characters(word)

    def _cut_leftmost(self, run: str) -> tuple[list[int], dict[int, int]]:
        """Return where OpenCC cuts, and the cost of its words up to there."""
        at, length, cost = 0, len(run), 0
        ends = [0]
        costs = {0: 0}
        known = self._known
        while at < length:
            longest, alone, words = known[run[at]]
            own_cost, next_at = alone, at + 1
            for end in range(min(at + longest, length), at + 1, -1):
                level = words.get(run[at + 1 : end])
                if level is not None and "a" <= level < WORD_KINDS[3]:
                    own_cost, next_at = _COSTS[level], end
                    break
            cost += own_cost
            at = next_at
            ends.append(at)
            costs[at] = cost
        return ends, costs

    def _read_words(self, first: str) -> tuple[int, int, dict[str, str]]:
        """Return the words that begin with ``first``: longest length, cost of ``first``, levels.

        The words are without their first character.
        """
        longest, level, words = read_row(first)
        alone = _COSTS[level] if level else TOTAL + WORD
        for word in self.words.own(first):
            usual = words.get(word[1:], _OWN)
            words[word[1:]] = chr(ord(WORD_KINDS[1]) - 1 + (ord(usual) & 31))
            longest = max(longest, len(word))
        self._known[first] = longest, alone, words
        return longest, alone, words


def _choose(
    usual: list[int], usual_costs: dict[int, int], starts: list[int], costs: list[int]
) -> list[int]:
    """Return where to cut: as OpenCC (``usual``) or as the cheapest words, stretch by stretch.

    A stretch lies between two places where both cut. There OpenCC's cut is kept if it is a single
    word, or dearer by less than MARGIN.
    """
    end = len(starts) - 1
    cheapest = [end]
    while end:
        end = starts[end]
        cheapest.append(end)
    cheapest.reverse()
    places = {at: place for place, at in enumerate(cheapest)}
    found = [0]
    left = first = 0  # the start of the stretch, and its place in `usual`
    for place, right in enumerate(usual):
        if right in places and place:
            saved = usual_costs[right] - usual_costs[left] - (costs[right] - costs[left])
            if saved >= MARGIN:
                found += cheapest[places[left] + 1 : places[right] + 1]
            else:
                found += usual[first + 1 : place + 1]
            left, first = right, place
    return found


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


def read_row(first: str) -> tuple[int, str, dict[str, str]]:
    """Return what script_words.txt says of the words that begin with ``first``.

    The length of the longest, the level of ``first`` itself or "", and the levels of the others,
    which are without their first character.
    """
    head, *items = _word_lines().get(first, "-1").split(" ")
    level = head[-1] if head[-1] in _COSTS else ""
    longest = int(head[1 : len(head) - len(level)])
    return longest, level, dict(zip(items[::2], items[1::2], strict=True))


@cache
def _word_lines() -> dict[str, str]:
    return {line[0]: line for line in read_sections("script_words.txt")["words"].split("\n")}
