"""Converts whole documents: a table for the characters, exact rules only where they matter.

Of OpenCC's 50,000 Simplified words fewer than 10,000 convert unlike their characters, and they
stand in a text about five times in a thousand characters. So the engine maps all characters with
one table and looks for the pairs of neighbours (triggers) without which no such word can stand.
Around each pair it takes the run that no word can cross at its ends, and lets the policy convert
that run. Runs repeat, so their conversions are remembered.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from unionclean.steps.script.dictionaries import entries
from unionclean.steps.script.plan import Plan, cover

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Runs remembered per converter, about 20 MB; prose of 5 MB holds fewer than 20,000 different ones.
MEMO_LIMIT = 100_000


class Patch(NamedTuple):
    """``text[start:end]`` becomes ``new``, and not what the table makes of it."""

    start: int
    end: int
    new: str


class Converter:
    """A conversion ready to use."""

    def __init__(self, plan: Plan, policy: Callable[[str], str]) -> None:
        self.plan = plan
        self.policy = policy
        self.table = {ord(char): policy(char) for char in plan.characters}
        self.same_length = all(len(value) == 1 for value in self.table.values())
        self._memo: dict[str, str | None] = {}

    def convert(self, text: str) -> str:
        """Return ``text`` converted; the same object where nothing changes."""
        if _has_compatibility(text):
            text = text.translate(_compatibility_table())
        patches = list(self._patches(text))
        mapped = self._map(text)
        if not patches:
            return text if mapped == text else mapped
        pieces: list[str] = []
        done = 0
        for start, end, new in patches:
            pieces.append(mapped[done:start] if self.same_length else self._map(text[done:start]))
            pieces.append(new)
            done = end
        pieces.append(mapped[done:] if self.same_length else self._map(text[done:]))
        return "".join(pieces)

    def _map(self, text: str) -> str:
        """Convert character by character."""
        if _is_astral(text):
            return text.translate(self.table)
        return text.translate(self._row)

    @cached_property
    def _row(self) -> list[int | str]:
        """The table for the basic plane as a list: faster to look up than a dictionary."""
        row: list[int | str] = list(_identity())
        for code, value in self.table.items():
            if code < 0x10000:
                row[code] = value
        return row

    @cached_property
    def _trigger(self) -> re.Pattern[str] | None:
        chars = cover(self.plan.triggers)
        return re.compile(f"[{''.join(sorted(chars))}]") if chars else None

    def _patches(self, text: str) -> Iterator[Patch]:
        """Yield the runs that do not convert character by character."""
        if self._trigger is None:
            return
        pairs = self.plan.triggers
        done = 0
        for found in self._trigger.finditer(text):
            at = found.start()
            if at < done:
                continue
            if text[at : at + 2] in pairs or (at and text[at - 1 : at + 1] in pairs):
                start, end = self._run_around(text, at)
                done = end
                new = self._convert_run(text[start:end])
                if new is not None:
                    yield Patch(start, end, new)

    def _run_around(self, text: str, at: int) -> tuple[int, int]:
        """Return the ends of the run around ``at`` that no word can cross."""
        glue = self.plan.glue
        start = at
        while start and text[start - 1 : start + 1] in glue:
            start -= 1
        end = at + 1
        while text[end - 1 : end + 1] in glue:
            end += 1
        return start, end

    def _convert_run(self, run: str) -> str | None:
        """Return what ``run`` becomes, or ``None`` where the table says the same."""
        memo = self._memo
        if run in memo:
            return memo[run]
        new: str | None = self.policy(run)
        if new == run.translate(self.table):
            new = None
        if len(memo) >= MEMO_LIMIT:
            memo.clear()
        memo[run] = new
        return new


@cache
def _identity() -> list[int]:
    return list(range(0x10000))


def _is_astral(text: str) -> bool:
    """Tell whether ``text`` holds characters beyond the basic plane.

    Encoding is the fastest look at all characters that Python offers.
    """
    return len(text.encode("utf-16-le", "surrogatepass")) != 2 * len(text)


def _has_compatibility(text: str) -> bool:
    return _compatibility().search(text) is not None


@cache
def _compatibility() -> re.Pattern[str]:
    return re.compile("[\uf900-\ufaff\U0002f800-\U0002fa1f]")


@cache
def _compatibility_table() -> dict[int, str]:
    return {ord(old): new for old, new in entries("CJK_Compatibility_Ideographs").items()}
