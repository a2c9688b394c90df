"""The first pass over a folder: what each document adds to the knowledge about all of them.

Its outer lines go to `LineCounter`, its encoding and its annotations to `FolderCounts`.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from unionclean.chars import HAN, regex
from unionclean.files.job import read_input

if TYPE_CHECKING:
    from unionclean.config import Config
    from unionclean.files.job import Job
    from unionclean.steps.boilerplate.learn import EdgeLines
    from unionclean.steps.pinyin.pool import PinyinCounts

# What is repaired of a disguised document, at each end: ten lines of a frame, which are short,
# and enough of the article to show the disguise.
_EDGE = 1_500

# Annotations that show a disguise: its pages have dozens, and honest glosses are fewer.
_ENOUGH = 5


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

    ``lines`` tells that the outer lines are wanted too. Most documents are taken as they are
    decoded: the keys of lines ignore blanks and width. The edges of a document in disguise
    (annotated, or mapped to Traditional) are repaired first, since no rule knows a frame line in
    disguise, and the key has to be that of the repaired line.
    """
    if job.problem:
        return Survey(job.path)
    try:
        return _survey(job, lines=lines)
    except Exception:  # noqa: BLE001 -- see above: the second pass tells
        return Survey(job.path)


def _survey(job: Job, *, lines: bool) -> Survey:
    from unionclean.steps.decode import SURE, decode
    from unionclean.steps.pinyin.pool import count_pinyin

    raw, _ = read_input(job)
    detects = job.config.runs("decode") and job.config.encoding is None
    decoded = decode(raw, job.config.encoding if job.config.runs("decode") else "utf-8")
    text = decoded.text
    encoding = decoded.encoding
    if not detects or raw.isascii() or decoded.bom or decoded.confidence < SURE:
        encoding = ""
    pinyin = count_pinyin(text) if job.config.runs("pinyin") else None
    if not lines:
        return Survey(job.path, None, encoding, pinyin)
    from unionclean.steps.boilerplate.learn import edge_lines

    if _is_disguised(text):
        text = _unveil_edges(text, job.config)
    return Survey(job.path, edge_lines(text), encoding, pinyin)


def unread(job: Job) -> Survey:
    """Return the survey of an input that cannot be read."""
    return Survey(job.path)


def _is_disguised(text: str) -> bool:
    from unionclean.steps.pinyin.tokens import SYLLABLE
    from unionclean.steps.script.alphabets import holds_traditional

    if holds_traditional(text):
        return True
    hits = regex(rf"[{HAN}]\({SYLLABLE}\)").finditer(text, 0, 2 * _EDGE)
    return sum(1 for _ in islice(hits, _ENOUGH)) == _ENOUGH


def _unveil_edges(text: str, config: Config) -> str:
    """Return both ends of ``text``, cut at line ends, after the steps before `boilerplate`."""
    from unionclean.pipeline import repair_text
    from unionclean.steps import STEP_NAMES

    before = STEP_NAMES[1 : STEP_NAMES.index("boilerplate")]
    if len(text) > 2 * _EDGE:
        head, tail = text.find("\n", _EDGE), text.rfind("\n", 0, len(text) - _EDGE)
        if 0 <= head < tail:
            text = text[:head] + text[tail:]
    return repair_text(text, replace(config, only=tuple(filter(config.runs, before)))).text
