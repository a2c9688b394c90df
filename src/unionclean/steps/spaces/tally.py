"""The weights of the gaps of a line or a document, added up."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# The weights of a line or a document must add up to this before its blanks go: odds of 20 to 1.
PROVEN = 3.0


class Tally:
    """What the gaps of a line or a document say together."""

    def __init__(self, weights: Iterable[float] = ()) -> None:
        self._total = 0.0
        self._hits = 0
        for weight in weights:
            self.add(weight, enough_alone=False)

    def add(self, weight: float, *, enough_alone: bool) -> None:
        """Add one weight, in nats; ``enough_alone`` counts it as two that agree."""
        self._total += weight
        if weight > 0:
            self._hits += 2 if enough_alone else 1

    @property
    def is_proof(self) -> bool:
        """Whether the weights show that nobody wrote the blanks."""
        return self._total >= PROVEN and self._hits > 1

    @property
    def is_against(self) -> bool:
        """Whether they look like an author's."""
        return self._total < 0
