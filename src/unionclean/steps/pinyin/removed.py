"""What is removed from a text: what is left of it at once, and the edits when somebody asks.

A text that tools had spelled otherwise is judged as the farm wrote it, and the removal is then told
of the text as it stands. It was spelled otherwise at few places, so all others are put together as
they are, without their edits.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.edits import Edit, OffsetMap, apply_edits
from unionclean.steps.pinyin.cut import find_removed, put_together
from unionclean.steps.pinyin.states import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from unionclean.edits import Certainty

ANNOTATION: Final = "pinyin annotation"

_SEVERAL: Final = 8
"""Parts for each place that was spelled otherwise; of fewer all edits are made as quickly."""


class Cuts(NamedTuple):
    """What `put_together` takes: the parts of a text, what is kept of them, and its runs."""

    parts: Sequence[str]
    kept: Mapping[str, str]
    runs: Sequence[Run]

    def left(self) -> str:
        """Return what is left of the text."""
        return put_together(self.parts, self.kept, self.runs)

    def edits(self, certainty: Certainty, runs: Iterable[Run]) -> list[Edit]:
        """Return the edits; ``runs`` are those of this, with what their proof has said of them."""
        removed = (Edit(*one, ANNOTATION, certainty) for one in find_removed(self.parts, self.kept))
        return _join(removed, list(runs))


@dataclass(frozen=True, slots=True)
class Removed:
    """Two ways to the same edits: only their certainty differs. ``cuts`` are what they cut.

    There are none where the parts are not those of the text that was searched.
    """

    unproven: Callable[[], Iterable[Edit]]
    proven: Callable[[], Iterable[Edit]]
    cuts: Cuts | None = None

    def __call__(self) -> Iterable[Edit]:
        """Return the edits as `Rewrite.edits` wants them."""
        return self.proven()

    def left_of(self, text: str, spelling: Sequence[Edit]) -> str:
        """Return what is left of ``text``, which was searched as ``spelling`` writes it."""
        if self.cuts is None or len(spelling) * _SEVERAL > len(self.cuts.parts):
            return apply_edits(text, list(moved(self.unproven(), OffsetMap(spelling))))
        return _Places(self.cuts, spelling).left_of(text)


def moved(edits: Iterable[Edit], offsets: OffsetMap) -> Iterator[Edit]:
    """Yield ``edits`` of a text as those of the one before."""
    source = offsets.source
    for edit in edits:
        yield edit._replace(start=source(edit.start), end=source(edit.end))


class _Place(NamedTuple):
    """A stretch of the spelled text, and of the text itself, around what was spelled otherwise."""

    start: int
    end: int
    first: int
    last: int


class _Places:
    """The places of a removal that its text spells otherwise."""

    def __init__(self, cuts: Cuts, spelling: Sequence[Edit]) -> None:
        self._cuts = cuts
        self._offsets = OffsetMap(spelling)
        self._ends = list(accumulate(map(len, cuts.parts)))
        self._run_ends = [run.end for run in cuts.runs]
        self._places = self._find(spelling)

    def left_of(self, text: str) -> str:
        """Return what is left of ``text``."""
        starts = [place.start for place in self._places]
        runs = [self._told(place, text) for place in self._places]
        for run in self._cuts.runs:
            at = bisect_right(starts, run.start) - 1
            if at < 0 or run.start > self._places[at].end:
                runs.append(run)
        return self._cuts._replace(runs=sorted(runs)).left()

    def _find(self, spelling: Sequence[Edit]) -> list[_Place]:
        places: list[_Place] = []
        shift = 0
        for edit in spelling:
            start, end = self._widen(edit.start + shift, edit.start + shift + len(edit.new))
            first = start - shift
            shift += len(edit.new) - (edit.end - edit.start)
            if places and start <= places[-1].end:
                before = places.pop()
                start, first, end = before.start, before.first, max(before.end, end)
            places.append(_Place(start, end, first, end - shift))
        return places

    def _widen(self, start: int, end: int) -> tuple[int, int]:
        """Return the bounds with all annotations and runs that overlap or touch them."""
        ends, runs = self._ends, self._cuts.runs
        while True:
            before = start, end
            first, last = bisect_left(ends, start), min(bisect_right(ends, end), len(ends) - 1)
            if first % 2:
                start = ends[first - 1]
            if last % 2:
                end = ends[last]
            at = bisect_left(self._run_ends, start)
            while at < len(runs) and runs[at].start <= end:
                start, end = min(start, runs[at].start), max(end, runs[at].end)
                at += 1
            if (start, end) == before:
                return before

    def _told(self, place: _Place, text: str) -> Run:
        """Return the repair of all of ``place``."""
        first = bisect_left(self._ends, place.start)
        first -= first % 2
        last = bisect_right(self._ends, place.end) + 1
        at = self._ends[first - 1] if first else 0
        removed = find_removed(self._cuts.parts[first:last], self._cuts.kept)
        runs = self._cuts.runs[bisect_left(self._run_ends, place.start) :]
        inside = [run for run in runs if run.start <= place.end]
        edits = _join((Edit(at + start, at + end, new) for start, end, new in removed), inside)
        old = text[place.first : place.last]
        told = [
            edit._replace(start=edit.start - place.first, end=edit.end - place.first)
            for edit in moved(edits, self._offsets)
        ]
        return Run(place.start, place.end, apply_edits(old, told), "likely")


def _join(removed: Iterable[Edit], found: list[Run]) -> list[Edit]:
    """Return the edits for annotations and runs, in order; a run covers the brackets inside."""
    edits: list[Edit] = []
    runs = [Edit(run.start, run.end, run.new, run.reason, run.certainty) for run in found]
    done = 0
    for edit in removed:
        while done < len(runs) and runs[done].start < edit.end:
            edits.append(runs[done])
            done += 1
        if not done or edit.start >= runs[done - 1].end:
            edits.append(edit)
    return [*edits, *runs[done:]]
