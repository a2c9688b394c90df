"""How the text of a document was misread twice: what explained one stretch is tried on the next."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from unionclean.steps.mojibake.double import Twice
from unionclean.steps.mojibake.euro import same_kind
from unionclean.steps.mojibake.uniform import placed, read_repeatedly, undo

if TYPE_CHECKING:
    from unionclean.language import Model
    from unionclean.steps.mojibake.judge import Span
    from unionclean.steps.mojibake.readings import Reading
    from unionclean.steps.mojibake.uniform import Undone


class Doubles:
    """The pairs of misreadings that were found in one document, the last misreading first.

    After ``enough`` stretches a pair is taken as known; ``kept`` as for `uniform.undo`.
    """

    def __init__(self, model: Model, enough: int, *, kept: bool) -> None:
        self._model = model
        self._enough = enough
        self._kept = kept
        self._seen: Counter[tuple[Reading, ...]] = Counter()

    def __bool__(self) -> bool:
        """Tell whether anything was found."""
        return bool(self._seen)

    def add(self, twice: Twice) -> None:
        """Count what was found."""
        self._seen[tuple(map(same_kind, twice.readings))] += 1

    @property
    def settled(self) -> tuple[Reading, ...]:
        """The pair by which most was misread, once that is known."""
        return next((one for one, n in self._seen.most_common(1) if n >= self._enough), ())

    def read(self, stretch: str) -> Twice | None:
        """Return the repair of all of ``stretch``, if others were misread in the same way."""
        readings = self.settled
        found = readings and read_repeatedly(stretch, readings, self._model, kept=self._kept)
        return self._twice(*found) if found else None

    def undo(self, stretch: str) -> Undone | None:
        """Return ``stretch`` without the last misreading of others."""
        return undo(stretch, self.settled[:-1], kept=self._kept) if self.settled else None

    def placed(self, undone: Undone, span: Span) -> Twice | None:
        """Return ``span`` of what is ``undone`` as a repair of the stretch that it was."""
        found = placed(undone, span)
        return found and self._twice(*found)

    def _twice(self, start: int, end: int, text: str) -> Twice:
        reason = ", then ".join(reading.reason for reading in self.settled[::-1])
        return Twice(start, end, text, reason, self.settled)
