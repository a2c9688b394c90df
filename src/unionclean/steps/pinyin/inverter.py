"""The byte damage undone: a search over the bytes that the shown characters came from.

Where an annotation hit the end of one character and the start of the next, the decoder paired
the bytes that follow one place off, until a letter or another hit put it right again. The search
reads the shown characters as bytes, re-pairs them, and fills in bytes that were eaten. A state is
the lead byte that still waits for its trail byte, and the last character that is complete; of all
ways to reach a state only the most likely one is kept, so the search is linear.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from unionclean.chars import is_han
from unionclean.steps.pinyin.atoms import Atom, read_atom
from unionclean.steps.pinyin.choose import (
    likelihood,
    preference,
    read_as,
    with_lead,
    with_trail,
)
from unionclean.steps.pinyin.codepage import decode_pair, encode_char, is_trail
from unionclean.steps.pinyin.tables import load_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionclean.edits import Certainty
    from unionclean.steps.pinyin.gate import Verdict

SYNC: Final = -1  # no byte is waiting: the shown characters are the original ones
LOST: Final = -2  # the waiting byte was eaten

# In nats. A page with the punctuation step shows about one hit in a hundred characters; a private
# character was dropped in about one shifted pair in six; every eaten ASCII byte costs its guess.
HIT: Final = 4.0
DROPPED: Final = 2.5
EATEN: Final = 6.0
BROKEN_RULE: Final = 12.0  # a character of the table without its annotation, or the like
UNSOLVED: Final = 30.0  # a reading without a character stays as it is

WIDTH: Final = 48  # states kept after each character
WORST: Final = 22.0  # nats behind the best state after which a state is dropped
LONGEST: Final = 400  # characters after which a run that finds no end is given up

_PAUSES: Final = frozenset("，。；！？、：,;!?:")


class Shown(NamedTuple):
    """How the text was stored after the damage.

    Attributes:
        unknown: the characters that stand for lost bytes.
        folded: halfwidth characters that may have been fullwidth ones.
        private_dropped: private-use characters were removed.
        eats: the decoder swallowed the byte after a lead byte that it could not pair.

    """

    unknown: frozenset[str]
    folded: frozenset[str]
    private_dropped: bool
    eats: bool


class Run(NamedTuple):
    """A repaired stretch: ``text[start:end]`` becomes ``new``."""

    start: int
    end: int
    new: str
    certainty: Certainty


class _Step(NamedTuple):
    """One atom on a path: what the original had there, and whether it was in step before."""

    back: _Step | None
    atom: Atom | None  # None for a private pair that was dropped before the next atom
    new: str
    plain: bool  # in step before and after, and the shown character is the original one
    grade: int  # 0 follows from the bytes, 1 best of several readings, 2 chosen by the model


class _State(NamedTuple):
    score: float
    pending: int
    broken: bool  # something was inserted right before the byte that comes next
    last: str
    step: _Step | None


_GRADES: Final[tuple[Certainty, ...]] = ("exact", "likely", "guess")


class Search:
    """Searches for runs in one document and keeps count of the work done."""

    def __init__(self, text: str, verdict: Verdict, shown: Shown) -> None:
        self.text = text
        self.verdict = verdict
        self.shown = shown
        self.work = 0
        self._tables = load_tables()

    def solve(self, at: int, limit: int) -> tuple[list[Run], int]:
        """Return the repairs from ``at`` on, up to where all is in step again, and that place.

        ``limit`` is the end of the line. No repairs: nothing fits, or the text is good as it is.
        """
        states = [_State(0.0, SYNC, False, self._char_before(at), None)]
        position = at
        while position < limit and position - at < LONGEST:
            atom = read_atom(self.text, position, self.verdict, self.shown.unknown)
            position = atom.end
            following = self.text[position] if position < limit else ""
            if self.shown.private_dropped:
                states += [new for state in states for new in self._dropped(state)]
            best: dict[tuple[int, str], _State] = {}
            for state in states:
                for new in self._advance(state, atom, following):
                    self.work += 1
                    key = new.pending, new.last
                    if key not in best or best[key].score < new.score:
                        best[key] = new
            states = _prune(best)
            if not states or (len(states) == 1 and states[0].pending == SYNC and not atom.unknown):
                break
        ended = [state for state in states if state.pending == SYNC]
        if not ended:
            return [], position
        return list(_runs(max(ended, key=lambda state: state.score), self.text)), position

    def _char_before(self, at: int) -> str:
        """Return the character before ``at``, past the bracket of an annotation."""
        if at and self.text[at - 1] in ")）":
            opening = max(self.text.rfind(mark, max(0, at - 12), at) for mark in "(（")
            if opening > 0:
                at = opening
        return self.text[at - 1] if at else "\n"

    def _advance(self, state: _State, atom: Atom, following: str) -> Iterator[_State]:
        if state.pending == SYNC:
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

    # In step: the shown character is the original one.

    def _shown_in_step(self, state: _State, atom: Atom) -> _State:
        char, new = atom.char, atom.char
        if atom.reading and not is_han(char):  # 溧l(xiāng)i: the hit ended with a letter
            hit = (
                decode_pair(self._trail(state.last), ord(char)) if self._trail(state.last) else None
            )
            if hit is None or not self._tables.fits(hit, atom.reading):
                new = self.text[atom.start : atom.end]
        score = state.score + likelihood(state.last, char)
        if not atom.reading and char in self.verdict.table:
            score -= BROKEN_RULE
        return _State(score, SYNC, False, char, _Step(state.step, atom, new, True, 0))

    def _torn_in_step(self, state: _State, atom: Atom) -> Iterator[_State]:
        """«以?xún)»: the lost byte begins a character and ends the one that was hit."""
        trail = self._trail(state.last)
        found = read_as(trail, atom.reading) if trail else ()
        for char in found:
            raw = encode_char(char) or b""
            yield _State(
                state.score + self._preference(char),
                raw[1],
                True,
                state.last,
                _Step(state.step, atom, "", False, self._grade(char, found)),
            )
        new = self.text[atom.start : atom.end]
        step = _Step(state.step, atom, new, True, 0)
        yield _State(state.score - UNSOLVED, SYNC, False, ")", step)

    def _unknown_in_step(self, state: _State, atom: Atom, following: str) -> Iterator[_State]:
        new = self.text[atom.start : atom.end]
        score = state.score + likelihood(state.last, "？")
        yield _State(score, SYNC, False, "？", _Step(state.step, atom, new, True, 0))
        if following in _PAUSES or following in self.shown.unknown:
            step = _Step(state.step, atom, "", False, 2)
            yield _State(state.score - HIT, LOST, True, state.last, step)

    # Out of step: a lead byte waits.

    def _shown_out_of_step(self, state: _State, atom: Atom) -> Iterator[_State]:
        for raw in self._bytes_of(atom.char):
            for char in self._completed(state.pending, raw[0]):
                score = state.score + likelihood(state.last, char)
                if not state.broken and char in self.verdict.table and len(raw) == 2:
                    score -= BROKEN_RULE
                grade = 2 if state.pending == LOST else 0
                if len(raw) == 1:
                    new = char
                    if atom.reading and not self._tables.fits(char, atom.reading):
                        new += self.text[atom.start + 1 : atom.end]
                    elif not atom.reading and not state.broken and char in self.verdict.table:
                        score -= BROKEN_RULE
                    step = _Step(state.step, atom, new, False, grade)
                    yield _State(score, SYNC, False, char, step)
                    continue
                if not atom.reading and atom.char in self.verdict.table:
                    score -= BROKEN_RULE
                if raw[1] < 0x80:  # an ASCII letter of the original, shown as a second byte
                    letter = chr(raw[1])
                    step = _Step(state.step, atom, char + letter, False, grade)
                    yield _State(score + likelihood(char, letter), SYNC, False, letter, step)
                else:
                    step = _Step(state.step, atom, char, False, grade)
                    yield _State(score, raw[1], bool(atom.reading), char, step)

    def _torn_out_of_step(self, state: _State, atom: Atom) -> Iterator[_State]:
        if state.pending == LOST:
            found = tuple(c for c, r in self.verdict.table.items() if r == atom.reading)
        else:
            found = read_as(state.pending, atom.reading)
        for char in found:
            score = state.score + likelihood(state.last, char) + self._preference(char)
            step = _Step(state.step, atom, char, False, self._grade(char, found))
            yield _State(score, SYNC, True, char, step)

    def _unknown_out_of_step(self, state: _State, atom: Atom, following: str) -> Iterator[_State]:
        mark_follows = following in _PAUSES or following in self.shown.unknown
        if atom.char == "？" or atom.char in self.shown.folded:
            for char in self._completed(state.pending, 0xA3):
                score = state.score + likelihood(state.last, char)
                step = _Step(state.step, atom, char, False, 0)
                yield _State(score, 0xBF, False, char, step)
        if state.pending == LOST:
            # Both bytes of the character may be gone where marks follow each other: «病；» is
            # shown as «??；». The byte before a mark's own last byte is A1 or A3.
            for char in (*with_trail(0xA1), *with_trail(0xA3)) if mark_follows else ():
                score = state.score + likelihood(state.last, char) - HIT
                step = _Step(state.step, atom, char, False, 2)
                yield _State(score, SYNC, True, char, step)
            return
        for char in with_lead(state.pending):
            score = state.score + likelihood(state.last, char)
            if char in self.verdict.table:
                score -= BROKEN_RULE
            if mark_follows or not following or not self.shown.eats:
                step = _Step(state.step, atom, char, False, 2)
                yield _State(score - HIT, SYNC, True, char, step)
            if following and self.shown.eats:
                new = char + self._eaten(char, atom)
                step = _Step(state.step, atom, new, False, 2)
                yield _State(score - EATEN, SYNC, True, char, step)

    def _dropped(self, state: _State) -> Iterator[_State]:
        """A shifted pair in a user-defined area was shown as a private character, then removed."""
        if state.pending < 0:
            return
        for char in with_lead(state.pending):
            trail = (encode_char(char) or b"\0\0")[1]
            if 0xA1 <= trail <= 0xA7 or 0xAA <= trail <= 0xAF or trail >= 0xF8:
                if char in self.verdict.table and not state.broken:
                    continue
                self.work += 1
                score = state.score + likelihood(state.last, char) - DROPPED
                step = _Step(state.step, None, char, False, 2)
                yield _State(score, LOST, False, char, step)

    def _bytes_of(self, char: str) -> Iterator[bytes]:
        """Yield the bytes that may have been shown as ``char``."""
        raw = encode_char(char)
        if raw is not None and (len(raw) == 2 or is_trail(raw[0])):
            yield raw
        if char in self.shown.folded:
            yield b"\xa1\xa1" if char == " " else bytes((0xA3, ord(char) + 0x80))

    def _completed(self, pending: int, trail: int) -> tuple[str, ...]:
        if pending == LOST:
            return with_trail(trail)
        char = decode_pair(pending, trail) if is_trail(trail) else None
        return () if char is None or "\ue000" <= char <= "\uf8ff" else (char,)

    def _trail(self, char: str) -> int:
        """Return the last byte of ``char`` if it is one of two, else 0."""
        raw = encode_char(char)
        if raw is not None and len(raw) == 2:
            return raw[1]
        return ord(char) + 0x80 if char in self.shown.folded else 0

    def _eaten(self, char: str, atom: Atom) -> str:
        """Return what to put for an ASCII character that the decoder swallowed."""
        after = self.text[atom.end : atom.end + 1]
        if char in "。！？”…" and is_han(after):
            return "\n"
        return "" if after in "/!" or after.isalpha() and after.isascii() else atom.char

    def _preference(self, char: str) -> float:
        return preference(char, self.verdict.table, self.verdict.bare)

    def _grade(self, char: str, found: tuple[str, ...]) -> int:
        others = [c for c in found if c in self.verdict.table and c != char]
        alone = len(found) == 1 or (char in self.verdict.table and not others)
        return 0 if alone else 1


def _prune(best: dict[tuple[int, str], _State]) -> list[_State]:
    states = sorted(best.values(), key=lambda state: -state.score)[:WIDTH]
    return [state for state in states if state.score > states[0].score - WORST]


def _runs(state: _State, text: str) -> Iterator[Run]:
    """Yield the repairs along the path to ``state``: one for each stretch out of step."""
    path: list[_Step] = []
    step = state.step
    while step is not None:
        path.append(step)
        step = step.back
    path.reverse()
    stretch: list[_Step] = []
    for one in path:
        if not one.plain:
            stretch.append(one)
            continue
        yield from _run(stretch)
        stretch = []
        if one.atom is not None and one.new != text[one.atom.start : one.atom.end]:
            yield Run(one.atom.start + 1, one.atom.end, "", "exact")
    yield from _run(stretch)


def _run(stretch: list[_Step]) -> Iterator[Run]:
    atoms = [step.atom for step in stretch if step.atom is not None]
    if atoms:
        grade = _GRADES[max(step.grade for step in stretch)]
        yield Run(atoms[0].start, atoms[-1].end, "".join(step.new for step in stretch), grade)
