"""One line whose bytes no single encoding reads well: the best path through all its readings.

A byte that was lost, added or changed shifts the pairs of GB18030 and Big5 until the next ASCII
byte, and a line pasted together from two sources changes its encoding in the middle. At each
byte several things may begin: a character of one to four bytes in any of the encodings, or a byte
that belongs to nothing. Viterbi's algorithm finds the sequence whose text is most probable.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.steps.decode.candidates import BAD_BYTE, BAD_RUN, CUT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionclean.language import Model

SWITCH: Final = -12.0
"""Charge for a change of encoding inside a line: about two good characters' worth of evidence, so
that one odd character is no reason to change."""


class Token(NamedTuple):
    """One character of the line, or one byte that could not be read (``char`` is empty)."""

    start: int
    end: int
    char: str
    encoding: str


class _State(NamedTuple):
    score: float
    last: str  # the character that ends here; "" after an unread byte
    start: int
    came_from: int  # index of the encoding of the state at `start`


def best_path(
    line: bytes,
    encodings: Sequence[str],
    model: Model,
    *,
    starts: Sequence[float],
    is_end: bool = False,
) -> list[Token]:
    """Return the most probable tokens of ``line``.

    ``starts`` holds the charge for beginning in each of ``encodings``; ``is_end`` says that the
    input ends with this line, so that a cut character is likely there.
    """
    size = len(line)
    states: list[list[_State | None]] = [[None] * len(encodings) for _ in range(size + 1)]
    for index, charge in enumerate(starts):
        states[0][index] = _State(charge, "\n", -1, index)
    for at in range(size):
        here = states[at]
        best = max((state.score for state in here if state is not None), default=None)
        if best is None:
            continue
        winner = next(i for i, state in enumerate(here) if state and state.score == best)
        for index, encoding in enumerate(encodings):
            state = here[index]
            origin = index
            if state is None or best + SWITCH > state.score:
                top = here[winner]
                if top is None:
                    continue
                state, origin = top._replace(score=best + SWITCH), winner
            for end, char in _characters(line, at, encoding):
                gain = model.pair(state.last, char) if state.last else model.char(char)
                _offer(states[end], index, _State(state.score + gain, char, at, origin))
            if line[at] >= 0x80:
                charge = BAD_BYTE if not state.last else BAD_BYTE + BAD_RUN
                if is_end and size - at <= 3 and state.last:
                    charge = BAD_BYTE + CUT
                _offer(states[at + 1], index, _State(state.score + charge, "", at, origin))
    return _trace(states, encodings, size)


def _offer(row: list[_State | None], index: int, state: _State) -> None:
    known = row[index]
    if known is None or state.score > known.score:
        row[index] = state


def _trace(states: list[list[_State | None]], encodings: Sequence[str], size: int) -> list[Token]:
    finals = [(state.score, -i) for i, state in enumerate(states[size]) if state is not None]
    index = -max(finals)[1]
    tokens: list[Token] = []
    at = size
    while at > 0:
        state = states[at][index]
        if state is None:  # cannot happen: every path is made of offered states
            raise AssertionError(at)
        tokens.append(Token(state.start, at, state.last, encodings[index]))
        at, index = state.start, state.came_from
    tokens.reverse()
    return tokens


def _characters(line: bytes, at: int, encoding: str) -> list[tuple[int, str]]:
    """Return ``(end, character)`` of what may begin at ``line[at]``."""
    lead = line[at]
    if lead < 0x80:
        return [(at + 1, chr(lead))]
    if encoding == "utf-8":
        width = 2 if 0xC2 <= lead < 0xE0 else 3 if 0xE0 <= lead < 0xF0 else 4
        if not 0xC2 <= lead < 0xF5:
            return []
        widths: tuple[int, ...] = (width,)
    elif encoding == "gb18030":
        four = line[at + 1 : at + 2].isdigit()
        widths = (1,) if lead == 0x80 else (4,) if four else (2,)
    else:
        widths = (1, 2, 3)
    found = []
    for width in widths:
        piece = line[at : at + width]
        if len(piece) == width:
            char = _decode(piece, encoding)
            if char:
                found.append((at + width, char))
    return found


@lru_cache(maxsize=50_000)
def _decode(piece: bytes, encoding: str) -> str:
    """Return the one character that ``piece`` spells, or ``""``."""
    if encoding == "gb18030" and piece == b"\x80":
        return "€"
    try:
        text = piece.decode(encoding)
    except UnicodeDecodeError:
        return ""
    return text if len(text) == 1 else ""
