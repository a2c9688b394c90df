"""Bytes that no single encoding reads well: the best path through all their readings.

A byte that was lost, added or changed shifts the pairs of GB18030 and Big5 until the next ASCII
byte, and a line pasted together from two sources changes its encoding in the middle. At each
byte several things may begin: a character of one to four bytes in any of the encodings, a character
with a stray byte inside, or a byte that belongs to nothing. Viterbi's algorithm finds the sequence
whose text is most probable.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.steps.decode.charges import BAD_BYTE, BAD_RUN, CUT, CUT_BYTE, EDGE, HALF
from unionclean.steps.decode.charsets import REPLACEMENT, Reading, with_variants
from unionclean.steps.decode.decoded import BadBytes, Variant
from unionclean.steps.decode.euc_tw import SS2, read_euc_tw

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


def best_path(
    line: bytes,
    encodings: Sequence[str],
    model: Model,
    *,
    starts: Sequence[float],
    is_start: bool = False,
    is_end: bool = False,
    edge: float = EDGE,
) -> Path:
    """Return the most probable tokens of ``line``.

    ``starts`` holds the charge for beginning in each of ``encodings``; ``is_start`` and ``is_end``
    say that the input begins or ends with this line, so that a cut character is likely there.
    ``edge`` is the credit for a bad byte at the edge of a run.
    """
    size, count = len(line), len(encodings)
    # For each place in each encoding (place * count + encoding) the best score, and how it came:
    # the character that ends there ("" after unread bytes), its start, its stray byte, and the
    # entry before it.
    scores = [_NEVER] * ((size + 1) * count)
    came = [("\n", 0, 0, -1)] * len(scores)
    scores[:count] = starts
    pair, alone = model.pair, model.char
    pairs = [_pairs(encoding) for encoding in encodings]
    for at in range(size):
        here = at * count
        best = max(scores[here : here + count]) if count > 1 else scores[at]
        if best == _NEVER:
            continue
        winner = scores.index(best, here)
        is_high = line[at] >= 0x80
        two = line[at : at + 2]
        for index, encoding in enumerate(encodings):
            score, origin = scores[here + index], here + index
            if best + SWITCH > score:
                score, origin = best + SWITCH, winner
            last = came[origin][0]
            char = pairs[index][two] if is_high else chr(line[at])
            if char:  # as nearly always: nothing else can begin here
                value = score + (pair(last, char) if last else alone(char))
                to = (at + 1 + is_high) * count + index
                if value > scores[to]:
                    scores[to], came[to] = value, (char, at, 0, origin)
            for end, other, stray in () if char else _characters(line, at, encoding):
                value = score + (pair(last, other) if last else alone(other))
                if stray:
                    value += BAD_RUN  # no charge for its value: it is one of two
                to = end * count + index
                if value > scores[to]:
                    scores[to], came[to] = value, (other, at, stray, origin)
            if is_high:
                charge = BAD_BYTE + (BAD_RUN if last else 0.0)
                if last and at and (last < "\x80") != (line[at + 1 : at + 2] < b"\x80"):
                    charge += edge
                value = score + (HALF if is_start and not at else charge)
                to = here + count + index
                if value > scores[to]:
                    scores[to], came[to] = value, ("", at, 0, origin)
                if is_end and at > 0 and size - at <= _longest_cut(line, at, encoding):
                    value = score + CUT + CUT_BYTE * (size - at)
                    to = size * count + index
                    if value > scores[to]:
                        scores[to], came[to] = value, ("", at, 0, origin)
    top = max(scores[size * count :])
    tokens: list[Token] = []
    place = scores.index(top, size * count)
    while place >= count:
        char, begin, stray, origin = came[place]
        tokens.append(Token(begin, place // count, char, stray, encodings[place % count]))
        place = origin
    tokens.reverse()
    return Path(tokens, top)


_NEVER: Final = -math.inf


def single_path(raw: bytes, encoding: str, model: Model, *, is_end: bool) -> tuple[Reading, float]:
    """Return the best reading of damaged ``raw`` in one encoding, and its log probability.

    The input begins with ``raw``. There is no credit for the edges of runs: letters of another
    language stand in runs, and half of those are of odd length.
    """
    tokens, score = best_path(
        raw, (encoding,), model, starts=(0.0,), is_start=True, is_end=is_end, edge=0.0
    )
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
    return with_variants(line[first : tokens[-1].end], reading, encoding)


def _longest_cut(line: bytes, at: int, encoding: str) -> int:
    """Return how many bytes at the end may be the beginning of a character at ``line[at]``."""
    if encoding == "utf-8":
        lead = line[at]
        trails = line[at + 1 :]
        if any(not 0x80 <= trail < 0xC0 for trail in trails):
            return 0
        return 0 if lead < 0xC2 else 1 if lead < 0xE0 else 2 if lead < 0xF0 else 3
    return 3 if _has_four(line, at, encoding) else 1


def _has_four(line: bytes, at: int, encoding: str) -> bool:
    """Tell whether a character of four bytes may begin at ``line[at]``, in a charset of pairs."""
    if encoding == "euc_tw":
        return line[at] == SS2
    return encoding == "gb18030" and line[at + 1 : at + 2].isdigit()


def _characters(line: bytes, at: int, encoding: str) -> list[tuple[int, str, int]]:
    """Return ``(end, character, place of a stray byte)`` of what may begin at ``line[at]``."""
    lead = line[at]
    if lead < 0x80:
        return [(at + 1, chr(lead), 0)]
    if encoding == "utf-8":
        if not 0xC2 <= lead < 0xF5:
            return []
        width = 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
    elif encoding == "gb18030" and lead == 0x80:
        width = 1
    else:
        width = 4 if _has_four(line, at, encoding) else 2
    piece = line[at : at + width]
    char = _decode(piece, encoding) if len(piece) == width else ""
    if char:
        return [(at + width, char, 0)]
    found = []
    for place in range(1, width):
        if line[at + place : at + place + 1] in _STRAYS:
            whole = line[at : at + place] + line[at + place + 1 : at + width + 1]
            char = _decode(whole, encoding) if len(whole) == width else ""
            if char:
                found.append((at + width + 1, char, place))
    return found


class _Pairs(dict[bytes, str]):
    """Two bytes -> the character that they are; "" where more has to be looked at.

    An encoding has no more than some 24,000 of them.
    """

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    def __missing__(self, two: bytes) -> str:
        char = ""
        if len(two) == 2 and two[0] > 0x80 and self._encoding != "utf-8":
            char = _decode(two, self._encoding)
        if char:
            self[two] = char
        return char


@cache
def _pairs(encoding: str) -> _Pairs:
    return _Pairs(encoding)


_STRAYS: Final = tuple(bytes((byte,)) for byte in _STRAY)


@lru_cache(maxsize=50_000)
def _decode(piece: bytes, encoding: str) -> str:
    """Return the one character above ASCII that ``piece`` spells, or ``""``."""
    if encoding == "gb18030" and piece == b"\x80":
        return "€"
    if encoding == "euc_tw":
        text, bad = read_euc_tw(piece)
        return "" if bad else text
    try:
        text = piece.decode(encoding)
    except UnicodeDecodeError:
        return ""
    return text if len(text) == 1 and text > "\x7f" else ""
