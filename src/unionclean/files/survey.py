"""The first pass over a folder: what each document adds to the knowledge about all of them.

Its outer lines go to `LineCounter`, its encoding and its annotations to `FolderCounts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from unionclean.files.job import read_input

if TYPE_CHECKING:
    from unionclean.files.job import Job
    from unionclean.steps.boilerplate.learn import EdgeLines
    from unionclean.steps.pinyin.pool import PinyinCounts


class Survey(NamedTuple):
    """What one input adds to the counts; nothing where it cannot be read.

    Attributes:
        path: the input.
        edges: its outer lines, where they are wanted.
        encoding: how it is encoded, if that is sure and says something about other files.
        pinyin: what its annotations say; ``None`` where there are none.

    """

    path: str
    edges: EdgeLines | None = None
    encoding: str = ""
    pinyin: PinyinCounts | None = None


def survey_file(job: Job, *, lines: bool = True) -> Survey:
    """Return what one input adds. Never raises: the second pass reports what is wrong.

    ``lines`` tells that the outer lines are wanted too.
    """
    if job.problem:
        return Survey(job.path)
    try:
        return _survey(job, lines=lines)
    except Exception:  # noqa: BLE001 -- see above: the second pass tells
        return Survey(job.path)


def _survey(job: Job, *, lines: bool) -> Survey:
    from unionclean.steps.decode import SURE, decode

    raw, _ = read_input(job)
    detects = job.config.runs("decode") and job.config.encoding is None
    decoded = decode(raw, job.config.encoding if job.config.runs("decode") else "utf-8")
    text = decoded.text
    encoding = decoded.encoding
    if not detects or raw.isascii() or decoded.bom or decoded.confidence < SURE:
        encoding = ""
    pinyin = None
    if job.config.runs("pinyin"):
        from unionclean.steps.pinyin.pool import count_pinyin

        pinyin = count_pinyin(text)
    if not lines:
        return Survey(job.path, None, encoding, pinyin)
    from unionclean.outer import outer_lines

    return Survey(job.path, outer_lines(text, job.config), encoding, pinyin)


def unread(job: Job) -> Survey:
    """Return the survey of an input that cannot be read."""
    return Survey(job.path)
