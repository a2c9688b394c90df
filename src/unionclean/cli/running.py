"""The run that `fix`, `check`, `explain` and `detect` share: plan, work, print, count."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from unionclean.cli.options import read_settings
from unionclean.cli.progress import Bar
from unionclean.cli.rendering import rendering, voice_of
from unionclean.cli.streams import is_terminal, say, write_output
from unionclean.engines import Work, count_processors, run_tasks
from unionclean.files.job import Job, crashed, folders_of, repair_file
from unionclean.files.plan import check_report_place, list_jobs, plan
from unionclean.report.show import show_path
from unionclean.report.summary import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from unionclean.cli.rendering import Purpose
    from unionclean.files.outcome import Outcome
    from unionclean.files.plan import Input
    from unionclean.settings import Settings

# Lines about single inputs before the rest becomes a number: beyond that nobody reads them on a
# terminal, and printing thousands takes longer than the work. The report has them all.
MOST_LINES = 20


class Request(NamedTuple):
    """What a command asks for.

    Attributes:
        paths: the arguments.
        settings: the effective settings.
        template: what every job has in common.
        render: gives the lines about one input for standard output; ``None`` prints none.
        work: what is done with each input.
        output: the option ``--output``.
        writes: whether repaired text is written, to standard output or elsewhere.
        alarms: whether damage that is found changes the exit code.
        report: file for the JSON Lines.
        voice: -1 quiet, 0, 1 verbose.

    """

    paths: Sequence[str]
    settings: Settings
    template: Job
    render: Callable[[Outcome], Iterable[str]] | None = None
    work: Callable[[Job], Outcome] = repair_file
    output: str | None = None
    writes: bool = False
    alarms: bool = False
    report: str | None = None
    voice: int = 0


def examine(
    paths: Sequence[str], purpose: Purpose, form: str, given: dict[str, Any], *, alarms: bool
) -> int:
    """Look at the inputs and print what a repair would do; return the exit code."""
    settings = read_settings(given)
    shown = rendering(purpose, form, settings, given)
    template = Job("", settings.config, samples=shown.samples, hunks=shown.hunks)
    return carry_out(
        Request(
            paths,
            settings,
            template,
            shown.render,
            alarms=alarms,
            report=given["report"],
            voice=voice_of(given),
        )
    )


def carry_out(request: Request) -> int:
    """Do what is asked for, and return the exit code."""
    started = time.perf_counter()
    in_place = request.template.write == "in-place"
    inputs = plan(request.paths, output=request.output, in_place=in_place, writes=request.writes)
    if request.report:
        check_report_place(request.report, inputs)
    tally = Tally(reports=not request.writes, alarms=request.alarms)
    teller = _Teller(request.voice, {given.path for given in inputs if given.kind != "folder"})
    quiet = request.voice < 0
    looking = request.render is not None and is_terminal(sys.stdout)
    bar = Bar(shown=request.voice == 0 and is_terminal(sys.stderr) and not looking)
    try:
        with ExitStack() as stack:
            record = stack.enter_context(_report(request.report)) if request.report else None
            for outcome in _outcomes(request, inputs, bar):
                tally.add(outcome)
                if record:
                    record(outcome)
                if outcome.data is not None:
                    write_output(outcome.data)
                if request.render:
                    _print(request.render(outcome))
                teller.tell(outcome, bar)
    finally:
        bar.close()
    teller.close(has_report=bool(request.report))
    if not tally.matched:
        say(
            "unionclean: no text file matched; nothing was written; "
            "check the path, '--include' and '--exclude'"
        )
    if tally.total and not quiet:
        say(tally.sentence(time.perf_counter() - started, _name_output(inputs, request.output)))
    return tally.exit_code


def _print(lines: Iterable[str]) -> None:
    text = "\n".join(lines)
    if text:
        write_output(text.encode("utf-8", "backslashreplace") + b"\n")


def _outcomes(request: Request, inputs: Sequence[Input], bar: Bar) -> Iterator[Outcome]:
    settings = request.settings
    exclude = settings.exclude
    if request.template.backup:  # the backups of an earlier run are no inputs
        exclude += (f"*{_literally(request.template.backup)}",)
    # One at a time in place: when a worker dies, no answer of a file already rewritten is lost.
    chunk = 1 if request.template.write == "in-place" else 64
    return run_tasks(
        Work(request.work, crashed, folders_of, chunk),
        list_jobs(inputs, request.template, settings.include, exclude),
        settings.jobs or count_processors(),
        bar.tick,
    )


def _literally(suffix: str) -> str:
    return "".join(f"[{char}]" if char in "*?[" else char for char in suffix)


@contextmanager
def _report(path: str) -> Iterator[Callable[[Outcome], None]]:
    """Give the function that writes one input into the report, which is whole or absent."""
    from unionclean.errors import InputError
    from unionclean.files.write import replacing
    from unionclean.report.record import to_line, to_record

    try:
        with replacing(path) as descriptor, os.fdopen(descriptor, "wb", closefd=False) as file:

            def record(outcome: Outcome) -> None:
                file.write(to_line(to_record(outcome)).encode("utf-8", "backslashreplace"))

            yield record
    except OSError as error:  # all other reading and writing has errors of its own
        raise InputError(
            f"{path}: the report cannot be written ({error.strerror}); the texts are whole; "
            "free space or choose another place, and run again"
        ) from error


class _Teller:
    """Tells on standard error what a person should know about single inputs."""

    def __init__(self, voice: int, named: set[str]) -> None:
        self._voice = voice
        self._named = named
        self._told: Counter[str] = Counter()  # by status
        self._untold = 0

    def tell(self, outcome: Outcome, bar: Bar) -> None:
        """Print the lines about one input, as long as there are not too many."""
        # Warnings by the hundred must not hide what changes the exit code.
        kind = "failed" if outcome.lost_bytes else outcome.status
        for line in self._lines(outcome):
            if self._told[kind] >= MOST_LINES and self._voice < 1:
                self._untold += 1
                continue
            self._told[kind] += 1
            bar.pause()
            say(line)

    def _lines(self, outcome: Outcome) -> Iterator[str]:
        name = show_path(outcome.path)
        if outcome.problem:
            # Binary files of a folder are a number in the summary; a file that was named is more.
            asked = outcome.path in self._named
            if outcome.status == "failed" or self._voice > 0 or (asked and self._voice == 0):
                yield f"unionclean: {name}: {outcome.problem.message}"
            return
        if self._voice >= 0 or outcome.lost_bytes:
            for warning in outcome.warnings:
                yield f"unionclean: {name}: {warning}"
        if self._voice > 0:
            edits = ", ".join(f"{step} {number:,}" for step, number in outcome.edits.items())
            yield f"{name}: {outcome.status}, {outcome.encoding}{', ' if edits else ''}{edits}"

    def close(self, *, has_report: bool) -> None:
        """Say how much was left unsaid."""
        if self._untold:
            where = "the report has them" if has_report else "'--report FILE' lists them"
            say(f"unionclean: and {self._untold:,} more such lines; {where}, or '-v'")


def _name_output(inputs: Sequence[Input], output: str | None) -> str | None:
    """Return where the texts went, for the summary."""
    if output is not None:
        folder = len(inputs) > 1 or inputs[0].kind == "folder"
        return output.rstrip("/") + "/" if folder else (inputs[0].output or output)
    return ", ".join(f"{given.output}/" for given in inputs if given.output) or None
