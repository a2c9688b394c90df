"""Text that was decoded wrongly before it was saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionclean.edits import Edit, Note
    from unionclean.steps.base import Context


def find_mojibake(text: str, context: Context) -> Iterator[Edit | Note]:
    """Restore text that was decoded wrongly before it was saved."""
    from unionclean.steps.mojibake.suspects import find_suspects, find_windows

    suspects = find_suspects(context.evidence.alphabet)
    windows = list(find_windows(text, suspects))
    if not windows:
        return
    from unionclean.language import load
    from unionclean.steps.mojibake.repair import Repairer

    repairer = Repairer(text, suspects, load())
    for start, end in windows:
        for repair in repairer.repairs(start, end):
            yield from repairer.edits(repair)
