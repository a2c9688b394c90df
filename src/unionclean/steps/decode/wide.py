"""UTF-16 in which a byte was lost or added: all that follows is out of step, until the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from unionclean.steps.decode.charsets import REPLACEMENT, Reading, read
from unionclean.steps.decode.decoded import BadBytes
from unionclean.steps.decode.doubt import rare_count

if TYPE_CHECKING:
    from unionclean.language import Model

_WINDOW: Final = 64  # bytes looked at together: 32 characters
_FEW: Final = 4  # rare characters that any text may have
_GAIN: Final = 20.0
"""By how many nats a window one byte later must be better. Out of step, each character is some five
nats worse; four are left at the end of a text."""


def read_wide(raw: bytes, encoding: str, model: Model) -> Reading:
    """Return ``raw`` in UTF-16, put into step again after a stray byte."""
    whole = read(raw, encoding)
    if not encoding.startswith("utf-16") or rare_count(whole.text, model) < _FEW:
        return whole
    texts: list[str] = []
    bad: list[BadBytes] = []
    at = length = 0

    def add(end: int) -> None:
        nonlocal length
        part = read(raw[at:end], encoding)
        texts.append(part.text)
        bad.extend(BadBytes(b.byte + at, b.raw, b.at + length) for b in part.bad)
        length += len(part.text)

    for window in range(0, len(raw) - 8, _WINDOW // 2):
        start = window + (at & 1)
        if start < at or 0 < at == start or not _is_better(raw, start, encoding, model):
            continue
        place = _turn(raw, max(at, start - _WINDOW), encoding, model)
        add(place)
        bad.append(BadBytes(place, raw[place : place + 1], length))
        texts.append(REPLACEMENT)
        length += 1
        at = place + 1
    if not at:
        return whole
    add(len(raw))
    return Reading("".join(texts), tuple(bad))


def _is_better(raw: bytes, start: int, encoding: str, model: Model) -> bool:
    """Tell whether the window at ``start`` reads far better one byte later."""
    here = raw[start : start + _WINDOW].decode(encoding, "replace")
    later = raw[start + 1 : start + 1 + _WINDOW].decode(encoding, "replace")
    if rare_count(later, model) * 2 > rare_count(here, model):
        return False
    return model.score(later) - model.score(here) > _GAIN


def _turn(raw: bytes, start: int, encoding: str, model: Model) -> int:
    """Return the place of the byte that is too many, between ``start`` and two windows later."""

    def score(place: int) -> float:
        before, after = raw[start:place], raw[place + 1 : end]
        text = before.decode(encoding, "replace") + after.decode(encoding, "replace")
        return model.score(text)

    end = start + 1 + 2 * _WINDOW
    return max(range(start, min(start + 2 * _WINDOW, len(raw)), 2), key=score)
