"""Text that was decoded wrongly twice: saved, and opened in a wrong encoding again.

The second misreading is undone blindly, because what it gives is still garbled; long valid UTF-8
does not arise by chance. Only what the first one then gives is judged as text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import regex
from unionclean.steps.mojibake.codepages import CP437, GBK, LATIN, MAC_ROMAN
from unionclean.steps.mojibake.judge import Part, Span, make_parts
from unionclean.steps.mojibake.readings import Reading, find_candidate
from unionclean.steps.mojibake.rightly import WHOLE, Cell
from unionclean.steps.mojibake.suspects import find_suspects

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Sequence

    from unionclean.steps.mojibake.readings import Candidate

# Between the two accidents the text was saved as UTF-8, as nearly everything is.
_OUTER: Final = tuple(Reading(wrong, "utf-8") for wrong in (LATIN, GBK, CP437, MAC_ROMAN))
_DEEPER: Final = 1
_LEAST: Final = 4  # characters beyond ASCII in a row; by chance one in 10^4 rows of four is valid
_GARBLED: Final = 0.25  # least share of suspects in text that is still garbled; good text has 0


class Twice(NamedTuple):
    """A stretch ``start:end`` of damaged characters and its text."""

    start: int
    end: int
    text: str
    reason: str
    readings: tuple[Reading, ...] = ()  # the last misreading first


def find_double(
    stretch: str,
    suspects: frozenset[str],
    find_best: Callable[[str, frozenset[str]], tuple[Reading, list[Span]] | None],
    deeper: int = _DEEPER,
) -> list[Twice]:
    """Return what of ``stretch`` reads well after two inversions; ``find_best`` does the last.

    What is still garbled after the first may have been misread twice itself: ``deeper`` times.
    """
    suspects = suspects.intersection(stretch)
    for outer in _OUTER:
        candidate = find_candidate(stretch, outer, suspects, has_whole_run)
        if candidate is None:
            continue
        found: list[Twice] = []
        for parts in _whole_runs(candidate):
            between = "".join(part.text or "" for part in parts)
            odd = find_suspects(frozenset(between)).both
            if sum(char in odd for char in between) < _GARBLED * len(between):
                continue
            more = find_double(between, odd, find_best, deeper - 1) if deeper else []
            for twice in more:
                cell = Cell(0, 0, twice.text, "")
                span = Span((Part(twice.start, twice.end, (cell,)),), 0.0)
                reason = f"{twice.reason}, then {outer.reason}"
                found.extend(_composed(parts, span, reason, (outer, *twice.readings)))
            if more:
                continue
            best = find_best(between, odd)
            if best is None:
                continue
            inner, spans = best
            reason = f"{inner.reason}, then {outer.reason}"
            for span in spans:
                found.extend(_composed(parts, span, reason, (outer, inner)))
        if found:
            return found
    return []


def has_whole_run(raw: str, _offsets: Sequence[int] = ()) -> bool:
    """Tell whether ``raw`` has enough characters of UTF-8 in a row to be looked at."""
    run = f"{WHOLE}[\\x00-\\x7f]*(?:{WHOLE}[\\x00-\\x7f]*){{{_LEAST - 1}}}"
    return regex(run).search(raw) is not None


def _whole_runs(candidate: Candidate) -> Iterator[list[Part]]:
    """Yield the stretches without a missing byte that are long enough to be no accident."""
    boundaries = set(candidate.offsets)
    runs: list[list[Cell]] = [[]]
    for cell in candidate.cells:
        run = runs[-1]
        if cell.text is None and run and cell.start < run[-1].end:
            continue  # the other view of a character, at a seam
        if cell.text is None or (run and run[-1].end != cell.start):
            runs.append(run := [])
        if cell.text is not None and (run or cell.start in boundaries):
            run.append(cell)
    for run in runs:
        if sum(len(cell.raw) > 1 for cell in run) >= _LEAST:
            yield make_parts(run, candidate.offsets)


def _composed(
    parts: list[Part], span: Span, reason: str, readings: tuple[Reading, ...]
) -> Iterator[Twice]:
    """Yield the repairs, as long as they can be, that begin and end with damaged characters."""
    ends: dict[int, int] = {0: parts[0].start}  # of the damaged characters, by place between
    between = ""
    for part in parts:
        between += part.text or ""
        ends[len(between)] = part.end
    # A letter beside the span may be the second byte of a damaged character.
    start = stop = _to_an_end(between, span.start, ends, -1)
    text = whole = between[start : span.start]  # what is repaired from `start` on, and to `stop`
    for part in span.parts:
        if part.text is None or start not in ends:
            if whole:
                yield Twice(ends[start], ends[stop], whole, reason, readings)
            start, text, whole = part.end, "", ""
            continue
        text += part.text
        if part.end in ends:
            stop, whole = part.end, text
    last = _to_an_end(between, span.end, ends, 1)
    if text and start in ends and last in ends:
        stop, whole = last, text + between[span.end : last]
    if whole:
        yield Twice(ends[start], ends[stop], whole, reason, readings)


def _to_an_end(between: str, place: int, ends: Container[int], step: int) -> int:
    """Return the next of ``ends`` from ``place`` on that has only ASCII before it, or ``place``."""
    at = place
    while at not in ends:
        following = between[at : at + 1] if step > 0 else between[max(at - 1, 0) : at]
        if not following or following >= "\x80":
            return place
        at += step
    return at
