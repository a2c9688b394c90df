"""One input from bytes to bytes: the unit of work that every engine runs."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from unionclean.errors import UncleanError
from unionclean.files.outcome import Outcome, Problem
from unionclean.files.read import Unusable, read_file, unreadable
from unionclean.files.sniff import what_to_do, why_binary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from unionclean.config import Config
    from unionclean.result import Result
    from unionclean.steps.boilerplate.learn import LearnedLines
    from unionclean.steps.pinyin.pool import PinyinCounts


Write = Literal["nothing", "return", "file", "in-place"]


class Job(NamedTuple):
    """One input, and what is to happen to it; passed between processes.

    Attributes:
        path: the input as the user named it.
        config: how to repair it.
        size: its bytes, as far as known, for scheduling.
        raw: its content, where it is not a file (standard input).
        problem: set where it is already clear that the input cannot be repaired.
        write: what to do with the repaired text; ``return`` hands the bytes to the caller.
        output: path of the output, for ``file``.
        output_root, input_root: the folders that mirror each other; empty for a single file.
        renamed: the repaired name in the output tree, with its folders; empty where it stays.
        backup: suffix under which ``in-place`` keeps the old file; empty for none.
        samples: how many edits of each step to tell: 0 none, ``None`` all.
        hunks: whether to tell the changes as a diff.
        records: whether to tell what lossy steps remove, and the metadata.
        ledger: whether to tell what gives the original back.
        learned: lines that the folder repeats.
        prior: the encodings of the files around it with their number.
        pinyin_pool: what the annotations around it say.

    """

    path: str
    config: Config
    size: int = 0
    raw: bytes | None = None
    problem: Problem | None = None
    write: Write = "nothing"
    output: str = ""
    output_root: str = ""
    input_root: str = ""
    renamed: str = ""
    backup: str = ""
    samples: int | None = 0
    hunks: bool = False
    records: bool = False
    ledger: bool = False
    learned: LearnedLines | None = None
    prior: Mapping[str, float] | None = None
    pinyin_pool: PinyinCounts | None = None

    @property
    def knowledge(self) -> dict[str, Any]:
        """What the folder knows, as the keywords of `repair_bytes` and `detect`."""
        return {
            "learned": self.learned,
            "prior": self.prior,
            "pinyin_pool": self.pinyin_pool,
        }


def repair_file(job: Job) -> Outcome:
    """Repair one input as its job says. Never raises for anything that is wrong with it."""
    return guarded(job, _repair)


def detect_file(job: Job) -> Outcome:
    """Say which encoding, script and damage one input has. Never raises, like `repair_file`."""
    from unionclean.detection import Detection

    outcome = guarded(job, _detect)
    outcome.detection = outcome.detection or Detection("", 0.0, "")  # the report has its fields
    return outcome


def crashed(job: Job) -> Outcome:
    """Return the outcome of a job whose process died of it."""
    return Outcome(job.path).settle(
        Problem(
            "failed",
            "crashed",
            "killed the process that worked on it (out of memory?); nothing was written for it; "
            "try it alone with '-j 1', or split it",
        )
    )


def folders_of(jobs: Iterable[Job]) -> set[str]:
    """Return the folders in which the jobs write."""
    return {
        os.path.dirname(job.output or job.path) or "."
        for job in jobs
        if job.write in ("file", "in-place")
    }


def guarded(job: Job, work: Callable[[Job, Outcome], None]) -> Outcome:
    """Do ``work``, and return its outcome whatever goes wrong."""
    started = time.perf_counter()
    outcome = Outcome(job.path, renamed=job.renamed)
    if job.problem:
        return outcome.settle(job.problem)
    try:
        work(job, outcome)
    except Unusable as unusable:
        outcome.settle(unusable.problem)
    except UncleanError as error:
        outcome.settle(Problem("failed", "refused", str(error)))
    except OSError as error:
        outcome.settle(unreadable(error))
    except MemoryError:
        outcome.settle(_failure("is too large for the free memory", "split it into smaller files"))
    except Exception as error:  # noqa: BLE001 -- a bug in one step must not stop other files
        outcome.settle(_failure(f"met a bug in unionclean ({_locate(error)})", "report it, please"))
    outcome.seconds = time.perf_counter() - started
    return outcome


def _repair(job: Job, outcome: Outcome) -> None:
    from unionclean.pipeline import repair_bytes

    raw, seen = read_input(job)
    result = repair_bytes(raw, job.config, **job.knowledge)
    data = result.text.encode("utf-8")
    _account(job, outcome, raw, result)
    _refuse_unreadable(outcome, raw, detected=job.config.runs("decode"))
    if job.config.strict and job.write != "nothing":
        _refuse_guesses(result)
    if data != raw:
        outcome.status = "fixed"
    entry = None
    if job.ledger:  # before the original is lost
        from unionclean.files.ledger import make_entry

        entry = make_entry(result, raw, data)
    if job.write != "nothing":
        from unionclean.files.deliver import deliver

        deliver(job, outcome, data, seen, changed=data != raw)
        outcome.warnings += _outdated_label(raw, result.encoding)
    if entry is not None:
        outcome.entry = {"path": job.path, "output": outcome.output or ""} | entry


def _outdated_label(raw: bytes, encoding: str) -> tuple[str, ...]:
    """Return a warning where the input names its encoding (HTML, XML): the output has another."""
    if encoding == "utf-8":
        return ()
    from unionclean.steps.decode.declared import declared_encoding

    if declared_encoding(raw) != encoding:
        return ()
    return (f"It still says of itself that it is {encoding}, and is UTF-8 now: correct that line.",)


def _detect(job: Job, outcome: Outcome) -> None:
    from unionclean.detection import detect

    raw, _ = read_input(job)
    outcome.detection = detect(raw, job.config, **job.knowledge)
    outcome.status = "detected"


def read_input(job: Job) -> tuple[bytes, os.stat_result | None]:
    """Return the bytes of the input, if they are text, and the state of the file they came from.

    Raises:
        Unusable, OSError: as for `read_file`; binary content is unusable too.

    """
    raw, seen = (job.raw, None) if job.raw is not None else read_file(job.path)
    kind = why_binary(raw)
    if kind:
        message = f"looks binary ({kind}) and was left out; {what_to_do(kind)}"
        raise Unusable(Problem("skipped", "binary", message))
    return raw, seen


def _account(job: Job, outcome: Outcome, raw: bytes, result: Result) -> None:
    bad = result.decoded.bad if result.decoded else ()
    outcome.encoding = result.encoding
    outcome.confidence = result.confidence
    outcome.why = result.decoded.why if result.decoded else ""
    outcome.by_folder = result.by_folder
    outcome.bad_bytes = sum(len(one.raw) for one in bad)
    outcome.chars_in = len(result.original)
    outcome.chars_out = len(result.text)
    outcome.edits, outcome.guesses = _count_edits(result)
    outcome.findings = len(bad) + sum(len(run.notes) for run in result.runs)
    outcome.warnings = result.warnings
    if outcome.findings:
        from unionclean.detection import count_destroyed

        outcome.destroyed = count_destroyed(result)
    if job.samples == 0 and not (job.hunks or job.records or job.learned):
        return
    from unionclean.files import account

    if job.learned:
        outcome.learned = account.count_learned(result)
    if job.records:
        outcome.removed = account.tell_removed(result)
        outcome.metadata = account.tell_metadata(result)
    if job.samples != 0:
        recoded = raw != result.original.encode("utf-8")
        outcome.places = account.tell_places(result, job.samples, recoded=recoded)
    if job.hunks:
        outcome.hunks = account.tell_hunks(result)


def _refuse_unreadable(outcome: Outcome, raw: bytes, *, detected: bool) -> None:
    """Refuse a text of which no known encoding makes sense; its repair would be noise.

    A stray byte must never cost a text, however short: hence the least number. Text with one byte
    in twenty lost cannot be read by people either; random bytes lose one in ten and more.
    """
    if outcome.bad_bytes > max(16, len(raw) * 0.05):
        best = "best as" if detected else "without the step decode, as"
        advice = "give its encoding with '-e NAME'" if detected else "let the step decode run too"
        message = (
            f"{outcome.bad_bytes:,} of {len(raw):,} bytes do not decode, {best} "
            f"{outcome.encoding}; nothing was written for it; {advice}"
        )
        raise Unusable(Problem("failed", "undecodable", message))


def _refuse_guesses(result: Result) -> None:
    from unionclean.pipeline import REFUSED
    from unionclean.steps.decode import UNSURE

    refused = sum(note.message.startswith(REFUSED) for run in result.runs for note in run.notes)
    why = f"{refused} place{'s' * (refused > 1)} would need a guess" if refused else ""
    # The choice of an encoding is a guess like any other; valid UTF-8 is none.
    decoded = result.decoded
    if decoded and decoded.confidence < UNSURE and decoded.encoding != "utf-8":
        why = f"its encoding is uncertain ({decoded.encoding}, {decoded.confidence:.0%})"
    if why:
        message = (
            f"{why}; nothing was written for it; "
            "see 'unionclean explain', or allow guesses with '--no-strict'"
        )
        raise Unusable(Problem("failed", "guess", message))


def _count_edits(result: Result) -> tuple[dict[str, int], int]:
    """Return the number of edits by step, and how many of all are guesses."""
    counts: dict[str, int] = {}
    guesses = 0
    for run in result.runs:
        if run.edits:
            counts[run.step] = counts.get(run.step, 0) + len(run.edits)
            guesses += sum(edit.certainty == "guess" for edit in run.edits)
    return counts, guesses


def _failure(what: str, advice: str) -> Problem:
    return Problem("failed", "failed", f"{what}; nothing was written for it; {advice}")


def _locate(error: Exception) -> str:
    """Say which error it was and where, in a few words."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    if not trace:
        return repr(error)
    file = os.path.basename(trace.tb_frame.f_code.co_filename)
    return f"{type(error).__name__}: {error}, {file}:{trace.tb_lineno}"
