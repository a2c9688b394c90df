"""The first pass over a folder: the outer lines of each document, for `LineCounter`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from unionclean.files.job import read_input

if TYPE_CHECKING:
    from unionclean.files.job import Job
    from unionclean.steps.boilerplate.learn import EdgeLines


class Survey(NamedTuple):
    """What one input adds to the counts; nothing where it cannot be read."""

    path: str
    edges: EdgeLines | None


def survey_file(job: Job) -> Survey:
    """Return the outer lines of one input, from its text as it is decoded.

    No step runs: that would cost as much as the second pass. The keys of lines ignore blanks,
    script and width, so most damage does not hide a line; a line that is always annotated or
    misread is not learned. Never raises: the second pass meets the same problem and reports it.
    """
    from unionclean.steps.boilerplate.learn import edge_lines
    from unionclean.steps.decode import decode

    if job.problem:
        return unread(job)
    try:
        raw, _ = read_input(job)
        encoding = job.config.encoding if job.config.runs("decode") else "utf-8"
        return Survey(job.path, edge_lines(decode(raw, encoding).text))
    except Exception:  # noqa: BLE001 -- see above: the second pass tells
        return unread(job)


def unread(job: Job) -> Survey:
    """Return the survey of an input that cannot be read."""
    return Survey(job.path, None)
