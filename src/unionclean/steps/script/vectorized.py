"""The engine's path for long texts: numpy looks at all characters at once.

Optional: without numpy `make_vectors` returns ``None`` and the engine goes on without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionclean.steps.script.engine import Converter

_CODES = 0x40000  # emoji and all Han lie below; tables for the planes above would be all zeros
_HASH = 0x9E3779B1  # spreads pairs of code points over the bitmap (golden ratio, 32 bits)
_BITS = 20
_COMPATIBILITY = "\uf900"  # from here on lie forms that stand for other characters
_BLOCK = 100_000  # characters; from 50,000 to 200,000 the speed is the same


def make_vectors(converter: Converter) -> Vectors | None:
    """Return the long-text path of ``converter``, or ``None`` where numpy is missing."""
    try:
        import numpy as np
    except ImportError:
        return None
    return Vectors(converter, np)


def decode(codes: Any) -> str:
    """Return the text of an array of code points."""
    return str(codes.tobytes(), "utf-32-le", "surrogatepass")


class Vectors:
    """Tables of one converter as arrays."""

    def __init__(self, converter: Converter, np: Any) -> None:
        self._converter = converter
        self._np = np
        self._table = np.arange(_CODES, dtype="<u4")
        for code, new in converter.table.items():
            if len(new) == 1 and code < _CODES:
                self._table[code] = ord(new)
        # 1: may be in a trigger; 2: a compatibility ideograph; 4: becomes several characters.
        self._flags = np.zeros(_CODES, dtype=np.uint8)
        self._flags[[ord(char) for char in converter.plan.cover if ord(char) < _CODES]] = 1
        self._flags[0xF900:0xFB00] |= 2
        self._flags[0x2F800:0x2FA20] |= 2
        growing = [code for code, new in converter.table.items() if len(new) != 1]
        self._flags[[code for code in growing if code < _CODES]] |= 4
        self._bitmap = np.zeros(1 << _BITS, dtype=bool)
        pairs = [(a, b) for a, row in converter.plan.triggers.items() for b in row]
        if pairs:
            first = np.array([ord(a) for a, _ in pairs], dtype=np.uint32)
            second = np.array([ord(b) for _, b in pairs], dtype=np.uint32)
            self._bitmap[self._hash(first, second)] = True

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
        marked = np.flatnonzero(self._flags[codes])
        flags = self._flags[codes[marked]]
        if (flags & 2).any():
            unified = normalize(text)
            if unified != text:  # a few of that block (U+FA0E) are no compatibility forms
                return self._convert_block(unified)
        new_codes = self._table[codes]
        patches = list(self._patches(text, codes, marked))
        if not patches:
            return decode(new_codes)
        if all(len(new) == end - start for start, end, new in patches):
            starts = np.array([patch[0] for patch in patches])
            lengths = np.array([len(patch[2]) for patch in patches])
            news = np.frombuffer(
                "".join([patch[2] for patch in patches]).encode("utf-32-le", "surrogatepass"),
                dtype="<u4",
            )
            # Where each new character goes: the start of its patch plus its place within it.
            offsets = np.repeat(starts - np.concatenate(([0], lengths.cumsum()[:-1])), lengths)
            new_codes[offsets + np.arange(len(news))] = news
            return decode(new_codes)
        return join_patches(decode(new_codes), patches)

    def _patches(self, text: str, codes: Any, marked: Any) -> Any:
        """Yield the runs that do not convert character by character."""
        from unionclean.steps.script.engine import Patch

        np = self._np
        if not len(marked):
            return
        here = codes[marked]
        after = codes[np.minimum(marked + 1, len(codes) - 1)]
        before = codes[np.maximum(marked - 1, 0)]
        hit = self._bitmap[self._hash(here, after)] | self._bitmap[self._hash(before, here)]
        hit |= (self._flags[here] & 4).astype(bool)
        done = 0
        around, convert_run = self._converter.run_around, self._converter.convert_run
        grows = not self._converter.same_length
        for at in marked[hit].tolist():
            if at < done:
                continue
            start, done = around(text, at)
            new = convert_run(text[start:done])
            if new is None and grows:
                # By characters, but perhaps one of those that become several.
                new = text[start:done].translate(self._converter.table)
            if new is not None:
                yield Patch(start, done, new)

    def _hash(self, first: Any, second: Any) -> Any:
        np = self._np
        mixed = first * np.uint32(_HASH) + second * np.uint32(0x85EBCA6B)
        return (mixed ^ (mixed >> np.uint32(15))) >> np.uint32(32 - _BITS)
