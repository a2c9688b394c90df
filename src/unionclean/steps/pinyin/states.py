"""The states of the search: what is complete, what waits, and the path that led here."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionclean.edits import Certainty
    from unionclean.steps.pinyin.atoms import Atom

NOTHING: Final[frozenset[int]] = frozenset()
"""No byte is waiting: the shown characters are the original ones, the search is in step."""

PLAIN: Final = "~"
"""Stands before a reading of a page that writes no tones."""

ANY: Final = frozenset(range(0x81, 0xFF))
"""The waiting byte was eaten and can be any lead byte."""


@cache
def byte_set(byte: int) -> frozenset[int]:
    """Return the set of one waiting byte."""
    return frozenset((byte,))


# How sure a step is; the surest certainty that a run with it can have.
KNOWN, CHOSEN, GUESSED = 0, 1, 2
_CERTAINTY: Final[tuple[Certainty, ...]] = ("exact", "likely", "guess")


# In nats, the cost of taking a question mark before another mark for a lost byte. Where the
# punctuation step was active there is about one in a hundred characters. One page in four has it,
# so where no place proves it, the first such mark is as unlikely as one in 400 characters, and
# people's own «?!» and «???» are more likely still.
HIT, RARE_HIT = 1.0, 8.0


class Shown(NamedTuple):
    """How the text was stored after the damage.

    Attributes:
        unknown: the characters that stand for lost bytes.
        private_dropped: private-use characters were removed.
        eats: the decoder swallowed the byte after a lead byte that it could not pair.
        hit: the cost in nats of a mark that lost the byte before it.

    """

    unknown: frozenset[str]
    private_dropped: bool
    eats: bool
    hit: float


class Run(NamedTuple):
    """A repaired stretch: ``text[start:end]`` becomes ``new``.

    ``hits`` are the characters whose annotation did the damage, with their readings. Where the
    page was converted to Simplified later, ``stored`` is ``new`` as it was before that.
    """

    start: int
    end: int
    new: str
    certainty: Certainty
    hits: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    stored: str = ""


class Found(NamedTuple):
    """What one search found.

    Attributes:
        runs: the repairs, in order.
        end: how far the search went.
        solved: some way to read the text was found.
        torn: the first reading whose character stays lost.

    """

    runs: list[Run]
    end: int
    solved: bool = True
    torn: tuple[int, int] | None = None


class State(NamedTuple):
    """A way to read the text so far: its last atom, and the state before that.

    Attributes:
        score: log probability.
        waiting: the possible values of the lead byte that waits for its trail byte.
        broken: something was inserted right before the byte that comes next.
        last: the last complete character.
        back: the state before ``atom``; ``None`` at the start.
        atom: what is shown; ``None`` for a private-use pair that was removed.
        new: what the original had there.
        plain: in step before and after, with the shown character as the original one.
        grade: how sure this is.
        hit: the character whose annotation did the damage.
        rival: the next likely state with the same bytes waiting and the same last character.

    """

    score: float
    waiting: frozenset[int]
    broken: bool
    last: str
    back: State | None = None
    atom: Atom | None = None
    new: str = ""
    plain: bool = False
    grade: int = KNOWN
    hit: str = ""
    rival: State | None = None


def path_to(state: State) -> list[State]:
    """Return the states from the first atom to ``state``."""
    path: list[State] = []
    while state.back is not None:
        path.append(state)
        state = state.back
    return path[::-1]


def read_so_far(state: State) -> str:
    """Return the original up to ``state``, from where the search began."""
    return "".join(step.new for step in path_to(state))


def read_path(path: list[State], text: str, end: int) -> Found:
    """Return the repairs along ``path``: one for each stretch out of step."""
    runs: list[Run] = []
    stretch: list[State] = []
    torn = None
    for one in path:
        if not one.plain:
            stretch.append(one)
            continue
        runs += _join(stretch)
        stretch = []
        if one.atom is None:
            continue
        if one.new != text[one.atom.start : one.atom.end]:
            runs.append(Run(one.atom.start + 1, one.atom.end, "", "exact"))
        elif one.atom.unknown and one.atom.reading:
            torn = torn or (one.atom.start, one.atom.end)
    runs += _join(stretch)
    return Found(runs, end, torn=torn)


def _join(stretch: list[State]) -> Iterator[Run]:
    atoms = [step.atom for step in stretch if step.atom is not None]
    if atoms:
        new = "".join(step.new for step in stretch)
        certainty = _CERTAINTY[max(step.grade for step in stretch)]
        hits = tuple(
            (s.hit, s.atom.reading.lstrip(PLAIN)) for s in stretch if s.hit and s.atom is not None
        )
        yield Run(atoms[0].start, atoms[-1].end, new, certainty, hits)
