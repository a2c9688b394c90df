"""A line with bad bytes, or with a stretch that reads badly: repaired piece by piece.

Most of such a line is good. It is read in short pieces; a piece that reads well is taken as it is,
and only the others go through the lattice, which costs a hundred times as much.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.steps.decode.candidates import text_score
from unionclean.steps.decode.charsets import Reading, is_valid, read, write
from unionclean.steps.decode.doubt import MISREAD, is_weak, may_be_misread, rare_count, rare_places
from unionclean.steps.decode.lattice import best_path, reading_of, runs_of
from unionclean.steps.decode.mend import mend_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionclean.language import Model
    from unionclean.steps.decode.lattice import Token
    from unionclean.steps.decode.limits import Budget, Credit

_PIECE: Final = 192
_PIECE_UTF8: Final = 72  # UTF-8 finds its step again after each character; a short piece is enough
_SETTLED: Final = 40  # characters among which a single rare one is no sign of damage
_FEW: Final = 2  # bytes left unread, after which the damage is a simple one
_RARE: Final = 20  # good text before it has one rare character in so many, and one more
_BEHIND: Final = 24  # bytes after a bad one in which it is repaired
_TURN: Final = -8.3  # between good text and misread text: see `choose.POOR`
_FEW_CHARS: Final = 4  # less than any window of `is_weak`
_KEPT: Final = 2  # good characters before the damage that the lattice sees
_AHEAD: Final = (
    48  # bytes beyond the piece that the lattice sees, so that it ends no path too early
)

_MARGIN: Final = 10.0
"""What a reading with changes or unread bytes must be ahead of a valid one: two characters."""


_NOISE: Final = 8  # times as much of it is taken by bytes that the lattice cannot make text of

_LOST: Final = 200.0
_LOST_BIG5: Final = 20.0
"""The same where every byte can be read: for each byte left unread, some 30 misread characters put
right, more than a content farm garbles at a time; in Big5 four, because the next comma (0xA1 and
the letter A) puts it in step again, and farms do not garble Big5."""


class Line(NamedTuple):
    """A doubtful line, and what is known about it before it is read."""

    raw: bytes
    rivals: Sequence[str]
    """The encodings that it may be in, that of the document first."""
    model: Model
    credit: Credit
    """What speaks for the first of them."""
    budget: Budget
    is_start: bool = False
    """Whether the input begins with the line."""
    is_end: bool = False
    """Whether it ends with it."""


def read_damaged(damaged: Line) -> Iterator[tuple[str, bytes, Reading | None]]:
    """Yield the stretches of a line: encoding, bytes, reading."""
    line, rivals, model, credit, budget, is_start, is_end = damaged
    current = rivals[0]
    sound = is_valid(line, current)
    at = 0
    while at < len(line):
        size = _PIECE_UTF8 if current == "utf-8" else _PIECE
        is_last = at + size >= len(line)
        piece, reading = _piece(line[at : at + size], current, is_last=is_last)
        if _is_fine(reading, current, model, sound=sound):
            yield current, piece, None
            at += len(piece)
            continue
        if reading.bad and current != "utf-8":
            ends = is_end and at + len(piece) == len(line)
            look = line[at : at + len(piece) + _AHEAD]
            mended = _mend(look, reading, current, model, starts=is_start and not at, ends=ends)
            if mended:
                budget.one -= _BEHIND
                yield from mended
                at += sum(len(raw) for _, raw, _ in mended)
                continue
        look = line[at : at + len(piece) + (0 if is_last else _AHEAD)]
        ends = is_end and at + len(look) == len(line)
        choice = (current, rivals, credit)
        starts = is_start and not at
        stretches, gain = _choose(look, piece, choice, model, budget, starts=starts, ends=ends)
        if not reading.bad and gain < _needed(stretches, current, model, sound=sound):
            stretches = [(current, piece, reading)]
        yield from stretches
        at += sum(len(raw) for _, raw, _ in stretches)
        current = stretches[-1][0]


def _mend(
    look: bytes, reading: Reading, encoding: str, model: Model, *, starts: bool, ends: bool
) -> list[tuple[str, bytes, Reading | None]]:
    """Return ``look`` up to after its first bad bytes, if nothing but these is wrong there.

    ``reading`` is that of the beginning of ``look`` in ``encoding``.
    """
    bad = reading.bad[0]
    before = reading.text[: bad.at]
    mended = mend_place(look, bad, before, encoding, model)
    if mended is not None and rare_count(before, model) * _RARE <= len(before) + _RARE:
        end = bad.byte + mended.size
        return [
            (encoding, look[: bad.byte], None),
            (encoding, look[bad.byte : end], mended.reading),
        ]
    good = _good_bytes(reading, encoding, model)
    least = bad.byte + len(bad.raw) + _BEHIND - good
    if rare_count(reading.text[: good // 2], model) * _RARE > good + _RARE:
        return []
    here = look[good : good + least + _AHEAD]
    path = best_path(
        here,
        (encoding,),
        model,
        starts=(0.0,),
        is_start=starts and not good,
        is_end=ends and good + len(here) == len(look),
    )
    found = _stretches(here, path.tokens, min(least, len(here)))
    if _unread(found) > _FEW or is_weak(reading_of(here, path.tokens, encoding), model):
        return []
    return [(encoding, look[:good], None), *found]


def _good_bytes(reading: Reading, encoding: str, model: Model) -> int:
    """Return how many bytes before the first bad one are surely good.

    A lost byte shifts what follows up to the bad byte: the text before it is good up to where its
    characters, counted from the end, stop being worse than `_TURN`.
    """
    end = reading.bad[0].at
    if reading.variants:
        return 0
    start = max(0, end - _PIECE // 2)
    values = model.pairs(reading.text[start:end])
    worst = total = 0.0
    place = len(values)
    for index in range(len(values) - 1, -1, -1):
        total += _TURN - values[index]
        if total > worst:
            worst, place = total, index
        elif total < worst + 4 * _TURN:
            break
    raw = write(reading.text[: max(0, start + place + 1 - _KEPT)], encoding)
    return 0 if raw is None else len(raw)


def _is_fine(reading: Reading, encoding: str, model: Model, *, sound: bool) -> bool:
    """Tell whether a piece needs no closer look; counting rare characters settles most of them."""
    if reading.bad:
        return False
    places = rare_places(reading.text, model)
    if len(places) <= (sound or len(reading.text) > _SETTLED):
        return True
    if sound and encoding != "utf-8" and not may_be_misread(reading.text, places, encoding, model):
        return True
    return not is_weak(reading, model, MISREAD if sound else None)


def _piece(piece: bytes, encoding: str, *, is_last: bool) -> tuple[bytes, Reading]:
    """Return ``piece`` without the character that its end cuts, and its reading."""
    reading = read(piece, encoding)
    if is_last or not reading.bad:
        return piece, reading
    tail = reading.bad[-1]
    if tail.byte + len(tail.raw) == len(piece) and len(tail.raw) <= 3 and tail.byte > 0:
        piece = piece[: tail.byte]
        reading = read(piece, encoding)
    return piece, reading


def _needed(
    stretches: Sequence[tuple[str, bytes, Reading]], current: str, model: Model, *, sound: bool
) -> float:
    """Return by how much ``stretches`` must beat a valid reading of the same bytes.

    A byte lost from a file mostly leaves one that cannot be read, if only at the end of its line.
    In a ``sound`` line, which has none, odd text may have been odd when it was saved: content farms
    garble GBK by the byte here and there, and later steps know better what to do about it. A lost
    byte is something else, for it makes all that follows unreadable.
    """
    # The end of the piece may leave a character or two of the next stretch.
    whole = stretches[:-1] if len(stretches[-1][2].text) < _FEW_CHARS else stretches
    if any(is_weak(reading, model) for _, _, reading in whole or stretches):
        return math.inf  # one odd text for another
    unread = _unread(stretches)
    if not sound or not unread:
        return _MARGIN
    return unread * (_LOST_BIG5 if current in {"big5hkscs", "cp950"} else _LOST)


def _choose(
    look: bytes,
    piece: bytes,
    preference: tuple[str, Sequence[str], Credit],
    model: Model,
    budget: Budget,
    *,
    starts: bool,
    ends: bool,
) -> tuple[list[tuple[str, bytes, Reading]], float]:
    """Return the best stretches of ``look``, up to the first token that ends after ``piece``.

    Damage in one encoding is tried before a change of encoding. The second value is by how many
    nats they beat the plain reading.
    """
    current, rivals, credit = preference
    if budget.one <= 0:
        return [(current, piece, read(piece, current))], 0.0
    path = best_path(look, (current,), model, starts=(0.0,), is_start=starts, is_end=ends)
    found = _stretches(look, path.tokens, len(piece))
    score = path.score
    poor = any(is_weak(reading, model) for _, _, reading in found) or _unread(found) > 3
    budget.one -= len(look) * (_NOISE if poor else 1)
    if poor and budget.several > 0:
        budget.several -= len(look)
        names = (current, *(name for name in rivals if name != current))
        leads = [credit.value] + [0.0] * (len(names) - 1)
        path = best_path(look, names, model, starts=leads, is_start=starts, is_end=ends)
        credit.weigh(wins=path.tokens[0].encoding == current)
        score = path.score - credit.value
        found = _stretches(look, path.tokens, len(piece))
    plain = text_score(read(look, current), model, is_end=ends, size=len(look))
    return found, score - plain


def _unread(stretches: Sequence[tuple[str, bytes, Reading]]) -> int:
    return sum(len(bad.raw) for _, _, reading in stretches for bad in reading.bad)


def _stretches(
    look: bytes, tokens: Sequence[Token], least: int
) -> list[tuple[str, bytes, Reading]]:
    """Return the tokens up to the first that ends at ``least`` bytes or later, as stretches."""
    count = next(n for n, token in enumerate(tokens, 1) if token.end >= least)
    return list(runs_of(look, tokens[:count]))
