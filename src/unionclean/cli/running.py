"""The run that all commands about texts share: plan, work, print, count."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from unionclean.cli.accounts import is_page, open_accounts
from unionclean.cli.learning import Knowledge, for_workers, name_lines, study
from unionclean.cli.options import read_settings
from unionclean.cli.progress import Bar
from unionclean.cli.rendering import rendering, voice_of
from unionclean.cli.streams import can_redraw, flush_output, is_terminal, say, write_output
from unionclean.cli.telling import Teller
from unionclean.engines import Work, count_processors, run_tasks
from unionclean.errors import UsageError
from unionclean.files.job import Job, crashed, detect_file, folders_of, repair_file
from unionclean.files.plan import check_report_place, list_jobs, plan
from unionclean.report.summary import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from unionclean.cli.rendering import Purpose
    from unionclean.files.folder import FolderCounts
    from unionclean.files.outcome import Outcome
    from unionclean.files.plan import Input
    from unionclean.files.rename import Renames
    from unionclean.settings import Settings


class Request(NamedTuple):
    """What a command asks for.

    Attributes:
        paths: the arguments.
        settings: the effective settings.
        template: what every job has in common.
        render: gives the lines about one input for standard output; ``None`` prints none.
        work: what is done with each input.
        output: the option ``--output``.
        fix_names: whether the names in the output tree are repaired too.
        writes: whether repaired text is written, to standard output or elsewhere.
        alarms: whether damage that is found changes the exit code.
        report: file for the JSON Lines, or the page.
        edits: file for the ledger.
        voice: -1 quiet, 0, 1 verbose.

    """

    paths: Sequence[str]
    settings: Settings
    template: Job
    render: Callable[[Outcome], Iterable[str]] | None = None
    work: Callable[[Job], Outcome] = repair_file
    output: str | None = None
    fix_names: bool = False
    writes: bool = False
    alarms: bool = False
    report: str | None = None
    edits: str | None = None
    voice: int = 0


def examine(
    paths: Sequence[str],
    purpose: Purpose,
    form: str,
    given: dict[str, Any],
    *,
    alarms: bool,
    fix_names: bool = False,
) -> int:
    """Look at the inputs and print what a repair would do; return the exit code."""
    settings = read_settings(given)
    shown = rendering(purpose, form, settings, given)
    template = Job(
        "", settings.config, samples=shown.samples, hunks=shown.hunks, records=shown.records
    )
    return carry_out(
        Request(
            paths,
            settings,
            template,
            shown.render,
            alarms=alarms,
            fix_names=fix_names,
            report=given["report"],
            voice=voice_of(given),
        )
    )


def carry_out(request: Request) -> int:
    """Do what is asked for, and return the exit code."""
    started = time.perf_counter()
    in_place = request.template.write == "in-place"
    inputs = plan(request.paths, output=request.output, in_place=in_place, writes=request.writes)
    renames = None
    if request.fix_names:
        inputs, renames = _repair_names(request, inputs)
    _check_places(request, inputs)
    tally = Tally(
        reports=not request.writes, alarms=request.alarms, detects=request.work is detect_file
    )
    teller = Teller(request.voice, {given.path for given in inputs}, tally.name)
    quiet = request.voice < 0
    looking = request.render is not None and is_terminal(sys.stdout)
    bar = Bar(shown=request.voice == 0 and can_redraw(sys.stderr) and not looking)
    try:
        with open_accounts(request.report, request.edits, tally, in_place=in_place) as accounts:
            folders = [given for given in inputs if given.kind == "folder"]
            if renames:
                tally.renamed = len(renames.found)
                teller.tell_names(renames)
            roots = [given.path for given in folders]
            known = study(request.settings, _jobs(request, folders), roots, bar)
            if known.lines and request.voice > 0:
                say(name_lines(known.lines))
            for outcome in _outcomes(request, inputs, known, renames, bar):
                tally.add(outcome)
                accounts.add(outcome)
                if outcome.data is not None:
                    write_output(outcome.data)
                if request.render:
                    _print(request.render(outcome))
                teller.tell(outcome, bar)
            accounts.name(known.lines)
            accounts.close(time.perf_counter() - started)
    finally:
        bar.close()
    flush_output()  # texts come before what is said of them, also where both go to one place
    teller.close(has_report=bool(request.report))
    if not tally.matched:
        what = "no text file matched; nothing was written"
        advice = "" if tally.total else "; check the path, '--include' and '--exclude'"
        say(f"unionclean: {what}{advice}")
    if tally.total and not quiet:
        say(tally.sentence(time.perf_counter() - started, _name_output(inputs, request.output)))
    return tally.exit_code


def _repair_names(request: Request, inputs: list[Input]) -> tuple[list[Input], Renames]:
    from unionclean.files.rename import repair_names

    if not any(given.kind == "folder" or given.output for given in inputs):
        raise UsageError("'--fix-names' names files in a folder of output; give '-o FOLDER'.")
    settings = request.settings
    return repair_names(inputs, settings.include, settings.exclude, writes=request.writes)


def _check_places(request: Request, inputs: Sequence[Input]) -> None:
    """Refuse a file of ours that would lie among the texts, or in another's place."""
    ours = {
        "--report": (request.report, "report"),
        "--save-learned": (request.settings.save_learned, "list of learned lines"),
        "--edits": (request.edits, "ledger"),
    }
    taken: dict[str, str] = {}
    for option, (path, what) in ours.items():
        if not path:
            continue
        check_report_place(path, inputs, what)
        other = taken.setdefault(os.path.realpath(path), option)
        if other != option:
            raise UsageError(f"'{other}' and '{option}' name the same file; give two.")


def _print(lines: Iterable[str]) -> None:
    text = "\n".join(lines)
    if text:
        write_output(text.encode("utf-8", "backslashreplace") + b"\n")


def _jobs(
    request: Request, inputs: Sequence[Input], renames: Renames | None = None
) -> Iterator[Job]:
    exclude = request.settings.exclude
    if request.template.backup:  # the backups of an earlier run are no inputs
        exclude += (f"*{_literally(request.template.backup)}",)
    return list_jobs(inputs, request.template, request.settings.include, exclude, renames)


def _outcomes(
    request: Request,
    inputs: Sequence[Input],
    known: Knowledge,
    renames: Renames | None,
    bar: Bar,
) -> Iterator[Outcome]:
    template = request.template
    records = template.records or bool(request.report)
    learned, counts = known.lines, known.counts
    template = template._replace(records=records, learned=learned and for_workers(learned))
    if is_page(request.report):
        samples = template.samples if template.samples is None else max(template.samples, 1)
        template = template._replace(hunks=True, samples=samples)
    jobs = _jobs(request._replace(template=template), inputs, renames)
    named = {given.path for given in inputs}
    if learned and not request.settings.learned:  # a file that was named is no page of the folder
        jobs = (job._replace(learned=None) if job.path in named else job for job in jobs)
    if counts:
        jobs = (job if job.path in named else _informed(job, counts) for job in jobs)
    # One at a time in place: when a worker dies, no answer of a file already rewritten is lost.
    chunk = 1 if template.write == "in-place" else 64
    return run_tasks(
        Work(request.work, crashed, folders_of, chunk),
        jobs,
        request.settings.jobs or count_processors(),
        bar.tick,
    )


def _informed(job: Job, counts: FolderCounts) -> Job:
    """Return ``job`` with what the files around it say."""
    prior, pool = counts.encodings_near(job.path), counts.pinyin_near(job.path)
    return job._replace(prior=prior, pinyin_pool=pool)


def _literally(suffix: str) -> str:
    return "".join(f"[{char}]" if char in "*?[" else char for char in suffix)


def _name_output(inputs: Sequence[Input], output: str | None) -> str | None:
    """Return where the texts went, for the summary."""
    if output is not None:
        folder = len(inputs) > 1 or inputs[0].kind == "folder"
        return output.rstrip("/") + "/" if folder else (inputs[0].output or output)
    return ", ".join(f"{given.output}/" for given in inputs if given.output) or None
