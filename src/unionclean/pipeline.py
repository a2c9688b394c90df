"""Runs the steps over one document, in order, until nothing changes any more."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from unionclean.containers import find_container
from unionclean.edits import Edit, Note, OffsetMap, apply_edits, follow
from unionclean.evidence import Evidence
from unionclean.result import Result, StepRun
from unionclean.steps import STEPS, Context, Rewrite, Step

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

    from unionclean.config import Config
    from unionclean.steps.boilerplate.learn import LearnedLines
    from unionclean.steps.mojibake.readings import Reading
    from unionclean.steps.pinyin.pool import PinyinCounts

# One round repairs nearly everything; a second one sees what the first uncovered (a footer line
# that stood behind another). Text that was damaged several times, one kind over the other (misread
# bytes written as character references, and a misread line among them), takes a round for each
# layer: of 17,000 documents with up to three kinds of damage six took five to seven rounds. More
# than that means that two steps disagree: it is then reported.
MAX_ROUNDS = 8

REFUSED = "refused as a guess"
"""How the notes begin that `Config.strict` makes of guesses."""


def repair_text(
    text: str,
    config: Config,
    *,
    learned: LearnedLines | None = None,
    pinyin_pool: PinyinCounts | None = None,
    unreadable: Iterable[int] = (),
) -> Result:
    """Run the steps over ``text`` until a round changes nothing; over each text of a container.

    Args:
        text: the document, decoded.
        config: which steps run, and how.
        learned: lines that the document's folder repeats.
        pinyin_pool: what the annotations in the document's folder say.
        unreadable: offsets of U+FFFD that stand for bytes; they are reported already.

    """
    found = find_container(text, config.jsonl)
    misread: Counter[Reading] = Counter()  # of the texts so far

    def repair(part: str, lost: Iterable[int]) -> Result:
        context = Context(
            config,
            Evidence(part),
            learned=learned,
            pinyin_pool=pinyin_pool,
            unreadable=frozenset(lost),
            misread=misread,
            end=None if found is None else "\n" * part.endswith("\n"),
        )
        return _repair_document(part, context)

    if found is None:
        lost = frozenset(unreadable)
        result = repair(text, lost)
        return _repair_inside(result, config, lost) if result.changed else result
    from unionclean.fields import fit_config, learn_lines, pool_pinyin, repair_fields

    annotated = pool_pinyin(found) if config.runs("pinyin") else None
    config = fit_config(config, found, annotated=annotated is not None)
    if learned is None and config.learn and config.runs("boilerplate", lossy=True):
        learned = learn_lines(found, config)
    pinyin_pool = pinyin_pool or annotated
    return repair_fields(text, found, repair, misread, frozenset(unreadable))


def _repair_inside(result: Result, config: Config, unreadable: frozenset[int]) -> Result:
    """Repair the texts of the container that shows once a page's frame or foreign line ends went.

    Else a second run would find what the first one left.
    """
    if find_container(result.text, config.jsonl) is None:
        return result
    lost = follow(unreadable, result.composed) if unreadable else ()
    inside = repair_text(result.text, config, unreadable=lost)
    result.text = inside.text
    result.runs += inside.runs
    result.warnings += inside.warnings
    return result


def _repair_document(text: str, context: Context) -> Result:
    config = context.config
    result = Result(text, text)
    runs: list[StepRun] = []
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
    _lower(runs)
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


def _lower(runs: list[StepRun]) -> None:
    """Tell what a later round restored of what an earlier one was not sure of.

    That all of its characters have bytes in the encoding that is undone second proves nothing.
    """
    places = [n for n, run in enumerate(runs) if run.step == "mojibake" and run.edits]
    if len(places) < 2:  # as nearly always: the edits of dense steps need not be made
        return
    earlier: list[OffsetMap] = []
    for run in runs[places[0] : places[-1] + 1]:
        if run.step == "mojibake":
            run.lower(earlier)
        earlier.append(OffsetMap(run.edits))


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
