"""Text that was decoded wrongly twice: saved, and opened in a wrong encoding again.

The second misreading is undone blindly, because what it gives is still garbled; long valid UTF-8
does not arise by chance. Only what the first one then gives is judged as text.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import regex
from unionclean.steps.mojibake.codepages import (
    BLANK,
    CP437,
    GBK,
    LATIN,
    MAC_ROMAN,
    REPLACEMENT,
)
from unionclean.steps.mojibake.euro import variant, with_lone_bytes
from unionclean.steps.mojibake.judge import Part, Span, make_parts
from unionclean.steps.mojibake.pieces import beyond_ascii
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
_BROKEN: Final = 0.3  # share of bytes that are no whole character in UTF-8 that lost some
_LOST: Final = 4  # bytes that two characters leave when each has lost one
_WITH_BLANK: Final = f"[\xc2-\xdf]{BLANK}|[\xe1-\xef](?:[\x80-\xbf]{BLANK}|{BLANK}[\x80-\xbf])"
_BROKEN_CHAR: Final = f"{WHOLE}|[\\x00-\\x7f]|[^\\x00-\\x7f][^\\x00-\\x7f\xc2-\xf4]*"
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
    *,
    kept: bool = False,
) -> list[Twice]:
    """Return what of ``stretch`` reads well after two inversions; ``find_best`` does the last.

    What is still garbled after the first may have been misread twice itself: ``deeper`` times.
    ``kept`` tells that pairs without a character were kept, as private use.
    """
    suspects = suspects.intersection(stretch)
    for reading in _OUTER:
        shown = with_lone_bytes(stretch) if kept and reading.wrong is GBK else stretch
        outer = variant(reading, stretch)
        candidate = find_candidate(shown, variant(reading, shown), suspects, has_whole_run)
        if candidate is None:
            continue
        found: list[Twice] = []
        for parts in _runs(candidate):
            between = _between(parts)
            odd = find_suspects(frozenset(between)).both
            if sum(char in odd for char in between) < _GARBLED * len(between):
                continue
            inside = kept or regex("[\ue000-\uf8ff]").search(between) is not None
            more = find_double(between, odd, find_best, deeper - 1, kept=inside) if deeper else []
            inner = _repeated(more) or _single(find_best(between, odd), len(between))
            whole = all(one.whole for one in inner) and None not in (part.text for part in parts)
            composed = [
                twice
                for one in (inner if whole else ())
                for twice in _composed(
                    parts, one.span, f"{one.reason}, then {outer.reason}", (outer, *one.readings)
                )
            ]
            mostly = 2 * sum(span.end - span.start for span, *_ in inner) >= len(between)
            if mostly and not (whole and _covers(composed, parts, shown)):
                # The next round sees all of it as it was once, with marks for what is lost.
                found.append(Twice(parts[0].start, parts[-1].end, between, outer.reason))
            else:
                found.extend(composed)
        if found:
            return found
    return []


def _covers(composed: list[Twice], parts: list[Part], stretch: str) -> bool:
    """Tell whether hardly a character of ``parts`` but ASCII is left by the repairs."""
    ends = [parts[0].start, *(place for twice in composed for place in twice[:2]), parts[-1].end]
    left = "".join(stretch[ends[at] : ends[at + 1]] for at in range(0, len(ends), 2))
    return beyond_ascii(left) <= _LOST


class _Inner(NamedTuple):
    """What reads well after an inversion, why, and whether all of it is there."""

    span: Span
    reason: str
    readings: tuple[Reading, ...]
    whole: bool


def _repeated(more: list[Twice]) -> list[_Inner]:
    found: list[_Inner] = []
    for twice in more:
        cell = Cell(0, 0, twice.text, "")
        span = Span((Part(twice.start, twice.end, (cell,)),), 0.0)
        found.append(_Inner(span, twice.reason, twice.readings, bool(twice.readings)))
    return found


def _single(best: tuple[Reading, list[Span]] | None, size: int) -> list[_Inner]:
    """Return what one reading explains of ``size`` characters, which may end inside of one."""
    if best is None:
        return []
    reading, spans = best
    found: list[_Inner] = []
    for span in spans:
        parts = span.parts
        while span.end == size and parts and not parts[-1].text and _is_cut(parts[-1]):
            parts = parts[:-1]
        if parts:
            whole = None not in (part.text for part in parts)
            found.append(_Inner(span._replace(parts=parts), reading.reason, (reading,), whole))
    return found


def _is_cut(part: Part) -> bool:
    """Tell whether the bytes of ``part``, which are no character, have no mark of a lost one."""
    return all(cell.raw <= "\xff" for cell in part.cells)


def has_whole_run(raw: str, _offsets: Sequence[int] = ()) -> bool:
    """Tell whether ``raw`` has enough characters of UTF-8 in a row to be looked at."""
    run = f"{WHOLE}[\\x00-\\x7f]*(?:{WHOLE}[\\x00-\\x7f]*){{{_LEAST - 1}}}"
    return regex(run).search(raw) is not None


def _runs(candidate: Candidate) -> Iterator[list[Part]]:
    """Yield the stretches that are long enough to be no accident; a few bytes may be missing."""
    boundaries = set(candidate.offsets)
    runs: list[list[Cell]] = [[]]
    broken = 0  # bytes in a row that are no character
    for cell in candidate.cells:
        run = runs[-1]
        if cell.text is None and run and cell.start < run[-1].end:
            continue  # the other view of a character, at a seam
        broken = broken + len(cell.raw) if cell.text is None else 0
        if broken > _LOST or (run and run[-1].end != cell.start):
            runs.append(run := [])
        if run or (cell.text is not None and cell.start in boundaries):
            run.append(cell)
    single = len(boundaries) > candidate.offsets[-1]
    for run in runs:
        if not single:  # good text is bytes, too, and some of them are a character
            while len(run) > 1 and not (run[0].start in boundaries and _are_whole(run[0], run[1])):
                del run[0]
        del run[_end_of(run, boundaries, single=single) :]
        lost = sum(len(cell.raw) for cell in run if cell.text is None)
        if _row_of(run) >= _LEAST and lost <= _BROKEN * sum(len(cell.raw) for cell in run):
            yield make_parts(run, candidate.offsets)


def _end_of(run: list[Cell], boundaries: Container[int], *, single: bool) -> int:
    """Return how many cells of ``run`` are damage, and not the good text behind it."""
    last = len(run)
    while not single and last > 1 and not _are_whole(*run[last - 2 : last]):
        last -= 1
    while last and run[last - 1].text is None:
        last -= 1
    # A character that has lost its end may have begun in the middle of a damaged one.
    end = last
    while 0 < end < len(run) and run[end - 1].end not in boundaries:
        end += 1
    return end if end and run[end - 1].end in boundaries else last


def _are_whole(*cells: Cell) -> bool:
    return all(cell.text is not None and len(cell.raw) > 1 for cell in cells)


def _row_of(run: list[Cell]) -> int:
    """Return how many characters beyond ASCII are whole in a row, at most."""
    most = row = 0
    for cell in run:
        row = 0 if cell.text is None else row + (len(cell.raw) > 1)
        most = max(most, row)
    return most


def _between(parts: list[Part]) -> str:
    """Return what ``parts`` were, with a mark for each character that is not whole."""
    text = ""
    for broken, group in groupby(parts, key=lambda part: part.text is None):
        if not broken:
            text += "".join(part.text or "" for part in group)
            continue
        raw = "".join(cell.raw for part in group for cell in part.cells)
        raw = regex(_WITH_BLANK).sub(lambda hit: hit[0].replace(BLANK, "\xa0"), raw)
        for hit in regex(_BROKEN_CHAR).finditer(raw.replace(BLANK, " ")):
            text += _char_of(hit[0])
    return text


def _char_of(raw: str) -> str:
    try:
        return raw.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return REPLACEMENT


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
