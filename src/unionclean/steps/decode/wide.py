"""UTF-16 in which a byte was lost or added: all that follows is out of step, until the next one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.steps.decode.charges import BAD_BYTE, BAD_RUN, CUT, CUT_BYTE, HALF
from unionclean.steps.decode.charsets import REPLACEMENT, Reading, read
from unionclean.steps.decode.decoded import BadBytes, Variant
from unionclean.steps.decode.doubt import rare_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionclean.language import Model

_BLOCK: Final = 1024  # bytes that are put into step together
_WINDOW: Final = 32  # bytes compared: 16 characters
_FEW: Final = 4  # rare characters that any text may have
_GAIN: Final = 20.0
"""By how many nats a window must be better one byte later, or in the other order of bytes. Out of
step, each character is some five nats worse; four are left at the end of a text."""

_LINE_END: Final = -3.0
"""Charge for 0A written as 0D 0A, in characters too: a file of UTF-16 that was saved as one of
bytes. No script of today's use has both in one character."""

_ORDER: Final = -40.0  # charge for a change of the order of bytes: files were joined


class _Token(NamedTuple):
    """``raw[start:end]`` is ``text`` in ``encoding``; a byte that belongs to nothing has none."""

    start: int
    end: int
    text: str
    encoding: str


def read_wide(raw: bytes, encoding: str, model: Model, *, in_order: bool = False) -> Reading:
    """Return ``raw`` in UTF-16, put into step again where a byte is too many or was lost.

    The order of the bytes may change in it as well, unless it is the order that is in question.
    """
    whole = read(raw, encoding)
    if not encoding.startswith("utf-16"):
        return whole
    if rare_count(whole.text, model) < (_FEW // 2 if len(raw) % 2 else _FEW):
        return whole
    tokens: list[_Token] = []
    at, order = 0, encoding
    while at < len(raw):
        block = raw[at : at + _BLOCK + _WINDOW]
        end = len(raw) if at + len(block) == len(raw) else at + _BLOCK
        orders = _orders(block, order, model)[: 1 if in_order else 2]
        if not orders:
            try:
                tokens.append(_Token(at, end, raw[at:end].decode(order), order))
                at = end
                continue
            except UnicodeDecodeError:
                orders = (order,)
        for token in _path(block, orders, model):
            if at + token.start >= end:
                break
            tokens.append(token._replace(start=at + token.start, end=at + token.end))
        at, order = tokens[-1].end, tokens[-1].encoding
    return _reading_of(raw, tokens, encoding)


def _orders(block: bytes, order: str, model: Model) -> tuple[str, ...]:
    """Return the orders of bytes that may be met in ``block``; none if it is in step throughout."""
    other = "utf-16-be" if order == "utf-16-le" else "utf-16-le"
    orders = (order,) if len(block) % 2 or b"\r\n" in block else ()
    for start in range(0, len(block), _WINDOW):
        text = block[start : start + _WINDOW].decode(order, "replace")
        rare = rare_count(text, model)
        if rare < _FEW // 2:
            continue
        for shift, name in ((0, other), (1, order)):
            rival = block[start + shift : start + shift + _WINDOW].decode(name, "replace")
            if rare_count(rival, model) * 2 > rare:
                continue
            if model.score(rival) - model.score(text) > _GAIN:
                if name == other:
                    return order, other
                orders = (order,)
    return orders


def _path(raw: bytes, orders: tuple[str, ...], model: Model) -> list[_Token]:
    """Return the most probable characters of ``raw``, which begins with one."""
    size, count = len(raw), len(orders)
    scores = [-math.inf] * ((size + 1) * count)
    came = [(0, "\n", 0)] * len(scores)  # start, character, order before
    scores[0] = 0.0
    for at in range(size):
        here = at * count
        best = max(scores[here : here + count])
        if best == -math.inf:
            continue
        winner = scores.index(best, here) - here
        for index, order in enumerate(orders):
            score, origin = scores[here + index], index
            if best + _ORDER > score:
                score, origin = best + _ORDER, winner
            last = came[here + origin][1] or "\n"
            is_last = at + 1 == size
            charge = CUT + CUT_BYTE if is_last else BAD_RUN + BAD_BYTE if at else HALF
            stray = (at + 1, "", charge)
            for end, char, charge in (*_characters(raw, at, order), stray):
                to = end * count + index
                value = score + charge + (model.pair(last, char) if char else 0.0)
                if value > scores[to]:
                    scores[to], came[to] = value, (at, char, origin)
    place = scores.index(max(scores[size * count :]), size * count)
    tokens = []
    while place >= count:
        start, char, origin = came[place]
        tokens.append(_Token(start, place // count, char, orders[place % count]))
        place = start * count + origin
    return tokens[::-1]


def _characters(raw: bytes, at: int, order: str) -> Iterator[tuple[int, str, float]]:
    """Yield end, character and charge of what may begin at ``raw[at]``."""
    for end in (at + 2, at + 4):
        char = raw[at:end].decode(order, "ignore") if end <= len(raw) else ""
        if len(char) == 1 and (char > "\uffff") == (end == at + 4):
            yield end, char, 0.0
            break
    three = raw[at : at + 3]
    if b"\r\n" in three and len(three) == 3:
        yield at + 3, three.replace(b"\r\n", b"\n").decode(order, "replace"), _LINE_END


def _reading_of(raw: bytes, tokens: list[_Token], encoding: str) -> Reading:
    """Return the tokens as text; what ``encoding`` would write in another way is kept beside it."""
    pieces: list[str] = []
    bad: list[BadBytes] = []
    variants: list[Variant] = []
    length = 0
    for start, end, text, order in tokens:
        if not text:
            if bad and bad[-1].at == length - 1 and bad[-1].byte + len(bad[-1].raw) == start:
                bad[-1] = bad[-1]._replace(raw=bad[-1].raw + raw[start:end])
                continue
            bad.append(BadBytes(start, raw[start:end], length))
        elif order != encoding or end - start == 3:
            variants.append(Variant(length, length + len(text), raw[start:end]))
        pieces.append(text or REPLACEMENT)
        length += len(pieces[-1])
    return Reading("".join(pieces), tuple(bad), tuple(variants))
