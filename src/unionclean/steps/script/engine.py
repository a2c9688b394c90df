"""Converts whole documents: a table for the characters, exact rules only where they matter.

Of OpenCC's 50,000 Simplified words fewer than 10,000 convert unlike their characters, and they
stand in a text about five times in a thousand characters. So the engine maps all characters with
one table and looks for the pairs of neighbours (triggers) without which no such word can stand.
Around each pair it takes the run that no word can cross at its ends, and lets the policy convert
that run. Runs repeat, so their conversions are remembered.

With numpy installed, long texts take a path that looks at all characters at once; it finds the
same runs and gives the same text.
"""

from __future__ import annotations

import re
import sys
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from unionclean.steps.script.charmap import CharMap
from unionclean.steps.script.dictionaries import entries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from unionclean.steps.script.plan import Plan
    from unionclean.steps.script.policies import Stage
    from unionclean.steps.script.vectorized import Vectors

# Runs remembered per converter, about 20 MB; prose of 5 MB holds fewer than 20,000 different ones.
MEMO_LIMIT = 100_000

# From this length on looking at all characters at once is faster (bench/script.py).
LONG = 2_000

# Importing numpy takes as long as converting this many characters without it.
WORTH_NUMPY = 500_000


class Patch(NamedTuple):
    """``text[start:end]`` becomes ``new``, and not what the table makes of it."""

    start: int
    end: int
    new: str


class Converter:
    """A conversion ready to use; it unifies compatibility ideographs first, as OpenCC does."""

    def __init__(
        self,
        plan: Plan,
        stages: Sequence[Stage],
        policy: Callable[[str], str],
        *,
        unifies: bool = True,
    ) -> None:
        self.unifies = unifies
        self.plan = plan
        self.policy = policy
        self.set_table(_compose(stages))
        self._memo: dict[str, str | None] = {}
        self._seen = 0  # characters converted so far

    def set_table(self, table: dict[int, str]) -> None:
        """Set what single characters become; to be called before the first conversion."""
        self.table = table
        self.same_length = all(len(value) == 1 for value in table.values())
        self._chars = CharMap(table)

    def convert(self, text: str) -> str:
        """Return ``text`` converted; the same object where nothing changes."""
        self._seen += len(text)
        if (
            len(text) >= LONG
            and (self._seen >= WORTH_NUMPY or "numpy" in sys.modules)
            and self._vectors is not None
        ):
            converted = self._vectors.convert(text)
            return text if converted == text else converted
        return self.convert_short(text)

    def convert_short(self, text: str) -> str:
        """Convert without numpy: the reference, and faster for short texts."""
        runs = self.runs(text)
        if runs is None:
            return self.convert_short(normalize(text))
        news = [self.convert_run(text[start:end]) for start, end in runs]
        patches = [
            Patch(start, end, new)
            for (start, end), new in zip(runs, news, strict=True)
            if new is not None
        ]
        if self.same_length or not patches:
            mapped = join_patches(self._chars.map(text), patches)
            return text if mapped == text else mapped
        pieces: list[str] = []
        done = 0
        for start, end, new in patches:
            pieces += (self._chars.map(text[done:start]), new)
            done = end
        pieces.append(self._chars.map(text[done:]))
        return "".join(pieces)

    def convert_run(self, run: str) -> str | None:
        """Return what ``run`` becomes, or ``None`` where the table says the same."""
        memo = self._memo
        if run in memo:
            return memo[run]
        new: str | None = self.policy(run)
        if new == run.translate(self.table):
            new = None
        self.remember({run: new})
        return new

    @property
    def memo(self) -> Mapping[str, str | None]:
        """What runs became so far, as `convert_run` gives it."""
        return self._memo

    def remember(self, runs: Mapping[str, str | None]) -> None:
        """Keep what ``runs`` became."""
        if len(self._memo) >= MEMO_LIMIT:
            self._memo.clear()
        self._memo.update(runs)

    def run_around(self, text: str, at: int) -> tuple[int, int]:
        """Return the ends of the run around ``at`` that no word can cross."""
        glue = self.plan.glue
        start = at
        while start and text[start] in glue.get(text[start - 1], ""):
            start -= 1
        end = at + 1
        last = len(text)
        while end < last and text[end] in glue.get(text[end - 1], ""):
            end += 1
        return start, end

    def runs(self, text: str) -> list[tuple[int, int]] | None:
        """Return where the runs stand that may not convert character by character.

        `convert_run` says what they become. ``None`` where compatibility ideographs are unified
        before, which moves the places.
        """
        try:
            return list(self._runs(text))
        except _CompatibilityForm:
            return None

    def _runs(self, text: str) -> Iterator[tuple[int, int]]:
        triggers = self._triggers
        done = 0
        for found in self._cover.finditer(text):
            at = found.start()
            if at < done:
                continue
            if text[at : at + 2] in triggers or text[at - 1 : at + 1] in triggers:
                start, done = self.run_around(text, at)
                yield start, done
            elif self.unifies and text[at] >= "\uf900" and ord(text[at]) in _compatibility_table():
                raise _CompatibilityForm

    @cached_property
    def _triggers(self) -> frozenset[str]:
        rows = self.plan.triggers
        return frozenset([first + second for first, row in rows.items() for second in row])

    @cached_property
    def _cover(self) -> re.Pattern[str]:
        return re.compile(f"[\uf900-\ufaff\U0002f800-\U0002fa1f{re.escape(self.plan.cover)}]")

    @cached_property
    def _vectors(self) -> Vectors | None:
        from unionclean.steps.script.vectorized import make_vectors

        return make_vectors(self)


def join_patches(mapped: str, patches: Sequence[Patch]) -> str:
    """Return ``mapped``, a text converted by characters one to one, with the patches put in."""
    if not patches:
        return mapped
    pieces: list[str] = []
    done = 0
    for start, end, new in patches:
        pieces += (mapped[done:start], new)
        done = end
    pieces.append(mapped[done:])
    return "".join(pieces)


def _compose(stages: Sequence[Stage]) -> dict[int, str]:
    """Return what each character becomes when it stands alone."""
    table: dict[str, str] = {}
    for stage in reversed(stages):
        later = table
        table = dict(later)
        for char, new in stage.characters.items():
            if len(new) == 1:
                table[char] = later.get(new, new)
            else:
                table[char] = "".join(later.get(part, part) for part in new)
    return {ord(char): new for char, new in table.items() if char != new}


class _CompatibilityForm(Exception):  # noqa: N818 - not an error
    """The text holds compatibility ideographs, which are unified before all else."""


@cache
def _compatibility_table() -> dict[int, str]:
    return {ord(old): new for old, new in entries("CJK_Compatibility_Ideographs").items()}


def normalize(text: str) -> str:
    """Return ``text`` with unified instead of compatibility ideographs, as OpenCC does first."""
    return text.translate(_compatibility_table())
