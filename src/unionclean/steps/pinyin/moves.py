"""One step of the search: everything the original may have had where one atom is shown."""

from __future__ import annotations

from heapq import nlargest
from math import inf
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from unionclean.chars import is_han
from unionclean.steps.pinyin.choose import (
    any_read_as,
    best_of,
    between,
    likelihood,
    options,
    read_as,
    with_lead,
    with_trail,
)
from unionclean.steps.pinyin.codepage import (
    decode_pair,
    encode_char,
    is_trail,
    private_trails,
    unmapped_trails,
)
from unionclean.steps.pinyin.eaten import EATEN, eaten
from unionclean.steps.pinyin.states import ANY, CHOSEN, GUESSED, KNOWN, Shown, State, byte_set
from unionclean.steps.pinyin.tables import LADDER, load_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from unionclean.steps.pinyin.atoms import Atom
    from unionclean.steps.pinyin.verdict import Verdict

# In nats. What the decoder shows follows from the original, so a lost pair costs next to nothing;
# the small costs only keep the search from preferring long explanations.
DROPPED: Final = 0.5
UNMAPPED: Final = 0.5
BROKEN_RULE: Final = 12.0  # a character of the table without its annotation, or the like
UNSOLVED: Final = 60.0  # a reading without a character stays as it is: the very last choice

PAUSES: Final = frozenset("，。；！？、：,;!?:")

_first_two = itemgetter(0, 1)


class Moves:
    """The moves of one document."""

    def __init__(self, text: str, verdict: Verdict, shown: Shown) -> None:
        self._text = text
        self._tables = load_tables()
        # What a later conversion to Simplified showed differently, as it was stored.
        self._stored = self._tables.farm if verdict.simplified else {}
        self._table = {self._stored.get(c, c): reading for c, reading in verdict.table.items()}
        self._preferences: dict[str, float] = {}
        self._shown = shown
        self.floor = -inf  # states below would be dropped, so they need not be made

    def advance(self, state: State, atom: Atom, following: str) -> Iterator[State]:
        """Yield the states after ``atom``; ``following`` is the character after it."""
        if not state.waiting:
            if not atom.unknown:
                yield self._shown_in_step(state, atom)
            elif atom.reading:
                yield from self._torn_in_step(state, atom)
            else:
                yield from self._unknown_in_step(state, atom, following)
        elif not atom.unknown:
            yield from self._shown_out_of_step(state, atom)
        elif atom.reading:
            yield from self._torn_out_of_step(state, atom)
        else:
            yield from self._unknown_out_of_step(state, atom, following)

    def dropped(self, states: list[State], most: int) -> list[State]:
        """Return the states after a pair that was shown as a private character and removed.

        The ``most`` likely ones, best first; ``states`` are sorted in the same way.
        """
        found: list[tuple[float, int, str, frozenset[int]]] = []
        floor = -inf
        for index, state in enumerate(states):
            start = state.score - DROPPED
            if start <= floor:  # no gain is above 0
                break
            if not state.waiting or state.waiting is ANY:
                continue
            for gain, char, waiting in options(state.last, state.waiting, private_trails):
                if start + gain <= floor:
                    break
                score = start + gain - (0.0 if state.broken else self._unmarked(char))
                found.append((score, -index, char, waiting))
            if len(found) > most:
                found = nlargest(most, found, key=_first_two)
                floor = found[-1][0]
        found.sort(key=_first_two, reverse=True)
        return [
            states[-index].go(
                None, char, score - states[-index].score, waiting=waiting, grade=GUESSED
            )
            for score, index, char, waiting in found[:most]
        ]

    # In step: the shown character is the original one.

    def _shown_in_step(self, state: State, atom: Atom) -> State:
        char = new = atom.char
        if atom.reading and not is_han(char):  # 溧l(xiāng)i: the hit ended with a letter
            trail = self._trail(state.last)
            hit = decode_pair(trail, ord(char)) if trail else None
            if hit is None or not self._tables.fits(hit, atom.reading):
                new = self._slice(atom)
        gain = likelihood(state.last, char)
        if not atom.reading:
            gain -= self._unmarked(char)
        return state.go(atom, new, gain, plain=True)

    def _torn_in_step(self, state: State, atom: Atom) -> Iterator[State]:
        """«以?xún)»: the lost byte begins a character and ends the one that was hit."""
        trail = self._trail(state.last)
        found = read_as(trail, atom.reading) if trail else ()
        for char in found:
            lead = (encode_char(char) or b"\0\0")[1]
            if lead > 0x80:
                yield state.go(
                    atom,
                    "",
                    self._preference(char),
                    waiting=byte_set(lead),
                    broken=True,
                    grade=self._grade(char, found),
                    hit=char,
                )
        yield state.go(atom, self._slice(atom), -UNSOLVED, plain=True)

    def _unknown_in_step(self, state: State, atom: Atom, following: str) -> Iterator[State]:
        yield state.go(atom, self._slice(atom), likelihood(state.last, "？"), plain=True)
        if following in PAUSES or following in self._shown.unknown:
            hit = -self._shown.hit
            yield state.go(atom, "", hit, waiting=ANY, broken=True, grade=GUESSED)

    # Out of step: a lead byte waits.

    def _shown_out_of_step(self, state: State, atom: Atom) -> Iterator[State]:
        grade = KNOWN if len(state.waiting) == 1 else GUESSED
        unmarked = 0.0 if atom.reading else self._unmarked(atom.char)
        for raw in self._bytes_of(atom.char):
            for gain, char in best_of(state.last, self._completed(state.waiting, raw[0])):
                if state.score + gain < self.floor:
                    break
                cost = 0.0 if state.broken else self._unmarked(char)
                if len(raw) == 1:
                    new = char
                    if atom.reading and self._tables.fits(char, atom.reading):
                        cost = 0.0
                    elif atom.reading:  # a reading that nothing explains
                        new += self._text[atom.start + 1 : atom.end]
                        cost += UNSOLVED
                    yield state.go(atom, new, gain - cost, grade=grade)
                elif raw[1] < 0x80:  # an ASCII letter of the original, shown as a second byte
                    letter = chr(raw[1])
                    both = gain + likelihood(char, letter) - cost - unmarked
                    yield state.go(atom, char + letter, both, grade=grade)
                else:
                    yield state.go(
                        atom,
                        char,
                        gain - cost - unmarked,
                        waiting=byte_set(raw[1]),
                        broken=bool(atom.reading),
                        grade=grade,
                    )

    def _torn_out_of_step(self, state: State, atom: Atom) -> Iterator[State]:
        """«?huì)» after a shifted pair: the waiting byte and the lost one are the character."""
        if state.waiting is ANY:
            found = tuple(char for char, reading in self._table.items() if reading == atom.reading)
        else:
            found = any_read_as(state.waiting, atom.reading)
        for gain, char in best_of(state.last, found):
            liked = gain + self._preference(char)
            grade = self._grade(char, found)
            yield state.go(atom, char, liked, broken=True, grade=grade, hit=char)

    def _unknown_out_of_step(self, state: State, atom: Atom, following: str) -> Iterator[State]:
        shown = self._shown
        if atom.char == "？" or atom.char in shown.folded:  # a shifted A3BF
            for gain, char in best_of(state.last, self._completed(state.waiting, 0xA3)):
                yield state.go(atom, char, gain, waiting=byte_set(0xBF))
        if atom.char not in shown.unknown:
            return
        mark_follows = following in PAUSES or following in shown.unknown
        if len(state.waiting) > 1:
            # Both bytes of a character are gone where marks follow each other: «病；» is shown
            # as «??；». The byte before a mark's own last byte is A1 or A3.
            lost = (*with_trail(0xA1), *with_trail(0xA3)) if mark_follows else ()
            for gain, char in best_of(state.last, lost):
                yield state.go(atom, char, gain - shown.hit, broken=True, grade=GUESSED)
            return
        # 80 leads no pair: it is shown alone.
        for gain, char in best_of(state.last, self._completed(state.waiting, 0x80)):
            yield state.go(atom, char, gain, grade=CHOSEN)
        yield from self._pair_without_character(state, atom, unmapped_trails, UNMAPPED)
        for likely, char in best_of(state.last, with_lead(min(state.waiting))):
            gain = likely - self._unmarked(char)
            if not following or not shown.eats:  # a byte with nothing to pair with
                yield state.go(atom, char, gain - UNMAPPED, broken=True, grade=GUESSED)
            elif mark_follows:
                cost = min(shown.hit, EATEN)
                yield state.go(atom, char, gain - cost, broken=True, grade=GUESSED)
            if following and shown.eats:
                new = char + eaten(char, atom.char, self._text, atom.end)
                yield state.go(atom, new, gain - EATEN, broken=True, last=char, grade=GUESSED)

    def _pair_without_character(
        self, state: State, atom: Atom | None, trails: Callable[[int], frozenset[int]], cost: float
    ) -> Iterator[State]:
        for gain, char, waiting in options(state.last, state.waiting, trails):
            paid = cost + (0.0 if state.broken else self._unmarked(char))
            yield state.go(atom, char, gain - paid, waiting=waiting, grade=GUESSED)

    # Bytes and characters.

    def _bytes_of(self, char: str) -> Iterator[bytes]:
        """Yield the bytes that may have been shown as ``char``."""
        raw = encode_char(self._stored.get(char, char))
        if raw is not None and (len(raw) == 2 or is_trail(raw[0])):
            yield raw
        if char in self._shown.folded:
            yield b"\xa1\xa1" if char == " " else bytes((0xA3, ord(char) + 0x80))

    def _completed(self, waiting: frozenset[int], trail: int) -> tuple[str, ...]:
        """Return the characters that the waiting byte and ``trail`` can make."""
        if waiting is ANY:
            return with_trail(trail)
        if len(waiting) > 1:
            return between(waiting, trail)
        char = decode_pair(min(waiting), trail) if is_trail(trail) else None
        return () if char is None or "\ue000" <= char <= "\uf8ff" else (char,)

    def _trail(self, char: str) -> int:
        """Return the last byte of ``char`` if it is one of two, else 0."""
        raw = encode_char(self._stored.get(char, char))
        if raw is not None and len(raw) == 2:
            return raw[1]
        return ord(char) + 0x80 if char in self._shown.folded else 0

    def _slice(self, atom: Atom) -> str:
        return self._text[atom.start : atom.end]

    def _unmarked(self, char: str) -> float:
        """Return the cost of ``char`` without the annotation that it has everywhere else."""
        return BROKEN_RULE if char in self._table else 0.0

    def _preference(self, char: str) -> float:
        """Return how likely it is, in nats, that this document annotates ``char``.

        The document shows that it does, or that it does not; else the ladder speaks.
        """
        value = self._preferences.get(char)
        if value is None:
            if char in self._table:
                value = 0.0
            elif char in self._text:
                value = -8.0
            else:
                value = -2.0 if char in LADDER else -4.0
            self._preferences[char] = value
        return value

    def _grade(self, char: str, found: Iterable[str]) -> int:
        found = list(found)
        others = [other for other in found if other in self._table and other != char]
        return KNOWN if len(found) == 1 or (char in self._table and not others) else CHOSEN
