"""Damage of which so much is lost that a guess would be an invention.

Programs that strip the controls U+0080 to U+009F take a third of the bytes of Chinese in UTF-8
that was read as Latin-1. What fits the rest reads like Chinese, and two of three characters of it
are wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from unionclean.edits import Note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionclean.steps.mojibake.restore import Repair

# Windows-1252 loses one byte of thirteen, of which 99 of 100 characters are guessed rightly.
_MOST: Final = 0.2
_FEWEST: Final = 6  # lost bytes; a few say nothing about the others


def find_hopeless(repairs: Sequence[Repair]) -> set[int]:
    """Return the indices of those ``repairs`` of one document that have lost too much."""
    sizes = {
        index: _bytes_of(repair)
        for index, repair in enumerate(repairs)
        if repair.reading.wrong.single
    }
    if sizes and _is_too_much(*map(sum, zip(*sizes.values(), strict=True))):
        return set(sizes)
    return {index for index, size in sizes.items() if _is_too_much(*size)}


def note_of(repair: Repair) -> Note:
    """Return the note about a repair that is not made."""
    lost = sum(part.text is None for part in repair.span.parts)
    message = f"{repair.reading.reason}, with more bytes lost than can be guessed"
    return Note(repair.start, repair.end, message, lost)


def _is_too_much(lost: int, size: int) -> bool:
    return lost >= _FEWEST and lost > _MOST * size


def _bytes_of(repair: Repair) -> tuple[int, int]:
    """Return how many bytes of UTF-8 are lost in ``repair``, and how many it had."""
    if repair.reading.right != "utf-8":
        return 0, 0
    raw = "".join(cell.raw for part in repair.span.parts for cell in part.cells)
    left = sum("\x80" <= char <= "\xff" for char in raw)
    size = sum(3 if char >= "\xe0" else 2 for char in raw if "\xc2" <= char <= "\xef")
    return max(size - left, 0), max(size, left)
