"""The first pass over a folder: the outer lines of each document, for `LineCounter`."""

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

# What is repaired of a disguised document, at each end: ten lines of a frame, which are short,
# and enough of the article to show the disguise.
_EDGE = 1_500

# Annotations that show a disguise: its pages have dozens, and honest glosses are fewer.
_ENOUGH = 5


class Survey(NamedTuple):
    """What one input adds to the counts; nothing where it cannot be read."""

    path: str
    edges: EdgeLines | None


def survey_file(job: Job) -> Survey:
    """Return the outer lines of one input. Never raises: the second pass reports what is wrong.

    Most documents are taken as they are decoded: the keys of lines ignore blanks and width. The
    edges of a document in disguise (annotated, or mapped to Traditional) are repaired first,
    since no rule knows a frame line in disguise, and the key has to be that of the repaired line.
    """
    from unionclean.steps.boilerplate.learn import edge_lines
    from unionclean.steps.decode import decode

    if job.problem:
        return unread(job)
    try:
        raw, _ = read_input(job)
        encoding = job.config.encoding if job.config.runs("decode") else "utf-8"
        text = decode(raw, encoding).text
        if _is_disguised(text):
            text = _unveil_edges(text, job.config)
        return Survey(job.path, edge_lines(text))
    except Exception:  # noqa: BLE001 -- see above: the second pass tells
        return unread(job)


def unread(job: Job) -> Survey:
    """Return the survey of an input that cannot be read."""
    return Survey(job.path, None)


def _is_disguised(text: str) -> bool:
    from unionclean.steps.pinyin.tokens import SYLLABLE
    from unionclean.steps.script.alphabets import may_be_traditional

    if may_be_traditional(frozenset(text)):
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
