"""The choice between readings that explain the same stretch, and whether it is sure."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from unionclean.steps.mojibake.likeliest import choose_likeliest
from unionclean.steps.mojibake.plausible import NOTHING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionclean.steps.mojibake.restore import Repair


_RIVAL: Final = 10.0  # nats behind a repair, from which another reading casts no doubt on it
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
            new = choose_likeliest([(-doubt(one), _text(one)) for one in alike], left, right)
            best = next(other for other in alike if _text(other) == new)
        rivals = (other for other in found if other.start < best.end and best.start < other.end)
        sure = all(_text(other) in _text(best) for other in rivals)
        chosen.append(best._replace(sure=sure))
    return chosen


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
