"""How likely a character is that ends in a byte that is known, of whose first byte little is."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from unionclean.steps.pinyin.choose import between, likeliest

if TYPE_CHECKING:
    from collections.abc import Sequence

NOTHING_ENDED: Final = -20.0
"""In nats: less likely than anything, but a second pair may have been dropped there."""


@lru_cache(maxsize=1 << 16)
def ended(before: str, waiting: frozenset[int], trail: int) -> float:
    """Return the log probability, after ``before``, of the likeliest character of `between`."""
    chars = between(waiting, trail)
    return likeliest(before, chars) if chars else NOTHING_ENDED


def best_end(before: str, waiting: frozenset[int], ends: Sequence[int]) -> float:
    """Return the log probability of the likeliest character that one of ``ends`` ends."""
    if len(ends) == 1:
        return ended(before, waiting, ends[0])
    return max([ended(before, waiting, end) for end in ends])
