"""Cuts many runs at once, for the engine's long-text path: the rules of `policies` and `best`.

All places of all runs are looked up together, length by length. Then the runs are cut side by
side: they are the columns of a table, whose rows are the places in a run.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from unionclean.steps.script.best import MARGIN, CommonestWords
from unionclean.steps.script.policies import LeftmostLongest
from unionclean.steps.script.word_arrays import (
    COST,
    FACTOR,
    KIND,
    OPENCC,
    SPECIAL,
    Words,
    read_words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionclean.steps.script.dictionaries import PhraseDictionary
    from unionclean.steps.script.engine import Converter

_FAR = 10_000  # dearer than any cut of a run, and still small enough for 16 bits


def cut_runs(
    words: Words, runs: Sequence[str], *, by_cost: bool, every: bool
) -> tuple[Any, Any, Any]:
    """Return which runs were cut, where, and the kind of the word of each length at each place.

    Args:
        words: the words.
        runs: short ones, none empty; the longest sets the size of the tables.
        by_cost: cut as the policy `best` does, else as OpenCC does.
        every: cut also the runs that hold no word which converts unlike its characters.

    """
    np = words.np
    lengths = np.fromiter(map(len, runs), dtype=np.int64, count=len(runs))
    flat = np.frombuffer("".join(runs).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    column = np.repeat(np.arange(len(runs)), lengths)
    row = np.arange(len(flat)) - np.repeat(lengths.cumsum() - lengths, lengths)
    room = np.repeat(lengths, lengths) - row
    numbers = flat * np.uint64(FACTOR)
    places = np.arange(len(flat))
    found = []
    for length in range(2, int(lengths.max()) + 1):
        fits = room[places] >= length
        places, numbers = places[fits], numbers[fits]
        numbers = (numbers + flat[places + length - 1]) * np.uint64(FACTOR)
        which, at = words.find(numbers)
        payload = words.numbers[at].astype(np.uint8)  # the lowest byte
        found.append((length, places[which], payload & COST, payload >> KIND))
    wanted = np.full(len(runs), every)
    if not every:
        for _, here, _, kind in found:
            wanted[column[here[kind >= SPECIAL]]] = True
    # Tables with one column per run: costs and kinds of the word of each length at each place.
    lengths = lengths[wanted]
    longest, number = int(lengths.max(initial=0)), len(lengths)
    column = (wanted.cumsum() - 1)[column]
    inside = np.repeat(wanted, np.diff(np.flatnonzero(np.append(row == 0, True))))
    costs = np.full((longest + 1, longest, number), _FAR, dtype=np.int16)
    kinds = np.full((longest + 1, longest, number), -1, dtype=np.int8)
    opencc = np.ones((longest, number), dtype=np.int64)  # length of OpenCC's word at each place
    costs[1, row[inside], column[inside]] = words.single[np.minimum(flat[inside], 0xFFFF)]
    for length, all_here, cost, all_kinds in found[: max(0, longest - 1)]:
        kept = inside[all_here]
        here, kind = all_here[kept], all_kinds[kept]
        rows, columns = row[here], column[here]
        costs[length, rows, columns] = cost[kept]
        kinds[length, rows, columns] = kind
        theirs = (kind == OPENCC) | (kind == SPECIAL)
        opencc[rows[theirs], columns[theirs]] = length
    cuts = _cut_leftmost(np, opencc, lengths)
    if by_cost:
        cuts = _cut_by_cost(np, costs, lengths, cuts)
    return wanted, cuts, kinds


def _cut_leftmost(np: Any, words: Any, lengths: Any) -> Any:
    """Return a table that is true where OpenCC cuts: after row - 1 and before row."""
    longest, number = words.shape
    cuts = np.zeros((longest + 1, number), dtype=bool)
    columns = np.arange(number)
    at = np.zeros(number, dtype=np.int64)
    while len(columns):
        cuts[at, columns] = True
        going = at < lengths[columns]
        at, columns = at[going], columns[going]
        at = at + words[at, columns]
    return cuts


def _cut_by_cost(np: Any, costs: Any, lengths: Any, usual: Any) -> Any:
    """Return where the policy `best` cuts: see there, `cut` and `_choose`."""
    longest, number = costs.shape[1:]
    total = np.full((longest + 1, number), _FAR, dtype=np.int16)
    total[0] = 0
    word = np.ones((longest + 1, number), dtype=np.int64)  # length of the last word up to here
    for end in range(1, longest + 1):
        least = total[end]
        for length in range(end, 0, -1):
            cost = total[end - length] + costs[length, end - length]
            better = cost < least
            np.copyto(least, cost, where=better)
            word[end][better] = length
    cheapest = np.zeros_like(usual)
    columns = np.arange(number)
    at = lengths.copy()
    while len(columns):
        cheapest[at, columns] = True
        going = at > 0
        at, columns = at[going], columns[going]
        at = at - word[at, columns]
    # From the left: what OpenCC's cut costs, and which cut wins in the stretch that ends here.
    both = usual & cheapest
    columns = np.arange(number)
    cost = np.zeros(number, dtype=np.int16)
    at = np.zeros(number, dtype=np.int64)
    saved_before = np.zeros(number, dtype=np.int16)
    wins = np.zeros_like(usual)
    for end in range(1, longest + 1):
        here = np.flatnonzero(usual[end])
        cost[here] += costs[end - at[here], at[here], here]
        at[here] = end
        common = here[both[end, here]]
        saved = cost[common] - total[end, common]
        wins[end, common] = saved - saved_before[common] >= MARGIN
        saved_before[common] = saved
    # From the right: each place goes by the stretch it is in.
    chosen = np.zeros_like(usual)
    winner = np.zeros(number, dtype=bool)
    for end in range(longest, -1, -1):
        np.copyto(winner, wins[end], where=both[end])
        chosen[end] = np.where(winner, cheapest[end], usual[end])
    return chosen


def find_special(np: Any, cuts: Any, kinds: Any) -> list[list[tuple[int, int]]]:
    """Return the start and end of the words of each run that convert unlike their characters."""
    number = cuts.shape[1]
    found: list[list[tuple[int, int]]] = [[] for _ in range(number)]
    at = np.zeros(number, dtype=np.int64)
    for end in range(1, cuts.shape[0]):
        here = np.flatnonzero(cuts[end])
        starts = at[here]
        kind = kinds[end - starts, starts, here]
        special = kind >= SPECIAL
        for column, start in zip(here[special].tolist(), starts[special].tolist(), strict=True):
            found[column].append((start, end))
        at[here] = end
    return found


class Batch:
    """The policy of a converter, for many runs at once."""

    def __init__(self, converter: Converter, phrases: PhraseDictionary) -> None:
        self._policy = converter.policy
        self._table = converter.table
        self._phrases = phrases
        self._words = read_words().with_own(phrases)

    def convert(self, runs: Sequence[str]) -> list[str | None]:
        """Return what the runs become, ``None`` where the table says the same."""
        policy, np = self._policy, self._words.np
        by_cost = isinstance(policy, CommonestWords)
        every = isinstance(policy, CommonestWords) and bool(policy.later)
        wanted, cuts, kinds = cut_runs(self._words, runs, by_cost=by_cost, every=every)
        if isinstance(policy, CommonestWords) and policy.later:
            return self._convert_words(policy, runs, cuts)
        found: list[str | None] = [None] * len(runs)
        columns = np.flatnonzero(wanted).tolist()
        mapped = "".join([runs[column] for column in columns]).translate(self._table)
        at = 0
        for column, places in zip(columns, find_special(np, cuts, kinds), strict=True):
            end = at + len(runs[column])
            if places:
                found[column] = self._replace(runs[column], mapped[at:end], places)
            at = end
        return found

    def _replace(self, run: str, mapped: str, places: list[tuple[int, int]]) -> str | None:
        """Return ``mapped``, ``run`` by characters, with the words at ``places`` converted."""
        new = mapped
        for start, end in places:
            value = self._phrases.special(run[start]).get(run[start + 1 : end])
            if value is None and isinstance(self._policy, CommonestWords):
                value = self._policy.convert_word(run[start:end])
            if value is not None:
                new = new[:start] + value + new[end:]
        return None if new == mapped else new

    def _convert_words(
        self, policy: CommonestWords, runs: Sequence[str], cuts: Any
    ) -> list[str | None]:
        columns, ends = self._words.np.nonzero(cuts.T)
        all_ends = ends.tolist()
        starts = self._words.np.searchsorted(columns, range(len(runs) + 1)).tolist()
        found: list[str | None] = []
        for run, (left, right) in zip(runs, pairwise(starts), strict=True):
            words = [run[a:b] for a, b in pairwise(all_ends[left:right])]
            new = policy.convert_words(words)
            found.append(None if new == run.translate(self._table) else new)
        return found


def make_batch(converter: Converter) -> Batch | None:
    """Return the batch of ``converter``, or ``None`` where its policy has none."""
    policy = converter.policy
    if isinstance(policy, CommonestWords):
        return Batch(converter, policy.words)
    if isinstance(policy, LeftmostLongest) and policy.phrases is not None:
        return Batch(converter, policy.phrases)
    return None
