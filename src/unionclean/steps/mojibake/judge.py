"""Which part of a stretch was damaged: the likelier of two readings, place by place.

A stretch is read as a chain of characters that are either as they stand or repaired. Going over
to the repaired reading costs a margin, so that good text must be beaten clearly; the best path
(Viterbi) gives the damaged spans, from a whole line down to two words inside a sentence. Paths
change over only where a damaged character begins, while repaired ones may straddle such places.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise, product
from math import log
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import CJK_MARKS, regex
from unionclean.steps.mojibake.codepages import BLANK
from unionclean.steps.mojibake.frequent import THOUSAND

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionclean.language import Model
    from unionclean.steps.mojibake.readings import Candidate
    from unionclean.steps.mojibake.rightly import Cell

MARGIN: Final = 9.0
# The longer a text, the more places in it may look like damage by chance: of one of 4,000
# characters, odds of 20 to 1 more are asked for than of a title.
_FEW_CHANCES, _MOST_FOR_LENGTH = 200, 3.0
# Damage hits lines or quoted parts, hardly ever half a word: a change of readings inside a sentence
# costs more, beside a mark a little more, at the ends of a line nothing.
_INSIDE: Final = 5.0
_AT_MARK: Final = 1.0
# What a byte costs that fits nowhere: two of them as much as a rare character, so that good text
# beside the damage stays out. In a suspect character they are probably what loss has left.
ODD_BYTE: Final = -4.5
LEFT_BYTE: Final = -2.5
_SEAM_BYTE: Final = -7.0  # what is left of a lost one seldom makes one with good text
_LEFT_BLANK: Final = -0.5  # a blank beside the rest of a character: hardly one
FLOOR: Final = -15.0  # a single odd character must not pay for a whole span
_UNDECIDED: Final = 8.0  # nats between two ways that the next character may outweigh
_MARKS: Final = frozenset(CJK_MARKS + ' \t\u3000<>|()[]"')

_RARE_SIGN: Final = "[\u3200-\u33ff]"  # squared words and units


class Part(NamedTuple):
    """Damaged characters ``start:end`` of the stretch and the cells that they hold exactly."""

    start: int
    end: int
    cells: tuple[Cell, ...]

    @property
    def text(self) -> str | None:
        """The repaired text, ``None`` when bytes are missing."""
        texts = [cell.text for cell in self.cells]
        return None if None in texts else "".join(text or "" for text in texts)


class Span(NamedTuple):
    """A damaged span: its parts in order, and how much likelier its repair is, in nats."""

    parts: tuple[Part, ...]
    gain: float

    @property
    def start(self) -> int:
        """Where the span begins in the stretch."""
        return self.parts[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.parts[-1].end


# The best way to a place in the repaired reading: its score, its last character, what led there and
# the last cell. What led there is another such way or, where the repair begins and there is no
# cell, the index of the character that stands. A plain tuple, because thousands are made of it.
_Way = tuple[float, str, "_Way | int", "Cell | None"]


def margin_in(text: str) -> float:
    """Return by how many nats a repair of something in ``text`` has to be likelier than that."""
    return MARGIN + min(log(max(len(text) / _FEW_CHANCES, 1.0)), _MOST_FOR_LENGTH)


def find_spans(  # noqa: PLR0917 - six things make a judgement; a bundle would hide them
    stretch: str,
    candidate: Candidate,
    suspects: frozenset[str],
    model: Model,
    margin: float,
    outside: tuple[str, str] = ("\n", "\n"),
) -> list[Span]:
    """Return the spans of ``stretch`` that read better repaired, in order.

    ``outside`` holds the characters before and after the stretch.
    """
    offsets, cells = candidate
    starts: list[list[Cell]] = [[] for _ in range(offsets[-1] + 1)]
    for cell in cells:
        starts[cell.start].append(cell)
    fixed: list[_Way | None] = [None] * (offsets[-1] + 1)
    pair = model.pair
    before, after = outside
    single = offsets[-1] == len(stretch)
    costs = model.pairs(before + stretch)
    edges = borders_in(before + stretch, single=single)
    stands = 0.0  # the score of the best way on which the last character is as it was
    left: list[_Way | None] = [None]  # the repair that such a way has just left, by index
    last = before
    for index, (char, cost, edge) in enumerate(zip(stretch, costs, edges, strict=True)):
        begin, end = offsets[index], offsets[index + 1]
        repaired = fixed[begin]
        leaving, cost_here, way = stands, cost, None
        # Which is better shows with the next character, as the ones before it differ.
        entering = stands - margin - edge
        entry: _Way | None = (entering, last, index, None)
        if repaired is not None:
            cost_after = pair(repaired[1], char) if repaired[1] else model.char(char)
            cost_after = max(cost_after, FLOOR) - edge
            if repaired[0] + cost_after > stands + cost:
                leaving, cost_here, way = repaired[0], cost_after, repaired
            if entering <= repaired[0] - _UNDECIDED:
                entry = None
        byte_cost = LEFT_BYTE if char in suspects else ODD_BYTE
        for place in range(begin, end):
            here = starts[place]
            for known in (fixed[place], entry) if here else ():
                if known is None:
                    continue
                for cell in here:
                    if cell.text is None:
                        score, text = _step(known[0], known[1], cell, byte_cost, model)
                    else:
                        text = cell.text
                        score = known[0] + (pair(known[1], text) if known[1] else model.char(text))
                    old = fixed[cell.end]
                    if old is None or old[0] < score:
                        fixed[cell.end] = (score, text, known, cell)
            entry = None  # only where a damaged character begins
        stands = leaving + max(cost_here, FLOOR)
        left.append(way)
        last = char
    final = fixed[offsets[-1]]
    best: _Way | int = len(stretch)
    if final is not None and final[0] - border(stretch[-1], after, single=single) > stands:
        best = final
    return [
        Span(parts, _gain(stretch, parts, suspects, model))
        for run in _repaired_runs(best, left)
        if (parts := _trim(stretch, make_parts(run, offsets)))
    ]


def border(before: str, after: str, *, single: bool = True) -> float:
    """Return what it costs to change readings between two characters.

    ``single`` tells that the wrong reading was of single bytes: only then Han are no part of it.
    """
    if before == "\n" or after == "\n":
        return 0.0
    if before in _MARKS or after in _MARKS:
        return _AT_MARK
    if single and _is_foreign(before) != _is_foreign(after):
        return _AT_MARK
    return _INSIDE


def _is_foreign(char: str) -> bool:
    """Tell whether ``char`` is a sign of single-byte encodings: beside Han, that is an edge."""
    return "\x80" <= char < "\u2e80"


def borders_in(text: str, *, single: bool) -> list[float]:
    """Return what `border` does, for each two neighbours in ``text``."""
    known = _BORDERS[single]
    return [known[pair] for pair in pairwise(map(_KINDS.__getitem__, text))]


class _Kinds(dict[str, str]):
    """Characters -> one that is the same to `border`."""

    def __missing__(self, char: str) -> str:
        kind = "é" if _is_foreign(char) else "a"
        self[char] = kind = " " if char in _MARKS else "\n" if char == "\n" else kind
        return kind


_KINDS: Final = _Kinds()
_BORDERS: Final = tuple(
    {pair: border(*pair, single=single) for pair in product("\n éa", repeat=2)}
    for single in (False, True)
)


def _step(score: float, last: str, cell: Cell, byte_cost: float, model: Model) -> tuple[float, str]:
    if cell.text is None:
        if cell.raw == BLANK:
            return score + _LEFT_BLANK, ""
        if cell.seam:
            byte_cost = _SEAM_BYTE
        elif cell.beside:
            byte_cost = LEFT_BYTE
        return score + byte_cost * len(cell.raw), ""
    return score + (model.pair(last, cell.text) if last else model.char(cell.text)), cell.text


def _repaired_runs(best: _Way | int, left: Sequence[_Way | None]) -> list[list[Cell]]:
    runs: list[list[Cell]] = []
    inside = False
    place = best
    while place != 0:
        if isinstance(place, int):
            inside = False
            way = left[place]
            place = place - 1 if way is None else way
            continue
        if place[3] is None:
            inside = False
        else:
            if not inside:
                runs.append([])
            runs[-1].append(place[3])
            inside = True
        place = place[2]
    for run in runs:
        run.reverse()
    return runs[::-1]


def make_parts(cells: list[Cell], offsets: Sequence[int]) -> list[Part]:
    """Group cells into the least parts that begin and end with damaged characters."""
    parts: list[Part] = []
    held: list[Cell] = []
    first = bisect_left(offsets, cells[0].start)
    for cell in cells:
        held.append(cell)
        place = bisect_left(offsets, cell.end, first)
        if offsets[place] == cell.end:
            parts.append(Part(first, place, tuple(held)))
            first, held = place, []
    return parts


def _trim(stretch: str, parts: list[Part]) -> tuple[Part, ...]:
    """Take off parts at both ends that change nothing, or a frequent character to a rare sign."""
    first, last = 0, len(parts)
    while first < last and _is_needless(stretch, parts[first]):
        first += 1
    while first < last and _is_needless(stretch, parts[last - 1]):
        last -= 1
    return tuple(parts[first:last])


def _is_needless(stretch: str, part: Part) -> bool:
    old, new = stretch[part.start : part.end], part.text
    if new == old:
        return True
    return old in THOUSAND and new is not None and regex(_RARE_SIGN).fullmatch(new) is not None


def _gain(stretch: str, parts: tuple[Part, ...], suspects: frozenset[str], model: Model) -> float:
    start, end = parts[0].start, parts[-1].end
    before = stretch[start - 1] if start else "\n"
    after = stretch[end] if end < len(stretch) else "\n"
    old = 0.0
    last = before
    for char in stretch[start:end] + after:
        old += max(model.pair(last, char), FLOOR)
        last = char
    new = 0.0
    last = before
    for part in parts:
        old_chars = stretch[part.start : part.end]
        byte_cost = ODD_BYTE if suspects.isdisjoint(old_chars) else LEFT_BYTE
        for cell in part.cells:
            new, last = _step(new, last, cell, byte_cost, model)
    new += model.pair(last, after) if last else model.char(after)
    return new - old
