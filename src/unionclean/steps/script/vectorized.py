"""The engine's path for long texts: numpy looks at all characters at once.

Optional: without numpy `make_vectors` returns ``None`` and the engine goes on without it.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionclean.steps.script.batch import Batch
    from unionclean.steps.script.dictionaries import Pairs
    from unionclean.steps.script.engine import Converter

_CODES = 0x40000  # emoji and all Han lie below; tables for the planes above would be all zeros
_HASH = 0x9E3779B1  # spreads pairs of code points over the bitmap (golden ratio, 32 bits)
_BITS = 20  # for a few thousand triggers
_GLUE_BITS = 22  # for 120,000 pairs: one look in 35 errs
_FEW = 200  # new runs; fewer are converted sooner one by one than the words are read
LONGEST = 16  # longer runs are rare, and would make the tables of all runs of a batch wide
_FARTHEST = 64  # places that runs are followed side by side; only odd texts have longer ones
_COMPATIBILITY = "\uf900"  # from here on lie forms that stand for other characters
_BLOCK = 500_000


def make_vectors(converter: Converter) -> Vectors | None:
    """Return the long-text path of ``converter``, or ``None`` where numpy is missing."""
    try:
        import numpy as np
    except ImportError:
        return None
    return Vectors(converter, np)


def decode(codes: Any) -> str:
    """Return the text of an array of code points."""
    return str(codes, "utf-32-le", "surrogatepass")


class Vectors:
    """Tables of one converter as arrays."""

    def __init__(self, converter: Converter, np: Any) -> None:
        self._converter = converter
        self._np = np
        self._table = np.arange(_CODES, dtype="<u4")
        # 1: may be in a trigger; 2: a compatibility ideograph; 4: becomes several characters.
        self._flags = np.zeros(_CODES, dtype=np.uint8)
        self._flags[
            self._codes("".join(char for char in converter.plan.cover if ord(char) < _CODES))
        ] = 1
        self._flags[0xF900:0xFB00] |= 2
        self._flags[0x2F800:0x2FA20] |= 2
        items = [(code, new) for code, new in converter.table.items() if code < _CODES]
        self._table[[code for code, new in items if len(new) == 1]] = self._codes(
            "".join([new for _, new in items if len(new) == 1])
        )
        self._flags[[code for code, new in items if len(new) != 1]] |= 4
        self._bitmap = self._pairs(converter.plan.triggers, _BITS)

    def convert(self, text: str) -> str:
        """Return ``text`` converted, block by block: memory that was just used is fast."""
        if len(text) <= _BLOCK:
            return self._convert_block(text)
        return "".join(map(self._convert_block, self._blocks(text)))

    def _blocks(self, text: str) -> Iterator[str]:
        """Yield ``text`` in blocks that end where no word can stand across."""
        glue = self._converter.plan.glue
        at, last = 0, len(text)
        while at < last:
            end = min(at + _BLOCK, last)
            while end < last and (
                text[end] in glue.get(text[end - 1], "")
                or max(text[end - 1 : end + 1]) >= _COMPATIBILITY
            ):
                end += 1
            yield text[at:end]
            at = end

    def _convert_block(self, text: str) -> str:
        from unionclean.steps.script.engine import join_patches, normalize

        np = self._np
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        if codes.max(initial=0) >= _CODES:
            return self._converter.convert_short(text)
        # Looking up is twice as fast with indices of the machine's size and without checking them.
        indices = codes.astype(np.intp)
        marked = np.flatnonzero(self._flags.take(indices, mode="wrap") != 0)
        flags = self._flags[codes[marked]]
        if self._converter.unifies and (flags & 2).any():
            unified = normalize(text)
            if unified != text:  # a few of that block (U+FA0E) are no compatibility forms
                return self._convert_block(unified)
        new_codes = self._table.take(indices, mode="wrap")
        runs = self._find_runs(text, codes, marked)
        patches = self._patches(text, *runs) if runs else []
        if not patches:
            return decode(new_codes)
        starts, ends, news = zip(*patches, strict=True)
        lengths = np.fromiter(map(len, news), dtype=np.int64, count=len(news))
        places = np.array(starts)
        if (lengths == np.array(ends) - places).all():
            # Where each new character goes: the start of its patch plus its place within it.
            offsets = np.repeat(places - np.concatenate(([0], lengths.cumsum()[:-1])), lengths)
            new = self._codes("".join(news))
            new_codes[offsets + np.arange(len(new))] = new
            return decode(new_codes)
        return join_patches(decode(new_codes), patches)

    def _find_runs(self, text: str, codes: Any, marked: Any) -> tuple[list[int], list[int]] | None:
        """Return the starts and ends of the runs that may not convert character by character."""
        np = self._np
        if not len(marked):
            return None
        here = codes[marked]
        after = codes[np.minimum(marked + 1, len(codes) - 1)]
        before = codes[np.maximum(marked - 1, 0)]
        hit = self._bitmap[self._hash(here, after, _BITS)]
        hit |= self._bitmap[self._hash(before, here, _BITS)]
        hit |= (self._flags[here] & 4).astype(bool)
        return self._runs(text, codes, marked[hit])

    def _patches(self, text: str, starts: list[int], ends: list[int]) -> list[Any]:
        """Return start, end and conversion of the runs that do not convert by characters."""
        runs = [text[start:end] for start, end in zip(starts, ends, strict=True)]
        converted = self._convert_runs(runs)
        if self._converter.same_length:
            rows = zip(starts, ends, converted, strict=True)
            return [row for row in rows if row[2] is not None]
        # By characters, but perhaps one of those that become several.
        table = self._converter.table
        found = [
            run.translate(table) if new is None else new
            for run, new in zip(runs, converted, strict=True)
        ]
        return list(zip(starts, ends, found, strict=True))

    def _convert_runs(self, runs: list[str]) -> list[str | None]:
        """Return what ``runs`` become; the policy converts those not met before all at once."""
        memo = self._converter.memo
        new = {run for run in runs if run not in memo}
        if len(new) >= _FEW and self._batch is not None:
            several = sorted([run for run in new if len(run) <= LONGEST])
            found = zip(several, self._batch.convert(several), strict=True)
            self._converter.remember(dict(found))
        try:
            return [memo[run] for run in runs]
        except KeyError:
            return list(map(self._converter.convert_run, runs))

    def _runs(self, text: str, codes: Any, hits: Any) -> tuple[list[int], list[int]]:
        """Return the starts and ends of the runs around ``hits``, each run once."""
        np = self._np
        starts, ends = hits.copy(), hits + 1
        for places, step in ((starts, -1), (ends, 1)):
            going = np.arange(len(hits))
            for _ in range(_FARTHEST):
                at = places[going]
                inside = (at > 0) & (at < len(codes))
                going, at = going[inside], at[inside]
                glued = self._glue[self._hash(codes[at - 1], codes[at], _GLUE_BITS)]
                going = going[glued]
                places[going] += step
                if not len(going):
                    break
            else:
                return self._runs_one_by_one(text, hits.tolist())
        first = np.ones(len(hits), dtype=bool)
        first[1:] = starts[1:] != starts[:-1]
        return starts[first].tolist(), ends[first].tolist()

    def _runs_one_by_one(self, text: str, hits: list[int]) -> tuple[list[int], list[int]]:
        starts: list[int] = []
        ends = [0]
        for at in hits:
            if at >= ends[-1]:
                start, end = self._converter.run_around(text, at)
                starts.append(start)
                ends.append(end)
        return starts, ends[1:]

    @cached_property
    def _batch(self) -> Batch | None:
        from unionclean.steps.script.batch import make_batch

        return make_batch(self._converter)

    @cached_property
    def _glue(self) -> Any:
        """The plan's glue: where it errs, a run is longer than it need be."""
        return self._pairs(self._converter.plan.glue, _GLUE_BITS)

    def _pairs(self, rows: Pairs, bits: int) -> Any:
        """Return a table that is true for the pairs of ``rows``, by their hashes."""
        np = self._np
        lengths = np.fromiter(map(len, rows.values()), dtype=np.int64, count=len(rows))
        first = np.repeat(self._codes("".join(rows)), lengths)
        second = self._codes("".join(rows.values()))
        table = np.zeros(1 << bits, dtype=bool)
        table[self._hash(first, second, bits)] = True
        return table

    def _codes(self, text: str) -> Any:
        return self._np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")

    def _hash(self, first: Any, second: Any, bits: int) -> Any:
        np = self._np
        mixed = first * np.uint32(_HASH) + second * np.uint32(0x85EBCA6B)
        return (mixed ^ (mixed >> np.uint32(15))) >> np.uint32(32 - bits)
