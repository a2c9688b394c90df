"""Runs the steps over one document, in order, until nothing changes any more."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from unionclean.edits import (
    Certainty,
    Edit,
    LineIndex,
    Note,
    OffsetMap,
    apply_edits,
    follow,
)
from unionclean.evidence import Evidence
from unionclean.steps import STEPS, Context, Rewrite, Step

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

    from unionclean.config import Config
    from unionclean.steps.boilerplate.learn import LearnedLines
    from unionclean.steps.decode import Decoded
    from unionclean.steps.pinyin.pool import PinyinCounts

# One round repairs nearly everything; a second one sees what the first uncovered (a footer line
# that stood behind another). Text that was damaged several times, one kind over the other (misread
# bytes written as character references, and a misread line among them), takes a round for each
# layer: of 17,000 documents with up to three kinds of damage six took five to seven rounds. More
# than that means that two steps disagree: it is then reported.
MAX_ROUNDS = 8

REFUSED = "refused as a guess"
"""How the notes begin that `Config.strict` makes of guesses."""


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
    """What one step did in one round: its input, its output and the edits between them."""

    step: str
    before: str
    after: str
    notes: tuple[Note, ...] = ()
    _edits: tuple[Edit, ...] | None = None
    _derive: Callable[[], Iterable[Edit]] | None = None

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits that turn ``before`` into ``after``; a dense step derives them only here."""
        if self._edits is None:
            self._edits = tuple(self._derive()) if self._derive else ()
        return self._edits


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
    original: str
    encoding: str = ""
    confidence: float = 1.0
    runs: tuple[StepRun, ...] = ()
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


def repair_text(
    text: str,
    config: Config,
    *,
    learned: LearnedLines | None = None,
    pinyin_pool: PinyinCounts | None = None,
    unreadable: Iterable[int] = (),
) -> Result:
    """Run the steps over ``text`` until a round changes nothing.

    Args:
        text: the document, decoded.
        config: which steps run, and how.
        learned: lines that the document's folder repeats.
        pinyin_pool: what the annotations in the document's folder say.
        unreadable: offsets of U+FFFD that stand for bytes; they are reported already.

    """
    result = Result(text, text)
    runs: list[StepRun] = []
    context = Context(
        config,
        Evidence(text),
        learned=learned,
        pinyin_pool=pinyin_pool,
        unreadable=frozenset(unreadable),
    )
    steps = [step for step in STEPS[1:] if config.runs(step.name, lossy=step.lossy)]
    idle: dict[str, _Met] = {}  # what the steps met that changed nothing
    for _ in range(MAX_ROUNDS):
        before = text
        for step in steps:
            if step.name in idle and idle[step.name].again(text, context):
                continue  # it would change nothing again, and repeat its notes
            context.evidence.asked = {}
            run = _run_step(step, text, context)
            if run.after == text:
                done = frozenset(context.steps_done)
                idle[step.name] = _Met(text, context.evidence.asked, done, context.unreadable)
                if not run.notes:
                    continue
            runs.append(run)
            if run.after != text:
                context.steps_done.add(step.name)
                text = run.after
                if context.unreadable:
                    context.unreadable = frozenset(follow(context.unreadable, run.edits))
                if step.name == "mojibake":
                    # What was measured before was measured on garbled characters.
                    context.evidence = Evidence(text)
        if text == before:
            break
        context.evidence = Evidence(text)
    else:
        result.warnings += (f"The text still changed after {MAX_ROUNDS} rounds.",)
    result.text = text
    result.runs = tuple(_without_repeated_notes(runs))
    result.by_folder = tuple(sorted(context.by_folder))
    return result


def repair_bytes(
    raw: bytes,
    config: Config,
    *,
    learned: LearnedLines | None = None,
    pinyin_pool: PinyinCounts | None = None,
    prior: Mapping[str, float] | None = None,
) -> Result:
    """Decode ``raw`` and run the steps over the text.

    ``prior`` are the encodings of the other files of its folder with their number; ``learned`` and
    ``pinyin_pool`` as for `repair_text`.
    """
    from unionclean.steps.decode import FOLDER, decode

    decoded = decode(raw, config.encoding if config.runs("decode") else "utf-8", prior)
    unreadable = (bad.at for bad in decoded.bad)
    result = repair_text(
        decoded.text, config, learned=learned, pinyin_pool=pinyin_pool, unreadable=unreadable
    )
    result.encoding = decoded.encoding
    result.confidence = decoded.confidence
    result.decoded = decoded
    result.warnings = (*decoded.warnings, *result.warnings)
    if prior and FOLDER in decoded.why:
        result.by_folder = ("decode", *result.by_folder)
    return result


class _Met(NamedTuple):
    """All that a step could know when it ran."""

    text: str
    asked: dict[Hashable, Any]
    steps_done: frozenset[str]
    unreadable: frozenset[int]

    def again(self, text: str, context: Context) -> bool:
        """Tell whether the step meets the same again."""
        return (
            text == self.text
            and context.steps_done == self.steps_done
            and context.unreadable == self.unreadable
            and context.evidence.agrees(self.asked)
        )


def _run_step(step: Step, text: str, context: Context) -> StepRun:
    found = step.find(text, context)
    if isinstance(found, Rewrite):
        return StepRun(step.name, text, found.text, found.notes, _derive=found.edits)
    edits: list[Edit] = []
    notes: list[Note] = []
    for item in found:
        if isinstance(item, Note):
            notes.append(item)
        elif context.config.strict and item.certainty == "guess":
            notes.append(Note(item.start, item.end, f"{REFUSED}: {item.reason}"))
        else:
            edits.append(item)
    after = apply_edits(text, edits)
    return StepRun(step.name, text, after, tuple(notes), _edits=tuple(edits))


def _without_repeated_notes(runs: list[StepRun]) -> Iterator[StepRun]:
    """Leave out the notes that a later round only repeats about the same characters."""
    seen: set[tuple[str, str, str]] = set()
    for run in runs:
        fresh = []
        for note in run.notes:
            key = (run.step, note.message, run.before[note.start : note.end])
            if key not in seen:
                fresh.append(note)
        seen.update((run.step, note.message, run.before[note.start : note.end]) for note in fresh)
        run.notes = tuple(fresh)
        if run.notes or run.after != run.before:
            yield run
