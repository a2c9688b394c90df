"""One step of the search: everything the original may have had where one atom is shown."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final

from unionclean.chars import is_han
from unionclean.steps.pinyin.choose import (
    Chars,
    any_read_as,
    before_mark,
    complete,
    likelihood,
    lost_in_big5,
    read_as,
    with_lead,
)
from unionclean.steps.pinyin.clash import OPENING, clash, with_closing
from unionclean.steps.pinyin.codepage import (
    byte_of,
    decode_pair,
    encode_char,
    makes_pair,
    unmapped_trails,
)
from unionclean.steps.pinyin.eaten import EATEN, eaten_reference, is_torn_tag, swallowed
from unionclean.steps.pinyin.page import BROKEN_RULE, Page
from unionclean.steps.pinyin.states import (
    ANY,
    CHOSEN,
    GUESSED,
    HIT,
    KNOWN,
    NOTHING,
    Shown,
    State,
    byte_set,
    read_so_far,
)
from unionclean.steps.pinyin.tokens import PAUSES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionclean.habits import Habits
    from unionclean.steps.pinyin.atoms import Atom
    from unionclean.steps.pinyin.verdict import Verdict

# In nats.
UNMAPPED: Final = 0.5
UNMARKED: Final = 12.0  # a mark that lost a byte, and whose "?" somebody has deleted
UNSOLVED: Final = 60.0  # a reading without a character stays as it is: the very last choice

SPARED: Final = 20.0  # the same for a state in step: what follows may yet show it to be right
RIVAL: Final = 4.0  # nats behind the best way to a state up to which a way is kept (see `reread`)
WORST: Final = 9.0  # nats behind the best state after which a state is dropped

STOPS: Final = Chars("。！？")
_PAUSES: Final = frozenset(PAUSES)

_make = tuple.__new__  # what `State()` calls, without its arguments by name
Key = tuple[frozenset[int], str]


class Moves(Page):
    """The moves of one document."""

    def __init__(self, text: str, verdict: Verdict, shown: Shown, habits: Habits) -> None:
        super().__init__(text, verdict, shown, habits)
        self._best: dict[Key, State] = {}
        self._floor = self._top = -inf
        self.work = 0

    def advance(self, states: Iterable[State], atom: Atom, following: str) -> dict[Key, State]:
        """Return the best state for each waiting byte and last character after ``atom``.

        ``following`` is the character after it.
        """
        self._best = {}
        self._floor = self._top = -inf
        for state in states:
            if not state.waiting:
                if not atom.unknown:
                    self._shown_in_step(state, atom)
                elif atom.reading:
                    self._torn_in_step(state, atom)
                else:
                    self._unknown_in_step(state, atom, following)
            elif not atom.unknown:
                self._shown_out_of_step(state, atom)
            elif atom.reading:
                self._torn_out_of_step(state, atom)
            else:
                self._unknown_out_of_step(state, atom, following)
        return self._best

    def _go(
        self,
        state: State,
        atom: Atom,
        new: str,
        gain: float,
        *,
        waiting: frozenset[int] = NOTHING,
        broken: bool = False,
        last: str = "",
        plain: bool = False,
        grade: int = KNOWN,
        hit: str = "",
    ) -> None:
        """Keep the state after ``atom``, of which the original is ``new``, if it is the best."""
        self.work += 1
        score = state[0] + gain
        if score < (self._floor if waiting else self._floor - SPARED):
            return
        last = last or new[-1:] or state.last
        key = waiting, last
        known = self._best.get(key)
        rival = None
        if known is not None:
            ahead = known[0] - score
            if ahead >= RIVAL or (ahead >= 0.0 and known[6] == new and known[4] is state):
                return
            if ahead >= 0.0:
                made = score, waiting, broken, last, state, atom, new, plain, grade, hit, known[10]
                self._best[key] = _make(State, (*known[:-1], _make(State, made)))
                return
            rival = known if ahead > -RIVAL else None
        self._best[key] = _make(
            State, (score, waiting, broken, last, state, atom, new, plain, grade, hit, rival)
        )
        if score > self._top:
            self._top = score
            self._floor = score - WORST

    def _shown_in_step(self, state: State, atom: Atom) -> None:
        char = new = atom.char
        if atom.reading and not is_han(char):  # 溧l(xiāng)i: the hit ended with a letter
            trail = self._trail(state.last)
            hit = decode_pair(trail, byte_of(char)) if trail else None
            if hit is None or not self._is_read(hit, atom.reading):
                new = self._slice(atom)
        gain = likelihood(state.last, char) - self._again(state.last, char)
        if not atom.reading:
            gain -= self._unmarked(char)
        self._go(state, atom, new, gain, plain=True)

    def _torn_in_step(self, state: State, atom: Atom) -> None:
        """«以?xún)»: the lost byte begins a character and ends the one that was hit."""
        trail = self._trail(state.last)
        found = read_as(trail, atom.reading) if trail else ()
        for char in found:
            lead = (encode_char(char) or b"\0\0")[1]
            if lead > 0x80:
                liked, grade = self._preference(char), self._grade(char, found)
                ends = byte_set(lead)
                self._go(state, atom, "", liked, waiting=ends, broken=True, grade=grade, hit=char)
        if self._shown.eats and self._text[atom.start + 1] in "(（":  # no byte was lost here
            for char in lost_in_big5(atom.reading):
                if char not in self._text:
                    gain = likelihood(state.last, char)
                    self._go(state, atom, char, gain, broken=True, grade=CHOSEN, hit=char)
        for char, _, cost in self.cut_in_two(atom):
            gain = likelihood(state.last, char) - cost
            self._go(state, atom, char, gain, broken=True, grade=CHOSEN, hit=char)
        self._go(state, atom, self._slice(atom), -UNSOLVED, plain=True)

    def _unknown_in_step(self, state: State, atom: Atom, following: str) -> None:
        written = likelihood(state.last, "？") - self._unwritten(atom)
        written -= self._again("？" if state.last in "?？" else "", "？")
        self._go(state, atom, self._slice(atom), written, plain=True)
        if is_torn_tag(self._text, atom.end):  # of the mark before it, one byte left no trace
            for gain, char in self._best_of(state.last, STOPS):
                self._go(state, atom, char, gain - EATEN, broken=True, grade=GUESSED)
        if following in _PAUSES or following in self._shown.unknown:
            hit = -self._shown.hit
            self._go(state, atom, "", hit, waiting=ANY, broken=True, grade=GUESSED)

    def _shown_out_of_step(self, state: State, atom: Atom) -> None:
        waiting, last, table = state.waiting, state.last, self._table
        one = len(waiting) == 1
        if one and atom.char in _PAUSES and not atom.reading:
            self._unmarked_hit(state, atom)
        grade = KNOWN if one else GUESSED
        for raw in self._bytes_of(atom.char):
            chars = complete(waiting, raw[0]) if one else self._completed(waiting, raw[0])
            for gain, char in self._best_of(last, chars) if chars else ():
                score = state.score + gain
                if score < self._floor:
                    break
                if char in table and not state.broken:
                    gain -= BROKEN_RULE  # noqa: PLW2901 - the rule is a part of the gain
                if len(raw) == 1:
                    self._letter(state, atom, char, gain, grade)
                    continue
                if not atom.reading and atom.char in table:
                    gain -= BROKEN_RULE  # noqa: PLW2901
                if raw[1] < 0x80:  # an ASCII letter of the original, shown as a second byte
                    letter = chr(raw[1])
                    gain += likelihood(char, letter)  # noqa: PLW2901
                    self._go(state, atom, char + letter, gain, grade=grade)
                else:
                    self._go(
                        state,
                        atom,
                        char,
                        gain,
                        waiting=byte_set(raw[1]),
                        broken=bool(atom.reading),
                        grade=grade,
                    )

    def _unmarked_hit(self, state: State, atom: Atom) -> None:
        """Take a mark for one that lost the byte before it, where the "?" for that is gone too."""
        if state.score - UNMARKED < self._floor - SPARED:
            return
        for likely, char in self._best_of(state.last, with_lead(min(state.waiting))):
            gain = likely + likelihood(char, atom.char) - UNMARKED
            gain -= 0.0 if state.broken else self._unmarked(char)
            if state.score + gain < self._floor - SPARED:
                break
            self._go(state, atom, char + atom.char, gain, broken=True, grade=GUESSED)

    def _letter(self, state: State, atom: Atom, char: str, gain: float, grade: int) -> None:
        """Take a letter for a second byte; a reading behind it is that of ``char``."""
        new = char
        if atom.reading and self._is_read(char, atom.reading):
            gain += self._unmarked(char) if not state.broken else 0.0
        elif atom.reading:  # a reading that nothing explains
            new += self._text[atom.start + 1 : atom.end]
            gain -= UNSOLVED
        self._go(state, atom, new, gain, grade=grade)

    def _torn_out_of_step(self, state: State, atom: Atom) -> None:
        """«?huì)» after a shifted pair: the waiting byte and the lost one are the character."""
        if state.waiting is ANY:
            found = tuple(char for char, reading in self._table.items() if reading == atom.reading)
        else:
            found = any_read_as(state.waiting, atom.reading)
        for gain, char in self._best_of(state.last, found):
            liked, grade = gain + self._preference(char), self._grade(char, found)
            self._go(state, atom, char, liked, broken=True, grade=grade, hit=char)
        for hit, raw, cost in self.cut_in_two(atom) if len(state.waiting) == 1 else ():
            ends = byte_set(raw[1])  # its first byte ended another character
            for gain, char in self._best_of(state.last, complete(state.waiting, raw[0])):
                liked, grade = gain - cost, CHOSEN
                self._go(state, atom, char, liked, waiting=ends, broken=True, grade=grade, hit=hit)

    def _unknown_out_of_step(self, state: State, atom: Atom, following: str) -> None:
        shown = self._shown
        if atom.char == "？" or self._is_folded(atom.char):  # a shifted A3BF
            grade = KNOWN if len(state.waiting) == 1 else GUESSED
            for gain, char in self._best_of(state.last, self._completed(state.waiting, 0xA3)):
                self._go(state, atom, char, gain, waiting=byte_set(0xBF), grade=grade)
        if atom.char not in shown.unknown:
            return
        mark_follows = following in _PAUSES or following in shown.unknown
        if len(state.waiting) > 1:
            # Both bytes of a character are gone where marks follow each other: «病；» is shown
            # as «??；». The byte before a mark's own last byte is A1 or A3.
            if mark_follows:
                for gain, char in self._best_of(state.last, before_mark()):
                    self._go(state, atom, char, gain - HIT, broken=True, grade=GUESSED)
            return
        # 80 leads no pair: it is shown alone.
        for gain, char in self._best_of(state.last, self._completed(state.waiting, 0x80)):
            self._go(state, atom, char, gain, grade=CHOSEN)
        for gain, char, waiting in self._options(state, unmapped_trails):
            paid = UNMAPPED + (0.0 if state.broken else self._unmarked(char))
            self._go(state, atom, char, gain - paid, waiting=waiting, grade=GUESSED)
        self._eaten(state, atom, following, min(shown.hit, EATEN) if mark_follows else 0.0)

    def _eaten(self, state: State, atom: Atom, following: str, hit: float) -> None:
        """Take a character whose second byte was lost with a byte that could not be paired."""
        eats = self._shown.eats
        if not (eats or self._shown.private_dropped) and makes_pair(following):
            return
        if eats and (new := eaten_reference(self._text, atom.end, state)):
            self._go(state, atom, new, -UNMAPPED, broken=True, grade=GUESSED)
        cost = 0.0 if (torn := is_torn_tag(self._text, atom.end)) else EATEN
        ends = torn and self._text.startswith(("/", "br", "lt;/"), atom.end)
        after = self._text[atom.end : atom.end + 2].lstrip(" ")[:1]
        ranked = self._best_of(state.last, with_lead(min(state.waiting)))
        for likely, char in with_closing(ranked, state.last, following, lambda: read_so_far(state)):
            gain = likely - (0.0 if state.broken else self._unmarked(char))
            if state.score + gain < self._floor:
                break
            if ends and char in OPENING:  # nothing opens where a paragraph or a link ends
                continue
            if after.isascii() and after:  # a blank stands between, or was swallowed
                gain += clash(char, after)
            if alone := hit if following and eats else UNMAPPED:  # at the end nothing to pair with
                self._go(state, atom, char, gain - alone, broken=True, grade=GUESSED)
            if following and eats:
                new, last = swallowed(char, atom, self._text, self._brackets, state)
                gain -= cost
                if not after.isascii() and last.isdigit():  # else `after` has said it
                    gain += clash(char, last)
                self._go(state, atom, char + new, gain, broken=True, last=last, grade=GUESSED)
