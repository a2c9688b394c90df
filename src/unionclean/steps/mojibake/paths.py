"""The likeliest text among those that a line of `lenient` damage may stand for.

Mostly it is the plain one: a byte for each character up to U+00FF, the bytes of its UTF-8 for any
other. As far as that reads well it is taken. Where it does not, a search keeps the likeliest ways,
character by character, each with the first byte of a pair that has begun, until one of them is
far ahead of the others; `shown` has what a character may stand for.
"""

from __future__ import annotations

from functools import lru_cache
from math import inf
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from unionclean.chars import regex
from unionclean.steps.mojibake.removed import PRICE, removed
from unionclean.steps.mojibake.rightly import two_byte_char
from unionclean.steps.mojibake.shown import (
    ALONE,
    BEFORE_CUT,
    CUT,
    MISSED,
    OTHER,
    SPELT,
    UNSURE,
    plain,
    single_byte,
    steps,
    uncomposed,
)

if TYPE_CHECKING:
    from unionclean.language import Model

_BEAM: Final = 5  # ways kept at each place; 12 gave no more lines of 543 right
_BEHIND: Final = 14.0  # nats behind the best way after which one is dropped
_HALF: Final = 4.0  # nats of half a usual character
_DROPPED: Final = -1.0  # nats for a soft hyphen that was dropped: one character of 100 has it
_DROPPED_HERE: Final = -10.0  # where another is still there
_LEFT: Final = -25.0  # a character that stays though it is one of Latin-1
_FLOOR: Final = -15.0  # any other character that stays: as `judge.FLOOR`
# Of 34,000 characters of news one in 400 costs more than the first; of three in a row one in 280
# cost more than the second on an average, and of eight one in 800 more than the third.
_ODD: Final = -12.0
_ODD_THREE: Final = 3 * -9.0
_ODD_EIGHT: Final = 8 * -8.0
_RARE: Final = -11.5  # log probability of a character below which a line is not certain
_AHEAD: Final = 24  # characters that are read in the plain way at once
_MARGIN: Final = 3  # characters before one that reads badly in which something may be wrong
_WORTH: Final = 4  # characters for which the plain way is taken
_SETTLED: Final = 8.0  # nats between two ways that the next character seldom outweighs
_RUNS: Final = {OTHER: 0, CUT: -1, BEFORE_CUT: -1}
_REMOVED: Final = -2  # instead of such a number, where a private character was removed
_PRIVATE: Final = "[\ue000-\uf8ff]"
_UNREAD: Final = "[\xc2-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}"
_SPELLING: Final = str.maketrans(SPELT)

_Way: TypeAlias = "tuple[float, int, str, _Way | None, str, int, int]"
"""The end of a way through a line: its score, the first byte of a pair (or -1), the character
before that, the way so far, what the last step added to its text, how many characters of the line
stay though they are no good text, and how many in a row were bytes of their own. That is -1 where
a soft hyphen is missing: ftfy reads no UTF-8 of two bytes right after one.
"""

_Move: TypeAlias = "tuple[float, str, int, int, str, float | None]"
"""A step of `shown.steps` with the price of its text after its first character, that character, and
what is known of it alone, if it is in the table. The cheapest of them come first."""


# A page of 1 MB asks some 20,000 of these; more are those of several encodings and languages.
@lru_cache(maxsize=1 << 16)
def _moves(codec: str, pending: int, char: str, dropped: float) -> tuple[_Move, ...]:
    from unionclean.language import load

    model = load()
    found = [
        (
            cost + sum(model.pairs(text)),
            text,
            begun,
            kind,
            text[:1],
            model.char(text[0]) if text[:1] in model else None,
        )
        for cost, text, begun, kind in steps(codec, pending, char, dropped)
    ]
    return tuple(sorted(found, key=itemgetter(0), reverse=True))


class Found(NamedTuple):
    """The likeliest text of a line."""

    text: str
    left: int  # characters that stay though they are no good text
    plain: bool  # whether all was read in the plain way, so that no other original is open
    guessed: bool  # whether characters of it were chosen that are not in the line


class _Line:
    """A line of damage, read as one encoding."""

    def __init__(self, text: str, codec: str, model: Model) -> None:
        self.text = text
        self.codec = codec
        self.model = model
        self.dropped = _DROPPED_HERE if "\xad" in text else _DROPPED
        self.removed = regex(_PRIVATE).search(text) is None
        # Where what is not plain begins: bytes that are UTF-8 and not read so. And where these end.
        raw = "".join(single_byte(char) or char for char in text)
        hits = list(regex(_UNREAD).finditer(raw))
        self.begins = {hit.start() for hit in hits}
        self.begins.update(place for place, char in enumerate(text) if char in UNSURE)
        self.missed = {hit.end() - 1: hit.end() - hit.start() - 1 for hit in hits}

    def go_on(self, ways: list[_Way], place: int) -> list[_Way]:
        """Return the likeliest ways after the character at ``place``."""
        char = self.text[place]
        missed = self.missed.get(place, inf)
        model, codec, dropped = self.model, self.codec, self.dropped
        found: dict[tuple[int, str], _Way] = {}
        top = limit = -inf
        if self.removed:
            ways = [*ways, *self._after_removed(ways)]
        for way in ways:
            score, pending, last, _, _, left, alone = way
            backed_off, row = model.row(last)
            for cost, text, begun, kind, first, usual in _moves(codec, pending, char, dropped):
                total = score + cost
                if total < limit:
                    break
                if first:
                    value = row.get(first)
                    if value is not None:
                        total += value
                    elif backed_off is None or usual is None:
                        total += model.pair(last, first)
                    else:
                        total += backed_off + usual
                if alone >= missed and kind > OTHER:
                    total += MISSED
                standing = total - _HALF if begun >= 0 else total
                if standing < limit:
                    continue
                if standing > top:
                    top = standing
                    limit = top - _BEHIND
                end = begun, text[-1] if text else last
                old = found.get(end)
                if old is None or old[0] < total:
                    run = alone + 1 if kind == ALONE else _RUNS[kind]
                    found[end] = total, begun, end[1], way, text, left, run
        if char >= "\u0800" or top < ways[0][0] + _LEFT + _BEHIND:
            for way in ways:
                self._leave(found, way, char)
        return _widest(found)

    def _after_removed(self, ways: list[_Way]) -> list[_Way]:
        """Return the likeliest ways on which a private character stood before the next place."""
        found: list[_Way] = []
        for way in ways:
            for one, two in removed(self.codec, way[1]) if way[1] >= 0 else ():
                gain = PRICE + self.model.pair(way[2], one) + self.model.pair(one, two)
                found.append((way[0] + gain, -1, two, way, one + two, way[5], _REMOVED))
        return sorted(found, key=itemgetter(0), reverse=True)[:_BEAM]

    def _leave(self, found: dict[tuple[int, str], _Way], way: _Way, char: str) -> None:
        """Add the way on which ``char`` stands as it is.

        What was not damaged is likely, and what is left of damage is not.
        """
        begun = _flushed(way) if way[1] >= 0 else way
        good = not "\x80" <= char < "\u0800"
        cost = max(self.model.pair(begun[2], char), _FLOOR) if good else _LEFT
        old = found.get((-1, char))
        if old is None or old[0] < begun[0] + cost:
            left = begun[5] + (not good)
            found[-1, char] = begun[0] + cost, -1, char, begun, char, left, 0

    def go_plainly(self, way: _Way, start: int) -> tuple[_Way, int, int]:
        """Read on in the plain way as far as that gives good text.

        Return the way, the place that it reaches, and the one from which on to try again.
        """
        chars, places = self._read(start)
        end = places[-1]
        text = "".join(chars)
        costs = self.model.pairs(way[2] + text)
        good = _good(costs)
        if good < len(text) or end < len(self.text):
            good -= _MARGIN
        # As many steps as have all of their characters before that.
        count = size = 0
        while count < len(chars) and size + len(chars[count]) <= good:
            size += len(chars[count])
            count += 1
        reached = places[count]
        if reached < len(self.text) and size < _WORTH:
            return way, start, max(places[min(count + _MARGIN, len(chars))], start + 1)
        added = way[0] + sum(costs[:size]), -1, (way[2] + text)[size], way, text[:size], way[5], 0
        return added, reached, min(places[min(count + 2 * _MARGIN, len(chars))], end)

    def _read(self, start: int) -> tuple[list[str], list[int]]:
        """Return characters in the plain way, and where each of them begins and the last ends."""
        line, codec = self.text, self.codec
        chars: list[str] = []
        places = [start]
        raw = ""
        for place in range(start, min(len(line), start + 2 * _AHEAD)):
            char = line[place]
            if place in self.begins:
                break
            if not raw and (char < "\x80" or "\u2018" <= char <= "\u201d"):
                if codec == "big5" and "@" <= char <= "~" and line[place - 1 : place] >= "\x80":
                    break  # which may be half of a pair
                chars.append(char)
                places.append(place + 1)
                continue
            raw += plain(char)
            if len(raw) % 2:
                continue
            read = [two_byte_char(codec, raw[at : at + 2]) for at in range(0, len(raw), 2)]
            if not all(read):
                break
            chars.append("".join(read))
            places.append(place + 1)
            raw = ""
        return chars, places


def search(line: str, codec: str, model: Model) -> Found | None:
    """Return the likeliest text of ``line``, or ``None`` if no way leads through it."""
    line = uncomposed(line)
    read = _Line(line, codec, model)
    ways: list[_Way] = [(0.0, -1, "\n", None, "", 0, 0)]
    place = tried = 0
    searched = False
    while place < len(line):
        best = max(ways, key=_standing)
        if place >= tried and _is_settled(ways, best):
            best, reached, tried = read.go_plainly(best, place)
            if reached > place:
                ways, place = [best], reached
                continue
        searched = True
        ways = read.go_on(ways, place)
        if not ways:
            return None
        place += 1
    best = max((_flushed(way) if way[1] >= 0 else way for way in ways), key=itemgetter(0))
    texts: list[str] = []
    guessed = False
    step: _Way | None = best
    while step is not None:
        texts.append(step[4])
        guessed |= step[6] == _REMOVED
        step = step[3]
    text = "".join(reversed(texts)).translate(_SPELLING)
    certain = not searched and all(char < "\x80" or model.char(char) >= _RARE for char in text)
    return Found(text, best[5], certain, guessed)


def _is_settled(ways: list[_Way], best: _Way) -> bool:
    """Tell whether the best way has no begun pair, and no other can be better than it soon."""
    return best[1] < 0 and all(
        way[1] >= 0 or way is best or way[0] < best[0] - _SETTLED for way in ways
    )


def _good(costs: list[float]) -> int:
    """Return how many characters are certainly read right, by what they cost."""
    for place, cost in enumerate(costs):
        if (
            cost < _ODD
            or sum(costs[max(place - 2, 0) : place + 1]) < _ODD_THREE
            or sum(costs[max(place - 7, 0) : place + 1]) < _ODD_EIGHT
        ):
            return place
    return len(costs)


def _flushed(way: _Way) -> _Way:
    """Return ``way`` with the first half of a pair as the character that it was shown as."""
    char = chr(way[1])
    return way[0] + _LEFT, -1, char, way, char, way[5] + 1, 0


def _widest(found: dict[tuple[int, str], _Way]) -> list[_Way]:
    if len(found) <= 1:
        return list(found.values())
    ranked = sorted(found.values(), key=_standing, reverse=True)[:_BEAM]
    limit = _standing(ranked[0]) - _BEHIND
    return [way for way in ranked if _standing(way) >= limit]


def _standing(way: _Way) -> float:
    """Return how likely a way is; for a pair that has begun, with half of a usual character."""
    return way[0] - _HALF if way[1] >= 0 else way[0]
