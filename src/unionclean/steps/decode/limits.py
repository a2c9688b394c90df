"""What a decision on a line may take, and what it depends on beside the line."""

from __future__ import annotations

import math
from typing import Final

LONG_LINE: Final = 2048
"""Bytes of a line from which it is not compared as a whole: it may have parts in several encodings,
and read again it would cost memory."""

_SPEND: Final = 32_768  # bytes through the lattice that any document may take: a few seconds


class Budget:
    """Bytes that may still go through the lattice: noise must not take minutes."""

    def __init__(self, one: int, several: int) -> None:
        self.one, self.several = one, several

    @classmethod
    def for_size(cls, size: int) -> Budget:
        """Return what a document of ``size`` bytes may take: all of it in one encoding."""
        return cls(_SPEND + size, _SPEND + size // 32)

    def copy(self) -> Budget:
        """Return the same as it is now."""
        return Budget(self.one, self.several)

    def spend(self, before: Budget, after: Budget) -> None:
        """Take off what was spent between."""
        self.one -= before.one - after.one
        self.several -= before.several - after.several

    def is_like(self, before: Budget, after: Budget) -> bool:
        """Tell whether what spent that would find as much now: enough at all times, or nothing."""
        places = ((self.one, before.one, after.one), (self.several, before.several, after.several))
        return all(
            now > had - left if left > 0 else had <= 0 and now <= 0 for now, had, left in places
        )


class Credit:
    """What speaks for the encoding of the document, in nats.

    It remembers with which others all answers would be the same.
    """

    def __init__(self, value: float) -> None:
        self.value = value
        self._least, self._most = -math.inf, math.inf

    def is_like(self, value: float) -> bool:
        """Tell whether with ``value`` all answers would be the same."""
        return self._least <= value < self._most

    def reaches(self, gap: float) -> bool:
        """Tell whether it is ``gap`` or more."""
        if self.value >= gap:
            self._least = max(self._least, gap)
            return True
        self._most = min(self._most, gap)
        return False

    def weigh(self, *, wins: bool) -> None:
        """Note that it was added to one of several ways, and whether that one was taken.

        If so, it would be with more credit; if not, nothing is said about others.
        """
        self._least = max(self._least, self.value) if wins else math.inf
