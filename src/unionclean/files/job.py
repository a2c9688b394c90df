"""One input from bytes to bytes: the unit of work that every engine runs."""

from __future__ import annotations

import os
import stat
import time
from typing import TYPE_CHECKING, Literal, NamedTuple

from unionclean.errors import InputError, UncleanError
from unionclean.files.outcome import Outcome, Problem
from unionclean.files.read import (
    Unusable,
    changed_meanwhile,
    is_inside,
    is_same,
    read_file,
    unreadable,
)
from unionclean.files.sniff import why_binary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from unionclean.config import Config
    from unionclean.pipeline import Result
    from unionclean.steps.boilerplate.learn import LearnedLines


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
        backup: suffix under which ``in-place`` keeps the old file; empty for none.
        samples: how many edits of each step to tell: 0 none, ``None`` all.
        hunks: whether to tell the changes as a diff.
        records: whether to tell what lossy steps remove, and the metadata.
        learned: lines that the folder repeats.

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
    backup: str = ""
    samples: int | None = 0
    hunks: bool = False
    records: bool = False
    learned: LearnedLines | None = None


def repair_file(job: Job) -> Outcome:
    """Repair one input as its job says. Never raises for anything that is wrong with it."""
    return _guarded(job, _repair)


def detect_file(job: Job) -> Outcome:
    """Say which encoding, script and damage one input has. Never raises, like `repair_file`."""
    from unionclean.detection import Detection

    outcome = _guarded(job, _detect)
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


def _guarded(job: Job, work: Callable[[Job, Outcome], None]) -> Outcome:
    started = time.perf_counter()
    outcome = Outcome(job.path)
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
    result = repair_bytes(raw, job.config, learned=job.learned)
    data = result.text.encode("utf-8")
    _account(job, outcome, raw, result)
    _refuse_unreadable(outcome, raw)
    if job.config.strict and job.write != "nothing":
        _refuse_guesses(result)
    if data != raw:
        outcome.status = "fixed"
    if job.write == "return":
        outcome.data = data
    elif job.write == "file":
        _write_output(job, data, seen)
        outcome.output = job.output
    elif job.write == "in-place" and data != raw:
        outcome.warnings += _write_in_place(job, data, seen)
        outcome.output = job.path


def _detect(job: Job, outcome: Outcome) -> None:
    from unionclean.detection import detect

    raw, _ = read_input(job)
    outcome.detection = detect(raw, job.config, learned=job.learned)
    outcome.status = "detected"


def read_input(job: Job) -> tuple[bytes, os.stat_result | None]:
    """Return the bytes of the input, if they are text, and the state of the file they came from.

    Raises:
        Unusable, OSError: as for `read_file`; binary content is unusable too.

    """
    raw, seen = (job.raw, None) if job.raw is not None else read_file(job.path)
    kind = why_binary(raw)
    if kind:
        message = f"looks binary ({kind}) and was left out; name text files only"
        raise Unusable(Problem("skipped", "binary", message))
    return raw, seen


def _account(job: Job, outcome: Outcome, raw: bytes, result: Result) -> None:
    bad = result.decoded.bad if result.decoded else ()
    outcome.encoding = result.encoding
    outcome.confidence = result.confidence
    outcome.bad_bytes = sum(len(one.raw) for one in bad)
    outcome.chars_in = len(result.original)
    outcome.chars_out = len(result.text)
    outcome.edits, outcome.guesses = _count_edits(result)
    outcome.findings = len(bad) + sum(len(run.notes) for run in result.runs)
    outcome.warnings = result.warnings
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


def _refuse_unreadable(outcome: Outcome, raw: bytes) -> None:
    """Refuse a text of which no known encoding makes sense; its repair would be noise.

    A stray byte must never cost a text, however short: hence the least number. Text with one byte
    in twenty lost cannot be read by people either; random bytes lose one in ten and more.
    """
    if outcome.bad_bytes > max(16, len(raw) * 0.05):
        message = (
            f"{outcome.bad_bytes:,} of {len(raw):,} bytes do not decode, best as "
            f"{outcome.encoding}; nothing was written for it; give its encoding with '-e NAME'"
        )
        raise Unusable(Problem("failed", "undecodable", message))


def _refuse_guesses(result: Result) -> None:
    from unionclean.pipeline import REFUSED

    refused = sum(note.message.startswith(REFUSED) for run in result.runs for note in run.notes)
    if refused:
        message = (
            f"{refused} place(s) would need a guess; nothing was written for it; "
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


def _write_output(job: Job, data: bytes, seen: os.stat_result | None) -> None:
    from unionclean.files.write import make_folders, replacing, write_all

    try:
        folder = os.path.dirname(job.output) or "."
        make_folders(job.output_root or folder, folder, job.input_root)
        with replacing(job.output, like=seen) as descriptor:
            write_all(descriptor, data)
    except OSError as error:
        raise _unwritable(job.output, error) from error


def _write_in_place(job: Job, data: bytes, seen: os.stat_result | None) -> tuple[str, ...]:
    """Put ``data`` in the place of the input; return what the user should know about it."""
    from unionclean.files.write import keep_backup, replacing, write_all

    assert seen is not None  # noqa: S101 -- standard input has no place
    path = os.path.realpath(job.path)
    if not is_inside(path, os.path.realpath(os.path.dirname(job.path) or ".")):
        raise InputError(
            f"is a symbolic link to {path}, outside its folder; nothing was written; name the file"
        )
    if not seen.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(
        path, os.W_OK
    ):
        raise InputError("is read-only; it was left as it is; make it writable, or use '-o'")
    if not is_same(path, seen):
        raise Unusable(changed_meanwhile())
    try:
        if job.backup:
            keep_backup(path, job.backup)
        with replacing(path, like=seen, source=path, sync=True) as descriptor:
            write_all(descriptor, data)
    except OSError as error:
        raise _unwritable(path, error) from error
    if seen.st_nlink == 1:
        return ()
    others = seen.st_nlink - 1
    return (f"Hard links keep the old text: {others} other name(s) of the same file.",)


def _unwritable(path: str, error: OSError) -> InputError:
    return InputError(
        f"cannot be written to {os.fsencode(path).decode('utf-8', 'backslashreplace')} "
        f"({error.strerror or error}); nothing of it was written; "
        "free space or choose another output, and run again"
    )


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
