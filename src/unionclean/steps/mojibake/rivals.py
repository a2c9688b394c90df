"""The choice between readings that explain the same stretch, and whether it is sure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import zip_longest
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from unionclean.chars import regex
from unionclean.edits import Edit
from unionclean.steps.mojibake.choices import COST_FOREIGN, not_of, script_of
from unionclean.steps.mojibake.likeliest import choose_likeliest
from unionclean.steps.mojibake.plausible import NOTHING, may_be_short
from unionclean.steps.mojibake.readings import is_seldom
from unionclean.steps.mojibake.suspects import DENSE_WIDE, SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionclean.edits import Note
    from unionclean.language import Model
    from unionclean.steps.mojibake.restore import Repair

_RIVAL: Final = 10.0  # nats behind a repair, from which another reading casts no doubt on it
_AHEAD: Final = 4.0  # nats by which a lenient reading has to be better than single bytes
_BESIDE: Final = 2  # characters on each side that are of the same run: a letter may be in between
_SELDOM: Final = -1.5  # nats for a page that is seldom met, against one that is
_NEAR: Final = 12  # characters of the line on each side that words are looked for in


def choose_repairs(found: list[Repair], text: str) -> list[Repair]:
    """Return the best repairs, in order; one that has a rival is not sure.

    Pages of neighbours have the same letters at other places: ˇ is A1 in one and B7 in another. Of
    readings of the same characters, words and brackets tell the better.
    """
    if len(found) < 2:
        return found
    chosen: list[Repair] = []
    for repair in without_overlaps(found):
        best = repair
        alike = [other for other in found if other[:2] == repair[:2] and _text(other)]
        if len({_text(other) for other in alike}) > 1 and _text(repair):
            left = text[max(repair.start - _NEAR, 0) : repair.start].rpartition("\n")[2]
            right = text[repair.end : repair.end + _NEAR].partition("\n")[0]
            new = choose_likeliest(_weighed(alike, left + right), left, right)
            best = next(other for other in alike if _text(other) == new)
        rivals = (other for other in found if other.start < best.end and best.start < other.end)
        sure = all(_text(other) in _text(best) for other in rivals)
        chosen.append(best._replace(sure=sure))
    return chosen


def _weighed(alike: Sequence[Repair], around: str) -> list[tuple[float, str]]:
    """Return the gains of readings of the same characters, and their texts.

    What distinguishes them may be a character of the other script, or a page that is seldom met.
    """
    common = frozenset.intersection(*(frozenset(_text(one)) for one in alike))
    foreign = not_of(script_of([*common, around]))
    return [
        (
            -doubt(one)
            + _SELDOM * is_seldom(one.reading)
            + COST_FOREIGN * sum(char in foreign for char in _text(one)),
            _text(one),
        )
        for one in alike
    ]


def _text(repair: Repair) -> str:
    """Return what ``repair`` restores, or nothing where bytes were lost."""
    texts = [part.text for part in repair.span.parts]
    return "" if None in texts else "".join(text or "" for text in texts)


def without_overlaps(found: Sequence[Repair]) -> list[Repair]:
    """Return the repairs with the largest gains, in order."""
    chosen: list[Repair] = []
    for repair in sorted(found, key=doubt):
        place = bisect_left(chosen, repair.start, key=lambda other: other.start)
        before, after = chosen[max(place - 1, 0) : place], chosen[place : place + 1]
        if all(other.end <= repair.start for other in before) and all(
            repair.end <= other.start for other in after
        ):
            chosen.insert(place, repair)
    return chosen


def with_doubts(repairs: Sequence[Repair], text: str, suspects: frozenset[str]) -> Iterator[Repair]:
    """Yield ``repairs``; one that stands beside a suspect that none explains is not sure.

    All of a run was misread in one way, so that a reading which leaves a part of it may be wrong.
    """
    done = 0
    for repair, following in zip_longest(repairs, repairs[1:]):
        last = following.start if following else len(text)
        before = text[max(repair.start - _BESIDE, done) : repair.start]
        after = text[repair.end : min(repair.end + _BESIDE, last)]
        done = repair.end
        yield repair if suspects.isdisjoint(before + after) else repair._replace(sure=False)


def least_gains(found: Sequence[Repair], size: int, margin: float) -> list[float]:
    """Return what one more repair must gain to count, by the characters that it may have.

    That is ``margin``, and for those of ``size`` that are ``found`` to be repaired, enough to be
    a rival of these repairs.
    """
    chosen = without_overlaps(found)
    gain = max(margin, min((-doubt(repair) - _RIVAL for repair in chosen), default=margin))
    least = [margin] * size
    for start, end, *_ in chosen:
        least[start:end] = [gain] * (end - start)
    return least


def doubt(repair: Repair) -> float:
    """Return what to rank repairs by: bytes that are nothing make a reading doubtful.

    As odd characters they were dear to the text as it stands, so that dropping them is a gain.
    """
    cells = (cell for part in repair.span.parts for cell in part.cells)
    nothing = sum(len(cell.raw) for cell in cells if cell.text is None and cell.raw <= "\xff")
    return nothing * NOTHING - repair.span.gain


def likelier(
    text: str, edits: list[Edit], others: list[Edit | Note], model: Model
) -> list[Edit | Note]:
    """Return the likelier of two sets of edits, line by line: these, or the ``others``."""
    others = sorted(others)
    for edit in edits:
        start = text.rfind("\n", 0, edit.start) + 1
        end = (text.find("\n", edit.end) + 1 or len(text) + 1) - 1
        first = bisect_left(others, start, key=itemgetter(0))
        last = bisect_right(others, end, first, key=itemgetter(1))
        inside = others[first:last]
        line = "".join(_pieces(text, start, end, [one for one in inside if isinstance(one, Edit)]))
        new = "".join(_pieces(text, start, end, [edit]))
        # Rows of letters are no text; misread bytes are signs as often, or no letters of one page.
        old = text[edit.start : edit.end]
        damaged = may_be_short(old) or regex(DENSE_WIDE).search(old)
        is_quoted = any(not isinstance(one, Edit) for one in inside)
        if damaged and not is_quoted and _worth(new, model) > _worth(line, model) + _AHEAD:
            others[first:last] = [edit]
    return others


def _worth(line: str, model: Model) -> float:
    """Return how likely ``line`` is; each byte that is left over makes it doubtful."""
    return model.score(line) - NOTHING * len(regex(f"[\xa1-\xff{SHOWN}]").findall(line))


def _pieces(text: str, start: int, end: int, edits: list[Edit]) -> Iterator[str]:
    for edit in sorted(edits):
        yield text[start : edit.start]
        yield edit.new
        start = edit.end
    yield text[start:end]
