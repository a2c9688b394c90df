"""What the files of a folder say together: learned in a first pass, or read from a saved list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from unionclean.cli.streams import say
from unionclean.errors import InputError, UsageError, remedy
from unionclean.report.show import clip, count, readable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionclean.cli.progress import Bar
    from unionclean.files.folder import FolderCounts
    from unionclean.files.job import Job
    from unionclean.settings import Settings
    from unionclean.steps.boilerplate.learn import LearnedLines

MOST_NAMED = 10  # learned lines that `-v` names; the report has them all


class Knowledge(NamedTuple):
    """What the second pass is to know about the files around each one.

    Attributes:
        lines: those it is to remove; ``None`` where nothing was learned.
        counts: the encodings and annotations; ``None`` without a first pass.

    """

    lines: LearnedLines | None = None
    counts: FolderCounts | None = None


def study(settings: Settings, jobs: Iterable[Job], roots: Iterable[str], bar: Bar) -> Knowledge:
    """Return what is known of the folders ``roots``; ``jobs`` are all their files.

    Raises:
        UsageError: the saved list is none.
        InputError: the new list cannot be written.

    """
    if settings.learned:
        known = Knowledge(_load(settings.learned))
    else:
        known = _learn(settings, jobs, roots, bar)
    target = settings.save_learned
    if target and not settings.learned and known.lines is not None:
        _save(known.lines, target)
    elif target:
        say(
            f"unionclean: nothing was learned, and {target} was not written; learning "
            "needs a folder of five texts or more, and neither '--no-learn' nor '--learned'"
        )
    return known


def for_workers(learned: LearnedLines) -> LearnedLines:
    """Return the lines without the names of files: every chunk of jobs carries a copy."""
    lines = {key: line._replace(files=()) for key, line in learned.lines.items()}
    return type(learned)(learned.documents, lines)


def name_lines(learned: LearnedLines) -> str:
    """Return what was learned, in one line for people."""
    rows = list(learned.lines.items())
    named = ", ".join(f"'{clip(key)}' ({line.documents:,})" for key, line in rows[:MOST_NAMED])
    more = f", and {len(rows) - MOST_NAMED:,} more" if len(rows) > MOST_NAMED else ""
    return f"{count(len(rows), 'line')} learned from {learned.documents:,} texts: {named}{more}"


def _learn(settings: Settings, jobs: Iterable[Job], roots: Iterable[str], bar: Bar) -> Knowledge:
    config = settings.config
    lines = config.runs("boilerplate", lossy=True) or bool(settings.save_learned)
    detects = config.runs("decode") and config.encoding is None
    if not config.learn or not (lines or detects or config.runs("pinyin")):
        return Knowledge()
    rest = (job for job in jobs if not job.problem)
    first = next(rest, None)
    if first is None:  # no folder: a pipe loads nothing of all this
        return Knowledge()
    from functools import partial
    from itertools import chain, islice

    from unionclean.engines import Work, count_processors, run_tasks
    from unionclean.files.folder import FolderCounts
    from unionclean.files.survey import survey_file, unread
    from unionclean.steps.boilerplate.learn import MIN_ARTICLES, LineCounter

    few = [first, *islice(rest, MIN_ARTICLES - 1)]
    if len(few) < MIN_ARTICLES:
        return Knowledge()
    counter, counts = LineCounter(), FolderCounts(roots)
    # The answers come in the order of the files whatever the number of workers, and each is at
    # most twenty short lines: counting them here needs no merging and gives always the same list.
    work = Work(partial(survey_file, lines=lines), unread, lambda _jobs: set())
    workers = settings.jobs or count_processors()
    for survey in run_tasks(work, chain(few, rest), workers, bar.tick):
        if survey.edges is not None:
            counter.add(readable(survey.path), survey.edges)
        counts.add(survey)
    return Knowledge(counter.learned() if lines else None, counts)


def _load(path: str) -> LearnedLines:
    from unionclean.steps.boilerplate.learn import LearnedLines

    try:
        with open(path, "rb") as file:  # noqa: PTH123 -- pathlib is not loaded here
            return LearnedLines.loads(file.read().decode("utf-8"))
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be read ({error.strerror}); nothing was done; check '--learned'."
        ) from None
    except UnicodeDecodeError:
        raise UsageError(f"{path}: is not UTF-8; nothing was done.") from None
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from None


def _save(learned: LearnedLines, path: str) -> None:
    from unionclean.files.write import replacing, write_all

    try:
        with replacing(path) as descriptor:
            write_all(descriptor, learned.dumps().encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise InputError(
            f"{path}: the list of learned lines cannot be written "
            f"({error.strerror}); nothing was repaired; {remedy(error, 'another place')}"
        ) from error
