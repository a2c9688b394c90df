"""Characters of which some bytes were destroyed, chosen by what the text around them makes likely.

What is left of such a character narrows it down: two of three bytes leave 64 choices, and where
the wrong encoding is known, a byte can only have been lost if that encoding gives no character to
it and the byte after it, which leaves about ten. The language model chooses among those.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final

from unionclean.chars import regex
from unionclean.steps.mojibake.choices import (
    Byte,
    Script,
    lost_before,
    lost_pairs,
    not_of,
    pair_choices,
    utf8_choices,
)
from unionclean.steps.mojibake.codepages import BLANK, HOLE, QUESTION
from unionclean.steps.mojibake.rightly import WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from unionclean.language import Model
    from unionclean.steps.mojibake.readings import Reading

_BEAM: Final = 24  # states kept at each place; more never changed a choice in the benchmark
_BEHIND: Final = 20.0  # nats that no path makes good
# Marks in one broken stretch: beyond that nothing is left to go by. The stretch itself may be long,
# because after one lost byte, a two-byte encoding is read in the wrong pairs up to the next mark.
_MOST_MARKS: Final = 24
_MOST_BROKEN: Final = 48  # characters of UTF-8, which falls in step at once

_UTF8_LEADS_OF_TWO: Final = frozenset((0xC2, 0xC3))
_UTF8_LEADS_OF_THREE: Final = frozenset((*range(0xE2, 0xEA), 0xEF))
_UTF8_CONTINUING: Final = frozenset(range(0x80, 0xC0))
_PAIR_LEADS: Final = frozenset((*range(0xA1, 0xAA), *range(0xB0, 0xF8)))  # of GB2312 and of Big5
_PAIR_TRAILS: Final = frozenset((*range(0x40, 0x7F), *range(0xA1, 0xFF)))
_COST_MARKED: Final = -1.0  # a mark stands for one byte
_COST_MARKED_TWO: Final = -3.0  # a mark stands for two
_COST_SOME: Final = -1.0
_COST_DROPPED: Final = -6.0  # bytes are missing without a mark
_COST_FOREIGN: Final = -4.0  # a Traditional character in Simplified text, or the reverse
# Of 20,186 Han after a digit in the People's Daily of 1998, 48 in a hundred are these.
_OF_DATES: Final = "年月日"
_GAIN_DATE: Final = 3.0
_COST_TURNED: Final = -3.0  # a quotation mark that faces the wrong way


# What is left of a broken stretch as far as a place: the score, the bytes of a character that has
# begun, the last whole character and the text. A plain tuple, because thousands are made of it.
_Path = tuple[float, tuple[Byte, ...], str, str]


def _widest(paths: list[_Path]) -> list[_Path]:
    if len(paths) <= 1:
        return paths
    best: dict[tuple[tuple[Byte, ...], str], _Path] = {}
    least = max(path[0] for path in paths) - _BEHIND
    for path in paths:
        if path[0] < least:
            continue
        key = path[1:3]
        if key not in best or best[key][0] < path[0]:
            best[key] = path
    if len(best) == 1:
        return list(best.values())
    # A path that has paid for a whole character and one that has not yet are compared by giving
    # the begun character its likely price.
    ranked = sorted(best.values(), key=lambda path: path[0] - 2.0 * len(path[1]))
    return ranked[-_BEAM:]


class Search:
    """The search for destroyed characters in text that one mistake has hit."""

    def __init__(
        self, reading: Reading, model: Model, script: Script, *, kept: bool | None = None
    ) -> None:
        self._wrong, self._right = reading
        self._model = model
        self._foreign = not_of(script)
        self._kept = kept
        self._two = self._dropped = False  # what `_try` may assume
        self._costs: dict[str, dict[str, float]] = {}  # of a character after another
        self._known: dict[tuple[tuple[str, ...], str, str], str | None] = {}

    def fill(self, raws: list[str], before: str, after: str) -> str | None:
        """Return the likeliest text for a broken stretch, or ``None`` when nothing fits.

        Args:
            raws: what is left of the bytes, one item for each damaged character.
            before: the repaired character before the stretch, if known.
            after: the one after it.

        """
        if len(raws) > _MOST_BROKEN and (
            self._right == "utf-8" or sum(raw in {HOLE, QUESTION} for raw in raws) > _MOST_MARKS
        ):
            return None
        key = (tuple(raws), before, after)
        if key not in self._known:
            self._known[key] = self._search(raws, before, after)
        return self._known[key]

    def _search(self, raws: list[str], before: str, after: str) -> str | None:
        marked = any(char in raw for raw in raws for char in (HOLE, QUESTION, BLANK))
        # What is usual first: a mark for each lost byte; then one for two; then none at all.
        for two, dropped in ((False, False), (not self._wrong.single, False), (True, True)):
            if marked or dropped:
                self._two, self._dropped = two and not self._wrong.single, dropped
                text = self._try(raws, before, after)
                if text is not None:
                    return text
        return None

    def _try(self, raws: list[str], before: str, after: str) -> str | None:
        paths: list[_Path] = [(0.0, (), before, "")]
        flat = "".join(raws)
        take = self._take_utf8 if self._right == "utf-8" else self._take_pair
        whole = regex(WHOLE)
        starts = set(accumulate(map(len, raws), initial=0)) if self._dropped else ()
        place = 0
        while place < len(flat):
            if place in starts:
                paths = self._with_dropped(paths, flat[place : place + 1])
            elif self._right == "utf-8" and not any(path[1] for path in paths):
                # Between two characters, one that lacks nothing is added at once.
                hit = whole.match(flat, place)
                if hit:
                    char = hit.group().encode("latin-1").decode("utf-8")
                    paths = _widest(
                        [more for path in paths for more in self._completed(path, char)]
                    )
                    place = hit.end()
                    continue
            char = flat[place]
            place += 1
            following = flat[place : place + 1]
            if char <= "\xff":
                paths = [more for path in paths for more in take(path, ord(char))]
            else:
                paths = [more for path in paths for more in self._feed(path, char, following)]
            if not paths:
                return None
            if len(paths) > _BEAM or not paths[0][1]:
                paths = _widest(paths)
        for _ in range(2):  # a last character may lack two bytes
            paths = self._with_dropped(paths, "")
        ends = [
            (score + self._step(last, after), text)
            for score, pending, last, text in paths
            if not pending and text
        ]
        return max(ends)[1] if ends else None

    def _step(self, last: str, char: str) -> float:
        return self._model.pair(last, char) if last else self._model.char(char)

    def _feed(self, path: _Path, char: str, following: str) -> Iterator[_Path]:
        """Yield the paths after a byte of which ``char`` is left, a mark."""
        if char == BLANK:
            yield from self._take(path, (0xA0,), 0.0)
            if not path[1]:
                yield from self._take(path, (0x20,), _COST_MARKED)
        elif char in {HOLE, QUESTION}:
            if char == QUESTION and not path[1]:
                yield from self._take(path, (0x3F,), _COST_MARKED)
            lost = lost_before(self._wrong, following, kept=self._kept is True)
            if self._kept is None and 0x80 in lost:
                # What all readers of GBK lose; some of them, all else that may be lost here.
                yield from self._take(path, (0x80,), _COST_MARKED)
                yield from self._take(path, (lost - {0x80},), _COST_MARKED + _COST_SOME)
            else:
                yield from self._take(path, (lost,), _COST_MARKED)
            if self._two:
                for pair in lost_pairs(self._wrong):
                    yield from self._take(path, pair, _COST_MARKED_TWO)

    def _with_dropped(self, paths: list[_Path], following: str) -> list[_Path]:
        """Return the paths with those on which bytes vanished here without a mark."""
        if not self._dropped:
            return paths
        lost: list[tuple[Byte, ...]] = [
            (lost_before(self._wrong, following, kept=self._kept is True),)
        ]
        if not self._wrong.single:
            lost.extend(lost_pairs(self._wrong))
        grown = [
            more
            for path in paths
            for added in lost
            for more in self._take(path, added, _COST_DROPPED)
        ]
        return _widest([*paths, *grown])

    def _take(self, path: _Path, added: tuple[Byte, ...], cost: float) -> list[_Path]:
        """Add bytes to a path: they may complete a character, begin one, or come to nothing."""
        score, pending, last, text = path
        paths: list[_Path] = [(score + cost, pending, last, text)]
        take = self._take_utf8 if self._right == "utf-8" else self._take_pair
        for byte in added:
            paths = [grown for one in paths for grown in take(one, byte)]
        return paths

    def _take_utf8(self, path: _Path, byte: Byte) -> list[_Path]:
        score, pending, last, text = path
        if not pending:
            if isinstance(byte, int) and byte < 0x80:
                return self._completed(path, chr(byte))
            leads = (_narrowed(byte, _UTF8_LEADS_OF_TWO), _narrowed(byte, _UTF8_LEADS_OF_THREE))
            return [(score, (lead,), last, text) for lead in leads if lead is not None]
        left = _narrowed(byte, _UTF8_CONTINUING)
        if left is None:
            return []
        pending = (*pending, left)
        if len(pending) < (2 if _narrowed(pending[0], _UTF8_LEADS_OF_TWO) is not None else 3):
            return [(score, pending, last, text)]
        return self._completed(path, utf8_choices(pending))

    def _take_pair(self, path: _Path, byte: Byte) -> list[_Path]:
        score, pending, last, text = path
        if not pending:
            if isinstance(byte, int) and byte < 0x80:
                return self._completed(path, chr(byte))
            lead = byte if isinstance(byte, int) else _narrowed(byte, _PAIR_LEADS)
            return [] if lead is None else [(score, (lead,), last, text)]
        trail = byte if isinstance(byte, int) else _narrowed(byte, _PAIR_TRAILS)
        if trail is None:
            return []
        return self._completed(path, pair_choices((*pending, trail), self._right))

    def _completed(self, path: _Path, chars: Iterable[str]) -> list[_Path]:
        score, _, last, text = path
        costs = self._costs.setdefault(last, {})
        done: list[_Path] = []
        for char in chars:
            cost = costs.get(char)
            if cost is None:
                cost = costs[char] = self._cost(last, char)
            done.append((score + cost, (), char, text + char))
        return done

    def _cost(self, last: str, char: str) -> float:
        cost = self._model.pair(last, char) if last else self._model.char(char)
        if char in self._foreign:
            cost += _COST_FOREIGN
        if "" < last < "\x80":
            # Beside Latin letters the model knows classes only; the frequent mark is the likelier.
            cost += 0.2 * self._model.char(char)
            if last.isdigit() and char in _OF_DATES:
                cost += _GAIN_DATE
        if char in "“”‘’" and _turned_wrong(last, char):
            cost += _COST_TURNED
        return cost


def _narrowed(byte: Byte, allowed: frozenset[int]) -> Byte | None:
    if isinstance(byte, int):
        return byte if byte in allowed else None
    left = byte & allowed
    if len(left) == 1:
        return next(iter(left))
    return left or None


def _turned_wrong(last: str, char: str) -> bool:
    """Tell whether a quotation mark opens after a letter or closes after a blank."""
    if char in "“‘":
        return last.isalnum() and last < "\u0250"
    return char in "”’" and last in {" ", "\n"}
