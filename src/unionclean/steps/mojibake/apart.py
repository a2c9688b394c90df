"""What was found in places that nothing else has taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Spanned = TypeVar("Spanned", bound="tuple[Any, ...]")
"""What begins with its start and its end: an edit, a note, a window, a line."""


def clear_of(found: Iterable[Spanned], taken: Iterable[tuple[Any, ...]]) -> Iterator[Spanned]:
    """Yield of ``found`` what touches nothing that is ``taken``, both in order.

    What shares a window with an edit is found in the next round, and what an edit restores was
    not destroyed.
    """
    spans = [(start, end) for start, end, *_ in taken]
    place = 0
    for item in found:
        start, end, *_ = item
        while place < len(spans) and spans[place][1] <= start:
            place += 1
        if place == len(spans) or spans[place][0] >= end:
            yield item


def lines_apart(text: str, touched: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the lines in which no window in ``touched`` begins."""
    start = place = 0
    for line in text.split("\n"):
        end = start + len(line)
        found = False
        while place < len(touched) and touched[place] <= end:
            found = True
            place += 1
        if line and not found:
            yield start, end
        start = end + 1
