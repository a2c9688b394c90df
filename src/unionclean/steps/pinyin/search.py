"""The byte damage undone: a search over the bytes that the shown characters came from.

Where an annotation hit the end of one character and the start of the next, the decoder paired
the bytes that follow one place off, until a letter or another hit put it right again. The search
reads the shown characters as bytes, re-pairs them, and fills in bytes that were eaten. A state is
the lead byte that still waits for its trail byte, and the last character that is complete; of all
ways to reach a state only the most likely one is kept, so the search is linear.
"""

from __future__ import annotations

from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from unionclean.chars import HAN, regex
from unionclean.steps.pinyin.atoms import before_brackets, read_atom
from unionclean.steps.pinyin.choose import likelihood
from unionclean.steps.pinyin.clash import PARTNERS
from unionclean.steps.pinyin.moves import RIVAL, WORST, Moves
from unionclean.steps.pinyin.reread import AROUND, reread
from unionclean.steps.pinyin.states import ANY, NOTHING, Found, Run, Shown, State, read_path
from unionclean.steps.pinyin.tokens import LETTERS, READING, SYLLABLE, hides_hit

if TYPE_CHECKING:
    from unionclean.habits import Habits
    from unionclean.steps.pinyin.atoms import Atom
    from unionclean.steps.pinyin.verdict import Verdict

AGAIN: Final = 4  # states with a dropped character that are followed
# In nats: of guesses with a pair of characters as unlikely 12 in 21 are wrong, of all one in five.
HARDLY: Final = -12.0
FARTHEST: Final = 300  # characters to look back for an open bracket
OPENING: Final = PARTNERS | {"(": "）"}
CLOSING_OF: Final = {closing: opening for opening, closing in PARTNERS.items()}
ANY_BRACKET: Final = f"[{''.join(OPENING)}{''.join(OPENING.values())})]"
ANY_READING: Final = f"[(（]?(?<![A-Za-z]){SYLLABLE} ?[)）]"  # that of half a character, too
NEAR: Final = 60  # characters to look ahead for a bracket that nothing opens
# A bracket with a reading opens nothing.
OPEN_OR_CLOSE: Final = (
    f"[(（](?!{SYLLABLE} ?[)）])|[“‘「『《〈【”’」』》〉】]|(?<![{LETTERS}])[)）]"
)
HIDDEN_HIT: Final = 5.0  # nats for a mark that lost a byte without a trace: below WORST
WIDTH: Final = 12  # states kept after each character; more, or a wider margin, changed no text
LONGEST: Final = 400  # characters after which a run that finds no end is given up
MOST_UNKNOWN: Final = 24  # lost bytes after which it is, too; six are many in a real run
WINDOW: Final = 40  # characters by which a run is recognized as one that was solved before
MOST_SEEN: Final = 10_000
OPEN_END: Final = 2.5  # nats for a line that ends without a mark: about one in twelve
CUT_OFF: Final = 5.0  # nats for a text that ends inside of a character, as a hidden hit
ENDS: Final = frozenset("。！？；：”’」』）…!?;:)\u3000")  # a blank may follow the mark


SPACED_OUT: Final = f"[{HAN}](?:{READING})? [{HAN}] \\Z"

_score = itemgetter(0)


class Search:
    """Searches for runs in one document and keeps count of the states it looked at."""

    def __init__(self, text: str, verdict: Verdict, shown: Shown, habits: Habits) -> None:
        self.text = text
        self.verdict = verdict
        self.shown = shown
        self._habits = habits
        self._moves = Moves(text, verdict, shown, habits)
        self._seen: dict[tuple[str, str], Found] = {}

    @property
    def work(self) -> int:
        """The number of states that were looked at."""
        return self._moves.work

    def solve(self, at: int, limit: int) -> Found:
        """Return the repairs from ``at`` on, up to where all is in step again.

        ``limit`` is the end of the line. No repairs: nothing fits, or the text is good as it is.
        """
        closing = self._open_before(at)
        opening = self._closed_after(at, limit, closing)
        key = self._before(at) + closing + opening, self.text[at : min(at + WINDOW, limit + 1)]
        known = self._seen.get(key)
        if known is not None:
            return _moved(known, at)
        self._moves.expect(closing, opening)
        found = self._walk(at, limit)
        if found.end + AROUND < at + WINDOW and len(self._seen) < MOST_SEEN:
            self._seen[key] = _moved(found, -at)
        return found

    def is_strained(self, run: Run) -> bool:
        """Tell whether characters follow each other in ``run`` that hardly do."""
        chars = self._char_before(run.start) + (run.stored or run.new)
        chars += self.text[run.end : run.end + 1]
        return any(likelihood(one, two) < HARDLY for one, two in pairwise(chars))

    def _walk(self, at: int, limit: int) -> Found:
        """Return the most likely repair."""
        before = self._char_before(at)
        states = [State(0.0, NOTHING, broken=False, last=before)]
        if hides_hit(self.text, at):
            states.append(State(-HIDDEN_HIT, ANY, broken=True, last=before))
        position, unknown = at, 0
        while position < limit and position - at < LONGEST and unknown < MOST_UNKNOWN:
            atom = read_atom(self.text, position, self.verdict, self.shown.unknown)
            position = atom.end
            unknown += atom.unknown
            following = self.text[position] if position < limit else ""
            if self.shown.private_dropped:
                states += self._after_dropped(states, atom)
            sure = self._moves.only(states[0], atom) if len(states) == 1 else None
            if sure is not None:
                states = [sure]
                continue
            states = _prune(self._moves.advance(states, atom, following))
            if not states or (len(states) == 1 and not states[0].waiting and not atom.unknown):
                break
        if unknown >= MOST_UNKNOWN:
            return Found([], position, solved=False)
        at_end = position >= limit
        cut = at_end and not self.text[limit:].strip("\n")
        ended = [state for state in states if not state.waiting or cut]
        if not ended:
            return Found([], position, solved=False)
        ends = sorted(
            ((_final_score(state, at_end), state) for state in ended), key=_score, reverse=True
        )
        ends = [end for end in ends if end[0] > ends[0][0] - RIVAL]
        path = reread(ends, lambda: self._around(at, position, limit), self._habits)
        return read_path(path, self.text, position)

    def _around(self, start: int, end: int, limit: int) -> tuple[str, str]:
        """Return some characters before ``start`` and after ``end``, without readings."""
        after = self.text[end : min(limit, end + AROUND)]
        return self._before(start), regex(READING).sub("", after)

    def _after_dropped(self, states: list[State], atom: Atom) -> list[State]:
        """Return the states after up to two private characters, the likely ones only."""
        found: list[State] = []
        most = AGAIN
        for _ in range(2):
            states = self._moves.dropped(states[:most], most, atom)
            found += states
            most //= 2
        return found

    def _open_before(self, at: int) -> str:
        """Return the mark that closes the innermost bracket or quotation open before ``at``."""
        start = max(self.text.rfind("\n", 0, at) + 1, at - FARTHEST)
        depth: dict[str, int] = {}
        for char in regex(OPEN_OR_CLOSE).findall(self.text[start:at])[::-1]:
            closing = OPENING.get(char)
            if closing is None:
                char = ")" if char == "）" else char  # noqa: PLW2901 - widths may be folded
                depth[char] = depth.get(char, 0) + 1
                continue
            key = ")" if closing == "）" else closing
            if not depth.get(key):
                return closing
            depth[key] -= 1
        return ""

    def _closed_after(self, at: int, limit: int, closing: str) -> str:
        """Return the mark that opens what is closed behind ``at`` and open nowhere, if any.

        ``closing`` closes what is open already.
        """
        depth = 0
        after = regex(ANY_READING).sub("", self.text[at : min(at + NEAR, limit)])
        for char in regex(ANY_BRACKET).findall(after):
            if char in OPENING:
                depth += 1
            elif depth:
                depth -= 1
            else:
                wide = "）" if char == ")" else char
                return "" if wide == closing.replace(")", "）") else CLOSING_OF.get(wide, "")
        return ""

    def _before(self, at: int) -> str:
        """Return the characters before ``at`` on its line, without readings."""
        begin = max(self.text.rfind("\n", 0, at) + 1, at - 9 * AROUND)
        return regex(READING).sub("", self.text[begin:at])[-AROUND:]

    def _char_before(self, at: int) -> str:
        """Return the character before ``at``, past the bracket of an annotation.

        A blank does not count where one stands between any two characters: «疾 ?。?».
        """
        at = before_brackets(self.text, at)
        if at > 1 and regex(SPACED_OUT).search(self.text, max(at - 14, 0), at):
            at -= 1
        return self.text[at - 1] if at else "\n"


def _final_score(state: State, at_end: bool) -> float:
    """Return the score of ``state``; most lines of prose end with a mark.

    An excerpt may end inside of a character: its first byte has been shown with the one before it.
    """
    cut = CUT_OFF if state.waiting else 0.0
    return state.score - cut - (OPEN_END if at_end and state.last not in ENDS else 0.0)


def _moved(found: Found, by: int) -> Found:
    """Return ``found`` for a text that stands ``by`` characters further on."""
    runs = [run._replace(start=run.start + by, end=run.end + by) for run in found.runs]
    torn = found.torn and (found.torn[0] + by, found.torn[1] + by)
    return found._replace(runs=runs, end=found.end + by, torn=torn)


def _prune(best: dict[tuple[frozenset[int], str], State]) -> list[State]:
    if len(best) < 2:
        return list(best.values())
    states = sorted(best.values(), key=_score, reverse=True)
    worst = states[0].score - WORST
    kept = [s for s in states[:WIDTH] if s.score > worst or not s.waiting]
    if len(states) > WIDTH:
        kept += [s for s in states[WIDTH:] if not s.waiting]
    return kept
