"""Counts the forms that a Traditional text keeps in spite of their meaning: most keep none.

The same count as in `senses`, for the forms that are kept alone: genuine text writes the other
forms nearly everywhere, so most documents are done here, without a weight for each character.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from unionclean.chars import regex
from unionclean.steps.script.senses import (
    Senses,
    fold_variants,
    is_sound,
    keepable_forms,
    to_simplified,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


def count_kept(text: str) -> Senses | None:
    """Return what `weigh_senses` says of the kept forms, without score and examples.

    ``None`` where only a conversion of the whole text can tell.
    """
    from unionclean.steps.script.conversion import converter

    simplified = to_simplified(text)
    runs = converter("s2t").runs(simplified)
    if runs is None:
        return None
    expected = _Expected(simplified, runs)
    keepable = regex(_keepable())
    inside = [
        at
        for start, end in runs
        for at in (found.start() for found in keepable.finditer(text, start, end))
        if expected.by_words(at, start, end) != simplified[at]
    ]
    alone = regex(_changing_alone()).finditer(text)
    places = inside + [at for at in (found.start() for found in alone) if not expected.run(at)]
    places = [at for at in places if not is_sound(simplified, at)]
    if expected.is_uneven:
        return None
    if not places:
        return Senses(0.0, 0, 0, 0, ())
    kept = Counter([simplified[at] for at in places])
    fold = fold_variants()
    proper = sum(
        expected.at(at) != char
        for char in kept
        for at in _find_all(simplified, char)
        if fold.get(text[at], text[at]) != char
    )
    if expected.is_uneven:
        return None
    return Senses(0.0, len(kept), kept.total(), kept.total() + proper, ())


def _find_all(text: str, char: str) -> Iterator[int]:
    at = text.find(char)
    while at >= 0:
        yield at
        at = text.find(char, at + 1)


class _Expected:
    """What a conversion by words would write, run by run and only where somebody asks."""

    def __init__(self, simplified: str, runs: list[tuple[int, int]]) -> None:
        self._simplified = simplified
        self._runs = runs
        self._converted: dict[int, str] = {}
        self.is_uneven = False  # a run changes its length, so no place can be compared

    def run(self, at: int) -> tuple[int, int] | None:
        """Return the run that holds ``at``, if words matter there."""
        index = bisect_right(self._runs, (at, len(self._simplified))) - 1
        return self._runs[index] if index >= 0 and at < self._runs[index][1] else None

    def at(self, at: int) -> str:
        """Return the form that belongs at a place."""
        run = self.run(at)
        return self.by_words(at, *run) if run else _by_table(self._simplified[at])

    def by_words(self, at: int, start: int, end: int) -> str:
        """Return the form that belongs at a place of the run ``start`` to ``end``."""
        from unionclean.steps.script.conversion import converter

        if start not in self._converted:
            run = self._simplified[start:end]
            new = converter("s2t").convert_run(run)
            self._converted[start] = run.translate(converter("s2t").table) if new is None else new
        new = self._converted[start]
        if len(new) != end - start:
            self.is_uneven = True
            return ""
        return fold_variants().get(new[at - start], new[at - start])


def _by_table(simplified: str) -> str:
    """Return the form of a character that stands alone."""
    from unionclean.steps.script.conversion import converter

    char = converter("s2t").table.get(ord(simplified), simplified)
    return fold_variants().get(char, char)


@cache
def _keepable() -> str:
    return f"[{''.join(sorted(keepable_forms()))}]"


@cache
def _changing_alone() -> str:
    """Return a pattern of the keepable characters that conversion changes outside of words."""
    return f"[{''.join(sorted(filter(_changes, keepable_forms())))}]"


def _changes(char: str) -> bool:
    return _by_table(to_simplified(char)) != to_simplified(char)
