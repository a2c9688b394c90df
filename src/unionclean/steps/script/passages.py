"""The scripts of a mixed document, place by place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from unionclean.steps.script.alphabets import leans
from unionclean.steps.script.senses import weigh_senses
from unionclean.steps.script.verdict import ScriptVerdict, measure_script
from unionclean.steps.script.wording import CANTONESE, CANTONESE_SCORE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


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


# Log likelihood ratio (genuine over converted) that a passage of a converted document must have to
# be left alone. Of 22,000 converted lines of six sources none stands in such a passage; at 3 there
# are 27.
GENUINE_PASSAGE = 5.0

_CORNER_SCORE = -4.0


def genuine_lines(lines: Sequence[str]) -> set[int]:
    """Return which of the Traditional ``lines`` of a converted document are genuine after all.

    A page may quote a Taiwan author between its converted paragraphs. One line seldom tells, so
    neighbours are weighed together: those passages are found whose lines speak for genuine text
    most, each by at least GENUINE_PASSAGE.
    """
    found: set[int] = set()
    best, inside = 0.0, float("-inf")  # in favour of the choice so far; the same within a passage
    best_lines: tuple[object, int] | None = None  # as a chain: what came before, a line
    inside_lines: tuple[object, int] | None = None
    for number, line in enumerate(lines):
        if best - GENUINE_PASSAGE > inside:
            inside, inside_lines = best - GENUINE_PASSAGE, best_lines
        inside -= _weigh_line(line)
        inside_lines = (inside_lines, number)
        if inside > best:
            best, best_lines = inside, inside_lines
    while best_lines is not None:
        best_lines, number = best_lines  # type: ignore[assignment]
        found.add(number)
    return found


def _weigh_line(line: str) -> float:
    cantonese = sum(map(line.count, CANTONESE))
    corner = "「" in line and "“" not in line
    return weigh_senses(line).score + CANTONESE_SCORE * cantonese + _CORNER_SCORE * corner
