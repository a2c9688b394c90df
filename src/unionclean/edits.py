"""The unit of work: an edit, how edits are applied, inverted and traced back to the original.

Fixing, checking, explaining, diffing and reverting all consume the same edits, so they cannot
disagree. Offsets count characters (code points) of the text the edit was found in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

Certainty = Literal["rule", "exact", "likely", "guess"]
"""How sure an edit is.

``rule``    follows from the text alone (a blank between two Han characters).
``exact``   proven: repeating the damage on the repaired text gives the damaged text again.
``likely``  the best of several readings, but not the only possible one.
``guess``   some of the new characters were destroyed and are chosen by a language model.
"""


class Edit(NamedTuple):
    """Replace ``text[start:end]`` with ``new``; offsets count the step's own input."""

    start: int
    end: int
    new: str
    reason: str = ""
    certainty: Certainty = "rule"


class Note(NamedTuple):
    """Something about ``text[start:end]`` that a reader must know and no edit repairs.

    ``destroyed`` is how many characters were lost there before the file was written.
    """

    start: int
    end: int
    message: str
    destroyed: int = 0


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Return ``text`` with ``edits`` carried out; the same object when there are none.

    Raises:
        ValueError: the edits are not sorted, overlap, or leave the text.

    """
    if not edits:
        return text
    pieces: list[str] = []
    done = 0
    for edit in edits:
        if not done <= edit.start <= edit.end <= len(text):
            raise ValueError(f"{edit} overlaps the edit before it or leaves the text")
        pieces.append(text[done : edit.start])
        pieces.append(edit.new)
        done = edit.end
    pieces.append(text[done:])
    return "".join(pieces)


def without_overlaps(found: Iterable[Edit | Note]) -> Iterator[Edit | Note]:
    """Yield of ``found``, sorted, what begins inside nothing before it.

    The rest is found again in the next round.
    """
    done = 0
    for item in found:
        if item.start >= done:
            yield item
            done = item.end


def invert_edits(text: str, edits: Iterable[Edit]) -> Iterator[Edit]:
    """Yield the edits that turn ``apply_edits(text, edits)`` back into ``text``."""
    shift = 0
    for edit in edits:
        start = edit.start + shift
        yield Edit(start, start + len(edit.new), text[edit.start : edit.end], edit.reason)
        shift += len(edit.new) - (edit.end - edit.start)


def diff_same_length(before: str, after: str, reason: str) -> Iterator[Edit]:
    """Yield one edit for each run of characters in which two texts of one length differ.

    Raises:
        ValueError: the texts have different lengths.

    """
    start = -1
    for position, (old, new) in enumerate(zip(before, after, strict=True)):
        if old != new:
            if start < 0:
                start = position
        elif start >= 0:
            yield Edit(start, position, after[start:position], reason)
            start = -1
    if start >= 0:
        yield Edit(start, len(before), after[start:], reason)


def follow(offsets: Iterable[int], edits: Sequence[Edit]) -> Iterator[int]:
    """Yield where the characters at ``offsets`` stand after ``edits``; replaced ones are left out.

    >>> list(follow([0, 2, 5], [Edit(1, 3, ""), Edit(4, 4, "xy")]))
    [0, 5]
    """
    ends = [edit.end for edit in edits]
    shifts = [0]
    for edit in edits:
        shifts.append(shifts[-1] + len(edit.new) - (edit.end - edit.start))
    for offset in offsets:
        index = bisect_right(ends, offset)
        if index == len(edits) or offset < edits[index].start:
            yield offset + shifts[index]


def compose_edits(first: Iterable[Edit], second: Iterable[Edit]) -> Iterator[Edit]:
    """Yield the edits that do at once what ``first`` and then ``second`` do.

    Edits that touch become one, with the reason of the first of them and as sure as the least sure.
    """
    left, right = deque(first), deque(second)
    shift = 0  # how much the text between the two is longer than the original, up to here
    while left or right:
        # One edit grows for as long as an edit of either list touches its end. Its places count
        # in the text between: `end` is how far it reaches, `done` how far its new text is known.
        from_left = bool(left) and (not right or left[0].start + shift <= right[0].start)
        seed = left[0] if from_left else right[0]
        end = done = seed.start + shift if from_left else seed.start
        start = end - shift
        new: list[str] = []
        certainties: set[Certainty] = set()
        waiting: deque[tuple[int, str]] = deque()  # new text of `first` that stands behind `done`
        while True:
            if left and left[0].start + shift <= end:
                edit = left.popleft()
                certainties.add(edit.certainty)
                at = edit.start + shift
                waiting.append((at, edit.new))
                shift += len(edit.new) - (edit.end - edit.start)
                end = max(end, at + len(edit.new))
            elif right and right[0].start <= end:
                edit = right.popleft()
                certainties.add(edit.certainty)
                new += _take(waiting, done, edit.start)
                new.append(edit.new)
                done = edit.end
                end = max(end, done)
            else:
                break
        new += _take(waiting, done, end)
        yield Edit(start, end - shift, "".join(new), seed.reason, least_sure(certainties, seed))


def least_sure(certainties: Collection[Certainty], edit: Edit) -> Certainty:
    """Return the least sure of ``certainties``; that of ``edit`` where all are as sure."""
    doubt: Certainty
    for doubt in ("guess", "likely"):
        if doubt in certainties:
            return doubt
    return edit.certainty


def _take(waiting: deque[tuple[int, str]], start: int, end: int) -> Iterator[str]:
    """Yield the stretch of the text between from ``start`` to ``end``, which `first` wrote."""
    while waiting and waiting[0][0] < end:
        at, text = waiting.popleft()
        yield text[max(0, start - at) : end - at]
        if at + len(text) > end:
            waiting.appendleft((at, text))
            return


class OffsetMap:
    """Where a character of the edited text came from in the text before the edits."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self._starts: list[int] = []  # where the new text of each edit begins, in the edited text
        self._edits: list[Edit] = []
        shift = 0
        for edit in edits:
            self._starts.append(edit.start + shift)
            self._edits.append(edit)
            shift += len(edit.new) - (edit.end - edit.start)

    def source(self, offset: int) -> int:
        """Return the offset before the edits; inside new text, the start of what it replaced."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return offset
        edit = self._edits[index]
        inside = offset - self._starts[index]
        if inside < len(edit.new):
            return edit.start
        return edit.end + inside - len(edit.new)

    def behind(self, start: int, end: int) -> list[Edit]:
        """Return the edits that wrote something of the edited text from ``start`` to ``end``."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = bisect_right(self._starts, end - 1)
        return [
            edit
            for at, edit in zip(self._starts[first:last], self._edits[first:last], strict=True)
            if at + len(edit.new) > start
        ]


class LineIndex:
    r"""Line and column (both from 1) of an offset; lines end at ``\n`` only."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        position = text.find("\n")
        while position >= 0:
            self._starts.append(position + 1)
            position = text.find("\n", position + 1)

    def locate(self, offset: int) -> tuple[int, int]:
        """Return ``(line, column)`` of the character at ``offset``."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
