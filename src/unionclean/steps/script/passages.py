"""The scripts of a mixed document, place by place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from unionclean.steps.script.alphabets import leans
from unionclean.steps.script.verdict import ScriptVerdict, measure_script

if TYPE_CHECKING:
    from collections.abc import Iterator


class Passage(NamedTuple):
    """Neighbouring paragraphs in one script: ``text[start:end]``, whole lines."""

    start: int
    end: int
    verdict: ScriptVerdict


def paragraphs(text: str) -> list[Passage]:
    r"""Return the passages of ``text`` with the script of each; together they are the text.

    One paragraph is often too short to tell genuine from converted Traditional, so neighbours
    that are both Traditional, or both Simplified, are measured together. A paragraph that could
    be either goes with the one before it.

    >>> [p.verdict.script for p in paragraphs("我们学习\n開會後請把手機關掉\n2020\n他们来了")]
    ['simplified', 'traditional', 'simplified']
    """
    return [Passage(start, end, measure_script(text[start:end])) for start, end in _passages(text)]


def _passages(text: str) -> Iterator[tuple[int, int]]:
    start = at = current = 0
    for line in text.splitlines(keepends=True):
        own = leans(line)
        if own and current and own != current:
            yield start, at
            start = at
        current = own or current
        at += len(line)
    if at:
        yield start, at
