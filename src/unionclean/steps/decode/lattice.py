"""Bytes that no single encoding reads well: the best path through all their readings.

A byte that was lost, added or changed shifts the pairs of GB18030 and Big5 until the next ASCII
byte, and a line pasted together from two sources changes its encoding in the middle. At each
byte several things may begin: a character of one to four bytes in any of the encodings, a character
with a stray byte inside, or a byte that belongs to nothing. Viterbi's algorithm finds the sequence
whose text is most probable.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.steps.decode.candidates import BAD_BYTE, BAD_RUN, CUT, CUT_BYTE
from unionclean.steps.decode.charsets import REPLACEMENT, Reading, with_variants
from unionclean.steps.decode.decoded import BadBytes, Variant

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionclean.language import Model

SWITCH: Final = -12.0
"""Charge for a change of encoding inside a line: about two good characters' worth of evidence, so
that one odd character is no reason to change."""

_STRAY: Final = b"\x00\xff"
"""Bytes found inside characters: NUL and 0xFF, which no multi-byte encoding here uses."""


class Token(NamedTuple):
    """One character of the line, or bytes that could not be read (``char`` is empty).

    ``stray`` is the place, counted from ``start``, of a byte inside the character that is not its
    own; 0 means none.
    """

    start: int
    end: int
    char: str
    stray: int
    encoding: str


class Path(NamedTuple):
    """The most probable tokens and their log probability."""

    tokens: list[Token]
    score: float


class _State(NamedTuple):
    score: float
    last: str  # the character that ends here; "" after unread bytes
    start: int
    stray: int
    came_from: int  # index of the encoding of the state at `start`


def best_path(
    line: bytes,
    encodings: Sequence[str],
    model: Model,
    *,
    starts: Sequence[float],
    is_end: bool = False,
) -> Path:
    """Return the most probable tokens of ``line``.

    ``starts`` holds the charge for beginning in each of ``encodings``; ``is_end`` says that the
    input ends with this line, so that a cut character is likely there.
    """
    size = len(line)
    states: list[list[_State | None]] = [[None] * len(encodings) for _ in range(size + 1)]
    for index, charge in enumerate(starts):
        states[0][index] = _State(charge, "\n", -1, 0, index)
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
            for end, char, stray in _characters(line, at, encoding):
                gain = model.pair(state.last, char) if state.last else model.char(char)
                if stray:
                    gain += BAD_RUN  # no charge for its value: it is one of two
                _offer(states[end], index, _State(state.score + gain, char, at, stray, origin))
            if line[at] >= 0x80:
                charge = BAD_BYTE + (BAD_RUN if state.last else 0.0)
                _offer(states[at + 1], index, _State(state.score + charge, "", at, 0, origin))
                if is_end and at > 0 and size - at <= _longest_cut(line, at, encoding):
                    charge = CUT + CUT_BYTE * (size - at)
                    _offer(states[size], index, _State(state.score + charge, "", at, 0, origin))
    return _trace(states, encodings, size)


def single_path(raw: bytes, encoding: str, model: Model, *, is_end: bool) -> tuple[Reading, float]:
    """Return the best reading of damaged ``raw`` in one encoding, and its log probability."""
    tokens, score = best_path(raw, (encoding,), model, starts=(0.0,), is_end=is_end)
    return reading_of(raw, tokens, encoding), score


def runs_of(line: bytes, tokens: Sequence[Token]) -> Iterator[tuple[str, bytes, Reading]]:
    """Yield the stretches of ``line`` in one encoding: its name, its bytes, their reading."""
    first = 0
    for place in range(1, len(tokens) + 1):
        name = tokens[first].encoding
        if place == len(tokens) or tokens[place].encoding != name:
            part = line[tokens[first].start : tokens[place - 1].end]
            yield name, part, reading_of(line, tokens[first:place], name)
            first = place


def reading_of(line: bytes, tokens: Sequence[Token], encoding: str) -> Reading:
    """Return the tokens, all in ``encoding``, as text with its bad bytes."""
    if not tokens:
        return Reading("")
    text: list[str] = []
    bad: list[BadBytes] = []
    variants: list[Variant] = []
    first = tokens[0].start
    for start, end, char, stray, _ in tokens:
        at, raw = len(text), line[start:end]
        if stray:
            odd = raw[stray : stray + 1]
            variants.append(Variant(at, at + 2, raw))
            text.append(char)
            if odd == b"\x00":
                text.append("\x00")
            else:
                bad.append(BadBytes(start - first + stray, odd, at + 1))
                text.append(REPLACEMENT)
        elif char:
            if encoding == "gb18030" and raw == b"\x80":
                variants.append(Variant(at, at + 1, raw))
            text.append(char)
        elif bad and bad[-1].at == at - 1 and bad[-1].byte + len(bad[-1].raw) == start - first:
            bad[-1] = BadBytes(bad[-1].byte, bad[-1].raw + raw, bad[-1].at)
        else:
            bad.append(BadBytes(start - first, raw, at))
            text.append(REPLACEMENT)
    reading = Reading("".join(text), tuple(bad), tuple(variants))
    if encoding == "utf-8":
        return reading
    return with_variants(line[first : tokens[-1].end], reading, encoding)


def _offer(row: list[_State | None], index: int, state: _State) -> None:
    known = row[index]
    if known is None or state.score > known.score:
        row[index] = state


def _trace(states: list[list[_State | None]], encodings: Sequence[str], size: int) -> Path:
    finals = [(state.score, -i) for i, state in enumerate(states[size]) if state is not None]
    score, negative = max(finals)
    index = -negative
    tokens: list[Token] = []
    at = size
    while at > 0:
        state = states[at][index]
        if state is None:  # cannot happen: every path is made of offered states
            raise AssertionError(at)
        tokens.append(Token(state.start, at, state.last, state.stray, encodings[index]))
        at, index = state.start, state.came_from
    tokens.reverse()
    return Path(tokens, score)


def _longest_cut(line: bytes, at: int, encoding: str) -> int:
    """Return how many bytes at the end may be the beginning of a character at ``line[at]``."""
    if encoding == "utf-8":
        lead = line[at]
        trails = line[at + 1 :]
        if any(not 0x80 <= trail < 0xC0 for trail in trails):
            return 0
        return 0 if lead < 0xC2 else 1 if lead < 0xE0 else 2 if lead < 0xF0 else 3
    return 3 if encoding == "gb18030" and line[at + 1 : at + 2].isdigit() else 1


def _characters(line: bytes, at: int, encoding: str) -> list[tuple[int, str, int]]:
    """Return ``(end, character, place of a stray byte)`` of what may begin at ``line[at]``."""
    lead = line[at]
    if lead < 0x80:
        return [(at + 1, chr(lead), 0)]
    if encoding == "utf-8":
        if not 0xC2 <= lead < 0xF5:
            return []
        widths: tuple[int, ...] = (2 if lead < 0xE0 else 3 if lead < 0xF0 else 4,)
    elif encoding == "gb18030":
        four = line[at + 1 : at + 2].isdigit()
        widths = (1,) if lead == 0x80 else (4,) if four else (2,)
    else:
        widths = (1, 2, 3)
    found = []
    for width in widths:
        piece = line[at : at + width]
        char = _decode(piece, encoding) if len(piece) == width else ""
        if char:
            found.append((at + width, char, 0))
            continue
        for place in range(1, width):
            if line[at + place : at + place + 1] in _STRAYS:
                whole = line[at : at + place] + line[at + place + 1 : at + width + 1]
                char = _decode(whole, encoding) if len(whole) == width else ""
                if char:
                    found.append((at + width + 1, char, place))
    return found


_STRAYS: Final = tuple(bytes((byte,)) for byte in _STRAY)


@lru_cache(maxsize=50_000)
def _decode(piece: bytes, encoding: str) -> str:
    """Return the one character above ASCII that ``piece`` spells, or ``""``."""
    if encoding == "gb18030" and piece == b"\x80":
        return "€"
    try:
        text = piece.decode(encoding)
    except UnicodeDecodeError:
        return ""
    return text if len(text) == 1 and text > "\x7f" else ""
