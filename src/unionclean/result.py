"""What a repair gives back: the text, and the account of every change."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from unionclean.edits import (
    Certainty,
    Edit,
    LineIndex,
    Note,
    OffsetMap,
    apply_edits,
    compose_edits,
    least_sure,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from unionclean.steps.decode import Decoded


class Finding(NamedTuple):
    """One damaged place, in characters of the decoded original.

    ``line`` and ``column`` count from 1. ``after`` is ``None`` where nothing was repaired.
    """

    step: str
    start: int
    end: int
    line: int
    column: int
    before: str
    after: str | None
    reason: str
    certainty: Certainty | None


@dataclass
class StepRun:
    """What one step did in one round: its input, its output and the edits between them.

    Runs are equal where they turn the same text into the same.
    """

    step: str
    before: str
    after: str
    notes: tuple[Note, ...] = ()
    _edits: tuple[Edit, ...] | None = field(default=None, compare=False, repr=False)
    _derive: Callable[[], Iterable[Edit]] | None = field(default=None, compare=False, repr=False)

    def __getstate__(self) -> dict[str, object]:
        """Return what other processes get: the edits, since what derives them cannot be sent."""
        return {**vars(self), "_edits": self.edits, "_derive": None}

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits that turn ``before`` into ``after``; a dense step derives them only here."""
        if self._edits is None:
            self._edits = tuple(self._derive()) if self._derive else ()
        return self._edits

    def lower(self, earlier: Sequence[OffsetMap]) -> None:
        """Make no edit surer than those of ``earlier`` runs, in order, that wrote what it reads."""
        self._edits = tuple(
            edit._replace(certainty=_least_sure(edit, earlier))
            if edit.certainty in {"exact", "likely"}
            else edit
            for edit in self.edits
        )


def _least_sure(edit: Edit, earlier: Sequence[OffsetMap]) -> Certainty:
    found: set[Certainty] = {edit.certainty}
    start, end = edit.start, edit.end
    for offsets in reversed(earlier):
        behind = offsets.behind(start, end)
        found.update(one.certainty for one in behind)
        start, end = offsets.source(start), offsets.source(end)
        end = max([end, *(one.end for one in behind)])
    return least_sure(found, edit)


@dataclass
class Result:
    """A repaired document with the account of every change.

    Attributes:
        text: the repaired text.
        original: the text as it was decoded, before any step.
        encoding: the codec that decoded the bytes; ``""`` when the input was text.
        confidence: 0 to 1, how sure the encoding is.
        runs: the steps that changed or noted something, in the order they ran.
        warnings: full sentences about the document as a whole.
        decoded: bytes-level detail (bad bytes, pieces in other charsets); ``None`` for text input.
        by_folder: the steps in which other files of the folder turned the scale.

    """

    text: str
    original: str = field(repr=False)
    encoding: str = ""
    confidence: float = 1.0
    runs: tuple[StepRun, ...] = field(default=(), repr=False)
    warnings: tuple[str, ...] = ()
    decoded: Decoded | None = field(default=None, repr=False)
    by_folder: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the text differs from the decoded original."""
        return self.text != self.original

    @cached_property
    def edits(self) -> dict[str, tuple[Edit, ...]]:
        """The edits by step; offsets count characters of that step's own input.

        Where a step acted in more than one round, its edits follow each other; `runs` keeps them
        apart, and `changes` gives their places in the original.
        """
        by_step: dict[str, tuple[Edit, ...]] = {}
        for run in self.runs:
            if run.edits:
                by_step[run.step] = by_step.get(run.step, ()) + run.edits
        return by_step

    @cached_property
    def changes(self) -> tuple[Finding, ...]:
        """Every edit as a finding placed in the decoded original, in the order of the steps."""
        return tuple(self._placed(lambda run: run.edits))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What was noticed and left alone: nothing here was changed in the text."""
        return tuple(self._placed(lambda run: run.notes))

    @property
    def composed(self) -> tuple[Edit, ...]:
        """All edits as one list, which turns the decoded original into the text at once."""
        edits: tuple[Edit, ...] = ()
        for run in self.runs:
            edits = tuple(compose_edits(edits, run.edits))
        return edits

    def revert(self) -> str:
        """Return the decoded original, rebuilt from the text and the edits alone."""
        from unionclean.edits import invert_edits

        text = self.text
        for run in reversed(self.runs):
            text = apply_edits(text, tuple(invert_edits(run.before, run.edits)))
        return text

    def _placed(
        self, pick: Callable[[StepRun], tuple[Edit, ...] | tuple[Note, ...]]
    ) -> Iterator[Finding]:
        lines = LineIndex(self.original)
        maps: list[OffsetMap] = []
        for run in self.runs:
            for item in pick(run):
                start, end = item.start, item.end
                for earlier in reversed(maps):
                    start, end = earlier.source(start), earlier.source(end)
                line, column = lines.locate(start)
                old = run.before[item.start : item.end]
                if isinstance(item, Edit):
                    after, reason, certainty = item.new, item.reason, item.certainty
                    yield Finding(run.step, start, end, line, column, old, after, reason, certainty)
                else:
                    yield Finding(run.step, start, end, line, column, old, None, item.message, None)
            if run.edits:
                maps.append(OffsetMap(run.edits))
