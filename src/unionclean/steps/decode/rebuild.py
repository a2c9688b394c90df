"""The way back: the input bytes from what was decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from unionclean.steps.decode.charsets import write

if TYPE_CHECKING:
    from unionclean.steps.decode.charsets import Reading
    from unionclean.steps.decode.decoded import Decoded


class _Kept(NamedTuple):
    """``text[start:end]`` stands for ``raw``, whatever the codec says."""

    start: int
    end: int
    raw: bytes


def encode_back(decoded: Decoded) -> bytes | None:
    r"""Return the bytes that ``decoded`` was made from; ``None`` where the codec cannot write them.

    >>> from unionclean.steps.decode import decode
    >>> raw = "认真学习".encode("gbk") + b"\x80\xff"
    >>> encode_back(decode(raw)) == raw
    True
    """
    kept = _kept(decoded)
    pieces = [(p.start, p.end, p.encoding) for p in decoded.pieces]
    body = bytearray(decoded.bom)
    for start, end, encoding in pieces or [(0, len(decoded.text), decoded.encoding)]:
        part = _write_part(decoded.text, start, end, encoding, kept)
        if part is None:
            return None
        body += part
    return bytes(body)


def rebuild(reading: Reading, encoding: str) -> bytes | None:
    """Return the bytes of a reading in one encoding."""
    if not reading.bad and not reading.variants:
        return write(reading.text, encoding)
    return _write_part(reading.text, 0, len(reading.text), encoding, _kept(reading))


def _kept(source: Decoded | Reading) -> list[_Kept]:
    kept = [_Kept(at, at + 1, raw) for _, raw, at in source.bad]
    covered = [_Kept(*variant) for variant in source.variants]
    if not covered:
        return kept
    # A variant may cover a whole line with the bad bytes inside it.
    inside = iter(sorted(covered))
    current = next(inside, None)
    left: list[_Kept] = []
    for item in kept:
        while current is not None and current.end <= item.start:
            current = next(inside, None)
        if current is None or not current.start <= item.start < current.end:
            left.append(item)
    return sorted(left + covered)


def _write_part(text: str, start: int, end: int, encoding: str, kept: list[_Kept]) -> bytes | None:
    from bisect import bisect_left

    body = bytearray()
    at = start
    for item in kept[bisect_left(kept, (start,)) :]:
        # Bytes that stand for no text at all may come right at the end.
        if item.start > end or (item.start == end and item.end > end):
            break
        between = write(text[at : item.start], encoding)
        if between is None:
            return None
        body += between
        body += item.raw
        at = item.end
    last = write(text[at:end], encoding)
    return None if last is None else bytes(body) + last
