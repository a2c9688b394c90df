"""Characters of which some bytes were destroyed, chosen by what the text around them makes likely.

What is left of such a character narrows it down: two of three bytes leave 64 choices, and where
the wrong encoding is known, a byte can only have been lost if that encoding gives no character to
it and the byte after it, which leaves about ten. The language model chooses among those.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import is_han, regex
from unionclean.steps.mojibake.choices import COST_FOREIGN, not_of
from unionclean.steps.mojibake.codepages import BLANK, HOLE, QUESTION
from unionclean.steps.mojibake.likeliest import choose_likeliest
from unionclean.steps.mojibake.moves import Moves
from unionclean.steps.mojibake.terms import load_terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionclean.habits import Habits
    from unionclean.language import Model
    from unionclean.steps.mojibake.choices import Script
    from unionclean.steps.mojibake.layers import Layer, Pattern
    from unionclean.steps.mojibake.reader import Reader
    from unionclean.steps.mojibake.readings import Reading

_BEAM: Final = 24  # states kept at each place; more never changed a choice in the benchmark
_BEHIND: Final = 20.0  # nats that no path makes good
# Marks in one broken stretch: beyond that nothing is left to go by. The stretch itself may be long,
# because after one lost byte, a two-byte encoding is read in the wrong pairs up to the next mark.
_MOST_MARKS: Final = 24
_MOST_BROKEN: Final = 48  # characters of UTF-8, which falls in step at once

_NUMERALS: Final = "三五八百"  # in words, what follows a number follows these
_UNLIKELY: Final = "[\xb8-\xd6\xd8-\xff]"  # a letter where another kind of loss may give a mark
_COST_RARE: Final = -3.0  # a sign that few texts have, of which the model knows the class only
_COMMON: Final = "“”‘’…—·€→│─├└●■①②③★☆√×"
_PER_RANK: Final = -0.1
_COST_TURNED: Final = -3.0  # a quotation mark that faces the wrong way

_QUOTES: Final = "“”‘’"

# What is remembered: what a megabyte of damage has of different kinds, in some 10 MB of memory.
_MOST_KNOWN: Final = 20_000

# The best ways to a place: by the bytes of a character that has begun, and the last two whole
# characters, the score and the text. Plain dictionaries, because thousands are made of them.
_Ends = dict[str, tuple[float, str]]
_Paths = dict["Pattern", _Ends]


class _Chars(NamedTuple):
    """The characters of a pattern."""

    plain: list[tuple[float, float, str]]  # log probability, charge, character
    others: list[str]  # that the model's table lacks, or where more matters


class Gap(NamedTuple):
    """What stands around a broken stretch."""

    before: str  # the repaired character before it, if known
    after: str  # the one after it
    following: str  # the byte after it, if any
    left: str  # the text of the line before it, as far as it is known
    right: str  # and after it
    habits: Habits | None = None
    suited: str = ""  # the mark that what follows suggests: a colon before a list


class Search:
    """The search for destroyed characters in text that one mistake has hit."""

    def __init__(self, reading: Reading, model: Model, script: Script, reader: Reader) -> None:
        self._wrong, self._right = reading
        self._model = model
        self._foreign = not_of(script)
        self._moves = Moves(reading, reader)
        self._chars: dict[Pattern, _Chars] = {}
        self._likeliest: dict[tuple[str, Pattern], Sequence[tuple[float, str]]] = {}
        self._known: dict[tuple[tuple[str, ...], str, str, str], list[tuple[float, str]]] = {}

    def fill(self, raws: list[str], gap: Gap) -> str | None:
        """Return the likeliest text for a broken stretch, or ``None`` when nothing fits.

        ``raws`` is what is left of the bytes, one item for each damaged character.
        """
        if len(raws) > _MOST_BROKEN and (
            self._right == "utf-8" or sum(raw in {HOLE, QUESTION} for raw in raws) > _MOST_MARKS
        ):
            return None
        key = (tuple(raws), gap.before, gap.after, gap.following)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            found = self._known[key] = self._search(raws, gap)
        if not found:
            return None
        return choose_likeliest(found, gap.left, gap.right, gap.habits, suited=gap.suited)

    def _search(self, raws: list[str], gap: Gap) -> list[tuple[float, str]]:
        marked = any(char in raw for raw in raws for char in (HOLE, QUESTION, BLANK))
        # A blank before ASCII may be one, and end no character: then a byte before it was dropped.
        open_ = any(BLANK in raw and after < "\x80" for raw, after in pairwise([*raws, " "]))
        found: list[tuple[float, str]] = []
        # What is usual first: a mark for each lost byte; then one for two; then none at all, for
        # one pair or for two in a row.
        single = self._wrong.single
        for two, dropped in ((False, 0), *(() if single else ((True, 0),)), (True, 1), (True, 2)):
            if marked or dropped:
                found += self._try(raws, gap, two=two, dropped=dropped)
                certain = found and not regex(_UNLIKELY).search(max(found)[1])
                if certain and (dropped or not open_):
                    break
        return found

    def _try(
        self, raws: list[str], gap: Gap, *, two: bool, dropped: int
    ) -> list[tuple[float, str]]:
        paths: _Paths = {(): {gap.before: (0.0, "")}}
        two = two and not self._wrong.single
        for layer in self._moves.layers(raws, gap.following, two=two, dropped=dropped):
            paths = self._step(paths, layer)
        return [
            (score + self._cost_before(tail[-1:], gap.after), text)
            for tail, (score, text) in paths.get((), {}).items()
            if text
        ]

    def _cost_before(self, last: str, char: str) -> float:
        if not last:
            return self._model.char(char)
        return load_terms().mixed(last, [(self._model.pair(last, char), char)])[0][0]

    def _step(self, paths: _Paths, layer: Layer) -> _Paths:
        """Return the best paths after one more place."""
        if len(layer) == 1 and len(paths) == 1:
            ((begun, moves),) = layer.items()
            if len(moves) == 1 and not moves[0].pattern:
                return {moves[0].begun: paths[begun]}  # what costs all the same, costs nothing
        grown: _Paths = {}
        joined: _Paths = {}
        best = -1e9
        likeliest = self._likeliest
        for begun, moves in layer.items():
            ends = paths.get(begun, {})
            for cost, pattern, left in moves:
                target = grown.setdefault(left, {})
                if not pattern:
                    for last, (score, text) in ends.items():
                        value = score + cost
                        if last not in target or target[last][0] < value:
                            target[last] = value, text
                            best = max(best, value)
                    continue
                # Two ways that end in the same character go on in the same way.
                if begun not in joined:
                    joined[begun] = _by_last(ends)
                for last, (score, text) in joined[begun].items():
                    value = score + cost
                    if value < best - _BEHIND:
                        continue
                    chars = likeliest.get((last, pattern))
                    if chars is None:
                        chars = self._find_likeliest(last, pattern)
                    if chars:
                        best = max(best, value + chars[0][0])
                    least = best - _BEHIND - value
                    for gain, char in chars:
                        if gain < least:
                            break
                        key = last + char
                        if key not in target or target[key][0] < value + gain:
                            target[key] = value + gain, text + char
        return _widest(grown, best)

    def _find_likeliest(self, last: str, pattern: Pattern) -> Sequence[tuple[float, str]]:
        """Return the characters of ``pattern`` that may matter after ``last``, the best first."""
        chars = self._chars.get(pattern) or self._weigh(pattern)
        backed_off, row = self._model.row(last)
        if backed_off is None or last < "\x80":
            costs = [(self._cost(last, char), char) for _, _, char in chars.plain]
        else:
            get = row.get
            costs = [
                (get(char, backed_off + alone) + charge, char)
                for alone, charge, char in chars.plain
            ]
        if chars.others:
            costs += [(self._cost(last, char), char) for char in chars.others]
        if last:
            costs = load_terms().mixed(last, costs, self._foreign)
        costs.sort(reverse=True)
        if costs:
            least = costs[0][0] - _BEHIND
            costs = [item for item in costs[:_BEAM] if item[0] >= least]
        if len(self._likeliest) >= _MOST_KNOWN:
            self._likeliest.clear()
        self._likeliest[last, pattern] = costs
        return costs

    def _weigh(self, pattern: Pattern) -> _Chars:
        found = self._moves.chars(pattern)
        alone, foreign = self._model.char, self._foreign
        others = [char for char in found if char not in self._model or char in _QUOTES]
        plain = [
            (alone(char), COST_FOREIGN * (char in foreign), char)
            for char in found
            if char not in others
        ]
        if len(self._chars) >= _MOST_KNOWN:
            self._chars.clear()
        self._chars[pattern] = chars = _Chars(plain, others)
        return chars

    def _cost(self, last: str, char: str) -> float:
        cost = self._model.pair(last, char) if last else self._model.char(char)
        if last.isdecimal() and is_han(char):
            return sum(self._model.pair(numeral, char) for numeral in _NUMERALS) / len(_NUMERALS)
        if char in self._foreign:
            cost += COST_FOREIGN
        if "" < last < "\x80":
            # Beside Latin letters the model knows classes only; the frequent mark is the likelier.
            cost += 0.2 * self._model.char(char)
        if "\u2070" <= char <= "\u2bff":
            rank = _COMMON.find(char)
            cost += _PER_RANK * rank if rank >= 0 else _COST_RARE
        if char in _QUOTES and _turned_wrong(last, char):
            cost += _COST_TURNED
        return cost


# The texts of a file and the files of a folder were mostly damaged by the same mistake. Threads may
# share one: what it remembers depends on nothing else.
@lru_cache(maxsize=4)
def search_for(reading: Reading, model: Model, script: Script, reader: Reader) -> Search:
    """Return the search for one mistake, with what it has found so far."""
    return Search(reading, model, script, reader)


def _by_last(ends: _Ends) -> _Ends:
    """Return the best of ``ends`` for each last character."""
    if len(ends) == 1:
        return {tail[-1:]: end for tail, end in ends.items()}
    best: _Ends = {}
    for tail, end in ends.items():
        last = tail[-1:]
        if last not in best or best[last][0] < end[0]:
            best[last] = end
    return best


def _widest(paths: _Paths, best: float) -> _Paths:
    """Return the paths that may still win."""
    least = best - _BEHIND
    # A path that has paid for a whole character and one that has not yet are compared by giving
    # the begun character its likely price.
    ranked = [
        (end[0] - 2.0 * len(begun), begun, last, end)
        for begun, ends in paths.items()
        for last, end in ends.items()
        if end[0] >= least
    ]
    if len(ranked) > _BEAM:
        ranked.sort(key=lambda item: item[0])
        ranked = ranked[-_BEAM:]
    kept: _Paths = {}
    for _, begun, last, end in ranked:
        kept.setdefault(begun, {})[last] = end
    return kept


def _turned_wrong(last: str, char: str) -> bool:
    """Tell whether a quotation mark opens after a letter or closes after a blank."""
    if char in "“‘":
        return last.isalnum() and last < "\u0250"
    return char in "”’" and last in {" ", "\n"}
