"""What the search knows about one page: how it was stored, what it annotates, what it repeats."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from unionclean.habits import mixed
from unionclean.steps.pinyin.choose import (
    any_read_as,
    best_of,
    between,
    complete,
    first_read_as,
    likelihood,
    options,
    with_trail,
)
from unionclean.steps.pinyin.clash import BRACKETS, CLOSING, has_marks, may_pair
from unionclean.steps.pinyin.codepage import LONE, LONE_SHOWN, encode_char, is_trail, private_trails
from unionclean.steps.pinyin.eaten import is_torn_tag
from unionclean.steps.pinyin.endings import best_end
from unionclean.steps.pinyin.states import (
    ANY,
    CHOSEN,
    GUESSED,
    KNOWN,
    NOTHING,
    PLAIN,
    State,
    byte_set,
)
from unionclean.steps.pinyin.tables import LADDER, load_tables, stored_as, toneless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from unionclean.habits import Habits
    from unionclean.steps.pinyin.atoms import Atom
    from unionclean.steps.pinyin.states import Shown
    from unionclean.steps.pinyin.verdict import Verdict

# In nats.
BROKEN_RULE: Final = 12.0  # a character of the table without its annotation, or the like
ODD_MARK: Final = 6.0  # a halfwidth "?" or U+FFFD that the author of a fullwidth text wrote

# What the decoder shows follows from the original, so a lost pair costs nothing. It makes the
# original longer by a character, and a model of pairs takes each one for less likely than it is:
# so much of that is given back. Of 350 simulated pages in two profiles this leaves the fewest
# errors, and of six places in real pages it reads five; -0.5 to 2 are hardly worse.
DROPPED: Final = 0.5

# The gain of a character that begins in a dropped pair and is ended by what is shown next: where
# that is unknown, the average of prose.
NEXT: Final = -6.0

# A dropped pair leaves a wrong character made of halves, which hardly follows the one before it:
# nothing is looked for where what is shown makes a character more likely than this. Of 350 pages
# some more are read right so than by looking everywhere, and in two thirds of the time.
WEAK: Final = -7.5

# ！！ and ？？ in a text that shows no marks in a row. Reviews have as many ！！ as 啊！, which
# leave the same bytes; newspapers have 啊！ alone.
UNREPEATED: Final = 2.0
CUT: Final = 12.0  # a character lost where the farm cut its page into pieces: once in some pages
CLOSED: Final = 4.0  # a mark that closes what is open
UNOPENED: Final = -4.0  # one that closes nothing, or something else
OPENED: Final = 4.0  # one that opens what is closed later, and open nowhere

_first_three = itemgetter(0, 1, 2)

Ranked = tuple[tuple[float, str], ...]
Begun = tuple[tuple[float, str, frozenset[int]], ...]
Trails = Callable[[int], frozenset[int]]


class Page:
    """One document, as the search asks about it."""

    def __init__(self, text: str, verdict: Verdict, shown: Shown, habits: Habits) -> None:
        self._text = text
        self._tables = load_tables()
        # What a later conversion to Simplified showed differently, as it was stored.
        self._stored = self._tables.farm if verdict.simplified else {}
        self._plain = verdict.plain
        plain = PLAIN if verdict.plain else ""
        self._table = {self._stored.get(c, c): plain + one for c, one in verdict.table.items()}
        self._holds = cache(text.__contains__)
        self._shown = shown
        self._habits = habits
        self._brackets = "", ""
        self._bytes: dict[str, tuple[bytes, ...]] = {}
        self._ranked: dict[tuple[str, tuple[str, ...]], tuple[Ranked, bool]] = {}
        self._begun: dict[tuple[str, frozenset[int], Trails], Begun] = {}

    def expect(self, closing: str, opening: str) -> None:
        """Take note of the marks that close what is open, and open what is closed later."""
        self._brackets = opening, closing

    def only(self, state: State, atom: Atom) -> State | None:
        """Return the state after ``atom`` if ``state`` leaves no choice, else ``None``.

        Most bytes are known, so most of a run has one reading. How likely that is does not matter
        while it has no rival, and is not asked: the score stays.
        """
        if len(state.waiting) != 1:
            return None
        if atom.unknown:
            found = any_read_as(state.waiting, atom.reading) if atom.reading else ()
            if len(found) != 1:
                return None
            return self._sure(state, atom, found[0], NOTHING, hit=found[0])
        raws = self._bytes_of(atom.char)
        if len(raws) != 1 or len(raws[0]) != 2 or raws[0][1] < 0x80:
            return None
        chars = complete(state.waiting, raws[0][0])
        if len(chars) != 1:
            return None
        return self._sure(state, atom, chars[0], byte_set(raws[0][1]))

    def _sure(
        self, state: State, atom: Atom, new: str, waiting: frozenset[int], hit: str = ""
    ) -> State:
        broken = bool(atom.reading)
        return State(state.score, waiting, broken, new, state, atom, new, hit=hit)

    def _best_of(self, before: str, chars: tuple[str, ...]) -> Ranked:
        """Return the most likely of ``chars`` after ``before`` in this document, best first."""
        key = before, chars
        found = self._ranked.get(key)
        if found is None:
            found = self._rank(before, chars)
            self._ranked[key] = found
        ranked, closes = found
        opening, closing = self._brackets
        if closes:
            ranked = tuple(
                (gain + (CLOSED if char == closing else UNOPENED), char)
                if char in CLOSING
                else (gain + OPENED * (char == opening), char)
                for gain, char in ranked
            )
            ranked = tuple(sorted(ranked, reverse=True))
        return ranked

    def _rank(self, before: str, chars: tuple[str, ...]) -> tuple[Ranked, bool]:
        """Return what `_best_of` keeps, and whether marks that close something are among it."""
        if len(chars) == 1:
            gain = likelihood(before, chars[0])
            followers = self._habits.after(before)
            if chars[0] in followers:
                gain = mixed(gain, followers[chars[0]])
            return ((gain, chars[0]),), False
        marked = has_marks(before, chars)
        ranked = self._habits.prefer(before, best_of(before, chars), marked=marked)
        if self._again(before, before):
            ranked = tuple(
                sorted(((gain - self._again(before, c), c) for gain, c in ranked), reverse=True)
            )
        return ranked, may_pair(chars) and not BRACKETS.isdisjoint(char for _, char in ranked)

    def _again(self, before: str, char: str) -> float:
        """Return the cost of ``char`` where it repeats a mark, in a text that does not do that."""
        again = char == before and char in "！？"
        return UNREPEATED if again and not self._habits.repeats_marks else 0.0

    def _options(self, state: State, trails: Trails) -> Begun:
        key = state.last, state.waiting, trails
        found = self._begun.get(key)
        if found is None:
            found = self._habits.prefer(state.last, options(*key))
            self._begun[key] = found
        return found

    def _unwritten(self, atom: Atom) -> float:
        """Return the cost of taking a mark for what the author wrote."""
        cost = BROKEN_RULE if is_torn_tag(self._text, atom.end) else 0.0
        if atom.char == "\ufffd" or (atom.char == "?" and not self._is_folded(",")):
            cost += ODD_MARK
        return cost

    def _bytes_of(self, char: str) -> tuple[bytes, ...]:
        """Return the bytes that may have been shown as ``char``."""
        found = self._bytes.get(char)
        if found is None:
            raws = map(encode_char, stored_as(char) if self._stored else char)
            found = tuple(raw for raw in raws if raw and (len(raw) == 2 or is_trail(raw[0])))
            if char == LONE_SHOWN:
                found += (bytes((LONE,)),)
            if self._is_folded(char):
                found += (b"\xa1\xa1" if char == " " else bytes((0xA3, ord(char) + 0x80)),)
            self._bytes[char] = found
        return found

    def _completed(self, waiting: frozenset[int], trail: int) -> tuple[str, ...]:
        """Return the characters that the waiting byte and ``trail`` can make."""
        if waiting is ANY:
            return with_trail(trail)
        return between(waiting, trail) if len(waiting) > 1 else complete(waiting, trail)

    def _trail(self, char: str) -> int:
        """Return the last byte of ``char`` if it is one of two, else 0."""
        raw = encode_char(self._stored.get(char, char))
        if raw is not None and len(raw) == 2:
            return raw[1]
        return ord(char) + 0x80 if self._is_folded(char) else 0

    def _is_folded(self, char: str) -> bool:
        """Tell whether ``char`` may stand for its fullwidth form, because the text lacks that."""
        if not " " <= char <= "~":
            return False
        return not self._holds("\u3000" if char == " " else chr(ord(char) + 0xFEE0))

    def _is_read(self, char: str, reading: str) -> bool:
        """Tell whether ``reading`` is one of ``char``, written as this page writes them."""
        if not self._plain:
            return self._tables.fits(char, reading)
        return reading in map(toneless, self._tables.read(char))

    def _slice(self, atom: Atom) -> str:
        return self._text[atom.start : atom.end]

    def _unmarked(self, char: str) -> float:
        """Return the cost of ``char`` without the annotation that it has everywhere else."""
        return BROKEN_RULE if char in self._table else 0.0

    def dropped(self, states: Sequence[State], most: int, atom: Atom) -> list[State]:
        """Return the states after a pair that was shown as a private character and removed.

        The ``most`` likely ones, best first; ``states`` are sorted in the same way. What is shown
        next, ``atom``, ends the character that begins in the pair, so both are weighed: 傍 is rare,
        and 傍晚 is not.
        """
        ends = () if atom.unknown else [raw[0] for raw in self._bytes_of(atom.char)]
        found: list[tuple[float, float, int, str, frozenset[int]]] = []
        floor = float("-inf")
        for index, state in enumerate(states):
            start = state.score + DROPPED
            if start <= floor:  # no gain is above 0
                break
            if not state.waiting or state.waiting is ANY:
                continue
            if ends and best_end(state.last, state.waiting, ends) > WEAK:
                continue
            table = () if state.broken else self._table
            for gain, char, waiting in self._options(state, private_trails):
                if start + gain <= floor:
                    break
                score = start + gain - (BROKEN_RULE if char in table else 0.0)
                ahead = best_end(char, waiting, ends) if ends else NEXT
                if score + ahead < floor:
                    continue
                found.append((score + ahead, score, -index, char, waiting))
                if len(found) >= most:
                    found.sort(key=_first_three, reverse=True)
                    del found[most:]
                    floor = found[-1][0]
        found.sort(key=_first_three, reverse=True)
        return [
            State(
                score,
                waiting,
                broken=False,
                last=char,
                back=states[-index],
                new=char,
                grade=GUESSED,
            )
            for _, score, index, char, waiting in found[:most]
        ]

    def _preference(self, char: str) -> float:
        """Return how likely it is, in nats, that this document annotates ``char``.

        The document shows that it does, or that it does not; else the ladder speaks.
        """
        if char in self._table:
            return 0.0
        if self._holds(char):
            return -8.0
        return -2.0 if char in LADDER else -4.0

    def cut_in_two(self, atom: Atom) -> Iterator[tuple[str, bytes, float]]:
        """Yield the characters that may be shown as ``atom`` because they were cut in two.

        With their bytes and what that costs. A farm works on pieces of its page: the byte that ends
        one is lost, and the next one swallows the bracket: «弄清?shí)» is 弄清實.
        """
        if self._shown.eats and self._text[atom.start + 1] not in "(（":
            for char in first_read_as(atom.reading):
                raw = encode_char(char) or b"\0\0"
                if raw[1] > 0x80:
                    yield char, raw, CUT - self._preference(char)

    def _grade(self, char: str, found: Iterable[str]) -> int:
        found = list(found)
        others = [other for other in found if other in self._table and other != char]
        return KNOWN if len(found) == 1 or (char in self._table and not others) else CHOSEN
