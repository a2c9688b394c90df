"""The bytes that a line of `lenient` damage may stand for, and the likeliest text among them.

A character may be its own byte, the bytes of its UTF-8, or itself; a byte AD may have been
dropped. So a line is a lattice, and a search keeps the likeliest ways through it, character by
character, each with the first byte of a pair that has begun.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import regex
from unionclean.steps.mojibake.rightly import two_byte_char

if TYPE_CHECKING:
    from unionclean.language import Model

_BEAM: Final = 5  # ways kept at each place; 12 gave no more lines of 543 right
_BEHIND: Final = 14.0  # nats behind the best way after which one is dropped
# Nats: what is rarer than the plain case, as the shares of it in pages with this damage.
# Of the characters of Latin-1 in such pages one in 60 stands for two bytes, but FF is no byte of
# a pair, and A1 is half of every mark.
_AS_UTF8: Final = -1.0
_AS_UTF8_OF: Final = {"ÿ": 0.0, "¡": -6.0}
_MISSED: Final = -5.0  # two bytes that are UTF-8, and were not read so
_AS_OTHER: Final = -3.0  # bytes that a tool took for another encoding in between
_AGAIN: Final = -2.0
_DROPPED: Final = -1.0  # a soft hyphen that was dropped: one character of 100 has it
_DROPPED_HERE: Final = -10.0  # where another is still there
_BLANK: Final = -3.0  # a blank that was a no-break space
_LEFT: Final = -25.0  # a character that stays though it is one of Latin-1
_FLOOR: Final = -15.0  # any other character that stays: as `judge.FLOOR`
_SOFT_HYPHEN: Final = 0xAD
_NO_BREAK: Final = 0xA0
_RARE: Final = -11.5  # log probability of a character below which a line is not read simply
_PIECE: Final = 8  # characters that have to be likely together
_POOREST: Final = -8.0  # mean log probability of those
_UNREAD: Final = "[\xc2-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}"
_HIGH: Final = "[^\\x00-\\x7f\u2018-\u201d]+"


class Way(NamedTuple):
    """The end of a way through a line."""

    score: float
    pending: int  # first byte of a pair, or -1
    last: str  # character before that
    back: Way | None
    text: str  # what this step added
    left: int = 0  # characters of the line that stay though they are no good text
    dropped: int = 0
    tail: bytes = b""  # the last bytes that were shown one by one


_make = tuple.__new__  # what `Way()` calls, without its arguments by name


class Found(NamedTuple):
    """The likeliest text of a line."""

    text: str
    left: int  # characters that stay though they are no good text


def read_simply(line: str, codec: str, model: Model) -> str | None:
    """Return ``line`` read in the plain way: one byte for each character up to U+00FF.

    ``None`` where that gives no Chinese, so that other ways have to be searched.
    """
    out: list[str] = []
    done = 0
    for hit in regex(_HIGH).finditer(line):
        if regex(_UNREAD).search(hit.group()):
            return None  # a lenient program would have read that, so something was dropped
        raw = "".join(map(_plain, hit.group()))
        chars = [two_byte_char(codec, raw[place : place + 2]) for place in range(0, len(raw), 2)]
        if not all(chars):
            return None
        text = "".join(chars)
        last = (line[hit.start() - 1 : hit.start()]) or "\n"
        costs = model.pairs(last + text)
        if min(map(model.char, chars)) < _RARE:
            return None
        if any(
            sum(costs[place : place + _PIECE]) < _POOREST * len(costs[place : place + _PIECE])
            for place in range(0, len(costs), _PIECE)
        ):
            return None
        out.append(line[done : hit.start()] + text)
        done = hit.end()
    return "".join(out) + line[done:]


def search(line: str, codec: str, model: Model) -> Found | None:
    """Return the likeliest text of ``line``, or ``None`` if no way leads through it."""
    ways = [Way(0.0, -1, "\n", None, "")]
    dropped = _DROPPED_HERE if "\xad" in line else _DROPPED
    for char in line:
        found: list[Way] = []
        for way in ways:
            _go_on(found, way, char, codec, model, dropped)
        ways = _widest(found)
        if not ways:
            return None
    ends = [_flushed(way) if way.pending >= 0 else way for way in ways]
    best = max(ends, key=lambda way: way.score)
    texts: list[str] = []
    step: Way | None = best
    while step is not None:
        texts.append(step.text)
        step = step.back
    return Found("".join(reversed(texts)), best.left)


def _go_on(  # noqa: PLR0917 - the way, what it meets, and what both are judged by
    found: list[Way], way: Way, char: str, codec: str, model: Model, dropped: float
) -> None:
    for raw, price in _alternatives(char):
        cost = price
        ends = [way]
        for byte in raw:
            ends = [more for end in ends for more in _with_byte(end, byte, codec, model, dropped)]
        tail = b""
        if len(raw) == 1 and raw >= b"\x80":
            tail = (way.tail + raw)[-3:]
            if is_utf8(tail):
                cost += _MISSED
        hyphen = (tail + b"\xad")[-3:]
        for end in ends:
            after = hyphen if end.dropped > way.dropped else tail
            found.append(_make(Way, (end[0] + cost, *end[1:7], after)))
    if char >= "\x80":
        # As it stands; what was not damaged is likely, and what is left of damage is not.
        begun = _flushed(way) if way.pending >= 0 else way
        stays = char < "\u0800"
        cost = _LEFT if stays else max(model.pair(begun.last, char), _FLOOR)
        found.append(
            Way(begun.score + cost, -1, char, begun, char, begun.left + stays, way.dropped)
        )


def _with_byte(way: Way, byte: int, codec: str, model: Model, dropped: float) -> list[Way]:
    if way.pending >= 0:
        char = two_byte_char(codec, chr(way.pending) + chr(byte))
        return [_with_char(way, char, model)] if char else []
    if byte < 0x80:
        ends = [_with_char(way, chr(byte), model)]
        lost = two_byte_char(codec, chr(_SOFT_HYPHEN) + chr(byte)) if codec == "big5" else ""
        return [*ends, _with_char(way, lost, model, dropped)] if lost else ends
    if byte == _NO_BREAK:
        return [_with_char(way, "\u00a0", model)]
    if byte <= 0x80 or byte == 0xFF:
        return []
    more = [_make(Way, (way[0], byte, way[2], way, "", way[5], way[6], way[7]))]
    for pair in (chr(byte) + chr(_SOFT_HYPHEN), chr(_SOFT_HYPHEN) + chr(byte)):
        char = two_byte_char(codec, pair) if codec == "big5" or pair[1] == "\xad" else ""
        if char:
            more.append(_with_char(way, char, model, dropped))
    return more


def _with_char(way: Way, char: str, model: Model, cost: float = 0.0) -> Way:
    score = way[0] + model.pair(way[2], char) + cost
    return _make(Way, (score, -1, char, way, char, way[5], way[6] + (cost < 0), b""))


def _flushed(way: Way) -> Way:
    """Return ``way`` with the first half of a pair as the character that it was shown as."""
    char = chr(way.pending)
    return Way(way.score + _LEFT, -1, char, way, char, way.left + 1, way.dropped)


def _widest(found: list[Way]) -> list[Way]:
    best: dict[tuple[int, str], Way] = {}
    for way in found:
        key = way.pending, way.last
        if key not in best or best[key].score < way.score:
            best[key] = way
    if len(best) <= 1:
        return list(best.values())
    ranked = sorted(best.values(), key=_standing)
    limit = _standing(ranked[0]) + _BEHIND
    return [way for way in ranked[:_BEAM] if _standing(way) <= limit]


def _standing(way: Way) -> float:
    """Return what a way costs; for a pair that has begun, with half of a usual character."""
    return -way.score + 4.0 * (way.pending >= 0)


@cache
def is_utf8(tail: bytes) -> bool:
    """Tell whether ``tail`` ends in a character of UTF-8, and not right after a soft hyphen.

    There ftfy does not read one.
    """
    if _decodes(tail[-2:]):
        return tail[-3:-2] != b"\xad"
    return _decodes(tail)


def _decodes(raw: bytes) -> bool:
    try:
        return len(raw.decode("utf-8")) == 1
    except UnicodeDecodeError:
        return False


@cache
def _plain(char: str) -> str:
    """Return the bytes of ``char``, as characters, that it most often stands for."""
    if char <= "\xff":
        return char
    return _single(char) or char.encode("utf-8", "surrogatepass").decode("latin-1")


@cache
def _alternatives(char: str) -> tuple[tuple[bytes, float], ...]:
    if char == " ":
        return ((b" ", 0.0), (b"\xc2\xa0", _BLANK))
    if char < "\x80":
        return ((char.encode(), 0.0),)
    whole = char.encode("utf-8", "surrogatepass")
    if char <= "\xff":
        return ((char.encode("latin-1"), 0.0), (whole, _AS_UTF8_OF.get(char, _AS_UTF8)))
    ways = [(whole, 0.0)]
    single = _single(char)
    if single:
        ways.append((single.encode("latin-1"), 0.0))
    # What was mended once may be mended again: Ð»  becomes л after the two bytes of » became it.
    ways.extend((raw, _AGAIN) for raw in _again(whole))
    # ftfy takes the bytes for those of Mac OS where that gives a letter: ÏµÄ becomes one.
    with suppress(UnicodeError):
        ways.append((whole.decode("mac-roman").encode("latin-1"), _AS_OTHER))
    return tuple(ways)


def _again(raw: bytes) -> list[bytes]:
    """Return what ``raw`` may have been before one of its bytes was a character of its own."""
    before = []
    for place, byte in enumerate(raw):
        two = chr(byte).encode()
        if two[1] >= 0xA0:
            before.append(raw[:place] + two + raw[place + 1 :])
    return before


def _single(char: str) -> str:
    """Return the byte of ``char`` in Windows-1252 alone, if it has one there."""
    try:
        return char.encode("cp1252").decode("latin-1")
    except UnicodeError:
        return ""
