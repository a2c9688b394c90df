"""The edits of a removal: at once without proof, or proven when somebody asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from unionclean.edits import Edit


@dataclass(frozen=True, slots=True)
class Removed:
    """Two ways to the same edits: only their certainty differs."""

    unproven: Callable[[], Iterable[Edit]]
    proven: Callable[[], Iterable[Edit]]

    def __call__(self) -> Iterable[Edit]:
        """Return the edits as `Rewrite.edits` wants them."""
        return self.proven()
