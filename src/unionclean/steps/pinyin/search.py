"""The byte damage undone: a search over the bytes that the shown characters came from.

Where an annotation hit the end of one character and the start of the next, the decoder paired
the bytes that follow one place off, until a letter or another hit put it right again. The search
reads the shown characters as bytes, re-pairs them, and fills in bytes that were eaten. A state is
the lead byte that still waits for its trail byte, and the last character that is complete; of all
ways to reach a state only the most likely one is kept, so the search is linear.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from unionclean.steps.pinyin.atoms import read_atom
from unionclean.steps.pinyin.moves import Moves
from unionclean.steps.pinyin.states import NOTHING, Found, Run, Shown, State, read_path

if TYPE_CHECKING:
    from unionclean.steps.pinyin.gate import Verdict

AGAIN: Final = 12  # states with a dropped character that are followed
STRAINED: Final = -7.0
WIDTH: Final = 32  # states kept after each character
WORST: Final = 18.0  # nats behind the best state after which a state is dropped
LONGEST: Final = 400  # characters after which a run that finds no end is given up
MOST_UNKNOWN: Final = 24  # lost bytes after which it is, too; six are many in a real run
WINDOW: Final = 40  # characters by which a run is recognized as one that was solved before
MOST_SEEN: Final = 10_000


class Search:
    """Searches for runs in one document and keeps count of the states it looked at."""

    def __init__(self, text: str, verdict: Verdict, shown: Shown) -> None:
        self.work = 0
        self._text = text
        self._verdict = verdict
        self._shown = shown
        self._moves = Moves(text, verdict, shown)
        self._seen: dict[tuple[str, str], Found] = {}

    def solve(self, at: int, limit: int) -> Found:
        """Return the repairs from ``at`` on, up to where all is in step again.

        ``limit`` is the end of the line. No repairs: nothing fits, or the text is good as it is.
        """
        key = self._char_before(at), self._text[at : min(at + WINDOW, limit + 1)]
        known = self._seen.get(key)
        if known is not None:
            return _moved(known, at)
        found = self._solve(at, limit)
        if found.end < at + WINDOW and len(self._seen) < MOST_SEEN:
            self._seen[key] = _moved(found, -at)
        return found

    def _solve(self, at: int, limit: int) -> Found:
        best, end = self._walk(at, limit, dropped=0)
        # Dropped characters may stand anywhere in a run: they are looked for only where the shown
        # ones make no sense, first one in a place, then two.
        for dropped in (1, 2) if self._shown.private_dropped else ():
            if best is not None and not _is_strained(best):
                break
            other, further = self._walk(at, limit, dropped=dropped)
            if other is not None and (best is None or other.score > best.score):
                best, end = other, further
        return Found([], end, solved=False) if best is None else read_path(best, self._text, end)

    def _walk(self, at: int, limit: int, *, dropped: int) -> tuple[State | None, int]:
        states = [State(0.0, NOTHING, False, self._char_before(at), None)]  # noqa: FBT003 - record
        position = at
        unknown = 0
        while position < limit and position - at < LONGEST and unknown < MOST_UNKNOWN:
            atom = read_atom(self._text, position, self._verdict, self._shown.unknown)
            position = atom.end
            unknown += atom.unknown
            following = self._text[position] if position < limit else ""
            if dropped:
                states += self._after_dropped(states, dropped)
            best: dict[tuple[frozenset[int], str], State] = {}
            for state in states:
                for new in self._moves.advance(state, atom, following):
                    self.work += 1
                    key = new.waiting, new.last
                    if key not in best or best[key].score < new.score:
                        best[key] = new
            states = _prune(best)
            if not states or (len(states) == 1 and not states[0].waiting and not atom.unknown):
                break
        ended = [state for state in states if not state.waiting]
        return max(ended, key=lambda state: state.score, default=None), position

    def _after_dropped(self, states: list[State], dropped: int) -> list[State]:
        """Return the states after up to ``dropped`` private characters, the likely ones only."""
        found: list[State] = []
        for _ in range(dropped):
            new = [after for state in states for after in self._moves.dropped(state)]
            states = sorted(new, key=lambda state: -state.score)[:AGAIN]
            found += states
        return found

    def _char_before(self, at: int) -> str:
        """Return the character before ``at``, past the bracket of an annotation."""
        if at and self._text[at - 1] in ")）":
            opening = max(self._text.rfind(mark, max(0, at - 12), at) for mark in "(（")
            if opening > 0:
                at = opening
        return self._text[at - 1] if at else "\n"


def _moved(found: Found, by: int) -> Found:
    """Return ``found`` for a text that stands ``by`` characters further on."""
    runs = [run._replace(start=run.start + by, end=run.end + by) for run in found.runs]
    torn = found.torn and (found.torn[0] + by, found.torn[1] + by)
    return Found(runs, found.end + by, found.solved, torn)


def _is_strained(state: State) -> bool:
    """Tell whether a path is too unlikely to be Chinese.

    Running prose has about -6 nats a character in the language model, wrongly paired bytes -11.
    """
    size, step = 0, state.path
    while step is not None:
        size += len(step.new)
        step = step.back
    return state.score < STRAINED * max(size, 1)


def _prune(best: dict[tuple[frozenset[int], str], State]) -> list[State]:
    states = sorted(best.values(), key=lambda state: -state.score)[:WIDTH]
    return [state for state in states if state.score > states[0].score - WORST]
