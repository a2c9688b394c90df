"""What one place of a broken stretch may be: bytes that begin a character, go on or complete one.

The bytes that are open at a place and what they may become depend on neither the text before nor
the model, so they are worked out once for each pattern of bytes.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final

from unionclean.chars import regex
from unionclean.steps.mojibake.choices import (
    Byte,
    lost_before,
    lost_pairs,
    pair_choices,
    utf8_choices,
)
from unionclean.steps.mojibake.codepages import BLANK, HOLE, QUESTION, REPLACEMENT, WITH_EURO
from unionclean.steps.mojibake.layers import Move, cheapest, joined
from unionclean.steps.mojibake.rightly import WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionclean.steps.mojibake.layers import Layer, Pattern
    from unionclean.steps.mojibake.reader import Reader
    from unionclean.steps.mojibake.readings import Reading

_UTF8_LEADS_OF_TWO: Final = frozenset((0xC2, 0xC3))
_UTF8_LEADS_OF_THREE: Final = frozenset((*range(0xE2, 0xEA), 0xEF))
_UTF8_CONTINUING: Final = frozenset(range(0x80, 0xC0))
_OF_REPLACEMENT: Final = (0xEF, 0xBF)
_SWALLOWING: Final = _UTF8_CONTINUING - {0x80}
_PAIR_LEADS: Final = frozenset((*range(0xA1, 0xAA), *range(0xB0, 0xF8)))  # of GB2312 and of Big5
_PAIR_TRAILS: Final = frozenset((*range(0x40, 0x7F), *range(0xA1, 0xFF)))
_COST_MARKED: Final = -1.0  # a mark stands for one byte
_COST_MARKED_TWO: Final = -3.0  # a mark stands for two
_COST_SOME: Final = -1.0
_COST_SWALLOWED: Final = -3.0  # with the ASCII character after it
_COST_BLANK: Final = -3.0  # a blank was a byte: it may as well be one, behind a byte without mark
_COST_DROPPED: Final = -6.0  # bytes are missing without a mark

# Patterns remembered: there are some thousands that text can give, and each is soon made again.
_MOST_KNOWN: Final = 20_000


class Moves:
    """The moves in text of one misreading."""

    def __init__(self, reading: Reading, reader: Reader) -> None:
        self._wrong, self._right = reading
        self._reader = reader
        self._private, self._euro = reader.private, reader.euro
        self._may_swallow = self._wrong in WITH_EURO and self._right == "utf-8"
        self._read = self._private in {"kept", "stripped"}
        self._known: dict[tuple[Pattern, str, str, bool], Sequence[Move]] = {}
        self._layers: dict[tuple[str, str, tuple[int, ...], int, bool], Sequence[Layer]] = {}
        self._lost: dict[tuple[Pattern, str], Sequence[Move]] = {}

    def chars(self, pattern: Pattern) -> Sequence[str]:
        """Return the characters that fit ``pattern``, the likeliest first."""
        if self._right == "utf-8":
            # In a broken stretch that was a lost character, hardly ever a currency sign.
            lost = pattern[:2] == _OF_REPLACEMENT and self._private != "kept"
            return (REPLACEMENT,) if lost else utf8_choices(pattern)
        if len(pattern) == 1:
            return tuple(chr(byte) for byte in pattern if isinstance(byte, int))
        return pair_choices(pattern, self._right)

    def layers(
        self, raws: Sequence[str], following: str = "", *, two: bool, dropped: int
    ) -> Sequence[Layer]:
        """Return, place by place, the moves on ways that lead through all of ``raws``.

        Ways on which more is missing than has to be are left out. ``following`` is the
        byte after them; ``two`` tells whether a mark may stand for two bytes, ``dropped`` how often
        in a row bytes may be missing without a mark.
        """
        flat = "".join(raws)
        starts = tuple(accumulate(map(len, raws), initial=0)) if dropped else ()
        # What is lost at the end depends on what follows: on no ASCII before the letters.
        following = following if following >= "\x40" and (dropped or flat[-1:] > "\xff") else ""
        key = (flat, following, starts, dropped, two)
        known = self._layers.get(key)
        if known is None:
            if len(self._layers) >= _MOST_KNOWN:
                self._layers.clear()
            reachable = self._reachable(flat, following, starts, dropped, two=two)
            known = self._layers[key] = joined(cheapest(reachable))
        return known

    def _reachable(
        self, flat: str, behind: str, starts: Sequence[int], dropped: int, *, two: bool
    ) -> list[Layer]:
        """Return the moves from all that may have begun at each place of ``flat``.

        Bytes may be missing at ``starts``, ``dropped`` times in a row; ``behind`` is the byte after
        all of them, and ``two`` tells whether a mark may stand for two bytes.
        """
        layers: list[Layer] = []
        layer: Layer
        whole = regex(WHOLE) if self._right == "utf-8" else None
        begun: set[Pattern] = {()}
        place, size = 0, len(flat)
        flat += behind
        while place <= size:
            following = flat[place : place + 1]
            # At the end, a last character may lack two bytes.
            at_end = place == size and bool(starts)
            for _ in range(max(dropped, 1 + at_end) if place in starts else 0):
                layer = {one: [Move(0.0, (), one), *self._dropped(one, following)] for one in begun}
                layers.append(layer)
                begun = {move.begun for moves in layer.values() for move in moves}
            hit = None
            if whole is not None and place not in starts and begun == {()}:
                hit = whole.match(flat, place, size)
            if hit:  # between two characters, one that lacks nothing is added at once
                layer = {(): [Move(0.0, tuple(map(ord, hit.group())), ())]}
                place = hit.end()
            elif place < size:
                after = flat[place + 1 : place + 2]
                layer = {one: self._after(one, following, after, two=two) for one in begun}
                place += 1
            else:
                break
            layers.append(layer)
            begun = {move.begun for moves in layer.values() for move in moves}
        return layers

    def _after(self, begun: Pattern, char: str, following: str, *, two: bool) -> Sequence[Move]:
        """Return the moves over ``char``, a byte or the mark of one, before ``following``."""
        key = (begun, char, following if char > "\xff" else "", two)
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            if char <= "\xff":
                known = list(self._over(begun, (ord(char),), 0.0))
            else:
                known = list(self._over_mark(begun, char, following, two=two))
            self._known[key] = known
        return known

    def _dropped(self, begun: Pattern, following: str) -> Sequence[Move]:
        """Return the moves over bytes that are missing before ``following`` without a mark."""
        key = (begun, following)
        known = self._lost.get(key)
        if known is None:
            if len(self._lost) >= _MOST_KNOWN:
                self._lost.clear()
            lost: list[Pattern] = []
            if self._private != "stripped":  # else what was not read has left a mark
                lost.append((lost_before(self._wrong, following, kept=self._read),))
            if not self._wrong.single:
                lost.extend(lost_pairs(self._wrong, self._right, marked=False))
            known = [move for added in lost for move in self._over(begun, added, _COST_DROPPED)]
            self._lost[key] = known
        return known

    def _over_mark(self, begun: Pattern, char: str, following: str, *, two: bool) -> Iterator[Move]:
        if char == BLANK:
            yield from self._over(begun, (0xA0,), _COST_BLANK)
            if not begun:
                yield from self._over(begun, (0x20,), _COST_MARKED)
        elif char in {HOLE, QUESTION}:
            if char == QUESTION and not begun:
                yield from self._over(begun, (0x3F,), _COST_MARKED)
            lost = lost_before(self._wrong, following, kept=self._read)
            if self._may_swallow and self._reader.swallows(asks=char == QUESTION):
                yield from self._over_swallowed(begun, char, lost)
                if self._euro:
                    lost -= {0x80}
            if not self._private and 0x80 in lost:
                # What all readers of GBK lose; some of them, all else that may be lost here.
                yield from self._over(begun, (0x80,), _COST_MARKED)
                yield from self._over(begun, (lost - {0x80},), _COST_MARKED + _COST_SOME)
            else:
                yield from self._over(begun, (lost,), _COST_MARKED)
            if two:
                for pair in lost_pairs(self._wrong, self._right, marked=True):
                    yield from self._over(begun, pair, _COST_MARKED_TWO)

    def _over_swallowed(self, begun: Pattern, char: str, lost: frozenset[int]) -> Iterator[Move]:
        """Yield the moves over a byte whose mark ``char`` stands for an ASCII character as well.

        ``lost`` holds the bytes that may be lost alone.
        """
        usual = self._euro and char == QUESTION
        bytes_ = _SWALLOWING if usual else _SWALLOWING - lost
        cost = _COST_MARKED if usual else _COST_MARKED + _COST_SWALLOWED
        for move in self._over(begun, (bytes_,), cost):
            if not move.begun:  # ASCII is no part of a character
                yield move

    def _over(self, begun: Pattern, added: Pattern, cost: float) -> Iterator[Move]:
        """Yield the moves over bytes: they may complete a character, begin one, or be neither."""
        take = _take_utf8 if self._right == "utf-8" else _take_pair
        moves: list[tuple[Pattern, Pattern]] = [((), begun)]
        for byte in added:
            # Two bytes beyond ASCII complete one character at most.
            moves = [
                (pattern or whole, left)
                for whole, open_ in moves
                for pattern, left in take(open_, byte)
            ]
        for whole, left in moves:
            if not whole or self.chars(whole):
                yield Move(cost, whole, left)


def _take_utf8(begun: Pattern, byte: Byte) -> Iterator[tuple[Pattern, Pattern]]:
    """Yield what ``byte`` completes after what has ``begun``, and what it begins."""
    if not begun:
        if isinstance(byte, int) and byte < 0x80:
            yield (byte,), ()
            return
        for leads in (_UTF8_LEADS_OF_TWO, _UTF8_LEADS_OF_THREE):
            lead = _narrowed(byte, leads)
            if lead is not None:
                yield (), (lead,)
        return
    left = _narrowed(byte, _UTF8_CONTINUING)
    if left is not None:
        begun = (*begun, left)
        is_whole = len(begun) >= (2 if _narrowed(begun[0], _UTF8_LEADS_OF_TWO) is not None else 3)
        yield (begun, ()) if is_whole else ((), begun)


def _take_pair(begun: Pattern, byte: Byte) -> Iterator[tuple[Pattern, Pattern]]:
    if not begun:
        if isinstance(byte, int) and byte < 0x80:
            yield (byte,), ()
            return
        lead = byte if isinstance(byte, int) else _narrowed(byte, _PAIR_LEADS)
        if lead is not None:
            yield (), (lead,)
        return
    trail = byte if isinstance(byte, int) else _narrowed(byte, _PAIR_TRAILS)
    if trail is not None:
        yield (*begun, trail), ()


def _narrowed(byte: Byte, allowed: frozenset[int]) -> Byte | None:
    if isinstance(byte, int):
        return byte if byte in allowed else None
    left = byte & allowed
    if len(left) == 1:
        return next(iter(left))
    return left or None
